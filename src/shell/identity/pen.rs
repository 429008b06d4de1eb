//! Writing words on histories: their ids, their time, whose they are.

use anyhow::Result;
use retain::day::Moment;
use retain::identity::binding::{Binding, Reset, Turn};
use retain::identity::{History, Version};
use retain::review::{CardEvent, CardId, event_id, event_tail};
use retain::schedule::Memory;
use uuid::Uuid;

use crate::shell::chance::Chance;
use crate::shell::config::Config;
use crate::shell::store::Store;

/// Makes words.
pub struct Pen {
    chance: Chance,
    device: Uuid,
    learner: String,
    now: Moment,
    /// When words are said: not before those that have been said, whatever the clock says.
    at: i64,
    /// How many rows the log has.
    rows: u32,
}

impl Pen {
    /// For a store.
    pub fn new(config: &Config, store: &Store) -> Result<Self> {
        let now = config.clock.now();
        Ok(Self {
            chance: Chance::of(config),
            device: store.device(),
            learner: config.learner.0.clone(),
            now,
            at: now.at.max(store.last_word()?),
            rows: store.event_count()? as u32,
        })
    }

    fn id(&mut self, at: i64) -> Uuid {
        let id = event_id(at, event_tail(self.rows, self.chance.bytes()));
        self.rows = self.rows.wrapping_add(1);
        id
    }

    /// A word on a version.
    pub fn word(&mut self, version: &Version, turn: Turn, why: &str) -> Binding {
        let id = self.id(self.at);
        Binding {
            id,
            act: id,
            version: version.clone(),
            turn,
            why: why.to_owned(),
            device: self.device,
            at: self.at,
        }
    }

    /// A card begun anew, after all that has been answered of it.
    pub fn reset(&mut self, version: &Version, memory: Memory) -> Reset {
        let at = self.now.at.max(memory.last_at);
        Reset {
            id: self.id(at),
            version: version.clone(),
            learner: self.learner.clone(),
            device: self.device,
            at,
            day: self.now.day,
        }
    }

    /// A suspended card stays so under its new name. What belongs to no card has none: its name
    /// is another card's by now.
    pub fn carried(
        &mut self,
        store: &Store,
        history: &History,
        card: &CardId,
    ) -> Result<Vec<CardEvent>> {
        let suspended = store.suspended()?;
        let carried =
            !history.parted && suspended.contains(&history.card) && !suspended.contains(card);
        Ok(carried.then(|| self.suspension(card)).into_iter().collect())
    }

    /// A card kept out of sittings.
    pub fn suspension(&mut self, card: &CardId) -> CardEvent {
        CardEvent {
            id: self.id(self.now.at),
            card: card.clone(),
            learner: self.learner.clone(),
            device: self.device,
            at: self.now.at,
            suspended: true,
        }
    }

    /// Makes one act of these words: it bears the id of the first.
    pub fn in_one_act(&self, words: &mut [Binding]) {
        let Some(act) = words.first().map(|word| word.id) else {
            return;
        };
        words.iter_mut().for_each(|word| word.act = act);
    }
}
