//! What is worth asking on a day, once its seconds have a price.

use super::Standing;
use super::course::{Course, Group, Values};
use super::grid::Place;
use super::learner::Learner;
use super::prices::block_prices;
use crate::schedule::Scheduler;
use crate::schedule::outlook::Strength;

/// A card that gains less than this for a second is left alone.
const LEAST_GAIN: f64 = 1e-6;

/// A card that is worth asking today.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Choice {
    /// Its place among the cards.
    pub card: usize,
    /// What it gains over waiting, in points of recall for each second.
    pub gain: f64,
    /// Whether the plan wants it today; otherwise it fills minutes that are left.
    pub wanted: bool,
    /// Expected seconds, relearning included.
    pub seconds: f64,
}

/// The days until an exam with their prices: enough to say what is worth asking today.
#[derive(Debug)]
pub struct Priced {
    pub(super) course: Course,
    pub(super) prices: Vec<f64>,
    pub(super) values: Values,
}

impl Priced {
    /// The days of an exam with the prices of an earlier plan, by day from today.
    pub fn new(scheduler: &Scheduler, learner: &Learner, days: usize, prices: &[f64]) -> Self {
        let course = Course::new(scheduler, learner, days.max(1));
        let prices = block_prices(&course, prices);
        let values = course.values(&prices);
        Self {
            course,
            prices,
            values,
        }
    }

    /// The price of a second on each day from today.
    pub fn prices(&self) -> Vec<f64> {
        let each = self.course.blocks.iter().zip(&self.prices);
        each.flat_map(|(block, price)| std::iter::repeat_n(*price, block.days))
            .collect()
    }

    /// What is worth asking on a day from today, best first.
    pub fn on(
        &self,
        day: usize,
        scheduler: &Scheduler,
        learner: &Learner,
        cards: &[Standing],
    ) -> Vec<Choice> {
        self.among(day, scheduler, learner, cards, &[])
    }

    /// The same, with the prospects of those cards that have been looked into before.
    pub(super) fn among(
        &self,
        day: usize,
        scheduler: &Scheduler,
        learner: &Learner,
        cards: &[Standing],
        prospects: &[Option<Prospect>],
    ) -> Vec<Choice> {
        let place = self
            .course
            .blocks
            .partition_point(|block| block.first <= day)
            .saturating_sub(1);
        let new = self.first(place, scheduler, learner);
        let mut choices: Vec<Choice> = Vec::new();
        for (card, standing) in cards.iter().enumerate() {
            let gains = match standing {
                Standing::New => Some(new),
                // What was answered today, or is thought to be answered on a later day.
                Standing::Seen { strength, days_ago } if *days_ago <= 0 && place > 0 => {
                    self.in_run(place, *strength, *days_ago)
                }
                Standing::Seen { strength, days_ago } => {
                    let known = prospects.get(card).and_then(Option::as_ref);
                    let known = known.filter(|_| *days_ago > 0);
                    match known {
                        Some(known) => self.again(place, &known.group, || known.kept[place]),
                        None => {
                            let (course, strength) = (&self.course, *strength);
                            let group = course.group(scheduler, learner, 1.0, strength, *days_ago);
                            self.again(place, &group, || {
                                self.kept(place, scheduler, learner, strength, *days_ago)
                            })
                        }
                    }
                }
            };
            let Some(Gains { now, ever, seconds }) = gains else {
                continue;
            };
            let choice = Choice {
                card,
                gain: if now > 0.0 { now } else { ever },
                wanted: now > 0.0,
                seconds,
            };
            if choice.wanted || ever > LEAST_GAIN {
                choices.push(choice);
            }
        }
        choices.sort_by(|a, b| {
            b.wanted
                .cmp(&a.wanted)
                .then(b.gain.total_cmp(&a.gain))
                .then(a.card.cmp(&b.card))
        });
        choices
    }

    /// What a new card gains in a block.
    fn first(&self, place: usize, scheduler: &Scheduler, learner: &Learner) -> Gains {
        let left = (self.course.exam - self.course.blocks[place].first) as f64;
        let later = self.values.first[place + 1..].iter().copied();
        let kept = expected(scheduler.first(), learner.first, learner, left);
        let seconds = self.course.first.seconds;
        Gains {
            now: (self.values.first[place] - later.fold(0.0, f64::max)) / seconds,
            ever: kept / seconds,
            seconds,
        }
    }

