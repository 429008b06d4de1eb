//! `retain new`: a deck that begins, with examples to write over and a schema for the editor.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use retain::deck::name::deck_id;
use retain::deck::read::is_id;
use retain::deck::starter::Starter;
use retain::nearest::meant;
use retain::question::{KINDS, Kind, kind};

use super::{Ended, schema};
use crate::shell::args::New;
use crate::shell::config::Config;
use crate::shell::{decks, files, suggest, talk};

/// What is shown unless kinds are asked for.
const FEW: [&str; 4] = ["text", "choice", "number", "cloze"];
/// The schema's name in the data folder.
const SCHEMA: &str = "deck.schema.json";
/// What a file's URL cannot hold as it is.
const QUOTED: AsciiSet = NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Makes the file; one that is there already stays as it is.
pub fn run(config: &Config, arguments: &New) -> Result<Ended> {
    let kinds = kinds(&arguments.kinds)?;
    let (path, stem) = named(&arguments.file)?;
    let id = id(config, arguments, &stem)?;
    refuse_place(&path)?;
    let schema = refresh_schema(&config.data_dir.0);
    if let Err(error) = &schema {
        talk::note(&format!("editors get no schema for this deck: {error:#}"));
    }
    let starter = Starter {
        schema: schema.as_deref().ok(),
        title: &title(&stem),
        id: &id,
        kinds: &kinds,
    };
    let shown = path.display();
    match files::create_document(&path, starter.text().as_bytes()) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(taken(&path)),
        made => made.with_context(|| format!("`{shown}` cannot be made"))?,
    }
    talk::answer(&format!("{}\n", retain::clean::line(&shown.to_string())))?;
    talk::note(&format!(
        "write your cards over the examples; `{}` finds faults, `{}` asks them",
        suggest::command("check", &path),
        suggest::command("study", &path)
    ));
    Ok(Ended::Done)
}

/// The kinds that are asked for, each once.
fn kinds(asked: &[String]) -> Result<Vec<&'static Kind>> {
    let mut found: Vec<&'static Kind> = Vec::new();
    let few = FEW.map(str::to_owned);
    for name in if asked.is_empty() { &few } else { asked } {
        let named: Vec<&'static Kind> = if name == "all" {
            KINDS.iter().collect()
        } else {
            vec![kind_named(name, &["all"])?]
        };
        for kind in named {
            if !found.iter().any(|other| other.name == kind.name) {
                found.push(kind);
            }
        }
    }
    Ok(found)
}

/// The kind of that name; `besides` are other words that would do where it is asked for.
///
/// # Errors
/// When there is none.
pub(super) fn kind_named(name: &str, besides: &[&str]) -> Result<&'static Kind> {
    let names = || {
        let kinds = KINDS.iter().map(|kind| kind.name);
        kinds.chain(besides.iter().copied())
    };
    let otherwise = || {
        let names = names().collect::<Vec<_>>().join(", ");
        format!("; one of {names} would do")
    };
    kind(name).ok_or_else(|| {
        let meant = meant(name, names(), otherwise);
        anyhow!("there is no kind `{name}`{meant}")
    })
}

/// The file's name with its ending, and its stem.
fn named(file: &Path) -> Result<(PathBuf, String)> {
    let shown = file.display();
    let text = file.to_str().with_context(|| {
        format!("the name `{shown}` is not UTF-8, and a deck's title is made of it")
    })?;
    if text.contains(|c: char| c.is_control()) {
        bail!("the name `{shown}` has control characters, and a deck's title is made of it");
    }
    if text.ends_with('/') || files::is_folder(file) {
        let inside = file.join("rivers.toml");
        bail!(
            "`{shown}` is a folder; a file such as `{}` would do",
            inside.display()
        );
    }
    let name = file
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let stem = match name.rsplit_once('.') {
        Some((stem, "toml")) => stem,
        Some((stem, _)) if !stem.is_empty() => {
            let other = file.with_extension("toml");
            bail!(
                "the name of a deck ends in `.toml`: `{}` would do",
                other.display()
            );
        }
        _ => name,
    };
    if stem.trim_matches(['.', '-', ' ']).is_empty() || name.starts_with('.') {
        bail!("`{shown}` is no name for a deck; one such as `rivers.toml` would do");
    }
    Ok((file.with_file_name(format!("{stem}.toml")), stem.to_owned()))
}

/// The id that is asked for, or the one of the file's name; no known deck may have it.
fn id(config: &Config, arguments: &New, stem: &str) -> Result<String> {
    let id = match &arguments.id {
        Some(id) if is_id(id) => id.clone(),
        Some(id) => bail!("`{id}` is no deck id; 1 to 64 of `a-z`, `0-9` and `-` would do"),
        None => deck_id(stem).with_context(|| {
            format!("no id can be made of `{stem}`; `--id` with `a-z`, `0-9` and `-` gives one")
        })?,
    };
    // Decks that cannot be read now are `retain check`'s to tell of.
    let known = decks::known(config).unwrap_or_default();
    if let Some(twin) = known.decks.iter().find(|loaded| loaded.deck.id == id) {
        bail!(
            "the id `{id}` is taken by `{}`, and history is kept by id; another name or `--id` \
             would do",
            twin.origin.shown()
        );
    }
    Ok(id)
}

/// `rivers-of-europe` as a title: `Rivers of europe`.
fn title(stem: &str) -> String {
    let words: Vec<&str> = stem
        .split(['-', '_', ' '])
        .filter(|word| !word.is_empty())
        .collect();
    let words = words.join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => stem.to_owned(),
    }
}

/// Refuses a name that is taken, or in a folder that is not there.
pub(super) fn refuse_place(path: &Path) -> Result<()> {
    if files::exists(path) {
        return Err(taken(path));
    }
    let folder = files::folder_of(path);
    if !files::exists(&folder) {
        bail!("there is no folder `{}`; make it first", folder.display());
    }
    if !files::is_folder(&folder) {
        bail!("`{}` is a file, not a folder", folder.display());
    }
    Ok(())
}

/// What is said of a name that is taken.
pub(super) fn taken(path: &Path) -> anyhow::Error {
    anyhow!(
        "`{}` is there already and stays as it is; another name would do",
        path.display()
    )
}

/// Puts the schema of this version into the data folder; says where editors find it.
fn refresh_schema(data_dir: &Path) -> Result<String> {
    let unwritable = || format!("`{}` cannot be written to", data_dir.display());
    files::create_folder(data_dir).with_context(unwritable)?;
    let path = data_dir.join(SCHEMA);
    let text = schema::text();
    if files::read(&path).ok().flatten().as_deref() != Some(text.as_bytes()) {
        files::write_whole(&path, text.as_bytes()).with_context(unwritable)?;
    }
    let path = files::real_name(&path);
    let path = percent_encode(path.as_os_str().as_encoded_bytes(), &QUOTED);
    Ok(format!("file://{path}"))
}
