//! What was read of deck files, kept in `DATA_DIR/cache/decks`, so that a file that has not
//! changed need not be read again. To be without it changes nothing but time: one that is damaged,
//! or was made by another build of the program, is as none.
//!
//! A file is taken to be as it was when its length, its inode and its times are, and the times
//! were past when it was read. A file that changed just then may change once more without its times
//! showing it; it is read again, and not parsed again where its bytes are the same.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use retain::packed::{Packer, Unpacker};

use super::brief::Brief;
use crate::shell::config::Config;
use crate::shell::files::{self, Stamp};
use crate::shell::talk;

/// The first bytes of the file; with another layout, another one.
const MAGIC: &str = "retain decks 2";
/// The length of the digest at its end.
const DIGEST: usize = 32;

/// What reading a file came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A deck.
    Deck(Arc<Brief>),
    /// None, for this reason.
    NoDeck(String),
}

/// What is kept of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What told that it had not changed.
    pub stamp: Stamp,
    /// Whether a change after the reading would have shown in the stamp.
    pub settled: bool,
    /// A digest of its bytes.
    pub bytes: [u64; 2],
    /// The name under which the deck is remembered.
    pub place: String,
    /// What it holds.
    pub content: Content,
}

/// What is kept of all files.
#[derive(Debug, Default)]
pub struct Cache {
    path: PathBuf,
    entries: HashMap<String, Entry>,
    /// What was looked up or put in by this process.
    used: HashSet<String>,
    changed: bool,
}

/// A digest of bytes, to tell that they are the same.
pub fn digest(bytes: &[u8]) -> [u64; 2] {
    let hash = blake3::hash(bytes);
    let mut unpacker = Unpacker::new(hash.as_bytes());
    [(); 2].map(|()| unpacker.number().unwrap_or(0))
}

impl Cache {
    /// As it was left; empty where it cannot be used.
    pub fn open(config: &Config) -> Self {
        let path = config.data_dir.0.join("cache").join("decks");
        let bytes = files::read(&path).ok().flatten().unwrap_or_default();
        Self {
            entries: unpacked(bytes).unwrap_or_default(),
            path,
            ..Self::default()
        }
    }

    /// What is kept of a file or a built-in deck.
    pub fn get(&mut self, key: &str) -> Option<&Entry> {
        let entry = self.entries.get(key)?;
        self.used.insert(key.to_owned());
        Some(entry)
    }

    /// What was kept of a file, whether it still holds or not.
    pub fn before(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// Keeps what was read.
    pub fn put(&mut self, key: String, entry: Entry) {
        self.used.insert(key.clone());
        self.entries.insert(key, entry);
        self.changed = true;
    }

    /// Takes all entries for settled, so that a test need not wait until they are.
    #[cfg(test)]
    pub fn settle(&mut self) {
        self.entries
            .values_mut()
            .for_each(|entry| entry.settled = true);
        self.used.extend(self.entries.keys().cloned());
        self.changed = true;
    }

    /// Writes it down beside what else is done, if it has changed and there is a data folder. What
    /// cannot be written is made again the next time.
    #[expect(
        clippy::disallowed_methods,
        reason = "the first question does not wait until all that is known of decks is written"
    )]
    pub fn save(mut self) -> Option<Saving> {
        let folder = files::folder_of(&self.path);
        if !self.changed || !files::exists(&files::folder_of(&folder)) {
            return None;
        }
        let writing = thread::spawn(move || self.write(&folder));
        Some(Saving(Some(writing)))
    }

    fn write(&mut self, folder: &Path) {
        // Files that are gone are of no use; others may be asked for in another sitting.
        let used = &self.used;
        self.entries
            .retain(|key, _| used.contains(key) || files::exists(Path::new(key)));
        let saved = files::create_folder(folder)
            .and_then(|()| files::write_cache(&self.path, &packed(&self.entries)));
        if let Err(error) = saved {
            talk::detail(|| format!("`{}` is not kept: {error}", self.path.display()));
        }
    }
}

/// A cache that is being written; whoever drops this waits until it is.
#[derive(Debug)]
pub struct Saving(Option<JoinHandle<()>>);

impl Drop for Saving {
    fn drop(&mut self) {
        if let Some(writing) = self.0.take() {
            // If it broke off, all is read again the next time.
            let _ = writing.join();
        }
    }
}

fn packed(entries: &HashMap<String, Entry>) -> Vec<u8> {
    let mut packer = Packer::default();
    packer.text(MAGIC);
    packer.text(&files::own_build());
    packer.number(entries.len() as u64);
    let mut entries: Vec<_> = entries.iter().collect();
    entries.sort_by_key(|(key, _)| *key);
    for (key, entry) in entries {
        packer.text(key);
        entry.stamp.0.iter().for_each(|part| packer.number(*part));
        entry.bytes.iter().for_each(|part| packer.number(*part));
        packer.small(u32::from(entry.settled));
        packer.text(&entry.place);
        match &entry.content {
            Content::Deck(brief) => {
                packer.small(1);
                brief.pack(&mut packer);
            }
            Content::NoDeck(why) => {
                packer.small(0);
                packer.text(why);
            }
        }
    }
    let mut bytes = packer.done();
    let digest = blake3::hash(&bytes);
    bytes.extend(digest.as_bytes());
    bytes
}

fn unpacked(bytes: Vec<u8>) -> Option<HashMap<String, Entry>> {
    let (content, digest) = bytes.split_at_checked(bytes.len().checked_sub(DIGEST)?)?;
    if blake3::hash(content).as_bytes()[..] != *digest {
        return None;
    }
    let all = Arc::new(bytes);
    let mut from = Unpacker::new(&all);
    if from.text()? != MAGIC || from.text()? != files::own_build() {
        return None;
    }
    (0..from.size()?)
        .map(|_| {
            let key = from.text()?;
            let mut stamp = Stamp::default();
            for part in &mut stamp.0 {
                *part = from.number()?;
            }
            let bytes = [from.number()?, from.number()?];
            let settled = from.small()? == 1;
            let place = from.text()?;
            let content = match from.small()? {
                1 => Content::Deck(Arc::new(Brief::unpack(&mut from, &all)?)),
                _ => Content::NoDeck(from.text()?),
            };
            let entry = Entry {
                stamp,
                settled,
                bytes,
                place,
                content,
            };
            Some((key, entry))
        })
        .collect()
}
