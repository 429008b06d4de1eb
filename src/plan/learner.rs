//! What a plan assumes of its learner: how answers fall out, how long they take, and how recall
//! fades; the last is learned from the learner's own answers.

use crate::schedule::odds::logit;
use crate::schedule::outlook::recall;

/// How sure a learner's shift is before any answer: its standard deviation in logits. Learners'
/// true memories differ from the model's by about that much.
const PRIOR_SHIFT: f64 = 0.6;
/// Likewise for the logarithm of the decay. Over learners' collections the decay of FSRS-6 has a
/// standard deviation of 0.27 around 0.154 (the prior of the `fsrs` crate's fit), and a log-normal
/// with that median and that deviation has this one.
const PRIOR_DECAY: f64 = 0.92;
/// Decays that are tried, as multiples of the scheduler's own: five to each power of ten.
const DECAYS: [f64; 11] = [
    0.1, 0.158, 0.251, 0.398, 0.631, 1.0, 1.585, 2.512, 3.981, 6.31, 10.0,
];

/// An answer that was predicted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// The stability before it, in days.
    pub stability: f32,
    /// Days since the answer before; at least 1.
    pub days: u32,
    /// Whether the card was known.
    pub known: bool,
}

/// A forgetting curve that a learner may have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    /// How likely it is, 0 to 1; those of a learner sum to 1.
    pub weight: f64,
    /// Its decay.
    pub decay: f64,
    /// By how much recall is better than it says, in logits.
    pub shift: f64,
    /// The standard deviation of the shift, in logits.
    pub doubt: f64,
}

/// A learner's habits and pace.
#[derive(Debug, Clone, PartialEq)]
pub struct Learner {
    /// How first answers are rated, from again to easy; sums to 1.
    pub first: [f64; 4],
    /// How known cards are rated, from hard to easy; sums to 1.
    pub known: [f64; 3],
    /// Seconds for a first answer, by rating.
    pub first_seconds: [f64; 4],
    /// Seconds for a later answer, by rating.
    pub later_seconds: [f64; 4],
    /// Seconds to relearn a missed card in the same sitting.
    pub relearn_seconds: f64,
    /// The decay of the forgetting curve.
    pub decay: f64,
    /// By how much recall is better than predicted, in logits.
    pub shift: f64,
    /// The standard deviation of the shift, in logits.
    pub doubt: f64,
    /// What the curve may be, as far as answers have told.
    pub curves: Vec<Curve>,
}

impl Learner {
    /// The average learner of the public review logs that FSRS was made from: shares and times
    /// as in the simulator of its authors (open-spaced-repetition, FSRS-6 defaults).
    pub fn average(decay: f64) -> Self {
        Self {
            first: [0.24, 0.094, 0.495, 0.171],
            known: [0.224, 0.631, 0.145],
            first_seconds: [19.58, 18.79, 13.78, 10.71],
            later_seconds: [19.38, 17.59, 12.38, 8.94],
            relearn_seconds: 12.32,
            decay,
            shift: 0.0,
            doubt: PRIOR_SHIFT,
            curves: curves(&[], decay),
        }
    }

    /// The same learner, if the curve is this one.
    #[must_use]
    pub fn with(&self, curve: &Curve) -> Self {
        Self {
            decay: curve.decay,
            shift: curve.shift,
            doubt: curve.doubt,
            curves: vec![Curve {
                weight: 1.0,
                ..*curve
            }],
            ..self.clone()
        }
    }

    /// The same learner, at another pace: answers take `factor` times as long.
    #[must_use]
    pub fn paced(mut self, factor: f64) -> Self {
        for seconds in self.first_seconds.iter_mut().chain(&mut self.later_seconds) {
            *seconds *= factor;
        }
        self.relearn_seconds *= factor;
        self
    }

    /// Learns decay and shift from answers, in any order; with few answers little changes.
    ///
    /// The decay is the most likely one of a row around the scheduler's own, with a log-normal
    /// prior; the shift is the mode of its posterior under a normal prior, by Newton's method.
    #[must_use]
    pub fn calibrated(mut self, outcomes: &[Outcome]) -> Self {
        self.curves = curves(outcomes, self.decay);
        let mean = |value: &dyn Fn(&Curve) -> f64| -> f64 {
            let each = self.curves.iter();
            each.map(|curve| curve.weight * value(curve)).sum()
        };
        let decay = mean(&|curve| curve.decay.ln()).exp();
        let fit = Fit::new(outcomes, decay);
        let spread = mean(&|curve| (curve.shift - fit.shift).powi(2));
        self.decay = decay;
        self.shift = fit.shift;
        self.doubt = (fit.doubt * fit.doubt + spread).sqrt();
        self
    }

    /// The probability of recall after some days, 0 to 1.
    pub fn recall(&self, stability: f32, days: f64) -> f64 {
        self.shifted(recall(stability, days, self.decay))
    }

    fn shifted(&self, recall: f64) -> f64 {
        // What is certain stays certain.
        if recall >= 1.0 || recall <= 0.0 {
            return recall;
        }
        logistic(logit(recall) + self.shift)
    }

