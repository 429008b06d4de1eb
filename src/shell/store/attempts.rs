//! Tests in the store, and the texts of their decks.

use retain::attempt::record::{self, Action, Event, Kept};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use uuid::Uuid;

use super::{Fault, Store, StoreError, rows};

/// The text of a deck, as it was when a test began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeckText {
    /// Hexadecimal BLAKE3 of the text.
    pub digest: String,
    /// The file's name without its ending.
    pub name: String,
    /// The text.
    pub text: Vec<u8>,
}

impl Store {
    /// This learner's attempts at tests, in the order in which they began.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn attempts(&self) -> Result<Vec<Kept>, StoreError> {
        attempts(&self.connection, &self.learner.name).map_err(|error| self.explain(error))
    }

    /// Adds events of this learner's attempts, all or none, with the texts of decks that they
    /// name; they are on the disk when this returns. Says whether they were added: none is where
    /// the log has one of them already.
    ///
    /// # Errors
    /// When they cannot be made durable; then none is in the log.
    pub fn commit_attempt(
        &mut self,
        events: &[Event],
        texts: &[DeckText],
    ) -> Result<bool, StoreError> {
        let added = add(
            &mut self.connection,
            &self.learner.name,
            self.device,
            events,
            texts,
        );
        added.map_err(|fault| self.explain(fault))
    }

    /// The text of a deck by its digest, if a test has asked it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn deck_text(&self, digest: &str) -> Result<Option<DeckText>, StoreError> {
        self.connection
            .query_row(
                "SELECT digest, name, text FROM deck_texts WHERE digest = ?1",
                [digest],
                |row| {
                    Ok(DeckText {
                        digest: row.get(0)?,
                        name: row.get(1)?,
                        text: row.get(2)?,
                    })
                },
            )
            .optional()
            .map_err(|error| self.explain(error))
    }
}

fn add(
    connection: &mut Connection,
    learner: &str,
    device: Uuid,
    events: &[Event],
    texts: &[DeckText],
) -> Result<bool, Fault> {
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    for text in texts {
        transaction
            .prepare_cached("INSERT INTO deck_texts (digest, name, text) VALUES (?1, ?2, ?3)")?
            .execute((&text.digest, &text.name, &text.text))?;
    }
    let sql = "INSERT INTO test_events (id, attempt, learner, device, at, action) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    for event in events {
        let row = (
            event.id.to_string(),
            event.attempt.to_string(),
            learner,
            device.to_string(),
            event.at,
            serde_json::to_string(&event.action).unwrap_or_default(),
        );
        if transaction.prepare_cached(sql)?.execute(row)? == 0 {
            return Ok(false);
        }
    }
    transaction.commit()?;
    Ok(true)
}

fn attempts(connection: &Connection, learner: &str) -> rusqlite::Result<Vec<Kept>> {
    let sql = "SELECT id, attempt, at, action FROM test_events WHERE learner = ?1";
    let events = connection
        .prepare_cached(sql)?
        .query_map([learner], |row| {
            let text = row.get_ref(3)?.as_str()?;
            let action: Action = serde_json::from_str(text)
                .map_err(|_| rows::unknown(3, Type::Text, "action of a test", text))?;
            Ok(Event {
                id: rows::uuid(row, 0)?,
                attempt: rows::uuid(row, 1)?,
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
    use retain::attempt::record::{Terms, Why};

    fn event(id: u128, action: Action) -> Event {
        Event {
            id: Uuid::from_u128(id),
            attempt: Uuid::from_u128(1),
            at: 5,
            action,
        }
    }

    fn begin() -> Event {
        let terms = Terms {
            decks: Vec::new(),
            seed: 1,
            questions: Vec::new(),
            limit_ms: None,
            pass: None,
            tags: Vec::new(),
            name: None,
        };
        event(1, Action::Begin { terms })
    }

    #[test]
    fn an_attempt_is_kept_with_the_text_of_its_deck_and_nothing_is_changed() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        let text = DeckText {
            digest: "ab".into(),
            name: "deck".into(),
            text: b"[deck]".to_vec(),
        };
        let count = store.event_count().unwrap();
        assert!(
            store
                .commit_attempt(&[begin()], std::slice::from_ref(&text))
                .unwrap()
        );
        assert!(!store.commit_attempt(&[begin()], &[]).unwrap());
        assert_eq!(store.event_count().unwrap(), count + 1);
        assert_eq!(store.deck_text("ab").unwrap(), Some(text));
        assert_eq!(store.deck_text("cd").unwrap(), None);
        let close = Action::Close {
            why: Why::HandedIn,
            elapsed_ms: 7,
        };
        assert!(store.commit_attempt(&[event(2, close)], &[]).unwrap());
        let kept = store.attempts().unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(
            (kept[0].closed, kept[0].elapsed_ms),
            (Some(Why::HandedIn), 7)
        );
        for sql in [
            "DELETE FROM test_events",
            "UPDATE test_events SET at = 0",
            "DELETE FROM deck_texts",
            "UPDATE deck_texts SET name = ''",
        ] {
            assert!(store.connection.execute(sql, []).is_err(), "{sql}");
        }
    }
}
