//! The program is killed just before one of the calls by which it changes something on the disk,
//! at whatever it works: what was there is still there, or what was to come, never a mixture, and
//! the next run ends the work and leaves nothing behind.
//!
//! `RETAIN_KILLS=100 cargo test --test program kills` tries so many moments of each work, evenly
//! from its first call to its last, or all where there are fewer.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::house::{ELEVEN, House, Ran};
use crate::talk::{SKIP, Talk, skip};
use crate::trace::Trace;

/// Moments of each work that are tried.
fn kills() -> usize {
    std::env::var("RETAIN_KILLS").map_or(16, |many| many.parse().unwrap())
}

/// What came of a run that was not killed.
struct Whole {
    house: House,
    log: String,
}

/// Kills a run of the program in copies of a house; `holds` says what has to hold in one then, and
/// (where `again` is true) after another run.
fn killed(
    house: &House,
    arguments: &[&str],
    input: &str,
    holds: impl Fn(&House, &Whole, /* again */ bool),
) {
    let Some(trace) = Trace::begin() else {
        return;
    };
    let whole = house.copy();
    let changes = trace.changes(&whole.command(arguments), input);
    let whole = Whole {
        log: log(&whole),
        house: whole,
    };
    let kills = kills().min(changes.len());
    let mut before_the_end = 0;
    for kill in 0..kills {
        let change = &changes[kill * changes.len() / kills];
        let left = house.copy();
        let ran = trace.kill(&left.command(arguments), input, change);
        before_the_end += usize::from(ran.code == -9);
        // On failure this tells where it was.
        println!("{arguments:?}, before {change:?}");
        holds(&left, &whole, false);
        left.run(arguments, input).fine_code();
        holds(&left, &whole, true);
        assert_eq!(unfinished(&left.path("")), Vec::<PathBuf>::new());
    }
    // Threads do not always share their work in the same way.
    assert!(before_the_end > kills / 2, "{before_the_end} of {kills}");
}

/// Files and folders of work that was not finished, below a folder.
fn unfinished(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .contains("unfinished")
        {
            found.push(path);
        } else if path.is_dir() && !path.is_symlink() {
            found.extend(unfinished(&path));
        }
    }
    found
}

/// The whole log; the store has to be sound.
fn log(house: &House) -> String {
    // The first says what became of work that broke off.
    doctor(house, &["--backups"]).fine_code();
    doctor(house, &[]).fine_code();
    doctor(house, &["--export"]).fine().out
}

fn doctor(house: &House, more: &[&str]) -> Ran {
    house.run(&[&["doctor"], more].concat(), "")
}

/// A house with answers of two days, the last three of which are in the write-ahead log alone,
/// and a backup between the days.
fn lived_in() -> House {
    let mut house = House::with_cards(ELEVEN);
    house.plain(&["deck.toml"], &[":skip", ":skip"]).fine_code();
    house.at("2026-11-24T07:00:00Z").seeded(2);
    let mut talk = Talk::start(&house, &["study", "--json", "deck.toml"]);
    skip(&mut talk, 3);
    // The backup is made by a thread, which the kill is not to meet here.
    let end = Instant::now() + Duration::from_secs(30);
    while !house.path("data/backups/retain-2026-11-24.db").exists() {
        assert!(Instant::now() < end, "no backup");
        std::thread::yield_now();
    }
    talk.signal(rustix::process::Signal::KILL);
    talk.end();
    assert_eq!(house.saved(), 5);
    house.at("2026-11-25T07:00:00Z").seeded(3);
    house
}

/// 400 answers to 20 cards over 40 days.
fn answers() -> String {
    let mut text = "card,time_ms,rating,took_ms\n".to_owned();
    for day in 0..40_i64 {
        for card in (day % 2..20).step_by(2) {
            let at = 1_760_000_000_000 + day * 86_400_000 + card * 20_000;
            let rating = if (day * 7 + card * 5) % 11 < 3 { 1 } else { 3 };
            text.push_str(&format!("c{card},{at},{rating},{}\n", 2000 + card * 77));
        }
    }
    text
}

/// Holds where the log is as it was before the work, or as after it.
fn old_or_new(old: &str) -> impl Fn(&House, &Whole, bool) {
    move |left, whole, again| {
        let found = log(left);
        assert!(found == whole.log || (found == *old && !again), "{found}");
        // To look at the store is enough to clear away beside it.
        let beside = fs::read_dir(left.path("data")).unwrap();
        let mut names = beside.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert!(names.all(|name| !name.contains("unfinished")));
    }
}

#[test]
fn an_import_is_there_whole_or_not_at_all() {
    let house = lived_in();
    house.write("answers.csv", answers());
    killed(
        &house,
        &["import", "answers.csv"],
        "",
        old_or_new(&log(&house)),
    );
}

#[test]
fn a_fit_is_kept_whole_or_not_at_all() {
    let mut house = lived_in();
    house.write("answers.csv", answers());
    house.run(&["import", "answers.csv"], "").fine_code();
    house.at("2026-11-26T07:00:00Z");
    let fits = |house: &House| house.number("SELECT count(*) FROM meta WHERE key LIKE 'fit%'");
    assert_eq!(fits(&house), 0);
    let old = log(&house);
    killed(&house, &["optimize"], "", |left, whole, again| {
        old_or_new(&old)(left, whole, again);
        let all = fits(&whole.house);
        assert!(all > 0);
        assert!(fits(left) == all || (fits(left) == 0 && !again));
    });
}

