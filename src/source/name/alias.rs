//! Which names are one: `Kim` is the last person of that name before, `WHO` is the World Health
//! Organization, `Resolution 1718` is the UN Security Council's.

use std::collections::HashMap;

use super::run::Run;
use crate::source::Kind;
use crate::source::token::Token;
use crate::source::words::{self, Tells};

/// For each run its kind (none where it turns out to be no name) and its full form, folded.
pub(super) fn full_forms(
    runs: &[Run],
    kinds: &[Kind],
    tokens: &[Vec<Token>],
) -> Vec<(Option<Kind>, String)> {
    let short = abbreviations(runs, kinds, tokens);
    let suffixes = suffixes(runs, kinds);
    // The people met so far by each word of their names; those met anywhere, for a short form
    // that comes first.
    let mut last: HashMap<&str, &Run> = HashMap::new();
    let mut ever: HashMap<&str, &Run> = HashMap::new();
    for (run, kind) in runs.iter().zip(kinds) {
        if *kind == Kind::Person {
            for word in person_words(run) {
                ever.entry(word).or_insert(run);
            }
        }
    }
    let mut out = Vec::with_capacity(runs.len());
    for (run, kind) in runs.iter().zip(kinds) {
        let words = run.folded.split(' ').count();
        let country = words::tells(&run.folded) == Some(Tells::Country);
        if words == 1 && !country && matches!(kind, Kind::Person | Kind::Name | Kind::Place) {
            let sure = *kind != Kind::Place || last.contains_key(run.folded.as_str());
            let person = last
                .get(run.folded.as_str())
                .or_else(|| ever.get(run.folded.as_str()))
                .filter(|_| sure);
            if let Some(person) = person {
                out.push((Some(Kind::Person), person.folded.clone()));
                continue;
            }
        }
        if *kind == Kind::Person {
            for word in person_words(run) {
                last.insert(word, run);
            }
        }
        let full = short
            .get(run.folded.as_str())
            .or_else(|| suffixes.get(run.folded.as_str()));
        match full {
            Some((kind, full)) => out.push((Some(*kind), full.clone())),
            None => out.push((Some(*kind), run.folded.clone())),
        }
    }
    out
}

/// The words of a full name that can stand for it: the last, and the first.
fn person_words(run: &Run) -> impl Iterator<Item = &str> {
    let mut words = run.folded.split(' ');
    let first = words.next();
    let last = words
        .next_back()
        .filter(|word| word.len() > 3 || !word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')));
    let full = run.folded.contains(' ');
    first.filter(|_| full).into_iter().chain(last)
}

type Full = HashMap<String, (Kind, String)>;

/// Short forms in capitals: in brackets after the name, or by the initials.
fn abbreviations(runs: &[Run], kinds: &[Kind], tokens: &[Vec<Token>]) -> Full {
    let mut by_initials: HashMap<String, (Kind, &str)> = HashMap::new();
    for (run, kind) in runs.iter().zip(kinds) {
        if run.folded.contains(' ') && *kind != Kind::Person {
            for initials in initials(&run.folded) {
                by_initials.entry(initials).or_insert((*kind, &run.folded));
            }
        }
    }
    let mut full = Full::new();
    for (place, run) in runs.iter().enumerate() {
        let tokens = &tokens[run.paragraph];
        let capitals = run.tokens.len() == 1 && tokens[run.tokens.start].is_all_capitals();
        if !capitals || full.contains_key(&run.folded) {
            continue;
        }
        let before = place.checked_sub(1).map(|at| (&runs[at], kinds[at]));
        let bracketed = before.filter(|(name, _)| {
            name.paragraph == run.paragraph
                && name.tokens.end + 1 == run.tokens.start
                && tokens[name.tokens.end].is('(')
                && name.folded.contains(' ')
        });
        if let Some((name, kind)) = bracketed {
            full.insert(run.folded.clone(), (kind, name.folded.clone()));
        } else if let Some((kind, name)) = by_initials.get(&run.folded) {
            full.insert(run.folded.clone(), (*kind, (*name).to_owned()));
        }
    }
    full
}

/// The first letters, with and without the small words.
fn initials(folded: &str) -> [String; 2] {
    let first = |word: &str| word.chars().next();
    let all = folded.split(' ').filter_map(first).collect();
    let weighty = folded
        .split(' ')
        .filter(|word| !words::is_common(word, "en"))
        .filter_map(first)
        .collect();
    [weighty, all]
}

/// A shorter form that ends a longer one, of two words or with a number.
fn suffixes(runs: &[Run], kinds: &[Kind]) -> Full {
    let mut by_suffix: HashMap<&str, (Kind, &str)> = HashMap::new();
    for (run, kind) in runs.iter().zip(kinds) {
        if matches!(kind, Kind::Organisation | Kind::Document | Kind::Event) {
            for (at, _) in run.folded.match_indices(' ') {
                let suffix = &run.folded[at + 1..];
                if suffix.contains(' ') {
                    by_suffix.entry(suffix).or_insert((*kind, &run.folded));
                }
            }
        }
    }
    let mut full = Full::new();
    for (run, kind) in runs.iter().zip(kinds) {
        if let Some((other, name)) = by_suffix.get(run.folded.as_str())
            && (other == kind || *kind == Kind::Name)
        {
            full.insert(run.folded.clone(), (*other, (*name).to_owned()));
        }
    }
    full
}
