//! The same place: between the same neighbours as when the deck was last met.

use std::collections::{HashMap, HashSet};

use super::{Search, mark};

pub(super) struct Places {
    /// For each deck, where the card with a mark stands now.
    now: Vec<HashMap<u64, usize>>,
    /// For a deck's former id and a card's former mark: the deck and place of today.
    moved: HashMap<(String, u64), (usize, usize)>,
    /// For a deck's former id, the deck that it is now.
    successor: HashMap<String, usize>,
    /// For each deck, its free cards as place and place among the sights, in order.
    free: Vec<Vec<(usize, usize)>>,
}

impl Places {
    pub(super) fn new(search: &Search<'_>, free: &HashSet<usize>) -> Self {
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
        let mut moved = HashMap::new();
        let mut votes: HashMap<String, HashMap<usize, usize>> = HashMap::new();
        for found in &search.found.matches {
            let from = &search.known.histories[found.history].card;
            let to = &found.card.card;
            if let Some(to) = at.get(&(to.deck.as_str(), to.card.as_str())) {
                moved.insert((from.deck.clone(), mark(from)), *to);
                *votes
                    .entry(from.deck.clone())
                    .or_default()
                    .entry(to.0)
                    .or_default() += 1;
            }
        }
        let mut successor: HashMap<String, usize> = votes
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
            successor.insert(deck.id.clone(), n);
        }
        let now = decks
            .iter()
            .map(|deck| {
                let cards = deck.cards.iter().enumerate();
                cards.map(|(place, card)| (mark(&card.id), place)).collect()
            })
            .collect();
        let mut by_deck = vec![Vec::new(); decks.len()];
        for n in free {
            let sight = &search.sights[*n];
            by_deck[sight.deck].push((sight.place, *n));
        }
        by_deck.iter_mut().for_each(|cards| cards.sort_unstable());
        Self {
            now,
            moved,
            successor,
            free: by_deck,
        }
    }

    /// The free cards that stand where this history's card stood.
    pub(super) fn between(&self, search: &Search<'_>, history: usize) -> Vec<usize> {
        let card = &search.known.histories[history].card;
        let (Some(before), Some(deck)) = (
            search.before.get(&card.deck),
            self.successor.get(&card.deck),
        ) else {
            return Vec::new();
        };
        let own = mark(card);
        let Some(at) = before.iter().position(|other| *other == own) else {
            return Vec::new();
        };
        let today = |other: &u64| -> Option<usize> {
            match self.moved.get(&(card.deck.clone(), *other)) {
                Some((moved_to, place)) => (moved_to == deck).then_some(*place),
                None => self.now[*deck].get(other).copied(),
            }
        };
        let after = before[..at].iter().rev().find_map(today);
        let until = before[at + 1..].iter().find_map(today);
        self.free[*deck]
            .iter()
            .filter(|(place, _)| after.is_none_or(|after| *place > after))
            .filter(|(place, _)| until.is_none_or(|until| *place < until))
            .map(|(_, n)| *n)
            .collect()
    }
}
