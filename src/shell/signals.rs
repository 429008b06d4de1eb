//! How signals end the program: the terminal as it was, one line, the documented exit code.
//!
//! Every answer is in the store before its verdict is shown, so nothing waits to be saved and
//! a thread of its own may end the program at any time.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use console::Term;
use rustix::process::{Signal, getpid, kill_process};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::render::words;
use super::terminal::Screen;

/// The terminal to be restored, once there is one.
static SCREEN: Mutex<Option<Screen>> = Mutex::new(None);
/// How many answers have been saved.
static SAVED: AtomicUsize = AtomicUsize::new(0);
/// Whether a signal is ending the program.
static ENDING: AtomicBool = AtomicBool::new(false);
/// Whether the thread runs.
static WATCHED: AtomicBool = AtomicBool::new(false);

/// Counts an answer that is in the store.
pub fn answer_saved() {
    SAVED.fetch_add(1, Ordering::Relaxed);
}

/// How long the main thread is given to get to where it waits.
const SETTLES: Duration = Duration::from_millis(10);

/// From now on SIGINT, SIGTERM and SIGHUP end the program with 130, 143 and 129, after the
/// terminal has been restored and the number of saved answers told on stderr. May be called
/// again with another terminal.
///
/// # Errors
/// When the system refuses to install a handler.
#[expect(
    clippy::disallowed_methods,
    reason = "only a thread of its own hears a signal while a prompt waits, and it ends the program"
)]
pub fn watch(screen: Option<Screen>) -> io::Result<()> {
    *SCREEN.lock().unwrap_or_else(PoisonError::into_inner) = screen;
    if WATCHED.swap(true, Ordering::Relaxed) {
        return Ok(());
    }
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    std::thread::spawn(move || {
        if let Some(signal) = first(&mut signals) {
            ENDING.store(true, Ordering::SeqCst);
            let screen = SCREEN.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(screen) = screen.as_ref() {
                screen.restore();
            }
            let saved = SAVED.load(Ordering::Relaxed);
            if saved > 0 {
                let gap = if screen.is_some() { "\n" } else { "" };
                let told = words::count(saved, "answer", "answers");
                // Nobody may be left to read it.
                let _ = Term::stderr().write_line(&format!("{gap}{told} saved"));
            }
            // The main thread may just have begun to wait for a key, and changed the modes again.
            std::thread::sleep(SETTLES);
            if let Some(screen) = screen.as_ref() {
                screen.restore();
            }
            std::process::exit(128 + signal);
        }
    });
    Ok(())
}

/// Waits for a signal. A key that is waited for when another signal comes is read as Ctrl-C, so
/// SIGINT counts only where it is alone.
fn first(signals: &mut Signals) -> Option<i32> {
    loop {
        let caught: Vec<i32> = signals.wait().collect();
        let other = caught.iter().find(|signal| **signal != SIGINT);
        if let Some(signal) = other.or(caught.first()) {
            return Some(*signal);
        }
        if signals.handle().is_closed() {
            return None;
        }
    }
}

/// Does nothing, unless a signal is ending the program: then it never returns, so that the
/// terminal stays as it was restored and the exit code is the signal's.
pub fn go_on() {
    while ENDING.load(Ordering::SeqCst) {
        std::thread::park();
    }
}

/// Gives the terminal back, with what was typed and not read dropped.
pub fn leave_screen() {
    if let Some(screen) = SCREEN
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .as_ref()
    {
        screen.flush();
        screen.restore();
        // Whatever was being typed stays where it is.
        let _ = Term::stdout().write_str("\r\n");
    }
}

/// Ends the program as Ctrl-C does, wherever the key was read.
pub fn interrupt() -> ! {
    // Failing to signal oneself is no reason to go on.
    let _ = kill_process(getpid(), Signal::INT);
    loop {
        std::thread::park();
    }
}
