//! Decks from files, from standard input and from the program itself, and what was found in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use rayon::prelude::*;
use retain::deck::read::Reading;
use retain::diagnostic::Diagnostic;

use crate::shell::decks;
use crate::shell::findings::Looked;
use crate::shell::texts::Given;

/// A file and what was found in it. The deck itself is not kept: of thousands of files only what
/// is shown of them has to stay.
pub struct Checked {
    /// The file's name as it is shown.
    pub shown: String,
    /// Its text.
    pub text: String,
    /// What was found, in the order of the file.
    pub findings: Vec<Diagnostic>,
    /// How many entries it has.
    pub entries: usize,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// The deck's id, if it is a deck.
    id: Option<String>,
    built_in: bool,
}

/// Reads all files, on all cores; with what is to be told of those that cannot be read.
pub fn files(paths: &[PathBuf], given: &Given) -> (Vec<Checked>, Vec<String>) {
    let found: Vec<Result<Checked>> = paths
        .par_iter()
        .map(|path| {
            let (bytes, stem) = decks::bytes_of(path)?;
            let shown = path.display().to_string();
            Ok(look(&bytes, &stem, shown, Some(path), given))
        })
        .collect();
    let (mut checked, mut unreadable) = (Vec::with_capacity(found.len()), Vec::new());
    for file in found {
        match file {
            Ok(file) => checked.push(file),
            Err(error) => unreadable.push(format!("{error:#}")),
        }
    }
    (checked, unreadable)
}

/// A deck on standard input; its name says what it is called and where its texts are looked for.
pub fn stdin(name: &Path, given: &Given) -> Result<Checked> {
    let bytes = decks::bytes_of_stdin()?;
    let shown = name.display().to_string();
    Ok(look(&bytes, &decks::stem(name), shown, Some(name), given))
}

/// The decks that are part of the program.
pub fn built_in(given: &Given) -> Vec<Checked> {
    let look = |(name, text): &(&str, &str)| Checked {
        built_in: true,
        ..look(
            text.as_bytes(),
            name,
            format!("built-in {name}"),
            None,
            given,
        )
    };
    decks::BUILT_IN.iter().map(look).collect()
}

fn look(bytes: &[u8], stem: &str, shown: String, file: Option<&Path>, given: &Given) -> Checked {
    let looked = Looked::at(bytes, stem, file, given);
    let findings = looked.findings();
    let Reading {
        text,
        entries,
        deck,
        ..
    } = looked.reading;
    let (id, sources) = deck.map_or_else(Default::default, |deck| {
        (Some(deck.id), deck.sources.into_keys().collect())
    });
    Checked {
        shown,
        text,
        findings,
        entries,
        sources,
        id,
        built_in: false,
    }
}

/// Two files with one deck id would share one history.
pub fn refuse_twins(checked: &mut Vec<Checked>) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut shadowed = Vec::new();
    for place in 0..checked.len() {
        let Some(id) = checked[place].id.clone() else {
            continue;
        };
        let Some(other) = first.get(&id) else {
            first.insert(id, place);
            continue;
        };
        let other = checked[*other].shown.clone();
        if checked[place].built_in {
            shadowed.push(place);
            continue;
        }
        let span = checked[place]
            .text
            .find(&format!("\"{id}\""))
            .map_or(0..0, |at| at..at + id.len() + 2);
        let message = format!("the deck id `{id}` is taken by `{other}`");
        let twin = Diagnostic::error("copied-deck-id", span, message)
            .help("history is kept by id: give one of the decks another `id` in its `[deck]`");
        let findings = &mut checked[place].findings;
        let before = |finding: &Diagnostic| finding.span.start < twin.span.start;
        findings.insert(findings.partition_point(before), twin);
    }
    for place in shadowed.into_iter().rev() {
        checked.remove(place);
    }
}
