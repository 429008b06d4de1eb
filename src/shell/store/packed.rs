//! The table `packed`: the answers as figures need them, so that a million can be counted in the
//! time that reading them from `reviews` would take for a tenth.
//!
//! What has been packed stays right as long as nothing that was said later reaches back: no
//! amendment of a packed answer, no answer from before the last one, no binding. What comes after
//! is read from the log, and packed as a further part once there is enough of it. Otherwise all is
//! packed anew.

use std::collections::HashMap;
use std::time::Duration;

use retain::mark::Verdict;
use retain::review::replay::Amendments;
use retain::review::{CardId, Change, Rating};
use retain::stats::{Answer, Log};
use rusqlite::types::Type;
use rusqlite::{Connection, MAIN_DB, OptionalExtension, Transaction, TransactionBehavior};

use super::homes::Homes;
use super::opening::PATIENCE;
use super::{Store, StoreError, rows};

const TABLE: &str = include_str!("packed.sql");
/// Bytes of an answer: card and day, milliseconds, prediction, verdict and rating.
const WIDE: usize = 21;
/// So many answers are in a part, at most.
const PART: usize = 1 << 16;
/// So many unpacked answers are read each time rather than packed.
const LOOSE: u64 = 2000;

impl Store {
    /// Counts this learner's answers in replay order, with the card to which they belong by now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count_into(&self, log: &mut Log) -> Result<(), StoreError> {
        count(&self.connection, &self.learner.name, log, LOOSE).map_err(|error| self.explain(error))
    }
}

/// Counts; what is not packed yet is packed if it is more than so many answers.
fn count(
    connection: &Connection,
    learner: &str,
    log: &mut Log,
    loose: u64,
) -> rusqlite::Result<()> {
    let moment = connection.unchecked_transaction()?;
    let mut walk = Walk::new(log);
    let seen = match packed(&moment, learner)? {
        Some(seen) if is_right(&moment, learner, seen)? => {
            walk.parts(&moment, learner)?;
            seen
        }
        _ => Seen::default(),
    };
    let marks = marks(&moment)?;
    let pack = marks[0].abs_diff(seen.reviews) > loose && !moment.is_readonly(MAIN_DB)?;
    let mut packer = pack.then(|| Packer::after(seen, &walk.cards));
    walk.rest(&moment, learner, seen, packer.as_mut())?;
    drop(moment);
    if let Some(packer) = packer {
        // Whoever is writing just now goes first; the next time will do.
        connection.busy_timeout(Duration::ZERO)?;
        let _ = packer.write(connection, learner, seen, marks);
        connection.busy_timeout(PATIENCE)?;
    }
    Ok(())
}

/// Forgets what was packed, if anything was.
pub fn forget(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("DROP TABLE IF EXISTS packed")
}

/// How far the log was seen: the last row of each table, the latest time, and the next part.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    reviews: i64,
    amendments: i64,
    bindings: i64,
    last_at: i64,
    parts: i64,
}

/// The last rows of `reviews`, `amendments` and `bindings`.
fn marks(connection: &Connection) -> rusqlite::Result<[i64; 3]> {
    let last = |table: &str| {
        let sql = format!("SELECT coalesce(max(rowid), 0) FROM {table}");
        connection.query_row(&sql, [], |row| row.get(0))
    };
    Ok([last("reviews")?, last("amendments")?, last("bindings")?])
}

fn packed(connection: &Connection, learner: &str) -> rusqlite::Result<Option<Seen>> {
    if !connection.table_exists(None, "packed")? {
        return Ok(None);
    }
    let sql = "SELECT reviews, amendments, bindings, last_at, part + 1 FROM packed \
               WHERE learner = ?1 ORDER BY part DESC LIMIT 1";
    connection
        .query_row(sql, [learner], |row| {
            Ok(Seen {
                reviews: row.get(0)?,
                amendments: row.get(1)?,
                bindings: row.get(2)?,
                last_at: row.get(3)?,
                parts: row.get(4)?,
            })
        })
        .optional()
}

