//! How long answers take: a fold over their times.

/// An answer that took longer counts as this long, in milliseconds: the learner was elsewhere.
pub const LONGEST_MS: u32 = 60_000;

/// Times of answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Times {
    all: Vec<u32>,
}

/// How long answers take, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spread {
    /// Of how many answers.
    pub of: u64,
    /// A quarter of them took no longer.
    pub quarter_ms: u32,
    /// Half of them took no longer.
    pub median_ms: u32,
    /// Three quarters of them took no longer.
    pub three_quarters_ms: u32,
}

impl Times {
    /// Counts one.
    pub fn count(&mut self, took_ms: u32) {
        self.all.push(took_ms.min(LONGEST_MS));
    }

    /// Their quartiles; none of none. The q-quantile of n times is the ⌈qn⌉-th in their order.
    pub fn spread(mut self) -> Option<Spread> {
        let n = self.all.len();
        if n == 0 {
            return None;
        }
        let mut at = |quarters: usize| {
            *self
                .all
                .select_nth_unstable((quarters * n).div_ceil(4) - 1)
                .1
        };
        Some(Spread {
            of: n as u64,
            quarter_ms: at(1),
            median_ms: at(2),
            three_quarters_ms: at(3),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_are_times_that_were_taken() {
        let spread = |all: &[u32]| {
            let mut times = Times::default();
            all.iter().for_each(|took| times.count(*took));
            let spread = times.spread()?;
            Some([
                spread.quarter_ms,
                spread.median_ms,
                spread.three_quarters_ms,
            ])
        };
        assert_eq!(spread(&[]), None);
        assert_eq!(spread(&[7]), Some([7, 7, 7]));
        assert_eq!(spread(&[40, 10, 30, 20]), Some([10, 20, 30]));
        assert_eq!(spread(&[1, 2, 3, 4, u32::MAX]), Some([2, 3, 4]));
        assert_eq!(spread(&[u32::MAX]), Some([LONGEST_MS; 3]));
    }
}
