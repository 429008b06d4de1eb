//! Histories follow what is said of them, whatever comes first, and nothing is lost.

use proptest::prelude::*;
use retain::identity::binding::Turn;
use retain::review::{Event, Rating, Review};

use super::*;
use crate::shell::store::testing::{NEW, answer, card, face, me, open, review, suspend};
use crate::shell::store::{Committed, schema};
use uuid::Uuid;

fn version(n: u8, content: &str) -> Version {
    Version {
        card: card(n),
        content: content.to_owned(),
    }
}

/// What the reviews of the tests name.
fn usual(n: u8) -> Version {
    version(n, "0123abcd")
}

fn word(id: u128, version: Version, at: i64, turn: Turn) -> Binding {
    Binding {
        id: Uuid::from_u128(id),
        act: Uuid::from_u128(id),
        version,
        turn,
        why: "test".into(),
        device: NEW.device,
        at,
    }
}

fn bind(id: u128, from: u8, to: u8) -> Act {
    Act {
        words: vec![word(id, usual(from), id as i64, Turn::Bind(card(to)))],
        ..Act::default()
    }
}

fn begin_anew(id: u128, n: u8, day: i32) -> Act {
    Act {
        resets: vec![Reset {
            id: Uuid::from_u128(id),
            version: usual(n),
            learner: "me".into(),
            device: NEW.device,
            at: i64::from(day) * 86_400_000,
            day,
        }],
        ..Act::default()
    }
}

fn act(store: &mut Store, act: &Act) {
    let said = store.said().unwrap();
    assert!(store.act(act, said).unwrap());
}

fn reviews_of(store: &Store, n: u8) -> u32 {
    let memory = store.memory(&card(n)).unwrap();
    memory.map_or(0, |memory| memory.reviews)
}

/// The memory and its homes as they stand in the store.
fn dump(store: &Store) -> Vec<String> {
    let mut rows = Vec::new();
    for table in ["memory", "homes", "versions"] {
        let sql = format!("SELECT * FROM {table}");
        let mut statement = store.connection.prepare(&sql).unwrap();
        let columns = statement.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            let value = |n| row.get::<_, rusqlite::types::Value>(n);
            (0..columns)
                .map(value)
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        let found = statement.query_map([], row).unwrap();
        rows.extend(found.map(|row| format!("{table} {:?}", row.unwrap())));
    }
    rows
}

#[test]
fn a_history_follows_its_card_and_comes_back_when_that_is_undone() {
    let temp = tempfile::tempdir().unwrap();
    let mut store = open(temp.path());
    store.commit(&answer(1, 1, 1, Rating::Good)).unwrap();
    store.commit(&answer(2, 1, 5, Rating::Good)).unwrap();
    store.commit(&answer(3, 2, 5, Rating::Good)).unwrap();
    let memory = store.memory(&card(1)).unwrap();
    act(&mut store, &bind(10, 1, 7));
    assert_eq!(
        (
            store.memory(&card(1)).unwrap(),
            store.memory(&card(7)).unwrap()
        ),
        (None, memory)
    );
    let mut of_seven = 0;
    store
        .counted(|counted| of_seven += u8::from(counted.review.card == card(7)))
        .unwrap();
    assert_eq!(of_seven, 2);
    // One that comes from another machine goes the same way.
    store.commit(&answer(4, 1, 9, Rating::Good)).unwrap();
    assert_eq!((reviews_of(&store, 1), reviews_of(&store, 7)), (0, 3));
    assert_eq!(store.day(9).unwrap().answers, 1);
    let undo = Act {
        words: vec![word(11, usual(1), 11, Turn::Undo(Uuid::from_u128(10)))],
        ..Act::default()
    };
    act(&mut store, &undo);
    assert_eq!((reviews_of(&store, 1), reviews_of(&store, 7)), (3, 0));
    assert_eq!(store.review_count().unwrap(), 4);
}

#[test]
fn two_histories_change_places() {
    let temp = tempfile::tempdir().unwrap();
    let mut store = open(temp.path());
    store.commit(&answer(1, 1, 1, Rating::Good)).unwrap();
    store.commit(&answer(2, 2, 1, Rating::Again)).unwrap();
    let (one, two) = (
        store.memory(&card(1)).unwrap(),
        store.memory(&card(2)).unwrap(),
    );
    let mut both = bind(10, 1, 2);
    both.words.extend(bind(11, 2, 1).words);
    act(&mut store, &both);
    assert_eq!(
        (
            store.memory(&card(1)).unwrap(),
            store.memory(&card(2)).unwrap()
        ),
        (two, one)
    );
}

