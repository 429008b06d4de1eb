//! `retain doctor`: whether the store is sound, and its derived tables anew.

use anyhow::Result;

use super::Ended;
use crate::shell::args::Doctor;
use crate::shell::config::Config;
use crate::shell::render::words::count;
use crate::shell::{learner, talk};

/// Checks the store.
pub fn run(config: &Config, arguments: &Doctor) -> Result<Ended> {
    let Some(mut store) = learner::open_existing(config)? else {
        let folder = config.data_dir.0.display();
        talk::answer(&format!("there is no store in `{folder}` yet\n"))?;
        return Ok(Ended::Done);
    };
    let faults = store.check()?;
    for fault in &faults {
        talk::answer(&format!("{fault}\n"))?;
    }
    if !faults.is_empty() {
        return Ok(Ended::DoesNotHold);
    }
    let answers = usize::try_from(store.review_count()?).unwrap_or(usize::MAX);
    talk::answer(&format!(
        "the store is sound: {}\n",
        count(answers, "answer", "answers")
    ))?;
    if arguments.rebuild {
        store.rebuild()?;
        talk::answer("the derived tables are made anew\n")?;
    }
    Ok(Ended::Done)
}
