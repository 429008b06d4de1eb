//! Exam plans: from today to the day of the exam, so many minutes a day.
//!
//! Each second of each day gets a price, such that the reviews worth their price just fill the
//! minutes of the day (dual ascent on a finite-horizon dynamic programme, `course`). A day's
//! cards are those that are worth more today than on any later day, the best for their seconds
//! first; minutes that are left go to the cards that gain most for the exam.

mod course;
mod days;
mod grid;
pub mod learner;
pub mod record;

use std::collections::HashMap;

use course::{Course, Group, Load, Values};
use learner::Learner;
use serde::{Deserialize, Serialize};

use crate::schedule::Scheduler;
use crate::schedule::outlook::Strength;

/// The first guess of a second's price, in points of a card's recall.
const FIRST_PRICE: f64 = 2e-3;
/// Prices stay between these: at the least, minutes are to spare; at the most, no card is worth
/// a second.
const PRICES: (f64, f64) = (1e-6, 0.2);
/// How often prices are mended from nothing.
const ROUNDS: usize = 60;
/// A load this near to its seconds is near enough, as a share of them.
const NEAR: f64 = 0.02;
/// How often the scale of earlier prices is halved in on.
const SCALINGS: usize = 8;
/// More kinds of standing than this are drawn together.
const MOST_GROUPS: usize = 1500;

/// Where a card stands, as far as a plan goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standing {
    /// Never answered.
    New,
    /// Answered, the last time so many days before today.
    Seen {
        /// Its memory.
        strength: Strength,
        /// Days since the last answer; 0 when it was answered today.
        days_ago: u32,
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

/// The days until an exam with their prices: enough to say what is worth asking today.
#[derive(Debug)]
pub struct Priced {
    course: Course,
    prices: Vec<f64>,
    values: Values,
}

/// A plan as it stands on one day.
#[derive(Debug)]
pub struct Plan {
    priced: Priced,
    load: Load,
    cards: usize,
}

/// A card that is worth asking today.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// Its place among the cards.
    pub card: usize,
    /// What it gains over waiting, in points of recall for each second.
    pub gain: f64,
    /// Whether the plan wants it today; otherwise it fills minutes that are left.
    pub wanted: bool,
    /// Expected seconds, relearning included.
    pub seconds: f64,
}

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

/// What is expected of some days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// The first of them; 0 is today.
    pub first: usize,
    /// How many days.
    pub days: usize,
    /// Reviews on each of them.
    pub reviews: f64,
    /// New cards on each of them.
    pub new: f64,
    /// Seconds on each of them.
    pub seconds: f64,
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
            Some(_) => scaled_prices(&course, &groups, new, exam, start),
            None => fair_prices(&course, &groups, new, exam, start),
        };
        let values = course.values(&prices);
        let load = course.load(&values, &prices, &groups, new);
        Self {
            priced: Priced {
                course,
                prices,
                values,
            },
            load,
            cards: cards.len(),
        }
    }

    /// The days with their prices.
    pub fn priced(&self) -> &Priced {
        &self.priced
    }

    /// The days to come.
    pub fn days(&self) -> Vec<Expected> {
        let expected = |(place, block): (usize, &days::Block)| {
            let each = |sum: f64| sum / block.days as f64;
            Expected {
                first: block.first,
                days: block.days,
                reviews: each(self.load.reviews[place]),
                new: each(self.load.first[place]),
                seconds: each(self.load.seconds[place]),
            }
        };
        self.priced
            .course
            .blocks
            .iter()
            .enumerate()
            .map(expected)
            .collect()
    }

    /// How many cards are expected never to be asked.
    pub fn left_out(&self, cards: &[Standing]) -> f64 {
        let new = cards.iter().filter(|card| **card == Standing::New).count() as f64;
        (new - self.load.first.iter().sum::<f64>()).max(0.0)
    }

    /// The score of an exam of so many questions drawn from the cards. `guess` is the share of
    /// unknown cards that are right by luck, on average.
    pub fn predicted(&self, learner: &Learner, questions: usize, guess: f64) -> Prediction {
        let cards = self.cards.max(1) as f64;
        predict(
            learner,
            self.load.known / cards,
            self.load.spread / cards,
            questions,
            guess,
        )
    }
}

