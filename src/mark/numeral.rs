//! Reading a number as people type it, exactly.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use super::fold::{hygiene, write_out};
use super::language;
use super::unit::{CURRENCY_SIGNS, ten_to};

/// A number with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The value, exactly; in its unit.
    pub value: BigRational,
    /// What one more in the last written digit would be, for a number with a decimal part.
    pub last_place: Option<BigRational>,
    /// The unit as it is written: `km`, `%`, `$`, `soldiers`.
    pub unit: Option<String>,
}

/// Longer texts are no numbers.
const LONGEST: usize = 120;

/// Powers of ten beyond this are refused: they would take long and mean nothing.
const MOST_POWER: i32 = 400;

/// Words that say that a number is not meant to the letter, or that nothing follows but it.
const HEDGES: &[&str] = &[
    "about",
    "approximately",
    "approx.",
    "approx",
    "around",
    "roughly",
    "circa",
    "ca.",
    "ca",
    "c.",
    "some",
    "exactly",
    "nearly",
    "almost",
    "~",
    "≈",
    "∼",
    "≃",
    "=",
];

const SMALL: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

const TENS: &[(&str, u32)] = &[
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

const SCALES: &[(&str, i32)] = &[
    ("hundred", 2),
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
];

const PARTS: &[(&str, (u32, u32))] = &[
    ("half", (1, 2)),
    ("one half", (1, 2)),
    ("a half", (1, 2)),
    ("third", (1, 3)),
    ("one third", (1, 3)),
    ("a third", (1, 3)),
    ("two thirds", (2, 3)),
    ("quarter", (1, 4)),
    ("one quarter", (1, 4)),
    ("a quarter", (1, 4)),
    ("three quarters", (3, 4)),
];

/// Reads a number with its unit, as it is written in a language: `870`, `1,234.5`, `1.5×10³ km`,
/// `1 1/2`, `50%`, `about twelve`, `$3 million`. `None` if the text is no number.
pub fn read(text: &str, language: &str) -> Option<Quantity> {
    let text = hygiene(text);
    if text.is_empty() || text.chars().count() > LONGEST {
        return None;
    }
    let plain = write_out(&text);
    let mut rest = without_hedges(
        plain
            .trim()
            .trim_end_matches(['.', ',', ';', ':', '!', '?']),
    );
    let mut negative = false;
    let mut currency = None;
    loop {
        if let Some(after) = sign(rest) {
            if negative {
                return None;
            }
            negative = after.0;
            rest = after.1;
            if !after.0 && sign(rest).is_some() {
                return None;
            }
        } else if let (None, Some(sign)) = (
            &currency,
            CURRENCY_SIGNS.iter().find(|sign| rest.starts_with(**sign)),
        ) {
            currency = Some((*sign).to_owned());
            rest = rest[sign.len()..].trim_start();
        } else {
            break;
        }
    }
    let (mut value, mut last_place, rest) =
        if rest.starts_with(|c: char| c.is_ascii_digit()) || decimal_without_zero(rest) {
            digits(rest, language)?
        } else {
            words(rest)?
        };
    let mut rest = rest.trim_start();
    while let Some((power, after)) = scale(rest) {
        value *= ten_to(power);
        last_place = last_place.map(|place| place * ten_to(power));
        rest = after;
    }
    let unit = currency_or_unit(currency, rest)?;
    if negative {
        value = -value;
    }
    Some(Quantity {
        value,
        last_place,
        unit,
    })
}

/// Reads a number as decks and settings write it: digits, a point, a fraction, a power of ten; no
/// unit.
pub fn exact(text: &str) -> Option<BigRational> {
    read(text, "en")
        .filter(|quantity| quantity.unit.is_none())
        .map(|quantity| quantity.value)
}

fn without_hedges(text: &str) -> &str {
    let mut rest = text.trim();
    while let Some(after) = HEDGES.iter().find_map(|hedge| {
        let head = rest.get(..hedge.len())?;
        let after = &rest[hedge.len()..];
        let ends = after.starts_with(|c: char| !c.is_alphabetic());
        (head.eq_ignore_ascii_case(hedge) && ends).then(|| after.trim_start())
    }) {
        rest = after;
    }
    rest
}

/// A leading sign, and whether it is a minus.
fn sign(text: &str) -> Option<(bool, &str)> {
    for (word, negative) in [
        ("-", true),
        ("+", false),
        ("minus ", true),
        ("negative ", true),
        ("plus ", false),
    ] {
        if text
            .get(..word.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(word))
        {
            return Some((negative, text[word.len()..].trim_start()));
        }
    }
    None
}

fn decimal_without_zero(text: &str) -> bool {
    let mut chars = text.chars();
    matches!(chars.next(), Some('.' | ',')) && chars.next().is_some_and(|c| c.is_ascii_digit())
}

type Read<'a> = (BigRational, Option<BigRational>, &'a str);

