//! Taking in a whole log at once: one transaction, and each learner's memory once at its end.

use retain::review::Review;
use rusqlite::{Transaction, TransactionBehavior};

use super::{Fault, Store, StoreError, memory, rows};

/// While a large log comes in, its indexes want to stay in memory; in KiB.
const ROOM: i32 = 262_144;

impl Store {
    /// Adds the reviews that the log does not have yet, all or none; says how many those are.
    ///
    /// # Errors
    /// When they cannot be made durable; then none of them is in the log.
    pub fn import(&mut self, reviews: &[Review]) -> Result<usize, StoreError> {
        self.add_all(reviews).map_err(|fault| self.explain(fault))
    }

    fn add_all(&mut self, reviews: &[Review]) -> Result<usize, Fault> {
        self.connection.pragma_update(None, "cache_size", -ROOM)?;
        let transaction = Transaction::new(&mut self.connection, TransactionBehavior::Immediate)?;
        let mut added = 0;
        for review in reviews {
            added += usize::from(rows::add_review(&transaction, review)?);
        }
        if added > 0 {
            memory::anew(&transaction, &self.learner)?;
        }
        transaction.commit()?;
        Ok(added)
    }
}

#[cfg(test)]
mod tests {
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
}
