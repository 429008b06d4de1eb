//! The JSON Schema (draft-07) of a deck file, made from the rows of keys and kinds, so that
//! editors complete and check a deck while it is written.
//!
//! It knows the structure: which keys there are, their types, which of them are missing. What
//! follows from values (a copied id, a key among the distractors) is `retain check`'s.

use serde_json::{Map, Value, json};

use crate::deck::keys::ROOT;
use crate::question::sign::Type;
use crate::question::{COMMON, KINDS, Key, Kind, Presence, Sign, Takes};

/// The schema. A date of TOML counts as a string, as it does in editors.
pub fn schema() -> Value {
    let mut definitions = Map::new();
    definitions.insert("card".to_owned(), card());
    for kind in KINDS {
        definitions.insert(kind.name.to_owned(), of_kind(kind));
    }
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A deck of retain",
    });
    extend(&mut schema, table(ROOT));
    extend(&mut schema, json!({ "definitions": definitions }));
    schema
}

/// Any card: all keys there are, with what can be said of them whatever the kind, and the kind
/// by its name or by what is written.
///
/// Editors complete from `properties` alone, so that these are told here and not only in the
/// kinds.
fn card() -> Value {
    let mut properties = Map::new();
    for key in COMMON {
        properties.insert(key.name.to_owned(), described(key));
    }
    for key in KINDS.iter().flat_map(Kind::own_keys) {
        properties
            .entry(key.name)
            .or_insert_with(|| in_any_kind(key.name));
    }
    // What fits no kind lacks an answer; otherwise the answer's own type is the fault.
    let none = has(
        "answer",
        &json!({ "type": ["string", "number", "boolean", "array"] }),
    );
    let kinds = KINDS.iter().rev().fold(none, |otherwise, kind| {
        let named = has("kind", &json!({ "const": kind.name }));
        let unnamed = part(json!({ "not": wants("kind") }));
        let told = part(json!({ "allOf": [unnamed, written(&kind.written)] }));
        part(json!({
            "if": part(json!({ "anyOf": [named, told] })),
            "then": { "$ref": format!("#/definitions/{}", kind.name) },
            "else": otherwise,
        }))
    });
    let mut card = json!({ "type": "object", "properties": properties });
    extend(&mut card, kinds);
    card
}

/// A key as any kind may have it: its type where all kinds agree on it, and what it means in
/// each of them.
fn in_any_kind(name: &str) -> Value {
    let mut meanings: Vec<(&Key, Vec<&str>)> = Vec::new();
    for kind in KINDS {
        for key in kind.own_keys().filter(|key| key.name == name) {
            match meanings.iter_mut().find(|(old, _)| old.form == key.form) {
                Some((_, kinds)) => kinds.push(kind.name),
                None => meanings.push((key, vec![kind.name])),
            }
        }
    }
    if let [(key, _)] = meanings[..] {
        return described(key);
    }
    let lines: Vec<String> = meanings
        .iter()
        .map(|(key, kinds)| format!("{}: {}", kinds.join(", "), key.form))
        .collect();
    json!({ "description": lines.join("\n\n") })
}

/// The keys of one kind: which there are, which must be, and the types of those that other
/// kinds have with other types.
fn of_kind(kind: &Kind) -> Value {
    let own: Vec<&Key> = kind.own_keys().collect();
    let elsewhere = |key: &Key| {
        let all = KINDS.iter().flat_map(Kind::own_keys);
        all.filter(|other| other.name == key.name)
            .any(|other| other.form != key.form)
    };
    let mut properties = Map::new();
    for key in COMMON {
        properties.insert(key.name.to_owned(), json!(true));
    }
    for key in &own {
        let value = if elsewhere(key) {
            described(key)
        } else {
            json!(true)
        };
        properties.insert(key.name.to_owned(), value);
    }
    let mut object = json!({
        "title": format!("A {} card", kind.name),
        "description": kind.asked,
        "properties": properties,
        "additionalProperties": false,
    });
    extend(&mut object, presence(own.into_iter()));
    object
}

/// A table with these keys and no others.
fn table(keys: &'static [Key]) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| (key.name.to_owned(), described(key)))
        .collect();
    let mut object = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    extend(&mut object, presence(keys.iter()));
    object
}

/// Which keys must be there.
fn presence<'k>(keys: impl Iterator<Item = &'k Key>) -> Value {
    let (mut must, mut one_of) = (Vec::new(), Vec::new());
    for key in keys {
        match key.presence {
            Presence::May => {}
            Presence::Must => must.push(key.name),
            Presence::OneOf => one_of.push(wants(key.name)),
        }
    }
    let mut object = Map::new();
    if !must.is_empty() {
        object.insert("required".to_owned(), json!(must));
    }
    if !one_of.is_empty() {
        object.insert("oneOf".to_owned(), json!(one_of));
    }
    Value::Object(object)
}

