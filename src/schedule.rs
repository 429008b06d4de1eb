//! Memory and due dates: the only place that names `fsrs`.
//!
//! State in, all next states out. Time comes in as local days; the small random shift of an
//! interval comes from the id of its review, so that a replay on any machine gives the same
//! due day. Model: FSRS-6, <https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm>.

pub mod adopt;
pub mod balance;
pub mod calibrate;
pub mod fit;
pub mod forecast;
pub mod history;
mod kernel;
pub mod latency;
pub mod odds;
pub mod outlook;
pub mod rate;

pub use kernel::Parameters;

use std::ops::RangeInclusive;

use fsrs::{DEFAULT_PARAMETERS, FSRS, MemoryState, current_retrievability};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::review::Rating;

/// The desired retention that the scheduler takes: outside of it intervals stop making sense.
pub const RETENTION: RangeInclusive<f64> = 0.5..=0.99;
/// The longest interval, in days: a hundred years, so that no due day can overflow.
const LONGEST: f32 = 36_500.0;

/// Where a card stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Never answered.
    New,
    /// Missed when new, and not known since.
    Learning,
    /// Known; comes back on its due day.
    Review,
    /// Missed after it had been known, and not known since.
    Relearning,
}

impl Phase {
    /// All phases.
    pub const ALL: [Self; 4] = [Self::New, Self::Learning, Self::Review, Self::Relearning];

    /// The word in the store and in the JSON contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Learning => "learning",
            Self::Review => "review",
            Self::Relearning => "relearning",
        }
    }

    /// The phase of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.name() == name)
    }

    /// Whether the card waits to be known once more today.
    pub fn is_learning(self) -> bool {
        matches!(self, Self::Learning | Self::Relearning)
    }
}

/// What is known of a learner's memory of one card; derived from the log.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Days until recall falls to 90 %.
    pub stability: f32,
    /// From 1 (easy) to 10.
    pub difficulty: f32,
    /// Where the card stands.
    pub phase: Phase,
    /// The local day of the last review.
    pub last_day: i32,
    /// The time of the last review, in milliseconds since 1970 in UTC.
    pub last_at: i64,
    /// The local day on which it is due; the day of the last review while (re)learning.
    pub due_day: i32,
    /// How many reviews count.
    pub reviews: u32,
    /// How often it was missed after it had been known.
    pub lapses: u32,
}

/// A review as the scheduler sees it: amendments are applied already.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Graded {
    /// The review's id, from which the shift of the interval is drawn.
    pub id: Uuid,
    /// Local day.
    pub day: i32,
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
    /// The final rating.
    pub rating: Rating,
}

/// Why a scheduler cannot be made.
#[derive(Debug, Clone, PartialEq)]
pub enum ScheduleError {
    /// The desired retention is no number from [`RETENTION`].
    Retention(f64),
    /// The parameters are not 21 finite numbers that the model takes.
    Parameters,
}

impl std::fmt::Display for ScheduleError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Retention(found) => write!(
                f,
                "desired retention is `{found}`; a number from {} to {} would do",
                RETENTION.start(),
                RETENTION.end()
            ),
            Self::Parameters => f.write_str("the scheduler needs 21 finite parameters"),
        }
    }
}

impl std::error::Error for ScheduleError {}

/// FSRS-6 with one learner's parameters and desired retention.
#[derive(Debug, Clone)]
pub struct Scheduler {
    model: FSRS,
    parameters: Vec<f32>,
    retention: f32,
}

impl Scheduler {
    /// A scheduler; without parameters, with those fitted to the average learner.
    ///
    /// # Errors
    /// When the retention or a parameter is out of its range.
    pub fn new(parameters: Option<&[f32]>, retention: f64) -> Result<Self, ScheduleError> {
        if !RETENTION.contains(&retention) {
            return Err(ScheduleError::Retention(retention));
        }
        let parameters = parameters.unwrap_or(&DEFAULT_PARAMETERS);
        Parameters::new(parameters)?;
        let model = FSRS::new(parameters).map_err(|_| ScheduleError::Parameters)?;
        Ok(Self {
            model,
            parameters: parameters.to_vec(),
            retention: retention as f32,
        })
    }

    /// The same with other parameters.
    ///
    /// # Errors
    /// When the model refuses them.
    pub fn with(&self, parameters: &Parameters) -> Result<Self, ScheduleError> {
        let parameters = parameters.as_slice();
        let model = FSRS::new(parameters).map_err(|_| ScheduleError::Parameters)?;
        Ok(Self {
            model,
            parameters: parameters.to_vec(),
            retention: self.retention,
        })
    }

