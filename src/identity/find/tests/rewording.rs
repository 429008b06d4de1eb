//! Edits of cards without ids: what is a mending, and what may be another question.

use super::*;

const ANSWER: &str = "with lungs and air sacs";

/// What is found of one card among others after its question and answer have been edited: whether
/// its answers are the card's, and whether somebody is asked.
fn after(before: (&str, &str), now: (&str, &str)) -> (bool, bool) {
    let other = |truth, question| card(truth, None, question, "something else altogether");
    let mut world = World::new(&[(
        "deck",
        vec![
            other(1, "Into which sea does the Danube flow?"),
            card(0, None, before.0, before.1),
            other(2, "Who has painted the Night Watch?"),
        ],
    )]);
    world.study(|_| true);
    world.files[0].1[1] = card(0, None, now.0, now.1);
    world.settle();
    (world.counts(0) == 1, world.doubts == 1)
}

#[test]
fn a_mending_is_silent() {
    for (before, now) in [
        ("How do birds breathe in?", "How do brids breathe in?"),
        ("How do birds breathe in?", "how do **birds** breathe in"),
        ("How do birds breathe in?", "How do the birds breathe in?"),
        (
            "How do birds breathe in?",
            "How is it that birds breathe in?",
        ),
        (
            "How long is the boarder in all?",
            "How long is the border in all?",
        ),
        (
            "Wich organ has it got instead?",
            "Which organ has it got instead?",
        ),
        (
            "What did the goverment declare?",
            "What did the government declare?",
        ),
        (
            "Which colour has the flag got?",
            "Which color has the flag got?",
        ),
        (
            "Where did the fleet sail, then?",
            "Where did the fleet sail then?",
        ),
        (
            "Which country borders on it?",
            "Which countries border on it?",
        ),
        (
            "Who rules in Pyongyang today?",
            "Who rules in Pyongjang today?",
        ),
    ] {
        assert_eq!(
            after((before, ANSWER), (now, ANSWER)),
            (true, false),
            "{before} / {now}"
        );
        assert_eq!(
            after((now, ANSWER), (before, ANSWER)),
            (true, false),
            "{now} / {before}"
        );
        // With a slip mended in its answer as well, only its place finds it.
        let mended = "with lungs and air sacks";
        assert!(after((before, ANSWER), (now, mended)).0, "{before} / {now}");
    }
}

#[test]
fn another_word_is_asked_about() {
    for (before, now) in [
        (
            "How do birds breathe in and out?",
            "How do frogs breathe in and out?",
        ),
        (
            "When was the old bridge opened?",
            "When was the old bridge closed?",
        ),
        (
            "When was the old bridge opened?",
            "Where was the old bridge opened?",
        ),
        (
            "Which gas do most plants take in?",
            "Which gas do most plants give off?",
        ),
        (
            "Who has kept the horse for years?",
            "Who has kept the house for years?",
        ),
        (
            "Which gas is in the upper layer?",
            "Which gas is in the lower layer?",
        ),
        (
            "What is the capital of Norway now?",
            "What is the capital of France now?",
        ),
        (
            "How many letters came from Rome?",
            "How many letters came to Rome?",
        ),
        (
            "Who was the first to cross the sea?",
            "Who was the third to cross the sea?",
        ),
        (
            "Who was at the feast that evening?",
            "Who was not at the feast that evening?",
        ),
        (
            "What happened there in 1950, then?",
            "What happened there in 1953, then?",
        ),
    ] {
        assert_eq!(
            after((before, ANSWER), (now, ANSWER)),
            (false, true),
            "{before} / {now}"
        );
        assert_eq!(
            after((now, ANSWER), (before, ANSWER)),
            (false, true),
            "{now} / {before}"
        );
        let mended = "with lungs and air sacks";
        assert!(
            !after((before, ANSWER), (now, mended)).0,
            "{before} / {now}"
        );
    }
}

#[test]
fn one_of_many_replaced_cards_is_looked_for_near_its_place_only() {
    let many = |from: usize, things: &str| -> Vec<Written> {
        (0..60)
            .map(|n| {
                let question = format!("Which {things} has the number {n} in this list?");
                card(from + n, None, &question, &format!("the {things} {n}"))
            })
            .collect()
    };
    let kept = card(0, None, RIVER, "the Black Sea");
    let mut world = World::new(&[("deck", [vec![kept.clone()], many(100, "rock")].concat())]);
    world.study(|_| true);
    world.files[0].1 = [vec![kept], many(200, "rook")].concat();
    let (decks, known) = (world.decks(), world.known());
    let decks: Vec<&Deck> = decks.iter().map(|(deck, _)| deck).collect();
    let found = find(&known, &decks, &world.before, |_| false);
    let places: HashMap<&CardId, usize> = decks[0]
        .cards
        .iter()
        .map(|card| &card.id)
        .zip(0..)
        .collect();
    assert_eq!(found.doubts.len(), 60);
    for doubt in &found.doubts {
        let cards = doubt.cards.iter().map(|version| places[&version.card]);
        let (first, last) = (cards.clone().min().unwrap(), cards.max().unwrap());
        assert!(last - first <= 24, "{first} to {last}");
    }
    // Where nothing at all is as it was, no place is left.
    world.files[0].1.remove(0);
    world.settle();
    assert_eq!(world.doubts, 0);
    world.check();
}
