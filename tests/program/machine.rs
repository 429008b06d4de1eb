//! What the machine does to a learner: a disk that is full, folders that may not be written to, a
//! clock that leaps, files of SQLite that are gone or another's, and many runs at once. What is
//! said, and that nothing is lost.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use rusqlite::Connection;

use crate::house::{ELEVEN, House, Ran, ran, run};
use crate::talk::{SKIP, Talk, skip};
use crate::trace::Trace;

/// A house with 3 answers, in one file.
fn house() -> House {
    let house = House::with_cards(ELEVEN);
    house
        .plain(&["deck.toml"], &[":skip", ":skip", ":skip"])
        .fine_code();
    house
}

fn log(house: &House) -> String {
    house.run(&["doctor"], "").fine_code();
    house.run(&["doctor", "--export"], "").fine_code().out
}

/// Whether all lines of a log are in another.
#[track_caller]
fn kept(old: &str, new: &str) {
    let lost: Vec<&str> = old.lines().filter(|line| !new.contains(line)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_disk_that_is_full_from_any_write_on_takes_no_answer_away() {
    let Some(trace) = Trace::begin() else {
        return;
    };
    let mut house = house();
    house.at("2026-11-24T07:00:00Z").seeded(2);
    let old = log(&house);
    let arguments = ["study", "--json", "deck.toml"];
    let input = format!("{SKIP}\n").repeat(4);
    let writes = "pwrite64,fallocate";
    let mut told = 0;
    for from in [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144] {
        let full = house.copy();
        let command = full.command(&arguments);
        let ran = trace.fail(&command, &input, writes, "ENOSPC", from);
        let marks = ran.of_type("mark").len();
        let new = log(&full);
        kept(&old, &new);
        assert_eq!(full.saved(), 3 + i64::try_from(marks).unwrap(), "{ran:?}");
        if ran.code == 2 {
            told += 1;
            assert!(ran.err.contains("the disk is full"), "{}", ran.err);
            assert!(ran.err.contains("make room"), "{}", ran.err);
        } else {
            // Only the backup or what is derived may have met the end of the disk.
            assert_eq!((ran.code, marks), (0, 4), "{}", ran.err);
        }
        full.plain(&["deck.toml"], &[":skip"]).fine_code();
    }
    assert!(told > 3, "{told}");
}

#[test]
fn a_deck_is_not_mended_on_a_full_disk_and_stays_as_it_is() {
    let Some(trace) = Trace::begin() else {
        return;
    };
    let house = House::new();
    let old = "[deck]\ntitle = \"T\"\n[[card]]\nquestion = \"Which sea?\"\nanwser = \"black\"\n";
    house.write("deck.toml", old);
    let command = house.command(&["check", "--fix", "deck.toml"]);
    let ran = trace.fail(&command, "", "write,pwrite64", "ENOSPC", 1);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert_eq!(fs::read_to_string(house.path("deck.toml")).unwrap(), old);
    house.run(&["check", "--fix", "deck.toml"], "").fine();
}

/// A small file system of its own, full to the last byte, in a name space where mounting is
/// allowed; none where that is not.
fn on_a_full_disk(house: &House, arguments: &[&str], input: &str) -> Option<(Ran, String)> {
    let script = "mount -t tmpfs -o size=4m tmpfs full || exit 77; cp -a data/. full/; \
                  cat /dev/zero > full/ballast 2>/dev/null; program=$1; shift; \
                  \"$program\" --data-dir full \"$@\"; code=$?; rm full/ballast; \
                  cp -a full/. after/; exit $code";
    for folder in ["full", "after"] {
        fs::create_dir_all(house.path(folder)).unwrap();
    }
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", script, "sh"]);
    command.arg(house.bare().get_program());
    command
        .args(["--now", "2026-11-24T07:00:00Z"])
        .args(arguments);
    command.current_dir(house.path("")).env("NO_COLOR", "1");
    if !Command::new("unshare")
        .args(["-rm", "true"])
        .status()
        .is_ok_and(|it| it.success())
    {
        eprintln!("no name space of one's own is to be had here: not tried");
        return None;
    }
    let ran = run(command, input.as_bytes());
    if ran.code == 77 {
        eprintln!("mounting is not allowed here: not tried");
        return None;
    }
    let mut export = house.bare();
    export.args(["--data-dir", "after", "doctor", "--export"]);
    Some((ran, run(export, b"").fine_code().out))
}

#[test]
fn a_file_system_without_room_refuses_answers_and_keeps_those_there_are() {
    let house = house();
    let old = log(&house);
    for (way, reply) in [("--plain", ":skip\n"), ("--json", "{\"type\":\"skip\"}\n")] {
        let input = reply.repeat(3);
        let arguments = ["study", way, "deck.toml"];
        let Some((ran, exported)) = on_a_full_disk(&house, &arguments, &input) else {
            return;
        };
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.err.contains("the disk is full"), "{}", ran.err);
        assert_eq!(exported, old);
    }
}

/// The program as a user who is not root; none where that cannot be had.
fn as_nobody(house: &House, arguments: &[&str]) -> Option<Command> {
    let itself = house.command(arguments);
    let mut command = if rustix::process::getuid().is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        let works = Command::new("setpriv")
            .args(["--reuid=65534", "--clear-groups", "true"])
            .status();
        if !works.is_ok_and(|status| status.success()) {
            eprintln!("`setpriv` is missing or may not change users: not tried");
            return None;
        }
        command.arg(itself.get_program());
        command
    } else {
        Command::new(itself.get_program())
    };
    command.args(itself.get_args()).env_clear();
    for (name, value) in itself.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command.current_dir(itself.get_current_dir().unwrap());
    Some(command)
}