/// Whether nothing that was said since reaches back into what was packed.
fn is_right(connection: &Connection, learner: &str, seen: Seen) -> rusqlite::Result<bool> {
    let [reviews, amendments, bindings] = marks(connection)?;
    if bindings != seen.bindings || reviews < seen.reviews || amendments < seen.amendments {
        return Ok(false);
    }
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM amendments AS a JOIN reviews AS r ON r.id = a.review \
                                  WHERE a.rowid > ?2 AND r.rowid <= ?3) \
               AND NOT EXISTS (SELECT 1 FROM reviews \
                               WHERE rowid > ?3 AND +learner = ?1 AND +at <= ?4)";
    let of = (learner, seen.amendments, seen.reviews, seen.last_at);
    connection.query_row(sql, of, |row| row.get(0))
}

/// Goes along the answers and counts them.
struct Walk<'l> {
    log: &'l mut Log,
    /// The numbers of cards in the log's roster, by their number in the packing.
    cards: Vec<usize>,
}

impl<'l> Walk<'l> {
    fn new(log: &'l mut Log) -> Self {
        Self {
            log,
            cards: Vec::new(),
        }
    }

    /// The packed parts.
    fn parts(&mut self, connection: &Connection, learner: &str) -> rusqlite::Result<()> {
        let broken = |kind, learner| {
            let what = "packed log; `retain doctor --rebuild` makes it anew";
            rows::unknown(0, kind, what, learner)
        };
        let sql = "SELECT cards, answers FROM packed WHERE learner = ?1 ORDER BY part";
        let mut statement = connection.prepare(sql)?;
        let mut parts = statement.query([learner])?;
        while let Some(part) = parts.next()? {
            let cards = part.get_ref(0)?.as_str()?;
            let cards: Vec<(String, String)> =
                serde_json::from_str(cards).map_err(|_| broken(Type::Text, learner))?;
            for (deck, card) in cards {
                self.cards
                    .push(self.log.roster.number(&CardId { deck, card }));
            }
            for bytes in part.get_ref(1)?.as_blob()?.chunks(WIDE) {
                let answer = self.unpacked(bytes);
                self.log
                    .count(answer.ok_or_else(|| broken(Type::Blob, learner))?);
            }
        }
        Ok(())
    }

    fn unpacked(&self, bytes: &[u8]) -> Option<Answer> {
        let (card, rest) = bytes.split_first_chunk::<4>()?;
        let (day, rest) = rest.split_first_chunk::<4>()?;
        let (took_ms, rest) = rest.split_first_chunk::<4>()?;
        let (predicted, rest) = rest.split_first_chunk::<8>()?;
        let [marks] = rest else { return None };
        let predicted = f64::from_le_bytes(*predicted);
        Some(Answer {
            card: *self.cards.get(u32::from_le_bytes(*card) as usize)?,
            day: i32::from_le_bytes(*day),
            verdict: *VERDICTS.get(usize::from(marks >> 4))?,
            rating: Rating::from_number(i64::from(marks & 15))?,
            took_ms: u32::from_le_bytes(*took_ms),
            predicted: (!predicted.is_nan()).then_some(predicted),
        })
    }

    /// What is not packed yet.
    fn rest(
        &mut self,
        connection: &Connection,
        learner: &str,
        seen: Seen,
        mut packer: Option<&mut Packer>,
    ) -> rusqlite::Result<()> {
        let amendments: Amendments = if seen.reviews == 0 {
            let sql = format!("SELECT {} FROM amendments AS a", rows::AMENDMENT);
            let mut statement = connection.prepare(&sql)?;
            statement
                .query_map([], rows::amendment)?
                .collect::<rusqlite::Result<_>>()?
        } else {
            let sql = format!(
                "SELECT {} FROM reviews AS r CROSS JOIN amendments AS a ON a.review = r.id \
                 WHERE r.rowid > ?1",
                rows::AMENDMENT
            );
            let mut statement = connection.prepare(&sql)?;
            statement
                .query_map([seen.reviews], rows::amendment)?
                .collect::<rusqlite::Result<_>>()?
        };
        let homes = Homes::read(connection)?;
        // The sign keeps SQLite from going along an index of all reviews, here as above.
        let sql = "SELECT deck, card, content, id, at, day, took_ms, predicted, verdict, rating \
                   FROM reviews WHERE +learner = ?1 AND rowid > ?2 ORDER BY at, id";
        let mut statement = connection.prepare(sql)?;
        let mut found = statement.query((learner, seen.reviews))?;
        while let Some(row) = found.next()? {
            let (verdict, rating) = match amendments.last(rows::uuid(row, 3)?) {
                None => (rows::verdict(row, 8)?, rows::rating(row, 9)?),
                Some(Change::Undo) => continue,
                Some(Change::Override { verdict, rating } | Change::Rate { verdict, rating }) => {
                    (verdict, rating)
                }
            };
            let mut id = rows::card(row, 0)?;
            if homes.concern(&id)
                && let Some(home) = homes.home(&id, row.get_ref(2)?.as_str()?)
            {
                id = home;
            }
            let answer = Answer {
                card: self.log.roster.number(&id),
                day: row.get(5)?,
                verdict,
                rating,
                took_ms: row.get(6)?,
                predicted: row.get(7)?,
            };
            if let Some(packer) = packer.as_deref_mut() {
                packer.take(&answer, id, row.get(4)?);
            }
            self.log.count(answer);
        }
        Ok(())
    }
}

