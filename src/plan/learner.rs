//! What a plan assumes of its learner: how answers fall out, how long they take, and how recall
//! fades; the last is learned from the learner's own answers.

use crate::schedule::outlook::recall;

/// How sure a learner's shift is before any answer: its standard deviation in logits. Learners'
/// true memories differ from the model's by about that much.
const PRIOR_SHIFT: f64 = 0.6;
/// Likewise for the logarithm of the decay.
const PRIOR_DECAY: f64 = 0.7;
/// Decays that are tried, as multiples of the scheduler's own, evenly spaced in the logarithm.
const DECAYS: [f64; 13] = [
    0.4, 0.55, 0.75, 1.0, 1.35, 1.8, 2.4, 3.2, 4.3, 5.8, 7.8, 10.0, 14.0,
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
        let own = self.decay;
        let fits = DECAYS.map(|factor| {
            let (shift, doubt, likelihood) = fit_shift(outcomes, own * factor);
            let prior = -0.5 * (factor.ln() / PRIOR_DECAY).powi(2);
            (likelihood + prior, own * factor, shift, doubt)
        });
        let best = fits
            .iter()
            .map(|fit| fit.0)
            .fold(f64::NEG_INFINITY, f64::max);
        let weight = |fit: &(f64, f64, f64, f64)| (fit.0 - best).exp();
        let total: f64 = fits.iter().map(weight).sum();
        let mean = |value: &dyn Fn(&(f64, f64, f64, f64)) -> f64| -> f64 {
            fits.iter().map(|fit| weight(fit) * value(fit)).sum::<f64>() / total
        };
        self.decay = mean(&|fit| fit.1.ln()).exp();
        let (shift, doubt, _) = fit_shift(outcomes, self.decay);
        let spread = mean(&|fit| (fit.2 - shift).powi(2));
        self.shift = shift;
        self.doubt = (doubt * doubt + spread).sqrt();
        self
    }

    /// The probability of recall after some days, 0 to 1.
    pub fn recall(&self, stability: f32, days: f64) -> f64 {
        self.shifted(recall(stability, days, self.decay))
    }

    fn shifted(&self, recall: f64) -> f64 {
        if days_free(recall) {
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

/// Whether recall is certain, so that no shift applies.
fn days_free(recall: f64) -> bool {
    recall >= 1.0 || recall <= 0.0
}

/// The shift under a decay: its mode, its standard deviation, and the log likelihood there
/// (with the prior).
fn fit_shift(outcomes: &[Outcome], decay: f64) -> (f64, f64, f64) {
    let precision = 1.0 / (PRIOR_SHIFT * PRIOR_SHIFT);
    let logits: Vec<(f64, f64)> = outcomes
        .iter()
        .map(|outcome| {
            let predicted = recall(outcome.stability, f64::from(outcome.days), decay);
            (logit(predicted), f64::from(u8::from(outcome.known)))
        })
        .collect();
    let (mut shift, mut curvature) = (0.0, precision);
    for _ in 0..12 {
        let mut slope = -shift * precision;
        curvature = precision;
        for (logit, known) in &logits {
            let p = logistic(logit + shift);
            slope += known - p;
            curvature += p * (1.0 - p);
        }
        let step = slope / curvature;
        shift += step;
        if step.abs() < 1e-6 {
            break;
        }
    }
    let likelihood: f64 = logits
        .iter()
        .map(|(logit, known)| {
            let p = logistic(logit + shift);
            (if *known > 0.5 { p } else { 1.0 - p }).max(1e-12).ln()
        })
        .sum();
    let prior = -0.5 * shift * shift * precision;
    (shift, curvature.sqrt().recip(), likelihood + prior)
}

/// Log odds of a probability kept a little off 0 and 1.
fn logit(p: f64) -> f64 {
    let p = p.clamp(1e-4, 1.0 - 1e-4);
    (p / (1.0 - p)).ln()
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}
