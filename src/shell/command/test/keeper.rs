//! Puts down what happens in a test.

use anyhow::{Context, Result, bail};
use retain::attempt::paper::shuffled;
use retain::attempt::record::{Action, DeckRef, Event, Kept, Terms, Why};
use retain::attempt::score::{Result as Score, shown};
use retain::attempt::{Attempt, feed};
use retain::deck::{Card, Deck};
use retain::review::{event_id, event_tail};
use uuid::Uuid;

use super::drawn::drawn;
use crate::shell::args::Test;
use crate::shell::chance::Chance;
use crate::shell::config::Config;
use crate::shell::decks::{Loaded, Whole};
use crate::shell::identity;
use crate::shell::learner::{self, State};
use crate::shell::store::{DeckText, Store};

/// How often another process may get in between before we give up.
const TRIES: usize = 5;

/// Puts down what happens in an attempt.
pub struct Keeper<'a> {
    /// Settings in force.
    pub config: &'a Config,
    /// Where it is put down.
    pub store: &'a mut Store,
    /// Where ids come from.
    pub chance: Chance,
    /// What questions are drawn with.
    pub seed: u64,
}

impl Keeper<'_> {
    /// What the test is set as, and what is to be said of cards that it cannot ask.
    pub fn terms(
        &mut self,
        arguments: &Test,
        loaded: &[Loaded],
        wholes: &[Whole],
    ) -> Result<(Terms, Option<String>)> {
        let decks: Vec<&Deck> = wholes.iter().map(|whole| &whole.deck).collect();
        let (tags, seed) = (&arguments.tags, self.seed);
        let (drawn, left_out) = drawn(&decks, tags, arguments.count, seed)?;
        let predicted = self.predicted(loaded)?;
        let questions = shuffled(
            drawn.into_iter().map(|(_, card)| (card, predicted(card))),
            seed,
        );
        let terms = Terms {
            decks: wholes
                .iter()
                .map(|whole| DeckRef {
                    id: whole.deck.id.clone(),
                    digest: whole.text.digest.clone(),
                })
                .collect(),
            seed,
            questions,
            limit_ms: arguments.time.map(|time| time.as_millis() as i64),
            pass: arguments.pass,
            tags: arguments.tags.clone(),
            name: arguments.name.clone(),
        };
        Ok((terms, left_out))
    }

    /// The recall that is predicted of each card now, of those that have been studied.
    fn predicted(&mut self, loaded: &[Loaded]) -> Result<impl Fn(&Card) -> Option<f64> + use<>> {
        let today = self.config.clock.now().day;
        identity::settle(
            self.config,
            self.store,
            loaded,
            self.config.on_answer_change(),
            identity::Way::Wait,
        )?;
        let state = State::read(Some(self.store), today)?;
        let outlook = learner::outlook(self.config, self.store)?;
        let scheduler = self.store.scheduler().clone();
        Ok(move |card: &Card| {
            let memory = state.memories.get(&card.id)?;
            let learned = outlook
                .as_ref()
                .and_then(|outlook| outlook.recall(&card.id, today));
            Some(learned.unwrap_or_else(|| scheduler.retrievability(memory, today)))
        })
    }

    /// Begins an attempt; it is on the disk when this returns.
    pub fn begin(&mut self, terms: &Terms, texts: &[DeckText]) -> Result<Kept> {
        let at = self.config.clock.now().at;
        for _ in 0..TRIES {
            let id = self.id(at)?;
            let event = Event {
                id,
                attempt: id,
                at,
                action: Action::Begin {
                    terms: terms.clone(),
                },
            };
            if self
                .store
                .commit_attempt(std::slice::from_ref(&event), texts)?
            {
                return retain::attempt::record::kept([event])
                    .pop()
                    .context("what has begun is there");
            }
        }
        bail!("other processes keep changing the store; try again when they have ended")
    }

    fn id(&mut self, at: i64) -> Result<Uuid> {
        let number = self.store.event_count()? as u32;
        Ok(event_id(at, event_tail(number, self.chance.bytes())))
    }

    /// Puts down what happened; it is on the disk when this returns. Its time is that of the
    /// attempt, which no clock that is set back turns round.
    pub fn keep(&mut self, kept: &Kept, action: &Action) -> Result<()> {
        let elapsed = match action {
            Action::Begin { .. } => 0,
            Action::Answer { elapsed_ms, .. } | Action::Close { elapsed_ms, .. } => *elapsed_ms,
        };
        let at = kept.begun_at.saturating_add(elapsed);
        for _ in 0..TRIES {
            let event = Event {
                id: self.id(at)?,
                attempt: kept.id,
                at,
                action: action.clone(),
            };
            if self.store.commit_attempt(&[event], &[])? {
                return Ok(());
            }
        }
        bail!("other processes keep changing the store; try again when they have ended")
    }

    /// Lets the answers count for the schedule, where that is set. It comes before the close, so
    /// that a test that broke off in between does it again; what is there already stays as it is.
    pub fn feed(&mut self, kept: &Kept, attempt: &Attempt) -> Result<()> {
        if !self.config.tests_count() {
            return Ok(());
        }
        let begun = self.config.clock.calendar.moment(kept.begun_at);
        let guess = self.config.settings.guess.unwrap_or(true);
        let (learner, device) = (&self.config.learner.0, self.store.device());
        for review in feed::reviews(attempt, kept.id, begun, learner, device, guess) {
            self.store.commit(&retain::review::Event::Review(review))?;
        }
        Ok(())
    }

    /// Ends an open test that another one takes the place of, and says what it came to where its
    /// time was over.
    pub fn close(&mut self, open: &Kept, why: Why) -> Result<Option<String>> {
        if why == Why::GivenUp {
            let elapsed_ms = open.elapsed_ms;
            self.keep(open, &Action::Close { why, elapsed_ms })?;
            return Ok(None);
        }
        let now = self.config.clock.now().at;
        let (paper, _) = super::paper_of(self.store, open)?;
        let mut attempt = Attempt::new(paper, open, now);
        let Some(action) = attempt.close_in_time(now, 0) else {
            return Ok(None);
        };
        self.feed(open, &attempt)?;
        self.keep(open, &action)?;
        let points = Score::of(&attempt).all;
        Ok(Some(format!(
            "the test that was open ran out of time, and came to {} of {}",
            shown(points.points),
            points.of
        )))
    }
}
