//! Typing a line: wide characters, Home, Ctrl-U and pasting, with Esc on an empty line.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustyline::config::{BellStyle, Builder};
use rustyline::error::{ReadlineError, Signal};
use rustyline::history::MemHistory;
use rustyline::{
    Cmd, ColorMode, ConditionalEventHandler, Event, EventContext, EventHandler, KeyCode, KeyEvent,
    Modifiers, RepeatCount,
};

use super::Terminal;
use crate::shell::signals;

/// How long Esc waits for the rest of a key's sequence, in milliseconds: long enough for a slow
/// line, too short to be felt.
const ESCAPE_MS: u16 = 40;

/// What came of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// This was typed; pasted line breaks are blanks.
    Text(String),
    /// Esc on an empty line.
    Menu,
    /// Ctrl-D on an empty line, or the terminal is gone.
    Quit,
}

/// The line editor, and whether Esc has ended its last line.
pub(super) struct Editor {
    line: rustyline::Editor<(), MemHistory>,
    escaped: Arc<AtomicBool>,
}

/// Esc on an empty line ends it; on any other it does nothing.
struct Escape(Arc<AtomicBool>);

impl ConditionalEventHandler for Escape {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, line: &EventContext) -> Option<Cmd> {
        if !line.line().is_empty() {
            return Some(Cmd::Noop);
        }
        self.0.store(true, Ordering::Relaxed);
        Some(Cmd::Interrupt)
    }
}

impl Editor {
    fn new() -> rustyline::Result<Self> {
        let config = Builder::new()
            .max_history_size(0)?
            .keyseq_timeout(Some(ESCAPE_MS))
            .color_mode(ColorMode::Disabled)
            .bell_style(BellStyle::None)
            .build();
        let history = MemHistory::with_config(&config);
        let mut line = rustyline::Editor::with_history(config, history)?;
        let escaped = Arc::new(AtomicBool::new(false));
        let escape = EventHandler::Conditional(Box::new(Escape(Arc::clone(&escaped))));
        line.bind_sequence(KeyEvent(KeyCode::Esc, Modifiers::NONE), escape);
        line.bind_sequence(KeyEvent(KeyCode::Tab, Modifiers::NONE), Cmd::Noop);
        Ok(Self { line, escaped })
    }
}

impl Terminal {
    /// Lets the learner type a line after a short prompt.
    ///
    /// # Errors
    /// When the line editor cannot be started.
    pub fn type_line(&mut self, prompt: &str) -> io::Result<Line> {
        self.change_line(prompt, "")
    }

    /// Lets the learner change a line.
    ///
    /// # Errors
    /// When the line editor cannot be started.
    pub fn change_line(&mut self, prompt: &str, line: &str) -> io::Result<Line> {
        let prompt = format!("{}{prompt}", " ".repeat(self.window().margin));
        let mut editor = match self.editor.take() {
            Some(editor) => editor,
            None => Editor::new().map_err(io::Error::other)?,
        };
        editor.escaped.store(false, Ordering::Relaxed);
        signals::go_on();
        let read = editor.line.readline_with_initial(&prompt, (line, ""));
        let escaped = editor.escaped.load(Ordering::Relaxed);
        self.editor = Some(editor);
        self.blank.set(false);
        match read {
            Ok(text) => Ok(Line::Text(text.replace(['\r', '\n'], " "))),
            Err(ReadlineError::Interrupted) if escaped => {
                // The prompt's line is empty: take it back.
                self.take_back()?;
                Ok(Line::Menu)
            }
            Err(ReadlineError::Interrupted | ReadlineError::Signal(Signal::Interrupt)) => {
                signals::interrupt()
            }
            Err(ReadlineError::Io(error)) if error.kind() == io::ErrorKind::Interrupted => {
                signals::interrupt()
            }
            Err(_) => Ok(Line::Quit),
        }
    }
}
