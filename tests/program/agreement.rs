//! The reader and the JSON Schema agree on a text: what the one takes the other takes, and a
//! fault of structure is refused by both.

use std::sync::LazyLock;

use jsonschema::Validator;
use retain::deck::read::read;
use retain::diagnostic::Severity;
use retain::schema::schema;
use serde_json::Value;

static SCHEMA: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::draft7::new(&schema()).expect("the schema is one"));

/// What editors say by the schema; none where the text is not TOML, which they say themselves.
pub fn schema_says(text: &str) -> Option<Vec<String>> {
    let table = toml::from_str(text).ok()?;
    let json = json(toml::Value::Table(table));
    let said = SCHEMA.iter_errors(&json);
    Some(
        said.map(|e| format!("{}: {e}", e.instance_path()))
            .collect(),
    )
}

/// Demands that reader and schema agree on a text, whatever it is.
#[track_caller]
pub fn agree(bytes: &[u8]) {
    let reading = read(bytes, "deck");
    let Some(said) = schema_says(&reading.text) else {
        return;
    };
    let errors = || {
        reading
            .faults
            .iter()
            .filter(|f| f.severity == Severity::Error)
    };
    let text = &reading.text;
    if errors().next().is_none() && reading.deck.is_some() {
        assert!(said.is_empty(), "{said:#?}\n{text}");
    }
    // To JSON a date is a string; nor does it see that a unit is wanted by another key.
    let hidden = has_date(text) || text.contains("unit_required");
    let structural = [
        "unknown-key",
        "wrong-type",
        "missing-key",
        "unknown-kind",
        "bad-id",
    ];
    let fault = errors().find(|fault| structural.contains(&fault.code));
    if let (Some(fault), false) = (fault, hidden) {
        assert!(!said.is_empty(), "{}\n{text}", fault.message);
    }
}

fn has_date(text: &str) -> bool {
    fn dated(value: &toml::Value) -> bool {
        match value {
            toml::Value::Datetime(_) => true,
            toml::Value::Array(items) => items.iter().any(dated),
            toml::Value::Table(table) => table.values().any(dated),
            _ => false,
        }
    }
    toml::from_str(text).is_ok_and(|table| dated(&toml::Value::Table(table)))
}

/// A deck as editors see it.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(holds) => holds.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(k, v)| (k, json(v))).collect(),
    }
}
