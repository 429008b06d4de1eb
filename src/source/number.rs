//! Numbers with their units, shares, money, and ordinals.

use num_traits::One;

use super::found::Found;
use super::token::{Form, Token};
use super::words::{self, NUMBERED};
use super::{Kind, Value};
use crate::mark::number::{Exact, is_unit, read};
use crate::mark::numeral::words::{SMALL, TENS};

const SCALES: &[(&str, u32)] = &[
    ("hundred", 2),
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
    ("mio", 6),
    ("millionen", 6),
    ("mrd", 9),
    ("milliarde", 9),
    ("milliarden", 9),
    ("millones", 6),
    ("millions", 6),
];
const GERMAN: &[(&str, u64)] = &[
    ("zwei", 2),
    ("drei", 3),
    ("vier", 4),
    ("fünf", 5),
    ("sechs", 6),
    ("sieben", 7),
    ("acht", 8),
    ("neun", 9),
    ("zehn", 10),
    ("elf", 11),
    ("zwölf", 12),
    ("zwanzig", 20),
    ("dreißig", 30),
    ("vierzig", 40),
    ("fünfzig", 50),
    ("hundert", 100),
    ("tausend", 1000),
];
const ORDINALS: &[&str] = &[
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const TENTHS: &[&str] = &[
    "twentieth",
    "thirtieth",
    "fortieth",
    "fiftieth",
    "sixtieth",
    "seventieth",
    "eightieth",
    "ninetieth",
];
const GERMAN_ORDINALS: &[&str] = &[
    "erste", "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte",
    "zehnte", "elfte", "zwölfte",
];
const PARTS: &[(&str, u32)] = &[
    ("half", 2),
    ("third", 3),
    ("thirds", 3),
    ("quarter", 4),
    ("quarters", 4),
    ("fifth", 5),
    ("fifths", 5),
    ("sixth", 6),
    ("sixths", 6),
    ("seventh", 7),
    ("sevenths", 7),
    ("eighth", 8),
    ("eighths", 8),
    ("tenth", 10),
    ("tenths", 10),
];
const CURRENCIES: &[char] = &['$', '€', '£', '¥', '₹', '₽'];
/// What is numbered even without a capital: `chapter 3`.
const LABELS: &[&str] = &[
    "chapter",
    "page",
    "figure",
    "table",
    "section",
    "part",
    "lesson",
    "no",
    "article",
    "volume",
    "kapitel",
    "artikel",
    "abschnitt",
];
/// What numbers count that is no unit of measurement and often stands without a plural's `s`.
const PEOPLE: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "soldiers",
    "troops",
    "inhabitants",
    "residents",
    "members",
    "workers",
    "students",
    "species",
    "copies",
    "ships",
    "houses",
    "villages",
    "refugees",
    "casualties",
    "deaths",
    "visitors",
    "passengers",
    "prisoners",
    "words",
    "pages",
    "menschen",
    "einwohner",
    "soldaten",
    "jahren",
    "personen",
];

/// Whether a word after a number says that it is a quantity and no year.
pub(super) fn is_unit_or_people(lower: &str) -> bool {
    PEOPLE.contains(&lower) || is_measure(lower)
}

/// Whether a word is a unit; `in` and the like are words first.
fn is_measure(word: &str) -> bool {
    let lower = word.to_lowercase();
    !words::is_common(&lower, "en") && is_unit(word)
}

/// Finds the numbers and ordinals of a paragraph.
pub(super) fn find(tokens: &[Token], language: &str, found: &mut Found) {
    let reader = Reader { tokens, language };
    let mut at = 0;
    while at < tokens.len() {
        if !found.is_free(at) {
            at += 1;
            continue;
        }
        let read = reader
            .number(at, found)
            .or_else(|| reader.ordinal(at, found));
        match read {
            Some((end, kind, value, counted)) if (at..end).all(|i| found.is_free(i)) => {
                found.add_counting(at..end, kind, value, counted);
                at = end;
            }
            _ => at += 1,
        }
    }
}