fn mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// The program cannot be reached by others below a folder of root's.
fn reachable(house: &House) -> bool {
    as_nobody(house, &["--version"]).is_some_and(|command| {
        let mut command = command;
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let works = command.status().is_ok_and(|status| status.success());
        if !works {
            eprintln!("another user cannot run the program where it is: not tried");
        }
        works
    })
}

#[test]
fn what_may_only_be_read_is_read_and_an_answer_is_refused() {
    let house = house();
    let old = log(&house);
    for path in ["", "data", "home"] {
        mode(&house.path(path), 0o755);
    }
    if !reachable(&house) {
        return;
    }
    for path in ["data/retain.db", "deck.toml", "data/study.lock"] {
        mode(&house.path(path), 0o644);
    }
    mode(&house.path("data"), 0o555);
    for arguments in [
        &["stats"][..],
        &["decks"],
        &["doctor"],
        &["check", "deck.toml"],
    ] {
        let read = run(as_nobody(&house, arguments).unwrap(), b"");
        assert_eq!(read.code, 0, "{arguments:?} {}", read.err);
    }
    for arguments in [
        &["study", "--plain", "deck.toml"][..],
        &["doctor", "--set-aside"],
    ] {
        let refused = run(as_nobody(&house, arguments).unwrap(), b":skip\n");
        assert_eq!(refused.code, 2, "{arguments:?} {}", refused.out);
        assert!(refused.err.contains("data"), "{}", refused.err);
    }
    mode(&house.path("data"), 0o755);
    assert_eq!(log(&house), old);
}

#[test]
fn a_folder_that_may_not_be_looked_into_is_named_and_the_other_decks_are_asked() {
    let house = house();
    house.write(
        "data/decks/open.toml",
        fs::read(house.path("deck.toml")).unwrap(),
    );
    house.write(
        "data/decks/closed/deck.toml",
        "[deck]\ntitle = \"Closed\"\n",
    );
    for path in ["", "data", "home", "data/decks"] {
        mode(&house.path(path), 0o777);
    }
    if !reachable(&house) {
        return;
    }
    for path in ["data/retain.db", "data/study.lock", "data/decks/open.toml"] {
        mode(&house.path(path), 0o666);
    }
    let _ = fs::remove_dir_all(house.path("data/cache"));
    mode(&house.path("data/decks/closed"), 0o000);
    let asked = run(
        as_nobody(&house, &["study", "--plain"]).unwrap(),
        b":skip\n",
    );
    let checked = run(as_nobody(&house, &["check", "data/decks"]).unwrap(), b"");
    mode(&house.path("data/decks/closed"), 0o755);
    assert_eq!(asked.code, 0, "{}", asked.err);
    assert!(asked.out.contains("wrong: the answer is"), "{}", asked.out);
    assert!(
        asked.out.contains("decks/closed") || asked.err.contains("decks/closed"),
        "{asked:?}"
    );
    assert_eq!(checked.code, 2);
    assert!(checked.err.contains("decks/closed"), "{}", checked.err);
}

/// A house whose last 3 answers are in the write-ahead log alone.
fn with_log() -> House {
    let mut house = house();
    house.at("2026-11-24T07:00:00Z").seeded(2);
    let mut talk = Talk::start(&house, &["study", "--json", "deck.toml"]);
    skip(&mut talk, 3);
    talk.signal(rustix::process::Signal::KILL);
    talk.end();
    house
}

#[test]
fn without_its_write_ahead_log_a_store_is_as_it_was_before_that_began() {
    let house = with_log();
    assert!(house.path("data/retain.db-shm").exists());
    fs::remove_file(house.path("data/retain.db-wal")).unwrap();
    let told = house.run(&["doctor"], "").fine();
    assert_eq!(told.out, "the store is sound: 3 answers\n");
    house.plain(&["deck.toml"], &[":skip"]).fine_code();
    assert_eq!(house.saved(), 4);
}