#[test]
fn a_deck_that_is_mended_is_the_old_one_or_the_new() {
    let house = House::new();
    let card = |n| format!("[[card]]\nquestion = \"Which river is number {n}?\"\nanwser = \"x\"\n");
    for deck in ["decks/a.toml", "decks/b.toml", "decks/below/c.toml"] {
        let cards: String = (0..5).map(card).collect();
        house.write(deck, format!("[deck]\ntitle = \"Rivers\"\n{cards}"));
    }
    let decks = |house: &House| -> BTreeMap<String, String> {
        let read = |name: &str| fs::read_to_string(house.path(name)).unwrap();
        ["decks/a.toml", "decks/b.toml", "decks/below/c.toml"]
            .map(|name| (name.to_owned(), read(name)))
            .into()
    };
    let old = decks(&house);
    killed(
        &house,
        &["check", "--fix", "decks"],
        "",
        |left, whole, again| {
            let new = decks(&whole.house);
            for (name, text) in decks(left) {
                let fits = text == new[&name] || (text == old[&name] && !again);
                assert!(fits, "{name}: {text}");
            }
        },
    );
}

#[test]
fn a_sitting_that_backs_up_loses_no_marked_answer() {
    let house = lived_in();
    let old = log(&house);
    let input = format!("{SKIP}\n").repeat(12);
    killed(
        &house,
        &["study", "--json", "deck.toml"],
        &input,
        |left, _, _| {
            let found = log(left);
            assert!(old.lines().all(|line| found.contains(line)), "{found}");
        },
    );
}

#[test]
fn an_older_store_is_brought_up_to_date_whole_or_not_at_all() {
    let steps = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/shell/store");
    for version in [1, 4] {
        let house = House::with_cards(ELEVEN);
        let store = rusqlite::Connection::open(house.store()).unwrap();
        let retn = i32::from_be_bytes(*b"Retn");
        store.pragma_update(None, "application_id", retn).unwrap();
        for step in 1..=version {
            let step = fs::read_to_string(steps.join(format!("step-{step}.sql"))).unwrap();
            store.execute_batch(&step).unwrap();
        }
        store.pragma_update(None, "user_version", version).unwrap();
        let device = "00000000-0000-7000-8000-00000000000a";
        let meta = "INSERT INTO meta VALUES ('created', '2026-11-01T07:00:00Z'), ('device', ?1)";
        store.execute(meta, [device]).unwrap();
        for n in 0..60 {
            let id = format!("00000000-0000-7000-8000-0000000000{n:02}");
            let at = 1_764_000_000_000_i64 + n * 60_000;
            let sql = "INSERT INTO reviews VALUES (?1, 'deck', ?2, 'me', ?3, ?4, 20416, 'text', '{}', \
                       0, 'correct', 1.0, 'exact', 3, 1000, NULL, 'ab')";
            store
                .execute(sql, (&id, format!("card-{}", n % 9), device, at))
                .unwrap();
        }
        store.pragma_update(None, "journal_mode", "wal").unwrap();
        drop(store);
        killed(&house, &["stats"], "", |left, whole, _| {
            assert_eq!(left.saved(), 60);
            assert_eq!(log(left), whole.log);
        });
    }
}

#[test]
fn a_backup_is_put_back_whole_or_not_at_all() {
    let house = lived_in();
    let old = log(&house);
    for arguments in [&["doctor", "--restore"][..], &["doctor", "--salvage"]] {
        killed(&house, arguments, "", old_or_new(&old));
    }
}

#[test]
fn a_damaged_store_is_salvaged_or_still_there() {
    let house = lived_in();
    let mut damaged = fs::read(house.store()).unwrap();
    let half = damaged.len() / 2 / 4096 * 4096;
    damaged[half..half + 4096].fill(0xa5);
    fs::write(house.store(), &damaged).unwrap();
    let old = doctor(&house.copy(), &["--export"]).out;
    killed(
        &house,
        &["doctor", "--salvage"],
        "",
        |left, whole, again| {
            if !again && fs::read(left.store()).unwrap() == damaged {
                assert_eq!(doctor(&left.copy(), &["--export"]).out, old);
                assert_eq!(doctor(&left.copy(), &[]).code, 1);
            } else {
                assert_eq!(log(left), whole.log);
            }
        },
    );
}

#[test]
fn a_store_that_is_set_aside_is_at_one_of_its_two_places() {
    let house = lived_in();
    let old = log(&house);
    let aside = "data/set-aside/2026-11-25T07-00-00/retain.db";
    killed(&house, &["doctor", "--set-aside"], "", |left, _, again| {
        if left.store().exists() {
            assert!(!again);
            assert_eq!(log(left), old);
        } else {
            doctor(left, &["--restore", aside]).fine_code();
            assert_eq!(log(left), old);
        }
    });
}
