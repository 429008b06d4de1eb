//! The short lists of words that finding facts rests on.

mod common;
mod geography;
mod telling;

use std::collections::HashMap;
use std::sync::LazyLock;

pub(super) use telling::{AFTER_HYPHEN, NUMBERED};

/// What a word tells of the name it stands in or beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Tells {
    /// `President`, `Dr`: a person's name follows.
    Title,
    /// A given name.
    Given,
    /// `Ministry`, `Party`, `University`.
    Organisation,
    /// `Treaty`, `Act`, `Resolution`.
    Document,
    /// `War`, `Olympics`, `Prize`.
    Event,
    /// `River`, `Mount`, `Province`.
    Place,
    /// A country or a town, or the first word of one.
    Country,
    /// `Chinese`, `Christian`: no name by itself.
    Demonym,
    /// A day of the week, a month, a language's own word that has a capital and is no name.
    Capitalised,
}

type Lists = &'static [(Tells, &'static str)];

fn index(lists: Lists) -> HashMap<&'static str, Tells> {
    lists
        .iter()
        .flat_map(|(tells, words)| words.split_whitespace().map(|word| (word, *tells)))
        .collect()
}

/// What a word in lower case tells, if anything.
pub(super) fn tells(lower: &str) -> Option<Tells> {
    static WORDS: LazyLock<HashMap<&'static str, Tells>> = LazyLock::new(|| {
        let mut words = index(telling::LISTS);
        words.extend(index(geography::LISTS));
        words
    });
    WORDS.get(lower).copied()
}

/// Whether a verb in the past says what people do.
pub(super) fn is_deed(lower: &str) -> bool {
    telling::DEEDS.contains(&lower)
}

/// Whether a name of several words in lower case is a known place: `united states`.
pub(super) fn is_known_place(lower: &str) -> bool {
    geography::LONG.contains(&lower)
}

/// Whether a word in lower case is a small word of everyday in a language: it opens sentences, it
/// is no name, nothing is counted by it.
pub(super) fn is_common(lower: &str, language: &str) -> bool {
    type Words = std::collections::HashSet<&'static str>;
    static WORDS: LazyLock<Vec<(&'static str, Words)>> = LazyLock::new(|| {
        common::COMMON
            .iter()
            .map(|(language, words)| (*language, words.split_whitespace().collect()))
            .collect()
    });
    let words = WORDS
        .iter()
        .find(|(of, _)| *of == language)
        .unwrap_or(&WORDS[0]);
    words.1.contains(lower)
}

/// Whether a word before a full stop is an abbreviation that a sentence goes on after.
pub(super) fn is_abbreviation(lower: &str) -> bool {
    common::ABBREVIATIONS.contains(&lower)
}

/// The number of a month, written out or short, in lower case.
pub(super) fn month(lower: &str) -> Option<u8> {
    let place = common::MONTHS
        .iter()
        .position(|names| names.split(' ').any(|name| name == lower))?;
    u8::try_from(place + 1).ok()
}
