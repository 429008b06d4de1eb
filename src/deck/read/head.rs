//! The tables `[deck]`, `[deck.marking]` and `[sources.…]`.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeTable;

use super::card::{self, unknown_key};
use crate::deck::fields::{Fields, Text};
use crate::deck::keys::{self, DECK, SOURCE};
use crate::deck::outline::Outline;
use crate::deck::{Deck, Source, default_rules};
use crate::diagnostic::Diagnostic;
use crate::mark::rules::TextRules;

/// What was found of a deck's head, before it is read.
#[derive(Default)]
pub(super) struct Head<'a> {
    /// Whether there is a `[deck]`.
    pub(super) found: bool,
    deck: Option<(&'a DeTable<'a>, Text<'a>, Range<usize>)>,
    sources: Vec<(&'a DeTable<'a>, Text<'a>)>,
}

impl<'a> Head<'a> {
    pub(super) fn deck(&mut self, table: &'a DeTable<'a>, text: Text<'a>, span: Range<usize>) {
        self.found = true;
        self.deck.get_or_insert((table, text, span));
    }

    pub(super) fn sources(&mut self, table: &'a DeTable<'a>, text: Text<'a>) {
        self.sources.push((table, text));
    }

    /// Takes the head into an outline as it is written.
    pub(super) fn outline(&self, outline: &mut Outline) {
        if let Some((table, text, span)) = &self.deck {
            outline.take_head(*text, table, span.clone());
        }
        for (table, text) in &self.sources {
            outline.take_sources(*text, table);
        }
    }

    /// Reads the head into a deck without cards, and the rules for its typed answers.
    pub(super) fn into_deck(self, stem: &str, faults: &mut Vec<Diagnostic>) -> (Deck, TextRules) {
        let mut deck = Deck {
            id: id_of(stem).unwrap_or_else(|| "deck".to_owned()),
            title: stem.to_owned(),
            description: None,
            language: "en".to_owned(),
            tags: Vec::new(),
            sources: BTreeMap::new(),
            cards: Vec::new(),
        };
        let mut rules = default_rules(&deck.language);
        match self.deck {
            Some((table, text, span)) => {
                let mut fields = Fields::new(text, table, span, faults);
                read_deck(&mut fields, &mut deck);
                rules = default_rules(&deck.language);
                if let Some((table, span)) = fields.table("marking") {
                    let mut marking = Fields::new(text, table, span, faults);
                    card::read_marking(&mut marking, &mut rules);
                    let known = || keys::names(crate::question::MARKING);
                    for key in marking.unknown() {
                        marking.fault(unknown_key(&key, "`[deck.marking]`", known()));
                    }
                }
            }
            None => faults.push(
                Diagnostic::error("missing-key", 0..0, "`[deck]` is missing")
                    .help("begin the file with `[deck]` and a `title = \"…\"`"),
            ),
        }
        for (table, text) in self.sources {
            for (key, value) in table {
                let name = key.get_ref().to_string();
                if let toml::de::DeValue::Table(found) = value.get_ref() {
                    let place = text.place(value.span());
                    let mut fields = Fields::new(text, found, place, faults);
                    let source = read_source(&mut fields);
                    card::check_id("source", &name, text.place(key.span()), faults);
                    deck.sources.insert(name, source);
                } else {
                    let mut fields = Fields::new(text, table, 0..0, faults);
                    fields.wrong_type(
                        &name,
                        value,
                        &format!("a table, written `[sources.{name}]`"),
                    );
                }
            }
        }
        (deck, rules)
    }
}

fn read_deck(fields: &mut Fields<'_, '_>, deck: &mut Deck) {
    if let Some(title) = fields.required("title", "title = \"…\"", Fields::filled) {
        deck.title = title.value;
    }
    if let Some(id) = fields.string("id")
        && fields.id("deck", &id)
    {
        deck.id = id.value;
    }
    if let Some(language) = fields.filled("language") {
        deck.language = language.value;
    }
    deck.description = fields.string("description").map(|text| text.value);
    if let Some(tags) = fields.scalars("tags", true) {
        deck.tags = tags.into_iter().map(|tag| tag.value).collect();
    }
    fields.scalars("authors", true);
    fields.string("license");
    fields.scalars("allow", true);
    for key in fields.unknown() {
        if key.value != "marking" {
            fields.fault(unknown_key(&key, "`[deck]`", keys::names(DECK)));
        }
    }
}

fn read_source(fields: &mut Fields<'_, '_>) -> Source {
    let source = Source {
        title: fields.filled("title").map(|text| text.value),
        publisher: fields.filled("publisher").map(|text| text.value),
        date: fields.moment("date").map(|text| text.value),
        file: fields.filled("file").map(|text| text.value),
    };
    fields.scalars("authors", true);
    fields.filled("url");
    for key in fields.unknown() {
        fields.fault(unknown_key(&key, "a source", keys::names(SOURCE)));
    }
    source
}

/// A file's stem as an id: lower case, everything but letters and digits a hyphen. None if no
/// letter or digit is left.
pub fn id_of(stem: &str) -> Option<String> {
    let mut id = String::new();
    for c in stem.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if !id.ends_with('-') && !id.is_empty() {
            id.push('-');
        }
        if id.len() == 64 {
            break;
        }
    }
    let id = id.trim_end_matches('-');
    (!id.is_empty()).then(|| id.to_owned())
}
