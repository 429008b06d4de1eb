//! Answering: a reply is marked, becomes a review, and has its effect on memory and the line.

use super::{Current, Given, Session};
use crate::ask::{Reply, Shape};
use crate::day::Moment;
use crate::mark::{Mark, Reason};
use crate::review::{CardId, Change, Rating, Review, event_id};
use crate::schedule::Graded;
use crate::schedule::rate;
use crate::session::{Choice, Marked, Outcome};

impl Session {
    pub(super) fn reply(&mut self, reply: Reply, now: Moment, took_ms: u32) -> Outcome {
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
            return Outcome::Revealed {
                n: current.open.n,
                card: current.open.card,
                answer: current.card.question.answer(),
            };
        }
        let own = reply.moved(&current.own);
        let deck = self.slots[current.slot].deck;
        let others = self.decks.others(deck);
        let card = &current.card;
        let mark = card.question.mark(&own, &|folded| {
            others.and_then(|others| others.answer_to(folded, &card.id))
        });
        let options = match &current.open.ask.shape {
            Shape::PickOne { options, .. } if self.settings.guess => Some(options.len()),
            _ => None,
        };
        let rating = |predicted| rate::rating(&mark, current.open.hinted, options, predicted);
        let rating = rating(self.predicted(current.slot, &card.id, now));
        self.record(current, Some((reply, own)), mark, rating, now, took_ms)
    }

    pub(super) fn skip(&mut self, now: Moment, took_ms: u32) -> Outcome {
        let Some(current) = self.current.clone() else {
            return Outcome::Refused("the sitting is over".to_owned());
        };
        self.record(current, None, Mark::omitted(), Rating::Again, now, took_ms)
    }

    pub(super) fn rate(&mut self, rating: Rating, now: Moment, took_ms: u32) -> Outcome {
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

    pub(super) fn predicted(&self, slot: usize, card: &CardId, now: Moment) -> Option<f64> {
        let memory = self.slots[slot].memory.as_ref()?;
        let outlook = self.settings.outlook.as_ref();
        let learned = outlook.and_then(|outlook| outlook.recall(card, now.day));
        Some(learned.unwrap_or_else(|| self.settings.scheduler.retrievability(memory, now.day)))
    }

    pub(super) fn record(
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
            card,
            open,
            from,
            drawn,
            spent_ms,
            ..
        } = current;
        let took_ms = took_ms.saturating_add(spent_ms);
        let deck = self.decks.deck(self.slots[slot].deck);
        let source = deck.and_then(|deck| deck.source_in_words(&card));
        // A clock that has been put back does not put an answer before those of its card.
        let last_at = self.slots[slot].memory.map(|memory| memory.last_at);
        let at = last_at.map_or(now.at, |last_at| now.at.max(last_at));
        let id = event_id(at, self.lightest(slot, drawn));
        let (shown, own) = reply.unzip();
        let review = Review {
            id,
            card: card.id.clone(),
            learner: self.settings.learner.clone(),
            device: self.settings.device,
            at,
            day: now.day,
            kind: open.kind.to_owned(),
            reply: serde_json::to_string(&own).unwrap_or_default(),
            hinted: open.hinted,
            verdict: mark.verdict,
            score: mark.score,
            reason: mark.reason.code().to_owned(),
            rating,
            took_ms,
            predicted: self.predicted(slot, &card.id, now),
            content: card.content.clone(),
        };
        // An answer that is taken back or amended later has been learned from all the same; the
        // next sitting starts from the log as it then is.
        if let Some(outlook) = &mut self.settings.outlook
            && !self.settings.practice
        {
            outlook.take(&review, rating);
        }
        let graded = Graded {
            id,
            day: now.day,
            at,
            rating,
        };
        let before = self.slots[slot].memory;
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
            due_day: now.day,
            days: 0,
            phase: open.phase,
            again_now: false,
            then_day: None,
            practice: self.settings.practice,
            reviews_before: before.map_or(0, |memory| memory.reviews),
        };
        let misses_before = self.misses[slot];
        self.given.push(Given {
            slot,
            marked,
            before,
            after: before,
            misses_before,
            graded,
            from,
        });
        self.settle(now);
        self.current = None;
        self.waits = Some(now);
        self.outcome_of_last(Outcome::Marked)
    }

    /// Lets the last answer have its effect: on the card's memory and on the line.
    pub(super) fn settle(&mut self, now: Moment) {
        let answered = self.given.len() as u32;
        let Some(given) = self.given.last_mut() else {
            return;
        };
        let slot = given.slot;
        let scheduler = &self.settings.scheduler;
        if !self.settings.practice {
            given.after = Some(scheduler.next(given.before.as_ref(), given.graded));
        }
        let missed = given.graded.rating == Rating::Again;
        given.marked.rating = given.graded.rating;
        if let Some(after) = given.after {
            given.marked.due_day = after.due_day;
            given.marked.days = after.due_day - given.graded.day;
            given.marked.phase = after.phase;
        }
        given.marked.again_now = missed;
        let known_then = Graded {
            rating: Rating::Good,
            ..given.graded
        };
        given.marked.then_day = (missed && !self.settings.practice)
            .then(|| scheduler.next(given.after.as_ref(), known_then).due_day);
        self.misses[slot] = given.misses_before + u32::from(missed);
        let (after, n) = (given.after, given.marked.n);
        self.remember(slot, after);
        let open = self
            .current
            .as_ref()
            .is_some_and(|current| current.slot == slot && current.open.n != n);
        let there = !self.gone.contains(&slot);
        if missed && !open && there {
            self.line.wait(slot, self.misses[slot], answered, now.at);
        } else {
            self.line.remove(slot);
        }
    }

    pub(super) fn outcome_of_last(
        &mut self,
        outcome: impl FnOnce(Box<Marked>) -> Outcome,
    ) -> Outcome {
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

    pub(super) fn choices(&self, slot: usize, chance: [u8; 10], now: Moment) -> [Choice; 4] {
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
                days: (!self.settings.practice).then_some(next.due_day - now.day),
            }
        })
    }
}

/// The mark of a card that the learner graded: hard and better are right.
fn self_rated(rating: Rating) -> Mark {
    Mark::scored(
        f64::from(u8::from(rating != Rating::Again)),
        Reason::SelfRated,
    )
}
