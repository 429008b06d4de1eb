//! Several learners on one machine: told apart, listed, compared when asked, and nobody sees
//! another's figures by accident.

use serde_json::{Value, json};

use crate::house::House;

const DECK: &str = r#"
[[card]]
id = "danube"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"

[[card]]
id = "rhine"
question = "Into which sea does the Rhine flow?"
answer = "the North Sea"
"#;

/// Ann answered twice on Sunday, Ben once on Monday.
fn house() -> House {
    let mut house = House::with_cards(DECK);
    house.at("2026-11-22T07:00:00Z");
    let seas = ["the Black Sea", "the Black Sea"];
    house
        .plain(&["deck.toml", "--learner", "annika"], &seas)
        .fine_code();
    house.at("2026-11-23T07:00:00Z");
    house
        .plain(
            &["deck.toml", "--learner", "ben"],
            &["the Black Sea", ":quit"],
        )
        .fine_code();
    house
}

#[test]
fn learners_are_listed() {
    let house = House::new();
    let none = house.run(&["learners"], "").fine();
    assert_eq!(
        none.out,
        "nobody has learned here yet: `retain study` starts\n"
    );
    let house = self::house();
    let listed = house.run(&["learners"], "").fine().out;
    // The missed card came back until it was known, or the input ended.
    assert_eq!(listed.lines().count(), 2, "{listed}");
    assert!(
        listed.starts_with("annika  2 answers, the last yesterday\n"),
        "{listed}"
    );
    assert!(
        listed.ends_with("ben     1 answer, the last today\n"),
        "{listed}"
    );
    let listed: Value =
        serde_json::from_str(&house.run(&["learners", "--json"], "").fine().out).unwrap();
    assert_eq!(
        listed[1],
        json!({"name": "ben", "answers": 1, "last": "2026-11-23"})
    );
}

#[test]
fn a_new_name_among_others_is_said_and_a_slip_is_told() {
    let house = house();
    let near = house.run(&["stats", "--learner", "anika"], "");
    assert!(
        near.err
            .contains("`anika` is a new learner; did you mean `--learner annika`?")
    );
    let far = house.run(&["decks", "--learner", "zoe"], "");
    assert!(
        far.err
            .contains("`zoe` is a new learner; `retain learners` lists the others")
    );
    house.run(&["stats", "--learner", "ben"], "").fine();
}

/// Whoever is asked for, no answer, card or name of another is in what is said.
#[test]
fn nobody_sees_the_figures_of_another() {
    let house = house();
    house
        .plain(
            &["deck.toml", "--cram", "--learner", "ben"],
            &["", "", "", ""],
        )
        .fine_code();
    house
        .run(
            &[
                "plan",
                "deck.toml",
                "--exam",
                "2026-12-20",
                "--minutes",
                "5",
                "--learner",
                "ben",
            ],
            "",
        )
        .fine_code();
    std::fs::remove_file(house.path("deck.toml")).unwrap();
    let empty = House::new();
    for command in [
        &[][..],
        &["stats"],
        &["stats", "--json"],
        &["stats", "--csv"],
        &["plan"],
        &["plan", "--json"],
        &["evaluate"],
        &["evaluate", "--json"],
        &["suspend"],
        &["decks"],
    ] {
        let arguments = [command, &["--learner", "zoe"]].concat();
        let ran = house.run(&arguments, "").fine_code();
        assert_eq!(
            ran.out,
            empty.run(&arguments, "").fine_code().out,
            "{command:?}"
        );
    }
    let orphans = house.run(&["orphans", "--learner", "zoe"], "").fine_code();
    assert_eq!(orphans.out, "every history has its card\n");
    let orphans = house
        .run(&["orphans", "--learner", "zoe", "--json"], "")
        .fine_code();
    assert_eq!(orphans.out.trim(), "[]");
    house.run(&["report", "--learner", "zoe"], "").fine_code();
    let page = std::fs::read_to_string(house.path("report.html")).unwrap();
    assert!(page.contains("There are no answers yet.") && !page.contains("ben"));
}

#[test]
fn learners_are_compared_when_asked() {
    let house = house();
    let all = house.run(&["stats", "--all", "--json"], "").fine().out;
    let all: Value = serde_json::from_str(&all).unwrap();
    for name in ["annika", "ben"] {
        let own = house
            .run(&["stats", "--json", "--learner", name], "")
            .fine()
            .out;
        let own: Value = serde_json::from_str(&own).unwrap();
        assert_eq!(all[name], own);
        assert_eq!(own["learner"], name);
    }
    let text = house.run(&["stats", "--all"], "").fine().out;
    insta::assert_snapshot!(text);
}
