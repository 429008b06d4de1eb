//! A menu: a letter for each entry, or arrows and Enter.

use std::io;

use super::picker::{Event, Picker};
use super::{Canvas, Press, Terminal};
use crate::shell::render::layout::as_fits;
use crate::shell::render::palette::Ink;
use crate::shell::render::text::{self, Line};

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<T> {
    /// The key that chooses it at once.
    pub key: char,
    /// What it is called.
    pub label: String,
    /// What it does.
    pub value: T,
}

impl Terminal {
    /// Shows a menu below everything, and takes it away again; none if the learner goes back.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn menu<T: Clone>(&self, entries: &[Entry<T>]) -> io::Result<Option<T>> {
        let mut picker = Picker::new(entries.len(), 0);
        let mut canvas = Canvas::new(&self.term);
        self.term.hide_cursor()?;
        let chosen = loop {
            let lines = self.menu_lines(entries, &mut picker);
            canvas.draw(&lines, self.window().margin)?;
            let press = self.press();
            if let Press::Char(key) = press {
                match entries.iter().position(|entry| entry.key == key) {
                    Some(at) => break Some(at),
                    None => continue,
                }
            }
            match picker.press(press) {
                Event::Picked(at) => break Some(at),
                Event::Stay | Event::Hint => {}
                Event::Again => {
                    self.term.hide_cursor()?;
                    canvas.forget();
                }
                Event::Back | Event::Menu | Event::Quit => break None,
            }
        };
        canvas.draw(&[], self.window().margin)?;
        self.term.show_cursor()?;
        Ok(chosen
            .and_then(|at| entries.get(at))
            .map(|entry| entry.value.clone()))
    }

    fn menu_lines<T>(&self, entries: &[Entry<T>], picker: &mut Picker) -> Vec<Line> {
        let window = self.window();
        let blank = usize::from(window.roomy());
        let mut rows: Vec<Line> = Vec::new();
        let mut heights = Vec::new();
        for (n, entry) in entries.iter().enumerate() {
            let (cursor, ink) = if n == picker.at {
                ("❯", Ink::Cursor)
            } else {
                (" ", Ink::Text)
            };
            let marker = format!("{cursor} {}  ", entry.key);
            let label = [text::verbatim(&entry.label)];
            let row = text::hang(self.palette, ink, &marker, &label, window.columns);
            heights.push(row.len());
            rows.extend(row);
        }
        // One row is for the keys, one for the cursor.
        let room = window.rows.saturating_sub(2 + blank * 2);
        let shown = picker.rows(&heights, room);
        let more = if shown.len() < rows.len() {
            "↑↓ more"
        } else {
            ""
        };
        let mut lines = vec![Line::default(); blank - usize::from(blank > 0 && self.blank.get())];
        lines.extend(rows.drain(shown));
        lines.extend(vec![Line::default(); blank]);
        let keys: Vec<&str> = [more, "a letter or enter chooses", "esc back"]
            .into_iter()
            .filter(|key| !key.is_empty())
            .collect();
        let keys = as_fits(&keys, window.columns);
        lines.push(Line::new(self.palette, Ink::Quiet, &keys));
        lines
    }
}
