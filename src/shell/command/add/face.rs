//! How a card is asked for: on a terminal, or in plain lines.

use std::io::{self, BufRead, Write};

use retain::markdown::Run;

use crate::shell::lines::{Line, Lines};
use crate::shell::render::palette::Ink;
use crate::shell::render::text;
use crate::shell::terminal::{Picked, Picking, Terminal, TypedLine};

/// What came from the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said<T> {
    /// This.
    Value(T),
    /// One step back.
    Back,
    /// That was all.
    Quit,
}

/// Asks and shows.
pub trait Face {
    /// How to go back and how to leave.
    fn keys(&self) -> &'static str;
    /// Says something.
    fn tell(&mut self, words: &str) -> io::Result<()>;
    /// Shows lines as they are.
    fn show(&mut self, lines: &str) -> io::Result<()>;
    /// Asks for a line; `about` says what would do, `now` is to be changed where that can be.
    fn line(&mut self, prompt: &str, about: &str, now: &str) -> io::Result<Said<String>>;
    /// Lets one of these be picked, the one at `at` with Enter alone.
    fn pick(&mut self, about: &str, options: &[String], at: usize) -> io::Result<Said<usize>>;
}

/// A terminal.
pub struct InTerminal {
    terminal: Terminal,
}

impl InTerminal {
    /// Asks there.
    pub fn new(terminal: Terminal) -> Self {
        Self { terminal }
    }

    fn say(&mut self, ink: Ink, words: &str) -> io::Result<()> {
        let columns = self.terminal.window().columns;
        self.terminal
            .print(&text::say(self.terminal.palette(), ink, words, columns))
    }
}

impl Face for InTerminal {
    fn keys(&self) -> &'static str {
        "esc goes back, ctrl-d leaves"
    }

    fn tell(&mut self, words: &str) -> io::Result<()> {
        self.terminal.gap()?;
        self.say(Ink::Text, words)
    }

    fn show(&mut self, lines: &str) -> io::Result<()> {
        self.terminal.gap()?;
        for line in lines.lines() {
            self.say(Ink::Title, line)?;
        }
        Ok(())
    }

    fn line(&mut self, prompt: &str, about: &str, now: &str) -> io::Result<Said<String>> {
        if !about.is_empty() {
            self.terminal.gap()?;
            self.say(Ink::Quiet, about)?;
        }
        Ok(
            match self.terminal.change_line(&format!("{prompt} › "), now)? {
                TypedLine::Text(text) => Said::Value(text),
                TypedLine::Menu => Said::Back,
                TypedLine::Quit => Said::Quit,
            },
        )
    }

    fn pick(&mut self, about: &str, options: &[String], at: usize) -> io::Result<Said<usize>> {
        self.terminal.gap()?;
        let (palette, columns) = (self.terminal.palette(), self.terminal.window().columns);
        let above = text::say(palette, Ink::Quiet, about, columns);
        let shown: Vec<Vec<Run>> = options
            .iter()
            .map(|option| vec![text::verbatim(option)])
            .collect();
        let picks = match options.len() {
            0..=9 if columns < 30 => "enter picks".to_owned(),
            n @ 0..=9 => format!("1–{n} or enter picks"),
            n if columns < 30 => format!("1–{n}, enter"),
            n => format!("1–{n}, enter picks"),
        };
        let keys = [picks.as_str(), "esc back"];
        let picking = Picking {
            above: &above,
            options: &shown,
            at,
            keys: &keys,
            question_rows: 0,
            stays: false,
        };
        loop {
            return Ok(match self.terminal.pick(&picking)? {
                Picked::Option(at) => Said::Value(at),
                Picked::Back | Picked::Menu => Said::Back,
                Picked::Quit => Said::Quit,
                Picked::Hint => continue,
            });
        }
    }
}

/// Plain lines.
pub struct PlainLines<R, W> {
    lines: Lines<R>,
    out: W,
}

impl<R: BufRead, W: Write> PlainLines<R, W> {
    /// Reads and writes there.
    pub fn new(lines: Lines<R>, out: W) -> Self {
        Self { lines, out }
    }

    fn put(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", retain::clean::text(text))?;
        self.out.flush()
    }

    fn read(&mut self) -> io::Result<Said<String>> {
        loop {
            return Ok(match self.lines.next() {
                None => Said::Quit,
                Some(Line::Unusable(why)) => {
                    self.put(&why)?;
                    continue;
                }
                Some(Line::Text(text)) => match text.trim() {
                    ":back" => Said::Back,
                    ":quit" => Said::Quit,
                    _ => Said::Value(text),
                },
            });
        }
    }
}

impl<R: BufRead, W: Write> Face for PlainLines<R, W> {
    fn keys(&self) -> &'static str {
        ":back goes back, :quit leaves"
    }

    fn tell(&mut self, words: &str) -> io::Result<()> {
        self.put(words)
    }

    fn show(&mut self, lines: &str) -> io::Result<()> {
        self.put(lines.trim_end())
    }

    fn line(&mut self, prompt: &str, about: &str, _: &str) -> io::Result<Said<String>> {
        let about = if about.is_empty() {
            String::new()
        } else {
            format!(" ({about})")
        };
        self.put(&format!("{prompt}{about}:"))?;
        self.read()
    }

    fn pick(&mut self, about: &str, options: &[String], at: usize) -> io::Result<Said<usize>> {
        let first = |option: &String| option.split(": ").next().unwrap_or_default().to_lowercase();
        let mut text = format!("{about}\n");
        for (n, option) in options.iter().enumerate() {
            text.push_str(&format!("  {}. {option}\n", n + 1));
        }
        text.push_str(&format!(
            "(a number; an empty line for {})",
            options.get(at).map(first).unwrap_or_default()
        ));
        self.put(&text)?;
        loop {
            let line = match self.read()? {
                Said::Value(line) => line.trim().to_lowercase(),
                Said::Back => return Ok(Said::Back),
                Said::Quit => return Ok(Said::Quit),
            };
            let number = line.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            let found = match number {
                _ if line.is_empty() => Some(at),
                Some(n) => (n < options.len()).then_some(n),
                None => options.iter().position(|option| first(option) == line),
            };
            match found {
                Some(at) => return Ok(Said::Value(at)),
                None => self.put(&format!("a number from 1 to {} would do", options.len()))?,
            }
        }
    }
}
