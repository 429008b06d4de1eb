//! The order in which options are shown.

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::{Ask, Shape};

impl Ask {
    /// The question as it is shown, its options shuffled where its shape allows that; with the
    /// place that each option shown has in the question.
    pub fn shuffled(self, rng: &mut ChaCha8Rng) -> (Self, Vec<usize>) {
        let mut own: Vec<usize> = (0..self.shape.options().len()).collect();
        match &self.shape {
            Shape::PickOne { shuffle: true, .. }
            | Shape::PickMany { shuffle: true, .. }
            | Shape::Pair { .. } => own.shuffle(rng),
            Shape::Arrange { .. } => {
                own.shuffle(rng);
                if own.is_sorted() {
                    own.rotate_left(1);
                }
            }
            Shape::Reveal
            | Shape::PickOne { shuffle: false, .. }
            | Shape::PickMany { shuffle: false, .. }
            | Shape::Type { .. } => {}
        }
        (self.in_order(&own), own)
    }

    /// The question with its options in that order: for each option shown, its place. An order
    /// that does not name every option once leaves the question as it is.
    #[must_use]
    pub fn in_order(self, own: &[usize]) -> Self {
        let mut sorted = own.to_vec();
        sorted.sort_unstable();
        if !sorted.iter().copied().eq(0..self.shape.options().len()) {
            return self;
        }
        let moved =
            |options: Vec<String>| own.iter().map(|place| options[*place].clone()).collect();
        let shape = match self.shape {
            Shape::PickOne { options, shuffle } => Shape::PickOne {
                options: moved(options),
                shuffle,
            },
            Shape::PickMany { options, shuffle } => Shape::PickMany {
                options: moved(options),
                shuffle,
            },
            Shape::Pair { left, options } => Shape::Pair {
                left,
                options: moved(options),
            },
            Shape::Arrange { items } => Shape::Arrange {
                items: moved(items),
            },
            other @ (Shape::Reveal | Shape::Type { .. }) => other,
        };
        Self { shape, ..self }
    }
}

/// For each place in the question, where it is shown.
pub fn inverse(own: &[usize]) -> Vec<usize> {
    let mut shown = vec![0; own.len()];
    for (place, own) in own.iter().enumerate() {
        shown[*own] = place;
    }
    shown
}
