//! The pure core of `retain`: decks, questions, marking, scheduling, statistics.
//!
//! Nothing here touches a file, a terminal, a clock, the environment or a random source of
//! its own: time, days, seeded generators and bytes come in as arguments, data goes out.
//! The shell (`src/main.rs`, `src/shell/`) does the rest; `clippy.toml` keeps the wall.
#![deny(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_types)]

pub mod ask;
pub mod diagnostic;
pub mod mark;
pub mod review;
pub mod schedule;
pub mod session;
