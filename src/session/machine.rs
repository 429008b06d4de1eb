//! The machine itself: its state, and which part does what.

mod amending;
mod answering;
mod decks;
mod leaving;
mod opening;

use std::collections::HashSet;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use uuid::Uuid;

use self::decks::Decks;
use super::line::{Line, Place};
use super::summary;
use super::{Action, Marked, Open, Outcome, Step, Summary};
use crate::day::Moment;
use crate::deck::Card;
use crate::review::CardId;
use crate::schedule::balance::Loads;
use crate::schedule::forecast::Outlook;
use crate::schedule::{Graded, Memory, Scheduler};

pub use decks::Shelf;

/// A card of the sitting.
#[derive(Debug, Clone)]
pub struct Slot {
    /// The deck's place in the sitting's list.
    pub deck: usize,
    /// The card's name in its deck.
    pub card: String,
    /// What is known of the learner's memory of it.
    pub memory: Option<Memory>,
}

/// What a sitting needs to know besides its cards.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Memory and due days.
    pub scheduler: Scheduler,
    /// What is predicted before an answer; none for what the scheduler itself says.
    pub outlook: Option<Outlook>,
    /// Whether lucky guesses are allowed for.
    pub guess: bool,
    /// Who learns.
    pub learner: String,
    /// On which machine.
    pub device: Uuid,
    /// What shuffles, and makes ids.
    pub seed: u64,
    /// How many rows the log has: ids count on from there, so that those of one millisecond
    /// sort as they were made, and no two sittings of one seed and time make the same.
    pub log_rows: u32,
    /// How long the sitting may last, in milliseconds.
    pub limit_ms: Option<i64>,
    /// Whether the answers are practice: no memory changes, and no due day.
    pub practice: bool,
    /// After how many lapses a card is a leech.
    pub leech_lapses: u32,
    /// About how long an answer takes, in milliseconds: to a new card, and to another.
    pub pace_ms: (u64, u64),
    /// How many cards are due that the sitting leaves for later days.
    pub put_off: usize,
}

/// An answer that was given, with what it takes to take it back.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) slot: usize,
    pub(super) marked: Marked,
    pub(super) before: Option<Memory>,
    /// None for a card that is new and only practised.
    pub(super) after: Option<Memory>,
    misses_before: u32,
    graded: Graded,
    from: Place,
}

#[derive(Debug, Clone)]
struct Current {
    slot: usize,
    card: Card,
    open: Open,
    /// Where in the line it stood.
    from: Place,
    /// For each option shown, its place in the question.
    own: Vec<usize>,
    /// What was drawn for the review's id: the preview of intervals and the review make one
    /// chance of it.
    drawn: [u8; 10],
    revealed: bool,
    /// What was spent on it so far, in milliseconds.
    spent_ms: u32,
}

/// A sitting.
#[derive(Debug, Clone)]
pub struct Session {
    settings: Settings,
    /// How many cards are due on which day.
    loads: Loads,
    decks: Decks,
    slots: Vec<Slot>,
    misses: Vec<u32>,
    /// Slots whose cards their decks do not have any more; those stay away.
    gone: HashSet<usize>,
    line: Line,
    current: Option<Current>,
    given: Vec<Given>,
    rng: ChaCha8Rng,
    /// The number of the next id.
    serial: u32,
    n: u32,
    started: Moment,
    time_up: bool,
    /// Local days on which cards come back that are not of the sitting.
    coming: Vec<(i32, usize)>,
    dropped: usize,
    /// Cards that were gone when they were to be asked, and have not been told yet.
    passed_over: usize,
    /// The moment of the last answer, while the question after it has not been opened.
    waits: Option<Moment>,
}

impl Session {
    /// Begins a sitting: `order` names the slots in the order in which they are asked. A deck is
    /// taken from the shelf when the first of its cards is.
    pub fn new(
        settings: Settings,
        shelf: impl Shelf + 'static,
        slots: Vec<Slot>,
        order: Vec<usize>,
        now: Moment,
    ) -> Self {
        let mut session = Self {
            rng: ChaCha8Rng::seed_from_u64(settings.seed),
            serial: settings.log_rows,
            settings,
            loads: Loads::default(),
            decks: Decks::on(shelf),
            misses: vec![0; slots.len()],
            slots,
            gone: HashSet::new(),
            line: Line::new(order),
            current: None,
            given: Vec::new(),
            n: 0,
            started: now,
            time_up: false,
            coming: Vec::new(),
            dropped: 0,
            passed_over: 0,
            waits: None,
        };
        session.open_next(now);
        session
    }

    /// Tells how many cards are due on which day, those of other decks among them, before the first
    /// answer is given; untold, due days are as they are drawn.
    pub fn balance(&mut self, loads: Loads) {
        self.loads = loads;
    }

    /// Opens the question after the last answer, if that has not been done: apart from the answer,
    /// as its deck may have to be read, and what was answered is to be kept before.
    pub fn go_on(&mut self) {
        if let Some(now) = self.waits.take() {
            self.open_next(now);
        }
    }

