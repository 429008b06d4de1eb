//! Reading what is known: memory, suspended cards, the reviews that count, a day's counts.

use std::collections::{HashMap, HashSet};

use retain::review::replay::{self, Amendments, Counted};
use retain::review::{CardEvent, CardId, Review};
use retain::schedule::Memory;
use rusqlite::{Connection, OptionalExtension, Row};

use super::homes::{self, Homes};
use super::{Store, StoreError, memory, rows};

/// How many of the latest answers say how long one takes.
const LATEST: u32 = 200;
/// No answer counts as longer than this, in milliseconds: the learner was elsewhere.
const LONGEST_MS: u32 = 60_000;

/// What a learner has done on one local day; undone answers left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayCounts {
    /// Cards whose first review was on that day.
    pub new: u32,
    /// Answers.
    pub answers: u32,
    /// Milliseconds of answering.
    pub took_ms: u64,
}

impl Store {
    /// What is known of all cards that this learner has answered.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn memories(&self) -> Result<HashMap<CardId, Memory>, StoreError> {
        memories(&self.connection, &self.learner.name).map_err(|error| self.explain(error))
    }

    /// What is known of one card at this moment, other processes' answers included.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn memory(&self, card: &CardId) -> Result<Option<Memory>, StoreError> {
        memory(&self.connection, &self.learner.name, card).map_err(|error| self.explain(error))
    }

    /// The cards that this learner keeps out of sittings.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn suspended(&self) -> Result<HashSet<CardId>, StoreError> {
        suspended(&self.connection, &self.learner.name).map_err(|error| self.explain(error))
    }

    /// Hands over all reviews of this learner that count, one after the other in replay order,
    /// with the card to which they belong by now; those that belong to none have the one that
    /// they name.
    ///
    /// # Errors
    /// When the store cannot be read.
    #[cfg(test)]
    pub fn counted(&self, mut take: impl FnMut(Counted)) -> Result<(), StoreError> {
        let take = |counted, _| take(counted);
        self.walk(take)
    }

    /// Hands over those of them that memory is made of: they belong to a card, and have come after
    /// it was last begun anew.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn remembered(&self, mut take: impl FnMut(Counted)) -> Result<(), StoreError> {
        let take = |counted, remembered| {
            if remembered {
                take(counted);
            }
        };
        self.walk(take)
    }

    fn walk(&self, take: impl FnMut(Counted, bool)) -> Result<(), StoreError> {
        let walk = || {
            // One transaction, so that the amendments and the reviews are of the same moment.
            let moment = self.connection.unchecked_transaction()?;
            counted(&moment, &self.learner.name, 0, take)
        };
        walk().map_err(|error| self.explain(error))
    }

    /// Hands over this learner's reviews that count and belong to one card, in replay order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn counted_of(&self, card: &CardId, take: impl FnMut(Counted)) -> Result<(), StoreError> {
        counted_of(&self.connection, &self.learner.name, card, take)
            .map_err(|error| self.explain(error))
    }

    /// What this learner has done on a local day, in days since 1970-01-01.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn day(&self, day: i32) -> Result<DayCounts, StoreError> {
        day_counts(&self.connection, &self.learner.name, day).map_err(|error| self.explain(error))
    }

    /// How long this learner answered on a local day, in milliseconds, for each deck to which
    /// the cards belong by now; undone answers left out.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn took_ms(&self, day: i32) -> Result<HashMap<String, u64>, StoreError> {
        took_ms(&self.connection, &self.learner.name, day).map_err(|error| self.explain(error))
    }

    /// The latest local days with answers of this learner, in ascending order, each with how
    /// many; undone ones among them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn days(&self, latest: usize) -> Result<Vec<(i32, usize)>, StoreError> {
        days(&self.connection, &self.learner.name, latest).map_err(|error| self.explain(error))
    }

    /// How long this learner's latest answers took on average, in milliseconds up to 60,000;
    /// none before the first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn usual_ms(&self) -> Result<Option<u32>, StoreError> {
        usual_ms(&self.connection, &self.learner.name).map_err(|error| self.explain(error))
    }

    /// What SQLite's own check finds wrong; nothing in a sound store.
    ///
    /// # Errors
    /// When the store cannot be read at all.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        let check = || -> rusqlite::Result<Vec<String>> {
            let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
            statement.query_map([], |row| row.get(0))?.collect()
        };
        let mut found = check().map_err(|error| self.explain(error))?;
        found.retain(|line| line != "ok");
        Ok(found)
    }

    /// How many answers the log holds, of all learners and with those undone.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn review_count(&self) -> Result<u64, StoreError> {
        self.rows("reviews")
    }

    /// How many events the log has.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn event_count(&self) -> Result<u64, StoreError> {
        let tables = [
            "reviews",
            "amendments",
            "card_events",
            "bindings",
            "resets",
            "practice",
            "plan_events",
            "test_events",
        ];
        tables.iter().map(|table| self.rows(table)).sum()
    }

    fn rows(&self, table: &str) -> Result<u64, StoreError> {
        // Rows are numbered from 1 and never removed, so the last number is their count.
        self.connection
            .query_row(
                &format!("SELECT coalesce(max(rowid), 0) FROM {table}"),
                [],
                |row| row.get(0),
            )
            .map_err(|error| self.explain(error))
    }
}

