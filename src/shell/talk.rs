//! Talk on standard error, answers on standard output.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicU8, Ordering};

use retain::clean;

use super::render::text;

/// How much is said: 0 only what went wrong, 1 notes as well, 2 what is done.
static LEVEL: AtomicU8 = AtomicU8::new(1);

/// Says less or more from now on.
pub fn listen(quiet: bool, verbose: bool) {
    let level = if quiet { 0 } else { 1 + u8::from(verbose) };
    LEVEL.store(level, Ordering::Relaxed);
}

/// Whether notes are wanted.
pub fn notes() -> bool {
    LEVEL.load(Ordering::Relaxed) > 0
}

/// Says something that is good to know, unless less is wanted.
pub fn note(message: &str) {
    if notes() {
        say(message);
    }
}

/// Says what is done, if more is wanted.
pub fn detail(message: impl FnOnce() -> String) {
    if LEVEL.load(Ordering::Relaxed) > 1 {
        say(&message());
    }
}

/// Says something to the person, on standard error; nobody may be listening.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where talk goes out"
)]
pub fn say(message: &str) {
    let said = format!("retain: {}", clean::text(message));
    let window = console::Term::stderr();
    let said = if io::stderr().is_terminal() {
        text::talk(&said, usize::from(window.size().1).max(20))
    } else {
        said
    };
    let _ = writeln!(io::stderr(), "{said}");
}

/// Standard output; a closed pipe is no error of ours.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where answers go out"
)]
pub fn out() -> io::StdoutLock<'static> {
    io::stdout().lock()
}

/// Writes an answer.
///
/// # Errors
/// When it cannot be written; a closed pipe counts as written.
pub fn answer(text: &str) -> io::Result<()> {
    let mut out = out();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
