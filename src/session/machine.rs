//! The machine itself.

use std::sync::Arc;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;
use uuid::Uuid;

use super::line::{Line, Place};
use super::summary;
use super::{Action, Choice, Marked, Open, Outcome, Progress, Step, Summary};
use crate::ask::{Ask, Reply, Shape};
use crate::day::Moment;
use crate::deck::others::Others;
use crate::deck::{Card, Deck};
use crate::mark::{Mark, Reason, Verdict};
use crate::review::{
    Amendment, CardEvent, CardId, Change, Event, Rating, Review, event_id, event_tail,
};
use crate::schedule::rate;
use crate::schedule::{Graded, Memory, Phase, Scheduler};

/// A card of the sitting, by its place in its deck.
#[derive(Debug, Clone)]
pub struct Slot {
    /// The deck's place in the sitting's list.
    pub deck: usize,
    /// The card's place in the deck.
    pub card: usize,
    /// What is known of the learner's memory of it.
    pub memory: Option<Memory>,
}

/// What a sitting needs to know besides its cards.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Memory and due days.
    pub scheduler: Scheduler,
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
    /// About how long an answer takes, in milliseconds: to a new card, and to another.
    pub pace_ms: (u64, u64),
}

/// An answer that was given, with what it takes to take it back.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) slot: usize,
    pub(super) marked: Marked,
    pub(super) before: Option<Memory>,
    pub(super) after: Memory,
    misses_before: u32,
    graded: Graded,
    from: Place,
}

#[derive(Debug, Clone)]
struct Current {
    slot: usize,
    open: Open,
    /// Where in the line it stood.
    from: Place,
    /// For each option shown, its place in the question.
    own: Vec<usize>,
    /// The chance behind the review's id: the preview of intervals and the review share it.
    chance: [u8; 10],
    revealed: bool,
}

/// A sitting.
#[derive(Debug, Clone)]
pub struct Session {
    settings: Settings,
    decks: Vec<Arc<Deck>>,
    others: Vec<Option<Others>>,
    slots: Vec<Slot>,
    misses: Vec<u32>,
    line: Line,
    current: Option<Current>,
    given: Vec<Given>,
    rng: ChaCha8Rng,
    /// The number of the next id.
    serial: u32,
    n: u32,
    started: Moment,
    time_up: bool,
    dropped: usize,
}

impl Session {
    /// Begins a sitting: `order` names the slots in the order in which they are asked.
    pub fn new(
        settings: Settings,
        decks: Vec<Arc<Deck>>,
        slots: Vec<Slot>,
        order: Vec<usize>,
        now: Moment,
    ) -> Self {
        let mut session = Self {
            rng: ChaCha8Rng::seed_from_u64(settings.seed),
            serial: settings.log_rows,
            settings,
            others: vec![None; decks.len()],
            decks,
            misses: vec![0; slots.len()],
            slots,
            line: Line::new(order),
            current: None,
            given: Vec::new(),
            n: 0,
            started: now,
            time_up: false,
            dropped: 0,
        };
        session.open_next(now);
        session
    }

    /// What is to be done now.
    pub fn step(&self) -> Step {
        match &self.current {
            None => Step::Done(self.summary()),
            Some(current) if current.revealed => Step::Rate {
                open: current.open.clone(),
                answer: self.card(current.slot).question.answer(),
                choices: self.choices(current.slot, current.chance, self.last_moment()),
            },
            Some(current) => Step::Ask(current.open.clone()),
        }
    }

    /// Does what the learner wants. The event of the outcome is to be stored before the
    /// outcome is shown; where that fails, the sitting cannot go on.
    pub fn answer(&mut self, action: Action, now: Moment, took_ms: u32) -> Outcome {
        match action {
            Action::Reply(reply) => self.reply(reply, now, took_ms),
            Action::Skip => self.skip(now, took_ms),
            Action::Rate(rating) => self.rate(rating, now, took_ms),
            Action::Override(right) => self.override_last(right, now),
            Action::Hint => self.hint(),
            Action::Later => self.later(now),
            Action::Undo => self.undo(now),
            Action::Suspend { last } => self.suspend(last, now),
            Action::Quit => Outcome::Quit,
        }
    }

