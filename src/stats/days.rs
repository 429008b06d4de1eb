//! What happened day by day: answers, minutes, retention, streaks, and weeks or months of it.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::answered::Answered;
use crate::day;

/// A log of up to so many days is told by weeks, a longer one by months.
const WEEKS: i32 = 13 * 7;

/// Days with answers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Days {
    /// What was answered on each, by local day.
    pub of: BTreeMap<i32, Answered>,
}

/// A week (from Monday) or a month.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// Its first and last local day, whole weeks and months.
    pub days: RangeInclusive<i32>,
    /// Whether it is a month.
    pub month: bool,
    /// What was answered in it.
    pub answered: Answered,
}

impl Days {
    /// How many days in a row, up to today or yesterday, have an answer.
    pub fn streak(&self, today: i32) -> u32 {
        let start = if self.of.contains_key(&today) {
            today
        } else {
            today.saturating_sub(1)
        };
        let back = |day: &i32| day.checked_sub(1);
        let days = std::iter::successors(Some(start), back);
        days.take_while(|day| self.of.contains_key(day)).count() as u32
    }

    /// The most days in a row that ever had an answer.
    pub fn longest_streak(&self) -> u32 {
        let (mut longest, mut run, mut before) = (0, 0, None);
        for day in self.of.keys() {
            run = if before.and_then(|before: i32| before.checked_add(1)) == Some(*day) {
                run + 1
            } else {
                1
            };
            before = Some(*day);
            longest = longest.max(run);
        }
        longest
    }

    /// What was answered on days of a range.
    pub fn within(&self, days: RangeInclusive<i32>) -> Answered {
        let mut all = Answered::default();
        if days.start() <= days.end() {
            for answered in self.of.range(days).map(|(_, answered)| answered) {
                all.add(answered);
            }
        }
        all
    }

    /// The days from a day on.
    #[must_use]
    pub fn since(mut self, first: Option<i32>) -> Self {
        if let Some(first) = first {
            self.of = self.of.split_off(&first);
        }
        self
    }

    /// The weeks with answers; the months, where they are more than 13 weeks apart.
    pub fn periods(&self) -> Vec<Period> {
        let (Some(first), Some(last)) = (self.of.keys().next(), self.of.keys().next_back()) else {
            return Vec::new();
        };
        let month = last.saturating_sub(*first) >= WEEKS;
        let mut periods: Vec<Period> = Vec::new();
        for (day, answered) in &self.of {
            match periods.last_mut() {
                Some(period) if period.days.contains(day) => period.answered.add(answered),
                _ => periods.push(Period {
                    days: if month { month_of(*day) } else { week_of(*day) },
                    month,
                    answered: *answered,
                }),
            }
        }
        periods
    }
}

fn week_of(number: i32) -> RangeInclusive<i32> {
    let date = day::date(number);
    let monday = number.saturating_sub(i32::from(date.weekday().to_monday_zero_offset()));
    monday..=monday.saturating_add(6)
}

/// The month of a day, from its first day to its last.
pub fn month_of(number: i32) -> RangeInclusive<i32> {
    let date = day::date(number);
    day::number(date.first_of_month())..=day::number(date.last_of_month())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(of: impl IntoIterator<Item = i32>) -> Days {
        let one = Answered {
            answers: 1,
            ..Answered::default()
        };
        Days {
            of: of.into_iter().map(|day| (day, one)).collect(),
        }
    }

    #[test]
    fn a_streak_lasts_until_a_whole_day_is_missed() {
        let days = days([4, 6, 7]);
        assert_eq!([7, 8, 9].map(|today| days.streak(today)), [2, 2, 0]);
        assert_eq!(days.longest_streak(), 2);
        assert_eq!(Days::default().longest_streak(), 0);
        assert_eq!(Days::default().streak(i32::MIN), 0);
    }

    /// 1 January 2026 is day 20,454, a Thursday.
    #[test]
    fn weeks_begin_on_monday_and_long_logs_are_told_by_months() {
        let said = |days: Days| -> Vec<(String, u64)> {
            let periods = days.periods().into_iter();
            periods
                .map(|one| {
                    let (from, to) = one.days.into_inner();
                    let name = format!("{} to {}", day::date(from), day::date(to));
                    (name, one.answered.answers)
                })
                .collect()
        };
        let january = 20_454;
        assert_eq!(
            said(days([january, january + 3, january + 4])),
            [
                ("2025-12-29 to 2026-01-04".to_owned(), 2),
                ("2026-01-05 to 2026-01-11".to_owned(), 1),
            ]
        );
        assert_eq!(
            said(days([january + 31, january + 33, january + 31 + 91])),
            [
                ("2026-02-01 to 2026-02-28".to_owned(), 2),
                ("2026-05-01 to 2026-05-31".to_owned(), 1),
            ]
        );
    }
}
