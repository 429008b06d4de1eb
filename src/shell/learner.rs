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
    /// What is known of each card; nothing where only what matters today is asked for, which is
    /// read when the cards are chosen.
    pub memories: HashMap<CardId, Memory>,
    /// Up to which local day cards are due that matter today; none where all do.
    pub until: Option<i32>,
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
        let memories = store.memories()?;
        Self::around(store, memories, day, None)
    }

    /// Reads what matters of cards that are due up to so many days from a day on.
    pub fn due(store: Option<&Store>, day: i32, ahead: i32) -> Result<Self> {
        match store {
            Some(store) if store.is_writable() => {
                let until = day.saturating_add(ahead);
                Self::around(store, HashMap::new(), day, Some(until))
            }
            // Its memory may be made anew for this process alone, without indexes.
            _ => Self::read(store, day),
        }
    }

    fn around(
        store: &Store,
        memories: HashMap<CardId, Memory>,
        day: i32,
        until: Option<i32>,
    ) -> Result<Self> {
        Ok(Self {
            memories,
            until,
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
    pub fn loads(&self, store: &Store) -> Result<Loads> {
        if self.until.is_some() {
            return Ok(store.loads(&self.suspended)?);
        }
        let asked = self.memories.iter();
        let asked =
            asked.filter_map(|(id, memory)| (!self.suspended.contains(id)).then_some(memory));
        Ok(Loads::of(asked))
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
    let today = config.clock.now().day;
    Ok(Store::open_existing(
        &config.data_dir.0,
        learner(config)?,
        today,
    )?)
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

/// Which cards of the decks are asked if they are wanted.
struct Askable<'d> {
    decks: &'d [Listed],
    tags: &'d [String],
    suspended: &'d HashSet<CardId>,
}

/// A card that can be asked: its deck, its place there, and what is known of it.
type Place = (usize, usize, Option<Memory>);

impl Askable<'_> {
    fn id(&self, deck: usize, place: usize) -> CardId {
        let brief = &self.decks[deck].brief;
        CardId {
            deck: brief.id.clone(),
            card: brief.name(place).to_owned(),
        }
    }

    /// Whether the card of a place is asked.
    fn takes(&self, deck: usize, place: usize) -> bool {
        let brief = &self.decks[deck].brief;
        let card = brief.card(place);
        !card.suspended
            && !card.draft
            && brief.has_tag(place, self.tags)
            && (self.suspended.is_empty() || !self.suspended.contains(&self.id(deck, place)))
    }

    /// All of them, in the order of the decks.
    fn all(&self, memories: &HashMap<CardId, Memory>) -> Vec<Place> {
        let mut all = Vec::new();
        for (deck, listed) in self.decks.iter().enumerate() {
            let cards = (0..listed.brief.len())
                .filter(|place| self.takes(deck, *place))
                .map(|place| (deck, place, memories.get(&self.id(deck, place)).copied()));
            all.extend(cards);
        }
        all
    }

    /// Those of which something is known, and of the others as many as may be asked, one deck
    /// after the other in turn.
    fn known_and_new(
        &self,
        store: &Store,
        (today, until): (i32, i32),
        new: usize,
    ) -> Result<Vec<Place>> {
        let places = self.decks.iter().enumerate();
        let places: HashMap<&str, usize> = places
            .map(|(place, listed)| (listed.brief.id.as_str(), place))
            .collect();
        let mut all: Vec<Place> = Vec::with_capacity(1024);
        store.due(until, today, |deck, card, memory| {
            if let Some(deck) = places.get(deck)
                && let Some(place) = self.decks[*deck].brief.find(card)
                && self.takes(*deck, place)
            {
                all.push((*deck, place, Some(memory)));
            }
        })?;
        let mut unseen: Vec<Option<Vec<usize>>> = vec![None; self.decks.len()];
        let (mut left, mut turn) = (new, 0);
        while left > 0 {
            let before = left;
            for (deck, listed) in self.decks.iter().enumerate() {
                let cards = match &unseen[deck] {
                    Some(cards) => cards,
                    None => {
                        let seen = store.seen(&listed.brief.id)?;
                        let cards = (0..listed.brief.len())
                            .filter(|place| !seen.contains(listed.brief.name(*place)))
                            .filter(|place| self.takes(deck, *place))
                            .take(new);
                        unseen[deck].insert(cards.collect())
                    }
                };
                if let Some(place) = cards.get(turn) {
                    all.push((deck, *place, None));
                    left -= 1;
                }
                if left == 0 {
                    break;
                }
            }
            if left == before {
                break;
            }
            turn += 1;
        }
        all.sort_unstable_by_key(|(deck, place, _)| (*deck, *place));
        Ok(all)
    }
}

/// Which cards of the decks can be asked, in the order of the decks; how useful each is, is not
/// told yet. Where the state knows only what matters today, up to so many `new` ones.
#[expect(clippy::too_many_arguments, reason = "each is something else")]
pub fn candidates(
    decks: &[Listed],
    tags: &[String],
    store: Option<&Store>,
    state: &State,
    scheduler: &Scheduler,
    today: i32,
    new: usize,
    planned: &HashMap<CardId, Planned>,
) -> Result<(Vec<Slot>, Vec<Candidate>)> {
    let askable = Askable {
        decks,
        tags,
        suspended: &state.suspended,
    };
    let cards = match (store, state.until) {
        (Some(store), Some(until)) => askable.known_and_new(store, (today, until), new)?,
        _ => askable.all(&state.memories),
    };
    let nothing_planned = planned.is_empty();
    let mut slots = Vec::with_capacity(cards.len());
    let mut candidates = Vec::with_capacity(cards.len());
    for (deck, place, memory) in cards {
        let brief = &decks[deck].brief;
        let card = brief.card(place);
        candidates.push(Candidate {
            slot: slots.len(),
            deck,
            entry: card.entry,
            paragraph: card.paragraph,
            phase: memory.map_or(Phase::New, |memory| memory.phase),
            due_day: memory.map_or(0, |memory| memory.due_day),
            retrievability: memory.map_or(0.0, |memory| scheduler.retrievability(&memory, today)),
            usefulness: 0.0,
            planned: if nothing_planned {
                None
            } else {
                planned.get(&askable.id(deck, place)).copied()
            },
        });
        slots.push(Slot {
            deck,
            card: brief.name(place).to_owned(),
            memory,
        });
    }
    Ok((slots, candidates))
}

/// The next local days after one, up to so many, on which cards of the decks come back, each with
/// how many; those that `elsewhere` knows of are not counted.
pub fn coming(
    decks: &[Listed],
    tags: &[String],
    store: &Store,
    suspended: &HashSet<CardId>,
    (after, days): (i32, usize),
    elsewhere: impl Fn(usize, &str) -> bool,
) -> Result<Vec<(i32, usize)>> {
    let askable = Askable {
        decks,
        tags,
        suspended,
    };
    let places = decks.iter().enumerate();
    let places: HashMap<&str, usize> = places
        .map(|(place, listed)| (listed.brief.id.as_str(), place))
        .collect();
    let mut coming: Vec<(i32, usize)> = Vec::new();
    store.due_after(after, |day, deck, card| {
        let asked = places.get(deck).is_some_and(|deck| {
            let place = decks[*deck].brief.find(card);
            place.is_some_and(|place| askable.takes(*deck, place)) && !elsewhere(*deck, card)
        });
        if !asked {
            return true;
        }
        if let Some((last, many)) = coming.last_mut()
            && *last == day
        {
            *many += 1;
            return true;
        }
        let more = coming.len() < days;
        if more {
            coming.push((day, 1));
        }
        more
    })?;
    Ok(coming)
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
