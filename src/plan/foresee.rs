//! The days to come, as they fall out when each is spent on what is worth asking then: one run
//! through a learner's days, with chance from a seeded generator.

use rand::{Rng, RngExt as _};

use super::learner::Learner;
use super::priced::{Priced, Prospect};
use super::{Exam, Standing};
use crate::schedule::Scheduler;

/// As many cards stand for all; the minutes are scaled likewise.
pub const SAMPLE: usize = 300;

/// What is expected of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// Reviews.
    pub reviews: f64,
    /// New cards.
    pub new: f64,
    /// Seconds.
    pub seconds: f64,
}

/// What lies between today and the exam.
#[derive(Debug, Clone, PartialEq)]
pub struct Foresight {
    /// Each day from today to the one before the exam.
    pub days: Vec<Expected>,
    /// How many cards will never have been asked.
    pub left_out: f64,
    /// The share of cards known at the exam, 0 to 1.
    pub known: f64,
    /// The mean of p(1 − p) over the cards then.
    pub spread: f64,
}

/// Cards that stand for all of an exam, with what each may gain.
pub struct Sample {
    cards: Vec<Standing>,
    prospects: Vec<Option<Prospect>>,
    /// How many cards each stands for.
    scale: f64,
}

impl Sample {
    /// Cards for whose days `learner` is planned.
    pub fn of(
        priced: &Priced,
        scheduler: &Scheduler,
        learner: &Learner,
        cards: &[Standing],
    ) -> Self {
        let step = cards.len().div_ceil(SAMPLE).max(1);
        let run: Vec<Standing> = cards.iter().step_by(step).copied().collect();
        let prospect = |card: &Standing| priced.prospect(scheduler, learner, *card);
        Self {
            prospects: run.iter().map(prospect).collect(),
            scale: cards.len() as f64 / run.len().max(1) as f64,
            cards: run,
        }
    }
}

/// Runs through the days: what is asked is chosen for `learner`, what comes of it is that of `truth`.
pub fn foresee(
    priced: &Priced,
    scheduler: &Scheduler,
    learner: &Learner,
    truth: &Learner,
    sample: &Sample,
    exam: Exam,
    rng: &mut impl Rng,
) -> Foresight {
    let (mut run, scale) = (sample.cards.clone(), sample.scale);
    let (mut days, mut over) = (Vec::with_capacity(exam.days), 0.0);
    for day in 0..exam.days {
        let seconds = if day == 0 { exam.today } else { exam.seconds };
        // Who went over time yesterday stops as much earlier today, so that means are right.
        let mut left = seconds / scale - over;
        let mut spent = Expected {
            reviews: 0.0,
            new: 0.0,
            seconds: 0.0,
        };
        for choice in priced.among(day, scheduler, learner, &run, &sample.prospects) {
            if left <= 0.0 {
                break;
            }
            let card = &mut run[choice.card];
            match card {
                Standing::New => spent.new += scale,
                Standing::Seen { .. } => spent.reviews += scale,
            }
            let seconds;
            (*card, seconds) = answered(*card, day, scheduler, truth, rng);
            left -= seconds;
            spent.seconds += seconds * scale;
        }
        over = (-left).max(0.0);
        days.push(spent);
    }
    let recalls: Vec<f64> = run
        .iter()
        .filter_map(|card| match card {
            Standing::New => None,
            Standing::Seen { strength, days_ago } => {
                let days = (days_ago + exam.days as i64) as f64;
                Some(truth.recall(strength.stability, days))
            }
        })
        .collect();
    let mean = |sum: f64| sum / run.len().max(1) as f64;
    Foresight {
        left_out: (run.len() - recalls.len()) as f64 * scale,
        known: mean(recalls.iter().sum()),
        spread: mean(recalls.iter().map(|p| p * (1.0 - p)).sum()),
        days,
    }
}

/// Where a card stands after an answer on a day, as chance has it, and how many seconds that takes
/// on average.
fn answered(
    card: Standing,
    day: usize,
    scheduler: &Scheduler,
    learner: &Learner,
    rng: &mut impl Rng,
) -> (Standing, f64) {
    let (outcomes, shares, seconds) = match card {
        Standing::New => (scheduler.first(), learner.first, learner.first_cost()),
        Standing::Seen { strength, days_ago } => {
            let days = u32::try_from(days_ago + day as i64).unwrap_or(0);
            let recall = learner.recall(strength.stability, f64::from(days));
            let outcomes = scheduler.after(strength, days);
            (outcomes, learner.later(recall), learner.later_cost(recall))
        }
    };
    let mut draw: f64 = rng.random();
    let mut drawn = outcomes[3];
    for (outcome, share) in outcomes.into_iter().zip(shares) {
        if draw < share {
            drawn = outcome;
            break;
        }
        draw -= share;
    }
    let card = Standing::Seen {
        strength: drawn,
        days_ago: -(day as i64),
    };
    (card, seconds)
}
