//! The price of a second on each day.

use std::collections::HashMap;

use super::course::{Course, Group};
use super::days::Block;
use super::learner::Learner;
use super::{Exam, Standing};
use crate::schedule::Scheduler;
use crate::schedule::outlook::Strength;

/// The first guess of a second's price, in points of a card's recall.
const FIRST_PRICE: f64 = 2e-3;
/// Prices stay between these: at the least, minutes are to spare; at the most, no card is worth
/// a second.
const PRICES: (f64, f64) = (1e-6, 0.2);
/// How often prices are mended from nothing.
const ROUNDS: usize = 40;
/// A load this near to its seconds is near enough, as a share of them.
const NEAR: f64 = 0.02;
/// How often the scale of earlier prices is halved in on.
const SCALINGS: usize = 9;
/// By how much they are raised or lowered at most.
const SCALE: f64 = 50.0;
/// More kinds of standing than this are drawn together.
const MOST_GROUPS: usize = 1500;

/// The price of each block, from the price of each day; the first guess where there is none.
pub(super) fn block_prices(course: &Course, days: &[f64]) -> Vec<f64> {
    let price = |block: &Block| {
        let own = days.get(block.middle()).or(days.last());
        own.copied()
            .filter(|price| price.is_finite())
            .unwrap_or(FIRST_PRICE)
    };
    let clamped = |price: f64| price.clamp(PRICES.0, PRICES.1);
    course.blocks.iter().map(price).map(clamped).collect()
}

/// Prices in the proportions of an earlier plan, raised or lowered together until all that is
/// left to do fits into all the seconds that are left.
///
/// Proportions found anew each day follow each day's luck; cards put off for a cheaper day then
/// meet days that are full.
pub(super) fn scaled_prices(
    course: &Course,
    groups: &[Group],
    new: f64,
    exam: Exam,
    prices: &[f64],
) -> Vec<f64> {
    let left = exam.today + exam.seconds * (exam.days - 1) as f64;
    let scaled = |log: f64| -> Vec<f64> {
        let scale = |price: &f64| (price * log.exp()).clamp(PRICES.0, PRICES.1);
        prices.iter().map(scale).collect()
    };
    let (mut low, mut high) = (-SCALE.ln(), SCALE.ln());
    for _ in 0..SCALINGS {
        let middle = (low + high) / 2.0;
        let prices = scaled(middle);
        let load = course.load(&course.values(&prices), &prices, groups, new);
        if load.iter().sum::<f64>() > left {
            low = middle;
        } else {
            high = middle;
        }
    }
    scaled((low + high) / 2.0)
}

/// Prices under which each day's load meets its seconds: raised where there is too much, lowered
/// where there is room; the mean of the later rounds, since they swing.
pub(super) fn fair_prices(
    course: &Course,
    groups: &[Group],
    new: f64,
    exam: Exam,
    start: &[f64],
) -> Vec<f64> {
    // The right scale first: a price far off would be mended too slowly.
    let mut prices = scaled_prices(course, groups, new, exam, start);
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
            let over = (load[u] / seconds.max(1.0) - 1.0).clamp(-1.0, 1.5);
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
    let mean: Vec<f64> = sums.into_iter().map(|sum| (sum / summed).exp()).collect();
    // Where time is scarce they are still too low by then.
    scaled_prices(course, groups, new, exam, &mean)
}

/// Cards that stand alike, drawn together.
pub(super) fn grouped(
    course: &Course,
    scheduler: &Scheduler,
    learner: &Learner,
    cards: &[Standing],
) -> Vec<Group> {
    let seen = cards.iter().filter_map(|card| match card {
        Standing::New => None,
        Standing::Seen { strength, days_ago } => Some((*strength, *days_ago)),
    });
    let seen: Vec<(Strength, i64)> = seen.collect();
    // Finer than the grid while there are few; coarser steps where there are many.
    for step in [0.0, 0.1, 0.2, 0.4, 0.8] {
        let mut alike: HashMap<(i64, i64, i64), (f64, Strength, i64)> = HashMap::new();
        for (n, (strength, days_ago)) in seen.iter().enumerate() {
            let key = if step == 0.0 {
                (n as i64, 0, 0)
            } else {
                (
                    (f64::from(strength.stability).max(1e-3).ln() / step).round() as i64,
                    (f64::from(strength.difficulty) / (4.0 * step)).round() as i64,
                    ((*days_ago as f64).ln_1p() / step).round() as i64,
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
