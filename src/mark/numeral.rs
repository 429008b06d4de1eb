//! Reading a number as people type it, exactly.

mod digits;
pub(crate) mod words;

use num_rational::BigRational;
use num_traits::Signed;

use super::fold::{hygiene, write_out};
use super::unit::{CURRENCY_SIGNS, ten_to};
use digits::digits;
use words::words;

pub(super) use words::scale;

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
