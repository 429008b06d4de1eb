//! `retain study`: a sitting, from the decks to the summary.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use anyhow::{Result, bail};
use retain::backlog::Backlog;
use retain::day::Moment;
use retain::nearest::meant;
use retain::queue::Queue;
use retain::session::{Session, Settings, Slot};

use crate::shell::args::Study;
use crate::shell::command::{Ended, optimize};
use crate::shell::config::Config;
use crate::shell::decks::{Found, Listed, Lister, OnDemand, Origin};
use crate::shell::driver::{Driver, Stop};
use crate::shell::front::Start;
use crate::shell::front::json::Json;
use crate::shell::front::plain::Plain;
use crate::shell::front::terminal::TerminalFront;
use crate::shell::identity::{self, Way};
use crate::shell::learner::{self, State};
use crate::shell::lines::Lines;
use crate::shell::lineup::{self, Lineup};
use crate::shell::plans::{self, Agenda};
use crate::shell::render::palette::When;
use crate::shell::render::{text, words};
use crate::shell::store::{Creation, Sitting, Store};
use crate::shell::{chance, face, files, signals, talk};

/// Runs a sitting.
pub fn run(config: &Config, arguments: &Study, color: When) -> Result<Ended> {
    sit(config, arguments, color, false)
}

/// Runs a sitting; `said` where the learner has just been told what is due.
pub fn sit(config: &Config, arguments: &Study, color: When, said: bool) -> Result<Ended> {
    let mut found = Lister::remembering(config).find(&arguments.decks)?;
    refuse_unknown_tags(&found, &arguments.tags)?;
    let now = config.clock.now();
    let mut chance = chance::Chance::of(config);
    let mut store = learner::open(
        config,
        Creation {
            device: chance.uuid(),
            at: now.at,
            day: now.day,
        },
    )?;
    let plain = arguments.plain || arguments.json || !face::can_prompt();
    if !plain && learner::meant(&store)?.is_some() {
        let question = format!("Begin as the new learner `{}`?", store.learner());
        if !face::consent(&question, color)? {
            return Ok(Ended::Done);
        }
    }
    let sitting = store.sit(now.at)?;
    let on_answer_change = match arguments.on_answer_change {
        Some(change) => change.into(),
        None => config.on_answer_change(),
    };
    let way = if plain { Way::Tell } else { Way::Ask(color) };
    let doubts = identity::settle_listed(config, &mut store, &found, on_answer_change, way)?;
    if talk::notes() {
        found.notes.extend(doubts);
    }
    let ahead = arguments.ahead.map_or(0, i32::from);
    let plans = store.plans()?;
    let planned = plans.iter().any(|plan| plan.holds(now.day));
    let mut state = if planned || arguments.cram {
        State::read(Some(&store), now.day)?
    } else {
        State::due(Some(&store), now.day, ahead)?
    };
    let scheduler = store.scheduler().clone();
    let mut agenda = Agenda::default();
    if planned {
        let decks = plans::decks_of(&plans, &found, now.day);
        let plans = plans::renewed(&mut store, &decks, &state, &scheduler, now, &mut chance)?;
        let minutes = arguments.minutes;
        agenda = plans::agenda(&plans, &decks, &found, &state, &scheduler, now, minutes);
        lineup::beyond_the_plan(arguments, &state, &mut agenda);
    }
    let line_up = |store: &Store, state: &State| {
        let (store, decks) = (Some(store), &found.decks);
        Lineup::new(
            config, arguments, decks, store, state, &scheduler, now, &agenda,
        )
    };
    let mut lineup = line_up(&store, &state)?;
    if lineup.queue.order.is_empty() && state.until.is_some() {
        // What can be done instead is said of all cards.
        state = State::read(Some(&store), now.day)?;
        lineup = line_up(&store, &state)?;
    }
    let Lineup {
        slots,
        queue,
        limit_ms,
        backlog,
    } = lineup;
    let mut start = Start {
        said,
        practice: arguments.cram,
        ..beginning(&found, &queue, &store, &state, &sitting, config, now)?
    };
    if let Some(backlog) = backlog.filter(|backlog| backlog.share > 0 && !said) {
        start.notes.insert(0, words::backlog(&backlog, now.day));
    }
    let out_of_time = limit_ms == Some(0);
    if (queue.order.is_empty() || out_of_time) && !arguments.json {
        let drafts = learner::drafts(&found.decks);
        nothing_to_do(
            &start,
            &state,
            &slots,
            backlog,
            now.day,
            out_of_time,
            drafts,
        )?;
        return Ok(Ended::Done);
    }
    let mut seed = chance.seed();
    if let Sitting::Second { .. } = sitting {
        // Two sittings at once with one seed would make the same ids.
        seed ^= u64::from(std::process::id());
    }
    let settings = Settings {
        scheduler: store.scheduler().clone(),
        outlook: learner::outlook(config, &mut store)?,
        guess: config.settings.guess.unwrap_or(true),
        learner: config.learner.0.clone(),
        device: store.device(),
        seed,
        log_rows: store.event_count()? as u32,
        limit_ms,
        practice: arguments.cram,
        leech_lapses: config.leech_lapses(),
        pace_ms: state.pace_ms(),
        put_off: backlog.map_or(0, |backlog| backlog.due - backlog.share),
    };
    let shelf = OnDemand(found.decks.clone());
    let session = Session::new(settings, shelf, slots, queue.order, now);
    let mut driver = Driver {
        config,
        store: &mut store,
        session,
        decks: found.decks,
        tags: &arguments.tags,
        state: &state,
        balanced: false,
    };
    let done = if arguments.json {
        let calendar = config.clock.calendar.clone();
        signals::watch(None)?;
        driver.run(
            &mut Json::new(Lines::of_stdin(), talk::out(), calendar, arguments.with_key),
            &start,
        )
    } else if plain {
        signals::watch(None)?;
        driver.run(&mut Plain::new(Lines::of_stdin(), talk::out()), &start)
    } else {
        let terminal = face::terminal(color)?;
        driver.run(&mut TerminalFront::new(terminal), &start)
    };
    match done {
        // Nobody reads any more: everything answered is saved, and that is no error.
        Err(Stop::Front(error)) if gone(&error) => Ok(Ended::Done),
        Err(Stop::Front(error)) => Err(error.into()),
        Err(Stop::Store(error)) => Err(error),
        Ok(()) if arguments.cram => Ok(Ended::Done),
        Ok(()) => {
            let (asked, decks) = (driver.session.summary().asked, driver.decks);
            optimize::after_sitting(config, &mut store)?;
            if asked > 0 && !arguments.json {
                talk::answer(&asked_by_name_only(config, &decks))?;
            }
            Ok(Ended::Done)
        }
    }
}

