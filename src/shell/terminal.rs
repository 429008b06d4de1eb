//! The real terminal: its window, its keys, printing downwards.
//!
//! Everything goes to one [`Term`] on stdout, because the line editor writes there too.

mod choose;
pub mod corner;
mod menu;
mod pair;
mod pick;
mod picker;
mod screen;
mod typed;

use std::cell::Cell;
use std::io;

use console::{Key, Term};
use rustix::process::{Signal, kill_current_process_group};

pub use self::choose::{Chosen, many_look, order_look};
pub use self::menu::Entry;
pub use self::pair::{Pairing, Turn};
pub use self::pick::{Picked, Picking};
pub use self::screen::Screen;
pub use self::typed::Line as TypedLine;
use super::render::layout::Window;
use super::render::palette::Palette;
use super::render::text::Line;
use super::signals;

/// A key, as far as any prompt cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// Arrows.
    Up,
    /// Arrows.
    Down,
    /// Arrows.
    Left,
    /// One screen up.
    PageUp,
    /// One screen down.
    PageDown,
    /// To the first.
    Home,
    /// To the last.
    End,
    /// Return.
    Enter,
    /// Backspace.
    Back,
    /// Escape.
    Escape,
    /// A letter, digit or sign.
    Char(char),
    /// Ctrl-D, or the terminal is gone.
    Eof,
    /// The program was stopped and goes on.
    Resumed,
    /// Anything else.
    Other,
}

/// The terminal of a sitting. While it lives keys are not echoed; dropping it restores the
/// terminal as it was found.
pub struct Terminal {
    term: Term,
    palette: Palette,
    screen: Screen,
    editor: Option<typed::Editor>,
    /// Whether the last line on the screen is blank.
    blank: Cell<bool>,
}

impl Terminal {
    /// Takes the terminal that stdin and stdout are.
    ///
    /// # Errors
    /// When stdin is no terminal.
    pub fn open(palette: Palette) -> io::Result<Self> {
        let screen = Screen::save()?;
        screen.quiet()?;
        console::set_colors_enabled(palette.on);
        Ok(Self {
            term: Term::stdout(),
            palette,
            screen,
            editor: None,
            blank: Cell::new(false),
        })
    }

    /// What restores this terminal, for the signal thread.
    pub fn screen(&self) -> Screen {
        self.screen.clone()
    }

    /// The colours.
    pub fn palette(&self) -> Palette {
        self.palette
    }

    /// The window as it is now.
    pub fn window(&self) -> Window {
        let (rows, columns) = self.term.size();
        Window::new(rows.into(), columns.into())
    }

    /// Prints lines behind the margin.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn print(&self, lines: &[Line]) -> io::Result<()> {
        let margin = self.window().margin;
        let mut out = String::new();
        for line in lines {
            push_line(&mut out, line, margin);
        }
        if let Some(last) = lines.last() {
            self.blank.set(last.width == 0);
        }
        self.term.write_str(&out)
    }

    /// Prints a blank line where there is room and none yet.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn gap(&self) -> io::Result<()> {
        if self.window().roomy() && !self.blank.get() {
            self.print(&[Line::default()])?;
        }
        Ok(())
    }

    /// Takes the last line on the screen back.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn take_back(&self) -> io::Result<()> {
        self.term.clear_last_lines(1)
    }

    /// Takes a typed line of that width, with its prompt, off the screen again.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn take_back_typed(&self, width: usize) -> io::Result<()> {
        let columns = usize::from(self.term.size().1).max(1);
        self.term.clear_last_lines(width / columns + 1)
    }

    /// Drops what was typed before it was asked for: a pasted second line must not answer the
    /// next question.
    pub fn forget_typed(&self) {
        self.screen.flush();
    }

    /// Gives the terminal back for a while, to an editor or a stopped program's shell.
    pub fn leave(&self) {
        self.screen.restore();
    }

    /// Takes it again.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn enter(&self) -> io::Result<()> {
        signals::go_on();
        self.screen.quiet()
    }

    /// Waits for a key. Ctrl-C ends the program, Ctrl-Z stops it.
    pub fn press(&self) -> Press {
        signals::go_on();
        match self.term.read_key() {
            Ok(Key::Char('\x1a')) => self.stop(),
            Ok(key) => press(&key),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => signals::interrupt(),
            Err(_) => Press::Eof,
        }
    }

    /// Shows lines while it waits for a key, and takes them away again.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn wait_below(&self, lines: &[Line]) -> io::Result<Press> {
        signals::go_on();
        let mut canvas = Canvas::new(&self.term);
        self.term.hide_cursor()?;
        let margin = self.window().margin;
        canvas.draw(lines, margin)?;
        let press = self.press();
        if press == Press::Resumed {
            canvas.forget();
        }
        canvas.draw(&[], margin)?;
        self.term.show_cursor()?;
        Ok(press)
    }

    fn stop(&self) -> Press {
        self.leave();
        // If the system refuses, the program just goes on.
        let _ = kill_current_process_group(Signal::TSTP);
        match self.enter() {
            Ok(()) => Press::Resumed,
            Err(_) => Press::Eof,
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.screen.restore();
    }
}

fn press(key: &Key) -> Press {
    match key {
        Key::ArrowUp | Key::BackTab => Press::Up,
        Key::ArrowDown | Key::Tab => Press::Down,
        Key::ArrowLeft => Press::Left,
        Key::PageUp => Press::PageUp,
        Key::PageDown => Press::PageDown,
        Key::Home => Press::Home,
        Key::End => Press::End,
        Key::Enter => Press::Enter,
        Key::Backspace => Press::Back,
        Key::Escape => Press::Escape,
        Key::Char('\x04') => Press::Eof,
        Key::Char(c) if !c.is_control() => Press::Char(*c),
        _ => Press::Other,
    }
}

fn push_line(out: &mut String, line: &Line, margin: usize) {
    if line.width > 0 {
        out.push_str(&" ".repeat(margin));
        out.push_str(&line.text);
    }
    out.push('\n');
}

/// Lines at the end of the screen that are drawn again and again in one place.
struct Canvas<'t> {
    term: &'t Term,
    drawn: usize,
    size: (u16, u16),
}

impl<'t> Canvas<'t> {
    fn new(term: &'t Term) -> Self {
        Self {
            term,
            drawn: 0,
            size: term.size(),
        }
    }

    /// Draws over what was drawn before; below it if the window has changed since, because
    /// nobody knows where its lines have gone.
    fn draw(&mut self, lines: &[Line], margin: usize) -> io::Result<()> {
        let size = self.term.size();
        if size != self.size {
            self.size = size;
            self.drawn = 0;
        }
        let mut out = String::new();
        if self.drawn > 0 {
            out.push_str(&format!("\x1b[{}A", self.drawn));
        }
        out.push('\r');
        for line in lines {
            out.push_str("\x1b[2K");
            push_line(&mut out, line, margin);
        }
        out.push_str("\x1b[J");
        self.drawn = lines.len();
        self.term.write_str(&out)
    }

    /// Leaves what is drawn where it is.
    fn forget(&mut self) {
        self.drawn = 0;
    }
}
