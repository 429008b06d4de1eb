//! The tables `outlooks` and `outlook_cards`: a learner's log walked to some point, so that a
//! sitting walks only what has come since.
//!
//! What is kept holds as long as the log has only grown at its end: no review has come in before
//! the last one that was taken in, nothing has been said of those by amendment or reset, no version
//! belongs to another card, and fits, switches and the program are the same. Otherwise the whole
//! log is walked anew. What is predicted is the same either way.

use std::collections::HashSet;

use retain::review::CardId;
use retain::schedule::forecast::{Outlook, Switches};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::{Fault, Store, StoreError, read};
use crate::shell::files;
use crate::shell::progress::Progress;

/// A shorter walk than this, in answers, is not worth a write.
const WORTH_KEEPING: usize = 200;

/// How far a walk has come.
#[derive(Debug, Clone, PartialEq)]
struct Reached {
    made_with: String,
    reviews: i64,
    amendments: i64,
    resets: i64,
    homes: String,
    /// Time and id of the last review in replay order.
    last: (i64, String),
}

impl Store {
    /// What is predicted from now on. Of cards that were last answered before what was walked now
    /// it is told by [`Store::recollection`].
    ///
    /// # Errors
    /// When the store cannot be read, or written though it may be.
    pub fn outlook(&mut self, switches: Switches) -> Result<Outlook, StoreError> {
        self.walked(switches).map_err(|fault| self.explain(fault))
    }

    /// What is kept of a card for the outlook.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn recollection(&self, card: &CardId) -> Result<Option<Vec<u8>>, StoreError> {
        recollection(&self.connection, &self.learner.name, card)
            .map_err(|error| self.explain(error))
    }

    fn walked(&mut self, switches: Switches) -> Result<Outlook, Fault> {
        let writable = self.is_writable();
        let (learner, fits) = (self.learner.name.clone(), &self.kept.fits);
        let build = files::own_build();
        let all_fits = serde_json::to_string(fits).unwrap_or_default();
        let made_with = format!("{build} {switches:?} {}", blake3::hash(all_fits.as_bytes()));
        // What is read is of one moment, and what is written follows from it.
        let moment = self.connection.unchecked_transaction()?;
        let reached = Reached::now(&moment, &learner, made_with)?;
        let kept = kept(&moment, &learner)?;
        let (base, resumed) = match kept {
            Some((before, state)) if reached.follows(&before, &moment, &learner)? => {
                let outlook = Outlook::unpack(fits, switches, &state);
                (Some(before), outlook)
            }
            other => (other.map(|(before, _)| before), None),
        };
        let from = match (&base, &resumed) {
            (Some(before), Some(_)) => before.reviews,
            _ => 0,
        };
        let whole = resumed.is_none();
        let mut outlook = resumed.unwrap_or_else(|| Outlook::new(fits, switches));
        let mut taken: HashSet<CardId> = HashSet::new();
        let steps = usize::try_from(reached.reviews - from).unwrap_or(0);
        let progress = Progress::new("looking back", steps);
        let mut fault = None;
        read::glanced_at(&moment, &learner, from, |one, remembered| {
            progress.step();
            if !remembered {
                return;
            }
            let card = &one.review.card;
            if !whole && !outlook.knows(card) {
                match recollection(&moment, &learner, card) {
                    Ok(Some(state)) => _ = outlook.unpack_card(card, &state),
                    Ok(None) => {}
                    Err(error) => fault = Some(error),
                }
            }
            outlook.take(&one.review, one.rating);
            if !taken.contains(card) {
                taken.insert(one.review.card);
            }
        })?;
        drop(progress);
        if let Some(error) = fault {
            return Err(error.into());
        }
        drop(moment);
        let worth = whole || steps >= WORTH_KEEPING;
        if writable && worth && !taken.is_empty() {
            let walk = Walk {
                reached,
                whole,
                outlook: &outlook,
                taken,
            };
            walk.keep(&mut self.connection, &learner, base.as_ref())?;
        }
        Ok(outlook)
    }
}

/// What a walk came to.
struct Walk<'o> {
    reached: Reached,
    whole: bool,
    outlook: &'o Outlook,
    taken: HashSet<CardId>,
}

