//! Taking in a whole log at once: one transaction, and each learner's memory once at its end.

use retain::review::Review;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{Fault, Store, StoreError, memory, rows};
use crate::shell::progress::Progress;

/// While a large log comes in, its indexes want to stay in memory; in KiB.
const ROOM: i32 = 262_144;
/// From so many on, and more than are there, it is faster to make the indexes anew.
const MANY: usize = 10_000;

impl Store {
    /// Adds the reviews that the log does not have yet, all or none; says how many those are.
    ///
    /// # Errors
    /// When they cannot be made durable; then none of them is in the log.
    pub fn import(&mut self, reviews: &[Review]) -> Result<usize, StoreError> {
        self.add_all(reviews).map_err(|fault| self.explain(fault))
    }

    fn add_all(&mut self, reviews: &[Review]) -> Result<usize, Fault> {
        // In the order of the ids, which is that of time, rows come next to each other.
        let mut reviews: Vec<&Review> = reviews.iter().collect();
        reviews.sort_unstable_by_key(|review| review.id);
        self.connection.pragma_update(None, "cache_size", -ROOM)?;
        let transaction = Transaction::new(&mut self.connection, TransactionBehavior::Immediate)?;
        let there: usize =
            transaction.query_row("SELECT coalesce(max(rowid), 0) FROM reviews", [], |row| {
                row.get(0)
            })?;
        let indexes = match reviews.len() {
            many if many >= MANY && many > there => take_away_indexes(&transaction)?,
            _ => Vec::new(),
        };
        let progress = Progress::new("taking in answers", reviews.len());
        let mut added = 0;
        for review in reviews {
            added += usize::from(rows::add_review(&transaction, review)?);
            progress.step();
        }
        drop(progress);
        for index in indexes {
            transaction.execute_batch(&index)?;
        }
        if added > 0 {
            memory::anew(&transaction, &self.learner)?;
        }
        transaction.commit()?;
        Ok(added)
    }
}

/// Drops the indexes of the reviews, which are made much faster of all rows at once; gives what
/// makes them again.
fn take_away_indexes(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT name, sql FROM sqlite_schema \
               WHERE type = 'index' AND tbl_name = 'reviews' AND sql IS NOT NULL";
    let found = connection
        .prepare(sql)?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    for (name, _) in &found {
        connection.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    Ok(found.into_iter().map(|(_, sql)| sql).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::store::testing::{card, open, review};
    use retain::review::{Event, Rating};

    #[test]
    fn a_log_taken_in_at_once_is_as_one_answered_bit_by_bit() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        let all = [
            review(1, 1, 1, Rating::Good),
            review(2, 1, 4, Rating::Again),
            review(3, 2, 4, Rating::Easy),
        ];
        assert_eq!(store.import(&all).unwrap(), 3);
        assert_eq!(store.import(&all).unwrap(), 0);
        assert_eq!(store.review_count().unwrap(), 3);
        let other = tempfile::tempdir().unwrap();
        let mut bit_by_bit = open(other.path());
        for one in &all {
            bit_by_bit.commit(&Event::Review(one.clone())).unwrap();
        }
        assert_eq!(store.memories().unwrap(), bit_by_bit.memories().unwrap());
        assert_eq!(store.memory(&card(1)).unwrap().unwrap().reviews, 2);
        store.rebuild().unwrap();
        assert_eq!(store.memories().unwrap(), bit_by_bit.memories().unwrap());
    }

    #[test]
    fn a_log_that_is_larger_than_all_before_leaves_every_index_as_it_was() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        let schema = |store: &Store| -> Vec<String> {
            let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
            let mut statement = store.connection.prepare(sql).unwrap();
            let all = statement.query_map([], |row| row.get(0)).unwrap();
            all.map(Result::unwrap).collect()
        };
        let before = schema(&store);
        let many: Vec<_> = (0..u128::try_from(MANY).unwrap() + 5)
            .map(|n| review(n, (n % 200) as u8, (n / 50) as i32, Rating::Good))
            .collect();
        assert_eq!(store.import(&many).unwrap(), MANY + 5);
        assert_eq!(store.import(&many).unwrap(), 0);
        assert_eq!(schema(&store), before);
        assert!(store.check().unwrap().is_empty());
        assert_eq!(store.memories().unwrap().len(), 200);
    }
}