    /// Seconds that a first answer takes on average, relearning included.
    pub fn first_cost(&self) -> f64 {
        let each = self.first.iter().zip(&self.first_seconds);
        each.map(|(share, seconds)| share * seconds).sum::<f64>()
            + self.first[0] * self.relearn_seconds
    }

    /// Seconds that a later answer takes on average at that recall, relearning included.
    pub fn later_cost(&self, recall: f64) -> f64 {
        let each = self.known.iter().zip(&self.later_seconds[1..]);
        let known: f64 = each.map(|(share, seconds)| share * seconds).sum();
        recall * known + (1.0 - recall) * (self.later_seconds[0] + self.relearn_seconds)
    }

    /// How later answers fall out at that recall, from again to easy.
    pub fn later(&self, recall: f64) -> [f64; 4] {
        let [hard, good, easy] = self.known.map(|share| share * recall);
        [1.0 - recall, hard, good, easy]
    }
}

/// What the curve may be around a decay, after these answers.
fn curves(outcomes: &[Outcome], own: f64) -> Vec<Curve> {
    let fits = DECAYS.map(|factor| {
        let fit = Fit::new(outcomes, own * factor);
        let prior = -0.5 * (factor.ln() / PRIOR_DECAY).powi(2);
        (fit.likelihood + prior, fit)
    });
    let likelihoods = fits.iter().map(|(likelihood, _)| *likelihood);
    let best = likelihoods.fold(f64::NEG_INFINITY, f64::max);
    let weight = |likelihood: f64| (likelihood - best).exp();
    let all: f64 = fits.iter().map(|(likelihood, _)| weight(*likelihood)).sum();
    let curve = |(likelihood, fit): (f64, Fit)| Curve {
        weight: weight(likelihood) / all,
        decay: fit.decay,
        shift: fit.shift,
        doubt: fit.doubt,
    };
    fits.into_iter().map(curve).collect()
}

/// The shift that fits best under a decay.
struct Fit {
    decay: f64,
    shift: f64,
    /// The standard deviation of the shift.
    doubt: f64,
    /// The logarithm of the likelihood, with the prior of the shift.
    likelihood: f64,
}

impl Fit {
    fn new(outcomes: &[Outcome], decay: f64) -> Self {
        let precision = 1.0 / (PRIOR_SHIFT * PRIOR_SHIFT);
        let logits: Vec<(f64, bool)> = outcomes
            .iter()
            .map(|outcome| {
                let predicted = recall(outcome.stability, f64::from(outcome.days), decay);
                (logit(predicted), outcome.known)
            })
            .collect();
        let (mut shift, mut curvature) = (0.0, precision);
        for _ in 0..12 {
            let mut slope = -shift * precision;
            curvature = precision;
            for (logit, known) in &logits {
                let p = logistic(logit + shift);
                slope += f64::from(u8::from(*known)) - p;
                curvature += p * (1.0 - p);
            }
            let step = slope / curvature;
            shift += step;
            if step.abs() < 1e-6 {
                break;
            }
        }
        let chance = |(logit, known): &(f64, bool)| {
            let p = logistic(logit + shift);
            (if *known { p } else { 1.0 - p }).max(1e-12).ln()
        };
        Self {
            decay,
            shift,
            doubt: curvature.sqrt().recip(),
            likelihood: logits.iter().map(chance).sum::<f64>() - 0.5 * shift * shift * precision,
        }
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers as they fall out when recall is what `truth` says: at each of some delays, a
    /// share of a hundred.
    fn outcomes(truth: impl Fn(f64) -> f64) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for days in [2, 5, 10, 20, 40, 80] {
            let known = (100.0 * truth(f64::from(days))).round() as usize;
            outcomes.extend((0..100).map(|n| Outcome {
                stability: 10.0,
                days,
                known: n < known,
            }));
        }
        outcomes
    }

    #[test]
    fn without_answers_the_learner_stays_the_average_one() {
        let average = Learner::average(0.1542);
        let same = average.clone().calibrated(&[]);
        assert!((same.decay - average.decay).abs() < 1e-3, "{}", same.decay);
        assert_eq!(same.shift, 0.0);
        assert!((same.doubt - average.doubt).abs() < 1e-9);
    }

    #[test]
    fn a_curve_that_falls_otherwise_is_learned_from_the_answers() {
        let average = Learner::average(0.1542);
        let exponential = |days: f64| 0.9_f64.powf(days / 10.0);
        let learned = average.clone().calibrated(&outcomes(exponential));
        for days in [40.0, 80.0] {
            let off = |learner: &Learner| (learner.recall(10.0, days) - exponential(days)).abs();
            assert!(off(&learned) < off(&average) / 2.0, "{days}");
        }
        assert!(learned.doubt < average.doubt);
    }

    #[test]
    fn shares_of_answers_sum_to_one() {
        let learner = Learner::average(0.1542);
        for recall in [0.0, 0.3, 0.9, 1.0] {
            assert!((learner.later(recall).iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
        assert!((learner.first.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }
}
