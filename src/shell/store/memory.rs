//! The table `memory`: what the log says of each card, kept so that no start has to replay.
//!
//! A card's row is always made from all of its reviews, so that keeping it up and making it
//! anew cannot differ. The row of `meta` named `memory of LEARNER` says under which scheduler
//! that learner's rows were made; under any other they are stale and made anew on opening.

use std::collections::HashMap;

use retain::identity::binding::Reset;
use retain::review::CardId;
use retain::review::replay::Amendments;
use retain::schedule::{Graded, Memory, Phase, Scheduler};
use rusqlite::types::Type;
use rusqlite::{Connection, MAIN_DB, OptionalExtension, Row, Transaction, TransactionBehavior};

use super::homes::{self, Homes};
use super::{Fault, Learner, Store, StoreError, packed, rows};
use crate::shell::progress::Progress;

/// The columns that [`from_row`] reads, in its order.
pub const MEMORY: &str =
    "stability, difficulty, phase, last_day, last_at, due_day, reviews, lapses";

const TABLE: &str = include_str!("memory.sql");
const INDEXES: &str = include_str!("memory-indexes.sql");

impl Store {
    /// Makes the memory of every learner anew from the log, under this learner's scheduler;
    /// others whose scheduler differs have theirs made anew when they open the store.
    ///
    /// # Errors
    /// When the store cannot be read or written; then all is as it was.
    pub fn rebuild(&mut self) -> Result<(), StoreError> {
        let learner = &self.learner;
        rebuild_all(&mut self.connection, learner).map_err(|fault| self.explain(fault))
    }
}

fn rebuild_all(connection: &mut Connection, own: &Learner) -> Result<(), Fault> {
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    transaction.execute_batch(
        "DELETE FROM versions; \
         INSERT INTO versions SELECT DISTINCT deck, card, content FROM reviews; \
         DELETE FROM answered; \
         INSERT INTO answered SELECT learner, day, count(*) FROM reviews GROUP BY learner, day; \
         DELETE FROM outlooks; \
         DELETE FROM outlook_cards; \
         DROP TABLE IF EXISTS memory",
    )?;
    homes::refill(&transaction, &homes::bindings(&transaction)?)?;
    make_table(&transaction, "TABLE")?;
    packed::forget(&transaction)?;
    let learners = transaction
        .prepare("SELECT DISTINCT learner FROM reviews")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    for name in &learners {
        fill(&transaction, name, &own.scheduler)?;
        stamp(&transaction, name, &own.scheduler)?;
    }
    Ok(transaction.commit()?)
}

/// Makes a learner's memory anew if it is stale. Where the store may not be written to, this
/// is done in a temporary table, which then takes the place of the stale one.
pub fn refresh(connection: &mut Connection, learner: &Learner) -> Result<(), Fault> {
    if is_fresh(connection, learner)? {
        return Ok(());
    }
    let temporary = connection.is_readonly(MAIN_DB)?;
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    if temporary {
        make_table(&transaction, "TEMP TABLE")?;
        fill(&transaction, &learner.name, &learner.scheduler)?;
    } else if !is_fresh(&transaction, learner)? {
        anew(&transaction, learner)?;
    }
    Ok(transaction.commit()?)
}

/// Makes a learner's memory anew.
pub fn anew(connection: &Connection, learner: &Learner) -> rusqlite::Result<()> {
    if !exists(connection)? {
        make_table(connection, "TABLE")?;
    }
    connection.execute("DELETE FROM memory WHERE learner = ?1", [&learner.name])?;
    fill(connection, &learner.name, &learner.scheduler)?;
    stamp(connection, &learner.name, &learner.scheduler)
}

fn is_fresh(connection: &Connection, learner: &Learner) -> rusqlite::Result<bool> {
    let made_under: Option<String> = connection
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key(&learner.name)], |row| row.get(0))
        .optional()?;
    Ok(made_under == Some(learner.scheduler.fingerprint()) && exists(connection)?)
}

