//! Another store in the place of the one that is there: a backup, what can still be read of a
//! damaged one, or none. The one that was there is set aside, never overwritten.

use std::fs::TryLockError;
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, OpenFlags, params_from_iter};

use super::backup::{self, backups};
use super::opening::{self, log_of, path_in};
use super::{Creation, Fault, Learner, Store, StoreError, schema};
use crate::shell::files::{self, Settled, Workshop};
use crate::shell::talk;

/// The tables of the log: all that is not derived.
pub const LOG: &[&str] = &[
    "reviews",
    "amendments",
    "card_events",
    "contents",
    "bindings",
    "resets",
    "plan_events",
    "practice",
    "test_events",
    "deck_texts",
];

/// What came of putting another store in place.
#[derive(Debug)]
pub struct Rescued {
    /// Where the store that was there is now.
    pub aside: PathBuf,
    /// How many answers the store now has.
    pub answers: u64,
    /// How many of them a backup had; none where nothing came from one.
    pub from_backup: Option<u64>,
}

/// Puts the store of a file, such as a backup, in place.
///
/// # Errors
/// When it is no sound store, or a sitting is going on; then nothing has changed.
pub fn restore(data: &Path, file: &Path, stamp: &str) -> Result<Rescued, StoreError> {
    let explain = |fault| StoreError {
        path: file.to_owned(),
        fault,
    };
    let _alone = alone(data)?;
    let workshop = Workshop::inside(data).map_err(|error| explain(error.into()))?;
    let copy = path_in(workshop.path());
    let answers = brought(file, &copy).map_err(explain)?;
    Ok(Rescued {
        aside: put_in_place(data, Some(&copy), stamp)?,
        answers,
        from_backup: Some(answers),
    })
}

/// Makes a store of the newest sound backup and all that can still be read of the one that is
/// there, and puts it in place.
///
/// # Errors
/// When the new one cannot be made, or a sitting is going on; then nothing has changed.
pub fn salvage(
    data: &Path,
    learner: Learner,
    creation: Creation,
    stamp: &str,
) -> Result<Rescued, StoreError> {
    let path = path_in(data);
    let explain = |fault| StoreError {
        path: path.clone(),
        fault,
    };
    let _alone = alone(data)?;
    let workshop = Workshop::inside(data).map_err(|error| explain(error.into()))?;
    let (new, old) = (workshop.path().join("new"), workshop.path().join("old"));
    for folder in [&new, &old] {
        files::create_folder(folder).map_err(|error| explain(error.into()))?;
    }
    let newest = backups(data)?
        .into_iter()
        .find(|backup| backup.answers.is_some());
    let from_backup = match &newest {
        Some(backup) => Some(brought(&backup.path, &path_in(&new)).map_err(explain)?),
        None => None,
    };
    // Made where there is no backup, and brought up to date.
    let mut store = Store::open(&new, learner, creation)?;
    store.backup = None;
    let damaged = path_in(&old);
    readable(&path, newest.map(|backup| backup.path).as_deref(), &damaged)
        .and_then(|source| take_over(source.as_ref(), &store.connection))
        .map_err(explain)?;
    store.rebuild()?;
    let answers = store.review_count()?;
    drop(store);
    let copy = path_in(&new);
    if let Some(said) = backup::damage(&copy).map_err(explain)?.into_iter().next() {
        return Err(explain(Fault::Damaged(said)));
    }
    Ok(Rescued {
        aside: put_in_place(data, Some(&copy), stamp)?,
        answers,
        from_backup,
    })
}

/// Moves the store away, so that the next answer begins a new one.
///
/// # Errors
/// When it cannot be moved, or a sitting is going on.
pub fn set_aside(data: &Path, stamp: &str) -> Result<PathBuf, StoreError> {
    let _alone = alone(data)?;
    put_in_place(data, None, stamp)
}

/// The lock of sittings, so that nobody writes into a store that is being moved; what a killed
/// process left of such a move is settled.
fn alone(data: &Path) -> Result<std::fs::File, StoreError> {
    let explain = |fault| StoreError {
        path: path_in(data),
        fault,
    };
    let lock = files::open_private(&data.join("study.lock"))
        .map_err(|error| explain(Fault::File(error)))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(explain(Fault::Busy)),
        Err(TryLockError::Error(error)) => return Err(explain(Fault::File(error))),
    }
    let settled = files::settle_exchange(&all_of(data), &kept_in(data))
        .map_err(|error| explain(error.into()))?;
    for one in settled {
        talk::note(&match one {
            Settled::Ended(folder) => format!(
                "a run that broke off had put another store in place; the one before it is kept \
                 as `{}`",
                folder.join("retain.db").display()
            ),
            Settled::TakenBack => "a run that broke off was about to put another store in place; \
                                   the one there was stays"
                .to_owned(),
        });
    }
    Ok(lock)
}

/// Settles what a killed process left of another store's being put in place, if nobody else is
/// at it.
pub fn settle(data: &Path) {
    if files::exchange_broke_off(&kept_in(data)) {
        let _ = alone(data);
    }
}

/// The files of a store.
fn all_of(data: &Path) -> [PathBuf; 3] {
    let path = path_in(data);
    let mut shared = path.as_os_str().to_owned();
    shared.push("-shm");
    [path.clone(), log_of(&path), shared.into()]
}

/// Where stores are that were set aside.
fn kept_in(data: &Path) -> PathBuf {
    data.join("set-aside")
}

fn put_in_place(data: &Path, new: Option<&Path>, stamp: &str) -> Result<PathBuf, StoreError> {
    let mut aside = kept_in(data).join(stamp);
    let mut again = 1;
    while files::exists(&aside) {
        again += 1;
        aside = kept_in(data).join(format!("{stamp}-{again}"));
    }
    files::exchange(&all_of(data), new, &aside).map_err(|error| StoreError {
        path: path_in(data),
        fault: error.into(),
    })?;
    Ok(aside.join("retain.db"))
}

