//! Which cards a test may ask, and how many of those in its decks it may not.

use std::collections::HashSet;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::draw::{Candidate, draw};
use crate::ask::Shape;
use crate::deck::{Card, Deck};

/// The cards that may be asked.
#[derive(Debug, Clone)]
pub struct Pool<'d> {
    cards: Vec<(usize, &'d Card)>,
    /// Those that may not.
    pub left_out: LeftOut,
}

/// How many cards a test leaves out, among those with its tags.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Nobody has looked at them yet.
    pub drafts: usize,
    /// Their author keeps them out.
    pub suspended: usize,
    /// The learner grades them, so they give no score.
    pub by_hand: usize,
    /// They are of an entry that has another card here: of siblings one is asked.
    pub siblings: usize,
}

impl<'d> Pool<'d> {
    /// The cards of these decks with one of these tags; all where there are none.
    ///
    /// # Errors
    /// The first tag that no card has.
    pub fn of(decks: &[&'d Deck], tags: &[String]) -> Result<Self, String> {
        let mut pool = Self {
            cards: Vec::new(),
            left_out: LeftOut::default(),
        };
        let known: HashSet<&String> = known_tags(decks).collect();
        if let Some(tag) = tags.iter().find(|tag| !known.contains(tag)) {
            return Err(tag.clone());
        }
        let mut entries = HashSet::new();
        for (place, deck) in decks.iter().enumerate() {
            let tagged =
                |card: &&Card| tags.is_empty() || card.tags.iter().any(|tag| tags.contains(tag));
            for card in deck.cards.iter().filter(tagged) {
                let left_out = &mut pool.left_out;
                if card.draft {
                    left_out.drafts += 1;
                } else if card.suspended {
                    left_out.suspended += 1;
                } else if matches!(card.question.ask().shape, Shape::Reveal) {
                    left_out.by_hand += 1;
                } else {
                    left_out.siblings += usize::from(!entries.insert((place, &card.entry)));
                    pool.cards.push((place, card));
                }
            }
        }
        Ok(pool)
    }

    /// How many questions can be asked at most.
    pub fn questions(&self) -> usize {
        self.cards.len() - self.left_out.siblings
    }

    /// So many cards of it, with the places of their decks, in the order in which they are asked;
    /// fewer where there are fewer.
    pub fn draw(&self, count: usize, seed: u64) -> Vec<(usize, &'d Card)> {
        let candidates: Vec<Candidate> = self
            .cards
            .iter()
            .map(|(deck, card)| Candidate {
                deck: *deck,
                tags: card.tags.clone(),
                entry: card.entry.clone(),
            })
            .collect();
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let drawn = draw(&candidates, count, &mut rng);
        drawn.into_iter().map(|n| self.cards[n]).collect()
    }
}

/// The tags of all cards of these decks, some more than once.
pub fn known_tags<'d>(decks: &[&'d Deck]) -> impl Iterator<Item = &'d String> {
    let cards = decks.iter().flat_map(|deck| &deck.cards);
    cards
        .flat_map(|card| &card.tags)
        .collect::<Vec<_>>()
        .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::read::read;

    const CARDS: &str = r#"
[[card]]
cloze = "The {{Danube}} ends in the {{Black Sea}}."
tags = ["mouth"]
[[card]]
question = "Which city?"
answer = "Vienna"
tags = ["city"]
[[card]]
question = "Which other city?"
answer = "Linz"
suspended = true
[[card]]
question = "And which third one?"
answer = "Ulm"
draft = true
[[card]]
kind = "flip"
question = "Donau"
answer = "Danube"
"#;

    #[test]
    fn what_is_left_out_is_counted_and_of_siblings_one_is_asked() {
        let deck = read(CARDS.as_bytes(), "rivers").deck.unwrap();
        let pool = Pool::of(&[&deck], &[]).unwrap();
        let expected = LeftOut {
            drafts: 1,
            suspended: 1,
            by_hand: 1,
            siblings: 1,
        };
        assert_eq!(pool.left_out, expected);
        assert_eq!(pool.questions(), 2);
        let drawn = pool.draw(9, 1);
        assert_eq!(drawn.len(), 2);
        let tagged = Pool::of(&[&deck], &["city".into()]).unwrap();
        assert_eq!(tagged.draw(9, 1)[0].1.question.answer(), "Vienna");
        assert_eq!(Pool::of(&[&deck], &["sity".into()]).unwrap_err(), "sity");
    }
}
