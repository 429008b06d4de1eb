//! Figures along time: the coming days, weeks or months, the last days, the year.

use retain::attempt::score::shown;
use retain::day;
use retain::stats::Stats;
use retain::stats::days::month_of;
use retain::stats::workload::{self, Load};

use super::part;
use crate::shell::render::sheet::Sheet;
use crate::shell::render::words::{about, count, minutes};

/// How many days the chart shows.
const CHART_DAYS: i32 = 14;
/// Columns before its bars.
const BEFORE_BAR: usize = 31;
/// How long its bars are at most.
const BAR: usize = 40;
/// From how many columns on the coming days have bars.
const SPARKS: usize = 56;
/// How many tests are told.
const TESTS: usize = 8;
/// How many weeks or months are told.
const PERIODS: usize = 12;
/// From how many columns on they are a table.
const PERIODS_TABLE: usize = 60;
/// How many months the calendar shows.
const MONTHS: usize = 12;
/// From how many columns on it shows days: a name and 31 of them.
const MONTH: usize = 40;
/// From how many columns on it says what a month came to beside its days.
const MONTH_SUMS: usize = 72;
/// The bars, by height.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// A day of the calendar, by answers.
const SHADES: [char; 4] = ['░', '▒', '▓', '█'];

/// What the coming days bring: a bar for each day, and in words.
pub fn coming(stats: &Stats, page: &mut Sheet) {
    let loads = &stats.forecast;
    let cards = |load: &Load| load.reviews + load.new;
    let most = loads.iter().map(cards).fold(0.0, f64::max);
    if most <= 0.0 {
        return;
    }
    let of = |days: usize| {
        let loads = &loads[..days];
        let all: f64 = loads.iter().map(cards).sum();
        let seconds: f64 = loads.iter().map(|load| load.seconds).sum();
        format!(
            "{} in {days} days, {}",
            count(all.round() as usize, "card", "cards"),
            about((seconds * 1000.0) as u64)
        )
    };
    if page.columns >= SPARKS {
        let bar = |load: &Load| match (cards(load) / most * BLOCKS.len() as f64).ceil() {
            0.0 => '·',
            height => BLOCKS[(height as usize - 1).min(BLOCKS.len() - 1)],
        };
        let bars: String = loads.iter().map(bar).collect();
        page.row("coming", &format!("{bars} 30 days"));
    }
    let name = if page.columns >= SPARKS { "" } else { "coming" };
    page.row(name, &format!("{} · {}", of(7), of(workload::DAYS)));
}

/// The scores of the last tests, beside what was predicted.
pub fn tests(stats: &Stats, page: &mut Sheet) {
    let first = stats.tests.len().saturating_sub(TESTS);
    if stats.tests.is_empty() {
        return;
    }
    page.gap();
    page.say("tests: points with what they say of all such questions");
    for test in &stats.tests[first..] {
        let points = test.points;
        let percent = |share: f64| (share * 100.0).round();
        let mut told = format!("{} of {} points", shown(points.points), points.of);
        if let (Some(score), Some((low, high))) = (points.score(), points.margin()) {
            let [score, low, high] = [score, low, high].map(percent);
            told = format!("{score} % · {told} ({low}–{high})");
        }
        if let Some(predicted) = test.predicted.share() {
            told.push_str(&format!(" · predicted {} %", percent(predicted)));
        }
        match test.passed {
            Some(true) => told.push_str(" · passed"),
            Some(false) => told.push_str(" · not passed"),
            None => {}
        }
        let date = day::date(test.day).strftime("%-d %b %Y").to_string();
        page.hang(&format!("  {date:<13}"), &told);
    }
}

/// Points without needless digits.
/// Retention of the last weeks or months, beside what was predicted.
pub fn periods(stats: &Stats, page: &mut Sheet) {
    let periods = stats.days.periods();
    let month = periods.first().is_some_and(|period| period.month);
    let told: Vec<_> = periods
        .iter()
        .rev()
        .take(PERIODS)
        .rev()
        .filter(|period| period.answered.retention.of > 0)
        .collect();
    if told.is_empty() {
        return;
    }
    page.gap();
    let head = if month { "month" } else { "week from" };
    let table = page.columns >= PERIODS_TABLE;
    let foretold = stats.all.answered.predicted.of > 0;
    if table {
        let predicted = if foretold { "predicted" } else { "" };
        page.line(&format!("{head:<12}{:<26}{predicted}", "retention"));
    }
    for period in told {
        let first = day::date(*period.days.start());
        let name = first.strftime(if month { "%b %Y" } else { "%-d %b %Y" });
        let answered = &period.answered;
        let predicted = match answered.predicted.share() {
            Some(share) => format!("{:.0} %", share * 100.0),
            None if foretold => "–".to_owned(),
            None => String::new(),
        };
        let kept = part(answered.retention);
        if table {
            page.line(&format!("{:<12}{kept:<26}{predicted}", name.to_string()));
        } else {
            page.say(&format!("{head} {name}"));
            let predicted = match &predicted[..] {
                "" => String::new(),
                share => format!(" · predicted {share}"),
            };
            page.item(&format!("retention {kept}{predicted}"));
        }
    }
}

