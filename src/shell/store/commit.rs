//! Writing events down: one transaction for each, on the disk when it returns.

use retain::identity::{Face, Version};
use retain::review::Event;
use retain::schedule::Memory;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use uuid::Uuid;

use super::{Fault, Learner, Store, StoreError, homes, memory, read, rows};

/// What came of a commit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Committed {
    /// The event is in the log and on the disk; with the memory of its card from now on, none
    /// for a card without reviews that count.
    Added(Option<Memory>),
    /// The log had an event of this id already; nothing is added.
    Known,
    /// Another process has changed the card's log meanwhile; nothing is added. With the card's
    /// memory as it now is.
    AnsweredElsewhere(Option<Memory>),
}

impl Store {
    /// Adds an event to the log.
    ///
    /// # Errors
    /// When it cannot be made durable; then it is not in the log.
    pub fn commit(&mut self, event: &Event) -> Result<Committed, StoreError> {
        add(&mut self.connection, &self.learner, event, None).map_err(|fault| self.explain(fault))
    }

    /// Adds an event to the log, if its card has as many reviews that count as the caller knows
    /// of: [`Memory::reviews`], 0 for a new card. For answers: an undo or an override holds
    /// whatever has been answered since. With what the card asks in words.
    ///
    /// # Errors
    /// When it cannot be made durable; then it is not in the log.
    pub fn commit_expecting(
        &mut self,
        event: &Event,
        reviews: u32,
        face: &Face,
    ) -> Result<Committed, StoreError> {
        let expected = Some((reviews, face));
        add(&mut self.connection, &self.learner, event, expected)
            .map_err(|fault| self.explain(fault))
    }
}

fn add(
    connection: &mut Connection,
    own: &Learner,
    event: &Event,
    expected: Option<(u32, &Face)>,
) -> Result<Committed, Fault> {
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    let added = match event {
        Event::Review(review) => rows::add_review(&transaction, review)?,
        Event::Amendment(amendment) => rows::add_amendment(&transaction, amendment)?,
        Event::Card(event) => rows::add_card_event(&transaction, event)?,
    };
    if !added {
        return Ok(Committed::Known);
    }
    let home = |version: &Version| homes::home(&transaction, version);
    let concerned = match event {
        Event::Review(review) => {
            if let Some((_, face)) = expected {
                rows::add_face(&transaction, &review.content, face)?;
            }
            let version = Version {
                card: review.card.clone(),
                content: review.content.clone(),
            };
            home(&version)?.map(|card| (review.learner.clone(), card))
        }
        Event::Card(event) => Some((event.learner.clone(), event.card.clone())),
        // The review may still be on its way from another machine.
        Event::Amendment(amendment) => match whose(&transaction, amendment.review)? {
            Some((learner, version)) => home(&version)?.map(|card| (learner, card)),
            None => None,
        },
    };
    let Some((learner, card)) = concerned else {
        transaction.commit()?;
        return Ok(Committed::Added(None));
    };
    let before = read::memory(&transaction, &learner, &card)?;
    if expected.is_some_and(|(reviews, _)| reviews != before.map_or(0, |memory| memory.reviews)) {
        transaction.rollback()?;
        return Ok(Committed::AnsweredElsewhere(before));
    }
    let after = if matches!(event, Event::Card(_)) {
        before
    } else {
        memory::mistrust_others(&transaction, &learner, &own.scheduler)?;
        memory::recompute(&transaction, &learner, &card, &own.scheduler)?
    };
    transaction.commit()?;
    Ok(Committed::Added(after))
}