/// That bare `retain` will not ask decks outside the known folders, if there are such.
fn asked_by_name_only(config: &Config, decks: &[Listed]) -> String {
    let folders: Vec<PathBuf> = config
        .deck_folders()
        .iter()
        .map(|folder| files::real_name(folder))
        .collect();
    let outside: Vec<String> = decks
        .iter()
        .filter_map(|listed| match &listed.origin {
            Origin::File(path) => Some(path),
            Origin::BuiltIn(_) => None,
        })
        .filter(|path| {
            // One that is gone since asks nothing.
            if !files::exists(path) {
                return false;
            }
            let path = files::real_name(path);
            !folders.iter().any(|folder| path.starts_with(folder))
        })
        .map(|path| path.display().to_string())
        .collect();
    let (it, files) = match &outside[..] {
        [] => return String::new(),
        [one] => ("it is", one.clone()),
        many => ("they are", many.join(" ")),
    };
    let folder = config.own_decks();
    text::row(
        "",
        &format!(
            "Only `retain study {files}` asks this again, until {it} copied into `{}` or the \
             folder is listed under `decks` in the settings.",
            folder.display()
        ),
        face::columns_to_wrap(),
    )
}

/// A tag that no card has is a slip of the pen, and would end in an empty sitting.
fn refuse_unknown_tags(found: &Found<Listed>, tags: &[String]) -> Result<()> {
    let decks = found.decks.iter();
    let known: BTreeSet<&str> = decks
        .flat_map(|listed| &listed.brief.tags)
        .map(String::as_str)
        .collect();
    let Some(tag) = tags.iter().find(|tag| !known.contains(tag.as_str())) else {
        return Ok(());
    };
    let otherwise = || {
        let known: Vec<&str> = known.iter().copied().collect();
        format!("; the tags of these decks are {}", known.join(", "))
    };
    bail!(
        "no card has the tag `{tag}`{}",
        meant(tag, known.iter().copied(), otherwise)
    )
}

