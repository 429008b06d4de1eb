//! Exam plans: what they say, what they refuse, and that following one for a month pays.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};

use serde_json::{Value, json};

use crate::house::House;

/// A deck of so many typed cards.
fn deck_of(cards: usize) -> String {
    (0..cards)
        .map(|n| format!("[[card]]\nid = \"c{n}\"\nquestion = \"What has the number {n}?\"\nanswer = \"thing {n}\"\n\n"))
        .collect()
}

fn on(house: &mut House, day: usize) -> &mut House {
    let month = if day < 30 { "11" } else { "12" };
    house.at(&format!("2026-{month}-{:02}T07:00:00Z", day % 30 + 1))
}

/// A learner of this test's own making: recall halves in time as `1 / (1 + t / 9s)`, a recall
/// makes the memory `s` stronger, the more so the harder it was, a miss throws it back.
#[derive(Default)]
struct Mind {
    cards: HashMap<String, (f64, usize)>,
    draws: u64,
}

impl Mind {
    fn recall(&self, card: &str, day: usize) -> f64 {
        let memory = self.cards.get(card);
        memory.map_or(0.0, |(s, last)| {
            1.0 / (1.0 + (day - last) as f64 / (9.0 * s))
        })
    }

    /// Whether the card is known this time; what comes of it is remembered.
    fn knows(&mut self, card: &str, day: usize) -> bool {
        let (recall, before) = (self.recall(card, day), self.cards.get(card).copied());
        let draw = self.draw();
        let (known, strength) = match before {
            None => (draw < 0.7, 2.5),
            Some((s, last)) if last == day => (true, s),
            Some((s, _)) if draw < recall => (true, s * (1.4 + 6.0 * (1.0 - recall))),
            Some((s, _)) => (false, (s * 0.4).max(0.8)),
        };
        self.cards.insert(card.to_owned(), (strength, day));
        known
    }

