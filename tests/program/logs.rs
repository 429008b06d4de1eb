//! Logs from elsewhere: taking them in, and what `evaluate` says of them.

use serde_json::Value;

use crate::house::House;

/// 20 cards over 40 days, each answered every other day; which ones are missed is fixed.
fn log() -> String {
    log_of(20)
}

fn log_of(cards: i64) -> String {
    let mut text = "card,time_ms,rating,took_ms,deck\n".to_owned();
    for day in 0..40_i64 {
        for card in (day % 2..cards).step_by(2) {
            let at = 1_760_000_000_000 + day * 86_400_000 + card * 20_000;
            let rating = if (day * 7 + card * 5) % 11 < 3 { 1 } else { 3 };
            let took = 2000 + (card * 977 + day * 131) % 7000;
            text.push_str(&format!("c{card},{at},{rating},{took},anatomy\n"));
        }
    }
    text
}

#[test]
fn a_log_is_taken_in_once_with_its_other_columns() {
    let house = House::new();
    house.write("reviews.csv", log());
    let first = house.run(&["import", "reviews.csv"], "").fine();
    assert_eq!(
        first.out,
        "reviews.csv: 400 answers added\n\
         20 cards are of no deck, kept as `imported/…`; `retain evaluate` counts them\n"
    );
    let again = house.run(&["import", "reviews.csv"], "").fine();
    assert_eq!(
        again.out,
        "reviews.csv: 0 answers added, 400 known already\n"
    );
    assert_eq!(house.saved(), 400);
    let kept =
        "SELECT count(*) FROM reviews WHERE deck = 'imported' AND reply = '{\"deck\":\"anatomy\"}'";
    assert_eq!(house.number(kept), 400);
    let cards = "SELECT count(*) FROM memory";
    assert_eq!(house.number(cards), 20);
    house.run(&["doctor", "--rebuild"], "").fine();
    assert_eq!(house.number(cards), 20);
}

#[test]
fn a_row_of_a_card_that_a_deck_has_is_that_cards() {
    let house = House::with_cards("[[card]]\nid = \"a\"\nquestion = \"?\"\nanswer = \"b\"\n");
    house.write(
        "data/decks/own.toml",
        std::fs::read(house.path("deck.toml")).unwrap(),
    );
    house.write(
        "log.csv",
        "card,time_ms,rating\nown/a,1760000000000,3\nown/b,1760000000000,3\n",
    );
    house.run(&["import", "log.csv"], "").fine();
    let of = |deck: &str| {
        house.number(&format!(
            "SELECT count(*) FROM reviews WHERE deck = '{deck}'"
        ))
    };
    assert_eq!((of("own"), of("imported")), (1, 1));
}

#[test]
fn rows_that_cannot_be_used_are_told_and_the_others_are_taken() {
    let house = House::new();
    house.write(
        "log.csv",
        "card,time_ms,rating,took_ms\n\
         a,1760000000000,3,900\n\
         a,1760000000000,3,900\n\
         a,1759000000000,2,900\n\
         b,1760000000000,0,900\n\
         b,1760000000000,9,900\n\
         b,1990000000000,3,900\n\
         b,1760000000,3,900\n\
         \u{1b}[2Jb,1760000000000,3,900\n\
         b,176000\u{1b}[2J,3,900\n",
    );
    let ran = house.run(&["import", "log.csv"], "");
    insta::assert_snapshot!("rows_that_cannot_be_used", ran.whole());
    assert_eq!(house.saved(), 2);
}

#[test]
fn files_that_are_no_log_are_refused() {
    let house = House::new();
    house.write("empty.csv", "");
    house.write("binary.csv", b"\0\x01\x02");
    house.write("other.csv", "card,when,grade\na,1,2\n");
    house.write("seconds.csv", "card,time_ms,rating\na,1760000000,3\n");
    house.write("log.txt", log());
    let files = [
        "empty.csv",
        "binary.csv",
        "other.csv",
        "seconds.csv",
        "log.txt",
        "none.csv",
    ];
    let said: String = files
        .iter()
        .map(|file| house.run(&["import", file], "").whole())
        .collect();
    insta::assert_snapshot!("files_that_are_no_log", said);
}

