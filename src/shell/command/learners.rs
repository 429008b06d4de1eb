//! `retain learners`: who learns on this machine.

use anyhow::Result;
use serde_json::json;

use super::Ended;
use crate::shell::args::Learners;
use crate::shell::config::Config;
use crate::shell::render::{text, words};
use crate::shell::{face, learner, talk};

/// Lists the learners of the store.
pub fn run(config: &Config, arguments: &Learners) -> Result<Ended> {
    let known = match learner::open_existing_quietly(config)? {
        Some(store) => store.learners()?,
        None => Vec::new(),
    };
    if arguments.json {
        let all: Vec<_> = known
            .iter()
            .map(|one| {
                let last = one.last_day.map(|day| retain::day::date(day).to_string());
                json!({"name": one.name, "answers": one.answers, "last": last})
            })
            .collect();
        talk::answer(&format!("{}\n", serde_json::to_string(&all)?))?;
        return Ok(Ended::Done);
    }
    if known.is_empty() {
        talk::answer("nobody has learned here yet: `retain study` starts\n")?;
        return Ok(Ended::Done);
    }
    let widest = known.iter().map(|one| text::width(&one.name)).max();
    let columns = face::columns_to_wrap();
    let before = widest.unwrap_or(0).min(columns / 2) + 2;
    let today = config.clock.now().day;
    for one in &known {
        let pad = " ".repeat(before.saturating_sub(text::width(&one.name)));
        let mut told = words::count(one.answers as usize, "answer", "answers");
        if let Some(day) = one.last_day {
            let when = match today.saturating_sub(day) {
                ..=0 => "today".to_owned(),
                1 => "yesterday".to_owned(),
                _ => words::on_date(day, today),
            };
            told.push_str(&format!(", the last {when}"));
        }
        talk::answer(&text::row(&format!("{}{pad}", one.name), &told, columns))?;
    }
    Ok(Ended::Done)
}
