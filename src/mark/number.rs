//! Marking a number by its value.

mod key;

use num_rational::BigRational;

use super::fold::hygiene;
use super::{Mark, Reason, Trace, Verdict};
use key::Judgement;

pub use super::numeral::{Quantity, exact, read, show};
pub use key::{NumberKey, Tolerance};

/// A number without rounding.
pub type Exact = BigRational;

/// Whether a word or a few are a unit of measurement, of money or of parts: `km`, `square miles`.
pub fn is_unit(text: &str) -> bool {
    super::unit::Unit::of(text).is_known()
}

/// Whether two texts denote the same number, both without a unit but for per cent: `1,000` and
/// `1000`, `7` and `seven`. A decimal answer is met to half of its last digit.
pub fn is_same(answer: &str, given: &str, language: &str) -> bool {
    let plain = |text: &str| {
        read(text, language)
            .filter(|quantity| quantity.unit.as_deref().is_none_or(|unit| unit == "%"))
    };
    match (plain(answer), plain(given)) {
        (Some(quantity), Some(_)) => NumberKey::of(answer, quantity, None, None, None, false)
            .is_ok_and(|key| key.in_language(language).accepts(given)),
        _ => false,
    }
}

/// Marks a typed number.
pub fn mark(key: &NumberKey, given: &str) -> Mark {
    let clean = hygiene(given);
    if clean.is_empty() {
        return Mark::omitted().trace("R0", "nothing is left");
    }
    let way = vec![Trace {
        rule: "R0",
        found: format!("`{clean}`"),
    }];
    let wanted = if key.least == key.most {
        format!("exactly {}", key.display())
    } else {
        format!("from {} to {}", show(&key.least), show(&key.most))
    };
    let wrong = |reason| Mark::new(Verdict::Wrong, 0.0, reason).nearest(key.display());
    let right = || Mark::new(Verdict::Correct, 1.0, Reason::Value);
    let found = read(&clean, &key.language).map(|quantity| {
        let unit = quantity
            .unit
            .map(|unit| format!(" {unit}"))
            .unwrap_or_default();
        format!("the number {}{unit}", show(&quantity.value))
    });
    let heard = found.unwrap_or_else(|| "no number".to_owned());
    let (mark, said) = match key.judge(&clean) {
        Judgement::Right => (right(), format!("is {wanted}")),
        Judgement::UnitUnchecked => (
            right().note("the card names no unit, so yours was not checked"),
            format!("is {wanted}; the key has no unit"),
        ),
        Judgement::UnitMissing if key.unit_required => {
            let unit = key.unit().unwrap_or_default();
            (
                Mark::new(Verdict::Partial, 0.5, Reason::UnitMissing)
                    .note(format!("the unit is missing: `{unit}`"))
                    .nearest(key.display()),
                format!("is {wanted}; the unit is required and missing"),
            )
        }
        Judgement::UnitMissing => (right(), format!("is {wanted}; a missing unit is accepted")),
        Judgement::OtherUnit { known } => {
            let unit = key
                .unit()
                .map_or_else(|| "no unit".to_owned(), |unit| format!("`{unit}`"));
            let said = if known {
                format!("that unit does not measure what {unit} does")
            } else {
                format!("that unit is not {unit}")
            };
            (wrong(Reason::Unit).note(said.clone()), said)
        }
        Judgement::TooLow => (
            wrong(Reason::Value).note("too low"),
            format!("is not {wanted}"),
        ),
        Judgement::TooHigh => (
            wrong(Reason::Value).note("too high"),
            format!("is not {wanted}"),
        ),
        Judgement::NoNumber => (
            wrong(Reason::Different).note("that is no number"),
            format!("wanted is {wanted}"),
        ),
    };
    mark.after(way).trace("number", format!("{heard}: {said}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(answer: &str, unit: Option<&str>) -> NumberKey {
        NumberKey::new(answer, None, None, unit.map(str::to_owned), false).expect("a number")
    }

    fn reason(key: &NumberKey, given: &str) -> (Verdict, Reason) {
        let mark = mark(key, given);
        (mark.verdict, mark.reason)
    }

    #[test]
    fn integers_are_met_exactly_and_decimals_to_half_a_digit() {
        assert!(key("870", None).accepts("870.0"));
        assert!(!key("870", None).accepts("870.1"));
        for (given, right) in [
            ("3.135", true),
            ("3.145", true),
            ("3.1349", false),
            ("3.1451", false),
            ("3.1", false),
        ] {
            assert_eq!(key("3.14", None).accepts(given), right, "{given}");
        }
        assert!(key("1/3", None).accepts("2/6"));
        assert!(!key("1/3", None).accepts("0.33"));
    }

    #[test]
    fn tolerance_and_range_are_inclusive() {
        let within = |tolerance: &str| {
            NumberKey::new(
                "870",
                Some(Tolerance::parse(tolerance).expect(tolerance)),
                None,
                None,
                false,
            )
            .expect("a number")
        };
        assert!(within("10").accepts("860") && within("10").accepts("880"));
        assert!(!within("10").accepts("859.9") && !within("10").accepts("880.1"));
        assert!(within("10%").accepts("783") && within("10%").accepts("957"));
        assert!(!within("10%").accepts("782.9"));
        let range = NumberKey::new(
            "870",
            None,
            Some((
                exact("860").expect("a number"),
                exact("900").expect("a number"),
            )),
            None,
            false,
        )
        .expect("a number");
        assert!(range.accepts("860") && range.accepts("900") && !range.accepts("900.01"));
        for bad in ["-1", "x", "", "%"] {
            assert!(Tolerance::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn units_convert_and_the_tolerance_is_in_the_keys_unit() {
        assert_eq!(
            reason(&key("1500", Some("m")), "1.5 km"),
            (Verdict::Correct, Reason::Value)
        );
        assert_eq!(
            reason(&key("0", Some("°C")), "32 °F"),
            (Verdict::Correct, Reason::Value)
        );
        let miles = NumberKey::new(
            "870",
            Some(Tolerance::Absolute(exact("10").expect("a number"))),
            None,
            Some("miles".into()),
            false,
        )
        .expect("a number");
        assert!(miles.accepts("1400 km") && miles.accepts("870") && !miles.accepts("870 km"));
        assert_eq!(reason(&miles, "870 kg"), (Verdict::Wrong, Reason::Unit));
        assert_eq!(
            reason(&miles, "870 bananas"),
            (Verdict::Wrong, Reason::Unit)
        );
        assert_eq!(
            reason(&key("5", Some("£")), "5 pounds"),
            (Verdict::Correct, Reason::Value)
        );
        assert_eq!(
            reason(&key("5", Some("€")), "$5"),
            (Verdict::Wrong, Reason::Unit)
        );
    }

    #[test]
    fn a_missing_unit_counts_half_where_it_is_required() {
        let strict = NumberKey::new("5", None, None, Some("kg".into()), true).expect("a number");
        assert_eq!(
            reason(&strict, "5"),
            (Verdict::Partial, Reason::UnitMissing)
        );
        assert_eq!(
            reason(&strict, "5.0"),
            (Verdict::Partial, Reason::UnitMissing)
        );
        assert_eq!(reason(&strict, "5 kg"), (Verdict::Correct, Reason::Value));
        assert_eq!(reason(&strict, "6"), (Verdict::Wrong, Reason::Value));
        assert_eq!(
            reason(&key("5", Some("kg")), "5"),
            (Verdict::Correct, Reason::Value)
        );
        assert!(NumberKey::new("5", None, None, None, true).is_err());
    }

    #[test]
    fn per_cent_is_a_hundredth() {
        assert!(key("0.5", None).accepts("50%"));
        assert!(key("50", Some("%")).accepts("50"));
        assert!(key("50", Some("%")).accepts("0.5"));
        assert!(key("50", Some("%")).accepts("50 percent"));
        assert!(key("50%", None).accepts("50 per cent"));
        assert!(!key("50", None).accepts("50%"));
    }

    #[test]
    fn multiples_may_be_part_of_the_unit() {
        let dollars = key("1.5", Some("billion dollars"));
        for given in [
            "$1.5 billion",
            "1.5 billion dollars",
            "1.5",
            "1.5 billion",
            "$1500 million",
        ] {
            assert!(dollars.accepts(given), "{given}");
        }
        assert!(!dollars.accepts("$1.5"));
        assert!(key("24", Some("million people")).accepts("24 million"));
        assert!(key("24", Some("million")).accepts("24,000,000"));
        assert!(key("24000000", Some("people")).accepts("24 million people"));
        assert!(key("500000", Some("barrels")).accepts("500,000 barrels of oil"));
    }

    #[test]
    fn a_unit_the_card_does_not_name_is_let_pass() {
        let mark = mark(&key("870", None), "870 miles");
        assert_eq!(mark.verdict, Verdict::Correct);
        assert!(mark.note.is_some());
    }

    #[test]
    fn a_key_is_its_own_answer_in_every_language() {
        for language in ["en", "de"] {
            for answer in ["1.234", "3.50", "870", "1/2", "-5"] {
                let key = key(answer, None).in_language(language);
                assert_eq!(
                    mark(&key, answer).verdict,
                    Verdict::Correct,
                    "{answer} in {language}"
                );
            }
        }
    }

    #[test]
    fn no_number_is_different() {
        assert_eq!(
            reason(&key("870", None), "banana"),
            (Verdict::Wrong, Reason::Different)
        );
        assert_eq!(
            reason(&key("870", None), " "),
            (Verdict::Wrong, Reason::Omitted)
        );
        assert_eq!(
            reason(&key("870", None), "1e999999999"),
            (Verdict::Wrong, Reason::Different)
        );
    }
}
