//! What the store knows of histories, and what is decided about them: one transaction for each
//! act, on the disk before anything relies on it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use retain::identity::binding::{Binding, Bindings, Reset};
use retain::identity::{Face, History, Known, Version};
use retain::review::{CardEvent, CardId};
use rusqlite::{
    Connection, MAIN_DB, OptionalExtension, Transaction, TransactionBehavior, params_from_iter,
};

use super::{Fault, Learner, Store, StoreError, homes, memory, rows};

/// Above so many cards, all memory is made anew in one go.
const MANY: usize = 200;

/// What is decided at once.
#[derive(Debug, Clone, Default)]
pub struct Act {
    /// Words on versions.
    pub words: Vec<Binding>,
    /// Cards begun anew.
    pub resets: Vec<Reset>,
    /// Suspensions that go with their cards.
    pub suspensions: Vec<CardEvent>,
    /// What contents say, where that is not known yet.
    pub faces: Vec<(String, Face)>,
}

impl Act {
    /// Whether nothing is decided.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.resets.is_empty() && self.faces.is_empty()
    }
}

/// How much a learner has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answered {
    /// Answers that count.
    pub answers: u32,
    /// The local day of the last one, in days since 1970-01-01.
    pub last_day: i32,
}

impl Store {
    /// Whether anything can be decided here.
    pub fn is_writable(&self) -> bool {
        matches!(self.connection.is_readonly(MAIN_DB), Ok(false))
    }

    /// All histories, of all learners, and how many words had been said about them then.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn known(&self) -> Result<(Known, u64), StoreError> {
        known(&self.connection).map_err(|error| self.explain(error))
    }

    /// The histories of cards of these decks, and those of no card whose versions name one; with
    /// how many words had been said about histories then. The same as [`known`](Self::known) says
    /// of them, read by index but for one look over the words.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn known_of(&self, decks: &BTreeSet<&str>) -> Result<(Known, u64), StoreError> {
        known_of(&self.connection, decks).map_err(|error| self.explain(error))
    }

    /// All versions that say one of these contents, answered or not.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn versions_saying(&self, contents: &BTreeSet<&str>) -> Result<Vec<Version>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Version>> {
            let marks = marks(contents.len());
            let sql = format!(
                "SELECT deck, card, content FROM versions WHERE content IN ({marks}) UNION \
                 SELECT deck, card, content FROM bindings WHERE content IN ({marks})"
            );
            let mut statement = self.connection.prepare(&sql)?;
            let found =
                statement.query_map(params_from_iter(contents), |row| rows::version(row, 0));
            found?.collect()
        };
        read().map_err(|error| self.explain(error))
    }

    /// Puts an act down, if as many words have been said as the caller knows of; says whether.
    ///
    /// # Errors
    /// When it cannot be made durable; then nothing of it is there.
    pub fn act(&mut self, act: &Act, said: u64) -> Result<bool, StoreError> {
        put(&mut self.connection, &self.learner, act, said).map_err(|fault| self.explain(fault))
    }

    /// All words on histories, in the order in which they came.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn words(&self) -> Result<Vec<Binding>, StoreError> {
        let words = || -> rusqlite::Result<Vec<_>> {
            let sql = format!("SELECT {} FROM bindings ORDER BY at, id", rows::BINDING);
            let mut statement = self.connection.prepare(&sql)?;
            statement.query_map([], rows::binding)?.collect()
        };
        words().map_err(|error| self.explain(error))
    }

    /// How much this learner has answered of each version.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn answered(&self) -> Result<HashMap<Version, Answered>, StoreError> {
        let answered = || -> rusqlite::Result<HashMap<_, _>> {
            let sql = "SELECT deck, card, content, count(*), max(day) FROM reviews AS r \
                       WHERE learner = ?1 AND NOT EXISTS (SELECT 1 FROM amendments AS a \
                             WHERE a.review = r.id AND a.action = 'undo') \
                       GROUP BY deck, card, content";
            let mut statement = self.connection.prepare(sql)?;
            let answered = |row: &rusqlite::Row<'_>| {
                let answered = Answered {
                    answers: row.get(3)?,
                    last_day: row.get(4)?,
                };
                Ok((rows::version(row, 0)?, answered))
            };
            statement
                .query_map([&self.learner.name], answered)?
                .collect()
        };
        answered().map_err(|error| self.explain(error))
    }

    /// How many words have been said about histories.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn said(&self) -> Result<u64, StoreError> {
        said(&self.connection).map_err(|error| self.explain(error))
    }

    /// The latest time of any word, in milliseconds since 1970; the next one is not before it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn last_word(&self) -> Result<i64, StoreError> {
        self.connection
            .query_row("SELECT coalesce(max(at), 0) FROM bindings", [], |row| {
                row.get(0)
            })
            .map_err(|error| self.explain(error))
    }
}

fn said(connection: &Connection) -> rusqlite::Result<u64> {
    connection.query_row("SELECT coalesce(max(rowid), 0) FROM bindings", [], |row| {
        row.get(0)
    })
}

