//! Which decks there are: the built-in ones unless the settings leave them out, those of the data folder, and those of the
//! folders in the settings; and how a DECK or CARD argument finds its own.

mod built_in;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use retain::deck::read::{Reading, read};
use retain::deck::{Card, Deck};
use retain::diagnostic::Severity;
use retain::nearest::nearest;

use super::config::Config;
use super::{files, suggest, talk};

pub use built_in::BUILT_IN;

/// A file above this size is no deck, in bytes.
const LARGEST: u64 = 256 << 20;

/// Where a deck comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It is part of the program.
    BuiltIn(&'static str),
    /// A file.
    File(PathBuf),
}

impl Origin {
    /// As it is shown: the path, or the name of a built-in.
    pub fn shown(&self) -> String {
        match self {
            Self::BuiltIn(name) => format!("built-in {name}"),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The command that shows what is wrong with it.
    fn to_check(&self) -> Option<String> {
        match self {
            Self::BuiltIn(_) => None,
            Self::File(path) => Some(suggest::command("check", path)),
        }
    }
}

/// A deck with what its reading found.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Where it comes from.
    pub origin: Origin,
    /// The deck with its sound cards.
    pub deck: Arc<Deck>,
    /// How many entries were left out.
    pub left_out: usize,
    /// How many errors its file has.
    pub errors: usize,
}

/// Decks that were found, and what could not be read.
#[derive(Debug, Default)]
pub struct Found {
    /// The decks.
    pub decks: Vec<Loaded>,
    /// What to tell about files and cards that were left out, a line each.
    pub notes: Vec<String>,
    /// The files that were looked at, under their real names.
    seen: HashSet<PathBuf>,
}

/// The decks that the arguments name; without any, all known decks.
pub fn find(config: &Config, arguments: &[String]) -> Result<Found> {
    if arguments.is_empty() {
        return known(config);
    }
    let mut found = Found::default();
    let mut known_decks: Option<Found> = None;
    for argument in arguments {
        let path = Path::new(argument);
        if files::exists(path) {
            found.inside(deck_files(path)?);
            continue;
        }
        if known_decks.is_none() {
            known_decks = Some(known(config)?);
        }
        let known = known_decks.iter().flat_map(|known| &known.decks);
        let ids = || known.clone().map(|loaded| loaded.deck.id.as_str());
        match known.clone().find(|loaded| loaded.deck.id == *argument) {
            Some(loaded) if found.has(&loaded.origin) => {}
            Some(loaded) => {
                found
                    .notes
                    .extend(note(&loaded.origin, loaded.left_out, loaded.errors));
                found.decks.push(loaded.clone());
            }
            None => match nearest(argument, ids()) {
                Some(near) => bail!("there is no deck `{argument}`; did you mean `{near}`?"),
                None => bail!(
                    "there is no deck `{argument}`: no such file or folder, and the known decks are {}",
                    ids().collect::<Vec<_>>().join(", ")
                ),
            },
        }
    }
    found.refuse_twins()?;
    if found.decks.is_empty() {
        let notes = found.notes.join("\n  ");
        bail!("no deck was found in {}\n  {notes}", arguments.join(", "));
    }
    Ok(found)
}

/// All known decks: files shadow the built-in ones of the same id.
pub fn known(config: &Config) -> Result<Found> {
    let mut found = Found::default();
    for folder in config.deck_folders() {
        if folder != config.own_decks() && !files::exists(&folder) {
            found.notes.push(format!(
                "the folder `{}` of the settings is not there",
                folder.display()
            ));
        }
        found.inside(deck_files(&folder)?);
    }
    found.refuse_twins()?;
    let built_in = if config.built_in() { BUILT_IN } else { &[] };
    for (name, text) in built_in {
        let reading = read(text.as_bytes(), name);
        if let Some(deck) = reading.deck.clone()
            && !found.decks.iter().any(|loaded| loaded.deck.id == deck.id)
        {
            found.add(Origin::BuiltIn(name), deck, &reading);
        }
    }
    Ok(found)
}

/// The deck files of a path, and what is to be told of folders that cannot be read.
#[derive(Debug, Default)]
pub struct Inside {
    /// The files.
    pub files: Vec<PathBuf>,
    /// A line for each folder that cannot be read.
    pub closed: Vec<String>,
}

impl Found {
    /// Reads what a path holds.
    fn inside(&mut self, inside: Inside) {
        self.notes.extend(inside.closed);
        self.files(&inside.files);
    }

    /// Reads files, on all cores, and adds them in their order.
    fn files(&mut self, paths: &[PathBuf]) {
        let new: Vec<&PathBuf> = paths
            .iter()
            .filter(|path| !self.has(&Origin::File((*path).clone())))
            .collect();
        let readings: Vec<_> = new.par_iter().map(|path| read_file(path)).collect();
        for (path, reading) in new.into_iter().zip(readings) {
            self.file(path, reading);
        }
    }

    /// Whether that deck is there already, be it under another name.
    fn has(&mut self, origin: &Origin) -> bool {
        match origin {
            Origin::BuiltIn(_) => self.decks.iter().any(|loaded| loaded.origin == *origin),
            Origin::File(path) => !self.seen.insert(files::real_name(path)),
        }
    }

    fn file(&mut self, path: &Path, reading: Result<Reading>) {
        let reading = match reading {
            Ok(reading) => reading,
            Err(error) => {
                self.notes.push(format!("{error:#}"));
                return;
            }
        };
        match reading.deck.clone() {
            Some(deck) => self.add(Origin::File(path.to_owned()), deck, &reading),
            None => {
                let check = suggest::command("check", path);
                let path = path.display();
                let why = reading
                    .faults
                    .first()
                    .map_or(String::new(), |f| format!(" ({})", f.message));
                self.notes
                    .push(format!("`{path}` is left out{why}: {check}"));
            }
        }
    }

