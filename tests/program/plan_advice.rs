//! Plans beside each other, and what is suggested under them: it has to work when it is pasted.

use serde_json::json;

use crate::house::{House, Ran};

/// A deck of so many typed cards.
fn deck_of(cards: usize) -> String {
    (0..cards)
        .map(|n| format!("[[card]]\nid = \"c{n}\"\nquestion = \"What has the number {n}?\"\nanswer = \"thing {n}\"\n\n"))
        .collect()
}

fn plan(house: &House, deck: &str, minutes: &str) {
    let arguments = [
        "plan",
        deck,
        "--exam",
        "2026-11-27",
        "--minutes",
        minutes,
        "--json",
    ];
    house.run(&arguments, "").fine();
}

/// Answers so many cards rightly, in 12 seconds each.
fn answer(house: &House, arguments: &[&str], cards: usize) -> Ran {
    let messages: Vec<String> = (0..cards)
        .map(|_| json!({"type": "skip", "took_ms": 12_000}).to_string())
        .chain([r#"{"type":"quit"}"#.to_owned()])
        .collect();
    let messages: Vec<&str> = messages.iter().map(String::as_str).collect();
    house.json(arguments, &messages)
}

/// How many cards a sitting would begin with.
fn asked(house: &House, arguments: &[&str]) -> usize {
    answer(house, arguments, 0).of_type("ask").len()
}

fn two_planned() -> House {
    let house = House::new();
    for name in ["rivers", "cities"] {
        house.deck(&format!("{name}.toml"), &deck_of(12));
        plan(&house, &format!("{name}.toml"), "1");
    }
    house
}

#[test]
fn a_plan_does_not_use_up_the_minutes_of_another() {
    let house = two_planned();
    answer(&house, &["rivers.toml"], 5);
    let over = house.plain(&["rivers.toml"], &[]);
    assert!(
        over.out.contains("minutes for today are used up"),
        "{}",
        over.whole()
    );
    assert_eq!(asked(&house, &["cities.toml"]), 1);
    assert_eq!(asked(&house, &["rivers.toml", "cities.toml"]), 1);
}

#[test]
fn plans_made_with_one_seed_at_one_time_are_two() {
    let house = two_planned();
    let plans = house.number("SELECT count(DISTINCT plan) FROM plan_events");
    assert_eq!(
        (plans, house.number("SELECT count(*) FROM plan_events")),
        (2, 2)
    );
}

#[test]
fn a_plan_is_meant_by_the_path_of_its_deck_or_by_its_id() {
    for name in ["cities.toml", "cities"] {
        let mut house = two_planned();
        house.run(&["plan", name, "--drop"], "").fine();
        let shown = house.run(&["plan", "rivers.toml", "--json"], "").fine();
        assert_eq!(shown.objects()[0]["decks"], json!(["rivers"]));
        assert_eq!(
            house.run(&["plan", "cities.toml", "--json"], "").out,
            "null\n"
        );
        house.at("2026-11-28T07:00:00Z");
        house
            .run(&["plan", "rivers.toml", "--result", "80%"], "")
            .fine();
    }
}

#[test]
fn a_deck_that_is_gone_has_its_plan_given_up_by_its_id() {
    let house = two_planned();
    std::fs::remove_file(house.path("cities.toml")).unwrap();
    house.run(&["plan", "cities", "--drop"], "").fine();
    let refused = house.run(&["plan", "citties.toml", "--drop"], "");
    assert_eq!(refused.code, 2);
    assert!(
        refused.err.contains("there is no deck `citties.toml`"),
        "{}",
        refused.err
    );
}

#[test]
fn what_is_suggested_when_the_minutes_are_used_up_takes_more() {
    let house = two_planned();
    answer(&house, &["rivers.toml"], 5);
    assert_eq!(asked(&house, &["rivers.toml", "--minutes", "5"]), 1);
    assert_eq!(asked(&house, &["rivers.toml", "--new", "5"]), 1);
}

#[test]
fn what_is_due_later_is_asked_ahead_under_a_plan() {
    let mut house = House::new();
    house.deck("rivers.toml", &deck_of(30));
    let good = r#"{"type":"reply","text":"thing 0"}"#;
    house.json(
        &["rivers.toml", "--new", "1"],
        &[good, r#"{"type":"next"}"#, r#"{"type":"quit"}"#],
    );
    house.at("2026-11-24T07:00:00Z");
    plan(&house, "rivers.toml", "1");
    let opening = |more: &[&str]| house.plain(&[&["rivers.toml"], more].concat(), &[]).out;
    assert!(!opening(&[]).contains("1 due"), "{}", opening(&[]));
    let ahead = opening(&["--ahead=300"]);
    assert!(ahead.contains("1 due"), "{ahead}");
}
