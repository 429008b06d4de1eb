//! Drives one session through one front end: a step, what the learner does, the commit, and
//! only then what came of it.

use std::io;
use std::sync::Arc;

use anyhow::anyhow;
use retain::identity::Face;
use retain::review::{CardId, Event, Review};
use retain::session::{NEXT_DAYS, Outcome, Session};

use super::config::Config;
use super::decks::{self, Listed, Origin};
use super::front::{Front, Start, Wish};
use super::learner::State;
use super::render::words;
use super::store::{Committed, Store, StoreError};
use super::{editor, learner, signals, suggest};

/// No answer is stored as longer than this, in milliseconds: the learner was elsewhere.
const LONGEST_MS: u128 = 3_600_000;

/// Why a sitting broke off.
pub enum Stop {
    /// The front end is gone or cannot write.
    Front(io::Error),
    /// An answer could not be kept.
    Store(anyhow::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Front(error)
    }
}

/// What a sitting needs while it goes on.
pub struct Driver<'a> {
    /// The clock is in it.
    pub config: &'a Config,
    /// Where answers are kept.
    pub store: &'a mut Store,
    /// The sitting itself.
    pub session: Session,
    /// Its decks, to be edited.
    pub decks: Vec<Listed>,
    /// The tags that its cards have; any where there are none.
    pub tags: &'a [String],
    /// What was known of the learner when it began.
    pub state: &'a State,
    /// Whether it knows how many cards are due on which day: the first question does not wait for
    /// that.
    pub balanced: bool,
}

