//! `retain init`: the built-in decks as files, to read and to edit.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use retain::clean;

use super::Ended;
use crate::shell::args::Init;
use crate::shell::config::Config;
use crate::shell::{decks, files, talk};

/// Copies the decks out; what is there already stays as it is, and no deck is copied of which
/// there is a file under another name: two files with one id would share one history.
pub fn run(config: &Config, arguments: &Init) -> Result<Ended> {
    let folder = arguments.dir.clone().unwrap_or_else(|| config.own_decks());
    let unwritable = || format!("`{}` cannot be written to", folder.display());
    files::create_folder(&folder).with_context(unwritable)?;
    let there = match arguments.dir {
        Some(_) => ids(std::slice::from_ref(&folder))?,
        None => ids(&config.deck_folders())?,
    };
    let mut copied = 0;
    for (name, text) in decks::BUILT_IN {
        let path = folder.join(format!("{name}.toml"));
        if files::exists(&path) {
            talk::note(&format!(
                "`{}` is there already and stays as it is",
                path.display()
            ));
            continue;
        }
        if let Some(other) = there.get(*name) {
            let other = other.display();
            talk::note(&format!(
                "`{other}` is the deck `{name}` already and stays as it is"
            ));
            continue;
        }
        files::write_whole(&path, text.as_bytes()).with_context(unwritable)?;
        talk::answer(&format!("{}\n", shown(&path)))?;
        copied += 1;
    }
    if copied > 0 && arguments.dir.is_none() {
        talk::note("these files are now used in place of the built-in decks");
    }
    Ok(Ended::Done)
}

/// The ids of the decks in folders, each with its file. What cannot be read has none.
fn ids(folders: &[PathBuf]) -> Result<HashMap<String, PathBuf>> {
    let mut ids = HashMap::new();
    for folder in folders {
        for path in decks::deck_files(folder)?.files {
            let deck = decks::read_file(&path)
                .ok()
                .and_then(|reading| reading.deck);
            if let Some(deck) = deck {
                ids.insert(deck.id, path);
            }
        }
    }
    Ok(ids)
}

fn shown(path: &Path) -> String {
    clean::line(&path.display().to_string()).into_owned()
}
