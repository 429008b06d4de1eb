//! The decks that are part of the program.

/// Their names and texts.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("overview", include_str!("../../../decks/overview.toml")),
    ("alliance", include_str!("../../../decks/alliance.toml")),
    ("sanctions", include_str!("../../../decks/sanctions.toml")),
    ("people", include_str!("../../../decks/people.toml")),
    ("rights", include_str!("../../../decks/rights.toml")),
];
