//! A learner's log as predictors see it: answers in replay order, and which came before which.

use std::collections::HashMap;
use std::ops::Range;

use fsrs::{FSRSItem, FSRSReview};

use crate::packed::{Packer, Unpacker};
use crate::review::{CardId, Rating, Review};

/// Longer histories of a card are not trained on; nobody learns a card for so long.
const LONGEST: usize = 256;
/// The kind of the questions in a log that another program kept.
pub const IMPORTED: &str = "imported";

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// The card, by a number of its own.
    pub card: u32,
    /// Its deck, by a number of its own.
    pub deck: u32,
    /// What is alike in how long an answer takes: the kind of the question and the length of
    /// the answer.
    pub class: u32,
    /// The local day.
    pub day: i32,
    /// How well it was known.
    pub rating: Rating,
    /// From question to answer, in milliseconds; 0 where that is not known.
    pub took_ms: u32,
}

impl Answer {
    /// Whether it was known: 1 or 0.
    pub fn known(&self) -> f64 {
        f64::from(u8::from(self.rating != Rating::Again))
    }
}

/// Numbers for names, given in the order in which they come.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    cards: HashMap<CardId, u32>,
    decks: HashMap<String, u32>,
    /// By the length of the answer and the kind of the question.
    classes: HashMap<u32, HashMap<String, u32>>,
}

impl Numbers {
    /// A review with its final rating, as predictors see it.
    pub fn answer(&mut self, review: &Review, rating: Rating) -> Answer {
        // How long a reply is says how long the answer was to type; other columns of an
        // imported log say nothing of it.
        let length = if review.kind == IMPORTED {
            0
        } else {
            review.reply.len().max(1).ilog2()
        };
        Answer {
            card: number(&mut self.cards, &review.card),
            deck: number(&mut self.decks, &review.card.deck),
            class: self.class(&review.kind, length),
            day: review.day,
            rating,
            took_ms: review.took_ms,
        }
    }

    fn class(&mut self, kind: &str, length: u32) -> u32 {
        if let Some(known) = self.classes.get(&length).and_then(|kinds| kinds.get(kind)) {
            return *known;
        }
        let next = self.classes.values().map(HashMap::len).sum::<usize>() as u32;
        let kinds = self.classes.entry(length).or_default();
        kinds.insert(kind.to_owned(), next);
        next
    }

    /// The number of a card, given now if it has none.
    pub(super) fn card(&mut self, card: &CardId) -> u32 {
        number(&mut self.decks, &card.deck);
        number(&mut self.cards, card)
    }

    /// Puts down those of decks and classes; what is known by the number of a card is kept by
    /// its name.
    pub(super) fn pack(&self, packer: &mut Packer) {
        let mut decks: Vec<(&String, &u32)> = self.decks.iter().collect();
        decks.sort_unstable_by_key(|(_, number)| **number);
        packer.number(decks.len() as u64);
        decks.iter().for_each(|(deck, _)| packer.text(deck));
        let of_length = |(length, kinds): (&u32, &HashMap<String, u32>)| {
            let kinds = kinds.iter();
            kinds
                .map(|(kind, number)| (*number, kind.clone(), *length))
                .collect::<Vec<_>>()
        };
        let mut classes: Vec<(u32, String, u32)> =
            self.classes.iter().flat_map(of_length).collect();
        classes.sort_unstable();
        packer.number(classes.len() as u64);
        for (_, kind, length) in classes {
            packer.text(&kind);
            packer.small(length);
        }
    }

    /// Takes up what [`Numbers::pack`] has put down.
    pub(super) fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let mut numbers = Self::default();
        for _ in 0..from.size()? {
            number(&mut numbers.decks, &from.text()?);
        }
        for _ in 0..from.size()? {
            let kind = from.text()?;
            numbers.class(&kind, from.small()?);
        }
        Some(numbers)
    }

    /// The numbers of a card and its deck, if they have any.
    pub fn find(&self, card: &CardId) -> Option<(u32, u32)> {
        let deck = self.decks.get(&card.deck)?;
        Some((*self.cards.get(card)?, *deck))
    }
}

fn number<K: Clone + Eq + std::hash::Hash>(numbers: &mut HashMap<K, u32>, key: &K) -> u32 {
    let next = numbers.len() as u32;
    match numbers.get(key) {
        Some(number) => *number,
        None => *numbers.entry(key.clone()).or_insert(next),
    }
}