impl Walk<'_> {
    /// Keeps it, unless another process has kept something since it began.
    fn keep(
        &self,
        connection: &mut Connection,
        learner: &str,
        base: Option<&Reached>,
    ) -> Result<(), Fault> {
        let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
        let there = kept(&transaction, learner)?.map(|(reached, _)| reached);
        if there.as_ref() != base {
            return Ok(());
        }
        if self.whole {
            transaction.execute("DELETE FROM outlook_cards WHERE learner = ?1", [learner])?;
        }
        let sql = "INSERT OR REPLACE INTO outlook_cards VALUES (?1, ?2, ?3, ?4)";
        let mut insert = transaction.prepare(sql)?;
        let mut taken: Vec<&CardId> = self.taken.iter().collect();
        taken.sort_unstable();
        for card in taken {
            if let Some(state) = self.outlook.pack_card(card) {
                insert.execute((learner, &card.deck, &card.card, state))?;
            }
        }
        drop(insert);
        let Reached {
            made_with,
            reviews,
            amendments,
            resets,
            homes,
            last: (at, id),
        } = &self.reached;
        transaction.execute(
            "INSERT OR REPLACE INTO outlooks VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            rusqlite::params![
                learner,
                made_with,
                reviews,
                amendments,
                resets,
                homes,
                at,
                id,
                self.outlook.pack()
            ],
        )?;
        Ok(transaction.commit()?)
    }
}

impl Reached {
    /// The end of the log.
    fn now(connection: &Connection, learner: &str, made_with: String) -> rusqlite::Result<Self> {
        let last_row = |table: &str| -> rusqlite::Result<i64> {
            let sql = format!("SELECT coalesce(max(rowid), 0) FROM {table}");
            connection.query_row(&sql, [], |row| row.get(0))
        };
        let last = connection
            .prepare_cached(
                "SELECT at, id FROM reviews INDEXED BY reviews_by_time WHERE learner = ?1 \
                 AND at = (SELECT max(at) FROM reviews WHERE learner = ?1) \
                 ORDER BY id DESC LIMIT 1",
            )?
            .query_row([learner], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let mut homes = blake3::Hasher::new();
        let sql = "SELECT deck, card, content, coalesce(to_deck, ''), coalesce(to_card, '') \
                   FROM homes ORDER BY deck, card, content";
        let mut statement = connection.prepare_cached(sql)?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            for column in 0..5 {
                homes.update(row.get_ref(column)?.as_bytes()?);
                homes.update(b"\0");
            }
        }
        Ok(Self {
            made_with,
            reviews: last_row("reviews")?,
            amendments: last_row("amendments")?,
            resets: last_row("resets")?,
            homes: homes.finalize().to_hex().to_string(),
            last: last.unwrap_or((i64::MIN, String::new())),
        })
    }

    /// Whether the log has only grown at its end since an earlier walk.
    fn follows(
        &self,
        before: &Self,
        connection: &Connection,
        learner: &str,
    ) -> rusqlite::Result<bool> {
        let same = self.made_with == before.made_with
            && self.resets == before.resets
            && self.homes == before.homes
            && self.reviews >= before.reviews
            && self.amendments >= before.amendments;
        if !same {
            return Ok(false);
        }
        let came_before = "SELECT EXISTS (SELECT 1 FROM reviews \
                           WHERE rowid > ?1 AND +learner = ?2 AND (at, id) < (?3, ?4))";
        let (at, id) = &before.last;
        let came_before: bool = connection
            .prepare_cached(came_before)?
            .query_row((before.reviews, learner, at, id), |row| row.get(0))?;
        // The cross join keeps the search on the amendments behind, which are few.
        let amended = "SELECT EXISTS (SELECT 1 FROM amendments AS a \
                       CROSS JOIN reviews AS r ON r.id = a.review \
                       WHERE a.rowid > ?1 AND r.rowid <= ?2 AND r.learner = ?3)";
        let amended: bool = connection
            .prepare_cached(amended)?
            .query_row((before.amendments, before.reviews, learner), |row| {
                row.get(0)
            })?;
        Ok(!came_before && !amended)
    }
}

