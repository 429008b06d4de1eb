//! The inside of a block: one pass over its characters, with a stack for what is open.

use std::collections::HashMap;

use super::{Run, Style};

/// The longest address of a link, in bytes; a limit keeps reading linear.
const LONGEST_ADDRESS: usize = 2_000;

/// A piece of the text before it is known what its neighbours mean.
struct Token {
    text: String,
    code: bool,
    address: bool,
    /// How many ranges of each style open (above 0) or end (below 0) before this token.
    emphasis: i32,
    strong: i32,
    link: i32,
}

/// A run of `*` or `_` that may still be closed.
struct Opener {
    token: usize,
    left: usize,
    length: usize,
    both: bool,
}

#[derive(Default)]
struct Reader {
    tokens: Vec<Token>,
    stars: Vec<Opener>,
    lines: Vec<Opener>,
    /// The tokens of `[` that may still become links.
    brackets: Vec<usize>,
}

/// Reads clean text; a line break in it stays one.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut reader = Reader::default();
    let ends = last_ticks(text);
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut plain = 0;
    while at < text.len() {
        let length = match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                reader.push(&text[plain..at]);
                reader.push(&text[at + 1..at + 2]);
                2
            }
            b'`' => {
                let ticks = run_length(bytes, at);
                match code(text, at, ticks, &ends) {
                    Some((inside, end)) => {
                        reader.push(&text[plain..at]);
                        reader.code(inside);
                        end - at
                    }
                    None => {
                        at += ticks;
                        continue;
                    }
                }
            }
            b'*' | b'_' => {
                let length = run_length(bytes, at);
                reader.push(&text[plain..at]);
                reader.mark(text, at, length);
                length
            }
            b'[' => {
                reader.push(&text[plain..at]);
                reader.brackets.push(reader.tokens.len());
                reader.push("[");
                1
            }
            b']' => {
                reader.push(&text[plain..at]);
                match (reader.brackets.pop(), address(text, at + 1)) {
                    (Some(open), Some((address, end))) => {
                        reader.link(open, address);
                        end - at
                    }
                    _ => {
                        reader.push("]");
                        1
                    }
                }
            }
            _ => {
                at += 1;
                continue;
            }
        };
        at += length;
        plain = at;
    }
    reader.push(&text[plain..]);
    reader.finish()
}

impl Reader {
    fn push(&mut self, text: &str) {
        if !text.is_empty() {
            self.token(text.to_owned(), false, false);
        }
    }

    fn code(&mut self, inside: &str) {
        let text = inside.replace('\n', " ");
        let stripped = text.strip_prefix(' ').and_then(|t| t.strip_suffix(' '));
        let text = match stripped {
            Some(inner) if !inner.trim().is_empty() => inner.to_owned(),
            _ => text,
        };
        self.token(text, true, false);
    }

    fn token(&mut self, text: String, code: bool, address: bool) {
        self.tokens.push(Token {
            text,
            code,
            address,
            emphasis: 0,
            strong: 0,
            link: 0,
        });
    }

    /// A run of marks: closes what it can, and stays as an opener or as text.
    ///
    /// Only the nearest opener of the same mark is looked at, which keeps this linear.
    fn mark(&mut self, text: &str, at: usize, length: usize) {
        let mark = text.as_bytes()[at];
        let before = text[..at].chars().next_back();
        let after = text[at + length..].chars().next();
        let (opens, closes) = sides(mark, before, after);
        if length > 3 || !(opens || closes) {
            self.push(&text[at..at + length]);
            return;
        }
        let here = self.tokens.len();
        let mut left = length;
        while closes && left > 0 {
            let stack = if mark == b'*' {
                &mut self.stars
            } else {
                &mut self.lines
            };
            let Some(opener) = stack.last_mut() else {
                break;
            };
            // CommonMark's rule of three, which tells `*a**b*` from `**a*b**`.
            let three = (opener.both || opens)
                && (opener.length + length).is_multiple_of(3)
                && !(opener.length.is_multiple_of(3) && length.is_multiple_of(3));
            if three {
                break;
            }
            let used = if opener.left >= 2 && left >= 2 { 2 } else { 1 };
            opener.left -= used;
            left -= used;
            let from = opener.token;
            if opener.left == 0 {
                stack.pop();
            }
            // What was opened inside and is still open means itself.
            self.forget(from + 1);
            let marks = &mut self.tokens[from].text;
            marks.truncate(marks.len() - used);
            // The style starts after what is left of the opener and ends at this token.
            let style = |token: &mut Token, by: i32| {
                if used == 2 {
                    token.strong += by;
                } else {
                    token.emphasis += by;
                }
            };
            match self.tokens.get_mut(from + 1) {
                Some(first) if from + 1 < here => style(first, 1),
                _ => continue,
            }
            if self.tokens.len() == here {
                self.token(String::new(), false, false);
            }
            style(&mut self.tokens[here], -1);
        }
        if left > 0 {
            let marks = &text[at..at + left];
            if opens {
                let opener = Opener {
                    token: self.tokens.len(),
                    left,
                    length,
                    both: closes,
                };
                if mark == b'*' {
                    &mut self.stars
                } else {
                    &mut self.lines
                }
                .push(opener);
            }
            self.push(marks);
        }
    }

