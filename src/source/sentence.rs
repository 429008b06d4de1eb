//! Sentences: what Unicode's rules find, less the breaks after abbreviations and initials.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::words;

/// The sentences of a masked block (where most line breaks are spaces), as places of the text.
pub(super) fn sentences(masked: &str, offset: usize, language: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    for (at, piece) in masked.split_sentence_bound_indices() {
        let start = *open.get_or_insert(at);
        let end = at + piece.len();
        if goes_on(piece, &masked[end..], language) {
            continue;
        }
        open = None;
        push(&mut found, masked, start..end, offset);
    }
    if let Some(start) = open {
        push(&mut found, masked, start..masked.len(), offset);
    }
    found
}

fn push(found: &mut Vec<Range<usize>>, masked: &str, span: Range<usize>, offset: usize) {
    let text = &masked[span.clone()];
    let bare = text.trim();
    if bare.is_empty() {
        return;
    }
    let start = span.start + (text.len() - text.trim_start().len());
    found.push(offset + start..offset + start + bare.len());
}

/// Whether the sentence does not end with this piece: its full stop belongs to an abbreviation,
/// an initial, or (in German) an ordinal.
fn goes_on(piece: &str, rest: &str, language: &str) -> bool {
    let next = rest.trim_start().chars().next();
    if next.is_none() || piece.ends_with('\n') {
        return false;
    }
    // “Is it over?” she asked.
    if next.is_some_and(char::is_lowercase) {
        return true;
    }
    let Some(body) = piece.trim_end().strip_suffix('.') else {
        return false;
    };
    let start = body
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '-'))
        .map_or(0, |at| {
            at + body[at..].chars().next().map_or(1, char::len_utf8)
        });
    let word = &body[start..];
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        // J. Smith, but not "Plan B. Then" or "vitamin C. It": those follow a lower-case word.
        (Some(only), None) if only.is_uppercase() => {
            let before = body[..start].trim_end();
            let previous = before.rsplit(char::is_whitespace).next().unwrap_or("");
            previous.is_empty()
                || previous.ends_with('.')
                || previous.starts_with(char::is_uppercase)
        }
        _ if language == "de" && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) => {
            !word.is_empty()
        }
        _ => {
            let lower = word.to_lowercase();
            words::is_abbreviation(&lower)
                // U.S. before a lower-case word or a name goes on; Unicode saw a capital.
                || (lower.contains('.')
                    && word.len() <= 6
                    && next.is_some_and(char::is_uppercase)
                    && !starts_sentence(rest.trim_start()))
        }
    }
}

/// Whether a text starts with a word that opens sentences and is no name.
fn starts_sentence(rest: &str) -> bool {
    let end = rest
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(rest.len());
    words::is_common(&rest[..end].to_lowercase(), "en")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, language: &str) -> Vec<String> {
        sentences(text, 0, language)
            .into_iter()
            .map(|span| text[span].to_owned())
            .collect()
    }

    #[test]
    fn abbreviations_initials_quotes_and_decimals_do_not_end_a_sentence() {
        for (text, count) in [
            ("Dr. Ruiz met Mr. Lee. They spoke.", 2),
            ("J. R. R. Tolkien wrote it. It sold.", 2),
            ("It cost $3.5 million. He paid.", 2),
            ("“Go home.” She left.", 2),
            ("“Is it over?” she asked. No one spoke.", 2),
            ("The U.S. Congress met. The end.", 2),
            ("He lived in the U.S. The house stood.", 2),
            ("Smith et al. Wrote it, e.g. Here. Done.", 2),
            ("Take vitamin C. It helps.", 2),
            ("Wait... what? Yes!", 2),
            ("No stop at all", 1),
            ("", 0),
        ] {
            assert_eq!(split(text, "en").len(), count, "{:?}", split(text, "en"));
        }
        assert_eq!(split("Am 3. Oktober kam es. Danach nicht.", "de").len(), 2);
        assert_eq!(split("Das z. B. Berlin gilt. Gut.", "de").len(), 2);
    }
}
