//! Whole sittings in plain lines, as they are read.

use insta::assert_snapshot;

use crate::house::{ELEVEN, House};

/// The entry of one kind out of [`ELEVEN`].
fn entry(kind: &str) -> &'static str {
    let start = ELEVEN.find(&format!("[[card]]\nid = \"{kind}\"")).unwrap();
    let rest = &ELEVEN[start + 1..];
    rest.find("\n[[card]]")
        .map_or(&ELEVEN[start..], |end| &ELEVEN[start..start + 1 + end])
}

/// A sitting with the card of one kind and a second card after it.
fn sitting(kind: &str, replies: &[&str]) -> String {
    House::with_cards(entry(kind))
        .plain(&["deck.toml"], replies)
        .whole()
}

#[test]
fn choice() {
    assert_snapshot!(sitting(
        "choice",
        &["2", "?", "3", ":undo", "1", ":right", ":wrong", ":easy"]
    ));
}

#[test]
fn text() {
    assert_snapshot!(sitting(
        "text",
        &[
            "Xi Jinping",
            "Lui Yunshan",
            ":wrong",
            "Li Yunshan",
            ":undo",
            ":skip",
            "liu yunshan"
        ]
    ));
}

#[test]
fn number() {
    assert_snapshot!(sitting("number", &["900", "870 km", "870", "870 mi"]));
}

#[test]
fn date() {
    assert_snapshot!(sitting(
        "date",
        &["2007", "2006", "October 2006", ":undo", "10/2006"]
    ));
}

#[test]
fn true_false() {
    assert_snapshot!(sitting("true-false", &["maybe", "2", "false", "true"]));
}

#[test]
fn multiple() {
    assert_snapshot!(sitting(
        "multiple",
        &["1", "1 2 3", "9", "submarines", "food, energy"]
    ));
}

#[test]
fn list() {
    assert_snapshot!(sitting(
        "list",
        &[
            "China",
            "China, Japan, USA",
            "China; Rusia; United States",
            "russia, china and usa"
        ]
    ));
}

#[test]
fn order() {
    assert_snapshot!(sitting(
        "order",
        &[
            "1 2",
            "1 1 2",
            "3 2 1",
            "2 1 3",
            "Korean War, first test, second test"
        ]
    ));
}

#[test]
fn matching() {
    assert_snapshot!(sitting("match", &["1", "1 1", "3 2", "2 3", "kim, xi"]));
}

#[test]
fn cloze() {
    assert_snapshot!(sitting(
        "cloze",
        &["Korean War", "1953", "Vietnam War", "korean war"]
    ));
}

#[test]
fn flip() {
    assert_snapshot!(sitting(
        "flip",
        &["", "maybe", "1", "", ":undo", "", "hard", ":easy"]
    ));
}

#[test]
fn not_known_and_not_now() {
    for (name, replies) in [
        ("skipped", &[":skip", "an influx of refugees"][..]),
        ("put_off", &[":later", ":later"]),
        ("suspended", &[":suspend"]),
        ("quit", &[":quit", "never read"]),
        ("end_of_input", &["1"]),
        (
            "unknown_words",
            &[
                ":dance",
                ":skip now",
                "",
                ":good",
                ":undo",
                ":right",
                ":quit",
            ],
        ),
    ] {
        assert_snapshot!(name, sitting("choice", replies));
    }
}

#[test]
fn several_cards_in_turn() {
    let replies = [
        ":skip",
        "liu yunshan",
        "870 miles",
        "October 2006",
        "true",
        "an influx of refugees",
        ":undo",
        "an influx of refugees",
        ":quit",
    ];
    let ran = House::with_cards(ELEVEN).plain(&["deck.toml"], &replies);
    assert_snapshot!(ran.whole());
}

#[test]
fn days_later() {
    let mut house = House::with_cards(entry("number"));
    let mut whole = house.plain(&["deck.toml"], &["870 miles", ""]).whole();
    for now in [
        "2026-11-23T20:00:00Z",
        "2026-11-24T07:00:00Z",
        "2026-11-30T07:00:00Z",
    ] {
        whole.push_str(&format!("=== {now}\n"));
        whole.push_str(
            &house
                .at(now)
                .plain(&["deck.toml"], &["12", "870 miles", ""])
                .whole(),
        );
    }
    assert_snapshot!(whole);
}

