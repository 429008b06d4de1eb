//! The state machine of a sitting: what is asked next, what a reply does, how it is undone.
//!
//! Three front ends drive it and none has logic of its own. It decides; the shell stores the
//! [`Event`] of every outcome before it shows that outcome.

mod line;
mod machine;
mod summary;

use crate::ask::{Ask, Reply};
use crate::mark::Mark;
use crate::review::{CardId, Event, Rating, Review};
use crate::schedule::Phase;

pub use machine::{Session, Settings, Shelf, Slot};
pub use summary::NEXT_DAYS;

/// What a learner does.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Answers; positions are those shown.
    Reply(Reply),
    /// Says how well a revealed card was known, or changes the rating of the last mark.
    Rate(Rating),
    /// Does not know.
    Skip,
    /// Not now: no review, the card comes later.
    Later,
    /// Asks for the hint.
    Hint,
    /// Takes the last answer back.
    Undo,
    /// Says that the last mark was wrong: `true` for "I was right".
    Override(bool),
    /// Keeps a card out of all sittings: the open one, or the one marked last.
    Suspend {
        /// The card marked last.
        last: bool,
    },
    /// Ends the sitting.
    Quit,
}

/// How far the sitting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Cards that need no more today.
    pub finished: usize,
    /// All cards of the sitting.
    pub total: usize,
    /// How many of those that are left are new.
    pub new_left: usize,
    /// About how long the rest takes, in milliseconds.
    pub left_ms: u64,
}

/// An open question.
#[derive(Debug, Clone)]
pub struct Open {
    /// Its number in the sitting, from 1; never used twice.
    pub n: u32,
    /// What is asked.
    pub card: CardId,
    /// The deck's title.
    pub deck_title: String,
    /// The question's kind.
    pub kind: &'static str,
    /// Prompt and shape, options in the order shown.
    pub ask: Ask,
    /// The reply that would be right, positions as shown.
    pub key: Reply,
    /// Where the card stands.
    pub phase: Phase,
    /// The card's tags.
    pub tags: Vec<String>,
    /// The hint, if the card has one.
    pub hint: Option<String>,
    /// Whether the hint has been asked for.
    pub hinted: bool,
    /// Whether it is asked in a test, where nothing is given away and nothing is put off.
    pub in_test: bool,
    /// How far the sitting is.
    pub progress: Progress,
}

/// One rating and what would follow from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// The rating.
    pub rating: Rating,
    /// Days until the card comes back, 0 for again in this sitting; none in practice.
    pub days: Option<i32>,
}

/// What is to be done next.
#[derive(Debug, Clone)]
pub enum Step {
    /// A question is open.
    Ask(Open),
    /// The answer has been shown; a rating is wanted.
    Rate {
        /// The question.
        open: Open,
        /// Its answer.
        answer: String,
        /// What each rating would do.
        choices: [Choice; 4],
    },
    /// Nothing is left, or the time is up.
    Done(Summary),
}

/// A marked answer.
#[derive(Debug, Clone)]
pub struct Marked {
    /// The number of the question.
    pub n: u32,
    /// The row for the log, as it was first written.
    pub review: Review,
    /// What marking said; after an override, with the final verdict and score.
    pub mark: Mark,
    /// The final rating.
    pub rating: Rating,
    /// The question as it was asked, to show the options again.
    pub ask: Ask,
    /// What the learner replied, positions as shown; none for a skipped question.
    pub reply: Option<Reply>,
    /// The reply that would have been right, positions as shown.
    pub key: Reply,
    /// The right answer in words.
    pub answer: String,
    /// Why it is so.
    pub explanation: Option<String>,
    /// Where the text says it: `Title, paragraph 3`.
    pub source: Option<String>,
    /// The local day on which it is due.
    pub due_day: i32,
    /// Days until then; 0 for again in this sitting.
    pub days: i32,
    /// Where the card stands now.
    pub phase: Phase,
    /// Whether it will be asked again in this sitting.
    pub again_now: bool,
    /// Where it will be asked again in this sitting: the local day on which it comes back if it
    /// is known then; give or take a day where the interval is long.
    pub then_day: Option<i32>,
    /// Whether it is practice, which leaves the memory of the card and its due day as they were.
    pub practice: bool,
    /// How many answers to the card counted before this one.
    pub reviews_before: u32,
}

/// What an action did.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The answer, before the rating.
    Revealed {
        /// The number of the question.
        n: u32,
        /// What was asked.
        card: CardId,
        /// The answer.
        answer: String,
    },
    /// The hint.
    Hint {
        /// The number of the question.
        n: u32,
        /// The hint.
        hint: String,
    },
    /// A review: to be stored, then shown.
    Marked(Box<Marked>),
    /// The last review with another verdict or rating: to be stored, then shown.
    Amended(Box<Marked>, Event),
    /// The last review is taken back: to be stored, then shown.
    Undone {
        /// The number the question had.
        n: u32,
        /// The card.
        card: CardId,
        /// For the log.
        event: Event,
    },
    /// The open card comes later.
    PutOff {
        /// The number of the question.
        n: u32,
        /// The card.
        card: CardId,
    },
    /// A card is out of this and all sittings: to be stored, then shown.
    Suspended {
        /// The card.
        card: CardId,
        /// For the log.
        event: Event,
    },
    /// The action does not fit; nothing has changed.
    Refused(String),
    /// The learner wants to stop.
    Quit,
}

/// What a sitting came to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Summary {
    /// Answers given.
    pub asked: usize,
    /// Of those, right.
    pub correct: usize,
    /// Of those, right but for a slip.
    pub almost: usize,
    /// Of those, right in part.
    pub partial: usize,
    /// Of those, wrong.
    pub wrong: usize,
    /// Mean score, 0 to 1; none without answers.
    pub score: Option<f64>,
    /// Cards missed in this sitting and known at its end.
    pub relearned: usize,
    /// Cards still to be learned: they open the next sitting.
    pub unfinished: usize,
    /// Cards seen for the first time.
    pub new: usize,
    /// Cards that are now known for a week or more and were not before.
    pub known_for_a_week: usize,
    /// The card missed most often, with its question and the number of its misses.
    pub hardest: Option<(CardId, String, u32)>,
    /// Cards of the sitting that are leeches, with their lapses, most lapses first.
    pub leeches: Vec<(CardId, u32)>,
    /// Milliseconds of answering.
    pub took_ms: u64,
    /// Whether the answers were practice.
    pub practice: bool,
    /// Whether the sitting ended because its minutes were over.
    pub time_up: bool,
    /// The days on which cards of these decks are due next, with how many: the first few. The
    /// first is today where cards are left that are due.
    pub next_due: Vec<(i32, usize)>,
}
