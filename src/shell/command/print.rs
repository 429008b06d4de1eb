//! `retain print`: a test on paper, with its key.

use std::path::Path;

use anyhow::{Context, Result, bail};
use retain::clean;
use retain::deck::{Card, Deck};
use retain::print::form::Form;
use retain::print::{Head, page};

use super::Ended;
use super::report::refuse;
use super::test::drawn;
use crate::shell::args::Print;
use crate::shell::chance::{self, Chance};
use crate::shell::config::Config;
use crate::shell::render::words::count;
use crate::shell::{browser, decks, files, suggest, talk};

/// Seeds that we make have up to so many digits, so that they can be typed.
const DIGITS: u64 = 1_000_000;

/// Writes the page.
pub fn run(config: &Config, arguments: &Print) -> Result<Ended> {
    let file = &arguments.output;
    refuse(file, "html")?;
    refuse_forms(&arguments.forms)?;
    let found = decks::find(config, &arguments.decks)?;
    let number = config.seed.unwrap_or_else(|| chance::fresh() % DIGITS);
    let seed = Chance::draws_of(number);
    let decks: Vec<&Deck> = found.decks.iter().map(|loaded| &*loaded.deck).collect();
    let (drawn, left_out) = drawn(&decks, &arguments.tags, arguments.count, seed)?;
    let questions: Vec<(&Deck, &Card)> = drawn
        .into_iter()
        .map(|(deck, card)| (decks[deck], card))
        .collect();
    let forms: Vec<Form> = (0..)
        .zip(&arguments.forms)
        .map(|(n, name)| Form::new(name, &questions, seed, n))
        .collect();
    let head = Head {
        titles: decks.iter().map(|deck| deck.title.clone()).collect(),
        language: decks.first().map_or("en", |deck| &deck.language).to_owned(),
        again: again(arguments, number),
    };
    let page = page(&head, &forms);
    files::write_whole(file, page.as_bytes())
        .with_context(|| format!("`{}` cannot be written", shown(file)))?;
    for note in found.notes.into_iter().chain(left_out) {
        talk::note(&note);
    }
    talk::answer(&format!(
        "{}: {} in {}, and the key; the same again: {}\n",
        shown(file),
        count(questions.len(), "question", "questions"),
        count(forms.len(), "form", "forms"),
        head.again
    ))?;
    if arguments.open {
        browser::open(file)?;
    }
    Ok(Ended::Done)
}

fn shown(file: &Path) -> String {
    clean::line(&file.display().to_string()).into_owned()
}

fn refuse_forms(names: &[String]) -> Result<()> {
    for (n, name) in names.iter().enumerate() {
        if names[..n].contains(name) {
            bail!("the form `{}` is named twice", clean::line(name));
        }
    }
    Ok(())
}

/// The command that prints the same.
fn again(arguments: &Print, seed: u64) -> String {
    let mut words = arguments.decks.clone();
    let mut more = |option: &str, value: String| words.extend([option.to_owned(), value]);
    if let Some(count) = arguments.count {
        more("--count", count.to_string());
    }
    for tag in &arguments.tags {
        more("--tag", tag.clone());
    }
    more("--forms", arguments.forms.join(","));
    more("--seed", seed.to_string());
    clean::line(&suggest::command_of("print", &words)).into_owned()
}
