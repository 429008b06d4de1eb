//! A deck: its cards, its sources, and where in its file each card stands.

pub mod compose;
pub mod edit;
pub mod fields;
pub mod keys;
pub mod name;
pub mod others;
pub mod outline;
pub mod quote;
pub mod read;
pub mod starter;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::mark::rules::TextRules;
use crate::question::Question;
use crate::review::CardId;

/// One file of questions.
#[derive(Debug, Clone)]
pub struct Deck {
    /// The id by which history is kept: written in the file, or the file's stem.
    pub id: String,
    /// The title.
    pub title: String,
    /// A sentence or two about it.
    pub description: Option<String>,
    /// BCP 47; `en` unless the deck says otherwise.
    pub language: String,
    /// Tags that all its cards have.
    pub tags: Vec<String>,
    /// The texts behind the deck, by id.
    pub sources: BTreeMap<String, Source>,
    /// Its cards, in the order of the file.
    pub cards: Vec<Card>,
}

/// A text that answers come from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// As of when its facts were true.
    pub date: Option<String>,
    /// The text itself, as a path beside the deck.
    pub file: Option<String>,
}

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRef {
    /// The source's id.
    pub source: String,
    /// Its paragraphs, from 1; none for the text as a whole.
    pub paragraphs: Option<(u32, u32)>,
}

/// One question with what belongs to it.
#[derive(Debug, Clone)]
pub struct Card {
    /// Its name in the log.
    pub id: CardId,
    /// What `id.card` is without the part for a gap or the reverse: siblings share it.
    pub entry: String,
    /// The name of its kind.
    pub kind: &'static str,
    /// The question itself.
    pub question: Arc<dyn Question>,
    /// Shown on request.
    pub hint: Option<String>,
    /// Shown after the answer.
    pub explanation: Option<String>,
    /// Its own tags and the deck's.
    pub tags: Vec<String>,
    /// Where the answer stands.
    pub sources: Vec<SourceRef>,
    /// Kept out of sittings by its author.
    pub suspended: bool,
    /// Not yet looked at by a person.
    pub draft: bool,
    /// A digest of what is asked and answered, to notice edits.
    pub content: String,
    /// Where the card stands in the file, in bytes, from its `[[card]]` to the next header.
    pub span: Range<usize>,
    /// The line of its `[[card]]`, from 1.
    pub line: usize,
}

impl Deck {
    /// The source of a card in words: `The title, paragraph 3`.
    pub fn source_in_words(&self, card: &Card) -> Option<String> {
        let words: Vec<String> = card
            .sources
            .iter()
            .map(|place| {
                let source = self.sources.get(&place.source);
                let title = source
                    .and_then(|s| s.title.as_deref())
                    .unwrap_or(&place.source);
                match place.paragraphs {
                    None => title.to_owned(),
                    Some((from, to)) if from == to => format!("{title}, paragraph {from}"),
                    Some((from, to)) => format!("{title}, paragraphs {from}–{to}"),
                }
            })
            .collect();
        (!words.is_empty()).then(|| words.join("; "))
    }
}

/// How typed answers of a deck are marked unless a card says otherwise.
pub(crate) fn default_rules(language: &str) -> TextRules {
    TextRules {
        language: language.to_owned(),
        ..TextRules::default()
    }
}
