//! A number a card asks for, and what is to be said of a reply.

use num_rational::BigRational;
use num_traits::Signed;

use super::{Exact, Quantity, exact, read, show};
use crate::mark::fold::hygiene;
use crate::mark::unit::{Conversion, Unit};

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
    pub(super) least: Exact,
    pub(super) most: Exact,
    unit: Option<(String, Unit)>,
    pub(super) unit_required: bool,
    pub(super) language: String,
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

    pub(super) fn of(
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

    pub(super) fn judge(&self, text: &str) -> Judgement {
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

/// What is to be said of a reply before the settings weigh it.
pub(super) enum Judgement {
    Right,
    UnitMissing,
    UnitUnchecked,
    OtherUnit { known: bool },
    TooLow,
    TooHigh,
    NoNumber,
}
