//! Marking a date or a span of time.

mod point;
mod reading;
mod rough;

use super::fold::hygiene;
use super::{Mark, Reason, Verdict};
use point::Point;
use reading::Reading;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Point(Point),
    /// With at least one end.
    Span(Option<Point>, Option<Point>),
}

/// A date or a span of time a card asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateKey {
    text: String,
    extent: Extent,
}

impl DateKey {
    /// Reads a date as decks write it: a year, a month or a day (`2006`, `2006-10`,
    /// `2006-10-09`), a span (`1950/1953`, `2006-10/2009-05`), an open one (`2011/`, `/1953`).
    ///
    /// # Errors
    ///
    /// A message if the text is none of these, or the span ends before it begins.
    pub fn parse(text: &str) -> Result<Self, String> {
        let clean = hygiene(text);
        let fault = || {
            format!(
                "`{clean}` is no date; write a year `2006`, a month `2006-10`, a day \
                 `2006-10-09`, or a span `1950/1953` or `2011/`"
            )
        };
        let end = |text: &str| -> Result<Option<Point>, String> {
            if text.trim().is_empty() {
                Ok(None)
            } else {
                Point::parse(text).map(Some).ok_or_else(fault)
            }
        };
        let extent = if let Some(point) = Point::parse(&clean) {
            Extent::Point(point)
        } else if let Some((from, to)) = clean.split_once('/').or_else(|| years(&clean)) {
            match (end(from)?, end(to)?) {
                (None, None) => return Err(fault()),
                (from, to) => Extent::Span(from, to),
            }
        } else {
            return Err(fault());
        };
        if let Extent::Span(Some(from), Some(to)) = extent
            && from.first_day() > to.last_day()
        {
            return Err(format!(
                "the span `{clean}` ends before it begins; swap its ends"
            ));
        }
        Ok(Self {
            text: clean,
            extent,
        })
    }

    /// The date or span a text means, if that is certain: `1950–53`, `October 2006`.
    pub fn from_text(text: &str) -> Option<Self> {
        if let Ok(key) = Self::parse(text) {
            return Some(key);
        }
        let clean = hygiene(text);
        let mut readings = reading::readings(&clean).into_iter();
        let (Some(only), None) = (readings.next(), readings.next()) else {
            return None;
        };
        let extent = match only {
            Reading::Point(point) => Extent::Point(point),
            Reading::Span(from, to) => Extent::Span(from, to),
        };
        Some(Self {
            text: clean,
            extent,
        })
    }

    /// As decks write it, if it is more than a year, so that its look tells that it is a date:
    /// `2006-10`, `1950/1953`.
    pub fn telling(&self) -> Option<String> {
        let likely = |point: Point| (1000..=2999).contains(&point.year);
        match self.extent {
            Extent::Point(point) => {
                (point.month.is_some() && likely(point)).then(|| point.written())
            }
            Extent::Span(from, to) => {
                let ends = [from, to];
                let written = ends.map(|end| end.map_or(String::new(), Point::written));
                let all = ends.into_iter().flatten().all(likely);
                all.then(|| written.join("/"))
            }
        }
    }

    /// Whether it names a month, so that it is nothing but a date.
    pub fn has_month(&self) -> bool {
        let has = |point: Point| point.month.is_some();
        match self.extent {
            Extent::Point(point) => has(point),
            Extent::Span(from, to) => [from, to].into_iter().flatten().all(has),
        }
    }

    /// The date in English: `October 2006`, `9 October 2006`, `1950–1953`, `since 2011`.
    pub fn display(&self) -> String {
        match self.extent {
            Extent::Point(point) => point.display(),
            Extent::Span(Some(from), Some(to)) => {
                let dash = if from.month.or(to.month).is_some() {
                    " – "
                } else {
                    "–"
                };
                format!("{}{dash}{}", from.display(), to.display())
            }
            Extent::Span(Some(from), None) => format!("since {}", from.display()),
            Extent::Span(None, Some(to)) => format!("until {}", to.display()),
            Extent::Span(None, None) => self.text.clone(),
        }
    }

    /// Its first day as year, month and day; none for a span that is open at its beginning.
    pub fn first_day(&self) -> Option<(i16, i8, i8)> {
        match self.extent {
            Extent::Point(point) => Some(point.first_day()),
            Extent::Span(from, _) => from.map(Point::first_day),
        }
    }

    /// Whether a text denotes this date or span, or a date inside it where this is a point.
    pub fn accepts(&self, text: &str) -> bool {
        mark(self, text).verdict == Verdict::Correct
    }

