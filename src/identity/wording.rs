//! Whether two texts differ in nothing but spelling, endings and small words: where a whole word
//! that carries meaning stands in another's place, what is asked may be something else.

use crate::mark::typo::is_slip;

/// Words that may come, go and stand for each other: `the border`, `that border`.
const SMALL: &[&str] = &[
    "a", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "being", "both", "but",
    "by", "can", "could", "did", "do", "does", "exactly", "for", "had", "has", "have", "here",
    "in", "is", "it", "its", "of", "on", "or", "please", "shall", "should", "so", "some", "that",
    "the", "then", "there", "these", "this", "those", "was", "were", "will", "with", "would",
];

/// Endings that a word may take or change.
const ENDINGS: &[&str] = &[
    "", "s", "es", "d", "ed", "ing", "e", "y", "ies", "ied", "'s", "s'",
];
/// What has to stay in front of them.
const STEM: usize = 4;
/// In shorter words another letter makes another word: `wine`, `wind`; `horse`, `house`.
const LONG: usize = 6;

/// Whether no word that carries meaning stands in the place of another. The texts are lower case
/// words with single spaces.
pub(super) fn keeps_its_words(one: &str, other: &str) -> bool {
    let (mut ours, mut theirs) = (weighty(one), weighty(other));
    ours.retain(|word| match theirs.iter().position(|their| their == word) {
        Some(at) => {
            theirs.remove(at);
            false
        }
        None => true,
    });
    ours.retain(
        |word| match theirs.iter().position(|their| is_spelling(word, their)) {
            Some(at) => {
                theirs.remove(at);
                false
            }
            None => true,
        },
    );
    ours.is_empty() || theirs.is_empty() || ours.concat() == theirs.concat()
}

fn weighty(text: &str) -> Vec<&str> {
    let words = text.split([' ', '-', '–', '/']);
    words
        .filter(|word| !word.is_empty() && SMALL.binary_search(word).is_err())
        .collect()
}

/// Whether two different words may be one.
fn is_spelling(one: &str, other: &str) -> bool {
    is_inflected(one, other)
        || is_swapped(one, other)
        || is_slip(one, other) && (one.chars().count() >= LONG || !same_length(one, other))
}

fn same_length(one: &str, other: &str) -> bool {
    one.chars().count() == other.chars().count()
}

/// Whether two neighbouring letters have changed places.
fn is_swapped(one: &str, other: &str) -> bool {
    let differing: Vec<(char, char)> = one
        .chars()
        .zip(other.chars())
        .filter(|(a, b)| a != b)
        .collect();
    same_length(one, other)
        && strsim::osa_distance(one, other) == 1
        && matches!(differing[..], [(a, b), (c, d)] if a == d && b == c)
}

fn is_inflected(one: &str, other: &str) -> bool {
    let shared = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let shared: usize = shared.map(|(letter, _)| letter.len_utf8()).sum();
    let long = one[..shared].chars().count() >= STEM;
    long && ENDINGS.contains(&&one[shared..]) && ENDINGS.contains(&&other[shared..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_stand_in_order_to_be_found() {
        assert!(SMALL.is_sorted());
    }

    #[test]
    fn spelling_endings_and_small_words_are_no_other_words() {
        for (one, other) in [
            ("whihc sea is it", "which sea is it"),
            ("how long is the boarder", "how long is that border"),
            ("how long is teh border", "how long is the border"),
            ("where does it flow", "where is it that it flows"),
            ("what happened", "what did happen"),
            ("which country borders it", "which countries border it"),
            ("who set the colour", "who set the color"),
            ("what is a border line", "what is a borderline"),
            ("what is a border-line", "what is a borderline"),
            ("which planet is the largest", "which is the largest planet"),
            ("how long is the border", "how long is the land border"),
            ("who was the imigrant", "who was the immigrant"),
        ] {
            assert!(keeps_its_words(one, other), "{one} / {other}");
            assert!(keeps_its_words(other, one), "{other} / {one}");
        }
    }

    #[test]
    fn another_word_that_carries_meaning_is_another_word() {
        for (one, other) in [
            ("how do birds breathe", "how do frogs breathe"),
            ("when was it opened", "when was it closed"),
            ("which gas do they take in", "which gas do they give off"),
            ("when was it built", "where was it built"),
            ("who kept the cat", "who kept the car"),
            ("who kept the horse", "who kept the house"),
            ("which wine is it", "which wind is it"),
            ("what is legal there", "what is illegal there"),
            ("why did they emigrate", "why did they immigrate"),
            ("what comes from it", "what comes to it"),
        ] {
            assert!(!keeps_its_words(one, other), "{one} / {other}");
            assert!(!keeps_its_words(other, one), "{other} / {one}");
        }
    }
}
