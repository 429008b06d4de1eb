//! One learner's state, read together: the store, what it says of cards, and the day.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use retain::backlog;
use retain::deck::Deck;
use retain::nearest::nearest;
use retain::queue::{Candidate, Planned, Queue};
use retain::review::CardId;
use retain::schedule::balance::Loads;
use retain::schedule::forecast::Outlook;
use retain::schedule::history::{History, Numbers};
use retain::schedule::{Memory, Phase, Scheduler};
use retain::session::Slot;

use super::config::Config;
use super::decks::Listed;
use super::store::{Creation, DayCounts, Learner, Store};
use super::talk;

/// How long an answer takes before there is anything to go by, in milliseconds.
const USUAL_MS: u64 = 12_000;
/// Nobody reads a question and its feedback faster, in milliseconds.
const LEAST_MS: u64 = 4_000;
/// A new card takes longer, by this factor.
const NEW_FACTOR: u64 = 2;

/// What the store says of a learner; nothing where there is no store yet.
#[derive(Debug, Default)]
pub struct State {
    /// What is known of each card.
    pub memories: HashMap<CardId, Memory>,
    /// Cards kept out.
    pub suspended: HashSet<CardId>,
    /// What was done today.
    pub today: DayCounts,
    /// How long was answered today in each deck, in milliseconds.
    pub took_ms: HashMap<String, u64>,
    /// How long an answer takes, in milliseconds.
    pub usual_ms: u64,
    /// The latest days with answers, each with how many.
    pub days: Vec<(i32, usize)>,
}

impl State {
    /// Reads it.
    pub fn read(store: Option<&Store>, day: i32) -> Result<Self> {
        let Some(store) = store else {
            return Ok(Self {
                usual_ms: USUAL_MS,
                ..Self::default()
            });
        };
        Ok(Self {
            memories: store.memories()?,
            suspended: store.suspended()?,
            today: store.day(day)?,
            took_ms: store.took_ms(day)?,
            usual_ms: store.usual_ms()?.map_or(USUAL_MS, u64::from).max(LEAST_MS),
            days: store.days(backlog::DAYS)?,
        })
    }

    /// How long was answered today in these decks, in milliseconds.
    pub fn took_in<'d>(&self, decks: impl IntoIterator<Item = &'d String>) -> u64 {
        let took = decks.into_iter().filter_map(|deck| self.took_ms.get(deck));
        took.sum()
    }

    /// How many cards are due on which day; suspended ones left out.
    pub fn loads(&self) -> Loads {
        let asked = self.memories.iter();
        Loads::of(asked.filter_map(|(id, memory)| (!self.suspended.contains(id)).then_some(memory)))
    }

    /// How long an answer takes to a new card, and to another.
    pub fn pace_ms(&self) -> (u64, u64) {
        (self.usual_ms * NEW_FACTOR, self.usual_ms)
    }

    /// About how long a queue takes, in milliseconds.
    pub fn estimate_ms(&self, queue: &Queue) -> u64 {
        let (new, other) = self.pace_ms();
        queue.new as u64 * new + queue.due as u64 * other
    }
}

/// The learner of the settings.
pub fn learner(config: &Config) -> Result<Learner> {
    let scheduler = Scheduler::new(None, config.retention())?;
    Ok(Learner {
        name: config.learner.0.clone(),
        scheduler,
        fitted: config.switches().fit,
    })
}

/// The store, made if there is none.
pub fn open(config: &Config, creation: Creation) -> Result<Store> {
    let store = Store::open(&config.data_dir.0, learner(config)?, creation)?;
    greet(&store)?;
    Ok(store)
}

/// The store, if there is one.
pub fn open_existing(config: &Config) -> Result<Option<Store>> {
    let store = open_existing_quietly(config)?;
    if let Some(store) = &store {
        greet(store)?;
    }
    Ok(store)
}

/// The same, for a command that is not about the learner of the settings.
pub fn open_existing_quietly(config: &Config) -> Result<Option<Store>> {
    Ok(Store::open_existing(&config.data_dir.0, learner(config)?)?)
}

