//! A backlog after days away: which of its cards are asked today, and when it is gone.
//!
//! Nothing is stored for it. The days of the log say when the learner came back and what a usual
//! day is; a backlog is what is due beyond a usual day, and it is spread evenly over a stated
//! number of days from the return on. What falls due meanwhile takes the usual day's place. The
//! most useful cards come first, so that what waits costs least.

use crate::plan::learner::Learner;
use crate::schedule::outlook::Strength;
use crate::schedule::{Memory, Scheduler};

/// Days in a row without an answer from which on the learner has been away: a weekend is no
/// holiday.
pub const AWAY: i32 = 3;
/// No day is too small for so many cards: fewer are no backlog.
const LEAST: usize = 20;
/// How many days before the return say what a usual day is.
const USUAL_DAYS: usize = 30;
/// How many days of the log are looked at: those, and those since the return, up to a year.
pub const DAYS: usize = 400;
/// For when the recall counts that a review adds to, in days from today.
const MONTH: i32 = 30;

/// What is left over from days away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlog {
    /// Cards that are due now.
    pub due: usize,
    /// How many of them are asked today, at most `due`; 0 once today's share is done.
    pub share: usize,
    /// Days without an answer before the return, at least [`AWAY`].
    pub away: i32,
    /// The local day on which the last of them is asked at the latest.
    pub gone: i32,
}

impl Backlog {
    /// The backlog of a day; none where all that is due is asked today.
    ///
    /// `days` are the latest local days with answers (as many as [`DAYS`], if there are) in
    /// ascending order, each with how many; `due` is how many cards are due now and `done` how many that had been seen
    /// before were answered today. It is to be gone `within` so many days, the day of the return
    /// included.
    pub fn of(
        days: &[(i32, usize)],
        due: usize,
        done: usize,
        today: i32,
        within: usize,
    ) -> Option<Self> {
        let back = days.partition_point(|(day, _)| *day < today);
        let studied = |place: usize| days.get(place).filter(|_| place < back);
        // The latest return: a day of study, or today, after days without.
        let (place, returned, away) = (1..=back).rev().find_map(|place| {
            let day = studied(place).map_or(today, |(day, _)| *day);
            let away = day.saturating_sub(days[place - 1].0) - 1;
            (away >= AWAY).then_some((place, day, away))
        })?;
        let gone = returned.saturating_add(i32::try_from(within).ok()?) - 1;
        let left = usize::try_from(gone - today).ok()?.saturating_add(1);
        let usual = usual(&days[..place]);
        let all = due + done;
        if all <= usual {
            return None;
        }
        let share = usual + (all - usual).div_ceil(left);
        let share = share.saturating_sub(done);
        (share < due).then_some(Self {
            due,
            share,
            away,
            gone,
        })
    }
}

/// How many answers a usual day has: the mean of the latest days, rounded up.
fn usual(days: &[(i32, usize)]) -> usize {
    let latest = &days[days.len().saturating_sub(USUAL_DAYS)..];
    let answers: usize = latest.iter().map(|(_, answers)| answers).sum();
    answers.div_ceil(latest.len().max(1)).max(LEAST)
}

