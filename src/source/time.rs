//! Dates and spans of time: days, months, years, `1950–53`, the 1990s, the 19th century.

use super::found::Found;
use super::number::ordinal;
use super::token::{Form, Token};
use super::words::{self, NUMBERED};
use super::{Kind, Value};

/// Finds the dates and spans of a paragraph.
pub(super) fn find(tokens: &[Token], language: &str, found: &mut Found) {
    let reader = Reader { tokens, language };
    let mut at = 0;
    while at < tokens.len() {
        let read = reader
            .century(at)
            .or_else(|| reader.decade(at))
            .or_else(|| reader.span(at))
            .or_else(|| {
                reader
                    .date(at)
                    .map(|date| (date.end, Kind::Date, date.written()))
            });
        match read {
            Some((end, kind, Some(written))) if end > at => {
                // Between 1950 and 1953: the first word is not part of it.
                let start = at + usize::from(reader.is_introduction(at));
                found.add(start..end, kind, Value::Time(written));
                at = end;
            }
            _ => at += 1,
        }
    }
}

/// A date that was read, and the token after it.
#[derive(Debug, Clone, Copy)]
struct Date {
    end: usize,
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    /// Whether its era is said.
    era: bool,
}

impl Date {
    fn of_year(year: i32, end: usize) -> Self {
        Self {
            end,
            year: Some(year),
            month: None,
            day: None,
            era: false,
        }
    }

    /// As decks write it.
    fn written(self) -> Option<String> {
        let mut text = match self.year {
            Some(year) if year < 0 => format!("-{:04}", -year),
            Some(year) => format!("{year:04}"),
            None => "-".to_owned(),
        };
        if let Some(month) = self.month {
            text.push_str(&format!("-{month:02}"));
        }
        if let Some(day) = self.day {
            text.push_str(&format!("-{day:02}"));
        }
        (self.year.is_some() || self.month.is_some()).then_some(text)
    }
}

type Read = (usize, Kind, Option<String>);

struct Reader<'a> {
    tokens: &'a [Token],
    language: &'a str,
}

