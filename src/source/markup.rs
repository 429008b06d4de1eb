//! Markdown in a text: what is markup and no words is blanked out, byte for byte, so that every
//! place stays what it was. A line break stays one only where a sentence cannot go on past it.

use std::ops::Range;

use super::Sort;

/// The block with spaces where markup, addresses, HTML and line breaks stand; of the same length.
pub(super) fn mask(block: &str, sort: Sort) -> String {
    let mut out = block.as_bytes().to_vec();
    if sort == Sort::Code {
        return block.to_owned();
    }
    let bytes = block.as_bytes();
    let mut at = 0;
    let mut line_start = true;
    let mut heading = false;
    // Closing signs are looked for only so far as one was seen to exist: linear in the block.
    let mut no_more_ticks = false;
    while at < bytes.len() {
        let c = bytes[at];
        if line_start {
            let marker = marker(&bytes[at..]);
            heading = marker > 0 && bytes[at..at + marker].contains(&b'#');
            blank(&mut out[at..at + marker]);
            at += marker;
            line_start = false;
            if marker > 0 {
                continue;
            }
        }
        match c {
            b'\n' | b'\r' => {
                // An item, a row and what follows a heading are no part of the line before.
                let next = &bytes[at + 1..];
                let apart = heading || marker(next) > 0 || next.first() == Some(&b'|');
                out[at] = if apart { b'\n' } else { b' ' };
                line_start = true;
            }
            // No sentence goes on in the next cell of a row.
            b'|' => out[at] = b'\n',
            b'*' | b'~' => out[at] = b' ',
            b'_' if !inside_word(bytes, at) => out[at] = b' ',
            b'`' if !no_more_ticks => match find(bytes, at + 1, b'`', 400) {
                Some(end) => {
                    blank(&mut out[at..=end]);
                    at = end;
                }
                None => {
                    no_more_ticks = bytes.len() - at < 400;
                    out[at] = b' ';
                }
            },
            b'!' if bytes.get(at + 1) == Some(&b'[') => out[at] = b' ',
            b'[' => {
                // [12] and [^note] are references, not words.
                let end = find(bytes, at + 1, b']', 12);
                if let Some(end) = end
                    && bytes[at + 1..end]
                        .iter()
                        .enumerate()
                        .all(|(i, b)| b.is_ascii_digit() || (i == 0 && *b == b'^'))
                {
                    blank(&mut out[at..=end]);
                    at = end;
                } else {
                    out[at] = b' ';
                }
            }
            b']' => {
                out[at] = b' ';
                let close = match bytes.get(at + 1) {
                    Some(b'(') => find(bytes, at + 2, b')', 2000),
                    Some(b'[') => find(bytes, at + 2, b']', 200),
                    _ => None,
                };
                if let Some(end) = close {
                    blank(&mut out[at..=end]);
                    at = end;
                }
            }
            b'<' => {
                let opens = bytes
                    .get(at + 1)
                    .is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!'));
                if opens && let Some(end) = find(bytes, at + 1, b'>', 2000) {
                    blank(&mut out[at..=end]);
                    at = end;
                }
            }
            b'h' | b'w' if !after_letter(bytes, at) && is_address(&bytes[at..]) => {
                let end = (at..bytes.len())
                    .find(|&i| bytes[i].is_ascii_whitespace() || matches!(bytes[i], b')' | b'>'))
                    .unwrap_or(bytes.len());
                blank(&mut out[at..end]);
                at = end;
                continue;
            }
            0x1B if bytes.get(at + 1) == Some(&b'[') => {
                // What would steer a terminal is no word either.
                let end = (at + 2..bytes.len().min(at + 32))
                    .find(|&i| (0x40..=0x7E).contains(&bytes[i]))
                    .unwrap_or(at + 1);
                blank(&mut out[at..=end]);
                at = end;
            }
            0..=0x1F | 0x7F => out[at] = b' ',
            _ => {}
        }
        at += 1;
    }
    // Only whole characters were blanked: every run starts and ends at an ASCII byte.
    String::from_utf8(out).unwrap_or_else(|_| block.to_owned())
}

