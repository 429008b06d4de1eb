//! Events as rows, and rows as events.

use rusqlite::types::Type;
use rusqlite::{CachedStatement, Connection, Error, Row, Statement};
use uuid::Uuid;

use retain::identity::binding::{Binding, Reset, Turn};
use retain::identity::{Face, Version};
use retain::mark::Verdict;
use retain::review::{Amendment, CardEvent, CardId, Change, Rating, Review};

/// The columns that [`review`] reads, in its order.
pub const REVIEW: &str = "id, deck, card, learner, device, at, day, kind, reply, hinted, verdict, \
     score, reason, rating, took_ms, predicted, content";
/// The columns that [`glance`] reads, in its order: all that a prediction is made of.
pub const GLANCE: &str = "id, deck, card, at, day, kind, reply, verdict, rating, took_ms, content";
/// The columns that [`amendment`] reads, in its order.
pub const AMENDMENT: &str = "a.id, a.review, a.device, a.at, a.action, a.verdict, a.rating";
/// The columns that [`binding`] reads, in its order.
pub const BINDING: &str =
    "id, act, deck, card, content, action, to_deck, to_card, undone, why, device, at";
/// The columns that [`reset`] reads, in its order.
pub const RESET: &str = "id, deck, card, content, learner, device, at, day";

/// Adds a row; says whether it is new.
pub fn add_review(connection: &Connection, review: &Review) -> rusqlite::Result<bool> {
    let mut insert = adding(connection)?;
    add(&mut insert, review)
}

/// Adds a row; says whether it is new.
pub fn add_practice(connection: &Connection, review: &Review) -> rusqlite::Result<bool> {
    let mut insert = adding_to(connection, "practice")?;
    add(&mut insert, review)
}

/// What adds reviews.
pub fn adding(connection: &Connection) -> rusqlite::Result<CachedStatement<'_>> {
    adding_to(connection, "reviews")
}

fn adding_to<'c>(connection: &'c Connection, table: &str) -> rusqlite::Result<CachedStatement<'c>> {
    connection.prepare_cached(&format!(
        "INSERT INTO {table} ({REVIEW}) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17) \
         ON CONFLICT (id) DO NOTHING"
    ))
}

/// Adds a row by [`adding`]; says whether it is new.
pub fn add(insert: &mut Statement<'_>, review: &Review) -> rusqlite::Result<bool> {
    let (mut id, mut device) = (Uuid::encode_buffer(), Uuid::encode_buffer());
    let added = insert.execute(rusqlite::params![
        &*review.id.hyphenated().encode_lower(&mut id),
        review.card.deck,
        review.card.card,
        review.learner,
        &*review.device.hyphenated().encode_lower(&mut device),
        review.at,
        review.day,
        review.kind,
        review.reply,
        review.hinted,
        review.verdict.name(),
        review.score,
        review.reason,
        review.rating as i64,
        review.took_ms,
        review.predicted,
        review.content,
    ])?;
    Ok(added == 1)
}

/// Adds a row; says whether it is new.
pub fn add_amendment(connection: &Connection, amendment: &Amendment) -> rusqlite::Result<bool> {
    let (verdict, rating) = match amendment.change {
        Change::Undo => (None, None),
        Change::Override { verdict, rating } | Change::Rate { verdict, rating } => {
            (Some(verdict.name()), Some(rating as i64))
        }
    };
    let sql = "INSERT INTO amendments (id, review, device, at, action, verdict, rating) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let added = connection.prepare_cached(sql)?.execute((
        amendment.id.to_string(),
        amendment.review.to_string(),
        amendment.device.to_string(),
        amendment.at,
        amendment.change.name(),
        verdict,
        rating,
    ))?;
    Ok(added == 1)
}

/// Adds a row; says whether it is new.
pub fn add_card_event(connection: &Connection, event: &CardEvent) -> rusqlite::Result<bool> {
    let sql = "INSERT INTO card_events (id, deck, card, learner, device, at, action) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let added = connection.prepare_cached(sql)?.execute((
        event.id.to_string(),
        &event.card.deck,
        &event.card.card,
        &event.learner,
        event.device.to_string(),
        event.at,
        if event.suspended { "suspend" } else { "resume" },
    ))?;
    Ok(added == 1)
}

/// Adds a row; says whether it is new.
pub fn add_binding(connection: &Connection, binding: &Binding) -> rusqlite::Result<bool> {
    let undone = match binding.turn {
        Turn::Undo(act) => Some(act.to_string()),
        _ => None,
    };
    let sql = format!(
        "INSERT INTO bindings ({BINDING}) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
    );
    let added = connection.prepare_cached(&sql)?.execute((
        binding.id.to_string(),
        binding.act.to_string(),
        &binding.version.card.deck,
        &binding.version.card.card,
        &binding.version.content,
        binding.turn.name(),
        binding.turn.card().map(|card| &card.deck),
        binding.turn.card().map(|card| &card.card),
        undone,
        &binding.why,
        binding.device.to_string(),
        binding.at,
    ))?;
    Ok(added == 1)
}

/// Adds a row; says whether it is new.
pub fn add_reset(connection: &Connection, reset: &Reset) -> rusqlite::Result<bool> {
    let sql = format!("INSERT INTO resets ({RESET}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    let added = connection.prepare_cached(&sql)?.execute((
        reset.id.to_string(),
        &reset.version.card.deck,
        &reset.version.card.card,
        &reset.version.content,
        &reset.learner,
        reset.device.to_string(),
        reset.at,
        reset.day,
    ))?;
    Ok(added == 1)
}

