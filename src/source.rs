//! The text behind a deck, read: its paragraphs, its sentences, and the facts that stand in it.
//!
//! No models and no word lists of a language's size: dates, numbers and ordinals are read by
//! their form, names by their capitals, by what stands around them and by short lists of telling
//! words (`Council`, `Treaty`, `River`). Reading takes time linear in the text and finds the same
//! every time.

mod block;
mod coverage;
mod found;
mod ground;
mod language;
mod markup;
mod name;
mod number;
mod sentence;
mod time;
mod token;
mod value;
mod words;

use std::ops::Range;

pub use coverage::{Asked, Coverage, Side, Stand};
pub use ground::Ground;
pub use value::Value;

/// A text with what was found in it. All places are bytes of [`Text::text`], on character borders.
#[derive(Debug, Clone)]
pub struct Text {
    /// The text as it was given.
    pub text: String,
    /// The language it was read as: a primary BCP 47 tag.
    pub language: String,
    /// The blocks between blank lines; the first is paragraph 1.
    pub paragraphs: Vec<Paragraph>,
    /// Every mention of a fact, in the order of the text.
    pub facts: Vec<Fact>,
    /// How many distinct facts the mentions are of.
    pub distinct: usize,
}

/// A block between blank lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands, without the white space around it.
    pub span: Range<usize>,
    /// What it is.
    pub sort: Sort,
    /// Its sentences, without the white space around them; the whole block where it is no prose.
    pub sentences: Vec<Range<usize>>,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Sentences.
    Prose,
    /// A title: marked as one, or a short line that does not end as a sentence does.
    Heading,
    /// Code, between fences; nothing is looked for in it.
    Code,
}

/// A mention of something that could be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Its words on one line, without Markdown and with nothing in them that moves a cursor.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: Range<usize>,
    /// Its paragraph, from 1.
    pub paragraph: u32,
    /// Its sentence, as a place in the paragraph's sentences.
    pub sentence: usize,
    /// What it is compared by.
    pub value: Value,
    /// What is counted by a number or an ordinal, where that stands right after it and is not
    /// part of it: the `leaders` of `three leaders`.
    pub counted: Option<Range<usize>>,
    /// Which of the text's distinct facts it is: mentions of one person (`Kim Jong-un`, `Kim`),
    /// of one date, or in one paragraph of one number share it. From 0.
    pub id: usize,
}

/// What a fact is. The names are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A year, a month or a day.
    Date,
    /// A time with a beginning and an end: `1950–53`, the 1990s, the 19th century.
    Span,
    /// A number with its unit, a share, an amount of money.
    Number,
    /// A place in a row, with what stands there: `third nuclear test`.
    Ordinal,
    /// Somebody.
    Person,
    /// A country, a town, a river.
    Place,
    /// A state body, a company, a party, a school.
    Organisation,
    /// A treaty, a law, a resolution, a book.
    Document,
    /// A war, a conference, an award.
    Event,
    /// A name of something else, or of what nothing in the text tells.
    Name,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Date,
        Self::Span,
        Self::Number,
        Self::Ordinal,
        Self::Person,
        Self::Place,
        Self::Organisation,
        Self::Document,
        Self::Event,
        Self::Name,
    ];

    /// Its name in output and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Span => "span",
            Self::Number => "number",
            Self::Ordinal => "ordinal",
            Self::Person => "person",
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Document => "document",
            Self::Event => "event",
            Self::Name => "name",
        }
    }

    /// Whether it is a name of whatever sort.
    pub fn is_name(self) -> bool {
        !matches!(self, Self::Date | Self::Span | Self::Number | Self::Ordinal)
    }
}

impl Text {
    /// Reads a text: plain or Markdown. `language` is a BCP 47 tag; without it, the language is
    /// told by the commonest small words, and is English where they tell nothing.
    pub fn read(text: &str, language: Option<&str>) -> Self {
        let language = match language {
            Some(tag) => language::primary(tag),
            None => language::guess(text).to_owned(),
        };
        let blocks = block::blocks(text);
        let mut paragraphs = Vec::with_capacity(blocks.len());
        let mut tokens = Vec::with_capacity(blocks.len());
        for (span, sort) in blocks {
            let masked = markup::mask(&text[span.clone()], sort);
            let sentences = match sort {
                Sort::Code => vec![span.clone()],
                _ => sentence::sentences(&masked, span.start, &language),
            };
            tokens.push(token::tokens(&masked, span.start, &sentences, &language));
            paragraphs.push(Paragraph {
                span,
                sort,
                sentences,
            });
        }
        let mut found = Vec::with_capacity(tokens.len());
        for (place, tokens) in tokens.iter().enumerate() {
            let mut facts = found::Found::new(tokens);
            if paragraphs[place].sort != Sort::Code {
                time::find(tokens, &language, &mut facts);
                number::find(tokens, &language, &mut facts);
            }
            found.push(facts);
        }
        name::find(&paragraphs, &tokens, &language, &mut found);
        let mut facts = found::facts(&paragraphs, &tokens, found);
        let distinct = value::number_distinct(&mut facts);
        Self {
            text: text.to_owned(),
            language,
            paragraphs,
            facts,
            distinct,
        }
    }

    /// A paragraph by its number, from 1.
    pub fn paragraph(&self, n: u32) -> Option<&Paragraph> {
        self.paragraphs
            .get(usize::try_from(n).ok()?.checked_sub(1)?)
    }

