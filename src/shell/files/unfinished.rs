//! Files and folders that are not finished yet: made under another name beside their place, gone
//! when they are given up, and cleared away by the next run where the process was killed.
//!
//! Who makes one holds a shared lock on the folder, which the system takes back when the process
//! ends, however it ends; who gets the folder alone may clear away what is left in it.
#![expect(
    clippy::disallowed_methods,
    reason = "a part of the place where files are touched"
)]

use std::collections::BTreeSet;
use std::fs::{self, File, Permissions, TryLockError};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

use tempfile::{Builder, NamedTempFile, TempDir};

use super::{folder_of, names};

/// How the names begin.
const PREFIX: &str = ".retain-unfinished-";
/// Folders are held alone for microseconds; whoever holds one longer is none of ours.
const PATIENCE: u32 = 1000;
/// Folders that this run has made something in.
static CLEARED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A file that is not finished; it goes when dropped.
#[derive(Debug)]
pub struct Unfinished {
    file: NamedTempFile,
    _at_work: Option<File>,
}

impl Unfinished {
    /// An empty file beside the place of another, with that mode less what the `umask` takes away.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn beside(path: &Path, mode: u32) -> io::Result<Self> {
        let folder = folder_of(path);
        let at_work = begin(&folder);
        let file = Builder::new()
            .prefix(PREFIX)
            .permissions(Permissions::from_mode(mode))
            .tempfile_in(folder)?;
        Ok(Self {
            file,
            _at_work: at_work,
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// The open file.
    pub fn file(&mut self) -> &mut File {
        self.file.as_file_mut()
    }

    /// Gives it its name, in the place of a file that may have it.
    ///
    /// # Errors
    /// When that fails; then it is gone.
    pub fn replace(self, path: &Path) -> io::Result<()> {
        self.file.persist(path)?;
        Ok(())
    }

    /// Gives it a name that no file has.
    ///
    /// # Errors
    /// When that fails, with `AlreadyExists` where there is one; then it is gone.
    pub fn place(self, path: &Path) -> io::Result<()> {
        self.file.persist_noclobber(path)?;
        Ok(())
    }
}

/// A folder for work in progress, of its owner alone; it goes, with what is in it, when dropped.
#[derive(Debug)]
pub struct Workshop {
    folder: TempDir,
    _at_work: Option<File>,
}

impl Workshop {
    /// One inside another folder.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn inside(folder: &Path) -> io::Result<Self> {
        let at_work = begin(folder);
        let folder = Builder::new()
            .prefix(PREFIX)
            .permissions(Permissions::from_mode(0o700))
            .tempdir_in(folder)?;
        Ok(Self {
            folder,
            _at_work: at_work,
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Says that something is made in a folder, which is cleared before the first time.
fn begin(folder: &Path) -> Option<File> {
    let mut cleared = CLEARED.lock().unwrap_or_else(PoisonError::into_inner);
    if cleared.insert(folder.to_owned()) {
        clear(folder);
    }
    drop(cleared);
    let opened = File::open(folder).ok()?;
    for _ in 0..PATIENCE {
        match opened.try_lock_shared() {
            Ok(()) => return Some(opened),
            Err(TryLockError::WouldBlock) => thread::yield_now(),
            // Not every file system has locks; where there are none, none clears away.
            Err(TryLockError::Error(_)) => break,
        }
    }
    None
}

/// Clears away what killed processes left in a folder; what stays does no harm.
pub fn clear(folder: &Path) {
    let mut left = names(folder).unwrap_or_default();
    left.retain(|name| name.starts_with(PREFIX));
    if left.is_empty() {
        return;
    }
    let Ok(opened) = File::open(folder) else {
        return;
    };
    // What is made from now on is not among them.
    if opened.try_lock().is_err() {
        return;
    }
    for name in left {
        let path = folder.join(name);
        let _ = match fs::symlink_metadata(&path) {
            Ok(found) if found.is_dir() => fs::remove_dir_all(&path),
            Ok(_) => fs::remove_file(&path),
            Err(error) => Err(error),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_process_left_is_cleared_away_once_nobody_is_at_work() {
        let temp = tempfile::tempdir().unwrap();
        let left = temp.path().join(".retain-unfinished-abc");
        fs::write(&left, "half").unwrap();
        fs::create_dir_all(temp.path().join(".retain-unfinished-def/new")).unwrap();
        std::os::unix::fs::symlink("/", temp.path().join(".retain-unfinished-ghi")).unwrap();
        fs::write(temp.path().join(".retain"), "not ours").unwrap();
        let path = temp.path().join("deck.toml");
        let first = Unfinished::beside(&path, 0o600).unwrap();
        assert_eq!(
            names(temp.path()).unwrap().len(),
            2,
            "it and what is not ours"
        );
        fs::write(&left, "half").unwrap();
        clear(temp.path());
        assert!(left.exists(), "somebody is at work");
        first.replace(&path).unwrap();
        clear(temp.path());
        assert_eq!(names(temp.path()).unwrap(), [".retain", "deck.toml"]);
    }

    #[test]
    fn many_at_once_do_not_clear_away_each_others_work() {
        let temp = tempfile::tempdir().unwrap();
        thread::scope(|scope| {
            for n in 0..20 {
                let path = temp.path().join(format!("{}", n % 3));
                scope.spawn(move || {
                    for _ in 0..50 {
                        clear(&folder_of(&path));
                        let mine = Unfinished::beside(&path, 0o600).unwrap();
                        mine.replace(&path).unwrap();
                    }
                });
            }
        });
        assert_eq!(names(temp.path()).unwrap(), ["0", "1", "2"]);
    }
}
