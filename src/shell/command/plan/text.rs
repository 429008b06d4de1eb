//! A plan in words.

use retain::day::date;
use retain::plan::record::Kept;
use retain::plan::{Expected, Prediction};

use super::Shown;
use crate::shell::face;
use crate::shell::render::{text, words};

/// How many of the coming days are shown one by one.
const DAYS: usize = 7;

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
    let never = shown.left_out.round() as usize;
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
    row("  ", "minutes a day   score");
    for (each, predicted) in &shown.alternatives {
        let own = if (each - request.minutes).abs() < 1e-9 {
            "  this plan"
        } else {
            ""
        };
        row(
            "  ",
            &format!("{:>13}   {}{own}", minutes(*each), score(*predicted)),
        );
    }
    row("", "");
    row("  ", "day             reviews   new   minutes");
    for line in coming(&shown.plan.days(), today) {
        row("  ", &line);
    }
    row(
        "  ",
        "Minutes that are left over go to the cards that gain most.",
    );
    out
}

/// The coming days one by one, then what follows on average.
fn coming(days: &[Expected], today: i32) -> Vec<String> {
    let each: Vec<(usize, &Expected)> = days
        .iter()
        .flat_map(|expected| {
            (expected.first..expected.first + expected.days).map(move |day| (day, expected))
        })
        .collect();
    let line = |name: &str, reviews: f64, new: f64, seconds: f64| {
        format!(
            "{name:<15} {reviews:>7.0} {new:>5.0} {:>9.0}",
            seconds / 60.0
        )
    };
    let mut lines: Vec<String> = each
        .iter()
        .take(DAYS)
        .map(|(day, expected)| {
            let name = match day {
                0 => "today".to_owned(),
                _ => date(today + *day as i32).strftime("%a %-d %b").to_string(),
            };
            line(&name, expected.reviews, expected.new, expected.seconds)
        })
        .collect();
    let rest = each.get(DAYS..).unwrap_or(&[]);
    if !rest.is_empty() {
        let mean = |value: &dyn Fn(&Expected) -> f64| {
            rest.iter()
                .map(|(_, expected)| value(expected))
                .sum::<f64>()
                / rest.len() as f64
        };
        lines.push(line(
            "then, each day",
            mean(&|expected| expected.reviews),
            mean(&|expected| expected.new),
            mean(&|expected| expected.seconds),
        ));
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