fn kept(connection: &Connection, learner: &str) -> rusqlite::Result<Option<(Reached, Vec<u8>)>> {
    let sql = "SELECT made_with, reviews, amendments, resets, homes, at, id, state \
               FROM outlooks WHERE learner = ?1";
    connection
        .prepare_cached(sql)?
        .query_row([learner], |row| {
            let reached = Reached {
                made_with: row.get(0)?,
                reviews: row.get(1)?,
                amendments: row.get(2)?,
                resets: row.get(3)?,
                homes: row.get(4)?,
                last: (row.get(5)?, row.get(6)?),
            };
            Ok((reached, row.get(7)?))
        })
        .optional()
}

fn recollection(
    connection: &Connection,
    learner: &str,
    card: &CardId,
) -> rusqlite::Result<Option<Vec<u8>>> {
    let sql = "SELECT state FROM outlook_cards WHERE learner = ?1 AND deck = ?2 AND card = ?3";
    connection
        .prepare_cached(sql)?
        .query_row((learner, &card.deck, &card.card), |row| row.get(0))
        .optional()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::store::testing::{amend, open, review};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use retain::review::{Change, Event, Rating};

    /// What it predicts of the cards, each known from the table where it has to be.
    fn predictions(store: &mut Store) -> Vec<Option<u64>> {
        let mut outlook = store.outlook(Switches::ALL).unwrap();
        let cards = (0..6).map(crate::shell::store::testing::card);
        let predict = |card: CardId| {
            if !outlook.knows(&card)
                && let Some(state) = store.recollection(&card).unwrap()
            {
                assert!(outlook.unpack_card(&card, &state));
            }
            outlook.recall(&card, 5000).map(f64::to_bits)
        };
        cards.map(predict).collect()
    }

    fn from_the_log(store: &Store) -> Vec<Option<u64>> {
        let mut outlook = Outlook::new(&store.kept.fits, Switches::ALL);
        store
            .remembered(|one| outlook.take(&one.review, one.rating))
            .unwrap();
        let cards = (0..6).map(crate::shell::store::testing::card);
        let cards = cards.map(|card| outlook.recall(&card, 5000).map(f64::to_bits));
        cards.collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn what_is_kept_predicts_what_a_walk_of_the_whole_log_predicts(
            sittings in vec(vec((0u8..6, 0i32..9, 1usize..5, 0u8..12), 1..120), 1..4),
        ) {
            let temp = tempfile::tempdir().unwrap();
            let mut store = open(temp.path());
            let (mut id, mut day) = (1u128, 0);
            for answers in sittings {
                for (card, gap, rating, what) in answers {
                    day += gap;
                    let rating = Rating::ALL[rating - 1];
                    id += 1;
                    let event = match what {
                        // Of an earlier answer, maybe one that has been taken in.
                        0 => amend(id, id / 2, Change::Undo),
                        1 => amend(id, id - 1, Change::Undo),
                        // From another machine, late.
                        2 => Event::Review(review(id, card, day / 2, rating)),
                        _ => Event::Review(review(id, card, day, rating)),
                    };
                    store.commit(&event).unwrap();
                }
                prop_assert_eq!(predictions(&mut store), from_the_log(&store));
            }
        }
    }

    #[test]
    fn a_log_that_has_grown_is_walked_from_where_the_last_walk_ended() {
        let temp = tempfile::tempdir().unwrap();
        let mut store = open(temp.path());
        let answers = |from: u128| {
            let day = |n: u128| i32::try_from(n).unwrap() / 5;
            (from..from + 250).map(move |n| review(n, (n % 5) as u8, day(n), Rating::Good))
        };
        store.import(&answers(1).collect::<Vec<_>>()).unwrap();
        store.outlook(Switches::ALL).unwrap();
        let reached = |store: &Store| kept(&store.connection, "me").unwrap().unwrap().0.reviews;
        assert_eq!(reached(&store), 250);
        store
            .commit(&Event::Review(review(251, 0, 60, Rating::Good)))
            .unwrap();
        let outlook = store.outlook(Switches::ALL).unwrap();
        assert!(outlook.knows(&crate::shell::store::testing::card(0)));
        assert!(!outlook.knows(&crate::shell::store::testing::card(1)));
        assert_eq!(reached(&store), 250, "one answer is not worth a write");
        store.import(&answers(300).collect::<Vec<_>>()).unwrap();
        assert_eq!(predictions(&mut store), from_the_log(&store));
        assert_eq!(reached(&store), 501);
    }
}
