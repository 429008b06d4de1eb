//! Options that are numbers, ranges of numbers, or dates.

use num_traits::ToPrimitive;

use crate::mark::date::DateKey;
use crate::mark::number;

/// A number or a range of numbers, from one end to the other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Interval {
    /// The lower end; none for a range that is open below.
    low: Option<End>,
    /// The upper end; none for a range that is open above.
    high: Option<End>,
    /// The unit, folded; empty without one.
    unit: String,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct End {
    at: f64,
    /// Whether it belongs to the range.
    within: bool,
}

/// Years that spans of time are made of.
const YEARS: std::ops::RangeInclusive<f64> = 1000.0..=2199.0;

/// Words before a number that make a range of it: the word, whether the number is its upper end,
/// and whether the number belongs to it.
const BOUNDS: &[(&str, bool, bool)] = &[
    ("less than ", true, false),
    ("fewer than ", true, false),
    ("under ", true, false),
    ("below ", true, false),
    ("before ", true, false),
    ("up to ", true, true),
    ("at most ", true, true),
    ("until ", true, true),
    ("<", true, false),
    ("≤", true, true),
    ("more than ", false, false),
    ("greater than ", false, false),
    ("over ", false, false),
    ("above ", false, false),
    ("after ", false, false),
    ("at least ", false, true),
    ("from ", false, true),
    ("since ", false, true),
    (">", false, false),
    ("≥", false, true),
];

impl Interval {
    /// Reads `10`, `10–20 km`, `under 10`, `50 or more`.
    pub(super) fn read(text: &str, language: &str) -> Option<Self> {
        let none = !text.bytes().any(|byte| byte.is_ascii_digit()) || text.len() > 80;
        if none || is_month(text) || is_telephone(text) {
            return None;
        }
        let text = text.trim().to_lowercase();
        let number = |text: &str| {
            let text = text.trim();
            let digits = text.bytes().any(|byte| byte.is_ascii_digit());
            let read = digits.then(|| number::read(text, language)).flatten()?;
            Some((read.value.to_f64()?, read.unit.unwrap_or_default()))
        };
        let end = |at, within| Some(End { at, within });
        for more in [" or more", " and more", " or over", " and over", "+"] {
            if let Some((at, unit)) = text.strip_suffix(more).and_then(number) {
                return Some(Self {
                    low: end(at, true),
                    high: None,
                    unit,
                });
            }
        }
        for less in [" or less", " or fewer", " and less", " and fewer"] {
            if let Some((at, unit)) = text.strip_suffix(less).and_then(number) {
                return Some(Self {
                    low: None,
                    high: end(at, true),
                    unit,
                });
            }
        }
        let plain = text
            .strip_prefix("between ")
            .or(text.strip_prefix("from "))
            .unwrap_or(&text);
        for dash in ["–", "—", " to ", " and ", "-"] {
            let Some((from, to)) = plain.split_once(dash) else {
                continue;
            };
            if from.trim().is_empty() || to.contains(dash) {
                continue;
            }
            if let (Some((low, before)), Some((high, unit))) = (number(from), number(to)) {
                let high = century(from, low, to, high);
                if low < high && (before.is_empty() || before == unit) {
                    return Some(Self {
                        low: end(low, true),
                        high: end(high, true),
                        unit,
                    });
                }
            }
        }
        for (word, upper, within) in BOUNDS {
            if let Some((at, unit)) = text.strip_prefix(word).and_then(number) {
                let (low, high) = if *upper {
                    (None, end(at, *within))
                } else {
                    (end(at, *within), None)
                };
                return Some(Self { low, high, unit });
            }
        }
        let (at, unit) = number(&text)?;
        Some(Self {
            low: end(at, true),
            high: end(at, true),
            unit,
        })
    }

