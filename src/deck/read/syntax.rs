//! The TOML of a file: one tree where it is sound, one for each card where it is not, so that
//! a bracket left open in one card does not swallow the cards after it.

use toml::Spanned;
use toml::de::DeTable;

use crate::diagnostic::Diagnostic;

/// A stretch of the file with its tree.
pub(super) struct Block<'a> {
    pub(super) text: &'a str,
    /// Where it begins in the file, in bytes.
    pub(super) base: usize,
    pub(super) table: Spanned<DeTable<'a>>,
}

/// Parses a file.
pub(super) fn parse(text: &str) -> (Vec<Block<'_>>, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return (
            vec![Block {
                text,
                base: 0,
                table,
            }],
            Vec::new(),
        );
    }
    let mut faults = Vec::new();
    let blocks = split(text).map(|(base, part)| {
        let (table, errors) = DeTable::parse_recoverable(part);
        faults.extend(first_causes(part, base, &errors));
        Block {
            text: part,
            base,
            table,
        }
    });
    let blocks: Vec<_> = blocks.collect();
    if faults.is_empty() {
        // Each part is sound by itself: the fault lies between them, such as a table defined twice.
        faults.extend(first_causes(text, 0, &errors));
    }
    (blocks, faults)
}

/// The file cut before every line that is a `[[card]]` header.
fn split(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with("[[card]]") && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.clone().into_iter().skip(1).chain([text.len()]);
    starts
        .into_iter()
        .zip(ends)
        .map(|(start, end)| (start, &text[start..end]))
}

/// The errors of a part without those that only follow from an earlier one.
fn first_causes(part: &str, base: usize, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
    let mut found: Vec<(std::ops::Range<usize>, &str)> = errors
        .iter()
        .map(|error| (error.span().unwrap_or(0..0), error.message()))
        .collect();
    found.sort_by_key(|(span, _)| span.start);
    let unclosed = found
        .iter()
        .find(|(_, message)| message.contains("unclosed"))
        .cloned();
    if let (Some((_, message)), Some((first, _))) = (unclosed, found.first().cloned()) {
        // What follows an open bracket is read as its items, so only the first place says more.
        return vec![syntax(part, base, &first, message)];
    }
    let mut faults = Vec::new();
    // Where the line of the last fault ends: what follows on it says nothing new.
    let mut told = 0;
    for (span, message) in found {
        let start = floor(part, span.start);
        if start >= told {
            told = part[start..]
                .find('\n')
                .map_or(part.len() + 1, |at| start + at + 1);
            faults.push(syntax(part, base, &span, message));
        }
    }
    faults
}

fn syntax(part: &str, base: usize, span: &std::ops::Range<usize>, message: &str) -> Diagnostic {
    let start = floor(part, span.start);
    let end = floor(part, span.end).max(start);
    let message = crate::clean::line(message);
    Diagnostic::error(
        "syntax",
        start + base..end + base,
        format!("not TOML: {message}"),
    )
}

/// The nearest character border at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}