fn whose(connection: &Connection, review: Uuid) -> rusqlite::Result<Option<(String, Version)>> {
    connection
        .prepare_cached("SELECT learner, deck, card, content FROM reviews WHERE id = ?1")?
        .query_row([review.to_string()], |row| {
            Ok((row.get(0)?, rows::version(row, 1)?))
        })
        .optional()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::store::testing::{amend, answer, card, face, open, review, suspend};
    use retain::mark::Verdict;
    use retain::review::{Change, Rating};

    fn added(committed: Committed) -> Option<Memory> {
        match committed {
            Committed::Added(memory) => memory,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_field_of_a_review_comes_back_as_it_was() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        let all = [
            review(1, 1, 0, Rating::Hard),
            review(2, 1, 1, Rating::Again),
        ];
        for one in &all {
            store.commit(&Event::Review(one.clone())).unwrap();
        }
        let mut found = Vec::new();
        store.counted(|counted| found.push(counted.review)).unwrap();
        assert_eq!(found, all);
    }

    #[test]
    fn the_same_event_twice_adds_nothing() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        for event in [
            answer(1, 1, 1, Rating::Good),
            amend(2, 1, Change::Undo),
            suspend(3, 1, 0, true),
        ] {
            store.commit(&event).unwrap();
            assert_eq!(store.commit(&event).unwrap(), Committed::Known);
        }
        assert_eq!(
            store
                .commit_expecting(&answer(1, 1, 1, Rating::Good), 9, &face())
                .unwrap(),
            Committed::Known
        );
        assert_eq!(store.review_count().unwrap(), 1);
    }

    #[test]
    fn the_log_cannot_be_changed_by_any_statement() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        store.commit(&answer(1, 1, 1, Rating::Good)).unwrap();
        store.commit(&amend(2, 1, Change::Undo)).unwrap();
        store.commit(&suspend(3, 1, 0, true)).unwrap();
        for table in ["reviews", "amendments", "card_events"] {
            let run = |sql: String| store.connection.execute(&sql, []);
            let said = run(format!("UPDATE {table} SET at = 5"))
                .err()
                .unwrap()
                .to_string();
            assert!(said.contains("never changed"), "{said}");
            let said = run(format!("DELETE FROM {table}"))
                .err()
                .unwrap()
                .to_string();
            assert!(said.contains("never removed"), "{said}");
            assert_eq!(
                run(format!(
                    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
                )),
                Ok(0)
            );
        }
    }

    #[test]
    fn an_undone_answer_leaves_the_card_as_it_was() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        let first = added(store.commit(&answer(1, 1, 1, Rating::Good)).unwrap());
        store.commit(&answer(2, 1, 5, Rating::Again)).unwrap();
        assert_eq!(
            added(store.commit(&amend(3, 2, Change::Undo)).unwrap()),
            first
        );
        assert_eq!(
            added(store.commit(&amend(4, 1, Change::Undo)).unwrap()),
            None
        );
        assert_eq!(store.memory(&card(1)).unwrap(), None);
        assert_eq!(store.review_count().unwrap(), 2);
    }

    #[test]
    fn an_override_counts_as_if_it_had_been_given_at_once() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        store.commit(&answer(1, 1, 1, Rating::Again)).unwrap();
        let change = Change::Override {
            verdict: Verdict::Correct,
            rating: Rating::Good,
        };
        let overridden = added(store.commit(&amend(2, 1, change)).unwrap());
        let other = tempfile::tempdir().unwrap();
        let at_once = added(
            open(other.path())
                .commit(&answer(1, 1, 1, Rating::Good))
                .unwrap(),
        );
        assert_eq!(overridden, at_once);
        let mut verdicts = Vec::new();
        store
            .counted(|c| verdicts.push((c.verdict, c.review.verdict)))
            .unwrap();
        assert_eq!(verdicts, [(Verdict::Correct, Verdict::Wrong)]);
    }

    #[test]
    fn an_amendment_may_come_before_its_review() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        assert_eq!(
            added(store.commit(&amend(2, 1, Change::Undo)).unwrap()),
            None
        );
        assert_eq!(
            added(store.commit(&answer(1, 1, 1, Rating::Good)).unwrap()),
            None
        );
    }

    #[test]
    fn two_sittings_count_a_card_once() {
        let temp = tempfile::tempdir().unwrap();
        let (mut one, mut two) = (open(temp.path()), open(temp.path()));
        let known = one
            .memory(&card(1))
            .unwrap()
            .map_or(0, |memory| memory.reviews);
        let first = added(
            one.commit_expecting(&answer(1, 1, 1, Rating::Good), known, &face())
                .unwrap(),
        );
        let late = answer(2, 1, 1, Rating::Good);
        assert_eq!(
            two.commit_expecting(&late, known, &face()).unwrap(),
            Committed::AnsweredElsewhere(first)
        );
        assert_eq!(two.memory(&card(1)).unwrap(), first);
        assert_eq!(one.review_count().unwrap(), 1);
        // Knowing of it, the second may go on: the card is missed once more, say.
        let next = added(two.commit_expecting(&late, 1, &face()).unwrap());
        assert_eq!(next.unwrap().reviews, 2);
        // Another card is none of its concern.
        added(
            one.commit_expecting(&answer(3, 2, 1, Rating::Good), 0, &face())
                .unwrap(),
        );
    }

    #[test]
    fn an_answer_that_does_not_fit_on_the_disk_is_not_there() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        store.commit(&answer(1, 1, 1, Rating::Good)).unwrap();
        let pages: u32 = store
            .connection
            .pragma_query_value(None, "page_count", |row| row.get(0))
            .unwrap();
        let limit = |store: &Store, pages: u32| {
            let name = "max_page_count";
            store
                .connection
                .pragma_update_and_check(None, name, pages, |_| Ok(()))
                .unwrap();
        };
        limit(&store, pages);
        let mut large = review(2, 1, 2, Rating::Good);
        large.reply = "x".repeat(100_000);
        let large = Event::Review(large);
        let error = store.commit(&large).err().unwrap();
        assert!(matches!(error.fault, Fault::Full));
        assert!(
            error
                .to_string()
                .contains("the disk is full; the last answer is not saved")
        );
        assert_eq!(open(temp.path()).review_count().unwrap(), 1);
        assert_eq!(store.memory(&card(1)).unwrap().unwrap().reviews, 1);
        limit(&store, 10_000);
        assert_eq!(added(store.commit(&large).unwrap()).unwrap().reviews, 2);
    }
}
