//! The log as text: every row of its tables as one line of JSON.

use anyhow::Result;
use rusqlite::types::ValueRef;
use serde_json::{Map, Value};

use super::Store;

impl Store {
    /// Gives each row of a table as a line of JSON: the table's name, then its columns, in the
    /// order in which the rows were added.
    ///
    /// # Errors
    /// When the store cannot be read, and what `each` says.
    pub fn export(&self, table: &str, mut each: impl FnMut(&str) -> Result<()>) -> Result<()> {
        let mut statement = self
            .connection
            .prepare(&format!("SELECT * FROM {table}"))
            .map_err(|error| self.explain(error))?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([]).map_err(|error| self.explain(error))?;
        while let Some(row) = rows.next().map_err(|error| self.explain(error))? {
            let mut object = Map::new();
            object.insert("table".into(), table.into());
            for (place, name) in names.iter().enumerate() {
                let value = match row.get_ref(place).map_err(|error| self.explain(error))? {
                    ValueRef::Null => Value::Null,
                    ValueRef::Integer(number) => number.into(),
                    ValueRef::Real(number) => number.into(),
                    ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
                    ValueRef::Blob(bytes) => bytes
                        .iter()
                        .map(|byte| format!("{byte:02x}"))
                        .collect::<String>()
                        .into(),
                };
                object.insert(name.clone(), value);
            }
            each(&format!("{}\n", Value::Object(object)))?;
        }
        Ok(())
    }
}