    /// From 0 to 1, the same in every run (a linear congruential generator, Knuth's MMIX).
    fn draw(&mut self) -> f64 {
        self.draws = self
            .draws
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.draws >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// One sitting of a learner; says how many seconds were answered.
fn sit(house: &House, mind: &mut Mind, day: usize, arguments: &[&str]) -> u64 {
    let mut child = house.start(&[&["study", "--json", "--with-key"], arguments].concat());
    let mut stdin = child.stdin.take().unwrap();
    let mut answered = 0;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let object: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let message = match object["type"].as_str().unwrap() {
            "ask" => {
                answered += 12;
                let known = mind.knows(object["card"].as_str().unwrap(), day);
                let mut message = if known {
                    object["key"].clone()
                } else {
                    json!({})
                };
                message["type"] = json!(if known { "reply" } else { "skip" });
                message["took_ms"] = json!(12_000);
                message
            }
            "done" => json!({"type": "quit"}),
            _ => continue,
        };
        writeln!(stdin, "{message}").unwrap();
    }
    assert!(child.wait().unwrap().success());
    answered
}

/// A month of the same learner; gives the share known on the day of the exam.
fn month(house: &mut House, cards: usize, arguments: &[&str]) -> f64 {
    let mut mind = Mind::default();
    for day in 0..30 {
        sit(on(house, day), &mut mind, day, arguments);
    }
    let known = (0..cards).map(|n| mind.recall(&format!("deck/c{n}"), 30));
    known.sum::<f64>() / cards as f64
}

#[test]
fn a_month_with_a_plan_ends_better_than_one_without_and_as_predicted() {
    const CARDS: usize = 120;
    let mut without = House::with_cards(&deck_of(CARDS));
    let usual = month(&mut without, CARDS, &["deck.toml", "--minutes", "3"]);
    let mut with = House::with_cards(&deck_of(CARDS));
    on(&mut with, 0);
    let plan = [
        "plan",
        "deck.toml",
        "--exam",
        "2026-12-01",
        "--minutes",
        "3",
        "--json",
    ];
    let predicted = with.run(&plan, "").objects()[0]["predicted"].clone();
    let planned = month(&mut with, CARDS, &["deck.toml"]);
    assert!(
        planned > usual + 0.03,
        "{planned:.3} with a plan, {usual:.3} without"
    );
    let (low, high) = (
        predicted["low"].as_f64().unwrap(),
        predicted["high"].as_f64().unwrap(),
    );
    assert!(
        (low..=high).contains(&planned),
        "{planned:.3} is not in {low:.3}–{high:.3}"
    );
}

#[test]
fn a_plan_shows_its_score_what_other_minutes_give_and_the_days_to_come() {
    let house = House::with_cards(&deck_of(40));
    let made = house.run(
        &[
            "plan",
            "deck.toml",
            "--exam",
            "2026-12-15",
            "--minutes",
            "2",
        ],
        "",
    );
    insta::assert_snapshot!("plan_made", made.whole());
    let shown = house.run(&["plan", "deck.toml"], "").whole();
    let without_alternatives = |text: &str| -> Vec<String> {
        let lines = text
            .lines()
            .filter(|line| !line.contains("–") || line.contains('←'));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(
        without_alternatives(&shown),
        without_alternatives(&made.whole())
    );
    // The deck is no known one, so it is studied by its name, and the plan follows it.
    let sitting = house.plain(&["deck.toml"], &["thing 0", ":quit"]);
    insta::assert_snapshot!("plan_followed", sitting.whole());
}

#[test]
fn a_known_deck_has_its_exam_in_the_day_until_the_result_is_known() {
    let mut house = House::new();
    house.deck("data/decks/deck.toml", &deck_of(12));
    house
        .run(
            &["plan", "deck", "--exam", "2026-12-15", "--minutes", "1"],
            "",
        )
        .fine();
    insta::assert_snapshot!("plan_day", house.run(&[], "").whole());
    insta::assert_snapshot!(
        "plan_early_result",
        house.run(&["plan", "--result", "80%"], "").whole()
    );
    house.at("2026-12-15T12:00:00Z");
    insta::assert_snapshot!("plan_over", house.run(&["plan"], "").whole());
    insta::assert_snapshot!(
        "plan_result",
        house.run(&["plan", "--result", "80%"], "").whole()
    );
    assert!(!house.run(&[], "").out.contains("Exam"));
}

#[test]
fn the_minutes_for_a_score_are_found_or_said_to_be_out_of_reach() {
    let house = House::with_cards(&deck_of(200));
    let for_score = |score| {
        house.run(
            &[
                "plan",
                "deck.toml",
                "--exam",
                "2026-12-03",
                "--score",
                score,
                "--json",
            ],
            "",
        )
    };
    let plan = for_score("80%").fine().objects()[0].clone();
    let minutes = plan["minutes_per_day"].as_f64().unwrap();
    assert!((1.0..30.0).contains(&minutes), "{minutes}");
    assert!(plan["predicted"]["score"].as_f64().unwrap() >= 0.8);
    let fewer = format!("{}", minutes - 1.0);
    let less = house.run(
        &[
            "plan",
            "deck.toml",
            "--exam",
            "2026-12-03",
            "--minutes",
            &fewer,
            "--json",
        ],
        "",
    );
    assert!(less.objects()[0]["predicted"]["score"].as_f64().unwrap() < 0.8);
    let refused = for_score("100%");
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("out of reach"), "{}", refused.err);
}

#[test]
fn the_json_of_a_plan_has_the_fields_of_the_contract() {
    let house = House::with_cards(&deck_of(30));
    assert_eq!(house.run(&["plan", "--json"], "").out, "null\n");
    let plan = house.run(
        &[
            "plan",
            "deck.toml",
            "--exam",
            "2027-06-01",
            "--minutes",
            "5",
            "--json",
        ],
        "",
    );
    let plan = &plan.objects()[0];
    assert_eq!(plan["exam"], "2027-06-01");
    assert_eq!(
        (&plan["minutes_per_day"], &plan["cards"]),
        (&json!(5.0), &json!(30))
    );
    let days = plan["days"].as_array().unwrap();
    assert_eq!(days.len(), 190);
    assert_eq!(
        (&days[0]["date"], &days[189]["date"]),
        (&json!("2026-11-23"), &json!("2027-05-31"))
    );
    for key in ["reviews", "new", "minutes"] {
        assert!(
            days.iter().all(|day| day[key].as_f64().unwrap() >= 0.0),
            "{key}"
        );
    }
}

#[test]
fn what_cannot_be_planned_is_refused_with_what_would_do() {
    let house = House::with_cards(&deck_of(3));
    house.deck("empty.toml", "");
    house.deck(
        "drafts.toml",
        "[[card]]\nid = \"a\"\nquestion = \"What is it?\"\nanswer = \"it\"\ndraft = true\n",
    );
    let plan = |deck: &str, exam: &str, effort: &[&str]| {
        house.run(&[&["plan", deck, "--exam", exam], effort].concat(), "")
    };
    let mut said = String::new();
    for ran in [
        plan("deck.toml", "2026-11-23", &["--minutes", "5"]),
        plan("deck.toml", "2026-11-22", &["--minutes", "5"]),
        plan("deck.toml", "2056-11-23", &["--minutes", "5"]),
        plan("deck.toml", "soon", &["--minutes", "5"]),
        plan("deck.toml", "2026-12-01", &["--minutes", "0"]),
        plan("deck.toml", "2026-12-01", &["--score", "101%"]),
        plan("deck.toml", "2026-12-01", &[]),
        plan("empty.toml", "2026-12-01", &["--minutes", "5"]),
        plan("drafts.toml", "2026-12-01", &["--minutes", "5"]),
        house.run(&["plan", "deck.toml", "--minutes", "5"], ""),
        house.run(&["plan", "--result", "80%"], ""),
        house.run(&["plan", "--drop"], ""),
    ] {
        assert_eq!(ran.code, 2, "{}", ran.whole());
        said.push_str(&ran.err);
        said.push_str("---\n");
    }
    insta::assert_snapshot!("plan_refused", said);
    assert_eq!(house.run(&["plan", "--json"], "").out, "null\n");
}

#[test]
fn a_plan_takes_the_place_of_the_one_before_and_can_be_given_up() {
    let house = House::with_cards(&deck_of(20));
    for minutes in ["5", "2"] {
        house
            .run(
                &[
                    "plan",
                    "deck.toml",
                    "--exam",
                    "2026-12-15",
                    "--minutes",
                    minutes,
                ],
                "",
            )
            .fine();
    }
    let kept = house.number("SELECT count(*) FROM plan_events WHERE action LIKE '%\"drop\"%'");
    assert_eq!(kept, 1);
    let dropped = house.run(&["plan", "--drop"], "").fine();
    assert_eq!(
        dropped.out,
        "the plan for 2026-12-15 is given up; due days hold again\n"
    );
    assert_eq!(house.run(&["plan", "--json"], "").out, "null\n");
}
