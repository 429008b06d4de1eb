//! The figures as JSON, and each list of them as a table: docs/stats.md.

use retain::day;
use retain::schedule::Phase;
use retain::stats::Stats;
use retain::stats::answered::Answered;
use retain::stats::calibration::LEVELS;
use retain::stats::ratio::{Expected, Ratio};
use retain::stats::standing::Standing;
use retain::stats::topics::Topic;
use serde_json::{Map, Value, json};

use crate::shell::args::Table;

/// Everything.
pub fn all(stats: &Stats, learner: &str) -> Value {
    let mut totals = topic(&stats.all);
    totals.insert("streak_days".to_owned(), json!(stats.streak));
    totals.insert(
        "longest_streak_days".to_owned(),
        json!(stats.longest_streak),
    );
    let time = stats.times.map(|spread| {
        json!({
            "of": spread.of, "quarter_ms": spread.quarter_ms, "median_ms": spread.median_ms,
            "three_quarters_ms": spread.three_quarters_ms,
        })
    });
    totals.insert("time".to_owned(), json!(time));
    let practice = &stats.practice;
    json!({
        "date": date(stats.today),
        "since": stats.since.map(date),
        "learner": learner,
        "totals": totals,
        "days": days(stats),
        "periods": periods(stats),
        "decks": by_name(&stats.decks),
        "tags": by_name(&stats.tags),
        "hardest": hardest(stats),
        "calibration": calibration(stats),
        "tests": tests(stats),
        "practice": {
            "answers": practice.answers, "right": ratio(practice.right),
            "took_ms": practice.took_ms,
        },
        "forecast": forecast(stats),
    })
}

/// One of the lists as a table: a header, and a row of cells for each. What is nested has a name
/// of two parts, `right_hits`.
pub fn table(stats: &Stats, table: Table) -> (Vec<String>, Vec<Vec<String>>) {
    let rows = match table {
        Table::Days => days(stats),
        Table::Periods => periods(stats),
        Table::Decks => named("deck", &stats.decks),
        Table::Tags => named("tag", &stats.tags),
        Table::Hardest => hardest(stats),
        Table::Calibration => calibration(stats),
        Table::Forecast => forecast(stats),
        Table::Tests => tests(stats),
    };
    let mut header = Vec::new();
    let rows = rows
        .iter()
        .map(|row| {
            let mut cells = Vec::new();
            flat("", row, &mut cells);
            let (names, cells) = cells.into_iter().unzip();
            header = names;
            cells
        })
        .collect();
    (header, rows)
}

fn flat(name: &str, value: &Value, cells: &mut Vec<(String, String)>) {
    let cell = match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                let joint = if name.is_empty() { "" } else { "_" };
                flat(&format!("{name}{joint}{field}"), value, cells);
            }
            return;
        }
        Value::Array(all) => {
            let told = all.iter().map(|one| match (&one["what"], &one["times"]) {
                (Value::String(what), times) => format!("{what} {times}x"),
                _ => one.to_string(),
            });
            told.collect::<Vec<_>>().join("; ")
        }
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    cells.push((name.to_owned(), cell));
}

fn days(stats: &Stats) -> Vec<Value> {
    let days = stats.days.of.iter();
    days.map(|(day, answered)| {
        json!({
            "date": date(*day), "answers": answered.answers, "right": answered.right.hits,
            "took_ms": answered.took_ms, "retention": ratio(answered.retention),
            "predicted": expected(answered.predicted),
        })
    })
    .collect()
}

fn periods(stats: &Stats) -> Vec<Value> {
    let periods = stats.days.periods().into_iter().map(|period| {
        let mut object = Map::new();
        object.insert("from".to_owned(), date(*period.days.start()));
        object.insert("to".to_owned(), date(*period.days.end()));
        object.append(&mut answered(&period.answered));
        Value::Object(object)
    });
    periods.collect()
}

