//! Where a part of a string stands in the file, through TOML's quotes and escapes.

use std::ops::Range;

use crate::deck::fields::{At, Text};

/// The place of a part of a value, in bytes of the file; all of the value where the writing
/// cannot be followed.
pub(super) fn file(text: Text<'_>, value: &At<String>, part: Range<usize>) -> Range<usize> {
    let start = value.span.start;
    let raw = start
        .checked_sub(text.base)
        .zip(value.span.end.checked_sub(text.base))
        .and_then(|(from, to)| text.part.get(from..to));
    raw.and_then(|raw| written(raw, &value.value, part))
        .map_or_else(|| value.span.clone(), |at| start + at.start..start + at.end)
}

/// The bytes of the written string that a part of its value comes from.
fn written(raw: &str, value: &str, part: Range<usize>) -> Option<Range<usize>> {
    let (quote, escapes) = [("\"\"\"", true), ("'''", false), ("\"", true), ("'", false)]
        .into_iter()
        .find(|(quote, _)| raw.len() >= 2 * quote.len() && raw.starts_with(quote))?;
    let mut at = quote.len();
    if quote.len() == 3 {
        at += ["\r\n", "\n"]
            .into_iter()
            .find(|newline| raw[at..].starts_with(newline))
            .map_or(0, str::len);
    }
    let end = raw.len() - quote.len();
    let (mut start, mut done) = (None, 0);
    loop {
        // A line that is joined to the next one gives nothing; a part begins after it.
        while escapes && let Some(joined) = joining(raw.get(at..end)?) {
            if done == part.end && start.is_some() {
                break;
            }
            at += joined;
        }
        if done == part.start {
            start = start.or(Some(at));
        }
        if done == part.end {
            return Some(start?..at);
        }
        let rest = raw.get(at..end).filter(|rest| !rest.is_empty())?;
        let meant = value.get(done..)?.chars().next()?;
        let taken = if escapes && rest.starts_with('\\') {
            match rest[1..].chars().next()? {
                'x' => 4,
                'u' => 6,
                'U' => 10,
                other => 1 + other.len_utf8(),
            }
        } else if meant == '\n' && rest.starts_with("\r\n") {
            2
        } else {
            let written = rest.chars().next()?;
            (written == meant).then(|| written.len_utf8())?
        };
        at += taken;
        done += meant.len_utf8();
    }
}

/// How many bytes a backslash at the end of a line and the blanks after it take.
fn joining(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('\\')?;
    let blank = after.len() - after.trim_start_matches([' ', '\t', '\r', '\n']).len();
    after[..blank].contains('\n').then_some(1 + blank)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found<'r>(raw: &'r str, value: &str, part: &str) -> Option<&'r str> {
        let at = value.find(part)?;
        written(raw, value, at..at + part.len()).map(|place| &raw[place])
    }

    #[test]
    fn a_part_is_found_through_quotes_and_escapes() {
        for (raw, value, part, written) in [
            (r#""a bc d""#, "a bc d", "bc", "bc"),
            ("'a bc d'", "a bc d", "bc", "bc"),
            (r#""\u00e9t\u00e9 bc""#, "été bc", "té", r"t\u00e9"),
            (
                r#""say \"no\" twice""#,
                "say \"no\" twice",
                "twice",
                "twice",
            ),
            ("\"\"\"\na \\\n   bc d\"\"\"", "a bc d", "bc", "bc"),
            ("\"\"\"\na \\\n   bc d\"\"\"", "a bc d", "a ", "a "),
            ("\"\"\"a\r\nbc\"\"\"", "a\nbc", "bc", "bc"),
            ("'''\nbc'''", "bc", "bc", "bc"),
        ] {
            assert_eq!(found(raw, value, part), Some(written), "{raw}");
        }
        assert_eq!(written("870", "870", 0..1), None);
    }

    proptest! {
        #[test]
        fn any_part_of_any_string_lies_on_its_borders(
            text in "\\PC{0,20}",
            raw in "[\"'\\\\a\\n u0-9]{0,20}|\\PC{0,12}",
            from in 0_usize..20,
            to in 0_usize..20,
        ) {
            let border = |at: usize| text.is_char_boundary(at);
            let part = from.min(to)..from.max(to);
            if border(part.start) && border(part.end) {
                if let Some(place) = written(&raw, &text, part.clone()) {
                    prop_assert!(raw.get(place).is_some());
                }
                // A literal string of TOML holds no quote of its own.
                if !text.contains('\'') {
                    let quoted = format!("'{text}'");
                    let place = written(&quoted, &text, part.clone());
                    prop_assert_eq!(place, Some(part.start + 1..part.end + 1));
                }
            }
        }
    }
}
