use super::*;
use crate::shell::store::testing::{amend, answer, open, review};
use retain::review::Event;
use retain::stats::roster::Roster;
use retain::stats::{Rest, Stats};

const RIGHT: Change = Change::Override {
    verdict: Verdict::Correct,
    rating: Rating::Good,
};

/// The figures as they are made without any packing.
fn plainly(store: &Store) -> Stats {
    let mut log = Log::new(Roster::default(), None);
    store
        .counted(|counted| {
            let card = log.roster.number(&counted.review.card);
            log.count(Answer {
                card,
                day: counted.review.day,
                verdict: counted.verdict,
                rating: counted.rating,
                took_ms: counted.review.took_ms,
                predicted: counted.review.predicted,
            });
        })
        .unwrap();
    log.finish(100, [], Rest::default())
}

fn packing(store: &Store, loose: u64) -> Stats {
    let mut log = Log::new(Roster::default(), None);
    count(&store.connection, &store.learner.name, &mut log, loose).unwrap();
    log.finish(100, [], Rest::default())
}

fn parts(store: &Store) -> i64 {
    let sql = "SELECT count(*) FROM packed";
    store
        .connection
        .query_row(sql, [], |row| row.get(0))
        .unwrap()
}

#[track_caller]
fn agree(store: &Store) {
    let plainly = format!("{:?}", plainly(store));
    // Once as it is, once packed, once from what was packed.
    for loose in [u64::MAX, 0, u64::MAX] {
        assert_eq!(format!("{:?}", packing(store, loose)), plainly, "{loose}");
    }
}

#[test]
fn figures_are_the_same_packed_or_not_whatever_comes_later() {
    let temp = tempfile::tempdir().unwrap();
    let mut store = open(temp.path());
    agree(&store);
    for n in 1..=9u8 {
        let rating = if n % 3 == 0 {
            Rating::Again
        } else {
            Rating::Good
        };
        let one = answer(n.into(), n % 4, i32::from(n), rating);
        store.commit(&one).unwrap();
    }
    agree(&store);
    // More answers, with one taken back: a further part.
    store.commit(&answer(11, 7, 11, Rating::Good)).unwrap();
    store.commit(&answer(12, 1, 12, Rating::Again)).unwrap();
    store.commit(&amend(13, 12, Change::Undo)).unwrap();
    let before = parts(&store);
    agree(&store);
    assert_eq!(parts(&store), before + 1);
    // A word on what was packed, and an answer from before: all anew.
    store.commit(&amend(20, 3, RIGHT)).unwrap();
    agree(&store);
    store.commit(&answer(21, 1, 2, Rating::Again)).unwrap();
    agree(&store);
    // Another learner's answers change nothing.
    let mut others = review(30, 1, 40, Rating::Good);
    others.learner = "ann".into();
    store.commit(&Event::Review(others)).unwrap();
    agree(&store);
    // An amendment that came before its answer, from another machine.
    store.commit(&amend(40, 41, Change::Undo)).unwrap();
    agree(&store);
    store.commit(&answer(41, 2, 50, Rating::Good)).unwrap();
    agree(&store);
    store.rebuild().unwrap();
    agree(&store);
}

#[test]
fn what_is_packed_is_read_and_a_broken_part_is_said() {
    let temp = tempfile::tempdir().unwrap();
    let mut store = open(temp.path());
    store.commit(&answer(1, 1, 1, Rating::Good)).unwrap();
    assert_eq!(packing(&store, 0).all.answered.answers, 1);
    let double = "UPDATE packed SET answers = CAST(answers || answers AS BLOB)";
    store.connection.execute(double, []).unwrap();
    assert_eq!(
        packing(&store, 0).all.answered.answers,
        2,
        "it is not made anew"
    );
    let cut = "UPDATE packed SET answers = substr(answers, 1, 30)";
    store.connection.execute(cut, []).unwrap();
    let mut log = Log::new(Roster::default(), None);
    let error = store.count_into(&mut log).unwrap_err().to_string();
    assert!(error.contains("`retain doctor --rebuild`"), "{error}");
    store.rebuild().unwrap();
    assert_eq!(packing(&store, 0).all.answered.answers, 1);
}
