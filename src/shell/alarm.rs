//! Warns at an open prompt that a time is running out, and ends it when that is over.
//!
//! A prompt waits for a key, and nothing can take that from it. But everything answered is on the
//! disk, so the program begins once more with the same words, and what it finds is a test whose
//! time is over: it closes it and shows the result.

use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::signals;

/// An alarm that is set; dropping it takes it back.
#[derive(Debug)]
pub struct Alarm {
    armed: Arc<Mutex<bool>>,
}

/// What is said while a prompt is open.
#[derive(Debug)]
pub struct Warning {
    /// How long after the alarm is set.
    pub after: Duration,
    /// What is said.
    pub said: String,
}

/// Sets an alarm: it gives the warnings, in the order of their times, and after that time the
/// program begins again in its own place, without the words that are left out.
#[expect(
    clippy::disallowed_methods,
    reason = "a thread has to do what the waiting one cannot"
)]
pub fn set(
    after: Duration,
    warnings: Vec<Warning>,
    warn: impl Fn(&str) + Send + 'static,
    left_out: &'static [&'static str],
) -> Alarm {
    let armed = Arc::new(Mutex::new(true));
    let alarm = Alarm {
        armed: Arc::clone(&armed),
    };
    thread::spawn(move || {
        let mut slept = Duration::ZERO;
        for warning in warnings {
            thread::sleep(warning.after.saturating_sub(slept));
            slept = slept.max(warning.after);
            let armed = held(&armed);
            if !*armed {
                return;
            }
            warn(&warning.said);
        }
        thread::sleep(after.saturating_sub(slept));
        let armed = held(&armed);
        if *armed {
            begin_again(left_out);
        }
    });
    alarm
}

impl Alarm {
    /// While this lives the alarm waits: what the prompt gave is being dealt with.
    pub fn held(&self) -> MutexGuard<'_, bool> {
        held(&self.armed)
    }
}

fn held(armed: &Mutex<bool>) -> MutexGuard<'_, bool> {
    armed.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Alarm {
    fn drop(&mut self) {
        *self.held() = false;
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the program needs its own name and words to begin again"
)]
fn begin_again(left_out: &[&str]) {
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    let words = std::env::args_os().skip(1);
    let words = words.filter(|word| !left_out.iter().any(|out| word == *out));
    signals::leave_screen();
    // Where it cannot, the prompt goes on, and what is answered does not count.
    let _ = Command::new(program).args(words).exec();
}
