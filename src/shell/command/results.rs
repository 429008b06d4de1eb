//! `retain results`: many learners' tests in one table.

mod json;
mod text;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use retain::clean;
use retain::deck::read::read;
use retain::results::file::ResultFile;
use retain::results::{Class, Handed, Version, class, page};
use retain::sheet;

use super::Ended;
use crate::shell::args::Results;
use crate::shell::config::Config;
use crate::shell::decks::{self, Lister, Loaded, Whole};
use crate::shell::{face, files, learner, talk};

/// A file above this size is no result, in bytes.
const LARGEST: u64 = 16 << 20;

/// Shows the table.
pub fn run(config: &Config, arguments: &Results) -> Result<Ended> {
    if let Some(file) = &arguments.output {
        super::report::refuse(file, arguments.ending())?;
    }
    let mut unread = Vec::new();
    let mut handed = Vec::new();
    for file in files_of(&arguments.files)? {
        let shown = file.display().to_string();
        let shown = clean::line(&shown).into_owned();
        match result_of(&file) {
            Ok(result) => handed.push(Handed {
                file: shown,
                result,
            }),
            Err(error) => unread.push(format!("`{shown}` is left out: {error:#}")),
        }
    }
    if handed.is_empty() {
        bail!("there is no result to show\n  {}", unread.join("\n  "));
    }
    let (versions, notes) = versions(config, arguments, &handed)?;
    for note in &notes {
        talk::note(note);
    }
    let class = class(&handed, &versions, arguments.pass);
    show(arguments, &class)?;
    for line in &unread {
        talk::say(line);
    }
    Ok(if unread.is_empty() {
        Ended::Done
    } else {
        Ended::DoesNotHold
    })
}

fn show(arguments: &Results, class: &Class) -> Result<()> {
    let text = if arguments.json {
        format!("{}\n", serde_json::to_string_pretty(&json::all(class))?)
    } else if arguments.csv {
        let (header, rows) = json::gradebook(class);
        sheet::table(&header, rows)
    } else if arguments.html {
        page::page(class)
    } else {
        text::page(class, face::columns())
    };
    // A table and a page have their remarks beside them: in a gradebook there is no place for any.
    if arguments.csv {
        for remark in &class.remarks {
            talk::say(&format!("note: {remark}"));
        }
    }
    match &arguments.output {
        None => talk::answer(&text)?,
        Some(file) => {
            let shown = file.display().to_string();
            files::write_whole(file, text.as_bytes())
                .with_context(|| format!("`{}` cannot be written", clean::line(&shown)))?;
            talk::answer(&format!("{}\n", clean::line(&shown)))?;
        }
    }
    Ok(())
}

/// The files that are named, and those in the folders that are.
fn files_of(arguments: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in arguments {
        if !files::is_folder(path) {
            found.push(path.clone());
            continue;
        }
        let shown = path.display().to_string();
        let shown = clean::line(&shown);
        let inside = files::with_ending(path, "json")
            .with_context(|| format!("the folder `{shown}` cannot be read"))?;
        if inside.files.is_empty() {
            bail!("there is no `.json` file in `{shown}`");
        }
        found.extend(inside.files);
    }
    Ok(found)
}

fn result_of(file: &Path) -> Result<ResultFile> {
    let length = files::length(file)?.unwrap_or(0);
    if length > LARGEST {
        bail!(
            "it has {} MB; a result has up to {} MB",
            length >> 20,
            LARGEST >> 20
        );
    }
    let bytes = files::read(file).context("it cannot be read")?;
    let bytes = bytes.context("there is no such file")?;
    ResultFile::read(&bytes).map_err(|misread| anyhow::anyhow!(misread.0))
}

/// The decks that the results are of: those of `--deck`, or else the known ones and the texts that
/// were kept of tests taken here; with what is to be told of them.
fn versions(
    config: &Config,
    arguments: &Results,
    handed: &[Handed],
) -> Result<(Vec<Version>, Vec<String>)> {
    let asked: Vec<_> = handed.iter().flat_map(|one| &one.result.decks).collect();
    let is_asked = |id: &str| asked.iter().any(|deck| deck.id == id);
    let (decks, notes): (Vec<Loaded>, Vec<String>) = if arguments.decks.is_empty() {
        // Decks that cannot be read are no reason not to show what was handed in.
        match Lister::remembering(config).find(&[]) {
            Err(error) => (Vec::new(), vec![format!("{error:#}")]),
            Ok(mut found) => {
                found.decks.retain(|listed| is_asked(&listed.brief.id));
                (found.loaded().decks, Vec::new())
            }
        }
    } else {
        // Each for itself: two of them may be versions of one deck.
        let (mut decks, mut notes) = (Vec::new(), Vec::new());
        for argument in &arguments.decks {
            let found = decks::find(config, std::slice::from_ref(argument))?;
            decks.extend(found.decks);
            notes.extend(found.notes);
        }
        let strange = decks.iter().filter(|loaded| !is_asked(&loaded.deck.id));
        notes.extend(strange.map(|loaded| {
            let id = &loaded.deck.id;
            format!("no result is of `{id}`; a deck's `id` has to be the one that was asked")
        }));
        (decks, notes)
    };
    let mut versions = Vec::new();
    for loaded in &decks {
        let Whole { deck, text } = Whole::of(loaded)?;
        versions.push(Version::new(deck, text.digest));
    }
    if let Some(store) = learner::open_existing_quietly(config)? {
        for deck in asked {
            if versions.iter().any(|version| version.digest == deck.digest) {
                continue;
            }
            if let Some(text) = store.deck_text(&deck.digest)?
                && let Some(kept) = read(&text.text, &text.name).deck
            {
                versions.push(Version::new(kept, text.digest));
            }
        }
    }
    Ok((versions, notes))
}
