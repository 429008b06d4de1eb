//! Units of measurement: their names, and exact factors within a dimension.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Pow;

use super::fold::{hygiene, write_out};

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

type Row = (&'static [&'static str], &'static str);

/// SI symbols and the power of ten.
const PREFIX_SYMBOLS: &[(&str, i32)] = &[
    ("p", -12),
    ("n", -9),
    ("µ", -6),
    ("μ", -6),
    ("u", -6),
    ("m", -3),
    ("c", -2),
    ("d", -1),
    ("da", 1),
    ("h", 2),
    ("k", 3),
    ("M", 6),
    ("G", 9),
    ("T", 12),
];

/// SI prefixes written out.
const PREFIX_NAMES: &[(&str, i32)] = &[
    ("pico", -12),
    ("nano", -9),
    ("micro", -6),
    ("milli", -3),
    ("centi", -2),
    ("deci", -1),
    ("deca", 1),
    ("deka", 1),
    ("hecto", 2),
    ("kilo", 3),
    ("mega", 6),
    ("giga", 9),
    ("tera", 12),
];

/// Lengths in metres. The international yard and pound agreement of 1959, the BIPM's SI brochure
/// and the IAU's units.
const LENGTHS: &[Row] = &[
    (&["in", "inch", "inches", "\""], "0.0254"),
    (&["ft", "foot", "feet", "'"], "0.3048"),
    (&["yd", "yds", "yard", "yards"], "0.9144"),
    (
        &["mi", "mile", "miles", "statute mile", "statute miles"],
        "1609.344",
    ),
    (&["nmi", "nm", "nautical mile", "nautical miles"], "1852"),
    (&["furlong", "furlongs"], "201.168"),
    (&["fathom", "fathoms"], "1.8288"),
    (
        &["å", "angstrom", "angstroms", "ångström", "ångströms"],
        "1e-10",
    ),
    (&["micron", "microns"], "1e-6"),
    (
        &["au", "astronomical unit", "astronomical units"],
        "149597870700",
    ),
    (
        &[
            "ly",
            "light year",
            "light years",
            "light-year",
            "light-years",
        ],
        "9460730472580800",
    ),
];

/// Masses in grams.
const MASSES: &[Row] = &[
    (
        &["t", "tonne", "tonnes", "metric ton", "metric tons"],
        "1000000",
    ),
    (&["ton", "tons"], "1000000"),
    (&["ton", "tons", "short ton", "short tons"], "907184.74"),
    (&["ton", "tons", "long ton", "long tons"], "1016046.9088"),
    (&["lb", "lbs", "pound", "pounds"], "453.59237"),
    (&["oz", "ounce", "ounces"], "28.349523125"),
    (&["st", "stone", "stones"], "6350.29318"),
    (&["ct", "carat", "carats"], "0.2"),
    (&["mcg"], "1e-6"),
    (&["kilo", "kilos"], "1000"),
];

/// Times in seconds.
const TIMES: &[Row] = &[
    (&["sec", "secs"], "1"),
    (&["msec"], "0.001"),
    (&["min", "mins", "minute", "minutes"], "60"),
    (&["h", "hr", "hrs", "hour", "hours"], "3600"),
    (&["d", "day", "days"], "86400"),
    (&["wk", "wks", "week", "weeks"], "604800"),
    (&["fortnight", "fortnights"], "1209600"),
];

/// Calendar times in months.
const CALENDAR: &[Row] = &[
    (&["mo", "month", "months"], "1"),
    (&["a", "y", "yr", "yrs", "year", "years"], "12"),
    (&["decade", "decades"], "120"),
    (&["century", "centuries"], "1200"),
    (&["millennium", "millennia", "millenniums"], "12000"),
];

/// Areas in square metres.
const AREAS: &[Row] = &[
    (&["ha", "hectare", "hectares"], "10000"),
    (&["are", "ares"], "100"),
    (&["ac", "acre", "acres"], "4046.8564224"),
];

