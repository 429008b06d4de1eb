//! The result of a test as a file for the teacher.

use std::io::ErrorKind;

use anyhow::{Context, Result, bail};
use retain::attempt::Attempt;
use retain::attempt::record::{Kept, Why};
use retain::clean;
use retain::results::file::ResultFile;

use super::super::Ended;
use crate::shell::args::Test;
use crate::shell::store::Store;
use crate::shell::{files, talk};

/// What could not be written at the end.
///
/// # Errors
/// When the file is there, its folder takes none, or nobody's name is to stand in it.
pub fn refuse(arguments: &Test) -> Result<()> {
    let Some(file) = &arguments.out else {
        return Ok(());
    };
    if arguments.name.is_none() && !arguments.last {
        bail!("a result has the name of who took the test: `--name NAME` beside `--out` would do");
    }
    let shown = file.display().to_string();
    let shown = clean::line(&shown);
    if files::is_folder(file) {
        bail!("`{shown}` is a folder; a file such as `{shown}/result.json` would do");
    }
    if files::exists(file) {
        bail!("`{shown}` is there already; another name would do");
    }
    files::takes_files(&files::folder_of(file))
        .with_context(|| format!("`{shown}` cannot be written"))
}

/// Writes the result of a test that is over, where that was asked for; gives the file's name.
///
/// # Errors
/// When it cannot be written: what was answered is in the store all the same.
pub fn over(
    attempt: &Attempt,
    kept: &Kept,
    why: Why,
    titles: &[String],
    arguments: &Test,
) -> Result<Option<String>> {
    let Some(file) = &arguments.out else {
        return Ok(None);
    };
    let name = arguments.name.as_ref().or(kept.terms.name.as_ref());
    let name = name.context("a result has a name: `--name NAME` gives one")?;
    let result = ResultFile::new(attempt, kept, name, why, titles);
    let shown = file.display().to_string();
    files::create_document(file, result.to_json().as_bytes()).map_err(|error| {
        let what = match error.kind() {
            ErrorKind::AlreadyExists => "is there already".to_owned(),
            _ => format!("cannot be written: {error}"),
        };
        anyhow::anyhow!(
            "`{}` {what}; the test is kept, and `{}` writes it, to another file too",
            clean::line(&shown),
            super::meant::again(arguments, &["--last"])
        )
    })?;
    Ok(Some(shown))
}

/// Writes the result of a test that was over before.
///
/// # Errors
/// When there is none, or it cannot be written.
pub fn once_more(store: &Store, last: Option<&Kept>, arguments: &Test) -> Result<Ended> {
    let of = arguments
        .name
        .as_ref()
        .map_or_else(String::new, |name| format!(" by `{}`", clean::line(name)));
    let last = last.with_context(|| format!("no test of these decks{of} is over"))?;
    let (paper, titles) = super::paper_of(store, last)?;
    let ended = last.begun_at.saturating_add(last.elapsed_ms);
    let attempt = Attempt::new(paper, last, ended);
    let why = last.closed.unwrap_or(Why::HandedIn);
    if let Some(file) = over(&attempt, last, why, &titles, arguments)? {
        talk::answer(&format!("{file}\n"))?;
    }
    Ok(Ended::Done)
}