/// Answers in replay order, with the place of each in the history of its card.
#[derive(Debug, Clone, Default)]
pub struct History {
    answers: Vec<Answer>,
    /// For each answer, how many of its card came before.
    nth: Vec<u32>,
    /// For each answer, the days since the card's last one; 0 for the first.
    elapsed: Vec<u32>,
    /// For each card, its answers.
    cards: HashMap<u32, Vec<u32>>,
}

impl History {
    /// The history of these answers, which come in replay order.
    pub fn new(answers: Vec<Answer>) -> Self {
        let mut history = Self {
            nth: Vec::with_capacity(answers.len()),
            elapsed: Vec::with_capacity(answers.len()),
            answers: Vec::new(),
            cards: HashMap::new(),
        };
        let mut days: HashMap<u32, i32> = HashMap::new();
        for (at, answer) in answers.iter().enumerate() {
            let of_card = history.cards.entry(answer.card).or_default();
            // A day that goes back is the same day, and stands until the next is later.
            let last = days.get(&answer.card).copied().unwrap_or(answer.day);
            days.insert(answer.card, last.max(answer.day));
            history.nth.push(of_card.len() as u32);
            let elapsed = answer.day.saturating_sub(last).max(0);
            history.elapsed.push(elapsed.unsigned_abs());
            of_card.push(at as u32);
        }
        history.answers = answers;
        history
    }

    /// All answers, in replay order.
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// The days since the last answer to the same card; 0 for the first.
    pub fn elapsed(&self, at: usize) -> u32 {
        self.elapsed[at]
    }

    /// The earlier answers to the same card.
    pub fn before(&self, at: usize) -> &[u32] {
        let of_card = self.cards.get(&self.answers[at].card);
        of_card.map_or(&[], |of_card| &of_card[..self.nth[at] as usize])
    }

    /// The answers that can be predicted: those at least a day after the card's last one.
    pub fn items(&self) -> Vec<usize> {
        (0..self.answers.len())
            .filter(|at| self.elapsed[*at] > 0)
            .collect()
    }

    /// Where a day ends: the places before which no answer of that day is missing.
    pub fn day_ends(&self) -> impl Iterator<Item = usize> + '_ {
        let days = self.answers.windows(2).enumerate();
        days.filter(|(_, two)| two[0].day != two[1].day)
            .map(|(at, _)| at + 1)
            .chain(std::iter::once(self.answers.len()))
    }

    /// What the model is trained on: the items among these answers with all that came before,
    /// and the card of each.
    pub(super) fn training(&self, within: Range<usize>) -> (Vec<FSRSItem>, Vec<i64>) {
        within
            .filter(|at| self.elapsed[*at] > 0 && (self.nth[*at] as usize) < LONGEST)
            .map(|at| (self.item(at), i64::from(self.answers[at].card)))
            .unzip()
    }

    /// An answer with all that came before it.
    pub(super) fn item(&self, at: usize) -> FSRSItem {
        let before = self.before(at).iter().map(|before| *before as usize);
        let reviews = before.chain(std::iter::once(at)).map(|at| FSRSReview {
            rating: self.answers[at].rating as u32,
            delta_t: self.elapsed[at],
        });
        FSRSItem {
            reviews: reviews.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_end_on_an_answer_at_least_a_day_after_the_last() {
        let answer = |card, day, rating| Answer {
            card,
            deck: 0,
            class: 0,
            day,
            rating,
            took_ms: 0,
        };
        let history = History::new(vec![
            answer(1, 10, Rating::Again),
            answer(1, 10, Rating::Good),
            answer(2, 11, Rating::Good),
            answer(1, 12, Rating::Good),
            answer(1, 9, Rating::Good),
            answer(1, 13, Rating::Good),
        ]);
        assert_eq!(history.items(), [3, 5]);
        let reviews: Vec<_> = history
            .item(3)
            .reviews
            .iter()
            .map(|r| (r.rating, r.delta_t))
            .collect();
        assert_eq!(reviews, [(1, 0), (3, 0), (3, 2)]);
        assert_eq!(
            history.elapsed(4),
            0,
            "a day that goes back is the same day"
        );
        assert_eq!(history.elapsed(5), 1, "since the last day there was");
        assert_eq!(history.day_ends().collect::<Vec<_>>(), [2, 3, 4, 5, 6]);
    }
}