    fn score(&self, reading: Reading) -> (f64, Option<&'static str>) {
        match (self.extent, reading) {
            (Extent::Point(key), Reading::Point(given)) => key.score(given),
            (Extent::Point(_), Reading::Span(..)) => {
                (0.0, Some("that is a span of time; one date is asked for"))
            }
            (Extent::Span(from, to), Reading::Point(given)) => {
                let ends = [from, to];
                let best = ends
                    .into_iter()
                    .flatten()
                    .map(|end| end.score(given).0)
                    .fold(0.0, f64::max);
                let said = if ends.iter().all(Option::is_some) {
                    "the other end of the span is missing"
                } else {
                    "the span is open at one end"
                };
                (best / 2.0, (best > 0.0).then_some(said))
            }
            (Extent::Span(from, to), Reading::Span(given_from, given_to)) => {
                let end = |key: Option<Point>, given: Option<Point>| match (key, given) {
                    (None, None) => (1.0, None),
                    (Some(key), Some(given)) => key.score(given),
                    _ => (0.0, None),
                };
                let (first, first_said) = end(from, given_from);
                let (last, last_said) = end(to, given_to);
                // An open end that is given as open tells nothing by itself.
                let told = [(from, first), (to, last)]
                    .into_iter()
                    .any(|(key, score)| key.is_some() && score > 0.0);
                if !told {
                    return (0.0, None);
                }
                let said = if first == 0.0 {
                    Some("the beginning is not right")
                } else if last == 0.0 {
                    Some("the end is not right")
                } else {
                    first_said.or(last_said)
                };
                (f64::midpoint(first, last), said)
            }
        }
    }
}

/// Two years with a dash between them, as people write spans.
fn years(text: &str) -> Option<(&str, &str)> {
    let (from, to) = text.split_once(['-', '–', '—'])?;
    let is_year =
        |text: &str| text.trim().len() >= 3 && text.trim().bytes().all(|b| b.is_ascii_digit());
    (is_year(from) && is_year(to)).then_some((from, to))
}

