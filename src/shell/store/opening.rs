//! Opening a store: making a new one whole, and refusing what is none.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, MAIN_DB, OpenFlags};
use uuid::Uuid;

use super::backup::Backup;
use super::{Fault, Learner, Store, StoreError, kept, memory, rescue, rows, schema};
use crate::shell::files;

/// How long to wait for another process that is writing.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// What a store that does not exist yet is made with.
#[derive(Debug, Clone, Copy)]
pub struct Creation {
    /// The id of this machine, at random.
    pub device: Uuid,
    /// Now, in milliseconds since 1970 in UTC.
    pub at: i64,
    /// Today, for the name of its backup.
    pub day: i32,
}

impl Store {
    /// The store in a data folder, ready to be written to; made, with its folder, where there
    /// is none.
    ///
    /// # Errors
    /// What each [`Fault`] says; whatever lies there is left as it is.
    pub fn open(folder: &Path, learner: Learner, creation: Creation) -> Result<Self, StoreError> {
        files::create_folder(folder).map_err(|error| StoreError {
            path: folder.to_owned(),
            fault: Fault::Folder(error),
        })?;
        files::clear(folder);
        rescue::settle(folder);
        let path = path_in(folder);
        let opened = found(&path).and_then(|found| {
            if !found {
                files::create_whole(&path, |unfinished| create(unfinished, creation))?;
                return Ok((connect(&path, creation.day)?, None));
            }
            let backup = Backup::begin(&path, creation.day);
            Ok((connect(&path, creation.day)?, backup))
        });
        match opened {
            Ok((connection, backup)) => {
                let mut store = Self::start(path, learner, Ok(connection))?;
                store.backup = backup;
                Ok(store)
            }
            Err(fault) => Err(StoreError { path, fault }),
        }
    }

    /// The store in a data folder; none where there is none. One that may not be written to can
    /// still be read; one that is brought up to date is backed up before, under that day.
    ///
    /// # Errors
    /// What each [`Fault`] says; whatever lies there is left as it is.
    pub fn open_existing(
        folder: &Path,
        learner: Learner,
        today: i32,
    ) -> Result<Option<Self>, StoreError> {
        files::clear(folder);
        rescue::settle(folder);
        let path = path_in(folder);
        let opened = match found(&path) {
            Ok(false) => return Ok(None),
            Ok(true) => connect(&path, today).or_else(|fault| match fault {
                Fault::ReadOnly | Fault::CannotOpen(_) => connect_to_read(&path),
                other => Err(other),
            }),
            Err(fault) => Err(fault),
        };
        Self::start(path, learner, opened).map(Some)
    }

    fn start(
        path: PathBuf,
        learner: Learner,
        opened: Result<Connection, Fault>,
    ) -> Result<Self, StoreError> {
        let started = opened.and_then(|mut connection| {
            let kept = kept::find(&connection, &learner.name)?;
            let learner = kept::fitted(learner, &kept);
            memory::refresh(&mut connection, &learner)?;
            let device =
                connection.query_row("SELECT value FROM meta WHERE key = 'device'", [], |row| {
                    rows::uuid(row, 0)
                })?;
            Ok((connection, learner, kept, device))
        });
        match started {
            Ok((connection, learner, kept, device)) => Ok(Self {
                connection,
                path,
                learner,
                kept,
                device,
                backup: None,
            }),
            Err(fault) => Err(StoreError { path, fault }),
        }
    }
}

/// The store in a data folder.
pub fn path_in(folder: &Path) -> PathBuf {
    folder.join("retain.db")
}

/// The write-ahead log beside a store.
pub fn log_of(path: &Path) -> PathBuf {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    log.into()
}

/// Whether there is a store; a place where there seems to have been one is a fault.
///
/// The file is not read here: closing it would take away the locks that SQLite holds on it.
fn found(path: &Path) -> Result<bool, Fault> {
    match files::length(path).map_err(Fault::File)? {
        Some(0) => Err(Fault::Emptied),
        Some(_) => Ok(true),
        None => match files::length(&log_of(path)).map_err(Fault::File)? {
            None | Some(0) => Ok(false),
            Some(_) => Err(Fault::OnlyLog),
        },
    }
}

fn create(unfinished: &Path, creation: Creation) -> Result<(), Fault> {
    let mut connection = Connection::open(unfinished)?;
    connection.pragma_update(None, "application_id", schema::APPLICATION)?;
    schema::migrate(&mut connection, schema::STEPS)?;
    let created = Timestamp::from_millisecond(creation.at).unwrap_or_default();
    connection.execute(
        "INSERT INTO meta (key, value) VALUES ('created', ?1), ('device', ?2)",
        (created.to_string(), creation.device.to_string()),
    )?;
    // Stays with the file; done last, so that all of it is in this one file.
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.close().map_err(|(_, error)| error.into())
}

/// A connection that can write, to a store that is up to date; one that is not is backed up before
/// it is brought there.
fn connect(path: &Path, today: i32) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection)?;
    if connection.is_readonly(MAIN_DB)? {
        return Err(Fault::ReadOnly);
    }
    // Before anything is written: a newer store is left as it is.
    let version = schema::version(&connection)?;
    check_version(version)?;
    if version < schema::STEPS.len() {
        drop(Backup::begin(path, today));
    }
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    // On macOS a plain sync does not reach the disk; elsewhere this changes nothing.
    connection.pragma_update(None, "fullfsync", true)?;
    check_version(schema::migrate(&mut connection, schema::STEPS)?)?;
    Ok(connection)
}

/// A connection to a store that may not be written to.
fn connect_to_read(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connect = |name: &Path, flags| -> Result<Connection, Fault> {
        let connection = Connection::open_with_flags(name, flags)?;
        prepare(&connection)?;
        Ok(connection)
    };
    let connection = connect(path, flags).or_else(|fault| {
        // Without the right to make its shared memory file, SQLite reads a store only when told
        // that nobody changes it; then it passes over the write-ahead log, so there must be none.
        let alone = matches!(files::length(&log_of(path)), Ok(None | Some(0)));
        match still(path) {
            Some(name) if alone => connect(&name, flags | OpenFlags::SQLITE_OPEN_URI),
            _ => Err(fault),
        }
    })?;
    let version = schema::version(&connection)?;
    check_version(version)?;
    if version < schema::STEPS.len() {
        return Err(Fault::ReadOnly);
    }
    Ok(connection)
}

/// The name under which SQLite opens a file that nobody changes, without any other beside it.
pub fn still(path: &Path) -> Option<PathBuf> {
    let name = path.to_str()?;
    Some(format!("file:{}?immutable=1", escaped(name)).into())
}

/// What every connection needs before anything else; the first look into the file.
pub fn prepare(connection: &Connection) -> Result<(), Fault> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(32);
    // A statement is planned once, and not again for each value that is bound to it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // A write-ahead log that is not ours must not get into the store when this is closed again.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    match connection.pragma_query_value(None, "application_id", |row| row.get(0))? {
        schema::APPLICATION => {}
        other => return Err(Fault::Foreign(other)),
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

fn check_version(found: usize) -> Result<(), Fault> {
    let known = schema::STEPS.len();
    if found > known {
        return Err(Fault::Newer { found, known });
    }
    Ok(())
}

fn escaped(name: &str) -> String {
    name.replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23")
}

#[cfg(test)]
mod tests;
