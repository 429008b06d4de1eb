//! The pure core of `retain`: decks, questions, marking, scheduling, statistics.
//!
//! Nothing here touches a file, a terminal, a clock, the environment or a random source of
//! its own: time, days, seeded generators and bytes come in as arguments, data goes out.
//! The shell (`src/main.rs`, `src/shell/`) does the rest; `clippy.toml` keeps the wall.
#![deny(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_types)]

pub mod ask;
pub mod attempt;
pub mod backlog;
pub mod backup;
pub mod clean;
pub mod day;
pub mod deck;
pub mod diagnostic;
pub mod draft;
pub mod evaluate;
pub mod explain;
pub mod format;
pub mod identity;
pub mod leech;
pub mod lint;
pub mod mark;
pub mod markdown;
pub mod message;
pub mod nearest;
pub mod opposites;
pub mod packed;
pub mod page;
pub mod plan;
pub mod print;
pub mod question;
pub mod queue;
pub mod report;
pub mod results;
pub mod review;
pub mod schedule;
pub mod schema;
pub mod session;
pub mod settings;
pub mod sheet;
pub mod source;
pub mod stats;