    /// What a card gains in a block that was answered on a day from today on, as the tables have it:
    /// many are asked for in a run through the days. None in the block of its last answer.
    fn in_run(&self, place: usize, strength: Strength, days_ago: i64) -> Option<Gains> {
        let course = &self.course;
        let last = usize::try_from(-days_ago).ok()?;
        let from = course.blocks.partition_point(|block| block.first <= last);
        let from = from.checked_sub(1)?;
        let rows = self.values.waits[from].get(place.checked_sub(from + 1)?..)?;
        let (now, later) = rows.split_first()?;
        let at = Place::of(strength);
        let stay = at.read(&course.kept[from]);
        let wait = later.iter().map(|row| at.read(row)).fold(stay, f64::max);
        let reviews = course.between(from, place);
        let (mut kept, mut seconds) = (0.0, 0.0);
        for (point, weight) in at.corners() {
            let review = reviews.get(point)?;
            kept += weight * review.worth(&course.kept[place]);
            seconds += weight * review.seconds;
        }
        Some(Gains {
            now: (at.read(now) - wait) / seconds,
            ever: (kept - stay) / seconds,
            seconds,
        })
    }

    /// What a seen card gains in a block; none where that is the day of its last answer. `kept` is
    /// the recall at the exam after an answer there.
    fn again(
        &self,
        place: usize,
        group: &Group,
        kept: impl FnOnce() -> Option<f64>,
    ) -> Option<Gains> {
        let worth = |u| self.course.worth(&self.values, &self.prices, group, u);
        let (now, review) = worth(place).zip(group.reviews[place].as_ref())?;
        let later = (place + 1..self.course.blocks.len()).filter_map(worth);
        let wait = later.fold(group.stay, f64::max);
        Some(Gains {
            now: (now - wait) / review.seconds,
            ever: (kept()? - group.stay) / review.seconds,
            seconds: review.seconds,
        })
    }

    /// The expected recall at the exam of a card that is answered in a block.
    fn kept(
        &self,
        place: usize,
        scheduler: &Scheduler,
        learner: &Learner,
        strength: Strength,
        days_ago: i64,
    ) -> Option<f64> {
        let middle = self.course.blocks[place].middle();
        let days = u32::try_from(days_ago + middle as i64).ok()?;
        let recall = learner.recall(strength.stability, f64::from(days));
        let left = (self.course.exam - middle) as f64;
        let outcomes = scheduler.after(strength, days);
        Some(expected(outcomes, learner.later(recall), learner, left))
    }

    /// What a card that has been answered before today may gain in any block.
    pub(super) fn prospect(
        &self,
        scheduler: &Scheduler,
        learner: &Learner,
        standing: Standing,
    ) -> Option<Prospect> {
        let Standing::Seen { strength, days_ago } = standing else {
            return None;
        };
        let kept = |place| self.kept(place, scheduler, learner, strength, days_ago);
        (days_ago > 0).then(|| Prospect {
            group: self
                .course
                .group(scheduler, learner, 1.0, strength, days_ago),
            kept: (0..self.course.blocks.len()).map(kept).collect(),
        })
    }
}

/// What a card may gain, as long as it is not answered.
pub(super) struct Prospect {
    group: Group,
    /// The expected recall at the exam after an answer, by block.
    kept: Vec<Option<f64>>,
}

/// What an answer gains for each second.
#[derive(Clone, Copy)]
struct Gains {
    /// Over waiting for a better day.
    now: f64,
    /// Over none at all.
    ever: f64,
    /// How many seconds it takes.
    seconds: f64,
}

/// The expected recall so many days after an answer.
fn expected(outcomes: [Strength; 4], shares: [f64; 4], learner: &Learner, days: f64) -> f64 {
    let each = outcomes.iter().zip(shares);
    each.map(|(outcome, share)| share * learner.recall(outcome.stability, days))
        .sum()
}
