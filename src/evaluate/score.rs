//! How good predictions are: log loss, RMSE(bins), AUC, calibration; and whether one predictor
//! is better than another beyond noise.
//!
//! The definitions are those of the public benchmark of schedulers,
//! <https://github.com/open-spaced-repetition/srs-benchmark>.

use std::collections::HashMap;

use crate::schedule::odds::loss;

/// 95 % of a normal distribution lie within so many standard errors.
const WITHIN: f64 = 1.96;

/// What was predicted, and what came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trial {
    /// The bin of RMSE(bins).
    pub bin: (i32, i32, i32),
    /// The local day.
    pub day: i32,
    /// Whether it was known: 1 or 0.
    pub known: f64,
}

/// How good a predictor is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Mean of −ln of the probability given to what came; less is better.
    pub log_loss: f64,
    /// Within bins of interval, number of answers and lapses: how far the mean prediction is
    /// from the share known, as a weighted root of the mean square; less is better.
    pub rmse_bins: f64,
    /// The probability that one known was given more than one missed; none where all were known
    /// or all missed.
    pub auc: Option<f64>,
}

/// The bin of an answer: interval, answers a day apart with this one, lapses before.
pub fn bin(elapsed: u32, spaced: u32, lapses: u32) -> (i32, i32, i32) {
    // The numbers are the benchmark's; only which answers share a bin matters.
    let step = |value: u32, base: f64| {
        if value == 0 {
            -1
        } else {
            f64::from(value).log(base).floor() as i32
        }
    };
    (
        step(elapsed, 3.62),
        step(spaced + 1, 1.89),
        step(lapses, 1.73),
    )
}

/// Scores predictions, one for each trial; none without trials.
pub fn score(trials: &[Trial], predicted: &[f64]) -> Option<Score> {
    if trials.is_empty() {
        return None;
    }
    let pairs = || trials.iter().zip(predicted);
    let count = trials.len() as f64;
    let log_loss = pairs().map(|(trial, p)| loss(*p, trial.known)).sum::<f64>() / count;
    let mut bins: HashMap<_, (f64, f64)> = HashMap::new();
    for (trial, predicted) in pairs() {
        let bin = bins.entry(trial.bin).or_default();
        bin.0 += predicted - trial.known;
        bin.1 += 1.0;
    }
    let squares: f64 = bins.values().map(|(off, many)| off * off / many).sum();
    Some(Score {
        log_loss,
        rmse_bins: (squares / count).sqrt(),
        auc: auc(trials, predicted),
    })
}

/// From the ranks (Mann and Whitney 1947); equal predictions share their ranks.
fn auc(trials: &[Trial], predicted: &[f64]) -> Option<f64> {
    let mut order: Vec<usize> = (0..trials.len()).collect();
    order.sort_by(|a, b| predicted[*a].total_cmp(&predicted[*b]));
    let (mut ranks, mut known) = (0.0, 0.0);
    let mut from = 0;
    for group in order.chunk_by(|a, b| predicted[*a].total_cmp(&predicted[*b]).is_eq()) {
        let rank = from as f64 + (group.len() + 1) as f64 / 2.0;
        let in_group: f64 = group.iter().map(|at| trials[*at].known).sum();
        ranks += rank * in_group;
        known += in_group;
        from += group.len();
    }
    let missed = trials.len() as f64 - known;
    (known > 0.0 && missed > 0.0).then(|| (ranks - known * (known + 1.0) / 2.0) / (known * missed))
}

/// How much less one predictor loses than another, as a share of what the other loses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gain {
    /// The best guess.
    pub share: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Gain {
    /// Whether it is above nothing beyond noise.
    pub fn is_real(self) -> bool {
        self.low > 0.0
    }
}

