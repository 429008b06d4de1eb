//! Asking, one function per shape.

use std::io;

use retain::ask::{Reply, Shape};
use retain::markdown::{self, Run};
use retain::review::Rating;
use retain::session::{Action, Choice, Open};

use super::{Said, TerminalFront, commands};
use crate::shell::render::layout::{Window, flow};
use crate::shell::render::palette::{Ink, Palette};
use crate::shell::render::text::{self, Line};
use crate::shell::render::words;
use crate::shell::terminal::{Chosen, Picked, Picking, Press, TypedLine};

/// The longest typed answer, in characters.
const LONGEST: usize = 1_000;
/// What the menu is for, where there is room to say it.
const MENU: &str = "esc menu (skip, later, undo, suspend, edit, quit)";
/// The same in a test.
const MENU_OF_TEST: &str = "esc menu (next, back, hand in, leave)";
/// The same where there is not.
const SHORT_MENU: &str = "esc menu";

impl TerminalFront {
    /// Asks an open question.
    pub(super) fn ask(&mut self, open: &Open) -> io::Result<Said> {
        let rows = self.shown.as_ref().map_or(0, |shown| shown.rows);
        self.read_first(open, rows)?;
        match &open.ask.shape {
            Shape::Reveal => self.ask_reveal(open),
            Shape::PickOne { options, .. } => self.ask_one(open, options, rows),
            Shape::PickMany { options, .. } => {
                let chosen = self.terminal.choose_many(options, menu_of_list(open))?;
                Ok(said(chosen, Reply::Chosen))
            }
            Shape::Arrange { items } => {
                let chosen = self.terminal.arrange(items, menu_of_list(open))?;
                Ok(said(chosen, Reply::Arranged))
            }
            Shape::Pair { left, options } => self.ask_pairs(open, left, options, rows),
            Shape::Type { parts, expects } => self.ask_typed(open, *parts, expects.as_deref()),
        }
    }

    /// Where the options would push the question out of a low window, it is read first.
    fn read_first(&mut self, open: &Open, rows: usize) -> io::Result<()> {
        let window = self.terminal.window();
        let options = open.ask.shape.options().len().min(4);
        let Some(shown) = &mut self.shown else {
            return Ok(());
        };
        let read = std::mem::replace(&mut shown.read, true);
        if read || options == 0 || rows + options + 2 <= window.rows {
            return Ok(());
        }
        self.wait(&["enter shows options".to_owned()], false)?;
        Ok(())
    }

    fn ask_reveal(&mut self, open: &Open) -> io::Result<Said> {
        let keys = reveal_keys(open, self.terminal.window().columns);
        loop {
            match self.wait(&keys, false)? {
                Press::Enter | Press::Char(' ') => return Ok(Action::Reply(Reply::Shown).into()),
                Press::Char('?') => return Ok(Action::Hint.into()),
                Press::Escape => return Ok(Said::Menu),
                Press::Eof => return Ok(Action::Quit.into()),
                _ => {}
            }
        }
    }

    fn ask_one(&mut self, open: &Open, options: &[String], rows: usize) -> io::Result<Said> {
        let shown: Vec<Vec<Run>> = options.iter().map(|o| markdown::inline(o)).collect();
        let picking = Picking {
            above: &[],
            options: &shown,
            at: 0,
            keys: &one_keys(open, self.terminal.window().columns),
            question_rows: rows,
            stays: true,
        };
        Ok(match self.terminal.pick(&picking)? {
            Picked::Option(at) => Action::Reply(Reply::Picked(at)).into(),
            other => picked(other),
        })
    }

    fn ask_pairs(
        &mut self,
        open: &Open,
        left: &[String],
        options: &[String],
        rows: usize,
    ) -> io::Result<Said> {
        let mut pairing = match &mut self.shown {
            Some(shown) => std::mem::take(&mut shown.pairing),
            None => return Ok(Said::Unclear),
        };
        let columns = self.terminal.window().columns;
        let keys = pair_keys(open, columns);
        let left_off = self
            .terminal
            .pair(left, options, &mut pairing, &keys, rows)?;
        Ok(match left_off {
            None => Action::Reply(Reply::Paired(pairing.paired)).into(),
            Some(event) => {
                if let Some(shown) = &mut self.shown {
                    shown.pairing = pairing;
                }
                picked(event)
            }
        })
    }

