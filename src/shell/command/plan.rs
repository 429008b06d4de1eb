//! `retain plan`: exam plans, their predicted score, and how past predictions turned out.

mod text;

pub use text::score;

use anyhow::{Result, bail};
use jiff::civil::Date;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use retain::day::{self, Moment};
use retain::plan::foresee::{Foresight, Sample, foresee};
use retain::plan::learner::Learner;
use retain::plan::record::{self, Action, Kept, Request};
use retain::plan::{Plan, Prediction, Priced};
use retain::schedule::Scheduler;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Ended;
use crate::shell::args;
use crate::shell::chance::Chance;
use crate::shell::config::Config;
use crate::shell::decks::{self, Loaded};
use crate::shell::identity::{self, Way};
use crate::shell::learner::{self, State};
use crate::shell::plans::{self, Cards};
use crate::shell::progress::Progress;
use crate::shell::store::{Creation, Store};
use crate::shell::talk;

/// An exam further away than this is no exam to plan for, in days.
const FURTHEST: i32 = 3650;
/// Nobody studies longer a day, in minutes.
const MOST_MINUTES: f64 = 480.0;
/// How many questions an exam has unless the learner says so.
const QUESTIONS: usize = 50;
/// The minutes a day that the table of alternatives shows.
const ALTERNATIVES: [f64; 4] = [5.0, 10.0, 20.0, 40.0];

/// A plan with what it rests on, as shown.
struct Shown<'a> {
    request: &'a Request,
    titles: Vec<String>,
    cards: usize,
    predicted: Prediction,
    foresight: &'a Foresight,
    /// Minutes a day and the score they would give.
    alternatives: Vec<(f64, Prediction)>,
    now: Moment,
}

/// Everything a prediction needs.
struct Basis<'a> {
    scheduler: &'a Scheduler,
    learner: &'a Learner,
    cards: &'a Cards<'a>,
    state: &'a State,
    now: Moment,
    progress: Progress,
}

impl Basis<'_> {
    fn plan(&self, request: &Request, prices: Option<&[f64]>) -> Plan {
        let exam = plans::exam(request, self.state, self.now.day);
        let plan = Plan::new(
            self.scheduler,
            self.learner,
            &self.cards.standings,
            exam,
            prices,
        );
        self.progress.step();
        plan
    }

    /// The days to come; the same at each call.
    fn foresee(&self, priced: &Priced, request: &Request) -> Foresight {
        let exam = plans::exam(request, self.state, self.now.day);
        let mut rng = ChaCha8Rng::seed_from_u64(0);
        let (scheduler, learner) = (self.scheduler, self.learner);
        let sample = Sample::of(priced, scheduler, learner, &self.cards.standings);
        foresee(priced, scheduler, learner, learner, &sample, exam, &mut rng)
    }

    fn predicted(&self, plan: &Plan, request: &Request) -> Prediction {
        let (questions, guess) = (request.questions, self.cards.guess());
        plan.predicted(self.scheduler, self.learner, questions, guess)
    }

    /// What other minutes would give, where a table of that is shown; `prices` are those of the plan.
    fn alternatives(
        &self,
        arguments: &args::Plan,
        request: &Request,
        prices: &[f64],
    ) -> Vec<(f64, Prediction)> {
        let other = |minutes: &f64| !arguments.json && (minutes - request.minutes).abs() > 1e-9;
        let minutes: Vec<f64> = ALTERNATIVES.into_iter().filter(other).collect();
        minutes
            .into_par_iter()
            .map(|minutes| (minutes, self.with_minutes(request, minutes, prices)))
            .collect()
    }

    /// Days under other minutes are as dear beside each other as they are in the plan.
    fn with_minutes(&self, request: &Request, minutes: f64, prices: &[f64]) -> Prediction {
        let request = Request {
            minutes,
            ..request.clone()
        };
        self.predicted(&self.plan(&request, Some(prices)), &request)
    }
}

/// Makes a plan, shows those in force, or takes down a result.
pub fn run(config: &Config, arguments: &args::Plan) -> Result<Ended> {
    if let Some(score) = arguments.result {
        return result(config, arguments, score);
    }
    if arguments.drop {
        return drop_plan(config, arguments);
    }
    match arguments.exam {
        Some(exam) => make(config, arguments, exam),
        None => show(config, arguments),
    }
}

