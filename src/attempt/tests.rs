use std::collections::BTreeMap;

use uuid::Uuid;

use super::paper::shuffled;
use super::record::{DeckRef, Kept};
use super::score::Result as Score;
use super::*;
use crate::deck::Deck;
use crate::deck::read::read;

const CARDS: &str = r#"
[deck]
id = "rivers"
title = "Rivers"
[[card]]
id = "sea"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
tags = ["mouth"]
[[card]]
id = "city"
question = "Which of these lies on the Danube?"
answer = "Vienna"
distractors = ["Prague", "Warsaw", "Rome"]
tags = ["city"]
[[card]]
id = "long"
question = "How long is the Danube, in kilometres?"
answer = 2850
tags = ["length"]
"#;

const START: i64 = 1_800_000_000_000;

fn deck() -> Deck {
    read(CARDS.as_bytes(), "rivers").deck.unwrap()
}

fn terms(limit_ms: Option<i64>) -> Terms {
    let deck = deck();
    let predicted = [Some(0.9), None, Some(0.5)];
    Terms {
        decks: vec![DeckRef {
            id: "rivers".into(),
            digest: "ab".into(),
        }],
        seed: 3,
        questions: shuffled(deck.cards.iter().zip(predicted), 3),
        limit_ms,
        pass: Some(0.6),
        tags: Vec::new(),
        name: None,
    }
}

fn kept(limit_ms: Option<i64>) -> Kept {
    Kept {
        id: Uuid::from_u128(1),
        begun_at: START,
        terms: terms(limit_ms),
        answers: BTreeMap::new(),
        elapsed_ms: 0,
        closed: None,
        closed_at: None,
    }
}

fn attempt(kept: &Kept, now: i64) -> Attempt {
    Attempt::new(Paper::new(&kept.terms, &[deck()]).unwrap(), kept, now)
}

fn typed(text: &str) -> Move {
    Move::Answer(Reply::Typed(text.into()))
}

fn place(attempt: &Attempt) -> Option<usize> {
    match attempt.step() {
        Step::Ask { at, .. } => Some(at),
        _ => None,
    }
}

#[test]
fn answers_are_changed_by_going_back_and_marked_at_the_end() {
    let mut one = attempt(&kept(None), START);
    assert!(matches!(
        one.act(typed("the Red Sea"), START, 1000),
        Outcome::Keep(_)
    ));
    assert_eq!(place(&one), Some(1));
    let key = one.question(1).unwrap().key.clone();
    one.act(Move::Answer(key), START, 1000);
    one.act(Move::Back, START, 0);
    one.act(Move::Back, START, 0);
    assert_eq!(
        one.step(),
        Step::Ask {
            at: 0,
            given: Some(Reply::Typed("the Red Sea".into()))
        }
    );
    one.act(typed("the blakc sea"), START, 500);
    assert_eq!(one.given()[0].as_ref().unwrap().took_ms, 1500);
    one.act(Move::Go(3), START, 0);
    one.act(Move::Next, START, 0);
    assert_eq!(one.step(), Step::LookBack { open: vec![2] });
    one.act(Move::HandIn, START, 0);
    assert_eq!(one.step(), Step::Closed(Why::HandedIn));
    let score = Score::of(&one);
    assert_eq!(
        (score.all.points, score.all.of, score.answered),
        (2.0, 3, 2)
    );
    assert_eq!(score.passed, Some(true));
    let predicted = score.predicted.unwrap();
    assert_eq!((predicted.sum, predicted.came.of), (1.4, 2));
    assert_eq!(predicted.came.points, 1.0);
    assert!(matches!(one.act(Move::Back, START, 0), Outcome::Refused(_)));
}

#[test]
fn what_comes_after_the_time_does_not_count() {
    let mut one = attempt(&kept(Some(60_000)), START);
    one.act(typed("the Black Sea"), START + 59_999, 0);
    assert_eq!(one.left_ms(), Some(1));
    let outcome = one.act(Move::Answer(Reply::Picked(0)), START + 60_000, 0);
    assert!(matches!(
        outcome,
        Outcome::Keep(Action::Close { why: Why::Time, .. })
    ));
    assert_eq!((one.answered(), one.step()), (1, Step::Closed(Why::Time)));
}

#[test]
fn the_time_closes_a_test_whatever_is_done() {
    let mut one = attempt(&kept(Some(60_000)), START);
    assert_eq!(one.act(Move::Stay, START + 59_999, 0), Outcome::Moved);
    assert_eq!(place(&one), Some(0));
    one.act(Move::Stay, START + 60_000, 0);
    assert_eq!(one.step(), Step::Closed(Why::Time));
}

#[test]
fn a_clock_set_back_gives_no_time() {
    let mut one = attempt(&kept(Some(60_000)), START);
    one.act(typed("the Black Sea"), START + 30_000, 30_000);
    one.act(Move::Next, START - 3_600_000, 20_000);
    assert_eq!(one.left_ms(), Some(10_000));
    let late = one.act(Move::Next, START - 3_600_000, 10_000);
    assert!(matches!(
        late,
        Outcome::Keep(Action::Close { why: Why::Time, .. })
    ));
}

#[test]
fn what_was_stored_makes_the_same_attempt_again() {
    let mut kept = kept(Some(600_000));
    let mut one = attempt(&kept, START);
    let answers = [typed("the Black Sea"), Move::Answer(Reply::Picked(2))];
    for (n, answer) in answers.into_iter().enumerate() {
        let Outcome::Keep(Action::Answer {
            at,
            given,
            elapsed_ms,
        }) = one.act(answer, START + 1000 * (n as i64 + 1), 900)
        else {
            panic!("an answer is kept");
        };
        kept.answers.insert(at, given);
        kept.elapsed_ms = elapsed_ms;
    }
    let again = attempt(&kept, START + 5000);
    assert_eq!(again.given(), one.given());
    assert_eq!(place(&again), Some(2));
    assert_eq!(again.left_ms(), Some(595_000));
    let options = |attempt: &Attempt| attempt.question(1).unwrap().ask.clone();
    assert_eq!(options(&again), options(&one));
}

#[test]
fn a_move_that_does_not_fit_changes_nothing() {
    let mut one = attempt(&kept(None), START);
    for wrong in [
        Move::Back,
        Move::Go(0),
        Move::Go(4),
        Move::Answer(Reply::Picked(0)),
    ] {
        assert!(matches!(one.act(wrong, START, 0), Outcome::Refused(_)));
        assert_eq!(place(&one), Some(0));
    }
    one.act(Move::Go(2), START, 0);
    let outside = Move::Answer(Reply::Picked(9));
    assert!(matches!(one.act(outside, START, 0), Outcome::Refused(_)));
    assert_eq!(one.answered(), 0);
}
