//! `retain schema`: the JSON Schema of decks.

use anyhow::Result;

use super::Ended;
use crate::shell::talk;

/// Prints the schema.
pub fn run() -> Result<Ended> {
    talk::answer(&text())?;
    Ok(Ended::Done)
}

/// The schema as a file holds it.
pub fn text() -> String {
    format!("{:#}\n", retain::schema::schema())
}
