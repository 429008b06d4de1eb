//! `retain add`: a card written into a deck, question by question.

mod dialog;
mod face;
mod target;

use anyhow::Result;
use retain::nearest::nearest;
use retain::question::{KINDS, Kind, kind};

use self::face::{InTerminal, PlainLines};
use self::target::Target;
use super::Ended;
use crate::shell::args::Add;
use crate::shell::config::Config;
use crate::shell::lines::Lines;
use crate::shell::render::palette::When;
use crate::shell::{face as faces, signals, talk};

/// Asks for cards until the person has had enough.
pub fn run(config: &Config, arguments: &Add, color: When) -> Result<Ended> {
    let kind = arguments.kind.as_deref().map(named).transpose()?;
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

fn named(name: &str) -> Result<&'static Kind> {
    let names = || KINDS.iter().map(|kind| kind.name);
    kind(name).ok_or_else(|| match nearest(name, names()) {
        Some(near) => anyhow::anyhow!("there is no kind `{name}`; did you mean `{near}`?"),
        None => {
            let names = names().collect::<Vec<_>>().join(", ");
            anyhow::anyhow!("there is no kind `{name}`; one of {names} would do")
        }
    })
}