/// A number in digits, a mixed number, a fraction, a power of ten.
fn digits<'a>(text: &'a str, language: &str) -> Option<Read<'a>> {
    let (body, rest) = body(text);
    let (mut value, places) = decimal(body, language)?;
    // a/b
    if let Some((below, rest)) = rest.trim_start().strip_prefix('/').and_then(integer) {
        return (!below.is_zero()).then(|| (value / below, None, rest));
    }
    // 1 1/2
    if let Some((above, after)) = rest.strip_prefix(' ').and_then(integer)
        && let Some((below, after)) = after.strip_prefix('/').and_then(integer)
    {
        if below.is_zero() || places.is_some() {
            return None;
        }
        return Some((value + above / below, None, after));
    }
    let mut place = places.map(|places| ten_to(-places));
    let (power, rest) = if body == "10" && rest.starts_with('^') {
        let (power, rest) = exponent(&rest[1..])?;
        value = BigRational::one();
        (power, rest)
    } else {
        power_of_ten(rest)?
    };
    if power != 0 {
        let factor = ten_to(power);
        value *= &factor;
        place = place.map(|place| place * factor);
    }
    // 7th, 21st
    let rest = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| {
            rest.strip_prefix(ending)
                .filter(|after| !after.starts_with(char::is_alphanumeric))
        })
        .filter(|_| places.is_none() && power == 0)
        .unwrap_or(rest);
    Some((value, place, rest))
}