/// The place in a row that a word or digits with an ending say, and the token after it.
pub(super) fn ordinal(tokens: &[Token], at: usize) -> Option<(u64, usize)> {
    let token = tokens.get(at)?;
    let glued = |at: usize| tokens.get(at).filter(|token| !token.spaced);
    if let Some(value) = token.digits() {
        let ending = glued(at + 1)?;
        let fits = matches!(ending.lower.as_str(), "st" | "nd" | "rd" | "th");
        return fits.then_some((u64::try_from(value).ok()?, at + 2));
    }
    let place = |list: &[&str], word: &str| {
        list.iter()
            .position(|entry| *entry == word)
            .and_then(|place| u64::try_from(place).ok())
    };
    if let Some(place) = place(ORDINALS, &token.lower) {
        return Some((place + 1, at + 1));
    }
    if let Some(place) = place(TENTHS, &token.lower) {
        return Some(((place + 2) * 10, at + 1));
    }
    match token.lower.as_str() {
        "hundredth" => return Some((100, at + 1)),
        "thousandth" => return Some((1000, at + 1)),
        _ => {}
    }
    // twenty-first
    let tens = (place(&TENS, &token.lower)? + 2) * 10;
    let next = if glued(at + 1).is_some_and(Token::is_dash) {
        at + 2
    } else {
        at + 1
    };
    let ones = place(&ORDINALS[..9], &tokens.get(next)?.lower)?;
    Some((tens + ones + 1, next + 1))
}

