//! A sitting on the real terminal: printed downwards, one thing at a time.

mod after;
mod ask;
mod commands;
mod difference;
mod feedback;
pub mod still;
pub mod test;

use std::io;

use retain::markdown;
use retain::session::{Action, Open, Outcome, Step, Summary};

use self::after::After;
use super::test::Wanted;
use super::{Front, Start, Wish};
use crate::shell::render::layout::{Window, ends, header};
use crate::shell::render::palette::{Ink, Palette};
use crate::shell::render::text::{self, Line};
use crate::shell::render::{summary, words};
use crate::shell::terminal::{Pairing, Press, Terminal};

/// The front end for a person at a terminal.
pub struct TerminalFront {
    terminal: Terminal,
    /// The open question, once it is on the screen.
    shown: Option<Shown>,
    /// The answer that was marked last, until the learner goes on.
    after: Option<After>,
    today: Option<i32>,
    /// Whether the summary is on the screen.
    ended: bool,
}

/// A question on the screen, and what has been answered of it.
struct Shown {
    n: u32,
    rows: usize,
    pairing: Pairing,
    typed: Vec<String>,
    /// Whether the learner has had a look at it before the options came.
    read: bool,
    /// Whether the keys have been told, where they stay on the screen.
    told: bool,
    /// Whether it has been said what to do instead of typing nothing.
    prodded: bool,
    revealed: bool,
}

/// What a prompt came to.
enum Said {
    /// A wish for the driver.
    Wish(Wish),
    /// The menu is asked for.
    Menu,
    /// Nothing that could be used: the prompt is shown again.
    Unclear,
    /// What is said in a test, or why that cannot be.
    OfTest(Result<Wanted, String>),
}

impl From<Action> for Said {
    fn from(action: Action) -> Self {
        Self::Wish(action.into())
    }
}

impl TerminalFront {
    /// A front end on a terminal.
    pub fn new(terminal: Terminal) -> Self {
        Self {
            terminal,
            shown: None,
            after: None,
            today: None,
            ended: false,
        }
    }

    /// Prints lines, with a blank one before them where there is room.
    fn block(&self, lines: &[Line]) -> io::Result<()> {
        self.terminal.gap()?;
        self.terminal.print(lines)
    }

    /// Says what became of a question, below it.
    fn tell_apart(&self, message: &str) -> io::Result<()> {
        self.terminal.gap()?;
        self.terminal.tell(message)
    }

    /// Prints lines that may be more than the window has, a window at a time.
    fn pages(&self, lines: &[Line]) -> io::Result<()> {
        let window = self.terminal.window();
        let page = window.rows.saturating_sub(2).max(1);
        self.terminal.gap()?;
        for (n, page) in lines.chunks(page).enumerate() {
            if n > 0 {
                let more = [Line::new(self.terminal.palette(), Ink::Quiet, "enter more")];
                if self.terminal.wait_below(&more)? == Press::Eof {
                    return Ok(());
                }
            }
            self.terminal.print(page)?;
        }
        Ok(())
    }

    fn present(&mut self, open: &Open) -> io::Result<()> {
        if self.shown.as_ref().is_some_and(|shown| shown.n == open.n) {
            return Ok(());
        }
        let window = self.terminal.window();
        let lines = question(self.terminal.palette(), open, window);
        self.pages(&lines)?;
        self.shown = Some(Shown {
            n: open.n,
            rows: lines.len(),
            pairing: Pairing::default(),
            typed: Vec::new(),
            read: false,
            told: false,
            prodded: false,
            revealed: false,
        });
        Ok(())
    }

    fn summary(&mut self, summary: &Summary, today: i32) -> io::Result<()> {
        self.ended = true;
        let palette = self.terminal.palette();
        let columns = self.terminal.window().columns;
        let lines: Vec<Line> = summary::sentences(summary, today)
            .iter()
            .flat_map(|sentence| text::say(palette, Ink::Text, sentence, columns))
            .collect();
        self.block(&lines)
    }

    /// The end: the summary, with the last answer still to be changed.
    fn done(&mut self, done: &Summary) -> io::Result<Wish> {
        if let Some(after) = &self.after
            && !self.ended
        {
            // The last verdict stays in sight above the summary; where rows are few, wait.
            let room = self.terminal.window().rows > after.rows + 8;
            if !room && let Some(wish) = self.after_marked()? {
                return Ok(self.leave_for(wish));
            }
        }
        let after = self.after.take();
        if let (Some(today), false) = (self.today, self.ended) {
            self.summary(done, today)?;
        }
        self.after = after;
        if let Some(wish) = self.after_marked()? {
            self.ended = false;
            return Ok(self.leave_for(wish));
        }
        Ok(Action::Quit.into())
    }

    /// Gives the terminal back before an editor is opened.
    fn leave_for(&mut self, wish: Wish) -> Wish {
        if matches!(wish, Wish::Edit { .. }) {
            self.terminal.leave();
            self.shown = None;
        }
        wish
    }
}

