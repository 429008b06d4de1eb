//! Whether predictions come true: due answers by the recall that was predicted for them.

use super::ratio::{Expected, Ratio};

/// How many levels there are.
pub const LEVELS: usize = 10;

/// Due answers by predicted recall: from 0 to 10 %, to 20 %, and so on.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Calibration {
    /// Each level.
    pub levels: [Level; LEVELS],
}

/// Answers with a similar prediction.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Level {
    /// What was predicted.
    pub predicted: Expected,
    /// What was known.
    pub known: Ratio,
}

impl Calibration {
    /// Counts one.
    pub fn count(&mut self, predicted: f64, known: bool) {
        let place = (predicted.clamp(0.0, 1.0) * LEVELS as f64) as usize;
        let level = &mut self.levels[place.min(LEVELS - 1)];
        level.predicted.count(predicted);
        level.known.count(known);
    }

    /// The levels that have answers.
    pub fn found(&self) -> impl Iterator<Item = &Level> {
        self.levels.iter().filter(|level| level.known.of > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_ends_where_the_next_begins_and_1_is_in_the_last() {
        let mut calibration = Calibration::default();
        for predicted in [0.0, 0.0999, 0.1, 0.95, 1.0] {
            calibration.count(predicted, true);
        }
        let counts = calibration.levels.map(|level| level.known.of);
        assert_eq!(counts, [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
        assert_eq!(calibration.found().count(), 3);
    }
}
