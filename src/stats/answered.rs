//! What was answered of a card, a topic or all: a fold over answers.

use super::Answer;
use super::ratio::{Expected, Ratio};
use crate::review::Rating;

/// What was answered of a group of cards.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Answered {
    /// Answers.
    pub answers: u64,
    /// Right or almost, of all answers.
    pub right: Ratio,
    /// True retention: known, of the first answers of a day to cards seen on an earlier day.
    pub retention: Ratio,
    /// The recall that was predicted for those, where it was.
    pub predicted: Expected,
    /// Milliseconds of answering.
    pub took_ms: u64,
}

impl Answered {
    /// Counts one answer; `due` says whether it is the first of a day to a card seen before.
    pub(super) fn count(&mut self, answer: &Answer, due: bool) {
        self.answers += 1;
        self.right.count(answer.is_right());
        self.took_ms += u64::from(answer.took_ms);
        if due {
            self.retention.count(answer.rating != Rating::Again);
            if let Some(predicted) = answer.predicted {
                self.predicted.count(predicted);
            }
        }
    }

    /// Takes what was answered of other cards in.
    pub fn add(&mut self, other: &Self) {
        self.answers += other.answers;
        self.right.add(other.right);
        self.retention.add(other.retention);
        self.predicted.add(other.predicted);
        self.took_ms += other.took_ms;
    }
}
