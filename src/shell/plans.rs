//! Exam plans in force: which cards they want today, and making them anew after answers.

use std::collections::{HashMap, HashSet};

use anyhow::{Result, bail};
use retain::ask::Shape;
use retain::day::Moment;
use retain::deck::Card;
use retain::plan::learner::{Learner, Outcome};
use retain::plan::record::{self, Action, Event, Kept};
use retain::plan::{Choice, Exam, Plan, Priced, Standing};
use retain::queue::Planned;
use retain::review::{CardId, Rating, event_id, event_tail};
use retain::schedule::outlook::Strength;
use retain::schedule::{Graded, Memory, Scheduler};
use uuid::Uuid;

use super::chance::Chance;
use super::decks::{Found, Listed, Loaded};
use super::learner::{self, State};
use super::store::{Store, StoreError};

/// How many of the latest answers say how far recall is from the prediction.
const LATEST: usize = 2000;
/// How often another process may get in between before we give up.
const TRIES: usize = 5;
/// Seconds that an answer takes the average learner of `Learner::average`.
const AVERAGE_SECONDS: f64 = 13.4;

/// What the plans in force say of today.
#[derive(Debug, Default)]
pub struct Agenda {
    /// The cards of the plans.
    pub planned: HashMap<CardId, Planned>,
    /// What is left of today's minutes, in milliseconds, where plans have all the decks.
    pub left_ms: Option<i64>,
}

/// The cards of a plan's decks that can be asked, and where they stand.
pub struct Cards<'d> {
    /// The cards.
    pub cards: Vec<&'d Card>,
    /// Where each stands.
    pub standings: Vec<Standing>,
}

impl<'d> Cards<'d> {
    /// The cards of decks.
    pub fn of(decks: &'d [Loaded], ids: &[String], state: &'d State, today: i32) -> Self {
        let inside = decks.iter().filter(|loaded| ids.contains(&loaded.deck.id));
        let cards: Vec<&Card> = inside
            .flat_map(|loaded| learner::askable(&loaded.deck, state))
            .map(|(_, card)| card)
            .collect();
        let standing = |card: &&Card| match state.memories.get(&card.id) {
            None => Standing::New,
            Some(memory) => Standing::Seen {
                strength: Strength {
                    stability: memory.stability,
                    difficulty: memory.difficulty,
                },
                days_ago: i64::from(today.saturating_sub(memory.last_day).max(0)),
            },
        };
        let standings = cards.iter().map(standing).collect();
        Self { cards, standings }
    }

    /// The share of unknown cards that are right by luck.
    pub fn guess(&self) -> f64 {
        let luck = |card: &&Card| match card.question.ask().shape {
            Shape::PickOne { options, .. } => 1.0 / options.len().max(1) as f64,
            _ => 0.0,
        };
        self.cards.iter().map(luck).sum::<f64>() / self.cards.len().max(1) as f64
    }
}

/// The decks of the plans that hold on a day, whole.
pub fn decks_of(plans: &[Kept], found: &Found<Listed>, today: i32) -> Vec<Loaded> {
    let holding = plans.iter().filter(|plan| plan.holds(today));
    let wanted: HashSet<&String> = holding.flat_map(|plan| &plan.request.decks).collect();
    found.only(|id| wanted.contains(id)).loaded().decks
}

/// The agenda of a day, with as much as fits the minutes that are asked for, if those are more
/// than are left. Where two plans want a card, the nearer exam decides. The plans' decks are
/// `decks`, those of the sitting `found`.
pub fn agenda(
    plans: &[Kept],
    decks: &[Loaded],
    found: &Found<Listed>,
    state: &State,
    scheduler: &Scheduler,
    now: Moment,
    asked_for: Option<f64>,
) -> Agenda {
    let mut holding: Vec<&Kept> = plans.iter().filter(|plan| plan.holds(now.day)).collect();
    holding.sort_by_key(|plan| (plan.request.exam, plan.id));
    let mut agenda = Agenda::default();
    let mut minutes = 0.0;
    let mut covered: HashSet<&String> = HashSet::new();
    for plan in holding {
        let cards = Cards::of(decks, &plan.request.decks, state, now.day);
        if cards.cards.is_empty() {
            continue;
        }
        covered.extend(&plan.request.decks);
        minutes += plan.request.minutes;
        let learner = plan.latest.learner();
        let days = days_left(plan.request.exam, now.day);
        let prices = plan.latest.prices_from(now.day);
        let priced = Priced::new(scheduler, &learner, days, prices);
        let today = priced.on(0, scheduler, &learner, &cards.standings);
        let left = exam(&plan.request, state, now.day).today;
        let seconds = asked_for.map_or(left, |minutes| left.max(minutes * 60.0));
        agenda.take(&cards, &today, seconds);
    }
    let is_covered = |listed: &Listed| covered.contains(&listed.brief.id);
    if !covered.is_empty() && found.decks.iter().all(is_covered) {
        let took = state.took_in(covered) as i64;
        agenda.left_ms = Some(((minutes * 60_000.0) as i64 - took).max(0));
    }
    agenda
}

impl Agenda {
    /// Leaves those cards to their due days that the plan would leave for later.
    pub fn release(&mut self, which: impl Fn(&CardId) -> bool) {
        self.planned
            .retain(|card, planned| *planned != Planned::Later || !which(card));
    }

