//! `retain check`: the faults of decks and what the lints say, with their places.

mod fix;

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use anyhow::{Result, bail};
use rayon::prelude::*;
use retain::deck::edit::Found;
use retain::deck::read::Reading;
use retain::diagnostic::{Diagnostic, Severity};
use retain::lint;

use self::fix::Mended;
use super::Ended;
use crate::shell::args::{Check, Format};
use crate::shell::config::Config;
use crate::shell::render::palette::When;
use crate::shell::render::words::count;
use crate::shell::{decks, diagnose, face, files, talk};

/// A file and what was found in it.
struct Checked {
    shown: String,
    reading: Reading,
    findings: Vec<Diagnostic>,
}

/// Checks decks.
pub fn run(config: &Config, arguments: &Check, color: When) -> Result<Ended> {
    let paths = deck_files(config, &arguments.paths)?;
    let (mended, failed) = if arguments.fix {
        fix::files(&paths, find)
    } else {
        Default::default()
    };
    let (mut checked, unreadable) = read(&paths);
    if arguments.paths.is_empty() {
        checked.extend(built_in());
    }
    refuse_twins(&mut checked);
    let all = || checked.iter().flat_map(|file| &file.findings);
    let number = |severity| all().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (number(Severity::Error), number(Severity::Warning));
    match arguments.format {
        Format::Json => {
            let found = checked
                .iter()
                .flat_map(|file| diagnose::json(&file.shown, &file.reading.text, &file.findings));
            let objects: Vec<_> = mended.iter().flat_map(Mended::json).chain(found).collect();
            talk::answer(&format!("{}\n", serde_json::to_string(&objects)?))?;
        }
        Format::Short => {
            for file in &mended {
                talk::answer(&file.short())?;
            }
            for file in &checked {
                talk::answer(&diagnose::short(
                    &file.shown,
                    &file.reading.text,
                    &file.findings,
                ))?;
            }
        }
        Format::Human => {
            for file in &mended {
                talk::answer(&file.human())?;
            }
            for file in &checked {
                talk::answer(&diagnose::human(
                    &file.shown,
                    &file.reading.text,
                    &file.findings,
                    face::colour(color),
                ))?;
            }
            talk::answer(&summary(&checked, errors, warnings))?;
        }
    }
    let could_not = [unreadable, failed].concat();
    if !could_not.is_empty() {
        bail!("{}", could_not.join("\n"));
    }
    let denied = arguments.deny.is_some() && warnings > 0;
    Ok(if errors > 0 || denied {
        Ended::DoesNotHold
    } else {
        Ended::Done
    })
}

/// What is wrong in a text.
fn find(text: &str, stem: &str) -> Found {
    let (reading, findings) = lint::check(text.as_bytes(), stem, &BTreeMap::new());
    Found { reading, findings }
}

fn summary(checked: &[Checked], errors: usize, warnings: usize) -> String {
    let cards: usize = checked.iter().map(|file| file.reading.entries).sum();
    let mut found = Vec::new();
    if errors > 0 {
        found.push(count(errors, "error", "errors"));
    }
    if warnings > 0 {
        found.push(count(warnings, "warning", "warnings"));
    }
    let found = if found.is_empty() {
        "no faults".to_owned()
    } else {
        found.join(", ")
    };
    let decks = count(checked.len(), "deck", "decks");
    format!("{found} in {} of {decks}\n", count(cards, "card", "cards"))
}

fn deck_files(config: &Config, paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if paths.is_empty() {
        for folder in config.deck_folders() {
            found.extend(decks::deck_files(&folder)?);
        }
    }
    for path in paths {
        if !files::exists(path) {
            bail!("there is no file or folder `{}`", path.display());
        }
        let inside = decks::deck_files(path)?;
        if inside.is_empty() {
            bail!("there is no `.toml` file in `{}`", path.display());
        }
        found.extend(inside);
    }
    found.sort();
    let mut seen = HashSet::new();
    found.retain(|path| seen.insert(files::real_name(path)));
    Ok(found)
}

/// Reads all files, on all cores; with what is to be told of those that cannot be read.
fn read(paths: &[PathBuf]) -> (Vec<Checked>, Vec<String>) {
    let readings: Vec<Result<_>> = paths
        .par_iter()
        .map(|path| {
            let (bytes, stem) = decks::bytes_of(path)?;
            Ok((path, lint::check(&bytes, &stem, &BTreeMap::new())))
        })
        .collect();
    let mut unreadable = Vec::new();
    let mut checked = Vec::new();
    for reading in readings {
        match reading {
            Ok((path, (reading, findings))) => checked.push(Checked {
                shown: path.display().to_string(),
                reading,
                findings,
            }),
            Err(error) => unreadable.push(format!("{error:#}")),
        }
    }
    (checked, unreadable)
}

fn built_in() -> impl Iterator<Item = Checked> {
    decks::BUILT_IN.iter().map(|(name, text)| {
        let (reading, findings) = lint::check(text.as_bytes(), name, &BTreeMap::new());
        Checked {
            shown: format!("built-in {name}"),
            reading,
            findings,
        }
    })
}

/// Two files with one deck id would share one history.
fn refuse_twins(checked: &mut Vec<Checked>) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut shadowed = Vec::new();
    for place in 0..checked.len() {
        let Some(deck) = &checked[place].reading.deck else {
            continue;
        };
        let id = deck.id.clone();
        let Some(other) = first.get(&id) else {
            first.insert(id, place);
            continue;
        };
        let other = checked[*other].shown.clone();
        if checked[place].shown.starts_with("built-in") {
            shadowed.push(place);
            continue;
        }
        let span = checked[place]
            .reading
            .text
            .find(&format!("\"{id}\""))
            .map_or(0..0, |at| at..at + id.len() + 2);
        let message = format!("the deck id `{id}` is taken by `{other}`");
        checked[place].findings.insert(
            0,
            Diagnostic::error("copied-deck-id", span, message)
                .help("history is kept by id: give one of the decks another `id` in its `[deck]`"),
        );
    }
    for place in shadowed.into_iter().rev() {
        checked.remove(place);
    }
}
