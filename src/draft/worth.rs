//! What a sentence is worth asking: how much of what the text keeps saying it says, how many
//! facts it holds for its length, where it stands.
//!
//! The measures are those that are known to help in choosing sentences for gaps: likeness to the
//! text and to its title, place, number of names and numbers, length (Agarwal & Mannem 2011;
//! Becker et al. 2012). Their weights are round numbers, not fitted ones.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::words;

/// As many words are read with ease at once; a longer sentence loses worth.
const EASY: usize = 26;

/// What is known of the text as a whole.
#[derive(Debug)]
pub(super) struct Whole {
    said: HashMap<String, usize>,
    most: f64,
    title: HashSet<String>,
}

/// Where a sentence stands, and what is in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Its place in its paragraph, from 0.
    pub(super) in_paragraph: usize,
    /// How many distinct facts it holds.
    pub(super) facts: usize,
    /// Whether it names somebody or something.
    pub(super) named: bool,
    /// Whether words had to be changed to make it stand alone.
    pub(super) mended: bool,
}

impl Whole {
    /// Counts the words of all sentences.
    pub(super) fn of<'a>(sentences: impl Iterator<Item = &'a str>, title: &str) -> Self {
        let said = words::frequencies(sentences);
        let most = said.values().copied().max().unwrap_or(1) as f64;
        Self {
            said,
            most,
            title: words::telling(title).collect(),
        }
    }

    /// How often a word is said.
    pub(super) fn frequency(&self, word: &str) -> usize {
        self.said.get(word).copied().unwrap_or(0)
    }

    /// Whether the text comes back to a word, and is not about it by its title.
    pub(super) fn is_theme(&self, word: &str) -> bool {
        let one = word.strip_suffix('s').unwrap_or(word);
        let times = self.frequency(one) + self.frequency(&format!("{one}s"));
        times >= 2 && !self.title.contains(word) && !self.title.contains(one)
    }

    /// From 0 to about 3.
    pub(super) fn worth(&self, sentence: &str, place: Place) -> f64 {
        // In one order, so that sums are the same in every run.
        let telling: BTreeSet<String> = words::telling(sentence).collect();
        let many = telling.len().max(1) as f64;
        let central = telling
            .iter()
            .map(|word| (1.0 + self.frequency(word) as f64).ln() / (1.0 + self.most).ln())
            .sum::<f64>()
            / many;
        let titled = telling.iter().filter(|word| self.title.contains(*word));
        let titled = titled.count() as f64 / (self.title.len().max(1) as f64);
        let length = words::words(sentence).count();
        let dense = (place.facts as f64 / length.max(1) as f64 * 8.0).min(1.0);
        let first = if place.in_paragraph == 0 { 0.3 } else { 0.0 };
        let long = length.saturating_sub(EASY) as f64 / EASY as f64;
        let mended = if place.mended { 0.3 } else { 0.0 };
        let named = if place.named { 0.3 } else { 0.0 };
        (central + 0.4 * titled + dense + first + named - long - mended).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: [&str; 4] = [
        "The lighthouse of Eddystone was rebuilt in 1759.",
        "John Smeaton built the lighthouse of interlocking granite.",
        "Sailors had long feared the rocks below.",
        "Rain fell on the town that winter, and nobody went out for days on end.",
    ];

    #[test]
    fn what_the_text_is_about_is_worth_more_than_what_stands_beside_it() {
        let whole = Whole::of(TEXT.into_iter(), "The lighthouse of Eddystone");
        let worth = |n: usize, facts| {
            whole.worth(
                TEXT[n],
                Place {
                    in_paragraph: n,
                    facts,
                    named: false,
                    mended: false,
                },
            )
        };
        assert!(worth(0, 2) > worth(1, 1));
        assert!(worth(1, 1) > worth(3, 0));
    }

    #[test]
    fn facts_raise_and_length_lowers_the_worth() {
        let whole = Whole::of(TEXT.into_iter(), "");
        let place = Place {
            in_paragraph: 1,
            facts: 0,
            named: false,
            mended: false,
        };
        let plain = whole.worth(TEXT[1], place);
        assert!(whole.worth(TEXT[1], Place { facts: 2, ..place }) > plain);
        assert!(
            whole.worth(
                TEXT[1],
                Place {
                    mended: true,
                    ..place
                }
            ) < plain
        );
        let long = TEXT[1].trim_end_matches('.').to_owned() + &" lighthouse granite".repeat(20);
        assert!(whole.worth(&long, place) < whole.worth(TEXT[1], place) + 0.5);
    }
}
