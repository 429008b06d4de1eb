//! Latency grading: how long an answer took says how well it was known.
//!
//! Among a learner's right answers of one class (kind of question, length of the answer) the
//! fastest fifth counts as easy and the slowest fifth as hard, with 50 or more earlier ones to
//! compare with. Never easy on the first sight of a card; over a minute the learner was
//! elsewhere, and nothing is said.

use std::collections::{HashMap, VecDeque};

use super::history::{Answer, History};
use crate::packed::{Packer, Unpacker};
use crate::review::Rating;

/// So many answers to compare with are enough.
const ENOUGH: usize = 50;
/// So many of the latest are kept: paces change.
const LATEST: usize = 500;
/// Over this, in milliseconds, the learner was elsewhere.
const LONGEST_MS: u32 = 60_000;
/// The share of answers at each end.
const FIFTH: f64 = 0.2;

/// How long a learner's right answers take, by class.
#[derive(Debug, Clone, Default)]
pub struct Pace {
    classes: HashMap<u32, Times>,
}

#[derive(Debug, Clone, Default)]
struct Times {
    latest: VecDeque<u32>,
    sorted: Vec<u32>,
}

impl Pace {
    /// Puts it down.
    pub fn pack(&self, packer: &mut Packer) {
        let mut classes: Vec<(&u32, &Times)> = self.classes.iter().collect();
        classes.sort_unstable_by_key(|(class, _)| **class);
        packer.number(classes.len() as u64);
        for (class, times) in classes {
            packer.small(*class);
            let latest: Vec<u32> = times.latest.iter().copied().collect();
            packer.numbers(&latest);
        }
    }

    /// Takes up what [`Pace::pack`] has put down.
    pub fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let classes = (0..from.size()?)
            .map(|_| {
                let (class, latest) = (from.small()?, from.numbers()?);
                let mut sorted = latest.clone();
                sorted.sort_unstable();
                let latest = latest.into();
                Some((class, Times { latest, sorted }))
            })
            .collect::<Option<_>>()?;
        Some(Self { classes })
    }

    /// The rating of an answer, its time considered.
    pub fn grade(&self, answer: &Answer, first_sight: bool) -> Rating {
        let Some(share) = (answer.rating == Rating::Good)
            .then(|| self.share(answer))
            .flatten()
        else {
            return answer.rating;
        };
        if share < FIFTH && !first_sight {
            Rating::Easy
        } else if share > 1.0 - FIFTH {
            Rating::Hard
        } else {
            Rating::Good
        }
    }

    /// The share of earlier answers that were faster.
    fn share(&self, answer: &Answer) -> Option<f64> {
        let times = self.classes.get(&answer.class)?;
        let many = times.sorted.len();
        if many < ENOUGH || !timed(answer) {
            return None;
        }
        let faster = times.sorted.partition_point(|took| *took < answer.took_ms);
        Some(faster as f64 / many as f64)
    }

    /// Takes an answer in, for those after it.
    pub fn take(&mut self, answer: &Answer) {
        if answer.rating == Rating::Again || !timed(answer) {
            return;
        }
        let times = self.classes.entry(answer.class).or_default();
        let place = |sorted: &[u32], took: u32| sorted.partition_point(|other| *other < took);
        times.latest.push_back(answer.took_ms);
        let at = place(&times.sorted, answer.took_ms);
        times.sorted.insert(at, answer.took_ms);
        if times.latest.len() > LATEST
            && let Some(oldest) = times.latest.pop_front()
        {
            let at = place(&times.sorted, oldest);
            times.sorted.remove(at);
        }
    }
}

fn timed(answer: &Answer) -> bool {
    (1..LONGEST_MS).contains(&answer.took_ms)
}

/// A history with each answer graded by its time, as far as those before it say.
pub fn graded(history: &History) -> History {
    let mut pace = Pace::default();
    let answers = history.answers().iter().enumerate();
    let graded = answers.map(|(at, answer)| {
        let rating = pace.grade(answer, history.before(at).is_empty());
        pace.take(answer);
        Answer { rating, ..*answer }
    });
    History::new(graded.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(took_ms: u32, class: u32) -> Answer {
        Answer {
            card: 1,
            deck: 0,
            class,
            day: 0,
            rating: Rating::Good,
            took_ms,
        }
    }

    #[test]
    fn a_right_answer_is_compared_with_its_like_once_there_are_enough() {
        let mut pace = Pace::default();
        for n in 0..49 {
            pace.take(&answer(1000 + n, 0));
        }
        assert_eq!(pace.grade(&answer(1, 0), false), Rating::Good);
        pace.take(&answer(1049, 0));
        let grade = |took, first| pace.grade(&answer(took, 0), first);
        assert_eq!(grade(1005, false), Rating::Easy);
        assert_eq!(grade(1005, true), Rating::Good, "not on the first sight");
        assert_eq!(grade(1025, false), Rating::Good);
        assert_eq!(grade(1045, false), Rating::Hard);
        assert_eq!(grade(0, false), Rating::Good, "no time is known");
        assert_eq!(
            grade(90_000, false),
            Rating::Good,
            "the learner was elsewhere"
        );
        assert_eq!(
            pace.grade(&answer(1, 1), false),
            Rating::Good,
            "another class"
        );
        let missed = Answer {
            rating: Rating::Again,
            ..answer(1, 0)
        };
        assert_eq!(pace.grade(&missed, false), Rating::Again);
    }
}
