//! Choosing with `dialoguer`: several of many, an order, yes or no.
//!
//! It is fenced in: it gets short labels only, reports nothing, and never sees a window in
//! which it would fail; there a line is typed instead (`1 3`).

mod look;

use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

use dialoguer::theme::Theme;
use dialoguer::{Confirm, MultiSelect, Sort};

pub use self::look::{many_look, order_look};

use self::look::{FEWEST_ROWS, in_full, labels, many_keys, order_keys, row};
use super::{Screen, Terminal, TypedLine};
use crate::shell::render::layout::{Window, as_fits};
use crate::shell::render::palette::{Ink, Palette};
use crate::shell::render::text;
use crate::shell::signals;

/// Columns that `dialoguer` takes to say which part of a list is shown.
const PART: usize = 14;

/// What came of choosing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen<T> {
    /// This.
    Value(T),
    /// The hint is asked for.
    Hint,
    /// The menu is asked for.
    Menu,
    /// The learner leaves.
    Quit,
    /// Something that is neither: told, to be asked again.
    Unclear,
}

impl Terminal {
    /// Lets the learner choose any number of the options; places from 0, in ascending order.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn choose_many(
        &mut self,
        options: &[String],
        menu: &str,
    ) -> io::Result<Chosen<Vec<usize>>> {
        self.print_options(options)?;
        let window = self.window();
        if window.rows < FEWEST_ROWS {
            let read = self.type_numbers("numbers › ", options.len())?;
            return Ok(match read {
                Chosen::Value(mut places) => {
                    places.sort_unstable();
                    Chosen::Value(places)
                }
                other => other,
            });
        }
        let look = Look::new(self.palette, window);
        let prompt = MultiSelect::with_theme(&look)
            .with_prompt(self.keys(&many_keys(menu), options.len(), window)?)
            .items(labels(options, window))
            .report(false);
        let chosen = fenced(|| prompt.interact_on_opt(&self.term))?;
        if chosen.as_ref().is_some_and(Vec::is_empty) {
            self.tell("nothing is marked: space marks the option under the cursor")?;
            return Ok(Chosen::Unclear);
        }
        Ok(chosen.map_or(Chosen::Menu, Chosen::Value))
    }

    /// Lets the learner bring the items into order; the places of the items, first to last.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn arrange(&mut self, items: &[String], menu: &str) -> io::Result<Chosen<Vec<usize>>> {
        self.print_options(items)?;
        let window = self.window();
        if window.rows < FEWEST_ROWS {
            let read = self.type_numbers("order › ", items.len())?;
            if let Chosen::Value(places) = &read
                && places.len() != items.len()
            {
                let told = format!("all {} numbers are wanted, as in `2 1 3`", items.len());
                self.tell(&told)?;
                return Ok(Chosen::Unclear);
            }
            return Ok(read);
        }
        let look = Look::new(self.palette, window);
        let prompt = Sort::with_theme(&look)
            .with_prompt(self.keys(&order_keys(menu, window), items.len(), window)?)
            .items(labels(items, window))
            .report(false);
        let order = fenced(|| prompt.interact_on_opt(&self.term))?;
        Ok(order.map_or(Chosen::Menu, Chosen::Value))
    }

    /// The keys for the line above a list. In a narrow window that shows a list in parts, where
    /// `dialoguer` adds which part it is, they are printed before it.
    fn keys(&self, keys: &[&str], count: usize, window: Window) -> io::Result<String> {
        let paged = count + 2 > window.rows;
        let line = as_fits(
            keys,
            window.columns.saturating_sub(if paged { PART } else { 0 }),
        );
        if line.is_empty() {
            self.tell(&keys.join(" · "))?;
        }
        Ok(line)
    }

    /// Asks yes or no; none if the learner turns away.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn confirm(&self, question: &str, default: bool) -> io::Result<Option<bool>> {
        let window = self.window();
        let look = Look::new(self.palette, window);
        let question = text::shorten(question, window.columns.saturating_sub(8));
        let prompt = Confirm::with_theme(&look)
            .with_prompt(question)
            .default(default)
            .report(false);
        fenced(|| prompt.interact_on_opt(&self.term))
    }

    /// Prints in full the options whose labels would be cut; all of them where no list follows.
    fn print_options(&self, options: &[String]) -> io::Result<()> {
        self.print(&in_full(options, self.palette, self.window()))
    }

    /// Reads different numbers from 1 to `count`; as places from 0, in the order typed.
    fn type_numbers(&mut self, prompt: &str, count: usize) -> io::Result<Chosen<Vec<usize>>> {
        let typed = match self.type_line(prompt)? {
            TypedLine::Menu => return Ok(Chosen::Menu),
            TypedLine::Quit => return Ok(Chosen::Quit),
            TypedLine::Text(typed) => typed,
        };
        match typed.trim() {
            "?" => return Ok(Chosen::Hint),
            ":menu" => return Ok(Chosen::Menu),
            ":quit" => return Ok(Chosen::Quit),
            _ => {}
        }
        let mut places = Vec::new();
        for word in typed.split([' ', ',', ';']).filter(|word| !word.is_empty()) {
            match word.parse::<usize>() {
                Ok(n) if (1..=count).contains(&n) && !places.contains(&(n - 1)) => {
                    places.push(n - 1);
                }
                _ => {
                    let word = text::shorten(&retain::clean::line(word), 20);
                    let told = format!("`{word}`: numbers from 1 to {count} would do, each once");
                    self.tell(&told)?;
                    return Ok(Chosen::Unclear);
                }
            }
        }
        if places.is_empty() {
            return Ok(Chosen::Unclear);
        }
        Ok(Chosen::Value(places))
    }

    /// Says something to the learner, quietly.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn tell(&self, message: &str) -> io::Result<()> {
        let columns = self.window().columns;
        self.print(&text::say(self.palette, Ink::Quiet, message, columns))
    }
}

