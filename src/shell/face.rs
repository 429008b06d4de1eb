//! Which front end fits the terminal at hand, and the one question before a sitting.

use std::io::{self, IsTerminal};

use super::render::palette::{Palette, When};
use super::terminal::Terminal;
use super::{env, signals};

/// Below this size prompts have no room, in rows and columns.
const LEAST: (u16, u16) = (8, 20);

/// Whether prompts with keys can be used: both ends are a terminal that is large enough.
#[expect(
    clippy::disallowed_methods,
    reason = "asks what standard input and output are"
)]
pub fn can_prompt() -> bool {
    let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    let dumb = env::variable("TERM").is_none_or(|term| term == "dumb");
    let (rows, columns) = console::Term::stdout().size();
    terminal && !dumb && rows >= LEAST.0 && columns >= LEAST.1
}

/// How many columns an answer on standard output may take: the window's, or 80 where there is none.
pub fn columns() -> usize {
    let (_, columns) = console::Term::stdout().size();
    usize::from(columns).max(20)
}

/// The same for lines that a script may read: they are wrapped in a window only.
#[expect(clippy::disallowed_methods, reason = "asks what standard output is")]
pub fn columns_to_wrap() -> usize {
    if io::stdout().is_terminal() {
        columns()
    } else {
        usize::from(u16::MAX)
    }
}

/// Whether standard input is typed by a person.
#[expect(clippy::disallowed_methods, reason = "asks what standard input is")]
pub fn is_typed() -> bool {
    io::stdin().is_terminal()
}

/// Whether standard output takes colours.
#[expect(clippy::disallowed_methods, reason = "asks what standard output is")]
pub fn colour(color: When) -> bool {
    Palette::new(color, io::stdout().is_terminal()).on
}

/// The terminal for a sitting; signals leave it as it was.
pub fn terminal(color: When) -> io::Result<Terminal> {
    let terminal = Terminal::open(Palette::new(color, true))?;
    signals::watch(Some(terminal.screen()))?;
    Ok(terminal)
}

/// Asks for a yes, which has to be given.
pub fn consent(question: &str, color: When) -> io::Result<bool> {
    Ok(terminal(color)?.confirm(question, false)?.unwrap_or(false))
}

/// Asks for a yes, which Enter alone is.
pub fn offer(question: &str, color: When) -> io::Result<bool> {
    Ok(terminal(color)?.confirm(question, true)?.unwrap_or(false))
}
