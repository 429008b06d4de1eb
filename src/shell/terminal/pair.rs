//! Pairing: one pick for every item on the left, with what has been paired so far above.

use std::io;

use retain::markdown::{self, Run};

use super::{Picked, Picking, Terminal};
use crate::shell::render::palette::Ink;
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
            let now = pairing.paired.len();
            let shown: Vec<Vec<Run>> = (0..options.len())
                .map(|n| {
                    let mut runs = markdown::inline(&options[n]);
                    if pairing.paired.contains(&n) {
                        runs.push(text::verbatim(" (taken)"));
                    }
                    runs
                })
                .collect();
            let mut above = self.paired(left, options, &pairing.paired);
            let ask = format!("{} of {}: ", now + 1, left.len());
            let item = markdown::inline(&left[now]);
            let columns = self.window().columns;
            above.extend(text::hang(self.palette, Ink::Title, &ask, &item, columns));
            let picking = Picking {
                above: &above,
                options: &shown,
                at,
                keys,
                question_rows,
                stays: false,
            };
            match self.pick(&picking)? {
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

    /// The pairs so far; only the last one where rows are few.
    fn paired(&self, left: &[String], options: &[String], paired: &[usize]) -> Vec<Line> {
        let window = self.window();
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
            lines.extend(text::hang(
                self.palette,
                Ink::Quiet,
                "  ",
                &runs,
                window.columns,
            ));
        }
        lines
    }
}
