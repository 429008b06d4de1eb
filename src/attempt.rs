//! A test: fixed questions, answered in any order within a time, marked at the end. One taking of
//! a test is an attempt, and this is its state machine.
//!
//! It decides; the shell stores the [`record::Action`] of every outcome before it shows anything.
//! What was stored makes the same attempt again, wherever it broke off.

pub mod draw;
pub mod feed;
pub mod paper;
pub mod pool;
pub mod record;
pub mod score;

use crate::ask::Reply;
use paper::{Paper, Question};
use record::{Action, Given, Terms, Why};

/// One taking of a test.
#[derive(Debug, Clone)]
pub struct Attempt {
    paper: Paper,
    terms: Terms,
    begun_at: i64,
    given: Vec<Option<Given>>,
    /// The question that is open; as many as there are for the look back at the end.
    at: usize,
    elapsed_ms: i64,
    closed: Option<Why>,
}

/// What is to be done now.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// A question is open.
    Ask {
        /// Its place on the paper, from 0.
        at: usize,
        /// What has been answered to it, positions as shown.
        given: Option<Reply>,
    },
    /// All questions have been seen: hand in, or go back to one.
    LookBack {
        /// The places of the questions without an answer, from 0.
        open: Vec<usize>,
    },
    /// It is over.
    Closed(Why),
}

/// What the learner does.
#[derive(Debug, Clone, PartialEq)]
pub enum Move {
    /// Answers the open question; positions are those shown.
    Answer(Reply),
    /// Goes to the next question, whether this one has an answer or not.
    Next,
    /// Goes to the question before.
    Back,
    /// Goes to a question by its number, from 1.
    Go(usize),
    /// Hands in.
    HandIn,
    /// Stays: only the time goes on.
    Stay,
}

/// What a move did.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// To be stored before the next step is shown.
    Keep(Action),
    /// Nothing to be stored.
    Moved,
    /// The move does not fit; nothing has changed.
    Refused(String),
}

impl Attempt {
    /// The attempt that these events come to, at that time: milliseconds since 1970, UTC.
    ///
    /// It goes on with the first question that has no answer.
    pub fn new(paper: Paper, kept: &record::Kept, now: i64) -> Self {
        let mut given = vec![None; paper.questions.len()];
        for (at, answer) in &kept.answers {
            if let Some(place) = given.get_mut(*at) {
                *place = Some(answer.clone());
            }
        }
        let at = given
            .iter()
            .position(Option::is_none)
            .unwrap_or(given.len());
        let mut attempt = Self {
            paper,
            terms: kept.terms.clone(),
            begun_at: kept.begun_at,
            given,
            at,
            elapsed_ms: kept.elapsed_ms,
            closed: kept.closed,
        };
        attempt.pass(now, 0);
        attempt
    }

    /// The paper.
    pub fn paper(&self) -> &Paper {
        &self.paper
    }

    /// What it was set as.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The answers, by the places of the questions; none where there is none.
    pub fn given(&self) -> &[Option<Given>] {
        &self.given
    }

    /// How many questions have an answer.
    pub fn answered(&self) -> usize {
        self.given.iter().flatten().count()
    }

    /// The milliseconds that are gone since it began.
    pub fn elapsed_ms(&self) -> i64 {
        self.elapsed_ms
    }

    /// The milliseconds that are left; none without a limit.
    pub fn left_ms(&self) -> Option<i64> {
        let limit = self.terms.limit_ms?;
        Some(limit.saturating_sub(self.elapsed_ms).max(0))
    }

    /// What is to be done now.
    pub fn step(&self) -> Step {
        if let Some(why) = self.closed {
            return Step::Closed(why);
        }
        match self.given.get(self.at) {
            Some(given) => Step::Ask {
                at: self.at,
                given: given
                    .as_ref()
                    .map(|given| self.paper.questions[self.at].shown(&given.reply)),
            },
            None => Step::LookBack {
                open: self
                    .given
                    .iter()
                    .enumerate()
                    .filter(|(_, given)| given.is_none())
                    .map(|(at, _)| at)
                    .collect(),
            },
        }
    }

    /// Does what the learner wants. `now` is in milliseconds since 1970, UTC; `took_ms` is how
    /// long it took by a clock that cannot be set, so that a clock set back gives no time.
    ///
    /// What comes after the time is over does not count, and closes the attempt.
    pub fn act(&mut self, wanted: Move, now: i64, took_ms: u32) -> Outcome {
        if self.closed.is_some() {
            return Outcome::Refused("the test is over".to_owned());
        }
        self.pass(now, took_ms);
        if self.left_ms() == Some(0) {
            return self.close(Why::Time);
        }
        match wanted {
            Move::Answer(reply) => self.answer(&reply, took_ms),
            Move::Next => {
                self.at = (self.at + 1).min(self.given.len());
                Outcome::Moved
            }
            Move::Back if self.at == 0 => Outcome::Refused("this is the first question".to_owned()),
            Move::Back => {
                self.at -= 1;
                Outcome::Moved
            }
            Move::Go(n) => match n.checked_sub(1).filter(|at| *at < self.given.len()) {
                Some(at) => {
                    self.at = at;
                    Outcome::Moved
                }
                None => Outcome::Refused(format!(
                    "there is no question {n}; 1 to {} would do",
                    self.given.len()
                )),
            },
            Move::HandIn => self.close(Why::HandedIn),
            Move::Stay => Outcome::Moved,
        }
    }

    /// Closes it if its time is over by now.
    pub fn close_in_time(&mut self, now: i64, took_ms: u32) -> Option<Action> {
        self.pass(now, took_ms);
        if self.closed.is_some() || self.left_ms() != Some(0) {
            return None;
        }
        match self.close(Why::Time) {
            Outcome::Keep(action) => Some(action),
            Outcome::Moved | Outcome::Refused(_) => None,
        }
    }

    fn answer(&mut self, reply: &Reply, took_ms: u32) -> Outcome {
        let Some(question) = self.paper.questions.get(self.at) else {
            return Outcome::Refused(
                "no question is open; go back to one by its number, or hand in".to_owned(),
            );
        };
        if let Err(misfit) = reply.fits(&question.ask.shape) {
            return Outcome::Refused(misfit.0);
        }
        let own = question.own(reply);
        let mark = self.paper.mark(question, &own);
        let before = self.given[self.at]
            .as_ref()
            .map_or(0, |given| given.took_ms);
        let given = Given {
            reply: own,
            verdict: mark.verdict,
            score: mark.score,
            reason: mark.reason.code().to_owned(),
            took_ms: before.saturating_add(took_ms),
        };
        let action = Action::Answer {
            at: self.at,
            given: given.clone(),
            elapsed_ms: self.elapsed_ms,
        };
        self.given[self.at] = Some(given);
        self.at += 1;
        Outcome::Keep(action)
    }

    fn close(&mut self, why: Why) -> Outcome {
        self.closed = Some(why);
        Outcome::Keep(Action::Close {
            why,
            elapsed_ms: self.elapsed_ms,
        })
    }

    /// Time goes on with whichever clock is ahead: the one on the wall, or what was measured.
    fn pass(&mut self, now: i64, took_ms: u32) {
        let by_the_wall = now.saturating_sub(self.begun_at);
        let measured = self.elapsed_ms.saturating_add(i64::from(took_ms));
        self.elapsed_ms = measured.max(by_the_wall);
    }

    /// The question at a place.
    pub fn question(&self, at: usize) -> Option<&Question> {
        self.paper.questions.get(at)
    }
}

#[cfg(test)]
mod tests;
