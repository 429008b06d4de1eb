//! Which decks there are, in brief: files that have not changed since they were last read are
//! known from the cache, the others are read, on all cores.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};
use rayon::prelude::*;
use retain::deck::Deck;
use retain::deck::read::{Reading, read};
use retain::diagnostic::Severity;
use retain::nearest::nearest;
use retain::session::Shelf;

use super::cache::{self, Cache, Content, Entry};
use super::{BUILT_IN, Brief, Found, Inside, Loaded, Origin, bytes_of, deck_files};
use crate::shell::config::Config;
use crate::shell::files::{self, Stamp};
use crate::shell::progress::Progress;
use crate::shell::{suggest, talk};

/// A deck in brief, and whole where it had to be read.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Where it comes from.
    pub origin: Origin,
    /// The name under which it is remembered.
    pub place: String,
    /// The deck in brief.
    pub brief: Arc<Brief>,
    deck: Option<Arc<Deck>>,
}

impl Listed {
    /// The deck as it is now; none where there is none of its id any more.
    pub fn deck(&self) -> Option<Arc<Deck>> {
        if let Some(deck) = &self.deck {
            return Some(Arc::clone(deck));
        }
        let reading = self.origin.reading().ok()?;
        let deck = reading.deck.filter(|deck| deck.id == self.brief.id)?;
        Some(Arc::new(deck))
    }

    fn loaded(self) -> Option<Loaded> {
        let (deck, left_out) = match self.deck {
            Some(deck) => (deck, self.brief.left_out),
            None => {
                let reading = self.origin.reading().ok()?;
                (Arc::new(reading.deck?), reading.left_out)
            }
        };
        Some(Loaded {
            origin: self.origin,
            deck,
            left_out,
        })
    }
}

impl Origin {
    fn reading(&self) -> Result<Reading> {
        match self {
            Self::File(path) => super::read_file(path),
            Self::BuiltIn(name) => {
                let known = BUILT_IN.iter().find(|(known, _)| known == name);
                Ok(read(known.map_or("", |(_, text)| text).as_bytes(), name))
            }
        }
    }

    /// The name under which a deck is remembered.
    pub fn place(&self) -> String {
        match self {
            Self::BuiltIn(_) => self.shown(),
            Self::File(path) => files::real_name(path).display().to_string(),
        }
    }
}

/// The decks of a sitting, read when one of their cards is asked.
#[derive(Debug)]
pub struct OnDemand(pub Vec<Listed>);

impl Shelf for OnDemand {
    fn deck(&self, place: usize) -> Option<Arc<Deck>> {
        self.0.get(place)?.deck()
    }
}

impl Found<Listed> {
    /// Those of some ids, without what is to be told.
    pub fn only(&self, wanted: impl Fn(&String) -> bool) -> Self {
        let decks = self.decks.iter().filter(|listed| wanted(&listed.brief.id));
        Self {
            decks: decks.cloned().collect(),
            ..Self::default()
        }
    }

    /// The whole decks: those that have not been read are, on all cores. One that is gone since
    /// is left out.
    pub fn loaded(self) -> Found {
        let decks = self.decks.into_par_iter();
        Found {
            decks: decks.filter_map(Listed::loaded).collect(),
            notes: self.notes,
            saving: self.saving,
        }
    }
}

/// Looks for decks.
pub struct Lister<'c> {
    config: &'c Config,
    cache: Option<Cache>,
    found: Found<Listed>,
    /// The files that were looked at.
    seen: HashSet<(u64, u64)>,
}

/// What became of a file: what is kept of it, and the deck if it was read.
type Looked = Result<(Entry, Option<Arc<Deck>>)>;

impl<'c> Lister<'c> {
    /// Reads all files.
    pub fn reading(config: &'c Config) -> Self {
        Self {
            config,
            cache: None,
            found: Found::default(),
            seen: HashSet::new(),
        }
    }

    /// Reads the files that have changed since they were last read.
    pub fn remembering(config: &'c Config) -> Self {
        Self {
            cache: Some(Cache::open(config)),
            ..Self::reading(config)
        }
    }

    /// The decks that the arguments name; without any, all known decks.
    pub fn find(mut self, arguments: &[String]) -> Result<Found<Listed>> {
        if arguments.is_empty() {
            self.known()?;
        } else {
            self.named(arguments)?;
        }
        let saving = self.cache.take().and_then(Cache::save);
        self.found.saving = saving.map(Arc::new);
        Ok(self.found)
    }

