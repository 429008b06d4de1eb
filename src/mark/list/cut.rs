//! Cutting a typed list into its items.

use crate::mark::fold::hygiene;
use crate::mark::language;

/// More items than this in one reply are not looked at.
const MOST_PARTS: usize = 300;

/// A piece of a reply between two separators.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub start: usize,
    pub end: usize,
}

/// Where the words for "and" stand: their places with the spaces around them.
fn conjunction_at(text: &str, at: usize, words: &[&str]) -> Option<usize> {
    let rest = &text[at..];
    let starts_word = text[..at].ends_with(|c: char| c.is_whitespace() || ",;".contains(c));
    words.iter().find_map(|word| {
        let head = rest.get(..word.len())?;
        let after = rest[word.len()..].chars().next();
        (starts_word && head.to_lowercase() == *word && after.is_some_and(char::is_whitespace))
            .then_some(word.len())
    })
}

/// A text cut at commas, semicolons, new lines and the word for "and"; nothing empty.
pub(super) fn cut(text: &str, language: &str) -> Vec<Part> {
    let words = language::conjunctions(language);
    let mut parts: Vec<Part> = Vec::new();
    let mut start = 0;
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        let length = if matches!(c, ',' | ';' | '\n' | '\r' | '，' | '；' | '、' | '،' | '؛') {
            Some(c.len_utf8())
        } else {
            conjunction_at(text, at, words)
        };
        if let Some(length) = length {
            parts.push(Part { start, end: at });
            start = at + length;
            skip_to = start;
        }
    }
    parts.push(Part {
        start,
        end: text.len(),
    });
    parts.retain(|part| !hygiene(bare(&text[part.start..part.end])).is_empty());
    parts.truncate(MOST_PARTS);
    parts
}

/// An item without the bullet or number of a written list.
pub(super) fn bare(text: &str) -> &str {
    let text = text.trim();
    let after_bullet = text
        .strip_prefix(['-', '*', '•', '–', '·'])
        .filter(|rest| rest.starts_with(char::is_whitespace));
    let after_number = || {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = (rest.len() < text.len())
            .then(|| rest.strip_prefix(['.', ')']))
            .flatten()?;
        rest.starts_with(char::is_whitespace).then_some(rest)
    };
    after_bullet.or_else(after_number).map_or(text, str::trim)
}