    /// The model's 21 parameters.
    pub fn parameters(&self) -> &[f32] {
        &self.parameters
    }

    /// A name for what due days depend on: derived tables made under another name are stale.
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"fsrs-6/2");
        hasher.update(&self.retention.to_le_bytes());
        for parameter in &self.parameters {
            hasher.update(&parameter.to_le_bytes());
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }

    /// The predicted probability of recall on a day, 0 to 1.
    pub fn retrievability(&self, memory: &Memory, day: i32) -> f64 {
        let elapsed = (day - memory.last_day).max(0) as f32;
        let decay = self.parameters[20];
        f64::from(current_retrievability(state(memory), elapsed, decay)).clamp(0.0, 1.0)
    }

    /// The memory after a review. A day before the card's last one counts as the same day.
    pub fn next(&self, memory: Option<&Memory>, review: Graded) -> Memory {
        let elapsed = memory.map_or(0, |m| (review.day - m.last_day).max(0));
        let day = memory.map_or(review.day, |m| review.day.max(m.last_day));
        let states = self
            .model
            .next_states(memory.map(state), self.retention, elapsed as u32);
        // The model refuses only states that are not finite, and those never leave this module.
        let next = states.ok().map(|states| match review.rating {
            Rating::Again => states.again,
            Rating::Hard => states.hard,
            Rating::Good => states.good,
            Rating::Easy => states.easy,
        });
        let (stability, difficulty, interval) = match (&next, memory) {
            (Some(next), _) => (next.memory.stability, next.memory.difficulty, next.interval),
            (None, Some(memory)) => (memory.stability, memory.difficulty, memory.stability),
            (None, None) => (1.0, 5.0, 1.0),
        };
        let before = memory.map_or(Phase::New, |m| m.phase);
        let missed = review.rating == Rating::Again;
        let phase = match (missed, before) {
            (false, _) => Phase::Review,
            (true, Phase::New | Phase::Learning) => Phase::Learning,
            (true, Phase::Review | Phase::Relearning) => Phase::Relearning,
        };
        let wait = if missed {
            0
        } else {
            shifted(interval, review.id)
        };
        Memory {
            stability,
            difficulty,
            phase,
            last_day: day,
            last_at: memory.map_or(review.at, |m| m.last_at.max(review.at)),
            due_day: day + wait,
            reviews: memory.map_or(0, |m| m.reviews) + 1,
            lapses: memory.map_or(0, |m| m.lapses) + u32::from(missed && before == Phase::Review),
        }
    }

    /// The memory after all reviews of one card, in replay order; none without reviews.
    pub fn replay(&self, reviews: impl IntoIterator<Item = Graded>) -> Option<Memory> {
        let mut reviews: Vec<Graded> = reviews.into_iter().collect();
        reviews.sort_by_key(|review| (review.at, review.id));
        reviews.into_iter().fold(None, |memory, review| {
            Some(self.next(memory.as_ref(), review))
        })
    }
}

fn state(memory: &Memory) -> MemoryState {
    MemoryState {
        stability: memory.stability,
        difficulty: memory.difficulty,
    }
}

/// An interval in whole days, shifted at random so that cards learned together part company.
///
/// The reach of the shift grows with the interval: 15 % of the days from 2.5 to 7, 10 % of
/// those to 20 and 5 % of the rest, and a day more.
fn shifted(interval: f32, id: Uuid) -> i32 {
    let range = range(interval);
    let days = (range.end() - range.start() + 1).unsigned_abs();
    range.start() + (mixed(id) % u64::from(days)) as i32
}

/// The days within the reach of an interval's shift.
fn range(interval: f32) -> RangeInclusive<i32> {
    let interval = if interval.is_finite() {
        interval.clamp(1.0, LONGEST)
    } else {
        LONGEST
    };
    if interval < 2.5 {
        let days = interval.round() as i32;
        return days..=days;
    }
    let part = |from: f32, to: f32| (interval.min(to) - from).max(0.0);
    let reach = 1.0 + 0.15 * part(2.5, 7.0) + 0.1 * part(7.0, 20.0) + 0.05 * part(20.0, LONGEST);
    let low = (interval - reach).round().max(2.0) as i32;
    let high = (interval + reach).round().min(LONGEST) as i32;
    low..=high
}

