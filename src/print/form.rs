//! A form of a test: the questions in an order of its own, their options too.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::letter;
use crate::ask::shuffle::inverse;
use crate::ask::{Ask, Reply};
use crate::deck::{Card, Deck};

/// A form.
#[derive(Debug, Clone)]
pub struct Form {
    /// What it is called.
    pub name: String,
    /// Its questions, in their order.
    pub items: Vec<Item>,
}

/// A question on a form.
#[derive(Debug, Clone)]
pub struct Item {
    /// The card.
    pub card: String,
    /// As it is asked, options in the order of this form.
    pub ask: Ask,
    /// The right answer in words.
    pub answer: String,
    /// What is right as well.
    pub also: Vec<String>,
    /// Where the text says it, in words.
    pub source: Option<String>,
    /// The reply that is right, positions as shown.
    key: Reply,
}

impl Form {
    /// A form of these questions; forms of other numbers have other orders.
    pub fn new(name: &str, questions: &[(&Deck, &Card)], seed: u64, number: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(number);
        let mut items: Vec<Item> = questions
            .iter()
            .map(|(deck, card)| Item::new(deck, card, &mut rng))
            .collect();
        items.shuffle(&mut rng);
        Self {
            name: name.to_owned(),
            items,
        }
    }
}

impl Item {
    fn new(deck: &Deck, card: &Card, rng: &mut ChaCha8Rng) -> Self {
        let (ask, order) = card.question.ask().shuffled(rng);
        let answer = card.question.answer();
        let also = card.question.answers().into_iter();
        Self {
            card: card.id.to_string(),
            key: card.question.key().moved(&inverse(&order)),
            ask,
            also: also.filter(|other| *other != answer).collect(),
            answer,
            source: deck.source_in_words(card),
        }
    }

    /// The right answer in the letters and numbers of this form; none where words are written.
    pub fn letters(&self) -> Option<String> {
        let all = |places: &[usize]| {
            let letters: Vec<String> = places.iter().map(|place| letter(*place)).collect();
            letters.join(" ")
        };
        match &self.key {
            Reply::Shown | Reply::Typed(_) => None,
            Reply::Picked(place) => Some(letter(*place)),
            Reply::Chosen(places) => {
                let mut places = places.clone();
                places.sort_unstable();
                Some(all(&places))
            }
            Reply::Paired(places) => Some(all(places)),
            // A number stands in front of each item.
            Reply::Arranged(places) => {
                let numbers = inverse(places).into_iter().enumerate();
                let each: Vec<String> = numbers
                    .map(|(shown, place)| format!("{} {}", letter(shown), place + 1))
                    .collect();
                Some(each.join(" · "))
            }
        }
    }
}
