//! The page of `retain report`: the same figures as in the terminal, as charts, each with its
//! numbers in a table behind it.

mod chart;
mod plots;
mod tables;

use maud::{Markup, PreEscaped, html};

use crate::day;
use crate::page::Page;
use crate::stats::Stats;
use crate::stats::ratio::{LITTLE, Ratio};
use tables::Table;

/// Rules for what only this page has.
const STYLE: &str = include_str!("report/style.css");

/// The page of a learner.
pub fn page(stats: &Stats, learner: &str) -> String {
    let today = day::date(stats.today).strftime("%-d %B %Y").to_string();
    let title = format!("Figures of {learner}, {today}");
    let body = html! {
        h1 { (title) }
        @if let Some(since) = stats.since {
            p.faint {
                "Answers since " (day::date(since).strftime("%-d %B %Y").to_string())
                "; how cards stand is as of today."
            }
        }
        (summary(stats))
        @if stats.all.answered.answers == 0 { p { "There are no answers yet." } }
        div.charts {
            (tests(stats))
            (retention(stats))
            (answers(stats))
            (calendar(stats))
            (forecast(stats))
            (calibration(stats))
            (topics("Decks", "decks", &stats.decks))
            (topics("Tags", "tags", &stats.tags))
        }
        (hardest(stats))
        (definitions())
    };
    let page = Page {
        title: &title,
        language: "en",
        style: STYLE,
        body,
    };
    page.to_html()
}

fn summary(stats: &Stats) -> Markup {
    let (all, cards) = (&stats.all.answered, &stats.all.standing);
    let days = |n: u32| format!("{n} {}", if n == 1 { "day" } else { "days" });
    let hours = all.took_ms as f64 / 3_600_000.0;
    html! {
        dl.summary {
            div { dt { "due" } dd { (cards.due_today) " today, " (cards.due_week) " within a week" } }
            div {
                dt { "cards" }
                dd {
                    (cards.cards) ": " (cards.mastered) " mastered, " (cards.learning) " learning, "
                    (cards.weak) " weak, " (cards.new_cards()) " not seen yet"
                }
            }
            div {
                dt { "answers" }
                dd { (all.answers) " in " (format!("{hours:.1}")) " h, right " (share(all.right)) }
            }
            div {
                dt { "retention" }
                dd {
                    (share(all.retention))
                    @if let Some(predicted) = all.predicted.share() {
                        ", predicted " (percent(predicted))
                    }
                }
            }
            div {
                dt { "streak" }
                dd { (days(stats.streak)) ", the longest " (days(stats.longest_streak)) }
            }
            @if let Some(spread) = stats.times {
                div {
                    dt { "time" }
                    dd {
                        (seconds(spread.median_ms)) " s an answer, half of them from "
                        (seconds(spread.quarter_ms)) " to " (seconds(spread.three_quarters_ms)) " s"
                    }
                }
            }
            @if stats.practice.answers > 0 {
                div {
                    dt { "practice" }
                    dd { (stats.practice.answers) " answers, right " (share(stats.practice.right)) }
                }
            }
        }
    }
}

fn tests(stats: &Stats) -> Markup {
    let points: Vec<plots::Point> = stats
        .tests
        .iter()
        .filter_map(|test| {
            Some(plots::Point {
                label: tables::day(test.day),
                known: test.points.score()?,
                interval: test.points.margin()?,
                predicted: test.predicted.share(),
            })
        })
        .collect();
    let Some(last) = points.last() else {
        return Markup::default();
    };
    figure(
        "tests",
        "Tests",
        "● score, with its 95 % interval; - - - predicted",
        &format!("The last one, {}: {}.", last.label, percent(last.known)),
        plots::shares(&points).as_deref(),
        &tables::tests(stats),
    )
}

fn retention(stats: &Stats) -> Markup {
    let periods = stats.days.periods();
    let told: Vec<_> = periods
        .iter()
        .filter(|period| period.answered.retention.of > 0)
        .collect();
    if told.is_empty() {
        return Markup::default();
    }
    let points: Vec<plots::Point> = told
        .iter()
        .filter_map(|period| {
            Some(plots::Point {
                label: tables::period(period),
                known: period.answered.retention.share()?,
                interval: period.answered.retention.interval()?,
                predicted: period.answered.predicted.share(),
            })
        })
        .collect();
    let all = stats.all.answered;
    figure(
        "retention",
        "Retention",
        if all.predicted.of > 0 {
            "● known, with its 95 % interval; - - - predicted"
        } else {
            "● known, with its 95 % interval"
        },
        &format!(
            "{} of due answers were known in all. Each point is a {}.",
            share(all.retention),
            if told[0].month { "month" } else { "week" }
        ),
        plots::shares(&points).as_deref(),
        &tables::retention(&told),
    )
}

fn answers(stats: &Stats) -> Markup {
    let periods = stats.days.periods();
    if periods.is_empty() {
        return Markup::default();
    }
    let bars: Vec<(String, f64)> = periods
        .iter()
        .map(|period| (tables::period(period), period.answered.answers as f64))
        .collect();
    let unit = if periods[0].month { "month" } else { "week" };
    figure(
        "answers",
        "Answers",
        &format!("answers by {unit}"),
        &format!(
            "{} answers on {} days. Each bar is a {unit}.",
            stats.all.answered.answers,
            stats.days.of.len()
        ),
        plots::bars(&bars).as_deref(),
        &tables::answers(&periods),
    )
}

