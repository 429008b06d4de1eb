//! What the lints say of a deck, for their tests.

use std::collections::BTreeMap;

use super::check;
use crate::diagnostic::Diagnostic;

/// All findings about these cards.
pub(super) fn found(cards: &str) -> Vec<Diagnostic> {
    check(deck(cards).as_bytes(), "deck", &BTreeMap::new()).1
}

fn deck(cards: &str) -> String {
    format!("[deck]\ntitle = \"T\"\n\n{cards}")
}

/// All that is said of these cards: the code, and the text it stands at.
pub(super) fn said(cards: &str) -> Vec<String> {
    said_of(&deck(cards))
}

/// All that is said of a deck.
pub(super) fn said_of(deck: &str) -> Vec<String> {
    let text = "The Danube is 2,850 km long.\n\nIt reaches ten countries.".to_owned();
    let texts = BTreeMap::from([("example".to_owned(), text)]);
    let (_, findings) = check(deck.as_bytes(), "deck", &texts);
    let words = findings
        .iter()
        .map(|finding| format!("{} {}", finding.code, &deck[finding.span.clone()]));
    words.collect()
}
