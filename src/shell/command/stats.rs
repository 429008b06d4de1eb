//! `retain stats`: scores over time.

mod json;
mod text;

use std::collections::BTreeSet;

use anyhow::Result;
use retain::sheet;
use serde_json::{Map, Value};

use super::Ended;
use crate::shell::args::Stats;
use crate::shell::config::Config;
use crate::shell::store::Known;
use crate::shell::{face, figures, learner, talk};

/// Shows statistics.
pub fn run(config: &Config, arguments: &Stats) -> Result<Ended> {
    if arguments.all {
        return compare(config, arguments);
    }
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

/// The figures of all learners, side by side.
fn compare(config: &Config, arguments: &Stats) -> Result<Ended> {
    let known = match learner::open_existing_quietly(config)? {
        Some(store) => store.learners()?,
        None => Vec::new(),
    };
    let (mut all, mut told) = (Vec::new(), BTreeSet::new());
    for Known { name, .. } in known {
        let (stats, notes) = figures::gather(&config.of(&name), &arguments.choice)?;
        told.extend(notes);
        all.push((name, stats));
    }
    if arguments.json {
        let object: Map<String, Value> = all
            .iter()
            .map(|(name, stats)| (name.clone(), json::all(stats, name)))
            .collect();
        talk::answer(&format!("{}\n", serde_json::to_string_pretty(&object)?))?;
    } else {
        talk::answer(&text::compared(&all, face::columns()))?;
    }
    for note in &told {
        talk::note(note);
    }
    Ok(Ended::Done)
}