impl Front for TerminalFront {
    fn start(&mut self, start: &Start) -> io::Result<()> {
        let palette = self.terminal.palette();
        let columns = self.terminal.window().columns;
        let mut parts = Vec::new();
        if start.practice {
            parts.push(format!("{} to practise", start.due + start.new));
        }
        if start.due > 0 && !start.practice {
            parts.push(format!("{} due", start.due));
        }
        if start.new > 0 && !start.practice {
            parts.push(format!("{} new", start.new));
        }
        let mut lines = Vec::new();
        if !parts.is_empty() && !start.said {
            parts.push(words::about(start.minutes_ms));
            lines = text::say(palette, Ink::Text, &parts.join(" · "), columns);
        }
        for note in &start.notes {
            lines.extend(text::say(palette, Ink::Quiet, note, columns));
        }
        self.terminal.print(&lines)
    }

    fn next(&mut self, step: &Step) -> io::Result<Wish> {
        self.terminal.enter()?;
        if let Step::Done(summary) = step {
            return self.done(summary);
        }
        if self.after.is_some() {
            let wish = self.after_marked()?.unwrap_or(Wish::GoOn);
            return Ok(self.leave_for(wish));
        }
        loop {
            let said = match step {
                Step::Ask(open) => {
                    self.present(open)?;
                    self.terminal.forget_typed();
                    self.ask(open)?
                }
                Step::Rate {
                    open,
                    answer,
                    choices,
                } => {
                    self.present(open)?;
                    self.terminal.forget_typed();
                    self.rate(answer, choices)?
                }
                Step::Done(_) => Action::Quit.into(),
            };
            match said {
                Said::Wish(wish) => return Ok(self.leave_for(wish)),
                Said::Unclear | Said::OfTest(_) => {}
                Said::Menu => {
                    let menu = match step {
                        Step::Ask(open) => {
                            commands::question(open.hint.is_some() && !open.hinted, false)
                        }
                        _ => commands::question(false, true),
                    };
                    if let Some(wish) = self.terminal.menu(&menu)? {
                        return Ok(self.leave_for(wish));
                    }
                }
            }
        }
    }

    fn show(&mut self, outcome: &Outcome, today: i32) -> io::Result<()> {
        self.today = Some(today);
        let palette = self.terminal.palette();
        let window = self.terminal.window();
        match outcome {
            Outcome::Marked(marked) => {
                let lines = feedback::lines(marked, today, palette, window);
                self.pages(&lines)?;
                self.shown = None;
                self.after = Some(After::new(marked, lines.len()));
            }
            Outcome::Amended(marked, event) => {
                let lines = feedback::amended(marked, event, today, palette, window);
                self.block(&lines)?;
                self.after = Some(After::new(marked, lines.len()));
            }
            Outcome::Revealed { answer, .. } => self.reveal(answer)?,
            Outcome::Hint { hint, .. } => {
                self.terminal.print(&hint_lines(hint, palette, window))?;
            }
            Outcome::Undone { .. } => {
                self.after = None;
                self.shown = None;
                self.tell_apart("taken back; the question once more:")?;
            }
            Outcome::PutOff { .. } => {
                self.shown = None;
                self.tell_apart("put off")?;
            }
            Outcome::Suspended { card, .. } => {
                self.after = None;
                self.shown = None;
                self.tell_apart(&format!(
                    "suspended; `retain suspend --undo {card}` brings it back"
                ))?;
            }
            Outcome::Refused(why) => self.terminal.tell(why)?,
            Outcome::Quit => {}
        }
        Ok(())
    }

    fn say(&mut self, message: &str) -> io::Result<()> {
        self.tell_apart(message)
    }

    fn end(&mut self, summary: &Summary, today: i32) -> io::Result<()> {
        if self.ended {
            return Ok(());
        }
        self.summary(summary, today)
    }
}

/// The header and the prompt of a question.
fn question(palette: Palette, open: &Open, window: Window) -> Vec<Line> {
    let blank = |lines: &mut Vec<Line>| {
        if window.roomy() {
            lines.push(Line::default());
        }
    };
    let tag = open.tags.first().map(String::as_str);
    let mut lines = header(palette, &open.deck_title, tag, open.progress, window);
    blank(&mut lines);
    lines.extend(text::wrap(palette, &open.ask.prompt, window.columns));
    blank(&mut lines);
    lines
}

/// The hint below the question.
fn hint_lines(hint: &str, palette: Palette, window: Window) -> Vec<Line> {
    let runs = markdown::inline(hint);
    let mut lines = text::hang(palette, Ink::Quiet, "hint: ", &runs, window.columns);
    if window.roomy() {
        lines.push(Line::default());
    }
    lines
}

/// The last line with a text at its right end, quietly.
fn with_right(mut lines: Vec<Line>, right: &str, palette: Palette, columns: usize) -> Vec<Line> {
    if text::width(right) > columns {
        lines.extend(text::say(palette, Ink::Quiet, right, columns));
        return lines;
    }
    ends(lines, &Line::new(palette, Ink::Quiet, right), columns)
}
