//! The one place where files and folders are touched.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the place where files are touched"
)]

mod aside;
mod stamp;
mod unfinished;

use std::collections::HashSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, fchown};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

pub use aside::{
    Settled, copy, exchange, exchange_broke_off, names, remove, room, settle_exchange, sync,
};
pub use stamp::{Stamp, absolute, own_build, write_cache};
use unfinished::Unfinished;
pub use unfinished::{Workshop, clear};

/// Makes a folder, and those above it, that only its owner can look into. One that is there
/// already stays as it is.
///
/// # Errors
/// When it cannot be made, or something else bears its name.
pub fn create_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// A file's length in bytes; none when there is no file.
///
/// # Errors
/// When that cannot be found out.
pub fn length(path: &Path) -> io::Result<Option<u64>> {
    found(fs::metadata(path)).map(|found| found.map(|metadata| metadata.len()))
}

/// A file's content; none when there is no file.
///
/// # Errors
/// When it is there and cannot be read; when it is no regular file, which might never end; when
/// it is being written to, so that what was read may be half of it.
pub fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    // Opening a pipe would wait for somebody to write into it.
    let Some(metadata) = found(fs::metadata(path))? else {
        return Ok(None);
    };
    if metadata.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    if !metadata.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    found(File::open(path).and_then(|mut file| read_whole(&mut file, || ())))
}

/// How often a file that changes while it is read is read again.
const ATTEMPTS: u32 = 3;
/// A file that was written to so short a time ago may be in the middle of being saved: emptied, and
/// not yet filled. It is looked at once more.
const SETTLES: Duration = Duration::from_millis(8);

/// The content of a file that nobody wrote to meanwhile; `meanwhile` happens after each reading.
fn read_whole(file: &mut File, mut meanwhile: impl FnMut()) -> io::Result<Vec<u8>> {
    let (mut content, mut whole) = (Vec::new(), false);
    for _ in 0..ATTEMPTS {
        let before = file.metadata()?;
        content.clear();
        content.reserve(usize::try_from(before.len()).unwrap_or(0));
        file.seek(SeekFrom::Start(0))?;
        file.read_to_end(&mut content)?;
        meanwhile();
        let after = file.metadata()?;
        let changed = after.modified()?;
        whole = before.len() == content.len() as u64
            && after.len() == before.len()
            && changed == before.modified()?;
        if is_young(changed, SystemTime::now()) {
            std::thread::sleep(SETTLES);
        } else if whole {
            return Ok(content);
        }
    }
    // A file system may give every file the time at which it is looked at.
    if whole {
        return Ok(content);
    }
    Err(io::Error::other(
        "it is being written to; try again when it has been saved",
    ))
}

/// Whether a file has just been written to; one of the future has not.
fn is_young(changed: SystemTime, now: SystemTime) -> bool {
    now.duration_since(changed).is_ok_and(|age| age < SETTLES)
}

/// What comes in on standard input, up to so many bytes.
///
/// # Errors
/// When it cannot be read.
pub fn read_stdin(most: u64) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    io::stdin().lock().take(most).read_to_end(&mut content)?;
    Ok(content)
}

/// The one name of a file that may be reached by several; its own where that is not known.
pub fn real_name(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Whether there is a file or a folder of that name.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// Whether that is a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Inside {
    /// The files, in the order of their names.
    pub files: Vec<PathBuf>,
    /// The folders below that cannot be read, and why.
    pub closed: Vec<(PathBuf, io::Error)>,
}

/// The files of a path that have an ending: the path itself if it is a file, whatever its
/// ending, or all in a folder and below. A folder that is reached twice, by a link, is looked
/// into once; one whose name begins with a dot is passed over.
///
/// # Errors
/// When the path itself cannot be read.
pub fn with_ending(path: &Path, ending: &str) -> io::Result<Inside> {
    let mut inside = Inside::default();
    if !fs::metadata(path)?.is_dir() {
        inside.files.push(path.to_owned());
        return Ok(inside);
    }
    let mut seen = HashSet::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match entries(&folder, &mut seen) {
            Ok(entries) => entries,
            Err(error) if folder == path => return Err(error),
            Err(error) => {
                inside.closed.push((folder, error));
                continue;
            }
        };
        for (path, kind) in entries {
            let hidden = path
                .file_name()
                .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
            let wanted = path.extension().is_some_and(|found| found == ending);
            match kind {
                Kind::Folder if !hidden => folders.push(path),
                Kind::File if wanted && !hidden => inside.files.push(path),
                _ => {}
            }
        }
    }
    // By the names of the folders, one after the other.
    inside.files.sort_by_cached_key(|path| {
        let mut bytes = path.as_os_str().as_bytes().to_owned();
        bytes.iter_mut().for_each(|byte| {
            if *byte == b'/' {
                *byte = 0;
            }
        });
        bytes
    });
    Ok(inside)
}

