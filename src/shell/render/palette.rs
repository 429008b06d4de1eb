//! Colours: whether there are any, and which one stands for what.
//!
//! No colour carries meaning alone: beside it there is always a mark or a word.

use console::Style;
use retain::markdown;

use crate::shell::env;

/// What `--color` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum When {
    /// In a terminal, unless the environment says no.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Ordinary text.
    Text,
    /// Right.
    Right,
    /// Right but for a slip, or in part.
    Almost,
    /// Wrong.
    Wrong,
    /// Where the cursor is.
    Cursor,
    /// The title of what follows.
    Title,
    /// What stands back: sources, keys, progress.
    Quiet,
}

/// The colours of one output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Whether anything but plain text is written.
    pub on: bool,
}

impl Palette {
    /// No colours at all.
    pub const PLAIN: Self = Self { on: false };

    /// The palette for an output; `terminal` says whether it is one.
    ///
    /// `NO_COLOR` (<https://no-color.org>), `CLICOLOR=0` and `TERM=dumb` turn colours off,
    /// `CLICOLOR_FORCE` turns them on where there is no terminal.
    pub fn new(when: When, terminal: bool) -> Self {
        let is = |name: &str, value: &str| env::variable(name).is_some_and(|found| found == value);
        let forced = || env::variable("CLICOLOR_FORCE").is_some_and(|value| value != "0");
        let on = match when {
            When::Always => true,
            When::Never => false,
            When::Auto if env::variable("NO_COLOR").is_some() => false,
            When::Auto => forced() || (terminal && !is("CLICOLOR", "0") && !is("TERM", "dumb")),
        };
        Self { on }
    }

    /// The text in its colour.
    pub fn paint(self, ink: Ink, text: &str) -> String {
        self.apply(&self.style(ink), text)
    }

    /// The text as Markdown asks for, over an ink.
    pub fn paint_run(self, ink: Ink, run: markdown::Style, address: bool, text: &str) -> String {
        let mut style = self.style(ink);
        if run.strong {
            style = style.bold();
        }
        if run.emphasis {
            style = style.italic();
        }
        if run.code {
            style = style.cyan();
        }
        if address {
            style = style.dim();
        } else if run.link {
            style = style.underlined();
        }
        self.apply(&style, text)
    }

    fn apply(self, style: &Style, text: &str) -> String {
        if !self.on || *style == Style::new().force_styling(true) {
            return text.to_owned();
        }
        style.apply_to(text).to_string()
    }

    fn style(self, ink: Ink) -> Style {
        let style = Style::new().force_styling(true);
        match ink {
            Ink::Text => style,
            Ink::Right => style.green(),
            Ink::Almost => style.yellow(),
            Ink::Wrong => style.red(),
            Ink::Cursor => style.cyan().bold(),
            Ink::Title => style.bold(),
            Ink::Quiet => style.dim(),
        }
    }
}
