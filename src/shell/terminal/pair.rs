//! Pairing: one pick for every item on the left, with what has been paired so far above.

use std::io;

use retain::markdown::{self, Run};

use super::{Picked, Picking, Terminal};
use crate::shell::render::layout::Window;
use crate::shell::render::palette::{Ink, Palette};
use crate::shell::render::text::{self, Line};

/// How far the pairing of one question is; it survives a look at the hint or the menu.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pairing {
    /// For the first items on the left, the places of their options.
    pub paired: Vec<usize>,
}

impl Terminal {
    /// Lets the learner pair every item on the left; done when `pairing` is full.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn pair(
        &self,
        left: &[String],
        options: &[String],
        pairing: &mut Pairing,
        keys: &[&str],
        question_rows: usize,
    ) -> io::Result<Option<Picked>> {
        let mut at = 0;
        while pairing.paired.len() < left.len() {
            let window = self.window();
            let turn = Turn::new(left, options, &pairing.paired, self.palette, window);
            match self.pick(&turn.picking(at, keys, question_rows))? {
                Picked::Option(option) => {
                    pairing.paired.push(option);
                    at = (0..options.len())
                        .find(|n| !pairing.paired.contains(n))
                        .unwrap_or(0);
                }
                Picked::Back => at = pairing.paired.pop().unwrap_or(at),
                other => return Ok(Some(other)),
            }
        }
        Ok(None)
    }
}

/// The pick for one item on the left.
pub struct Turn {
    above: Vec<Line>,
    options: Vec<Vec<Run>>,
}

impl Turn {
    /// The pick that follows those that are `paired`.
    pub fn new(
        left: &[String],
        options: &[String],
        paired: &[usize],
        palette: Palette,
        window: Window,
    ) -> Self {
        let now = paired.len();
        let mut above = pairs(left, options, paired, palette, window);
        let ask = format!("{} of {}: ", now + 1, left.len());
        let item = left
            .get(now)
            .map_or_else(Vec::new, |item| markdown::inline(item));
        above.extend(text::hang(palette, Ink::Title, &ask, &item, window.columns));
        let shown = |(n, option): (usize, &String)| {
            let mut runs = markdown::inline(option);
            if paired.contains(&n) {
                runs.push(text::verbatim(" (taken)"));
            }
            runs
        };
        Self {
            above,
            options: options.iter().enumerate().map(shown).collect(),
        }
    }

    /// The same, to be picked from.
    pub fn picking<'a>(&'a self, at: usize, keys: &'a [&'a str], rows: usize) -> Picking<'a> {
        Picking {
            above: &self.above,
            options: &self.options,
            at,
            keys,
            question_rows: rows,
            stays: false,
        }
    }
}

/// The pairs so far; only the last one where rows are few.
fn pairs(
    left: &[String],
    options: &[String],
    paired: &[usize],
    palette: Palette,
    window: Window,
) -> Vec<Line> {
    let skip = if window.roomy() {
        0
    } else {
        paired.len().saturating_sub(1)
    };
    let mut lines = Vec::new();
    for (item, option) in left.iter().zip(paired).skip(skip) {
        let option = options.get(*option).map_or("", String::as_str);
        let mut runs = markdown::inline(item);
        runs.push(text::verbatim(" — "));
        runs.extend(markdown::inline(option));
        lines.extend(text::hang(palette, Ink::Quiet, "  ", &runs, window.columns));
    }
    lines
}
