//! Back after days away: what is due is spread over the days that the setting says.

use insta::assert_snapshot;

use crate::house::House;

/// Two days of forty new cards each, then eleven days away: all eighty are due on the 14th.
fn away() -> House {
    let cards: String = (0..80)
        .map(|n| format!("[[card]]\nid = \"c{n}\"\nquestion = \"What is number {n}?\"\nanswer = \"a thing\"\n\n"))
        .collect();
    let mut house = House::new();
    house.deck("data/decks/things.toml", &cards);
    house.write(
        "home/.config/retain/config.toml",
        "built_in = false\nnew_per_day = 0\n",
    );
    for day in ["2026-10-01", "2026-10-02"] {
        house.at(&format!("{day}T07:00:00Z"));
        house.plain(&["--new", "40"], &["a thing"; 40]).fine_code();
    }
    house.at("2026-10-14T07:00:00Z");
    house
}

fn answered(house: &House) -> i64 {
    house.number("SELECT count(*) FROM reviews")
}

#[test]
fn a_backlog_is_said_and_a_share_of_it_is_asked() {
    let mut house = away();
    let mut said = house.run(&[], "").fine().out;
    let first = house.plain(&[], &["a thing"; 10]).fine_code();
    let start: Vec<&str> = first.out.lines().take(3).collect();
    said.push_str(&start.join("\n"));
    assert_eq!(answered(&house), 90, "the input ended");
    house.at("2026-10-14T08:00:00Z");
    house.plain(&[], &["a thing"; 80]).fine_code();
    assert_eq!(
        answered(&house),
        80 + 46,
        "40 as usual, and a seventh of 40 more"
    );
    house.at("2026-10-14T09:00:00Z");
    said.push_str("\n=== after the share\n");
    said.push_str(&house.run(&[], "").fine().out);
    said.push_str(&house.run(&["study"], "").fine().out);
    assert_snapshot!(said);
    house.plain(&["--ahead=0"], &["a thing"; 80]).fine_code();
    assert_eq!(answered(&house), 160, "all that is due, as asked for");
}

/// The reviews that are foreseen, today first.
fn foreseen(house: &House) -> Vec<f64> {
    let said = house.run(&["stats", "--csv=forecast"], "").fine().out;
    let reviews = |line: &str| line.split(',').nth(1).unwrap().parse().unwrap();
    said.lines().skip(1).map(reviews).collect()
}

#[test]
fn the_forecast_spreads_a_backlog_as_the_sittings_do() {
    let house = away();
    let days = foreseen(&house);
    assert_eq!(days[0], 46.0, "{days:?}");
    assert!((34.0..46.0).contains(&days[1]), "{days:?}");
    house.plain(&[], &["a thing"; 10]).fine_code();
    assert_eq!(foreseen(&house)[0], 36.0, "what is left of today's share");
    house.plain(&[], &["a thing"; 80]).fine_code();
    assert_eq!(foreseen(&house)[0], 0.0, "today's share is done");
}

#[test]
fn a_backlog_is_gone_within_the_days_of_the_setting() {
    let mut house = away();
    house.write(
        "home/.config/retain/config.toml",
        "built_in = false\nnew_per_day = 0\nbacklog_days = 2\n",
    );
    house.plain(&[], &["a thing"; 80]).fine_code();
    assert_eq!(answered(&house), 80 + 60);
    house.at("2026-10-15T07:00:00Z");
    house.plain(&[], &["a thing"; 80]).fine_code();
    assert_eq!(answered(&house), 160);
    let cards = "SELECT count(DISTINCT card) FROM reviews WHERE day >= 20740";
    assert_eq!(house.number(cards), 80, "each of them once");
}

#[test]
fn with_one_day_all_is_asked_at_once() {
    let house = away();
    house.write(
        "home/.config/retain/config.toml",
        "built_in = false\nnew_per_day = 0\nbacklog_days = 1\n",
    );
    house.plain(&[], &["a thing"; 80]).fine_code();
    assert_eq!(answered(&house), 160);
}
