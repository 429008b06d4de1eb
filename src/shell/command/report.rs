//! `retain report`: the figures as a page.

use std::path::Path;

use anyhow::{Context, Result, bail};
use retain::report;

use super::Ended;
use crate::shell::args::Report;
use crate::shell::config::Config;
use crate::shell::{browser, figures, files, talk};

/// Writes the page.
pub fn run(config: &Config, arguments: &Report) -> Result<Ended> {
    let file = &arguments.output;
    refuse(file)?;
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

/// What would be lost or could not be found again.
fn refuse(file: &Path) -> Result<()> {
    let shown = file.display();
    if files::is_folder(file) {
        bail!("`{shown}` is a folder; a file such as `{shown}/report.html` would do");
    }
    let ending = file.extension().and_then(|ending| ending.to_str());
    let is_page = ending.is_some_and(|ending| ["html", "htm"].contains(&&*ending.to_lowercase()));
    if files::exists(file) && !is_page {
        bail!("`{shown}` is there, and is no page by its name; `report.html` would do");
    }
    Ok(())
}
