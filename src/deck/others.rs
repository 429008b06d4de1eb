//! The typed answers of a deck, so that the answer to another card is not taken for a slip.

use std::collections::HashMap;

use super::{Deck, default_rules};
use crate::ask::Shape;
use crate::mark::rules::TextRules;
use crate::mark::text::fold;
use crate::review::CardId;

/// Which card each answer belongs to.
#[derive(Debug, Clone)]
pub struct Others {
    cards: HashMap<String, Vec<CardId>>,
}

impl Others {
    /// The answers of a deck.
    pub fn of(deck: &Deck) -> Self {
        let rules = default_rules(&deck.language);
        let mut cards: HashMap<String, Vec<CardId>> = HashMap::new();
        for card in &deck.cards {
            for answer in card.question.answers() {
                cards
                    .entry(fold(&answer, &rules))
                    .or_default()
                    .push(card.id.clone());
            }
        }
        Self { cards }
    }

    /// The name of another card that this folded reply answers.
    pub fn answer_to(&self, folded: &str, own: &CardId) -> Option<String> {
        let cards = self.cards.get(folded)?;
        cards
            .iter()
            .find(|card| *card != own)
            .map(ToString::to_string)
    }
}

/// Which card the answers of a deck belong to, those that are picked among options as well.
#[derive(Debug, Clone)]
pub struct Owners {
    rules: TextRules,
    typed: Others,
    picked: HashMap<String, Vec<CardId>>,
}

impl Owners {
    /// The answers of a deck.
    pub fn of(deck: &Deck) -> Self {
        let rules = default_rules(&deck.language);
        let mut picked: HashMap<String, Vec<CardId>> = HashMap::new();
        for card in &deck.cards {
            if let Shape::PickOne { .. } = card.question.ask().shape {
                let folded = fold(&card.question.answer(), &rules);
                picked.entry(folded).or_default().push(card.id.clone());
            }
        }
        Self {
            typed: Others::of(deck),
            picked,
            rules,
        }
    }

    /// The other card of which a text is the answer; cards that are typed come first.
    pub fn owner(&self, text: &str, own: &CardId) -> Option<&CardId> {
        let folded = fold(text, &self.rules);
        let all = [self.typed.cards.get(&folded), self.picked.get(&folded)];
        let mut cards = all.into_iter().flatten().flatten();
        cards.find(|card| *card != own)
    }
}
