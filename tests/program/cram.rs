//! Practice: everything is asked, nothing that is due or remembered moves.

use serde_json::json;

use crate::house::House;

const CARDS: &str = r#"
[[card]]
id = "danube"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"

[[card]]
id = "rhine"
question = "Into which sea does the Rhine flow?"
answer = "the North Sea"
tags = ["west"]

[[card]]
id = "juche"
kind = "flip"
question = "What is a delta?"
answer = "a mouth with arms"
"#;

/// A house where the Danube is known, and what the store has that practice must not touch.
fn studied() -> (House, String) {
    let mut house = House::new();
    house.deck("data/decks/rivers.toml", CARDS);
    house
        .plain(&["rivers", "--new", "1"], &["black sea"])
        .fine();
    house.at("2026-11-24T07:00:00Z");
    let before = derived(&house);
    (house, before)
}

fn derived(house: &House) -> String {
    let store = house.open_store();
    let mut rows = Vec::new();
    for sql in [
        "SELECT group_concat(deck || card || stability || phase || due_day || reviews || lapses) FROM memory",
        "SELECT group_concat(id || rating) FROM reviews",
    ] {
        let row: Option<String> = store.query_row(sql, [], |row| row.get(0)).unwrap();
        rows.push(row.unwrap_or_default());
    }
    rows.join("\n")
}

#[test]
fn everything_is_asked_and_the_schedule_stays_as_it_is() {
    let (house, before) = studied();
    let replies = [
        "the pond",
        "north sea",
        "",
        ":good",
        "black sea",
        ":undo",
        "black sea",
        "",
    ];
    let sitting = house.plain(&["rivers", "--cram"], &replies);
    insta::assert_snapshot!("cram_sitting", sitting.whole());
    assert_eq!(derived(&house), before);
    assert_eq!(house.number("SELECT count(*) FROM practice"), 5);
    let stats = house.run(&["stats", "rivers", "--json"], "").fine();
    let stats: serde_json::Value = serde_json::from_str(&stats.out).unwrap();
    assert_eq!(stats["totals"]["answers"], 1);
    assert_eq!(stats["practice"]["answers"], 4);
    let right = &stats["practice"]["right"];
    assert_eq!(
        json!([right["hits"], right["of"], right["share"]]),
        json!([3, 4, 0.75])
    );
    house.run(&["doctor", "--rebuild"], "").fine();
    assert_eq!(derived(&house), before);
}

#[test]
fn the_mark_has_the_due_time_that_was_there_before() {
    let (house, _) = studied();
    let due = house.number("SELECT due_day FROM memory");
    let reply = json!({"type": "reply", "text": "black sea", "took_ms": 900}).to_string();
    let other = json!({"type": "reply", "text": "north sea"}).to_string();
    let sitting = house.json(&["rivers", "--cram"], &[&reply, &other]).fine();
    let marks = sitting.of_type("mark");
    let start = jiff::Timestamp::from_second(due * 86_400 + 4 * 3600).unwrap();
    assert_eq!(marks[0]["due"], json!(start.to_string()));
    assert_eq!(
        (&marks[1]["due"], &marks[1]["interval_days"]),
        (&json!(null), &json!(null))
    );
}

#[test]
fn practice_keeps_to_tags_and_minutes_and_to_itself() {
    let (house, _) = studied();
    let tagged = house
        .json(&["rivers", "--cram", "--tag", "west"], &[])
        .fine();
    assert_eq!(tagged.of_type("start")[0]["new"], 1);
    let late = json!({"type": "skip", "took_ms": 70_000}).to_string();
    let short = house
        .json(&["rivers", "--cram", "--minutes", "1"], &[&late])
        .fine();
    assert_eq!(short.of_type("ask").len(), 1);
    for other in ["--ahead", "--new=3"] {
        let refused = house.run(&["study", "--cram", other], "");
        assert_eq!(refused.code, 2, "{}", refused.err);
        assert!(refused.err.contains("--cram"), "{}", refused.err);
    }
}
