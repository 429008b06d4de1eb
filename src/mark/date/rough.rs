//! Single dates as people type them, with every meaning one can have.

use super::point::{MONTHS, Point};

/// A date that may lack its year or its month because the other end of a span has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Rough {
    pub year: Option<i32>,
    pub month: Option<u32>,
    pub day: Option<u32>,
}

impl Rough {
    pub fn point(self) -> Option<Point> {
        Point::new(self.year?, self.month, self.day)
    }

    /// With what it lacks from the other end of its span.
    pub fn completed(self, other: Self) -> Self {
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

#[derive(Debug, Clone, Copy)]
enum Token {
    Month(u32),
    /// A number, and how many digits it is written with.
    Number(i32, usize),
    /// A year of two digits with an apostrophe before it.
    ShortYear(i32),
    BeforeOurEra,
}

pub(super) fn number(text: &str) -> Option<i32> {
    let fits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

pub(super) fn without_ordinal(word: &str) -> &str {
    ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| {
            word.strip_suffix(ending)
                .filter(|number| number.bytes().all(|b| b.is_ascii_digit()))
        })
        .unwrap_or(word)
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
pub(super) fn roughs(text: &str) -> Vec<Rough> {
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
