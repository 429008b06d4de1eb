//! What makes a card one of a kind that it does not name: data, so that the reader and the JSON
//! Schema recognise a kind by the same rule.

use toml::de::DeValue;

use crate::deck::fields::Fields;

/// What has to be written.
#[derive(Debug, Clone, Copy)]
pub enum Sign {
    /// Nothing is enough: the kind has to be named.
    Never,
    /// One of these keys.
    Has(&'static [&'static str]),
    /// An `answer` of this type.
    Answer(Type),
    /// All of these.
    All(&'static [Sign]),
    /// One of these.
    Any(&'static [Sign]),
    /// Not this.
    Not(&'static Sign),
}

/// The type of an `answer`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// A string.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Truth,
    /// A date without quotes.
    Date,
    /// A list.
    List,
}

impl Sign {
    /// Whether it is written.
    pub fn is_written(&self, fields: &Fields<'_, '_>) -> bool {
        match self {
            Self::Never => false,
            Self::Has(keys) => keys.iter().any(|key| fields.has(key)),
            Self::Answer(of) => fields.peek("answer").and_then(type_of) == Some(*of),
            Self::All(signs) => signs.iter().all(|sign| sign.is_written(fields)),
            Self::Any(signs) => signs.iter().any(|sign| sign.is_written(fields)),
            Self::Not(sign) => !sign.is_written(fields),
        }
    }
}

fn type_of(value: &DeValue<'_>) -> Option<Type> {
    match value {
        DeValue::String(_) => Some(Type::Text),
        DeValue::Integer(_) | DeValue::Float(_) => Some(Type::Number),
        DeValue::Boolean(_) => Some(Type::Truth),
        DeValue::Datetime(_) => Some(Type::Date),
        DeValue::Array(_) => Some(Type::List),
        DeValue::Table(_) => None,
    }
}
