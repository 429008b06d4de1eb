//! What retain predicts: kernels and calibrator, walked along a log.
//!
//! Everything that goes into a prediction was known before the answer: the fits end on an
//! earlier day, and the walk takes an answer in only after it has been predicted.

mod kept;

use std::collections::HashMap;

use super::calibrate::{Calibrator, Evidence};
use super::fit::Fit;
use super::history::{Answer, Numbers};
use super::kernel::{Kernel, Parameters, State};
use super::latency::Pace;
use crate::review::{CardId, Rating, Review};

/// How fast the averages of the latest residuals forget.
const FORGETS: [f64; 2] = [0.1, 0.02];
/// So many answers without a residual stand before those of a card, of a deck, of the cards
/// begun on one day.
const BEFORE: [f64; 3] = [3.0, 30.0, 5.0];
/// How much of a deck's residuals remains after each.
const DECK_KEEPS: f64 = 0.998;

/// What is predicted for one answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// With the default parameters.
    pub default: f64,
    /// With the parameters fitted last.
    pub fitted: f64,
    /// With all that retain knows.
    pub retain: f64,
}

/// Residuals and their number.
#[derive(Debug, Clone, Copy, Default)]
struct Residuals {
    sum: f64,
    count: f64,
}

impl Residuals {
    fn mean(self, before: f64) -> f64 {
        self.sum / (self.count + before)
    }

    fn take(&mut self, residual: f64, keeps: f64) {
        self.sum = keeps * self.sum + residual;
        self.count = keeps * self.count + 1.0;
    }
}

/// One card on the way.
#[derive(Debug, Clone)]
struct Card {
    /// Its answers: days since the last, rating, rating with its time considered.
    answers: Vec<(u32, Rating, Rating)>,
    last_day: i32,
    begun: i32,
    missed: u32,
    default: State,
    /// The states under the fit of that number.
    fitted: State,
    timed: State,
    fit: usize,
    residuals: Residuals,
}

/// The kernels of a fit.
#[derive(Debug, Clone)]
struct Kernels {
    from: usize,
    plain: Kernel,
    timed: Kernel,
}

/// Which parts are at work; each can be switched off in the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Switches {
    /// Parameters fitted to the learner's own log.
    pub fit: bool,
    /// Latency grades.
    pub latency: bool,
    /// The calibrator.
    pub calibrate: bool,
}

impl Switches {
    /// All at work.
    pub const ALL: Self = Self {
        fit: true,
        latency: true,
        calibrate: true,
    };
    /// The fitted kernel alone.
    pub const KERNEL: Self = Self {
        fit: true,
        latency: false,
        calibrate: false,
    };
}

/// Walks along a log.
#[derive(Debug, Clone)]
pub struct Forecaster {
    switches: Switches,
    default: Kernel,
    /// Those of the defaults, then of each fit.
    fits: Vec<Kernels>,
    /// Which fit is in force.
    fit: usize,
    taken: usize,
    calibrator: Calibrator,
    pace: Pace,
    lately: [f64; 2],
    cards: HashMap<u32, Card>,
    decks: HashMap<u32, Residuals>,
    begun: HashMap<i32, Residuals>,
}

impl Forecaster {
    /// At the start of a log, with the fits that come into force along the way.
    pub fn new(fits: &[Fit], switches: Switches) -> Self {
        let default = Kernel::new(&Parameters::default());
        let start = Kernels {
            from: 0,
            plain: default.clone(),
            timed: default.clone(),
        };
        let fits = if switches.fit { fits } else { &[] };
        let fitted = fits.iter().map(|fit| Kernels {
            from: fit.answers,
            plain: Kernel::new(&fit.plain),
            timed: Kernel::new(if switches.latency {
                &fit.timed
            } else {
                &fit.plain
            }),
        });
        Self {
            switches,
            fits: std::iter::once(start).chain(fitted).collect(),
            default,
            fit: 0,
            taken: 0,
            calibrator: Calibrator::default(),
            pace: Pace::default(),
            lately: [0.0; 2],
            cards: HashMap::new(),
            decks: HashMap::new(),
            begun: HashMap::new(),
        }
    }

    /// What is predicted for an answer to a card on a day; none for a card without an earlier
    /// answer on an earlier day.
    pub fn predict(&self, card: u32, deck: u32, day: i32) -> Option<Forecast> {
        let (evidence, _) = self.evidence(card, deck, day)?;
        let retain = if self.switches.calibrate {
            self.calibrator.predict(&evidence)
        } else {
            evidence.fitted
        };
        Some(Forecast {
            default: evidence.default,
            fitted: evidence.fitted,
            retain,
        })
    }

