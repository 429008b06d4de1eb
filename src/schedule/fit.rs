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

/// The fits at these places, each of what was known there; without `latency` those with latency
/// grades are the plain ones. `done` is told of each.
pub fn fits(
    history: &History,
    places: &[usize],
    latency: bool,
    done: &(dyn Fn() + Sync),
) -> Vec<Fit> {
    let timed = latency.then(|| latency::graded(history));
    let fit = |answers: &usize| {
        let (plain, timed) = rayon::join(
            || parameters(history, *answers),
            || timed.as_ref().map(|timed| parameters(timed, *answers)),
        );
        let timed = timed.unwrap_or_else(|| plain.clone());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Rating;
    use crate::schedule::history::Answer;
    use crate::schedule::kernel::Kernel;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::Rng;

    /// A learner who is the model with these parameters, who comes back to each card after
    /// about as long as recall takes to fall to 80 %.
    fn learner(truth: &Parameters, cards: u32, seed: u64) -> (History, Vec<(u32, f64)>) {
        let kernel = Kernel::new(truth);
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut chance = move || f64::from(rng.next_u32()) / 4_294_967_296.0;
        let (mut answers, mut recalls) = (Vec::new(), Vec::new());
        for card in 0..cards {
            let mut day = (chance() * 200.0) as i32;
            let mut state = None;
            for nth in 0..12 {
                let elapsed = state.map_or(0, |state| {
                    let reached = |days: &u32| kernel.recall(state, *days) < 0.8;
                    let due = (1..400).find(reached).unwrap_or(400);
                    ((f64::from(due) * (0.5 + chance())) as u32).max(1)
                });
                day += elapsed as i32;
                let recall = state.map(|state| kernel.recall(state, elapsed));
                let known = chance() < recall.unwrap_or(0.7);
                let rating = match (known, chance()) {
                    (false, _) => Rating::Again,
                    (true, by) if by < 0.15 => Rating::Hard,
                    (true, by) if by > 0.9 => Rating::Easy,
                    _ => Rating::Good,
                };
                state = Some(kernel.next(state, elapsed, rating));
                let answer = Answer {
                    card,
                    deck: 0,
                    class: 0,
                    day,
                    rating,
                    took_ms: 0,
                };
                answers.push((day, nth, answer, recall));
            }
        }
        answers.sort_by_key(|(day, nth, answer, _)| (*day, *nth, answer.card));
        for (_, _, answer, recall) in &answers {
            recalls.extend(recall.map(|recall| (answer.card, recall)));
        }
        let answers = answers.into_iter().map(|(_, _, answer, _)| answer);
        (History::new(answers.collect()), recalls)
    }

    /// How far predictions with these parameters are from the true recall, on average.
    fn off(history: &History, recalls: &[(u32, f64)], parameters: &Parameters) -> f64 {
        let kernel = Kernel::new(parameters);
        let mut recalls = recalls.iter();
        let (mut sum, mut count) = (0.0, 0.0);
        for at in 0..history.answers().len() {
            let mut state = None;
            for before in history.before(at) {
                let before = *before as usize;
                let rating = history.answers()[before].rating;
                state = Some(kernel.next(state, history.elapsed(before), rating));
            }
            if let Some(state) = state {
                let (card, recall) = recalls.next().unwrap();
                assert_eq!(*card, history.answers()[at].card);
                sum += (kernel.recall(state, history.elapsed(at)) - recall).abs();
                count += 1.0;
            }
        }
        sum / count
    }

    #[test]
    fn the_parameters_of_a_learner_who_is_the_model_are_found_again() {
        let mut truth = Parameters::default().as_slice().to_vec();
        // Forgets faster at first, gains more from each success, on a steeper curve.
        for (at, value) in [(0, 0.6), (1, 1.1), (2, 1.8), (3, 4.0), (8, 2.3), (20, 0.35)] {
            truth[at] = value;
        }
        let truth = Parameters::new(&truth).unwrap();
        let (history, recalls) = learner(&truth, 2000, 11);
        let found = parameters(&history, history.answers().len());
        let (fitted, default) = (
            off(&history, &recalls, &found),
            off(&history, &recalls, &Parameters::default()),
        );
        assert!(fitted < 0.02, "{fitted} {default} {found:?}");
        assert!(default > 2.0 * fitted, "{fitted} {default}");
        // Stability and decay make up for each other; the curves that they make do not.
        let (found, truth) = (Kernel::new(&found), Kernel::new(&truth));
        for rating in Rating::ALL {
            let curve = |kernel: &Kernel, days| kernel.recall(kernel.next(None, 0, rating), days);
            for days in 1..=8 {
                let (found, truth) = (curve(&found, days), curve(&truth, days));
                assert!(
                    (found - truth).abs() < 0.05,
                    "{rating:?} {days}: {found} {truth}"
                );
            }
        }
    }

    #[test]
    fn a_fit_is_due_when_the_log_has_grown_by_both_bounds() {
        assert!(!due(99, 0) && !due(199, 0) && due(200, 0));
        assert!(!due(399, 200) && due(400, 200));
        assert!(!due(100_200, 100_000) && due(102_000, 100_000));
    }

    #[test]
    fn a_log_without_a_second_day_leaves_the_defaults() {
        let answer = |n: u32| Answer {
            card: n % 5,
            deck: 0,
            class: 0,
            day: 3,
            rating: Rating::Good,
            took_ms: 0,
        };
        let history = History::new((0..500).map(answer).collect());
        assert_eq!(parameters(&history, 500), Parameters::default());
    }
}
