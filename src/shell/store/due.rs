//! What choosing the next cards reads: what is due, and what that needs besides, by index alone, so
//! that the size of the store does not matter.

use std::collections::HashSet;

use retain::review::CardId;
use retain::schedule::balance::Loads;
use retain::schedule::{Memory, Phase};

use super::{Store, StoreError, memory};

impl Store {
    /// Hands over what is known of the cards of this learner that are due up to a local day or being
    /// learned, and of those answered on the day `today` or later, each once: deck, card, memory.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn due(
        &self,
        until: i32,
        today: i32,
        mut take: impl FnMut(&str, &str, Memory),
    ) -> Result<(), StoreError> {
        let due = format!(
            "SELECT deck, card, {} FROM memory WHERE learner = ?1 AND due_day <= ?2",
            memory::MEMORY
        );
        let learning = format!(
            "SELECT deck, card, {} FROM memory INDEXED BY memory_in_learning \
             WHERE learner = ?1 AND due_day > ?2 AND phase <> 'review'",
            memory::MEMORY
        );
        let answered = format!(
            "SELECT deck, card, {} FROM memory WHERE learner = ?1 AND (deck, card) IN \
             (SELECT coalesce(h.to_deck, r.deck), coalesce(h.to_card, r.card) FROM reviews AS r \
              LEFT JOIN homes AS h ON h.deck = r.deck AND h.card = r.card AND h.content = r.content \
              WHERE r.learner = ?1 AND r.day >= ?2)",
            memory::MEMORY
        );
        let learner = &self.learner.name;
        let mut read = || -> rusqlite::Result<()> {
            for (sql, day) in [(&due, until), (&learning, until), (&answered, today)] {
                let mut statement = self.connection.prepare_cached(sql)?;
                let mut found = statement.query((learner, day))?;
                while let Some(row) = found.next()? {
                    let memory = memory::from_row(row, 2)?;
                    // What was answered today may still be due, or being learned.
                    let before = memory.due_day <= until || memory.phase != Phase::Review;
                    if !(std::ptr::eq(sql, &answered) && before) {
                        take(row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?, memory);
                    }
                }
            }
            Ok(())
        };
        read().map_err(|error| self.explain(error))
    }

    /// The cards of a deck that this learner has seen.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn seen(&self, deck: &str) -> Result<HashSet<String>, StoreError> {
        let read = || -> rusqlite::Result<HashSet<String>> {
            self.connection
                .prepare_cached("SELECT card FROM memory WHERE learner = ?1 AND deck = ?2")?
                .query_map((&self.learner.name, deck), |row| row.get(0))?
                .collect()
        };
        read().map_err(|error| self.explain(error))
    }

    /// How many cards are due on which day; these left out.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn loads(&self, suspended: &HashSet<CardId>) -> Result<Loads, StoreError> {
        let read = || -> rusqlite::Result<Vec<(i32, u32)>> {
            self.connection
                .prepare_cached(
                    "SELECT due_day, count(*) FROM memory INDEXED BY memory_loads \
                     WHERE learner = ?1 AND phase = 'review' GROUP BY due_day",
                )?
                .query_map([&self.learner.name], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        };
        let mut loads: Loads = read()
            .map_err(|error| self.explain(error))?
            .into_iter()
            .collect();
        for card in suspended {
            loads.change(self.memory(card)?.as_ref(), None);
        }
        Ok(loads)
    }

    /// Hands over the cards of this learner that are due after a local day with their due days,
    /// the next ones first, until `take` wants no more.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn due_after(
        &self,
        day: i32,
        mut take: impl FnMut(i32, &str, &str) -> bool,
    ) -> Result<(), StoreError> {
        let mut read = || -> rusqlite::Result<()> {
            let mut statement = self.connection.prepare_cached(
                "SELECT due_day, deck, card FROM memory \
                 WHERE learner = ?1 AND due_day > ?2 ORDER BY due_day",
            )?;
            let mut found = statement.query((&self.learner.name, day))?;
            while let Some(row) = found.next()? {
                let (deck, card) = (row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?);
                if !take(row.get(0)?, deck, card) {
                    break;
                }
            }
            Ok(())
        };
        read().map_err(|error| self.explain(error))
    }

    /// Whether this learner has an answer that is not undone on a local day.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn answered_on(&self, day: i32) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM reviews AS r INDEXED BY reviews_by_day \
                   WHERE r.learner = ?1 AND r.day = ?2 AND NOT EXISTS \
                   (SELECT 1 FROM amendments AS a WHERE a.review = r.id AND a.action = 'undo'))";
        let read = || {
            self.connection
                .prepare_cached(sql)?
                .query_row((&self.learner.name, day), |row| row.get(0))
        };
        read().map_err(|error| self.explain(error))
    }

    /// When this learner answered last, in milliseconds since 1970, be it undone or not.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn last_at(&self) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT max(at) FROM reviews WHERE learner = ?1";
        let read = || {
            self.connection
                .prepare_cached(sql)?
                .query_row([&self.learner.name], |row| row.get(0))
        };
        read().map_err(|error| self.explain(error))
    }
}
