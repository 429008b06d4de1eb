//! The predicted score of an exam.

use serde::{Deserialize, Serialize};

use super::learner::Learner;

/// A predicted score with its 90 % interval, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// The expected score.
    pub score: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Model error that no answer of the learner's takes away, in logits.
const STUBBORN: f64 = 0.2;

/// A prediction from the expected share known and the slope of it against a shift in logits.
pub fn predict(
    learner: &Learner,
    known: f64,
    slope: f64,
    questions: usize,
    guess: f64,
) -> Prediction {
    let score = known + (1.0 - known) * guess;
    let questions = questions.max(1) as f64;
    let drawn = score * (1.0 - score) / questions;
    let model =
        (slope * (1.0 - guess)).powi(2) * (learner.doubt * learner.doubt + STUBBORN * STUBBORN);
    // 1.645: the 95th percentile of the normal; half a question for the steps of a real score.
    let reach = 1.645 * (drawn + model).sqrt() + 0.5 / questions;
    Prediction {
        score,
        low: (score - reach).max(0.0),
        high: (score + reach).min(1.0),
    }
}