#[test]
fn nothing_to_do() {
    let mut house = House::with_cards(ELEVEN);
    let none = house.plain(&["deck.toml", "--new", "0"], &[]).whole();
    assert_snapshot!("nothing_new_wanted", none);
    assert_snapshot!(
        "no_such_tag",
        house.plain(&["deck.toml", "--tag", "sea"], &[]).whole()
    );
    house.plain(
        &["deck.toml", "--tag", "border"],
        &["an influx of refugees"],
    );
    house.plain(&["deck.toml", "--new", "1"], &["liu yunshan"]);
    assert_snapshot!(
        "done_for_today",
        house.plain(&["deck.toml", "--new", "0"], &[]).whole()
    );
    assert_snapshot!(
        "ahead",
        house
            .plain(&["deck.toml", "--new", "0", "--ahead=30"], &[":quit"])
            .whole()
    );
    house.at("2026-11-24T07:00:00Z");
    assert_snapshot!("empty_deck", {
        house.deck("empty.toml", "");
        house.plain(&["empty.toml"], &[]).whole()
    });
}

#[test]
fn limits() {
    let house = House::with_cards(ELEVEN);
    assert_snapshot!(
        "new_2",
        house
            .plain(&["deck.toml", "--new", "2"], &[":quit"])
            .whole()
    );
    assert_snapshot!(
        "tag",
        house
            .plain(&["deck.toml", "--tag", "border"], &[":quit"])
            .whole()
    );
    for (name, minutes) in [
        ("none", "0"),
        ("negative", "-1"),
        ("word", "five"),
        ("endless", "inf"),
    ] {
        assert_snapshot!(
            format!("minutes_{name}"),
            house
                .plain(&["deck.toml", "--minutes", minutes], &[])
                .whole()
        );
    }
}

#[test]
fn new_cards_a_day_are_limited_over_all_sittings_of_the_day() {
    let house = House::with_cards(ELEVEN);
    house.write("home/.config/retain/config.toml", "new_per_day = 2\n");
    let first = house.plain(&["deck.toml"], &["an influx of refugees"]);
    assert!(first.out.starts_with("0 due, 2 new"), "{}", first.out);
    let second = house.plain(&["deck.toml"], &["liu yunshan"]);
    assert!(second.out.starts_with("0 due, 1 new"), "{}", second.out);
    let third = house.plain(&["deck.toml"], &[]);
    assert!(
        third.out.starts_with("Nothing is due: all done for today"),
        "{}",
        third.out
    );
}

#[test]
fn a_deck_with_faulty_cards() {
    let house = House::with_cards(&format!(
        "{}\n[[card]]\nquestion = \"No answer\"\n\n[[card]]\nquestion = \"Both\"\nanswr = 3\n",
        entry("number")
    ));
    assert_snapshot!(house.plain(&["deck.toml"], &[":quit"]).whole());
}

#[test]
fn options_keep_to_the_words_of_the_question() {
    let cards = r#"
[[card]]
id = "fixed"
question = """
Which **year** is it?

- the first
- the last"""
options = [1950, 1953, 2006]
answer = 1953
explanation = """
One paragraph.

Another one."""
"#;
    assert_snapshot!(
        House::with_cards(cards)
            .plain(&["deck.toml"], &["1953", ""])
            .whole()
    );
}

#[test]
fn today_and_stats() {
    let house = House::with_cards("");
    std::fs::remove_file(house.path("deck.toml")).unwrap();
    assert_snapshot!("today_first", house.run(&[], "").whole());
    assert_snapshot!("stats_first", house.run(&["stats"], "").whole());
    house.write(
        "data/decks/mine.toml",
        format!("[deck]\ntitle = \"Mine\"\n{ELEVEN}"),
    );
    house.plain(
        &["mine"],
        &[
            "an influx of refugees",
            "nobody",
            "870 miles",
            ":skip",
            ":quit",
        ],
    );
    assert_snapshot!("today_later", house.run(&[], "").whole());
    assert_snapshot!("stats_later", house.run(&["stats"], "").whole());
    assert_snapshot!("stats_json", house.run(&["stats", "--json"], "").whole());
    assert_snapshot!("decks", house.neutral(&house.run(&["decks"], "").whole()));
}

#[test]
fn a_deck_outside_the_folders_is_said_to_be_asked_by_name_only() {
    let card = "[[card]]\nquestion = \"Sea?\"\nanswer = \"black\"\n";
    let house = House::with_cards(card);
    let only = "Only `retain study deck.toml` asks this again, until it is copied into `data/decks` \
                or the folder is listed under `decks` in the settings.\n";
    let out = house.plain(&["deck.toml"], &["black"]).fine().out;
    assert!(out.ends_with(only), "{out}");
    let out = house.json(&["deck.toml"], &[]).fine().out;
    assert!(!out.contains("Only"), "{out}");
    house.deck("data/decks/own.toml", card);
    let out = house.plain(&["own"], &["black"]).fine().out;
    assert!(!out.contains("Only"), "{out}");
    house.deck("more/listed.toml", card);
    house.write("settings.toml", "decks = [\"more\"]\n");
    let listed = ["--config", "settings.toml", "study", "more/listed.toml"];
    let out = house.run(&listed, "black\n").fine().out;
    assert!(out.contains("1 answered") && !out.contains("Only"), "{out}");
}
