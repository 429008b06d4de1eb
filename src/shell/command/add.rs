//! `retain add`: a card written into a deck, question by question.

mod dialog;
mod face;
mod target;

use anyhow::Result;

use self::face::{InTerminal, PlainLines};
use self::target::Target;
use super::Ended;
use super::new::kind_named;
use crate::shell::args::Add;
use crate::shell::config::Config;
use crate::shell::lines::Lines;
use crate::shell::render::palette::When;
use crate::shell::{face as faces, signals, talk};

/// Asks for cards until the person has had enough.
pub fn run(config: &Config, arguments: &Add, color: When) -> Result<Ended> {
    let kind = arguments
        .kind
        .as_deref()
        .map(|name| kind_named(name, &[]))
        .transpose()?;
    let target = Target::find(config, &arguments.deck)?;
    if arguments.plain || !faces::can_prompt() {
        signals::watch(None)?;
        let mut face = PlainLines::new(Lines::of_stdin(), talk::out());
        dialog::run(&mut face, &target, kind)?;
    } else {
        let mut face = InTerminal::new(faces::terminal(color)?);
        dialog::run(&mut face, &target, kind)?;
    }
    Ok(Ended::Done)
}
