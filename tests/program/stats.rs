//! `retain stats`: every figure of `--json` counted again from the raw rows of the store, in ways
//! of its own; and what is said of little, of nothing and of odd times.

use std::collections::{BTreeMap, HashMap, HashSet};

use insta::assert_snapshot;
use serde_json::Value;

use crate::house::House;

const DECK: &str = r#"
[[card]]
id = "danube"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
tags = ["seas", "east"]

[[card]]
id = "rhine"
question = "Into which sea does the Rhine flow?"
answer = "the North Sea"
tags = ["seas"]

[[card]]
id = "capital"
question = "Which capital lies on the Danube?"
answer = "Vienna"
distractors = ["Prague", "Rome"]
tags = ["capitals"]

[[card]]
id = "length"
question = "How long is the Danube, in kilometres?"
answer = 2850

[[card]]
id = "asleep"
question = "Which river freezes?"
answer = "the Lena"
suspended = true
"#;

/// Days of a made-up learner: which card is asked when is left to the program, what is answered
/// follows from the number of the question.
fn learned(house: &mut House, days: impl Iterator<Item = i32>) {
    for day in days {
        let date = jiff::civil::date(2026, 1, 5)
            .checked_add(jiff::Span::new().days(day))
            .unwrap();
        house.at(&format!("{date}T07:00:00Z"));
        let mut lines = Vec::new();
        for n in 0..9 {
            let took = 2000 + (day * 977 + n * 3571) % 70_000;
            let right = (day * 7 + n * 3) % 5 != 0;
            let text = match (right, n % 2) {
                (true, _) => "the Black Sea",
                (false, 0) => "the North Sea",
                (false, _) => "the pond",
            };
            // The one that does not fit the question is refused.
            lines.push(format!(
                r#"{{"type":"reply","text":"{text}","took_ms":{took}}}"#
            ));
            lines.push(format!(r#"{{"type":"reply","pick":1,"took_ms":{took}}}"#));
            if n == 4 {
                lines.push(r#"{"type":"override","verdict":"correct"}"#.to_owned());
            }
            if n == 6 {
                lines.push(r#"{"type":"undo"}"#.to_owned());
            }
        }
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        house.json(&["deck.toml", "--ahead=2"], &lines);
    }
}

fn stats(house: &House, more: &[&str]) -> Value {
    let ran = house.run(&[&["stats", "--json"], more].concat(), "").fine();
    serde_json::from_str(&ran.out).unwrap()
}

/// A row of the table `memory`: stability, phase, last day, due day.
type Remembered = (f64, String, i64, i64);

/// A row of the store with the last word on it; those undone are left out.
struct Row {
    card: String,
    day: i64,
    right: bool,
    known: bool,
    took: u64,
    predicted: Option<f64>,
}

fn rows(house: &House, learner: &str) -> Vec<Row> {
    let store = house.open_store();
    let mut statement = store
        .prepare(
            "SELECT deck || '/' || card, day, took_ms, predicted, \
                    coalesce((SELECT verdict FROM amendments a WHERE review = r.id ORDER BY at DESC, a.id DESC LIMIT 1), verdict), \
                    coalesce((SELECT rating FROM amendments a WHERE review = r.id ORDER BY at DESC, a.id DESC LIMIT 1), rating) \
             FROM reviews r WHERE learner = ?1 \
                  AND id NOT IN (SELECT review FROM amendments WHERE action = 'undo') \
             ORDER BY at, id",
        )
        .unwrap();
    let rows = statement.query_map([learner], |row| {
        let verdict: String = row.get(4)?;
        Ok(Row {
            card: row.get(0)?,
            day: row.get(1)?,
            took: row.get(2)?,
            predicted: row.get(3)?,
            right: verdict == "correct" || verdict == "almost",
            known: row.get::<_, i64>(5)? > 1,
        })
    });
    rows.unwrap().map(Result::unwrap).collect()
}

/// The figures of some rows; `due` tells which of all rows are the first of a day to a card that
/// was seen on an earlier day.
fn again<'r>(rows: impl Iterator<Item = (&'r Row, bool)> + Clone) -> Value {
    let due = || rows.clone().filter(|(_, due)| *due).map(|(row, _)| row);
    let predicted: Vec<f64> = due().filter_map(|row| row.predicted).collect();
    let count = |n: usize| n as u64;
    serde_json::json!({
        "answers": rows.clone().count(),
        "right": [count(rows.clone().filter(|(row, _)| row.right).count()), count(rows.clone().count())],
        "retention": [count(due().filter(|row| row.known).count()), count(due().count())],
        "predicted": [format!("{:.9}", predicted.iter().sum::<f64>()), count(predicted.len())],
        "took_ms": rows.map(|(row, _)| row.took).sum::<u64>(),
    })
}

fn said(figures: &Value) -> Value {
    let ratio = |name: &str| {
        let ratio = &figures[name];
        let (hits, of) = (
            ratio["hits"].as_u64().unwrap(),
            ratio["of"].as_u64().unwrap(),
        );
        match ratio["share"].as_f64() {
            None => assert_eq!(of, 0),
            Some(share) => {
                assert!((share - hits as f64 / of as f64).abs() < 1e-12);
                wilson(hits as f64, of as f64, ratio);
            }
        }
        serde_json::json!([hits, of])
    };
    let predicted = &figures["predicted"];
    serde_json::json!({
        "answers": figures["answers"], "right": ratio("right"), "retention": ratio("retention"),
        "predicted": [format!("{:.9}", predicted["sum"].as_f64().unwrap()), predicted["of"]],
        "took_ms": figures["took_ms"],
    })
}

/// The bounds solve (share - p)² = z² p (1 - p) / n.
fn wilson(hits: f64, of: f64, ratio: &Value) {
    for bound in ["low", "high"] {
        let p = ratio[bound].as_f64().unwrap();
        let (left, right) = (
            (hits / of - p).powi(2),
            1.959_964_f64.powi(2) * p * (1.0 - p) / of,
        );
        assert!((left - right).abs() < 1e-6, "{ratio}");
    }
}

#[test]
fn every_figure_follows_from_the_rows_of_the_store() {
    let mut house = House::with_cards(DECK);
    learned(
        &mut house,
        (0..120).filter(|day| day % 3 == 0 || *day > 105),
    );
    let rows = rows(&house, "me");
    assert!(rows.len() > 150, "{}", rows.len());
    for action in ["undo", "override"] {
        let sql = format!("SELECT count(*) FROM amendments WHERE action = '{action}'");
        assert!(house.number(&sql) > 10, "{action}");
    }
    let today = i64::from(retain::day::number("2026-05-04".parse().unwrap()));
    let first_of_day: Vec<bool> = rows
        .iter()
        .enumerate()
        .map(|(place, row)| {
            let before = || rows[..place].iter().filter(|other| other.card == row.card);
            before().next().is_some() && before().all(|other| other.day < row.day)
        })
        .collect();
    let all = || rows.iter().zip(first_of_day.iter().copied());
    let stats = stats(&house, &["deck.toml"]);
    assert_eq!(said(&stats["totals"]), again(all()));
    assert_eq!(said(&stats["decks"]["deck"]), again(all()));
    let tags: HashMap<&str, &[&str]> = HashMap::from([
        ("seas", &["deck/danube", "deck/rhine"][..]),
        ("east", &["deck/danube"]),
        ("capitals", &["deck/capital"]),
    ]);
    assert_eq!(stats["tags"].as_object().unwrap().len(), tags.len());
    for (tag, cards) in tags {
        let of = all().filter(|(row, _)| cards.contains(&row.card.as_str()));
        assert_eq!(said(&stats["tags"][tag]), again(of), "{tag}");
    }

    // Days and periods.
    let date = |day: i64| retain::day::date(day as i32).to_string();
    let mut days: BTreeMap<i64, Vec<(&Row, bool)>> = BTreeMap::new();
    for (row, due) in all() {
        days.entry(row.day).or_default().push((row, due));
    }
    let told = stats["days"].as_array().unwrap();
    assert_eq!(told.len(), days.len());
    for (day, found) in told.iter().zip(&days) {
        let figures = again(found.1.iter().copied());
        assert_eq!(day["date"], date(*found.0));
        assert_eq!(day["answers"], figures["answers"]);
        assert_eq!(day["right"], figures["right"][0]);
        assert_eq!(day["took_ms"], figures["took_ms"]);
        assert_eq!(day["retention"]["hits"], figures["retention"][0]);
    }
    for period in stats["periods"].as_array().unwrap() {
        let within = |row: &Row| {
            let date = date(row.day);
            *period["from"].as_str().unwrap() <= *date && *date <= *period["to"].as_str().unwrap()
        };
        assert_eq!(said(period), again(all().filter(|(row, _)| within(row))));
        assert!(
            period["from"].as_str().unwrap().ends_with("-01"),
            "{period}"
        );
    }
    let totals = &stats["totals"];
    let (mut run, mut longest, mut last) = (0, 0, i64::MIN);
    for day in days.keys() {
        run = if *day == last + 1 { run + 1 } else { 1 };
        (last, longest) = (*day, longest.max(run));
    }
    assert!(longest > 1 && last >= today - 1, "{longest}");
    assert_eq!(totals["streak_days"], run);
    assert_eq!(totals["longest_streak_days"], longest);

    // Times, in the order of their size.
    let mut took: Vec<u64> = rows.iter().map(|row| row.took.min(60_000)).collect();
    took.sort_unstable();
    for (name, quarter) in [
        ("quarter_ms", 1),
        ("median_ms", 2),
        ("three_quarters_ms", 3),
    ] {
        assert_eq!(
            totals["time"][name],
            took[(took.len() * quarter).div_ceil(4) - 1]
        );
    }

    // Calibration.
    for level in stats["calibration"].as_array().unwrap() {
        let (from, to) = (
            level["from"].as_f64().unwrap(),
            level["to"].as_f64().unwrap(),
        );
        let of: Vec<&Row> = all()
            .filter(|(row, due)| *due && row.predicted.is_some_and(|p| from <= p && p < to))
            .map(|(row, _)| row)
            .collect();
        assert_eq!(level["known"]["of"], of.len());
        assert_eq!(
            level["known"]["hits"],
            of.iter().filter(|row| row.known).count()
        );
        let sum: f64 = of.iter().filter_map(|row| row.predicted).sum();
        assert!((level["predicted"]["sum"].as_f64().unwrap() - sum).abs() < 1e-9);
    }

    // Cards: states and mastery from the table `memory`, recall by the formula of FSRS-6.
    let store = house.open_store();
    let mut statement = store
        .prepare("SELECT stability, phase, last_day, due_day FROM memory ORDER BY card")
        .unwrap();
    let memories: Vec<Remembered> = statement
        .query_map([], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let cards = &totals["cards"];
    let count = |has: &dyn Fn(&Remembered) -> bool| {
        memories.iter().filter(|memory| has(memory)).count() as u64
    };
    for phase in ["learning", "review", "relearning"] {
        assert_eq!(cards["states"][phase], count(&|memory| memory.1 == phase));
    }
    assert_eq!(cards["all"], 4, "the suspended one is not asked");
    assert_eq!(cards["states"]["new"], 4 - memories.len() as u64);
    assert_eq!(cards["due_today"], count(&|memory| memory.3 <= today));
    assert_eq!(cards["due_week"], count(&|memory| memory.3 < today + 7));
    // The last of the default parameters of FSRS-6.
    let decay = -0.1542;
    let recall = |memory: &Remembered| {
        let factor = 0.9_f64.powf(1.0 / decay) - 1.0;
        (1.0 + factor * (today - memory.2) as f64 / memory.0).powf(decay)
    };
    let sum: f64 = memories.iter().map(recall).sum();
    assert!(
        (cards["recall"]["sum"].as_f64().unwrap() - sum).abs() < 1e-4,
        "{sum} {cards}"
    );
    let weak = |memory: &Remembered| {
        memory.1 == "relearning" || memory.1 == "review" && recall(memory) < 0.7
    };
    let mastered = |memory: &Remembered| memory.1 == "review" && memory.0 >= 21.0 && !weak(memory);
    assert_eq!(cards["weak"], count(&weak));
    assert_eq!(cards["mastered"], count(&mastered));
    assert_eq!(
        cards["learning"],
        count(&|memory| !weak(memory) && !mastered(memory))
    );

    // The hardest cards.
    let mut missed: Vec<(usize, usize, String)> = all()
        .map(|(row, _)| row.card.clone())
        .collect::<HashSet<_>>()
        .into_iter()
        .map(|card| {
            let due = || all().filter(|(row, due)| *due && row.card == card);
            (
                due().filter(|(row, _)| !row.known).count(),
                due().count(),
                card,
            )
        })
        .filter(|(missed, ..)| *missed > 0)
        .collect();
    missed.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let told = stats["hardest"].as_array().unwrap().iter().map(|hard| {
        let number = |name: &str| hard["missed"][name].as_u64().unwrap() as usize;
        (
            number("hits"),
            number("of"),
            hard["card"].as_str().unwrap().to_owned(),
        )
    });
    assert_eq!(told.collect::<Vec<_>>(), missed);
}

#[test]
fn nothing_little_and_a_choice_are_said() {
    let mut house = House::with_cards(DECK);
    let nothing = house.run(&["stats", "deck.toml"], "").fine();
    assert_snapshot!("stats_nothing", nothing.whole());
    house.plain(&["deck.toml", "--new", "1"], &["the Black Sea"]);
    let one = house.run(&["stats", "deck.toml"], "").fine();
    assert_snapshot!("stats_one", one.whole());
    house.at("2026-11-25T07:00:00Z");
    let later = house.run(&["stats", "deck.toml", "--since", "2026-11-24"], "");
    assert!(later.fine().out.contains("no answers since 2026-11-24"));
    let csv = house.run(&["stats", "deck.toml", "--csv", "--tag", "seas"], "");
    assert_snapshot!("stats_csv", csv.fine().out.replace("\r\n", "\n"));
    let csv = house.run(&["stats", "deck.toml", "--csv=tags"], "").fine();
    assert!(
        csv.out.starts_with("tag,answers,right_hits,right_of,"),
        "{}",
        csv.out
    );
    let unknown = house.run(&["stats", "deck.toml", "--tag", "seaz"], "");
    assert_eq!(unknown.code, 2);
    assert!(
        unknown
            .err
            .contains("no card has the tag `seaz`; did you mean `seas`?")
    );
}

/// A day is the one that the learner lived: flights and summer time move no answer.
#[test]
fn a_journey_and_summer_time_leave_days_as_they_were() {
    let mut house = House::with_cards(DECK);
    let sitting = |house: &mut House, zone: &str, now: &str| {
        house.at(now);
        let mut command = house.command(&["study", "--plain", "deck.toml", "--new", "1"]);
        command.env("TZ", zone);
        crate::house::run(command, b"nonsense\n:quit\n");
    };
    // Saturday and Sunday, the clocks go forward in between; then over the date line.
    sitting(&mut house, "Europe/Berlin", "2026-03-28T22:30:00Z");
    sitting(&mut house, "Europe/Berlin", "2026-03-29T03:30:00Z");
    sitting(&mut house, "Pacific/Auckland", "2026-03-29T18:00:00Z");
    let dates = |house: &House, zone: &str| -> Vec<String> {
        let mut command = house.command(&["stats", "--json", "deck.toml"]);
        command.env("TZ", zone);
        let ran = crate::house::run(command, b"").fine();
        let stats: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(stats["totals"]["streak_days"], 3);
        let days = stats["days"].as_array().unwrap().iter();
        days.map(|day| day["date"].as_str().unwrap().to_owned())
            .collect()
    };
    let lived = ["2026-03-28", "2026-03-29", "2026-03-30"];
    house.at("2026-03-30T12:00:00Z");
    for zone in ["Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles"] {
        assert_eq!(dates(&house, zone), lived, "{zone}");
    }
}

/// Tests are told as they were taken, counted again from the events in the store.
#[test]
fn scores_of_tests_follow_from_their_events() {
    let mut house = House::with_cards(DECK);
    learned(&mut house, 0..9);
    for (day, replies) in [(20, 1), (21, 3)] {
        house.at(&format!("2026-01-{day}T07:00:00Z"));
        let mut lines = Vec::new();
        for _ in 0..replies {
            lines.push(r#"{"type":"reply","text":"the Black Sea"}"#);
            lines.push(r#"{"type":"reply","pick":1}"#);
        }
        lines.push(r#"{"type":"hand-in"}"#);
        let ran = house.run(
            &["test", "deck.toml", "--json", "--pass", "20%"],
            lines.join("\n"),
        );
        assert_eq!(ran.of_type("done").len(), 1, "{}", ran.whole());
    }
    // One that was only begun is no score.
    house.run(&["test", "deck.toml", "--json"], "");
    let store = house.open_store();
    let mut attempts: BTreeMap<String, (f64, f64, f64, u64)> = BTreeMap::new();
    let mut closed = Vec::new();
    let mut statement = store
        .prepare("SELECT attempt, action FROM test_events ORDER BY id")
        .unwrap();
    let events = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let mut last: HashMap<(String, u64), f64> = HashMap::new();
    for event in events.unwrap() {
        let (attempt, action): (String, String) = event.unwrap();
        let action: Value = serde_json::from_str(&action).unwrap();
        match action["do"].as_str().unwrap() {
            "begin" => {
                let questions = action["terms"]["questions"].as_array().unwrap();
                let foretold = questions.iter().filter_map(|one| one["predicted"].as_f64());
                let (sum, of) = foretold.fold((0.0, 0), |(sum, n), one| (sum + one, n + 1));
                attempts.insert(attempt, (0.0, questions.len() as f64, sum, of));
            }
            "answer" => {
                let score = action["given"]["score"].as_f64().unwrap();
                let before = last.insert((attempt.clone(), action["at"].as_u64().unwrap()), score);
                attempts.get_mut(&attempt).unwrap().0 += score - before.unwrap_or(0.0);
            }
            _ => closed.push(attempt),
        }
    }
    let stats = stats(&house, &["deck.toml"]);
    let told = stats["tests"].as_array().unwrap();
    assert_eq!((told.len(), closed.len()), (2, 2));
    for (test, attempt) in told.iter().zip(&closed) {
        let (points, of, sum, foretold) = attempts[attempt];
        let close = |value: &Value, to: f64| (value.as_f64().unwrap() - to).abs() < 1e-9;
        assert!(close(&test["score"]["points"], points), "{test}");
        assert!(close(&test["score"]["of"], of), "{test}");
        assert!(close(&test["score"]["share"], points / of), "{test}");
        wilson(points, of, &test["score"]);
        assert!(close(&test["predicted"]["sum"], sum), "{test}");
        assert_eq!(test["predicted"]["of"], foretold);
        assert_eq!(test["passed"], points / of >= 0.2);
        assert_eq!(test["decks"], "deck");
    }
    assert_eq!(
        [&told[0]["date"], &told[1]["date"]],
        ["2026-01-20", "2026-01-21"]
    );
    let text = house.run(&["stats", "deck.toml"], "").fine().out;
    assert!(text.contains("  21 Jan 2026"), "{text}");
}