fn calendar(stats: &Stats) -> Markup {
    if stats.days.of.is_empty() {
        return Markup::default();
    }
    figure(
        "calendar",
        "Calendar",
        "a row for each month, a box for each day: the fuller, the more answers",
        &format!(
            "Days with answers in the last twelve months; the longest streak was {} days.",
            stats.longest_streak
        ),
        plots::calendar(stats).as_deref(),
        &tables::days(stats),
    )
}

fn forecast(stats: &Stats) -> Markup {
    let bars: Vec<(String, f64)> = (stats.today..)
        .zip(&stats.forecast)
        .map(|(day, load)| (tables::day(day), load.reviews + load.new))
        .collect();
    let all: f64 = bars.iter().map(|(_, cards)| cards).sum();
    if all <= 0.0 {
        return Markup::default();
    }
    figure(
        "forecast",
        "Forecast",
        "cards expected on each of the next 30 days, new ones included",
        &format!("About {all:.0} cards are expected in 30 days."),
        plots::bars(&bars).as_deref(),
        &tables::forecast(stats),
    )
}

fn calibration(stats: &Stats) -> Markup {
    if stats.calibration.found().next().is_none() {
        return Markup::default();
    }
    figure(
        "calibration",
        "Calibration",
        "across: predicted recall; up: what was known, with its 95 % interval; - - - where both agree",
        "Due answers by the recall that was predicted for them; points on the dashed line are \
         predictions that came true.",
        plots::calibration(&stats.calibration).as_deref(),
        &tables::calibration(stats),
    )
}

fn topics(title: &str, name: &str, topics: &[crate::stats::topics::Topic]) -> Markup {
    if topics.is_empty() {
        return Markup::default();
    }
    let rows: Vec<(String, Ratio)> = topics
        .iter()
        .filter(|topic| topic.answered.retention.of > 0)
        .map(|topic| (topic.title.clone(), topic.answered.retention))
        .collect();
    figure(
        name,
        title,
        "retention with its 95 % interval, the weakest first",
        &match rows.first() {
            Some((weakest, ratio)) => format!("Weakest: {weakest}, {}.", share(*ratio)),
            None => "Nothing has been due yet.".to_owned(),
        },
        plots::topics(&rows).as_deref(),
        &tables::topics(topics),
    )
}

fn hardest(stats: &Stats) -> Markup {
    if stats.hardest.is_empty() {
        return Markup::default();
    }
    let instead = stats.hardest.iter().any(|hard| !hard.instead.is_empty());
    html! {
        section.hardest {
            h2 { "Hardest cards" }
            div.wide {
                table.cards {
                    caption { "Missed most often when they were due" }
                    thead {
                        tr {
                            th scope="col" { "card" }
                            th.number scope="col" { "missed" }
                            @if instead { th scope="col" { "answered instead" } }
                        }
                    }
                    tbody {
                        @for hard in &stats.hardest {
                            tr {
                                th scope="row" {
                                    @if hard.question.is_empty() { (hard.card.to_string()) } @else {
                                        (hard.question) br;
                                        span.faint { (hard.card.to_string()) }
                                    }
                                }
                                td.number { (hard.missed.hits) " of " (hard.missed.of) }
                                @if instead {
                                    td {
                                        @for (n, (what, times)) in hard.instead.iter().enumerate() {
                                            @if n > 0 { br; }
                                            (what) " " (times) "×"
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn definitions() -> Markup {
    html! {
        section {
            h2 { "What the words mean" }
            p {
                "Retention: known, of the first answers of a day to cards seen on an earlier day. \
                 In brackets where the true share lies with 95 % confidence. "
                "Mastered: a memory of 21 days or more. Weak: missed and not known since, or likelier \
                 than 30 % to be missed today. Few: fewer than " (LITTLE) " cases, which say little."
            }
        }
    }
}

/// A chart with its title, what its signs mean, its words for readers of the screen, and the
/// table behind it, which is open where there is no chart.
fn figure(
    name: &str,
    title: &str,
    signs: &str,
    words: &str,
    plot: Option<&str>,
    table: &Table,
) -> Markup {
    html! {
        section.whole {
            h2 { (title) }
            figure.chart {
                @if let Some(plot) = plot {
                    (PreEscaped(chart::described(plot, name, title, words)))
                    figcaption { (signs) }
                }
            }
            p { (words) }
            details open[plot.is_none()] {
                summary { "The numbers" }
                (table.shown(title))
            }
        }
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}\u{a0}%", share * 100.0)
}

fn seconds(ms: u32) -> String {
    format!("{:.0}", f64::from(ms) / 1000.0)
}

/// A share with its count and interval: `91 % of 44 (79–96)`. The sign stays with its number.
fn share(ratio: Ratio) -> String {
    let (Some(share), Some((low, high))) = (ratio.share(), ratio.interval()) else {
        return "nothing to go by yet".to_owned();
    };
    let [share, low, high] = [share, low, high].map(|share| (share * 100.0).round());
    let end = if ratio.is_little() { ", few)" } else { ")" };
    format!("{share}\u{a0}% of {} ({low}–{high}{end}", ratio.of)
}

#[cfg(test)]
mod tests;