fn make(config: &Config, arguments: &args::Plan, exam: Date) -> Result<Ended> {
    let now = config.clock.now();
    let exam = day::number(exam);
    let date = day::date(exam);
    if exam <= now.day {
        let when = if exam == now.day { "today" } else { "over" };
        bail!("the exam on {date} is {when}; a plan needs a day after today");
    }
    if exam - now.day > FURTHEST {
        bail!("{date} is more than ten years away; a plan reaches up to {FURTHEST} days");
    }
    let found = decks::find(config, &arguments.decks)?;
    let mut chance = Chance::of(config);
    let device = chance.uuid();
    let mut store = learner::open(
        config,
        Creation {
            device,
            at: now.at,
            day: now.day,
        },
    )?;
    identity::settle(
        config,
        &mut store,
        &found.decks,
        config.on_answer_change(),
        Way::Tell,
    )?;
    let state = State::read(Some(&store), now.day)?;
    let ids: Vec<String> = found
        .decks
        .iter()
        .map(|loaded| loaded.deck.id.clone())
        .collect();
    let cards = Cards::of(&found.decks, &ids, &state, now.day);
    if cards.cards.is_empty() {
        bail!(
            "there is no card to ask in {}: all are drafts or suspended, or there are none",
            ids.join(", ")
        );
    }
    let scheduler = learner::scheduler(config, Some(&store))?;
    let (learner, pace) = plans::seen_learner(Some(&store), &scheduler, &state)?;
    let basis = Basis {
        scheduler: &scheduler,
        learner: &learner,
        cards: &cards,
        state: &state,
        now,
        progress: Progress::new("planning", steps(arguments)),
    };
    let mut request = Request {
        decks: ids,
        exam,
        minutes: arguments.minutes.unwrap_or(0.0),
        questions: arguments
            .questions
            .map_or(QUESTIONS.min(cards.cards.len()), |questions| {
                questions as usize
            }),
    };
    if let Some(score) = arguments.score {
        match least_minutes(&basis, &request, score) {
            Ok(minutes) => request.minutes = minutes,
            Err(best) => {
                basis.progress.clear();
                talk::say(&format!(
                    "{} is out of reach: even {MOST_MINUTES:.0} min a day give {}; no plan is stored",
                    text::percent(score),
                    text::score(best)
                ));
                return Ok(Ended::DoesNotHold);
            }
        }
    }
    let plan = basis.plan(&request, None);
    let predicted = basis.predicted(&plan, &request);
    let alternatives = basis.alternatives(arguments, &request, &plan.priced().prices());
    let mut actions: Vec<(Option<Uuid>, Action)> = store
        .plans()?
        .into_iter()
        .filter(|old| old.holds(now.day) && same_decks(&old.request.decks, &request.decks))
        .map(|old| (Some(old.id), Action::Drop))
        .collect();
    let made = record::Made::of(&plan, now.day, &learner, pace, predicted);
    let action = Action::Make {
        request: request.clone(),
        made,
    };
    actions.push((None, action));
    plans::keep(&mut store, &actions, now, &mut chance)?;
    tell(
        arguments,
        &basis,
        &found.decks,
        &request,
        plan.priced(),
        predicted,
        alternatives,
    )?;
    Ok(Ended::Done)
}

/// Whether two plans are about the same, in whatever order it was named.
fn same_decks(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().all(|deck| other.contains(deck))
}

/// About how many plans are made to answer.
fn steps(arguments: &args::Plan) -> usize {
    let search = if arguments.score.is_some() { 12 } else { 0 };
    let alternatives = if arguments.json {
        0
    } else {
        ALTERNATIVES.len()
    };
    1 + search + alternatives
}

/// The least whole minutes a day that are expected to give a score; the best score there is
/// where none do.
fn least_minutes(basis: &Basis<'_>, request: &Request, score: f64) -> Result<f64, Prediction> {
    let planned = |minutes| {
        let request = Request {
            minutes,
            ..request.clone()
        };
        let plan = basis.plan(&request, None);
        let predicted = basis.predicted(&plan, &request);
        (plan, predicted)
    };
    let (plan, best) = planned(MOST_MINUTES);
    if best.score < score {
        return Err(best);
    }
    let prices = plan.priced().prices();
    let (mut low, mut high) = (0.0, MOST_MINUTES);
    while high - low > 1.0 {
        let middle = ((low + high) / 2.0_f64).floor().max(low + 1.0);
        if basis.with_minutes(request, middle, &prices).score >= score {
            high = middle;
        } else {
            low = middle;
        }
    }
    // Prices of its own make a plan a little better than those of another.
    let reached = |minutes| planned(minutes).1.score >= score;
    while high > 1.0 && reached(high - 1.0) {
        high -= 1.0;
    }
    while high < MOST_MINUTES && !reached(high) {
        high += 1.0;
    }
    Ok(high)
}