    /// Whether a number is in both.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let below = |low: Option<End>, high: Option<End>| match (low, high) {
            (Some(low), Some(high)) => {
                low.at < high.at || (low.at == high.at && low.within && high.within)
            }
            _ => true,
        };
        self.unit == other.unit && below(self.low, other.high) && below(other.low, self.high)
    }

    /// Whether it is a span of years, of which two may meet and yet be told apart.
    pub(super) fn is_years(&self) -> bool {
        let year = |end: Option<End>| end.is_none_or(|end| YEARS.contains(&end.at));
        self.unit.is_empty() && self.low != self.high && year(self.low) && year(self.high)
    }

    /// By what it is put in order, and its unit.
    pub(super) fn place(&self) -> (f64, &str) {
        let open = |end: Option<End>, far: f64| end.map_or(far, |end| end.at);
        let low = open(self.low, f64::NEG_INFINITY);
        (low, &self.unit)
    }
}

/// `1950–53`: the later year with the century of the earlier one.
fn century(from: &str, low: f64, to: &str, high: f64) -> f64 {
    let short = from.trim().len() == 4 && to.trim().len() == 2 && YEARS.contains(&low);
    if short {
        (low / 100.0).floor() * 100.0 + high
    } else {
        high
    }
}

/// `2006-10`, a month and no range.
fn is_month(text: &str) -> bool {
    let text = text.trim().as_bytes();
    let digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    let month = text.len() >= 7 && digits(&text[..4]) && text[4] == b'-' && digits(&text[5..7]);
    month && !text.get(7).is_some_and(u8::is_ascii_digit)
}

/// `555-1234`, a telephone number and no range: three digits, four digits, and not both of them
/// where ranges end, at or beside a ten.
fn is_telephone(text: &str) -> bool {
    let Some((area, number)) = text.trim().split_once('-') else {
        return false;
    };
    let digits = |text: &str, n| text.len() == n && text.bytes().all(|byte| byte.is_ascii_digit());
    let ends = |text: &str| text.ends_with(['0', '1', '9']);
    digits(area, 3) && digits(number, 4) && !(ends(area) && ends(number))
}

/// A date as the day it begins on, for putting dates in order.
pub(super) fn day(text: &str) -> Option<f64> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, month, day) = DateKey::from_text(text)?.first_day()?;
    Some(f64::from(year) * 400.0 + f64::from(month) * 32.0 + f64::from(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meets(a: &str, b: &str) -> Option<bool> {
        Some(Interval::read(a, "en")?.meets(&Interval::read(b, "en")?))
    }

    #[test]
    fn ranges_meet_where_a_number_is_in_both() {
        for (a, b, meet) in [
            ("10–20", "20–30", Some(true)),
            ("10-20 km", "21 to 30 km", Some(false)),
            ("10–20 km", "15–30 miles", Some(false)),
            ("under 10", "10 or more", Some(false)),
            ("up to 10", "at least 10", Some(true)),
            ("between 5 and 15", "10", Some(true)),
            ("1,000", "1000", Some(true)),
            ("1950–53", "1952–1960", Some(true)),
            ("2006-10", "2008", None),
            ("2006-10-09", "2008", None),
            ("1000-2000", "1500-3000", Some(true)),
            ("1000-2000", "3000-4000", Some(false)),
            ("555-1234", "555-1300", None),
            ("500-1000", "900-1500", Some(true)),
            ("a dozen", "12", None),
            ("10–20 %", "20–30 %", Some(true)),
            ("over 50", "<50", Some(false)),
            ("-5", "5", Some(false)),
        ] {
            assert_eq!(meets(a, b), meet, "{a} and {b}");
            assert_eq!(meets(b, a), meet, "{b} and {a}");
        }
    }

    #[test]
    fn dates_are_put_in_order() {
        let days = ["1950", "March 2010", "9 October 2010", "2010-12", "2011"].map(day);
        assert!(days.is_sorted() && days[0].is_some(), "{days:?}");
        assert_eq!(day("early"), None);
    }

    proptest::proptest! {
        #[test]
        fn reading_is_total(text in "[0-9 .,to–<>≤andor%-]{0,16}|\\PC{0,16}") {
            if let Some(read) = Interval::read(&text, "en") {
                let _ = (read.meets(&read), read.place());
            }
            let _ = day(&text);
        }
    }
}