/// Verdicts by their number in the packing.
const VERDICTS: [Verdict; 4] = [
    Verdict::Correct,
    Verdict::Almost,
    Verdict::Partial,
    Verdict::Wrong,
];

/// Packs answers as they are counted.
struct Packer {
    last_at: i64,
    /// The numbers of cards in the packing, by their number in the roster.
    numbers: HashMap<usize, u32>,
    parts: Vec<Part>,
}

#[derive(Default)]
struct Part {
    cards: Vec<(String, String)>,
    answers: Vec<u8>,
    last_at: i64,
}

impl Packer {
    /// `earlier` are the cards of earlier parts: their numbers in the roster.
    fn after(seen: Seen, earlier: &[usize]) -> Self {
        Self {
            last_at: seen.last_at,
            numbers: earlier.iter().copied().zip(0..).collect(),
            parts: Vec::new(),
        }
    }

    fn take(&mut self, answer: &Answer, id: CardId, at: i64) {
        let full = PART * WIDE;
        if self
            .parts
            .last()
            .is_none_or(|part| part.answers.len() >= full)
        {
            self.parts.push(Part::default());
        }
        let next = self.numbers.len() as u32;
        let Some(part) = self.parts.last_mut() else {
            return;
        };
        let number = *self.numbers.entry(answer.card).or_insert_with(|| {
            part.cards.push((id.deck, id.card));
            next
        });
        self.last_at = self.last_at.max(at);
        part.last_at = self.last_at;
        let verdict = VERDICTS.iter().position(|one| *one == answer.verdict);
        let marks = (verdict.unwrap_or(VERDICTS.len()) as u8) << 4 | answer.rating as u8;
        part.answers.extend(number.to_le_bytes());
        part.answers.extend(answer.day.to_le_bytes());
        part.answers.extend(answer.took_ms.to_le_bytes());
        let predicted = answer.predicted.unwrap_or(f64::NAN);
        part.answers.extend(predicted.to_le_bytes());
        part.answers.push(marks);
    }

    /// Adds the parts, after those that were seen; nothing is done where another process was
    /// faster, or is writing.
    fn write(
        mut self,
        connection: &Connection,
        learner: &str,
        seen: Seen,
        [reviews, amendments, bindings]: [i64; 3],
    ) -> rusqlite::Result<()> {
        if self.parts.is_empty() {
            // So that the answers of others need not be passed over each time.
            self.parts.push(Part {
                last_at: self.last_at,
                ..Part::default()
            });
        }
        let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
        transaction.execute_batch(TABLE)?;
        if seen.parts == 0 {
            transaction.execute("DELETE FROM packed WHERE learner = ?1", [learner])?;
        }
        let sql = "INSERT INTO packed (learner, part, reviews, amendments, bindings, last_at, \
                                       cards, answers) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let mut insert = transaction.prepare(sql)?;
        for (number, part) in (seen.parts..).zip(self.parts) {
            let cards = serde_json::to_string(&part.cards).unwrap_or_default();
            insert.execute((
                learner,
                number,
                reviews,
                amendments,
                bindings,
                part.last_at,
                cards,
                part.answers,
            ))?;
        }
        drop(insert);
        transaction.commit()
    }
}

#[cfg(test)]
mod tests;
