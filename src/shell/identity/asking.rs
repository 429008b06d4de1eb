//! What a person is asked about histories, in the terminal before a sitting.

use std::io;

use retain::identity::Face;
use retain::markdown;
use retain::review::CardId;
use retain::settings::AnswerChange;

use crate::shell::face;
use crate::shell::render::palette::{Ink, When};
use crate::shell::render::text::{self, Line};
use crate::shell::render::words::{count, on_date};
use crate::shell::store::Answered;
use crate::shell::terminal::{Entry, Terminal};

/// Which card it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The one at this place.
    This(usize),
    /// None of them.
    None,
    /// Nobody knows yet.
    Later,
}

/// A history that has to be told from others.
pub struct Before {
    /// The card's id.
    pub card: CardId,
    /// What it asked, if that is known.
    pub face: Option<Face>,
    /// How much was answered.
    pub answered: Vec<Answered>,
}

/// The terminal that asks.
pub struct Asking {
    terminal: Terminal,
    today: i32,
}

impl Asking {
    /// Takes the terminal.
    pub fn new(color: When, today: i32) -> io::Result<Self> {
        Ok(Self {
            terminal: face::terminal(color)?,
            today,
        })
    }

    /// To which of these cards a history belongs.
    pub fn which(&self, before: &Before, cards: &[(CardId, Face)]) -> io::Result<Which> {
        let title = match cards {
            [_] => "Is this still the card that you know?",
            _ => "Which of these is the card that you know?",
        };
        self.terminal.gap()?;
        self.heading(title)?;
        self.terminal.gap()?;
        let mut known = match &before.face {
            Some(face) => said(face),
            None => before.card.to_string(),
        };
        let answers: u32 = before
            .answered
            .iter()
            .map(|answered| answered.answers)
            .sum();
        if let Some(last) = before
            .answered
            .iter()
            .map(|answered| answered.last_day)
            .max()
        {
            let answers = count(answers as usize, "answer", "answers");
            known.push_str(&format!(" ({answers}, last {})", on_date(last, self.today)));
        }
        self.row("known  ", &known)?;
        for (n, (_, face)) in cards.iter().enumerate() {
            let marker = if cards.len() == 1 {
                "now    ".to_owned()
            } else {
                format!("now {}  ", n + 1)
            };
            self.row(&marker, &said(face))?;
        }
        let entry = |key, label: &str, value| Entry {
            key,
            label: label.to_owned(),
            value,
        };
        // Enter alone decides nothing.
        let mut entries = vec![entry('l', "later", Which::Later)];
        if cards.len() == 1 {
            entries.push(entry('y', "yes, the same", Which::This(0)));
            entries.push(entry('n', "no, a new card", Which::None));
        } else {
            entries.extend((1..=cards.len().min(9)).map(|n| {
                let key = char::from(b'0' + n as u8);
                entry(key, &format!("number {n}"), Which::This(n - 1))
            }));
            entries.push(entry('n', "none of them", Which::None));
        }
        self.choose(&entries, Which::Later)
    }

    /// What to do about a card with another answer; ask stands for later.
    pub fn changed(&self, face: &Face, before: &str) -> io::Result<AnswerChange> {
        self.terminal.gap()?;
        self.heading("The answer to a card that you know has changed.")?;
        self.terminal.gap()?;
        self.row("", &markdown::plain_line(&face.question))?;
        self.row("was  ", &markdown::plain_line(before))?;
        self.row("is   ", &markdown::plain_line(&face.answer))?;
        let entry = |key, label: &str, value| Entry {
            key,
            label: label.to_owned(),
            value,
        };
        let entries = [
            entry('k', "keep as known", AnswerChange::Keep),
            entry('r', "reset to new", AnswerChange::Reset),
            entry('l', "later", AnswerChange::Ask),
        ];
        self.choose(&entries, AnswerChange::Ask)
    }

    /// Lets the person choose, and leaves on the screen what was chosen.
    fn choose<T: Copy + PartialEq>(&self, entries: &[Entry<T>], otherwise: T) -> io::Result<T> {
        let chosen = self.terminal.menu(entries)?.unwrap_or(otherwise);
        if let Some(entry) = entries.iter().find(|entry| entry.value == chosen) {
            self.terminal.gap()?;
            self.terminal.tell(&entry.label)?;
        }
        self.terminal.gap()?;
        Ok(chosen)
    }

    fn heading(&self, title: &str) -> io::Result<()> {
        let columns = self.terminal.window().columns;
        let lines = text::say(self.terminal.palette(), Ink::Title, title, columns);
        self.terminal.print(&lines)
    }

    fn row(&self, marker: &str, words: &str) -> io::Result<()> {
        let columns = self.terminal.window().columns;
        let runs = [text::verbatim(words)];
        let lines: Vec<Line> =
            text::hang(self.terminal.palette(), Ink::Text, marker, &runs, columns);
        self.terminal.print(&lines)
    }
}

fn said(face: &Face) -> String {
    format!(
        "{} → {}",
        markdown::plain_line(&face.question),
        markdown::plain_line(&face.answer)
    )
}
