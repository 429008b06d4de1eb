//! The deck that is added to: found, looked at with the card in it, and written.

use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use retain::deck::edit::{self, Appended, Value};
use retain::diagnostic::{Diagnostic, Severity};
use retain::nearest::meant;

use crate::shell::config::Config;
use crate::shell::decks::{self, Origin};
use crate::shell::files::{self, Replaced};
use crate::shell::findings::Looked;
use crate::shell::suggest;
use crate::shell::texts::Given;

/// A deck file.
pub struct Target {
    path: PathBuf,
    /// Its title.
    pub title: String,
}

/// A deck with a card more.
pub struct Preview {
    /// The card as it is written.
    pub card: String,
    /// What is to be said about it.
    pub findings: Vec<Diagnostic>,
    /// The line it begins at.
    pub line: usize,
    old: Vec<u8>,
    new: String,
}

impl Preview {
    /// Whether it must not be written.
    pub fn has_errors(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }
}

impl Target {
    /// Finds the deck that an argument names: a file, or a known deck that is one.
    pub fn find(config: &Config, argument: &str) -> Result<Self> {
        let path = Path::new(argument);
        if files::is_folder(path) {
            bail!("`{argument}` is a folder; name one deck in it");
        }
        let path = if files::exists(path) {
            path.to_owned()
        } else {
            known(config, argument)?
        };
        let (bytes, stem) = decks::bytes_of(&path)?;
        let reading = retain::deck::read::read(&bytes, &stem);
        let shown = path.display();
        if reading.faults.iter().any(|fault| fault.code == "syntax") {
            bail!(
                "`{shown}` is not sound TOML, so nothing can be added: {}",
                suggest::command("check", &path)
            );
        }
        let Some(deck) = reading.deck else {
            let why = reading.faults.first().map_or("", |fault| &fault.message);
            bail!("`{shown}` is no deck ({why}); `retain new FILE` begins one");
        };
        Ok(Self {
            path,
            title: deck.title,
        })
    }

    /// The file's name as it is shown.
    pub fn shown(&self) -> String {
        self.path.display().to_string()
    }

    /// Whether a card of the deck has that id; none has in a deck that cannot be read any more.
    pub fn taken(&self) -> Vec<String> {
        let read = || {
            let (bytes, stem) = decks::bytes_of(&self.path).ok()?;
            let (_, outline) = retain::deck::read::read_outlined(&bytes, &stem);
            let ids = outline.entries.into_iter().filter_map(|entry| entry.id);
            Some(ids.map(|id| id.value).collect())
        };
        read().unwrap_or_default()
    }

    /// The deck as it is now with the card at its end, and what is to be said about that card.
    pub fn with(&self, keys: &[(&str, Value)]) -> Result<Preview> {
        let (old, stem) = decks::bytes_of(&self.path)?;
        let text = std::str::from_utf8(&old).ok();
        let appended = text.and_then(|text| edit::append(text, keys));
        let shown = self.shown();
        let Appended { text, place } = appended.with_context(|| {
            format!(
                "`{shown}` cannot take a card as it is now: {}",
                suggest::command("check", &self.path)
            )
        })?;
        let given = Given::default();
        let looked = Looked::at(text.as_bytes(), &stem, Some(&self.path), &given);
        let line = |at: usize| looked.reading.text[..at].matches('\n').count() + 1;
        let mut findings = looked.findings();
        findings.retain_mut(|finding| concerns(finding, &place, line));
        Ok(Preview {
            card: edit::card_text(keys),
            findings,
            line: line(place.start),
            old,
            new: text,
        })
    }

    /// Writes the deck, unless it has changed since it was looked at. Says whether it did.
    pub fn write(&self, preview: &Preview) -> Result<bool> {
        let replaced = files::replace_whole(&self.path, &preview.old, preview.new.as_bytes())
            .with_context(|| format!("`{}` cannot be written", self.shown()))?;
        Ok(replaced == Replaced::Done)
    }
}

/// Whether a finding is about the new card, alone or together with others; where those are is noted.
fn concerns(finding: &mut Diagnostic, place: &Range<usize>, line: impl Fn(usize) -> usize) -> bool {
    let main = (&finding.span, &finding.label);
    let others = finding
        .labels
        .iter()
        .map(|other| (&other.span, &other.text));
    let (own, elsewhere): (Vec<_>, Vec<_>) = std::iter::once(main)
        .chain(others)
        .partition(|(span, _)| place.contains(&span.start));
    let lines: Vec<String> = elsewhere
        .into_iter()
        .map(|(span, label)| {
            format!("{label} in line {}", line(span.start))
                .trim()
                .to_owned()
        })
        .collect();
    let concerned = !own.is_empty();
    if concerned && !lines.is_empty() {
        let notes = finding.note.take().into_iter().chain([lines.join(", ")]);
        finding.note = Some(notes.collect::<Vec<_>>().join("\n  "));
    }
    concerned
}

/// The file of a known deck.
fn known(config: &Config, argument: &str) -> Result<PathBuf> {
    let known = decks::known(config)?;
    let found = known.decks.iter().find(|known| known.deck.id == argument);
    match found.map(|found| &found.origin) {
        Some(Origin::File(path)) => return Ok(path.clone()),
        Some(Origin::BuiltIn(_)) => bail!(
            "`{argument}` is built in; `retain init` copies it out, then cards can be added to it"
        ),
        None => {}
    }
    let ids = known.decks.iter().map(|known| known.deck.id.as_str());
    let begin = suggest::command("new", Path::new(argument));
    let otherwise = || format!("; `{begin}` begins one");
    bail!(
        "there is no deck `{argument}`{}",
        meant(argument, ids, otherwise)
    )
}
