//! `retain test`: fixed questions and a score, marked at the end.

mod drawn;
mod handed;
mod keeper;
mod meant;

use std::io;
use std::sync::MutexGuard;
use std::time::Duration;

use anyhow::{Context, Error, Result};
use retain::attempt::paper::Paper;
use retain::attempt::record::{Action, Kept, Why};
use retain::attempt::score::Result as Score;
use retain::attempt::{Attempt, Outcome, Step};
use retain::clean;
use retain::deck::read::read;
use retain::markdown;

use super::Ended;
use crate::shell::alarm::{self, Alarm, Warning};
use crate::shell::args::Test;
use crate::shell::chance::Chance;
use crate::shell::config::Config;
use crate::shell::decks::{self, Loaded, Whole};
use crate::shell::front::terminal::TerminalFront;
use crate::shell::front::terminal::test::Test as Terminal;
use crate::shell::front::test::json::Json;
use crate::shell::front::test::plain::Plain;
use crate::shell::front::test::{self, Beside, Face, Start, Wanted};
use crate::shell::lines::Lines;
use crate::shell::render::attempt::time;
use crate::shell::render::palette::{Palette, When};
use crate::shell::store::{Creation, DeckText, Store};
use crate::shell::terminal::corner;
use crate::shell::{face, learner, signals, talk};
use keeper::Keeper;
use meant::Meant;

pub use drawn::drawn;

/// No answer is stored as longer than this, in milliseconds: the learner was elsewhere.
const LONGEST_MS: u128 = 3_600_000;

/// An open prompt is ended so long after the time: what was sent in time has arrived by then.
const GRACE: Duration = Duration::from_millis(100);

/// Takes a test, or goes on with one.
pub fn run(config: &Config, arguments: &Test, color: When) -> Result<Ended> {
    handed::refuse(arguments)?;
    let now = config.clock.now();
    let mut chance = Chance::of(config);
    let creation = Creation {
        device: chance.uuid(),
        at: now.at,
        day: now.day,
    };
    let seed = chance.seed();
    let found = decks::find(config, &arguments.decks);
    let mut store = match &found {
        Ok(_) => Some(learner::open(config, creation)?),
        Err(_) => learner::open_existing(config)?,
    };
    let attempts = store.as_ref().map_or(Ok(Vec::new()), Store::attempts)?;
    let (ids, decks, mut notes) = match found {
        Ok(found) => (ids(&found.decks), Ok(found.decks), found.notes),
        Err(error) => match meant::ids_of(store.as_ref(), &attempts, &arguments.decks)? {
            None => return Err(error),
            Some(ids) => (ids, Err(error), Vec::new()),
        },
    };
    let store = store.as_mut().context("there is a store")?;
    let last = meant::last(&attempts, &ids, arguments);
    if arguments.last {
        return handed::once_more(store, last, arguments);
    }
    let beside = Beside {
        last: last.and_then(|kept| {
            let score = score_of(store, kept, now.at).ok()?.all.score()?;
            Some((score, config.clock.calendar.moment(kept.begun_at).day))
        }),
        today: now.day,
    };
    let mut keeper = Keeper {
        config,
        store,
        chance,
        seed,
    };
    let wanted_seed = config.seed.map(|_| seed);
    let (kept, goes_on) = match meant::meant(&attempts, &ids, arguments, wanted_seed, now.at)? {
        Meant::GoesOn(kept) => {
            notes.extend(decks.as_ref().err().map(unreadable));
            (kept.clone(), true)
        }
        Meant::Anew(open) => {
            // Nothing is given up for a test that cannot begin.
            let decks = decks?;
            let wholes: Vec<Whole> = decks.iter().map(Whole::of).collect::<Result<_>>()?;
            let (terms, note) = keeper.terms(arguments, &decks, &wholes)?;
            notes.extend(note);
            if let Some((open, why)) = open {
                notes.extend(keeper.close(open, why)?);
            }
            let texts: Vec<DeckText> = wholes.into_iter().map(|whole| whole.text).collect();
            (keeper.begin(&terms, &texts)?, false)
        }
    };
    let (paper, titles) = paper_of(keeper.store, &kept)?;
    let mut attempt = Attempt::new(paper, &kept, now.at);
    let start = Start {
        id: kept.id.to_string(),
        notes,
        goes_on,
    };
    let mut face = face_of(arguments, color)?;
    // Who talks JSON has a clock of its own.
    let alarm = (!arguments.json && !config.clock.is_pretended())
        .then(|| alarm(&attempt, arguments, color))
        .flatten();
    let ended = match keeper.ask(&mut *face, &mut attempt, &kept, &start, alarm.as_ref()) {
        Err(Stop::Face(error)) if gone(&error) => return Ok(Ended::Done),
        Err(Stop::Face(error)) => return Err(error.into()),
        Err(Stop::Store(error)) => return Err(error),
        Ok(ended) => ended,
    };
    let Some(why) = ended else {
        drop(face);
        let until = match attempt.left_ms() {
            Some(left) => format!("; its time runs on, {} are left", time(left)),
            None => String::new(),
        };
        talk::note(&format!(
            "the test stays open: `{}` goes on with it{until}",
            meant::again(arguments, &[])
        ));
        return Ok(Ended::Done);
    };
    let score = Score::of(&attempt);
    let handed = handed::over(&attempt, &kept, why, &titles, arguments);
    let closed = face.close(&attempt, why, &score, &beside);
    drop(face);
    if let Some(file) = handed? {
        talk::note(&format!("the result is in `{}`", clean::line(&file)));
    }
    match closed {
        Err(error) if !gone(&error) => Err(error.into()),
        _ => Ok(match score.passed {
            Some(false) => Ended::DoesNotHold,
            _ => Ended::Done,
        }),
    }
}

