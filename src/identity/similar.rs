//! How alike two texts are, and whether they can be about the same thing.

use unicode_normalization::UnicodeNormalization;

use super::wording::keeps_its_words;
use crate::mark::language::{goes_without_spaces, is_negation};
use crate::markdown;
use crate::opposites::are_opposed;

/// Names with so many letters changed, or fewer, may be one name spelt in two ways.
const SLIPS: usize = 2;

/// A text made ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Without markup, case, spacing, and the signs of sentences: what is asked stays, so that
    /// `C` and `C#`, `2+2` and `2-2` are told apart.
    pub key: String,
    letters: Vec<char>,
    /// How often each letter occurs, for a quick bound: letters share 32 counters.
    counts: [u16; 32],
    /// Names and numbers, folded; the signs of a script without spaces one by one.
    telling: Vec<String>,
}

impl Words {
    /// Makes a text ready.
    pub fn new(text: &str) -> Self {
        let plain: String = markdown::plain_line(text).nfc().collect();
        let key = simplified(&plain);
        let letters: Vec<char> = key.chars().collect();
        let mut counts = [0u16; 32];
        for letter in &letters {
            let place = (*letter as u32 % 32) as usize;
            counts[place] = counts[place].saturating_add(1);
        }
        let signs = plain.chars().filter(|c| goes_without_spaces(*c));
        let telling = telling(&plain)
            .map(simplified)
            .filter(|word| !word.is_empty())
            .chain(signs.map(String::from))
            .collect();
        Self {
            key,
            letters,
            counts,
            telling,
        }
    }

    /// How many letters it has.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// From 0, nothing in common, to 1, the same: 1 less the share of letters that have to be
    /// changed, put in, left out or swapped with their neighbour, of the longer text.
    pub fn similarity(&self, other: &Self) -> f64 {
        let longer = self.letters.len().max(other.letters.len());
        if longer == 0 {
            return 1.0;
        }
        1.0 - strsim::osa_distance(&self.key, &other.key) as f64 / longer as f64
    }

    /// The similarity, if it is as great as this: most texts are told apart by their letters.
    pub fn similarity_from(&self, other: &Self, least: f64) -> Option<f64> {
        if self.most_similarity(other) < least - 1e-9 {
            return None;
        }
        Some(self.similarity(other)).filter(|found| *found >= least - 1e-9)
    }

    /// The similarity is no greater than this, which takes no more than a look at which letters
    /// there are: no more of them can stay than both texts have.
    pub fn most_similarity(&self, other: &Self) -> f64 {
        let longer = self.letters.len().max(other.letters.len());
        if longer == 0 {
            return 1.0;
        }
        let shared: usize = self
            .counts
            .iter()
            .zip(&other.counts)
            .map(|(one, other)| usize::from(*one.min(other)))
            .sum();
        shared.min(longer) as f64 / longer as f64
    }

    /// Whether no word that carries meaning stands in the place of another one: slips, endings
    /// and small words may differ.
    pub fn keeps_its_words(&self, other: &Self) -> bool {
        keeps_its_words(&self.key, &other.key)
    }

    /// Whether they can be about the same thing: a name or number of the one that the other has
    /// not stands against one that is spelt much like it, or against none; and neither is the
    /// other turned round.
    pub fn same_subject(&self, other: &Self) -> bool {
        if self.is_turned(other) {
            return false;
        }
        let (mut ours, mut theirs) = (self.telling.clone(), other.telling.clone());
        ours.retain(|word| match theirs.iter().position(|t| t == word) {
            Some(at) => {
                theirs.swap_remove(at);
                false
            }
            None => true,
        });
        let numbers = |words: &[String]| words.iter().any(|word| has_digit(word));
        if numbers(&ours) || numbers(&theirs) {
            return false;
        }
        ours.iter().all(|word| {
            let spelt = |other: &String| spelt_alike(word, other);
            theirs.is_empty() || theirs.iter().any(spelt)
        })
    }

    /// Whether one is the other turned round: by a negation, by an opposite in a word's place, or
    /// by the same names in another order.
    fn is_turned(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.words(), other.words());
        let negations = |words: &[&str]| words.iter().filter(|word| is_negation(word)).count();
        let opposed = ours
            .iter()
            .filter(|word| !theirs.contains(word))
            .any(|one| {
                let alone = theirs.iter().filter(|word| !ours.contains(word));
                alone.into_iter().any(|other| are_opposed(one, other))
            });
        let sorted = |words: &[String]| {
            let mut words = words.to_vec();
            words.sort_unstable();
            words
        };
        let reordered =
            self.telling != other.telling && sorted(&self.telling) == sorted(&other.telling);
        negations(&ours) != negations(&theirs) || opposed || reordered
    }

    fn words(&self) -> Vec<&str> {
        self.key.split(' ').collect()
    }

    /// Whether they differ in nothing but the spelling of words.
    pub fn same_words(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.words(), other.words());
        ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(a, b)| spelt_alike(a, b))
    }
}

