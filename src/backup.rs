//! Which backups stay: the latest of each of the last 7 days, 4 weeks and 12 months that have one.
//!
//! Counted among the backups that there are, not back from today, so that neither a pause nor a
//! clock that is off by a year costs the older ones their place.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::day;

const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;

/// The file name of a day's backup, with days since 1970-01-01.
pub fn name(day: i32) -> String {
    format!("retain-{}.db", day::date(day))
}

/// The day of a backup by its file name; none for another file.
pub fn day_of(name: &str) -> Option<i32> {
    let date: Date = name
        .strip_prefix("retain-")?
        .strip_suffix(".db")?
        .parse()
        .ok()?;
    let day = day::number(date);
    (self::name(day) == name).then_some(day)
}

/// Of the days that have a backup, those whose backup is no longer kept.
pub fn outdated(days: &[i32]) -> Vec<i32> {
    let sorted: BTreeSet<i32> = days.iter().copied().collect();
    let mut kept = BTreeSet::new();
    // 1970-01-01 was a Thursday; weeks begin on Monday.
    latest_of_each(&sorted, DAYS, |day| day, &mut kept);
    latest_of_each(&sorted, WEEKS, |day| (day + 3).div_euclid(7), &mut kept);
    let month = |day| {
        let date = day::date(day);
        i32::from(date.year()) * 12 + i32::from(date.month())
    };
    latest_of_each(&sorted, MONTHS, month, &mut kept);
    sorted.difference(&kept).copied().collect()
}

fn latest_of_each(
    days: &BTreeSet<i32>,
    many: usize,
    period: impl Fn(i32) -> i32,
    kept: &mut BTreeSet<i32>,
) {
    let mut seen = BTreeSet::new();
    for day in days.iter().rev() {
        if seen.len() == many {
            break;
        }
        if seen.insert(period(*day)) {
            kept.insert(*day);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The backups that are there after one was made on each of these days.
    fn after(days: impl IntoIterator<Item = i32>) -> Vec<i32> {
        let mut there = Vec::new();
        for day in days {
            there.push(day);
            let gone = outdated(&there);
            assert!(!gone.contains(&day), "the newest is kept");
            there.retain(|day| !gone.contains(day));
        }
        there
    }

    fn day(text: &str) -> i32 {
        day::number(text.parse().unwrap())
    }

    #[test]
    fn two_years_of_days_leave_days_weeks_and_months() {
        let names: Vec<String> = after(day("2025-01-01")..=day("2026-11-25"))
            .into_iter()
            .map(name)
            .collect();
        assert_eq!(
            names.join(" "),
            "retain-2025-12-31.db retain-2026-01-31.db retain-2026-02-28.db retain-2026-03-31.db \
             retain-2026-04-30.db retain-2026-05-31.db retain-2026-06-30.db retain-2026-07-31.db \
             retain-2026-08-31.db retain-2026-09-30.db retain-2026-10-31.db retain-2026-11-08.db \
             retain-2026-11-15.db retain-2026-11-19.db retain-2026-11-20.db retain-2026-11-21.db \
             retain-2026-11-22.db retain-2026-11-23.db retain-2026-11-24.db retain-2026-11-25.db"
        );
    }

    #[test]
    fn a_pause_or_a_day_far_ahead_costs_no_more_than_one_place() {
        let before = after(0..400);
        let later = after((0..400).chain([2000]));
        let lost: Vec<_> = before.iter().filter(|day| !later.contains(day)).collect();
        assert!(lost.len() <= 3, "{lost:?}");
        assert!(later.contains(&399) && later.contains(&394));
    }

    #[test]
    fn a_name_gives_its_day_and_no_other_file_has_one() {
        for day in [0, 20_780, 30_000] {
            assert_eq!(day_of(&name(day)), Some(day));
        }
        for other in [
            "retain-2026-11-31.db",
            "retain-20261101.db",
            "retain.db",
            "a",
        ] {
            assert_eq!(day_of(other), None, "{other}");
        }
    }
}
