//! `retain check --fix`: mends files where there is one right way, before they are checked.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use retain::deck::edit::{self, Change, Edited, Found, MISSING_ID};
use retain::diagnostic::{Diagnostic, Severity};
use serde_json::Value;

use super::fails;
use crate::shell::args::Check;
use crate::shell::command::Ended;
use crate::shell::files::{self, Replaced};
use crate::shell::render::words::count;
use crate::shell::texts::Given;
use crate::shell::{decks, diagnose, talk};

/// How often a file that other programs write to is tried.
const TRIES: usize = 3;

/// A file that was mended.
pub struct Mended {
    shown: String,
    /// Its text as it is now, without a byte order mark.
    text: String,
    changes: Vec<Change>,
}

/// Mends files; with what is to be told of those that could not be mended. `find` says what is
/// wrong in the text of a file.
pub fn files(
    paths: &[PathBuf],
    find: impl Fn(&str, &Path) -> Found + Sync,
) -> (Vec<Mended>, Vec<String>) {
    let results: Vec<Result<Option<Mended>>> =
        paths.par_iter().map(|path| file(path, &find)).collect();
    let (mut mended, mut failed) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(one) => mended.extend(one),
            Err(error) => failed.push(format!("{error:#}")),
        }
    }
    (mended, failed)
}

fn file(path: &Path, find: &impl Fn(&str, &Path) -> Found) -> Result<Option<Mended>> {
    let shown = path.display().to_string();
    for _ in 0..TRIES {
        // What cannot be read is told by the check itself.
        let Ok((old, _)) = decks::bytes_of(path) else {
            return Ok(None);
        };
        let Ok(text) = std::str::from_utf8(&old) else {
            return Ok(None);
        };
        let edited = match edit::mend(text, &|text| find(text, path)) {
            Ok(edited) => edited,
            Err(fault) => {
                talk::note(&format!("`{shown}` is left as it is ({})", fault.message));
                return Ok(None);
            }
        };
        if edited.changes.is_empty() {
            return Ok(None);
        }
        let replaced = files::replace_whole(path, &old, edited.text.as_bytes())
            .with_context(|| format!("`{shown}` cannot be mended"))?;
        if replaced == Replaced::Done {
            return Ok(Some(Mended::new(shown, edited)));
        }
    }
    bail!("`{shown}` is being changed by another program; it is not mended");
}

/// Mends the deck on standard input and prints it, whatever is left to mend: an editor puts it in
/// the place of what it has.
pub fn stdin(
    name: &Path,
    arguments: &Check,
    given: &Given,
    find: impl Fn(&str, &Path) -> Found,
) -> Result<Ended> {
    let bytes = decks::bytes_of_stdin()?;
    let shown = name.display().to_string();
    let text = String::from_utf8(bytes)
        .with_context(|| format!("`{shown}` is not UTF-8, so nothing is mended"))?;
    let edited = match edit::mend(&text, &|text| find(text, name)) {
        Ok(edited) => edited,
        Err(fault) => {
            talk::note(&format!("`{shown}` is left as it is ({})", fault.message));
            talk::answer(&text)?;
            return Ok(Ended::DoesNotHold);
        }
    };
    let left = find(&edited.text, name);
    let deck = left.reading.deck.iter();
    given.refuse_unused(&deck.flat_map(|deck| deck.sources.keys()))?;
    talk::answer(&edited.text)?;
    if !edited.changes.is_empty() {
        talk::note(&Mended::new(shown, edited).summary());
    }
    let fail = left.findings.iter().filter(|one| fails(one, arguments));
    let (errors, warnings): (Vec<_>, Vec<_>) =
        fail.partition(|finding| finding.severity == Severity::Error);
    for (n, one, many) in [
        (errors.len(), "error is", "errors are"),
        (warnings.len(), "warning is", "warnings are"),
    ] {
        if n > 0 {
            talk::note(&format!("{} left", count(n, one, many)));
        }
    }
    Ok(if errors.is_empty() && warnings.is_empty() {
        Ended::Done
    } else {
        Ended::DoesNotHold
    })
}