#[test]
fn what_belongs_to_nobody_counts_for_nobody_and_is_kept() {
    let temp = tempfile::tempdir().unwrap();
    let mut store = open(temp.path());
    store.commit(&answer(1, 1, 1, Rating::Good)).unwrap();
    let part = Act {
        words: vec![word(10, usual(1), 10, Turn::Part)],
        ..Act::default()
    };
    act(&mut store, &part);
    assert_eq!(reviews_of(&store, 1), 0);
    assert_eq!(store.day(1).unwrap().answers, 1);
    let (known, _) = store.known().unwrap();
    assert!(known.histories.iter().all(|history| history.parted));
    let mut other = review(2, 1, 5, Rating::Good);
    other.content = "other".into();
    store.commit(&Event::Review(other)).unwrap();
    assert_eq!(reviews_of(&store, 1), 1);
}

#[test]
fn a_card_begun_anew_is_new_and_its_log_is_whole() {
    let temp = tempfile::tempdir().unwrap();
    let mut store = open(temp.path());
    store.commit(&answer(1, 1, 1, Rating::Good)).unwrap();
    store.commit(&answer(2, 1, 5, Rating::Good)).unwrap();
    act(&mut store, &begin_anew(10, 1, 5));
    assert_eq!(store.memory(&card(1)).unwrap(), None);
    let added = store
        .commit_expecting(&answer(11, 1, 6, Rating::Good), 0, &face())
        .unwrap();
    assert!(matches!(added, Committed::Added(Some(memory)) if memory.reviews == 1));
    act(&mut store, &bind(12, 1, 2));
    assert_eq!(reviews_of(&store, 2), 1, "the reset goes with its history");
    let mut all = 0;
    store.counted(|_| all += 1).unwrap();
    assert_eq!(all, 3);
}

#[test]
fn of_two_processes_one_decides_and_the_other_looks_again() {
    let temp = tempfile::tempdir().unwrap();
    let (mut one, mut two) = (open(temp.path()), open(temp.path()));
    one.commit(&answer(1, 1, 1, Rating::Good)).unwrap();
    let (_, said) = one.known().unwrap();
    let (_, also) = two.known().unwrap();
    assert!(one.act(&bind(10, 1, 7), said).unwrap());
    assert!(!two.act(&bind(11, 1, 8), also).unwrap());
    assert_eq!((reviews_of(&two, 7), reviews_of(&two, 8)), (1, 0));
    assert_eq!(two.words().unwrap().len(), 1);
}

#[test]
fn an_answer_under_the_old_name_counts_against_the_new_one() {
    let temp = tempfile::tempdir().unwrap();
    let mut store = open(temp.path());
    store.commit(&answer(1, 1, 1, Rating::Good)).unwrap();
    act(&mut store, &bind(10, 1, 7));
    // A sitting that began before the edit has the card as it was.
    let late = answer(2, 1, 5, Rating::Good);
    let answered = store.commit_expecting(&late, 1, &face()).unwrap();
    assert!(matches!(answered, Committed::Added(Some(memory)) if memory.reviews == 2));
}

#[test]
fn words_on_histories_cannot_be_changed_by_any_statement() {
    let temp = tempfile::tempdir().unwrap();
    let mut store = open(temp.path());
    store
        .commit_expecting(&answer(1, 1, 1, Rating::Good), 0, &face())
        .unwrap();
    act(&mut store, &bind(10, 1, 7));
    act(&mut store, &begin_anew(11, 1, 1));
    for (table, column) in [
        ("bindings", "why"),
        ("resets", "day"),
        ("contents", "answer"),
    ] {
        let run = |sql: String| store.connection.execute(&sql, []);
        let changed = run(format!("UPDATE {table} SET {column} = 5"))
            .err()
            .unwrap()
            .to_string();
        assert!(changed.contains("never changed"), "{changed}");
        let removed = run(format!("DELETE FROM {table}"))
            .err()
            .unwrap()
            .to_string();
        assert!(removed.contains("never removed"), "{removed}");
        let again = run(format!(
            "INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
        ));
        assert_eq!(again, Ok(0));
    }
}

#[test]
fn others_who_share_the_store_find_their_histories_moved_too() {
    let temp = tempfile::tempdir().unwrap();
    let mut mine = open(temp.path());
    mine.commit(&answer(1, 1, 1, Rating::Good)).unwrap();
    let you = || Learner {
        name: "you".into(),
        ..me(0.9)
    };
    let mut yours = Store::open(temp.path(), you(), NEW).unwrap();
    let theirs = Review {
        learner: "you".into(),
        ..review(2, 1, 9, Rating::Good)
    };
    yours.commit(&Event::Review(theirs)).unwrap();
    act(&mut mine, &bind(10, 1, 7));
    drop(yours);
    let yours = Store::open(temp.path(), you(), NEW).unwrap();
    assert_eq!((reviews_of(&yours, 1), reviews_of(&yours, 7)), (0, 1));
}

