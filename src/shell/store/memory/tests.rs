//! However the memory comes about, it is the same.

use std::collections::{BTreeMap, HashMap};

use proptest::prelude::*;
use retain::mark::Verdict;
use retain::review::{Amendment, Change, Event, Rating, Review, replay};

use super::*;
use crate::shell::store::testing::{NEW, amend, answer, card, me, open, review};

/// All rows and columns of the table, as text.
fn dump(store: &Store) -> Vec<String> {
    let mut statement = store.connection.prepare("SELECT * FROM memory").unwrap();
    let columns = statement.column_count();
    statement
        .query_map([], |row| {
            (0..columns)
                .map(|n| {
                    row.get(n)
                        .map(|value: rusqlite::types::Value| format!("{value:?}"))
                })
                .collect::<rusqlite::Result<Vec<_>>>()
        })
        .unwrap()
        .map(|row| row.unwrap().join(" "))
        .collect()
}

fn some_answers(store: &mut Store) {
    for n in 0..40 {
        let rating = Rating::ALL[n % 4];
        store
            .commit(&answer(
                n as u128,
                (n % 5) as u8,
                (n * n % 31) as i32,
                rating,
            ))
            .unwrap();
    }
    store.commit(&amend(1000, 7, Change::Undo)).unwrap();
}

#[test]
fn memory_that_was_dropped_or_emptied_is_made_anew() {
    let temp = tempfile::tempdir().unwrap();
    let mut store = open(temp.path());
    some_answers(&mut store);
    let before = dump(&store);
    assert_eq!(before.len(), 5);
    for harm in [
        "DROP TABLE memory",
        "DELETE FROM memory",
        "UPDATE memory SET due_day = 0",
    ] {
        store.connection.execute_batch(harm).unwrap();
        store.rebuild().unwrap();
        assert_eq!(dump(&store), before, "{harm}");
    }
    store.connection.execute_batch("DROP TABLE memory").unwrap();
    drop(store);
    assert_eq!(dump(&open(temp.path())), before);
}

#[test]
fn another_retention_changes_due_days_and_the_first_brings_them_back() {
    let temp = tempfile::tempdir().unwrap();
    let mut store = open(temp.path());
    some_answers(&mut store);
    let before = dump(&store);
    drop(store);
    let other = Store::open(temp.path(), me(0.7), NEW).unwrap();
    assert_ne!(dump(&other), before);
    drop(other);
    assert_eq!(dump(&open(temp.path())), before);
}

#[test]
fn two_retentions_at_once_leave_no_mixture() {
    let temp = tempfile::tempdir().unwrap();
    let mut store = open(temp.path());
    some_answers(&mut store);
    let mut other = Store::open(temp.path(), me(0.7), NEW).unwrap();
    store.commit(&answer(500, 1, 60, Rating::Good)).unwrap();
    other.commit(&answer(501, 2, 60, Rating::Good)).unwrap();
    drop((store, other));
    let mut reopened = open(temp.path());
    let found = dump(&reopened);
    reopened.rebuild().unwrap();
    assert_eq!(dump(&reopened), found);
}

#[test]
fn learners_share_a_store_and_nothing_else() {
    let temp = tempfile::tempdir().unwrap();
    let mut mine = open(temp.path());
    let theirs = Review {
        learner: "you".into(),
        ..review(2, 1, 9, Rating::Again)
    };
    let first = mine.commit(&answer(1, 1, 1, Rating::Good)).unwrap();
    mine.commit(&Event::Review(theirs)).unwrap();
    assert_eq!(
        crate::shell::store::Committed::Added(mine.memory(&card(1)).unwrap()),
        first
    );
    mine.rebuild().unwrap();
    let you = Learner {
        name: "you".into(),
        ..me(0.9)
    };
    let yours = Store::open(temp.path(), you, NEW).unwrap();
    assert_eq!(yours.memories().unwrap()[&card(1)].last_day, 9);
    assert_eq!(yours.day(9).unwrap().new, 1);
    assert_eq!(mine.memories().unwrap()[&card(1)].last_day, 1);
    assert_eq!(mine.day(9).unwrap().answers, 0);
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let reviews = proptest::collection::vec((0u8..4, 0i32..40, 0i64..3, 0usize..4), 1..25);
    let amendments = proptest::collection::vec((0u128..25, 0i64..3, 0usize..5), 0..12);
    (reviews, amendments)
        .prop_map(|(reviews, amendments)| {
            let reviews = (0u128..).zip(reviews).map(|(id, (n, day, at, rating))| {
                let mut review = review(id, n, day, Rating::ALL[rating]);
                review.at += at;
                Event::Review(review)
            });
            let amendments = (100u128..).zip(amendments).map(|(id, (review, at, what))| {
                let change = match what {
                    0 => Change::Undo,
                    rating => Change::Rate {
                        verdict: Verdict::Correct,
                        rating: Rating::ALL[rating - 1],
                    },
                };
                match amend(id, review, change) {
                    Event::Amendment(amendment) => Event::Amendment(Amendment { at, ..amendment }),
                    other => other,
                }
            });
            reviews.chain(amendments).collect()
        })
        .prop_flat_map(|events: Vec<Event>| Just(events).prop_shuffle())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn kept_up_in_any_order_or_made_anew_or_replayed_is_all_the_same(events in events()) {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        // The disk is not what is tried here, and syncing it takes all the time.
        store.connection.pragma_update(None, "synchronous", "off").unwrap();
        for event in &events {
            store.commit(event).unwrap();
        }
        let kept_up = dump(&store);
        store.rebuild().unwrap();
        prop_assert_eq!(&dump(&store), &kept_up);

        let amendments: Amendments = events.iter().filter_map(|event| match event {
            Event::Amendment(amendment) => Some(amendment.clone()),
            _ => None,
        }).collect();
        let reviews = events.iter().filter_map(|event| match event {
            Event::Review(review) => Some(review.clone()),
            _ => None,
        });
        let counted = replay::replay(reviews, &amendments);
        let mut of_card: HashMap<CardId, Vec<Graded>> = HashMap::new();
        let mut of_day: BTreeMap<i32, (u32, u32)> = BTreeMap::new();
        for one in &counted {
            let of_card = of_card.entry(one.review.card.clone()).or_default();
            let of_day = of_day.entry(one.review.day).or_default();
            of_day.0 += u32::from(of_card.is_empty());
            of_day.1 += 1;
            of_card.push(Graded {
                id: one.review.id,
                day: one.review.day,
                at: one.review.at,
                rating: one.rating,
            });
        }
        let scheduler = me(0.9).scheduler;
        let replayed: HashMap<CardId, Memory> = of_card
            .into_iter()
            .map(|(card, reviews)| (card, scheduler.replay(reviews).unwrap()))
            .collect();
        prop_assert_eq!(store.memories().unwrap(), replayed);
        let mut streamed = Vec::new();
        store.counted(|one| streamed.push(one)).unwrap();
        prop_assert_eq!(streamed, counted);
        for day in 0..40 {
            let found = store.day(day).unwrap();
            let (new, answers) = of_day.get(&day).copied().unwrap_or_default();
            prop_assert_eq!((found.new, found.answers), (new, answers));
        }
    }
}