    fn add(&mut self, origin: Origin, deck: Deck, reading: &Reading) {
        talk::detail(&format!(
            "deck `{}`: {}, {} cards",
            deck.id,
            origin.shown(),
            deck.cards.len()
        ));
        let errors = reading
            .faults
            .iter()
            .filter(|f| f.severity == Severity::Error)
            .count();
        self.notes.extend(note(&origin, reading.left_out, errors));
        let left_out = reading.left_out;
        self.decks.push(Loaded {
            origin,
            deck: Arc::new(deck),
            left_out,
            errors,
        });
    }

    /// Two files with one deck id would share one history.
    fn refuse_twins(&self) -> Result<()> {
        let mut seen: BTreeMap<&str, &Origin> = BTreeMap::new();
        for loaded in &self.decks {
            if let Some(first) = seen.insert(&loaded.deck.id, &loaded.origin) {
                bail!(
                    "two decks have the id `{}`: `{}` and `{}`; history is kept by id, so give one \
                     of them another `id` in its `[deck]`",
                    loaded.deck.id,
                    first.shown(),
                    loaded.origin.shown()
                );
            }
        }
        Ok(())
    }

    /// The card that an argument names: `deck-id/card-id` or `FILE#card-id`.
    pub fn card(&self, name: &str) -> Option<(&Loaded, &Card)> {
        self.decks.iter().find_map(|loaded| {
            let card = loaded.deck.cards.iter().find(|card| card.id.card == name)?;
            Some((loaded, card))
        })
    }
}

/// Finds a CARD argument.
pub fn find_card(config: &Config, argument: &str) -> Result<(Loaded, Card)> {
    let (found, name) = match argument.rsplit_once('#') {
        Some((file, card)) => (find(config, &[file.to_owned()])?, card),
        None => {
            let (deck, card) = argument.split_once('/').with_context(|| {
                format!("`{argument}` is no card; `deck-id/card-id` or `FILE#card-id` would do")
            })?;
            (find(config, &[deck.to_owned()])?, card)
        }
    };
    // A cloze with one gap is meant by its name alone.
    let first_gap = format!("{name}/1");
    if let Some((loaded, card)) = found.card(name).or_else(|| found.card(&first_gap)) {
        return Ok((loaded.clone(), card.clone()));
    }
    let ids = found
        .decks
        .iter()
        .flat_map(|l| l.deck.cards.iter().map(|card| card.id.card.as_str()));
    let notes: String = found
        .notes
        .iter()
        .map(|note| format!("\n  {note}"))
        .collect();
    match nearest(name, ids) {
        Some(near) => bail!("there is no card `{name}`; did you mean `{near}`?{notes}"),
        None => bail!(
            "there is no card `{name}` in `{}`{notes}",
            found.decks[0].origin.shown()
        ),
    }
}

/// Reads a deck file.
pub fn read_file(path: &Path) -> Result<Reading> {
    let (bytes, stem) = bytes_of(path)?;
    Ok(read(&bytes, &stem))
}

/// The bytes of a deck file, and its name without the ending.
pub fn bytes_of(path: &Path) -> Result<(Vec<u8>, String)> {
    let shown = path.display();
    let length = files::length(path).ok().flatten().unwrap_or(0);
    if length > LARGEST {
        bail!(
            "`{shown}` has {} MB; a deck has up to {} MB",
            length >> 20,
            LARGEST >> 20
        );
    }
    let bytes = files::read(path).with_context(|| format!("`{shown}` cannot be read"))?;
    let bytes = bytes.with_context(|| format!("there is no file `{shown}`"))?;
    Ok((bytes, stem(path)))
}

/// The bytes of a deck on standard input.
pub fn bytes_of_stdin() -> Result<Vec<u8>> {
    let bytes = files::read_stdin(LARGEST + 1).context("standard input cannot be read")?;
    if bytes.len() as u64 > LARGEST {
        let most = LARGEST >> 20;
        bail!("standard input has more than {most} MB; a deck has up to {most} MB");
    }
    Ok(bytes)
}

/// A file's name without its ending.
pub fn stem(path: &Path) -> String {
    let stem = path.file_stem();
    stem.map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// The deck files of a path: the file itself, or all `.toml` files in a folder and below.
pub fn deck_files(path: &Path) -> Result<Inside> {
    let unreadable = |path: &Path| format!("the folder `{}` cannot be read", path.display());
    if !files::exists(path) {
        return Ok(Inside::default());
    }
    let found = files::with_ending(path, "toml").with_context(|| unreadable(path))?;
    let closed = found.closed.iter();
    Ok(Inside {
        closed: closed
            .map(|(folder, error)| format!("{}: {error}", unreadable(folder)))
            .collect(),
        files: found.files,
    })
}

/// One line about what is left out of a deck.
fn note(origin: &Origin, left_out: usize, errors: usize) -> Option<String> {
    if errors == 0 {
        return None;
    }
    let shown = origin.shown();
    let why = origin
        .to_check()
        .map_or(String::new(), |check| format!(": {check}"));
    Some(match left_out {
        0 => format!("`{shown}` has faults{why}"),
        1 => format!("1 card of `{shown}` is left out{why}"),
        n => format!("{n} cards of `{shown}` are left out{why}"),
    })
}
