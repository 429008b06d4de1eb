//! The store: everything that learners answered, in SQLite, in `DATA_DIR/retain.db`.
//!
//! The tables `reviews`, `amendments`, `card_events`, `bindings`, `resets`, `practice`,
//! `plan_events` and `test_events` are the log and only ever grow, as do `contents` and
//! `deck_texts`; the tables `memory`, `homes`,
//! `versions`, `answered` and those of the outlook are derived from them and can be made anew at
//! any time. An event is on the disk when its commit returns:
//! write-ahead log, full sync, one transaction for each.

mod attempts;
mod backup;
mod commit;
mod due;
mod error;
mod export;
mod homes;
mod identity;
mod import;
mod kept;
mod learners;
mod memory;
mod met;
mod opening;
mod outlook;
mod packed;
mod plans;
mod practice;
mod read;
mod rescue;

mod rows;
mod schema;
mod sitting;
#[cfg(test)]
mod testing;

use std::path::PathBuf;

use retain::schedule::Scheduler;
use retain::schedule::adopt::Kept;
use rusqlite::Connection;
use uuid::Uuid;

pub use attempts::DeckText;
pub use backup::{Kept as KeptBackup, backups};
pub use commit::Committed;
pub use error::{Fault, StoreError};
pub use identity::{Act, Answered};
pub use learners::Known;
pub use met::Met;
pub use opening::Creation;
pub use read::DayCounts;
pub use rescue::{LOG, Rescued, restore, salvage, set_aside};
pub use sitting::Sitting;

/// Whose memory is wanted, and by what it is computed.
#[derive(Debug, Clone)]
pub struct Learner {
    /// The name, as it stands in the log.
    pub name: String,
    /// With the default parameters; a store puts this learner's own in their place.
    pub scheduler: Scheduler,
    /// Whether the learner's own parameters are wanted.
    pub fitted: bool,
}

/// An open store, for one learner.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    learner: Learner,
    kept: Kept,
    device: Uuid,
    backup: Option<backup::Backup>,
}

impl Store {
    /// The id of this machine, made with the store.
    pub fn device(&self) -> Uuid {
        self.device
    }

    /// Who learns.
    pub fn learner(&self) -> &str {
        &self.learner.name
    }

    /// What due days are made with.
    pub fn scheduler(&self) -> &Scheduler {
        &self.learner.scheduler
    }

    fn explain(&self, fault: impl Into<Fault>) -> StoreError {
        StoreError {
            path: self.path.clone(),
            fault: fault.into(),
        }
    }
}