    /// The open card with the number of its answers that count; none when nothing is open.
    pub fn open_card(&self) -> Option<(&CardId, u32)> {
        let current = self.current.as_ref()?;
        let reviews = self.slots[current.slot]
            .memory
            .map_or(0, |memory| memory.reviews);
        Some((&current.open.card, reviews))
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

    /// Takes back the answer just given, which the log did not take: it was answered elsewhere.
    pub fn forget_last(&mut self) {
        if let Some(given) = self.given.pop() {
            self.line.remove(given.slot);
            self.dropped += 1;
        }
    }

    /// Puts a deck in the place of an older reading of it. Cards that it no longer has leave
    /// the sitting; an open card is asked anew.
    pub fn replace_deck(&mut self, deck: Arc<Deck>, now: Moment) {
        let Some(place) = self.decks.iter().position(|old| old.id == deck.id) else {
            return;
        };
        let old = Arc::clone(&self.decks[place]);
        for slot in 0..self.slots.len() {
            if self.slots[slot].deck != place {
                continue;
            }
            let id = &old.cards[self.slots[slot].card].id;
            match deck
                .cards
                .iter()
                .position(|card| card.id == *id && !card.suspended && !card.draft)
            {
                Some(card) => self.slots[slot].card = card,
                None => {
                    self.line.remove(slot);
                    self.slots[slot].card = usize::MAX;
                }
            }
        }
        self.decks[place] = deck;
        self.others[place] = None;
        if let Some(current) = self
            .current
            .take_if(|current| self.slots[current.slot].deck == place)
        {
            if self.slots[current.slot].card != usize::MAX {
                self.line.put_back(current.slot, current.from);
            }
            self.open_next(now);
        }
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
        let memories = self.slots.iter().filter_map(|slot| slot.memory.as_ref());
        summary.next_due = summary::next_due(memories, self.last_moment().day);
        summary
    }

    fn card(&self, slot: usize) -> &Card {
        let slot = &self.slots[slot];
        &self.decks[slot.deck].cards[slot.card]
    }

    fn last_moment(&self) -> Moment {
        let given = self.given.last().map(|given| &given.marked.review);
        given.map_or(self.started, |review| Moment {
            at: review.at,
            day: review.day,
        })
    }

    // ---- opening a question -----------------------------------------------------------

    fn open_next(&mut self, now: Moment) {
        let limit = self.settings.limit_ms;
        if limit.is_some_and(|limit| now.at.saturating_sub(self.started.at) >= limit) {
            self.time_up = self.line.rest().next().is_some();
            return;
        }
        let answered = self.given.len() as u32;
        if let Some((slot, from)) = self.line.next(answered, now.at) {
            self.open(slot, from);
        }
    }

    fn open(&mut self, slot: usize, from: Place) {
        self.n += 1;
        let chance = self.chance();
        let card = self.card(slot);
        let (card_id, kind, tags, hint) = (
            card.id.clone(),
            card.kind,
            card.tags.clone(),
            card.hint.clone(),
        );
        let question = Arc::clone(&card.question);
        let deck_title = self.decks[self.slots[slot].deck].title.clone();
        let (ask, own) = shown(question.ask(), &mut self.rng);
        let key = question.key().moved(&inverse(&own));
        let phase = self.slots[slot]
            .memory
            .map_or(Phase::New, |memory| memory.phase);
        let open = Open {
            n: self.n,
            card: card_id,
            deck_title,
            kind,
            ask,
            key,
            phase,
            tags,
            hint,
            hinted: false,
            progress: Progress {
                finished: 0,
                total: 0,
                new_left: 0,
                left_ms: 0,
            },
        };
        self.current = Some(Current {
            slot,
            open,
            from,
            own,
            chance,
            revealed: false,
        });
        let progress = self.progress();
        if let Some(current) = &mut self.current {
            current.open.progress = progress;
        }
    }

    fn progress(&self) -> Progress {
        let rest = || {
            self.line
                .rest()
                .chain(self.current.iter().map(|current| current.slot))
        };
        let left = rest().count();
        let new_left = rest()
            .filter(|slot| self.slots[*slot].memory.is_none())
            .count();
        let gone: std::collections::HashSet<usize> =
            self.given.iter().map(|given| given.slot).collect();
        let finished = gone.len() - rest().filter(|slot| gone.contains(slot)).count();
        let (new_ms, other_ms) = self.settings.pace_ms;
        let left_ms = new_left as u64 * new_ms + (left - new_left) as u64 * other_ms;
        Progress {
            finished,
            total: finished + left,
            new_left,
            left_ms,
        }
    }

    /// What tells apart the ids of one millisecond: their number, then chance.
    fn chance(&mut self) -> [u8; 10] {
        let mut chance = [0; 10];
        self.rng.fill_bytes(&mut chance);
        let number = self.serial;
        self.serial = self.serial.wrapping_add(1);
        event_tail(number, chance)
    }

    // ---- answering --------------------------------------------------------------------

    fn reply(&mut self, reply: Reply, now: Moment, took_ms: u32) -> Outcome {
        let Some(current) = self.current.clone() else {
            return Outcome::Refused("the sitting is over".to_owned());
        };
        if current.revealed {
            return Outcome::Refused("the answer has been shown; a rating is wanted".to_owned());
        }
        if let Err(misfit) = reply.fits(&current.open.ask.shape) {
            return Outcome::Refused(misfit.0);
        }
        if reply == Reply::Shown {
            if let Some(current) = &mut self.current {
                current.revealed = true;
            }
            let answer = self.card(current.slot).question.answer();
            return Outcome::Revealed {
                n: current.open.n,
                card: current.open.card,
                answer,
            };
        }
        let own = reply.moved(&current.own);
        let deck = self.slots[current.slot].deck;
        let others = self.others[deck].get_or_insert_with(|| Others::of(&self.decks[deck]));
        let card = &self.decks[deck].cards[self.slots[current.slot].card];
        let mark = card
            .question
            .mark(&own, &|folded| others.answer_to(folded, &card.id));
        let options = match &current.open.ask.shape {
            Shape::PickOne { options, .. } => Some(options.len()),
            _ => None,
        };
        let rating = |predicted| rate::rating(&mark, current.open.hinted, options, predicted);
        let rating = rating(self.predicted(current.slot, now));
        self.record(current, Some((reply, own)), mark, rating, now, took_ms)
    }

    fn skip(&mut self, now: Moment, took_ms: u32) -> Outcome {
        let Some(current) = self.current.clone() else {
            return Outcome::Refused("the sitting is over".to_owned());
        };
        self.record(current, None, Mark::omitted(), Rating::Again, now, took_ms)
    }

    fn rate(&mut self, rating: Rating, now: Moment, took_ms: u32) -> Outcome {
        match self.current.clone().filter(|current| current.revealed) {
            Some(current) => {
                let mark = self_rated(rating);
                let shown = Some((Reply::Shown, Reply::Shown));
                self.record(current, shown, mark, rating, now, took_ms)
            }
            None => self.amend(now, |given| {
                let mark = &given.marked.mark;
                let flip = mark.reason == Reason::SelfRated;
                let verdict = if flip {
                    self_rated(rating).verdict
                } else {
                    mark.verdict
                };
                Change::Rate { verdict, rating }
            }),
        }
    }

    fn predicted(&self, slot: usize, now: Moment) -> Option<f64> {
        let memory = self.slots[slot].memory.as_ref()?;
        Some(self.settings.scheduler.retrievability(memory, now.day))
    }

    fn record(
        &mut self,
        current: Current,
        reply: Option<(Reply, Reply)>,
        mark: Mark,
        rating: Rating,
        now: Moment,
        took_ms: u32,
    ) -> Outcome {
        let Current {
            slot,
            open,
            from,
            chance,
            ..
        } = current;
        let card = self.card(slot).clone();
        let source = self.decks[self.slots[slot].deck].source_in_words(&card);
        let id = event_id(now.at, chance);
        let (shown, own) = reply.unzip();
        let review = Review {
            id,
            card: card.id.clone(),
            learner: self.settings.learner.clone(),
            device: self.settings.device,
            at: now.at,
            day: now.day,
            kind: open.kind.to_owned(),
            reply: serde_json::to_string(&own).unwrap_or_default(),
            hinted: open.hinted,
            verdict: mark.verdict,
            score: mark.score,
            reason: mark.reason.code().to_owned(),
            rating,
            took_ms,
            predicted: self.predicted(slot, now),
            content: card.content.clone(),
        };
        let graded = Graded {
            id,
            day: now.day,
            at: now.at,
            rating,
        };
        let before = self.slots[slot].memory;
        let after = self.settings.scheduler.next(before.as_ref(), graded);
        let marked = Marked {
            n: open.n,
            review,
            mark,
            rating,
            ask: open.ask,
            reply: shown,
            key: open.key,
            answer: card.question.answer(),
            explanation: card.explanation.clone(),
            source,
            due_day: after.due_day,
            days: after.due_day - now.day,
            phase: after.phase,
            again_now: false,
            then_day: None,
            reviews_before: before.map_or(0, |memory| memory.reviews),
        };
        let misses_before = self.misses[slot];
        self.given.push(Given {
            slot,
            marked,
            before,
            after,
            misses_before,
            graded,
            from,
        });
        self.settle(now);
        self.current = None;
        self.open_next(now);
        self.outcome_of_last(Outcome::Marked)
    }

    /// Lets the last answer have its effect: on the card's memory and on the line.
    fn settle(&mut self, now: Moment) {
        let answered = self.given.len() as u32;
        let Some(given) = self.given.last_mut() else {
            return;
        };
        let slot = given.slot;
        given.after = self
            .settings
            .scheduler
            .next(given.before.as_ref(), given.graded);
        let missed = given.graded.rating == Rating::Again;
        given.marked.rating = given.graded.rating;
        given.marked.due_day = given.after.due_day;
        given.marked.days = given.after.due_day - given.graded.day;
        given.marked.phase = given.after.phase;
        given.marked.again_now = missed;
        let known_then = Graded {
            rating: Rating::Good,
            ..given.graded
        };
        let scheduler = &self.settings.scheduler;
        given.marked.then_day =
            missed.then(|| scheduler.next(Some(&given.after), known_then).due_day);
        self.misses[slot] = given.misses_before + u32::from(missed);
        self.slots[slot].memory = Some(given.after);
        let open = self
            .current
            .as_ref()
            .is_some_and(|current| current.slot == slot && current.open.n != given.marked.n);
        if missed && !open {
            self.line.wait(slot, self.misses[slot], answered, now.at);
        } else {
            self.line.remove(slot);
        }
    }

    fn outcome_of_last(&mut self, outcome: impl FnOnce(Box<Marked>) -> Outcome) -> Outcome {
        let over = self.current.is_none();
        match self.given.last_mut() {
            Some(given) => {
                // A missed card comes back in this sitting unless the sitting is over.
                given.marked.again_now &= !(over && self.time_up);
                outcome(Box::new(given.marked.clone()))
            }
            None => Outcome::Refused("nothing has been answered yet".to_owned()),
        }
    }

    fn choices(&self, slot: usize, chance: [u8; 10], now: Moment) -> [Choice; 4] {
        let memory = self.slots[slot].memory;
        Rating::ALL.map(|rating| {
            let graded = Graded {
                id: event_id(now.at, chance),
                day: now.day,
                at: now.at,
                rating,
            };
            let next = self.settings.scheduler.next(memory.as_ref(), graded);
            Choice {
                rating,
                days: next.due_day - now.day,
            }
        })
    }

    // ---- second thoughts --------------------------------------------------------------

    fn override_last(&mut self, right: bool, now: Moment) -> Outcome {
        self.amend(now, |given| {
            let options = given.marked.ask.shape.options().len();
            let options =
                matches!(given.marked.ask.shape, Shape::PickOne { .. }).then_some(options);
            let (verdict, score) = if right {
                (Verdict::Correct, 1.0)
            } else {
                (Verdict::Wrong, 0.0)
            };
            let mark = Mark::new(verdict, score, given.marked.mark.reason);
            let review = &given.marked.review;
            let rating = rate::rating(&mark, review.hinted, options, review.predicted);
            Change::Override { verdict, rating }
        })
    }

    fn amend(&mut self, now: Moment, change: impl FnOnce(&Given) -> Change) -> Outcome {
        let Some(given) = self.given.last() else {
            return Outcome::Refused("nothing has been answered yet".to_owned());
        };
        let change = change(given);
        let event = Event::Amendment(self.amendment(given.marked.review.id, change, now));
        if let (
            Change::Override { verdict, rating } | Change::Rate { verdict, rating },
            Some(given),
        ) = (change, self.given.last_mut())
        {
            if verdict != given.marked.mark.verdict {
                given.marked.mark.verdict = verdict;
                given.marked.mark.score = f64::from(u8::from(verdict == Verdict::Correct));
            }
            given.graded.rating = rating;
        }
        self.settle(now);
        if self.current.is_none() {
            self.open_next(now);
        }
        self.outcome_of_last(|marked| Outcome::Amended(marked, event))
    }

    fn amendment(&mut self, review: Uuid, change: Change, now: Moment) -> Amendment {
        let chance = self.chance();
        let device = self.settings.device;
        Amendment {
            id: event_id(now.at, chance),
            review,
            device,
            at: now.at,
            change,
        }
    }

    fn undo(&mut self, now: Moment) -> Outcome {
        let Some(given) = self.given.pop() else {
            return Outcome::Refused("nothing to undo in this sitting".to_owned());
        };
        let slot = given.slot;
        if let Some(current) = self.current.take() {
            self.line.put_back(current.slot, current.from);
        }
        self.line.remove(slot);
        self.misses[slot] = given.misses_before;
        self.slots[slot].memory = given.before;
        self.time_up = false;
        let review = given.marked.review;
        let amendment = self.amendment(review.id, Change::Undo, now);
        if self.slots[slot].card != usize::MAX {
            self.open(slot, given.from);
        } else {
            self.open_next(now);
        }
        Outcome::Undone {
            n: given.marked.n,
            card: review.card,
            event: Event::Amendment(amendment),
        }
    }

    // ---- leaving a card ---------------------------------------------------------------

    fn hint(&mut self) -> Outcome {
        match &mut self.current {
            Some(current) => match &current.open.hint {
                Some(hint) => {
                    let hint = hint.clone();
                    current.open.hinted = true;
                    Outcome::Hint {
                        n: current.open.n,
                        hint,
                    }
                }
                None => Outcome::Refused("this card has no hint".to_owned()),
            },
            None => Outcome::Refused("the sitting is over".to_owned()),
        }
    }

    fn later(&mut self, now: Moment) -> Outcome {
        let Some(current) = self.current.take() else {
            return Outcome::Refused("the sitting is over".to_owned());
        };
        self.line.put_off(current.slot);
        self.open_next(now);
        Outcome::PutOff {
            n: current.open.n,
            card: current.open.card,
        }
    }

    fn suspend(&mut self, last: bool, now: Moment) -> Outcome {
        let slot = if last {
            self.given.last().map(|given| given.slot)
        } else {
            self.current.as_ref().map(|current| current.slot)
        };
        let Some(slot) = slot else {
            return Outcome::Refused("there is no card to suspend".to_owned());
        };
        let card = self.card(slot).id.clone();
        self.line.remove(slot);
        self.misses[slot] = 0;
        if self
            .current
            .as_ref()
            .is_some_and(|current| current.slot == slot)
        {
            self.current = None;
            self.open_next(now);
        }
        let chance = self.chance();
        let event = Event::Card(CardEvent {
            id: event_id(now.at, chance),
            card: card.clone(),
            learner: self.settings.learner.clone(),
            device: self.settings.device,
            at: now.at,
            suspended: true,
        });
        Outcome::Suspended { card, event }
    }
}

/// The mark of a card that the learner graded: hard and better are right.
fn self_rated(rating: Rating) -> Mark {
    Mark::scored(
        f64::from(u8::from(rating != Rating::Again)),
        Reason::SelfRated,
    )
}

/// An ask as it is shown: its options shuffled, with each one's place in the question.
fn shown(ask: Ask, rng: &mut ChaCha8Rng) -> (Ask, Vec<usize>) {
    let mut own: Vec<usize> = (0..ask.shape.options().len()).collect();
    let moved = |options: &[String], own: &[usize]| {
        own.iter().map(|place| options[*place].clone()).collect()
    };
    let shape = match ask.shape {
        Shape::PickOne {
            options,
            shuffle: true,
        } => {
            own.shuffle(rng);
            Shape::PickOne {
                options: moved(&options, &own),
                shuffle: true,
            }
        }
        Shape::PickMany {
            options,
            shuffle: true,
        } => {
            own.shuffle(rng);
            Shape::PickMany {
                options: moved(&options, &own),
                shuffle: true,
            }
        }
        Shape::Pair { left, options } => {
            own.shuffle(rng);
            Shape::Pair {
                left,
                options: moved(&options, &own),
            }
        }
        Shape::Arrange { items } => {
            own.shuffle(rng);
            if own.is_sorted() {
                own.rotate_left(1);
            }
            Shape::Arrange {
                items: moved(&items, &own),
            }
        }
        other => other,
    };
    (
        Ask {
            prompt: ask.prompt,
            shape,
        },
        own,
    )
}

/// For each place in the question, where it is shown.
fn inverse(own: &[usize]) -> Vec<usize> {
    let mut shown = vec![0; own.len()];
    for (place, own) in own.iter().enumerate() {
        shown[*own] = place;
    }
    shown
}
