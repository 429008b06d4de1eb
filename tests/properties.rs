//! Laws of the library that hold for any input: reading is total, a sitting survives any
//! action, and undo gives back the queue.

#![allow(clippy::unwrap_used, reason = "in a test a surprise is a failure")]

#[path = "program/agreement.rs"]
mod agreement;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::Index;
use retain::ask::Reply;
use retain::day::Moment;
use retain::deck::Deck;
use retain::deck::read::read;
use retain::lint;
use retain::review::{Event, Rating};
use retain::schedule::{Memory, Scheduler};
use retain::session::{Action, Outcome, Session, Settings, Slot, Step};
use uuid::Uuid;

const DECKS: [&str; 5] = [
    include_str!("../decks/alliance.toml"),
    include_str!("../decks/overview.toml"),
    include_str!("../decks/people.toml"),
    include_str!("../decks/rights.toml"),
    include_str!("../decks/sanctions.toml"),
];

/// Checks any bytes; every place of a finding must be a place of the text.
fn holds(bytes: &[u8]) {
    agreement::agree(bytes);
    let (reading, findings) = lint::check(bytes, "deck", &BTreeMap::new());
    let text = &reading.text;
    assert!(findings.iter().all(|finding| !finding.message.is_empty()));
    for fault in &findings {
        let labels = fault.labels.iter().map(|label| &label.span);
        let fixes = fault.fix.iter().map(|fix| &fix.span);
        for span in [&fault.span].into_iter().chain(labels).chain(fixes) {
            assert!(
                text.get(span.clone()).is_some(),
                "{}: {span:?} in {} bytes",
                fault.code,
                text.len()
            );
        }
    }
    assert!(
        reading.deck.is_some() || reading.has_errors(),
        "what is no deck says why"
    );
    if let Some(deck) = &reading.deck {
        let ids: HashSet<_> = deck.cards.iter().map(|card| &card.id).collect();
        assert_eq!(ids.len(), deck.cards.len());
    }
}