type Read = (usize, Kind, Value, Option<std::ops::Range<usize>>);

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

    fn is_dash(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|token| token.is_dash() && !token.spaced)
    }

    fn number(&self, at: usize, found: &Found) -> Option<Read> {
        let token = self.token(at)?;
        // $5, US$5
        let mut start = at;
        let mut currency = None;
        if token.lower == "us"
            && self
                .token(at + 1)
                .is_some_and(|next| next.is('$') && !next.spaced)
        {
            start = at + 1;
        }
        if let Form::Sign(sign) = self.token(start)?.form
            && CURRENCIES.contains(&sign)
        {
            currency = Some(sign.to_string());
            start += 1;
        } else if start > at {
            return None;
        }
        let digits = self
            .token(start)
            .is_some_and(|token| token.form == Form::Number);
        // Six Party Talks, Three Gorges Dam.
        let named = token.is_capital()
            && !token.opens
            && self
                .token(at + 1)
                .is_some_and(|next| next.is_capital() && next.spaced);
        if named && !digits {
            return None;
        }
        if digits && currency.is_none() && self.is_label(start) {
            return None;
        }
        let (mut value, mut end) = if digits {
            self.digits(start)?
        } else {
            self.part(start).or_else(|| self.words(start))?
        };
        while let Some(power) = scale(self.lower(end)).filter(|_| end > start) {
            value *= power;
            end += 1;
            if self.lower(end) == "." && matches!(self.lower(end - 1), "mio" | "mrd") {
                end += 1;
            }
        }
        let bare_end = end;
        let mut unit = currency;
        if unit.is_none() {
            (unit, end) = self.unit(end);
        } else if matches!(self.lower(end), "dollars" | "euros") {
            end += 1;
        }
        let alone = unit.is_none();
        if alone && !digits && value.is_one() && end == start + 1 {
            // One of them, no one, one day: no number that could be asked.
            return None;
        }
        if alone && digits && !self.stands_alone(start, bare_end) {
            return None;
        }
        let counted = alone.then(|| self.counted(end, found)).flatten();
        Some((end, Kind::Number, Value::Number { value, unit }, counted))
    }

    /// Whether digits are the name of something and no quantity: `Figure 2`, `Apollo 11`, `3:15`.
    fn is_label(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let Some(before) = at.checked_sub(1).map(|at| &self.tokens[at]) else {
            return false;
        };
        let glued = !token.spaced
            && (before.form == Form::Word
                || matches!(before.form, Form::Sign('/' | ':' | '#' | '.' | '_' | '='))
                || before.is_dash() && at >= 2 && self.tokens[at - 2].is_capital());
        let numbered = NUMBERED.contains(&before.lower.as_str());
        let named = before.is_capital() && !before.opens && token.spaced && {
            let next = self.token(at + 1);
            next.is_none_or(|next| !next.is_lower() && !next.is('%') || next.common)
                && words::tells(&before.lower).is_none()
        };
        super::time::is_listed(self.tokens, at)
            || glued
            || numbered && (before.is_capital() || LABELS.contains(&before.lower.as_str()))
            || named
    }

    /// Whether digits without a unit can be a quantity by what stands around them.
    fn stands_alone(&self, start: usize, end: usize) -> bool {
        let glued = self.token(end).is_some_and(|next| {
            !next.spaced
                && (next.form == Form::Word
                    || matches!(next.form, Form::Sign('/' | ':' | '_' | '=')))
        });
        let item = self.tokens[start].opens && self.token(end).is_some_and(|next| next.is(')'));
        !glued && !item
    }

    fn digits(&self, at: usize) -> Option<(Exact, usize)> {
        let token = &self.tokens[at];
        let mut end = at + 1;
        let glued = |at: usize| self.token(at).filter(|token| !token.spaced);
        if glued(end).is_some_and(|next| matches!(next.lower.as_str(), "st" | "nd" | "rd" | "th")) {
            return None;
        }
        let mut text = token.text.replace(['\u{A0}', '\u{202F}', '\u{2009}'], " ");
        if let Some(part) =
            glued(end).filter(|next| matches!(next.form, Form::Sign('½' | '¼' | '¾')))
        {
            text.push_str(&part.text);
            end += 1;
        }
        let quantity = read(&text, self.language)?;
        Some((quantity.value, end))
    }

    /// `two-thirds`, `a quarter of`, `half`.
    fn part(&self, at: usize) -> Option<(Exact, usize)> {
        let above = match self.lower(at) {
            "a" | "an" | "one" => 1,
            "half" => {
                let of = self.lower(at + 1);
                let before = at.checked_sub(1).map_or("", |at| self.lower(at));
                let fits = matches!(of, "of" | "the" | "a" | "an" | "its" | "their" | "all")
                    && !matches!(before, "first" | "second" | "other" | "latter");
                return fits.then(|| (Exact::new(1.into(), 2.into()), at + 1));
            }
            _ => self.small(at)?,
        };
        let next = if self.is_dash(at + 1) { at + 2 } else { at + 1 };
        let below = PARTS
            .iter()
            .find(|(name, _)| *name == self.lower(next))
            .map(|(_, below)| *below)?;
        let of = self.lower(next + 1) == "of";
        let article = matches!(self.lower(at), "a" | "an");
        let plural = self.lower(next).ends_with('s');
        let fits = if above > 1 {
            plural
        } else {
            of || self.is_dash(at + 1) && !article
        };
        fits.then(|| (Exact::new(above.into(), below.into()), next + 1))
    }

    /// A number under twenty in words.
    fn small(&self, at: usize) -> Option<u64> {
        let word = self.lower(at);
        SMALL
            .iter()
            .position(|small| *small == word)
            .and_then(|place| u64::try_from(place).ok())
    }

    fn below_hundred(&self, at: usize) -> Option<(u64, usize)> {
        if self.token(at)?.form != Form::Word {
            return None;
        }
        if let Some(value) = self.small(at) {
            return Some((value, at + 1));
        }
        if self.language == "de"
            && let Some((_, value)) = GERMAN.iter().find(|(word, _)| *word == self.lower(at))
        {
            return Some((*value, at + 1));
        }
        let tens = TENS.iter().position(|tens| *tens == self.lower(at))?;
        let tens = (u64::try_from(tens).ok()? + 2) * 10;
        let next = if self.is_dash(at + 1) { at + 2 } else { at + 1 };
        match self.small(next).filter(|ones| (1..10).contains(ones)) {
            Some(ones) => Some((tens + ones, next + 1)),
            None => Some((tens, at + 1)),
        }
    }

    /// A number in words: `twelve`, `twenty-one`, `two hundred and fifty thousand`, `a dozen`.
    fn words(&self, at: usize) -> Option<(Exact, usize)> {
        let article = matches!(self.lower(at), "a" | "an");
        if self.lower(at) == "dozen" || article && self.lower(at + 1) == "dozen" {
            let end = at + 1 + usize::from(article);
            return Some((Exact::from_integer(12.into()), end));
        }
        if article && scale(self.lower(at + 1)).is_some() {
            return Some((Exact::one(), at + 1));
        }
        let (mut value, mut end) = self.below_hundred(at)?;
        if self.lower(end) == "hundred" {
            value *= 100;
            end += 1;
            let next = end + usize::from(self.lower(end) == "and");
            if let Some((rest, after)) = self.below_hundred(next) {
                value += rest;
                end = after;
            }
        }
        if self.lower(end) == "thousand" {
            value *= 1000;
            end += 1;
            let next = end + usize::from(self.lower(end) == "and");
            if let Some((mut rest, mut after)) = self.below_hundred(next) {
                if self.lower(after) == "hundred" {
                    rest *= 100;
                    after += 1;
                }
                value += rest;
                end = after;
            }
        }
        Some((Exact::from_integer(value.into()), end))
    }

    /// The unit after a number, and the token after that.
    fn unit(&self, end: usize) -> (Option<String>, usize) {
        let Some(next) = self.token(end) else {
            return (None, end);
        };
        if let Form::Sign(sign) = next.form {
            if matches!(sign, '%' | '‰') || CURRENCIES.contains(&sign) {
                return (Some(sign.to_string()), end + 1);
            }
            if sign == '°' {
                let scale = self.token(end + 1).filter(|token| {
                    matches!(token.text.as_str(), "C" | "F" | "N" | "S" | "E" | "W")
                });
                return match scale {
                    Some(token) => (Some(format!("°{}", token.text)), end + 2),
                    None => (Some("°".to_owned()), end + 1),
                };
            }
            // 870-mile
            let after = self
                .token(end + 1)
                .filter(|token| !token.spaced && token.is_lower());
            if self.is_dash(end)
                && let Some(word) = after.filter(|word| is_measure(&word.text))
            {
                return (Some(word.lower.clone()), end + 2);
            }
            return (None, end);
        }
        if next.form != Form::Word {
            return (None, end);
        }
        if next.lower == "per" && self.lower(end + 1) == "cent" {
            return (Some("%".to_owned()), end + 2);
        }
        if matches!(next.lower.as_str(), "percent" | "prozent") {
            return (Some("%".to_owned()), end + 1);
        }
        if matches!(next.lower.as_str(), "percentage") && self.lower(end + 1).starts_with("point") {
            return (Some("percentage points".to_owned()), end + 2);
        }
        // square kilometres, kilometres per hour, km/h, nautical miles
        for length in [3, 2, 1] {
            let Some(last) = self
                .token(end + length - 1)
                .filter(|token| matches!(token.form, Form::Word | Form::Sign('²' | '³')))
            else {
                continue;
            };
            if last.sentence != next.sentence {
                continue;
            }
            let phrase = super::found::words(&self.tokens[end..end + length]);
            if is_measure(&phrase) && !phrase.contains(" of ") && !last.common {
                let mut after = end + length;
                let over = self.token(after).is_some_and(|t| t.is('/') && !t.spaced);
                if over && self.token(after + 1).is_some_and(|t| t.form == Form::Word) {
                    let whole = super::found::words(&self.tokens[end..after + 2]);
                    return (Some(whole), after + 2);
                }
                if self.lower(after) == "per" && is_measure(self.lower(after + 1)) {
                    let whole = super::found::words(&self.tokens[end..after + 2]);
                    return (Some(whole), after + 2);
                }
                if self
                    .token(after)
                    .is_some_and(|t| matches!(t.form, Form::Sign('²' | '³')) && !t.spaced)
                {
                    after += 1;
                }
                return (Some(super::found::words(&self.tokens[end..after])), after);
            }
        }
        (None, end)
    }

    /// What is counted: up to three words in lower case, to the first plural.
    fn counted(&self, end: usize, found: &Found) -> Option<std::ops::Range<usize>> {
        let mut last = None;
        for at in end..end + 3 {
            let Some(token) = self.token(at).filter(|_| found.is_free(at)) else {
                break;
            };
            let noun = token.is_lower() || self.language == "de" && token.is_capital();
            if !noun || token.common || at > end && token.opens {
                break;
            }
            let plural = token.lower.ends_with('s') || PEOPLE.contains(&token.lower.as_str());
            if plural || self.language == "de" && token.is_capital() {
                last = Some(at + 1);
                break;
            }
        }
        last.map(|last| end..last)
    }

    fn ordinal(&self, at: usize, found: &Found) -> Option<Read> {
        if self.language == "de" {
            return self.german_ordinal(at);
        }
        let (value, end) = ordinal(self.tokens, at)?;
        let token = &self.tokens[at];
        let digits = token.form == Form::Number;
        if !digits && token.is_capital() && !token.opens {
            // The First World War.
            return None;
        }
        let before = at.checked_sub(1).map_or("", |at| self.lower(at));
        let introduced = matches!(
            before,
            "the"
                | "a"
                | "an"
                | "its"
                | "his"
                | "her"
                | "their"
                | "this"
                | "that"
                | "whose"
                | "our"
                | "my"
        ) || at.checked_sub(1).is_some_and(|at| {
            self.tokens[at].form == Form::Possessive || self.tokens[at].is_capital()
        });
        let noun = self.noun(end, found);
        // At first, first came, a second later: no place in a row.
        if value <= 2 && !digits && (!introduced || noun.is_none()) {
            return None;
        }
        if noun.is_none() && !introduced {
            return None;
        }
        Some((
            noun.unwrap_or(end),
            Kind::Ordinal,
            Value::Ordinal(value),
            None,
        ))
    }

    /// The end of the words that an ordinal says the place of: at most two.
    fn noun(&self, end: usize, found: &Found) -> Option<usize> {
        let fits = |at: usize| {
            self.token(at).is_some_and(|token| {
                token.is_lower()
                    && !token.opens
                    && found.is_free(at)
                    && !token.common
                    && !token.lower.ends_with("ly")
            })
        };
        if self.is_dash(end) && fits(end + 1) {
            // third-largest city
            return Some(if fits(end + 2) { end + 3 } else { end + 2 });
        }
        if !fits(end) {
            return None;
        }
        let next = self.lower(end + 1);
        let more = fits(end + 1) && !next.ends_with("ed") && !words::is_deed(next);
        Some(if more { end + 2 } else { end + 1 })
    }

    /// `zweite Versuch`, `3. Versuch`.
    fn german_ordinal(&self, at: usize) -> Option<Read> {
        let token = self.token(at)?;
        let (value, end) = if let Some(value) = token.digits() {
            let stop = self.token(at + 1)?;
            let fits = stop.is('.') && !stop.spaced && token.text.len() <= 3;
            (u64::try_from(value).ok().filter(|_| fits)?, at + 2)
        } else {
            let stem = token.lower.trim_end_matches(['n', 'r', 's', 'm']);
            let place = GERMAN_ORDINALS.iter().position(|word| *word == stem)?;
            (u64::try_from(place + 1).ok()?, at + 1)
        };
        self.token(end)
            .filter(|next| next.is_capital() && !next.opens && next.spaced)?;
        Some((end + 1, Kind::Ordinal, Value::Ordinal(value), None))
    }
}

fn scale(lower: &str) -> Option<Exact> {
    let power = SCALES.iter().find(|(name, _)| *name == lower)?.1;
    Some(Exact::from_integer(num_bigint::BigInt::from(10).pow(power)))
}
