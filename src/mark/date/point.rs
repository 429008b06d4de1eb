//! A year, a month of a year, or a day.

use std::fmt::Write as _;

use jiff::civil;

/// The months in English.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A year, a month of a year, or a day. Years before our era are 0 (1 BC), −1 (2 BC) and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub year: i16,
    pub month: Option<i8>,
    pub day: Option<i8>,
}

impl Point {
    /// The point, if there is such a day.
    pub fn new(year: i32, month: Option<u32>, day: Option<u32>) -> Option<Self> {
        let year = i16::try_from(year).ok()?;
        let month = month.map(i8::try_from).transpose().ok()?;
        let day = day.map(i8::try_from).transpose().ok()?;
        civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        (day.is_none() || month.is_some()).then_some(Self { year, month, day })
    }

    /// Reads `2006`, `2006-10`, `2006-10-09`, `-0043`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (era, digits) = match text.strip_prefix(['-', '−']) {
            Some(digits) => (-1, digits),
            None => (1, text),
        };
        let mut parts = digits.split('-');
        let mut number = |most: usize| -> Option<Option<u32>> {
            match parts.next() {
                None => Some(None),
                Some(part)
                    if !part.is_empty()
                        && part.len() <= most
                        && part.bytes().all(|b| b.is_ascii_digit()) =>
                {
                    Some(part.parse().ok())
                }
                Some(_) => None,
            }
        };
        let (year, month, day) = (number(4)??, number(2)?, number(2)?);
        // 06-10 may be anything; a year beside a month is written out.
        let year_is_short = digits.find('-').is_some_and(|length| length < 3);
        if parts.next().is_some() || year_is_short {
            return None;
        }
        Self::new(era * i32::try_from(year).ok()?, month, day)
    }

    /// As decks write it: `2006`, `2006-10`, `2006-10-09`.
    pub fn written(self) -> String {
        let mut out = format!("{:04}", self.year);
        for part in [self.month, self.day].into_iter().flatten() {
            let _ = write!(out, "-{part:02}");
        }
        out
    }

    /// The first day of it, for comparing.
    pub fn first_day(self) -> (i16, i8, i8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day of it, for comparing; every month has 31 here.
    pub fn last_day(self) -> (i16, i8, i8) {
        (self.year, self.month.unwrap_or(12), self.day.unwrap_or(31))
    }

    pub fn display(self) -> String {
        let mut out = String::new();
        if let Some(day) = self.day {
            let _ = write!(out, "{day} ");
        }
        if let Some(month) = self.month.and_then(|month| usize::try_from(month - 1).ok()) {
            let _ = write!(out, "{} ", MONTHS.get(month).unwrap_or(&""));
        }
        if self.year > 0 {
            let _ = write!(out, "{}", self.year);
        } else {
            let _ = write!(out, "{} BC", 1 - i32::from(self.year));
        }
        out
    }

    /// A score for a reply where this is the key, with what is wrong with it.
    pub fn score(self, given: Self) -> (f64, Option<&'static str>) {
        if given.year != self.year {
            return (0.0, None);
        }
        let parts = [
            (
                self.month,
                given.month,
                "the month is missing",
                "the year is right, the month is not",
            ),
            (
                self.day,
                given.day,
                "the day is missing",
                "the month is right, the day is not",
            ),
        ];
        for (key, given, missing, wrong) in parts {
            match (key, given) {
                (None, _) => break,
                (Some(_), None) => return (0.5, Some(missing)),
                (Some(key), Some(given)) if key != given => return (0.0, Some(wrong)),
                _ => {}
            }
        }
        (1.0, None)
    }
}
