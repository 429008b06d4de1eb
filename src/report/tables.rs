//! The numbers behind each chart, as tables.

use maud::{Markup, html};

use super::{percent, share};
use crate::day;
use crate::stats::Stats;
use crate::stats::days::Period;
use crate::stats::ratio::Expected;
use crate::stats::topics::Topic;

/// A table: the first column names the row, the others are numbers.
#[derive(Debug, Default)]
pub struct Table {
    head: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// As elements, with a caption for those who hear it.
    pub fn shown(&self, caption: &str) -> Markup {
        html! {
            div.wide {
                table {
                    caption.unseen { (caption) }
                    thead {
                        tr {
                            @for (n, name) in self.head.iter().enumerate() {
                                th scope="col" .number[n > 0] { (name) }
                            }
                        }
                    }
                    tbody {
                        @for row in &self.rows {
                            tr {
                                @for (n, cell) in row.iter().enumerate() {
                                    @if n == 0 { th scope="row" { (cell) } } @else { td.number { (cell) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A local day: `23 Nov 2026`.
pub fn day(number: i32) -> String {
    day::date(number).strftime("%-d %b %Y").to_string()
}

/// A month by its name, a week by its first day.
pub fn period(period: &Period) -> String {
    let first = *period.days.start();
    if period.month {
        day::date(first).strftime("%b %Y").to_string()
    } else {
        day(first)
    }
}

fn predicted(expected: Expected) -> String {
    expected.share().map_or_else(|| "–".to_owned(), percent)
}

fn minutes(ms: u64) -> String {
    format!("{:.0}", ms as f64 / 60_000.0)
}

/// Retention by week or month.
pub fn retention(periods: &[&Period]) -> Table {
    Table {
        head: vec!["from", "retention", "predicted"],
        rows: periods
            .iter()
            .map(|one| {
                let answered = &one.answered;
                vec![
                    period(one),
                    share(answered.retention),
                    predicted(answered.predicted),
                ]
            })
            .collect(),
    }
}

/// Tests and their scores.
pub fn tests(stats: &Stats) -> Table {
    Table {
        head: vec!["day", "score", "points", "lies between", "predicted"],
        rows: stats
            .tests
            .iter()
            .map(|test| {
                let points = test.points;
                let nothing = || "–".to_owned();
                vec![
                    day(test.day),
                    points.score().map_or_else(nothing, percent),
                    format!("{:.1} of {}", points.points, points.of),
                    points.margin().map_or_else(nothing, |(low, high)| {
                        format!("{} and {}", percent(low), percent(high))
                    }),
                    predicted(test.predicted),
                ]
            })
            .collect(),
    }
}

/// Answers by week or month.
pub fn answers(periods: &[Period]) -> Table {
    Table {
        head: vec!["from", "answers", "right", "minutes"],
        rows: periods
            .iter()
            .map(|one| {
                let answered = &one.answered;
                let answers = answered.answers.to_string();
                vec![
                    period(one),
                    answers,
                    share(answered.right),
                    minutes(answered.took_ms),
                ]
            })
            .collect(),
    }
}

/// Every day with answers.
pub fn days(stats: &Stats) -> Table {
    let days = stats.days.of.iter().rev();
    Table {
        head: vec!["day", "answers", "minutes"],
        rows: days
            .map(|(number, found)| {
                vec![
                    day(*number),
                    found.answers.to_string(),
                    minutes(found.took_ms),
                ]
            })
            .collect(),
    }
}

/// The coming days.
pub fn forecast(stats: &Stats) -> Table {
    Table {
        head: vec!["day", "reviews", "new", "minutes"],
        rows: (stats.today..)
            .zip(&stats.forecast)
            .map(|(number, load)| {
                let figures = [load.reviews, load.new, load.seconds / 60.0];
                let [reviews, new, minutes] = figures.map(|figure| format!("{figure:.0}"));
                vec![day(number), reviews, new, minutes]
            })
            .collect(),
    }
}

/// Predictions and what came of them.
pub fn calibration(stats: &Stats) -> Table {
    Table {
        head: vec!["predicted", "known"],
        rows: stats
            .calibration
            .found()
            .map(|level| vec![predicted(level.predicted), share(level.known)])
            .collect(),
    }
}

/// Decks or tags.
pub fn topics(topics: &[Topic]) -> Table {
    Table {
        head: vec![
            "topic",
            "retention",
            "due",
            "mastered",
            "learning",
            "weak",
            "new",
        ],
        rows: topics
            .iter()
            .map(|topic| {
                let standing = &topic.standing;
                let mut row = vec![topic.title.clone(), share(topic.answered.retention)];
                row.extend(
                    [
                        standing.due_today,
                        standing.mastered,
                        standing.learning,
                        standing.weak,
                        standing.new_cards(),
                    ]
                    .map(|n| n.to_string()),
                );
                row
            })
            .collect(),
    }
}
