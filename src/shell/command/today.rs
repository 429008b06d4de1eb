//! `retain` alone: what is due today, and the offer to start.

use anyhow::Result;

use super::{Ended, study};
use crate::shell::args::Study;
use crate::shell::config::Config;
use crate::shell::learner::{self, State};
use crate::shell::render::palette::When;
use crate::shell::render::words;
use crate::shell::store::Store;
use crate::shell::{decks, face, talk};

/// Shows the day; in a terminal, offers to start.
pub fn run(config: &Config, color: When) -> Result<Ended> {
    let arguments = Study::default();
    let found = decks::known(config)?;
    let now = config.clock.now();
    let store = learner::open_existing(config)?;
    let state = State::read(store.as_ref(), now.day)?;
    let (_, queue) = study::line_up(config, &arguments, &found.decks, &state, now)?;
    let streak = match &store {
        Some(store) => streak(store, now.day)?,
        None => 0,
    };
    drop(store);
    let date = retain::day::date(now.day).strftime("%A %-d %B");
    let mut text = format!("  Today, {date}\n");
    let about = if queue.order.is_empty() {
        String::new()
    } else {
        format!("   {}", words::about(state.estimate_ms(&queue)))
    };
    text.push_str(&format!("  {} due   {} new{about}", queue.due, queue.new));
    if streak > 0 {
        text.push_str(&format!(
            "        streak {}",
            words::count(streak, "day", "days")
        ));
    }
    text.push('\n');
    talk::answer(&text)?;
    if queue.order.is_empty() || !face::can_prompt() {
        if !queue.order.is_empty() {
            talk::answer("  retain study starts\n")?;
        }
        return Ok(Ended::Done);
    }
    if face::offer("Start?", color)? {
        return study::run(config, &arguments, color);
    }
    Ok(Ended::Done)
}

/// How many days in a row, up to today or yesterday, have an answer.
fn streak(store: &Store, today: i32) -> Result<usize> {
    let answered = |day: i32| store.day(day).map(|counts| counts.answers > 0);
    let start = if answered(today)? { today } else { today - 1 };
    let mut days = 0;
    while answered(start - days)? {
        days += 1;
    }
    Ok(days as usize)
}
