//! The one key after a verdict: on, or a second thought.

use std::io;

use retain::mark::{Reason, Verdict};
use retain::review::Rating;
use retain::session::{Action, Marked};

use super::{TerminalFront, commands};
use crate::shell::front::Wish;
use crate::shell::render::layout::as_fits;
use crate::shell::render::palette::Ink;
use crate::shell::render::text::Line;
use crate::shell::terminal::Press;

/// What was marked last.
pub struct After {
    verdict: Verdict,
    rating: Rating,
    self_rated: bool,
    skipped: bool,
    /// How many rows its feedback took.
    pub rows: usize,
}

impl After {
    /// After this mark.
    pub fn new(marked: &Marked, rows: usize) -> Self {
        Self {
            verdict: marked.mark.verdict,
            rating: marked.rating,
            self_rated: marked.mark.reason == Reason::SelfRated,
            skipped: marked.reply.is_none(),
            rows,
        }
    }

    /// The keys worth showing, most important first.
    fn keys(&self, ended: bool) -> Vec<&'static str> {
        let mut keys = vec![if ended { "enter ends" } else { "enter next" }];
        match self.verdict {
            _ if self.self_rated => keys.push("1–4 rating"),
            Verdict::Wrong | Verdict::Partial if !self.skipped => keys.push("r I was right"),
            Verdict::Almost => keys.push("w that was wrong"),
            _ => {}
        }
        keys.extend(["u undo", "esc menu"]);
        keys
    }
}

/// What a key does.
enum Does {
    Next,
    Wish(Wish),
    Menu,
    Nothing,
}

fn does(press: Press) -> Does {
    let action = match press {
        Press::Enter | Press::Char(' ') => return Does::Next,
        Press::Char('w') => Action::Override(false),
        Press::Char('r') => Action::Override(true),
        Press::Char('u') => Action::Undo,
        Press::Char('x') => Action::Suspend { last: true },
        Press::Char('q') | Press::Eof => Action::Quit,
        Press::Char('e') => return Does::Wish(Wish::Edit { last: true }),
        Press::Char('?') | Press::Escape => return Does::Menu,
        Press::Char(digit @ '1'..='4') => {
            match Rating::from_number(i64::from(digit as u32) - i64::from('0' as u32)) {
                Some(rating) => Action::Rate(rating),
                None => return Does::Nothing,
            }
        }
        _ => return Does::Nothing,
    };
    Does::Wish(action.into())
}

impl TerminalFront {
    /// Waits for the key after a verdict, if one is due; none means to go on.
    pub(super) fn after_marked(&mut self) -> io::Result<Option<Wish>> {
        let Some(after) = &self.after else {
            return Ok(None);
        };
        self.terminal.forget_typed();
        let palette = self.terminal.palette();
        loop {
            let window = self.terminal.window();
            let keys = as_fits(&after.keys(self.ended), window.columns);
            let lines = [Line::default(), Line::new(palette, Ink::Quiet, &keys)];
            let lines = &lines[usize::from(!window.roomy())..];
            match does(self.terminal.wait_below(lines)?) {
                Does::Next => break,
                Does::Wish(wish) => return Ok(Some(wish)),
                Does::Menu => {
                    let entries = commands::marked(after.verdict, after.rating);
                    if let Some(wish) = self.terminal.menu(&entries)? {
                        return Ok(Some(wish));
                    }
                }
                Does::Nothing => {}
            }
        }
        self.after = None;
        Ok(None)
    }
}
