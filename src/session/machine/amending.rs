//! Second thoughts: overrides, other ratings, and undo.

use uuid::Uuid;

use super::{Given, Session};
use crate::ask::Shape;
use crate::day::Moment;
use crate::mark::{Mark, Verdict};
use crate::review::{Amendment, Change, Event, event_id};
use crate::schedule::rate;
use crate::session::Outcome;

impl Session {
    pub(super) fn override_last(&mut self, right: bool, now: Moment) -> Outcome {
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

    pub(super) fn amend(&mut self, now: Moment, change: impl FnOnce(&Given) -> Change) -> Outcome {
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

    pub(super) fn amendment(&mut self, review: Uuid, change: Change, now: Moment) -> Amendment {
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

    pub(super) fn undo(&mut self, now: Moment) -> Outcome {
        let Some(given) = self.given.pop() else {
            return Outcome::Refused("nothing to undo in this sitting".to_owned());
        };
        let slot = given.slot;
        if let Some(current) = self.current.take() {
            self.line.put_back(current.slot, current.from);
        }
        self.line.remove(slot);
        self.misses[slot] = given.misses_before;
        self.remember(slot, given.before);
        self.time_up = false;
        let review = given.marked.review;
        let amendment = self.amendment(review.id, Change::Undo, now);
        if self.gone.contains(&slot) || !self.open(slot, given.from) {
            self.open_next(now);
        }
        Outcome::Undone {
            n: given.marked.n,
            card: review.card,
            event: Event::Amendment(amendment),
        }
    }
}
