//! `add` in plain lines: what it asks, what it shows, and when it leaves the deck alone.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use insta::assert_snapshot;

use crate::house::{House, Ran, lines};

const DECK: &str = "# Mine\n[deck]\ntitle = \"Rivers\"\n[sources.atlas]\ntitle = \"Atlas\"";

fn house() -> House {
    let house = House::new();
    house.write("rivers.toml", DECK);
    house
}

fn add(house: &House, replies: &[&str]) -> Ran {
    house.run(&["add", "--plain", "rivers.toml"], lines(replies))
}

fn deck(house: &House) -> String {
    fs::read_to_string(house.path("rivers.toml")).unwrap()
}

/// A choice card with two faults and a slip of the source's name.
const FAULTY: [&str; 12] = [
    "choice",
    "Which of these capitals lies on the Danube?",
    "Vienna",
    "Prague",
    "vienna",
    "Warsaw",
    "",
    "source",
    "atls#3",
    "atlas#3",
    "",
    "change something",
];

#[test]
fn a_card_is_asked_for_mended_and_written() {
    let house = house();
    let mut replies = FAULTY.to_vec();
    replies.extend(["distractors", "Prague", "Warsaw", "Rome", ""]);
    replies.extend(["write it", "done"]);
    assert_snapshot!("add_choice", add(&house, &replies).fine().whole());
    assert_snapshot!("add_deck", deck(&house));
    let check = house.run(&["check", "rivers.toml"], "").fine();
    assert_eq!(check.out, "no faults in 1 card of 1 deck\n");
}

#[test]
fn a_kind_is_guessed_and_several_cards_follow_each_other() {
    let house = house();
    let replies = [
        "",
        "How long is the Danube?",
        "2850",
        "",
        "",
        "",
        "", // written
        "", // another
        "guess",
        "The Danube rises in {{Germany}}.",
        "",
        "", // written
        "done",
    ];
    add(&house, &replies).fine();
    assert_eq!(
        deck(&house),
        format!(
            "{DECK}\n\n[[card]]\nid = \"long-danube\"\nquestion = \"How long is the Danube?\"\n\
             answer = 2850\n\n[[card]]\nid = \"danube-rises\"\n\
             cloze = \"The Danube rises in {{{{Germany}}}}.\""
        )
    );
}

/// What a new card gives away, or is given away by, is said with the line of the other card.
#[test]
fn the_place_of_another_card_is_said() {
    let house = House::new();
    house.write(
        "rivers.toml",
        format!(
            "{DECK}\n[[card]]\nid = \"danube-sea\"\nsource = \"atlas#1\"\n\
             question = \"Into which sea does the Danube flow?\"\nanswer = \"the Black Sea\"\n"
        ),
    );
    let replies = [
        "number",
        "How many metres deep is the Black Sea?",
        "2212",
        "source",
        "atlas#1",
        "",
        "drop it",
        "done",
    ];
    let ran = add(&house, &replies).fine();
    assert!(
        ran.out
            .contains("warning[cross-cue]: the question of another card says `the Black Sea`\n")
            && ran.out.contains("the answer here in line 10\n"),
        "{}",
        ran.out
    );
}

#[test]
fn going_back_asks_again_and_dropping_or_leaving_writes_nothing() {
    let house = house();
    let back = [
        "text", "Wrong?", ":back", "Right?", "yes", "", "drop it", ":quit",
    ];
    let ran = add(&house, &back).fine();
    assert!(ran.out.contains("question = \"Right?\""), "{}", ran.out);
    for enough in 0..FAULTY.len() {
        let ran = add(&house, &FAULTY[..enough]).fine();
        assert!(ran.out.ends_with("Nothing is written.\n"), "{}", ran.out);
    }
    assert_eq!(deck(&house), DECK);
}

#[test]
fn an_error_is_never_written_and_a_warning_only_on_purpose() {
    let house = house();
    let mut replies = FAULTY[..11].to_vec();
    replies.extend(["write it", "drop it", "done"]);
    let ran = add(&house, &replies).fine();
    assert!(
        ran.out.contains("a number from 1 to 2 would do"),
        "{}",
        ran.out
    );
    assert_eq!(deck(&house), DECK);
    let clang = [
        "choice",
        "Which instrument measures the pressure of the atmosphere?",
        "Atmosphere gauge",
        "Ruler",
        "Thermometer",
        "",
        "",
        "write it",
        "done",
    ];
    let ran = add(&house, &clang).fine();
    assert!(ran.out.contains("warning[clang]"), "{}", ran.out);
    assert!(deck(&house).contains("Atmosphere gauge"));
}

#[test]
fn a_deck_that_cannot_be_added_to_is_said_and_left() {
    let house = house();
    house.write("broken.toml", "[deck\n");
    house.write("other.toml", "[package]\nname = \"x\"\n");
    let said: String = [
        "overview",
        "overvew",
        "lakes.toml",
        "broken.toml",
        "other.toml",
        ".",
    ]
    .iter()
    .map(|deck| {
        let ran = house.run(&["add", "--plain", deck], "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        ran.err
    })
    .collect();
    assert_snapshot!("add_refused", said);
    fs::set_permissions(house.path("rivers.toml"), fs::Permissions::from_mode(0o444)).unwrap();
    let ran = add(&house, &["text", "Q?", "x", "", "write it"]);
    assert_eq!(ran.code, 2);
    assert_eq!(
        ran.err,
        "retain: `rivers.toml` cannot be written: it is read-only\n"
    );
    assert_eq!(deck(&house), DECK);
}

#[test]
fn escapes_that_are_typed_reach_neither_the_deck_nor_the_screen() {
    let house = house();
    let replies = [
        "text",
        "Sea\u{1b}[2J?",
        "black\u{202e}",
        "",
        "write it",
        "done",
    ];
    let ran = add(&house, &replies).fine();
    assert!(!ran.out.contains(['\u{1b}', '\u{202e}']), "{}", ran.out);
    assert!(!deck(&house).contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn a_wrong_value_is_said_at_its_own_line_and_asked_again() {
    let house = house();
    let replies = [
        "number",
        "How long is the Rhine, in km?",
        "1233",
        "tolerance",
        "about a bit",
        "2%",
        "no more",
        "write it",
        "done",
    ];
    let ran = add(&house, &replies).fine();
    let (said, shown) = (ran.out.find("error["), ran.out.find("[[card]]"));
    assert!(said.is_some() && said < shown, "{}", ran.out);
    assert!(
        deck(&house).contains("tolerance = \"2%\""),
        "{}",
        deck(&house)
    );
}
