//! Which card a history belongs to, after decks have been edited.
//!
//! A review names a version: a card's id and a digest of what it asked. A version belongs to the
//! card it names until a [`binding`] says otherwise; so a card keeps its history whatever is
//! mended in it, and one that moves, or has no id and is edited, is [found](find) again. Where
//! two cards could be meant nothing is decided here.

pub mod binding;
pub mod candidates;
pub mod find;
pub mod similar;
mod wording;

use std::collections::HashMap;

use crate::deck::Card;
use crate::review::CardId;

/// A card as it was at some time: what a review names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Version {
    /// The card's id then.
    pub card: CardId,
    /// The digest of what it asked.
    pub content: String,
}

impl Version {
    /// A card as it is now.
    pub fn of(card: &Card) -> Self {
        Self {
            card: card.id.clone(),
            content: card.content.clone(),
        }
    }
}

/// What a content asks and answers, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// The kind of question.
    pub kind: String,
    /// What is asked.
    pub question: String,
    /// What is right.
    pub answer: String,
}

impl Face {
    /// Of a card as it is now.
    pub fn of(card: &Card) -> Self {
        Self {
            kind: card.kind.to_owned(),
            question: card.question.ask().prompt,
            answer: card.question.answer(),
        }
    }
}

/// What was answered of one card, under all of its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The card it belongs to; for one that belongs to none, the card that its versions name.
    pub card: CardId,
    /// Whether it belongs to no card.
    pub parted: bool,
    /// Its versions, in no order.
    pub versions: Vec<Version>,
}

impl History {
    /// Whether it knows this content.
    pub fn has(&self, content: &str) -> bool {
        self.versions
            .iter()
            .any(|version| version.content == content)
    }
}

/// All histories of a store, with what their contents say.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The histories, in the order of their cards.
    pub histories: Vec<History>,
    /// What contents say, as far as that is known.
    pub faces: HashMap<String, Face>,
    /// What has been said of versions.
    pub bindings: binding::Bindings,
}
