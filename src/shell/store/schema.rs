//! The tables, and the steps that bring an older store up to date.

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// Marks the file as a store of this program: `Retn` in ASCII.
pub const APPLICATION: i32 = i32::from_be_bytes(*b"Retn");

/// One step after the other, from an empty database to the present; a step that has been
/// released is never changed. The store's schema is the number of steps taken. A step that
/// touches what `memory` is made from or its columns also drops that table.
pub const STEPS: &[&str] = &[
    include_str!("step-1.sql"),
    include_str!("step-2.sql"),
    include_str!("step-3.sql"),
    include_str!("step-4.sql"),
    include_str!("step-5.sql"),
    include_str!("step-6.sql"),
    include_str!("step-7.sql"),
];

/// How many steps a database has taken.
pub fn version(connection: &Connection) -> rusqlite::Result<usize> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Takes the steps that are missing, all or none, and gives the version it then has. A version
/// past the last step is left as it is.
pub fn migrate(connection: &mut Connection, steps: &[&str]) -> rusqlite::Result<usize> {
    let found = version(connection)?;
    if found >= steps.len() {
        return Ok(found);
    }
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    // Another process may have been faster.
    let found = version(&transaction)?;
    for step in steps.iter().skip(found) {
        transaction.execute_batch(step)?;
    }
    let reached = found.max(steps.len());
    transaction.pragma_update(None, "user_version", reached)?;
    transaction.commit()?;
    Ok(reached)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &[&str] = &["CREATE TABLE words (word TEXT); INSERT INTO words VALUES ('kept')"];

    fn words(connection: &Connection, column: &str) -> rusqlite::Result<String> {
        connection.query_row(&format!("SELECT {column} FROM words"), [], |row| row.get(0))
    }

    #[test]
    fn an_older_store_takes_the_missing_steps_and_keeps_its_rows() {
        let mut connection = Connection::open_in_memory().unwrap();
        assert_eq!(migrate(&mut connection, OLD).unwrap(), 1);
        let new = [OLD[0], "ALTER TABLE words RENAME COLUMN word TO term"];
        assert_eq!(migrate(&mut connection, &new).unwrap(), 2);
        assert_eq!(words(&connection, "term").unwrap(), "kept");
        assert_eq!(migrate(&mut connection, &new).unwrap(), 2);
        assert_eq!(version(&connection).unwrap(), 2);
    }

    #[test]
    fn a_step_that_fails_leaves_the_older_store_as_it_was() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, OLD).unwrap();
        let broken = [
            OLD[0],
            "ALTER TABLE words RENAME COLUMN word TO term",
            "INSERT INTO nowhere VALUES (1)",
        ];
        assert!(migrate(&mut connection, &broken).is_err());
        assert_eq!(version(&connection).unwrap(), 1);
        assert_eq!(words(&connection, "word").unwrap(), "kept");
    }

    #[test]
    fn a_newer_store_is_left_as_it_is() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "user_version", 7).unwrap();
        assert_eq!(migrate(&mut connection, OLD).unwrap(), 7);
        assert!(words(&connection, "word").is_err());
    }
}
