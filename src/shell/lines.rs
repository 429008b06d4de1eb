//! Standard input line by line: no line is too long, none is bad enough to stop a sitting.

use std::io::{self, BufRead, BufReader, Read, Stdin};

/// The longest line that is read, in bytes; the rest of a longer one is passed over.
const LONGEST: u64 = 4 << 20;

/// A line of input.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// The text, without its line break.
    Text(String),
    /// The line cannot be used, and why.
    Unusable(String),
}

/// Lines with their numbers.
pub struct Lines<R> {
    input: R,
    number: usize,
}

impl Lines<BufReader<Stdin>> {
    /// The lines of standard input.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where standard input is read"
    )]
    pub fn of_stdin() -> Self {
        Self::new(BufReader::new(io::stdin()))
    }
}

impl<R: BufRead> Lines<R> {
    /// The lines of any input.
    pub fn new(input: R) -> Self {
        Self { input, number: 0 }
    }

    /// The number of the line read last, from 1.
    pub fn number(&self) -> usize {
        self.number
    }

    /// The next line; none at the end of input. An input that breaks off has ended.
    pub fn next(&mut self) -> Option<Line> {
        let mut bytes = Vec::new();
        let read = (&mut self.input)
            .take(LONGEST)
            .read_until(b'\n', &mut bytes);
        if !matches!(read, Ok(1..)) {
            return None;
        }
        self.number += 1;
        if bytes.len() as u64 == LONGEST && bytes.last() != Some(&b'\n') {
            self.skip_rest();
            let megabytes = LONGEST >> 20;
            return Some(Line::Unusable(format!(
                "the line is longer than {megabytes} MB"
            )));
        }
        let bytes = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        Some(match std::str::from_utf8(bytes) {
            Ok(text) => Line::Text(text.to_owned()),
            Err(error) => Line::Unusable(format!("not UTF-8 at byte {}", error.valid_up_to() + 1)),
        })
    }

    fn skip_rest(&mut self) {
        while let Ok(buffer) = self.input.fill_buf() {
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let (used, over) = (
                end.map_or(buffer.len(), |at| at + 1),
                end.is_some() || buffer.is_empty(),
            );
            self.input.consume(used);
            if over {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_numbers_whatever_is_in_them() {
        let mut lines = Lines::new(&b"one\r\n\xff\n\nlast"[..]);
        assert_eq!(lines.next(), Some(Line::Text("one".into())));
        assert_eq!(
            lines.next(),
            Some(Line::Unusable("not UTF-8 at byte 1".into()))
        );
        assert_eq!(lines.next(), Some(Line::Text(String::new())));
        assert_eq!(lines.next(), Some(Line::Text("last".into())));
        assert_eq!((lines.next(), lines.number()), (None, 4));
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let mut input = vec![b'x'; (LONGEST + 5) as usize];
        input.extend(b"\nnext\n");
        let mut lines = Lines::new(&input[..]);
        assert_eq!(
            lines.next(),
            Some(Line::Unusable("the line is longer than 4 MB".into()))
        );
        assert_eq!(lines.next(), Some(Line::Text("next".into())));
    }
}
