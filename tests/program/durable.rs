//! Nothing that was answered is lost, however a sitting ends and whatever the store meets.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::house::{ELEVEN, House, ran};
use crate::talk::{SKIP, Talk, skip};

#[test]
fn a_kill_after_any_mark_loses_nothing() {
    let house = House::new();
    let mut answers = 0;
    for k in 1..=20 {
        let mut talk = Talk::start(&house, &["study", "--json", "--new", "30"]);
        skip(&mut talk, k);
        talk.signal(Signal::KILL);
        assert_eq!(talk.end().code, -9);
        answers += k as i64;
        assert_eq!(house.saved(), answers, "after mark {k}");
    }
    house.run(&["doctor"], "").fine();
}

#[test]
fn a_kill_in_plain_lines_loses_nothing_either() {
    for k in [1, 2, 7, 20] {
        let house = House::new();
        let mut talk = Talk::start(&house, &["study", "--plain", "--new", "30"]);
        for _ in 0..k {
            talk.say(":skip");
            talk.until(|line| line.starts_with("wrong: the answer is"));
        }
        talk.signal(Signal::KILL);
        talk.end();
        assert_eq!(house.saved(), k);
    }
}

#[test]
fn signals_end_with_their_codes_and_everything_saved() {
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143), (Signal::HUP, 129)] {
        for way in ["--json", "--plain"] {
            let house = House::new();
            let mut talk = Talk::start(&house, &["study", way]);
            let skip = if way == "--json" { SKIP } else { ":skip" };
            for _ in 0..3 {
                talk.say(skip);
                talk.until(|line| line.contains("mark") || line.starts_with("wrong"));
            }
            talk.signal(signal);
            let ran = talk.end();
            assert_eq!((ran.code, ran.err.as_str()), (code, "3 answers saved\n"));
            assert_eq!(house.saved(), 3);
        }
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let house = House::new();
    for arguments in [
        &["study", "--json"][..],
        &["study", "--plain"],
        &["decks"],
        &["stats"],
        &["man"],
        &["completions", "bash"],
        &["config"],
        &["check"],
        &["study", "--help"],
    ] {
        let mut child = house.start(arguments);
        drop(child.stdout.take());
        for _ in 0..3 {
            let _ = child.stdin.as_mut().unwrap().write_all(b"\n");
        }
        let ran = ran(&child.wait_with_output().unwrap());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
fn answers_before_the_pipe_closed_are_saved() {
    let house = House::new();
    let mut talk = Talk::start(&house, &["study", "--json"]);
    skip(&mut talk, 2);
    let Talk { mut child, lines } = talk;
    drop(lines);
    let _ = writeln!(child.stdin.as_mut().unwrap(), "{SKIP}");
    assert_eq!(ran(&child.wait_with_output().unwrap()).code, 0);
    assert!((2..=3).contains(&house.saved()));
}

#[test]
fn of_two_sittings_at_once_the_second_is_told_and_no_card_counts_twice() {
    let house = House::with_cards(ELEVEN);
    let arguments = ["study", "--json", "deck.toml"];
    let asked = |talk: &mut Talk| -> Value {
        serde_json::from_str(&talk.until(|line| line.starts_with(r#"{"type":"ask""#))).unwrap()
    };
    let mut seen = Vec::new();
    // In its first moment the one does not say yet since when it goes on.
    let mut one = Talk::start(&house, &arguments);
    let mut first = asked(&mut one);
    let mut two = Talk::start(&house, &arguments);
    let mut second = asked(&mut two);
    assert_eq!(first["card"], second["card"]);
    for turn in 0..3 {
        one.say(SKIP);
        seen.push(first["card"].clone());
        first = asked(&mut one);
        // The open question of the other has been answered meanwhile, or is another one.
        two.say(SKIP);
        if turn == 0 {
            let told = two.until(|line| !line.starts_with(r#"{"type":"start""#));
            let not_counted = json!({
                "type": "not-counted", "n": 1, "card": second["card"],
                "message": "answered in another sitting meanwhile; this answer is not counted twice",
            });
            assert_eq!(serde_json::from_str::<Value>(&told).unwrap(), not_counted);
        }
        second = asked(&mut two);
        assert!(!seen.contains(&second["card"]), "turn {turn}: {second}");
    }
    for talk in [&mut one, &mut two] {
        talk.say(r#"{"type":"quit"}"#);
        talk.until(|line| line.starts_with(r#"{"type":"done""#));
    }
    let told = |talk: Talk| talk.end().fine_code().err;
    let (one, two) = (told(one), told(two));
    let either = if one.contains("another sitting is going on") {
        &one
    } else {
        &two
    };
    assert!(
        either.contains("another sitting is going on since 07:00 (process "),
        "{one}{two}"
    );
    let answered_twice = house.number(
        "SELECT count(*) FROM (SELECT card FROM reviews WHERE predicted IS NULL \
         GROUP BY card HAVING count(*) > 1)",
    );
    assert_eq!(answered_twice, 0, "no card was new twice");
    house.saved();
}

#[test]
fn a_data_folder_that_cannot_be_used_is_named() {
    let house = House::new();
    house.write("file", "");
    for folder in ["file", "file/below", "/proc/nowhere"] {
        let mut command = house.bare();
        command.args(["--data-dir", folder, "study", "--plain"]);
        let ran = crate::house::run(command, b"");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{folder}");
        assert!(ran.err.contains(folder), "{}", ran.err);
    }
    fs::set_permissions(house.path("data"), fs::Permissions::from_mode(0o500)).unwrap();
    let ran = house.run(&["study", "--plain"], "");
    fs::set_permissions(house.path("data"), fs::Permissions::from_mode(0o700)).unwrap();
    // Root may write anywhere.
    if !rustix::process::getuid().is_root() {
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("data"), "{}", ran.err);
    }
}

#[test]
fn a_store_that_is_none_is_refused_and_left_alone() {
    let newer = {
        let house = House::new();
        house.plain(&[], &[":skip"]);
        let store = rusqlite::Connection::open(house.store()).unwrap();
        store.pragma_update(None, "user_version", 99).unwrap();
        store.pragma_update(None, "journal_mode", "delete").unwrap();
        drop(store);
        fs::read(house.store()).unwrap()
    };
    let other = {
        let house = House::new();
        let store = rusqlite::Connection::open(house.path("other")).unwrap();
        store
            .execute_batch("PRAGMA application_id = 7; CREATE TABLE a (b);")
            .unwrap();
        drop(store);
        fs::read(house.path("other")).unwrap()
    };
    let mut said = String::new();
    for (name, bytes) in [
        (
            "no database",
            b"this is a shopping list, and a rather long one at that".repeat(99),
        ),
        ("short", b"hi".to_vec()),
        ("0 bytes", Vec::new()),
        ("newer", newer),
        ("other program", other),
    ] {
        for arguments in [
            &["study", "--plain"][..],
            &["study", "--json"],
            &["stats"],
            &["doctor"],
            &[],
        ] {
            let house = House::new();
            house.write("data/retain.db", &bytes);
            let ran = house.run(arguments, ":skip\n");
            let told = arguments == ["doctor"] && !["newer", "other program"].contains(&name);
            assert_eq!(
                (ran.code, ran.out.is_empty()),
                (if told { 1 } else { 2 }, !told),
                "{name} {arguments:?} {}",
                ran.err
            );
            let same = fs::read(house.store()).unwrap() == bytes;
            assert!(same, "{name} {arguments:?}");
            if arguments == ["stats"] {
                said.push_str(&format!("{name}: {}", house.neutral(&ran.err)));
            }
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_clock_that_went_back_is_told_and_nothing_is_lost() {
    let mut house = House::with_cards(ELEVEN);
    house.plain(&["deck.toml"], &["an influx of refugees", "liu yunshan"]);
    let due = "SELECT group_concat(due_day) FROM (SELECT due_day FROM memory ORDER BY card)";
    let days = |house: &House| -> String {
        house
            .open_store()
            .query_row(due, [], |row| row.get(0))
            .unwrap()
    };
    let before = days(&house);
    house.at("2026-10-24T07:00:00Z");
    let back = house.plain(&["deck.toml"], &["870 miles", ":skip"]);
    assert_eq!(back.code, 0);
    assert!(
        back.out
            .contains("note: the clock is 30 days behind your last answer"),
        "{}",
        back.out
    );
    assert_eq!(house.saved(), 4);
    assert!(days(&house).len() > before.len());
    house.at("2026-11-30T07:00:00Z");
    let later = house.plain(&["deck.toml", "--new", "0"], &[":quit"]);
    assert!(later.out.starts_with("4 due"), "{}", later.out);
    house.run(&["stats"], "").fine();
    house.run(&["doctor", "--rebuild"], "").fine();
}

#[test]
fn the_log_only_grows() {
    let house = House::new();
    house.plain(&[], &[":skip", ":undo", ":suspend"]);
    let store = rusqlite::Connection::open(house.store()).unwrap();
    for table in ["reviews", "amendments", "card_events"] {
        assert_eq!(
            house.number(&format!("SELECT count(*) FROM {table}")),
            1,
            "{table}"
        );
        for sql in [
            format!("UPDATE {table} SET at = 0"),
            format!("DELETE FROM {table}"),
        ] {
            let said = store.execute(&sql, []).unwrap_err().to_string();
            assert!(said.contains("never"), "{said}");
        }
    }
    let columns: Vec<String> = store
        .prepare("SELECT name FROM pragma_table_info('reviews')")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for wanted in [
        "reply", "verdict", "rating", "at", "day", "took_ms", "device",
    ] {
        assert!(columns.iter().any(|column| column == wanted), "{wanted}");
    }
}

/// All rows of the derived table, every number to its last bit.
fn memory(house: &House) -> Vec<String> {
    let store = house.open_store();
    let mut statement = store
        .prepare("SELECT * FROM memory ORDER BY learner, deck, card")
        .unwrap();
    let columns = statement.column_count();
    let rows = statement
        .query_map([], |row| {
            let values = (0..columns).map(|column| {
                use rusqlite::types::ValueRef;
                match row.get_ref(column).unwrap() {
                    ValueRef::Real(real) => format!("{:016x}", real.to_bits()),
                    other => format!("{other:?}"),
                }
            });
            Ok(values.collect::<Vec<_>>().join(" "))
        })
        .unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn a_month_of_sittings_rebuilds_to_the_same_memory() {
    let mut house = House::with_cards(ELEVEN);
    let mut chance = 12_345_u64;
    let mut draw = |n: u64| {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) % n
    };
    for day in 0..30 {
        let date = jiff::civil::date(2026, 11, 1)
            .checked_add(jiff::Span::new().days(day))
            .unwrap();
        house.at(&format!("{date}T07:00:00Z")).seeded(draw(1000));
        let mut messages = Vec::new();
        for _ in 0..30 {
            let took = draw(3) * draw(20_000);
            messages.push(
                match draw(14) {
                    0..=2 => json!({"type": "reply", "pick": 1 + draw(3), "took_ms": took}),
                    3..=4 => json!({"type": "reply", "text": "870 miles", "took_ms": took}),
                    5 => json!({"type": "reply", "text": "liu yunshan"}),
                    6..=7 => json!({"type": "reply", "reveal": true}),
                    8 => json!({"type": "rate", "rating": (["again", "hard", "good", "easy"][draw(4) as usize])}),
                    9 => json!({"type": "undo"}),
                    10 => json!({"type": "override", "verdict": (["correct", "wrong"][draw(2) as usize])}),
                    11 => json!({"type": "later"}),
                    _ => json!({"type": "skip", "took_ms": took}),
                }
                .to_string(),
            );
        }
        let messages: Vec<&str> = messages.iter().map(String::as_str).collect();
        house.json(&["deck.toml"], &messages).fine();
    }
    assert!(house.saved() > 100, "{}", house.saved());
    let before = memory(&house);
    assert!(before.len() > 5);
    house.run(&["doctor", "--rebuild"], "").fine();
    assert_eq!(memory(&house), before);
    let store = rusqlite::Connection::open(house.store()).unwrap();
    store.execute("DELETE FROM memory", []).unwrap();
    drop(store);
    house.run(&["doctor", "--rebuild"], "").fine();
    assert_eq!(memory(&house), before);
}

#[test]
fn whatever_brings_an_older_store_up_to_date_backs_it_up_before() {
    for command in [
        &["stats"][..],
        &["decks"],
        &["doctor"],
        &["report", "-o", "report.html"],
        &["evaluate"],
        &["study", "--plain"],
        &["test", "deck.toml", "--plain"],
    ] {
        let house = House::with_cards("[[card]]\nquestion = \"Which?\"\nanswer = \"this\"\n");
        house.plain(&["deck.toml"], &["this"]);
        let _ = fs::remove_dir_all(house.path("data/backups"));
        // As it was before there were tests.
        let store = rusqlite::Connection::open(house.store()).unwrap();
        store
            .execute_batch(
                "DROP TABLE test_events; DROP TABLE deck_texts; DROP INDEX met_in_brief; \
                 PRAGMA user_version = 5",
            )
            .unwrap();
        drop(store);
        house.run(command, "");
        assert_eq!(house.number("PRAGMA user_version"), 7, "{command:?}");
        let backups = fs::read_dir(house.path("data/backups")).unwrap();
        let names = backups.map(|entry| entry.unwrap().path());
        let backups: Vec<_> = names.filter(|path| path.extension().is_some()).collect();
        assert_eq!(backups.len(), 1, "{command:?}: {backups:?}");
        let backup = rusqlite::Connection::open(&backups[0]).unwrap();
        let number = |sql: &str| {
            backup
                .query_row(sql, [], |row| row.get::<_, i64>(0))
                .unwrap()
        };
        assert_eq!(number("PRAGMA user_version"), 5, "{command:?}");
        assert_eq!(number("SELECT count(*) FROM reviews"), 1, "{command:?}");
    }
}
