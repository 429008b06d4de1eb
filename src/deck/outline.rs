//! A deck as it is written: each value with its place in the file. For lints and fixes, which
//! talk about the text; a sitting never makes one.

mod inside;

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fields::{At, Text};
use crate::question;

/// A deck as it is written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outline {
    /// Its `[deck]`; empty where there is none.
    pub header: Range<usize>,
    /// The lints that the deck allows as a whole.
    pub allow: Vec<At<String>>,
    /// Its sources.
    pub sources: Vec<Source>,
    /// Its entries, in the order of the file, those with faults too.
    pub entries: Vec<Entry>,
}

/// A source as it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its id.
    pub id: At<String>,
    /// Its `file`.
    pub file: Option<At<String>>,
}

/// A `[[card]]` as it is written. What is missing or of a wrong type is left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    /// Its `[[card]]`.
    pub header: Range<usize>,
    /// From there to the next header.
    pub span: Range<usize>,
    /// The name of its kind; empty where it has none.
    pub kind: &'static str,
    /// Whether it says its kind itself.
    pub named: bool,
    /// Whether it is without faults, and so a card.
    pub sound: bool,
    /// Its `id`.
    pub id: Option<At<String>>,
    /// Its `question`, or the text of its `cloze`.
    pub stem: Option<At<String>>,
    /// The gaps of a cloze, in bytes of the stem, with their braces.
    pub gaps: Vec<Range<usize>>,
    /// Its right answers, each with the other names it has (`accept`, inner lists, `a|b`); the
    /// gaps of a cloze.
    pub answers: Vec<Vec<At<String>>>,
    /// Its `distractors`.
    pub distractors: Vec<At<String>>,
    /// Its `options`.
    pub options: Vec<At<String>>,
    /// Its `order`.
    pub order: Vec<At<String>>,
    /// Its `pairs`.
    pub pairs: Vec<[At<String>; 2]>,
    /// Its `unit`.
    pub unit: Option<At<String>>,
    /// Its `source`, as references: `atlas#12`.
    pub source: Vec<At<String>>,
    /// Its `hint`.
    pub hint: Option<At<String>>,
    /// Its `explanation`.
    pub explanation: Option<At<String>>,
    /// Its `allow`.
    pub allow: Vec<At<String>>,
}

impl Outline {
    /// Takes in `[deck]`.
    pub(super) fn take_head(&mut self, text: Text<'_>, table: &DeTable<'_>, header: Range<usize>) {
        self.header = header;
        self.allow = many(text, table, "allow");
    }

    /// Takes in `[sources]`.
    pub(super) fn take_sources(&mut self, text: Text<'_>, table: &DeTable<'_>) {
        self.sources
            .extend(table.iter().map(|(key, source)| Source {
                id: At {
                    value: key.get_ref().to_string(),
                    span: text.place(key.span()),
                },
                file: match source.get_ref() {
                    DeValue::Table(source) => one(text, source, "file"),
                    _ => None,
                },
            }));
    }

    /// Takes in a `[[card]]`, which stands from its header to the next.
    pub(super) fn take_entry(
        &mut self,
        text: Text<'_>,
        table: &DeTable<'_>,
        (header, end): (Range<usize>, usize),
        (kind, sound): (&'static str, bool),
    ) {
        let mut entry = Entry {
            span: header.start..end,
            header,
            kind,
            named: table.contains_key("kind"),
            sound,
            id: one(text, table, "id"),
            stem: one(text, table, "question"),
            distractors: many(text, table, "distractors"),
            options: many(text, table, "options"),
            order: many(text, table, "order"),
            unit: one(text, table, "unit"),
            source: many(text, table, "source"),
            hint: one(text, table, "hint"),
            explanation: one(text, table, "explanation"),
            allow: many(text, table, "allow"),
            ..Entry::default()
        };
        if let Some(cloze) = one(text, table, "cloze") {
            for gap in question::gaps(&cloze.value) {
                let names = gap.answers.into_iter().map(|name| At {
                    span: inside::file(text, &cloze, name.span),
                    value: name.value,
                });
                entry.answers.push(names.collect());
                entry.gaps.push(gap.span);
            }
            entry.stem = Some(cloze);
        }
        match table.get("answer").map(|value| (value, value.get_ref())) {
            Some((_, DeValue::Array(items))) => {
                let names = |item| match Spanned::get_ref(item) {
                    DeValue::Array(names) => scalars(text, names),
                    _ => scalar(text, item).into_iter().collect(),
                };
                let groups = items.iter().map(names).filter(|names| !names.is_empty());
                entry.answers.extend(groups);
            }
            Some((value, _)) => {
                let mut names: Vec<_> = scalar(text, value).into_iter().collect();
                if !names.is_empty() {
                    names.extend(many(text, table, "accept"));
                    entry.answers.push(names);
                }
            }
            None => {}
        }
        if let Some(DeValue::Array(pairs)) = table.get("pairs").map(Spanned::get_ref) {
            let pair = |pair: &Spanned<DeValue<'_>>| match pair.get_ref() {
                DeValue::Array(two) => <[At<String>; 2]>::try_from(scalars(text, two)).ok(),
                _ => None,
            };
            entry.pairs = pairs.iter().filter_map(pair).collect();
        }
        self.entries.push(entry);
    }
}