/// Adds what a content asks in words, if it is not known yet.
pub fn add_face(connection: &Connection, content: &str, face: &Face) -> rusqlite::Result<()> {
    let sql = "INSERT INTO contents (content, kind, question, answer) VALUES (?1, ?2, ?3, ?4)";
    connection
        .prepare_cached(sql)?
        .execute((content, &face.kind, &face.question, &face.answer))?;
    Ok(())
}

/// A row with the columns [`BINDING`].
pub fn binding(row: &Row<'_>) -> rusqlite::Result<Binding> {
    let card = || card_or_none(row, 6)?.ok_or_else(|| unknown(6, Type::Null, "card", "nothing"));
    let turn = match row.get_ref(5)?.as_str()? {
        "bind" => Turn::Bind(card()?),
        "refuse" => Turn::Refuse(card()?),
        "part" => Turn::Part,
        "archive" => Turn::Archive,
        "undo" => Turn::Undo(uuid(row, 8)?),
        other => return Err(unknown(5, Type::Text, "action", other)),
    };
    Ok(Binding {
        id: uuid(row, 0)?,
        act: uuid(row, 1)?,
        version: version(row, 2)?,
        turn,
        why: row.get(9)?,
        device: uuid(row, 10)?,
        at: row.get(11)?,
    })
}

/// A row with the columns [`RESET`].
pub fn reset(row: &Row<'_>) -> rusqlite::Result<Reset> {
    Ok(Reset {
        id: uuid(row, 0)?,
        version: version(row, 1)?,
        learner: row.get(4)?,
        device: uuid(row, 5)?,
        at: row.get(6)?,
        day: row.get(7)?,
    })
}

/// A card's id from this column and the next, its content from the one after.
pub fn version(row: &Row<'_>, column: usize) -> rusqlite::Result<Version> {
    Ok(Version {
        card: card(row, column)?,
        content: row.get(column + 2)?,
    })
}

/// The deck's id from this column, the card's from the next; none where there is none.
pub fn card_or_none(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<CardId>> {
    match row.get::<_, Option<String>>(column)? {
        Some(_) => card(row, column).map(Some),
        None => Ok(None),
    }
}

/// A row with the columns [`REVIEW`].
pub fn review(row: &Row<'_>) -> rusqlite::Result<Review> {
    Ok(Review {
        id: uuid(row, 0)?,
        card: card(row, 1)?,
        learner: row.get(3)?,
        device: uuid(row, 4)?,
        at: row.get(5)?,
        day: row.get(6)?,
        kind: row.get(7)?,
        reply: row.get(8)?,
        hinted: row.get(9)?,
        verdict: verdict(row, 10)?,
        score: row.get(11)?,
        reason: row.get(12)?,
        rating: rating(row, 13)?,
        took_ms: row.get(14)?,
        predicted: row.get(15)?,
        content: row.get(16)?,
    })
}

/// A row with the columns [`GLANCE`], of this learner; what they do not say is left empty.
pub fn glance(row: &Row<'_>) -> rusqlite::Result<Review> {
    Ok(Review {
        id: uuid(row, 0)?,
        card: card(row, 1)?,
        learner: String::new(),
        device: Uuid::nil(),
        at: row.get(3)?,
        day: row.get(4)?,
        kind: row.get(5)?,
        reply: row.get(6)?,
        hinted: false,
        verdict: verdict(row, 7)?,
        score: 0.0,
        reason: String::new(),
        rating: rating(row, 8)?,
        took_ms: row.get(9)?,
        predicted: None,
        content: row.get(10)?,
    })
}

/// A row with the columns [`AMENDMENT`].
pub fn amendment(row: &Row<'_>) -> rusqlite::Result<Amendment> {
    let change = match row.get_ref(4)?.as_str()? {
        "undo" => Change::Undo,
        "override" => Change::Override {
            verdict: verdict(row, 5)?,
            rating: rating(row, 6)?,
        },
        "rate" => Change::Rate {
            verdict: verdict(row, 5)?,
            rating: rating(row, 6)?,
        },
        other => return Err(unknown(4, Type::Text, "action", other)),
    };
    Ok(Amendment {
        id: uuid(row, 0)?,
        review: uuid(row, 1)?,
        device: uuid(row, 2)?,
        at: row.get(3)?,
        change,
    })
}

/// The deck's id from this column, the card's from the next.
pub fn card(row: &Row<'_>, column: usize) -> rusqlite::Result<CardId> {
    Ok(CardId {
        deck: row.get(column)?,
        card: row.get(column + 1)?,
    })
}

/// An id from this column.
pub fn uuid(row: &Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    let text = row.get_ref(column)?.as_str()?;
    Uuid::parse_str(text).map_err(|_| unknown(column, Type::Text, "id", text))
}

/// A rating, 1 to 4, from this column.
pub fn rating(row: &Row<'_>, column: usize) -> rusqlite::Result<Rating> {
    let number = row.get(column)?;
    Rating::from_number(number)
        .ok_or_else(|| unknown(column, Type::Integer, "rating", &number.to_string()))
}

/// A verdict from this column.
pub fn verdict(row: &Row<'_>, column: usize) -> rusqlite::Result<Verdict> {
    let name = row.get_ref(column)?.as_str()?;
    Verdict::from_name(name).ok_or_else(|| unknown(column, Type::Text, "verdict", name))
}

/// A value that no row of ours has.
pub fn unknown(column: usize, kind: Type, what: &str, found: &str) -> Error {
    let said = format!("`{found}` is no {what}");
    Error::FromSqlConversionFailure(column, kind, said.into())
}
