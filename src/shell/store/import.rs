//! Taking in a whole log at once: one transaction, and what is derived from it once at its end.

use std::collections::{HashMap, HashSet};

use retain::review::Review;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use uuid::Uuid;

use super::{Fault, Store, StoreError, memory, rows};
use crate::shell::progress::Progress;

/// While a large log comes in, its indexes want to stay in memory; in KiB.
const ROOM: i32 = 262_144;
/// From so many on, and more than are there, it is faster to make anew what is derived.
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
        let mut reviews: Vec<(Uuid, &Review)> =
            reviews.iter().map(|review| (review.id, review)).collect();
        reviews.sort_unstable_by_key(|(id, _)| *id);
        self.connection.pragma_update(None, "cache_size", -ROOM)?;
        let transaction = Transaction::new(&mut self.connection, TransactionBehavior::Immediate)?;
        let there: usize =
            transaction.query_row("SELECT coalesce(max(rowid), 0) FROM reviews", [], |row| {
                row.get(0)
            })?;
        let mut apart = match reviews.len() {
            many if many >= MANY && many > there => Some(Apart::take(&transaction)?),
            _ => None,
        };
        let progress = Progress::new("taking in answers", reviews.len());
        let mut added = 0;
        let mut insert = rows::adding(&transaction)?;
        for (_, review) in reviews {
            if rows::add(&mut insert, review)? {
                added += 1;
                if let Some(apart) = &mut apart {
                    apart.note(review);
                }
            }
            progress.step();
        }
        drop((progress, insert));
        if let Some(apart) = apart {
            apart.put_back(&transaction)?;
        }
        if added > 0 {
            memory::anew(&transaction, &self.learner)?;
        }
        transaction.commit()?;
        Ok(added)
    }
}

/// What hangs on the reviews and is made much faster of all rows at once: their indexes, and what
/// the triggers on each new row would write.
struct Apart<'r> {
    /// What makes indexes and triggers again.
    schema: Vec<String>,
    versions: HashSet<(&'r str, &'r str, &'r str)>,
    answered: HashMap<(&'r str, i32), u32>,
}

impl<'r> Apart<'r> {
    /// Takes indexes and triggers away, within the transaction.
    fn take(connection: &Connection) -> rusqlite::Result<Self> {
        let sql = "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = 'reviews' \
                   AND sql IS NOT NULL AND type IN ('index', 'trigger')";
        let found = connection
            .prepare(sql)?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<Vec<(String, String, String)>>>()?;
        for (kind, name, _) in &found {
            connection.execute_batch(&format!("DROP {kind} {name}"))?;
        }
        Ok(Self {
            schema: found.into_iter().map(|(.., sql)| sql).collect(),
            versions: HashSet::new(),
            answered: HashMap::new(),
        })
    }

    /// Takes down what the triggers would have written of a new row.
    fn note(&mut self, review: &'r Review) {
        let card = &review.card;
        self.versions
            .insert((&card.deck, &card.card, &review.content));
        let day = (review.learner.as_str(), review.day);
        *self.answered.entry(day).or_default() += 1;
    }

    fn put_back(self, connection: &Connection) -> rusqlite::Result<()> {
        let sql = "INSERT INTO versions VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        let mut insert = connection.prepare(sql)?;
        let mut versions: Vec<_> = self.versions.into_iter().collect();
        versions.sort_unstable();
        for version in versions {
            insert.execute(version)?;
        }
        let sql = "INSERT INTO answered VALUES (?1, ?2, ?3) \
                   ON CONFLICT (learner, day) DO UPDATE SET answers = answers + excluded.answers";
        let mut insert = connection.prepare(sql)?;
        for ((learner, day), answers) in self.answered {
            insert.execute((learner, day, answers))?;
        }
        for sql in self.schema {
            connection.execute_batch(&sql)?;
        }
        Ok(())
    }
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
    fn a_log_that_is_larger_than_all_before_leaves_everything_as_single_answers_would() {
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
        assert_eq!(store.import(&many[..50]).unwrap(), 50);
        assert_eq!(store.import(&many).unwrap(), MANY - 45);
        assert_eq!(store.import(&many).unwrap(), 0);
        assert_eq!(schema(&store), before);
        let derived = |store: &Store| -> Vec<String> {
            let sql = "SELECT deck || card || content FROM versions \
                       UNION ALL SELECT learner || day || answers FROM answered";
            let mut statement = store.connection.prepare(sql).unwrap();
            let all = statement.query_map([], |row| row.get(0)).unwrap();
            all.map(Result::unwrap).collect()
        };
        let all_at_once = derived(&store);
        store.rebuild().unwrap();
        assert_eq!(derived(&store), all_at_once);
        assert!(store.check().unwrap().is_empty());
        assert_eq!(store.memories().unwrap().len(), 200);
    }
}
