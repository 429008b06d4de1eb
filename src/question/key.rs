//! A key of a deck file: its name, which values it takes, and what is written there in words.
//!
//! The reader, "did you mean", the README and the JSON Schema all come from these rows.

/// A key of a table.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// Which values it takes.
    pub takes: Takes,
    /// What is written there.
    pub form: &'static str,
    /// Whether it has to be there.
    pub presence: Presence,
}

/// Whether a key has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It may be left out.
    May,
    /// It is an error without it.
    Must,
    /// Of all keys of the table that are marked so, exactly one.
    OneOf,
}

/// Which values a key takes, as far as their type tells.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// A string, which may be empty.
    AnyText,
    /// A string with something in it.
    Text,
    /// An id.
    Id,
    /// The name of a kind.
    KindName,
    /// `true` or `false`.
    Truth,
    /// A whole number from 1.
    Count,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A string or a number.
    Scalar,
    /// A list of at least so many strings or numbers.
    Scalars(usize),
    /// The same, or a single one.
    OneOrMore(usize),
    /// Two numbers.
    Two,
    /// A list; an inner list is one item.
    Groups,
    /// A list of lists of two.
    Pairs,
    /// A string, a number or a date.
    Moment,
    /// A place in a source, or a list of them.
    Places,
    /// A table with these keys.
    Table(&'static [Key]),
    /// Tables with these keys, each with a name of its own.
    Named(&'static [Key]),
    /// The list of the cards.
    Cards,
}

impl Key {
    /// A key that may be left out.
    pub const fn new(name: &'static str, takes: Takes, form: &'static str) -> Self {
        Self {
            name,
            takes,
            form,
            presence: Presence::May,
        }
    }

    /// The same, as one that has to be there.
    #[must_use]
    pub const fn must(self) -> Self {
        Self {
            presence: Presence::Must,
            ..self
        }
    }

    /// The same, as one of several of which one has to be there.
    #[must_use]
    pub const fn one_of(self) -> Self {
        Self {
            presence: Presence::OneOf,
            ..self
        }
    }
}
