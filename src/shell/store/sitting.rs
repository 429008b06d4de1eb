//! Whether a sitting is the only one on this store: a lock that the system takes back when its
//! process ends, however it ends.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use jiff::Timestamp;

use super::{Fault, Store, StoreError};
use crate::shell::files;

/// A sitting on a store; to be kept until its end.
#[derive(Debug)]
pub enum Sitting {
    /// No other one is going on.
    First {
        /// The lock; let go of when this is dropped.
        _lock: File,
    },
    /// Another one is going on; who and since when is not known in its first moment.
    Second {
        /// The process.
        pid: Option<u32>,
        /// In milliseconds since 1970 in UTC.
        since: Option<i64>,
    },
}

impl Store {
    /// Starts a sitting at a time, in milliseconds since 1970 in UTC.
    ///
    /// # Errors
    /// When the lock file beside the store can be neither made nor locked.
    pub fn sit(&self, now: i64) -> Result<Sitting, StoreError> {
        let path = self.path.with_file_name("study.lock");
        sit(&path, now).map_err(|error| StoreError {
            path,
            fault: Fault::File(error),
        })
    }
}

fn sit(path: &Path, now: i64) -> io::Result<Sitting> {
    let mut file = files::open_private(path)?;
    match file.try_lock() {
        Ok(()) => {
            let since = Timestamp::from_millisecond(now).unwrap_or_default();
            file.set_len(0)?;
            writeln!(file, "process {} since {since}", std::process::id())?;
            Ok(Sitting::First { _lock: file })
        }
        Err(TryLockError::WouldBlock) => {
            let mut text = String::new();
            file.rewind()?;
            file.read_to_string(&mut text)?;
            let mut words = text.split_whitespace();
            let pid = words.nth(1).and_then(|pid| pid.parse().ok());
            let since = words.nth(1).and_then(|since| since.parse().ok());
            Ok(Sitting::Second {
                pid,
                since: since.map(Timestamp::as_millisecond),
            })
        }
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::store::testing::open;

    #[test]
    fn the_second_sitting_is_told_until_the_first_has_ended() {
        let temp = tempfile::tempdir().unwrap();
        let (one, two) = (open(temp.path()), open(temp.path()));
        let first = one.sit(1_764_000_000_000).unwrap();
        assert!(matches!(first, Sitting::First { .. }));
        for _ in 0..2 {
            match two.sit(1_764_000_005_000).unwrap() {
                Sitting::Second { pid, since } => {
                    assert_eq!(pid, Some(std::process::id()));
                    assert_eq!(since, Some(1_764_000_000_000));
                }
                first => panic!("{first:?}"),
            }
        }
        drop(first);
        assert!(matches!(
            two.sit(1_764_000_009_000).unwrap(),
            Sitting::First { .. }
        ));
    }

    #[test]
    fn a_lock_file_with_anything_in_it_is_no_obstacle() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("study.lock");
        files::write_whole(
            &path,
            b"process many since ever and ever, and more than fits",
        )
        .unwrap();
        let holder = files::open_private(&path).unwrap();
        holder.lock().unwrap();
        let told = sit(&path, 0).unwrap();
        assert!(matches!(
            told,
            Sitting::Second {
                pid: None,
                since: None
            }
        ));
        drop(holder);
        assert!(matches!(sit(&path, 0).unwrap(), Sitting::First { .. }));
        let text = files::read(&path).unwrap().unwrap();
        assert!(text.ends_with(b" since 1970-01-01T00:00:00Z\n"));
    }
}
