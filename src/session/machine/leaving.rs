//! What happens to a card without an answer: a hint, put off, suspended.

use super::Session;
use crate::day::Moment;
use crate::review::{CardEvent, Event, event_id};
use crate::session::Outcome;

impl Session {
    pub(super) fn hint(&mut self) -> Outcome {
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

    pub(super) fn later(&mut self, now: Moment) -> Outcome {
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

    pub(super) fn suspend(&mut self, last: bool, now: Moment) -> Outcome {
        let slot = if last {
            self.given.last().map(|given| given.slot)
        } else {
            self.current.as_ref().map(|current| current.slot)
        };
        let Some(slot) = slot else {
            return Outcome::Refused("there is no card to suspend".to_owned());
        };
        let marked = self.given.last().filter(|_| last);
        let card = match (marked, &self.current) {
            (Some(given), _) => given.marked.review.card.clone(),
            (None, Some(current)) => current.card.id.clone(),
            (None, None) => return Outcome::Refused("there is no card to suspend".to_owned()),
        };
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
