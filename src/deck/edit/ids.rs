//! Ids for the cards that have none.

use std::collections::HashSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::splice::Splice;
use crate::deck::name::name;

/// An id that is to be written.
pub(super) struct Missing {
    /// How.
    pub(super) splice: Splice,
    /// The id.
    pub(super) id: String,
    /// Which of the entries of the file it is for, from 0.
    pub(super) entry: usize,
}

/// The ids that are missing in a sound TOML text, in the order of the text.
pub(super) fn missing(text: &str) -> Vec<Missing> {
    let Ok(root) = DeTable::parse(text) else {
        return Vec::new();
    };
    let entries = entries(root.get_ref());
    let mut taken: HashSet<String> = entries
        .iter()
        .filter_map(|entry| entry.table.get("id")?.get_ref().as_str().map(str::to_owned))
        .collect();
    let mut found = Vec::new();
    for (n, entry) in entries.iter().enumerate() {
        // A misspelt `id` is to be mended, not doubled.
        let near = |key: &str| strsim::damerau_levenshtein(&key.to_lowercase(), "id") <= 1;
        if entry.table.iter().any(|(key, _)| near(key.get_ref())) {
            continue;
        }
        let id = name(said(entry.table), |id| taken.contains(id));
        taken.insert(id.clone());
        found.push(Missing {
            splice: written(text, entry, &id),
            id,
            entry: n,
        });
    }
    found.sort_by_key(|missing| missing.splice.span.start);
    found
}

struct Entry<'a> {
    table: &'a DeTable<'a>,
    /// Its `[[card]]`, or the whole of an inline table.
    span: std::ops::Range<usize>,
}

fn entries<'a>(root: &'a DeTable<'a>) -> Vec<Entry<'a>> {
    let cards = root.get("card").map(Spanned::get_ref);
    let Some(DeValue::Array(cards)) = cards else {
        return Vec::new();
    };
    let entry = |card: &'a Spanned<DeValue<'a>>| match card.get_ref() {
        DeValue::Table(table) => Some(Entry {
            table,
            span: card.span(),
        }),
        _ => None,
    };
    cards.iter().filter_map(entry).collect()
}

/// What tells a card from the others.
fn said<'a>(table: &'a DeTable<'a>) -> &'a str {
    ["question", "cloze", "answer", "hint", "explanation"]
        .iter()
        .filter_map(|key| table.get(*key)?.get_ref().as_str())
        .find(|text| !text.trim().is_empty())
        .unwrap_or_default()
}

/// The `id` as the first key of its card.
fn written(text: &str, entry: &Entry<'_>, id: &str) -> Splice {
    let first = entry.table.iter().map(|(key, _)| key.span().start).min();
    let indent = first.and_then(|at| indent(text, at));
    let insert = |at: usize, text: String| Splice { span: at..at, text };
    if text[entry.span.clone()].starts_with('{') {
        return match (first, indent) {
            (None, _) => insert(entry.span.start + 1, format!("id = \"{id}\"")),
            (Some(at), None) => insert(at, format!("id = \"{id}\", ")),
            (Some(at), Some(indent)) => {
                let newline = newline(text);
                insert(at, format!("id = \"{id}\",{newline}{indent}"))
            }
        };
    }
    let indent = indent.unwrap_or_default();
    let newline = newline(text);
    match text[entry.span.end..].find('\n') {
        Some(end) => insert(
            entry.span.end + end + 1,
            format!("{indent}id = \"{id}\"{newline}"),
        ),
        None => insert(text.len(), format!("{newline}{indent}id = \"{id}\"")),
    }
}

/// The blanks before a byte, if nothing else is before it on its line.
fn indent(text: &str, at: usize) -> Option<&str> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[start..at];
    before.trim().is_empty().then_some(before)
}

/// The line break of a text.
pub(super) fn newline(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::super::splice;
    use super::*;

    /// The text with its missing ids.
    fn with_ids(text: &str) -> String {
        let splices: Vec<Splice> = missing(text).into_iter().map(|m| m.splice).collect();
        splice::apply(text, &splices)
    }

    #[test]
    fn an_id_is_the_first_key_of_its_card_however_that_is_written() {
        for (before, after) in [
            (
                "[[card]]\nquestion = \"Sea?\"\n",
                "[[card]]\nid = \"sea\"\nquestion = \"Sea?\"\n",
            ),
            (
                "  [[card]] # one\n\n\t# two\n\tquestion = \"Sea?\"",
                "  [[card]] # one\n\tid = \"sea\"\n\n\t# two\n\tquestion = \"Sea?\"",
            ),
            (
                "[[card]]\r\nquestion = \"Sea?\"\r\n",
                "[[card]]\r\nid = \"sea\"\r\nquestion = \"Sea?\"\r\n",
            ),
            ("[[card]]", "[[card]]\nid = \"card\""),
            (
                "card = [{question = 'Sea?'}, { answer = 1 }, {}]",
                "card = [{id = \"sea\", question = 'Sea?'}, { id = \"card\", answer = 1 }, {id = \"card-2\"}]",
            ),
            (
                "card = [{\n    question = 'Sea?', # TOML 1.1\n}]",
                "card = [{\n    id = \"sea\",\n    question = 'Sea?', # TOML 1.1\n}]",
            ),
            (
                "[[ card ]]\nanswer.x = '''\n[[card]]'''\n[[ 'card' ]]\nid = \"card\"",
                "[[ card ]]\nid = \"card-2\"\nanswer.x = '''\n[[card]]'''\n[[ 'card' ]]\nid = \"card\"",
            ),
        ] {
            assert_eq!(with_ids(before), after);
            assert_eq!(with_ids(after), after);
        }
    }

    #[test]
    fn a_misspelt_id_is_not_doubled() {
        let text = "[[card]]\nidd = \"sea\"\n[[card]]\nId = \"sea\"\n[[card]]\nID = \"sea\"\n";
        assert_eq!(with_ids(text), text);
    }
}