/// Says that a learner is new among others: the name may be a slip.
fn greet(store: &Store) -> Result<()> {
    let others = store.others_of_a_newcomer()?;
    let name = store.learner();
    if others.is_empty() {
        return Ok(());
    }
    talk::note(&match nearest(name, others.iter().map(String::as_str)) {
        Some(near) => format!("`{name}` is a new learner; did you mean `--learner {near}`?"),
        None => format!("`{name}` is a new learner; `retain learners` lists the others"),
    });
    Ok(())
}

/// The learner who may have been meant by a name that is new.
pub fn meant(store: &Store) -> Result<Option<String>> {
    let others = store.others_of_a_newcomer()?;
    let near = nearest(store.learner(), others.iter().map(String::as_str));
    Ok(near.map(str::to_owned))
}

/// The learner's answers that count, as predictors see them.
pub fn history(store: Option<&Store>) -> Result<History> {
    let (mut numbers, mut answers) = (Numbers::default(), Vec::new());
    if let Some(store) = store {
        store.remembered(|one| answers.push(numbers.answer(&one.review, one.rating)))?;
    }
    Ok(History::new(answers))
}

/// What is predicted from now on; none where the kernel alone is wanted.
pub fn outlook(config: &Config, store: &mut Store) -> Result<Option<Outlook>> {
    let switches = config.switches();
    if !switches.calibrate {
        return Ok(None);
    }
    Ok(Some(store.outlook(switches)?))
}

/// What due days are made with, whether there is a store or not.
pub fn scheduler(config: &Config, store: Option<&Store>) -> Result<Scheduler> {
    match store {
        Some(store) => Ok(store.scheduler().clone()),
        None => Ok(learner(config)?.scheduler),
    }
}

/// Which cards of the decks can be asked, in the order of the decks; how useful each is, is not
/// told yet.
pub fn candidates(
    decks: &[Listed],
    tags: &[String],
    state: &State,
    scheduler: &Scheduler,
    today: i32,
    planned: &HashMap<CardId, Planned>,
) -> (Vec<Slot>, Vec<Candidate>) {
    let (mut slots, mut candidates) = (Vec::new(), Vec::new());
    for (deck, listed) in decks.iter().enumerate() {
        let brief = &listed.brief;
        for place in 0..brief.len() {
            let card = brief.card(place);
            let id = CardId {
                deck: brief.id.clone(),
                card: brief.name(place).to_owned(),
            };
            let kept_out = card.suspended || card.draft || state.suspended.contains(&id);
            if kept_out || !brief.has_tag(place, tags) {
                continue;
            }
            let memory = state.memories.get(&id).copied();
            candidates.push(Candidate {
                slot: slots.len(),
                deck,
                entry: card.entry,
                paragraph: card.paragraph,
                phase: memory.map_or(Phase::New, |memory| memory.phase),
                due_day: memory.map_or(0, |memory| memory.due_day),
                retrievability: memory
                    .map_or(0.0, |memory| scheduler.retrievability(&memory, today)),
                usefulness: 0.0,
                planned: planned.get(&id).copied(),
            });
            slots.push(Slot {
                deck,
                card: id.card,
                memory,
            });
        }
    }
    (slots, candidates)
}

/// The cards of a deck that are neither suspended nor drafts.
pub fn askable<'d>(
    deck: &'d Deck,
    state: &'d State,
) -> impl Iterator<Item = (usize, &'d retain::deck::Card)> {
    let kept_out = |card: &retain::deck::Card| {
        card.suspended || card.draft || state.suspended.contains(&card.id)
    };
    deck.cards
        .iter()
        .enumerate()
        .filter(move |(_, card)| !kept_out(card))
}

/// How many cards of the decks wait for a person to look at them.
pub fn drafts(decks: &[Listed]) -> usize {
    decks.iter().map(|listed| listed.brief.drafts()).sum()
}
