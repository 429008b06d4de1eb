//! Each lint finds the flaw of the deck in `tests/lints/` that is named after it, at the place
//! that the last line of the deck says, and nothing else there; and nothing in the deck of that
//! name in `tests/lints/clean/`, which is the same without the flaw. `atlas.txt` beside them is the
//! text of the decks that name it.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read their decks; a surprise is a failure"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use retain::diagnostic::Diagnostic;
use retain::lint::{LINTS, check};

fn deck(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/lints")
        .join(name)
        .with_extension("toml")
}

/// What is said of a deck; the text beside it is at hand where its source names one.
fn findings(name: &str, text: &str) -> Vec<Diagnostic> {
    let mut texts = BTreeMap::new();
    if text.contains("file = \"atlas.txt\"") {
        let behind = fs::read_to_string(deck(name).with_file_name("atlas.txt")).unwrap();
        texts.insert("atlas".to_owned(), behind);
    }
    check(text.as_bytes(), "deck", &texts).1
}

/// Line and column, from 1.
fn place(text: &str, at: usize) -> String {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let column = text[line..at].chars().count() + 1;
    format!("{}:{column}", text[..at].matches('\n').count() + 1)
}

#[test]
fn each_flaw_is_found_in_its_place_and_nothing_else() {
    for lint in LINTS {
        let text = fs::read_to_string(deck(lint.name)).expect(lint.name);
        let expected = text.trim_end().rsplit("# ").next().unwrap();
        let found: Vec<String> = findings(lint.name, &text)
            .iter()
            .map(|f| format!("{} {}", f.code, place(&text, f.span.start)))
            .collect();
        assert_eq!(found, [format!("{} {expected}", lint.name)]);
    }
}

#[test]
fn nothing_is_found_where_no_flaw_is() {
    for lint in LINTS {
        let name = format!("clean/{}", lint.name);
        let text = fs::read_to_string(deck(&name)).expect(lint.name);
        assert_eq!(findings(&name, &text), [], "{name}");
    }
}