pub fn memory(
    connection: &Connection,
    learner: &str,
    card: &CardId,
) -> rusqlite::Result<Option<Memory>> {
    let sql = format!(
        "SELECT {} FROM memory WHERE learner = ?1 AND deck = ?2 AND card = ?3",
        memory::MEMORY
    );
    connection
        .prepare_cached(&sql)?
        .query_row((learner, &card.deck, &card.card), |row| {
            memory::from_row(row, 0)
        })
        .optional()
}

fn memories(connection: &Connection, learner: &str) -> rusqlite::Result<HashMap<CardId, Memory>> {
    let sql = format!(
        "SELECT deck, card, {} FROM memory WHERE learner = ?1",
        memory::MEMORY
    );
    connection
        .prepare_cached(&sql)?
        .query_map([learner], |row| {
            Ok((rows::card(row, 0)?, memory::from_row(row, 2)?))
        })?
        .collect()
}

fn suspended(connection: &Connection, learner: &str) -> rusqlite::Result<HashSet<CardId>> {
    let sql = "SELECT id, deck, card, device, at, action = 'suspend' FROM card_events \
               WHERE learner = ?1";
    let events = connection
        .prepare_cached(sql)?
        .query_map([learner], |row| {
            Ok(CardEvent {
                id: rows::uuid(row, 0)?,
                card: rows::card(row, 1)?,
                learner: learner.to_owned(),
                device: rows::uuid(row, 3)?,
                at: row.get(4)?,
                suspended: row.get(5)?,
            })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(replay::suspended(events))
}

/// Hands over the reviews that count and stand in the log behind a row, in replay order, with
/// whether memory is made of them.
fn counted(
    moment: &Connection,
    learner: &str,
    behind: i64,
    take: impl FnMut(Counted, bool),
) -> rusqlite::Result<()> {
    counted_as(moment, learner, behind, (rows::REVIEW, rows::review), take)
}

/// The same, of each review only what a prediction is made of.
pub fn glanced_at(
    moment: &Connection,
    learner: &str,
    behind: i64,
    take: impl FnMut(Counted, bool),
) -> rusqlite::Result<()> {
    counted_as(moment, learner, behind, (rows::GLANCE, rows::glance), take)
}

fn counted_as(
    moment: &Connection,
    learner: &str,
    behind: i64,
    (columns, read): (&str, fn(&Row<'_>) -> rusqlite::Result<Review>),
    mut take: impl FnMut(Counted, bool),
) -> rusqlite::Result<()> {
    let amendments: Amendments = match behind {
        0 => moment
            .prepare(&format!("SELECT {} FROM amendments AS a", rows::AMENDMENT))?
            .query_map([], rows::amendment)?
            .collect::<rusqlite::Result<_>>()?,
        _ => moment
            .prepare(&format!(
                "SELECT {} FROM reviews AS r JOIN amendments AS a ON a.review = r.id \
                 WHERE r.rowid > ?1",
                rows::AMENDMENT
            ))?
            .query_map([behind], rows::amendment)?
            .collect::<rusqlite::Result<_>>()?,
    };
    // The sign keeps the search on the rows behind, which are few, or on the learner.
    let condition = match behind {
        0 => "learner = ?1 AND +rowid > ?2",
        _ => "+learner = ?1 AND rowid > ?2",
    };
    let sql = format!("SELECT {columns} FROM reviews WHERE {condition} ORDER BY at, id");
    let homes = Homes::read(moment)?;
    let resets = homes::resets(moment, learner, &homes)?;
    for review in moment.prepare(&sql)?.query_map((learner, behind), read)? {
        let mut review = review?;
        let mut remembered = true;
        if homes.concern(&review.card) {
            match homes.home(&review.card, &review.content) {
                Some(home) => review.card = home,
                None => remembered = false,
            }
        }
        remembered &= homes::comes_after(resets.get(&review.card), review.at, review.id);
        if let Some(counted) = amendments.counted(review) {
            take(counted, remembered);
        }
    }
    Ok(())
}

fn counted_of(
    connection: &Connection,
    learner: &str,
    card: &CardId,
    mut take: impl FnMut(Counted),
) -> rusqlite::Result<()> {
    let moment = connection.unchecked_transaction()?;
    let mine = format!("SELECT id FROM ({})", homes::MINE);
    let sql = format!(
        "SELECT {} FROM amendments AS a WHERE a.review IN ({mine})",
        rows::AMENDMENT
    );
    let whose = (learner, &card.deck, &card.card);
    let amendments: Amendments = moment
        .prepare_cached(&sql)?
        .query_map(whose, rows::amendment)?
        .collect::<rusqlite::Result<_>>()?;
    let sql = format!(
        "SELECT {} FROM reviews WHERE id IN ({mine}) ORDER BY at, id",
        rows::REVIEW
    );
    for review in moment
        .prepare_cached(&sql)?
        .query_map(whose, rows::review)?
    {
        let review = Review {
            card: card.clone(),
            ..review?
        };
        amendments.counted(review).into_iter().for_each(&mut take);
    }
    Ok(())
}

fn day_counts(connection: &Connection, learner: &str, day: i32) -> rusqlite::Result<DayCounts> {
    let sql = "SELECT count(DISTINCT CASE WHEN m.first_day = r.day THEN m.deck || '/' || m.card END), \
                      count(*), coalesce(sum(r.took_ms), 0) \
               FROM reviews AS r \
               LEFT JOIN homes AS h ON h.deck = r.deck AND h.card = r.card AND h.content = r.content \
               LEFT JOIN memory AS m ON m.learner = r.learner \
                    AND m.deck = CASE WHEN h.deck IS NULL THEN r.deck ELSE h.to_deck END \
                    AND m.card = CASE WHEN h.deck IS NULL THEN r.card ELSE h.to_card END \
               WHERE r.learner = ?1 AND r.day = ?2 AND NOT EXISTS \
                     (SELECT 1 FROM amendments AS a WHERE a.review = r.id AND a.action = 'undo')";
    connection
        .prepare_cached(sql)?
        .query_row((learner, day), |row| {
            Ok(DayCounts {
                new: row.get(0)?,
                answers: row.get(1)?,
                took_ms: row.get(2)?,
            })
        })
}

fn took_ms(
    connection: &Connection,
    learner: &str,
    day: i32,
) -> rusqlite::Result<HashMap<String, u64>> {
    // Answers that belong to no card any more were given in the deck that they name.
    let sql = "SELECT coalesce(h.to_deck, r.deck), sum(r.took_ms) FROM reviews AS r \
               LEFT JOIN homes AS h ON h.deck = r.deck AND h.card = r.card AND h.content = r.content \
               WHERE r.learner = ?1 AND r.day = ?2 AND NOT EXISTS \
                     (SELECT 1 FROM amendments AS a WHERE a.review = r.id AND a.action = 'undo') \
               GROUP BY 1";
    connection
        .prepare_cached(sql)?
        .query_map((learner, day), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn days(
    connection: &Connection,
    learner: &str,
    latest: usize,
) -> rusqlite::Result<Vec<(i32, usize)>> {
    let sql = "SELECT day, answers FROM answered WHERE learner = ?1 ORDER BY day DESC LIMIT ?2";
    let mut days = connection
        .prepare_cached(sql)?
        .query_map((learner, latest), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    days.reverse();
    Ok(days)
}

fn usual_ms(connection: &Connection, learner: &str) -> rusqlite::Result<Option<u32>> {
    let sql = "SELECT CAST(round(avg(min(took_ms, ?2))) AS INTEGER) FROM \
               (SELECT took_ms FROM reviews WHERE learner = ?1 ORDER BY at DESC LIMIT ?3)";
    connection
        .prepare_cached(sql)?
        .query_row((learner, LONGEST_MS, LATEST), |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::store::Act;
    use crate::shell::store::testing::{amend, answer, card, open, review, suspend};
    use retain::identity::Version;
    use retain::identity::binding::{Binding, Reset, Turn};
    use retain::review::{Change, Event, Rating};
    use uuid::Uuid;

    #[test]
    fn a_day_counts_its_answers_and_the_cards_it_began() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        for event in [
            answer(1, 1, 3, Rating::Again),
            answer(2, 1, 3, Rating::Good),
            answer(3, 1, 4, Rating::Good),
            answer(4, 2, 4, Rating::Good),
            answer(5, 3, 4, Rating::Good),
            amend(6, 5, Change::Undo),
        ] {
            store.commit(&event).unwrap();
        }
        let counts = |new, answers| DayCounts {
            new,
            answers,
            took_ms: u64::from(answers) * 1000,
        };
        assert_eq!(store.day(2).unwrap(), counts(0, 0));
        assert_eq!(store.day(3).unwrap(), counts(1, 2));
        assert_eq!(store.day(4).unwrap(), counts(1, 2));
        // Undoing the first day makes the card new on the second.
        store.commit(&amend(7, 1, Change::Undo)).unwrap();
        store.commit(&amend(8, 2, Change::Undo)).unwrap();
        assert_eq!(store.day(3).unwrap(), counts(0, 0));
        assert_eq!(store.day(4).unwrap(), counts(2, 2));
    }

    #[test]
    fn the_usual_time_is_that_of_the_latest_answers_without_the_pauses() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        assert_eq!(store.usual_ms().unwrap(), None);
        let mut long = review(1, 1, 1, Rating::Good);
        long.took_ms = u32::MAX;
        store.commit(&Event::Review(long)).unwrap();
        assert_eq!(store.usual_ms().unwrap(), Some(60_000));
        store.commit(&answer(2, 1, 2, Rating::Good)).unwrap();
        assert_eq!(store.usual_ms().unwrap(), Some(30_500));
        for n in 0..200u8 {
            store
                .commit(&answer(u128::from(n) + 10, n, 3, Rating::Good))
                .unwrap();
        }
        assert_eq!(store.usual_ms().unwrap(), Some(1000));
    }

    #[test]
    fn what_belongs_to_no_card_or_was_before_a_new_beginning_is_not_remembered() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        for (id, n, day) in [(1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 3, 9)] {
            store.commit(&answer(id, n, day, Rating::Good)).unwrap();
        }
        let version = |n| Version {
            card: card(n),
            content: "0123abcd".into(),
        };
        let part = Binding {
            id: Uuid::from_u128(10),
            act: Uuid::from_u128(10),
            version: version(1),
            turn: Turn::Part,
            why: String::new(),
            device: Uuid::nil(),
            at: 1,
        };
        let reset = Reset {
            id: Uuid::from_u128(11),
            version: version(3),
            learner: "me".into(),
            device: Uuid::nil(),
            at: 5 * 86_400_000,
            day: 5,
        };
        let act = Act {
            words: vec![part],
            resets: vec![reset],
            ..Act::default()
        };
        assert!(store.act(&act, 0).unwrap());
        let (mut all, mut remembered) = (Vec::new(), Vec::new());
        let number = |counted: Counted| counted.review.id.as_u128();
        store.counted(|counted| all.push(number(counted))).unwrap();
        store
            .remembered(|counted| remembered.push(number(counted)))
            .unwrap();
        assert_eq!((all, remembered), (vec![1, 2, 3, 4], vec![2, 4]));
        let reviews: u32 = store.memories().unwrap().values().map(|m| m.reviews).sum();
        assert_eq!(reviews, 2, "as memory has it");
    }

    #[test]
    fn a_suspended_card_stays_so_until_it_is_resumed() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        store.commit(&suspend(1, 1, 10, true)).unwrap();
        store.commit(&suspend(2, 2, 10, true)).unwrap();
        store.commit(&suspend(3, 1, 11, false)).unwrap();
        assert_eq!(store.suspended().unwrap(), HashSet::from([card(2)]));
        assert!(store.memories().unwrap().is_empty());
    }
}
