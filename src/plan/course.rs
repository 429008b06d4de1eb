//! The planning itself: a dynamic programme over the blocks of days and the grid of memories,
//! where each second of a day has a price.
//!
//! The value of a memory last used in block `l` is the greater of its recall at the exam and,
//! over all later blocks `u`, of what a review there is worth: the expected value of the memory
//! after it, less the price of the seconds it takes. New cards likewise.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::days::{Block, blocks};
use super::grid::{POINTS, Place, strength};
use super::learner::Learner;
use crate::schedule::Scheduler;
use crate::schedule::outlook::Strength;

/// How sharply the better of two choices is preferred where the load of days is estimated, in
/// points of the score: without some softness prices swing.
const SOFTNESS: f64 = 0.01;

/// A review that is thought of: how long it takes, and which memories come of it.
#[derive(Debug, Clone, Copy)]
pub struct Review {
    /// Expected seconds.
    pub seconds: f64,
    /// What may come of it, with its probability.
    pub outcomes: [(f64, Place); 4],
}

impl Review {
    fn of(scheduler: &Scheduler, learner: &Learner, strength: Strength, days: u32) -> Self {
        let recall = learner.recall(strength.stability, f64::from(days));
        let after = scheduler.after(strength, days).map(Place::of);
        let shares = learner.later(recall);
        Self {
            seconds: learner.later_cost(recall),
            outcomes: std::array::from_fn(|rating| (shares[rating], after[rating])),
        }
    }

    fn first(scheduler: &Scheduler, learner: &Learner) -> Self {
        let after = scheduler.first().map(Place::of);
        Self {
            seconds: learner.first_cost(),
            outcomes: std::array::from_fn(|rating| (learner.first[rating], after[rating])),
        }
    }

    /// The expected value after it.
    pub fn worth(&self, after: &[f64]) -> f64 {
        let outcome = |(share, place): &(f64, Place)| share * place.read(after);
        self.outcomes.iter().map(outcome).sum()
    }

    /// Puts what an amount of cards comes to after it among the memories; with the seconds it takes.
    fn pass(&self, mass: &mut [f64], amount: f64) -> f64 {
        for (share, place) in self.outcomes {
            place.add(mass, amount * share);
        }
        amount * self.seconds
    }
}

/// Cards that stand alike.
#[derive(Debug, Clone)]
pub struct Group {
    /// How many.
    pub count: f64,
    /// Recall at the exam without another review.
    pub stay: f64,
    /// A review in each block; none where it would be a second one on the same day.
    pub reviews: Vec<Option<Review>>,
}

/// What does not depend on prices.
#[derive(Debug)]
pub struct Course {
    /// The days, block by block.
    pub blocks: Vec<Block>,
    /// The day of the exam; 0 is today.
    pub exam: usize,
    /// A first answer.
    pub first: Review,
    /// Recall at the exam, by block of the last review and point.
    pub kept: Vec<Vec<f64>>,
    /// Reviews by days since the last one and point.
    reviews: BTreeMap<usize, Vec<Review>>,
}

/// What cards are worth under some prices.
#[derive(Debug)]
pub struct Values {
    /// By block of the last review, and point.
    after: Vec<Vec<f64>>,
    /// By block of the last review, then later block, then point: a review there.
    pub waits: Vec<Vec<Vec<f64>>>,
    /// A first answer, by block.
    pub first: Vec<f64>,
}

impl Course {
    /// The course of the days until an exam `days` days from today, at least 1.
    pub fn new(scheduler: &Scheduler, learner: &Learner, days: usize) -> Self {
        let blocks = blocks(days);
        let mut apart: Vec<usize> = Vec::new();
        for (l, last) in blocks.iter().enumerate() {
            apart.extend(
                blocks[l + 1..]
                    .iter()
                    .map(|next| next.middle() - last.middle()),
            );
        }
        apart.sort_unstable();
        apart.dedup();
        let reviews = apart
            .into_par_iter()
            .map(|days| {
                let review = |point| Review::of(scheduler, learner, strength(point), days as u32);
                (days, (0..POINTS).map(review).collect())
            })
            .collect();
        let kept = blocks
            .iter()
            .map(|block| {
                let left = (days - block.middle()) as f64;
                (0..POINTS)
                    .map(|point| learner.recall(strength(point).stability, left))
                    .collect()
            })
            .collect();
        Self {
            first: Review::first(scheduler, learner),
            exam: days,
            blocks,
            kept,
            reviews,
        }
    }

