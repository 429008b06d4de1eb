//! How well recall is predicted on a learner's own log.
//!
//! The log is cut into six parts of one size by time; each of the last five is predicted by what
//! was known before it. What is predicted are the answers at least a day after the card's last.

pub mod score;
pub mod sm2;

use crate::review::Rating;
use crate::schedule::adopt;
use crate::schedule::fit::{self, Fit};
use crate::schedule::forecast::{Forecaster, Switches};
use crate::schedule::history::History;
use rayon::prelude::*;
use score::{Gain, Level, Score, Trial};

/// How many parts are predicted.
pub const SPLITS: usize = adopt::SPLITS;
/// How many groups the calibration has.
const LEVELS: usize = 10;

/// Who predicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Predictor {
    /// The share known so far, for all answers.
    Constant,
    /// The interval of SM-2.
    Sm2,
    /// FSRS-6 with the default parameters.
    Default,
    /// FSRS-6, fitted to the parts before.
    Fit,
    /// FSRS-6, fitted anew as often as retain does.
    Refit,
    /// What retain uses.
    Retain,
}

impl Predictor {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Constant,
        Self::Sm2,
        Self::Default,
        Self::Fit,
        Self::Refit,
        Self::Retain,
    ];

    /// The name in the JSON contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Sm2 => "sm2",
            Self::Default => "fsrs_default",
            Self::Fit => "fsrs_fit",
            Self::Refit => "fsrs_refit",
            Self::Retain => "retain",
        }
    }

    /// What it does, in a few words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Constant => "the share known so far",
            Self::Sm2 => "SM-2",
            Self::Default => "FSRS-6, default parameters",
            Self::Fit => "FSRS-6, fitted once per split",
            Self::Refit => "FSRS-6, fitted as often as here",
            Self::Retain => "what is used here",
        }
    }
}

/// What an evaluation came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// Answers in the log.
    pub reviews: usize,
    /// Answers that can be predicted.
    pub items: usize,
    /// Of those, answers that were predicted: the last five of six parts.
    pub tested: usize,
    /// Of those, how many were known.
    pub known: usize,
    /// The scores, in the order of [`Predictor::ALL`]; none where there is nothing to predict.
    pub scores: [Option<Score>; 6],
    /// What `retain` gains over each; none where too few days say so.
    pub gains: [Option<Gain>; 6],
    /// What `retain` predicted and what came.
    pub calibration: Vec<Level>,
}

/// One answer, predicted by each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Predicted {
    /// Its place in the history.
    pub at: usize,
    /// In the order of [`Predictor::ALL`].
    pub by: [f64; 6],
}

/// Where the walk through a log fits anew, how many fits an evaluation takes in all: for a
/// progress bar.
pub fn effort(history: &History) -> usize {
    fit::places(history).len() + SPLITS
}

/// Evaluates the predictors on a history, retain with these switches; `done` is told of each fit that is ready.
pub fn evaluate(history: &History, switches: Switches, done: &(dyn Fn() + Sync)) -> Evaluation {
    let predicted = predictions(history, switches, done);
    let spaced = spaced(history);
    let trials: Vec<Trial> = predicted
        .iter()
        .map(|one| {
            let answer = &history.answers()[one.at];
            let (count, lapses) = spaced[one.at];
            Trial {
                bin: score::bin(history.elapsed(one.at), count, lapses),
                day: answer.day,
                known: answer.known(),
            }
        })
        .collect();
    let by: [Vec<f64>; 6] =
        std::array::from_fn(|who| predicted.iter().map(|one| one.by[who]).collect());
    let [.., retain] = &by;
    Evaluation {
        reviews: history.answers().len(),
        items: history.items().len(),
        tested: trials.len(),
        known: trials.iter().filter(|trial| trial.known > 0.5).count(),
        scores: std::array::from_fn(|who| score::score(&trials, &by[who])),
        gains: std::array::from_fn(|who| score::gain(&trials, retain, &by[who])),
        calibration: score::calibration(&trials, retain, LEVELS),
    }
}

/// What each predictor says of each answer of the last five parts.
pub fn predictions(
    history: &History,
    switches: Switches,
    done: &(dyn Fn() + Sync),
) -> Vec<Predicted> {
    let items = history.items();
    let part = items.len() / (SPLITS + 1);
    if part == 0 {
        return Vec::new();
    }
    let starts: Vec<usize> = (1..=SPLITS).map(|split| items[split * part]).collect();
    let places = fit::places(history);
    let (fits, splits) = rayon::join(
        || fit::fits(history, &places, switches.latency, done),
        || {
            let fit = |start: &usize| {
                let plain = fit::parameters(history, *start);
                done();
                Fit {
                    answers: *start,
                    timed: plain.clone(),
                    plain,
                }
            };
            starts.par_iter().map(fit).collect::<Vec<Fit>>()
        },
    );
    let mut walk = Forecaster::new(&fits, switches);
    let mut anew = Forecaster::new(&fits, Switches::KERNEL);
    let mut once = Forecaster::new(&splits, Switches::KERNEL);
    let mut share = Share::default();
    let mut predicted = Vec::new();
    for (at, answer) in history.answers().iter().enumerate() {
        let key = (answer.card, answer.deck, answer.day);
        if starts.contains(&at) {
            share.settle();
        }
        if let (Some(here), Some(anew), Some(once)) = (
            walk.predict(key.0, key.1, key.2),
            anew.predict(key.0, key.1, key.2),
            once.predict(key.0, key.1, key.2),
        ) {
            if at >= starts[0] {
                let interval = sm2::interval(first_of_days(history, at));
                let sm2 = sm2::recall(interval, history.elapsed(at));
                let by = [
                    share.settled,
                    sm2,
                    here.default,
                    once.fitted,
                    anew.fitted,
                    here.retain,
                ];
                predicted.push(Predicted { at, by });
            }
            share.take(answer.known());
        }
        walk.take(answer);
        anew.take(answer);
        once.take(answer);
    }
    predicted
}

/// The share known, as it was when the part that is predicted began.
#[derive(Debug, Default)]
struct Share {
    known: f64,
    count: f64,
    settled: f64,
}

impl Share {
    fn take(&mut self, known: f64) {
        self.known += known;
        self.count += 1.0;
    }

    fn settle(&mut self) {
        self.settled = self.known / self.count.max(1.0);
    }
}

/// The ratings of the answers that were the first of their card on a day, before this one.
fn first_of_days(history: &History, at: usize) -> impl Iterator<Item = Rating> + '_ {
    history
        .before(at)
        .iter()
        .enumerate()
        .filter(|(nth, before)| *nth == 0 || history.elapsed(**before as usize) > 0)
        .map(|(_, before)| history.answers()[*before as usize].rating)
}

/// For each answer: the card's answers a day apart up to this one, and the lapses among those
/// before it.
fn spaced(history: &History) -> Vec<(u32, u32)> {
    let mut found: Vec<(u32, u32)> = Vec::with_capacity(history.answers().len());
    for at in 0..history.answers().len() {
        let spaced = |at: usize| u32::from(history.elapsed(at) > 0);
        let one = match history.before(at).last() {
            None => (0, 0),
            Some(last) => {
                let last = *last as usize;
                let (count, lapses) = found[last];
                let lapsed = history.answers()[last].rating == Rating::Again;
                (
                    count + spaced(at),
                    lapses + spaced(last) * u32::from(lapsed),
                )
            }
        };
        found.push(one);
    }
    found
}

#[cfg(test)]
mod tests;
