//! Cards that are missed again and again: told, explained, suspended on request.

use crate::house::House;

const RIVERS: &str = r#"
[[card]]
id = "danube"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
tags = ["east"]

[[card]]
id = "rhine"
question = "Into which sea does the Rhine flow?"
answer = "the North Sea"
"#;

/// The Danube, known once and missed on so many days, the Rhine's sea given in its place.
fn missed(days: usize) -> (House, String) {
    let mut house = House::new();
    house.deck("data/decks/rivers.toml", RIVERS);
    let study = ["rivers", "--tag", "east", "--ahead=99"];
    house.at("2026-10-01T07:00:00Z");
    house.plain(&study, &["black sea"]);
    let mut last = String::new();
    for day in 2..2 + days {
        house.at(&format!("2026-10-{day:02}T07:00:00Z"));
        last = house.plain(&study, &["north sea", "black sea"]).fine().out;
    }
    (house, last)
}

#[test]
fn a_leech_is_said_at_the_end_and_explained_by_what_was_answered() {
    let (house, last) = missed(7);
    assert!(!last.contains("lapsed"), "{last}");
    let listed = house.run(&["suspend", "--leeches"], "").fine();
    assert_eq!(listed.out, "No card has 8 lapses or more.\n");
    let (house, last) = missed(8);
    insta::assert_snapshot!("leech_said", last);
    let listed = house.run(&["suspend", "--leeches"], "").fine();
    insta::assert_snapshot!("leech_listed", listed.out);
    let all = house.run(&["suspend", "--leeches", "--all"], "").fine();
    assert_eq!(all.out, "rivers/danube is suspended\n");
    assert_eq!(house.run(&["suspend"], "").fine().out, "rivers/danube\n");
    let none = house.run(&["suspend", "--leeches"], "").fine();
    assert_eq!(none.out, "No card has 8 lapses or more.\n");
}

#[test]
fn how_many_lapses_make_a_leech_can_be_set() {
    let (house, _) = missed(2);
    house.write("config.toml", "leech_lapses = 2\n");
    let listed = house.run(&["--config", "config.toml", "suspend", "--leeches"], "");
    assert!(
        listed
            .fine()
            .out
            .contains("2 lapses; confused with rivers/rhine (2 times)"),
        "the setting counts"
    );
}
