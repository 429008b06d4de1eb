//! SM-2 as a predictor: the interval that it gives, taken as the time in which recall falls to
//! 90 %, exponentially.
//!
//! Woźniak 1990, <https://super-memory.com/english/ol/sm2.htm>, from the ratings again to easy
//! as its grades 2 to 5. SM-2 knows one answer a day; the first of a day counts.

use crate::review::Rating;

/// Where a card starts.
const EASINESS: f64 = 2.5;
/// It is never made harder than this.
const LEAST_EASINESS: f64 = 1.3;
/// The longest interval, in days.
const LONGEST: f64 = 36_500.0;

/// The interval in days after these answers.
pub fn interval(ratings: impl IntoIterator<Item = Rating>) -> f64 {
    let (mut easiness, mut interval, mut passed) = (EASINESS, 1.0_f64, 0);
    for rating in ratings {
        let grade = f64::from(rating as u8) + 1.0;
        (interval, passed) = match (rating, passed) {
            (Rating::Again, _) => (1.0, 0),
            (_, 0) => (1.0, 1),
            (_, 1) => (6.0, 2),
            _ => ((interval * easiness).round(), passed + 1),
        };
        interval = interval.clamp(1.0, LONGEST);
        let short = 5.0 - grade;
        easiness = (easiness + 0.1 - short * (0.08 + short * 0.02)).max(LEAST_EASINESS);
    }
    interval
}

/// The predicted recall after days.
pub fn recall(interval: f64, elapsed: u32) -> f64 {
    0.9_f64.powf(f64::from(elapsed) / interval)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Rating::{Again, Easy, Good};

    #[test]
    fn intervals_are_those_of_the_publication() {
        // Grade 4 leaves the easiness at 2.5, grade 5 adds 0.1, grade 2 takes 0.32 away.
        assert!((interval([Good]) - 1.0).abs() < 1e-9);
        assert!((interval([Good, Good]) - 6.0).abs() < 1e-9);
        assert!((interval([Good, Good, Good]) - 15.0).abs() < 1e-9);
        assert!((interval([Easy, Easy, Easy]) - 16.0).abs() < 1e-9);
        assert!((interval([Good, Good, Good, Again]) - 1.0).abs() < 1e-9);
        assert!((interval([Again, Good, Good, Good]) - 13.0).abs() < 1e-9);
        assert!((recall(6.0, 6) - 0.9).abs() < 1e-9);
    }
}