/// What bears a name in a folder, links followed.
enum Kind {
    Folder,
    File,
    /// Neither, or a link that leads nowhere.
    Other,
}

/// What is in a folder; nothing where that has been seen.
fn entries(folder: &Path, seen: &mut HashSet<PathBuf>) -> io::Result<Vec<(PathBuf, Kind)>> {
    if !seen.insert(fs::canonicalize(folder)?) {
        return Ok(Vec::new());
    }
    let kind = |entry: &fs::DirEntry| {
        // The folder itself says what most of them are; the others have to be looked at.
        let own = entry.file_type().ok();
        let kind = own.filter(|kind| kind.is_dir() || kind.is_file());
        match kind.or_else(|| {
            fs::metadata(entry.path())
                .ok()
                .map(|found| found.file_type())
        }) {
            Some(kind) if kind.is_dir() => Kind::Folder,
            Some(kind) if kind.is_file() => Kind::File,
            _ => Kind::Other,
        }
    };
    fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| (entry.path(), kind(&entry))))
        .collect()
}

/// Opens a file for reading and writing; makes it, readable by its owner alone, where it is not.
///
/// # Errors
/// When it can be neither opened nor made.
pub fn open_private(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
}

/// Makes a new file in one go: `fill` writes it under another name (an empty file, readable by
/// its owner alone), and only when that is done and on the disk does it get its own. A file of
/// that name, made meanwhile by another process, is left alone.
///
/// # Errors
/// When `fill` fails, or the folder cannot be written to.
pub fn create_whole<E: From<io::Error>>(
    path: &Path,
    fill: impl FnOnce(&Path) -> Result<(), E>,
) -> Result<(), E> {
    let mut unfinished = Unfinished::beside(path, 0o600)?;
    fill(unfinished.path())?;
    unfinished.file().sync_all()?;
    match unfinished.place(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error.into()),
        Ok(()) => Ok(sync_folder(path)?),
    }
}

/// Writes a file, new or in place of an old one, so that at any moment, even after a power cut,
/// either the old content is there or the new. Only its owner can read it.
///
/// # Errors
/// When it cannot be written; then the old content stays.
pub fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut unfinished = Unfinished::beside(path, 0o600)?;
    unfinished.file().write_all(content)?;
    unfinished.file().sync_all()?;
    unfinished.replace(path)?;
    sync_folder(path)
}

/// Writes a new file of the learner's own, readable as their other files are, in one go. One
/// that is there already stays as it is.
///
/// # Errors
/// When it cannot be written; `AlreadyExists` when there is one.
pub fn create_document(path: &Path, content: &[u8]) -> io::Result<()> {
    // What the learner's `umask` takes away is not theirs to give.
    let mut unfinished = Unfinished::beside(path, 0o666)?;
    unfinished.file().write_all(content)?;
    unfinished.file().sync_all()?;
    unfinished.place(path)?;
    sync_folder(path)
}

/// What came of [`replace_whole`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    /// The new content is there.
    Done,
    /// The file does not have the old content any more; it is as it was found.
    ChangedMeanwhile,
}

/// Gives a file another content, as [`write_whole`] does, if it still has the content it was read
/// with. Its permissions and its owner stay, and a link stays a link: the file it leads to changes.
///
/// # Errors
/// When it may not be written, or cannot; then the old content stays.
pub fn replace_whole(path: &Path, old: &[u8], new: &[u8]) -> io::Result<Replaced> {
    let path = fs::canonicalize(path)?;
    let found = fs::metadata(&path)?;
    if !found.is_file() {
        return Err(io::Error::other("it is no ordinary file"));
    }
    // A new file could take the place of one that may not be written, as could its owner, who
    // has said that it is not to be.
    if found.permissions().readonly() {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it is read-only",
        ));
    }
    OpenOptions::new().write(true).open(&path)?;
    let mut unfinished = Unfinished::beside(&path, 0o600)?;
    let made = unfinished.file().metadata()?;
    if (made.uid(), made.gid()) != (found.uid(), found.gid()) {
        // Only the superuser can give a file away.
        let _ = fchown(unfinished.file(), Some(found.uid()), Some(found.gid()));
    }
    unfinished.file().set_permissions(found.permissions())?;
    unfinished.file().write_all(new)?;
    unfinished.file().sync_all()?;
    if fs::read(&path)? != old {
        return Ok(Replaced::ChangedMeanwhile);
    }
    unfinished.replace(&path)?;
    sync_folder(&path)?;
    Ok(Replaced::Done)
}

