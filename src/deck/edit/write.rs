//! A card as TOML, the way decks are written by hand.

use crate::deck::quote::{quoted, string};

/// A value of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A string.
    Text(String),
    /// A number, a date or a truth value, as it is written.
    Bare(String),
    /// A list.
    List(Vec<Value>),
}

impl Value {
    /// As TOML, on one line where it is within a table that has to be.
    fn toml(&self, inline: bool) -> String {
        match self {
            Self::Text(text) if inline => quoted(text),
            Self::Text(text) => string(text),
            Self::Bare(written) => written.clone(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(|item| item.toml(true)).collect();
                format!("[{}]", items.join(", "))
            }
        }
    }
}

/// A card as a `[[card]]` with its keys in this order.
pub fn card_text(keys: &[(&str, Value)]) -> String {
    let keys: String = keys
        .iter()
        .map(|(key, value)| format!("{key} = {}\n", value.toml(false)))
        .collect();
    format!("[[card]]\n{keys}")
}

/// A card as an inline table, for a deck whose cards are a list.
pub(super) fn inline(keys: &[(&str, Value)]) -> String {
    let keys: Vec<String> = keys
        .iter()
        .map(|(key, value)| format!("{key} = {}", value.toml(true)))
        .collect();
    format!("{{ {} }}", keys.join(", "))
}