impl Driver<'_> {
    /// Asks, waits, acts, stores and shows until the sitting ends.
    ///
    /// # Errors
    /// When the front end is gone or the store does not take an answer.
    pub fn run(&mut self, front: &mut dyn Front, start: &Start) -> Result<(), Stop> {
        let clock = &self.config.clock;
        front.start(start)?;
        loop {
            self.session.go_on();
            self.pass_over_answered()?;
            let gone = self.session.passed_over();
            if gone > 0 {
                let cards = words::count(gone, "card is", "cards are");
                front.say(&format!("{cards} no longer in the deck, and not asked"))?;
            }
            self.recollect()?;
            if self.session.open_card().is_none() {
                self.look_ahead()?;
            }
            let step = self.session.step();
            let watch = clock.stopwatch();
            let input = match front.next(&step)? {
                Wish::Do(input) => input,
                Wish::GoOn => continue,
                Wish::Edit { last } => {
                    let message = self.edit(last);
                    front.say(&message)?;
                    continue;
                }
            };
            let took_ms = input
                .took_ms
                .unwrap_or_else(|| watch.elapsed().as_millis().min(LONGEST_MS) as u32);
            clock.pass(input.took_ms.unwrap_or(0));
            let now = clock.now();
            self.balance()?;
            let action = input.action;
            let outcome = self.session.answer(action, now, took_ms);
            if let Outcome::Quit = outcome {
                break;
            }
            if self.keep(&outcome)? {
                front.show(&outcome, now.day)?;
            } else {
                self.session.forget_last();
                if let Outcome::Marked(marked) = &outcome {
                    front.not_counted(marked)?;
                }
            }
        }
        self.look_ahead()?;
        front.end(&self.session.summary(), clock.now().day)?;
        Ok(())
    }

    /// Lets the sitting know how many cards are due on which day.
    fn balance(&mut self) -> Result<(), Stop> {
        if !self.balanced && !self.session.practises() {
            let loads = self.state.loads(self.store).map_err(Stop::Store)?;
            self.session.balance(loads);
        }
        self.balanced = true;
        Ok(())
    }

    /// Stores the event of an outcome. Says whether it counts.
    fn keep(&mut self, outcome: &Outcome) -> Result<bool, Stop> {
        let store = |error: StoreError| Stop::Store(error.into());
        let committed = match outcome {
            Outcome::Marked(marked) => {
                if self.session.practises() {
                    return self.keep_practice(&marked.review);
                }
                let event = Event::Review(marked.review.clone());
                let face = Face {
                    kind: marked.review.kind.clone(),
                    question: marked.ask.prompt.clone(),
                    answer: marked.answer.clone(),
                };
                let committed = self
                    .store
                    .commit_expecting(&event, marked.reviews_before, &face);
                let committed = committed.map_err(store)?;
                match committed {
                    Committed::Added(_) => signals::answer_saved(),
                    // Told apart from an answer that was saved twice, which nothing here does.
                    Committed::Known => return Err(taken(&marked.review)),
                    Committed::AnsweredElsewhere(_) => {}
                }
                committed
            }
            Outcome::Amended(_, event)
            | Outcome::Undone { event, .. }
            | Outcome::Suspended { event, .. } => self.store.commit(event).map_err(store)?,
            _ => return Ok(true),
        };
        Ok(!matches!(committed, Committed::AnsweredElsewhere(_)))
    }

    /// Stores an answer of practice, which always counts.
    fn keep_practice(&mut self, review: &Review) -> Result<bool, Stop> {
        let added = self.store.commit_practice(review);
        if !added.map_err(|error| Stop::Store(error.into()))? {
            return Err(taken(review));
        }
        signals::answer_saved();
        Ok(true)
    }

    /// Passes over open cards that another sitting has answered meanwhile.
    fn pass_over_answered(&mut self) -> Result<(), Stop> {
        if self.session.practises() {
            return Ok(());
        }
        while let Some((card, reviews)) = self.session.open_card() {
            let memory = self
                .store
                .memory(card)
                .map_err(|error| Stop::Store(error.into()))?;
            if memory.map_or(0, |memory| memory.reviews) == reviews {
                break;
            }
            self.session.drop_open(self.config.clock.now());
        }
        Ok(())
    }

    /// Lets the sitting know when the cards come back that it has nothing to do with.
    fn look_ahead(&mut self) -> Result<(), Stop> {
        if let Some(until) = self.state.until {
            let here = self.session.cards();
            let coming = learner::coming(
                &self.decks,
                self.tags,
                self.store,
                &self.state.suspended,
                (until, NEXT_DAYS + 1),
                |deck, card| here.contains(&(deck, card)),
            );
            let coming = coming.map_err(Stop::Store)?;
            self.session.look_ahead(coming);
        }
        Ok(())
    }

    /// Lets the sitting know what is kept of the open card.
    fn recollect(&mut self) -> Result<(), Stop> {
        if let Some(card) = self.session.to_recollect().cloned() {
            let kept = self.store.recollection(&card);
            if let Some(kept) = kept.map_err(|error| Stop::Store(error.into()))? {
                self.session.recollect(&card, &kept);
            }
        }
        Ok(())
    }

    /// Opens the deck of a card in an editor and reads it again; says what came of it.
    fn edit(&mut self, last: bool) -> String {
        let card: Option<CardId> = if last {
            self.session.last_card().cloned()
        } else {
            self.session.open_card().map(|(card, _)| card.clone())
        };
        let found = card.as_ref().and_then(|card| {
            let mut decks = self.decks.iter();
            let listed = decks.find(|listed| listed.brief.id == card.deck)?;
            Some((listed, self.session.card_of(card)?.line))
        });
        let Some((listed, line)) = found else {
            return "there is no card to edit".to_owned();
        };
        let id = &listed.brief.id;
        let Origin::File(path) = listed.origin.clone() else {
            return format!("`{id}` is built in; `retain init` copies it out to edit");
        };
        if let Err(error) = editor::open(&path, line) {
            return format!("{error:#}");
        }
        match decks::read_file(&path) {
            Err(error) => format!("{error:#}; going on with the deck as it was"),
            Ok(reading) => match reading.deck.clone() {
                Some(deck) if deck.id == *id => {
                    let errors = reading.has_errors();
                    let now = self.config.clock.now();
                    self.session.replace_deck(Arc::new(deck), now);
                    if errors {
                        format!(
                            "read again, with faults: {}",
                            suggest::command("check", &path)
                        )
                    } else {
                        "read again".to_owned()
                    }
                }
                _ => format!(
                    "going on with the deck as it was: {}",
                    suggest::command("check", &path)
                ),
            },
        }
    }
}

fn taken(review: &Review) -> Stop {
    let id = review.id;
    Stop::Store(anyhow!(
        "the store has another answer with the id {id}; this one is not saved"
    ))
}
