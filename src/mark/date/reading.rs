//! Reading a date or a span as people type it, with every meaning it can have.

use super::{MONTHS, Point};
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

/// A date that may lack its year or its month because the other end of a span has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Rough {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
}

impl Rough {
    fn point(self) -> Option<Point> {
        Point::new(self.year?, self.month, self.day)
    }

    /// With what it lacks from the other end of its span.
    fn completed(self, other: Self) -> Self {
        let month = if self.day.is_some() {
            self.month.or(other.month)
        } else {
            self.month
        };
        Self {
            year: self.year.or(other.year),
            month,
            day: self.day,
        }
    }
}

/// Words that add nothing to a date.
const NOISE: &[&str] = &[
    "the",
    "of",
    "in",
    "on",
    "year",
    "month",
    "about",
    "around",
    "circa",
    "ca",
    "c",
    "approximately",
    "approx",
    "roughly",
    "early",
    "mid",
    "late",
    "ad",
    "ce",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thurs",
    "fri",
    "sat",
    "sun",
];

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

fn number(text: &str) -> Option<i32> {
    let fits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// The end of `1950–53` or `1950–3`.
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
    let year = year - year % round + tail;
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

fn without_ordinal(word: &str) -> &str {
    ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| {
            word.strip_suffix(ending)
                .filter(|number| number.bytes().all(|b| b.is_ascii_digit()))
        })
        .unwrap_or(word)
}

#[derive(Debug, Clone, Copy)]
enum Token {
    Month(u32),
    /// A number, and how many digits it is written with.
    Number(i32, usize),
    /// A year of two digits with an apostrophe before it.
    ShortYear(i32),
    BeforeOurEra,
}

fn month(word: &str) -> Option<u32> {
    let place = MONTHS.iter().position(|name| {
        let name = name.to_lowercase();
        name == word
            || (word == "sept" && name == "september")
            || (word.len() == 3 && name.starts_with(word))
    })?;
    u32::try_from(place + 1).ok()
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let text = text
        .replace("b.c.e.", "bc")
        .replace("b.c.", "bc")
        .replace("a.d.", "ad")
        .replace("c.e.", "ce");
    let mut found = Vec::new();
    for word in text
        .split([' ', ',', '.', '/', '-', '~', '≈'])
        .filter(|word| !word.is_empty())
    {
        let plain = without_ordinal(word);
        if let Some(short) = word.strip_prefix('\'').filter(|short| short.len() == 2) {
            found.push(Token::ShortYear(number(short)?));
        } else if matches!(word, "bc" | "bce") {
            found.push(Token::BeforeOurEra);
        } else if let Some(value) = number(plain) {
            found.push(Token::Number(value, plain.len()));
        } else if word.len() == 8 && word.bytes().all(|b| b.is_ascii_digit()) {
            // 20061009
            for part in [&word[..4], &word[4..6], &word[6..]] {
                found.push(Token::Number(number(part)?, part.len()));
            }
        } else if let Some(month) = month(word) {
            found.push(Token::Month(month));
        } else if !NOISE.contains(&word) {
            return None;
        }
        if found.len() > 4 {
            return None;
        }
    }
    Some(found)
}

/// The years a number may stand for beside a month: one of two digits may lack its century.
fn years(value: i32, digits: usize) -> Vec<i32> {
    if digits == 2 {
        vec![value, 1900 + value, 2000 + value]
    } else {
        vec![value]
    }
}

/// The dates of these years, if there can be such a month and day.
fn dates(years: Vec<i32>, month: Option<u32>, day: Option<i32>) -> Vec<Rough> {
    let day = day.map(|day| u32::try_from(day).unwrap_or(0));
    let fits = month.is_none_or(|month| (1..=12).contains(&month))
        && day.is_none_or(|day| (1..=31).contains(&day));
    let years = if fits { years } else { Vec::new() };
    years
        .into_iter()
        .map(|year| Rough {
            year: Some(year),
            month,
            day,
        })
        .collect()
}

/// Every date a text can be, with or without its year.
fn roughs(text: &str) -> Vec<Rough> {
    let Some(mut tokens) = tokens(text) else {
        return Vec::new();
    };
    let before_our_era = matches!(tokens.last(), Some(Token::BeforeOurEra));
    if before_our_era {
        tokens.pop();
    }
    let mut found: Vec<Rough> = Vec::new();
    let as_month = |value: i32| u32::try_from(value).ok();
    match *tokens.as_slice() {
        [Token::Number(year, _)] => found.extend(dates(vec![year], None, None)),
        [Token::ShortYear(year)] => found.extend(dates(vec![1900 + year, 2000 + year], None, None)),
        [Token::Month(month)] => found.push(Rough {
            month: Some(month),
            ..Rough::default()
        }),
        [Token::Month(month), Token::ShortYear(year)] => {
            found.extend(dates(vec![1900 + year, 2000 + year], Some(month), None));
        }
        [Token::Month(month), Token::Number(value, digits)]
        | [Token::Number(value, digits), Token::Month(month)] => {
            if digits >= 3 {
                found.extend(dates(vec![value], Some(month), None));
            } else {
                found.push(Rough {
                    year: None,
                    month: Some(month),
                    day: u32::try_from(value)
                        .ok()
                        .filter(|day| (1..=31).contains(day)),
                });
                found.extend(dates(years(value, digits), Some(month), None));
            }
        }
        [
            Token::Number(day, 1 | 2),
            Token::Month(month),
            Token::Number(year, digits),
        ]
        | [
            Token::Month(month),
            Token::Number(day, 1 | 2),
            Token::Number(year, digits),
        ] => {
            found.extend(dates(years(year, digits), Some(month), Some(day)));
        }
        [
            Token::Number(day, 1 | 2),
            Token::Month(month),
            Token::ShortYear(year),
        ]
        | [
            Token::Month(month),
            Token::Number(day, 1 | 2),
            Token::ShortYear(year),
        ] => {
            found.extend(dates(
                vec![1900 + year, 2000 + year],
                Some(month),
                Some(day),
            ));
        }
        [
            Token::Number(year, 3 | 4),
            Token::Month(month),
            Token::Number(day, 1 | 2),
        ] => {
            found.extend(dates(vec![year], Some(month), Some(day)));
        }
        [Token::Number(month, 1 | 2), Token::Number(year, 3 | 4)]
        | [Token::Number(year, 3 | 4), Token::Number(month, 1 | 2)] => {
            found.extend(dates(vec![year], as_month(month), None));
        }
        [
            Token::Number(year, 3 | 4),
            Token::Number(month, 1 | 2),
            Token::Number(day, 1 | 2),
        ] => {
            found.extend(dates(vec![year], as_month(month), Some(day)));
        }
        // Either the day or the month comes first; both are read.
        [
            Token::Number(one, 1 | 2),
            Token::Number(other, 1 | 2),
            Token::Number(year, digits),
        ] => {
            found.extend(dates(years(year, digits), as_month(other), Some(one)));
            found.extend(dates(years(year, digits), as_month(one), Some(other)));
        }
        _ => {}
    }
    if before_our_era {
        for rough in &mut found {
            rough.year = rough.year.map(|year| 1 - year);
        }
    }
    found
}