    fn ask_typed(&mut self, open: &Open, parts: usize, expects: Option<&str>) -> io::Result<Said> {
        if let Some(shown) = &mut self.shown
            && !std::mem::replace(&mut shown.told, true)
        {
            let columns = self.terminal.window().columns;
            self.terminal
                .tell(&typed_keys(open, parts, expects, columns))?;
        }
        let mut typed = match &mut self.shown {
            Some(shown) => std::mem::take(&mut shown.typed),
            None => return Ok(Said::Unclear),
        };
        while typed.len() < parts.max(1) {
            let prompt = typed_prompt(typed.len(), parts);
            let said = match self.terminal.type_line(&prompt)? {
                TypedLine::Menu => Said::Menu,
                TypedLine::Quit => Action::Quit.into(),
                TypedLine::Text(line) => match commands::typed(&line, open.in_test) {
                    Some(said) => said,
                    None if line.trim().is_empty() => {
                        self.prod(&line, open.in_test)?;
                        Said::Unclear
                    }
                    None if line.chars().count() > LONGEST => {
                        let found = line.chars().count();
                        self.terminal.tell(&format!(
                            "{found} characters; an answer has up to {LONGEST}"
                        ))?;
                        Said::Unclear
                    }
                    // Whoever types all gaps at once, as in plain lines, is done.
                    None if parts > 1 && typed.is_empty() && line.split(';').count() == parts => {
                        typed = line.split(';').map(|part| part.trim().to_owned()).collect();
                        continue;
                    }
                    None => {
                        typed.push(line);
                        continue;
                    }
                },
            };
            if let Some(shown) = &mut self.shown {
                shown.typed = typed;
            }
            return Ok(said);
        }
        // Several gaps are one reply, as they are in plain lines.
        Ok(Action::Reply(Reply::Typed(typed.join("; "))).into())
    }

    /// Takes an empty line back; the first time with a word of help.
    fn prod(&mut self, line: &str, in_test: bool) -> io::Result<()> {
        if line.is_empty() {
            self.terminal.take_back()?;
        }
        let Some(shown) = &mut self.shown else {
            return Ok(());
        };
        if std::mem::replace(&mut shown.prodded, true) {
            return Ok(());
        }
        self.terminal.tell(if in_test {
            "nothing typed; `:next` goes on without an answer"
        } else {
            "nothing typed; `:skip` says that you don't know"
        })
    }

    /// Shows the answer of a flip card.
    pub(super) fn reveal(&mut self, answer: &str) -> io::Result<()> {
        let palette = self.terminal.palette();
        let lines = text::wrap(palette, answer, self.terminal.window().columns);
        self.terminal.print(&lines)?;
        if let Some(shown) = &mut self.shown {
            shown.revealed = true;
        }
        Ok(())
    }

    /// Asks how well a revealed card was known.
    pub(super) fn rate(&mut self, answer: &str, choices: &[Choice; 4]) -> io::Result<Said> {
        if !self.shown.as_ref().is_some_and(|shown| shown.revealed) {
            self.reveal(answer)?;
        }
        let keys = rating_keys(choices);
        loop {
            let rating = match self.wait(&keys, true)? {
                Press::Char('1') => Rating::Again,
                Press::Char('2') => Rating::Hard,
                Press::Char('3' | ' ') | Press::Enter => Rating::Good,
                Press::Char('4') => Rating::Easy,
                Press::Char('u') => return Ok(Action::Undo.into()),
                Press::Escape | Press::Char('?') => return Ok(Said::Menu),
                Press::Eof => return Ok(Action::Quit.into()),
                _ => continue,
            };
            return Ok(Action::Rate(rating).into());
        }
    }

    /// Shows keys on as many lines as they need, waits for one, and takes them away again.
    fn wait(&self, keys: &[String], blank: bool) -> io::Result<Press> {
        let lines = key_lines(keys, blank, self.terminal.palette(), self.terminal.window());
        self.terminal.wait_below(&lines)
    }
}

