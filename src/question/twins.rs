//! What stands twice in a card where each text may stand once.

use std::collections::HashMap;
use std::ops::Range;
use std::slice::from_ref;

use crate::deck::fields::{At, Fields};
use crate::diagnostic::Diagnostic;

/// One of several things, with all its names and its place.
pub(super) type Named<'t> = (&'t [String], &'t Range<usize>);

/// Things that have one name.
pub(super) fn each(texts: &[At<String>]) -> impl Iterator<Item = Named<'_>> {
    texts.iter().map(|text| (from_ref(&text.value), &text.span))
}

/// What is said of a twin.
#[derive(Clone, Copy)]
pub(super) struct Twice {
    /// The fault's stable name.
    pub code: &'static str,
    /// What it is twice, after its name: `is an option twice`.
    pub what: &'static str,
    /// What stays of a text when only what tells it from others is kept.
    pub same: fn(&str) -> String,
}

/// Says of each thing that one before it has the same name, with both places; whether none has.
pub(super) fn refuse<'t>(
    fields: &mut Fields<'_, '_>,
    twice: Twice,
    things: impl IntoIterator<Item = Named<'t>>,
) -> bool {
    let twins = find(twice, things);
    let none = twins.is_empty();
    twins.into_iter().for_each(|twin| fields.fault(twin));
    none
}

/// The faults of [`refuse`], in the order of the things.
pub(super) fn find<'t>(
    twice: Twice,
    things: impl IntoIterator<Item = Named<'t>>,
) -> Vec<Diagnostic> {
    let mut first: HashMap<String, Range<usize>> = HashMap::new();
    let mut faults = Vec::new();
    for (names, span) in things {
        let folded: Vec<String> = names.iter().map(|name| (twice.same)(name)).collect();
        let twin = names
            .iter()
            .zip(&folded)
            .find_map(|(name, folded)| Some((name, first.get(folded)?)));
        if let Some((name, other)) = twin {
            let message = format!("`{name}` {}", twice.what);
            let fault = Diagnostic::error(twice.code, span.clone(), message);
            faults.push(fault.also(other.clone(), "first here"));
        }
        for folded in folded {
            first.entry(folded).or_insert_with(|| span.clone());
        }
    }
    faults
}
