//! Files that are copied, moved out of the way and cleared away: what backups and rescues need.
#![expect(
    clippy::disallowed_methods,
    reason = "a part of the place where files are touched"
)]

use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::{create_folder, folder_of, found, sync_folder};

/// How the names of files begin that are not finished yet.
pub const UNFINISHED: &str = ".retain-unfinished-";

/// The names in a folder, in their order; none where there is no folder.
///
/// # Errors
/// When it cannot be read.
pub fn names(folder: &Path) -> io::Result<Vec<String>> {
    let Some(entries) = found(fs::read_dir(folder))? else {
        return Ok(Vec::new());
    };
    let mut names = Vec::new();
    for entry in entries {
        names.extend(entry?.file_name().into_string().ok());
    }
    names.sort();
    Ok(names)
}

/// Removes a file; one that is not there is as good.
///
/// # Errors
/// When it is there and stays.
pub fn remove(path: &Path) -> io::Result<()> {
    found(fs::remove_file(path)).map(|_| ())
}

/// How many bytes fit into the file system of a folder; none where that is not known.
pub fn room(folder: &Path) -> Option<u64> {
    let found = rustix::fs::statvfs(folder).ok()?;
    found.f_bavail.checked_mul(found.f_frsize)
}

/// Sends what has been written to a file to the disk.
///
/// # Errors
/// When that fails.
pub fn sync(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_data()
}

/// A folder for work in progress, inside another; it goes, with what is in it, when dropped.
///
/// # Errors
/// When it cannot be made.
pub fn workshop(folder: &Path) -> io::Result<tempfile::TempDir> {
    tempfile::Builder::new()
        .prefix(UNFINISHED)
        .permissions(Permissions::from_mode(0o700))
        .tempdir_in(folder)
}

/// Copies a file to a name that is free, readable by its owner alone; nothing is done where
/// there is no file.
///
/// # Errors
/// When it cannot be read or written.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if found(fs::copy(from, to))?.is_some() {
        fs::set_permissions(to, Permissions::from_mode(0o600))?;
    }
    Ok(())
}

/// Puts `new` in the place of the first of some files, all of which are kept, under the names
/// they have, in the folder `aside`, which is made. At any moment each old file is under one of
/// its two names.
///
/// # Errors
/// When a file cannot be linked or moved; the old ones are then under one name or both.
pub fn exchange(files: &[PathBuf], new: Option<&Path>, aside: &Path) -> io::Result<()> {
    create_folder(aside)?;
    for path in files {
        if let Some(name) = path.file_name() {
            found(fs::hard_link(path, aside.join(name)))?;
        }
    }
    File::open(aside)?.sync_all()?;
    sync_folder(aside)?;
    // The first goes last: what belongs to it must not meet the new one.
    for path in files.iter().skip(1) {
        remove(path)?;
    }
    let Some(first) = files.first() else {
        return Ok(());
    };
    match new {
        Some(new) => {
            File::open(new)?.sync_all()?;
            fs::rename(new, first)?;
        }
        None => remove(first)?,
    }
    File::open(folder_of(first))?.sync_all()
}
