//! Several replacements in one text, and where each place of the old text is in the new one.

use std::ops::Range;

/// A replacement of bytes of the old text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Splice {
    /// What is replaced; empty to insert.
    pub(super) span: Range<usize>,
    /// What comes instead.
    pub(super) text: String,
}

/// Makes replacements that are in order and apart from each other.
pub(super) fn apply(text: &str, splices: &[Splice]) -> String {
    let mut out = String::with_capacity(text.len() + 64 * splices.len());
    let mut at = 0;
    for splice in splices {
        out.push_str(&text[at..splice.span.start]);
        out.push_str(&splice.text);
        at = splice.span.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Where a byte of the old text is in the new one; what is inserted at it comes before it, and one
/// inside of what is replaced is at the end of the replacement, if that is shorter.
pub(super) fn moved(at: usize, splices: &[Splice]) -> usize {
    let mut shift: isize = 0;
    for splice in splices {
        if (splice.span.start + 1..splice.span.end).contains(&at) {
            let longest = splice.span.start + splice.text.len();
            return at.min(longest).saturating_add_signed(shift);
        }
        if splice.span.end > at || (splice.span.start == at && !splice.span.is_empty()) {
            break;
        }
        shift += splice.text.len() as isize - splice.span.len() as isize;
    }
    at.saturating_add_signed(shift)
}

/// Where the text of each replacement is in the new text.
pub(super) fn places(splices: &[Splice]) -> Vec<Range<usize>> {
    let mut shift: isize = 0;
    let place = |splice: &Splice| {
        let start = splice.span.start.saturating_add_signed(shift);
        shift += splice.text.len() as isize - splice.span.len() as isize;
        start..start + splice.text.len()
    };
    splices.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacements_move_what_comes_after_them() {
        let text = "abc def ghi";
        let splice = |span, text: &str| Splice {
            span,
            text: text.to_owned(),
        };
        let splices = [splice(0..0, ">>"), splice(4..7, "D"), splice(8..8, "_")];
        let new = apply(text, &splices);
        assert_eq!(new, ">>abc D _ghi");
        for word in ["abc", "ghi"] {
            let at = text.find(word).unwrap();
            assert!(new[moved(at, &splices)..].starts_with(word), "{word}");
        }
        let short = [splice(0..3, ""), splice(4..11, "D")];
        assert_eq!(apply(text, &short), " D");
        let at: Vec<usize> = [0, 2, 3, 5, 10].map(|at| moved(at, &short)).into();
        assert_eq!(at, [0, 0, 0, 2, 2]);
        let inserted: Vec<&str> = places(&splices).into_iter().map(|at| &new[at]).collect();
        assert_eq!(inserted, [">>", "D", "_"]);
    }
}