/// Keys on as many lines as they need, with a blank one before them where there is room.
pub(super) fn key_lines(
    keys: &[String],
    blank: bool,
    palette: Palette,
    window: Window,
) -> Vec<Line> {
    let mut lines = vec![Line::default(); usize::from(blank && window.roomy())];
    let keys = flow(keys, window.columns);
    lines.extend(keys.iter().map(|line| Line::new(palette, Ink::Quiet, line)));
    lines
}

/// The keys before a flip card's answer.
pub(super) fn reveal_keys(open: &Open, columns: usize) -> Vec<String> {
    let long = "enter shows the answer";
    let show = if text::width(long) <= columns {
        long
    } else {
        "enter shows it"
    };
    let keys = footer(show, open, columns);
    keys.iter().map(|key| (*key).to_owned()).collect()
}

/// The keys below options of which one is picked.
pub(super) fn one_keys(open: &Open, columns: usize) -> Vec<&'static str> {
    footer("enter answer", open, columns)
}

/// The keys below the partners.
pub(super) fn pair_keys(open: &Open, columns: usize) -> Vec<&'static str> {
    footer("enter pairs · backspace goes back", open, columns)
}

/// What is told above a line to be typed.
pub(super) fn typed_keys(
    open: &Open,
    parts: usize,
    expects: Option<&str>,
    columns: usize,
) -> String {
    let answer = match expects {
        _ if parts > 1 => "one gap after the other",
        expects => expects.unwrap_or("enter answer"),
    };
    footer(answer, open, columns).join(" · ")
}

/// What stands before a line to be typed; `typed` gaps are filled already.
pub(super) fn typed_prompt(typed: usize, parts: usize) -> String {
    if parts > 1 {
        format!("{} of {parts} › ", typed + 1)
    } else {
        "› ".to_owned()
    }
}

/// The ratings, each with what would follow.
pub(super) fn rating_keys(choices: &[Choice; 4]) -> Vec<String> {
    let key = |choice: &Choice| {
        let number = choice.rating as u8;
        let name = choice.rating.name();
        match choice.days {
            Some(days) => format!("{number} {name}: {}", words::interval(days)),
            None => format!("{number} {name}"),
        }
    };
    let keys = choices.iter().map(key);
    keys.chain(["esc menu".to_owned()]).collect()
}

/// The keys of a question: how to answer, the hint if there is one, the menu; where not all of
/// them fit, those that are hardest to guess first.
fn footer<'a>(answer: &'a str, open: &Open, columns: usize) -> Vec<&'a str> {
    let mut keys = vec![answer];
    if open.hint.is_some() && !open.hinted {
        keys.push("? hint");
    }
    let short: usize = keys.iter().map(|key| text::width(key) + 3).sum();
    if short + text::width(SHORT_MENU) > columns {
        keys.push(SHORT_MENU);
        keys.reverse();
        return keys;
    }
    let menu = if open.in_test { MENU_OF_TEST } else { MENU };
    let fits = short + text::width(menu) <= columns;
    keys.push(if fits { menu } else { SHORT_MENU });
    keys
}

/// The menu's key below a list, which takes no `?`.
pub(super) fn menu_of_list(open: &Open) -> &'static str {
    if open.in_test {
        "esc menu (next …)"
    } else if open.hint.is_some() && !open.hinted {
        "esc menu (hint, skip …)"
    } else {
        "esc menu (skip …)"
    }
}

fn picked(picked: Picked) -> Said {
    match picked {
        Picked::Option(_) | Picked::Back => Said::Unclear,
        Picked::Hint => Action::Hint.into(),
        Picked::Menu => Said::Menu,
        Picked::Quit => Action::Quit.into(),
    }
}

fn said(chosen: Chosen<Vec<usize>>, reply: fn(Vec<usize>) -> Reply) -> Said {
    match chosen {
        Chosen::Value(places) => Action::Reply(reply(places)).into(),
        Chosen::Hint => Action::Hint.into(),
        Chosen::Menu => Said::Menu,
        Chosen::Quit => Action::Quit.into(),
        Chosen::Unclear => Said::Unclear,
    }
}
