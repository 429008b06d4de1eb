//! The texts behind decks: those given with `--text NAME=FILE`, and those that a source names as
//! its `file`.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};
use retain::deck::Deck;
use retain::deck::outline::Outline;
use retain::diagnostic::Diagnostic;
use retain::lint::MISSING_TEXT;
use retain::nearest::meant;

use super::files;

/// A file above this size is no text that people read at a sitting, in bytes: more words than the
/// longest novels have. Reading takes about 50 bytes of memory for each of them.
const LARGEST: u64 = 4 << 20;

/// `NAME=FILE`: the text of the source with this name.
#[derive(Debug, Clone)]
pub struct Named {
    /// The source's id.
    pub source: String,
    /// Where its text is.
    pub file: PathBuf,
}

/// As it stands on the command line.
///
/// # Errors
/// When it is not `NAME=FILE`.
pub fn named(text: &str) -> Result<Named, String> {
    match text.split_once('=') {
        Some((source, file)) if !source.is_empty() && !file.is_empty() => Ok(Named {
            source: source.to_owned(),
            file: file.into(),
        }),
        _ => Err("`NAME=FILE` would do: a source of the deck, and the file with its text".into()),
    }
}

/// The texts that were given.
#[derive(Debug, Default)]
pub struct Given(BTreeMap<String, String>);

impl Given {
    /// Reads the files that were given.
    ///
    /// # Errors
    /// When one cannot be read as a text, or two are given for one source.
    pub fn read(named: &[Named]) -> Result<Self> {
        let mut texts = BTreeMap::new();
        for Named { source, file } in named {
            if texts.insert(source.clone(), read(file)?).is_some() {
                bail!("two texts are given for the source `{source}`; one would do");
            }
        }
        Ok(Self(texts))
    }

    /// The texts of a deck's sources; `file` is the deck's own, if it has one. With what is to be
    /// said of those that the deck names and that cannot be read.
    pub fn behind(
        &self,
        deck: &Deck,
        outline: &Outline,
        file: Option<&Path>,
    ) -> (BTreeMap<String, String>, Vec<Diagnostic>) {
        let folder = file.map(files::folder_of);
        let (mut texts, mut missing) = (BTreeMap::new(), Vec::new());
        for (id, source) in &deck.sources {
            if let Some(text) = self.0.get(id) {
                texts.insert(id.clone(), text.clone());
                continue;
            }
            let (Some(file), Some(folder)) = (&source.file, &folder) else {
                continue;
            };
            match beside(folder, file).and_then(|path| read(&path)) {
                Ok(text) => {
                    texts.insert(id.clone(), text);
                }
                Err(error) => {
                    if outline.allow.iter().any(|name| name.value == MISSING_TEXT) {
                        continue;
                    }
                    let named = outline.sources.iter().find(|named| named.id.value == *id);
                    let place = named.map(|named| named.file.as_ref().unwrap_or(&named.id));
                    let span = place.map_or(0..0, |place| place.span.clone());
                    let message =
                        format!("the text of the source `{id}` is not at hand: {error:#}");
                    let help = format!(
                        "mend its `file`, which is looked for beside the deck, or give the text \
                         with `--text {id}=FILE`"
                    );
                    missing.push(Diagnostic::warning(MISSING_TEXT, span, message).help(help));
                }
            }
        }
        (texts, missing)
    }

    /// Refuses texts that no source asks for: their names are misspelt.
    ///
    /// # Errors
    /// When there is one.
    pub fn refuse_unused<'s>(
        &self,
        sources: &(impl Iterator<Item = &'s String> + Clone),
    ) -> Result<()> {
        for name in self.0.keys() {
            if sources.clone().any(|source| source == name) {
                continue;
            }
            let names = sources.clone().map(String::as_str);
            let otherwise = || "; `--text NAME=FILE` names one".to_owned();
            bail!(
                "no deck has a source `{name}`{}",
                meant(name, names, otherwise)
            );
        }
        Ok(())
    }
}

/// Where the `file` of a source is: beside the deck or in a folder below. A deck is somebody
/// else's text, so nothing outside of its folder is opened on its word.
fn beside(folder: &Path, file: &str) -> Result<PathBuf> {
    let inside = Path::new(file)
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let path = folder.join(file);
    let led_out =
        files::exists(&path) && !files::real_name(&path).starts_with(files::real_name(folder));
    if !inside || led_out {
        bail!("`{file}` leads out of the deck's folder, and is not opened on a deck's word");
    }
    Ok(path)
}

/// Reads a text.
///
/// # Errors
/// When it is not there, is no regular file, is too large, is not UTF-8, or has nothing in it.
pub fn read(path: &Path) -> Result<String> {
    let shown = path.display();
    let length = files::length(path).ok().flatten().unwrap_or(0);
    if length > LARGEST {
        let (found, most) = (length.div_ceil(1 << 20), LARGEST >> 20);
        bail!("`{shown}` has {found} MB; a text has up to {most} MB");
    }
    let bytes = files::read(path).with_context(|| format!("`{shown}` cannot be read"))?;
    let bytes = bytes.with_context(|| format!("there is no file `{shown}`"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        anyhow::anyhow!("`{shown}` is not UTF-8 at byte {}", at + 1)
    })?;
    let text = match text.strip_prefix('\u{feff}') {
        Some(text) => text.to_owned(),
        None => text,
    };
    if text.trim().is_empty() {
        bail!("`{shown}` has no paragraphs: it is empty");
    }
    Ok(text)
}
