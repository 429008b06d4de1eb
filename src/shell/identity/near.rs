//! Edits that concern no card outside of their decks: for those, only these decks and their
//! histories are looked at, and what comes of it is what comes of looking at all.
//!
//! An edit is such a one if every card that has a history is still in its deck, if no card is
//! new, if nothing else has ever said what an edited card says by now, and if every edited card
//! still asks much what it asked: then no history elsewhere can find a card here, and none of here
//! one elsewhere. Wherever that is not certain, all is looked at.

use std::collections::{BTreeSet, HashMap, HashSet};

use anyhow::Result;
use retain::identity::Known;
use retain::identity::find::mark;
use retain::review::CardId;

use super::{NOT_SETTLED, by_place, elsewhere};
use crate::shell::decks::{Found, Listed, Loaded};
use crate::shell::store::{Met, Store};

/// Where more decks or cards have changed, it is not worth the look.
const MOST: usize = 32;

/// What such an edit concerns.
pub struct Near {
    /// The decks that have changed.
    pub decks: Vec<Loaded>,
    /// Their histories.
    pub known: Known,
    /// How many words had been said about histories then.
    pub said: u64,
}

/// What the edits since the decks were last met concern; none if it may be more than their own
/// decks. `met` has the cards.
pub fn near(store: &Store, found: &Found<Listed>, met: &[Met]) -> Result<Option<Near>> {
    let places = by_place(met);
    let is_known = |listed: &Listed| {
        places
            .get(listed.place.as_str())
            .is_some_and(|met| met.is(listed))
    };
    let changed: BTreeSet<&str> = found
        .decks
        .iter()
        .filter(|listed| !is_known(listed))
        .map(|listed| listed.brief.id.as_str())
        .collect();
    if changed.len() > MOST || !places_stay(&changed, found, met) {
        return Ok(None);
    }
    let decks = found
        .only(|id| changed.contains(id.as_str()))
        .loaded()
        .decks;
    if decks.len() < changed.len() || decks.iter().any(|loaded| loaded.left_out > 0) {
        return Ok(None);
    }
    let (known, said) = store.known_of(&changed)?;
    let Some(edited) = edited(&decks, &known, met) else {
        return Ok(None);
    };
    let alone = edited.len() <= MOST && store.versions_saying(&edited)?.is_empty();
    Ok(alone.then_some(Near { decks, known, said }))
}

/// Whether each of these decks was met once, in full, where it is now, and no deck is gone.
fn places_stay(changed: &BTreeSet<&str>, found: &Found<Listed>, met: &[Met]) -> bool {
    let places: HashMap<&str, &str> = found
        .decks
        .iter()
        .map(|listed| (listed.place.as_str(), listed.brief.id.as_str()))
        .collect();
    let mut left = changed.clone();
    met.iter().all(|met| {
        if !changed.contains(met.deck.as_str()) {
            return places.contains_key(met.place.as_str()) || elsewhere::is_there(&met.place);
        }
        left.remove(met.deck.as_str())
            && places.get(met.place.as_str()) == Some(&met.deck.as_str())
            && met.digest != NOT_SETTLED
    }) && left.is_empty()
}

/// What the cards say that are not known as they are; none where one of them is new, or a history
/// has lost its card.
fn edited<'d>(decks: &'d [Loaded], known: &Known, met: &[Met]) -> Option<BTreeSet<&'d str>> {
    let histories = known.histories.iter().filter(|history| !history.parted);
    let mut lost: HashMap<&CardId, _> = histories.map(|one| (&one.card, one)).collect();
    let mut edited = BTreeSet::new();
    for loaded in decks {
        let met = met.iter().find(|met| met.deck == loaded.deck.id)?;
        let before: HashSet<&u64> = met.cards.iter().collect();
        for card in &loaded.deck.cards {
            match lost.remove(&card.id) {
                Some(history) if history.has(&card.content) => continue,
                None if !before.contains(&mark(&card.id)) => return None,
                _ => {}
            }
            edited.insert(card.content.as_str());
        }
    }
    lost.is_empty().then_some(edited)
}

#[cfg(test)]
mod tests;
