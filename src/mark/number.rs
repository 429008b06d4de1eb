//! Marking a number by its value.

use num_rational::BigRational;
use num_traits::Signed;

use super::fold::hygiene;
use super::unit::{Conversion, Unit};
use super::{Mark, Reason, Trace, Verdict};

pub use super::numeral::{Quantity, exact, read, show};

/// A number without rounding.
pub type Exact = BigRational;

/// How far from the key a value may be, inclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tolerance {
    /// So much, in the unit of the key.
    Absolute(Exact),
    /// So many hundredths of the key.
    Percent(Exact),
}

impl Tolerance {
    /// Reads `10`, `0.5` or `2%`.
    ///
    /// # Errors
    ///
    /// A message if the text is neither, or negative.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (number, is_percent) = match text.strip_suffix('%') {
            Some(number) => (number.trim_end(), true),
            None => (text, false),
        };
        let value = exact(number)
            .filter(|value| !value.is_negative())
            .ok_or_else(|| {
                format!(
                    "`{text}` is no tolerance; write a number such as `10` or a share such as `2%`"
                )
            })?;
        Ok(if is_percent {
            Self::Percent(value)
        } else {
            Self::Absolute(value)
        })
    }
}

/// A number a card asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberKey {
    text: String,
    value: Exact,
    least: Exact,
    most: Exact,
    unit: Option<(String, Unit)>,
    unit_required: bool,
    language: String,
}

impl NumberKey {
    /// A key of the number as the deck writes it (`870`, `3.50`, `1/2`), how far a value may be
    /// from it, or the range it has to be in, both inclusive, and the unit.
    ///
    /// Without a tolerance and a range an integer or a fraction has to be met exactly, and a
    /// decimal number to half of its last written digit.
    ///
    /// # Errors
    ///
    /// A message if the answer is no number, the range is empty or leaves out the answer, or a
    /// unit is required and none is given.
    pub fn new(
        answer: &str,
        tolerance: Option<Tolerance>,
        range: Option<(Exact, Exact)>,
        unit: Option<String>,
        unit_required: bool,
    ) -> Result<Self, String> {
        let quantity = read(answer, "en").ok_or_else(|| {
            format!("`{answer}` is no number; write digits such as `870` or `3.5`")
        })?;
        Self::of(answer, quantity, tolerance, range, unit, unit_required)
    }

    fn of(
        answer: &str,
        quantity: Quantity,
        tolerance: Option<Tolerance>,
        range: Option<(Exact, Exact)>,
        unit: Option<String>,
        unit_required: bool,
    ) -> Result<Self, String> {
        let Quantity {
            value,
            last_place,
            unit: written,
        } = quantity;
        let unit = unit.or(written).map(|name| (name.clone(), Unit::of(&name)));
        if unit_required && unit.is_none() {
            return Err("a unit is required, but there is none; add `unit`".to_owned());
        }
        let (least, most) = match (range, tolerance) {
            (Some((least, most)), _) => {
                if least > most {
                    return Err(format!(
                        "the range from {} to {} is empty; write the smaller number first",
                        show(&least),
                        show(&most)
                    ));
                }
                if value < least || value > most {
                    return Err(format!(
                        "the answer {} is outside the range from {} to {}",
                        show(&value),
                        show(&least),
                        show(&most)
                    ));
                }
                (least, most)
            }
            (None, tolerance) => {
                let reach = match (tolerance, last_place) {
                    (Some(Tolerance::Absolute(reach)), _) => reach,
                    (Some(Tolerance::Percent(share)), _) => {
                        value.abs() * share / BigRational::from_integer(100.into())
                    }
                    (None, Some(place)) => place / BigRational::from_integer(2.into()),
                    (None, None) => BigRational::from_integer(0.into()),
                };
                (&value - &reach, &value + &reach)
            }
        };
        Ok(Self {
            text: answer.trim().to_owned(),
            value,
            least,
            most,
            unit,
            unit_required,
            language: "en".to_owned(),
        })
    }

    /// With the language replies are written in: it decides whether `1,234` is a thousand or a
    /// bit more than one.
    #[must_use]
    pub fn in_language(mut self, language: &str) -> Self {
        language.clone_into(&mut self.language);
        self
    }

    /// The value.
    pub fn value(&self) -> &Exact {
        &self.value
    }

    /// The least and the greatest value that is right.
    pub fn range(&self) -> (&Exact, &Exact) {
        (&self.least, &self.most)
    }

    /// The unit as the deck names it.
    pub fn unit(&self) -> Option<&str> {
        self.unit.as_ref().map(|(name, _)| name.as_str())
    }

    /// The answer as it is shown, with its unit: `870 miles`.
    pub fn display(&self) -> String {
        match &self.unit {
            Some((name, _)) if self.text.ends_with(name.as_str()) => self.text.clone(),
            Some((name, _)) if name == "%" => format!("{}%", self.text),
            Some((name, _)) => format!("{} {name}", self.text),
            None => self.text.clone(),
        }
    }

    /// Whether a text denotes a number that is right, with the right unit or none.
    pub fn accepts(&self, text: &str) -> bool {
        matches!(
            self.judge(text),
            Judgement::Right | Judgement::UnitUnchecked
        ) || matches!(self.judge(text), Judgement::UnitMissing) && !self.unit_required
    }

    fn within(&self, value: &Exact) -> bool {
        (&self.least..=&self.most).contains(&value)
    }

    fn judge(&self, text: &str) -> Judgement {
        let clean = hygiene(text);
        if clean == self.text || clean == hygiene(&self.display()) {
            let bare = self.unit.is_some() && clean == self.text && clean != self.display();
            return if bare {
                Judgement::UnitMissing
            } else {
                Judgement::Right
            };
        }
        let Some(quantity) = read(&clean, &self.language) else {
            return Judgement::NoNumber;
        };
        let given = quantity.unit.as_deref().map(Unit::of);
        match (&self.unit, given) {
            (None, None) => self.compare(&quantity.value, Judgement::Right),
            (Some((_, unit)), None) => {
                self.compare_any(&unit.unsaid(&quantity.value), Judgement::UnitMissing)
            }
            (None, Some(unit)) if unit.is_ratio() => {
                self.convert(&quantity.value, &unit, &Unit::one())
            }
            (None, Some(_)) => self.compare(&quantity.value, Judgement::UnitUnchecked),
            (Some((_, key)), Some(unit)) => self.convert(&quantity.value, &unit, key),
        }
    }

    fn compare(&self, value: &Exact, right: Judgement) -> Judgement {
        if self.within(value) {
            right
        } else if value < &self.least {
            Judgement::TooLow
        } else {
            Judgement::TooHigh
        }
    }

    fn convert(&self, value: &Exact, from: &Unit, to: &Unit) -> Judgement {
        match from.convert(value, to) {
            Conversion::Impossible => Judgement::OtherUnit {
                known: from.is_known(),
            },
            Conversion::Values(values) => self.compare_any(&values, Judgement::Right),
        }
    }

    /// Compares a number that may have several values.
    fn compare_any(&self, values: &[Exact], right: Judgement) -> Judgement {
        match values
            .iter()
            .find(|value| self.within(value))
            .or(values.first())
        {
            Some(value) => self.compare(value, right),
            None => Judgement::NoNumber,
        }
    }
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

/// What is to be said of a reply before the settings weigh it.
enum Judgement {
    Right,
    UnitMissing,
    UnitUnchecked,
    OtherUnit { known: bool },
    TooLow,
    TooHigh,
    NoNumber,
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