/// Marks a typed date or span. A text with several readings, such as 3/4/2006, is right if one of
/// them is.
pub fn mark(key: &DateKey, given: &str) -> Mark {
    let clean = hygiene(given);
    if clean.is_empty() {
        return Mark::omitted().trace("R0", "nothing is left");
    }
    let start = |mark: Mark| mark.trace("R0", format!("`{clean}`"));
    let shown = key.display();
    if clean == key.text || clean == shown {
        return start(Mark::new(Verdict::Correct, 1.0, Reason::Span))
            .trace("date", format!("is {shown}"));
    }
    let mut best: Option<(f64, Option<&'static str>)> = None;
    for reading in reading::readings(&clean) {
        let judged = key.score(reading);
        if best.is_none_or(|(score, _)| judged.0 > score) {
            best = Some(judged);
        }
    }
    match best {
        None => start(
            Mark::new(Verdict::Wrong, 0.0, Reason::Different)
                .note("that is no date")
                .nearest(shown),
        )
        .trace("date", "no date"),
        Some((score, said)) => {
            let mut mark = start(Mark::scored(score, Reason::Span));
            let found = match said {
                _ if score >= 1.0 => format!("is {shown}"),
                Some(said) => format!("is not quite {shown}: {said}"),
                None => format!("is not {shown}"),
            };
            if score < 1.0 {
                mark.nearest = Some(shown);
                mark.note = said.map(str::to_owned);
            }
            mark.trace("date", found)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(key: &str, given: &str) -> f64 {
        mark(&DateKey::parse(key).expect(key), given).score
    }

    #[test]
    fn dates_are_shown_in_english() {
        for (key, shown) in [
            ("2006", "2006"),
            ("2006-10", "October 2006"),
            ("2006-10-09", "9 October 2006"),
            ("1950/1953", "1950–1953"),
            ("1950-1953", "1950–1953"),
            ("2011/", "since 2011"),
            ("/1953", "until 1953"),
            ("2006-10/2009-05", "October 2006 – May 2009"),
            ("-0043", "44 BC"),
        ] {
            let key = DateKey::parse(key).expect(key);
            assert_eq!(key.display(), shown);
            assert_eq!(mark(&key, shown).verdict, Verdict::Correct);
        }
    }

    #[test]
    fn what_is_no_date_is_a_fault() {
        for bad in [
            "",
            "/",
            "soon",
            "2006-13",
            "2006-02-30",
            "1953/1950",
            "2006-10-09-1",
            "20066",
            "2006/x",
            "2006-",
            "06-10",
        ] {
            assert!(DateKey::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_month_is_met_in_many_ways() {
        for given in [
            "October 2006",
            "Oct 2006",
            "Oct. 2006",
            "oct, 2006",
            "10/2006",
            "2006-10",
            "2006/10",
            "2006 October",
            "in October of 2006",
            "9 October 2006",
            "Oct 9, 2006",
            "9th of October 2006",
            "the 9th of October, 2006",
            "2006-10-09",
            "about October 2006",
            "10.2006",
            "October ’06",
        ] {
            assert_eq!(score("2006-10", given), 1.0, "{given}");
        }
        assert_eq!(score("2006-10", "2006"), 0.5);
        for given in [
            "November 2006",
            "October 2007",
            "October",
            "soon",
            "2006-11-10",
        ] {
            assert_eq!(score("2006-10", given), 0.0, "{given}");
        }
    }

    #[test]
    fn a_day_is_met_in_many_ways() {
        for given in [
            "9 October 2006",
            "October 9, 2006",
            "Oct. 9th 2006",
            "9.10.2006",
            "09/10/2006",
            "10/9/2006",
            "2006-10-09",
            "20061009",
            "Monday, 9 October 2006",
            "9-Oct-2006",
        ] {
            assert_eq!(score("2006-10-09", given), 1.0, "{given}");
        }
        assert_eq!(score("2006-10-09", "October 2006"), 0.5);
        assert_eq!(score("2006-10-09", "2006"), 0.5);
        assert_eq!(score("2006-10-09", "10 October 2006"), 0.0);
    }

    #[test]
    fn a_year_takes_any_date_inside_it() {
        for given in [
            "1945",
            "in 1945",
            "c. 1945",
            "~1945",
            "8 May 1945",
            "1945-05",
            "AD 1945",
        ] {
            assert_eq!(score("1945", given), 1.0, "{given}");
        }
        assert_eq!(score("1945", "1946"), 0.0);
        assert_eq!(score("1945", "45"), 0.0);
        assert_eq!(score("1945", "’45"), 1.0);
        assert_eq!(score("-0043", "44 BC"), 1.0);
        assert_eq!(score("-0043", "44 BCE"), 1.0);
        assert_eq!(score("-0043", "44"), 0.0);
        assert_eq!(score("0476", "476"), 1.0);
    }

    #[test]
    fn spans_are_met_in_many_ways() {
        for given in [
            "1950-1953",
            "1950–53",
            "1950 - 1953",
            "1950 to 1953",
            "from 1950 to 1953",
            "between 1950 and 1953",
            "1950 until 1953",
            "1950/1953",
            "1950-3",
            "1950 through 1953",
            "from June 1950 to July 1953",
            "25 June 1950 – 27 July 1953",
        ] {
            assert_eq!(score("1950/1953", given), 1.0, "{given}");
        }
        for given in ["1950-1954", "1949 to 1953", "1950", "1953", "since 1950"] {
            assert_eq!(score("1950/1953", given), 0.5, "{given}");
        }
        for given in ["1951", "1951-1952", "1953-1950"] {
            assert_eq!(score("1950/1953", given), 0.0, "{given}");
        }
    }

    #[test]
    fn open_spans_say_since() {
        for given in [
            "since 2011",
            "2011-",
            "2011–present",
            "2011 - now",
            "from 2011",
            "from 2011 on",
            "2011 onwards",
            "since December 2011",
            "2011 to date",
            "2011 until today",
        ] {
            assert_eq!(score("2011/", given), 1.0, "{given}");
        }
        assert_eq!(score("2011/", "2011"), 0.5);
        assert_eq!(score("2011/", "2011-2015"), 0.5);
        assert_eq!(score("2011/", "since 2012"), 0.0);
        assert_eq!(score("/1953", "until 1953"), 1.0);
    }

    #[test]
    fn a_short_end_may_lie_in_the_next_century() {
        for given in ["1998–02", "1998-02", "1998-2", "1998 to 2002"] {
            assert_eq!(score("1998/2002", given), 1.0, "{given}");
        }
        assert_eq!(score("1998-02", "1998-02"), 1.0);
    }

    #[test]
    fn spans_of_months_and_days() {
        for given in [
            "October 2006 to May 2009",
            "Oct 2006 – May 2009",
            "10/2006 - 5/2009",
            "from 2006-10 to 2009-05",
        ] {
            assert_eq!(score("2006-10/2009-05", given), 1.0, "{given}");
        }
        assert_eq!(score("2006-10/2006-12", "October–December 2006"), 1.0);
        assert_eq!(score("2006-10-09/2006-10-12", "9–12 October 2006"), 1.0);
        assert_eq!(score("2006-10-09/2006-10-12", "October 9-12, 2006"), 1.0);
        assert_eq!(score("2006-10/2009-05", "2006–2009"), 0.5);
        assert_eq!(score("2006/2010", "2006-10"), 1.0);
        assert_eq!(score("2006-10", "2006–10"), 1.0);
    }
}
