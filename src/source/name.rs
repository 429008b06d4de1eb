//! Names: runs of capitals, what they are names of, and which of them are one.
//!
//! First every run of capitalised words is taken from the prose, then each is judged by its own
//! words and by what stands around it, all mentions of a name together; then short forms are
//! joined to full ones; at last titles, where every word has a capital, are searched for the
//! names that are known by then.

mod alias;
mod run;
mod sort;

use std::collections::HashMap;

use super::found::Found;
use super::token::{Form, Token};
use super::words::{self, Tells};
use super::{Kind, Paragraph, Sort, Value};
use run::Run;

/// Longer names are none.
const MOST_WORDS: usize = 14;

/// Finds the names of all paragraphs.
pub(super) fn find(
    paragraphs: &[Paragraph],
    tokens: &[Vec<Token>],
    language: &str,
    found: &mut [Found],
) {
    let evidence = Evidence::of(paragraphs, tokens);
    let mut runs: Vec<Run> = Vec::new();
    for (place, tokens) in tokens.iter().enumerate() {
        if paragraphs[place].sort != Sort::Code && !is_titled(tokens) {
            run::runs(place, tokens, &found[place], language, &evidence, &mut runs);
        }
    }
    let kinds = sort::kinds(&runs, tokens, language);
    let mut full = alias::full_forms(&runs, &kinds, tokens);
    let mut known: HashMap<String, (Kind, String)> = HashMap::new();
    for (run, (kind, name)) in runs.iter().zip(full.drain(..)) {
        if let Some(kind) = kind {
            known
                .entry(run.folded.clone())
                .or_insert_with(|| (kind, name.clone()));
            if kind == Kind::Person
                && let Some((_, surname)) = run.folded.rsplit_once(' ')
                && surname.chars().count() >= 4
                && !evidence.is_seen_lower(surname)
            {
                known
                    .entry(surname.to_owned())
                    .or_insert_with(|| (kind, name.clone()));
            }
            found[run.paragraph].add(run.tokens.clone(), kind, Value::Name(name));
        }
    }
    for (place, tokens) in tokens.iter().enumerate() {
        if paragraphs[place].sort != Sort::Code {
            let anywhere = language == "de";
            search(
                tokens,
                &known,
                (is_titled(tokens), anywhere),
                &mut found[place],
            );
        }
    }
}

/// How often words stand with and without a capital where a capital means something.
#[derive(Debug, Default)]
struct Evidence {
    capital: HashMap<String, u32>,
    lower: HashMap<String, u32>,
}

impl Evidence {
    fn of(paragraphs: &[Paragraph], tokens: &[Vec<Token>]) -> Self {
        let mut evidence = Self::default();
        for (paragraph, tokens) in paragraphs.iter().zip(tokens) {
            if paragraph.sort == Sort::Code || is_titled(tokens) {
                continue;
            }
            for token in tokens.iter().filter(|token| token.form == Form::Word) {
                let counts = if token.is_lower() {
                    &mut evidence.lower
                } else if token.opens {
                    continue;
                } else {
                    &mut evidence.capital
                };
                match counts.get_mut(&token.lower) {
                    Some(count) => *count += 1,
                    None => {
                        counts.insert(token.lower.clone(), 1);
                    }
                }
            }
        }
        evidence
    }

    fn is_seen_lower(&self, lower: &str) -> bool {
        self.lower.contains_key(lower)
    }

    fn is_seen_capital(&self, lower: &str) -> bool {
        self.capital.contains_key(lower)
    }
}

/// Whether every word of weight has a capital, so that capitals tell nothing.
fn is_titled(tokens: &[Token]) -> bool {
    let words = tokens
        .iter()
        .filter(|token| token.form == Form::Word && token.text.len() >= 4);
    let (mut capital, mut lower) = (0_usize, 0_usize);
    for token in words.take(400) {
        if token.is_capital() {
            capital += 1;
        } else if !token.common {
            lower += 1;
        }
    }
    capital >= 2 && lower * 9 < capital
}

/// A name as it is compared: words in lower case with single spaces, without full stops.
pub(super) fn fold(tokens: &[Token]) -> String {
    let mut text = String::new();
    for token in tokens {
        match token.form {
            Form::Word | Form::Number => {
                let glued = !token.spaced && text.ends_with('\'');
                if !text.is_empty() && !glued {
                    text.push(' ');
                }
                text.extend(
                    token
                        .lower
                        .chars()
                        .filter(|c| *c != '.')
                        .map(|c| if c == '’' { '\'' } else { c }),
                );
            }
            Form::Possessive => text.push_str("'s"),
            Form::Sign('&') => text.push_str(" and"),
            Form::Sign(_) => {}
        }
    }
    text
}

/// Names that are known, where capitals told nothing: in titles, at the start of sentences, and
/// in a language where every noun has one.
fn search(
    tokens: &[Token],
    known: &HashMap<String, (Kind, String)>,
    (titled, anywhere): (bool, bool),
    found: &mut Found,
) {
    let mut at = 0;
    while at < tokens.len() {
        let told_nothing = titled || anywhere || tokens[at].opens;
        let starts = tokens[at].is_capital() && found.is_free(at) && told_nothing;
        let longest = if titled { 8.min(tokens.len() - at) } else { 1 };
        let hit = starts
            .then(|| {
                (1..=longest).rev().find_map(|length| {
                    let phrase = &tokens[at..at + length];
                    let last = &phrase[length - 1];
                    let whole = (at..at + length).all(|i| found.is_free(i))
                        && matches!(last.form, Form::Word | Form::Number);
                    let folded = whole.then(|| fold(phrase))?;
                    known
                        .get(&folded)
                        .cloned()
                        .or_else(|| known_place(&folded))
                        .map(|hit| (length, hit))
                })
            })
            .flatten();
        match hit {
            Some((length, (kind, name))) => {
                found.add(at..at + length, kind, Value::Name(name));
                at += length;
            }
            None => at += 1,
        }
    }
}

fn known_place(folded: &str) -> Option<(Kind, String)> {
    let known = words::is_known_place(folded) || words::tells(folded) == Some(Tells::Country);
    known.then(|| (Kind::Place, folded.to_owned()))
}
