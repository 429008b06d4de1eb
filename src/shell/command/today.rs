//! `retain` alone: what is due today, and the offer to start.

use anyhow::Result;
use retain::markdown;
use retain::plan::record::Kept;

use super::plan::score;
use super::{Ended, study};
use crate::shell::args::Study;
use crate::shell::config::Config;
use crate::shell::decks::{Listed, Lister};
use crate::shell::learner::{self, State};
use crate::shell::lineup::Lineup;
use crate::shell::plans::{self, Agenda};
use crate::shell::render::palette::When;
use crate::shell::render::{text, words};
use crate::shell::store::Store;
use crate::shell::{face, identity, talk};

/// Shows the day; in a terminal, offers to start.
pub fn run(config: &Config, color: When) -> Result<Ended> {
    let arguments = Study::default();
    let found = Lister::remembering(config).find(&[])?;
    let now = config.clock.now();
    let store = identity::open_existing_listed(config, &found)?;
    let scheduler = learner::scheduler(config, store.as_ref())?;
    let plans = match &store {
        Some(store) => store.plans()?,
        None => Vec::new(),
    };
    let (mut agenda, mut state) = (Agenda::default(), State::due(store.as_ref(), now.day, 0)?);
    if plans.iter().any(|plan| plan.holds(now.day)) {
        let decks = plans::decks_of(&plans, &found, now.day);
        state = State::read(store.as_ref(), now.day)?;
        agenda = plans::agenda(&plans, &decks, &found, &state, &scheduler, now, None);
    }
    let line_up = |state: &State| {
        let store = store.as_ref();
        let decks = &found.decks;
        Lineup::new(
            config, &arguments, decks, store, state, &scheduler, now, &agenda,
        )
    };
    let mut lineup = line_up(&state)?;
    if lineup.queue.order.is_empty() && state.until.is_some() {
        // What can be done instead is said of all cards.
        state = State::read(store.as_ref(), now.day)?;
        lineup = line_up(&state)?;
    }
    let Lineup {
        slots,
        queue,
        backlog,
        ..
    } = lineup;
    let streak = match &store {
        Some(store) => streak(store, now.day)?,
        None => 0,
    };
    drop(store);
    let date = retain::day::date(now.day).strftime("%A %-d %B");
    let mut today = format!("  Today, {date}\n");
    let mut parts = Vec::new();
    if queue.due > 0 {
        parts.push(format!("{} due", queue.due));
    }
    if queue.new > 0 {
        parts.push(format!("{} new", queue.new));
    }
    if parts.is_empty() {
        let instead = study::instead(&state, &slots, backlog, now.day);
        for line in instead.lines() {
            today.push_str(&text::row("  ", line, face::columns()));
        }
    } else {
        parts.push(words::about(state.estimate_ms(&queue)));
    }
    let drafts = learner::drafts(&found.decks);
    if drafts > 0 && queue.order.is_empty() {
        today.push_str(&text::row("  ", &words::drafts(drafts), face::columns()));
    }
    if streak > 0 {
        parts.push(format!("streak {}", words::count(streak, "day", "days")));
    }
    if !parts.is_empty() {
        today.push_str(&format!("  {}\n", parts.join("   ")));
    }
    if let Some(backlog) = backlog.filter(|backlog| backlog.share > 0) {
        let line = words::backlog(&backlog, now.day);
        today.push_str(&text::row("  ", &line, face::columns()));
    }
    for line in exams(&plans, &found.decks, now.day) {
        today.push_str(&text::row("  ", &line, face::columns()));
    }
    talk::answer(&today)?;
    if queue.order.is_empty() {
        return Ok(Ended::Done);
    }
    if !face::can_prompt() {
        talk::answer("  `retain study` starts\n")?;
        return Ok(Ended::Done);
    }
    if face::offer("Start?", color)? {
        return study::sit(config, &arguments, color, true);
    }
    Ok(Ended::Done)
}

/// A line for each exam that is planned, or waits for its result.
fn exams(plans: &[Kept], decks: &[Listed], today: i32) -> Vec<String> {
    let title = |plan: &Kept| -> String {
        let inside = decks
            .iter()
            .filter(|listed| plan.request.decks.contains(&listed.brief.id));
        let titles: Vec<String> = inside
            .map(|listed| markdown::plain_line(&listed.brief.title))
            .collect();
        match &titles[..] {
            [] => plan.request.decks.join(", "),
            [one] => one.clone(),
            [one, rest @ ..] => format!("{one} and {} more", rest.len()),
        }
    };
    let mut lines = Vec::new();
    for plan in plans.iter().filter(|plan| plan.holds(today)) {
        let days = (plan.request.exam - today).unsigned_abs() as usize;
        lines.push(format!(
            "Exam “{}” in {}: {} if you keep to {} min a day",
            title(plan),
            words::count(days, "day", "days"),
            score(plan.latest.predicted),
            plan.request.minutes
        ));
    }
    for plan in plans.iter().filter(|plan| plan.waits_for_result(today)) {
        lines.push(format!(
            "How did the exam “{}” go? `retain plan --result 84%` takes it down",
            title(plan)
        ));
    }
    lines
}

/// How many days in a row, up to today or yesterday, have an answer.
fn streak(store: &Store, today: i32) -> Result<usize> {
    let answered = |day: i32| store.answered_on(day);
    let start = if answered(today)? { today } else { today - 1 };
    let mut days = 0;
    while answered(start - days)? {
        days += 1;
    }
    Ok(days as usize)
}
