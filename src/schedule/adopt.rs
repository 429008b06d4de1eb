//! Whether parameters fitted to a learner's log take the place of those in force.
//!
//! They do when, in the log cut by time, fits to what came before predicted what came after
//! better than the default parameters did.

use serde::{Deserialize, Serialize};

use super::fit::{self, ENOUGH, Fit};
use super::forecast::{Forecaster, Switches};
use super::history::History;
use super::kernel::Parameters;
use super::odds::loss;

/// How many parts are predicted, each by a fit to those before it.
pub const SPLITS: usize = 5;
/// How many fits a proposal takes, for a progress bar.
pub const EFFORT: usize = SPLITS + 1;

/// Why a log cannot be fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It has fewer than [`ENOUGH`] answers.
    Few(usize),
    /// Too few answers came at least a day after their card's last one.
    NoSecondDay(usize),
}

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let answers = |n: &usize| format!("{n} {}", if *n == 1 { "answer" } else { "answers" });
        match self {
            Self::Few(n) => write!(
                f,
                "{}; the default parameters stay until there are {ENOUGH}",
                answers(n)
            ),
            Self::NoSecondDay(n) => write!(
                f,
                "{} came at least a day after the card's last one; the default parameters stay \
                 until there are more",
                answers(n)
            ),
        }
    }
}

impl std::error::Error for Unfit {}

/// What a fit comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The fits to the first parts, then the one to the whole log.
    pub fits: Vec<Fit>,
    /// How many answers were predicted.
    pub tested: usize,
    /// The log loss of the fits, each on what came after it.
    pub fitted: f64,
    /// The log loss of the default parameters on the same answers.
    pub default: f64,
}

impl Proposal {
    /// Whether the fits predict better than the defaults.
    pub fn improves(&self) -> bool {
        self.fitted < self.default
    }
}

/// Fits to a log, and to its first parts to see whether that is of any use, with `latency` to
/// latency grades as well; `done` is told of each fit that is ready.
///
/// # Errors
/// When the log says too little.
pub fn propose(
    history: &History,
    latency: bool,
    done: &(dyn Fn() + Sync),
) -> Result<Proposal, Unfit> {
    let answers = history.answers().len();
    if answers < ENOUGH {
        return Err(Unfit::Few(answers));
    }
    let items = history.items();
    let part = items.len() / (SPLITS + 1);
    if part == 0 {
        return Err(Unfit::NoSecondDay(items.len()));
    }
    let ends = (1..=SPLITS)
        .map(|split| items[split * part])
        .chain(std::iter::once(answers))
        .collect::<Vec<_>>();
    let fits = fit::fits(history, &ends, latency, done);
    let mut walk = Forecaster::new(&fits, Switches::KERNEL);
    let (mut tested, mut fitted, mut default) = (0_usize, 0.0, 0.0);
    for (at, answer) in history.answers().iter().enumerate() {
        if at >= ends[0]
            && let Some(forecast) = walk.predict(answer.card, answer.deck, answer.day)
        {
            tested += 1;
            fitted += loss(forecast.fitted, answer.known());
            default += loss(forecast.default, answer.known());
        }
        walk.take(answer);
    }
    let count = tested.max(1) as f64;
    Ok(Proposal {
        fits,
        tested,
        fitted: fitted / count,
        default: default / count,
    })
}

/// The fits of a learner, as they are kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// In the order of the log.
    pub fits: Vec<Fit>,
    /// What due days are made with; none for the default parameters.
    pub adopted: Option<Adopted>,
}

/// Parameters in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Adopted {
    /// Which.
    pub parameters: Parameters,
    /// How many answers they were fitted to.
    pub answers: usize,
    /// When, in milliseconds since 1970 in UTC.
    pub at: i64,
    /// The log loss of such fits, each on what came after it.
    pub fitted: f64,
    /// The log loss of the default parameters on the same answers.
    pub default: f64,
}

impl Kept {
    /// How many answers the last fit was made from.
    pub fn answers(&self) -> usize {
        self.fits.last().map_or(0, |fit| fit.answers)
    }

    /// Takes a proposal in; its parameters are in force from now on if they predict better.
    /// Fits that were made earlier stay, for they are what was known then.
    pub fn take(&mut self, proposal: Proposal, at: i64) {
        let improves = proposal.improves();
        let (fitted, default) = (proposal.fitted, proposal.default);
        let mut fits = proposal.fits;
        let Some(whole) = fits.pop() else { return };
        self.fits.retain(|fit| fit.answers < whole.answers);
        if self.fits.is_empty() {
            self.fits = fits;
        }
        if improves {
            self.adopted = Some(Adopted {
                parameters: whole.plain.clone(),
                answers: whole.answers,
                at,
                fitted,
                default,
            });
        }
        self.fits.push(whole);
    }
}
