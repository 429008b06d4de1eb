//! What mending does to the text of a deck: what has one right fix, and not a byte more.

#![allow(clippy::unwrap_used, reason = "in a test a surprise is a failure")]
#![allow(
    clippy::disallowed_methods,
    reason = "the tests stand outside of the wall: they read their examples"
)]

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;
use retain::deck::edit::{Edited, Found, MISSING_ID, mend};
use retain::deck::read::read;

const DECKS: [&str; 5] = [
    include_str!("../decks/alliance.toml"),
    include_str!("../decks/overview.toml"),
    include_str!("../decks/people.toml"),
    include_str!("../decks/rights.toml"),
    include_str!("../decks/sanctions.toml"),
];

fn found(text: &str) -> Found {
    let reading = read(text.as_bytes(), "deck");
    Found {
        findings: reading.faults.clone(),
        reading,
    }
}

fn mended(text: &str) -> Edited {
    mend(text, &found).unwrap_or_else(|fault| panic!("{}", fault.message))
}

/// The examples: their names, and their texts before and after.
fn examples() -> Vec<(String, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/mending");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".before.toml").map(str::to_owned))
        .collect();
    names.sort();
    assert!(names.len() >= 4);
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    names
        .into_iter()
        .map(|name| {
            let before = text(&format!("{name}.before.toml"));
            let after = text(&format!("{name}.after.toml"));
            (name, before, after)
        })
        .collect()
}

/// A deck without its ids.
fn without_ids(deck: &str) -> String {
    deck.split_inclusive('\n')
        .scan(false, |in_card, line| {
            *in_card = (*in_card || line.starts_with("[[card]]")) && !line.starts_with("[deck]");
            Some((*in_card, line))
        })
        .filter(|(in_card, line)| !(*in_card && line.starts_with("id = ")))
        .map(|(_, line)| line)
        .collect()
}

#[test]
fn the_examples_become_what_they_should() {
    for (name, before, after) in examples() {
        assert_eq!(mended(&before).text, after, "{name}");
        assert_eq!(mended(&after).changes, [], "{name}");
    }
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_stay() {
    for (name, before, after) in examples() {
        let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(mended(&windows(&before)).text, windows(&after), "{name}");
    }
}

#[test]
fn the_shipped_decks_get_their_ids_and_nothing_else() {
    for deck in DECKS {
        let bare = without_ids(deck);
        let cards = deck.matches("\n[[card]]").count();
        let edited = mended(&bare);
        assert_eq!(edited.changes.len(), cards);
        assert!(
            edited
                .changes
                .iter()
                .all(|change| change.code == MISSING_ID)
        );
        assert_eq!(without_ids(&edited.text), bare);
        let again = read(edited.text.as_bytes(), "deck");
        let before = read(deck.as_bytes(), "deck");
        assert_eq!(again.faults, [], "{:?}", again.faults);
        let contents = |reading: &retain::deck::read::Reading| -> Vec<String> {
            let deck = reading.deck.as_ref().unwrap();
            deck.cards.iter().map(|card| card.content.clone()).collect()
        };
        assert_eq!(contents(&again), contents(&before));
        assert_eq!(mended(&edited.text).changes, []);
    }
}

/// Slips of the pen: words of a deck and what becomes of them.
const SLIPS: [(&str, &str); 12] = [
    ("\nanswer", "\nanwser"),
    ("\nquestion", "\nquesion"),
    ("\ndistractors", "\ndistractros"),
    ("\naccept", "\nacept"),
    ("\nsource = \"cfr", "\nsource = \"cfrr"),
    ("\nid = \"", "\nid = \"A "),
    ("\ntitle", "\ntitel"),
    ("[[card]]", "[[cards]]"),
    ("\nkind = \"flip", "\nkind = \"flipp"),
    ("\ntags", "\n  tag"),
    ("\nexplanation", "\n\n# why\nexplanations"),
    ("\n", "\r\n"),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn mending_twice_changes_nothing_more_and_loses_no_card(
        deck in 0..DECKS.len(),
        bare: bool,
        slips in prop::collection::vec((0..SLIPS.len(), any::<Index>()), 0..6),
    ) {
        let mut text = if bare { without_ids(DECKS[deck]) } else { DECKS[deck].to_owned() };
        for (slip, place) in slips {
            let (right, wrong) = SLIPS[slip];
            let places: Vec<usize> = text.match_indices(right).map(|(at, _)| at).collect();
            if !places.is_empty() {
                let at = places[place.index(places.len())];
                text.replace_range(at..at + right.len(), wrong);
            }
        }
        let before = found(&text);
        let Ok(edited) = mend(&text, &found) else { return Ok(()) };
        let after = found(&edited.text);
        let sound = |found: &Found| found.reading.deck.as_ref().map_or(0, |deck| deck.cards.len());
        prop_assert!(sound(&after) >= sound(&before));
        prop_assert!(after.reading.faults.len() <= before.reading.faults.len());
        for change in &edited.changes {
            prop_assert!(edited.text.get(change.place.clone()).is_some());
        }
        let again = mend(&edited.text, &found).unwrap();
        prop_assert_eq!(again.text, edited.text);
        prop_assert_eq!(again.changes, []);
    }
}
