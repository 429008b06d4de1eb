//! R3: punctuation that means nothing goes.

use unicode_normalization::char::is_combining_mark;

/// What stands around a character.
struct Around {
    before: Option<char>,
    after: Option<char>,
}

impl Around {
    fn both(&self, test: impl Fn(char) -> bool) -> bool {
        self.before.is_some_and(&test) && self.after.is_some_and(&test)
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c)
}

/// What becomes of one character under R3.
enum Fate {
    Keep,
    Space,
    Drop,
}

fn fate(c: char, near: &Around, beyond: &Around, after_two_letters: bool) -> Fate {
    match c {
        '.' | ',' if near.both(|c| c.is_ascii_digit()) => Fate::Keep,
        // `!=` is no `=`.
        '!' if near.after == Some('=') => Fate::Keep,
        // A missing space after a comma is no slip.
        ',' | ';' if near.both(is_letter) => Fate::Space,
        '.' | ',' | ';' | ':' | '!' | '?' | '"' | '…' | '(' | ')' | '[' | ']' | '{' | '}' | '¿'
        | '¡' => Fate::Drop,
        '/' if near.both(is_letter) => Fate::Space,
        // `well-known`, `war – peace`; and `covid-19`, but neither `x-1` nor `-1`.
        '-' if beyond.both(is_letter)
            && (near.before == Some(' ')) == (near.after == Some(' ')) =>
        {
            Fate::Space
        }
        '-' if after_two_letters && near.after.is_some_and(|c| c.is_ascii_digit()) => Fate::Space,
        _ => Fate::Keep,
    }
}

/// Whether anything but keeping it may become of a character.
fn may_go(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '"'
            | '…'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '¿'
            | '¡'
            | '/'
            | '-'
    )
}

/// R3, but for apostrophes, which elided articles still need.
pub(super) fn drop_punctuation(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if !may_go(c) {
            out.push(c);
            continue;
        }
        let mut back = text[..at].chars().rev();
        let (before, two_before) = (back.next(), back.next());
        let mut ahead = text[at + c.len_utf8()..].chars();
        let (after, two_after) = (ahead.next(), ahead.next());
        let near = Around { before, after };
        let beyond = Around {
            before: if before == Some(' ') {
                two_before
            } else {
                before
            },
            after: if after == Some(' ') { two_after } else { after },
        };
        let after_two_letters = before.is_some_and(is_letter) && two_before.is_some_and(is_letter);
        match fate(c, &near, &beyond, after_two_letters) {
            Fate::Keep => out.push(c),
            Fate::Space => out.push(' '),
            Fate::Drop => {}
        }
    }
    out
}
