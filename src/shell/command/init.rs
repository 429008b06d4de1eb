//! `retain init`: the built-in decks as files, to read and to edit.

use anyhow::{Context, Result};

use super::Ended;
use crate::shell::args::Init;
use crate::shell::config::Config;
use crate::shell::{decks, files, talk};

/// Copies the decks out; a file that is there already stays as it is.
pub fn run(config: &Config, arguments: &Init) -> Result<Ended> {
    let folder = arguments.dir.clone().unwrap_or_else(|| config.own_decks());
    let unwritable = || format!("`{}` cannot be written to", folder.display());
    files::create_folder(&folder).with_context(unwritable)?;
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
        files::write_whole(&path, text.as_bytes()).with_context(unwritable)?;
        talk::answer(&format!("{}\n", path.display()))?;
        copied += 1;
    }
    if copied > 0 && arguments.dir.is_none() {
        talk::note("these files are now used in place of the built-in decks");
    }
    Ok(Ended::Done)
}
