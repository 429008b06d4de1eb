//! `retain preview`: what is shown of sound cards and of faulty ones, and that it is what a
//! sitting shows.

use std::fs;

use insta::assert_snapshot;
use retain::question::KINDS;

use crate::house::{ELEVEN, House};

fn begun() -> House {
    let house = House::new();
    house
        .run(&["-q", "new", "sky.toml", "--kind", "all"], "")
        .fine();
    house
}

#[test]
fn cards_of_each_shape_at_three_widths() {
    let house = begun();
    for width in ["80", "40", "20"] {
        let mut shown = String::new();
        for card in [
            "hottest",
            "rings",
            "from-the-sun",
            "largest-moons",
            "pluto-moon",
            "halley/1",
            "seasons",
        ] {
            let card = format!("sky.toml#{card}");
            shown.push_str(
                &house
                    .run(&["preview", &card, "--width", width], "")
                    .fine()
                    .out,
            );
        }
        assert_snapshot!(format!("width_{width}"), shown);
    }
}

#[test]
fn no_line_is_wider_than_the_window_that_was_asked_for() {
    let house = begun();
    for width in [20, 27, 40, 80, 200] {
        let ran = house
            .run(&["preview", "sky.toml", "--width", &width.to_string()], "")
            .fine();
        for card in ran.out.split("\nsky/") {
            for line in card.lines().skip(2) {
                assert!(line.chars().count() <= width, "{line}");
            }
        }
    }
}

#[test]
fn plain_lines_are_those_of_a_sitting() {
    for kind in KINDS {
        // The gaps of a cloze are cards that a sitting keeps apart.
        if kind.name == "cloze" {
            continue;
        }
        let house = House::new();
        house
            .run(&["-q", "new", "sky.toml", "--kind", kind.name], "")
            .fine();
        let previewed = house
            .run(&["preview", "--plain", "sky.toml"], "")
            .fine()
            .out;
        // Below the heading; the hint is looked at in previews alone.
        let lines = previewed.lines().skip(2);
        let lines: Vec<&str> = lines.filter(|line| !line.starts_with("hint: ")).collect();
        let right = lines
            .iter()
            .find_map(|line| line.strip_prefix("right: "))
            .unwrap();
        let partners = || {
            right
                .split("; ")
                .filter_map(|pair| pair.split(" – ").nth(1))
        };
        let reply = match kind.name {
            "order" => right.replace(" → ", ", "),
            "match" => partners().collect::<Vec<_>>().join(", "),
            "flip" => "\n:good".to_owned(),
            _ => right.to_owned(),
        };
        let sitting = house.plain(&["sky.toml"], &[&reply]).fine().out;
        let previewed = lines.join("\n");
        assert!(sitting.contains(previewed.trim()), "{previewed}\n{sitting}");
    }
}

#[test]
fn a_whole_deck_with_drafts_suspended_and_faulty_cards() {
    let house = House::with_cards(
        r#"
[[card]]
id = "draft"
question = "Who *came*?"
answer = "Ada"
draft = true

[[card]]
id = "faulty"
question = "Who went?"
anwser = "Ada"

[[card]]
id = "out"
cloze = "One {{two|2}} {{c2::three}} {{c2::four}}."
suspended = true
"#,
    );
    assert_snapshot!(
        "whole_deck",
        house.run(&["preview", "deck.toml"], "").whole()
    );
    assert_snapshot!(
        "faulty_card",
        house.run(&["preview", "deck.toml#faulty"], "").whole()
    );
    let by_entry = house
        .run(&["preview", "--plain", "deck.toml#out"], "")
        .fine();
    assert_eq!(
        by_entry.out.matches("suspended").count(),
        2,
        "{}",
        by_entry.out
    );
    assert!(!house.store().exists(), "a preview stores nothing");
}

#[test]
fn a_preview_leaves_the_store_alone() {
    let house = House::with_cards(ELEVEN);
    house.json(&["deck.toml"], &[r#"{"type":"skip"}"#]).fine();
    let before = fs::read(house.store()).unwrap();
    house.run(&["preview", "deck.toml"], "").fine();
    house
        .run(&["preview", "overview/sustained-leader"], "")
        .fine();
    assert!(fs::read(house.store()).unwrap() == before);
}

#[test]
fn the_seed_decides_how_options_are_shuffled() {
    let mut house = begun();
    let order = |house: &House| {
        let ran = house
            .run(&["preview", "--plain", "sky.toml#from-the-sun"], "")
            .fine();
        let items = ran.out.lines().filter(|line| line.starts_with("  "));
        items.map(str::to_owned).collect::<Vec<_>>()
    };
    let first = order(&house);
    assert_eq!(order(&house), first);
    let others: Vec<_> = (2..8).map(|seed| order(house.seeded(seed))).collect();
    assert!(others.iter().any(|other| *other != first), "{others:?}");
}

#[test]
fn no_escape_sequence_of_a_deck_gets_through() {
    let house = House::with_cards(
        "[[card]]\nid = \"a\"\nquestion = \"Is it \\u009b31m so?\"\nanswer = \"yes\"\nhint = \"\\u001b[2J\"\n",
    );
    house.write(
        "b\u{1b}[2Jd.toml",
        "[deck]\ntitle = \"T\"\n[[card]]\nid = \"a\"\nquestion = \"Who?\"\nanswr = 1\n",
    );
    for file in ["deck.toml", "b\u{1b}[2Jd.toml", "b\u{1b}[2Jd.toml#x"] {
        let ran = house.run(&["preview", file], "");
        assert!(
            !ran.whole().contains(['\u{1b}', '\u{9b}']),
            "{}",
            ran.whole()
        );
    }
}

#[test]
fn what_is_not_there_is_said() {
    let house = begun();
    fs::create_dir(house.path("empty")).unwrap();
    house.write("none.toml", "");
    let mut shown = String::new();
    for arguments in [
        &["sky.toml#hotest"][..],
        &["sky.toml#nothing-like-it"],
        &["overview/sustained-leadr"],
        &["overviw/sustained-leader"],
        &["overviw"],
        &["-"],
        &["empty"],
        &["none.toml"],
        &["none.toml#a"],
        &["missing.toml"],
        &["missing.toml#a"],
        &["sky.toml", "--width", "0"],
        &["sky.toml", "--width", "201"],
        &["sky.toml", "--width", "-1"],
        &["sky.toml", "--width", "wide"],
    ] {
        let mut all = vec!["preview"];
        all.extend(arguments);
        let ran = house.run(&all, "");
        assert!((1..=2).contains(&ran.code), "{arguments:?} {}", ran.whole());
        shown.push_str(&format!(
            "=== preview {}\n{}",
            arguments.join(" "),
            ran.whole()
        ));
    }
    assert_snapshot!(shown);
}

#[test]
fn what_lints_say_of_the_card_stands_below_it() {
    let card = |id: &str| {
        format!(
            "[[card]]\nid = \"{id}\"\nquestion = \"On which day did {id} land on the Moon?\"\n\
             answer = \"1969-07-20\"\n"
        )
    };
    let house = House::with_cards(&format!("{}{}", card("neil"), card("buzz")));
    let one = house.run(&["preview", "deck.toml#buzz"], "").fine();
    let last = one.out.trim_end().lines().last().unwrap();
    assert!(
        last.starts_with("deck.toml:11:10: looks-like-date: "),
        "{last}"
    );
    let lints = |out: &str| out.matches("looks-like-date").count();
    assert_eq!(lints(&one.out), 1, "{}", one.out);
    let all = house.run(&["preview", "deck.toml"], "").fine();
    assert_eq!(lints(&all.out), 2, "{}", all.out);
}
