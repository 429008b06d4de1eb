//! `retain report`: the figures as a page.

use std::path::Path;

use anyhow::{Context, Result, bail};
use retain::report;

use super::Ended;
use crate::shell::args::Report;
use crate::shell::config::Config;
use crate::shell::{browser, figures, files, talk};

/// The name of a file in examples, without its ending.
const NAME: &str = "report";

/// Writes the page.
pub fn run(config: &Config, arguments: &Report) -> Result<Ended> {
    let file = &arguments.output;
    refuse(file, "html")?;
    let (stats, notes) = figures::gather(config, &arguments.choice)?;
    for note in &notes {
        talk::note(note);
    }
    let page = report::page(&stats, &config.learner.0);
    files::write_whole(file, page.as_bytes())
        .with_context(|| format!("`{}` cannot be written", file.display()))?;
    talk::answer(&format!("{}\n", file.display()))?;
    if arguments.open {
        browser::open(file)?;
    }
    Ok(Ended::Done)
}

/// What would be lost or could not be found again: a file that has another ending than what is
/// written.
pub fn refuse(file: &Path, ending: &str) -> Result<()> {
    let shown = file.display();
    if files::is_folder(file) {
        bail!("`{shown}` is a folder; a file such as `{shown}/{NAME}.{ending}` would do");
    }
    let found = file.extension().and_then(|ending| ending.to_str());
    let fits = found.is_some_and(|found| {
        let found = found.to_lowercase();
        found == ending || (found == "htm" && ending == "html")
    });
    if files::exists(file) && !fits {
        bail!("`{shown}` is there, and does not end in `.{ending}`; `{NAME}.{ending}` would do");
    }
    files::takes_files(&files::folder_of(file))
        .with_context(|| format!("`{shown}` cannot be written"))
}
