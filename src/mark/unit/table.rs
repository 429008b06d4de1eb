//! The units there are, with their factors written as decimals.

use super::Dimension;

pub(super) type Row = (&'static [&'static str], &'static str);

/// SI symbols and the power of ten.
pub(super) const PREFIX_SYMBOLS: &[(&str, i32)] = &[
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
pub(super) const PREFIX_NAMES: &[(&str, i32)] = &[
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
pub(super) const LENGTHS: &[Row] = &[
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
pub(super) const MASSES: &[Row] = &[
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
pub(super) const TIMES: &[Row] = &[
    (&["sec", "secs"], "1"),
    (&["msec"], "0.001"),
    (&["min", "mins", "minute", "minutes"], "60"),
    (&["h", "hr", "hrs", "hour", "hours"], "3600"),
    (&["d", "day", "days"], "86400"),
    (&["wk", "wks", "week", "weeks"], "604800"),
    (&["fortnight", "fortnights"], "1209600"),
];

/// Calendar times in months.
pub(super) const CALENDAR: &[Row] = &[
    (&["mo", "month", "months"], "1"),
    (&["a", "y", "yr", "yrs", "year", "years"], "12"),
    (&["decade", "decades"], "120"),
    (&["century", "centuries"], "1200"),
    (&["millennium", "millennia", "millenniums"], "12000"),
];

/// Areas in square metres.
pub(super) const AREAS: &[Row] = &[
    (&["ha", "hectare", "hectares"], "10000"),
    (&["are", "ares"], "100"),
    (&["ac", "acre", "acres"], "4046.8564224"),
];

/// Volumes in litres.
pub(super) const VOLUMES: &[Row] = &[
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
pub(super) const RATIOS: &[Row] = &[
    (&["%", "percent", "per cent", "pct", "percents"], "0.01"),
    (&["‰", "permille", "per mille", "per mil"], "0.001"),
    (&["ppm", "parts per million"], "1e-6"),
];

/// Currencies by sign, code and name.
pub(super) const CURRENCIES: &[(&str, &[&str])] = &[
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
pub(in crate::mark) const CURRENCY_SIGNS: &[&str] =
    &["US$", "us$", "$", "€", "£", "¥", "₩", "₹", "₽"];

/// Temperatures: `(v + offset) * factor` kelvins.
pub(super) const TEMPERATURES: &[(&[&str], &str, (i32, i32))] = &[
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

/// A base unit with SI prefixes: its symbol, its names, its dimension, the power of ten of the
/// symbol itself, and the least and most power its symbol is used with.
pub(super) struct Metric {
    pub symbols: &'static [&'static str],
    pub names: &'static [&'static str],
    pub dimension: Dimension,
    pub least: i32,
}

pub(super) const METRIC: &[Metric] = &[
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
pub(super) const TONNE: Metric = Metric {
    symbols: &["t"],
    names: &["tonne", "tonnes", "ton", "tons"],
    dimension: Dimension::Mass,
    least: 3,
};
