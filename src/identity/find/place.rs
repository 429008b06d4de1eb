//! The same place: between the same neighbours as when the deck was last met.

use std::collections::{HashMap, HashSet};

use super::{Search, mark};

/// How far from its place in a stretch of other cards a card is looked for: where a whole deck has
/// been replaced, the place of one card says nothing of one that stands hundreds further.
const REACH: usize = 12;

/// A deck as it was when it was last met, and what of it stands where today.
struct Former {
    /// For a card's mark, its place then.
    at: HashMap<u64, usize>,
    /// For each place of then, the last card before it that is still there.
    after: Vec<Option<Neighbour>>,
    /// For each place of then, the first card behind it that is still there.
    until: Vec<Option<Neighbour>>,
    /// The deck that it is today, by its place in the list.
    deck: usize,
}

/// A card that was there and still is.
#[derive(Debug, Clone, Copy)]
struct Neighbour {
    then: usize,
    now: usize,
}

pub(super) struct Places<'s> {
    former: HashMap<&'s str, Former>,
    /// For each deck, its free cards as place and place among the sights, in order.
    free: Vec<Vec<(usize, usize)>>,
}

impl<'s> Places<'s> {
    pub(super) fn new(search: &Search<'s>, free: &HashSet<usize>) -> Self {
        let decks = search.decks;
        let at: HashMap<(&str, &str), (usize, usize)> = search
            .sights
            .iter()
            .map(|sight| {
                let id = &sight.card.id;
                (
                    (id.deck.as_str(), id.card.as_str()),
                    (sight.deck, sight.place),
                )
            })
            .collect();
        let mut moved: HashMap<(&str, u64), (usize, usize)> = HashMap::new();
        let mut votes: HashMap<&str, HashMap<usize, usize>> = HashMap::new();
        for found in &search.found.matches {
            let from = &search.known.histories[found.history].card;
            let to = &found.card.card;
            if let Some(to) = at.get(&(to.deck.as_str(), to.card.as_str())) {
                moved.insert((&from.deck, mark(from)), *to);
                *votes
                    .entry(&from.deck)
                    .or_default()
                    .entry(to.0)
                    .or_default() += 1;
            }
        }
        let mut successor: HashMap<&str, usize> = votes
            .into_iter()
            .filter_map(|(from, votes)| {
                let most = votes.into_iter().max_by(|(deck, votes), (other, their)| {
                    let by_name = || decks[*other].id.cmp(&decks[*deck].id);
                    votes.cmp(their).then_with(by_name)
                });
                Some((from, most?.0))
            })
            .collect();
        for (n, deck) in decks.iter().enumerate() {
            successor.insert(&deck.id, n);
        }
        let now: Vec<HashMap<u64, usize>> = decks
            .iter()
            .map(|deck| {
                let cards = deck.cards.iter().enumerate();
                cards.map(|(place, card)| (mark(&card.id), place)).collect()
            })
            .collect();
        let mut former = HashMap::new();
        for (id, before) in search.before {
            let Some(deck) = successor.get(id.as_str()) else {
                continue;
            };
            let today = |other: &u64| match moved.get(&(id.as_str(), *other)) {
                Some((moved_to, place)) => (moved_to == deck).then_some(*place),
                None => now[*deck].get(other).copied(),
            };
            former.insert(id.as_str(), Former::new(before, *deck, today));
        }
        let mut by_deck = vec![Vec::new(); decks.len()];
        for n in free {
            let sight = &search.sights[*n];
            by_deck[sight.deck].push((sight.place, *n));
        }
        by_deck.iter_mut().for_each(|cards| cards.sort_unstable());
        Self {
            former,
            free: by_deck,
        }
    }

    /// The free cards that stand where this history's card stood; none where neither the cards
    /// before it nor those behind it are there any more.
    pub(super) fn between(&self, search: &Search<'_>, history: usize) -> Vec<usize> {
        let card = &search.known.histories[history].card;
        let Some(former) = self.former.get(card.deck.as_str()) else {
            return Vec::new();
        };
        let Some(at) = former.at.get(&mark(card)).copied() else {
            return Vec::new();
        };
        let (after, until) = (former.after[at], former.until[at]);
        if after.is_none() && until.is_none() {
            return Vec::new();
        }
        let free = &self.free[former.deck];
        let from = after.map_or(0, |card| free.partition_point(|free| free.0 <= card.now));
        let to = until.map_or(free.len(), |card| {
            free.partition_point(|free| free.0 < card.now)
        });
        let stretch = free.get(from..to).unwrap_or_default();
        let near = |place: usize| {
            let from_start = after.map(|card| (at - card.then - 1).abs_diff(place));
            let from_end = until.map(|card| (card.then - at).abs_diff(stretch.len() - place));
            from_start.is_some_and(|far| far <= REACH) || from_end.is_some_and(|far| far <= REACH)
        };
        let cards = stretch.iter().enumerate();
        cards
            .filter(|(place, _)| near(*place))
            .map(|(_, (_, n))| *n)
            .collect()
    }
}

impl Former {
    /// Of a deck's marks in their order, with where a card of that mark stands today.
    fn new(before: &[u64], deck: usize, today: impl Fn(&u64) -> Option<usize>) -> Self {
        let there: Vec<Option<Neighbour>> = before
            .iter()
            .enumerate()
            .map(|(then, mark)| today(mark).map(|now| Neighbour { then, now }))
            .collect();
        let last = |seen: &mut Option<Neighbour>, here: &Option<Neighbour>| {
            let before = *seen;
            *seen = here.or(before);
            Some(before)
        };
        let mut until: Vec<_> = there.iter().rev().scan(None, last).collect();
        until.reverse();
        Self {
            at: before.iter().copied().zip(0..).collect(),
            after: there.iter().scan(None, last).collect(),
            until,
            deck,
        }
    }
}
