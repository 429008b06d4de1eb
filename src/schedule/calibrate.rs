//! The calibrator: from what the kernels predict to what this learner does.
//!
//! Three logistic regressions learn online, each after the answer that it has predicted, with a
//! full covariance (an extended Kalman filter); they differ in how far they trust their start,
//! which is the fitted kernel itself. What is predicted is a mixture of the three and of the
//! kernels alone, weighted by how well each has predicted so far. So a calibrator that is of no
//! use to a learner costs next to nothing, and it never sees what it predicts.

use super::odds::{certain_at_most, logit};
use crate::packed::{Packer, Unpacker};

/// What the regressions look at.
pub const FEATURES: usize = 12;
/// How far each regression strays from its start: prior variances.
const SPREADS: [f64; 3] = [0.03, 0.1, 0.3];
/// The scale of the fitted kernel's logit is known well.
const SCALE_VARIANCE: f64 = 0.05;
/// How the other kernels differ from it says something, or nothing.
const KERNEL_VARIANCE: f64 = 0.2;
/// Residuals are small numbers, so their weights may be large.
const RESIDUAL_FACTOR: f64 = 10.0;
/// Learners change: with each answer this share of the prior variance comes back.
const DRIFT: f64 = 1e-4;
/// What the mixture starts from: the fitted kernel, the default one, the three regressions.
const START: [f64; 5] = [0.1, 0.1, 0.25, 0.3, 0.25];
/// With each answer this share of the mixture goes back to its start (Herbster and Warmuth 1998).
const SHARE: f64 = 1e-4;

/// What is known before an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// The recall that the fitted kernel predicts.
    pub fitted: f64,
    /// With its parameters and latency grades.
    pub timed: f64,
    /// With the default parameters.
    pub default: f64,
    /// The fitted kernel's stability, in days.
    pub stability: f64,
    /// Earlier answers to the card.
    pub answers: u32,
    /// Of those, how many it was missed in.
    pub missed: u32,
    /// How far the latest answers were above what was predicted, on average: the last ten or so,
    /// the last fifty or so.
    pub lately: [f64; 2],
    /// The same for this card, its deck, and the cards begun on the same day.
    pub alike: [f64; 3],
}

impl Evidence {
    fn features(&self) -> [f64; FEATURES] {
        let fitted = logit(self.fitted);
        [
            fitted,
            logit(self.default) - fitted,
            logit(self.timed) - fitted,
            1.0,
            (self.stability.max(1e-3).ln() - 2.0) / 3.0,
            (f64::from(self.answers.max(1)).ln() - 1.5) / 1.5,
            f64::from(self.missed).ln_1p() - 0.7,
            self.lately[0],
            self.lately[1],
            self.alike[0],
            self.alike[1],
            self.alike[2],
        ]
    }
}

fn variances(spread: f64) -> [f64; FEATURES] {
    let mut variances = [spread; FEATURES];
    variances[0] = SCALE_VARIANCE;
    variances[1] = KERNEL_VARIANCE;
    variances[2] = KERNEL_VARIANCE;
    variances[7..].fill(spread * RESIDUAL_FACTOR);
    variances
}

/// A logistic regression that learns one answer at a time.
#[derive(Debug, Clone)]
struct Regression {
    weights: [f64; FEATURES],
    covariance: [[f64; FEATURES]; FEATURES],
    prior: [f64; FEATURES],
}

impl Regression {
    fn new(spread: f64) -> Self {
        let prior = variances(spread);
        let mut covariance = [[0.0; FEATURES]; FEATURES];
        for (at, variance) in prior.iter().enumerate() {
            covariance[at][at] = *variance;
        }
        let mut weights = [0.0; FEATURES];
        weights[0] = 1.0;
        Self {
            weights,
            covariance,
            prior,
        }
    }

    fn predict(&self, features: &[f64; FEATURES]) -> f64 {
        let sum: f64 = self.weights.iter().zip(features).map(|(w, x)| w * x).sum();
        certain_at_most(1.0 / (1.0 + (-sum).exp()))
    }

    fn learn(&mut self, features: &[f64; FEATURES], known: f64) {
        let predicted = self.predict(features);
        // The curvature of the loss; bounded, so that one surprise does not throw all over.
        let curvature = (predicted * (1.0 - predicted)).max(1e-3);
        let spread = self
            .covariance
            .map(|row| row.iter().zip(features).map(|(c, x)| c * x).sum::<f64>());
        let total: f64 = spread.iter().zip(features).map(|(s, x)| s * x).sum();
        let scale = 1.0 / (1.0 / curvature + total);
        let step = (known - predicted) / curvature * scale;
        for (weight, spread) in self.weights.iter_mut().zip(&spread) {
            *weight += step * spread;
        }
        for (row, left) in self.covariance.iter_mut().zip(&spread) {
            for (cell, right) in row.iter_mut().zip(&spread) {
                *cell -= left * right * scale;
            }
        }
        for (at, variance) in self.prior.iter().enumerate() {
            self.covariance[at][at] += DRIFT * variance;
        }
    }
}

