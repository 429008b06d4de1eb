//! Load balance: of several ids that a review could get, the one whose shift of the interval leads
//! to the lightest days.
//!
//! The shift stays what it was, a draw from the review's id, and so does the replay. Only the id
//! is chosen: before the question is shown, by what is due on the days within reach. Days are
//! compared with the straight line through their loads, so that intervals become neither shorter
//! nor longer where loads rise or fall.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use uuid::Uuid;

use super::{Memory, Phase, Scheduler, range, shifted, state};

/// How probable each rating from hard to easy is of a known card (as in
/// [`crate::plan::learner::Learner::average`]).
const KNOWN: [f64; 3] = [0.224, 0.631, 0.145];

/// How many cards are due on each local day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loads(HashMap<i32, u32>);

impl FromIterator<(i32, u32)> for Loads {
    fn from_iter<T: IntoIterator<Item = (i32, u32)>>(days: T) -> Self {
        Self(days.into_iter().collect())
    }
}

impl Loads {
    /// The days on which cards are due, each with how many.
    pub fn days(&self) -> Vec<(i32, u32)> {
        let mut days: Vec<(i32, u32)> = self.0.iter().map(|(day, cards)| (*day, *cards)).collect();
        days.retain(|(_, cards)| *cards > 0);
        days.sort_unstable();
        days
    }

    /// The due days of these memories; what is being learned has none.
    pub fn of<'m>(memories: impl IntoIterator<Item = &'m Memory>) -> Self {
        let mut loads = Self::default();
        for memory in memories {
            loads.change(None, Some(memory));
        }
        loads
    }

    /// A card's memory is another one from now on.
    pub fn change(&mut self, before: Option<&Memory>, after: Option<&Memory>) {
        let due = |memory: Option<&Memory>| {
            let known = memory.filter(|memory| memory.phase == Phase::Review);
            known.map(|memory| memory.due_day)
        };
        if let Some(load) = due(before).and_then(|day| self.0.get_mut(&day)) {
            *load = load.saturating_sub(1);
        }
        if let Some(day) = due(after) {
            *self.0.entry(day).or_default() += 1;
        }
    }

    /// For each day from `today` on within a range, how much it lies over the line through all of
    /// them; none where there is nothing to choose: under three days, or under a card a day.
    fn over_the_line(&self, today: i32, range: &RangeInclusive<i32>) -> Option<Vec<f64>> {
        let loads: Vec<f64> = range
            .clone()
            .map(|days| self.0.get(&today.saturating_add(days)).copied())
            .map(|load| f64::from(load.unwrap_or(0)))
            .collect();
        let n = loads.len() as f64;
        let mean = loads.iter().sum::<f64>() / n;
        if loads.len() < 3 || mean < 1.0 {
            return None;
        }
        let at = |place: usize| place as f64 - (n - 1.0) / 2.0;
        let products = loads.iter().enumerate();
        let slope = products.map(|(x, load)| at(x) * load).sum::<f64>()
            / (0..loads.len()).map(|x| at(x) * at(x)).sum::<f64>();
        let over = |(x, load): (usize, &f64)| load - mean - slope * at(x);
        Some(loads.iter().enumerate().map(over).collect())
    }
}

