//! How long something takes, and how that is told.

use std::time::{Duration, Instant};

/// How long a piece of work takes.
pub fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

/// The median of so many runs, each of which says how long it took.
pub fn median(times: usize, mut work: impl FnMut() -> Duration) -> Duration {
    let mut all: Vec<Duration> = (0..times).map(|_| work()).collect();
    all.sort_unstable();
    all[times / 2]
}

/// In milliseconds, from a second on in seconds.
pub fn shown(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1e3;
    match ms {
        1000.0.. => format!("{:.1} s", ms / 1e3),
        10.0.. => format!("{ms:.0} ms"),
        _ => format!("{ms:.2} ms"),
    }
}