/// Volumes in litres.
const VOLUMES: &[Row] = &[
    (&["cc", "ccm"], "0.001"),
    (
        &["gal", "gallon", "gallons", "us gallon", "us gallons"],
        "3.785411784",
    ),
    (
        &[
            "gal",
            "gallon",
            "gallons",
            "imperial gallon",
            "imperial gallons",
        ],
        "4.54609",
    ),
    (&["qt", "quart", "quarts"], "0.946352946"),
    (&["pt", "pint", "pints"], "0.473176473"),
    (&["pt", "pint", "pints"], "0.56826125"),
    (&["fl oz", "fluid ounce", "fluid ounces"], "0.0295735295625"),
    (&["oz"], "0.0295735295625"),
    (&["bbl", "barrel", "barrels"], "158.987294928"),
];

/// Parts of one.
const RATIOS: &[Row] = &[
    (&["%", "percent", "per cent", "pct", "percents"], "0.01"),
    (&["‰", "permille", "per mille", "per mil"], "0.001"),
    (&["ppm", "parts per million"], "1e-6"),
];

/// Currencies by sign, code and name.
const CURRENCIES: &[(&str, &[&str])] = &[
    (
        "usd",
        &[
            "$",
            "us$",
            "usd",
            "dollar",
            "dollars",
            "us dollar",
            "us dollars",
        ],
    ),
    ("eur", &["€", "eur", "euro", "euros"]),
    (
        "gbp",
        &[
            "£",
            "gbp",
            "pound",
            "pounds",
            "pound sterling",
            "pounds sterling",
            "quid",
        ],
    ),
    ("jpy", &["¥", "jpy", "yen"]),
    ("cny", &["¥", "cny", "rmb", "yuan", "renminbi"]),
    ("krw", &["₩", "krw", "won"]),
    ("inr", &["₹", "inr", "rupee", "rupees"]),
    ("rub", &["₽", "rub", "rouble", "roubles", "ruble", "rubles"]),
    ("chf", &["chf", "swiss franc", "swiss francs"]),
];

/// The signs that may stand before a number.
pub(super) const CURRENCY_SIGNS: &[&str] = &["US$", "us$", "$", "€", "£", "¥", "₩", "₹", "₽"];

/// Temperatures: `(v + offset) * factor` kelvins.
const TEMPERATURES: &[(&[&str], &str, (i32, i32))] = &[
    (&["K", "k", "kelvin", "kelvins", "°k"], "0", (1, 1)),
    (
        &[
            "C",
            "°c",
            "c",
            "celsius",
            "centigrade",
            "deg c",
            "degree celsius",
            "degrees celsius",
            "degrees c",
            "degree c",
            "degrees centigrade",
        ],
        "273.15",
        (1, 1),
    ),
    (
        &[
            "F",
            "°f",
            "f",
            "fahrenheit",
            "deg f",
            "degree fahrenheit",
            "degrees fahrenheit",
            "degrees f",
            "degree f",
        ],
        "459.67",
        (5, 9),
    ),
];

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

/// A base unit with SI prefixes: its symbol, its names, its dimension, the power of ten of the
/// symbol itself, and the least and most power its symbol is used with.
struct Metric {
    symbols: &'static [&'static str],
    names: &'static [&'static str],
    dimension: Dimension,
    least: i32,
}

const METRIC: &[Metric] = &[
    Metric {
        symbols: &["m"],
        names: &["metre", "metres", "meter", "meters"],
        dimension: Dimension::Length,
        least: -12,
    },
    Metric {
        symbols: &["g"],
        names: &["gram", "grams", "gramme", "grammes"],
        dimension: Dimension::Mass,
        least: -12,
    },
    Metric {
        symbols: &["s"],
        names: &["second", "seconds"],
        dimension: Dimension::Time,
        least: -12,
    },
    Metric {
        symbols: &["l", "L"],
        names: &["litre", "litres", "liter", "liters"],
        dimension: Dimension::Volume,
        least: -12,
    },
];

/// A tonne is 10^6 g and only grows.
const TONNE: Metric = Metric {
    symbols: &["t"],
    names: &["tonne", "tonnes", "ton", "tons"],
    dimension: Dimension::Mass,
    least: 3,
};

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
