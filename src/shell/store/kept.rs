//! The fits of a learner: kept in a row of `meta`, and put to use on opening.

use retain::schedule::adopt::{Kept, Proposal};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::{Fault, Learner, Store, StoreError, memory};

impl Store {
    /// The fits of this learner.
    pub fn kept(&self) -> &Kept {
        &self.kept
    }

    /// Keeps a fit made at a time, in milliseconds since 1970; where it is adopted, due days are
    /// made anew with it. Says how many cards are due on another day then.
    ///
    /// # Errors
    /// When it cannot be made durable; then all is as it was.
    pub fn keep(&mut self, proposal: Proposal, at: i64) -> Result<usize, StoreError> {
        self.put(proposal, at).map_err(|fault| self.explain(fault))
    }

    fn put(&mut self, proposal: Proposal, at: i64) -> Result<usize, Fault> {
        let transaction = Transaction::new(&mut self.connection, TransactionBehavior::Immediate)?;
        // Another process may have fitted meanwhile.
        let mut kept = find(&transaction, &self.learner.name)?;
        kept.take(proposal, at);
        let text = serde_json::to_string(&kept).unwrap_or_default();
        let sql = "INSERT INTO meta (key, value) VALUES (?1, ?2) \
                   ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        transaction.execute(sql, (key(&self.learner.name), text))?;
        let before = due_days(&transaction, &self.learner.name)?;
        let learner = fitted(self.learner.clone(), &kept);
        memory::anew(&transaction, &learner)?;
        let after = due_days(&transaction, &learner.name)?;
        transaction.commit()?;
        (self.kept, self.learner) = (kept, learner);
        Ok(before.iter().zip(&after).filter(|(a, b)| a != b).count())
    }
}

/// The learner with the scheduler of the fit in force, if one is and fits are wanted.
pub fn fitted(mut learner: Learner, kept: &Kept) -> Learner {
    if let (true, Some(adopted)) = (learner.fitted, &kept.adopted)
        && let Ok(scheduler) = learner.scheduler.with(&adopted.parameters)
    {
        learner.scheduler = scheduler;
    }
    learner
}

/// The fits of a learner; none where they cannot be read, for then they can be made again.
pub fn find(connection: &Connection, learner: &str) -> rusqlite::Result<Kept> {
    let text: Option<String> = connection
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key(learner)], |row| row.get(0))
        .optional()?;
    Ok(text
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

fn key(learner: &str) -> String {
    format!("fit of {learner}")
}

fn due_days(connection: &Connection, learner: &str) -> rusqlite::Result<Vec<i32>> {
    connection
        .prepare_cached("SELECT due_day FROM memory WHERE learner = ?1 ORDER BY deck, card")?
        .query_map([learner], |row| row.get(0))?
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::store::testing::{NEW, me, open, review};
    use retain::review::Rating;
    use retain::schedule::Parameters;
    use retain::schedule::fit::Fit;

    #[test]
    fn an_adopted_fit_is_in_force_for_its_learner_from_then_on() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        let all = [1, 5, 20].map(|day| review(day as u128, 1, day, Rating::Good));
        store.import(&all).unwrap();
        let before = store.memories().unwrap();
        let mut parameters = Parameters::default().as_slice().to_vec();
        parameters[8] += 1.0;
        let plain = Parameters::new(&parameters).unwrap();
        let fit = Fit {
            answers: 3,
            timed: plain.clone(),
            plain,
        };
        let proposal = |fitted| Proposal {
            fits: vec![fit.clone()],
            tested: 2,
            fitted,
            default: 0.5,
        };
        assert_eq!(
            store.keep(proposal(0.6), 7).unwrap(),
            0,
            "it predicts worse"
        );
        assert_eq!(store.memories().unwrap(), before);
        assert_eq!(store.keep(proposal(0.4), 8).unwrap(), 1);
        let after = store.memories().unwrap();
        assert_ne!(after, before);
        drop(store);
        let mut again = open(temp.path());
        assert_eq!(again.memories().unwrap(), after);
        assert_eq!(again.kept().adopted.as_ref().unwrap().at, 8);
        again.rebuild().unwrap();
        assert_eq!(again.memories().unwrap(), after);
        drop(again);
        let unfitted = Learner {
            fitted: false,
            ..me(0.9)
        };
        let plain = Store::open(temp.path(), unfitted, NEW).unwrap();
        assert_eq!(plain.memories().unwrap(), before);
    }
}