    /// What is to be done now.
    pub fn step(&mut self) -> Step {
        self.go_on();
        match &self.current {
            None => Step::Done(self.summary()),
            Some(current) if current.revealed => Step::Rate {
                open: current.open.clone(),
                answer: current.card.question.answer(),
                choices: self.choices(
                    current.slot,
                    self.lightest(current.slot, current.drawn),
                    self.last_moment(),
                ),
            },
            Some(current) => Step::Ask(current.open.clone()),
        }
    }

    /// Does what the learner wants. The event of the outcome is to be stored before the
    /// outcome is shown; where that fails, the sitting cannot go on.
    pub fn answer(&mut self, action: Action, now: Moment, took_ms: u32) -> Outcome {
        self.go_on();
        let outcome = match action {
            Action::Reply(reply) => self.reply(reply, now, took_ms),
            Action::Skip => self.skip(now, took_ms),
            Action::Rate(rating) => self.rate(rating, now, took_ms),
            Action::Override(right) => self.override_last(right, now),
            Action::Hint => self.hint(),
            Action::Later => self.later(now),
            Action::Undo => self.undo(now),
            Action::Suspend { last } => self.suspend(last, now),
            Action::Quit => Outcome::Quit,
        };
        // Thinking before a hint or a reveal is part of answering.
        if let (Outcome::Hint { .. } | Outcome::Revealed { .. }, Some(current)) =
            (&outcome, &mut self.current)
        {
            current.spent_ms = current.spent_ms.saturating_add(took_ms);
        }
        outcome
    }

    /// The open card with the number of its answers that count; none when nothing is open, as after
    /// an answer until the sitting goes on.
    pub fn open_card(&self) -> Option<(&CardId, u32)> {
        let current = self.current.as_ref()?;
        let reviews = self.slots[current.slot]
            .memory
            .map_or(0, |memory| memory.reviews);
        Some((&current.open.card, reviews))
    }

    /// The open card, if the outlook has not been told of it: what is kept of it is wanted.
    pub fn to_recollect(&self) -> Option<&CardId> {
        let (current, outlook) = (self.current.as_ref()?, self.settings.outlook.as_ref()?);
        (!outlook.knows(&current.card.id)).then_some(&current.card.id)
    }

    /// Tells the outlook what is kept of a card; says whether that holds together.
    pub fn recollect(&mut self, card: &CardId, kept: &[u8]) -> bool {
        let outlook = self.settings.outlook.as_mut();
        outlook.is_some_and(|outlook| outlook.unpack_card(card, kept))
    }

    /// Whether the answers are practice.
    pub fn practises(&self) -> bool {
        self.settings.practice
    }

    /// The card marked last.
    pub fn last_card(&self) -> Option<&CardId> {
        self.given.last().map(|given| &given.marked.review.card)
    }

    /// Takes the open card out of the sitting: it has been answered elsewhere.
    pub fn drop_open(&mut self, now: Moment) {
        if self.current.take().is_some() {
            self.dropped += 1;
            self.open_next(now);
        }
    }

    /// How many cards were gone from their decks when they were to be asked, since this was last
    /// asked about.
    pub fn passed_over(&mut self) -> usize {
        std::mem::take(&mut self.passed_over)
    }

    /// Takes back the answer just given, which the log did not take: it was answered elsewhere.
    pub fn forget_last(&mut self) {
        if let Some(given) = self.given.pop() {
            self.line.remove(given.slot);
            self.dropped += 1;
        }
    }

    /// The cards of the sitting: the place of each one's deck, and its name there.
    pub fn cards(&self) -> HashSet<(usize, &str)> {
        let slots = self.slots.iter();
        slots.map(|slot| (slot.deck, slot.card.as_str())).collect()
    }

    /// The next local days on which cards come back that are not of the sitting, each with how
    /// many: for what is said at the end.
    pub fn look_ahead(&mut self, coming: Vec<(i32, usize)>) {
        self.coming = coming;
    }

    /// What the sitting came to so far.
    pub fn summary(&self) -> Summary {
        let unfinished = self.line.rest().chain(self.current.iter().map(|c| c.slot));
        let learning = |slot: &usize| {
            let memory = self.slots[*slot].memory;
            memory.is_some_and(|memory| memory.phase.is_learning())
        };
        let unfinished = unfinished.filter(learning).count();
        let mut summary = summary::fold(&self.given, unfinished, self.time_up);
        summary.leeches = summary::leeches(&self.given, self.settings.leech_lapses);
        let memories = self.slots.iter().filter_map(|slot| slot.memory.as_ref());
        if self.settings.practice {
            (summary.practice, summary.unfinished, summary.new) = (true, 0, 0);
        }
        summary.next_due = summary::next_due(
            memories,
            &self.coming,
            self.last_moment().day,
            self.settings.put_off,
        );
        summary
    }

    /// A card's memory is another one from now on.
    fn remember(&mut self, slot: usize, memory: Option<Memory>) {
        let known = &mut self.slots[slot].memory;
        self.loads.change(known.as_ref(), memory.as_ref());
        *known = memory;
    }

    fn last_moment(&self) -> Moment {
        let given = self.given.last().map(|given| &given.marked.review);
        given.map_or(self.started, |review| Moment {
            at: review.at,
            day: review.day,
        })
    }
}