    fn named(&mut self, arguments: &[String]) -> Result<()> {
        let mut known: Option<Found<Listed>> = None;
        for argument in arguments {
            let path = Path::new(argument);
            if files::exists(path) {
                self.inside(deck_files(path)?);
                continue;
            }
            let known = match &known {
                Some(known) => known,
                None => {
                    let mut lister = Lister::reading(self.config);
                    lister.cache = self.cache.take();
                    lister.known()?;
                    self.cache = lister.cache;
                    known.insert(lister.found)
                }
            };
            let ids = || known.decks.iter().map(|listed| listed.brief.id.as_str());
            let mut all = known.decks.iter();
            match all.find(|listed| listed.brief.id == *argument) {
                Some(listed) if self.has(&listed.origin) => {}
                Some(listed) => self.take(listed.clone()),
                None => {
                    // It may be one that cannot be read.
                    let notes = known.notes.iter().map(|note| format!("\n  {note}"));
                    let notes: String = notes.collect();
                    match nearest(argument, ids()) {
                        Some(near) => {
                            bail!("there is no deck `{argument}`; did you mean `{near}`?{notes}")
                        }
                        None => bail!(
                            "there is no deck `{argument}`: no such file or folder, and the known \
                             decks are {}{notes}",
                            ids().collect::<Vec<_>>().join(", ")
                        ),
                    }
                }
            }
        }
        self.refuse_twins()?;
        if self.found.decks.is_empty() {
            let notes = self.found.notes.join("\n  ");
            bail!("no deck was found in {}\n  {notes}", arguments.join(", "));
        }
        Ok(())
    }

    /// All known decks: files shadow the built-in ones of the same id.
    fn known(&mut self) -> Result<()> {
        for folder in self.config.deck_folders() {
            if folder != self.config.own_decks() && !files::exists(&folder) {
                self.found.notes.push(format!(
                    "the folder `{}` of the settings is not there",
                    folder.display()
                ));
            }
            self.inside(deck_files(&folder)?);
        }
        self.refuse_twins()?;
        let built_in = if self.config.built_in() {
            BUILT_IN
        } else {
            &[]
        };
        for (name, text) in built_in {
            let origin = Origin::BuiltIn(name);
            let looked = match self.remembered(&origin.shown(), &Stamp::default()) {
                Some(entry) => Ok((entry, None)),
                None => self.built_in(&origin, text),
            };
            let shadowed = |brief: &Brief| {
                let mut decks = self.found.decks.iter();
                decks.any(|listed| listed.brief.id == brief.id)
            };
            let wanted = match &looked {
                Ok((entry, _)) => {
                    matches!(&entry.content, Content::Deck(brief) if !shadowed(brief))
                }
                Err(_) => false,
            };
            if wanted {
                self.looked(origin, looked);
            }
        }
        Ok(())
    }

    fn built_in(&mut self, origin: &Origin, text: &str) -> Looked {
        let (content, deck) = content(&origin.reading()?);
        let entry = Entry {
            stamp: Stamp::default(),
            settled: true,
            bytes: cache::digest(text.as_bytes()),
            place: origin.place(),
            content,
        };
        if let Some(cache) = &mut self.cache {
            cache.put(origin.shown(), entry.clone());
        }
        Ok((entry, deck))
    }

    /// Takes what a path holds.
    fn inside(&mut self, inside: Inside) {
        self.found.notes.extend(inside.closed);
        let mut files: Vec<(PathBuf, Option<Stamp>, Option<Entry>)> = Vec::new();
        for path in inside.files {
            let stamp = Stamp::of(&path);
            if stamp.is_some_and(|stamp| !self.seen.insert(stamp.file())) {
                continue;
            }
            let kept = stamp.and_then(|stamp| self.remembered(&key(&path), &stamp));
            files.push((path, stamp, kept));
        }
        let unknown = files.iter().filter(|(_, _, kept)| kept.is_none()).count();
        let progress = Progress::new("reading decks", unknown);
        let cache = self.cache.as_ref();
        let look = |(path, stamp, kept): (PathBuf, _, _)| match kept {
            Some(entry) => (path, false, Ok((entry, None))),
            None => {
                let before = cache.and_then(|cache| cache.before(&key(&path)));
                let looked = look(&path, stamp, before);
                progress.step();
                (path, true, looked)
            }
        };
        // For nothing to read, no threads.
        let looked: Vec<(PathBuf, bool, Looked)> = match unknown {
            0 => files.into_iter().map(look).collect(),
            _ => files.into_par_iter().map(look).collect(),
        };
        drop(progress);
        for (path, new, looked) in looked {
            if let (true, Some(cache), Ok((entry, _))) = (new, &mut self.cache, &looked) {
                cache.put(key(&path), entry.clone());
            }
            self.looked(Origin::File(path), looked);
        }
    }

