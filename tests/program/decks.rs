//! The decks that ship: whole, faultless, and shadowed by copies without loss of history.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use retain::ask::Reply;
use retain::deck::others::Others;
use retain::deck::read::read;
use retain::mark::Verdict;
use serde_json::Value;

use crate::house::{House, shipped};

fn files() -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(shipped())
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (stem, fs::read(path).unwrap())
        })
        .collect()
}

#[test]
fn every_file_is_built_in() {
    let house = House::new();
    let ran = house.run(&["decks", "--json"], "").fine();
    let known: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    let ids: BTreeSet<&str> = known
        .iter()
        .map(|deck| deck["id"].as_str().unwrap())
        .collect();
    let files = files();
    assert_eq!(ids, files.keys().map(String::as_str).collect());
    house.run(&["init", "out"], "").fine();
    for (stem, bytes) in files {
        let copy = fs::read(house.path(&format!("out/{stem}.toml"))).unwrap();
        assert!(copy == bytes, "{stem}");
    }
}

#[test]
fn check_finds_nothing() {
    let shipped = shipped();
    let house = House::new();
    let ran = house.run(&["check", shipped.to_str().unwrap()], "").fine();
    assert!(ran.out.starts_with("no faults"), "{}", ran.out);
    house.run(&["check", "--deny", "warnings"], "").fine();
}

#[test]
fn there_are_enough_cards_of_every_kind_and_each_key_marks_itself_right() {
    let mut kinds = BTreeSet::new();
    let mut cards = 0;
    for (stem, bytes) in files() {
        let deck = read(&bytes, &stem).deck.unwrap();
        let others = Others::of(&deck);
        for card in &deck.cards {
            cards += 1;
            kinds.insert(card.kind);
            assert!(card.explanation.is_some(), "{} explains nothing", card.id);
            assert!(!card.sources.is_empty(), "{} has no source", card.id);
            let key = card.question.key();
            if key == Reply::Shown {
                continue;
            }
            let mark = card
                .question
                .mark(&key, &|folded| others.answer_to(folded, &card.id));
            assert_eq!(
                (mark.verdict, mark.score),
                (Verdict::Correct, 1.0),
                "{}",
                card.id
            );
        }
    }
    assert!(cards >= 60, "{cards}");
    assert_eq!(kinds.len(), 11, "{kinds:?}");
}

#[test]
fn a_copy_shadows_the_built_in_deck_and_keeps_its_history() {
    let house = House::new();
    let skip = r#"{"type":"skip"}"#;
    house.json(&["overview"], &[skip, skip, skip]).fine();
    let count = |house: &House| {
        let ran = house.run(&["stats", "--json"], "").fine();
        let stats: Value = serde_json::from_str(&ran.out).unwrap();
        let deck = &stats["decks"]["overview"];
        (
            deck["answers"].clone(),
            deck["cards"]["all"].clone(),
            deck["cards"]["new"].clone(),
        )
    };
    let before = count(&house);
    assert_eq!(before.0, 3);
    let init = house.run(&["init"], "");
    assert_eq!(init.code, 0);
    assert_eq!(count(&house), before);
    let path = house.path("data/decks/overview.toml");
    let text = fs::read_to_string(&path)
        .unwrap()
        .replace("sustained-leader", "leader-kept");
    fs::write(&path, text).unwrap();
    let ran = house.run(&["decks", "--json"], "").fine();
    let known: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(known.len(), files().len());
    assert!(
        known.iter().all(|deck| deck["file"].is_string()),
        "{}",
        ran.out
    );
    let again = house.run(&["init"], "");
    assert_eq!(
        (again.code, again.out.as_str()),
        (0, ""),
        "nothing is overwritten"
    );
    assert!(fs::read_to_string(&path).unwrap().contains("leader-kept"));
}

#[test]
fn a_renamed_copy_is_not_copied_again() {
    let house = House::new();
    house.run(&["init"], "").fine_code();
    let (old, new) = ("data/decks/people.toml", "data/decks/persons.toml");
    fs::rename(house.path(old), house.path(new)).unwrap();
    let again = house.run(&["init"], "");
    assert_eq!((again.code, again.out.as_str()), (0, ""));
    assert!(
        again
            .err
            .contains("`data/decks/persons.toml` is the deck `people` already"),
        "{}",
        again.err
    );
    assert!(!house.path(old).exists());
    house.run(&["decks"], "").fine();
    // Another folder is another matter.
    assert_eq!(
        house.run(&["init", "out"], "").fine().out.lines().count(),
        files().len()
    );
}

#[test]
fn no_escape_sequence_of_a_file_name_gets_through() {
    let house = House::new();
    let faulty = "[deck]\ntitle = \"T\"\n[[card]]\nid = \"a\"\nquestion = \"Who?\"\nanswr = 1\n\
                  [[card]]\nid = \"b\"\nquestion = \"Who else?\"\nanswer = \"Ada\"\n";
    house.write("data/decks/a\u{1b}[2Jb.toml", faulty);
    for arguments in [
        &["decks"][..],
        &["check"],
        &["check", "--format", "short"],
        &["study", "--plain"],
        &["study", "--json"],
        &["preview", "a-2jb"],
        &["new", "a-2jb.toml"],
        &["stats"],
        &["doctor"],
        &[],
    ] {
        let ran = house.run(arguments, "");
        assert!(
            !ran.whole().contains('\u{1b}'),
            "{arguments:?}\n{}",
            ran.whole()
        );
    }
}

#[test]
fn built_in_decks_can_be_left_out() {
    let house = House::new();
    house.deck(
        "data/decks/rivers.toml",
        "[[card]]\nid = \"danube\"\nquestion = \"Into which sea does the Danube flow?\"\n\
         answer = \"the Black Sea\"\n",
    );
    let listed = house.run(&["decks"], "").fine_code();
    assert!(listed.out.contains("overview") && listed.out.contains("rivers"));
    assert!(
        listed.err.contains("`built_in = false` in "),
        "{}",
        listed.err
    );
    house.write("home/.config/retain/config.toml", "built_in = false\n");
    let listed = house.run(&["decks"], "").fine();
    assert!(listed.out.starts_with("rivers "), "{}", listed.out);
    assert!(!listed.out.contains("overview"), "{}", listed.out);
    let checked = house.run(&["check"], "").fine();
    assert_eq!(checked.out, "no faults in 1 card of 1 deck\n");
    let start = &house.json(&[], &[]).of_type("start")[0];
    assert_eq!(start["decks"], serde_json::json!(["rivers"]));
    let ran = house.run(&["study", "overview"], "");
    assert_eq!(ran.code, 2, "{}", ran.err);
}