impl Priced {
    /// The days of an exam with the prices of an earlier plan, by day from today.
    pub fn new(scheduler: &Scheduler, learner: &Learner, days: usize, prices: &[f64]) -> Self {
        let course = Course::new(scheduler, learner, days.max(1));
        let prices = block_prices(&course, prices);
        let values = course.values(&prices);
        Self {
            course,
            prices,
            values,
        }
    }

    /// The price of a second on each day from today.
    pub fn prices(&self) -> Vec<f64> {
        let each = self.course.blocks.iter().zip(&self.prices);
        each.flat_map(|(block, price)| std::iter::repeat_n(*price, block.days))
            .collect()
    }

    /// What is worth asking today, in that order.
    pub fn today(
        &self,
        scheduler: &Scheduler,
        learner: &Learner,
        cards: &[Standing],
    ) -> Vec<Choice> {
        let exam = self.course.exam as f64;
        let later = |worths: &mut dyn Iterator<Item = f64>, stay: f64| worths.fold(stay, f64::max);
        let new = {
            let now = self.values.first[0];
            let wait = later(&mut self.values.first[1..].iter().copied(), 0.0);
            let outcomes = scheduler.first();
            let known: f64 = (0..4)
                .map(|rating| {
                    learner.first[rating] * learner.recall(outcomes[rating].stability, exam)
                })
                .sum();
            let seconds = self.course.first.seconds;
            ((now - wait) / seconds, known / seconds, seconds)
        };
        let mut choices: Vec<Choice> = Vec::new();
        for (card, standing) in cards.iter().enumerate() {
            let (gain, rest, seconds) = match standing {
                Standing::New => new,
                Standing::Seen { days_ago: 0, .. } => continue,
                Standing::Seen { strength, days_ago } => {
                    self.gains(scheduler, learner, *strength, *days_ago)
                }
            };
            let choice = Choice {
                card,
                gain: if gain > 0.0 { gain } else { rest },
                wanted: gain > 0.0,
                seconds,
            };
            if choice.wanted || rest > 1e-6 {
                choices.push(choice);
            }
        }
        choices.sort_by(|a, b| {
            b.wanted
                .cmp(&a.wanted)
                .then(b.gain.total_cmp(&a.gain))
                .then(a.card.cmp(&b.card))
        });
        choices
    }

    /// What a seen card gains by a review today over waiting, and over none at all, for each
    /// second.
    fn gains(
        &self,
        scheduler: &Scheduler,
        learner: &Learner,
        strength: Strength,
        days_ago: u32,
    ) -> (f64, f64, f64) {
        let group = self
            .course
            .group(scheduler, learner, 1.0, strength, days_ago);
        let worth = |u| self.course.worth(&self.values, &self.prices, &group, u);
        let Some((now, review)) = worth(0).zip(group.reviews[0].as_ref()) else {
            return (0.0, 0.0, 0.0);
        };
        let later = (1..self.course.blocks.len()).filter_map(worth);
        let wait = later.fold(group.stay, f64::max);
        let outcomes = scheduler.after(strength, days_ago);
        let shares = learner.later(review.recall);
        let exam = self.course.exam as f64;
        let kept: f64 = (0..4)
            .map(|rating| shares[rating] * learner.recall(outcomes[rating].stability, exam))
            .sum();
        (
            (now - wait) / review.seconds,
            (kept - group.stay) / review.seconds,
            review.seconds,
        )
    }
}

