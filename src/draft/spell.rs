//! Whole numbers in English words, the way a learner may type them: `870` is `eight hundred
//! seventy`, and the seventieth is `70th`.

use crate::mark::numeral::words::{SMALL, TENS};

/// The number in words; none from a million on.
pub(super) fn cardinal(number: u64) -> Option<String> {
    let below_hundred = |n: u64| -> String {
        if n < 20 {
            SMALL[n as usize].to_owned()
        } else if n.is_multiple_of(10) {
            TENS[(n / 10) as usize - 2].to_owned()
        } else {
            format!(
                "{}-{}",
                TENS[(n / 10) as usize - 2],
                SMALL[(n % 10) as usize]
            )
        }
    };
    let below_thousand = |n: u64| -> String {
        match (n / 100, n % 100) {
            (0, rest) => below_hundred(rest),
            (hundreds, 0) => format!("{} hundred", SMALL[hundreds as usize]),
            (hundreds, rest) => {
                format!(
                    "{} hundred {}",
                    SMALL[hundreds as usize],
                    below_hundred(rest)
                )
            }
        }
    };
    match (number / 1000, number % 1000) {
        (0, rest) => Some(below_thousand(rest)),
        (thousands, 0) if thousands < 1000 => {
            Some(format!("{} thousand", below_thousand(thousands)))
        }
        (thousands, rest) if thousands < 1000 => Some(format!(
            "{} thousand {}",
            below_thousand(thousands),
            below_thousand(rest)
        )),
        _ => None,
    }
}

/// The place in a row in words: `seventieth`.
pub(super) fn ordinal(number: u64) -> Option<String> {
    let words = cardinal(number)?;
    let cut = words.rfind([' ', '-']).map_or(0, |at| at + 1);
    let (before, last) = words.split_at(cut);
    let last = match last {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        other => match other.strip_suffix('y') {
            Some(stem) => format!("{stem}ieth"),
            None => format!("{other}th"),
        },
    };
    Some(format!("{before}{last}"))
}

/// The place in a row in digits: `70th`.
pub(super) fn ordinal_in_digits(number: u64) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled() {
        for (number, words) in [
            (0, "zero"),
            (13, "thirteen"),
            (40, "forty"),
            (99, "ninety-nine"),
            (870, "eight hundred seventy"),
            (12_005, "twelve thousand five"),
            (300_000, "three hundred thousand"),
        ] {
            assert_eq!(cardinal(number).as_deref(), Some(words));
        }
        assert_eq!(cardinal(1_000_000), None);
    }

    #[test]
    fn places_in_a_row_are_spelled() {
        for (number, words, digits) in [
            (1, "first", "1st"),
            (12, "twelfth", "12th"),
            (22, "twenty-second", "22nd"),
            (70, "seventieth", "70th"),
            (111, "one hundred eleventh", "111th"),
        ] {
            assert_eq!(ordinal(number).as_deref(), Some(words));
            assert_eq!(ordinal_in_digits(number), digits);
        }
    }
}
