//! Answers of practice: kept as durably as others, and counted apart from them.

use retain::review::Review;
use retain::review::replay::{Amendments, Counted};
use rusqlite::Connection;

use super::{Store, StoreError, rows};

impl Store {
    /// Adds an answer of practice; says whether it is new. It is on the disk when this returns.
    ///
    /// # Errors
    /// When it cannot be made durable; then it is not there.
    pub fn commit_practice(&mut self, review: &Review) -> Result<bool, StoreError> {
        rows::add_practice(&self.connection, review).map_err(|error| self.explain(error))
    }

    /// Hands over this learner's answers of practice that count, in the order of their time.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn practised(&self, take: impl FnMut(Counted)) -> Result<(), StoreError> {
        practised(&self.connection, &self.learner.name, take).map_err(|error| self.explain(error))
    }
}

fn practised(
    connection: &Connection,
    learner: &str,
    mut take: impl FnMut(Counted),
) -> rusqlite::Result<()> {
    let moment = connection.unchecked_transaction()?;
    let amendments: Amendments = moment
        .prepare(&format!(
            "SELECT {} FROM amendments AS a JOIN practice AS p ON p.id = a.review",
            rows::AMENDMENT
        ))?
        .query_map([], rows::amendment)?
        .collect::<rusqlite::Result<_>>()?;
    let sql = format!(
        "SELECT {} FROM practice WHERE learner = ?1 ORDER BY at, id",
        rows::REVIEW
    );
    for review in moment.prepare(&sql)?.query_map([learner], rows::review)? {
        amendments.counted(review?).into_iter().for_each(&mut take);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::shell::store::testing::{amend, answer, card, open, review};
    use retain::review::{Change, Rating};

    #[test]
    fn practice_is_kept_apart_from_what_memory_is_made_of() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        store.commit(&answer(1, 1, 1, Rating::Good)).unwrap();
        let memory = store.memory(&card(1)).unwrap();
        let missed = review(2, 1, 5, Rating::Again);
        assert!(store.commit_practice(&missed).unwrap());
        assert!(!store.commit_practice(&missed).unwrap());
        store
            .commit_practice(&review(3, 2, 5, Rating::Good))
            .unwrap();
        store.commit(&amend(4, 3, Change::Undo)).unwrap();
        let mut found = Vec::new();
        store
            .practised(|counted| found.push(counted.review))
            .unwrap();
        assert_eq!(found, [missed]);
        store.rebuild().unwrap();
        assert_eq!(store.memory(&card(1)).unwrap(), memory);
        assert_eq!(store.memory(&card(2)).unwrap(), None);
        assert_eq!(
            (store.review_count().unwrap(), store.day(5).unwrap().answers),
            (1, 0)
        );
        for sql in ["DELETE FROM practice", "UPDATE practice SET at = 0"] {
            assert!(store.connection.execute(sql, []).is_err(), "{sql}");
        }
    }
}
