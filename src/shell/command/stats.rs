//! `retain stats`: scores over time.

mod json;
mod text;

use anyhow::Result;
use retain::sheet;

use super::Ended;
use crate::shell::args::Stats;
use crate::shell::config::Config;
use crate::shell::{face, figures, talk};

/// Shows statistics.
pub fn run(config: &Config, arguments: &Stats) -> Result<Ended> {
    let (stats, notes) = figures::gather(config, &arguments.choice)?;
    if arguments.json {
        let object = json::all(&stats, &config.learner.0);
        talk::answer(&format!("{}\n", serde_json::to_string_pretty(&object)?))?;
    } else if let Some(table) = arguments.csv {
        let (header, rows) = json::table(&stats, table);
        talk::answer(&sheet::table(&header, rows))?;
    } else {
        talk::answer(&text::page(&stats, face::columns()))?;
    }
    for note in &notes {
        talk::note(note);
    }
    Ok(Ended::Done)
}
