//! Picking one option with the keyboard, drawn in place below the question.

use std::io;

use retain::markdown::Run;

use super::picker::{Event, Picker};
use super::{Canvas, Terminal};
use crate::shell::render::layout::{Window, as_fits};
use crate::shell::render::palette::{Ink, Palette};
use crate::shell::render::text::{self, Line};

/// What is to be picked from.
pub struct Picking<'a> {
    /// Lines that belong to the options and vanish with them.
    pub above: &'a [Line],
    /// The options.
    pub options: &'a [Vec<Run>],
    /// Where the cursor starts, from 0.
    pub at: usize,
    /// The keys, most important first.
    pub keys: &'a [&'a str],
    /// How many rows of the question stand above and should stay in sight.
    pub question_rows: usize,
    /// Whether the options stay on the screen after one is picked.
    pub stays: bool,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picked {
    /// The option at this place, from 0.
    Option(usize),
    /// One step back.
    Back,
    /// The hint is asked for.
    Hint,
    /// The menu is asked for.
    Menu,
    /// The learner leaves.
    Quit,
}

impl Terminal {
    /// Lets the learner pick one option.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn pick(&self, picking: &Picking) -> io::Result<Picked> {
        let mut picker = Picker::new(picking.options.len(), picking.at);
        let mut canvas = Canvas::new(&self.term);
        self.term.hide_cursor()?;
        let picked = loop {
            let window = self.window();
            canvas.draw(
                &lines(picking, &mut picker, self.palette, window, true),
                window.margin,
            )?;
            break match picker.press(self.press()) {
                Event::Stay => continue,
                Event::Again => {
                    self.term.hide_cursor()?;
                    canvas.forget();
                    continue;
                }
                Event::Picked(at) => Picked::Option(at),
                Event::Back => Picked::Back,
                Event::Hint => Picked::Hint,
                Event::Menu => Picked::Menu,
                Event::Quit => Picked::Quit,
            };
        };
        let window = self.window();
        let left = if picking.stays && matches!(picked, Picked::Option(_)) {
            lines(picking, &mut picker, self.palette, window, false)
        } else {
            Vec::new()
        };
        canvas.draw(&left, window.margin)?;
        if !left.is_empty() {
            self.blank.set(false);
        }
        self.term.show_cursor()?;
        Ok(picked)
    }
}

impl Picking<'_> {
    /// What is shown before the first key.
    pub fn first_look(&self, palette: Palette, window: Window) -> Vec<Line> {
        let mut picker = Picker::new(self.options.len(), self.at);
        lines(self, &mut picker, palette, window, true)
    }
}

/// The rows of the options that fit, and the keys below them while they are `open`.
fn lines(
    picking: &Picking,
    picker: &mut Picker,
    palette: Palette,
    window: Window,
    open: bool,
) -> Vec<Line> {
    let digits = picking.options.len().to_string().len();
    let gap = if window.margin == 0 { " " } else { "  " };
    let options: Vec<Vec<Line>> = picking
        .options
        .iter()
        .enumerate()
        .map(|(n, option)| {
            let (cursor, ink) = if n == picker.at {
                ("❯", Ink::Cursor)
            } else {
                (" ", Ink::Text)
            };
            let marker = format!("{cursor} {:>digits$}{gap}", n + 1);
            text::hang(palette, ink, &marker, option, window.columns)
        })
        .collect();
    let heights: Vec<usize> = options.iter().map(Vec::len).collect();
    let rows: Vec<Line> = options.into_iter().flatten().collect();
    let footer = 1 + usize::from(window.roomy());
    // One row is the cursor's.
    let most = window.rows.saturating_sub(footer + 1 + picking.above.len());
    let room = most.saturating_sub(picking.question_rows).max(most.min(4));
    let shown = picker.rows(&heights, room);
    let hidden = rows.len() - shown.len();
    let mut lines = picking.above.to_vec();
    lines.extend(rows[shown.clone()].iter().cloned());
    if open {
        if window.roomy() {
            lines.push(Line::default());
        }
        let more = match (shown.start > 0, shown.end < rows.len()) {
            (true, true) => "↑↓ more",
            (true, false) => "↑ more",
            (false, true) => "↓ more",
            (false, false) => "",
        };
        let mut keys = picking.keys.to_vec();
        if hidden > 0 {
            keys.insert(0, more);
        }
        let keys = as_fits(&keys, window.columns);
        lines.push(Line::new(palette, Ink::Quiet, &keys));
    }
    lines
}
