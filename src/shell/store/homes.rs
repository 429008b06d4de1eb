//! The table `homes`: the versions that do not belong to the card they name, kept so that no
//! start has to read all bindings. Derived from them.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use retain::identity::Version;
use retain::identity::binding::{Bindings, Reset};
use retain::review::CardId;

use super::rows;

/// The reviews of the learner `?1` that belong to the card `?2`/`?3`: those that name it and
/// have no other home, and those whose home it is.
pub const MINE: &str = "\
    SELECT r.id, r.day, r.at, r.rating FROM reviews AS r \
    WHERE r.learner = ?1 AND r.deck = ?2 AND r.card = ?3 AND NOT EXISTS \
          (SELECT 1 FROM homes AS h WHERE h.deck = r.deck AND h.card = r.card AND h.content = r.content) \
    UNION ALL \
    SELECT r.id, r.day, r.at, r.rating FROM homes AS h CROSS JOIN reviews AS r \
           ON r.learner = ?1 AND r.deck = h.deck AND r.card = h.card AND r.content = h.content \
    WHERE h.to_deck = ?2 AND h.to_card = ?3";

/// Where versions belong that do not belong to the card they name.
#[derive(Debug, Default)]
pub struct Homes {
    of: HashMap<CardId, Vec<(String, Option<CardId>)>>,
    concerned: HashSet<CardId>,
}

impl Homes {
    /// All of them.
    pub fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let mut all = Self::default();
        let mut statement =
            connection.prepare_cached("SELECT deck, card, content, to_deck, to_card FROM homes")?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            let from = rows::card(row, 0)?;
            let home = rows::card_or_none(row, 3)?;
            all.concerned.insert(from.clone());
            all.concerned.extend(home.clone());
            all.of.entry(from).or_default().push((row.get(2)?, home));
        }
        Ok(all)
    }

    /// Whether every version belongs to the card it names.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// Whether a version of this name belongs to another card, or one of another name to this.
    pub fn concern(&self, card: &CardId) -> bool {
        self.concerned.contains(card)
    }

    /// The card to which answers to that card belong, as it was with this content.
    pub fn home(&self, card: &CardId, content: &str) -> Option<CardId> {
        let others = self.of.get(card);
        let other = others.and_then(|all| all.iter().find(|(known, _)| known == content));
        match other {
            Some((_, home)) => home.clone(),
            None => Some(card.clone()),
        }
    }
}

/// Where one version belongs.
pub fn home(connection: &Connection, version: &Version) -> rusqlite::Result<Option<CardId>> {
    let Version { card, content } = version;
    let found = connection
        .prepare_cached(
            "SELECT to_deck, to_card FROM homes WHERE deck = ?1 AND card = ?2 AND content = ?3",
        )?
        .query_row((&card.deck, &card.card, content), |row| {
            rows::card_or_none(row, 0)
        })
        .optional()?;
    Ok(found.unwrap_or_else(|| Some(card.clone())))
}

/// All that has been said of versions.
pub fn bindings(connection: &Connection) -> rusqlite::Result<Bindings> {
    let sql = format!("SELECT {} FROM bindings", rows::BINDING);
    connection
        .prepare_cached(&sql)?
        .query_map([], rows::binding)?
        .collect()
}

/// Makes the table anew.
pub fn refill(connection: &Connection, bindings: &Bindings) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM homes", [])?;
    let mut insert = connection.prepare_cached("INSERT INTO homes VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (version, home) in &bindings.homes {
        insert.execute((
            &version.card.deck,
            &version.card.card,
            &version.content,
            home.as_ref().map(|card| &card.deck),
            home.as_ref().map(|card| &card.card),
        ))?;
    }
    Ok(())
}

/// Whether a review counts for memory: it has come after its card was begun anew, if it was.
pub fn comes_after(reset: Option<&Reset>, at: i64, id: Uuid) -> bool {
    reset.is_none_or(|reset| (at, id) > (reset.at, reset.id))
}

/// When each card was last begun anew by a learner.
pub fn resets(
    connection: &Connection,
    learner: &str,
    homes: &Homes,
) -> rusqlite::Result<HashMap<CardId, Reset>> {
    let sql = format!("SELECT {} FROM resets WHERE learner = ?1", rows::RESET);
    let mut last: HashMap<CardId, Reset> = HashMap::new();
    for reset in connection
        .prepare_cached(&sql)?
        .query_map([learner], rows::reset)?
    {
        let reset = reset?;
        let Some(card) = homes.home(&reset.version.card, &reset.version.content) else {
            continue;
        };
        let place = |reset: &Reset| (reset.at, reset.id);
        match last.get(&card) {
            Some(known) if place(known) >= place(&reset) => {}
            _ => {
                last.insert(card, reset);
            }
        }
    }
    Ok(last)
}

/// When one card was last begun anew by a learner.
pub fn reset(
    connection: &Connection,
    learner: &str,
    card: &CardId,
) -> rusqlite::Result<Option<Reset>> {
    let sql = format!(
        "SELECT {} FROM resets AS x WHERE x.learner = ?1 AND CASE WHEN EXISTS \
               (SELECT 1 FROM homes AS h WHERE h.deck = x.deck AND h.card = x.card AND h.content = x.content) \
         THEN EXISTS \
               (SELECT 1 FROM homes AS h WHERE h.deck = x.deck AND h.card = x.card AND h.content = x.content \
                AND h.to_deck = ?2 AND h.to_card = ?3) \
         ELSE x.deck = ?2 AND x.card = ?3 END \
         ORDER BY x.at DESC, x.id DESC LIMIT 1",
        rows::RESET
    );
    connection
        .prepare_cached(&sql)?
        .query_row((learner, &card.deck, &card.card), rows::reset)
        .optional()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::store::testing::open;

    #[test]
    fn the_answers_of_a_card_are_found_without_a_walk_of_the_log() {
        let temp = tempfile::tempdir().unwrap();
        let store = open(temp.path());
        let sql = format!("EXPLAIN QUERY PLAN {MINE}");
        let mut plan = store.connection.prepare(&sql).unwrap();
        let steps: Vec<String> = plan
            .query_map(["me", "deck", "card"], |row| row.get(3))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let of_reviews: Vec<_> = steps.iter().filter(|step| step.contains(" r ")).collect();
        assert_eq!(of_reviews.len(), 2, "{steps:#?}");
        for step in of_reviews {
            assert!(step.contains("deck=? AND card=?"), "{steps:#?}");
        }
    }
}
