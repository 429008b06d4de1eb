//! What a card accepts as a typed text.

use std::fmt;

use regex_lite::{Regex, RegexBuilder};

use crate::mark::fold::{Folded, hygiene};
use crate::mark::rules::TextRules;

/// A regular expression that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegexFault {
    /// What is wrong with it, in lower case.
    pub message: String,
}

impl fmt::Display for RegexFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for RegexFault {}

/// A regular expression that has to match a whole reply.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub text: String,
    pub exact: Regex,
    pub any_case: Regex,
}

impl Pattern {
    fn new(text: &str) -> Result<Self, RegexFault> {
        let fault = |error: regex_lite::Error| RegexFault {
            message: format!("`{text}` is no regular expression: {error}"),
        };
        // On its own first, so that `a)|(b` is not healed by the anchors.
        Regex::new(text).map_err(fault)?;
        let anchored = format!("^(?:{text})$");
        let build = |any_case| {
            RegexBuilder::new(&anchored)
                .case_insensitive(any_case)
                .build()
                .map_err(fault)
        };
        Ok(Self {
            text: text.to_owned(),
            exact: build(false)?,
            any_case: build(true)?,
        })
    }
}

/// What a card accepts as a typed text, and what it lists as wrong.
#[derive(Debug, Clone)]
pub struct TextKey {
    pub(super) answers: Vec<String>,
    pub(super) reject: Vec<String>,
    pub(super) pattern: Option<Pattern>,
    /// The answers after R0 with and without their optional parts, each with the place of the
    /// answer it is of.
    pub(super) forms: Vec<(usize, String)>,
    /// The same of what is rejected.
    pub(super) reject_forms: Vec<String>,
}

impl PartialEq for TextKey {
    fn eq(&self, other: &Self) -> bool {
        let pattern = |key: &Self| key.pattern.as_ref().map(|pattern| pattern.text.clone());
        self.answers == other.answers
            && self.reject == other.reject
            && pattern(self) == pattern(other)
    }
}

impl Eq for TextKey {}

/// More optional parts than this are left out or kept together.
const MOST_OPTIONAL: usize = 4;

/// The places of the free-standing parentheses in a text: `run (verb)` has one, `f(x)` none.
fn optional_parts(text: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut before = ' ';
    for (i, c) in text.char_indices() {
        match (c, &mut open) {
            ('(' | '（', Some((_, depth))) => *depth += 1,
            ('(' | '（', None) if before.is_whitespace() => open = Some((i, 1)),
            (')' | '）', Some((start, depth))) => {
                *depth -= 1;
                if *depth == 0 {
                    let end = i + c.len_utf8();
                    let next = text[end..].chars().next();
                    if next.is_none_or(|c| c.is_whitespace() || ".,;:!?".contains(c)) {
                        parts.push((*start, end));
                    }
                    open = None;
                }
            }
            _ => {}
        }
        before = c;
    }
    parts
}

/// A clean text with and without each of its optional parts; itself first.
pub(super) fn with_optional_parts(clean: &str) -> Vec<String> {
    let parts = optional_parts(clean);
    let choices: Vec<u32> = if parts.len() <= MOST_OPTIONAL {
        (0..1 << parts.len()).collect()
    } else {
        vec![0, u32::MAX]
    };
    let mut forms: Vec<String> = Vec::new();
    for left_out in choices {
        let mut form = String::new();
        let mut from = 0;
        for (i, &(start, end)) in parts.iter().enumerate() {
            if i < 32 && left_out & (1 << i) == 0 {
                continue;
            }
            form.push_str(&clean[from..start]);
            from = end;
        }
        form.push_str(&clean[from..]);
        let form = hygiene(&form);
        let says_something = form == clean || form.chars().any(char::is_alphanumeric);
        if says_something && !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

impl TextKey {
    /// A key of the answer, other accepted texts after it, texts listed as wrong, and a regular
    /// expression that has to match a whole reply.
    ///
    /// # Errors
    ///
    /// If the regular expression is none.
    pub fn new(
        answers: Vec<String>,
        reject: Vec<String>,
        regex: Option<&str>,
    ) -> Result<Self, RegexFault> {
        let pattern = regex.map(Pattern::new).transpose()?;
        Ok(Self {
            pattern,
            ..Self::of(answers, reject)
        })
    }

    /// A key without a regular expression.
    pub fn of(answers: Vec<String>, reject: Vec<String>) -> Self {
        let forms = answers
            .iter()
            .enumerate()
            .flat_map(|(i, answer)| {
                with_optional_parts(&hygiene(answer))
                    .into_iter()
                    .map(move |form| (i, form))
            })
            .collect();
        let reject_forms = reject
            .iter()
            .flat_map(|text| with_optional_parts(&hygiene(text)))
            .collect();
        Self {
            answers,
            reject,
            pattern: None,
            forms,
            reject_forms,
        }
    }

    /// A key of one answer.
    pub fn one(answer: impl Into<String>) -> Self {
        Self::of(vec![answer.into()], Vec::new())
    }

    /// The answer that is shown; empty if the key has none.
    pub fn answer(&self) -> &str {
        self.answers.first().map_or("", String::as_str)
    }

    /// The answer and the other accepted texts.
    pub fn answers(&self) -> &[String] {
        &self.answers
    }

    /// The texts listed as wrong.
    pub fn rejected(&self) -> &[String] {
        &self.reject
    }

    /// Everything that is right as it stands, folded: for the index of a sibling guard.
    pub fn folded(&self, rules: &TextRules) -> Vec<String> {
        let mut all: Vec<String> = self
            .forms
            .iter()
            .map(|(_, form)| Folded::of(form, rules).text)
            .collect();
        all.sort();
        all.dedup();
        all
    }
}
