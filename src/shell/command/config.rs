//! `retain config`: each setting in force, and where it comes from.

use anyhow::Result;
use serde_json::{Map, json};

use super::Ended;
use crate::shell::args::Config as Arguments;
use crate::shell::config::Config;
use crate::shell::render::text;
use crate::shell::{face, talk};

/// Shows the settings.
pub fn run(config: &Config, arguments: &Arguments) -> Result<Ended> {
    let places = [
        (
            "data_dir",
            config.data_dir.0.display().to_string(),
            config.data_dir.1,
            "where answers are kept",
        ),
        (
            "config",
            config.file.0.display().to_string(),
            config.file.1,
            "the settings file",
        ),
    ];
    let rows = places.into_iter().chain(config.in_force());
    if arguments.json {
        let object: Map<String, _> = rows
            .map(|(name, value, origin, _)| {
                (
                    name.to_owned(),
                    json!({"value": value, "origin": origin.words()}),
                )
            })
            .collect();
        talk::answer(&format!("{}\n", serde_json::to_string_pretty(&object)?))?;
        return Ok(Ended::Done);
    }
    let columns = face::columns_to_wrap();
    for (name, value, origin, meaning) in rows {
        let told = format!("{value}  ({}; {meaning})", origin.words());
        talk::answer(&text::row(&format!("{name:<17}"), &told, columns))?;
    }
    Ok(Ended::Done)
}
