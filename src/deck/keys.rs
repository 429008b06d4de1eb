//! The keys of a deck file besides those of its cards.

use crate::question::{Key, MARKING, Takes};

/// Keys of the file itself.
pub const ROOT: &[Key] = &[
    Key::new("deck", Takes::Table(DECK), "what the deck is").must(),
    Key::new(
        "sources",
        Takes::Named(SOURCE),
        "where the answers come from",
    ),
    Key::new(
        "card",
        Takes::Cards,
        "the questions, each under a `[[card]]` of its own",
    ),
];

/// Keys of `[deck]`.
pub const DECK: &[Key] = &[
    Key::new("title", Takes::Text, "shown above every question").must(),
    Key::new(
        "id",
        Takes::Id,
        "what history is kept by; by default the file's name",
    ),
    Key::new(
        "language",
        Takes::Text,
        "of the answers, such as `en` or `de-CH`",
    ),
    Key::new("description", Takes::AnyText, "what it is about"),
    Key::new("authors", Takes::OneOrMore(0), "who wrote it"),
    Key::new(
        "license",
        Takes::AnyText,
        "under which terms it may be used",
    ),
    Key::new("tags", Takes::OneOrMore(0), "tags of all its cards"),
    Key::new(
        "allow",
        Takes::OneOrMore(0),
        "names of findings about the deck that are meant",
    ),
    Key::new(
        "marking",
        Takes::Table(MARKING),
        "how typed answers are marked",
    ),
];

/// Keys of `[sources.…]`.
pub const SOURCE: &[Key] = &[
    Key::new("title", Takes::Text, "what it is called"),
    Key::new("publisher", Takes::Text, "who published it"),
    Key::new("authors", Takes::OneOrMore(0), "who wrote it"),
    Key::new("date", Takes::Moment, "as of when its facts were true"),
    Key::new("url", Takes::Text, "where it can be read"),
    Key::new(
        "file",
        Takes::Text,
        "the text itself, as a path beside the deck",
    ),
];

/// The names of keys.
pub fn names(keys: &'static [Key]) -> impl Iterator<Item = &'static str> + Clone {
    keys.iter().map(|key| key.name)
}
