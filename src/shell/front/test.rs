//! What a test needs of a front end: questions in any order, nothing of marks until the end.

pub mod json;
pub mod plain;

use std::io;

use retain::attempt::record::Why;
use retain::attempt::score::Result as Score;
use retain::attempt::{Attempt, Move, Step};
use retain::schedule::Phase;
use retain::session::{Open, Progress};

use crate::shell::render::attempt as render;

/// From how much time on it is warned, in milliseconds: the largest that is a quarter of the whole
/// at most, and every smaller one.
const WARNINGS_MS: [i64; 4] = [600_000, 300_000, 120_000, 60_000];

/// What came from the learner.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// A move, with how long it took in milliseconds; none to have it measured.
    Do(Move, Option<u32>),
    /// The test goes on another time, within its time.
    Leave,
}

impl From<Move> for Wanted {
    fn from(wanted: Move) -> Self {
        Self::Do(wanted, None)
    }
}

/// What is said at the beginning.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// The id of the attempt.
    pub id: String,
    /// What else is to be known.
    pub notes: Vec<String>,
    /// Whether it goes on with what was begun before.
    pub goes_on: bool,
}

/// What stands beside the result.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// The score of the last test of the same decks, 0 to 1, with the local day.
    pub last: Option<(f64, i32)>,
    /// Today.
    pub today: i32,
}

/// A front end of a test. An error of its output ends the program; everything answered is kept.
pub trait Face {
    /// Begins.
    fn begin(&mut self, attempt: &Attempt, start: &Start) -> io::Result<()>;
    /// Shows the step, if it is not shown yet, and waits.
    fn next(&mut self, attempt: &Attempt) -> io::Result<Wanted>;
    /// An answer to the question at this place is on the disk.
    fn kept(&mut self, attempt: &Attempt, at: usize) -> io::Result<()>;
    /// Says something on behalf of the program.
    fn say(&mut self, message: &str) -> io::Result<()>;
    /// The move does not fit.
    fn refuse(&mut self, message: &str) -> io::Result<()> {
        self.say(message)
    }
    /// Shows the result, and what was asked with the right answers.
    fn close(
        &mut self,
        attempt: &Attempt,
        why: Why,
        score: &Score,
        beside: &Beside,
    ) -> io::Result<()>;
}

/// The open question, as the prompts of a sitting take it.
pub fn open(attempt: &Attempt) -> Option<Open> {
    let Step::Ask { at, .. } = attempt.step() else {
        return None;
    };
    let question = attempt.question(at)?;
    Some(Open {
        n: u32::try_from(at + 1).unwrap_or(u32::MAX),
        card: question.card.clone(),
        deck_title: question.deck_title.clone(),
        kind: question.kind,
        ask: question.ask.clone(),
        key: question.key.clone(),
        phase: Phase::New,
        // A tag could be a cue.
        tags: Vec::new(),
        hint: None,
        hinted: false,
        in_test: true,
        progress: Progress {
            finished: at,
            total: attempt.paper().questions.len(),
            new_left: 0,
            left_ms: attempt.left_ms().unwrap_or(0).unsigned_abs(),
        },
    })
}

/// What is said of the time at a prompt that stays open, with how many milliseconds from now on it
/// is time for it; the first one first.
pub fn warnings(attempt: &Attempt) -> Vec<(i64, String)> {
    let (Some(left), Some(limit)) = (attempt.left_ms(), attempt.terms().limit_ms) else {
        return Vec::new();
    };
    let coming = WARNINGS_MS.iter();
    coming
        .filter(|warning| **warning <= limit / 4 && **warning < left)
        .map(|warning| (left - warning, remains(*warning)))
        .collect()
}

fn remains(ms: i64) -> String {
    format!("{} left", render::time(ms))
}

/// When it was last said how much time is left.
#[derive(Debug, Clone, Copy, Default)]
pub struct Warned {
    /// The milliseconds of the warning that was given last.
    at_ms: Option<i64>,
}

impl Warned {
    /// What is to be said of the time that is left, if that has become little since.
    pub fn due(&mut self, attempt: &Attempt) -> Option<String> {
        let (left, limit) = (attempt.left_ms()?, attempt.terms().limit_ms?);
        let passed = |warning: &&i64| **warning <= limit / 4 && left <= **warning;
        let warning = *WARNINGS_MS.iter().rfind(passed)?;
        if self.at_ms.is_some_and(|at| at <= warning) {
            return None;
        }
        self.at_ms = Some(warning);
        Some(remains(left))
    }
}
