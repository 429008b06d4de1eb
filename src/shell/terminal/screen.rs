//! The modes of the terminal: as they were found, and quiet while a sitting runs.

use std::io;

use console::Term;
use rustix::termios::{
    LocalModes, OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcsetattr,
};

/// How the terminal was when the program started; cheap to clone, good in any thread.
#[derive(Clone)]
pub struct Screen {
    found: Termios,
}

impl Screen {
    /// Remembers the terminal as it is.
    ///
    /// # Errors
    /// When stdin is no terminal.
    pub fn save() -> io::Result<Self> {
        Ok(Self {
            found: tcgetattr(stdin())?,
        })
    }

    /// No echo and no waiting for whole lines, so that keys between two prompts leave no trace;
    /// Ctrl-C still is a signal.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn quiet(&self) -> io::Result<()> {
        let mut modes = self.found.clone();
        modes.local_modes -= LocalModes::ECHO | LocalModes::ICANON;
        Ok(tcsetattr(stdin(), OptionalActions::Drain, &modes)?)
    }

    /// Makes Ctrl-C a key like any other until [`Screen::modes_back`]: for prompts that change
    /// the modes themselves, which a signal must not cross.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn keys_only(&self) -> io::Result<()> {
        let mut modes = self.found.clone();
        modes.local_modes -= LocalModes::ISIG;
        Ok(tcsetattr(stdin(), OptionalActions::Drain, &modes)?)
    }

    /// The modes as they were found, and nothing else.
    pub fn modes_back(&self) {
        // A terminal that is gone needs nothing.
        let _ = tcsetattr(stdin(), OptionalActions::Drain, &self.found);
    }

    /// As it was found, with the cursor to be seen and pasting as usual.
    pub fn restore(&self) {
        // On the way out; a terminal that is gone needs nothing.
        let _ = tcsetattr(stdin(), OptionalActions::Now, &self.found);
        let _ = Term::stdout().write_str("\x1b[?25h\x1b[?2004l\x1b[0m");
    }

    /// Drops what was typed and not read.
    pub fn flush(&self) {
        // A terminal that is gone has nothing to drop.
        let _ = tcflush(stdin(), QueueSelector::IFlush);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the terminal's modes are stdin's"
)]
fn stdin() -> io::Stdin {
    io::stdin()
}
