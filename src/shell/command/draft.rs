//! `retain draft`: a first draft of a deck from a text.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use retain::draft::{self, MOST_CARDS, Options, ROUNDS};
use retain::source::Text;

use super::Ended;
use super::new::{refuse_place, taken};
use crate::shell::args::Draft;
use crate::shell::config::Config;
use crate::shell::progress::Progress;
use crate::shell::render::words::count;
use crate::shell::{files, talk};

/// The largest text, in bytes: a book. A larger one makes no better draft, since a draft has up to
/// [`MOST_CARDS`] cards.
const LARGEST: u64 = 1 << 20;

/// Drafts a deck, to standard output or into a new file.
pub fn run(config: &Config, arguments: &Draft) -> Result<Ended> {
    let shown = arguments.file.display();
    if let Some(output) = &arguments.output {
        refuse_place(output)?;
    }
    let text = read(&arguments.file)?;
    let text = Text::read(&text, arguments.language.as_deref());
    let name = arguments
        .file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    let options = Options {
        cards: arguments.cards,
        seed: config.seed.unwrap_or(0),
        name: name.into_owned(),
        file: beside(&arguments.file, arguments.output.as_deref()),
    };
    let progress = Progress::new("drafting", ROUNDS);
    let drafted = draft::draft(&text, &options, || progress.step());
    drop(progress);
    if drafted.cards == 0 {
        talk::say(&format!(
            "nothing worth asking was found in `{shown}`: sentences with names, dates or numbers \
             are looked for"
        ));
        return Ok(Ended::DoesNotHold);
    }
    match &arguments.output {
        Some(output) => {
            match files::create_document(output, drafted.deck.as_bytes()) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    return Err(taken(output));
                }
                made => made.with_context(|| format!("`{}` cannot be made", output.display()))?,
            }
            talk::answer(&format!(
                "{}\n",
                retain::clean::line(&output.display().to_string())
            ))?;
        }
        None => talk::answer(&drafted.deck)?,
    }
    talk::note(&summary(&drafted, arguments.cards));
    Ok(Ended::Done)
}

fn summary(drafted: &draft::Draft, wanted: Option<usize>) -> String {
    let cards = count(drafted.cards, "card", "cards");
    let from = count(drafted.statements, "statement", "statements");
    let few = match wanted {
        Some(wanted) if wanted > MOST_CARDS && drafted.cards == MOST_CARDS => {
            format!("; a draft has up to {MOST_CARDS} cards, a part of the text makes others")
        }
        Some(wanted) if wanted > drafted.cards => {
            format!("; the text bears no more without asking twice, of {wanted} asked for")
        }
        _ => String::new(),
    };
    format!(
        "{cards} drafted from {from}{few}; look at each, then take out its line `draft = true`: until then it is not asked"
    )
}

fn read(path: &Path) -> Result<String> {
    let shown = path.display();
    let length = files::length(path).with_context(|| format!("`{shown}` cannot be read"))?;
    let length = length.with_context(|| format!("there is no file `{shown}`"))?;
    if length > LARGEST {
        bail!(
            "`{shown}` has {} MB; a draft is made of up to {} MB: a chapter would do",
            length.div_ceil(1 << 20),
            LARGEST >> 20
        );
    }
    let bytes = files::read(path).with_context(|| format!("`{shown}` cannot be read"))?;
    let bytes = bytes.with_context(|| format!("there is no file `{shown}`"))?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[at];
            bail!(
                "`{shown}` is not UTF-8: the byte at offset {at} is `0x{byte:02X}`; save it as \
                 UTF-8"
            );
        }
    };
    let is_deck = text
        .lines()
        .any(|line| matches!(line.trim(), "[deck]" | "[[card]]"));
    if is_deck {
        bail!("`{shown}` is a deck; the text that the deck is to be made from would do");
    }
    Ok(text)
}

/// The text as a path from where the deck will be, if it lies in that folder or below: another
/// path would not be opened on a deck's word. Without an output the deck will be in this folder.
fn beside(text: &Path, output: Option<&Path>) -> Option<String> {
    let folder = match output {
        None => PathBuf::from("."),
        Some(output) => files::folder_of(output),
    };
    let path = below(&files::real_name(&folder), &files::real_name(text))?;
    path.to_str().map(str::to_owned)
}

/// The way from a folder down to a file, both by their full names.
fn below(folder: &Path, file: &Path) -> Option<PathBuf> {
    let absolute = folder.is_absolute() && file.is_absolute();
    let way = file.strip_prefix(folder).ok().filter(|_| absolute)?;
    Some(way.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_from_a_deck_to_its_text() {
        let way = |folder: &str, file: &str| below(Path::new(folder), Path::new(file));
        assert_eq!(way("/a/b", "/a/b/text.md"), Some("text.md".into()));
        assert_eq!(way("/a/b", "/a/b/c/text.md"), Some("c/text.md".into()));
        assert_eq!(way("/a/b", "/a/c/text.md"), None);
        assert_eq!(way("/a/b/c", "/x"), None);
        assert_eq!(way("a", "/x"), None);
    }
}
