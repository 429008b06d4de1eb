//! What makes any text safe to show: control characters and invisible tricks become visible.
//!
//! A deck is somebody else's text. Nothing in it may move the cursor, set colours, turn the
//! direction of its neighbours or hide; letters of every script, marks and emoji stay.

use std::borrow::Cow;

/// What stands for a character that has no picture of its own.
const REPLACEMENT: char = '\u{FFFD}';
/// How many blanks a tab is shown as.
const TAB: &str = "    ";

/// The text with line breaks kept (`\r\n` and the separators of Unicode as `\n`).
pub fn text(text: &str) -> Cow<'_, str> {
    clean(text, true)
}

/// The text on one line: a line break becomes a blank.
pub fn line(text: &str) -> Cow<'_, str> {
    clean(text, false)
}

/// What is to be done with a character.
enum Fate {
    Keep,
    Drop,
    Show(char),
    Break,
    Tab,
}

fn clean(text: &str, breaks: bool) -> Cow<'_, str> {
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if c == '\r' && characters.peek() == Some(&'\n') {
            continue;
        }
        match fate(c, before) {
            Fate::Keep => out.push(c),
            Fate::Drop => continue,
            Fate::Show(shown) => out.push(shown),
            Fate::Break => out.push(if breaks { '\n' } else { ' ' }),
            Fate::Tab => out.push_str(TAB),
        }
        before = out.chars().next_back();
    }
    Cow::Owned(out)
}

/// `before` is the last character that was put out; looking at that one, and not at the last
/// one read, is what makes cleaning twice the same as cleaning once.
fn fate(c: char, before: Option<char>) -> Fate {
    match c {
        '\n' | '\u{2028}' | '\u{2029}' => Fate::Break,
        '\t' => Fate::Tab,
        // The control pictures of Unicode: ␀ to ␟, and ␡.
        '\0'..='\u{1F}' => Fate::Show(char::from_u32(0x2400 + c as u32).unwrap_or(REPLACEMENT)),
        '\u{7F}' => Fate::Show('\u{2421}'),
        '\u{80}'..='\u{9F}' => Fate::Show(REPLACEMENT),
        // Without effect on what is seen, and common in text that was pasted.
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => Fate::Drop,
        // Joiners belong between the letters of some scripts and the parts of an emoji.
        '\u{200C}' | '\u{200D}' => match before {
            Some(b) if !b.is_ascii() && !b.is_whitespace() && !is_joiner(b) => Fate::Keep,
            _ => Fate::Drop,
        },
        // Tags belong after the black flag, which they turn into a region's flag.
        '\u{E0020}'..='\u{E007F}' => match before {
            Some('\u{1F3F4}' | '\u{E0020}'..='\u{E007E}') => Fate::Keep,
            _ => Fate::Show(REPLACEMENT),
        },
        // Embeddings, overrides and isolates turn the direction of other people's text.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Fate::Show(REPLACEMENT),
        // Invisible operators, deprecated and annotating format characters, blank letters.
        '\u{2061}'..='\u{2065}'
        | '\u{206A}'..='\u{206F}'
        | '\u{180E}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{3164}'
        | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E001F}' => Fate::Show(REPLACEMENT),
        _ => Fate::Keep,
    }
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_text_of_any_script_stays_as_it_is() {
        for text in [
            "870 miles",
            "Pyongyang 평양 北京",
            "e\u{301}",
            "שלום עולם",
            "می\u{200C}خواهم",
            "👩\u{200D}🚀",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            "\u{200E}a\u{200F}",
        ] {
            assert_eq!(line(text), text);
        }
    }

    #[test]
    fn escapes_and_controls_are_seen_and_do_nothing() {
        assert_eq!(text("\u{1b}[2Jgone\u{7}\0"), "␛[2Jgone␇␀");
        assert_eq!(text("\u{9b}31mred\u{7f}"), "\u{FFFD}31mred␡");
        assert_eq!(text("a\rb"), "a␍b");
    }

    #[test]
    fn text_that_would_turn_or_hide_is_shown() {
        assert_eq!(line("\u{202E}evil\u{202C}"), "\u{FFFD}evil\u{FFFD}");
        assert_eq!(line("\u{2066}x\u{2069}"), "\u{FFFD}x\u{FFFD}");
        assert_eq!(line("pass\u{200B}word\u{FEFF}"), "password");
        assert_eq!(line("a\u{200D}b"), "ab");
        assert_eq!(line("a\u{E0041}"), "a\u{FFFD}");
    }

    #[test]
    fn line_breaks_are_kept_where_asked() {
        assert_eq!(text("a\r\nb\u{2028}c\td"), "a\nb\nc    d");
        assert_eq!(line("a\r\nb\nc"), "a b c");
    }

    proptest! {
        #[test]
        fn nothing_but_line_breaks_is_left_of_controls(dirty in any::<String>()) {
            prop_assert!(text(&dirty).chars().all(|c| c == '\n' || !c.is_control()));
            prop_assert!(line(&dirty).chars().all(|c| !c.is_control()));
        }

        #[test]
        fn cleaning_twice_is_cleaning_once(
            dirty in "[a\\n\\r\\t\u{1b}\u{9b}\u{200d}\u{200c}\u{1F3F4}\u{E0067}\u{E007F}\u{202E}é👩\u{AD}]{0,12}",
        ) {
            let once = text(&dirty).into_owned();
            prop_assert_eq!(text(&once), once.as_str());
            let once = line(&dirty).into_owned();
            prop_assert_eq!(line(&once), once.as_str());
        }
    }
}
