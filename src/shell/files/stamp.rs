//! What tells that a file has not changed since it was read.
#![expect(
    clippy::disallowed_methods,
    reason = "this is part of the place where files are touched"
)]

use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How long after a change the file system's clock surely shows another time, in seconds. The
/// coarsest one in use counts by twos.
const TICK: i64 = 3;

/// Device, inode, length, and the times of the last change of content and of anything, in
/// nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stamp(pub [u64; 5]);

impl Stamp {
    /// Of a file; none where there is none.
    pub fn of(path: &Path) -> Option<Self> {
        let found = fs::metadata(path).ok()?;
        found.is_file().then(|| Self::from(&found))
    }

    /// The file, whatever names it has.
    pub fn file(&self) -> (u64, u64) {
        (self.0[0], self.0[1])
    }

    /// Whether a change from now on would show in the stamp.
    pub fn is_settled(&self) -> bool {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let now = now.map_or(0, |since| since.as_nanos() as i64);
        let last = (self.0[3] as i64).max(self.0[4] as i64);
        last < now.saturating_sub(TICK * 1_000_000_000)
    }
}

impl From<&Metadata> for Stamp {
    fn from(found: &Metadata) -> Self {
        let time = |seconds: i64, nanoseconds: i64| {
            seconds
                .saturating_mul(1_000_000_000)
                .saturating_add(nanoseconds) as u64
        };
        Self([
            found.dev(),
            found.ino(),
            found.len(),
            time(found.mtime(), found.mtime_nsec()),
            time(found.ctime(), found.ctime_nsec()),
        ])
    }
}

/// A path from the root on, as it is written: links stay.
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// What tells this build of the program from every other.
pub fn own_build() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let program = std::env::current_exe().ok();
    let stamp = program
        .and_then(|path| Stamp::of(&path))
        .unwrap_or_default();
    format!("{version} {:?}", stamp.0)
}

/// Writes a file that can be made again at any time: the old content is there or the new, but
/// after a power cut maybe neither. Only its owner can read it.
///
/// # Errors
/// When it cannot be written; then the old content stays.
pub fn write_cache(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut unfinished = super::Unfinished::beside(path, 0o600)?;
    unfinished.file().write_all(content)?;
    unfinished.replace(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_has_just_changed_may_change_again_unseen() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("deck.toml");
        fs::write(&path, "1").unwrap();
        let stamp = Stamp::of(&path).unwrap();
        assert!(!stamp.is_settled());
        assert_eq!(Stamp::of(&path), Some(stamp));
        let [device, inode, length, ..] = stamp.0;
        let old = Stamp([device, inode, length, 1_000_000_000, 1_000_000_000]);
        assert!(old.is_settled());
        let of_the_future = Stamp([device, inode, length, 1, u64::MAX / 2]);
        assert!(!of_the_future.is_settled());
        assert_eq!(Stamp::of(temp.path()), None);
    }
}
