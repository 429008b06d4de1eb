//! What the coming days ask of a learner: reviews and time, if every day's sitting is done on that
//! day; a backlog is worked off as [`Backlog`] has it.
//!
//! Each card is followed along both ways an answer can go, weighted by how likely it is to be
//! known then; what is unlikely is followed along its likelier way only.

use uuid::Uuid;

use crate::backlog::{self, Backlog};
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

/// What says how a backlog is worked off; see [`Backlog::of`].
#[derive(Debug, Clone, Default)]
pub struct Rhythm {
    /// The latest local days with answers, each with how many, in ascending order.
    pub days: Vec<(i32, usize)>,
    /// How many cards that had been seen before were answered today.
    pub done: usize,
    /// In how many days a backlog is to be gone, the day of the return included.
    pub within: usize,
}

/// The load of each of the coming days, today first.
pub fn ahead<'m>(
    scheduler: &Scheduler,
    learner: &Learner,
    memories: impl IntoIterator<Item = &'m Memory>,
    fresh: Fresh,
    rhythm: Rhythm,
    today: i32,
) -> [Load; DAYS] {
    let mut foresight = Foresight {
        scheduler,
        learner,
        today,
        waiting: std::array::from_fn(|_| Vec::new()),
        loads: [Load::default(); DAYS],
        draws: 0,
    };
    let begun = foresight.begun();
    let mut loads = [Load::default(); DAYS];
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
    foresight.loads = loads;
    for memory in memories {
        foresight.put(*memory, 1.0, today);
    }
    foresight.walk(rhythm);
    foresight.loads
}

/// A card, or a part of what may become of it.
#[derive(Debug, Clone, Copy)]
struct Waiting {
    memory: Memory,
    weight: f64,
    /// As of the first day on which it was part of a backlog.
    usefulness: Option<f64>,
}

struct Foresight<'a> {
    scheduler: &'a Scheduler,
    learner: &'a Learner,
    today: i32,
    /// What falls due on each day.
    waiting: [Vec<Waiting>; DAYS],
    loads: [Load; DAYS],
    draws: u64,
}

