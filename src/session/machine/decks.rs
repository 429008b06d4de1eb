//! The decks of a sitting: taken from the shelf when they are wanted, and put in the place of an
//! older reading.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Debug;
use std::sync::Arc;

use super::Session;
use crate::day::Moment;
use crate::deck::others::Others;
use crate::deck::{Card, Deck};
use crate::review::CardId;

/// Where a sitting takes its decks from.
pub trait Shelf: Debug {
    /// The deck of that place, as it is now; none where it is gone or can no longer be read.
    fn deck(&self, place: usize) -> Option<Arc<Deck>>;
}

impl Shelf for Vec<Arc<Deck>> {
    fn deck(&self, place: usize) -> Option<Arc<Deck>> {
        self.get(place).cloned()
    }
}

/// The decks that have been wanted so far.
#[derive(Debug, Clone)]
pub(super) struct Decks {
    shelf: Arc<dyn Shelf>,
    taken: BTreeMap<usize, Taken>,
}

#[derive(Debug, Clone)]
struct Taken {
    deck: Option<Arc<Deck>>,
    others: Option<Others>,
}

impl Decks {
    pub(super) fn on(shelf: impl Shelf + 'static) -> Self {
        Self {
            shelf: Arc::new(shelf),
            taken: BTreeMap::new(),
        }
    }

    /// A deck, and what its other cards answer.
    fn taken(&mut self, place: usize) -> &mut Taken {
        self.taken.entry(place).or_insert_with(|| Taken {
            deck: self.shelf.deck(place),
            others: None,
        })
    }

    /// A deck; none where it is gone.
    pub(super) fn deck(&mut self, place: usize) -> Option<&Arc<Deck>> {
        self.taken(place).deck.as_ref()
    }

    /// What the cards of a deck answer; none where it is gone.
    pub(super) fn others(&mut self, place: usize) -> Option<&Others> {
        let taken = self.taken(place);
        let deck = taken.deck.as_ref()?;
        Some(taken.others.get_or_insert_with(|| Others::of(deck)))
    }

    fn replace(&mut self, place: usize, deck: Arc<Deck>) {
        let (deck, others) = (Some(deck), None);
        self.taken.insert(place, Taken { deck, others });
    }
}

impl Session {
    /// The card of a slot; none where its deck does not have it any more.
    pub(super) fn card(&mut self, slot: usize) -> Option<&Card> {
        let slot = &self.slots[slot];
        let deck = self.decks.deck(slot.deck)?;
        deck.cards.iter().find(|card| card.id.card == slot.card)
    }

    /// The card of that id as the sitting has read it; none where none of its deck was asked.
    pub fn card_of(&self, id: &CardId) -> Option<&Card> {
        let decks = self.decks.taken.values();
        let mut decks = decks.filter_map(|taken| taken.deck.as_ref());
        let deck = decks.find(|deck| deck.id == id.deck)?;
        deck.cards.iter().find(|card| card.id == *id)
    }

    /// Puts a deck in the place of an older reading of it. Cards that it no longer has leave
    /// the sitting; an open card is asked anew.
    pub fn replace_deck(&mut self, deck: Arc<Deck>, now: Moment) {
        let same = |taken: &Taken| taken.deck.as_ref().is_some_and(|old| old.id == deck.id);
        let Some(place) = self
            .decks
            .taken
            .iter()
            .find_map(|(place, taken)| same(taken).then_some(*place))
        else {
            return;
        };
        let cards = deck.cards.iter();
        let askable: HashSet<&str> = cards
            .filter(|card| !card.suspended && !card.draft)
            .map(|card| card.id.card.as_str())
            .collect();
        for (slot, of) in self.slots.iter().enumerate() {
            if of.deck == place && !askable.contains(of.card.as_str()) {
                self.line.remove(slot);
                self.gone.insert(slot);
            }
        }
        drop(askable);
        self.decks.replace(place, deck);
        if let Some(current) = self
            .current
            .take_if(|current| self.slots[current.slot].deck == place)
        {
            if !self.gone.contains(&current.slot) {
                self.line.put_back(current.slot, current.from);
            }
            self.open_next(now);
        }
    }
}