fn show(config: &Config, arguments: &args::Plan) -> Result<Ended> {
    if arguments.minutes.is_some() || arguments.score.is_some() {
        bail!("a plan needs the day of the exam: `--exam 2026-12-15`");
    }
    let now = config.clock.now();
    let mut found = decks::known(config)?;
    let known: Vec<String> = found
        .decks
        .iter()
        .map(|loaded| loaded.deck.id.clone())
        .collect();
    let mut named = Vec::new();
    if !arguments.decks.is_empty() {
        let others = decks::find(config, &arguments.decks)?.decks;
        named.extend(others.iter().map(|loaded| loaded.deck.id.clone()));
        found.decks.extend(
            others
                .into_iter()
                .filter(|loaded| !known.contains(&loaded.deck.id)),
        );
    }
    let store = identity::open_existing(config, &found.decks)?;
    let plans = match &store {
        Some(store) => store.plans()?,
        None => Vec::new(),
    };
    let mut holding: Vec<&Kept> = plans.iter().filter(|plan| plan.holds(now.day)).collect();
    holding.sort_by_key(|plan| plan.request.exam);
    holding.retain(|plan| named.iter().all(|deck| plan.request.decks.contains(deck)));
    if holding.is_empty() {
        if arguments.json {
            talk::answer("null\n")?;
        } else {
            talk::answer(
                "No exam is planned. `retain plan DECK --exam 2026-12-15 --minutes 20` plans one.\n",
            )?;
        }
    }
    if arguments.json {
        holding.truncate(1);
    }
    let state = State::read(store.as_ref(), now.day)?;
    let scheduler = learner::scheduler(config, store.as_ref())?;
    let (learner, _) = plans::seen_learner(store.as_ref(), &scheduler, &state)?;
    for kept in holding {
        let cards = Cards::of(&found.decks, &kept.request.decks, &state, now.day);
        if cards.cards.is_empty() {
            let decks = kept.request.decks.join(", ");
            talk::say(&format!(
                "the plan for {decks} has no card to ask: its decks are not among the known ones"
            ));
            continue;
        }
        let basis = Basis {
            scheduler: &scheduler,
            learner: &learner,
            cards: &cards,
            state: &state,
            now,
            progress: Progress::new("planning", steps(arguments)),
        };
        // Study keeps to the plan as it was last made; so does what is shown of it.
        let prices = kept.latest.prices_from(now.day);
        if kept.latest.day == now.day {
            let days = plans::days_left(kept.request.exam, now.day);
            let learner = kept.latest.learner();
            let priced = Priced::new(&scheduler, &learner, days, prices);
            let predicted = kept.latest.predicted;
            tell(
                arguments,
                &basis,
                &found.decks,
                &kept.request,
                &priced,
                predicted,
                basis.alternatives(arguments, &kept.request, prices),
            )?;
        } else {
            let plan = basis.plan(&kept.request, Some(prices));
            let predicted = basis.predicted(&plan, &kept.request);
            tell(
                arguments,
                &basis,
                &found.decks,
                &kept.request,
                plan.priced(),
                predicted,
                basis.alternatives(arguments, &kept.request, prices),
            )?;
        }
    }
    if !arguments.json {
        talk::answer(&text::past(&plans, now.day))?;
    }
    Ok(Ended::Done)
}

fn tell(
    arguments: &args::Plan,
    basis: &Basis<'_>,
    decks: &[Loaded],
    request: &Request,
    priced: &Priced,
    predicted: Prediction,
    mut alternatives: Vec<(f64, Prediction)>,
) -> Result<()> {
    let foresight = basis.foresee(priced, request);
    basis.progress.clear();
    if arguments.json {
        let object = object(basis, request, predicted, &foresight);
        talk::answer(&format!("{object}\n"))?;
        return Ok(());
    }
    alternatives.push((request.minutes, predicted));
    alternatives.sort_by(|a, b| a.0.total_cmp(&b.0));
    let titles = decks
        .iter()
        .filter(|loaded| request.decks.contains(&loaded.deck.id))
        .map(|loaded| retain::markdown::plain_line(&loaded.deck.title))
        .collect();
    let shown = Shown {
        request,
        titles,
        cards: basis.cards.cards.len(),
        predicted,
        foresight: &foresight,
        alternatives,
        now: basis.now,
    };
    talk::answer(&text::plan(&shown))?;
    Ok(())
}

