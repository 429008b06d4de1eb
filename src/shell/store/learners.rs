//! Who learns with this store.

use rusqlite::{Connection, OptionalExtension};

use super::{Store, StoreError};

/// The tables whose rows belong to a learner.
const TABLES: [&str; 5] = [
    "reviews",
    "practice",
    "card_events",
    "plan_events",
    "test_events",
];

/// A learner and how much they have answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The name.
    pub name: String,
    /// Answers, without those that were taken back and without practice.
    pub answers: u64,
    /// The local day of the last of them.
    pub last_day: Option<i32>,
}

impl Store {
    /// All learners, by name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn learners(&self) -> Result<Vec<Known>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Known>> {
            let names = names(&self.connection)?;
            names
                .into_iter()
                .map(|name| known(&self.connection, name))
                .collect()
        };
        read().map_err(|error| self.explain(error))
    }

    /// The other learners, where this store has some and knows nothing of this one.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn others_of_a_newcomer(&self) -> Result<Vec<String>, StoreError> {
        let read = || -> rusqlite::Result<Vec<String>> {
            for table in TABLES {
                let sql = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE learner = ?1)");
                let mut statement = self.connection.prepare_cached(&sql)?;
                if statement.query_row([&self.learner.name], |row| row.get(0))? {
                    return Ok(Vec::new());
                }
            }
            names(&self.connection)
        };
        read().map_err(|error| self.explain(error))
    }
}

/// The names, each found by a step along an index: as fast with a million rows as with ten.
fn names(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut all = Vec::new();
    for table in TABLES {
        let sql =
            format!("SELECT learner FROM {table} WHERE learner > ?1 ORDER BY learner LIMIT 1");
        let mut statement = connection.prepare_cached(&sql)?;
        let mut last = String::new();
        while let Some(name) = statement
            .query_row([&last], |row| row.get::<_, String>(0))
            .optional()?
        {
            all.push(name.clone());
            last = name;
        }
    }
    all.sort();
    all.dedup();
    Ok(all)
}

fn known(connection: &Connection, name: String) -> rusqlite::Result<Known> {
    let sql = "SELECT count(*), max(day) FROM reviews AS r WHERE learner = ?1 AND NOT EXISTS \
               (SELECT 1 FROM amendments AS a WHERE a.review = r.id AND a.action = 'undo')";
    let (answers, last_day) = connection
        .prepare_cached(sql)?
        .query_row([&name], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(Known {
        name,
        answers,
        last_day,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::store::testing::{amend, answer, open, review};
    use retain::review::{Change, Event, Rating};

    #[test]
    fn learners_are_told_by_name_and_a_newcomer_hears_of_others() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        assert_eq!(store.learners().unwrap(), []);
        assert!(store.others_of_a_newcomer().unwrap().is_empty());
        let mut of_ann = review(1, 1, 4, Rating::Good);
        of_ann.learner = "ann".into();
        store.commit(&Event::Review(of_ann)).unwrap();
        assert_eq!(store.others_of_a_newcomer().unwrap(), ["ann"]);
        store.commit(&answer(2, 1, 5, Rating::Good)).unwrap();
        store.commit(&answer(3, 1, 6, Rating::Good)).unwrap();
        store.commit(&amend(4, 3, Change::Undo)).unwrap();
        assert!(store.others_of_a_newcomer().unwrap().is_empty());
        let known = |name: &str, last| Known {
            name: name.into(),
            answers: 1,
            last_day: Some(last),
        };
        assert_eq!(store.learners().unwrap(), [known("ann", 4), known("me", 5)]);
    }
}