/// Whether the table is there, and its indexes where it is one that stays.
fn exists(connection: &Connection) -> rusqlite::Result<bool> {
    if connection.is_readonly(MAIN_DB)? {
        return connection.table_exists(None, "memory");
    }
    let sql = "SELECT count(*) FROM sqlite_schema \
               WHERE tbl_name = 'memory' AND type = 'index' AND sql IS NOT NULL";
    let indexes: usize = connection
        .prepare_cached(sql)?
        .query_row([], |row| row.get(0))?;
    Ok(indexes == INDEXES.matches("CREATE INDEX").count())
}

fn key(learner: &str) -> String {
    format!("memory of {learner}")
}

/// Makes an empty table; nobody's memory is fresh then.
fn make_table(connection: &Connection, table: &str) -> rusqlite::Result<()> {
    connection.execute_batch(&TABLE.replacen("TABLE", table, 1))?;
    // A temporary table is made where the store cannot be written to, and read once.
    if table == "TABLE" {
        connection.execute_batch(INDEXES)?;
    }
    if !connection.is_readonly(MAIN_DB)? {
        connection.execute("DELETE FROM meta WHERE key GLOB 'memory of *'", [])?;
    }
    Ok(())
}

fn stamp(connection: &Connection, learner: &str, scheduler: &Scheduler) -> rusqlite::Result<()> {
    let sql = "INSERT INTO meta (key, value) VALUES (?1, ?2) \
               ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    connection.execute(sql, (key(learner), scheduler.fingerprint()))?;
    Ok(())
}

/// Says that a learner's rows are about to be made under more than one scheduler, if they are:
/// then the next opening makes them all anew.
pub fn mistrust_others(
    connection: &Connection,
    learner: &str,
    scheduler: &Scheduler,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE meta SET value = '' WHERE key = ?1 AND value NOT IN (?2, '')")?
        .execute((key(learner), scheduler.fingerprint()))?;
    Ok(())
}

/// Says that everybody else's memory is stale: histories of theirs have moved, too.
pub fn mistrust_all_but(connection: &Connection, learner: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE meta SET value = '' WHERE key GLOB 'memory of *' AND key <> ?1")?
        .execute([key(learner)])?;
    Ok(())
}

/// Replays all cards of one learner into the empty table.
fn fill(connection: &Connection, learner: &str, scheduler: &Scheduler) -> rusqlite::Result<()> {
    let amendments: Amendments = connection
        .prepare(&format!("SELECT {} FROM amendments AS a", rows::AMENDMENT))?
        .query_map([], rows::amendment)?
        .collect::<rusqlite::Result<_>>()?;
    let homes = Homes::read(connection)?;
    let resets = homes::resets(connection, learner, &homes)?;
    let put = |card: &CardId, reviews: &[Graded]| {
        put(
            connection,
            learner,
            card,
            scheduler,
            reviews,
            resets.get(card),
        )
    };
    // Contents are not in the index: they are read only where they can matter.
    let content = if homes.is_empty() { "''" } else { "content" };
    let cards = connection.query_row("SELECT count(*) FROM versions", [], |row| row.get(0))?;
    let progress = Progress::new("making memory", cards);
    let mut statement = connection.prepare(&format!(
        "SELECT id, day, at, rating, deck, card, {content} FROM reviews \
         WHERE learner = ?1 ORDER BY deck, card"
    ))?;
    let mut found = statement.query([learner])?;
    let mut open: Option<CardId> = None;
    let mut reviews = Vec::new();
    let mut moved: HashMap<CardId, Vec<Graded>> = HashMap::new();
    while let Some(row) = found.next()? {
        let same = open.as_ref().is_some_and(|card| {
            row.get_ref(4)
                .is_ok_and(|deck| deck.as_str() == Ok(&card.deck))
                && row
                    .get_ref(5)
                    .is_ok_and(|name| name.as_str() == Ok(&card.card))
        });
        if !same {
            progress.step();
            if let Some(card) = open.replace(rows::card(row, 4)?)
                && !homes.concern(&card)
            {
                put(&card, &reviews)?;
            }
            reviews.clear();
        }
        let review = amendments.graded(graded(row)?);
        match open.as_ref().filter(|card| homes.concern(card)) {
            None => reviews.extend(review),
            Some(card) => {
                if let Some(home) = homes.home(card, row.get_ref(6)?.as_str()?) {
                    moved.entry(home).or_default().extend(review);
                }
            }
        }
    }
    if let Some(card) = open.filter(|card| !homes.concern(card)) {
        put(&card, &reviews)?;
    }
    for (card, reviews) in moved {
        put(&card, &reviews)?;
    }
    Ok(())
}

