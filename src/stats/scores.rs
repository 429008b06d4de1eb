//! The scores of tests over time.

use super::ratio::Expected;
use crate::attempt::record::{Kept, Why};
use crate::attempt::score::Points;

/// A test that is over.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// The local day on which it was closed.
    pub day: i32,
    /// The ids of its decks.
    pub decks: Vec<String>,
    /// Points of all its questions; those without an answer have none.
    pub points: Points,
    /// What was predicted for those of its questions that had been studied.
    pub predicted: Expected,
    /// Whether it was passed; none where nobody asked.
    pub passed: Option<bool>,
}

impl Score {
    /// The score of an attempt that was handed in or whose time was over; `day` gives the local
    /// day of a time.
    pub fn of(kept: &Kept, day: impl Fn(i64) -> i32) -> Option<Self> {
        if matches!(kept.closed?, Why::GivenUp) {
            return None;
        }
        let (mut points, mut predicted) = (Points::default(), Expected::default());
        for (place, question) in kept.terms.questions.iter().enumerate() {
            points.count(kept.answers.get(&place).map_or(0.0, |given| given.score));
            if let Some(recall) = question.predicted {
                predicted.count(recall);
            }
        }
        let score = points.score().unwrap_or(0.0);
        Some(Self {
            day: day(kept.closed_at.unwrap_or(kept.begun_at)),
            decks: kept
                .terms
                .decks
                .iter()
                .map(|deck| deck.id.clone())
                .collect(),
            points,
            predicted,
            // A hair below the line is on it, as in the result of the test.
            passed: kept.terms.pass.map(|pass| score >= pass - 1e-9),
        })
    }
}
