//! Exam plans: from today to the day of the exam, so many minutes a day.
//!
//! Each second of each day gets a price, such that the reviews worth their price just fill the
//! minutes of the day (dual ascent on a finite-horizon dynamic programme, `course`). A day's
//! cards are those that are worth more today than on any later day, the best for their seconds
//! first; minutes that are left go to the cards that gain most for the exam.

mod course;
mod days;
pub mod foresee;
mod grid;
pub mod learner;
mod predict;
mod priced;
mod prices;
pub mod record;
#[cfg(test)]
mod tests;

use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use course::Course;
use foresee::{Foresight, SAMPLE, Sample, foresee};
use learner::{Curve, Learner};
pub use predict::{Prediction, Share, predict};
pub use priced::{Choice, Priced};
use prices::{block_prices, fair_prices, grouped, scaled_prices};

use crate::schedule::Scheduler;
use crate::schedule::outlook::Strength;

/// Where a card stands, as far as a plan goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standing {
    /// Never answered.
    New,
    /// Answered, the last time so many days before today.
    Seen {
        /// Its memory.
        strength: Strength,
        /// Days from the last answer to today; 0 when it was answered today, negative for an
        /// answer that is only thought of.
        days_ago: i64,
    },
}

/// What is asked of a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exam {
    /// Days from today to the exam, at least 1.
    pub days: usize,
    /// Seconds of study a day, at least 0.
    pub seconds: f64,
    /// Seconds that are left of today.
    pub today: f64,
}

/// A plan as it stands on one day.
#[derive(Debug)]
pub struct Plan {
    priced: Priced,
    cards: Vec<Standing>,
    exam: Exam,
}

impl Plan {
    /// Makes a plan; `before` are the prices of an earlier one, by day from today.
    pub fn new(
        scheduler: &Scheduler,
        learner: &Learner,
        cards: &[Standing],
        exam: Exam,
        before: Option<&[f64]>,
    ) -> Self {
        let course = Course::new(scheduler, learner, exam.days.max(1));
        let groups = grouped(&course, scheduler, learner, cards);
        let new = cards.iter().filter(|card| **card == Standing::New).count() as f64;
        let start = block_prices(&course, before.unwrap_or(&[]));
        let prices = match before {
            Some(_) => scaled_prices(&course, &groups, new, exam, &start),
            None => fair_prices(&course, &groups, new, exam, &start),
        };
        let values = course.values(&prices);
        Self {
            priced: Priced {
                course,
                prices,
                values,
            },
            cards: cards.to_vec(),
            exam,
        }
    }

    /// The days with their prices.
    pub fn priced(&self) -> &Priced {
        &self.priced
    }

    /// The score of an exam of so many questions drawn from the cards, for the learner for whom the
    /// plan was made. `guess` is the share of unknown cards that are right by luck, on average.
    ///
    /// Each curve that the learner may have has its own runs through the days, with the same
    /// chance.
    pub fn predicted(
        &self,
        scheduler: &Scheduler,
        learner: &Learner,
        questions: usize,
        guess: f64,
    ) -> Prediction {
        let priced = &self.priced;
        let sample = Sample::of(priced, scheduler, learner, &self.cards);
        let run = |truth: &Learner, seed| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let exam = self.exam;
            foresee(priced, scheduler, learner, truth, &sample, exam, &mut rng)
        };
        // Chance says little where cards are many, and runs are short where they are few.
        let runs = (SAMPLE / self.cards.len().max(1)).clamp(1, MOST_RUNS);
        let likely: Vec<&Curve> = learner
            .curves
            .iter()
            .filter(|curve| curve.weight > UNLIKELY)
            .collect();
        let shares: Vec<Share> = likely
            .into_par_iter()
            .map(|curve| {
                let truth = learner.with(curve);
                let runs: Vec<Foresight> = (0..runs as u64).map(|seed| run(&truth, seed)).collect();
                let mean = |value: fn(&Foresight) -> f64| {
                    runs.iter().map(value).sum::<f64>() / runs.len() as f64
                };
                Share {
                    weight: curve.weight,
                    known: mean(|run| run.known),
                    slope: mean(|run| run.spread),
                    doubt: curve.doubt,
                }
            })
            .collect();
        predict(&shares, questions, guess)
    }
}

/// A curve with less weight is left out of a prediction.
const UNLIKELY: f64 = 0.005;
/// At most so many runs through the days stand for one curve.
const MOST_RUNS: usize = 8;