/// What rings while a prompt is open; none without a time, or after it.
fn alarm(attempt: &Attempt, arguments: &Test, color: When) -> Option<Alarm> {
    let ms = |ms: i64| Duration::from_millis(ms.unsigned_abs());
    let left = attempt.left_ms().filter(|left| *left > 0)?;
    let warnings = test::warnings(attempt).into_iter().map(|(after, said)| {
        let after = ms(after);
        Warning { after, said }
    });
    let plain = is_plain(arguments);
    let warn = move |said: &str| match plain {
        true => talk::note(said),
        false => corner::say(Palette::new(color, true), said),
    };
    let warnings = warnings.collect();
    Some(alarm::set(ms(left) + GRACE, warnings, warn, &["--anew"]))
}

fn is_plain(arguments: &Test) -> bool {
    arguments.plain || !face::can_prompt()
}

fn face_of(arguments: &Test, color: When) -> Result<Box<dyn Face>> {
    if !arguments.json && !is_plain(arguments) {
        let terminal = TerminalFront::new(face::terminal(color)?);
        return Ok(Box::new(Terminal::new(terminal)));
    }
    signals::watch(None)?;
    let (lines, out) = (Lines::of_stdin(), talk::out());
    Ok(if arguments.json {
        Box::new(Json::new(lines, out, arguments.with_key))
    } else {
        Box::new(Plain::new(lines, out))
    })
}

fn ids(decks: &[Loaded]) -> Vec<String> {
    let ids = decks.iter().map(|loaded| loaded.deck.id.clone());
    ids.collect()
}

fn unreadable(error: &Error) -> String {
    format!("the test asks its questions as they were when it began, as now {error:#}")
}

fn gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// The paper of an attempt, from the decks as they were when it began, and their titles.
fn paper_of(store: &Store, kept: &Kept) -> Result<(Paper, Vec<String>)> {
    let mut decks = Vec::with_capacity(kept.terms.decks.len());
    for deck in &kept.terms.decks {
        let text = store.deck_text(&deck.digest)?;
        let text = text.with_context(|| {
            format!(
                "the text of `{}` that this test asks is not in the store",
                deck.id
            )
        })?;
        decks.extend(read(&text.text, &text.name).deck);
    }
    let titles = decks.iter().map(|deck| deck.title.clone()).collect();
    let paper = Paper::new(&kept.terms, &decks).map_err(|card| {
        anyhow::anyhow!("the card `{card}` of this test cannot be read any more")
    })?;
    Ok((paper, titles))
}

fn score_of(store: &Store, kept: &Kept, now: i64) -> Result<Score> {
    let (paper, _) = paper_of(store, kept)?;
    Ok(Score::of(&Attempt::new(paper, kept, now)))
}

/// Why a test broke off.
enum Stop {
    /// The front end is gone or cannot write.
    Face(io::Error),
    /// An answer could not be kept.
    Store(Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Face(error)
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

/// Lets the alarm go on waiting; takes it back once the test is over, before it could ring.
fn over(attempt: &Attempt, held: Option<MutexGuard<'_, bool>>) {
    if let (Step::Closed(_), Some(mut armed)) = (attempt.step(), held) {
        *armed = false;
    }
}

impl Keeper<'_> {
    /// Asks until it is over, and says why; none if the learner leaves before.
    fn ask(
        &mut self,
        face: &mut dyn Face,
        attempt: &mut Attempt,
        kept: &Kept,
        start: &Start,
        alarm: Option<&Alarm>,
    ) -> Result<Option<Why>, Stop> {
        let clock = &self.config.clock;
        face.begin(attempt, start)?;
        let held = alarm.map(Alarm::held);
        if let Some(action) = attempt.close_in_time(clock.now().at, 0) {
            self.feed(kept, attempt)?;
            self.keep(kept, &action)?;
        }
        over(attempt, held);
        loop {
            if let Step::Closed(why) = attempt.step() {
                return Ok(Some(why));
            }
            let watch = clock.stopwatch();
            let Wanted::Do(wanted, took) = face.next(attempt)? else {
                return Ok(None);
            };
            let held = alarm.map(Alarm::held);
            let took_ms =
                took.unwrap_or_else(|| watch.elapsed().as_millis().min(LONGEST_MS) as u32);
            clock.pass(took.unwrap_or(0));
            let at = match attempt.step() {
                Step::Ask { at, .. } => at,
                Step::LookBack { .. } | Step::Closed(_) => 0,
            };
            match attempt.act(wanted, clock.now().at, took_ms) {
                Outcome::Keep(action) => {
                    if matches!(action, Action::Close { .. }) {
                        self.feed(kept, attempt)?;
                    }
                    let answered = matches!(action, Action::Answer { .. });
                    let too_late = matches!(action, Action::Close { why: Why::Time, .. });
                    self.keep(kept, &action)?;
                    if answered {
                        face.kept(attempt, at)?;
                    } else if too_late {
                        face.say("the time is over; what came after does not count")?;
                    }
                }
                Outcome::Moved => {}
                Outcome::Refused(why) => face.refuse(&markdown::plain_line(&why))?,
            }
            over(attempt, held);
        }
    }
}