/// Whether new files can be made in a folder: one is made, and is gone again.
///
/// # Errors
/// When none can.
pub fn takes_files(folder: &Path) -> io::Result<()> {
    Unfinished::beside(&folder.join("probe"), 0o600).map(drop)
}

/// Makes a new name in a folder last through a power cut.
fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(folder_of(path))?.sync_all()
}

/// The folder that a file is in.
pub fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn found<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_is_made_is_its_owners_alone() {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("a/b");
        create_folder(&folder).unwrap();
        create_folder(&folder).unwrap();
        write_whole(&folder.join("whole"), b"1").unwrap();
        open_private(&folder.join("open")).unwrap();
        assert_eq!(
            (
                mode(&folder),
                mode(&folder.join("whole")),
                mode(&folder.join("open"))
            ),
            (0o700, 0o600, 0o600)
        );
    }

    #[test]
    fn what_has_just_been_written_is_young_and_what_comes_from_another_clock_is_not() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let ms = Duration::from_millis;
        assert!(is_young(now, now) && is_young(now - ms(7), now));
        assert!(!is_young(now - ms(8), now) && !is_young(now + ms(1), now));
    }

    #[test]
    fn a_file_that_cannot_be_finished_leaves_nothing_behind() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("file");
        let failed = create_whole(&path, |_| Err(io::Error::other("no")));
        assert!(failed.is_err());
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_new_file_never_takes_the_place_of_another() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("file");
        write_whole(&path, b"first").unwrap();
        create_whole(&path, |unfinished| fs::write(unfinished, b"second")).unwrap();
        assert_eq!(read(&path).unwrap().unwrap(), b"first");
        write_whole(&path, b"another").unwrap();
        assert_eq!(read(&path).unwrap().unwrap(), b"another");
        assert_eq!(length(&path).unwrap(), Some(7));
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_document_is_made_once_and_whole() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("deck.toml");
        create_document(&path, b"first").unwrap();
        let again = create_document(&path, b"second").unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(read(&path).unwrap().unwrap(), b"first");
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
        fs::write(temp.path().join("other"), b"").unwrap();
        assert_eq!(mode(&path), mode(&temp.path().join("other")));
    }

    #[test]
    fn a_file_is_replaced_as_it_is_and_where_it_is() {
        let temp = tempfile::tempdir().unwrap();
        let (path, link) = (temp.path().join("file"), temp.path().join("link"));
        fs::write(&path, b"old").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("file", &link).unwrap();
        assert_eq!(
            replace_whole(&link, b"old", b"new").unwrap(),
            Replaced::Done
        );
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(mode(&path), 0o640);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_file_that_changed_or_may_not_be_written_stays() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("file");
        fs::write(&path, b"another").unwrap();
        let replaced = replace_whole(&path, b"old", b"new").unwrap();
        assert_eq!(replaced, Replaced::ChangedMeanwhile);
        fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
        let error = replace_whole(&path, b"another", b"new").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(fs::read(&path).unwrap(), b"another");
        assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 1);
        assert!(replace_whole(temp.path(), b"", b"").is_err());
    }

    /// A file to which another program writes while it is read for the first `times`.
    fn written_to_meanwhile(times: usize) -> io::Result<Vec<u8>> {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("deck.toml");
        fs::write(&path, b"half").unwrap();
        let mut written = 0;
        read_whole(&mut File::open(&path).unwrap(), || {
            if written < times {
                let mut file = OpenOptions::new().append(true).open(&path).unwrap();
                file.write_all(b" whole").unwrap();
            }
            written += 1;
        })
    }

    #[test]
    fn a_file_that_is_written_to_while_it_is_read_is_read_again() {
        assert_eq!(written_to_meanwhile(0).unwrap(), b"half");
        assert_eq!(written_to_meanwhile(1).unwrap(), b"half whole");
        let error = written_to_meanwhile(usize::MAX).unwrap_err();
        assert!(error.to_string().starts_with("it is being written to"));
    }

    #[test]
    fn what_is_not_there_is_no_error() {
        let temp = tempfile::tempdir().unwrap();
        let none = temp.path().join("none");
        assert_eq!(read(&none).unwrap(), None);
        assert_eq!(length(&none).unwrap(), None);
    }
}
