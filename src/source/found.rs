//! What was found so far in one paragraph, token by token: nothing is found twice.

use std::ops::Range;

use super::token::{Form, Token};
use super::{Fact, Kind, Paragraph, Value};

/// A mention, in tokens.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub tokens: Range<usize>,
    pub kind: Kind,
    pub value: Value,
    pub counted: Option<Range<usize>>,
}

/// The mentions of a paragraph.
#[derive(Debug, Default)]
pub(super) struct Found {
    taken: Vec<bool>,
    pub mentions: Vec<Mention>,
}

impl Found {
    /// Nothing yet.
    pub fn new(tokens: &[Token]) -> Self {
        Self {
            taken: vec![false; tokens.len()],
            mentions: Vec::new(),
        }
    }

    /// Whether no mention has this token.
    pub fn is_free(&self, at: usize) -> bool {
        self.taken.get(at).is_some_and(|taken| !taken)
    }

    /// Adds a mention.
    pub fn add(&mut self, tokens: Range<usize>, kind: Kind, value: Value) {
        self.add_counting(tokens, kind, value, None);
    }

    /// Adds a mention beside which stands what it counts; not where a part of it is found already.
    pub fn add_counting(
        &mut self,
        tokens: Range<usize>,
        kind: Kind,
        value: Value,
        counted: Option<Range<usize>>,
    ) {
        if self.taken[tokens.clone()].contains(&true) {
            return;
        }
        self.taken[tokens.clone()].fill(true);
        self.mentions.push(Mention {
            tokens,
            kind,
            value,
            counted,
        });
    }
}

/// The mentions of all paragraphs, in the order of the text.
pub(super) fn facts(
    paragraphs: &[Paragraph],
    tokens: &[Vec<Token>],
    found: Vec<Found>,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (place, (tokens, found)) in tokens.iter().zip(found).enumerate() {
        let mut mentions = found.mentions;
        mentions.sort_by_key(|mention| mention.tokens.start);
        for mention in mentions {
            let (first, last) = (mention.tokens.start, mention.tokens.end - 1);
            let span = |range: &Range<usize>| {
                tokens[range.start].span.start..tokens[range.end - 1].span.end
            };
            debug_assert!(paragraphs[place].span.end >= tokens[last].span.end);
            facts.push(Fact {
                text: words(&tokens[mention.tokens.clone()]),
                kind: mention.kind,
                span: span(&mention.tokens),
                paragraph: u32::try_from(place + 1).unwrap_or(u32::MAX),
                sentence: tokens[first].sentence,
                value: mention.value,
                counted: mention.counted.as_ref().map(span),
                id: 0,
            });
        }
    }
    facts
}

/// Tokens as they read: without markup, on one line.
pub(super) fn words(tokens: &[Token]) -> String {
    let mut text = String::new();
    for (place, token) in tokens.iter().enumerate() {
        if token.spaced && place > 0 {
            text.push(' ');
        }
        if token.form == Form::Possessive && place + 1 == tokens.len() {
            break;
        }
        text.push_str(&token.text);
    }
    crate::clean::line(&text).into_owned()
}
