//! What reviews would do to a memory: for planning ahead, where no review has an id yet.

use fsrs::{MemoryState, NextStates, current_retrievability};

use super::Scheduler;

/// Stability in days and difficulty from 1 to 10.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Strength {
    /// Days until recall falls to 90 %.
    pub stability: f32,
    /// From 1 (easy) to 10.
    pub difficulty: f32,
}

impl From<MemoryState> for Strength {
    fn from(state: MemoryState) -> Self {
        Self {
            stability: state.stability,
            difficulty: state.difficulty,
        }
    }
}

impl From<Strength> for MemoryState {
    fn from(strength: Strength) -> Self {
        Self {
            stability: strength.stability,
            difficulty: strength.difficulty,
        }
    }
}

impl Scheduler {
    /// The decay of the forgetting curve, above 0: a larger one forgets faster in the long run.
    pub fn decay(&self) -> f64 {
        f64::from(self.parameters[20])
    }

    /// What a card's first answer makes of it, by rating from again to easy. A missed card is
    /// asked again in the same sitting until it is known, so again is followed by good.
    pub fn first(&self) -> [Strength; 4] {
        self.outcomes(None, 0)
    }

    /// What an answer after some days makes of a memory, by rating from again to easy; again
    /// is followed by good, as in a sitting.
    pub fn after(&self, strength: Strength, days: u32) -> [Strength; 4] {
        self.outcomes(Some(strength), days)
    }

    fn outcomes(&self, strength: Option<Strength>, days: u32) -> [Strength; 4] {
        let next = |state: Option<MemoryState>, days| {
            self.model.next_states(state, self.retention, days).ok()
        };
        let Some(NextStates {
            again,
            hard,
            good,
            easy,
        }) = next(strength.map(Into::into), days)
        else {
            // Only states that are not finite are refused, and those never leave the scheduler.
            let same = strength.unwrap_or(Strength {
                stability: 1.0,
                difficulty: 5.0,
            });
            return [same; 4];
        };
        let relearned = next(Some(again.memory), 0).map_or(again.memory, |after| after.good.memory);
        [relearned, hard.memory, good.memory, easy.memory].map(Into::into)
    }
}

/// Recall after some days, 0 to 1, on a power curve of any decay that passes 90 % at the
/// stability (FSRS-6, where the decay is the last parameter).
pub fn recall(stability: f32, days: f64, decay: f64) -> f64 {
    let state = MemoryState {
        stability,
        difficulty: 5.0,
    };
    f64::from(current_retrievability(state, days as f32, decay as f32)).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recall_is_nine_in_ten_at_the_stability_whatever_the_decay() {
        for decay in [0.05, 0.1542, 0.5, 2.0] {
            assert!((recall(12.0, 12.0, decay) - 0.9).abs() < 1e-4, "{decay}");
            assert!(recall(12.0, 0.0, decay) > 0.9999);
        }
        assert!(recall(1.0, 20.0, 2.0) < recall(1.0, 20.0, 0.1542));
    }

    #[test]
    fn better_answers_leave_stronger_memories() {
        let scheduler = Scheduler::new(None, 0.9).unwrap();
        let first = scheduler.first();
        let after = scheduler.after(first[2], 3);
        for outcomes in [first, after] {
            let stabilities = outcomes.map(|outcome| outcome.stability);
            assert!(stabilities.is_sorted(), "{stabilities:?}");
        }
    }
}