/// How useful a review is today: how much it adds to the recall of a month from now, for each
/// second that it takes; above 0 for whatever is about to be forgotten.
pub fn usefulness(scheduler: &Scheduler, learner: &Learner, memory: &Memory, today: i32) -> f64 {
    let strength = Strength {
        stability: memory.stability,
        difficulty: memory.difficulty,
    };
    let elapsed = today.saturating_sub(memory.last_day).max(0);
    let recall = learner.recall(strength.stability, f64::from(elapsed));
    let unasked = learner.recall(strength.stability, f64::from(elapsed) + f64::from(MONTH));
    let asked: f64 = scheduler
        .after(strength, elapsed.unsigned_abs())
        .iter()
        .zip(learner.later(recall))
        .map(|(after, share)| share * learner.recall(after.stability, f64::from(MONTH)))
        .sum();
    (asked - unasked) / learner.later_cost(recall)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::Phase;

    /// Thirty days with `cards` each, up to day 30.
    fn month(cards: usize) -> Vec<(i32, usize)> {
        (1..=30).map(|day| (day, cards)).collect()
    }

    #[test]
    fn two_weeks_away_are_worked_off_in_a_week_beside_the_usual_day() {
        // Fourteen days of 20 cards wait, and 20 more fall due each day.
        let (mut days, mut due) = (month(20), 14 * 20);
        let mut shares = Vec::new();
        for today in 45..55 {
            due += 20;
            let share = Backlog::of(&days, due, 0, today, 7).map_or(due, |found| {
                assert_eq!((found.away, found.gone, found.due), (14, 51, due));
                found.share
            });
            shares.push(share);
            due -= share;
            days.push((today, share));
        }
        assert_eq!(shares, [60, 60, 60, 60, 60, 60, 60, 20, 20, 20]);
    }

    #[test]
    fn a_second_sitting_of_the_day_gets_what_is_left_of_the_share() {
        let mut days = month(20);
        let first = Backlog::of(&days, 300, 0, 45, 7).unwrap();
        days.push((45, 10));
        let second = Backlog::of(&days, 290, 10, 45, 7).unwrap();
        assert_eq!((first.share, second.share), (60, 50));
        let done = Backlog::of(&days, 240, 60, 45, 7).unwrap();
        assert_eq!(done.share, 0);
    }

    #[test]
    fn a_weekend_a_usual_day_or_a_log_without_return_is_no_backlog() {
        let days = month(20);
        let none = |days: &[(i32, usize)], due, today, within| {
            Backlog::of(days, due, 0, today, within).is_none()
        };
        assert!(none(&days, 300, 33, 7), "two days away");
        assert!(!none(&days, 300, 34, 7), "three days away");
        assert!(none(&days, 20, 45, 7), "a usual day");
        assert!(none(&month(3), 20, 45, 7), "so few cards");
        assert!(none(&[], 300, 45, 7), "nothing was ever answered");
        assert!(none(&[(45, 9)], 300, 45, 7), "the first day");
        assert!(none(&days, 300, 45, 1), "all on the first day");
    }

    #[test]
    fn the_days_count_on_from_the_return_whether_they_are_used_or_not() {
        let mut days = month(20);
        days.push((45, 60));
        // Two days are missed; what they would have done is spread over the rest.
        let found = Backlog::of(&days, 300, 0, 48, 7).unwrap();
        assert_eq!((found.gone, found.share), (51, 20 + 70));
        days.push((48, 90));
        assert_eq!(Backlog::of(&days, 300, 0, 51, 7), None, "all that is left");
        let again = Backlog::of(&days, 300, 0, 60, 7).unwrap();
        assert_eq!((again.gone, again.away), (66, 11), "another return");
    }

    fn memory(stability: f32, difficulty: f32, last_day: i32) -> Memory {
        Memory {
            stability,
            difficulty,
            phase: Phase::Review,
            last_day,
            last_at: 0,
            due_day: last_day + stability.round() as i32,
            reviews: 3,
            lapses: 0,
        }
    }

    /// Cards of many strengths, due for up to three weeks.
    fn overdue(today: i32) -> Vec<Memory> {
        let mut memories = Vec::new();
        for stability in [0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 120.0, 250.0] {
            for difficulty in [2.0, 5.0, 8.0] {
                for late in [0, 3, 7, 14, 21] {
                    let last = today - late - (stability as i32).max(1);
                    memories.push(memory(stability, difficulty, last));
                }
            }
        }
        memories
    }

    /// The mean recall of a month after the last day, when each day has so many seconds and the
    /// cards are asked in the order of `rank`, the smallest first; the expectation, not a draw.
    fn worked_off(seconds: f64, rank: impl Fn(&Memory, i32) -> f64) -> f64 {
        let scheduler = Scheduler::new(None, 0.9).unwrap();
        let learner = Learner::average(scheduler.decay());
        let mut waiting = overdue(1000);
        let end = 1007 + MONTH;
        let (mut recalled, cards) = (0.0, waiting.len() as f64);
        for today in 1000..1007 {
            waiting.sort_by(|a, b| rank(b, today).total_cmp(&rank(a, today)));
            let mut left = seconds;
            while let Some(memory) = waiting.last()
                && left > 0.0
            {
                let days = today - memory.last_day;
                let recall = learner.recall(memory.stability, f64::from(days));
                let strength = Strength {
                    stability: memory.stability,
                    difficulty: memory.difficulty,
                };
                let after = scheduler.after(strength, days.unsigned_abs());
                for (after, share) in after.iter().zip(learner.later(recall)) {
                    recalled += share * learner.recall(after.stability, f64::from(end - today));
                }
                left -= learner.later_cost(recall);
                waiting.pop();
            }
        }
        let forgotten = |memory: &Memory| {
            let days = end - memory.last_day;
            learner.recall(memory.stability, f64::from(days))
        };
        recalled += waiting.iter().map(forgotten).sum::<f64>();
        recalled / cards
    }

    #[test]
    fn the_most_useful_first_leaves_more_known_than_other_orders() {
        let scheduler = Scheduler::new(None, 0.9).unwrap();
        let learner = Learner::average(scheduler.decay());
        for minutes in [1.0, 2.0, 4.0] {
            let seconds = minutes * 60.0;
            let useful = worked_off(seconds, |memory, today| {
                -usefulness(&scheduler, &learner, memory, today)
            });
            let recall = |memory: &Memory, today| scheduler.retrievability(memory, today);
            for (name, other) in [
                ("least known first", worked_off(seconds, recall)),
                (
                    "best known first",
                    worked_off(seconds, |m, day| -recall(m, day)),
                ),
                (
                    "longest due first",
                    worked_off(seconds, |m, _| f64::from(m.due_day)),
                ),
            ] {
                assert!(
                    useful > other,
                    "{minutes}: {useful} against {other}, {name}"
                );
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn it_loses_no_card_and_is_gone_in_time(
            usual in 0usize..80, away in AWAY..60, due in 0usize..3000, within in 1usize..40,
            skipped in proptest::collection::vec(proptest::bool::weighted(0.2), 40),
        ) {
            let (mut days, mut left) = (month(usual.max(1)), due);
            let back = 31 + away;
            for (place, today) in (back..back + within as i32).enumerate() {
                let last = place + 1 == within;
                // A gap of a holiday would be another return.
                let gap = (1..AWAY as usize).all(|n| place >= n && skipped[place - n]);
                if skipped[place] && !last && place > 0 && !gap {
                    continue;
                }
                let found = Backlog::of(&days, left, 0, today, within);
                proptest::prop_assert_eq!(found, Backlog::of(&days, left, 0, today, within));
                let share = found.map_or(left, |found| found.share);
                proptest::prop_assert!(share <= left);
                left -= share;
                days.push((today, share.max(1)));
            }
            proptest::prop_assert_eq!(left, 0);
        }
    }
}
