//! Reading a date or a span as people type it, with every meaning it can have.

use super::point::Point;
use super::rough::{Rough, number, roughs, without_ordinal};
use crate::mark::fold::write_out;

/// One thing a text can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Point(Point),
    /// With at least one end.
    Span(Option<Point>, Option<Point>),
}

/// Longer texts are no dates.
const LONGEST: usize = 100;

/// Words that stand for an open end.
const OPEN_END: &[&str] = &[
    "present",
    "the present",
    "now",
    "today",
    "date",
    "ongoing",
    "this day",
    "the present day",
    "",
];

/// What may stand between the two ends of a span.
const BETWEEN: &[&str] = &[
    " to ",
    " until ",
    " till ",
    " til ",
    " through ",
    " thru ",
    " up to ",
];

/// Everything a text can mean as a date or a span; nothing if it is neither.
pub(super) fn readings(clean: &str) -> Vec<Reading> {
    if clean.chars().count() > LONGEST {
        return Vec::new();
    }
    let lower = write_out(clean).to_lowercase();
    let text = lower
        .trim()
        .trim_end_matches(['.', ',', ';', '!', '?'])
        .trim();
    let mut found: Vec<Reading> = roughs(text)
        .into_iter()
        .filter_map(Rough::point)
        .map(Reading::Point)
        .collect();
    found.extend(open(text));
    found.extend(spans(text));
    found.retain(|reading| match reading {
        Reading::Span(Some(from), Some(to)) => from.first_day() <= to.last_day(),
        _ => true,
    });
    found
}

/// `since 2011`, `2011 onwards`, `until 1953`.
fn open(text: &str) -> Vec<Reading> {
    let points = |text: &str| {
        roughs(text)
            .into_iter()
            .filter_map(Rough::point)
            .collect::<Vec<_>>()
    };
    let mut found = Vec::new();
    let mut from = None;
    for start in ["since ", "from ", "starting in ", "beginning in "] {
        from = from.or_else(|| text.strip_prefix(start));
    }
    for end in [" onwards", " onward", " on"] {
        let stem = from.unwrap_or(text);
        if let Some(stem) = stem.strip_suffix(end) {
            from = Some(stem);
        }
    }
    if let Some(from) = from {
        found.extend(
            points(from)
                .into_iter()
                .map(|point| Reading::Span(Some(point), None)),
        );
    }
    for start in ["until ", "till ", "til ", "up to ", "to "] {
        if let Some(to) = text.strip_prefix(start) {
            found.extend(
                points(to)
                    .into_iter()
                    .map(|point| Reading::Span(None, Some(point))),
            );
        }
    }
    found
}

/// Two ends with a word or a dash between them.
fn spans(text: &str) -> Vec<Reading> {
    let text = text.strip_prefix("from ").unwrap_or(text);
    let mut found = Vec::new();
    if let Some((from, to)) = text
        .strip_prefix("between ")
        .and_then(|inner| inner.split_once(" and "))
    {
        found.extend(span(from, to));
    }
    for between in BETWEEN {
        for (at, _) in text.match_indices(between) {
            found.extend(span(&text[..at], &text[at + between.len()..]));
        }
    }
    for (at, dash) in text.match_indices(['-', '/']) {
        let (from, to) = (&text[..at], &text[at + dash.len()..]);
        found.extend(span(from.trim_end_matches('-'), to.trim_start_matches('-')));
    }
    found
}

fn span(from: &str, to: &str) -> Vec<Reading> {
    let (from, to) = (from.trim(), to.trim());
    let starts = roughs(from);
    if OPEN_END.contains(&to) {
        return starts
            .into_iter()
            .filter_map(Rough::point)
            .map(|point| Reading::Span(Some(point), None))
            .collect();
    }
    let mut found = Vec::new();
    let mut ends = roughs(to);
    for start in &starts {
        // 1950–53: the end is written with its last digits. October 9–12, 2006: with its day.
        ends.extend(short_year(*start, to));
        ends.extend(day_alone(*start, to));
    }
    // 9–12 October 2006: the beginning is a day.
    let days: Vec<Rough> = ends
        .iter()
        .filter_map(|end| day_alone(*end, from))
        .collect();
    for start in starts.iter().chain(&days) {
        for end in &ends {
            if let (Some(from), Some(to)) =
                (start.completed(*end).point(), end.completed(*start).point())
            {
                let reading = Reading::Span(Some(from), Some(to));
                if !found.contains(&reading) {
                    found.push(reading);
                }
            }
        }
    }
    found
}

/// The end of `1950–53`, `1950–3`, or over a turn of the century `1998–02`.
fn short_year(start: Rough, end: &str) -> Option<Rough> {
    let year = start
        .year
        .filter(|&year| year >= 100 && start.month.is_none())?;
    let end = end.trim_start_matches('\'');
    let tail = number(end)?;
    let round = match end.len() {
        1 => 10,
        2 => 100,
        _ => return None,
    };
    let near = year - year % round + tail;
    let year = if near < year { near + round } else { near };
    Some(Rough {
        year: Some(year),
        ..Rough::default()
    })
}

/// A day that takes its month from the other end.
fn day_alone(other: Rough, text: &str) -> Option<Rough> {
    let (day, year) = match text.split_once([' ', ',']) {
        Some((day, rest)) => (day, Some(number(rest.trim_matches([' ', ',']))?)),
        None => (text, None),
    };
    let day = number(without_ordinal(day)).and_then(|day| u32::try_from(day).ok())?;
    (other.day.is_some() && (1..=31).contains(&day)).then_some(Rough {
        year: year.or(other.year),
        month: other.month,
        day: Some(day),
    })
}