/// Answers and minutes of the last days, none before the first answer.
pub fn chart(stats: &Stats, page: &mut Sheet) {
    let earliest = stats.today.saturating_sub(CHART_DAYS - 1);
    let first = stats.days.of.keys().next().copied();
    let first = first.unwrap_or(stats.today).clamp(earliest, stats.today);
    let days = || first..=stats.today;
    let of = |day: i32| stats.days.within(day..=day);
    let most = days().map(|day| of(day).answers).max().unwrap_or(0).max(1);
    let longest = BAR.min(page.columns.saturating_sub(BEFORE_BAR)) as u64;
    page.gap();
    let table = page.columns >= BEFORE_BAR;
    if table {
        page.line(&format!("{:<12}{:>7}  {:>7}", "day", "answers", "minutes"));
    }
    for day in days() {
        let found = of(day);
        if !table {
            let date = day::date(day).strftime("%-d %b").to_string();
            let answers = count(found.answers as usize, "answer", "answers");
            page.row(&date, &format!("{answers}, {}", minutes(found.took_ms)));
            continue;
        }
        let bar = "█".repeat((found.answers * longest).div_ceil(most) as usize);
        let date = day::date(day).strftime("%a %-d %b").to_string();
        let minutes = found.took_ms.div_ceil(60_000);
        page.line(&format!(
            "{date:<12}{:>7}  {minutes:>7}   {bar}",
            found.answers
        ));
    }
}

/// The year: a row for each month, a sign for each day.
pub fn calendar(stats: &Stats, page: &mut Sheet) {
    let Some(first) = stats.days.of.keys().next().copied() else {
        return;
    };
    let mut months = vec![month_of(stats.today)];
    while let Some(month) = months.last()
        && *month.start() > first
        && months.len() < MONTHS
    {
        months.push(month_of(month.start().saturating_sub(1)));
    }
    months.reverse();
    let year = months.first().map_or(stats.today, |month| *month.start())..=stats.today;
    let most = shades(stats.days.of.range(year).map(|(_, found)| found.answers));
    page.gap();
    if page.columns >= MONTH {
        page.line("         1   5    10   15   20   25   30");
    }
    for month in months {
        let name = day::date(*month.start()).strftime("%b %Y").to_string();
        let all = stats.days.within(month.clone());
        let with = stats.days.of.range(month.clone()).count();
        let sums = if with == 0 {
            "none".to_owned()
        } else {
            format!(
                "{} on {}, {}",
                count(all.answers as usize, "answer", "answers"),
                count(with, "day", "days"),
                minutes(all.took_ms)
            )
        };
        if page.columns < MONTH {
            page.row(&format!("{name} "), &sums);
            continue;
        }
        let sign = |day: i32| match stats.days.within(day..=day).answers {
            _ if day > stats.today => ' ',
            0 => '·',
            answers => {
                let place = most.iter().position(|most| answers <= *most);
                SHADES[place.unwrap_or(SHADES.len() - 1)]
            }
        };
        let days: String = month.map(sign).collect();
        if page.columns >= MONTH_SUMS {
            page.line(&format!("{name} {days:<31}  {sums}"));
        } else {
            page.line(&format!("{name} {days}"));
        }
    }
    if page.columns >= MONTH {
        let mut told = vec!["· none".to_owned()];
        let mut last = 0;
        for (shade, most) in SHADES.iter().zip(most) {
            if most > last {
                told.push(format!("{shade} up to {most}"));
            }
            last = most;
        }
        page.say(&format!("answers a day: {}", told.join("  ")));
    }
}

/// The most answers of a day in each shade: quarters of the days with answers.
fn shades(answers: impl Iterator<Item = u64>) -> [u64; SHADES.len()] {
    let mut all: Vec<u64> = answers.collect();
    all.sort_unstable();
    let at = |quarter: usize| match (quarter * all.len()).div_ceil(SHADES.len()) {
        0 => 0,
        place => all[place - 1],
    };
    [at(1), at(2), at(3), at(4)]
}
