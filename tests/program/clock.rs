//! A clock that is put back, and a day that begins at another hour: what is answered comes after
//! what has been answered.

use crate::house::House;

const CARD: &str = "[[card]]\nid = \"sea\"\nquestion = \"Which sea?\"\nanswer = \"black\"\n";

/// Phase and number of answers of the card.
fn memory(house: &House) -> (String, i64) {
    house
        .open_store()
        .query_row("SELECT phase, reviews FROM memory", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap()
}

fn answer(house: &House, reply: &str) {
    house.plain(&["deck.toml"], &[reply, ":quit"]).fine_code();
}

#[test]
fn an_answer_under_a_clock_that_was_put_back_counts_after_those_before_it() {
    let mut house = House::with_cards(CARD);
    house.at("2026-11-25T07:00:00Z");
    answer(&house, ":skip");
    assert_eq!(memory(&house), ("learning".to_owned(), 1));
    house.at("2026-11-23T07:00:00Z");
    answer(&house, "black");
    assert_eq!(memory(&house), ("review".to_owned(), 2));
    // So it does when all is made anew from the log, and the day is the one of the clock.
    house.run(&["doctor", "--rebuild"], "").fine_code();
    assert_eq!(memory(&house), ("review".to_owned(), 2));
    assert_eq!(house.number("SELECT max(day) - min(day) FROM reviews"), 2);
}

#[test]
fn an_answer_on_a_day_that_begins_later_counts_after_those_before_it() {
    let mut house = House::with_cards(CARD);
    let with_rollover = |house: &House, hour: u8, reply: &str| {
        house.write("settings.toml", format!("rollover = {hour}\n"));
        let arguments = ["--config", "settings.toml", "study", "--plain", "deck.toml"];
        house
            .run(&arguments, format!("{reply}\n:quit\n"))
            .fine_code();
    };
    house.at("2026-11-24T02:00:00Z");
    with_rollover(&house, 0, ":skip");
    house.at("2026-11-24T02:30:00Z");
    with_rollover(&house, 4, "black");
    assert_eq!(house.number("SELECT max(day) - min(day) FROM reviews"), 1);
    assert_eq!(memory(&house), ("review".to_owned(), 2));
}
