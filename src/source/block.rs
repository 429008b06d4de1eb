//! Paragraphs: every block between blank lines, headings too.

use std::ops::Range;

use super::Sort;

/// A line of this many characters or fewer that ends without a full stop is a heading.
const SHORT_LINE: usize = 80;

/// The blocks of a text, without the white space around them.
pub(super) fn blocks(text: &str) -> Vec<(Range<usize>, Sort)> {
    let mut found: Vec<(Range<usize>, Sort)> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let mut fenced = false;
    let mut code = false;
    for line in lines(text) {
        let bare = text[line.clone()].trim_matches(is_blank);
        if bare.is_empty() {
            if let Some(span) = open.take() {
                let sort = if code {
                    Sort::Code
                } else {
                    sort(&text[span.clone()])
                };
                found.push((span, sort));
            }
            code = fenced;
            continue;
        }
        if bare.starts_with("```") || bare.starts_with("~~~") {
            fenced = !fenced;
            code = true;
        }
        let start = line.start + text[line.clone()].find(|c| !is_blank(c)).unwrap_or(0);
        let end = start + bare.len();
        open = Some(open.map_or(start, |span| span.start)..end);
    }
    if let Some(span) = open {
        let sort = if code {
            Sort::Code
        } else {
            sort(&text[span.clone()])
        };
        found.push((span, sort));
    }
    found
}

/// The lines of a text, without what ends them: `\n`, `\r\n` or `\r`.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let rest = &text[start..];
        let line = match rest.find(['\n', '\r']) {
            Some(at) => {
                let line = start..start + at;
                let two = rest[at..].starts_with("\r\n");
                start += at + if two { 2 } else { 1 };
                line
            }
            None => {
                done = true;
                start..text.len()
            }
        };
        Some(line)
    })
}

/// White space, and characters that nobody sees: a byte order mark, a zero.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || (c.is_control() && c != '\u{1B}')
        || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{2060}')
}

fn sort(block: &str) -> Sort {
    if block.starts_with('#') {
        let title = block.trim_start_matches('#');
        if title.starts_with([' ', '\t']) && !block.contains('\n') {
            return Sort::Heading;
        }
    }
    let item = block.starts_with(['-', '*', '+', '>', '|']);
    let short = block.len() <= 4 * SHORT_LINE && block.chars().count() <= SHORT_LINE;
    let ends = block
        .trim_end_matches(['"', '”', '’', ')', '*', '_', '»'])
        .ends_with(['.', '!', '?', '…', ':', ';', ',']);
    if short && !item && !ends && !block.contains(['\n', '\r']) {
        Sort::Heading
    } else {
        Sort::Prose
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        blocks(text)
            .into_iter()
            .map(|(span, _)| &text[span])
            .collect()
    }

    #[test]
    fn every_block_between_blank_lines_counts() {
        assert_eq!(
            texts("# Title\n\nOne\nparagraph.\n \t\n\n\nTwo.\r\n\r\nThree.\n"),
            ["# Title", "One\nparagraph.", "Two.", "Three."]
        );
        assert_eq!(texts("one\rline\r\rtwo"), ["one\rline", "two"]);
        assert!(texts("\u{FEFF}\n \n\0\n").is_empty());
        assert_eq!(
            texts("\u{FEFF}Title\n\n  Indented."),
            ["Title", "Indented."]
        );
    }

    #[test]
    fn a_heading_is_marked_or_short_and_without_a_full_stop() {
        let sorts = |text| {
            blocks(text)
                .into_iter()
                .map(|(_, sort)| sort)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            sorts("The title\n\nA sentence.\n\n## Second.\n\n- an item"),
            [Sort::Heading, Sort::Prose, Sort::Heading, Sort::Prose]
        );
        assert_eq!(
            sorts("```\nlet a = 1870;\n\nlet b;\n```\n\nAfter it."),
            [Sort::Code, Sort::Code, Sort::Prose]
        );
    }
}
