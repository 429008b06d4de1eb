//! Statistics: folds over the reviews that count.

pub mod workload;

use std::collections::{BTreeMap, HashMap};

use crate::mark::Verdict;
use crate::review::{CardId, Rating};
use crate::schedule::{Memory, Phase};

/// A share with what it is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ratio {
    /// The numerator.
    pub hits: u64,
    /// The denominator.
    pub of: u64,
}

impl Ratio {
    /// The share, 0 to 1; none of nothing.
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| self.hits as f64 / self.of as f64)
    }

    fn count(&mut self, hit: bool) {
        self.hits += u64::from(hit);
        self.of += 1;
    }
}

/// One review as statistics see it: amendments are applied.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The card.
    pub card: &'a CardId,
    /// Local day.
    pub day: i32,
    /// The final verdict.
    pub verdict: Verdict,
    /// The final rating.
    pub rating: Rating,
    /// Milliseconds of answering.
    pub took_ms: u32,
    /// The recall that was predicted; none for a new card.
    pub predicted: Option<f64>,
}

/// What happened on one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Day {
    /// Answers.
    pub answers: u64,
    /// Of those, right or almost.
    pub right: u64,
    /// Milliseconds of answering.
    pub took_ms: u64,
}

/// What was answered of a group of cards.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answered {
    /// Answers.
    pub answers: u64,
    /// Right or almost, of all answers.
    pub right: Ratio,
    /// True retention: known, of the first answers of a day to cards seen on an earlier day.
    pub retention: Ratio,
    /// The sum of the recall predicted for those; divide by `retention.of`.
    pub predicted: f64,
    /// Milliseconds of answering.
    pub took_ms: u64,
}

/// How the cards of a group stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// All cards that can be asked.
    pub cards: u64,
    /// Never answered.
    pub new: u64,
    /// Missed, and not known since.
    pub learning: u64,
    /// Known.
    pub known: u64,
    /// Due today or before, or waiting to be learned.
    pub due_today: u64,
    /// Due within seven days from today, today included.
    pub due_week: u64,
}

/// Everything that is counted of the log.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Log {
    /// All answers.
    pub all: Answered,
    /// By day.
    pub days: BTreeMap<i32, Day>,
    /// By deck.
    pub decks: BTreeMap<String, Answered>,
    /// By tag.
    pub tags: BTreeMap<String, Answered>,
    last_days: HashMap<CardId, i32>,
}

impl Log {
    /// Counts one answer; answers come in replay order. `tags` are those of its card.
    pub fn count(&mut self, answer: Answer<'_>, tags: &[String]) {
        let right = matches!(answer.verdict, Verdict::Correct | Verdict::Almost);
        let day = self.days.entry(answer.day).or_default();
        day.answers += 1;
        day.right += u64::from(right);
        day.took_ms += u64::from(answer.took_ms);
        let before = self.last_days.insert(answer.card.clone(), answer.day);
        let due = before.is_some_and(|before| before < answer.day);
        let deck = self.decks.entry(answer.card.deck.clone()).or_default();
        deck.count(&answer, right, due);
        self.all.count(&answer, right, due);
        for tag in tags {
            self.tags
                .entry(tag.clone())
                .or_default()
                .count(&answer, right, due);
        }
    }

    /// How many days in a row, up to today or yesterday, have an answer.
    pub fn streak(&self, today: i32) -> u32 {
        let start = if self.days.contains_key(&today) {
            today
        } else {
            today - 1
        };
        (0..)
            .take_while(|back| self.days.contains_key(&(start - back)))
            .count() as u32
    }
}

impl Answered {
    fn count(&mut self, answer: &Answer<'_>, right: bool, due: bool) {
        self.answers += 1;
        self.right.count(right);
        self.took_ms += u64::from(answer.took_ms);
        if let (true, Some(predicted)) = (due, answer.predicted) {
            self.retention.count(answer.rating != Rating::Again);
            self.predicted += predicted;
        }
    }
}

impl Standing {
    /// Counts one card.
    pub fn count(&mut self, memory: Option<&Memory>, today: i32) {
        self.cards += 1;
        let Some(memory) = memory else {
            self.new += 1;
            return;
        };
        match memory.phase {
            Phase::New => self.new += 1,
            Phase::Learning | Phase::Relearning => self.learning += 1,
            Phase::Review => self.known += 1,
        }
        self.due_today += u64::from(memory.due_day <= today);
        self.due_week += u64::from(memory.due_day < today.saturating_add(7));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(answers: &[(&str, i32, Rating)]) -> Log {
        let mut log = Log::default();
        for (name, day, rating) in answers {
            let card = CardId {
                deck: "d".into(),
                card: (*name).into(),
            };
            let verdict = if *rating == Rating::Again {
                Verdict::Wrong
            } else {
                Verdict::Correct
            };
            let predicted = Some(0.9);
            log.count(
                Answer {
                    card: &card,
                    day: *day,
                    verdict,
                    rating: *rating,
                    took_ms: 1000,
                    predicted,
                },
                &[],
            );
        }
        log
    }

    #[test]
    fn retention_counts_the_first_answer_of_a_later_day_only() {
        use Rating::{Again, Good};
        let log = log(&[
            ("a", 1, Good),
            ("a", 1, Again),
            ("a", 3, Again),
            ("a", 3, Good),
            ("a", 5, Good),
            ("b", 5, Good),
        ]);
        assert_eq!(log.all.retention, Ratio { hits: 1, of: 2 });
        assert_eq!(log.all.right, Ratio { hits: 4, of: 6 });
        assert_eq!(
            log.days[&3],
            Day {
                answers: 2,
                right: 1,
                took_ms: 2000
            }
        );
    }

    #[test]
    fn a_streak_lasts_until_a_whole_day_is_missed() {
        let log = log(&[
            ("a", 4, Rating::Good),
            ("a", 6, Rating::Good),
            ("a", 7, Rating::Good),
        ]);
        assert_eq!([7, 8, 9].map(|today| log.streak(today)), [2, 2, 0]);
    }
}
