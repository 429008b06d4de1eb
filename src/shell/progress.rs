//! A bar for work that takes longer than a blink.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::talk;

/// Work shorter than this shows nothing.
const BLINK: Duration = Duration::from_millis(500);

/// How often it is looked whether a blink has passed.
const TICK: Duration = Duration::from_millis(50);

/// How far work of another thread has come.
#[derive(Debug, Clone, Copy)]
pub struct Reached {
    /// What is being done.
    pub what: &'static str,
    /// Steps that are done.
    pub done: u64,
    /// Of so many.
    pub all: u64,
}

/// Shows how far work has come, on a terminal where notes are wanted; cleared at its end.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    /// Whether it has been found out if it can be seen.
    looked: AtomicBool,
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
        let looked = AtomicBool::new(false);
        Self { bar, looked }
    }

    /// One more is done.
    pub fn step(&self) {
        self.look();
        self.bar.inc(1);
    }

    /// Clears it, before anything is said.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }

    /// Follows work of another thread up to its end.
    pub fn follow(self, reached: &Receiver<Reached>) {
        loop {
            match reached.recv_timeout(TICK) {
                Ok(Reached { what, done, all }) => {
                    self.bar.set_message(what);
                    self.bar.set_length(all);
                    self.bar.set_position(done);
                }
                Err(RecvTimeoutError::Timeout) => self.look(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
    }

    /// Shows it once it has taken longer than a blink.
    fn look(&self) {
        if !self.looked.load(Ordering::Relaxed)
            && self.bar.elapsed() > BLINK
            && !self.looked.swap(true, Ordering::Relaxed)
            && talk::notes()
        {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.bar.tick();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