    /// Takes an answer in.
    pub fn take(&mut self, answer: &Answer) {
        let learns = self.switches.calibrate;
        if let Some((evidence, begun)) = learns
            .then(|| self.evidence(answer.card, answer.deck, answer.day))
            .flatten()
        {
            let known = answer.known();
            self.calibrator.learn(&evidence, known);
            let residual = known - evidence.fitted;
            for (mean, forgets) in self.lately.iter_mut().zip(FORGETS) {
                *mean += forgets * (residual - *mean);
            }
            self.decks
                .entry(answer.deck)
                .or_default()
                .take(residual, DECK_KEEPS);
            self.begun.entry(begun).or_default().take(residual, 1.0);
            if let Some(card) = self.cards.get_mut(&answer.card) {
                card.residuals.take(residual, 1.0);
            }
        }
        self.remember(answer);
        self.pace.take(answer);
        self.taken += 1;
        while let Some(next) = self.fits.get(self.fit + 1)
            && next.from <= self.taken
        {
            self.fit += 1;
        }
    }

    fn evidence(&self, card: u32, deck: u32, day: i32) -> Option<(Evidence, i32)> {
        let kernels = &self.fits[self.fit];
        let card = self.cards.get(&card)?;
        let elapsed = day.saturating_sub(card.last_day).max(0).unsigned_abs();
        if elapsed == 0 {
            return None;
        }
        let (fitted, timed) = card.states(self.fit, kernels);
        let begun = card.begun;
        let deck = self.decks.get(&deck).copied().unwrap_or_default();
        let alike = self.begun.get(&begun).copied().unwrap_or_default();
        let evidence = Evidence {
            fitted: kernels.plain.recall(fitted, elapsed),
            timed: kernels.timed.recall(timed, elapsed),
            default: self.default.recall(card.default, elapsed),
            stability: f64::from(fitted.stability),
            answers: card.answers.len() as u32,
            missed: card.missed,
            lately: self.lately,
            alike: [
                card.residuals.mean(BEFORE[0]),
                deck.mean(BEFORE[1]),
                alike.mean(BEFORE[2]),
            ],
        };
        Some((evidence, begun))
    }

    fn remember(&mut self, answer: &Answer) {
        let kernels = &self.fits[self.fit];
        let known = self.cards.get_mut(&answer.card);
        let timed = if self.switches.latency {
            self.pace.grade(answer, known.is_none())
        } else {
            answer.rating
        };
        let missed = u32::from(answer.rating == Rating::Again);
        if let Some(card) = known {
            card.follow(self.fit, kernels);
            let elapsed = answer
                .day
                .saturating_sub(card.last_day)
                .max(0)
                .unsigned_abs();
            card.answers.push((elapsed, answer.rating, timed));
            card.last_day = card.last_day.max(answer.day);
            card.missed += missed;
            card.default = self
                .default
                .next(Some(card.default), elapsed, answer.rating);
            card.fitted = kernels
                .plain
                .next(Some(card.fitted), elapsed, answer.rating);
            card.timed = if self.switches.latency {
                kernels.timed.next(Some(card.timed), elapsed, timed)
            } else {
                card.fitted
            };
        } else {
            let fitted = kernels.plain.next(None, 0, answer.rating);
            let card = Card {
                answers: vec![(0, answer.rating, timed)],
                last_day: answer.day,
                begun: answer.day,
                missed,
                default: self.default.next(None, 0, answer.rating),
                fitted,
                timed: if self.switches.latency {
                    kernels.timed.next(None, 0, timed)
                } else {
                    fitted
                },
                fit: self.fit,
                residuals: Residuals::default(),
            };
            self.cards.insert(answer.card, card);
        }
    }
}

impl Card {
    /// The states under the kernels of a fit.
    fn states(&self, fit: usize, kernels: &Kernels) -> (State, State) {
        if self.fit == fit {
            return (self.fitted, self.timed);
        }
        let (mut plain, mut timed) = (None, None);
        for (elapsed, rating, by_time) in &self.answers {
            plain = Some(kernels.plain.next(plain, *elapsed, *rating));
            timed = Some(kernels.timed.next(timed, *elapsed, *by_time));
        }
        (plain.unwrap_or(self.fitted), timed.unwrap_or(self.timed))
    }

    /// Goes over to the kernels of a newer fit.
    fn follow(&mut self, fit: usize, kernels: &Kernels) {
        (self.fitted, self.timed) = self.states(fit, kernels);
        self.fit = fit;
    }
}

/// A learner's log walked to its end: what is predicted from now on.
#[derive(Debug, Clone)]
pub struct Outlook {
    numbers: Numbers,
    walk: Forecaster,
}

impl Outlook {
    /// At the start of a log, with the fits that come into force along the way.
    pub fn new(fits: &[Fit], switches: Switches) -> Self {
        Self {
            numbers: Numbers::default(),
            walk: Forecaster::new(fits, switches),
        }
    }

    /// The probability that a card will be known on a day; none for a card without an earlier
    /// answer on an earlier day.
    pub fn recall(&self, card: &CardId, day: i32) -> Option<f64> {
        let (card, deck) = self.numbers.find(card)?;
        Some(self.walk.predict(card, deck, day)?.retain)
    }

    /// Takes a review in, with its final rating.
    pub fn take(&mut self, review: &Review, rating: Rating) {
        let answer = self.numbers.answer(review, rating);
        self.walk.take(&answer);
    }
}
