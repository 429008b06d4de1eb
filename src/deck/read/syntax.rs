//! The TOML of a file: one tree where it is sound, one for each card where it is not, so that
//! a bracket left open in one card does not swallow the cards after it, and a `[[card]` not its
//! own.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use crate::diagnostic::Diagnostic;

/// A stretch of the file with its tree.
pub(super) struct Block<'a> {
    pub(super) text: &'a str,
    /// Where it begins in the file, in bytes.
    pub(super) base: usize,
    pub(super) table: Spanned<DeTable<'a>>,
    /// The broken header of a card above it, whose keys are then those of the root.
    pub(super) broken: Option<Range<usize>>,
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
                broken: None,
            }],
            Vec::new(),
        );
    }
    let mut faults = Vec::new();
    let blocks = split(text).map(|(base, part)| {
        let line = part.find('\n').map_or(part.len(), |at| at + 1);
        let broken = (header(part) == Some(false)).then(|| {
            let start = part.len() - part.trim_start().len();
            start..part[..line].trim_end().len()
        });
        let (base, part) = match &broken {
            Some(_) => (base + line, &part[line..]),
            None => (base, part),
        };
        let broken = broken.map(|at| at.start + base - line..at.end + base - line);
        faults.extend(broken.clone().map(|at| {
            Diagnostic::error("syntax", at, "not TOML: a bracket is missing")
                .help("a card begins with `[[card]]`")
        }));
        let (table, errors) = DeTable::parse_recoverable(part);
        faults.extend(first_causes(part, base, &errors));
        Block {
            text: part,
            base,
            table,
            broken,
        }
    });
    let blocks: Vec<_> = blocks.collect();
    if faults.is_empty() {
        // Each part is sound by itself: the fault lies between them, such as a table defined twice.
        faults.extend(first_causes(text, 0, &errors));
    }
    (blocks, faults)
}

/// Whether a text begins with the header of a card, and whether all its brackets are there.
fn header(text: &str) -> Option<bool> {
    let line = text.trim_start().split('\n').next().unwrap_or_default();
    if line.starts_with("[[card]]") {
        return Some(true);
    }
    let bare = line.split('#').next().unwrap_or_default();
    let bare: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(bare.as_str(), "[[card]" | "[[card" | "[card]]").then_some(false)
}

/// The file cut before every line that is a `[[card]]` header, or one with a bracket missing.
fn split(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() && header(line).is_some() && at > 0 {
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
    let mut found: Vec<(Range<usize>, &str)> = errors
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

fn syntax(part: &str, base: usize, span: &Range<usize>, message: &str) -> Diagnostic {
    let start = floor(part, span.start);
    let end = floor(part, span.end).max(start);
    let said = crate::clean::line(message);
    // The parser names one way to write a text; the help says more.
    let said = said.trim_end_matches(", expected literal string");
    let fault = Diagnostic::error(
        "syntax",
        start + base..end + base,
        format!("not TOML: {said}"),
    );
    match help(part, start, message) {
        Some(help) => fault.help(help),
        None => fault,
    }
}

/// What would do, where it can be told from the line.
fn help(part: &str, at: usize, message: &str) -> Option<String> {
    let line = part[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = part[line..].find('\n').map_or(part.len(), |end| line + end);
    let text = message.contains("string") || message.contains("expected newline");
    if !text {
        return None;
    }
    let value = part[line..end]
        .split_once('=')
        .map_or("", |(_, value)| value.trim());
    if let Some(quote) = value.chars().find(|c| "“”„‟‘’‚«»".contains(*c))
        && (value.starts_with(quote) || value.ends_with(quote) || value.ends_with('”'))
    {
        return Some(format!(
            "`{quote}` is a typographic quote; TOML takes straight ones: `\"…\"`"
        ));
    }
    Some(match message {
        _ if message.starts_with("string values must be quoted") => {
            "a text stands between quotes: `\"…\"`".to_owned()
        }
        _ if message.starts_with("invalid basic string") && at >= end => {
            "the quote at the end of the text is missing".to_owned()
        }
        _ if message.contains("expected newline") && value.matches('"').count() > 2 => {
            "a text with quotes in it stands between single quotes, or they are written `\\\"`"
                .to_owned()
        }
        _ => return None,
    })
}

/// The nearest character border at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}
