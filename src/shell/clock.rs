//! The clock and the calendar: real, or pretended and then moved by hand.

use std::cell::Cell;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use retain::day::{Calendar, Moment};

use super::{env, files};

/// What tells the time.
#[derive(Debug, Clone)]
pub struct Clock {
    /// Days and their rollover.
    pub calendar: Calendar,
    /// The pretended time in milliseconds, if time is pretended.
    pretended: Option<Cell<i64>>,
}

/// Where most machines keep their time zone.
const ZONE: &str = "/etc/localtime";

/// The machine's time zone where it is in the usual file. `TimeZone::system` finds the same, but
/// looks through all the zones there are for its name, which takes longer than a store to open.
fn usual_zone() -> Option<TimeZone> {
    if env::is_set("TZ") {
        return None;
    }
    let rules = files::read(Path::new(ZONE)).ok().flatten()?;
    TimeZone::tzif(ZONE, &rules).ok()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where the time zone is looked for"
)]
fn system_zone() -> TimeZone {
    TimeZone::system()
}

impl Clock {
    /// A clock in the machine's time zone.
    pub fn new(pretended: Option<Timestamp>, rollover: i8) -> Self {
        let calendar = Calendar {
            zone: usual_zone().unwrap_or_else(system_zone),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_file_says_what_the_system_says() {
        let Some(usual) = usual_zone() else { return };
        let system = system_zone();
        for month in 0..120 {
            let time = Timestamp::from_second(1_600_000_000 + month * 2_600_000).unwrap();
            assert_eq!(usual.to_offset(time), system.to_offset(time), "{time}");
        }
    }
}