/// The price of each block, from the price of each day; the first guess where there is none.
fn block_prices(course: &Course, days: &[f64]) -> Vec<f64> {
    let price = |block: &days::Block| {
        let own = days.get(block.middle()).or(days.last());
        own.copied()
            .filter(|price| price.is_finite())
            .unwrap_or(FIRST_PRICE)
    };
    let clamped = |price: f64| price.clamp(PRICES.0, PRICES.1);
    course.blocks.iter().map(price).map(clamped).collect()
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

/// Prices in the proportions of an earlier plan, raised or lowered together until all that is
/// left to do fits into all the seconds that are left.
///
/// Proportions found anew each day follow each day's luck; cards put off for a cheaper day then
/// meet days that are full.
fn scaled_prices(
    course: &Course,
    groups: &[Group],
    new: f64,
    exam: Exam,
    prices: Vec<f64>,
) -> Vec<f64> {
    let left = exam.today + exam.seconds * (exam.days - 1) as f64;
    let scaled = |log: f64| -> Vec<f64> {
        let scale = |price: &f64| (price * log.exp()).clamp(PRICES.0, PRICES.1);
        prices.iter().map(scale).collect()
    };
    let (mut low, mut high) = (-(20.0_f64.ln()), 20.0_f64.ln());
    for _ in 0..SCALINGS {
        let middle = (low + high) / 2.0;
        let prices = scaled(middle);
        let load = course.load(&course.values(&prices), &prices, groups, new);
        if load.seconds.iter().sum::<f64>() > left {
            low = middle;
        } else {
            high = middle;
        }
    }
    scaled((low + high) / 2.0)
}

/// Prices under which each day's load meets its seconds: raised where there is too much, lowered
/// where there is room; the mean of the later rounds, since they swing.
fn fair_prices(
    course: &Course,
    groups: &[Group],
    new: f64,
    exam: Exam,
    mut prices: Vec<f64>,
) -> Vec<f64> {
    let mut sums = vec![0.0; prices.len()];
    let mut summed = 0.0;
    for round in 0..ROUNDS {
        let values = course.values(&prices);
        let load = course.load(&values, &prices, groups, new);
        let mut furthest: f64 = 0.0;
        let pace = 0.5 / (1.0 + round as f64 / 15.0);
        for (u, block) in course.blocks.iter().enumerate() {
            let seconds = if u == 0 {
                exam.today
            } else {
                exam.seconds * block.days as f64
            };
            let over = (load.seconds[u] / seconds.max(1.0) - 1.0).clamp(-1.0, 1.5);
            // A day with room at the least price is as it should be.
            if over > 0.0 || prices[u] > PRICES.0 {
                furthest = furthest.max(over.abs());
            }
            prices[u] = (prices[u] * (pace * over).exp()).clamp(PRICES.0, PRICES.1);
        }
        if furthest < NEAR {
            return prices;
        }
        if round >= ROUNDS / 2 {
            for (sum, price) in sums.iter_mut().zip(&prices) {
                *sum += price.ln();
            }
            summed += 1.0;
        }
    }
    sums.into_iter().map(|sum| (sum / summed).exp()).collect()
}

/// Cards that stand alike, drawn together.
fn grouped(
    course: &Course,
    scheduler: &Scheduler,
    learner: &Learner,
    cards: &[Standing],
) -> Vec<Group> {
    let seen = cards.iter().filter_map(|card| match card {
        Standing::New => None,
        Standing::Seen { strength, days_ago } => Some((*strength, *days_ago)),
    });
    let seen: Vec<(Strength, u32)> = seen.collect();
    // Finer than the grid while there are few; coarser steps where there are many.
    for step in [0.0, 0.1, 0.2, 0.4, 0.8] {
        let mut alike: HashMap<(i64, i64, i64), (f64, Strength, u32)> = HashMap::new();
        for (n, (strength, days_ago)) in seen.iter().enumerate() {
            let key = if step == 0.0 {
                (n as i64, 0, 0)
            } else {
                (
                    (f64::from(strength.stability).max(1e-3).ln() / step).round() as i64,
                    (f64::from(strength.difficulty) / (4.0 * step)).round() as i64,
                    (f64::from(*days_ago).ln_1p() / step).round() as i64,
                )
            };
            alike.entry(key).or_insert((0.0, *strength, *days_ago)).0 += 1.0;
        }
        if alike.len() <= MOST_GROUPS || step == 0.8 {
            let mut alike: Vec<_> = alike.into_iter().collect();
            alike.sort_by_key(|(key, _)| *key);
            return alike
                .into_iter()
                .map(|(_, (count, strength, days_ago))| {
                    course.group(scheduler, learner, count, strength, days_ago)
                })
                .collect();
        }
        if seen.is_empty() {
            break;
        }
    }
    Vec::new()
}