    /// Cards with that memory, last asked so many days before today.
    pub fn group(
        &self,
        scheduler: &Scheduler,
        learner: &Learner,
        count: f64,
        strength: Strength,
        days_ago: i64,
    ) -> Group {
        let review = |block: &Block| {
            let days = u32::try_from(days_ago + block.middle() as i64).ok()?;
            (days > 0).then(|| Review::of(scheduler, learner, strength, days))
        };
        Group {
            count,
            stay: learner.recall(strength.stability, (days_ago + self.exam as i64) as f64),
            reviews: self.blocks.iter().map(review).collect(),
        }
    }

    /// Reviews in block `u` of memories last used in block `l`, by point.
    pub fn between(&self, l: usize, u: usize) -> &[Review] {
        let days = self.blocks[u].middle() - self.blocks[l].middle();
        self.reviews.get(&days).map_or(&[], Vec::as_slice)
    }

    /// What cards are worth where a second of block `u` costs `prices[u]`.
    pub fn values(&self, prices: &[f64]) -> Values {
        let n = self.blocks.len();
        let mut after: Vec<Vec<f64>> = vec![Vec::new(); n];
        let mut waits: Vec<Vec<Vec<f64>>> = vec![Vec::new(); n];
        for l in (0..n).rev() {
            let rows: Vec<Vec<f64>> = (l + 1..n)
                .map(|u| {
                    let worth =
                        |review: &Review| review.worth(&after[u]) - prices[u] * review.seconds;
                    self.between(l, u).iter().map(worth).collect()
                })
                .collect();
            let mut best = self.kept[l].clone();
            for row in &rows {
                for (best, worth) in best.iter_mut().zip(row) {
                    *best = best.max(*worth);
                }
            }
            after[l] = best;
            waits[l] = rows;
        }
        let first = (0..n)
            .map(|u| self.first.worth(&after[u]) - prices[u] * self.first.seconds)
            .collect();
        Values {
            after,
            waits,
            first,
        }
    }

    /// The worth of a review of a group's cards in block `u`; none where there is none.
    pub fn worth(&self, values: &Values, prices: &[f64], group: &Group, u: usize) -> Option<f64> {
        let review = group.reviews[u].as_ref()?;
        Some(review.worth(&values.after[u]) - prices[u] * review.seconds)
    }

    /// How many seconds each block takes when all follow the values, softly.
    pub fn load(&self, values: &Values, prices: &[f64], groups: &[Group], new: f64) -> Vec<f64> {
        let n = self.blocks.len();
        let mut seconds = vec![0.0; n];
        let mut mass = vec![vec![0.0; POINTS]; n];
        let shares = soft(0.0, values.first.iter().map(|worth| Some(*worth)));
        for (u, share) in shares.iter().enumerate() {
            seconds[u] += self.first.pass(&mut mass[u], new * share);
        }
        for group in groups {
            let worth = (0..n).map(|u| self.worth(values, prices, group, u));
            let shares = soft(group.stay, worth);
            for (u, share) in shares.iter().enumerate() {
                if let Some(review) = &group.reviews[u] {
                    seconds[u] += review.pass(&mut mass[u], group.count * share);
                }
            }
        }
        for l in 0..n {
            let here = std::mem::take(&mut mass[l]);
            for (point, amount) in here.into_iter().enumerate() {
                if amount < TRACE {
                    continue;
                }
                let kept = self.kept[l][point];
                let worth = values.waits[l].iter().map(|row| Some(row[point]));
                let shares = soft(kept, worth);
                for (later, share) in shares.iter().enumerate() {
                    let u = l + 1 + later;
                    if amount * share > TRACE {
                        let review = &self.between(l, u)[point];
                        seconds[u] += review.pass(&mut mass[u], amount * share);
                    }
                }
            }
        }
        seconds
    }
}

/// An amount of cards that makes no difference.
const TRACE: f64 = 1e-6;
/// A choice is left out that is this many times the softness worse than the best: one in a thousand
/// would make it.
const NEGLIGIBLE: f64 = -7.0;

/// The shares of each choice beside staying, by their worth (softmax).
fn soft(stay: f64, worth: impl Iterator<Item = Option<f64>>) -> Vec<f64> {
    let worth: Vec<Option<f64>> = worth.collect();
    let best = worth.iter().flatten().copied().fold(stay, f64::max);
    let share = |worth: f64| {
        let below = (worth - best) / SOFTNESS;
        if below < NEGLIGIBLE { 0.0 } else { below.exp() }
    };
    let mut shares: Vec<f64> = worth.iter().map(|worth| worth.map_or(0.0, share)).collect();
    let total = share(stay) + shares.iter().sum::<f64>();
    for share in &mut shares {
        *share /= total;
    }
    shares
}
