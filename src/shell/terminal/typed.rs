//! Typing a line: wide characters, Home, Ctrl-U and pasting, with Esc to end it.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rustyline::config::{BellStyle, Builder};
use rustyline::error::{ReadlineError, Signal};
use rustyline::history::MemHistory;
use rustyline::{
    Cmd, ColorMode, ConditionalEventHandler, Event, EventContext, EventHandler, KeyCode, KeyEvent,
    Modifiers, RepeatCount,
};

use super::Terminal;
use crate::shell::render::text;
use crate::shell::signals;

/// How long Esc waits for the rest of a key's sequence, in milliseconds: long enough for a slow
/// line, too short to be felt.
const ESCAPE_MS: u16 = 40;

/// What came of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// This was typed; pasted line breaks are blanks.
    Text(String),
    /// Esc: on an empty line, or on any that is being changed.
    Menu,
    /// Ctrl-D on such a line, or the terminal is gone.
    Quit,
}

/// The line editor, and how its last line has ended.
pub(super) struct Editor {
    line: rustyline::Editor<(), MemHistory>,
    ends: Arc<Ends>,
}

/// What ends a line besides Enter.
#[derive(Default)]
struct Ends {
    /// Whether Esc and Ctrl-D end a line with text on it as well.
    with_text: AtomicBool,
    /// Esc has ended it.
    escaped: AtomicBool,
    /// Ctrl-D has ended it, with text on it.
    left: AtomicBool,
    /// How wide the text was then.
    width: AtomicUsize,
}

struct Escape(Arc<Ends>);

impl ConditionalEventHandler for Escape {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, line: &EventContext) -> Option<Cmd> {
        if !line.line().is_empty() && !self.0.with_text.load(Ordering::Relaxed) {
            return Some(Cmd::Noop);
        }
        let width = text::width(line.line());
        self.0.width.store(width, Ordering::Relaxed);
        self.0.escaped.store(true, Ordering::Relaxed);
        Some(Cmd::Interrupt)
    }
}

struct CtrlD(Arc<Ends>);

impl ConditionalEventHandler for CtrlD {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, line: &EventContext) -> Option<Cmd> {
        if line.line().is_empty() || !self.0.with_text.load(Ordering::Relaxed) {
            return None;
        }
        self.0.left.store(true, Ordering::Relaxed);
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
        let ends = Arc::new(Ends::default());
        let escape = EventHandler::Conditional(Box::new(Escape(Arc::clone(&ends))));
        line.bind_sequence(KeyEvent(KeyCode::Esc, Modifiers::NONE), escape);
        let leave = EventHandler::Conditional(Box::new(CtrlD(Arc::clone(&ends))));
        line.bind_sequence(KeyEvent::ctrl('D'), leave);
        line.bind_sequence(KeyEvent(KeyCode::Tab, Modifiers::NONE), Cmd::Noop);
        Ok(Self { line, ends })
    }
}

impl Terminal {
    /// Lets the learner type a line after a short prompt.
    ///
    /// # Errors
    /// When the line editor cannot be started.
    pub fn type_line(&mut self, prompt: &str) -> io::Result<Line> {
        self.read_line(prompt, "", false)
    }

    /// Lets a person change a line; Esc and Ctrl-D end it whatever is on it.
    ///
    /// # Errors
    /// When the line editor cannot be started.
    pub fn change_line(&mut self, prompt: &str, line: &str) -> io::Result<Line> {
        self.read_line(prompt, line, true)
    }

    fn read_line(&mut self, prompt: &str, line: &str, with_text: bool) -> io::Result<Line> {
        let prompt = format!("{}{prompt}", " ".repeat(self.window().margin));
        let mut editor = match self.editor.take() {
            Some(editor) => editor,
            None => Editor::new().map_err(io::Error::other)?,
        };
        let ends = Arc::clone(&editor.ends);
        ends.with_text.store(with_text, Ordering::Relaxed);
        ends.escaped.store(false, Ordering::Relaxed);
        ends.left.store(false, Ordering::Relaxed);
        signals::go_on();
        let read = editor.line.readline_with_initial(&prompt, (line, ""));
        self.editor = Some(editor);
        self.blank.set(false);
        match read {
            Ok(text) => Ok(Line::Text(text.replace(['\r', '\n'], " "))),
            Err(ReadlineError::Interrupted) if ends.escaped.load(Ordering::Relaxed) => {
                let width = text::width(&prompt) + ends.width.load(Ordering::Relaxed);
                self.take_back_typed(width)?;
                Ok(Line::Menu)
            }
            Err(ReadlineError::Interrupted) if ends.left.load(Ordering::Relaxed) => Ok(Line::Quit),
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