fn by_name(topics: &[Topic]) -> Map<String, Value> {
    let named = |one: &Topic| (one.name.clone(), Value::Object(topic(one)));
    topics.iter().map(named).collect()
}

fn named(what: &str, topics: &[Topic]) -> Vec<Value> {
    let row = |one: &Topic| {
        let mut object = Map::new();
        object.insert(what.to_owned(), json!(one.name));
        object.append(&mut topic(one));
        Value::Object(object)
    };
    topics.iter().map(row).collect()
}

fn topic(topic: &Topic) -> Map<String, Value> {
    let mut object = Map::new();
    if !topic.title.is_empty() && topic.title != topic.name {
        object.insert("title".to_owned(), json!(topic.title));
    }
    object.append(&mut answered(&topic.answered));
    object.insert("cards".to_owned(), standing(&topic.standing));
    object
}

fn hardest(stats: &Stats) -> Vec<Value> {
    let hardest = stats.hardest.iter().map(|hard| {
        let instead = hard.instead.iter();
        let instead = instead.map(|(what, times)| json!({"what": what, "times": times}));
        json!({
            "card": hard.card.to_string(), "question": hard.question,
            "missed": ratio(hard.missed), "instead": instead.collect::<Vec<_>>(),
        })
    });
    hardest.collect()
}

fn calibration(stats: &Stats) -> Vec<Value> {
    let levels = (0_u32..).zip(&stats.calibration.levels);
    levels
        .filter(|(_, level)| level.known.of > 0)
        .map(|(place, level)| {
            let at = |place: u32| f64::from(place) / LEVELS as f64;
            json!({
                "from": at(place), "to": at(place + 1), "predicted": expected(level.predicted),
                "known": ratio(level.known),
            })
        })
        .collect()
}

fn tests(stats: &Stats) -> Vec<Value> {
    let tests = stats.tests.iter().map(|test| {
        let points = test.points;
        let (low, high) = points.margin().unzip();
        json!({
            "date": date(test.day), "decks": test.decks.join(" "),
            "score": {
                "points": points.points, "of": points.of, "share": points.score(), "low": low,
                "high": high,
            },
            "predicted": expected(test.predicted), "passed": test.passed,
        })
    });
    tests.collect()
}

fn forecast(stats: &Stats) -> Vec<Value> {
    let round = |value: f64| (value * 10.0).round() / 10.0;
    let days = (stats.today..).zip(&stats.forecast);
    days.map(|(day, load)| {
        json!({
            "date": date(day), "reviews": round(load.reviews), "new": round(load.new),
            "minutes": round(load.seconds / 60.0),
        })
    })
    .collect()
}

fn date(day: i32) -> Value {
    json!(day::date(day).to_string())
}

fn ratio(ratio: Ratio) -> Value {
    let (low, high) = ratio.interval().unzip();
    json!({
        "hits": ratio.hits, "of": ratio.of, "share": ratio.share(), "low": low, "high": high,
    })
}

fn expected(expected: Expected) -> Value {
    json!({"sum": expected.sum, "of": expected.of, "share": expected.share()})
}

fn answered(answered: &Answered) -> Map<String, Value> {
    let fields = [
        ("answers", json!(answered.answers)),
        ("right", ratio(answered.right)),
        ("retention", ratio(answered.retention)),
        ("predicted", expected(answered.predicted)),
        ("took_ms", json!(answered.took_ms)),
    ];
    let named = |(name, value): (&str, Value)| (name.to_owned(), value);
    fields.into_iter().map(named).collect()
}

fn standing(standing: &Standing) -> Value {
    let state = |phase: Phase| standing.states[phase as usize];
    json!({
        "all": standing.cards,
        "states": {
            "new": state(Phase::New), "learning": state(Phase::Learning),
            "review": state(Phase::Review), "relearning": state(Phase::Relearning),
        },
        "mastered": standing.mastered, "learning": standing.learning, "weak": standing.weak,
        "recall": expected(standing.recall),
        "due_today": standing.due_today, "due_week": standing.due_week,
    })
}
