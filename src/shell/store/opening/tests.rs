//! What opening makes, what it refuses, and what survives.

use std::os::unix::fs::PermissionsExt;

use retain::review::Rating;

use super::*;
use crate::shell::store::testing::{NEW, answer, me, open};

fn refusal(folder: &Path) -> (Fault, String) {
    let error = Store::open(folder, me(0.9), NEW).err().unwrap();
    let text = error.to_string();
    (error.fault, text)
}

/// Runs this with the rights of an ordinary user, to whom permissions apply, even where the
/// tests are run by one to whom they do not.
#[cfg(target_os = "linux")]
fn unprivileged<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    use rustix::thread::{CapabilitySet, CapabilitySets, set_capabilities};
    std::thread::scope(|scope| {
        scope
            .spawn(|| {
                let none = CapabilitySet::empty();
                let sets = CapabilitySets {
                    effective: none,
                    permitted: none,
                    inheritable: none,
                };
                set_capabilities(None, sets).unwrap();
                run()
            })
            .join()
            .unwrap()
    })
}

#[test]
fn a_new_store_is_whole_private_and_says_who_made_it() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("data");
    assert!(
        Store::open_existing(&folder, me(0.9), NEW.day)
            .unwrap()
            .is_none()
    );
    assert_eq!(
        files::length(&folder).unwrap(),
        None,
        "reading makes nothing"
    );
    let store = open(&folder);
    assert_eq!(store.device(), NEW.device);
    let pragma = |name: &str| -> String {
        let connection = &store.connection;
        let value: rusqlite::types::Value = connection
            .pragma_query_value(None, name, |row| row.get(0))
            .unwrap();
        format!("{value:?}")
    };
    assert_eq!(pragma("journal_mode"), r#"Text("wal")"#);
    assert_eq!(pragma("synchronous"), "Integer(2)");
    for file in ["retain.db", "retain.db-wal"] {
        let mode = files::open_private(&folder.join(file))
            .unwrap()
            .metadata()
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    let other = Creation {
        device: Uuid::from_u128(9),
        at: 0,
        day: 20_416,
    };
    drop(store);
    let again = Store::open(&folder, me(0.9), other).unwrap();
    assert_eq!(again.device(), NEW.device);
}

#[test]
fn many_processes_that_start_at_once_share_one_store() {
    let temp = tempfile::tempdir().unwrap();
    let devices: Vec<Uuid> = std::thread::scope(|scope| {
        let open_nth = |n: u128| {
            let creation = Creation {
                device: Uuid::from_u128(n),
                at: 0,
                day: 20_416,
            };
            let mut store = Store::open(temp.path(), me(0.9), creation).unwrap();
            store.commit(&answer(n, 1, 1, Rating::Good)).unwrap();
            store.device()
        };
        let all: Vec<_> = (1..=20).map(|n| scope.spawn(move || open_nth(n))).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(devices.iter().all(|device| *device == devices[0]));
    assert_eq!(open(temp.path()).review_count().unwrap(), 20);
}

#[test]
fn what_is_no_store_is_refused_and_left_alone() {
    let cases: [(&[u8], &str); 3] = [
        (b"", "is empty: 0 bytes"),
        (
            b"not a database, but a letter to a friend",
            "is no database",
        ),
        (&[0xab; 9000], "is no database"),
    ];
    for (content, expected) in cases {
        let temp = tempfile::tempdir().unwrap();
        let path = path_in(temp.path());
        files::write_whole(&path, content).unwrap();
        let (_, said) = refusal(temp.path());
        assert!(said.contains(expected), "{said}");
        assert!(said.contains("retain.db"), "{said}");
        assert!(Store::open_existing(temp.path(), me(0.9), NEW.day).is_err());
        assert_eq!(files::read(&path).unwrap().unwrap(), content);
    }
}

#[test]
fn another_programs_database_is_refused() {
    let temp = tempfile::tempdir().unwrap();
    let theirs = Connection::open(path_in(temp.path())).unwrap();
    theirs
        .execute_batch("CREATE TABLE songs (title TEXT)")
        .unwrap();
    let (fault, _) = refusal(temp.path());
    assert!(matches!(fault, Fault::Foreign(0)));
    theirs.pragma_update(None, "application_id", 77).unwrap();
    let (_, said) = refusal(temp.path());
    assert!(
        said.contains("another program (application id 0x0000004d)"),
        "{said}"
    );
}

#[test]
fn a_store_of_a_newer_version_is_refused() {
    let temp = tempfile::tempdir().unwrap();
    let store = open(temp.path());
    store
        .connection
        .pragma_update(None, "user_version", schema::STEPS.len() + 1)
        .unwrap();
    let (_, said) = refusal(temp.path());
    let (known, newer) = (schema::STEPS.len(), schema::STEPS.len() + 1);
    let expected = format!(
        "was made by a newer retain (schema {newer}; this one knows {known}): update retain"
    );
    assert!(said.ends_with(&expected), "{said}");
    assert!(Store::open_existing(temp.path(), me(0.9), NEW.day).is_err());
}

#[test]
fn answers_whose_store_is_gone_are_not_thrown_away() {
    let temp = tempfile::tempdir().unwrap();
    files::write_whole(&log_of(&path_in(temp.path())), b"answers").unwrap();
    let (fault, said) = refusal(temp.path());
    assert!(matches!(fault, Fault::OnlyLog));
    assert!(said.contains("retain.db-wal"), "{said}");
}

#[test]
fn a_folder_in_place_of_a_file_and_the_reverse_are_explained() {
    let temp = tempfile::tempdir().unwrap();
    files::create_folder(&path_in(temp.path())).unwrap();
    let (fault, said) = refusal(temp.path());
    assert!(matches!(fault, Fault::CannotOpen(_)), "{said}");

    let file = temp.path().join("file");
    files::write_whole(&file, b"").unwrap();
    let (fault, said) = refusal(&file.join("data"));
    assert!(matches!(fault, Fault::Folder(_)), "{said}");
}

#[test]
fn a_store_cut_short_or_scribbled_over_is_damaged() {
    let temp = tempfile::tempdir().unwrap();
    let mut store = open(temp.path());
    for n in 1..200 {
        store.commit(&answer(n, n as u8, 1, Rating::Good)).unwrap();
    }
    drop(store);
    let path = path_in(temp.path());
    let whole = files::read(&path).unwrap().unwrap();

    files::write_whole(&path, &whole[..whole.len() / 2]).unwrap();
    let cut = Store::open(temp.path(), me(0.9), NEW)
        .and_then(|store| store.memories().map(drop).and(store.counted(drop)));
    assert!(matches!(cut.err().unwrap().fault, Fault::Damaged(_)));

    let mut scribbled = whole.clone();
    scribbled[4096..].fill(0x5a);
    files::write_whole(&path, &scribbled).unwrap();
    assert!(matches!(refusal(temp.path()).0, Fault::Damaged(_)));
}

#[cfg(target_os = "linux")]
#[test]
fn a_store_that_may_not_be_written_to_can_still_be_read() {
    use rustix::fs::chmod;
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("strange #1?%");
    let mut store = open(&folder);
    store.commit(&answer(1, 1, 1, Rating::Good)).unwrap();
    drop(store);
    chmod(path_in(&folder), 0o400.into()).unwrap();
    // At another retention the memory is stale, and cannot be written.
    let read = || {
        Store::open_existing(&folder, me(0.7), NEW.day)
            .unwrap()
            .unwrap()
    };
    let written = |learner| unprivileged(|| Store::open(&folder, learner, NEW).err().unwrap());

    let in_memory = unprivileged(|| read().memories().unwrap());
    assert_eq!(in_memory.len(), 1);
    assert!(matches!(written(me(0.9)).fault, Fault::ReadOnly));

    chmod(&folder, 0o500.into()).unwrap();
    assert_eq!(unprivileged(|| read().memories().unwrap()), in_memory);
    assert_eq!(unprivileged(|| read().day(1).unwrap().new), 1);
    let said = written(me(0.9)).to_string();
    assert!(said.contains("writ"), "{said}");
    chmod(&folder, 0o700.into()).unwrap();
    chmod(path_in(&folder), 0o600.into()).unwrap();
    assert_eq!(
        read().memories().unwrap(),
        in_memory,
        "written down as it was read"
    );
}

#[test]
fn a_copy_of_the_files_in_the_middle_of_a_sitting_has_every_answer() {
    let temp = tempfile::tempdir().unwrap();
    let copy = tempfile::tempdir().unwrap();
    let mut store = open(temp.path());
    for n in 1..=50u128 {
        store
            .commit(&answer(n, (n % 7) as u8, n as i32, Rating::Good))
            .unwrap();
        // What is left after the process has been killed here: the two files, as they are.
        for name in ["retain.db", "retain.db-wal"] {
            let bytes = files::read(&temp.path().join(name)).unwrap().unwrap();
            files::write_whole(&copy.path().join(name), &bytes).unwrap();
        }
        let left = open(copy.path());
        assert_eq!(left.review_count().unwrap(), n as u64);
        assert_eq!(left.memories().unwrap(), store.memories().unwrap());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_may_not_be_written_to_gets_no_store() {
    let temp = tempfile::tempdir().unwrap();
    rustix::fs::chmod(temp.path(), 0o500.into()).unwrap();
    let (fault, said) = unprivileged(|| refusal(temp.path()));
    assert!(matches!(fault, Fault::ReadOnly), "{said}");
    let (fault, said) = unprivileged(|| refusal(&temp.path().join("data")));
    assert!(matches!(fault, Fault::Folder(_)), "{said}");
    assert!(said.contains("data` cannot be made: "), "{said}");
}
