//! Backups: a checked copy of the store in `DATA_DIR/backups`, one for each day on which
//! something is written, as it was before the first write of that day.
//!
//! The state before the first write is held fast by a read transaction that begins before it; the
//! copy is then made from a thread of its own, so that nobody waits for it. Before the store is
//! brought up to a newer schema it is made at once. A copy gets its name only when its
//! `integrity_check` has passed and it is on the disk.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

use retain::backup::{day_of, name, outdated};
use rusqlite::backup::{Backup as Copying, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::{Fault, Store, StoreError, opening, schema};
use crate::shell::progress::{Progress, Reached};
use crate::shell::{files, talk};

/// How many pages are copied before they are sent to the disk: 16 MB at a time, so that no answer
/// waits long for its own sync.
const STEP: i32 = 4000;
/// How many bytes have to stay free on the disk, besides the backup.
const SPARE: u64 = 32 << 20;

/// A backup in the making; dropping it waits until it is done, and says what went wrong.
#[derive(Debug)]
pub struct Backup {
    store: PathBuf,
    thread: Option<JoinHandle<Result<(), Fault>>>,
    reached: Receiver<Reached>,
}

impl Backup {
    /// Begins the backup of a day, if there is none yet and nobody else is at it.
    #[expect(
        clippy::disallowed_methods,
        reason = "the learner is not to wait; the thread is joined when this is dropped"
    )]
    pub fn begin(store: &Path, day: i32) -> Option<Self> {
        let folder = folder(store);
        let target = folder.join(name(day));
        if files::exists(&target) {
            return None;
        }
        let (tell, reached) = mpsc::channel();
        let thread = match held(store, &folder) {
            Ok(None) => return None,
            Ok(Some((source, lock))) => {
                let older = schema::version(&source).is_ok_and(|it| it < schema::STEPS.len());
                let make = move || {
                    let made = make(&source, &target, &tell);
                    drop(lock);
                    made
                };
                let thread = thread::spawn(make);
                if older {
                    follow(&reached);
                }
                thread
            }
            Err(fault) => thread::spawn(move || Err(fault)),
        };
        Some(Self {
            store: store.to_owned(),
            thread: Some(thread),
            reached,
        })
    }
}

impl Drop for Backup {
    fn drop(&mut self) {
        let Some(thread) = self.thread.take() else {
            return;
        };
        follow(&self.reached);
        let fault = match thread.join() {
            Ok(Ok(())) => return,
            Ok(Err(fault)) => fault,
            Err(_) => Fault::Other("it broke off".into()),
        };
        let store = self.store.display();
        talk::note(&match fault {
            Fault::Full => format!("`{store}` was not backed up today: the disk is nearly full"),
            Fault::Damaged(said) => format!(
                "the store `{store}` is damaged: {said}; `retain doctor` says what can be got back"
            ),
            other => {
                let path = folder(&self.store);
                let error = StoreError { path, fault: other };
                format!("`{store}` was not backed up today: {error}")
            }
        });
    }
}

/// Waits until a backup is made, and shows how far it is.
fn follow(reached: &Receiver<Reached>) {
    Progress::new("backing up", 0).follow(reached);
}

/// The folder of a store's backups.
fn folder(store: &Path) -> PathBuf {
    store.with_file_name("backups")
}

