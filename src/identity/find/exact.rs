//! What a card's id and its exact content tell.

use std::collections::{HashMap, HashSet};

use super::{Rule, Search};
use crate::review::CardId;

impl Search<'_> {
    /// Exact content: the same card under another id, in another deck, or with ids exchanged.
    pub(super) fn by_content(&mut self) {
        let mut wanted: HashMap<&str, Vec<usize>> = HashMap::new();
        for history in &self.loose {
            for version in &self.known.histories[*history].versions {
                let histories = wanted.entry(&version.content).or_default();
                if !histories.contains(history) {
                    histories.push(*history);
                }
            }
        }
        let mut cards: HashMap<usize, Vec<usize>> = HashMap::new();
        for (n, sight) in self.sights.iter().enumerate() {
            for history in wanted
                .get(sight.card.content.as_str())
                .into_iter()
                .flatten()
            {
                if !self.refused(*history, n) {
                    cards.entry(*history).or_default().push(n);
                }
            }
        }
        let mut pairs: Vec<(usize, Vec<usize>)> = cards.into_iter().collect();
        pairs.sort_unstable();
        for (history, sights) in &mut pairs {
            *sights = self.nearest_names(*history, sights);
        }
        // A card's own id outweighs a copy of what it said, unless that copy, or its own place,
        // has been somebody else's: then ids have been exchanged.
        let exchanged: HashSet<usize> = pairs
            .iter()
            .flat_map(|(_, sights)| sights.clone())
            .collect();
        for (history, sights) in pairs {
            let own = self.own_sight(history);
            if let Some(own) = own
                && !exchanged.contains(&own)
                && sights.iter().all(|sight| self.sights[*sight].own.is_none())
                && self
                    .looks
                    .stays(self.history(history), self.sights[own].card)
            {
                continue;
            }
            match sights[..] {
                [sight] => self.take(history, sight, Rule::Content),
                _ => self.doubt(history, &sights, false),
            }
        }
    }

    /// Of several cards with one content: the one of the same id, else those of the same deck.
    fn nearest_names(&self, history: usize, sights: &[usize]) -> Vec<usize> {
        let card = &self.history(history).card;
        let of = |fits: &dyn Fn(&CardId) -> bool| {
            let fitting = sights.iter().copied();
            fitting
                .filter(|n| fits(&self.sights[*n].card.id))
                .collect::<Vec<_>>()
        };
        let same_name = of(&|other| other.card == card.card);
        if same_name.len() == 1 {
            return same_name;
        }
        let same_deck = of(&|other| other.deck == card.deck);
        if same_deck.is_empty() {
            sights.to_vec()
        } else {
            same_deck
        }
    }

    /// The card of the history's id, if it is in sight and not as it was.
    pub(super) fn own_sight(&self, history: usize) -> Option<usize> {
        let history = self.history(history);
        self.by_id
            .get(&history.card)
            .copied()
            .filter(|_| !history.parted)
    }

    /// The card of the same id, if it still asks much the same.
    pub(super) fn by_id(&mut self) {
        self.by_gap();
        for history in self.loose.clone() {
            let Some(own) = self.own_sight(history) else {
                continue;
            };
            if self.sights[own].taken {
                continue;
            }
            if self
                .looks
                .stays(self.history(history), self.sights[own].card)
            {
                self.take(history, own, Rule::Id);
            } else if !self.refused(history, own) {
                self.doubt(history, &[own], true);
            }
        }
    }

    /// The gap of the same answer, where gaps before it have come or gone: it goes by another
    /// number now.
    fn by_gap(&mut self) {
        for history in self.loose.clone() {
            let Some(own) = self.own_sight(history) else {
                continue;
            };
            let own = &self.sights[own];
            let card = &self.known.histories[history];
            if own.card.entry == own.card.id.card || self.looks.same_answer(card, own.card) {
                continue;
            }
            let siblings = self.entries[&(own.deck, own.card.entry.as_str())].clone();
            let mut same = Vec::new();
            for n in siblings {
                if self.looks.same_answer(card, self.sights[n].card) {
                    same.push(n);
                }
            }
            if let [sibling] = same[..]
                && !self.sights[sibling].taken
            {
                self.take(history, sibling, Rule::Answer);
            }
        }
    }
}