/// Runs a prompt; a window that shrinks to two rows under it makes `dialoguer` panic, which
/// counts as turning away.
fn fenced<T>(prompt: impl FnOnce() -> dialoguer::Result<Option<T>>) -> io::Result<Option<T>> {
    let screen = Screen::save()?;
    signals::go_on();
    screen.keys_only()?;
    let hook = take_hook();
    set_hook(Box::new(|_| {}));
    let came = catch_unwind(AssertUnwindSafe(prompt));
    set_hook(hook);
    if let Ok(Err(dialoguer::Error::IO(error))) = &came
        && error.kind() == io::ErrorKind::Interrupted
    {
        signals::interrupt();
    }
    screen.modes_back();
    match came {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(dialoguer::Error::IO(error))) => Err(error),
        Err(_) => Ok(None),
    }
}

/// How `dialoguer` looks here: like our own prompts.
struct Look {
    palette: Palette,
    margin: String,
}

impl Look {
    fn new(palette: Palette, window: Window) -> Self {
        Self {
            palette,
            margin: " ".repeat(window.margin),
        }
    }

    fn item(&self, f: &mut dyn fmt::Write, mark: &str, text: &str, active: bool) -> fmt::Result {
        let (ink, line) = row(mark, text, active);
        let line = self.palette.paint(ink, &line);
        write!(f, "{}{line}", self.margin)
    }

    fn keys(&self, f: &mut dyn fmt::Write, keys: &str) -> fmt::Result {
        write!(f, "{}{}", self.margin, self.palette.paint(Ink::Quiet, keys))
    }
}

impl Theme for Look {
    fn format_multi_select_prompt(&self, f: &mut dyn fmt::Write, prompt: &str) -> fmt::Result {
        self.keys(f, prompt)
    }

    fn format_sort_prompt(&self, f: &mut dyn fmt::Write, prompt: &str) -> fmt::Result {
        self.keys(f, prompt)
    }

    fn format_confirm_prompt(
        &self,
        f: &mut dyn fmt::Write,
        prompt: &str,
        default: Option<bool>,
    ) -> fmt::Result {
        let keys = if default == Some(false) {
            "[y/N]"
        } else {
            "[Y/n]"
        };
        write!(f, "{}{prompt} {keys} ", self.margin)
    }

    fn format_multi_select_prompt_item(
        &self,
        f: &mut dyn fmt::Write,
        text: &str,
        checked: bool,
        active: bool,
    ) -> fmt::Result {
        self.item(f, if checked { "[x] " } else { "[ ] " }, text, active)
    }

    fn format_sort_prompt_item(
        &self,
        f: &mut dyn fmt::Write,
        text: &str,
        picked: bool,
        active: bool,
    ) -> fmt::Result {
        self.item(f, if picked && active { "↕ " } else { "  " }, text, active)
    }
}