#[test]
fn an_evaluation_is_a_table_what_can_be_said_and_a_chart() {
    let house = House::new();
    house.write("reviews.csv", log());
    house.run(&["import", "reviews.csv"], "").fine();
    let ran = house.run(&["evaluate", "--json"], "").fine();
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (&found["reviews"], &found["items"]),
        (&400.into(), &380.into())
    );
    let names: Vec<&String> = found["predictors"].as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        [
            "constant",
            "sm2",
            "fsrs_default",
            "fsrs_fit",
            "fsrs_refit",
            "retain"
        ]
    );
    for (name, figures) in found["predictors"].as_object().unwrap() {
        for figure in ["log_loss", "rmse_bins", "auc"] {
            let figure = figures[figure].as_f64().unwrap();
            assert!((0.0..3.0).contains(&figure), "{name}: {figure}");
        }
    }
    for columns in ["80", "20"] {
        let mut command = house.command(&["evaluate"]);
        command.env("COLUMNS", columns);
        let page = crate::house::run(command, b"").fine().out;
        assert!(
            page.contains("SM-2") && page.contains("predicted  known"),
            "{page}"
        );
    }
}

#[test]
fn a_log_that_says_too_little_is_told_so_in_numbers_that_are_numbers() {
    let one_day: String = (0..300)
        .map(|n| format!("c{},{},3,900\n", n % 9, 1_760_000_000_000_i64 + n * 1000))
        .collect();
    let logs = [
        ("none", String::new()),
        (
            "three",
            "a,1760000000000,3,1\na,1760100000000,3,1\nb,1760200000000,1,1\n".to_owned(),
        ),
        ("one day", one_day),
    ];
    let mut said = String::new();
    for (name, rows) in logs {
        let house = House::new();
        house.write("log.csv", format!("card,time_ms,rating,took_ms\n{rows}"));
        house.run(&["import", "log.csv"], "").fine();
        said.push_str(&format!(
            "# {name}\n{}",
            house.run(&["evaluate"], "").whole()
        ));
        let json = house.run(&["evaluate", "--json"], "").fine().out;
        assert!(
            json.contains("\"log_loss\": null") && !json.contains("NaN"),
            "{json}"
        );
    }
    insta::assert_snapshot!("too_little", said);
}

#[test]
fn a_fit_is_made_on_demand_and_by_itself_kept_and_switched_off() {
    let mut house = House::with_cards("[[card]]\nid = \"a\"\nquestion = \"?\"\nanswer = \"b\"\n");
    house.at("2025-12-01T07:00:00Z");
    house.write("reviews.csv", log_of(100));
    let first = house.run(&["optimize"], "").fine();
    assert_eq!(
        first.out,
        "there are no answers yet; the default parameters stay\n"
    );
    house.run(&["import", "reviews.csv"], "").fine();
    let by_itself = house.run(&["study", "deck.toml", "--plain"], "b\n");
    assert!(
        by_itself.err.contains("fitted to 2001 answers: log loss "),
        "{}",
        by_itself.err
    );
    assert!(by_itself.out.contains("1 answer"), "{}", by_itself.out);
    let kept = "SELECT count(*) FROM meta WHERE key = 'fit of me'";
    assert_eq!(house.number(kept), 1);
    let due = "SELECT sum(due_day) FROM memory";
    let fitted = house.number(due);
    let shown = house.run(&["config"], "").fine().out;
    assert!(
        shown.contains("fitted on 2025-12-01 to 2001 answers"),
        "{shown}"
    );
    // The next sitting finds nothing new to fit to.
    house.at("2025-12-02T07:00:00Z");
    house
        .run(&["study", "deck.toml", "--plain", "--ahead=30"], "b\n")
        .fine();
    house.run(&["doctor", "--rebuild"], "").fine();
    assert_ne!(house.number(due), 0);
    house.write("off.toml", "fit = false\n");
    let off = house
        .run(&["--config", "off.toml", "config"], "")
        .fine()
        .out;
    assert!(off.contains("those of the average learner"), "{off}");
    house.run(&["--config", "off.toml", "doctor"], "").fine();
    assert_ne!(
        house.number(due),
        fitted,
        "due days are made with the defaults again"
    );
}
