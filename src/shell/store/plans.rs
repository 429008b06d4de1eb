//! Exam plans in the store.

use retain::plan::record::{self, Action, Event, Kept};
use rusqlite::types::Type;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use uuid::Uuid;

use super::{Fault, Store, StoreError, rows};

impl Store {
    /// This learner's plans, in the order of their making.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn plans(&self) -> Result<Vec<Kept>, StoreError> {
        plans(&self.connection, &self.learner.name).map_err(|error| self.explain(error))
    }

    /// Adds events of plans of this learner's, all or none; they are on the disk when this
    /// returns. Says whether they were added: none is where the log has one of them already.
    ///
    /// # Errors
    /// When they cannot be made durable; then none is in the log.
    pub fn commit_plans(&mut self, events: &[Event]) -> Result<bool, StoreError> {
        let added = add(
            &mut self.connection,
            &self.learner.name,
            self.device,
            events,
        );
        added.map_err(|fault| self.explain(fault))
    }
}

fn add(
    connection: &mut Connection,
    learner: &str,
    device: Uuid,
    events: &[Event],
) -> Result<bool, Fault> {
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    let sql = "INSERT INTO plan_events (id, plan, learner, device, at, action) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    for event in events {
        let action = serde_json::to_string(&event.action).unwrap_or_default();
        let row = (
            event.id.to_string(),
            event.plan.to_string(),
            learner,
            device.to_string(),
            event.at,
            action,
        );
        if transaction.prepare_cached(sql)?.execute(row)? == 0 {
            return Ok(false);
        }
    }
    transaction.commit()?;
    Ok(true)
}

fn plans(connection: &Connection, learner: &str) -> rusqlite::Result<Vec<Kept>> {
    let sql = "SELECT id, plan, at, action FROM plan_events WHERE learner = ?1";
    let events = connection
        .prepare_cached(sql)?
        .query_map([learner], |row| {
            let text = row.get_ref(3)?.as_str()?;
            let action: Action = serde_json::from_str(text)
                .map_err(|_| rows::unknown(3, Type::Text, "action of a plan", text))?;
            Ok(Event {
                id: rows::uuid(row, 0)?,
                plan: rows::uuid(row, 1)?,
                at: row.get(2)?,
                action,
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(record::kept(events))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::store::testing::open;
    use retain::plan::Prediction;
    use retain::plan::record::{Made, Request};

    fn made(id: u128) -> Event {
        let made_then = Made {
            day: 3,
            prices: vec![0.002, 0.003],
            pace: 1.0,
            decay: 0.15,
            shift: 0.0,
            doubt: 0.6,
            predicted: Prediction {
                score: 0.8,
                low: 0.7,
                high: 0.9,
            },
        };
        let request = Request {
            decks: vec!["a".to_owned()],
            exam: 5,
            minutes: 20.0,
            questions: 50,
        };
        Event {
            id: Uuid::from_u128(id),
            plan: Uuid::from_u128(9),
            at: 1,
            action: Action::Make {
                request,
                made: made_then,
            },
        }
    }

    #[test]
    fn a_plan_is_kept_and_can_be_given_up() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        assert!(store.plans().unwrap().is_empty());
        let count = store.event_count().unwrap();
        assert!(store.commit_plans(&[made(1)]).unwrap());
        assert!(!store.commit_plans(&[made(1)]).unwrap());
        assert_eq!(store.event_count().unwrap(), count + 1);
        assert_eq!(store.plans().unwrap().len(), 1);
        let dropped = Event {
            id: Uuid::from_u128(2),
            at: 2,
            action: Action::Drop,
            ..made(1)
        };
        // All or none: with one that is there already the others are not added.
        assert!(!store.commit_plans(&[dropped.clone(), made(1)]).unwrap());
        assert!(!store.plans().unwrap()[0].dropped);
        assert!(store.commit_plans(&[dropped]).unwrap());
        assert!(store.plans().unwrap()[0].dropped);
        for sql in ["DELETE FROM plan_events", "UPDATE plan_events SET at = 0"] {
            assert!(store.connection.execute(sql, []).is_err(), "{sql}");
        }
    }
}
