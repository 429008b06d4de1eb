//! A bar for work that takes longer than a blink.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::talk;

/// Work shorter than this shows nothing.
const BLINK: Duration = Duration::from_millis(500);

/// Shows how far work has come, on a terminal where notes are wanted; cleared at its end.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Of so many steps.
    pub fn new(what: &'static str, steps: usize) -> Self {
        let hidden = ProgressDrawTarget::hidden();
        let bar = ProgressBar::with_draw_target(Some(steps as u64), hidden);
        if let Ok(style) = ProgressStyle::with_template("{msg} [{wide_bar}] {pos} of {len}") {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(what);
        Self { bar }
    }

    /// One more is done.
    pub fn step(&self) {
        if self.bar.is_hidden() && self.bar.elapsed() > BLINK && talk::notes() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
