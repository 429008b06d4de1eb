//! Exam plans in the store.

use retain::plan::record::{self, Action, Event, Kept};
use rusqlite::Connection;
use rusqlite::types::Type;

use super::{Store, StoreError, rows};

impl Store {
    /// This learner's plans, in the order of their making.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn plans(&self) -> Result<Vec<Kept>, StoreError> {
        plans(&self.connection, &self.learner.name).map_err(|error| self.explain(error))
    }

    /// Adds an event of a plan of this learner's; it is on the disk when this returns.
    ///
    /// # Errors
    /// When it cannot be made durable; then it is not in the log.
    pub fn commit_plan(&mut self, event: &Event) -> Result<(), StoreError> {
        let sql = "INSERT INTO plan_events (id, plan, learner, device, at, action) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let action = serde_json::to_string(&event.action).unwrap_or_default();
        self.connection
            .execute(
                sql,
                (
                    event.id.to_string(),
                    event.plan.to_string(),
                    &self.learner.name,
                    self.device.to_string(),
                    event.at,
                    action,
                ),
            )
            .map(|_| ())
            .map_err(|error| self.explain(error))
    }
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
    use retain::plan::record::{Request, Standing};
    use uuid::Uuid;

    fn made(id: u128) -> Event {
        let standing = Standing {
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
            action: Action::Make { request, standing },
        }
    }

    #[test]
    fn a_plan_is_kept_and_can_be_given_up() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        assert!(store.plans().unwrap().is_empty());
        store.commit_plan(&made(1)).unwrap();
        store.commit_plan(&made(1)).unwrap();
        assert_eq!(store.plans().unwrap().len(), 1);
        let dropped = Event {
            id: Uuid::from_u128(2),
            at: 2,
            action: Action::Drop,
            ..made(1)
        };
        store.commit_plan(&dropped).unwrap();
        assert!(store.plans().unwrap()[0].dropped);
        for sql in ["DELETE FROM plan_events", "UPDATE plan_events SET at = 0"] {
            assert!(store.connection.execute(sql, []).is_err(), "{sql}");
        }
    }
}