fn known(connection: &Connection) -> rusqlite::Result<(Known, u64)> {
    // One transaction, so that all is of the same moment.
    let moment = connection.unchecked_transaction()?;
    let said = said(&moment)?;
    let bindings = homes::bindings(&moment)?;
    let mut statement = moment.prepare_cached("SELECT deck, card, content FROM versions")?;
    let answered = statement
        .query_map([], |row| rows::version(row, 0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let faces = moment
        .prepare_cached("SELECT content, kind, question, answer FROM contents")?
        .query_map([], face)?
        .collect::<rusqlite::Result<_>>()?;
    let known = Known {
        histories: histories(&answered, &bindings),
        faces,
        bindings,
    };
    Ok((known, said))
}

/// All versions, each with its history, in the order of their cards.
fn histories(answered: &[Version], bindings: &Bindings) -> Vec<History> {
    let mut all: BTreeMap<(CardId, bool), Vec<Version>> = BTreeMap::new();
    let unanswered = bindings.confirmed.iter().chain(bindings.homes.keys());
    let versions: BTreeSet<&Version> = answered.iter().chain(unanswered).collect();
    for version in versions {
        let (card, parted) = match bindings.home(version) {
            Some(home) => (home, false),
            None => (version.card.clone(), true),
        };
        all.entry((card, parted)).or_default().push(version.clone());
    }
    all.into_iter()
        .map(|((card, parted), versions)| History {
            card,
            parted,
            versions,
        })
        .collect()
}

fn face(row: &rusqlite::Row<'_>) -> rusqlite::Result<(String, Face)> {
    let face = Face {
        kind: row.get(1)?,
        question: row.get(2)?,
        answer: row.get(3)?,
    };
    Ok((row.get(0)?, face))
}

/// Question marks for so many values in a list, numbered from 1.
fn marks(count: usize) -> String {
    let marks: Vec<String> = (1..=count).map(|n| format!("?{n}")).collect();
    marks.join(", ")
}

fn known_of(connection: &Connection, decks: &BTreeSet<&str>) -> rusqlite::Result<(Known, u64)> {
    let moment = connection.unchecked_transaction()?;
    let said = said(&moment)?;
    let marks = marks(decks.len());
    let here = format!("SELECT deck, card, content FROM homes WHERE to_deck IN ({marks})");
    let words = format!(
        "SELECT {} FROM bindings WHERE deck IN ({marks}) OR action = 'undo' \
         OR (deck, card, content) IN ({here})",
        rows::BINDING
    );
    let bindings: Bindings = moment
        .prepare(&words)?
        .query_map(params_from_iter(decks), rows::binding)?
        .collect::<rusqlite::Result<_>>()?;
    let versions = format!("SELECT deck, card, content FROM versions WHERE deck IN ({marks})");
    let answered = moment
        .prepare(&format!("{versions} UNION {here}"))?
        .query_map(params_from_iter(decks), |row| rows::version(row, 0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut histories = histories(&answered, &bindings);
    // What belongs to another deck by now is not told here in full.
    histories.retain(|history| decks.contains(history.card.deck.as_str()));
    let mut faces = HashMap::new();
    let mut says = moment.prepare_cached(
        "SELECT content, kind, question, answer FROM contents WHERE content = ?1",
    )?;
    for version in histories.iter().flat_map(|history| &history.versions) {
        faces.extend(says.query_row([&version.content], face).optional()?);
    }
    drop(says);
    let known = Known {
        histories,
        faces,
        bindings,
    };
    Ok((known, said))
}

fn put(
    connection: &mut Connection,
    own: &Learner,
    act: &Act,
    expected: u64,
) -> Result<bool, Fault> {
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    if said(&transaction)? != expected {
        return Ok(false);
    }
    for (content, face) in &act.faces {
        rows::add_face(&transaction, content, face)?;
    }
    for event in &act.suspensions {
        rows::add_card_event(&transaction, event)?;
    }
    if act.words.is_empty() && act.resets.is_empty() {
        transaction.commit()?;
        return Ok(true);
    }
    let before = homes::bindings(&transaction)?;
    for word in &act.words {
        rows::add_binding(&transaction, word)?;
    }
    for reset in &act.resets {
        rows::add_reset(&transaction, reset)?;
    }
    let after = homes::bindings(&transaction)?;
    homes::refill(&transaction, &after)?;
    let mut concerned: BTreeSet<CardId> = BTreeSet::new();
    for version in before.homes.keys().chain(after.homes.keys()) {
        let (from, to) = (before.home(version), after.home(version));
        if from != to {
            concerned.extend(from);
            concerned.extend(to);
        }
    }
    let begun = act.resets.iter();
    concerned.extend(begun.filter_map(|reset| after.home(&reset.version)));
    memory::mistrust_all_but(&transaction, &own.name)?;
    if concerned.len() > MANY {
        memory::anew(&transaction, own)?;
    } else {
        for card in &concerned {
            memory::recompute(&transaction, &own.name, card, &own.scheduler)?;
        }
    }
    transaction.commit()?;
    Ok(true)
}

#[cfg(test)]
mod tests;