impl Mended {
    fn new(shown: String, edited: Edited) -> Self {
        Self {
            shown,
            text: edit::split_mark(&edited.text).1.to_owned(),
            changes: edited.changes,
        }
    }

    /// What was done, as findings.
    fn findings(&self) -> Vec<Diagnostic> {
        let finding = |change: &Change| Diagnostic {
            severity: Severity::Info,
            ..Diagnostic::error(change.code, change.place.clone(), &*change.message)
        };
        self.changes.iter().map(finding).collect()
    }

    /// What was done, in one line.
    fn summary(&self) -> String {
        let number = |code| self.changes.iter().filter(|one| one.code == code).count();
        let (ids, keys) = (number(MISSING_ID), number("unknown-key"));
        let (copied, allowed) = (number("copied-id"), number("unused-allow"));
        let values = self.changes.len() - ids - keys - copied - allowed;
        let parts = [
            (ids, "id written", "ids written"),
            (copied, "copied id replaced", "copied ids replaced"),
            (keys, "key mended", "keys mended"),
            (values, "value mended", "values mended"),
            (
                allowed,
                "unused `allow` taken out",
                "unused `allow`s taken out",
            ),
        ];
        let parts = parts.into_iter().filter(|(n, ..)| *n > 0);
        let said: Vec<String> = parts.map(|(n, one, many)| count(n, one, many)).collect();
        let file = retain::clean::line(&self.shown);
        format!("mended {file}: {}", said.join(", "))
    }

    /// One line for the file, and one for each change but the ids.
    pub fn human(&self) -> String {
        let mut others = self.findings();
        others.retain(|finding| finding.code != MISSING_ID);
        let mut out = format!("{}\n", self.summary());
        for line in diagnose::short("", &self.text, &others).lines() {
            out.push_str(&format!("  {}\n", line.trim_start_matches(':')));
        }
        out.push('\n');
        out
    }

    /// One line for each change.
    pub fn short(&self) -> String {
        diagnose::short(&self.shown, &self.text, &self.findings())
    }

    /// The objects of the JSON contract, marked as `fixed`.
    pub fn json(&self) -> Vec<Value> {
        let mut objects = diagnose::json(&self.shown, &self.text, &self.findings());
        for object in &mut objects {
            object["fixed"] = true.into();
        }
        objects
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::sync::atomic::{AtomicUsize, Ordering};

    const OLD: &str = "[deck]\ntitle = 'T'\n[[card]]\nquestion = 'Q?'\nanswer = 'x'\n";

    fn find(text: &str) -> Found {
        let reading = retain::deck::read::read(text.as_bytes(), "deck");
        Found {
            findings: reading.faults.clone(),
            reading,
        }
    }

    /// A deck that another program writes to `times` while it is being mended.
    fn meanwhile(times: usize) -> (Result<bool>, String) {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("deck.toml");
        files::write_whole(&path, OLD.as_bytes()).unwrap();
        let (written, last) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mended = file(&path, &|text, _| {
            let n = written.fetch_add(1, Ordering::Relaxed);
            if n < times {
                let text = OLD.replace('T', &format!("T{n}"));
                files::write_whole(&path, text.as_bytes()).unwrap();
                last.store(n, Ordering::Relaxed);
            }
            find(text)
        });
        let text = files::read(&path).unwrap().unwrap();
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains(&format!("T{}", last.load(Ordering::Relaxed))));
        (mended.map(|mended| mended.is_some()), text)
    }

    #[test]
    fn a_deck_that_changes_meanwhile_is_mended_as_it_is_then() {
        let (mended, text) = meanwhile(1);
        assert!(mended.unwrap());
        assert!(text.contains("id = \"q\""), "{text}");
    }

    #[test]
    fn a_deck_that_does_not_stop_changing_is_left_alone() {
        let (mended, text) = meanwhile(usize::MAX);
        let error = format!("{:#}", mended.unwrap_err());
        assert!(error.ends_with("is being changed by another program; it is not mended"));
        assert!(!text.contains("id = "), "{text}");
    }
}