/// A key's values with what is written there.
fn described(key: &Key) -> Value {
    let mut value = json!({ "description": key.form });
    extend(&mut value, values(key.takes));
    value
}

/// What a key takes.
fn values(takes: Takes) -> Value {
    let list = |of: Value, least: usize| json!({ "type": "array", "items": of, "minItems": least });
    match takes {
        Takes::AnyText => json!({ "type": "string" }),
        Takes::Text => text(),
        Takes::Id => json!({ "type": "string", "pattern": "^[a-z0-9-]{1,64}$" }),
        Takes::KindName => json!({ "enum": KINDS.iter().map(|k| k.name).collect::<Vec<_>>() }),
        Takes::Truth => json!({ "type": "boolean" }),
        Takes::Count => json!({ "type": "integer", "minimum": 1 }),
        Takes::Word(words) => json!({ "enum": words }),
        // A date of TOML is a string here.
        Takes::Scalar | Takes::Moment => scalar(),
        Takes::Scalars(least) => list(scalar(), least),
        Takes::OneOrMore(least) => one_or_more(&scalar(), least),
        Takes::Two => {
            json!({ "type": "array", "items": scalar(), "minItems": 2, "maxItems": 2 })
        }
        Takes::Groups => list(one_or_more(&scalar(), 1), 1),
        Takes::Pairs => list(values(Takes::Two), 2),
        Takes::Places => one_or_more(&place(), 0),
        Takes::Table(keys) => table(keys),
        Takes::Named(keys) => json!({
            "type": "object",
            "patternProperties": { "^[a-z0-9-]{1,64}$": table(keys) },
            "additionalProperties": false,
        }),
        Takes::Cards => json!({ "type": "array", "items": { "$ref": "#/definitions/card" } }),
    }
}

/// A string with something in it.
fn text() -> Value {
    json!({ "type": "string", "pattern": "[^ \\t\\r\\n]" })
}

/// A string with something in it, or a number. Patterns pass over numbers.
fn scalar() -> Value {
    json!({ "type": ["string", "number"], "pattern": "[^ \\t\\r\\n]" })
}

/// A place in a source.
fn place() -> Value {
    let pattern = "^[a-z0-9-]{1,64}(#\\s*[0-9]+\\s*([-–]\\s*[0-9]+\\s*)?)?$";
    json!({ "type": ["string", "number"], "pattern": pattern })
}

fn one_or_more(one: &Value, least: usize) -> Value {
    let list = json!({ "type": "array", "items": one, "minItems": least });
    json!({ "anyOf": [one, list] })
}

/// What tells that a card is of a kind, as far as JSON can see it.
fn written(sign: &Sign) -> Value {
    let all = |signs: &[Sign]| signs.iter().map(written).collect::<Vec<_>>();
    let answer = |of: &str| has("answer", &json!({ "type": of }));
    match sign {
        Sign::Never | Sign::Answer(Type::Date) => json!(false),
        Sign::Has([key]) => wants(key),
        Sign::Has(keys) => {
            part(json!({ "anyOf": keys.iter().map(|key| wants(key)).collect::<Vec<_>>() }))
        }
        Sign::Answer(Type::Text) => answer("string"),
        Sign::Answer(Type::Number) => answer("number"),
        Sign::Answer(Type::Truth) => answer("boolean"),
        Sign::Answer(Type::List) => answer("array"),
        Sign::All(signs) => part(json!({ "allOf": all(signs) })),
        Sign::Any(signs) => part(json!({ "anyOf": all(signs) })),
        Sign::Not(sign) => part(json!({ "not": written(sign) })),
    }
}

/// A key with any value.
fn wants(key: &str) -> Value {
    part(json!({ "required": [key] }))
}

/// A key with such a value.
fn has(key: &str, value: &Value) -> Value {
    part(json!({ "required": [key], "properties": { key: value } }))
}

/// What says something of a card and leaves the rest to others: some editors would take the
/// keys that are named for all there are.
fn part(mut schema: Value) -> Value {
    extend(&mut schema, json!({ "additionalProperties": true }));
    schema
}

/// Adds the fields of one object to another.
fn extend(object: &mut Value, more: Value) {
    if let (Some(object), Value::Object(more)) = (object.as_object_mut(), more) {
        object.extend(more);
    }
}