/// The chance in an id, mixed (the finaliser of SplitMix64, Steele et al. 2014).
fn mixed(id: Uuid) -> u64 {
    // The upper half is the time, which is not known yet when intervals are shown.
    let (_, mut z) = id.as_u64_pair();
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graded(day: i32, rating: Rating) -> Graded {
        let at = i64::from(day) * 86_400_000;
        Graded {
            id: Uuid::from_u128(day as u128 * 77 + 5),
            day,
            at,
            rating,
        }
    }

    #[test]
    fn retention_outside_its_range_is_refused() {
        for bad in [0.0, 0.49, 1.0, 2.0, f64::NAN, f64::INFINITY] {
            assert!(
                matches!(Scheduler::new(None, bad), Err(ScheduleError::Retention(_))),
                "{bad}"
            );
        }
    }

    #[test]
    fn parameters_that_are_no_model_are_refused() {
        let scheduler = |p: &[f32]| Scheduler::new(Some(p), 0.9).err();
        assert_eq!(scheduler(&[1.0; 20]), Some(ScheduleError::Parameters));
        let mut negative_decay = DEFAULT_PARAMETERS;
        negative_decay[20] = -0.5;
        assert_eq!(scheduler(&negative_decay), Some(ScheduleError::Parameters));
        let mut nan = DEFAULT_PARAMETERS;
        nan[3] = f32::NAN;
        assert_eq!(scheduler(&nan), Some(ScheduleError::Parameters));
    }

    #[test]
    fn a_miss_waits_for_one_recall_and_then_leaves_for_days() {
        let scheduler = Scheduler::new(None, 0.9).unwrap();
        let missed = scheduler.next(None, graded(100, Rating::Again));
        assert_eq!(
            (missed.phase, missed.due_day, missed.lapses),
            (Phase::Learning, 100, 0)
        );
        let known = scheduler.next(Some(&missed), graded(100, Rating::Good));
        assert_eq!(known.phase, Phase::Review);
        assert!(known.due_day > 100);
        let lapsed = scheduler.next(Some(&known), graded(known.due_day, Rating::Again));
        assert_eq!((lapsed.phase, lapsed.lapses), (Phase::Relearning, 1));
        let again = scheduler.next(Some(&lapsed), graded(known.due_day, Rating::Again));
        assert_eq!(
            again.lapses, 1,
            "a second miss while relearning is the same lapse"
        );
    }

    #[test]
    fn a_day_before_the_last_one_counts_as_the_same_day() {
        let scheduler = Scheduler::new(None, 0.9).unwrap();
        let first = scheduler.next(None, graded(100, Rating::Good));
        let back = scheduler.next(Some(&first), graded(70, Rating::Good));
        let same = scheduler.next(
            Some(&first),
            Graded {
                day: 100,
                ..graded(70, Rating::Good)
            },
        );
        assert_eq!(back, same);
        assert!(back.due_day > 100);
    }

    #[test]
    fn better_ratings_never_come_back_sooner_by_more_than_the_shift() {
        let scheduler = Scheduler::new(None, 0.9).unwrap();
        let mut memory = scheduler.next(None, graded(0, Rating::Good));
        for _ in 0..6 {
            let day = memory.due_day;
            let due = Rating::ALL.map(|r| scheduler.next(Some(&memory), graded(day, r)).due_day);
            assert!(
                due[0] <= due[1] && due[1] <= due[2] && due[2] <= due[3],
                "{due:?}"
            );
            memory = scheduler.next(Some(&memory), graded(day, Rating::Good));
        }
    }

    proptest::proptest! {
        #[test]
        fn replay_is_one_order_and_finite(
            reviews in proptest::collection::vec((0i32..4000, 0i64..86_400_000, 1i64..5), 1..40),
        ) {
            let scheduler = Scheduler::new(None, 0.9).unwrap();
            let all: Vec<Graded> = reviews.iter().enumerate().map(|(n, (day, ms, rating))| Graded {
                id: Uuid::from_u128(n as u128 * 1_000_003),
                day: *day,
                at: i64::from(*day) * 86_400_000 + ms,
                rating: Rating::from_number(*rating).unwrap(),
            }).collect();
            let forward = scheduler.replay(all.iter().copied()).unwrap();
            let backward = scheduler.replay(all.iter().rev().copied()).unwrap();
            proptest::prop_assert_eq!(forward, backward);
            proptest::prop_assert!(forward.stability.is_finite() && forward.stability > 0.0);
            proptest::prop_assert!((1.0..=10.0).contains(&forward.difficulty));
            let r = scheduler.retrievability(&forward, forward.last_day + 400);
            proptest::prop_assert!((0.0..=1.0).contains(&r));
        }
    }
}