fn simplified(text: &str) -> String {
    let sign = |c: char| {
        matches!(
            c,
            '.' | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | '…'
                | '"'
                | '\''
                | '“'
                | '”'
                | '„'
                | '‘'
                | '’'
                | '«'
                | '»'
                | '('
                | ')'
        )
    };
    let words = text.split_whitespace().map(|word| {
        let bare: String = word.chars().filter(|c| !sign(*c)).collect();
        bare.to_lowercase()
    });
    let key = words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    if key.is_empty() {
        // Nothing but signs: `!` and `?` can be answers, too.
        return text.trim().to_owned();
    }
    key
}

fn spelt_alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let shorter = one.chars().count().min(other.chars().count());
    !has_digit(one)
        && !has_digit(other)
        && shorter > 2 * SLIPS
        && strsim::osa_distance(one, other) <= SLIPS
}

fn has_digit(word: &str) -> bool {
    word.contains(|c: char| c.is_numeric())
}

/// Numbers, and words with a capital that does not come from a sentence's beginning.
fn telling(text: &str) -> impl Iterator<Item = &str> {
    let mut first = true;
    text.split_whitespace().filter(move |word| {
        let starts = std::mem::replace(&mut first, word.ends_with(['.', '?', '!', ':']));
        let capital = word.contains(char::is_uppercase);
        has_digit(word) || (capital && !starts)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn similarity(one: &str, other: &str) -> f64 {
        Words::new(one).similarity(&Words::new(other))
    }

    #[test]
    fn case_markup_and_punctuation_make_no_difference() {
        let one = Words::new("Which **river** flows through Vienna?");
        assert_eq!(one.key, Words::new("which river flows through vienna").key);
        assert_ne!(Words::new("!").key, Words::new("?").key);
        assert_ne!(Words::new("What is C?").key, Words::new("What is C#?").key);
    }

    #[test]
    fn the_measure_is_the_share_of_letters_that_stay() {
        assert_eq!(similarity("abcd", "abdc"), 0.75);
        assert_eq!(similarity("", ""), 1.0);
        assert_eq!(similarity("abc", "xyz"), 0.0);
        assert!(similarity("How long is the boarder?", "How long is the border?") > 0.95);
    }

    #[test]
    fn another_name_or_number_is_another_subject() {
        let same = |one: &str, other: &str| Words::new(one).same_subject(&Words::new(other));
        assert!(!same(
            "What is the capital of France?",
            "What is the capital of Italy?"
        ));
        assert!(!same("Was it signed in 1950?", "Was it signed in 1953?"));
        assert!(!same("Was it signed in 1950?", "Was it signed?"));
        assert!(same(
            "Who rules in Pyongyang today?",
            "Who rules in Pyongjang today?"
        ));
        assert!(same("How long is the border?", "How long is that border?"));
        assert!(same(
            "What did Beijing do?",
            "What did Beijing and Moscow do?"
        ));
    }

    #[test]
    fn a_question_turned_round_is_another_one() {
        let same = |one: &str, other: &str| Words::new(one).same_subject(&Words::new(other));
        for (one, other) in [
            ("When was the bridge opened?", "When was the bridge closed?"),
            (
                "Which gas do plants take in by day?",
                "Which gas do plants give off by day?",
            ),
            ("Who won in the end?", "Who lost in the end?"),
            (
                "Which is the largest planet?",
                "Which is the smallest planet?",
            ),
            ("Who was at the feast?", "Who was not at the feast?"),
            (
                "How many votes did Austria give to Sweden?",
                "How many votes did Sweden give to Austria?",
            ),
            ("犬は英語で何と言いますか", "猫は英語で何と言いますか"),
        ] {
            assert!(!same(one, other), "{one} / {other}");
            assert!(!same(other, one), "{other} / {one}");
        }
        assert!(same(
            "When was the brigde opened?",
            "When was the bridge opened?"
        ));
        assert!(same(
            "Which is the largest planet?",
            "Which planet is the largest?"
        ));
    }

    #[test]
    fn a_slip_leaves_the_words_as_they_are_and_a_word_does_not() {
        let same = |one: &str, other: &str| Words::new(one).same_words(&Words::new(other));
        assert!(same("The border is long", "The boarder is long"));
        assert!(!same("The border is long", "The border is short"));
        assert!(!same("The border is long", "The border is not long"));
    }

    proptest::proptest! {
        #[test]
        fn it_is_symmetric_bounded_and_the_quick_look_agrees(
            one in "[a-dé ]{0,20}", other in "[a-dé ]{0,20}", least in 0.0f64..1.0,
        ) {
            let (one, other) = (Words::new(&one), Words::new(&other));
            let found = one.similarity(&other);
            proptest::prop_assert!((0.0..=1.0).contains(&found));
            proptest::prop_assert_eq!(found, other.similarity(&one));
            let quick = one.similarity_from(&other, least);
            if (found - least).abs() > 1e-6 {
                proptest::prop_assert_eq!(quick.is_some(), found > least);
            }
        }
    }
}