/// Replays one card and writes its row.
pub fn recompute(
    connection: &Connection,
    learner: &str,
    card: &CardId,
    scheduler: &Scheduler,
) -> rusqlite::Result<Option<Memory>> {
    let of_card = (learner, &card.deck, &card.card);
    let sql = format!(
        "SELECT {} FROM ({}) AS r JOIN amendments AS a ON a.review = r.id",
        rows::AMENDMENT,
        homes::MINE
    );
    let amendments: Amendments = connection
        .prepare_cached(&sql)?
        .query_map(of_card, rows::amendment)?
        .collect::<rusqlite::Result<_>>()?;
    let reviews = connection
        .prepare_cached(homes::MINE)?
        .query_map(of_card, graded)?
        .filter_map(|review| review.map(|review| amendments.graded(review)).transpose())
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let reset = homes::reset(connection, learner, card)?;
    put(
        connection,
        learner,
        card,
        scheduler,
        &reviews,
        reset.as_ref(),
    )
}

fn graded(row: &Row<'_>) -> rusqlite::Result<Graded> {
    Ok(Graded {
        id: rows::uuid(row, 0)?,
        day: row.get(1)?,
        at: row.get(2)?,
        rating: rows::rating(row, 3)?,
    })
}

/// Writes the row of a card with these reviews, as far as they have come after its reset;
/// without any it has none.
fn put(
    connection: &Connection,
    learner: &str,
    card: &CardId,
    scheduler: &Scheduler,
    reviews: &[Graded],
    reset: Option<&Reset>,
) -> rusqlite::Result<Option<Memory>> {
    let counts = |review: &&Graded| homes::comes_after(reset, review.at, review.id);
    let reviews: Vec<Graded> = reviews.iter().filter(counts).copied().collect();
    let memory = scheduler.replay(reviews.iter().copied());
    let first_day = reviews.iter().map(|review| review.day).min();
    let (Some(memory), Some(first_day)) = (memory, first_day) else {
        connection
            .prepare_cached("DELETE FROM memory WHERE learner = ?1 AND deck = ?2 AND card = ?3")?
            .execute((learner, &card.deck, &card.card))?;
        return Ok(None);
    };
    let sql = format!(
        "INSERT OR REPLACE INTO memory (learner, deck, card, first_day, {MEMORY}) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
    );
    connection.prepare_cached(&sql)?.execute((
        learner,
        &card.deck,
        &card.card,
        first_day,
        memory.stability,
        memory.difficulty,
        memory.phase.name(),
        memory.last_day,
        memory.last_at,
        memory.due_day,
        memory.reviews,
        memory.lapses,
    ))?;
    Ok(Some(memory))
}

/// The memory in the columns [`MEMORY`], of which `first` is the first one.
pub fn from_row(row: &Row<'_>, first: usize) -> rusqlite::Result<Memory> {
    let phase = row.get_ref(first + 2)?.as_str()?;
    Ok(Memory {
        stability: row.get(first)?,
        difficulty: row.get(first + 1)?,
        phase: Phase::from_name(phase)
            .ok_or_else(|| rows::unknown(first + 2, Type::Text, "phase", phase))?,
        last_day: row.get(first + 3)?,
        last_at: row.get(first + 4)?,
        due_day: row.get(first + 5)?,
        reviews: row.get(first + 6)?,
        lapses: row.get(first + 7)?,
    })
}

#[cfg(test)]
mod tests;