/// A connection that sees the store as it is now, whatever is written later, and the lock that
/// keeps others from making the same copy; none where another process has it, and for a file that
/// is no store of ours.
fn held(store: &Path, folder: &Path) -> Result<Option<(Connection, File)>, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let Ok(source) = Connection::open_with_flags(store, flags) else {
        return Ok(None);
    };
    // What is wrong here is told by whoever opens the store to use it.
    if opening::prepare(&source).is_err()
        || !schema::version(&source).is_ok_and(|version| version <= schema::STEPS.len())
        || source
            .execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema")
            .is_err()
    {
        return Ok(None);
    }
    files::create_folder(folder)?;
    let lock = files::open_private(&folder.join("lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(Some((source, lock))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

fn make(source: &Connection, target: &Path, tell: &Sender<Reached>) -> Result<(), Fault> {
    let folder = files::folder_of(target);
    // What a killed process left takes room.
    files::clear(&folder);
    let page = |name| source.pragma_query_value(None, name, |row| row.get::<_, u64>(0));
    let pages = page("page_count")?;
    let size = pages * page("page_size")?;
    if files::room(&folder).is_some_and(|room| room < size + SPARE) {
        return Err(Fault::Full);
    }
    files::create_whole(target, |unfinished| {
        copy(source, unfinished, tell)?;
        let _ = tell.send(Reached {
            what: "checking the backup",
            done: pages,
            all: pages,
        });
        match damage(unfinished)?.into_iter().next() {
            None => Ok(()),
            Some(said) => Err(Fault::Damaged(said)),
        }
    })?;
    let days: Vec<i32> = files::names(&folder)?
        .iter()
        .filter_map(|name| day_of(name))
        .collect();
    for day in outdated(&days) {
        files::remove(&folder.join(name(day)))?;
    }
    Ok(())
}

/// Copies what a connection sees into an empty file; tells how far it is, in pages.
fn copy(source: &Connection, to: &Path, tell: &Sender<Reached>) -> Result<(), Fault> {
    let mut copy = Connection::open(to)?;
    copy.pragma_update_and_check(None, "journal_mode", "off", |_| Ok(()))?;
    {
        let copying = Copying::new(source, &mut copy)?;
        while copying.step(STEP)? != StepResult::Done {
            files::sync(to)?;
            let so_far = copying.progress();
            let done = u64::try_from(so_far.pagecount - so_far.remaining).unwrap_or(0);
            let all = u64::try_from(so_far.pagecount).unwrap_or(0);
            // Nobody may be waiting for it.
            let _ = tell.send(Reached {
                what: "backing up",
                done,
                all,
            });
        }
    }
    copy.close().map_err(|(_, error)| error.into())
}

/// What is wrong in the file of a store that nobody uses; nothing where it is sound.
pub fn damage(path: &Path) -> Result<Vec<String>, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let name = opening::still(path).unwrap_or_else(|| path.to_owned());
    let checked = Connection::open_with_flags(name, flags)
        .map_err(Fault::from)
        .and_then(|connection| {
            opening::prepare(&connection)?;
            let mut statement = connection.prepare("PRAGMA integrity_check")?;
            let said = statement.query_map([], |row| row.get::<_, String>(0))?;
            Ok(said.collect::<rusqlite::Result<Vec<_>>>()?)
        });
    match checked {
        Ok(mut said) => {
            said.retain(|said| said != "ok");
            Ok(said)
        }
        Err(Fault::Damaged(said)) => Ok(vec![said]),
        Err(Fault::NotADatabase) => Ok(vec!["it is no database".into()]),
        Err(fault) => Err(fault),
    }
}

/// A backup that is kept.
#[derive(Debug)]
pub struct Kept {
    /// The file.
    pub path: PathBuf,
    /// Its day, in days since 1970-01-01.
    pub day: i32,
    /// How many answers it has; none for one that is damaged.
    pub answers: Option<u64>,
}

/// The backups in a data folder, the newest first, each looked through.
///
/// # Errors
/// When the folder cannot be read.
pub fn backups(data: &Path) -> Result<Vec<Kept>, StoreError> {
    let folder = folder(&opening::path_in(data));
    let names = files::names(&folder).map_err(|error| StoreError {
        path: folder.clone(),
        fault: Fault::File(error),
    })?;
    let mut kept: Vec<Kept> = names
        .iter()
        .filter_map(|name| {
            let path = folder.join(name);
            let day = day_of(name)?;
            let sound = damage(&path).is_ok_and(|said| said.is_empty());
            let answers = sound.then(|| answers(&path)).flatten();
            Some(Kept { path, day, answers })
        })
        .collect();
    kept.sort_by_key(|kept| -kept.day);
    Ok(kept)
}

/// How many answers the file of a store has.
pub fn answers(path: &Path) -> Option<u64> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(opening::still(path)?, flags).ok()?;
    connection
        .query_row("SELECT count(*) FROM reviews", [], |row| row.get(0))
        .ok()
}

impl Store {
    /// Begins the backup of a day, before something is written to a store that was there.
    pub fn back_up(&mut self, day: i32) {
        if self.backup.is_none() && self.is_writable() {
            self.backup = Backup::begin(&self.path, day);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::store::testing::{NEW, answer, me, open};
    use crate::shell::store::{Creation, Store};
    use retain::review::Rating;

    fn on(folder: &Path, day: i32) -> Store {
        Store::open(folder, me(0.9), Creation { day, ..NEW }).unwrap()
    }

    fn kept(folder: &Path) -> Vec<(i32, Option<u64>)> {
        let kept = backups(folder).unwrap();
        kept.iter().map(|kept| (kept.day, kept.answers)).collect()
    }

    #[test]
    fn a_backup_has_what_was_there_before_the_first_write_of_its_day() {
        let temp = tempfile::tempdir().unwrap();
        drop(open(temp.path()));
        assert_eq!(kept(temp.path()), [], "a new store has nothing to lose");
        for day in 1..=3 {
            for part in 0..2_u8 {
                let mut store = on(temp.path(), i32::from(day));
                let id = u128::from(day * 2 + part);
                let event = answer(id, day * 2 + part, i32::from(day), Rating::Good);
                store.commit(&event).unwrap();
            }
        }
        assert_eq!(
            kept(temp.path()),
            [(3, Some(4)), (2, Some(2)), (1, Some(0))]
        );
        let names = files::names(&temp.path().join("backups")).unwrap();
        assert_eq!(names.len(), 4, "{names:?}");
    }

    #[test]
    fn what_a_killed_process_left_is_cleared_away_and_old_ones_go() {
        let temp = tempfile::tempdir().unwrap();
        drop(open(temp.path()));
        let folder = temp.path().join("backups");
        files::create_folder(&folder).unwrap();
        files::write_whole(&folder.join(".retain-unfinished-abc"), b"half").unwrap();
        for day in 1..=60 {
            drop(on(temp.path(), day));
        }
        let days: Vec<i32> = kept(temp.path()).iter().map(|kept| kept.0).collect();
        assert_eq!(days, [60, 59, 58, 57, 56, 55, 54, 52, 45, 30]);
        assert!(!files::exists(&folder.join(".retain-unfinished-abc")));
    }

    #[test]
    fn of_two_at_once_one_makes_it() {
        let temp = tempfile::tempdir().unwrap();
        drop(open(temp.path()));
        let stores: Vec<Store> = (0..8).map(|_| on(temp.path(), 5)).collect();
        drop(stores);
        assert_eq!(kept(temp.path()), [(5, Some(0))]);
    }
}