/// Compares two predictors trial by trial. What happens on one day hangs together, so the noise
/// is that between days; none with fewer than ten days, which say nothing of it.
pub fn gain(trials: &[Trial], better: &[f64], than: &[f64]) -> Option<Gain> {
    let (mut days, mut lost): (HashMap<i32, (f64, f64)>, f64) = (HashMap::new(), 0.0);
    for ((trial, better), than) in trials.iter().zip(better).zip(than) {
        let than = loss(*than, trial.known);
        let day = days.entry(trial.day).or_default();
        day.0 += than - loss(*better, trial.known);
        day.1 += 1.0;
        lost += than;
    }
    if days.len() < 10 || lost <= 0.0 {
        return None;
    }
    let count = trials.len() as f64;
    let mean = days.values().map(|day| day.0).sum::<f64>() / count;
    let spread: f64 = days
        .values()
        .map(|(sum, many)| (sum - many * mean).powi(2))
        .sum();
    let many = days.len() as f64;
    let error = (spread * many / (many - 1.0)).sqrt() / count;
    let whole = lost / count;
    Some(Gain {
        share: mean / whole,
        low: (mean - WITHIN * error) / whole,
        high: (mean + WITHIN * error) / whole,
    })
}

/// What was predicted and what came, of a range of predictions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    /// How many trials.
    pub count: usize,
    /// The mean prediction.
    pub predicted: f64,
    /// The share known.
    pub known: f64,
}

/// Trials in the order of their predictions, in so many groups of about one size.
pub fn calibration(trials: &[Trial], predicted: &[f64], groups: usize) -> Vec<Level> {
    let mut order: Vec<usize> = (0..trials.len()).collect();
    order.sort_by(|a, b| predicted[*a].total_cmp(&predicted[*b]));
    let size = trials.len().div_ceil(groups.max(1)).max(1);
    order
        .chunks(size)
        .map(|group| {
            let many = group.len() as f64;
            let mean =
                |of: &dyn Fn(usize) -> f64| group.iter().map(|at| of(*at)).sum::<f64>() / many;
            Level {
                count: group.len(),
                predicted: mean(&|at| predicted[at]),
                known: mean(&|at| trials[at].known),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trials(known: &[u8]) -> Vec<Trial> {
        let days = (0..).zip(known);
        days.map(|(day, known)| Trial {
            bin: (0, 0, 0),
            day,
            known: f64::from(*known),
        })
        .collect()
    }

    #[test]
    fn scores_of_a_few_trials_by_hand() {
        let trials = trials(&[1, 0, 1, 1]);
        let found = score(&trials, &[0.9, 0.4, 0.4, 0.8]).unwrap();
        let loss = -(0.9f64.ln() + 0.6f64.ln() + 0.4f64.ln() + 0.8f64.ln()) / 4.0;
        assert!((found.log_loss - loss).abs() < 1e-12);
        assert!((found.rmse_bins - (0.625 - 0.75f64).abs()).abs() < 1e-12);
        // Of three pairs of one known and one missed, two are in order and one is a tie.
        assert!((found.auc.unwrap() - 2.5 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_said_is_not_a_number_but_nothing() {
        assert_eq!(score(&[], &[]), None);
        let all_known = score(&trials(&[1, 1]), &[1.0, 0.0]).unwrap();
        assert_eq!(all_known.auc, None);
        assert!(all_known.log_loss.is_finite());
        assert_eq!(gain(&trials(&[1; 9]), &[0.9; 9], &[0.8; 9]), None);
    }

    #[test]
    fn a_gain_is_real_where_it_comes_on_all_days() {
        let known = [1; 40];
        let real = gain(&trials(&known), &[0.9; 40], &[0.8; 40]).unwrap();
        assert!(real.is_real() && (real.share - (1.0 - 0.9f64.ln() / 0.8f64.ln())).abs() < 1e-9);
        let mixed: Vec<f64> = (0..40)
            .map(|n| if n % 2 == 0 { 0.9 } else { 0.7 })
            .collect();
        let noise = gain(&trials(&known), &mixed, &[0.8; 40]).unwrap();
        assert!(!noise.is_real());
    }

    #[test]
    fn bins_are_those_of_the_benchmark() {
        assert_eq!(bin(1, 1, 0), (0, 1, -1));
        assert_eq!(bin(3, 2, 1), (0, 1, 0));
        assert_eq!(bin(4, 3, 2), (1, 2, 1));
        assert_eq!(bin(14, 6, 3), (2, 3, 2));
    }
}
