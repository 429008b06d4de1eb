//! Other programs' files: bytes in, data out. One row of a table for each format.
//!
//! A file is read at two levels: it is not of its format at all, or single rows of it cannot be
//! used; a bad row never takes the others with it.

pub mod reviews;

use crate::review::Rating;

/// A format that can be read.
pub struct Format {
    /// Its name in messages.
    pub name: &'static str,
    /// The ending of its files, without the dot.
    pub ending: &'static str,
    /// Reads it.
    pub read: fn(&[u8]) -> Result<Imported, NotThis>,
}

/// All formats.
pub const FORMATS: &[Format] = &[reviews::FORMAT];

/// The format of a file with this ending.
pub fn of_ending(ending: &str) -> Option<&'static Format> {
    let fits = |format: &&Format| format.ending.eq_ignore_ascii_case(ending);
    FORMATS.iter().find(fits)
}

/// What a file holds, and which of its rows cannot be used.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// Answers, in the order of the file.
    pub answers: Vec<Answer>,
    /// What is wrong with the other rows.
    pub faults: Vec<RowFault>,
}

/// One answer of a log that another program kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The card, as the file names it.
    pub card: String,
    /// When, in milliseconds since 1970 in UTC.
    pub at: i64,
    /// How well it was known.
    pub rating: Rating,
    /// From question to answer, in milliseconds; 0 where that is not known.
    pub took_ms: u32,
    /// The file's other columns: name and value, as they are.
    pub others: Vec<(String, String)>,
}

/// A row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Its line in the file, from 1.
    pub line: u64,
    /// What was found, and what would do.
    pub message: String,
}

/// A file that is not of its format: what was found, and what would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotThis(pub String);

impl std::fmt::Display for NotThis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotThis {}