    /// Turns what came since a `[` into the words of a link.
    fn link(&mut self, open: usize, address: &str) {
        self.forget(open);
        // No link inside a link: the brackets around this one mean themselves.
        self.brackets.clear();
        self.tokens[open].text.clear();
        self.tokens[open].link += 1;
        let words: String = self.tokens[open..]
            .iter()
            .map(|t| t.text.as_str())
            .collect();
        if words != address {
            self.token(address.to_owned(), false, true);
        }
        self.token(String::new(), false, false);
        if let Some(end) = self.tokens.last_mut() {
            end.link -= 1;
        }
    }

    /// Openers from this token on can no longer be closed.
    fn forget(&mut self, token: usize) {
        for stack in [&mut self.stars, &mut self.lines] {
            while stack.last().is_some_and(|opener| opener.token >= token) {
                stack.pop();
            }
        }
    }

    fn finish(self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let (mut emphasis, mut strong, mut link) = (0, 0, 0);
        for token in self.tokens {
            emphasis += token.emphasis;
            strong += token.strong;
            link += token.link;
            if token.text.is_empty() {
                continue;
            }
            let style = Style {
                emphasis: emphasis > 0,
                strong: strong > 0,
                code: token.code,
                link: link > 0,
            };
            match runs.last_mut() {
                Some(last) if last.style == style && !last.address && !token.address => {
                    last.text.push_str(&token.text);
                }
                _ => runs.push(Run {
                    text: token.text,
                    style,
                    address: token.address,
                }),
            }
        }
        runs
    }
}

fn run_length(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|b| **b == bytes[at]).count()
}

/// For each length of a run of back-ticks, where the last one starts.
fn last_ticks(text: &str) -> HashMap<usize, usize> {
    let bytes = text.as_bytes();
    let mut ends = HashMap::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        at += found;
        let length = run_length(bytes, at);
        ends.insert(length, at);
        at += length;
    }
    ends
}

/// The inside of a code span that starts here, and the place after it.
fn code<'t>(
    text: &'t str,
    at: usize,
    ticks: usize,
    ends: &HashMap<usize, usize>,
) -> Option<(&'t str, usize)> {
    let from = at + ticks;
    if ends.get(&ticks).is_none_or(|last| *last < from) {
        return None;
    }
    let bytes = text.as_bytes();
    let mut close = from;
    loop {
        close += text[close..].find('`')?;
        let length = run_length(bytes, close);
        if length == ticks {
            return Some((&text[from..close], close + ticks));
        }
        close += length;
    }
}

/// The address in round brackets that starts here, and the place after it.
fn address(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = text[at..].strip_prefix('(')?;
    let mut depth = 0;
    for (n, b) in rest.bytes().enumerate().take(LONGEST_ADDRESS) {
        match b {
            b'(' => depth += 1,
            b')' if depth == 0 => return (n > 0).then(|| (&rest[..n], at + n + 2)),
            b')' => depth -= 1,
            b' ' | b'\n' => return None,
            _ => {}
        }
    }
    None
}

/// Whether a run of marks can open and can close, by what stands around it.
fn sides(mark: u8, before: Option<char>, after: Option<char>) -> (bool, bool) {
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let punctuation =
        |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if word(before) && word(after) {
        return (false, false);
    }
    let left = !blank(after) && (!punctuation(after) || blank(before) || punctuation(before));
    let right = !blank(before) && (!punctuation(before) || blank(after) || punctuation(after));
    if mark == b'_' {
        (
            left && (!right || punctuation(before)),
            right && (!left || punctuation(after)),
        )
    } else {
        (left, right)
    }
}
