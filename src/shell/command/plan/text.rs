//! A plan in words.

use retain::day::date;
use retain::plan::Prediction;
use retain::plan::foresee::Expected;
use retain::plan::record::Kept;

use super::Shown;
use crate::shell::face;
use crate::shell::render::{text, words};

/// How many of the coming days are shown one by one.
const DAYS: usize = 7;
/// How wide a day's name is.
const NAME: usize = 11;

/// A share as whole percent.
pub fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// A predicted score with its interval.
pub fn score(predicted: Prediction) -> String {
    let (low, high) = (100.0 * predicted.low, 100.0 * predicted.high);
    format!("{} ({low:.0}–{high:.0} %)", percent(predicted.score))
}

/// The plan, its score, what other minutes would give, and the days to come.
pub fn plan(shown: &Shown<'_>) -> String {
    let columns = face::columns();
    let today = shown.now.day;
    let request = shown.request;
    let exam = date(request.exam).strftime("%A %-d %B %Y");
    let left = words::count(
        (request.exam - today).unsigned_abs() as usize,
        "day",
        "days",
    );
    let mut out = String::new();
    let mut row = |marker: &str, said: &str| out.push_str(&text::row(marker, said, columns));
    row("  ", &format!("Exam: {}", shown.titles.join(", ")));
    row(
        "  ",
        &format!(
            "{exam}, in {left}; {} min a day, {}",
            minutes(request.minutes),
            words::count(shown.cards, "card", "cards")
        ),
    );
    row("", "");
    row(
        "  ",
        &format!("Predicted score: {}", score(shown.predicted)),
    );
    row(
        "  ",
        &format!(
            "The interval holds nine scores in ten, on an exam of {}.",
            words::count(request.questions, "question", "questions")
        ),
    );
    let never = shown.foresight.left_out.round() as usize;
    if never > 0 {
        row(
            "  ",
            &format!(
                "{} will not have been asked by then: time is short, and the others gain more.",
                words::count(never, "card", "cards")
            ),
        );
    }
    row("", "");
    row("  ", "min a day   score");
    for (each, predicted) in &shown.alternatives {
        let own = if (each - request.minutes).abs() < 1e-9 {
            "  ←"
        } else {
            ""
        };
        row(
            "  ",
            &format!("{:>9}   {}{own}", minutes(*each), score(*predicted)),
        );
    }
    row("", "");
    row("  ", "day         reviews  new  min");
    for line in coming(&shown.foresight.days, today) {
        row("  ", &line);
    }
    out
}

/// The coming days one by one, then what follows on average.
fn coming(days: &[Expected], today: i32) -> Vec<String> {
    let line = |name: &str, expected: Expected| {
        let minutes = expected.seconds / 60.0;
        format!(
            "{name:<NAME$}{:>8.0}{:>5.0}{minutes:>7.0}",
            expected.reviews, expected.new
        )
    };
    let mut lines: Vec<String> = (today..)
        .zip(days.iter().take(DAYS))
        .map(|(day, expected)| {
            let name = if day == today {
                "today".to_owned()
            } else {
                date(day).strftime("%a %-d %b").to_string()
            };
            line(&name, *expected)
        })
        .collect();
    let rest = days.get(DAYS..).unwrap_or(&[]);
    if !rest.is_empty() {
        let mean =
            |value: fn(&Expected) -> f64| rest.iter().map(value).sum::<f64>() / rest.len() as f64;
        let expected = Expected {
            reviews: mean(|day| day.reviews),
            new: mean(|day| day.new),
            seconds: mean(|day| day.seconds),
        };
        lines.push(line("then daily", expected));
    }
    lines
}

/// Exams that are over: what was predicted and what came.
pub fn past(plans: &[Kept], today: i32) -> String {
    let columns = face::columns();
    let mut out = String::new();
    let over: Vec<&Kept> = plans
        .iter()
        .filter(|plan| !plan.dropped && today >= plan.request.exam)
        .collect();
    let known: Vec<(f64, &Kept)> = over
        .iter()
        .filter_map(|plan| Some((plan.result?, *plan)))
        .collect();
    for (result, plan) in &known {
        let first = plan.first.predicted;
        let held = holds(plan.latest.predicted, *result);
        let inside = if held { "inside" } else { "outside" };
        let said = format!(
            "Exam on {}: {}; predicted {} at the start and {} at the end, {inside} the interval",
            date(plan.request.exam),
            percent(*result),
            score(first),
            score(plan.latest.predicted)
        );
        out.push_str(&text::row("  ", &said, columns));
    }
    if known.len() > 1 {
        let held = known
            .iter()
            .filter(|(result, plan)| holds(plan.latest.predicted, *result))
            .count();
        let said = format!(
            "{held} of {} results lie inside; 9 in 10 should",
            known.len()
        );
        out.push_str(&text::row("  ", &said, columns));
    }
    for plan in over.iter().filter(|plan| plan.result.is_none()) {
        let said = format!(
            "How did the exam on {} go? `retain plan --result 84%` takes it down.",
            date(plan.request.exam)
        );
        out.push_str(&text::row("  ", &said, columns));
    }
    out
}

fn holds(predicted: Prediction, result: f64) -> bool {
    (predicted.low..=predicted.high).contains(&result)
}

fn minutes(minutes: f64) -> String {
    format!("{}", (minutes * 10.0).round() / 10.0)
}
