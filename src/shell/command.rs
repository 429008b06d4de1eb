//! The commands, one small file for each.

pub mod add;
pub mod check;
pub mod config;
pub mod coverage;
pub mod decks;
pub mod doctor;
pub mod draft;
pub mod evaluate;
pub mod explain;
pub mod import;
pub mod init;
pub mod learners;
pub mod new;
pub mod optimize;
pub mod orphans;
pub mod plan;
pub mod preview;
pub mod print;
pub mod report;
pub mod results;
pub mod schema;
pub mod stats;
pub mod study;
pub mod suspend;
pub mod test;
pub mod today;
pub mod try_card;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It did what was asked for.
    Done,
    /// What was asked for does not hold.
    DoesNotHold,
}
