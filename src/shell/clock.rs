//! The clock and the calendar: real, or pretended and then moved by hand.

use std::cell::Cell;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use retain::day::{Calendar, Moment};

/// What tells the time.
#[derive(Debug, Clone)]
pub struct Clock {
    /// Days and their rollover.
    pub calendar: Calendar,
    /// The pretended time in milliseconds, if time is pretended.
    pretended: Option<Cell<i64>>,
}

impl Clock {
    /// A clock in the machine's time zone.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the time zone is read"
    )]
    pub fn new(pretended: Option<Timestamp>, rollover: i8) -> Self {
        let calendar = Calendar {
            zone: TimeZone::system(),
            rollover,
        };
        let pretended = pretended.map(|time| Cell::new(time.as_millisecond()));
        Self {
            calendar,
            pretended,
        }
    }

    /// Now.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the clock is read"
    )]
    pub fn now(&self) -> Moment {
        let at = match &self.pretended {
            Some(at) => at.get(),
            None => Timestamp::now().as_millisecond(),
        };
        self.calendar.moment(at)
    }

    /// What measures how long something takes.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where durations are measured"
    )]
    pub fn stopwatch(&self) -> Stopwatch {
        Stopwatch {
            start: self.pretended.is_none().then(Instant::now),
        }
    }

    /// Whether time is pretended.
    pub fn is_pretended(&self) -> bool {
        self.pretended.is_some()
    }

    /// Lets pretended time pass; real time passes by itself.
    pub fn pass(&self, ms: u32) {
        if let Some(at) = &self.pretended {
            at.set(at.get().saturating_add(i64::from(ms)));
        }
    }
}

/// Measures a duration; where time is pretended, none passes by itself.
#[derive(Debug)]
pub struct Stopwatch {
    start: Option<Instant>,
}

impl Stopwatch {
    /// Since it was started.
    pub fn elapsed(&self) -> Duration {
        self.start.map_or(Duration::ZERO, |start| start.elapsed())
    }
}
