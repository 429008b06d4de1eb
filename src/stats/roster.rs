//! Which cards figures are about: a number for each, with its deck and tags.

use std::collections::HashMap;

use crate::review::CardId;

/// Cards by number, in the order in which they were first named.
#[derive(Debug, Default)]
pub struct Roster {
    numbers: HashMap<CardId, usize>,
    cards: Vec<Entry>,
    decks: Names,
    tags: Names,
    /// Cards that no deck has are left out.
    only_decks: bool,
}

#[derive(Debug)]
struct Entry {
    id: CardId,
    deck: usize,
    tags: Vec<usize>,
    chosen: bool,
}

/// Names by number.
#[derive(Debug, Default)]
struct Names {
    numbers: HashMap<String, usize>,
    all: Vec<String>,
}

impl Names {
    fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        self.numbers.insert(name.to_owned(), self.all.len());
        self.all.push(name.to_owned());
        self.all.len() - 1
    }
}

impl Roster {
    /// Of no deck yet. It takes up whatever the log names besides, unless it is only of decks.
    pub fn new(only_decks: bool) -> Self {
        Self {
            only_decks,
            ..Self::default()
        }
    }

    /// Makes room for so many cards.
    pub fn expect(&mut self, cards: usize) {
        self.numbers.reserve(cards);
        self.cards.reserve(cards);
    }

    /// Takes up a deck, so that it is there without a card, too.
    pub fn take_deck(&mut self, id: &str) {
        self.decks.number(id);
    }

    /// Takes up a card of a deck; figures are about those that are chosen.
    pub fn take_card<'t>(
        &mut self,
        card: CardId,
        tags: impl IntoIterator<Item = &'t String>,
        chosen: bool,
    ) {
        let tags = tags.into_iter().map(|tag| self.tags.number(tag)).collect();
        self.enter(card, tags, chosen);
    }

    /// The number of a card.
    pub fn number(&mut self, card: &CardId) -> usize {
        match self.numbers.get(card) {
            Some(number) => *number,
            None => self.enter(card.clone(), Vec::new(), !self.only_decks),
        }
    }

    /// Whether figures are about the card of this number.
    pub fn is_chosen(&self, number: usize) -> bool {
        self.cards.get(number).is_some_and(|card| card.chosen)
    }

    /// The card of this number.
    pub fn id(&self, number: usize) -> &CardId {
        &self.cards[number].id
    }

    /// The number of the card's deck.
    pub fn deck(&self, number: usize) -> usize {
        self.cards[number].deck
    }

    /// The numbers of the card's tags.
    pub fn tags(&self, number: usize) -> &[usize] {
        &self.cards[number].tags
    }

    /// The ids of decks, by number.
    pub fn deck_ids(&self) -> &[String] {
        &self.decks.all
    }

    /// The tags, by number.
    pub fn tag_names(&self) -> &[String] {
        &self.tags.all
    }

    fn enter(&mut self, card: CardId, tags: Vec<usize>, chosen: bool) -> usize {
        let deck = self.decks.number(&card.deck);
        let number = self.cards.len();
        self.numbers.insert(card.clone(), number);
        self.cards.push(Entry {
            id: card,
            deck,
            tags,
            chosen,
        });
        number
    }
}