/// Copies the store of a file to a place where none is, whole in one file; with how many answers.
fn brought(file: &Path, to: &Path) -> Result<u64, Fault> {
    files::copy(file, to)?;
    files::copy(&log_of(file), &log_of(to))?;
    if !files::exists(to) {
        return Err(Fault::CannotOpen("there is no such file".into()));
    }
    let connection = writable(to)?;
    opening::prepare(&connection)?;
    let (found, known) = (schema::version(&connection)?, schema::STEPS.len());
    if found > known {
        return Err(Fault::Newer { found, known });
    }
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection.close().map_err(|(_, error)| error)?;
    match backup::damage(to)?.into_iter().next() {
        Some(said) => Err(Fault::Damaged(said)),
        None => Ok(backup::answers(to).unwrap_or(0)),
    }
}

fn writable(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags)
}

/// A copy of a damaged store that can be looked into, if it can be made; a header that is none is
/// replaced by that of a backup.
fn readable(path: &Path, backup: Option<&Path>, to: &Path) -> Result<Option<Connection>, Fault> {
    files::copy(path, to)?;
    files::copy(&log_of(path), &log_of(to))?;
    if !files::exists(to) {
        return Ok(None);
    }
    let opens = |connection: &Connection| {
        let tables = "SELECT count(*) FROM sqlite_schema";
        connection.query_row(tables, [], |row| row.get::<_, u64>(0))
    };
    let connection = writable(to)?;
    if opens(&connection).is_ok() {
        return Ok(Some(connection));
    }
    drop(connection);
    let Some(backup) = backup else {
        return Ok(None);
    };
    let (Some(mut content), Some(sound)) = (files::read(to)?, files::read(backup)?) else {
        return Ok(None);
    };
    let (Some(header), Some(place)) = (sound.get(..HEADER), content.get_mut(..HEADER)) else {
        return Ok(None);
    };
    place.copy_from_slice(header);
    // The number of pages is then that of the file (SQLite file format, 1.3.7).
    place[92..96].fill(0);
    files::write_whole(to, &content)?;
    let connection = writable(to)?;
    Ok(opens(&connection).is_ok().then_some(connection))
}

/// The bytes of a database's header.
const HEADER: usize = 100;

/// Copies the log of one store into another, as far as it can be read.
fn take_over(source: Option<&Connection>, target: &Connection) -> Result<(), Fault> {
    let Some(source) = source else {
        return Ok(());
    };
    target.execute_batch("BEGIN IMMEDIATE")?;
    for table in LOG {
        let columns: Vec<String> = target
            .prepare("SELECT name FROM pragma_table_info(?1)")?
            .query_map([table], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        take_over_table(source, target, table, &columns)?;
    }
    target.execute_batch("COMMIT")?;
    Ok(())
}

fn take_over_table(
    source: &Connection,
    target: &Connection,
    table: &str,
    columns: &[String],
) -> Result<(), Fault> {
    let names = columns.join(", ");
    let marks = vec!["?"; columns.len()].join(", ");
    let mut insert = target.prepare(&format!(
        "INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"
    ))?;
    let mut take = |sql: &str, from: i64, numbered: bool| -> Result<Read, Fault> {
        let mut last = None;
        let Ok(mut statement) = source.prepare(sql) else {
            return Ok(Read::Broke(None));
        };
        let rows = if numbered {
            statement.query([from])
        } else {
            statement.query([])
        };
        let Ok(mut rows) = rows else {
            return Ok(Read::Broke(None));
        };
        loop {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => return Ok(Read::ToTheEnd),
                Err(_) => return Ok(Read::Broke(last)),
            };
            let first = usize::from(numbered);
            let values: rusqlite::Result<Vec<Value>> = (first..first + columns.len())
                .map(|column| row.get(column))
                .collect();
            if numbered {
                last = row.get(0).ok().or(last);
            }
            match values.map(|values| insert.execute(params_from_iter(values))) {
                Ok(Err(error)) if error.sqlite_error_code() == Some(ErrorCode::DiskFull) => {
                    return Err(error.into());
                }
                // What does not fit the table is no row of it.
                Ok(_) | Err(_) => {}
            }
        }
    };
    let plain = format!("SELECT {names} FROM {table}");
    let numbered = source
        .prepare(&format!("SELECT rowid FROM {table} LIMIT 0"))
        .is_ok();
    if !numbered {
        if let Read::Broke(_) = take(&plain, 0, false)? {
            take(&format!("{plain} ORDER BY 1 DESC"), 0, false)?;
        }
        return Ok(());
    }
    let onward = format!("SELECT rowid, {names} FROM {table} WHERE rowid >= ?1 ORDER BY rowid");
    let back = format!("SELECT rowid, {names} FROM {table} WHERE rowid <= ?1 ORDER BY rowid DESC");
    let (mut from, mut step) = (i64::MIN, 1_i64);
    // Over a gap in ever longer steps.
    while let Read::Broke(last) = take(&onward, from, true)? {
        match last {
            Some(last) => (from, step) = (last + 1, 1),
            None if from == i64::MIN => from = 1,
            None => {}
        }
        from = from.saturating_add(step);
        step = step.saturating_mul(2);
        if step > 1 << 40 {
            break;
        }
    }
    // Up to the last gap from its other side.
    take(&back, i64::MAX, true)?;
    Ok(())
}

/// How far a table could be read.
enum Read {
    ToTheEnd,
    /// Up to a row of this number, if one was read.
    Broke(Option<i64>),
}