/// The lines of a block as they are shown: an item, a row and a heading have one of their own,
/// as has each of code; other line breaks are blanks. Each with the length of its sign, its indent
/// included, which is 0 where there is none, in code of its indent.
pub(super) fn lines(block: &str, sort: Sort) -> Vec<(Range<usize>, usize)> {
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    let mut apart = true;
    let mut start = 0;
    for line in block.split_inclusive(['\n', '\r']) {
        let end = start + line.len();
        let bare = line.trim_end();
        let marker = match sort {
            Sort::Code => bare.len() - bare.trim_start().len(),
            _ => marker(bare.as_bytes()),
        };
        let row = bare.trim_start().strip_prefix('|');
        let marker = match row {
            Some(cells) if cells.starts_with(' ') => bare.len() - cells.len(),
            _ => marker,
        };
        let heading = bare[..marker].contains('#');
        if apart || marker > 0 || row.is_some() || sort == Sort::Code {
            found.push((start..end, marker));
        } else if let Some((last, _)) = found.last_mut() {
            last.end = end;
        }
        apart = heading || row.is_some();
        start = end;
    }
    found
}

fn blank(bytes: &mut [u8]) {
    bytes.fill(b' ');
}

/// The place of a byte, if it is near.
fn find(bytes: &[u8], from: usize, wanted: u8, within: usize) -> Option<usize> {
    let end = bytes.len().min(from.saturating_add(within));
    (from..end).find(|&i| bytes[i] == wanted)
}

fn after_letter(bytes: &[u8], at: usize) -> bool {
    at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] >= 0x80)
}

fn inside_word(bytes: &[u8], at: usize) -> bool {
    after_letter(bytes, at)
        && bytes
            .get(at + 1)
            .is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80)
}

fn is_address(rest: &[u8]) -> bool {
    [&b"http://"[..], b"https://", b"www."]
        .iter()
        .any(|start| rest.starts_with(start))
}

/// How many bytes of a line's start are a heading's, a quote's or a list's sign.
fn marker(line: &[u8]) -> usize {
    let indent = line
        .iter()
        .take_while(|b| matches!(b, b' ' | b'\t'))
        .count();
    let rest = &line[indent..];
    let is_space = |b: Option<&u8>| b.is_none_or(u8::is_ascii_whitespace);
    match rest.first() {
        Some(b'#') => {
            let signs = rest.iter().take_while(|b| **b == b'#').count();
            if is_space(rest.get(signs)) {
                indent + signs
            } else {
                0
            }
        }
        Some(b'>') => indent + 1,
        Some(b'-' | b'+' | b'*') if is_space(rest.get(1)) => indent + 1,
        Some(b'0'..=b'9') => {
            let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
            let ends = matches!(rest.get(digits), Some(b'.' | b')'));
            // 1. an item; but the day of "3. Oktober" at a line's start stays.
            if digits <= 2 && ends && is_list_item(&rest[digits + 1..]) {
                indent + digits + 1
            } else {
                0
            }
        }
        _ => 0,
    }
}

/// Whether what follows a number and a full stop can be an item: a month would make it a date.
fn is_list_item(rest: &[u8]) -> bool {
    let Some(words) = rest.strip_prefix(b" ") else {
        return false;
    };
    let end = words
        .iter()
        .position(u8::is_ascii_whitespace)
        .unwrap_or(words.len());
    let word = String::from_utf8_lossy(&words[..end]).to_lowercase();
    super::words::month(&word).is_none() && !word.starts_with("jahrhundert")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_rows_and_headings_have_lines_of_their_own() {
        let shown = |text| -> Vec<(&str, usize)> {
            let lines = lines(text, Sort::Prose).into_iter();
            lines.map(|(span, sign)| (&text[span], sign)).collect()
        };
        assert_eq!(
            shown("One\nline:\r\n- a\n  b\n  1. c\n# T\nAfter."),
            [
                ("One\nline:\r\n", 0),
                ("- a\n  b\n", 1),
                ("  1. c\n", 4),
                ("# T\n", 1),
                ("After.", 0),
            ]
        );
        assert_eq!(shown("| a |\n|---|\n"), [("| a |\n", 1), ("|---|\n", 0)]);
        assert_eq!(shown(""), []);
    }

    #[test]
    fn markup_is_blanked_and_places_stay() {
        for (text, masked) in [
            ("## A *bold* step", "   A  bold  step"),
            (
                "see [the act](http://a.b/1870) of",
                "see  the act                   of",
            ),
            ("as shown.[12] Then", "as shown.     Then"),
            ("snake_case _not_", "snake_case  not "),
            ("- an item\n- two", "  an item\n  two"),
            ("1. an item", "   an item"),
            ("# Title\nA line\nmore.", "  Title\nA line more."),
            ("3. Oktober 1990", "3. Oktober 1990"),
            ("<b>x</b> < 5", "   x     < 5"),
            ("| Year | Event |", "\n Year \n Event \n"),
            ("a\n  2. b", "a\n     b"),
            ("run `x = 1870` é", "run            é"),
        ] {
            assert_eq!(mask(text, Sort::Prose), masked);
        }
    }
}