/// The digits at the start of a text with the separators inside them, and the rest. A space
/// belongs to a number only before a group of three digits that ends there.
fn body(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while end < bytes.len() {
        let goes_on = match bytes[end] {
            b'0'..=b'9' => true,
            b'.' | b',' | b'\'' | b'_' => digit(end + 1),
            b' ' => {
                digit(end + 1)
                    && digit(end + 2)
                    && digit(end + 3)
                    && !digit(end + 4)
                    && bytes.get(end + 4) != Some(&b'/')
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
        end += 1;
    }
    text.split_at(end)
}

/// The value of digits with separators, and how many stand after the decimal sign.
fn decimal(body: &str, language: &str) -> Option<(BigRational, Option<i32>)> {
    let points = body.matches('.').count();
    let commas = body.matches(',').count();
    let last = body.rfind(['.', ',']);
    let comma_is_decimal = language::decimal_comma(language);
    let mark = match (points, commas) {
        (0, 0) => None,
        // Both: the last one is the decimal sign, if it is there once.
        (1.., 1..) => {
            let at = last?;
            let sign = &body[at..=at];
            if body.matches(sign).count() > 1 {
                return None;
            }
            Some(at)
        }
        (2.., 0) | (0, 2..) => None,
        (1, 0) | (0, 1) => {
            let at = last?;
            let is_comma = commas == 1;
            let (before, after) = (&body[..at], &body[at + 1..]);
            let could_group = after.len() == 3
                && (1..=3).contains(&before.len())
                && !before.starts_with('0')
                && before.bytes().all(|b| b.is_ascii_digit());
            (!could_group || is_comma == comma_is_decimal).then_some(at)
        }
    };
    let (whole, part) = match mark {
        Some(at) => (&body[..at], Some(&body[at + 1..])),
        None => (body, None),
    };
    let whole = ungrouped(whole)?;
    let part_digits = part.unwrap_or("");
    if !part_digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let all: BigInt = format!("0{whole}{part_digits}").parse().ok()?;
    let places = i32::try_from(part_digits.len()).ok()?;
    Some((
        BigRational::from_integer(all) * ten_to(-places),
        part.map(|_| places),
    ))
}

/// Digits without the separators between their groups, if those are where they should be: one
/// kind of separator, groups of three (or, with commas, of two and a last one of three).
fn ungrouped(whole: &str) -> Option<String> {
    let is_digit = |c: char| c.is_ascii_digit();
    let Some(separator) = whole.chars().find(|&c| !is_digit(c)) else {
        return Some(whole.to_owned());
    };
    let groups: Vec<&str> = whole.split(separator).collect();
    let (first, others) = groups.split_first()?;
    let (last, middle) = others.split_last()?;
    let indian = separator == ',';
    let fits = (1..=3).contains(&first.len())
        && last.len() == 3
        && (middle.iter().all(|group| group.len() == 3)
            || indian && first.len() <= 2 && middle.iter().all(|group| group.len() == 2))
        && groups.iter().all(|group| group.chars().all(is_digit));
    fits.then(|| groups.concat())
}

/// A plain whole number at the start of a text.
fn integer(text: &str) -> Option<(BigRational, &str)> {
    let text = text.trim_start();
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(end);
    Some((BigRational::from_integer(number.parse().ok()?), rest))
}

/// `e3`, `E-3`, `×10^3`, `x 10^-3`: the power and the rest; 0 where there is none.
fn power_of_ten(rest: &str) -> Option<(i32, &str)> {
    if let Some(after) = rest.strip_prefix(['e', 'E'])
        && after
            .trim_start_matches(['+', '-'])
            .starts_with(|c: char| c.is_ascii_digit())
    {
        return exponent(after);
    }
    let times = rest.trim_start();
    if let Some(after) = times.strip_prefix(['x', 'X', '*', '·', '⋅', '∙'])
        && let Some(power) = after.trim_start().strip_prefix("10^")
    {
        return exponent(power);
    }
    Some((0, rest))
}

/// A signed power, if it is one to reckon with.
fn exponent(text: &str) -> Option<(i32, &str)> {
    let (text, wrapped) = match text.strip_prefix(['(', '{']) {
        Some(inner) => (inner, true),
        None => (text, false),
    };
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = digits.bytes().take_while(u8::is_ascii_digit).count();
    let power: i32 = digits[..end].parse().ok()?;
    if power > MOST_POWER {
        return None;
    }
    let rest = &digits[end..];
    let rest = if wrapped {
        rest.strip_prefix([')', '}'])?
    } else {
        rest
    };
    Some((if negative { -power } else { power }, rest))
}

/// The word at the start of a text, and the rest after it.
fn first_word(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    text.split_at(end)
}

/// A number in words, to twenty and some way beyond: `seven`, `twenty-one`, `a hundred`, `half`.
fn words(text: &str) -> Option<Read<'_>> {
    let part = PARTS
        .iter()
        .filter_map(|(name, part)| {
            let head = text.get(..name.len())?;
            let after = &text[name.len()..];
            (head.eq_ignore_ascii_case(name) && !after.starts_with(char::is_alphanumeric))
                .then_some((part, after))
        })
        .next();
    if let Some((&(above, below), rest)) = part {
        return Some((BigRational::new(above.into(), below.into()), None, rest));
    }
    let (word, rest) = first_word(text);
    let word = word.to_ascii_lowercase();
    let whole = |value: u32| BigRational::from_integer(value.into());
    if let Some((_, tens)) = TENS.iter().find(|(name, _)| *name == word) {
        let (next, after) = first_word(rest.trim_start_matches(['-', ' ']));
        let ones = SMALL[1..10]
            .iter()
            .position(|small| next.eq_ignore_ascii_case(small));
        return Some(match ones.and_then(|ones| u32::try_from(ones + 1).ok()) {
            Some(ones) => (whole(tens + ones), None, after),
            None => (whole(*tens), None, rest),
        });
    }
    if let Some(value) = SMALL.iter().position(|small| *small == word) {
        return Some((whole(u32::try_from(value).ok()?), None, rest));
    }
    let article = word == "a" || word == "an";
    (SCALES.iter().any(|(name, _)| *name == word))
        .then(|| (whole(1), None, text))
        .or_else(|| (article && scale(rest.trim_start()).is_some()).then(|| (whole(1), None, rest)))
}

/// A leading `hundred`, `thousand`, `million` …, as a power of ten.
pub(super) fn scale(text: &str) -> Option<(i32, &str)> {
    let (word, rest) = first_word(text);
    let lower = word.to_ascii_lowercase();
    SCALES
        .iter()
        .find(|(name, _)| *name == lower)
        .map(|(_, power)| (*power, rest.trim_start()))
}

/// What is left after the number: a unit of at most four words, without digits but for a power.
fn currency_or_unit(currency: Option<String>, rest: &str) -> Option<Option<String>> {
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(currency);
    }
    if currency.is_some() {
        // `US$ 5` and `$5 dollars` say it twice; anything else is no amount of money.
        return rest.chars().all(char::is_alphabetic).then_some(currency);
    }
    let unit = rest.strip_prefix('-').unwrap_or(rest).trim();
    let unit = unit.strip_prefix("of ").unwrap_or(unit);
    let letters = ["^2", "^3", "2", "3"]
        .iter()
        .find_map(|power| {
            unit.strip_suffix(power)
                .filter(|base| base.ends_with(char::is_alphabetic))
        })
        .unwrap_or(unit);
    let is_doubtful = unit
        .split(' ')
        .any(|word| matches!(word, "or" | "and" | "to" | "not"));
    let fits = unit.split(' ').count() <= 4
        && !letters.is_empty()
        && (!is_doubtful || unit == "or so")
        && !letters.contains(|c: char| c.is_numeric() || ",;=~+&<>?!".contains(c))
        && !letters.starts_with(['.', '/', '-', '^', '_']);
    fits.then(|| Some(unit.to_owned()))
}