    /// The lines that a paragraph is shown in, without line breaks at their ends, each with the
    /// length of its sign: an item, a row of a table and a heading have one of their own.
    pub fn lines_of(&self, paragraph: &Paragraph) -> Vec<(Range<usize>, usize)> {
        let block = &self.text[paragraph.span.clone()];
        let start = paragraph.span.start;
        markup::lines(block, paragraph.sort)
            .into_iter()
            .map(|(line, sign)| {
                let end = line.start + block[line.clone()].trim_end().len();
                (start + line.start..start + end, sign)
            })
            .collect()
    }

    /// The mentions in a paragraph, by its number.
    pub fn facts_of(&self, paragraph: u32) -> &[Fact] {
        let from = self
            .facts
            .partition_point(|fact| fact.paragraph < paragraph);
        let to = self
            .facts
            .partition_point(|fact| fact.paragraph <= paragraph);
        &self.facts[from..to]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<(Kind, String)> {
        let read = Text::read(text, None);
        read.facts
            .into_iter()
            .map(|fact| (fact.kind, fact.text))
            .collect()
    }

    fn sound(text: &str, language: Option<&str>) {
        let read = Text::read(text, language);
        let mut last = 0;
        for (place, paragraph) in read.paragraphs.iter().enumerate() {
            assert!(!text[paragraph.span.clone()].trim().is_empty());
            let mut end = paragraph.span.start;
            for sentence in &paragraph.sentences {
                assert!(end <= sentence.start && sentence.end <= paragraph.span.end);
                assert!(text.is_char_boundary(sentence.start));
                end = sentence.end;
            }
            let n = u32::try_from(place + 1).expect("few paragraphs");
            for fact in read.facts_of(n) {
                assert!(last <= fact.span.start && fact.span.start < fact.span.end);
                assert!(paragraph.span.start <= fact.span.start);
                assert!(fact.span.end <= paragraph.span.end);
                assert!(text.get(fact.span.clone()).is_some());
                assert!(paragraph.sentences.get(fact.sentence).is_some());
                assert!(fact.text.chars().all(|c| !c.is_control()));
                assert!(fact.id < read.distinct);
                last = fact.span.end;
            }
        }
    }

    #[test]
    fn no_fact_begins_within_another() {
        sound("Jahrhundert Jahrhundert-two third", Some("de"));
    }

    #[test]
    fn a_fact_has_its_type_its_place_and_its_value() {
        let text = "Intro\n\nIn May 1931 Auguste Piccard rose to 15,781 m above Augsburg.";
        let read = Text::read(text, None);
        let facts: Vec<(&str, &str, u32)> = read
            .facts
            .iter()
            .map(|fact| (fact.kind.name(), &text[fact.span.clone()], fact.paragraph))
            .collect();
        assert_eq!(
            facts,
            [
                ("date", "May 1931", 2),
                ("person", "Auguste Piccard", 2),
                ("number", "15,781 m", 2),
                ("name", "Augsburg", 2),
            ]
        );
        assert_eq!(read.facts[0].value, Value::Time("1931-05".into()));
        let km = Value::Number {
            value: crate::mark::number::exact("15.781").expect("a number"),
            unit: Some("km".into()),
        };
        assert!(read.facts[2].value.is_met_by(&km));
    }

    #[test]
    fn mentions_of_one_thing_are_one_fact() {
        let text = "Lena Vogel met Karl Ott. Vogel left in 1901; the World Health Organization \
                    (WHO) did not. WHO stayed until 1901.";
        let read = Text::read(text, None);
        let id = |text: &str| {
            let all: Vec<usize> = read
                .facts
                .iter()
                .filter(|fact| fact.text == text)
                .map(|fact| fact.id)
                .collect();
            assert!(
                !all.is_empty() && all.iter().all(|id| *id == all[0]),
                "{text}"
            );
            all[0]
        };
        assert_eq!(id("Lena Vogel"), id("Vogel"));
        assert_eq!(id("World Health Organization"), id("WHO"));
        assert_ne!(id("Karl Ott"), id("Vogel"));
        assert_eq!(read.distinct, 4);
    }

    #[test]
    fn what_is_written_in_a_foreign_hand_does_no_harm() {
        assert!(found("\u{1b}[31m\0\u{7}\n\n\u{202E}").is_empty());
        let facts = found("It rose in \u{1b}[2J1931\u{7} near Genoa.");
        assert!(facts.iter().all(|(_, text)| !text.contains('\u{1b}')));
        sound(&"Anna (".repeat(5000), None);
        sound(&"[".repeat(20_000), None);
        sound(&"1. `".repeat(5000), Some("de"));
    }

    proptest! {
        #[test]
        fn reading_is_total(text in any::<String>()) {
            sound(&text, None);
        }

        #[test]
        fn reading_what_looks_like_facts_is_total(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "1950", "-", "–", "53", "BC", "of", "the", "May", "third", "Kim", "Jong", "un",
                    " ", " ", " ", ".", "\n", "\n\n", "(", ")", "$", "5", "million", "%", "km",
                    "Treaty", "and", "Resolution", "'s", "U.S.", "century", "19th", "’", "“", "”",
                    "é", "#", "*", "`", "[", "](", "<", "3.", "Jahrhundert", "two", "half", "/",
                ]),
                0..30,
            ),
            language in prop::sample::select(vec![None, Some("en"), Some("de"), Some("fr")]),
        ) {
            sound(&parts.concat(), language);
        }
    }
}
