//! What is alike: the same question, the same answer to a similar question, the same place.

use std::collections::{HashMap, HashSet};

use super::near::{alike, asks_the_same};
use super::place::Places;
use super::{LESS_SIMILAR, Rule, SIMILAR, Search};

impl Search<'_> {
    pub(super) fn by_question(&mut self) {
        let free = self.free();
        if free.is_empty() || self.loose.is_empty() {
            return;
        }
        let mut cards: HashMap<String, Vec<usize>> = HashMap::new();
        for n in free {
            let key = self.looks.of_card(self.sights[n].card).question.key.clone();
            cards.entry(key).or_default().push(n);
        }
        let mut pairs = Vec::new();
        for history in self.loose.clone() {
            let mut seen = HashSet::new();
            for look in self.looks.of_history(self.history(history)) {
                for n in cards.get(&look.question.key).into_iter().flatten() {
                    if seen.insert(*n) && !self.refused(history, *n) {
                        pairs.push((history, *n));
                    }
                }
            }
        }
        // The same answer, too: only its options, say, have been changed.
        let mut with_answer = pairs.clone();
        with_answer.retain(|(history, n)| {
            self.looks
                .same_answer(self.history(*history), self.sights[*n].card)
        });
        self.decide(&with_answer, |_, _, _| true, Rule::Question);
        pairs.retain(|(history, n)| self.loose.contains(history) && !self.sights[*n].taken);
        let asked = asks_the_same(self, &pairs);
        self.decide(
            &pairs,
            |search, _, n| {
                let key = search
                    .looks
                    .of_card(search.sights[n].card)
                    .question
                    .key
                    .clone();
                asked.get(&key).is_none_or(|times| *times < 2)
            },
            Rule::Question,
        );
    }

    pub(super) fn by_answer(&mut self) {
        let free = self.free();
        let mut cards: HashMap<String, Vec<usize>> = HashMap::new();
        for n in free {
            let key = self.looks.of_card(self.sights[n].card).answer.key.clone();
            cards.entry(key).or_default().push(n);
        }
        let mut pairs = Vec::new();
        for history in self.loose.clone() {
            let mut seen = HashSet::new();
            for look in self.looks.of_history(self.history(history)) {
                for n in cards.get(&look.answer.key).into_iter().flatten() {
                    let other = self.looks.of_card(self.sights[*n].card);
                    if look
                        .question
                        .similarity_from(&other.question, SIMILAR)
                        .is_some()
                        && seen.insert(*n)
                        && !self.refused(history, *n)
                    {
                        pairs.push((history, *n));
                    }
                }
            }
        }
        self.decide(
            &pairs,
            |search, history, n| {
                search
                    .looks
                    .reworded(search.history(history), search.sights[n].card)
            },
            Rule::Answer,
        );
    }

    pub(super) fn by_place(&mut self) {
        let free: HashSet<usize> = self.free().into_iter().collect();
        if free.is_empty() || self.loose.is_empty() {
            return;
        }
        let places = Places::new(self, &free);
        let (mut pairs, mut sure) = (Vec::new(), HashSet::new());
        for history in self.loose.clone() {
            for n in places.between(self, history) {
                if self.refused(history, n) {
                    continue;
                }
                let card = self.looks.of_card(self.sights[n].card);
                let looks = self.looks.of_history(self.history(history));
                let best = looks.iter().map(|look| alike(look, &card));
                let Some(best) = best.max_by(|a, b| a.together.total_cmp(&b.together)) else {
                    continue;
                };
                if best.together >= LESS_SIMILAR {
                    pairs.push((history, n));
                    if best.question >= LESS_SIMILAR
                        && best.answer >= LESS_SIMILAR
                        && best.same_subject
                    {
                        sure.insert((history, n));
                    }
                }
            }
        }
        self.decide(
            &pairs,
            |_, history, n| sure.contains(&(history, n)),
            Rule::Place,
        );
    }
}