impl Reader<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    fn lower(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| token.lower.as_str())
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.lower(at))
    }

    fn is_sign(&self, at: usize, sign: char) -> bool {
        self.token(at).is_some_and(|token| token.is(sign))
    }

    fn is_dash(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_dash)
    }

    /// A month's name; short ones and those of other languages need a number beside them.
    fn month(&self, at: usize) -> Option<u8> {
        let token = self.token(at).filter(|token| token.form == Form::Word)?;
        let capital = token.is_capital();
        let needs_capital = matches!(self.language, "en" | "de");
        words::month(&token.lower).filter(|_| capital || !needs_capital)
    }

    /// The token after a month, past the full stop of a short one.
    fn after_month(&self, at: usize) -> usize {
        let short = self.token(at).is_some_and(|token| token.text.len() <= 4);
        let stop = self
            .token(at + 1)
            .is_some_and(|token| token.is('.') && !token.spaced);
        if short && stop { at + 2 } else { at + 1 }
    }

    /// A day of a month, and the token after it: `9`, `9th`, `9.`, `ninth`.
    fn day(&self, at: usize) -> Option<(u8, usize)> {
        let token = self.token(at)?;
        if let Some(value) = token.digits() {
            let day = u8::try_from(value)
                .ok()
                .filter(|day| (1..=31).contains(day))?;
            if token.text.len() > 2 {
                return None;
            }
            let glued = self.token(at + 1).filter(|token| !token.spaced);
            let ending = glued.is_some_and(|token| {
                matches!(token.lower.as_str(), "st" | "nd" | "rd" | "th" | "º" | "er")
                    || (token.is('.') && self.language != "en")
            });
            return Some((day, at + 1 + usize::from(ending)));
        }
        let (value, end) = ordinal(self.tokens, at)?;
        let day = u8::try_from(value)
            .ok()
            .filter(|day| (1..=31).contains(day))?;
        (self.lower(end) == "of" && self.month(end + 1).is_some()).then_some((day, end))
    }

    /// A year written beside a month: three or four digits, or two after an apostrophe.
    fn year_beside(&self, mut at: usize) -> Option<Date> {
        let linking = matches!(self.lower(at), "of" | "de" | "del" | "do" | "di");
        if self.is_sign(at, ',') || linking {
            at += 1;
        }
        let token = self.token(at)?;
        let year = token
            .digits()
            .filter(|_| (3..=4).contains(&token.text.len()))?;
        let unit = self
            .token(at + 1)
            .is_some_and(|next| next.form == Form::Word && !next.spaced);
        (!unit).then(|| self.with_era(Date::of_year(year, at + 1)))
    }

    /// With the era that stands after it.
    fn with_era(&self, date: Date) -> Date {
        let Some(year) = date.year else { return date };
        let (mut end, mut word) = (date.end, self.lower(date.end).to_owned());
        if self.language == "de" && matches!(word.as_str(), "v" | "n") {
            // v. Chr.
            let rest: Vec<&str> = (1..4).map(|i| self.lower(date.end + i)).collect();
            if rest[0] == "." && rest[1] == "chr" {
                word = if word == "v" { "bc" } else { "ad" }.to_owned();
                end += if rest[2] == "." { 3 } else { 2 };
            }
        } else if self.language == "de" && matches!(word.as_str(), "v.chr" | "v.chr.") {
            word = "bc".to_owned();
        }
        let stopped = word.replace('.', "");
        match stopped.as_str() {
            "bc" | "bce" => Date {
                year: Some(1 - year),
                end: end + 1,
                era: true,
                ..date
            },
            "ad" | "ce" => Date {
                end: end + 1,
                era: true,
                ..date
            },
            _ => date,
        }
    }

    /// A day, a month or a year that is certainly one.
    fn date(&self, at: usize) -> Option<Date> {
        self.iso(at)
            .or_else(|| self.dotted(at))
            .or_else(|| self.day_and_month(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.year(at))
    }

    /// `2006-10-09`.
    fn iso(&self, at: usize) -> Option<Date> {
        let part = |i: usize, length: usize| {
            let token = self.token(at + i)?;
            (token.text.len() == length && (i == 0 || !token.spaced))
                .then(|| token.digits())
                .flatten()
        };
        let dash = |i: usize| self.is_sign(at + i, '-') && !self.tokens[at + i].spaced;
        let (year, month) = (part(0, 4)?, dash(1).then(|| part(2, 2)).flatten()?);
        let day = dash(3).then(|| part(4, 2)).flatten()?;
        sound(year, month, Some(day), at + 5)
    }

    /// `9.10.2006`, `9/10/2006` where only one reading is a date.
    fn dotted(&self, at: usize) -> Option<Date> {
        let token = self.token(at).filter(|token| token.form == Form::Number)?;
        let mut parts = token.text.split('.');
        if let (Some(day), Some(month), Some(year), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
            && year.len() == 4
        {
            return sound(
                year.parse().ok()?,
                month.parse().ok()?,
                day.parse().ok(),
                at + 1,
            );
        }
        let slash = |i: usize| self.is_sign(at + i, '/') && !self.tokens[at + i].spaced;
        if !(slash(1) && slash(3)) {
            return None;
        }
        let part = |i: usize| self.token(at + i).and_then(Token::digits);
        let (one, two, year) = (part(0)?, part(2)?, part(4)?);
        if self.tokens[at + 4].text.len() != 4 || (one <= 12 && two <= 12 && one != two) {
            return None;
        }
        let (month, day) = if one > 12 { (two, one) } else { (one, two) };
        sound(year, month, Some(day), at + 5)
    }

    /// `9 October 2006`, `9th of October`, `3. Oktober 1990`.
    fn day_and_month(&self, at: usize) -> Option<Date> {
        let (day, mut end) = self.day(at)?;
        if matches!(self.lower(end), "of" | "de" | "di") {
            end += 1;
        }
        let month = self.month(end)?;
        let end = self.after_month(end);
        Some(match self.year_beside(end) {
            Some(year) => Date {
                month: Some(month),
                day: Some(day),
                ..year
            },
            None => Date {
                end: self.past_month(end),
                year: None,
                month: Some(month),
                day: Some(day),
                era: false,
            },
        })
    }

    /// The end of a date that ends with its month: the full stop may end the sentence instead.
    fn past_month(&self, end: usize) -> usize {
        let stop = end > 0 && self.is_sign(end - 1, '.');
        if stop && self.token(end).is_none_or(|next| next.opens) {
            end - 1
        } else {
            end
        }
    }

    /// `October 2006`, `October 9, 2006`, `October`.
    fn month_first(&self, at: usize) -> Option<Date> {
        let month = self.month(at)?;
        let end = self.after_month(at);
        if let Some((day, after)) = self.day(end)
            && self
                .token(end)
                .is_some_and(|token| token.form == Form::Number)
            && !self.is_dash(after)
        {
            if let Some(year) = self.year_beside(after) {
                return Some(Date {
                    month: Some(month),
                    day: Some(day),
                    ..year
                });
            }
            return Some(Date {
                end: after,
                year: None,
                month: Some(month),
                day: Some(day),
                era: false,
            });
        }
        if let Some(year) = self.year_beside(end) {
            return Some(Date {
                month: Some(month),
                ..year
            });
        }
        self.is_lone_month(at).then_some(Date {
            end: self.past_month(end),
            year: None,
            month: Some(month),
            day: None,
            era: false,
        })
    }

    /// Whether a month's name without a number means the month: `in May`, not `May` for a woman.
    fn is_lone_month(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let long = token.text.len() > 3;
        let doubtful = matches!(
            token.lower.as_str(),
            "may" | "march" | "mar" | "august" | "mai"
        );
        let introduced = matches!(
            self.before(at),
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "from"
                | "of"
                | "to"
                | "early"
                | "late"
                | "mid"
                | "last"
                | "next"
                | "every"
                | "each"
                | "before"
                | "after"
                | "during"
                | "through"
                | "between"
                | "and"
                | "im"
                | "seit"
                | "bis"
                | "ende"
                | "anfang"
                | "mitte"
                | "en"
                | "a"
                | "this"
                | "around"
        );
        let name = self.token(at + 1).is_some_and(Token::is_capital);
        match self.language {
            "en" | "de" if doubtful => introduced && !name,
            "en" | "de" => long && !name,
            _ => false,
        }
    }

    /// A year by itself, with its era or where it can be nothing else.
    fn year(&self, at: usize) -> Option<Date> {
        if matches!(self.lower(at), "ad" | "a.d.") && self.tokens[at].is_all_capitals() {
            let year = self.token(at + 1)?.digits()?;
            return Some(Date {
                era: true,
                ..Date::of_year(year, at + 2)
            });
        }
        let token = self.token(at)?;
        let value = token.digits()?;
        let dated = self.with_era(Date::of_year(value, at + 1));
        if dated.era && token.text.len() <= 4 {
            return Some(dated);
        }
        let previous = at.checked_sub(1).map(|at| &self.tokens[at]);
        let touching = previous.is_some_and(|p| {
            !token.spaced && (matches!(p.form, Form::Number | Form::Word) || is_joint(p))
        });
        let label = previous.is_some_and(|p| {
            p.is_capital() && NUMBERED.contains(&p.lower.as_str()) || p.is('#') || p.is('№')
        });
        let listed = is_listed(self.tokens, at);
        if touching || label || listed || token.text.starts_with('0') {
            return None;
        }
        let next = self.token(at + 1);
        let glued = next.is_some_and(|next| {
            !next.spaced && (next.form == Form::Word || is_joint(next) && !next.is_dash())
        });
        let counts = next.is_some_and(|next| {
            next.is('%') || next.is_lower() && super::number::is_unit_or_people(&next.lower)
        });
        if glued || counts {
            return None;
        }
        let plural =
            next.is_some_and(|next| next.is_lower() && next.lower.ends_with('s') && !next.common);
        let introduced = matches!(
            self.before(at),
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "from"
                | "around"
                | "circa"
                | "c"
                | "ca"
                | "before"
                | "after"
                | "during"
                | "early"
                | "late"
                | "mid"
                | "year"
                | "born"
                | "died"
                | "im"
                | "seit"
                | "jahr"
                | "jahre"
                | "bis"
                | "ab"
                | "um"
                | "en"
                | "nel"
                | "summer"
                | "winter"
                | "spring"
                | "autumn"
        );
        let bracketed = previous.is_some_and(|p| p.is('('))
            && next.is_some_and(|n| n.is(')') || n.is(',') || n.is(';'));
        let followed =
            next.is_none_or(|next| !next.is_lower() || next.common && next.lower != "of");
        let sure = match (token.text.len(), value) {
            (4, 1500..=2100) => !plural || introduced || self.before(at) == "the",
            (4, 1000..=1499) => (introduced || bracketed) && !plural,
            (3, 100..) => introduced && followed && self.before(at) != "by" || bracketed,
            _ => false,
        };
        sure.then_some(Date::of_year(value, at + 1))
    }

    /// Whether the word introduces a span of two dates.
    fn is_introduction(&self, at: usize) -> bool {
        matches!(
            self.lower(at),
            "from" | "between" | "von" | "zwischen" | "de" | "entre"
        )
    }

    /// `1950–53`, `from 1950 to 1953`, `between May and July 1998`, `9–12 October 2006`, `(2011–)`.
    fn span(&self, at: usize) -> Option<Read> {
        let first = self.lower(at);
        if matches!(
            first,
            "from" | "between" | "von" | "zwischen" | "de" | "entre"
        ) {
            let from = self.end_point(at + 1)?;
            let link = self.lower(from.end);
            let fits = match first {
                "from" => {
                    matches!(link, "to" | "until" | "till" | "through") || self.is_dash(from.end)
                }
                "between" => link == "and",
                "von" => link == "bis",
                "zwischen" => link == "und",
                _ => matches!(link, "a" | "à" | "y" | "et"),
            };
            if !fits {
                return None;
            }
            let to = self.end_point(from.end + 1)?;
            return self.joined(from, to);
        }
        if let Some(days) = self.days(at) {
            return Some(days);
        }
        let from = self.date(at).or_else(|| self.bare_year_in_span(at))?;
        let link = from.end;
        let open = matches!(self.lower(link + 1), "present" | "today" | "now" | "heute");
        if self.is_dash(link) {
            let close = !self.tokens[link].spaced;
            if open {
                return Some((link + 2, Kind::Span, from.written().map(|text| text + "/")));
            }
            if let Some(to) = self.short_year(from, link + 1).filter(|_| close) {
                return self.joined(from, to);
            }
            if let Some(to) = self.end_point(link + 1) {
                return self.joined(from, to);
            }
            let ends = self
                .token(link + 1)
                .is_none_or(|next| next.is(')') || next.is(';'));
            if ends && close && from.year.is_some() {
                return Some((link + 1, Kind::Span, from.written().map(|text| text + "/")));
            }
            return None;
        }
        if matches!(
            self.lower(link),
            "until" | "till" | "through" | "to" | "bis"
        ) {
            let to = self.end_point(link + 1)?;
            if self.lower(link) == "to" && (from.year.is_none() || to.year.is_none()) {
                return None;
            }
            return self.joined(from, to);
        }
        None
    }

    /// A year of three or four digits before a dash and another: it needs nothing around it.
    fn bare_year_in_span(&self, at: usize) -> Option<Date> {
        let token = self.token(at)?;
        let year = token
            .digits()
            .filter(|_| (2..=4).contains(&token.text.len()))?;
        let dash = self.is_dash(at + 1).then_some(at + 2)?;
        let other = self.token(dash)?.digits()?;
        let touching = at > 0
            && !token.spaced
            && matches!(
                self.tokens[at - 1].form,
                Form::Word | Form::Number | Form::Sign('-' | '–' | '$' | '€' | '£')
            );
        let to = self.with_era(Date::of_year(other, dash + 1));
        let unit = self.token(to.end).is_some_and(|next| {
            next.is('%')
                || next.is_lower()
                    && (super::number::is_unit_or_people(&next.lower) || !next.spaced)
        });
        if touching || unit {
            return None;
        }
        let plain =
            token.text.len() == 4 && (1000..=2100).contains(&year) && (other > year || other < 100);
        let before_our_era = to.era && to.year.is_some_and(|year| year <= 0);
        if before_our_era {
            return Some(Date::of_year(1 - year, at + 1));
        }
        (plain || to.era).then(|| Date::of_year(year, at + 1))
    }

    /// An end of a span: a date, or digits that are a year in such a place.
    fn end_point(&self, at: usize) -> Option<Date> {
        self.date(at).or_else(|| {
            let token = self.token(at)?;
            let year = token
                .digits()
                .filter(|_| (3..=4).contains(&token.text.len()))?;
            let next = self.token(at + 1);
            let counts = next.is_some_and(|next| {
                next.is('%')
                    || !next.spaced && next.form == Form::Word
                    || next.is_lower() && super::number::is_unit_or_people(&next.lower)
            });
            let date = self.with_era(Date::of_year(year, at + 1));
            (!counts && (date.era || (1000..=2100).contains(&year))).then_some(date)
        })
    }

    /// The `53` of `1950–53`.
    fn short_year(&self, from: Date, at: usize) -> Option<Date> {
        let year = from
            .year
            .filter(|year| from.month.is_none() && *year >= 100)?;
        let token = self.token(at).filter(|token| !token.spaced)?;
        let tail = token.digits()?;
        let round = match token.text.len() {
            1 => 10,
            2 => 100,
            _ => return None,
        };
        let near = year - year % round + tail;
        let to = if near < year { near + round } else { near };
        Some(self.with_era(Date::of_year(to, at + 1)))
    }

    /// `9–12 October 2006`, `October 9–12, 2006`.
    fn days(&self, at: usize) -> Option<Read> {
        if let Some(month) = self.month(at) {
            let (first, dash) = self.day(at + 1)?;
            let (last, end) = self.is_dash(dash).then(|| self.day(dash + 1)).flatten()?;
            let date = self.year_beside(end)?;
            return self.of_days(date, month, first, last);
        }
        let (first, dash) = self.day(at)?;
        let (last, end) = self.is_dash(dash).then(|| self.day(dash + 1)).flatten()?;
        let month = self.month(end)?;
        let date = self.year_beside(self.after_month(end))?;
        self.of_days(date, month, first, last)
    }

    fn of_days(&self, date: Date, month: u8, first: u8, last: u8) -> Option<Read> {
        let at = |day| Date {
            month: Some(month),
            day: Some(day),
            ..date
        };
        self.joined(at(first), at(last))
    }

    /// Two ends as one span; an end without a year takes the other's.
    fn joined(&self, mut from: Date, to: Date) -> Option<Read> {
        if from.year.is_none() {
            from.year = to.year;
        }
        if to.era && !from.era && to.year.is_some_and(|year| year <= 0) {
            from.year = from.year.map(|year| if year > 0 { 1 - year } else { year });
        }
        let order = |date: Date| (date.year, date.month, date.day);
        if to.year.is_none()
            || order(from) > order(to) && from.month.is_some() == to.month.is_some()
        {
            return None;
        }
        let written = format!("{}/{}", from.written()?, to.written()?);
        Some((to.end, Kind::Span, Some(written)))
    }

    /// `1990s`, `’90s`, `1990er Jahre`.
    fn decade(&self, at: usize) -> Option<Read> {
        let token = self.token(at)?;
        let year = token.digits()?;
        let next = self.token(at + 1).filter(|next| !next.spaced)?;
        let plural = next.lower == "s" || next.lower == "er" || next.form == Form::Possessive;
        if !plural || token.text.len() != 4 || year % 10 != 0 || !(1000..=2100).contains(&year) {
            return None;
        }
        let mut end = at + 2;
        if next.lower == "er" && self.lower(end).starts_with("jahre") {
            end += 1;
        }
        Some((end, Kind::Span, Some(format!("{year:04}/{:04}", year + 9))))
    }

    /// `19th century`, `the fifth century BC`, `18th and 19th centuries`, `19. Jahrhundert`.
    fn century(&self, at: usize) -> Option<Read> {
        let (first, mut end) = self.place_in_row(at)?;
        let mut last = first;
        let linked =
            self.is_dash(end) || matches!(self.lower(end), "and" | "to" | "und" | "or" | "bis");
        if linked
            && let Some((value, after)) = self.place_in_row(end + 1)
            && value > first
        {
            last = value;
            end = after;
        }
        if self.is_dash(end) {
            end += 1;
        }
        let word = self.lower(end);
        if !matches!(
            word,
            "century" | "centuries" | "jahrhundert" | "jahrhunderts" | "jahrhunderte"
        ) {
            return None;
        }
        let date = self.with_era(Date::of_year(1, end + 1));
        let (first, last) = (i32::try_from(first).ok()?, i32::try_from(last).ok()?);
        if !(1..=40).contains(&first) || !(1..=40).contains(&last) {
            return None;
        }
        let written = if date.era && date.year == Some(0) {
            // The fifth century BC: 500 to 401, years 1 − 500 to 1 − 401.
            let year = |year: i32| {
                if year == 0 {
                    "0000".to_owned()
                } else {
                    format!("-{year:04}")
                }
            };
            format!(
                "{}/{}",
                year(last.max(first) * 100 - 1),
                year((first.min(last) - 1) * 100)
            )
        } else {
            format!("{:04}/{:04}", (first - 1) * 100 + 1, last * 100)
        };
        Some((date.end, Kind::Span, Some(written)))
    }

    fn place_in_row(&self, at: usize) -> Option<(u64, usize)> {
        if self.language == "de"
            && let Some(value) = self.token(at)?.digits()
            && self.is_sign(at + 1, '.')
        {
            return Some((u64::try_from(value).ok()?, at + 2));
        }
        ordinal(self.tokens, at)
    }
}

/// Whether digits go on with a list of numbered documents: `Resolution 1874 (PDF) and 2094`.
pub(super) fn is_listed(tokens: &[Token], at: usize) -> bool {
    let linked = at >= 2 && (tokens[at - 1].lower == "and" || tokens[at - 1].is(','));
    linked
        && (at.saturating_sub(7)..at - 1).any(|i| {
            tokens[i].is_capital()
                && NUMBERED.contains(&tokens[i].lower.as_str())
                && tokens[i + 1].form == Form::Number
        })
}

/// A sign between numbers that makes one number of them, or something else altogether.
fn is_joint(token: &Token) -> bool {
    matches!(
        token.form,
        Form::Sign('-' | '–' | '/' | ':' | '$' | '€' | '£' | '#' | '+' | '=' | '°')
    )
}

/// A date, if there is such a day.
fn sound(year: i32, month: i32, day: Option<i32>, end: usize) -> Option<Date> {
    let month = u8::try_from(month)
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    let day = match day {
        None => None,
        Some(day) => Some(
            u8::try_from(day)
                .ok()
                .filter(|day| (1..=31).contains(day))?,
        ),
    };
    (100..=2999).contains(&year).then_some(Date {
        end,
        year: Some(year),
        month: Some(month),
        day,
        era: false,
    })
}
