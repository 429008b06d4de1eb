//! FSRS-6 with one set of parameters, as a predictor.

use fsrs::{DEFAULT_PARAMETERS, FSRS, FSRSItem, FSRSReview, MemoryState, current_retrievability};

use serde::{Deserialize, Serialize};

use super::ScheduleError;
use crate::review::Rating;

/// How many parameters the model has.
const COUNT: usize = 21;

/// The parameters of FSRS-6, which the model takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<f32>")]
pub struct Parameters(Vec<f32>);

impl TryFrom<Vec<f32>> for Parameters {
    type Error = ScheduleError;

    fn try_from(parameters: Vec<f32>) -> Result<Self, ScheduleError> {
        Self::new(&parameters)
    }
}

impl Parameters {
    /// These parameters.
    ///
    /// # Errors
    /// When they are not 21 finite numbers with a decay over 0.
    pub fn new(parameters: &[f32]) -> Result<Self, ScheduleError> {
        let decay_ok = parameters.get(20).is_some_and(|decay| *decay > 0.0);
        if parameters.len() != COUNT || !decay_ok || parameters.iter().any(|p| !p.is_finite()) {
            return Err(ScheduleError::Parameters);
        }
        Ok(Self(parameters.to_vec()))
    }

    /// As numbers.
    pub fn as_slice(&self) -> &[f32] {
        &self.0
    }
}

impl Default for Parameters {
    fn default() -> Self {
        Self(DEFAULT_PARAMETERS.to_vec())
    }
}

/// What a kernel knows of a card.
pub(super) type State = MemoryState;

/// The model with its parameters.
#[derive(Debug, Clone)]
pub(super) struct Kernel {
    model: FSRS,
    decay: f32,
}

impl Kernel {
    pub(super) fn new(parameters: &Parameters) -> Self {
        // The only numbers that the model refuses are not finite, and `Parameters` are.
        let model = FSRS::new(parameters.as_slice()).unwrap_or_default();
        Self {
            model,
            decay: parameters.0[COUNT - 1],
        }
    }

    /// The state after an answer.
    pub(super) fn next(&self, state: Option<State>, elapsed: u32, rating: Rating) -> State {
        let review = FSRSReview {
            rating: rating as u32,
            delta_t: elapsed,
        };
        let item = FSRSItem {
            reviews: vec![review],
        };
        let kept = state.unwrap_or(State {
            stability: 1.0,
            difficulty: 5.0,
        });
        self.model.memory_state(item, state).unwrap_or(kept)
    }

    /// The predicted recall after days, 0 to 1.
    pub(super) fn recall(&self, state: State, elapsed: u32) -> f64 {
        let recall = current_retrievability(state, elapsed as f32, self.decay);
        f64::from(recall).clamp(0.0, 1.0)
    }
}
