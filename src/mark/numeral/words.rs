//! Numbers in English words.

use num_rational::BigRational;

use super::Read;

/// The numbers from 0 to 19.
pub(crate) const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// The tens from 20 on.
pub(crate) const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

const SCALES: &[(&str, i32)] = &[
    ("hundred", 2),
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
];

const PARTS: &[(&str, (u32, u32))] = &[
    ("half", (1, 2)),
    ("one half", (1, 2)),
    ("a half", (1, 2)),
    ("third", (1, 3)),
    ("one third", (1, 3)),
    ("a third", (1, 3)),
    ("two thirds", (2, 3)),
    ("quarter", (1, 4)),
    ("one quarter", (1, 4)),
    ("a quarter", (1, 4)),
    ("three quarters", (3, 4)),
];

/// A number in words, to twenty and some way beyond: `seven`, `twenty-one`, `a hundred`, `half`.
pub(super) fn words(text: &str) -> Option<Read<'_>> {
    let part = PARTS
        .iter()
        .filter_map(|(name, part)| {
            let head = text.get(..name.len())?;
            let after = &text[name.len()..];
            (head.eq_ignore_ascii_case(name) && !after.starts_with(char::is_alphanumeric))
                .then_some((part, after))
        })
        .next();
    if let Some((&(above, below), rest)) = part {
        return Some((BigRational::new(above.into(), below.into()), None, rest));
    }
    let (word, rest) = first_word(text);
    let word = word.to_ascii_lowercase();
    let whole = |value: u32| BigRational::from_integer(value.into());
    if let Some(tens) = TENS.iter().position(|name| *name == word) {
        let tens = 10 * (u32::try_from(tens).ok()? + 2);
        let (next, after) = first_word(rest.trim_start_matches(['-', ' ']));
        let ones = SMALL[1..10]
            .iter()
            .position(|small| next.eq_ignore_ascii_case(small));
        return Some(match ones.and_then(|ones| u32::try_from(ones + 1).ok()) {
            Some(ones) => (whole(tens + ones), None, after),
            None => (whole(tens), None, rest),
        });
    }
    if let Some(value) = SMALL.iter().position(|small| *small == word) {
        return Some((whole(u32::try_from(value).ok()?), None, rest));
    }
    let article = word == "a" || word == "an";
    (SCALES.iter().any(|(name, _)| *name == word))
        .then(|| (whole(1), None, text))
        .or_else(|| (article && scale(rest.trim_start()).is_some()).then(|| (whole(1), None, rest)))
}

/// A leading `hundred`, `thousand`, `million` …, as a power of ten.
pub(in crate::mark) fn scale(text: &str) -> Option<(i32, &str)> {
    let (word, rest) = first_word(text);
    let lower = word.to_ascii_lowercase();
    SCALES
        .iter()
        .find(|(name, _)| *name == lower)
        .map(|(_, power)| (*power, rest.trim_start()))
}

/// The word at the start of a text, and the rest after it.
fn first_word(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    text.split_at(end)
}
