//! `retain schema`: what editors get, and that it refuses what `retain check` refuses.

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;
use toml::Value as Toml;

use crate::agreement::{agree, schema_says};
use crate::house::{ELEVEN, House, shipped};

#[test]
fn it_is_printed_as_json() {
    let ran = House::new().run(&["schema"], "").fine();
    let printed: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(printed, retain::schema::schema());
    assert_eq!(
        printed["$schema"],
        "http://json-schema.org/draft-07/schema#"
    );
    let card = &printed["definitions"]["card"];
    assert_snapshot!(
        "description_of_answer",
        card["properties"]["answer"]["description"]
            .as_str()
            .unwrap()
    );
    assert_snapshot!(
        "definition_of_list",
        format!("{:#}", printed["definitions"]["list"])
    );
}

#[test]
fn the_decks_that_ship_hold() {
    for entry in fs::read_dir(shipped()).unwrap() {
        let path = entry.unwrap().path();
        let said = schema_says(&fs::read_to_string(&path).unwrap());
        assert_eq!(said, Some(Vec::new()), "{path:?}");
    }
}

/// One card of each kind, each with a key more, less, misspelt, or of another type.
#[test]
fn reader_and_schema_agree_on_slips_in_every_kind() {
    let deck: toml::Table = toml::from_str(ELEVEN).unwrap();
    let (mut refused, mut taken) = (0, 0);
    for card in deck["card"].as_array().unwrap() {
        let card = card.as_table().unwrap();
        for slipped in slips(card) {
            let deck = toml::Table::from_iter([
                (
                    "deck".to_owned(),
                    Toml::Table([("title".to_owned(), "T".into())].into_iter().collect()),
                ),
                ("card".to_owned(), Toml::Array(vec![Toml::Table(slipped)])),
            ]);
            let text = toml::to_string(&deck).unwrap();
            agree(text.as_bytes());
            match schema_says(&text).unwrap().is_empty() {
                true => taken += 1,
                false => refused += 1,
            }
        }
    }
    assert!(refused > 300 && taken > 50, "{refused} {taken}");
}

/// The card with one slip in it.
fn slips(card: &toml::Table) -> Vec<toml::Table> {
    let with = |change: &dyn Fn(&mut toml::Table)| {
        let mut card = card.clone();
        change(&mut card);
        card
    };
    let values = [
        Toml::Boolean(true),
        Toml::Integer(3),
        Toml::String("text".to_owned()),
        Toml::String(String::new()),
        Toml::Array(Vec::new()),
        Toml::Array(vec!["one".into(), "two".into()]),
        Toml::Array(vec![Toml::Boolean(true)]),
        Toml::Table(toml::Table::new()),
    ];
    let mut slipped = vec![card.clone()];
    for key in card.keys() {
        slipped.push(with(&|card| drop(card.remove(key))));
        slipped.push(with(&|card| {
            let value = card.remove(key).unwrap();
            card.insert(format!("{key}x"), value);
        }));
        for value in &values {
            slipped.push(with(&|card| drop(card.insert(key.clone(), value.clone()))));
        }
    }
    let kinds = retain::question::KINDS;
    let keys = kinds
        .iter()
        .flat_map(retain::question::Kind::own_keys)
        .chain(retain::question::COMMON);
    for key in keys {
        slipped.push(with(&|card| {
            drop(card.insert(key.name.to_owned(), "text".into()));
        }));
    }
    for kind in kinds {
        slipped.push(with(&|card| {
            drop(card.insert("kind".to_owned(), kind.name.into()));
        }));
    }
    slipped
}

#[test]
fn a_slip_is_named_where_it_is() {
    let said = |card: &str| {
        let text = format!("[deck]\ntitle = \"T\"\n\n[[card]]\n{card}");
        schema_says(&text).unwrap().join("\n")
    };
    let mut shown = String::new();
    for card in [
        "question = \"Is it so?\"\nanswr = \"yes\"",
        "question = \"Is it so?\"\nanswer = \"yes\"\nacept = [\"so\"]",
        "question = \"Is it so?\"\nanswer = \"yes\"\ntolerance = 2",
        "question = \"Is it so?\"\nanswer = \"yes\"\nhint = 3",
        "question = \"Is it so?\"\nanswer = \"yes\"\ntypos = \"no\"",
        "question = \"Is it so?\"",
        "answer = \"yes\"",
        "question = \"Is it so?\"\nanswer = \"a\"\ndistractors = []",
        "question = \"Is it so?\"\nkind = \"poem\"\nanswer = \"a\"",
    ] {
        shown.push_str(&format!("{card}\n=> {}\n\n", said(card)));
    }
    assert_snapshot!(shown);
}