impl Entry {
    /// Where a finding about the card as a whole stands: its `id`, or its `[[card]]`.
    pub fn place(&self) -> Range<usize> {
        self.id
            .as_ref()
            .map_or_else(|| self.header.clone(), |id| id.span.clone())
    }
}

/// Where a part of a value stands in the file; the whole value where that cannot be told.
pub fn part_of(file: &str, value: &At<String>, part: Range<usize>) -> Range<usize> {
    inside::file(
        Text {
            part: file,
            base: 0,
        },
        value,
        part,
    )
}

fn one(text: Text<'_>, table: &DeTable<'_>, key: &str) -> Option<At<String>> {
    scalar(text, table.get(key)?)
}

fn many(text: Text<'_>, table: &DeTable<'_>, key: &str) -> Vec<At<String>> {
    let Some(value) = table.get(key) else {
        return Vec::new();
    };
    match value.get_ref() {
        DeValue::Array(items) => scalars(text, items),
        _ => scalar(text, value).into_iter().collect(),
    }
}

fn scalars(text: Text<'_>, items: &[Spanned<DeValue<'_>>]) -> Vec<At<String>> {
    items.iter().filter_map(|item| scalar(text, item)).collect()
}

/// A string as it is meant; a number, a date or a truth value as it is written.
fn scalar(text: Text<'_>, value: &Spanned<DeValue<'_>>) -> Option<At<String>> {
    let found = match value.get_ref() {
        DeValue::String(found) => found.to_string(),
        DeValue::Array(_) | DeValue::Table(_) => return None,
        DeValue::Integer(_) | DeValue::Float(_) => text
            .part
            .get(value.span())?
            .trim_start_matches('+')
            .replace('_', ""),
        DeValue::Boolean(_) | DeValue::Datetime(_) => text.part.get(value.span())?.to_owned(),
    };
    Some(At {
        value: found,
        span: text.place(value.span()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::read::read_outlined;

    const DECK: &str = r#"[deck]
title = "Rivers"
allow = ["unsourced"]

[sources.atlas]

[[card]]
id = "danube"
question = "Into which sea does it flow?"
answer = "Black Sea"
accept = ["Euxine Sea"]
source = "atlas#12"

[[card]]
cloze = """
It rises in {{Germany}} \
and reaches {{10|ten::how many}} countries."""

[[card]]
question = "Name two."
answer = [["a", "b"], 7]
allow = "unsourced"

[[card]]
question = 7
"#;

    fn at(value: &At<String>) -> (&str, &str) {
        (&value.value, &DECK[value.span.clone()])
    }

    #[test]
    fn every_value_stands_at_its_place() {
        let (_, outline) = read_outlined(DECK.as_bytes(), "rivers");
        assert_eq!(&DECK[outline.header.clone()], "[deck]");
        assert_eq!(at(&outline.allow[0]), ("unsourced", "\"unsourced\""));
        assert_eq!(at(&outline.sources[0].id), ("atlas", "atlas"));
        let [danube, cloze, list, faulty] = outline.entries.as_slice() else {
            panic!("{outline:?}");
        };
        assert_eq!(&DECK[danube.header.clone()], "[[card]]");
        assert_eq!((danube.kind, danube.sound), ("text", true));
        let names: Vec<_> = danube.answers[0].iter().map(at).collect();
        let expected = [
            ("Black Sea", "\"Black Sea\""),
            ("Euxine Sea", "\"Euxine Sea\""),
        ];
        assert_eq!(names, expected);
        let gaps: Vec<_> = cloze.answers.iter().flatten().map(at).collect();
        assert_eq!(gaps, [("Germany", "Germany"), ("10", "10"), ("ten", "ten")]);
        assert_eq!(list.answers.len(), 2);
        assert_eq!(at(&list.allow[0]).0, "unsourced");
        assert!(!faulty.sound);
        assert_eq!(faulty.span.end, DECK.len());
    }
}
