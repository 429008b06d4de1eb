//! `retain config`: each setting in force, and where it comes from.

use anyhow::Result;
use serde_json::{Map, json};

use super::Ended;
use crate::shell::args::Config as Arguments;
use crate::shell::config::{Config, Origin};
use crate::shell::render::text;
use crate::shell::{face, learner, talk};

/// The scheduler's parameters: settings too, but learned.
fn parameters(config: &Config) -> (&'static str, String, Origin, &'static str) {
    let store = learner::open_existing(config).ok().flatten();
    let adopted = store
        .as_ref()
        .and_then(|store| store.kept().adopted.as_ref());
    let (value, origin) = match adopted.filter(|_| config.switches().fit) {
        None => ("those of the average learner".to_owned(), Origin::Default),
        Some(adopted) => {
            let day = retain::day::date(config.clock.calendar.day(adopted.at));
            let value = format!(
                "fitted on {day} to {} answers; log loss {:.4}, {:.4} with the defaults",
                adopted.answers, adopted.fitted, adopted.default
            );
            (value, Origin::Log)
        }
    };
    (
        "parameters",
        value,
        origin,
        "of the scheduler; `retain optimize`",
    )
}

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
    let rows = places
        .into_iter()
        .chain(config.in_force())
        .chain([parameters(config)]);
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
