//! Load balance: answers come back on the lighter of the days within reach.

use crate::house::House;

#[test]
fn what_is_answered_comes_back_on_the_lighter_days() {
    let card = |n: i64| {
        format!(
            "[[card]]\nid = \"c{n}\"\nquestion = \"What is number {n}?\"\nanswer = \"a thing\"\n\n"
        )
    };
    let mut house = House::new();
    house.seeded(1);
    let deck = house.deck("deck.toml", &(0..40).map(card).collect::<String>());
    let deck = deck.to_str().unwrap();
    let rows = (0..400).map(|n| format!("other{n},1760000000000,3\n"));
    house.write(
        "log.csv",
        format!("card,time_ms,rating\n{}", rows.collect::<String>()),
    );
    house.run(&["import", "log.csv"], "").fine();
    house.at("2026-10-01T07:00:00Z");
    house
        .plain(&[deck, "--new", "40"], &["a thing"; 40])
        .fine_code();
    // Ten cards of another deck on every second day for a while.
    let today = 20_740;
    let heavy = format!(
        "UPDATE memory SET due_day = {today} + 1 + 2 * (substr(card, 6) % 40) WHERE deck = 'imported'"
    );
    let store = rusqlite::Connection::open(house.store()).unwrap();
    store.execute(&heavy, []).unwrap();
    drop(store);
    house.at("2026-10-14T07:00:00Z");
    house
        .plain(&[deck, "--ahead=0"], &["a thing"; 40])
        .fine_code();
    let count = |more: &str| {
        house.number(&format!(
            "SELECT count(*) FROM memory WHERE deck = 'deck' AND reviews = 2 {more}"
        ))
    };
    let on_heavy = format!("AND (due_day - {today}) % 2 = 1");
    assert_eq!(count(""), 40);
    // By chance it would be about half of them.
    assert!(count(&on_heavy) < 10, "{}", count(&on_heavy));
}