    /// Takes the best of a plan's cards, as many as fit the seconds.
    fn take(&mut self, cards: &Cards<'_>, choices: &[Choice], mut seconds: f64) {
        let mut rank = self.planned.len();
        for choice in choices {
            if seconds <= 0.0 {
                break;
            }
            let id = &cards.cards[choice.card].id;
            if !self.planned.contains_key(id) {
                self.planned.insert(id.clone(), Planned::Today(rank));
                rank += 1;
                seconds -= choice.seconds;
            }
        }
        for card in &cards.cards {
            self.planned
                .entry(card.id.clone())
                .or_insert(Planned::Later);
        }
    }
}

/// Days from today to the exam, at least 1.
pub fn days_left(exam: i32, today: i32) -> usize {
    usize::try_from(exam - today).unwrap_or(0).max(1)
}

/// The average learner at this learner's pace, and that pace.
pub fn paced(scheduler: &Scheduler, state: &State) -> (Learner, f64) {
    let pace = (state.usual_ms as f64 / 1000.0 / AVERAGE_SECONDS).clamp(0.2, 5.0);
    (Learner::average(scheduler.decay()).paced(pace), pace)
}

/// The learner as the log shows them: pace, and how recall differs from the prediction.
pub fn seen_learner(
    store: Option<&Store>,
    scheduler: &Scheduler,
    state: &State,
) -> Result<(Learner, f64)> {
    let (average, pace) = paced(scheduler, state);
    let outcomes = match store {
        Some(store) => outcomes(store, scheduler)?,
        None => Vec::new(),
    };
    Ok((average.calibrated(&outcomes), pace))
}

/// What came of the latest answers that were given a day or more after the one before.
fn outcomes(store: &Store, scheduler: &Scheduler) -> Result<Vec<Outcome>, StoreError> {
    let mut memories: HashMap<CardId, Memory> = HashMap::new();
    let mut outcomes = Vec::new();
    store.remembered(|counted| {
        let review = counted.review;
        let before = memories.get(&review.card);
        if let Some(memory) = before
            && review.day > memory.last_day
        {
            outcomes.push(Outcome {
                stability: memory.stability,
                days: (review.day - memory.last_day).unsigned_abs(),
                known: counted.rating != Rating::Again,
            });
        }
        let graded = Graded {
            id: review.id,
            day: review.day,
            at: review.at,
            rating: counted.rating,
        };
        let next = scheduler.next(before, graded);
        memories.insert(review.card, next);
    })?;
    let old = outcomes.len().saturating_sub(LATEST);
    Ok(outcomes.split_off(old))
}

/// The plans of a learner; those that were last made before today are made anew first, if all
/// their decks are at hand.
pub fn renewed(
    store: &mut Store,
    decks: &[Loaded],
    state: &State,
    scheduler: &Scheduler,
    now: Moment,
    chance: &mut Chance,
) -> Result<Vec<Kept>> {
    let mut plans = store.plans()?;
    let at_hand = |id: &String| decks.iter().any(|loaded| loaded.deck.id == *id);
    let mut seen = None;
    let mut actions = Vec::new();
    for plan in &mut plans {
        if !plan.holds(now.day)
            || plan.latest.day >= now.day
            || !plan.request.decks.iter().all(at_hand)
        {
            continue;
        }
        let cards = Cards::of(decks, &plan.request.decks, state, now.day);
        if cards.cards.is_empty() {
            continue;
        }
        let (learner, pace) = match &seen {
            Some(seen) => seen,
            None => seen.insert(seen_learner(Some(store), scheduler, state)?),
        };
        let exam = exam(&plan.request, state, now.day);
        let prices = plan.latest.prices_from(now.day);
        let made = Plan::new(scheduler, learner, &cards.standings, exam, Some(prices));
        let predicted = made.predicted(scheduler, learner, plan.request.questions, cards.guess());
        let made = record::Made::of(&made, now.day, learner, *pace, predicted);
        plan.latest = made.clone();
        actions.push((Some(plan.id), Action::Renew { made }));
    }
    if !actions.is_empty() {
        keep(store, &actions, now, chance)?;
    }
    Ok(plans)
}

/// What a request comes to on a day.
pub fn exam(request: &record::Request, state: &State, today: i32) -> Exam {
    let seconds = request.minutes * 60.0;
    Exam {
        days: days_left(request.exam, today),
        seconds,
        today: (seconds - state.took_in(&request.decks) as f64 / 1000.0).max(0.0),
    }
}

/// Adds events of plans to the log, all or none; one without a plan makes one.
pub fn keep(
    store: &mut Store,
    actions: &[(Option<Uuid>, Action)],
    now: Moment,
    chance: &mut Chance,
) -> Result<()> {
    for _ in 0..TRIES {
        let events: Vec<Event> = (store.event_count()? as u32..)
            .zip(actions)
            .map(|(number, (plan, action))| {
                let id = event_id(now.at, event_tail(number, chance.bytes()));
                Event {
                    id,
                    // The id of what makes it is new whatever chance was seeded with.
                    plan: plan.unwrap_or(id),
                    at: now.at,
                    action: action.clone(),
                }
            })
            .collect();
        if store.commit_plans(&events)? {
            return Ok(());
        }
        // Another process has taken the number meanwhile.
    }
    bail!("other processes keep changing the store; try again when they have ended")
}
