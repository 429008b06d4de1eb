//! What the coming days ask of a learner: reviews and time, if every day's cards are answered on
//! that day.
//!
//! Each card is followed along both ways an answer can go, weighted by how likely it is to be
//! known then; what is unlikely is followed along its likelier way only.

use uuid::Uuid;

use crate::plan::learner::Learner;
use crate::review::Rating;
use crate::schedule::{Graded, Memory, Scheduler};

/// How many days are foreseen.
pub const DAYS: usize = 30;
/// A way less likely than this is not parted again.
const LEAST: f64 = 0.05;

/// What is expected of one day.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Load {
    /// Cards known before, each counted once a day.
    pub reviews: f64,
    /// Cards seen for the first time.
    pub new: f64,
    /// Seconds of answering, relearning included.
    pub seconds: f64,
}

/// New cards: how many there are, and how many a day takes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fresh {
    /// Cards never seen.
    pub cards: usize,
    /// As many a day.
    pub per_day: usize,
    /// As many are left of today's.
    pub today: usize,
}

/// The load of each of the coming days, today first.
pub fn ahead<'m>(
    scheduler: &Scheduler,
    learner: &Learner,
    memories: impl IntoIterator<Item = &'m Memory>,
    fresh: Fresh,
    today: i32,
) -> [Load; DAYS] {
    let mut foresight = Foresight {
        scheduler,
        learner,
        today,
        loads: [Load::default(); DAYS],
        draws: 0,
    };
    for memory in memories {
        foresight.follow(memory, 1.0);
    }
    let mut loads = foresight.loads;
    let begun = foresight.begun();
    let mut left = fresh.cards;
    for day in 0..DAYS {
        let most = if day == 0 { fresh.today } else { fresh.per_day };
        let new = left.min(most);
        left -= new;
        for (load, one) in loads[day..].iter_mut().zip(&begun) {
            load.new += one.new * new as f64;
            load.reviews += one.reviews * new as f64;
            load.seconds += one.seconds * new as f64;
        }
    }
    loads
}

struct Foresight<'a> {
    scheduler: &'a Scheduler,
    learner: &'a Learner,
    today: i32,
    loads: [Load; DAYS],
    draws: u64,
}

impl Foresight<'_> {
    /// Counts a card from where it stands to the last day.
    fn follow(&mut self, memory: &Memory, weight: f64) {
        let day = memory.due_day.max(self.today);
        let Some(load) = self.loads.get_mut((day - self.today) as usize) else {
            return;
        };
        let recall = if memory.phase.is_learning() {
            1.0
        } else {
            self.scheduler.retrievability(memory, day)
        };
        load.reviews += weight;
        load.seconds += weight * self.learner.later_cost(recall);
        let missed = weight * (1.0 - recall);
        if missed.min(weight - missed) < LEAST {
            let known = recall >= 0.5;
            let next = self.answered(Some(memory), day, known);
            return self.follow(&next, weight);
        }
        for (known, weight) in [(true, weight - missed), (false, missed)] {
            let next = self.answered(Some(memory), day, known);
            self.follow(&next, weight);
        }
    }

    /// The load of one card that is seen for the first time on the first day.
    fn begun(mut self) -> [Load; DAYS] {
        self.loads = [Load::default(); DAYS];
        self.loads[0].new = 1.0;
        self.loads[0].seconds = self.learner.first_cost();
        let missed = self.learner.first[0];
        // As many as differ in the random part of their intervals.
        const DRAWS: u32 = 20;
        for _ in 0..DRAWS {
            for (known, weight) in [(true, 1.0 - missed), (false, missed)] {
                let next = self.answered(None, self.today, known);
                self.follow(&next, weight / f64::from(DRAWS));
            }
        }
        self.loads
    }

    /// The memory after a day on which a card was known, or missed and learned again.
    fn answered(&mut self, memory: Option<&Memory>, day: i32, known: bool) -> Memory {
        self.draws += 1;
        let graded = |rating| Graded {
            id: Uuid::from_u64_pair(0, self.draws),
            day,
            at: i64::from(day) * 86_400_000,
            rating,
        };
        let missed = (!known).then(|| self.scheduler.next(memory, graded(Rating::Again)));
        let before = missed.as_ref().or(memory);
        self.scheduler.next(before, graded(Rating::Good))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::Phase;

    const TODAY: i32 = 1000;

    fn memory(due: i32, stability: f32) -> Memory {
        Memory {
            stability,
            difficulty: 5.0,
            phase: Phase::Review,
            last_day: due - stability as i32,
            last_at: 0,
            due_day: due,
            reviews: 3,
            lapses: 0,
        }
    }

    fn loads(memories: &[Memory], fresh: Fresh) -> [Load; DAYS] {
        let scheduler = Scheduler::new(None, 0.9).unwrap();
        let learner = Learner::average(scheduler.decay());
        ahead(&scheduler, &learner, memories, fresh, TODAY)
    }

    #[test]
    fn what_is_overdue_is_todays_and_far_days_are_not_counted() {
        let days = loads(
            &[
                memory(TODAY - 9, 200.0),
                memory(TODAY + 4, 200.0),
                memory(TODAY + 30, 200.0),
            ],
            Fresh::default(),
        );
        assert!((days[0].reviews - 1.0).abs() < 1e-9);
        assert!((days[4].reviews - 1.0).abs() < 1e-9);
        assert!(days[0].seconds > 5.0 && days[1] == Load::default());
        let all: f64 = days.iter().map(|day| day.reviews).sum();
        assert!(
            all < 2.5,
            "only what is missed comes back within the month: {all}"
        );
    }

    #[test]
    fn new_cards_come_until_none_is_left_and_bring_their_reviews() {
        let fresh = Fresh {
            cards: 25,
            per_day: 10,
            today: 4,
        };
        let days = loads(&[], fresh);
        let new: Vec<f64> = days.iter().map(|day| day.new).collect();
        assert_eq!(new[..5], [4.0, 10.0, 10.0, 1.0, 0.0]);
        let reviews: f64 = days.iter().map(|day| day.reviews).sum();
        assert!((50.0..200.0).contains(&reviews), "{reviews}");
    }

    /// Tall weeks do not come from nowhere: a card with a long memory is counted once.
    #[test]
    fn a_month_of_a_steady_collection_is_as_many_reviews_as_its_intervals_say() {
        let cards: Vec<Memory> = (0..300).map(|n| memory(TODAY + n % 30, 30.0)).collect();
        let all: f64 = loads(&cards, Fresh::default())
            .iter()
            .map(|day| day.reviews)
            .sum();
        assert!((300.0..400.0).contains(&all), "{all}");
    }
}
