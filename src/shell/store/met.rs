//! What decks looked like when they were last met on this machine. No log: it tells what is new
//! in a deck and what is gone from it, and costs at most a question where it is lost.

use rusqlite::{Transaction, TransactionBehavior};

use super::{Fault, Store, StoreError};
use crate::shell::decks::Listed;

/// A deck as it was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// Its file, or the name of a built-in deck.
    pub place: String,
    /// Its id.
    pub deck: String,
    /// A digest of its cards; empty where something about them was left open.
    pub digest: String,
    /// The marks of its cards, in the order of the file.
    pub cards: Vec<u64>,
}

impl Met {
    /// Whether that is how a deck is now.
    pub fn is(&self, listed: &Listed) -> bool {
        let brief = &listed.brief;
        self.place == listed.place && self.deck == brief.id && self.digest == brief.digest
    }
}

impl Store {
    /// All decks that were met, without their cards.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn met(&self) -> Result<Vec<Met>, StoreError> {
        self.read_met("x''")
    }

    /// All decks that were met, with their cards.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn met_cards(&self) -> Result<Vec<Met>, StoreError> {
        self.read_met("cards")
    }

    fn read_met(&self, cards: &str) -> Result<Vec<Met>, StoreError> {
        let read = || -> rusqlite::Result<Vec<_>> {
            let sql = format!("SELECT place, deck, digest, {cards} FROM met ORDER BY place");
            let mut statement = self.connection.prepare_cached(&sql)?;
            let met = |row: &rusqlite::Row<'_>| {
                let cards: &[u8] = row.get_ref(3)?.as_blob()?;
                let mark = |bytes: &[u8]| {
                    let mut eight = [0; 8];
                    eight.copy_from_slice(bytes);
                    u64::from_le_bytes(eight)
                };
                Ok(Met {
                    place: row.get(0)?,
                    deck: row.get(1)?,
                    digest: row.get(2)?,
                    cards: cards.chunks_exact(8).map(mark).collect(),
                })
            };
            statement.query_map([], met)?.collect()
        };
        read().map_err(|error| self.explain(error))
    }

    /// Remembers decks as they are now, and forgets those of places that are gone.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn meet(&mut self, decks: &[Met], gone: &[String]) -> Result<(), StoreError> {
        let connection = &mut self.connection;
        let mut meet = || -> Result<(), Fault> {
            let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
            for place in gone {
                transaction.execute("DELETE FROM met WHERE place = ?1", [place])?;
            }
            for met in decks {
                let cards: Vec<u8> = met.cards.iter().flat_map(|c| c.to_le_bytes()).collect();
                transaction.execute(
                    "INSERT OR REPLACE INTO met (place, deck, digest, cards) VALUES (?1, ?2, ?3, ?4)",
                    (&met.place, &met.deck, &met.digest, cards),
                )?;
            }
            Ok(transaction.commit()?)
        };
        meet().map_err(|fault| StoreError {
            path: self.path.clone(),
            fault,
        })
    }
}
