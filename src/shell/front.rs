//! What a sitting needs of a front end; there are three, and none has logic of its own.

pub mod json;
pub mod plain;
pub mod rehearsal;
pub mod terminal;
pub mod test;
pub mod word;

use std::io;

use retain::session::{Action, Marked, Outcome, Step, Summary};

/// What is said at the beginning.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// The ids of the decks.
    pub decks: Vec<String>,
    /// How many cards are due.
    pub due: usize,
    /// How many new cards are asked.
    pub new: usize,
    /// Whether it is practice, where due days do not matter.
    pub practice: bool,
    /// About how long it takes, in milliseconds.
    pub minutes_ms: u64,
    /// Whether the learner has been told these numbers just now.
    pub said: bool,
    /// What else is to be known, such as cards that were left out.
    pub notes: Vec<String>,
}

/// What came from the learner.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// What is to be done.
    pub action: Action,
    /// How long it took, in milliseconds; none to have it measured.
    pub took_ms: Option<u32>,
}

/// What the learner wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    /// Something that the sitting does.
    Do(Input),
    /// The next question; what passed until now was spent on the last one.
    GoOn,
    /// The deck in an editor, at the open card, or at the one marked last.
    Edit {
        /// The card marked last.
        last: bool,
    },
}

impl From<Action> for Wish {
    fn from(action: Action) -> Self {
        Self::Do(Input {
            action,
            took_ms: None,
        })
    }
}

/// Why an answer is not stored.
pub const NOT_COUNTED: &str =
    "answered in another sitting meanwhile; this answer is not counted twice";

/// A front end. An error of its output ends the sitting; everything answered is saved then.
pub trait Front {
    /// Begins.
    fn start(&mut self, start: &Start) -> io::Result<()>;
    /// Shows the step, if it is not shown yet, and waits.
    fn next(&mut self, step: &Step) -> io::Result<Wish>;
    /// Shows what an action did.
    fn show(&mut self, outcome: &Outcome, today: i32) -> io::Result<()>;
    /// Tells that an answer is not stored, since the card was answered in another sitting after
    /// it had been asked here.
    fn not_counted(&mut self, _: &Marked) -> io::Result<()> {
        self.say(NOT_COUNTED)
    }
    /// Says something on behalf of the program.
    fn say(&mut self, message: &str) -> io::Result<()>;
    /// Ends.
    fn end(&mut self, summary: &Summary, today: i32) -> io::Result<()>;
}