    /// What is kept of a file, if it has surely not changed.
    fn remembered(&mut self, key: &str, stamp: &Stamp) -> Option<Entry> {
        let entry = self.cache.as_mut()?.get(key)?;
        (entry.settled && entry.stamp == *stamp).then(|| entry.clone())
    }

    /// Whether that deck is there already, be it under another name.
    fn has(&mut self, origin: &Origin) -> bool {
        match origin {
            Origin::BuiltIn(_) => {
                let mut decks = self.found.decks.iter();
                decks.any(|listed| listed.origin == *origin)
            }
            Origin::File(path) => {
                Stamp::of(path).is_some_and(|stamp| !self.seen.insert(stamp.file()))
            }
        }
    }

    fn looked(&mut self, origin: Origin, looked: Looked) {
        match looked {
            Err(error) => self.found.notes.push(format!("{error:#}")),
            Ok((entry, deck)) => match entry.content {
                Content::Deck(brief) => self.take(Listed {
                    origin,
                    place: entry.place,
                    brief,
                    deck,
                }),
                Content::NoDeck(why) => {
                    let Origin::File(path) = origin else {
                        return;
                    };
                    let check = suggest::command("check", &path);
                    let path = path.display();
                    let note = format!("`{path}` is left out{why}: {check}");
                    self.found.notes.push(note);
                }
            },
        }
    }

    fn take(&mut self, listed: Listed) {
        let brief = &listed.brief;
        talk::detail(|| {
            let shown = listed.origin.shown();
            format!("deck `{}`: {shown}, {} cards", brief.id, brief.len())
        });
        let note = note(&listed.origin, brief.left_out, brief.errors);
        self.found.notes.extend(note);
        self.found.decks.push(listed);
    }

    /// Two files with one deck id would share one history.
    fn refuse_twins(&self) -> Result<()> {
        let mut seen: BTreeMap<&str, &Origin> = BTreeMap::new();
        for listed in &self.found.decks {
            let id = &listed.brief.id;
            if let Some(first) = seen.insert(id, &listed.origin) {
                bail!(
                    "two decks have the id `{id}`: `{}` and `{}`; history is kept by id, so give one \
                     of them another `id` in its `[deck]`",
                    first.shown(),
                    listed.origin.shown()
                );
            }
        }
        Ok(())
    }
}

/// The name of a file in the cache.
fn key(path: &Path) -> String {
    files::absolute(path).display().to_string()
}

/// Looks into a file: where its bytes are as before, it is not parsed.
fn look(path: &Path, stamp: Option<Stamp>, before: Option<&Entry>) -> Looked {
    let (bytes, stem) = bytes_of(path)?;
    let digest = cache::digest(&bytes);
    let stamp = stamp.unwrap_or_default();
    let (content, deck) = match before {
        Some(before) if before.bytes == digest => (before.content.clone(), None),
        _ => content(&read(&bytes, &stem)),
    };
    let entry = Entry {
        settled: stamp.is_settled(),
        stamp,
        bytes: digest,
        place: Origin::File(path.to_owned()).place(),
        content,
    };
    Ok((entry, deck))
}

fn content(reading: &Reading) -> (Content, Option<Arc<Deck>>) {
    match &reading.deck {
        Some(deck) => {
            let brief = Brief::of(deck, reading.left_out, errors(reading));
            let deck = Arc::new(deck.clone());
            (Content::Deck(Arc::new(brief)), Some(deck))
        }
        None => {
            let first = reading.faults.first();
            let why = first.map_or(String::new(), |fault| format!(" ({})", fault.message));
            (Content::NoDeck(why), None)
        }
    }
}

fn errors(reading: &Reading) -> usize {
    let faults = reading.faults.iter();
    faults
        .filter(|fault| fault.severity == Severity::Error)
        .count()
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

#[cfg(test)]
mod tests;