/// The object of the JSON contract.
fn object(
    basis: &Basis<'_>,
    request: &Request,
    predicted: Prediction,
    foresight: &Foresight,
) -> Value {
    let round = |value: f64| (value * 10.0).round() / 10.0;
    let days: Vec<Value> = (basis.now.day..)
        .zip(&foresight.days)
        .map(|(day, expected)| {
            json!({"date": day::date(day).to_string(), "reviews": round(expected.reviews),
                   "new": round(expected.new), "minutes": round(expected.seconds / 60.0)})
        })
        .collect();
    json!({
        "exam": day::date(request.exam).to_string(),
        "minutes_per_day": request.minutes,
        "decks": request.decks,
        "cards": basis.cards.cards.len(),
        "questions": request.questions,
        "predicted": {"score": predicted.score, "low": predicted.low, "high": predicted.high},
        "left_out": round(foresight.left_out),
        "days": days,
    })
}

/// The ids of the decks that are named. A deck of a plan may be gone by now: its id is enough.
fn named(config: &Config, arguments: &args::Plan, plans: &[Kept]) -> Result<Vec<String>> {
    let planned = |name: &String| plans.iter().any(|plan| plan.request.decks.contains(name));
    let (ids, others): (Vec<String>, Vec<String>) =
        arguments.decks.iter().cloned().partition(planned);
    if others.is_empty() {
        return Ok(ids);
    }
    let found = decks::find(config, &others)?.decks;
    let found = found.iter().map(|loaded| loaded.deck.id.clone());
    Ok(ids.into_iter().chain(found).collect())
}

/// The plan about the decks of these ids among those that fit.
fn chosen<'p>(
    plans: &'p [Kept],
    named: &[String],
    fits: impl Fn(&Kept) -> bool,
) -> Result<Option<&'p Kept>> {
    let named = |plan: &&Kept| named.iter().all(|deck| plan.request.decks.contains(deck));
    let fitting: Vec<&Kept> = plans
        .iter()
        .filter(|plan| fits(plan))
        .filter(named)
        .collect();
    match fitting[..] {
        [] => Ok(None),
        [plan] => Ok(Some(plan)),
        _ => {
            let exams: Vec<String> = fitting
                .iter()
                .map(|plan| {
                    format!(
                        "{} on {}",
                        plan.request.decks.join(", "),
                        day::date(plan.request.exam)
                    )
                })
                .collect();
            bail!(
                "several plans fit ({}); name a deck of the one that is meant",
                exams.join("; ")
            )
        }
    }
}

fn result(config: &Config, arguments: &args::Plan, score: f64) -> Result<Ended> {
    let now = config.clock.now();
    let Some(mut store) = learner::open_existing(config)? else {
        bail!("no exam was planned, so there is no result to take down");
    };
    store.back_up(config.clock.now().day);
    let plans = store.plans()?;
    let named = named(config, arguments, &plans)?;
    let waiting = chosen(&plans, &named, |plan| plan.waits_for_result(now.day))?;
    let over = |plan: &Kept| !plan.dropped && now.day >= plan.request.exam;
    let Some(plan) = waiting.or(chosen(&plans, &named, over)?) else {
        match plans.iter().find(|plan| plan.holds(now.day)) {
            Some(plan) => bail!(
                "the exam on {} is still to come",
                day::date(plan.request.exam)
            ),
            None => bail!("no exam was planned, so there is no result to take down"),
        }
    };
    let mut chance = Chance::of(config);
    plans::keep(
        &mut store,
        &[(Some(plan.id), Action::Result { score })],
        now,
        &mut chance,
    )?;
    talk::answer(&text::past(&store.plans()?, now.day))?;
    Ok(Ended::Done)
}

fn drop_plan(config: &Config, arguments: &args::Plan) -> Result<Ended> {
    let now = config.clock.now();
    let store: Option<Store> = learner::open_existing(config)?;
    let plans = match &store {
        Some(store) => store.plans()?,
        None => Vec::new(),
    };
    let named = named(config, arguments, &plans)?;
    let meant: Option<(Uuid, i32)> = chosen(&plans, &named, |plan| plan.holds(now.day))?
        .map(|plan| (plan.id, plan.request.exam));
    let (Some(mut store), Some((id, exam))) = (store, meant) else {
        bail!("no exam is planned, so there is nothing to give up");
    };
    store.back_up(now.day);
    plans::keep(
        &mut store,
        &[(Some(id), Action::Drop)],
        now,
        &mut Chance::of(config),
    )?;
    talk::answer(&format!(
        "the plan for {} is given up; due days hold again\n",
        day::date(exam)
    ))?;
    Ok(Ended::Done)
}
