//! Talk on standard error, answers on standard output.

use std::io::{self, Write};

use retain::clean;

/// Says something to the person, on standard error; nobody may be listening.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where talk goes out"
)]
pub fn say(message: &str) {
    let _ = writeln!(io::stderr(), "retain: {}", clean::text(message));
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
