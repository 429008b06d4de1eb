//! Units of measurement: their names, and exact factors within a dimension.

mod table;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Pow;

use super::fold::{hygiene, write_out};
use table::{
    AREAS, CALENDAR, CURRENCIES, LENGTHS, MASSES, METRIC, Metric, PREFIX_NAMES, PREFIX_SYMBOLS,
    RATIOS, TEMPERATURES, TIMES, TONNE, VOLUMES,
};

pub(super) use table::CURRENCY_SIGNS;

/// What a unit measures; only units of one dimension convert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dimension {
    Length,
    Mass,
    Time,
    /// Months and years, which are no fixed number of seconds.
    Calendar,
    Temperature,
    Area,
    Volume,
    /// Parts of one: per cent and the like.
    Ratio,
    /// Money of one currency; none converts into another.
    Money(&'static str),
}

/// One meaning of a unit's name: a value `v` is `(v + offset) * factor` in the base unit.
#[derive(Debug, Clone, PartialEq)]
struct Meaning {
    dimension: Dimension,
    factor: BigRational,
    offset: BigRational,
}

/// A unit as it is written, with all it may mean (`ton`, `pound`).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    /// The text without case and plural, by which units outside the table are compared.
    name: String,
    meanings: Vec<Meaning>,
    /// How much one is of what follows the word: 10^6 in `million people`.
    scale: BigRational,
}

/// How a value in one unit reads in another.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Conversion {
    /// The values it can have there: several if a name is ambiguous.
    Values(Vec<BigRational>),
    /// The two measure different things, or nothing is known of one.
    Impossible,
}

/// An exact number written as a decimal in the tables above.
fn exact(text: &str) -> BigRational {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: BigInt = format!("{whole}{part}").parse().unwrap_or_default();
    let places = i32::try_from(part.len()).unwrap_or(0);
    BigRational::from_integer(digits) * ten_to(exponent.parse::<i32>().unwrap_or(0) - places)
}

/// A power of ten.
pub(super) fn ten_to(exponent: i32) -> BigRational {
    Pow::pow(BigRational::from_integer(BigInt::from(10)), exponent)
}

impl Metric {
    /// The power of ten a spelling stands for.
    fn power(&self, text: &str, symbols: bool) -> Option<i32> {
        let (prefixes, bases) = if symbols {
            (PREFIX_SYMBOLS, self.symbols)
        } else {
            (PREFIX_NAMES, self.names)
        };
        bases.iter().find_map(|base| {
            let prefix = text.strip_suffix(base)?;
            if prefix.is_empty() {
                return Some(0);
            }
            prefixes
                .iter()
                .find(|(name, power)| *name == prefix && *power >= self.least)
                .map(|(_, power)| *power)
        })
    }
}

fn of_factor(dimension: Dimension, factor: BigRational) -> Meaning {
    Meaning {
        dimension,
        factor,
        offset: exact("0"),
    }
}

/// The metric meaning of a symbol or a name.
fn metric(text: &str, symbols: bool) -> Option<Meaning> {
    let tonne = TONNE
        .power(text, symbols)
        .filter(|&power| power > 0)
        .map(|power| of_factor(TONNE.dimension, ten_to(power + 6)));
    tonne.or_else(|| {
        METRIC.iter().find_map(|metric| {
            Some(of_factor(
                metric.dimension,
                ten_to(metric.power(text, symbols)?),
            ))
        })
    })
}

/// The meanings of a name in the tables, without squares and cubes.
fn plain_meanings(text: &str, symbols: bool) -> Vec<Meaning> {
    let mut found = Vec::new();
    for (dimension, table) in [
        (Dimension::Length, LENGTHS),
        (Dimension::Mass, MASSES),
        (Dimension::Time, TIMES),
        (Dimension::Calendar, CALENDAR),
        (Dimension::Area, AREAS),
        (Dimension::Volume, VOLUMES),
        (Dimension::Ratio, RATIOS),
    ] {
        for (names, factor) in table {
            if names.contains(&text) {
                found.push(of_factor(dimension, exact(factor)));
            }
        }
    }
    for (names, offset, (numerator, denominator)) in TEMPERATURES {
        if names.contains(&text) {
            found.push(Meaning {
                dimension: Dimension::Temperature,
                factor: BigRational::new((*numerator).into(), (*denominator).into()),
                offset: exact(offset),
            });
        }
    }
    for &(code, names) in CURRENCIES {
        if names.contains(&text) {
            found.push(of_factor(Dimension::Money(code), exact("1")));
        }
    }
    found.extend(metric(text, symbols));
    found
}

/// A name without the words and signs of a square or a cube, and the power.
fn power_of(text: &str) -> Option<(String, u8)> {
    for (power, before, after) in [
        (2, ["square ", "sq ", "sq. "], ["^2", "2", " squared"]),
        (3, ["cubic ", "cu ", "cu. "], ["^3", "3", " cubed"]),
    ] {
        let base = before
            .iter()
            .find_map(|start| text.strip_prefix(start))
            .or_else(|| after.iter().find_map(|end| text.strip_suffix(end)));
        if let Some(base) = base.map(str::trim)
            && !base.is_empty()
        {
            return Some((base.to_owned(), power));
        }
    }
    None
}

/// The meanings of a spelling whose case is as it is.
fn meanings(text: &str, symbols: bool) -> Vec<Meaning> {
    let found = plain_meanings(text, symbols);
    if !found.is_empty() {
        return found;
    }
    let Some((base, power)) = power_of(text) else {
        return found;
    };
    let lengths: Vec<Meaning> = plain_meanings(&base, true)
        .into_iter()
        .chain(plain_meanings(&base, false))
        .filter(|meaning| meaning.dimension == Dimension::Length)
        .collect();
    let mut raised: Vec<Meaning> = lengths
        .into_iter()
        .map(|length| match power {
            2 => of_factor(Dimension::Area, &length.factor * &length.factor),
            // A litre is a cubic decimetre.
            _ => of_factor(
                Dimension::Volume,
                &length.factor * &length.factor * &length.factor * ten_to(3),
            ),
        })
        .collect();
    raised.dedup();
    raised
}