/// How a number is shown: whole, as a short decimal, or else as a fraction.
pub fn show(value: &BigRational) -> String {
    if value.is_integer() {
        return value.numer().to_string();
    }
    for places in 1..=12 {
        let scaled = value * ten_to(places);
        if scaled.is_integer() {
            let digits = scaled.numer().abs().to_string();
            let places = usize::try_from(places).unwrap_or(1);
            let padded = format!("{digits:0>width$}", width = places + 1);
            let (whole, part) = padded.split_at(padded.len() - places);
            let sign = if value.is_negative() { "-" } else { "" };
            return format!("{sign}{whole}.{part}");
        }
    }
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, language: &str) -> Option<String> {
        read(text, language).map(|quantity| show(&quantity.value))
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expected) in [
            ("870", "870"),
            ("870.", "870"),
            ("-5", "-5"),
            ("−5", "-5"),
            ("+5", "5"),
            ("minus five", "-5"),
            ("1,234", "1234"),
            ("1 234", "1234"),
            ("1\u{2009}234\u{202f}567", "1234567"),
            ("1'234.5", "1234.5"),
            ("1,234,567.89", "1234567.89"),
            ("1.234.567,89", "1234567.89"),
            ("1.234,5", "1234.5"),
            ("1,00,000", "100000"),
            ("3,5", "3.5"),
            ("0,125", "0.125"),
            (".5", "0.5"),
            ("1.234", "1.234"),
            ("1.5e3", "1500"),
            ("1.5E+3", "1500"),
            ("1.5×10^3", "1500"),
            ("1.5 x 10³", "1500"),
            ("1.5·10^-3", "0.0015"),
            ("10^3", "1000"),
            ("10⁻³", "0.001"),
            ("3/4", "0.75"),
            ("1/3", "1/3"),
            ("1 1/2", "1.5"),
            ("-1 1/2", "-1.5"),
            ("½", "0.5"),
            ("2½", "2.5"),
            ("seven", "7"),
            ("Twenty-one", "21"),
            ("a hundred", "100"),
            ("two thousand", "2000"),
            ("3 million", "3000000"),
            ("half", "0.5"),
            ("about 870", "870"),
            ("ca. 870", "870"),
            ("~ 870", "870"),
            ("$5", "5"),
            ("-$5", "-5"),
            ("5 €", "5"),
            ("7th", "7"),
            ("５００", "500"),
        ] {
            assert_eq!(value(text, "en").as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_language_decides_what_is_ambiguous() {
        assert_eq!(value("1,234", "de").as_deref(), Some("1.234"));
        assert_eq!(value("1.234", "de").as_deref(), Some("1234"));
        assert_eq!(value("1.234", "de-CH").as_deref(), Some("1.234"));
        assert_eq!(value("3.5", "de").as_deref(), Some("3.5"));
    }

    #[test]
    fn units_stand_after_the_number() {
        for (text, unit) in [
            ("5 km", "km"),
            ("5km", "km"),
            ("50%", "%"),
            ("5 m²", "m^2"),
            ("5 m2", "m2"),
            ("870 miles", "miles"),
            ("$5", "$"),
            ("seven miles", "miles"),
            ("5 km/h", "km/h"),
            ("20 °C", "°C"),
        ] {
            assert_eq!(
                read(text, "en")
                    .and_then(|quantity| quantity.unit)
                    .as_deref(),
                Some(unit),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            "miles",
            "1,2,3",
            "12 34",
            "1/0",
            "1 2/0",
            "1950-53",
            "870 or 900",
            "2 or 3",
            "2 3",
            "2 m or more",
            "--5",
            "- -5",
            "1e999999999",
            "10^999999999999999999999",
            "1.2.3,4.5",
            "x",
            "e5",
            "5, 6",
            "1_000_",
            "$",
            "%",
        ] {
            let read = read(text, "en");
            assert!(read.is_none(), "{text} is read as {read:?}");
        }
        assert!(read(&"9".repeat(5000), "en").is_none());
    }

    #[test]
    fn the_last_written_place_is_kept() {
        let place = |text| {
            read(text, "en")
                .and_then(|quantity| quantity.last_place)
                .map(|place| show(&place))
        };
        assert_eq!(place("3.14").as_deref(), Some("0.01"));
        assert_eq!(place("3.50").as_deref(), Some("0.01"));
        assert_eq!(place("1.5e3").as_deref(), Some("100"));
        assert_eq!(place("870"), None);
        assert_eq!(place("1/2"), None);
    }
}
