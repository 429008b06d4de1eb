//! Which cards a test asks: a sample in which decks and tags keep their proportions.
//!
//! Systematic sampling with implicit stratification: the cards are sorted by deck and tags, by
//! chance within those, and every n-th is taken from a random start. Each run of cards that stand
//! together then has its share of the sample to within one card (W. G. Cochran, *Sampling
//! Techniques*, 3rd ed. 1977, chapter 8).

use std::collections::HashSet;

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

/// A card that may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its deck, as a number.
    pub deck: usize,
    /// Its tags.
    pub tags: Vec<String>,
    /// The entry it was made of: of siblings, which tell each other's answer, one is drawn.
    pub entry: String,
}

/// Draws so many cards, in the order in which they are asked; fewer where there are fewer
/// entries. Gives places in the list.
pub fn draw(candidates: &[Candidate], count: usize, rng: &mut ChaCha8Rng) -> Vec<usize> {
    let mut by_chance: Vec<usize> = (0..candidates.len()).collect();
    by_chance.shuffle(rng);
    let mut seen = HashSet::new();
    by_chance.retain(|n| seen.insert((candidates[*n].deck, candidates[*n].entry.as_str())));
    // Stable: equal ones stay in the order of chance.
    by_chance.sort_by_key(|n| (candidates[*n].deck, &candidates[*n].tags));
    let (all, count) = (by_chance.len(), count.min(by_chance.len()));
    // In steps of all / count from a start within the first step, in whole numbers.
    let start = (u128::from(rng.next_u64()) * all.max(1) as u128) >> 64;
    let mut drawn: Vec<usize> = (0..count)
        .map(|n| by_chance[((start + n as u128 * all as u128) / count as u128) as usize])
        .collect();
    drawn.shuffle(rng);
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::SeedableRng;

    fn card(deck: usize, tag: &str, entry: usize) -> Candidate {
        Candidate {
            deck,
            tags: vec![tag.to_owned()],
            entry: entry.to_string(),
        }
    }

    fn drawn(cards: &[Candidate], count: usize, seed: u64) -> Vec<usize> {
        draw(cards, count, &mut ChaCha8Rng::seed_from_u64(seed))
    }

    #[test]
    fn one_seed_draws_one_test_and_another_seed_another() {
        let cards: Vec<_> = (0..40).map(|n| card(0, "a", n)).collect();
        assert_eq!(drawn(&cards, 10, 1), drawn(&cards, 10, 1));
        assert_ne!(drawn(&cards, 10, 1), drawn(&cards, 10, 2));
    }

    proptest! {
        #[test]
        fn every_tag_has_its_share_to_within_one_card(
            tags in prop::collection::vec(0usize..4, 1..60),
            count in 1usize..60,
            seed: u64,
        ) {
            let cards: Vec<_> = tags.iter().enumerate()
                .map(|(n, tag)| card(0, ["a", "b", "c", "d"][*tag], n))
                .collect();
            let drawn = drawn(&cards, count, seed);
            let count = count.min(cards.len());
            prop_assert_eq!(drawn.len(), count);
            prop_assert_eq!(drawn.iter().collect::<HashSet<_>>().len(), count);
            for tag in 0..4 {
                let all = tags.iter().filter(|other| **other == tag).count() as f64;
                let share = all * count as f64 / tags.len() as f64;
                let found = drawn.iter().filter(|n| tags[**n] == tag).count() as f64;
                prop_assert!((found - share).abs() < 1.0, "{} of {}", found, share);
            }
        }

        #[test]
        fn of_siblings_one_is_drawn(
            entries in prop::collection::vec(0usize..9, 0..40),
            count in 0usize..40,
            seed: u64,
        ) {
            let cards: Vec<_> = entries.iter().map(|entry| card(0, "a", *entry)).collect();
            let drawn = drawn(&cards, count, seed);
            let asked: HashSet<_> = drawn.iter().map(|n| entries[*n]).collect();
            prop_assert_eq!(asked.len(), drawn.len());
            let all: HashSet<_> = entries.iter().collect();
            prop_assert_eq!(drawn.len(), count.min(all.len()));
        }
    }
}
