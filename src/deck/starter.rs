//! A deck that begins: a commented file with an example of each kind asked for. All that it says
//! of kinds and keys comes from their rows.

use super::quote::quoted;
use crate::question::{COMMON, Key, Kind, MARKING, is_marking};

/// What the examples name as their source.
const SOURCE: &str = r#"
# Where the answers come from. A card names it in `source`: "nasa", or with a paragraph, "nasa#3".
[sources.nasa]
title = "Solar System Exploration"
publisher = "NASA"
date = 2024 # as of when its facts were true
url = "https://science.nasa.gov/solar-system/"
"#;

/// The head of a deck and its examples.
pub struct Starter<'a> {
    /// Where editors find the JSON Schema.
    pub schema: Option<&'a str>,
    /// The title.
    pub title: &'a str,
    /// What history is kept by.
    pub id: &'a str,
    /// One example of each.
    pub kinds: &'a [&'static Kind],
}

impl Starter<'_> {
    /// The text of the file.
    pub fn text(&self) -> String {
        let mut text = String::new();
        if let Some(schema) = self.schema {
            text.push_str(&format!("#:schema {schema}\n"));
        }
        text.push_str(&format!(
            "# The cards below are examples: write your own over them.\n\n\
             [deck]\n\
             title = {}\n\
             id = {} # history is kept by it, also when the file is renamed\n\
             language = \"en\" # of the answers\n{SOURCE}",
            quoted(self.title),
            quoted(self.id)
        ));
        text.push_str("\n# Every card may have\n");
        list(&mut text, COMMON.iter());
        let typed: Vec<&str> = self
            .kinds
            .iter()
            .filter(|kind| kind.own_keys().any(|key| is_marking(key.name)))
            .map(|kind| kind.name)
            .collect();
        if !typed.is_empty() {
            let of = typed.join(", ");
            text.push_str(&format!(
                "#\n# Where words are typed ({of}), a card, or all cards under `[deck.marking]`\n"
            ));
            list(&mut text, MARKING.iter());
        }
        for kind in self.kinds {
            example(&mut text, kind);
        }
        text
    }
}

/// A kind's card, and below it the keys it might have besides.
fn example(text: &mut String, kind: &Kind) {
    let example = kind.example.trim_start();
    text.push_str(&format!(
        "\n# {}: {}\n[[card]]\n{example}",
        kind.name, kind.asked
    ));
    let written = |key: &&Key| {
        let line = |line: &str| {
            line.split_once(" = ")
                .is_some_and(|(name, _)| name == key.name)
        };
        is_marking(key.name) || example.lines().any(line)
    };
    list(text, kind.own_keys().filter(|key| !written(key)));
}

/// Keys with what is written there, as comments.
fn list<'k>(text: &mut String, keys: impl Iterator<Item = &'k Key>) {
    for key in keys {
        text.push_str(&format!("#   {:<14} {}\n", key.name, key.form));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::Reply;
    use crate::deck::others::Others;
    use crate::deck::read::read;
    use crate::mark::Verdict;
    use crate::question::KINDS;

    fn starter(kinds: &[&'static Kind]) -> String {
        let starter = Starter {
            schema: Some("file:///tmp/deck.schema.json"),
            title: "The \"new\" deck",
            id: "new-deck",
            kinds,
        };
        starter.text()
    }

    #[test]
    fn every_kind_has_an_example_that_is_of_that_kind_and_marks_its_own_answer_right() {
        for kind in KINDS {
            let reading = read(starter(&[kind]).as_bytes(), "deck");
            assert_eq!(reading.faults, [], "{}", kind.name);
            let deck = reading.deck.unwrap();
            assert_eq!(
                (deck.title.as_str(), deck.id.as_str()),
                ("The \"new\" deck", "new-deck")
            );
            assert!(!deck.cards.is_empty());
            let others = Others::of(&deck);
            for card in &deck.cards {
                assert_eq!(card.kind, kind.name);
                assert_eq!(card.sources.len(), 1, "{}", card.id);
                assert!(card.explanation.is_some(), "{}", card.id);
                let key = card.question.key();
                if key != Reply::Shown {
                    let guard = |folded: &str| others.answer_to(folded, &card.id);
                    let mark = card.question.mark(&key, &guard);
                    assert_eq!(mark.verdict, Verdict::Correct, "{}", card.id);
                }
            }
        }
    }

    #[test]
    fn the_examples_of_all_kinds_stand_in_one_deck() {
        let kinds: Vec<&Kind> = KINDS.iter().collect();
        let reading = read(starter(&kinds).as_bytes(), "deck");
        assert_eq!((reading.faults, reading.entries), (vec![], KINDS.len()));
    }
}