fn beginning(
    found: &Found<Listed>,
    queue: &Queue,
    store: &Store,
    state: &State,
    sitting: &Sitting,
    config: &Config,
    now: Moment,
) -> Result<Start> {
    let mut notes = if talk::notes() {
        found.notes.clone()
    } else {
        Vec::new()
    };
    if let Sitting::Second { pid, since } = sitting {
        let pid = pid.map_or(String::new(), |pid| format!(" (process {pid})"));
        let since = since.map_or(String::new(), |at| {
            let local = config
                .clock
                .calendar
                .zone
                .to_datetime(retain::day::timestamp(at));
            format!(" since {}", local.strftime("%H:%M"))
        });
        notes.push(format!(
            "another sitting is going on{since}{pid}; no card counts twice"
        ));
    }
    let ahead = |last: &i64| *last > now.at + 60_000;
    // Answers that were undone do not count, and are rare.
    if store.last_at()?.as_ref().is_some_and(ahead)
        && let memories = store.memories()?
        && let Some(last) = memories.values().map(|memory| memory.last_at).max()
        && ahead(&last)
    {
        let days = (last - now.at) / 86_400_000;
        notes.push(format!(
            "the clock is {} behind your last answer; answers count as of the later day",
            words::count(usize::try_from(days).unwrap_or(0), "day", "days")
        ));
    }
    Ok(Start {
        decks: found
            .decks
            .iter()
            .map(|listed| listed.brief.id.clone())
            .collect(),
        due: queue.due,
        new: queue.new,
        minutes_ms: state.estimate_ms(queue),
        said: false,
        practice: false,
        notes,
    })
}

/// Says kindly that there is nothing to do, and what can be done instead.
fn nothing_to_do(
    start: &Start,
    state: &State,
    slots: &[Slot],
    backlog: Option<Backlog>,
    today: i32,
    out_of_time: bool,
    drafts: usize,
) -> io::Result<()> {
    for note in &start.notes {
        talk::note(note);
    }
    if out_of_time {
        return talk::answer(
            "The minutes for today are used up. `retain study --minutes 5` takes five more.\n",
        );
    }
    if slots.is_empty() && drafts > 0 {
        return talk::answer(&format!("{}\n", words::drafts(drafts)));
    }
    if slots.is_empty() {
        return talk::answer("No card fits: the decks or tags asked for have none to ask.\n");
    }
    talk::answer(&instead(state, slots, backlog, today))?;
    if drafts > 0 {
        talk::answer(&format!("{}\n", words::drafts(drafts)))?;
    }
    Ok(())
}

/// Says that nothing is due, what comes next, and what can be done now.
pub fn instead(state: &State, slots: &[Slot], backlog: Option<Backlog>, today: i32) -> String {
    let done = state.today.answers;
    let mut text = if let Some(backlog) = backlog {
        format!(
            "Today's share of the backlog is done: {} left, to do {}.\n\
             `retain study --ahead=0` asks now whatever is due.\n",
            words::count(backlog.due, "card is", "cards are"),
            words::by(backlog.gone, today)
        )
    } else if done > 0 {
        format!(
            "Nothing is due: all done for today, after {}.\n",
            words::count(done as usize, "answer", "answers")
        )
    } else {
        "Nothing is due.\n".to_owned()
    };
    let next = slots
        .iter()
        .filter_map(|slot| slot.memory)
        .map(|memory| memory.due_day)
        .filter(|day| *day > today)
        .min();
    if let Some(day) = next {
        let many = slots
            .iter()
            .filter(|slot| slot.memory.is_some_and(|m| m.due_day == day))
            .count();
        let cards = words::count(many, "card comes", "cards come");
        text.push_str(&format!("{cards} back {}.\n", words::until(day, today)));
    }
    if let Some(day) = next.filter(|_| backlog.is_none()) {
        text.push_str(&format!(
            "`retain study --ahead={}` asks now what is due by then.\n",
            day - today
        ));
    }
    let new = slots.iter().filter(|slot| slot.memory.is_none()).count();
    if new > 0 {
        let cards = words::count(new, "new card is", "new cards are");
        text.push_str(&format!(
            "{cards} left: `retain study --new 5` takes five of them now.\n"
        ));
    }
    text
}

/// Whether the other end is closed.
fn gone(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::BrokenPipe | io::ErrorKind::UnexpectedEof | io::ErrorKind::NotConnected
    ) || error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error())
}
