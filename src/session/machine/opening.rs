//! Opening a question: which card is next, how its options are shuffled, how far the sitting is.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

use super::{Current, Session};
use crate::ask::shuffle::inverse;
use crate::day::Moment;
use crate::review::{event_id, event_tail};
use crate::schedule::Phase;
use crate::session::line::Place;
use crate::session::{Open, Progress};

/// How many ids a review has to choose from.
const DRAWS: usize = 16;

impl Session {
    pub(super) fn open_next(&mut self, now: Moment) {
        let limit = self.settings.limit_ms;
        if limit.is_some_and(|limit| now.at.saturating_sub(self.started.at) >= limit) {
            self.time_up = self.line.rest().next().is_some();
            return;
        }
        let answered = self.given.len() as u32;
        while let Some((slot, from)) = self.line.next(answered, now.at) {
            if self.open(slot, from) {
                return;
            }
        }
    }

    /// Opens the question of a slot; says whether it could, for its card may be gone.
    pub(super) fn open(&mut self, slot: usize, from: Place) -> bool {
        let Some(card) = self.card(slot).cloned() else {
            self.gone.insert(slot);
            self.passed_over += 1;
            return false;
        };
        self.n += 1;
        let drawn = self.chance();
        let title = self.decks.deck(self.slots[slot].deck);
        let deck_title = title.map_or(String::new(), |deck| deck.title.clone());
        let (ask, own) = card.question.ask().shuffled(&mut self.rng);
        let key = card.question.key().moved(&inverse(&own));
        let phase = self.slots[slot]
            .memory
            .map_or(Phase::New, |memory| memory.phase);
        let open = Open {
            n: self.n,
            card: card.id.clone(),
            deck_title,
            kind: card.kind,
            ask,
            key,
            phase,
            tags: card.tags.clone(),
            hint: card.hint.clone(),
            hinted: false,
            in_test: false,
            progress: Progress {
                finished: 0,
                total: 0,
                new_left: 0,
                left_ms: 0,
            },
        };
        self.current = Some(Current {
            slot,
            card,
            open,
            from,
            own,
            drawn,
            revealed: false,
            spent_ms: 0,
        });
        let progress = self.progress();
        if let Some(current) = &mut self.current {
            current.open.progress = progress;
        }
        true
    }

    pub(super) fn progress(&self) -> Progress {
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

    /// The chance behind a review's id: of several that follow from what was drawn, the one that
    /// leads to the lightest days.
    pub(super) fn lightest(&self, slot: usize, drawn: [u8; 10]) -> [u8; 10] {
        // From the draw itself, so that what else the sitting draws does not depend on loads.
        let mut rng = ChaCha8Rng::seed_from_u64(u64::from_le_bytes([
            drawn[2], drawn[3], drawn[4], drawn[5], drawn[6], drawn[7], drawn[8], drawn[9],
        ]));
        let mut draws = [drawn; DRAWS];
        for other in &mut draws[1..] {
            rng.fill_bytes(&mut other[4..]);
        }
        let moment = self.last_moment();
        let lightest = self.settings.scheduler.lightest(
            self.slots[slot].memory.as_ref(),
            moment.day,
            &self.loads,
            &draws.map(|chance| event_id(moment.at, chance)),
        );
        draws[lightest]
    }

    /// What tells apart the ids of one millisecond: their number, then chance.
    pub(super) fn chance(&mut self) -> [u8; 10] {
        let mut chance = [0; 10];
        self.rng.fill_bytes(&mut chance);
        let number = self.serial;
        self.serial = self.serial.wrapping_add(1);
        event_tail(number, chance)
    }
}
