//! What can be wrong with a store, and what would do.

use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::PathBuf;

use rusqlite::{ErrorCode, ffi};

impl Fault {
    /// Whether answers that were stored are in danger.
    pub fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Emptied | Self::OnlyLog | Self::NotADatabase | Self::Damaged(_)
        )
    }
}

/// Why the store did not do what was asked; whatever was to be written is not there.
#[derive(Debug)]
pub struct StoreError {
    /// The file, or for [`Fault::Folder`] the folder.
    pub path: PathBuf,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a store.
#[derive(Debug)]
pub enum Fault {
    /// The data folder cannot be made.
    Folder(io::Error),
    /// A file beside the store, or the store itself, cannot be looked at.
    File(io::Error),
    /// The file can be opened neither for writing nor, where that would do, for reading.
    CannotOpen(String),
    /// The file or its folder may not be written to.
    ReadOnly,
    /// There are 0 bytes where a store would have thousands.
    Emptied,
    /// The store is gone, but its write-ahead log is there.
    OnlyLog,
    /// Something else than a database.
    NotADatabase,
    /// The database of another program, with this application id.
    Foreign(i32),
    /// Made by a newer `retain`.
    Newer {
        /// The schema of the file.
        found: usize,
        /// The newest schema that is known here.
        known: usize,
    },
    /// Nothing more fits on the disk.
    Full,
    /// Another process has kept it locked all the time.
    Busy,
    /// The database contradicts itself.
    Damaged(String),
    /// Anything else that SQLite said.
    Other(String),
}

impl Display for StoreError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.fault {
            Fault::Folder(error) => write!(
                f,
                "the data folder `{path}` cannot be made: {error}; make it, or name another one with `--data-dir`"
            ),
            Fault::File(error) => write!(f, "`{path}` cannot be used: {error}"),
            Fault::CannotOpen(said) => write!(
                f,
                "the store `{path}` cannot be opened: {said}; it has to be a file that you may read and write, in a folder that you may write to"
            ),
            Fault::ReadOnly => write!(
                f,
                "the store `{path}` cannot be written to; make the file and its folder writable, or name another folder with `--data-dir`"
            ),
            Fault::Emptied => write!(
                f,
                "the store `{path}` is empty: 0 bytes, where even a new store has more; `retain doctor` says what can be got back"
            ),
            Fault::OnlyLog => write!(
                f,
                "the store `{path}` is gone, but its latest answers are still in `{path}-wal`; `retain doctor` says what can be got back"
            ),
            Fault::NotADatabase => write!(
                f,
                "`{path}` is no database, so it cannot be the store; `retain doctor` says what can be got back"
            ),
            Fault::Foreign(id) => write!(
                f,
                "`{path}` is the database of another program (application id {id:#010x}); move it away, or name another folder with `--data-dir`"
            ),
            Fault::Newer { found, known } => write!(
                f,
                "the store `{path}` was made by a newer retain (schema {found}; this one knows {known}): update retain"
            ),
            Fault::Full => write!(
                f,
                "nothing more fits into the store `{path}`: the disk is full; the last answer is not saved; make room and answer again"
            ),
            Fault::Busy => write!(
                f,
                "the store `{path}` is locked by another process; wait until that one has ended, then try again"
            ),
            Fault::Damaged(said) => write!(
                f,
                "the store `{path}` is damaged: {said}; nothing has been changed; `retain doctor` says what can be got back"
            ),
            Fault::Other(said) => write!(f, "the store `{path}` does not work: {said}"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly,
            _ => Self::File(error),
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error::{
            FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType,
        };
        let said = error.to_string();
        let extended = error.sqlite_error().map(|error| error.extended_code);
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            // The file of shared memory beside the log could not grow.
            _ if extended == Some(ffi::SQLITE_IOERR_SHMSIZE) => Self::Full,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::NotADatabase) => Self::NotADatabase,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(said),
            Some(ErrorCode::CannotOpen) => Self::CannotOpen(said),
            Some(_) => Self::Other(said),
            None => match error {
                FromSqlConversionFailure(..)
                | IntegralValueOutOfRange(..)
                | InvalidColumnType(..) => Self::Damaged(said),
                _ => Self::Other(said),
            },
        }
    }
}
