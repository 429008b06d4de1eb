//! Texts that are nearly the same: trigrams in common, found through an index.
//!
//! Two sets whose Jaccard similarity reaches a limit have one of their rarest members in common:
//! of n members, one of the n - ⌈limit · n⌉ + 1 rarest. Only texts that meet there are compared.

use std::collections::HashMap;

/// The Jaccard similarity of trigrams from which on texts are nearly the same.
const LIMIT: f64 = 0.9;
/// How many texts one text is met with at most, so that thousands which differ in the same way
/// stay cheap.
const MET: usize = 256;

/// For each text that is nearly the same as an earlier one: the two places, the earlier first.
pub(super) fn pairs(texts: &[String]) -> Vec<(usize, usize)> {
    let sets = ranked(texts);
    let mut index: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut last_met = vec![usize::MAX; texts.len()];
    let mut found = Vec::new();
    for (place, set) in sets.iter().enumerate() {
        let rarest = &set[..set.len() - least(set.len()) + usize::from(!set.is_empty())];
        let met = rarest.iter().filter_map(|gram| index.get(gram)).flatten();
        let twin = met.take(MET).find(|earlier| {
            let other = &sets[**earlier];
            let again = std::mem::replace(&mut last_met[**earlier], place) == place;
            let alike = set.len().min(other.len()) >= least(set.len().max(other.len()));
            !again && alike && similarity(set, other) >= LIMIT
        });
        if let Some(earlier) = twin {
            found.push((*earlier, place));
        }
        for gram in rarest {
            index.entry(*gram).or_default().push(place);
        }
    }
    found
}

/// How many members a set has in common at least with one that is similar enough.
fn least(members: usize) -> usize {
    (LIMIT * members as f64 - 1e-9).ceil() as usize
}

fn similarity(a: &[u32], b: &[u32]) -> f64 {
    let (mut at, mut common) = (0, 0);
    for gram in a {
        while at < b.len() && b[at] < *gram {
            at += 1;
        }
        common += usize::from(at < b.len() && b[at] == *gram);
    }
    common as f64 / (a.len() + b.len() - common) as f64
}

/// The trigrams of each text by their rank, the rarest first.
fn ranked(texts: &[String]) -> Vec<Vec<u32>> {
    let grams: Vec<Vec<u64>> = texts.iter().map(|text| trigrams(text)).collect();
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for gram in grams.iter().flatten() {
        *counts.entry(*gram).or_default() += 1;
    }
    let mut order: Vec<(u32, u64)> = counts.iter().map(|(gram, count)| (*count, *gram)).collect();
    order.sort_unstable();
    let ranks: HashMap<u64, u32> = (0..)
        .zip(&order)
        .map(|(rank, (_, gram))| (*gram, rank))
        .collect();
    let rank = |grams: Vec<u64>| {
        let mut set: Vec<u32> = grams
            .iter()
            .filter_map(|gram| ranks.get(gram).copied())
            .collect();
        set.sort_unstable();
        set
    };
    grams.into_iter().map(rank).collect()
}

/// The trigrams of a text, each once; three characters in one number.
fn trigrams(text: &str) -> Vec<u64> {
    let chars: Vec<u64> = text.chars().map(|c| u64::from(u32::from(c))).collect();
    let mut grams: Vec<u64> = chars
        .windows(3)
        .map(|three| three[0] << 42 | three[1] << 21 | three[2])
        .collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn one_word_more_is_nearly_the_same_in_a_long_text() {
        let long =
            "which of the rivers of europe flows through four capitals on its way to the sea";
        let found = pairs(&texts(&[
            long,
            "which mountain is the highest of europe",
            &format!("{long} now"),
            "which of the rivers of asia flows through one capital on its way to the sea",
        ]));
        assert_eq!(found, [(0, 2)]);
    }

    proptest! {
        /// What the index finds is what comparing all pairs finds.
        #[test]
        fn the_index_misses_nothing(words in prop::collection::vec("[ab]{3}[cd ]{9,14}", 0..24)) {
            let sets = ranked(&words);
            let found = pairs(&words);
            for later in 0..words.len() {
                let twin = (0..later).any(|earlier| similarity(&sets[earlier], &sets[later]) >= LIMIT);
                prop_assert_eq!(found.iter().any(|(_, place)| *place == later), twin);
            }
        }

        #[test]
        fn it_is_total(words in prop::collection::vec("\\PC{0,6}", 0..8)) {
            for (earlier, later) in pairs(&words) {
                prop_assert!(earlier < later);
            }
        }
    }
}
