//! The program as its users meet it: run as a process, with files, pipes and a terminal.
//! One test program, so that it is linked once.
#![allow(
    clippy::unwrap_used,
    reason = "in a test of the program a surprise is a failure"
)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the tests stand outside of the wall: they make files, start processes and wait"
)]

mod add;
mod agreement;
mod backlog;
mod bad_input;
mod balance;
mod browser;
mod check;
mod class;
mod clock;
mod coverage;
mod cram;
mod crash;
mod decks;
mod draft;
mod durable;
mod edits;
mod help;
mod house;
mod json;
mod kills;
mod learners;
mod leeches;
mod logs;
mod machine;
mod mend;
mod new;
mod plan_advice;
mod plans;
mod preview;
mod print;
mod readme;
mod report;
mod rescue;
mod schema;
mod sittings;
mod stats;
mod talk;
mod terminal;
mod tests;
mod trace;
