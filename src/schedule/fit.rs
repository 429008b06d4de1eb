//! Fitting the parameters to a learner's own log, and whether that is of any use.

use fsrs::{ComputeParametersInput, compute_parameters};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::history::History;
use super::kernel::Parameters;
use super::latency;

/// Below so many answers the defaults stay.
pub const ENOUGH: usize = 100;
/// A new fit is due when the log has grown by so many answers …
const GREW: usize = 200;
/// … and by this share.
const GREW_SHARE: f64 = 0.02;

/// Parameters with what they were fitted to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// How many answers, from the start of the log.
    pub answers: usize,
    /// To the ratings as they are.
    pub plain: Parameters,
    /// To the ratings with latency grades.
    pub timed: Parameters,
}

/// Whether a log of so many answers wants a new fit, when the last one had so many.
pub fn due(answers: usize, last: usize) -> bool {
    let grew = answers.saturating_sub(last);
    answers >= ENOUGH && grew >= GREW && grew as f64 >= GREW_SHARE * last as f64
}

/// Fits to the first answers of a history; the defaults where they do not suffice.
pub fn parameters(history: &History, answers: usize) -> Parameters {
    let (train_set, card_ids) = history.training(0..answers);
    // The model cannot be trained without an answer a day after another.
    if train_set.is_empty() {
        return Parameters::default();
    }
    let input = ComputeParametersInput {
        train_set,
        card_ids: Some(card_ids),
        ..ComputeParametersInput::default()
    };
    compute_parameters(input)
        .ok()
        .and_then(|found| Parameters::new(&found).ok())
        .unwrap_or_default()
}

/// Where fits are due when the log is walked through, at the ends of days.
pub fn places(history: &History) -> Vec<usize> {
    let mut places = Vec::new();
    for end in history.day_ends() {
        if due(end, places.last().copied().unwrap_or(0)) {
            places.push(end);
        }
    }
    places
}

/// The fits at these places, each of what was known there; `done` is told of each.
pub fn fits(history: &History, places: &[usize], done: &(dyn Fn() + Sync)) -> Vec<Fit> {
    let timed = latency::graded(history);
    let fit = |answers: &usize| {
        let (plain, timed) = rayon::join(
            || parameters(history, *answers),
            || parameters(&timed, *answers),
        );
        done();
        Fit {
            answers: *answers,
            plain,
            timed,
        }
    };
    // The longest first, so that no core waits for it at the end.
    let mut fits: Vec<Fit> = places.par_iter().rev().map(fit).collect();
    fits.reverse();
    fits
}

/// Log loss and RMSE(bins) by five time-ordered splits, as the crate itself has them.
#[cfg(test)]
pub(crate) fn crate_scores(history: &History) -> (f64, f64) {
    let (train_set, card_ids) = history.training(0..history.answers().len());
    let input = ComputeParametersInput {
        train_set,
        card_ids: Some(card_ids),
        ..ComputeParametersInput::default()
    };
    let found = fsrs::evaluate_with_time_series_splits(input, |_| true).unwrap();
    (f64::from(found.log_loss), f64::from(found.rmse_bins))
}
