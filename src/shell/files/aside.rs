//! Files that are copied, moved out of the way and cleared away: what backups and rescues need.
#![expect(
    clippy::disallowed_methods,
    reason = "a part of the place where files are touched"
)]

use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::{create_folder, folder_of, found, sync_folder};

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

/// How the name of a folder ends for whose files others are still being put in place.
const EXCHANGING: &str = "-unfinished";

/// Puts `new` in the place of the first of some files, all of which are kept, under the names
/// they have, in the folder `aside`, which is made. At any moment each old file is under one of
/// its two names; what is broken off is for [`settle_exchange`].
///
/// # Errors
/// When a file cannot be linked or moved; the old ones are then under one name or both.
pub fn exchange(files: &[PathBuf], new: Option<&Path>, aside: &Path) -> io::Result<()> {
    let mut unfinished = aside.as_os_str().to_owned();
    unfinished.push(EXCHANGING);
    let unfinished = Path::new(&unfinished);
    create_folder(unfinished)?;
    for path in files {
        if let Some(name) = path.file_name() {
            found(fs::hard_link(path, unfinished.join(name)))?;
        }
    }
    File::open(unfinished)?.sync_all()?;
    sync_folder(unfinished)?;
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
    File::open(folder_of(first))?.sync_all()?;
    fs::rename(unfinished, aside)?;
    sync_folder(aside)
}

/// Whether there is something for [`settle_exchange`] in a folder of files that were kept.
pub fn exchange_broke_off(kept: &Path) -> bool {
    names(kept).is_ok_and(|names| names.iter().any(|name| name.ends_with(EXCHANGING)))
}

/// What became of an exchange that broke off.
#[derive(Debug)]
pub enum Settled {
    /// The new file is in place; the old ones are in this folder.
    Ended(PathBuf),
    /// The old files are in place.
    TakenBack,
}

/// Takes back each exchange of these files that broke off before the new file was in place, and
/// ends each that broke off after it. To be called by whoever alone exchanges files.
///
/// # Errors
/// When a file cannot be linked or removed; nothing is lost then.
pub fn settle_exchange(files: &[PathBuf], kept: &Path) -> io::Result<Vec<Settled>> {
    let mut settled = Vec::new();
    for name in names(kept)? {
        let Some(done) = name.strip_suffix(EXCHANGING) else {
            continue;
        };
        let unfinished = kept.join(&name);
        let Some(first) = files.first() else {
            continue;
        };
        let old = |path: &Path| unfinished.join(path.file_name().unwrap_or_default());
        let inode = |path: &Path| found(fs::metadata(path)).map(|found| found.map(|it| it.ino()));
        let (here, there) = (inode(first)?, inode(&old(first))?);
        let others_there = files.iter().skip(1).any(|path| old(path).exists());
        // Without a first file there were only the others.
        let is_done = if there.is_some() {
            here != there
        } else {
            here.is_some() && others_there
        };
        if is_done {
            let aside = kept.join(done);
            fs::rename(&unfinished, &aside)?;
            sync_folder(&aside)?;
            settled.push(Settled::Ended(aside));
            continue;
        }
        for path in files.iter().skip(1) {
            if !path.exists() {
                found(fs::hard_link(old(path), path))?;
            }
        }
        sync_folder(first)?;
        fs::remove_dir_all(&unfinished)?;
        settled.push(Settled::TakenBack);
    }
    Ok(settled)
}