impl Scheduler {
    /// The place of that id among `ids` with which the card's next due day is least loaded, the
    /// ratings weighed by how probable they are; the first of those that are as good, and 0 where
    /// there is nothing to choose.
    pub fn lightest(
        &self,
        memory: Option<&Memory>,
        today: i32,
        loads: &Loads,
        ids: &[Uuid],
    ) -> usize {
        let elapsed = memory.map_or(0, |memory| (today - memory.last_day).max(0));
        let states =
            self.model
                .next_states(memory.map(state), self.retention, elapsed.unsigned_abs());
        let Ok(states) = states else {
            return 0;
        };
        let intervals = [states.hard, states.good, states.easy].map(|next| next.interval);
        let over = intervals.map(|interval| {
            let range = range(interval);
            loads.over_the_line(today, &range).map(|over| (range, over))
        });
        let burden = |id: Uuid| -> f64 {
            let each = over.iter().zip(intervals).zip(KNOWN);
            each.filter_map(|((over, interval), share)| {
                let (range, over) = over.as_ref()?;
                let place = usize::try_from(shifted(interval, id) - range.start()).ok()?;
                Some(share * over.get(place)?)
            })
            .sum()
        };
        let burdens: Vec<f64> = ids.iter().map(|id| burden(*id)).collect();
        let mut best = 0;
        for (place, burden) in burdens.iter().enumerate() {
            if *burden < burdens[best] {
                best = place;
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Rating;
    use crate::schedule::Graded;

    fn id(chance: u64) -> Uuid {
        // SplitMix64 (Steele et al. 2014).
        let mut z = chance.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Uuid::from_u64_pair(0, z ^ (z >> 31))
    }

    /// A hundred days of a learner with ten new cards a day: the coefficient of variation of the
    /// reviews of a day, from day 40 on, about their trend, and the mean interval in days.
    fn hundred_days(draws: u64, seed: u64) -> (f64, f64) {
        let scheduler = Scheduler::new(None, 0.9).unwrap();
        let (mut cards, mut loads): (Vec<Memory>, Loads) = (Vec::new(), Loads::default());
        let (mut reviews, mut intervals) = (Vec::new(), Vec::new());
        let mut serial = seed << 32;
        for day in 0..100 {
            let due: Vec<usize> = (0..cards.len())
                .filter(|card| cards[*card].due_day <= day)
                .collect();
            reviews.push(due.len() as f64);
            let new = cards.len()..cards.len() + 10;
            for card in due.into_iter().chain(new) {
                let before = cards.get(card).copied();
                serial += 1;
                let recall = before.map_or(0.8, |memory| scheduler.retrievability(&memory, day));
                let (_, chance) = id(!serial).as_u64_pair();
                let missed = chance as f64 / u64::MAX as f64 > recall;
                let ids: Vec<Uuid> = (0..draws).map(|n| id(serial * 64 + n)).collect();
                let place = scheduler.lightest(before.as_ref(), day, &loads, &ids);
                let graded = |rating| Graded {
                    id: ids[place],
                    day,
                    at: serial as i64,
                    rating,
                };
                let mut after = before;
                if missed {
                    after = Some(scheduler.next(after.as_ref(), graded(Rating::Again)));
                }
                let after = scheduler.next(after.as_ref(), graded(Rating::Good));
                loads.change(before.as_ref(), Some(&after));
                if before.is_some() && !missed {
                    let (share, wait) = (after.stability, after.due_day - day);
                    intervals.push(f64::from(wait) / f64::from(share));
                }
                match cards.get_mut(card) {
                    Some(memory) => *memory = after,
                    None => cards.push(after),
                }
            }
        }
        let settled = &reviews[40..];
        // About the mean of the week around each day.
        let mut squares = Vec::new();
        for (place, week) in settled.windows(7).enumerate() {
            let mean = week.iter().sum::<f64>() / 7.0;
            squares.push(((settled[place + 3] - mean) / mean).powi(2));
        }
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        (mean(&squares).sqrt(), mean(&intervals))
    }

    #[test]
    fn days_differ_less_and_intervals_stay_as_long() {
        let runs = |draws| {
            let each: Vec<(f64, f64)> = (1..=4).map(|seed| hundred_days(draws, seed)).collect();
            let mean = |of: fn(&(f64, f64)) -> f64| each.iter().map(of).sum::<f64>() / 4.0;
            (mean(|run| run.0), mean(|run| run.1))
        };
        let ((drawn, usual), (chosen, balanced)) = (runs(1), runs(16));
        assert!(chosen < 0.75 * drawn, "variation {drawn} -> {chosen}");
        assert!(
            (balanced / usual - 1.0).abs() < 0.01,
            "intervals {usual} -> {balanced}"
        );
    }

    #[test]
    fn of_two_ids_the_one_with_the_lighter_day_is_taken() {
        let scheduler = Scheduler::new(None, 0.9).unwrap();
        let graded = |id, day| Graded {
            id,
            day,
            at: 0,
            rating: Rating::Good,
        };
        let new = scheduler.next(None, graded(id(1), 0));
        let memory = scheduler.next(Some(&new), graded(id(1), new.due_day));
        let day = memory.due_day;
        let ids: Vec<Uuid> = (0..40).map(id).collect();
        let due = |id: Uuid| scheduler.next(Some(&memory), graded(id, day)).due_day;
        assert_eq!(
            scheduler.lightest(Some(&memory), day, &Loads::default(), &ids),
            0
        );
        let all: Vec<i32> = ids.iter().map(|id| due(*id)).collect();
        let (low, high) = (*all.iter().min().unwrap(), *all.iter().max().unwrap());
        let free = i32::midpoint(low, high);
        let mut loads = Loads::default();
        for day in low - 400..high + 400 {
            let busy = Memory {
                due_day: day,
                ..memory
            };
            for _ in 0..if day == free { 1 } else { 5 } {
                loads.change(None, Some(&busy));
            }
        }
        let place = scheduler.lightest(Some(&memory), day, &loads, &ids);
        assert_eq!(due(ids[place]), free);
    }

    #[test]
    fn loads_follow_the_cards() {
        let scheduler = Scheduler::new(None, 0.9).unwrap();
        let graded = |day, rating| Graded {
            id: id(3),
            day,
            at: 0,
            rating,
        };
        let known = scheduler.next(None, graded(0, Rating::Good));
        let missed = scheduler.next(Some(&known), graded(known.due_day, Rating::Again));
        let mut loads = Loads::of([&known, &known]);
        assert_eq!(loads.0[&known.due_day], 2);
        loads.change(Some(&known), Some(&missed));
        assert_eq!(loads, Loads::of([&known]));
        loads.change(Some(&missed), Some(&known));
        assert_eq!(loads, Loads::of([&known, &known]));
    }
}
