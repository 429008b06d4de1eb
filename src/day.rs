//! Local days: from an instant to the day a learner would call it, and back.
//!
//! A day begins at the rollover hour, so that an answer at one in the morning still belongs to
//! the evening before. It is computed once, at the edge; below that, days are whole numbers.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// An instant with the local day it falls on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
    /// Days since 1970-01-01, local, counted from the rollover hour.
    pub day: i32,
}

/// Where and when a learner's days begin.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// The time zone.
    pub zone: TimeZone,
    /// The hour at which a day begins, 0 to 23.
    pub rollover: i8,
}

impl Calendar {
    /// The instant with its day.
    pub fn moment(&self, at: i64) -> Moment {
        Moment {
            at,
            day: self.day(at),
        }
    }

    /// The local day of an instant.
    pub fn day(&self, at: i64) -> i32 {
        let local = self.zone.to_datetime(timestamp(at));
        let date = local.date();
        let day = number(date);
        if local.hour() < self.rollover {
            day - 1
        } else {
            day
        }
    }

    /// The instant at which a day begins.
    pub fn start(&self, day: i32) -> Timestamp {
        let midnight = date(day).at(self.rollover, 0, 0, 0);
        self.zone
            .to_ambiguous_timestamp(midnight)
            .compatible()
            .unwrap_or(Timestamp::MAX)
    }
}

/// An instant of milliseconds since 1970, kept within what a calendar can say.
pub fn timestamp(at: i64) -> Timestamp {
    let (least, most) = (
        Timestamp::MIN.as_millisecond() + 1,
        Timestamp::MAX.as_millisecond(),
    );
    Timestamp::from_millisecond(at.clamp(least, most)).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The date of a day.
pub fn date(day: i32) -> Date {
    let span = Span::new().try_days(day).ok();
    let reached = span.and_then(|span| epoch().checked_add(span).ok());
    reached.unwrap_or(if day < 0 { Date::MIN } else { Date::MAX })
}

/// The day of a date.
pub fn number(date: Date) -> i32 {
    date.since(epoch()).map_or(0, |span| span.get_days())
}

fn epoch() -> Date {
    Date::constant(1970, 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    fn berlin() -> Calendar {
        Calendar {
            zone: TimeZone::get("Europe/Berlin").unwrap(),
            rollover: 4,
        }
    }

    #[test]
    fn the_night_belongs_to_the_day_before() {
        let calendar = berlin();
        let day = calendar.day(at("2026-11-23T12:00:00+01:00"));
        assert_eq!(date(day).to_string(), "2026-11-23");
        assert_eq!(calendar.day(at("2026-11-24T03:59:00+01:00")), day);
        assert_eq!(calendar.day(at("2026-11-24T04:00:00+01:00")), day + 1);
    }

    #[test]
    fn days_start_at_the_rollover_hour_in_summer_and_winter() {
        let calendar = berlin();
        for (day, start) in [
            ("2026-03-29", "2026-03-29T02:00:00Z"),
            ("2026-10-25", "2026-10-25T03:00:00Z"),
        ] {
            let day = number(day.parse().unwrap());
            assert_eq!(calendar.start(day).to_string(), start);
            assert_eq!(calendar.day(calendar.start(day).as_millisecond()), day);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_instant_has_a_day_that_holds_it(ms in -2_000_000_000_000i64..20_000_000_000_000) {
            let calendar = berlin();
            let day = calendar.day(ms);
            proptest::prop_assert!(calendar.start(day).as_millisecond() <= ms);
            proptest::prop_assert!(calendar.start(day + 1).as_millisecond() > ms);
        }

        #[test]
        fn no_number_is_too_large(ms in proptest::num::i64::ANY, day in proptest::num::i32::ANY) {
            let _ = (berlin().day(ms), berlin().start(day));
        }
    }
}
