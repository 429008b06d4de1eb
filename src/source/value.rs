//! What facts are compared by, and which mentions are of one fact.

use std::collections::HashMap;

use super::{Fact, Kind};
use crate::mark::date::DateKey;
use crate::mark::number::{Exact, NumberKey, show};

/// What a fact is compared by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A date or a span as decks write it: `2006-10`, `1950/1953`, `2011/`; a day or month
    /// without its year is `--10-09` or `--10`.
    Time(String),
    /// A number, and its unit as it is written.
    Number {
        /// The value, exactly.
        value: Exact,
        /// The unit.
        unit: Option<String>,
    },
    /// A place in a row, from 1.
    Ordinal(u64),
    /// The fullest form of a name, folded.
    Name(String),
}

impl Value {
    /// Whether two values are the same: numbers in units that convert, a number and an ordinal
    /// of one value, a date inside a year that is asked for.
    pub fn is_met_by(&self, stated: &Self) -> bool {
        match (self, stated) {
            (Self::Time(asked), Self::Time(stated)) => {
                asked == stated
                    || DateKey::parse(asked).is_ok_and(|key| key.accepts(stated))
                    // Each end of a span, and the year of a date, stands in the text, too.
                    || within(stated, asked)
            }
            (Self::Number { .. }, Self::Number { .. }) => {
                self.accepts(stated) || stated.accepts(self)
            }
            (Self::Ordinal(asked), Self::Ordinal(stated)) => asked == stated,
            // The seventieth anniversary comes after 70 years.
            (Self::Ordinal(n), Self::Number { value, unit })
            | (Self::Number { value, unit }, Self::Ordinal(n)) => {
                let bare = unit.as_deref().is_none_or(|unit| unit.starts_with("year"));
                bare && *value == Exact::from_integer((*n).into())
            }
            (Self::Name(asked), Self::Name(stated)) => asked == stated,
            _ => false,
        }
    }

    fn accepts(&self, other: &Self) -> bool {
        let (
            Self::Number { value, unit },
            Self::Number {
                value: given,
                unit: other,
            },
        ) = (self, other)
        else {
            return false;
        };
        if value == given && (unit.is_none() || other.is_none()) {
            return true;
        }
        NumberKey::new(&show(value), None, None, unit.clone(), false).is_ok_and(|key| {
            let unit = other.as_deref().unwrap_or("");
            key.accepts(&format!("{} {unit}", show(given)))
        })
    }
}

/// Whether a date is an end of a span, or the year or month of a date.
fn within(stated: &str, asked: &str) -> bool {
    stated.split('/').any(|end| {
        end == asked
            || end
                .strip_prefix(asked)
                .is_some_and(|rest| rest.starts_with('-') && asked.len() >= 4)
    })
}

/// Gives every fact the number of the distinct fact it is a mention of; says how many there are.
pub(super) fn number_distinct(facts: &mut [Fact]) -> usize {
    let mut ids: HashMap<String, usize> = HashMap::new();
    for fact in facts {
        let next = ids.len();
        fact.id = *ids.entry(key(fact)).or_insert(next);
    }
    ids.len()
}

/// What mentions of one fact share.
fn key(fact: &Fact) -> String {
    match &fact.value {
        Value::Time(text) => format!("t{text}"),
        Value::Name(text) => format!("n{text}"),
        // Three tests here and three leaders there are two facts.
        Value::Number { value, unit } => format!(
            "{} {} {}",
            fact.paragraph,
            value,
            unit.as_deref().unwrap_or("").trim_end_matches('s')
        ),
        Value::Ordinal(n) => format!("o{n} {}", last_word(fact)),
    }
}

fn last_word(fact: &Fact) -> String {
    debug_assert!(fact.kind == Kind::Ordinal);
    fact.text.rsplit(' ').next().unwrap_or("").to_lowercase()
}