#[test]
fn a_write_ahead_log_that_is_none_is_passed_over() {
    let other = with_log();
    let log = fs::read(other.path("data/retain.db-wal")).unwrap();
    let mut scribbled = log.clone();
    scribbled[40..].fill(0x5a);
    for stale in [&scribbled[..], &log[..20], b"a shopping list"] {
        let house = house();
        house.write("data/retain.db-wal", stale);
        let told = house.run(&["doctor"], "").fine();
        assert_eq!(told.out, "the store is sound: 3 answers\n");
        house.plain(&["deck.toml"], &[":skip"]).fine_code();
        assert_eq!(house.saved(), 4);
    }
}

#[test]
fn the_write_ahead_log_of_another_program_is_refused_and_neither_is_touched() {
    let other = House::new();
    let path = other.path("songs.db");
    let songs = Connection::open(&path).unwrap();
    songs.pragma_update(None, "journal_mode", "wal").unwrap();
    songs
        .execute_batch("CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES ('Moon River')")
        .unwrap();
    let log = fs::read(other.path("songs.db-wal")).unwrap();
    for arguments in [
        &["study", "--plain", "deck.toml"][..],
        &["stats"],
        &["doctor"],
    ] {
        let house = house();
        let store = fs::read(house.store()).unwrap();
        let beside = house.write("data/retain.db-wal", &log);
        let refused = house.run(arguments, ":skip\n");
        assert_eq!(refused.code, 2, "{arguments:?} {}", refused.out);
        assert!(
            refused.err.contains("database of another program"),
            "{}",
            refused.err
        );
        assert!(fs::read(house.store()).unwrap() == store, "{arguments:?}");
        assert!(fs::read(&beside).unwrap() == log, "{arguments:?}");
        fs::remove_file(beside).unwrap();
        assert_eq!(house.saved(), 3);
    }
}

#[test]
fn a_clock_that_leaps_ahead_loses_nothing_and_is_told_when_it_is_back() {
    let mut house = house();
    let old = log(&house);
    house.at("2027-12-28T07:00:00Z");
    let ahead = house.plain(&["deck.toml"], &[":skip", ":quit"]).fine_code();
    assert!(ahead.out.contains("due"), "{}", ahead.out);
    assert_eq!(house.saved(), 4);
    house.at("2026-11-24T07:00:00Z");
    let back = house.plain(&["deck.toml"], &[":skip", ":quit"]).fine_code();
    let note = "note: the clock is 399 days behind your last answer";
    assert!(back.out.contains(note), "{}", back.out);
    assert_eq!(house.saved(), 5);
    kept(&old, &log(&house));
    let names: Vec<String> = fs::read_dir(house.path("data/backups"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "lock")
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn a_deck_may_be_mended_beside_its_sitting() {
    let house = House::new();
    let card =
        |n, key| format!("[[card]]\nid = \"c{n}\"\nquestion = \"Sea {n}?\"\n{key} = \"black\"\n");
    let cards = format!(
        "{}{}{}",
        card(1, "answer"),
        card(2, "answer"),
        card(3, "anwser")
    );
    house.deck("deck.toml", &cards);
    let mut talk = Talk::start(&house, &["study", "--json", "deck.toml"]);
    skip(&mut talk, 1);
    house.run(&["check", "--fix", "deck.toml"], "").fine();
    assert!(
        !fs::read_to_string(house.path("deck.toml"))
            .unwrap()
            .contains("anwser")
    );
    skip(&mut talk, 1);
    talk.say(r#"{"type":"quit"}"#);
    assert_eq!(talk.end().code, 0);
    assert_eq!(house.saved(), 2);
    let next = house.plain(&["deck.toml"], &[":quit"]).fine_code();
    assert!(next.out.contains("1 new"), "{}", next.out);
}

#[test]
fn twenty_sittings_at_once_begin_one_store_and_keep_every_marked_answer() {
    let house = House::with_cards(ELEVEN);
    let all: Vec<_> = (0..20)
        .map(|_| {
            let mut child = house.start(&["study", "--json", "deck.toml"]);
            use std::io::Write;
            let stdin = child.stdin.as_mut().unwrap();
            stdin
                .write_all(format!("{SKIP}\n").repeat(3).as_bytes())
                .unwrap();
            drop(child.stdin.take());
            child
        })
        .collect();
    let (mut marks, mut refused) = (0, 0);
    for child in all {
        let ran = ran(&child.wait_with_output().unwrap()).fine_code();
        marks += ran.of_type("mark").len();
        refused += ran.of_type("not-counted").len();
    }
    assert_eq!(house.saved(), i64::try_from(marks).unwrap());
    assert!(marks + refused <= 60, "{marks} {refused}");
    house.run(&["doctor"], "").fine();
}
