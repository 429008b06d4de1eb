//! From a mark to a rating.

use crate::mark::{Mark, Verdict};
use crate::review::Rating;

/// Below this probability that the learner knew it, a right pick counts as known with trouble.
const KNEW: f64 = 0.85;

/// The rating of a mark.
///
/// `options` is how many options one was picked from, `predicted` the recall that was
/// predicted before the answer. Without a prediction (a new card) nothing says how likely a
/// guess was, and a right pick counts as known.
pub fn rating(mark: &Mark, hinted: bool, options: Option<usize>, predicted: Option<f64>) -> Rating {
    match mark.verdict {
        Verdict::Wrong => Rating::Again,
        Verdict::Partial if mark.score < 0.5 => Rating::Again,
        Verdict::Partial | Verdict::Almost => Rating::Hard,
        Verdict::Correct if hinted => Rating::Hard,
        Verdict::Correct => match (options, predicted) {
            (Some(options), Some(recall)) if knew(recall, options) < KNEW => Rating::Hard,
            _ => Rating::Good,
        },
    }
}

/// P(knew | right) = R / (R + (1 − R) / k): one of `options` can be picked by luck.
pub fn knew(recall: f64, options: usize) -> f64 {
    let lucky = (1.0 - recall) / options.max(1) as f64;
    if recall + lucky > 0.0 {
        recall / (recall + lucky)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mark::Reason;

    fn mark(score: f64) -> Mark {
        Mark::scored(score, Reason::Value)
    }

    #[test]
    fn a_mark_decides_the_rating() {
        let almost = Mark::new(Verdict::Almost, 1.0, Reason::Typo);
        let cases = [
            (mark(0.0), false, Rating::Again),
            (mark(0.49), false, Rating::Again),
            (mark(0.5), false, Rating::Hard),
            (mark(1.0), false, Rating::Good),
            (mark(1.0), true, Rating::Hard),
            (almost, false, Rating::Hard),
        ];
        for (mark, hinted, expected) in cases {
            assert_eq!(rating(&mark, hinted, None, Some(0.9)), expected, "{mark:?}");
        }
    }

    #[test]
    fn a_lucky_pick_is_told_from_knowledge() {
        assert!((knew(0.9, 4) - 0.972_972).abs() < 1e-6);
        assert_eq!(rating(&mark(1.0), false, Some(4), Some(0.9)), Rating::Good);
        assert_eq!(rating(&mark(1.0), false, Some(4), Some(0.5)), Rating::Hard);
        assert_eq!(rating(&mark(1.0), false, Some(2), Some(0.7)), Rating::Hard);
        assert_eq!(rating(&mark(1.0), false, Some(4), None), Rating::Good);
    }
}
