//! A card as lints look at it.

use std::ops::Range;

use super::words::{Word, find_phrase, words};
use crate::deck::fields::At;
use crate::deck::outline::{self, Entry};
use crate::question::options::told_apart;

/// A card without faults.
pub struct Card<'a> {
    /// As it is written.
    pub entry: &'a Entry,
    /// Its options, if it is a question with options.
    pub choice: Option<Choice<'a>>,
    /// The words of what is asked.
    pub(super) words: Vec<Word>,
    /// The text of the file.
    text: &'a str,
}

/// The options of a card.
pub struct Choice<'a> {
    /// All of them, in the order of the file; answers beside distractors come first.
    pub options: Vec<&'a At<String>>,
    /// Which of them are right.
    pub right: Vec<usize>,
    /// Whether they are asked in the order in which they are written.
    pub fixed: bool,
}

/// Options of which one is right.
#[derive(Clone, Copy)]
pub struct Single<'c, 'a> {
    /// All of them.
    pub options: &'c [&'a At<String>],
    /// The place of the right one.
    pub place: usize,
    /// The right one.
    pub key: &'a At<String>,
}

impl<'a> Card<'a> {
    pub(super) fn new(text: &'a str, entry: &'a Entry) -> Self {
        let choice = matches!(entry.kind, "choice" | "multiple").then(|| Choice::of(entry));
        let stem = entry.stem.as_ref().map_or("", |stem| &stem.value);
        Self {
            entry,
            choice,
            words: words(stem).collect(),
            text,
        }
    }

    /// What is asked; empty for a card without words of its own.
    pub fn stem(&self) -> &'a str {
        self.entry.stem.as_ref().map_or("", |stem| &stem.value)
    }

    /// Where what is asked has all words of a phrase in a row.
    pub fn says(&self, phrase: &str) -> Option<Range<usize>> {
        find_phrase(&self.words, phrase)
    }

    /// Whether a place of what is asked touches a gap.
    pub fn in_gap(&self, at: &Range<usize>) -> bool {
        let gaps = &self.entry.gaps;
        gaps.iter()
            .any(|gap| at.start < gap.end && gap.start < at.end)
    }

    /// Where what is asked stands.
    pub fn stem_place(&self) -> Range<usize> {
        let stem = self.entry.stem.as_ref();
        stem.map_or_else(|| self.entry.place(), |stem| stem.span.clone())
    }

    /// Where a part of what is asked stands.
    pub fn in_stem(&self, part: Range<usize>) -> Range<usize> {
        let stem = self.entry.stem.as_ref();
        stem.map_or_else(|| self.entry.place(), |stem| self.within(stem, part))
    }

    /// Where a part of a value of this card stands.
    pub fn within(&self, value: &At<String>, part: Range<usize>) -> Range<usize> {
        outline::part_of(self.text, value, part)
    }

    /// Its options, if one is to be picked.
    pub fn single(&self) -> Option<Single<'_, 'a>> {
        let choice = self
            .choice
            .as_ref()
            .filter(|_| self.entry.kind == "choice")?;
        let place = *choice.right.first()?;
        Some(Single {
            options: &choice.options,
            place,
            key: choice.options.get(place)?,
        })
    }
}

impl<'a> Choice<'a> {
    fn of(entry: &'a Entry) -> Self {
        let keys = || entry.answers.iter().filter_map(|names| names.first());
        if entry.options.is_empty() {
            let options: Vec<_> = keys().chain(&entry.distractors).collect();
            return Self {
                right: (0..options.len() - entry.distractors.len()).collect(),
                options,
                fixed: false,
            };
        }
        let options: Vec<String> = entry.options.iter().map(|o| told_apart(&o.value)).collect();
        let place = |key: &At<String>| {
            let key = told_apart(&key.value);
            options.iter().position(|option| *option == key)
        };
        Self {
            right: keys().filter_map(place).collect(),
            options: entry.options.iter().collect(),
            fixed: true,
        }
    }
}

impl<'c, 'a> Single<'c, 'a> {
    /// The wrong ones.
    pub fn distractors(self) -> impl Iterator<Item = &'a At<String>> + Clone + 'c {
        let wrong = move |(place, _): &(usize, _)| *place != self.place;
        self.options
            .iter()
            .enumerate()
            .filter(wrong)
            .map(|(_, option)| *option)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::read::read_outlined;

    #[test]
    fn the_right_option_is_the_one_that_the_reader_finds() {
        let deck = "[deck]\ntitle = \"T\"\n[[card]]\nquestion = \"How many orders?\"\n\
                    answer = \"N!\"\noptions = [\"n\", \"n!\", \"2n\"]\n";
        let (reading, outline) = read_outlined(deck.as_bytes(), "deck");
        assert!(reading.faults.is_empty(), "{:?}", reading.faults);
        let choice = Choice::of(&outline.entries[0]);
        assert_eq!(choice.right, [1]);
    }
}
