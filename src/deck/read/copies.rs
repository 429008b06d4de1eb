//! Ids that two cards have: which of the two is the copy, and what it might be called.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Entry;
use crate::deck::fields::At;
use crate::deck::name::{name, words};
use crate::deck::quote::quoted;
use crate::diagnostic::Diagnostic;

/// The faults of copied ids; each with the place of the first card of that id.
pub(super) fn faults(
    copied: Vec<(Range<usize>, At<String>)>,
    entries: &[Entry<'_>],
    ids: &HashMap<String, Range<usize>>,
) -> Vec<Diagnostic> {
    let mut given: HashSet<String> = HashSet::new();
    let fault = |(first, copy): (Range<usize>, At<String>)| {
        let message = format!("the id `{}` is taken by another card", copy.value);
        let fault = Diagnostic::error("copied-id", copy.span.clone(), message)
            .also(first.clone(), "first here")
            .help("history is kept by id: give the copy one of its own");
        let unclear = || {
            let why = "the id fits the one no better than the other, so `check --fix` leaves it: \
                       only you know which is the copy";
            fault.clone().note(why)
        };
        let entry = |at: usize| {
            let after = entries.partition_point(|entry| entry.header.start <= at);
            entries.get(after.checked_sub(1)?)
        };
        let (Some(original), Some(other)) = (entry(first.start), entry(copy.span.start)) else {
            return unclear();
        };
        // The id is made for one of the two, and says which; if it fits both, a person knows.
        if fits(&copy.value, original) <= fits(&copy.value, other) {
            return unclear();
        }
        let free = name(other.asks().unwrap_or_default(), |id| {
            ids.contains_key(id) || given.contains(id)
        });
        let text = quoted(&free);
        given.insert(free);
        fault.fix(copy.span, text)
    };
    copied.into_iter().map(fault).collect()
}

/// How many words of an id are in what a card asks.
fn fits(id: &str, entry: &Entry<'_>) -> usize {
    let keys = ["question", "cloze", "answer"];
    let said: HashSet<String> = keys
        .iter()
        .filter_map(|key| entry.table.get(*key)?.get_ref().as_str())
        .flat_map(words)
        .collect();
    id.split('-').filter(|word| said.contains(*word)).count()
}

impl Entry<'_> {
    fn asks(&self) -> Option<&str> {
        ["question", "cloze"]
            .iter()
            .find_map(|key| self.table.get(*key)?.get_ref().as_str())
    }
}