/// Predicts answers and learns from each.
#[derive(Debug, Clone)]
pub struct Calibrator {
    regressions: [Regression; 3],
    mixture: [f64; 5],
}

impl Default for Calibrator {
    fn default() -> Self {
        Self {
            regressions: SPREADS.map(Regression::new),
            mixture: START,
        }
    }
}

impl Calibrator {
    /// The probability that it will be known.
    pub fn predict(&self, evidence: &Evidence) -> f64 {
        let each = self.each(evidence);
        each.iter().zip(&self.mixture).map(|(p, w)| p * w).sum()
    }

    /// Learns from an answer: 1 known, 0 not.
    pub fn learn(&mut self, evidence: &Evidence, known: f64) {
        let each = self.each(evidence);
        let right = |predicted: f64| known * predicted + (1.0 - known) * (1.0 - predicted);
        let mut total = 0.0;
        for (weight, predicted) in self.mixture.iter_mut().zip(&each) {
            *weight *= right(*predicted);
            total += *weight;
        }
        for (weight, start) in self.mixture.iter_mut().zip(START) {
            *weight = (1.0 - SHARE) * *weight / total + SHARE * start;
        }
        let features = evidence.features();
        for regression in &mut self.regressions {
            regression.learn(&features, known);
        }
    }

    /// Puts it down.
    pub fn pack(&self, packer: &mut Packer) {
        for regression in &self.regressions {
            let covariance = regression.covariance.iter().flatten();
            let all = regression.weights.iter().chain(covariance);
            all.for_each(|number| packer.real(*number));
        }
        self.mixture.iter().for_each(|weight| packer.real(*weight));
    }

    /// Takes up what [`Calibrator::pack`] has put down.
    pub fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let mut calibrator = Self::default();
        for regression in &mut calibrator.regressions {
            let covariance = regression.covariance.iter_mut().flatten();
            for number in regression.weights.iter_mut().chain(covariance) {
                *number = from.real()?;
            }
        }
        for weight in &mut calibrator.mixture {
            *weight = from.real()?;
        }
        Some(calibrator)
    }

    fn each(&self, evidence: &Evidence) -> [f64; 5] {
        let features = evidence.features();
        let [first, second, third] = &self.regressions;
        [
            certain_at_most(evidence.fitted),
            certain_at_most(evidence.default),
            first.predict(&features),
            second.predict(&features),
            third.predict(&features),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(fitted: f64) -> Evidence {
        Evidence {
            fitted,
            timed: fitted,
            default: fitted,
            stability: 10.0,
            answers: 4,
            missed: 1,
            lately: [0.0; 2],
            alike: [0.0; 3],
        }
    }

    #[test]
    fn it_starts_as_the_kernel_and_learns_where_the_kernel_is_off() {
        let mut calibrator = Calibrator::default();
        assert!((calibrator.predict(&evidence(0.9)) - 0.9).abs() < 1e-9);
        // This learner knows nine of ten, whatever the kernel says.
        for n in 0..2000 {
            calibrator.learn(&evidence(0.6), f64::from(u8::from(n % 10 != 0)));
        }
        assert!((calibrator.predict(&evidence(0.6)) - 0.9).abs() < 0.03);
    }

    proptest::proptest! {
        #[test]
        fn no_evidence_makes_it_worse_than_a_kernel_by_more_than_the_start_says(
            answers in proptest::collection::vec((0.0f64..=1.0, 0.0f64..=1.0, proptest::bool::ANY), 1..200),
        ) {
            let mut calibrator = Calibrator::default();
            let loss = |p: f64, known: f64| -(known * p + (1.0 - known) * (1.0 - p)).ln();
            let (mut own, mut kernel) = (0.0, 0.0);
            for (fitted, lately, known) in answers {
                let known = f64::from(u8::from(known));
                let evidence = Evidence { lately: [lately, -lately], ..evidence(fitted) };
                let predicted = calibrator.predict(&evidence);
                proptest::prop_assert!(predicted > 0.0 && predicted < 1.0);
                own += loss(predicted, known);
                kernel += loss(certain_at_most(fitted), known);
                calibrator.learn(&evidence, known);
            }
            // ln(1 / START[0]), and what the share costs.
            proptest::prop_assert!(own <= kernel + 10f64.ln() + 200.0 * 2.0 * SHARE);
        }
    }
}
