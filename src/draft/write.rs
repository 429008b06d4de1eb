//! The drafted deck as a file: a head that says what to do, a comment above every card.

use std::fmt::Write as _;

use toml::Value;

use super::Options;
use super::proposal::Proposal;
use crate::deck::quote::quoted;

/// What stands above the first card.
pub(super) fn head(
    options: &Options,
    source: &str,
    title: &str,
    language: &str,
    cards: usize,
) -> String {
    let mut head = format!(
        "# A first draft of a deck, made from `{}`: {cards} {} that nobody has looked at yet.\n",
        crate::clean::line(&options.name),
        if cards == 1 { "card" } else { "cards" },
    );
    head.push_str(
        "# Above each card stands what to check. Mend the card or delete it; take its line\n\
         # `draft = true` out when it is right: until then it is not asked. `retain check` finds\n\
         # flaws, `retain coverage` what the text says and no card asks.\n\n[deck]\n",
    );
    let _ = writeln!(head, "title = {}", quoted(title));
    if language != "en" {
        let _ = writeln!(head, "language = {}", quoted(language));
    }
    let _ = writeln!(head, "\n[sources.{source}]\ntitle = {}", quoted(title));
    if let Some(file) = &options.file {
        let _ = writeln!(head, "file = {}", quoted(file));
    }
    head
}

/// What is said of a card that was taken to fill up.
const TOLD: &str =
    "# Another card says what this one asks, or the other way round: keep one, or ask otherwise.\n";

/// One card with its comment; `told` if another card and this one may give each other away.
pub(super) fn card(proposal: &Proposal, id: &str, source: &str, told: bool) -> String {
    let mut card = format!(
        "\n# Check: {}\n{}[[card]]\nid = \"{id}\"\ndraft = true\n",
        comment(&proposal.check),
        if told { TOLD } else { "" },
    );
    for (key, value) in &proposal.keys {
        let _ = writeln!(card, "{key} = {}", written(value));
    }
    let (from, to) = proposal.paragraphs;
    let place = if from == to {
        from.to_string()
    } else {
        format!("{from}-{to}")
    };
    let _ = writeln!(card, "source = \"{source}#{place}\"");
    card
}

/// A value on one line.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(written).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}

/// A text as it can stand in a comment.
fn comment(text: &str) -> String {
    crate::clean::line(text).into_owned()
}
