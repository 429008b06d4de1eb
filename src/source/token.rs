//! Words, numbers and signs of a paragraph, with the places where they stand.

use std::ops::Range;

use super::words;
use crate::mark::language::goes_without_spaces;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Letters, with apostrophes inside: `don't`, `O'Brien`; also `U.S.`.
    Word,
    /// Digits with the separators inside: `1,234.5`.
    Number,
    /// The `'s` of a possessive.
    Possessive,
    /// One sign.
    Sign(char),
}

/// A token.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Where it stands in the text.
    pub span: Range<usize>,
    /// What it is.
    pub form: Form,
    /// As it is written.
    pub text: String,
    /// The same in lower case.
    pub lower: String,
    /// Whether it is a small word of everyday.
    pub common: bool,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// Its sentence, as a place in the paragraph's sentences.
    pub sentence: usize,
    /// Whether no word or number of its sentence stands before it.
    pub opens: bool,
}

impl Token {
    /// Whether it is this sign.
    pub fn is(&self, sign: char) -> bool {
        self.form == Form::Sign(sign)
    }

    /// Whether it is a dash or a hyphen.
    pub fn is_dash(&self) -> bool {
        matches!(self.form, Form::Sign('-' | '–' | '—' | '‐' | '‑' | '−'))
    }

    /// Whether it is a word that begins with a capital.
    pub fn is_capital(&self) -> bool {
        self.form == Form::Word && self.text.starts_with(char::is_uppercase)
    }

    /// Whether it is a word in capitals alone, of two letters or more.
    pub fn is_all_capitals(&self) -> bool {
        self.form == Form::Word
            && self.text.chars().filter(|c| c.is_alphabetic()).count() >= 2
            && self.text.chars().all(|c| !c.is_lowercase())
    }

    /// Whether it is a word in lower case.
    pub fn is_lower(&self) -> bool {
        self.form == Form::Word && self.text.starts_with(char::is_lowercase)
    }

    /// The value of plain digits.
    pub fn digits(&self) -> Option<i32> {
        let plain = self.form == Form::Number
            && self.text.len() <= 6
            && self.text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| self.text.parse().ok()).flatten()
    }
}

/// The tokens of a masked block; places are moved by `offset`.
pub(super) fn tokens(
    masked: &str,
    offset: usize,
    sentences: &[Range<usize>],
    language: &str,
) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut spaced = true;
    let mut sentence = 0;
    let mut opens = true;
    let mut at = 0;
    while let Some(c) = masked[at..].chars().next() {
        if c.is_whitespace() || is_unseen(c) {
            spaced |= c.is_whitespace();
            at += c.len_utf8();
            continue;
        }
        // Such scripts mark no words, so a number among their letters stands by itself.
        let before = masked[..at].chars().next_back();
        spaced |= before.into_iter().chain([c]).any(goes_without_spaces);
        let rest = &masked[at..];
        let (length, form) = if c.is_alphabetic() {
            (word(rest), Form::Word)
        } else if c.is_ascii_digit() {
            (number(rest), Form::Number)
        } else if let Some(length) = possessive(rest, spaced, found.last()) {
            (length, Form::Possessive)
        } else {
            (c.len_utf8(), Form::Sign(c))
        };
        let start = offset + at;
        while sentences
            .get(sentence)
            .is_some_and(|span: &Range<usize>| span.end <= start)
        {
            sentence += 1;
            opens = true;
        }
        let text = masked[at..at + length].to_owned();
        let lower = text.to_lowercase();
        found.push(Token {
            span: start..start + length,
            form,
            common: form == Form::Word && words::is_common(&lower, language),
            lower,
            text,
            spaced,
            sentence: sentence.min(sentences.len().saturating_sub(1)),
            opens,
        });
        if matches!(form, Form::Word | Form::Number) {
            opens = false;
        }
        spaced = false;
        at += length;
    }
    found
}

fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// How long the word at the start of a text is.
fn word(rest: &str) -> usize {
    // U.S., D.C., e.g.
    let dotted = dotted(rest);
    if dotted > 0 {
        return dotted;
    }
    let mut end = 0;
    let mut unspaced = false;
    let mut characters = rest.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if unspaced && c.is_ascii_digit() {
            break;
        }
        unspaced = goes_without_spaces(c);
        let inside = match c {
            '\'' | '’' => {
                let next = characters.peek().map(|(_, c)| *c);
                // The 's of a possessive is a token of its own; O'Brien and don't go on.
                next.is_some_and(char::is_alphabetic) && !is_possessive(&rest[at + c.len_utf8()..])
            }
            _ => c.is_alphanumeric() || is_mark(c),
        };
        if !inside {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Combining marks and joiners that stand inside words.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36F}' | '\u{200C}' | '\u{200D}' | '\u{AD}'
    )
}

/// Whether a text starts with the `s` that ends a possessive.
fn is_possessive(rest: &str) -> bool {
    let mut characters = rest.chars();
    matches!(characters.next(), Some('s' | 'S'))
        && !characters.next().is_some_and(char::is_alphanumeric)
}

/// The length of letters with a full stop after each: `U.S.`, at least two.
fn dotted(rest: &str) -> usize {
    let mut end = 0;
    let mut letters = 0;
    let mut characters = rest.chars();
    while let (Some(c), Some('.')) = (characters.next(), characters.next()) {
        if !c.is_alphabetic() {
            break;
        }
        end += c.len_utf8() + 1;
        letters += 1;
    }
    let goes_on = rest[end..].starts_with(char::is_alphanumeric);
    if letters >= 2 && !goes_on { end } else { 0 }
}

/// How long the number at the start of a text is: separators only between digits.
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while end < bytes.len() {
        if digit(end) {
            end += 1;
        } else if matches!(bytes[end], b'.' | b',' | b'\'') && digit(end + 1) {
            end += 2;
        } else if let Some(space) = ["\u{A0}", "\u{202F}", "\u{2009}"]
            .into_iter()
            .find(|space| rest.get(end..).is_some_and(|rest| rest.starts_with(space)))
            && (1..=3).all(|i| digit(end + space.len() + i - 1))
            && !digit(end + space.len() + 3)
        {
            end += space.len() + 3;
        } else {
            break;
        }
    }
    end
}

fn possessive(rest: &str, spaced: bool, before: Option<&Token>) -> Option<usize> {
    let mark = rest.chars().next().filter(|c| matches!(c, '\'' | '’'))?;
    let follows = before.is_some_and(|token| matches!(token.form, Form::Word | Form::Number));
    (!spaced && follows && is_possessive(&rest[mark.len_utf8()..])).then(|| mark.len_utf8() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        tokens(text, 0, &[], "en")
            .into_iter()
            .map(|token| token.text)
            .collect()
    }

    #[test]
    fn words_numbers_and_signs_are_told_apart() {
        assert_eq!(
            texts("Korea’s 1,234.5 km, don't"),
            ["Korea", "’s", "1,234.5", "km", ",", "don't"]
        );
        assert_eq!(
            texts("870-mile 1950–53."),
            ["870", "-", "mile", "1950", "–", "53", "."]
        );
        assert_eq!(
            texts("the U.S. Army, 70th"),
            ["the", "U.S.", "Army", ",", "70", "th"]
        );
        assert_eq!(texts("Smith. And"), ["Smith", ".", "And"]);
        assert_eq!(texts("大阪は1889年に"), ["大阪は", "1889", "年に"]);
        assert_eq!(texts("1\u{a0}234\u{a0}567 m"), ["1\u{a0}234\u{a0}567", "m"]);
    }
}