/// The meanings of a spelling. Case tells mm from Mm; where it says nothing, it is a matter of
/// taste.
fn any_case(text: &str) -> Vec<Meaning> {
    let lower = text.to_lowercase();
    [
        (text, true),
        (lower.as_str(), true),
        (lower.as_str(), false),
    ]
    .into_iter()
    .map(|(text, symbols)| meanings(text, symbols))
    .find(|found| !found.is_empty())
    .unwrap_or_default()
}

impl Unit {
    /// The unit of a name; one outside the tables is known by its name alone.
    pub fn of(text: &str) -> Self {
        let text = write_out(&hygiene(text));
        let mut text = text.trim().trim_end_matches('.').trim();
        let mut scale = exact("1");
        while let Some((power, rest)) = super::numeral::scale(text) {
            scale *= ten_to(power);
            text = rest;
        }
        if text.is_empty() {
            return Self {
                scale,
                ..Self::one()
            };
        }
        let mut found = any_case(text);
        if let (true, Some((head, _))) = (found.is_empty(), text.split_once(" of ")) {
            // barrels of oil
            found = any_case(head);
        }
        let lower = text.to_lowercase();
        let name = lower
            .strip_suffix('s')
            .filter(|name| name.len() > 1)
            .unwrap_or(&lower);
        Self {
            name: name.to_owned(),
            meanings: found,
            scale,
        }
    }

    /// Whether the tables know it.
    pub fn is_known(&self) -> bool {
        !self.meanings.is_empty()
    }

    /// Whether it is a part of one, such as per cent.
    pub fn is_ratio(&self) -> bool {
        self.meanings
            .iter()
            .any(|meaning| meaning.dimension == Dimension::Ratio)
    }

    /// The number one.
    pub fn one() -> Self {
        Self {
            name: String::new(),
            meanings: vec![of_factor(Dimension::Ratio, exact("1"))],
            scale: exact("1"),
        }
    }

    /// The values a bare number may have that leaves this unit unsaid: the number in the unit,
    /// and where the unit is a multiple (`million`) or a part (`%`), that many of it.
    pub fn unsaid(&self, value: &BigRational) -> Vec<BigRational> {
        let mut values = vec![value.clone()];
        match Self::one().convert(value, self) {
            Conversion::Values(more) => values.extend(more),
            Conversion::Impossible => values.push(value / &self.scale),
        }
        values.dedup();
        values
    }

    /// What a value in this unit is in another.
    pub fn convert(&self, value: &BigRational, to: &Self) -> Conversion {
        if self.name == to.name && !(self.is_known() && to.is_known()) {
            return Conversion::Values(vec![value * &self.scale / &to.scale]);
        }
        let mut values: Vec<BigRational> = Vec::new();
        for from in &self.meanings {
            for into in to
                .meanings
                .iter()
                .filter(|into| into.dimension == from.dimension)
            {
                let base = (value * &self.scale + &from.offset) * &from.factor;
                values.push((base / &into.factor - &into.offset) / &to.scale);
            }
        }
        if values.is_empty() {
            Conversion::Impossible
        } else {
            Conversion::Values(values)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converts(value: &str, from: &str, to: &str, expected: &str) {
        let Conversion::Values(values) = Unit::of(from).convert(&exact(value), &Unit::of(to))
        else {
            panic!("{from} to {to} is impossible");
        };
        assert!(
            values.contains(&exact(expected)),
            "{value} {from} in {to}: {values:?}"
        );
    }

    #[test]
    fn units_convert_exactly_within_a_dimension() {
        converts("1.5", "km", "m", "1500");
        converts("1", "mile", "km", "1.609344");
        converts("1", "mi", "miles", "1");
        converts("1", "kilometer", "metres", "1000");
        converts("1", "KM", "m", "1000");
        converts("1", "Mm", "mm", "1000000000");
        converts("2", "µg", "mcg", "2");
        converts("1", "kt", "kg", "1000000");
        converts("1", "lb", "g", "453.59237");
        converts("90", "min", "h", "1.5");
        converts("2", "centuries", "years", "200");
        converts("1", "km²", "ha", "100");
        converts("1", "square kilometre", "sq km", "1");
        converts("1", "m3", "litres", "1000");
        converts("1", "cm³", "ml", "1");
        converts("1", "cubic metre", "L", "1000");
        converts("1", "US gallon", "l", "3.785411784");
        converts("50", "%", "percent", "50");
    }

    #[test]
    fn temperatures_have_their_zero() {
        converts("32", "°F", "°C", "0");
        converts("100", "℃", "F", "212");
        converts("0", "C", "K", "273.15");
        converts("-40", "degrees Celsius", "fahrenheit", "-40");
    }

    #[test]
    fn money_and_strangers_compare_by_name() {
        converts("5", "€", "euros", "5");
        converts("5", "$", "USD", "5");
        converts("5", "soldiers", "soldier", "5");
        converts("5", "km/h", "KM/H", "5");
        for (from, to) in [("€", "$"), ("kg", "m"), ("soldiers", "kg"), ("year", "day")] {
            assert_eq!(
                Unit::of(from).convert(&exact("1"), &Unit::of(to)),
                Conversion::Impossible,
                "{from} to {to}"
            );
        }
    }
}