impl Foresight<'_> {
    /// Lets a card wait for its due day, or for the first day that it can be asked on.
    fn put(&mut self, memory: Memory, weight: f64, first: i32) {
        let day = memory.due_day.max(first) - self.today;
        if let Some(waiting) = self.waiting.get_mut(day as usize) {
            waiting.push(Waiting {
                memory,
                weight,
                usefulness: None,
            });
        }
    }

    /// Asks what waits, day by day.
    fn walk(&mut self, mut rhythm: Rhythm) {
        let mut late = Vec::new();
        for place in 0..DAYS {
            let today = self.today + place as i32;
            let mut due = std::mem::take(&mut self.waiting[place]);
            due.append(&mut late);
            // The reviews of cards that are new within these days come first.
            let begun = self.loads[place].reviews;
            let reviews = due
                .iter()
                .filter(|card| !card.memory.phase.is_learning())
                .map(|card| card.weight)
                .sum::<f64>()
                + begun;
            let done = std::mem::take(&mut rhythm.done);
            let found = Backlog::of(
                &rhythm.days,
                reviews.round() as usize,
                done,
                today,
                rhythm.within,
            );
            if let Some(backlog) = found {
                let share = (backlog.share as f64 - begun).max(0.0);
                (due, late) = self.parted(due, share, today);
            }
            for card in due {
                self.ask(card, today);
            }
            let load = self.loads[place];
            let answers = (load.reviews + load.new).round() as usize;
            if answers > 0 && rhythm.days.last().is_none_or(|(last, _)| *last < today) {
                rhythm.days.push((today, answers));
            }
        }
    }

    /// What is asked of what is due: cards that wait to be learned, and so many others, the most
    /// useful first; and what is left over.
    fn parted(
        &self,
        mut due: Vec<Waiting>,
        share: f64,
        today: i32,
    ) -> (Vec<Waiting>, Vec<Waiting>) {
        for card in &mut due {
            card.usefulness.get_or_insert_with(|| {
                backlog::usefulness(self.scheduler, self.learner, &card.memory, today)
            });
        }
        let rank = |card: &Waiting| card.usefulness.unwrap_or_default();
        due.sort_by(|a, b| rank(b).total_cmp(&rank(a)));
        let mut left = share;
        let (mut asked, mut late) = (Vec::new(), Vec::new());
        for card in due {
            let weight = if card.memory.phase.is_learning() {
                card.weight
            } else {
                let weight = card.weight.min(left);
                left -= weight;
                weight
            };
            let rest = card.weight - weight;
            for (part, weight) in [(&mut asked, weight), (&mut late, rest)] {
                if weight > 0.0 {
                    part.push(Waiting { weight, ..card });
                }
            }
        }
        (asked, late)
    }

    /// Counts a card that is asked on a day, and lets what may become of it wait.
    fn ask(&mut self, Waiting { memory, weight, .. }: Waiting, day: i32) {
        let recall = if memory.phase.is_learning() {
            1.0
        } else {
            self.scheduler.retrievability(&memory, day)
        };
        let load = &mut self.loads[(day - self.today) as usize];
        load.reviews += weight;
        load.seconds += weight * self.learner.later_cost(recall);
        let missed = weight * (1.0 - recall);
        if missed.min(weight - missed) < LEAST {
            let next = self.answered(Some(&memory), day, recall >= 0.5);
            return self.put(next, weight, day + 1);
        }
        for (known, weight) in [(true, weight - missed), (false, missed)] {
            let next = self.answered(Some(&memory), day, known);
            self.put(next, weight, day + 1);
        }
    }

    /// The load of one card that is seen for the first time on the first day.
    fn begun(&mut self) -> [Load; DAYS] {
        let missed = self.learner.first[0];
        // As many as differ in the random part of their intervals.
        const DRAWS: u32 = 20;
        for _ in 0..DRAWS {
            for (known, weight) in [(true, 1.0 - missed), (false, missed)] {
                let next = self.answered(None, self.today, known);
                self.put(next, weight / f64::from(DRAWS), self.today);
            }
        }
        self.walk(Rhythm::default());
        let mut loads = std::mem::take(&mut self.loads);
        loads[0].new = 1.0;
        loads[0].seconds += self.learner.first_cost();
        loads
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
        let rhythm = Rhythm::default();
        ahead(&scheduler, &learner, memories, fresh, rhythm, TODAY)
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
    fn a_backlog_is_spread_as_sittings_spread_it() {
        // 20 cards a day for a month, then a fortnight away, in which 20 fell due each day.
        let days: Vec<_> = (TODAY - 44..TODAY - 14).map(|day| (day, 20)).collect();
        let cards: Vec<_> = (0..15 * 20)
            .map(|n| memory(TODAY - n % 15, 400.0))
            .chain((1..10).flat_map(|day| vec![memory(TODAY + day, 400.0); 20]))
            .collect();
        let scheduler = Scheduler::new(None, 0.9).unwrap();
        let learner = Learner::average(scheduler.decay());
        let reviews = |done| {
            let rhythm = Rhythm {
                days: days.clone(),
                done,
                within: 7,
            };
            let fresh = Fresh::default();
            ahead(&scheduler, &learner, &cards, fresh, rhythm, TODAY).map(|load| load.reviews)
        };
        let all = reviews(0);
        // 20 and a seventh of what is over; what is missed and comes back makes it a little more.
        assert!((all[0] - 60.0).abs() < 1e-9, "{all:?}");
        assert!(
            all[1..7].iter().all(|day| (60.0..75.0).contains(day)),
            "{all:?}"
        );
        assert!(
            all[7..10].iter().all(|day| (20.0..35.0).contains(day)),
            "{all:?}"
        );
        assert!(
            (reviews(10)[0] - 52.0).abs() < 1e-9,
            "what was done today counts"
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
