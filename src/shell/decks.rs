//! Which decks there are: the built-in ones unless the settings leave them out, those of the data
//! folder, and those of the folders in the settings; and how a DECK or CARD argument finds its own.

mod brief;
mod built_in;
mod cache;
mod listing;
mod whole;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use retain::clean;
use retain::deck::read::{Reading, read};
use retain::deck::{Card, Deck};
use retain::nearest::meant;

use super::config::Config;
use super::{files, suggest};

pub use brief::{Brief, digest};
pub use built_in::BUILT_IN;
use cache::Saving;
pub use listing::{Listed, Lister, OnDemand};
pub use whole::Whole;

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
    /// As it is shown: the path, clean, or the name of a built-in.
    pub fn shown(&self) -> String {
        match self {
            Self::BuiltIn(name) => format!("built-in {name}"),
            Self::File(path) => clean::line(&path.display().to_string()).into_owned(),
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
}

/// Decks that were found, and what could not be read.
#[derive(Debug, Clone)]
pub struct Found<D = Loaded> {
    /// The decks.
    pub decks: Vec<D>,
    /// What to tell about files and cards that were left out, a line each.
    pub notes: Vec<String>,
    /// What was read of files is being written down, if it is.
    saving: Option<Arc<Saving>>,
}

impl<D> Default for Found<D> {
    fn default() -> Self {
        let (decks, notes) = (Vec::new(), Vec::new());
        Self {
            decks,
            notes,
            saving: None,
        }
    }
}

/// The decks that the arguments name; without any, all known decks.
pub fn find(config: &Config, arguments: &[String]) -> Result<Found> {
    Ok(Lister::reading(config).find(arguments)?.loaded())
}

/// All known decks: files shadow the built-in ones of the same id.
pub fn known(config: &Config) -> Result<Found> {
    find(config, &[])
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
    let elsewhere = || format!(" in `{}`", found.decks[0].origin.shown());
    bail!(
        "there is no card `{name}`{}{notes}",
        meant(name, ids, elsewhere)
    )
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
