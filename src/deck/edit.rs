//! Changes of a deck's text: from the text of a file to another text.
//!
//! Texts are spliced at places that the reader found, so that every byte that is not meant stays
//! as it is: comments, order, line breaks, a byte order mark. The result is read again, and a
//! change that took anything else with it is not made.

mod append;
mod ids;
mod mend;
mod splice;
mod write;

pub use super::quote::string;
pub use append::{Appended, append};
pub use mend::{Found, mend};
pub use write::{Value, card_text};

use std::ops::Range;

/// A text that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The new text.
    pub text: String,
    /// What was changed, in the order of the text; places are bytes of the new text.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where it is in the new text.
    pub place: Range<usize>,
    /// The stable name of the finding that is mended; [`MISSING_ID`] for an id.
    pub code: &'static str,
    /// What was done, in one lower-case line.
    pub message: String,
}

/// The name of the finding that a card has no id.
pub const MISSING_ID: &str = "missing-id";

/// A text without its byte order mark, and the mark.
pub fn split_mark(text: &str) -> (&str, &str) {
    let without = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.split_at(text.len() - without.len())
}
