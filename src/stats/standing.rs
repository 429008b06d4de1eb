//! How cards stand today: a fold over what is remembered of each.

use super::ratio::Expected;
use crate::schedule::{Memory, Phase};

/// A card whose memory lasts so many days, at least, may be mastered.
pub const MASTERED_DAYS: f32 = 21.0;
/// A card that is likelier than not to be missed soon: below this recall today it is weak.
pub const WEAK_RECALL: f64 = 0.7;

/// How well a card is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mastery {
    /// Never answered.
    New,
    /// Missed after it had been known and not known since, or a recall today below
    /// [`WEAK_RECALL`].
    Weak,
    /// Answered, and neither weak nor mastered.
    Learning,
    /// Not weak, known the last time, and a memory of [`MASTERED_DAYS`] or more.
    Mastered,
}

impl Mastery {
    /// That of a card with this recall today.
    pub fn of(memory: Option<&Memory>, recall: f64) -> Self {
        match memory {
            None => Self::New,
            Some(memory) => match memory.phase {
                Phase::New => Self::New,
                Phase::Learning => Self::Learning,
                Phase::Relearning => Self::Weak,
                Phase::Review if recall < WEAK_RECALL => Self::Weak,
                Phase::Review if memory.stability >= MASTERED_DAYS => Self::Mastered,
                Phase::Review => Self::Learning,
            },
        }
    }
}

/// How the cards of a group stand.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Standing {
    /// All cards that can be asked.
    pub cards: u64,
    /// By state, in the order of [`Phase::ALL`].
    pub states: [u64; 4],
    /// Mastered; see [`Mastery`].
    pub mastered: u64,
    /// Being learned.
    pub learning: u64,
    /// Weak.
    pub weak: u64,
    /// The recall today of all cards that have been answered.
    pub recall: Expected,
    /// Due today or before, or waiting to be learned.
    pub due_today: u64,
    /// Due within seven days from today, today included.
    pub due_week: u64,
}

impl Standing {
    /// That of one card.
    pub fn of(memory: Option<&Memory>, recall: f64, today: i32) -> Self {
        let mut standing = Self::default();
        standing.count(memory, recall, today);
        standing
    }

    /// Counts one card; `recall` is the probability that it is known today.
    pub fn count(&mut self, memory: Option<&Memory>, recall: f64, today: i32) {
        self.cards += 1;
        let phase = memory.map_or(Phase::New, |memory| memory.phase);
        self.states[phase as usize] += 1;
        match Mastery::of(memory, recall) {
            Mastery::New => {}
            Mastery::Weak => self.weak += 1,
            Mastery::Learning => self.learning += 1,
            Mastery::Mastered => self.mastered += 1,
        }
        if let Some(memory) = memory {
            self.recall.count(recall);
            self.due_today += u64::from(memory.due_day <= today);
            self.due_week += u64::from(memory.due_day < today.saturating_add(7));
        }
    }

    /// Never answered.
    pub fn new_cards(&self) -> u64 {
        self.states[Phase::New as usize]
    }

    /// Takes other cards in.
    pub fn add(&mut self, other: &Self) {
        self.cards += other.cards;
        for (mine, others) in self.states.iter_mut().zip(other.states) {
            *mine += others;
        }
        self.mastered += other.mastered;
        self.learning += other.learning;
        self.weak += other.weak;
        self.recall.add(other.recall);
        self.due_today += other.due_today;
        self.due_week += other.due_week;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mastery(phase: Phase, stability: f32, recall: f64) -> Mastery {
        let memory = Memory {
            stability,
            difficulty: 5.0,
            phase,
            last_day: 0,
            last_at: 0,
            due_day: 9,
            reviews: 3,
            lapses: 0,
        };
        Mastery::of(Some(&memory), recall)
    }

    #[test]
    fn mastered_learning_and_weak() {
        assert_eq!(Mastery::of(None, 0.0), Mastery::New);
        assert_eq!(mastery(Phase::Review, 21.0, 0.9), Mastery::Mastered);
        assert_eq!(mastery(Phase::Review, 20.9, 0.9), Mastery::Learning);
        assert_eq!(mastery(Phase::Review, 400.0, 0.69), Mastery::Weak);
        assert_eq!(mastery(Phase::Review, 2.0, 0.69), Mastery::Weak);
        assert_eq!(mastery(Phase::Learning, 0.3, 0.1), Mastery::Learning);
        assert_eq!(mastery(Phase::Relearning, 30.0, 1.0), Mastery::Weak);
    }

    #[test]
    fn every_card_has_one_state_and_one_mastery() {
        let mut standing = Standing::default();
        standing.count(None, 0.0, 5);
        assert_eq!((standing.cards, standing.new_cards()), (1, 1));
        assert_eq!(standing.recall.of, 0);
        let mut twice = standing;
        twice.add(&standing);
        assert_eq!((twice.cards, twice.new_cards()), (2, 2));
    }
}
