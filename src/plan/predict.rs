//! The predicted score of an exam.

use serde::{Deserialize, Serialize};

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

/// What one of the curves that the learner may have comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// How likely the curve is, as a weight among the others.
    pub weight: f64,
    /// The expected share of cards known, 0 to 1.
    pub known: f64,
    /// The mean of p(1 − p) over the cards: the slope of the share against a shift in logits.
    pub slope: f64,
    /// The standard deviation of the shift, in logits.
    pub doubt: f64,
}

/// Model error that no answer of the learner's takes away, in logits.
const STUBBORN: f64 = 0.2;
/// What lies outside of the interval at each end.
const TAIL: f64 = 0.05;
/// Points and weights that stand for a standard normal (Gauss and Hermite's rule of seven points;
/// Abramowitz and Stegun 1964, table 25.10).
const NORMAL: [(f64, f64); 7] = [
    (-3.750_44, 0.000_548),
    (-2.366_76, 0.030_757),
    (-1.154_405, 0.240_123),
    (0.0, 0.457_144),
    (1.154_405, 0.240_123),
    (2.366_76, 0.030_757),
    (3.750_44, 0.000_548),
];

/// The score of so many questions drawn from the cards: for each curve and each shift that there
/// may be a binomial, and of all of them the mean and what lies between the tails. `guess` is the
/// share of unknown cards that are right by luck.
pub fn predict(shares: &[Share], questions: usize, guess: f64) -> Prediction {
    let questions = questions.max(1);
    let mut chances = vec![0.0; questions + 1];
    let (mut score, mut all) = (0.0, 0.0);
    for share in shares {
        let known = share.known.clamp(1e-9, 1.0 - 1e-9);
        // The shift of the mean that has the slope of the cards.
        let pace = share.slope / (known * (1.0 - known));
        let doubt = share.doubt.hypot(STUBBORN);
        for (z, weight) in NORMAL {
            let odds = (known / (1.0 - known)).ln() + pace * doubt * z;
            let known = 1.0 / (1.0 + (-odds).exp());
            let right = known + (1.0 - known) * guess;
            let weight = weight * share.weight;
            all += weight;
            score += weight * right;
            add_binomial(&mut chances, right, weight);
        }
    }
    if all <= 0.0 {
        return Prediction {
            score: guess,
            low: 0.0,
            high: 1.0,
        };
    }
    let score = score / all;
    let tail = |chances: &mut dyn Iterator<Item = &f64>| {
        let mut below = 0.0;
        let outside = chances.take_while(|chance| {
            below += **chance;
            below <= TAIL * all
        });
        outside.count() as f64 / questions as f64
    };
    Prediction {
        score,
        low: tail(&mut chances.iter()).min(score),
        high: (1.0 - tail(&mut chances.iter().rev())).max(score),
    }
}

/// Adds the chances of each number of right answers.
fn add_binomial(chances: &mut [f64], right: f64, weight: f64) {
    let n = chances.len() - 1;
    let (won, lost) = (right.max(1e-12).ln(), (1.0 - right).max(1e-12).ln());
    let mut ways: f64 = 0.0;
    for (k, chance) in chances.iter_mut().enumerate() {
        *chance += weight * (ways + k as f64 * won + (n - k) as f64 * lost).exp();
        ways += ((n - k) as f64).ln() - ((k + 1) as f64).ln();
    }
}