/// Keys, values and signs that decks are made of, so that chance gets past the first line.
fn fragment() -> impl Strategy<Value = String> {
    let known = [
        "[deck]\n",
        "[[card]]\n",
        "[sources.a]\n",
        "title = ",
        "id = ",
        "question = ",
        "answer = ",
        "distractors = ",
        "options = ",
        "order = ",
        "pairs = ",
        "cloze = ",
        "kind = ",
        "accept = ",
        "tolerance = ",
        "range = ",
        "source = ",
        "reverse = true\n",
        "need = ",
        "\"a\"\n",
        "\"{{b::c|d}}\"\n",
        "\"{{\"\n",
        "[\"a\", \"b\"]\n",
        "[[1, 2]]\n",
        "[[\"a\", \"b\"]]\n",
        "870\n",
        "2006-10\n",
        "\"2%\"\n",
        "true\n",
        "\"date\"\n",
        "\"flip\"\n",
        "\"\"\"\n",
        "'",
        "\\u001b",
        "\u{feff}",
        "é",
        "\r\n",
        "#",
        ".",
        "{",
        "}",
        "[",
        "]",
        "= ",
    ];
    prop_oneof![
        9 => prop::sample::select(known.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn reading_is_total_on_any_bytes(bytes: Vec<u8>) {
        holds(&bytes);
    }

    #[test]
    fn reading_is_total_on_what_looks_like_a_deck(parts in prop::collection::vec(fragment(), 0..40)) {
        holds(parts.concat().as_bytes());
    }

    #[test]
    fn reading_is_total_on_sound_decks_with_slips(
        deck in 0usize..DECKS.len(),
        slips in prop::collection::vec((any::<Index>(), 0usize..40, fragment()), 1..4),
    ) {
        let mut bytes = DECKS[deck].as_bytes().to_vec();
        for (at, cut, put) in slips {
            let from = at.index(bytes.len());
            let to = (from + cut).min(bytes.len());
            bytes.splice(from..to, put.into_bytes());
        }
        holds(&bytes);
    }
}

const DAY: i32 = 20_780;
const START: i64 = 1_795_417_200_000;

/// A sitting on the cards of all decks; some have been answered before.
fn sitting(cards: usize, known: &[bool], limit_ms: Option<i64>) -> Session {
    let decks: Vec<Arc<Deck>> = DECKS
        .iter()
        .map(|text| Arc::new(read(text.as_bytes(), "deck").deck.expect("a sound deck")))
        .collect();
    let scheduler = Scheduler::new(None, 0.9).expect("a sound retention");
    let memory = |n: u128| -> Memory {
        scheduler.next(
            None,
            retain::schedule::Graded {
                id: Uuid::from_u128(n),
                day: DAY - 5,
                at: START - 5 * 86_400_000,
                rating: Rating::ALL[n as usize % 4],
            },
        )
    };
    let mut slots: Vec<Slot> = Vec::new();
    for (deck, found) in decks.iter().enumerate() {
        slots.extend(found.cards.iter().map(|card| Slot {
            deck,
            card: card.id.card.clone(),
            memory: None,
        }));
    }
    for (n, slot) in slots.iter_mut().enumerate() {
        if known.get(n % 7).copied().unwrap_or(false) {
            slot.memory = Some(memory(n as u128));
        }
    }
    let order = (0..slots.len()).step_by(7).take(cards).collect();
    let settings = Settings {
        scheduler,
        learner: "me".to_owned(),
        device: Uuid::nil(),
        seed: 3,
        log_rows: 0,
        limit_ms,
        practice: false,
        leech_lapses: retain::leech::LAPSES,
        pace_ms: (20_000, 10_000),
        put_off: 0,
        outlook: None,
        guess: true,
    };
    Session::new(settings, decks, slots, order, moment(0))
}

fn moment(seconds: i64) -> Moment {
    Moment {
        at: START + seconds * 1000,
        day: DAY,
    }
}

/// What a learner does: any action, sound or not; `Right` and `Wrong` fit any question.
#[derive(Debug, Clone)]
enum Does {
    Right,
    Wrong,
    Any(Action),
}

fn does() -> impl Strategy<Value = Does> {
    let place = 0usize..6;
    let places = prop::collection::vec(place.clone(), 0..5);
    let reply = prop_oneof![
        Just(Reply::Shown),
        place.prop_map(Reply::Picked),
        places.clone().prop_map(Reply::Chosen),
        places.clone().prop_map(Reply::Arranged),
        places.prop_map(Reply::Paired),
        ".{0,12}".prop_map(Reply::Typed),
    ];
    prop_oneof![
        4 => Just(Does::Right),
        3 => Just(Does::Wrong),
        2 => reply.prop_map(|reply| Does::Any(Action::Reply(reply))),
        2 => prop::sample::select(&Rating::ALL[..]).prop_map(|rating| Does::Any(Action::Rate(rating))),
        3 => prop::sample::select(vec![
            Action::Undo, Action::Later, Action::Hint, Action::Override(true),
            Action::Override(false), Action::Suspend { last: true },
            Action::Suspend { last: false }, Action::Skip,
        ]).prop_map(Does::Any),
    ]
}

/// Does it; an answer to a card to be revealed is two actions.
fn act(session: &mut Session, does: &Does, now: Moment) -> Vec<Outcome> {
    let step = session.step();
    let (Step::Ask(open) | Step::Rate { open, .. }) = &step else {
        return match does {
            Does::Any(action) => vec![session.answer(action.clone(), now, 900)],
            _ => Vec::new(),
        };
    };
    let revealed = matches!(step, Step::Rate { .. });
    match does {
        Does::Any(action) => vec![session.answer(action.clone(), now, 900)],
        Does::Wrong => vec![session.answer(Action::Skip, now, 900)],
        Does::Right if open.key == Reply::Shown => {
            let mut outcomes = Vec::new();
            if !revealed {
                outcomes.push(session.answer(Action::Reply(Reply::Shown), now, 0));
            }
            outcomes.push(session.answer(Action::Rate(Rating::Good), now, 900));
            outcomes
        }
        Does::Right => vec![session.answer(Action::Reply(open.key.clone()), now, 900)],
    }
}

/// The card that is open.
fn card(session: &Session) -> Option<String> {
    session.open_card().map(|(card, _)| card.to_string())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn a_sitting_survives_any_actions_and_ends(
        cards in 0usize..15,
        known in prop::collection::vec(any::<bool>(), 7),
        actions in prop::collection::vec((does(), 0i64..90), 0..60),
        limit in prop::option::of(0i64..3_000_000),
    ) {
        let mut session = sitting(cards, &known, limit);
        let (mut at, mut last_n) = (0, 0);
        let mut ids = HashSet::new();
        for (does, seconds) in &actions {
            at += seconds;
            let before = session.open_card().map(|(_, reviews)| reviews);
            for outcome in act(&mut session, does, moment(at)) {
                let event = match outcome {
                    Outcome::Marked(marked) => {
                        prop_assert_eq!(Some(marked.reviews_before), before);
                        prop_assert!((0.0..=1.0).contains(&marked.mark.score));
                        prop_assert!(marked.days >= 0);
                        Event::Review(marked.review)
                    }
                    Outcome::Amended(_, event)
                    | Outcome::Undone { event, .. }
                    | Outcome::Suspended { event, .. } => event,
                    Outcome::Refused(why) => {
                        prop_assert!(!why.is_empty());
                        continue;
                    }
                    _ => continue,
                };
                let id = match event {
                    Event::Review(review) => review.id,
                    Event::Amendment(amendment) => amendment.id,
                    Event::Card(event) => event.id,
                };
                prop_assert!(ids.insert(id), "no id is used twice");
            }
            if let Step::Ask(open) = session.step() {
                prop_assert!(open.n >= last_n);
                last_n = open.n;
                prop_assert!(open.progress.finished < open.progress.total);
            }
        }
        for _ in 0..200 {
            act(&mut session, &Does::Right, moment(at));
        }
        let done = matches!(session.step(), Step::Done(_));
        prop_assert!(done, "right answers end a sitting");
        let summary = session.summary();
        prop_assert_eq!(
            summary.asked,
            summary.correct + summary.almost + summary.partial + summary.wrong
        );
    }

    #[test]
    fn undo_gives_back_the_queue(
        cards in 1usize..15,
        known in prop::collection::vec(any::<bool>(), 7),
        before in prop::collection::vec((does(), 0i64..50), 0..25),
        tried in prop::collection::vec(any::<bool>(), 1..6),
        after in prop::collection::vec(any::<bool>(), 1..30),
    ) {
        let mut session = sitting(cards, &known, None);
        let mut at = 0;
        for (does, seconds) in &before {
            at += seconds;
            act(&mut session, does, moment(at));
        }
        if card(&session).is_none() {
            return Ok(());
        }
        let mut other = session.clone();
        let (seen, summary) = (card(&session), session.summary());
        let does = |right: bool| if right { Does::Right } else { Does::Wrong };
        let mut answered = 0;
        for right in tried {
            if card(&other).is_some() {
                act(&mut other, &does(right), moment(at));
                answered += 1;
            }
        }
        for _ in 0..answered {
            let outcome = other.answer(Action::Undo, moment(at), 0);
            let undone = matches!(outcome, Outcome::Undone { .. });
            prop_assert!(undone);
        }
        prop_assert_eq!(card(&other), seen);
        prop_assert_eq!(other.summary(), summary);
        for right in after {
            at += 5;
            act(&mut session, &does(right), moment(at));
            act(&mut other, &does(right), moment(at));
            prop_assert_eq!(card(&session), card(&other));
        }
        prop_assert_eq!(session.summary().asked, other.summary().asked);
    }
}
