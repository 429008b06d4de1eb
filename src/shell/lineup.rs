//! Which cards a sitting asks, in which order and for how long: plans, backlog and limits together.

use anyhow::Result;
use retain::backlog::{self, Backlog};
use retain::day::Moment;
use retain::queue::{self, Candidate, Limits, Queue};
use retain::schedule::Scheduler;
use retain::session::Slot;

use super::args::Study;
use super::config::Config;
use super::decks::Listed;
use super::learner::{self, State};
use super::plans::{self, Agenda};
use super::store::Store;

/// What a sitting asks.
pub struct Lineup {
    /// All cards that can be asked, as far as the state knows them.
    pub slots: Vec<Slot>,
    /// Those that are, in their order.
    pub queue: Queue,
    /// The time there is, in milliseconds; none without a limit.
    pub limit_ms: Option<i64>,
    /// What days away have left over, if that is not asked all today.
    pub backlog: Option<Backlog>,
}

impl Lineup {
    /// What a sitting with these arguments asks.
    #[expect(clippy::too_many_arguments, reason = "each is something else")]
    pub fn new(
        config: &Config,
        arguments: &Study,
        decks: &[Listed],
        store: Option<&Store>,
        state: &State,
        scheduler: &Scheduler,
        now: Moment,
        agenda: &Agenda,
    ) -> Result<Self> {
        let left_today = config
            .new_per_day()
            .saturating_sub(state.today.new as usize);
        let mut limits = Limits {
            today: now.day,
            new: arguments.new.unwrap_or(left_today),
            ahead: arguments.ahead.map_or(0, i32::from),
            useful: None,
        };
        let (slots, mut candidates) = learner::candidates(
            decks,
            &arguments.tags,
            store,
            state,
            scheduler,
            now.day,
            limits.new,
            &agenda.planned,
        )?;
        let limit_ms = minutes_left(config, arguments, state, agenda);
        if arguments.cram {
            return Ok(Self {
                slots,
                queue: queue::practice(&candidates),
                limit_ms,
                backlog: None,
            });
        }
        let due = candidates.iter().filter(|card| limits.reach(card)).count();
        let done = done(&slots, &candidates, state, now.day);
        let within = config.backlog_days();
        let backlog = Backlog::of(&state.days, due, done, now.day, within)
            .filter(|_| arguments.ahead.is_none());
        let needed_ms = due as u64 * state.usual_ms;
        let pressed = limit_ms.is_some_and(|limit| needed_ms > limit.unsigned_abs());
        if backlog.is_some() || pressed {
            let (learner, _) = plans::paced(scheduler, state);
            for card in &mut candidates {
                if let Some(memory) = slots[card.slot].memory
                    && limits.reach(card)
                {
                    card.usefulness = backlog::usefulness(scheduler, &learner, &memory, now.day);
                }
            }
            limits.useful = Some(backlog.map_or(usize::MAX, |backlog| backlog.share));
        }
        Ok(Self {
            slots,
            queue: queue::order(&candidates, limits),
            limit_ms,
            backlog,
        })
    }
}

/// How many cards outside of plans were answered today and are not new today.
fn done(slots: &[Slot], candidates: &[Candidate], state: &State, today: i32) -> usize {
    let answered = |card: &&Candidate| {
        let memory = slots[card.slot].memory;
        card.planned.is_none() && memory.is_some_and(|memory| memory.last_day >= today)
    };
    let answered = candidates.iter().filter(answered).count();
    answered.saturating_sub(state.today.new as usize)
}

/// What is asked for by name is asked, whatever the plans would leave for later: new cards with
/// `--new`, seen ones with `--ahead`, and longer than their minutes.
pub fn beyond_the_plan(arguments: &Study, state: &State, agenda: &mut Agenda) {
    let (new, ahead) = (arguments.new.is_some(), arguments.ahead.is_some());
    if !new && !ahead {
        return;
    }
    agenda.release(|card| match state.memories.get(card) {
        None => new,
        Some(_) => ahead,
    });
    if arguments.new != Some(0) {
        agenda.left_ms = None;
    }
}

/// The time for this sitting in milliseconds: what was asked for, or what is left of the day's.
fn minutes_left(config: &Config, arguments: &Study, state: &State, agenda: &Agenda) -> Option<i64> {
    let ms = |minutes: f64| (minutes * 60_000.0) as i64;
    match (arguments.minutes, config.settings.minutes_per_day) {
        (Some(minutes), _) => Some(ms(minutes)),
        (None, _) if arguments.cram => None,
        (None, _) if agenda.left_ms.is_some() => agenda.left_ms,
        (None, Some(minutes)) => Some((ms(minutes) - state.today.took_ms as i64).max(0)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests;
