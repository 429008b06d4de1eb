//! Attempts as they are kept: events that are only ever added, and what they come to.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ask::Reply;
use crate::mark::Verdict;
use crate::review::CardId;

/// What a test was set as.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// Its decks, as they were when it began.
    pub decks: Vec<DeckRef>,
    /// What the questions were drawn and shuffled with.
    pub seed: u64,
    /// The questions, in the order of the paper.
    pub questions: Vec<Drawn>,
    /// The time for all of it, in milliseconds; none without a limit.
    pub limit_ms: Option<i64>,
    /// The score from which on it is passed, 0 to 1; none where nobody asks.
    pub pass: Option<f64>,
    /// Only cards with one of these tags were drawn; all where there are none.
    pub tags: Vec<String>,
    /// Who takes it, as they wrote their name; none for the learner at home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A deck of a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeckRef {
    /// Its id.
    pub id: String,
    /// The digest of its text: hexadecimal BLAKE3.
    pub digest: String,
}

/// A question of a test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Drawn {
    /// The card.
    pub card: CardId,
    /// For each option shown, its place in the question.
    pub order: Vec<usize>,
    /// The recall that was predicted when the test began, 0 to 1; none for a card never studied.
    pub predicted: Option<f64>,
}

/// An answer, and its mark.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// The reply, positions in the question's own order.
    pub reply: Reply,
    /// Its verdict.
    pub verdict: Verdict,
    /// Its score, 0 to 1.
    pub score: f64,
    /// The stable code of the reason.
    pub reason: String,
    /// How long was thought about it in all, in milliseconds.
    pub took_ms: u32,
}

/// Why an attempt is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It was handed in.
    HandedIn,
    /// Its time was over.
    Time,
    /// Another one was begun in its place.
    GivenUp,
}

impl Why {
    /// The stable word in output and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::HandedIn => "handed-in",
            Self::Time => "time",
            Self::GivenUp => "given-up",
        }
    }
}

/// What happened in an attempt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Action {
    /// It began.
    Begin {
        /// With these questions, on these terms.
        terms: Terms,
    },
    /// A question was answered, perhaps once more.
    Answer {
        /// Its place on the paper, from 0.
        at: usize,
        /// The answer.
        given: Given,
        /// The milliseconds since the beginning.
        elapsed_ms: i64,
    },
    /// It is over.
    Close {
        /// Why.
        why: Why,
        /// The milliseconds since the beginning.
        elapsed_ms: i64,
    },
}

/// An event of an attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its own id.
    pub id: Uuid,
    /// The attempt: the id of the event that began it.
    pub attempt: Uuid,
    /// When, in milliseconds since 1970, UTC.
    pub at: i64,
    /// What happened.
    pub action: Action,
}

/// An attempt, as its events tell it.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Its id.
    pub id: Uuid,
    /// When it began, in milliseconds since 1970, UTC.
    pub begun_at: i64,
    /// What it was set as.
    pub terms: Terms,
    /// The last answer to each question, by its place on the paper.
    pub answers: BTreeMap<usize, Given>,
    /// The milliseconds that its last event saw gone.
    pub elapsed_ms: i64,
    /// Why it is over; none while it is not.
    pub closed: Option<Why>,
    /// When it was closed, in milliseconds since 1970, UTC.
    pub closed_at: Option<i64>,
}

/// The attempts of these events, in the order in which they began. What comes after the close of
/// an attempt does not count, nor does what has no beginning.
pub fn kept(events: impl IntoIterator<Item = Event>) -> Vec<Kept> {
    let mut events: Vec<Event> = events.into_iter().collect();
    events.sort_by_key(|event| event.id);
    let mut found: Vec<Kept> = Vec::new();
    for event in events {
        let Event {
            attempt,
            at,
            action,
            ..
        } = event;
        let known = found.iter_mut().rev().find(|kept| kept.id == attempt);
        match (known, action) {
            (None, Action::Begin { terms }) => found.push(Kept {
                id: attempt,
                begun_at: at,
                terms,
                answers: BTreeMap::new(),
                elapsed_ms: 0,
                closed: None,
                closed_at: None,
            }),
            (
                Some(kept),
                Action::Answer {
                    at,
                    given,
                    elapsed_ms,
                },
            ) if kept.closed.is_none() => {
                kept.answers.insert(at, given);
                kept.elapsed_ms = kept.elapsed_ms.max(elapsed_ms);
            }
            (Some(kept), Action::Close { why, elapsed_ms }) if kept.closed.is_none() => {
                kept.closed = Some(why);
                kept.closed_at = Some(at);
                kept.elapsed_ms = kept.elapsed_ms.max(elapsed_ms);
            }
            _ => {}
        }
    }
    found
}

/// The attempts of the learner alone. Where tests were taken under several names at one machine
/// nobody knows whose they are, so those with a name are left out.
pub fn own(mut attempts: Vec<Kept>) -> Vec<Kept> {
    let names: BTreeSet<&str> = attempts
        .iter()
        .filter_map(|kept| kept.terms.name.as_deref())
        .collect();
    if names.len() > 1 {
        attempts.retain(|kept| kept.terms.name.is_none());
    }
    attempts
}
