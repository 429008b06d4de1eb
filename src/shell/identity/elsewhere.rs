//! Cards of decks that are not looked at now: a card that is still there is not gone.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use retain::deck::read::{Reading, read};
use retain::review::CardId;

use crate::shell::config::Config;
use crate::shell::decks::{self, BUILT_IN, Found, Loaded};
use crate::shell::files;
use crate::shell::store::Met;

fn built_in(place: &str) -> Option<&'static (&'static str, &'static str)> {
    let name = place.strip_prefix("built-in ")?;
    BUILT_IN.iter().find(|(known, _)| *known == name)
}

/// Whether there still is something at that place.
pub fn is_there(place: &str) -> bool {
    built_in(place).is_some() || files::exists(Path::new(place))
}

/// Decks that are not looked at, read when they are asked about.
pub struct Elsewhere<'a> {
    config: &'a Config,
    here: HashSet<String>,
    /// Decks in sight of which some cards cannot be read.
    faulty: HashSet<&'a str>,
    met: &'a [Met],
    read: HashMap<String, Cards>,
    known: Option<Found>,
}

/// What could be read of a deck elsewhere.
#[derive(Default)]
struct Cards {
    cards: HashSet<CardId>,
    /// Whether there may be more.
    faulty: bool,
}

impl<'a> Elsewhere<'a> {
    /// Besides these decks.
    pub fn new(config: &'a Config, decks: &'a [Loaded], met: &'a [Met]) -> Self {
        Self {
            config,
            here: decks.iter().map(|loaded| loaded.origin.place()).collect(),
            faulty: decks
                .iter()
                .filter(|loaded| loaded.left_out > 0)
                .map(|loaded| loaded.deck.id.as_str())
                .collect(),
            met,
            read: HashMap::new(),
            known: None,
        }
    }

    /// Whether a card is in any of them, or may be in one that cannot be read in full.
    pub fn has(&mut self, card: &CardId) -> bool {
        if self.faulty.contains(card.deck.as_str()) {
            return true;
        }
        if !self.read.contains_key(&card.deck) {
            let cards = self.read_deck(&card.deck);
            self.read.insert(card.deck.clone(), cards);
        }
        let deck = &self.read[&card.deck];
        deck.faulty || deck.cards.contains(card)
    }

    fn read_deck(&mut self, id: &str) -> Cards {
        let mut all = Cards::default();
        for met in self.met.iter().filter(|met| met.deck == id) {
            if self.here.contains(&met.place) {
                continue;
            }
            let reading = match built_in(&met.place) {
                Some((name, text)) => read(text.as_bytes(), name),
                None if !is_there(&met.place) => continue,
                None => match decks::read_file(Path::new(&met.place)) {
                    Ok(reading) => reading,
                    Err(_) => {
                        all.faulty = true;
                        continue;
                    }
                },
            };
            all.add(&reading, id);
        }
        let known = self
            .known
            .get_or_insert_with(|| decks::known(self.config).unwrap_or_default());
        for loaded in &known.decks {
            if loaded.deck.id == id && !self.here.contains(&loaded.origin.place()) {
                all.faulty |= loaded.left_out > 0;
                let cards = loaded.deck.cards.iter().map(|card| card.id.clone());
                all.cards.extend(cards);
            }
        }
        all
    }
}

impl Cards {
    fn add(&mut self, reading: &Reading, id: &str) {
        match &reading.deck {
            // Another deck is in that file by now.
            Some(deck) if deck.id != id => {}
            Some(deck) => {
                self.faulty |= reading.left_out > 0;
                self.cards
                    .extend(deck.cards.iter().map(|card| card.id.clone()));
            }
            None => self.faulty = true,
        }
    }
}