#[test]
fn a_store_of_the_first_schema_takes_the_step_and_loses_nothing() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("retain.db");
    let mut store = open(temp.path());
    for n in 1..=30u8 {
        store
            .commit(&answer(u128::from(n), n % 7, i32::from(n), Rating::Good))
            .unwrap();
    }
    store.commit(&suspend(99, 3, 5, true)).unwrap();
    let (memories, suspended) = (store.memories().unwrap(), store.suspended().unwrap());
    drop(store);
    // The store as the first version would have left it.
    let folder = tempfile::tempdir().unwrap();
    let mut old = Connection::open(folder.path().join("retain.db")).unwrap();
    old.pragma_update(None, "application_id", schema::APPLICATION)
        .unwrap();
    schema::migrate(&mut old, &schema::STEPS[..1]).unwrap();
    let source = path.to_str().unwrap();
    old.execute("ATTACH ?1 AS new", [source]).unwrap();
    for table in ["reviews", "amendments", "card_events", "meta"] {
        old.execute_batch(&format!(
            "INSERT INTO main.{table} SELECT * FROM new.{table}"
        ))
        .unwrap();
    }
    old.execute_batch("CREATE TABLE main.memory AS SELECT * FROM new.memory; DETACH new")
        .unwrap();
    drop(old);

    let mut store = open(folder.path());
    assert_eq!(
        schema::version(&store.connection).unwrap(),
        schema::STEPS.len()
    );
    assert_eq!(store.review_count().unwrap(), 30);
    assert_eq!(store.memories().unwrap(), memories);
    assert_eq!(store.suspended().unwrap(), suspended);
    let (known, _) = store.known().unwrap();
    assert_eq!(known.histories.len(), 7);
    store.rebuild().unwrap();
    assert_eq!(store.memories().unwrap(), memories);
}

#[derive(Debug, Clone)]
enum Happening {
    Event(Event),
    Act(Act),
}

fn happenings() -> impl Strategy<Value = (Vec<Happening>, Vec<Happening>)> {
    let reviews = proptest::collection::vec((0u8..4, 0i32..30, 0usize..4, any::<bool>()), 1..20);
    let words = proptest::collection::vec((0u8..4, 0u8..5, 0i64..6, any::<bool>()), 0..8);
    let resets = proptest::collection::vec((0u8..4, 0i32..30), 0..3);
    (reviews, words, resets)
        .prop_map(|(reviews, words, resets)| {
            let content = |other| if other { "other" } else { "0123abcd" };
            let reviews = (1u128..).zip(reviews).map(|(id, (n, day, rating, other))| {
                let mut review = review(id, n, day, Rating::ALL[rating]);
                review.content = content(other).to_owned();
                Happening::Event(Event::Review(review))
            });
            let words = (100u128..).zip(words).map(|(id, (n, to, at, other))| {
                let turn = match to {
                    4 if at % 2 == 0 => Turn::Part,
                    4 => Turn::Undo(Uuid::from_u128(100)),
                    to => Turn::Bind(card(to + 2)),
                };
                Happening::Act(Act {
                    words: vec![word(id, version(n, content(other)), at, turn)],
                    ..Act::default()
                })
            });
            let resets = (200u128..)
                .zip(resets)
                .map(|(id, (n, day))| Happening::Act(begin_anew(id, n, day)));
            reviews.chain(words).chain(resets).collect::<Vec<_>>()
        })
        .prop_flat_map(|all| (Just(all.clone()).prop_shuffle(), Just(all).prop_shuffle()))
}

fn happened(all: &[Happening]) -> (Vec<String>, Vec<String>, u64) {
    let temp = tempfile::tempdir().unwrap();
    let mut store = open(temp.path());
    // The disk is not what is tried here, and syncing it takes all the time.
    store
        .connection
        .pragma_update(None, "synchronous", "off")
        .unwrap();
    for one in all {
        match one {
            Happening::Event(event) => drop(store.commit(event).unwrap()),
            Happening::Act(one) => act(&mut store, one),
        }
    }
    let kept_up = dump(&store);
    store.rebuild().unwrap();
    (kept_up, dump(&store), store.review_count().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn two_machines_that_hold_the_same_agree_and_so_does_a_rebuild((one, other) in happenings()) {
        let (kept_up, rebuilt, count) = happened(&one);
        prop_assert_eq!(&kept_up, &rebuilt);
        let reviews = one.iter().filter(|one| matches!(one, Happening::Event(_))).count();
        prop_assert_eq!(count, reviews as u64);
        prop_assert_eq!(&happened(&other).0, &kept_up);
    }
}
