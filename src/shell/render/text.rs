//! Wrapping: from Markdown to lines of a given width.
//!
//! Widths are columns of the terminal. A line is broken where Unicode allows it (UAX 14), a
//! word that is wider than the line between graphemes, so that no letter loses its marks and
//! no emoji its parts.

use std::ops::Range;

use retain::clean;
use retain::markdown::{self, Kind, Run, Style};
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::palette::{Ink, Palette};

/// A line as it is written, and how many columns it takes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The text, with colours if there are any; no line break.
    pub text: String,
    /// Columns.
    pub width: usize,
}

impl Line {
    /// A line in one ink, cleaned, as wide as it is.
    pub fn new(palette: Palette, ink: Ink, text: &str) -> Self {
        let text = clean::line(text);
        Self {
            width: width(&text),
            text: palette.paint(ink, &text),
        }
    }

    /// With something after it.
    pub fn push(&mut self, other: &Self) {
        self.text.push_str(&other.text);
        self.width += other.width;
    }

    /// With blanks after it, up to a width.
    pub fn pad(&mut self, to: usize) {
        let blanks = to.saturating_sub(self.width);
        self.text.push_str(&" ".repeat(blanks));
        self.width += blanks;
    }

    /// With blanks before it.
    #[must_use]
    pub fn indent(&self, by: usize) -> Self {
        Self {
            text: format!("{}{}", " ".repeat(by), self.text),
            width: self.width + by,
        }
    }
}

/// How many columns a text takes.
pub fn width(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The start of a text that takes no more than these columns, with `…` if anything is missing.
pub fn shorten(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut left = columns.saturating_sub(1);
    for grapheme in text.graphemes(true) {
        let wide = grapheme.width();
        if wide > left {
            break;
        }
        left -= wide;
        out.push_str(grapheme);
    }
    if columns > 0 {
        out.truncate(out.trim_end().len());
        out.push('…');
    }
    out
}

/// Talk of ours, painted or not, in lines of these columns, broken at blanks alone, and at none
/// between back-ticks: what stands there may be copied.
pub fn talk(text: &str, columns: usize) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let (mut used, mut quoted) = (0, false);
        // A blank within back-ticks belongs to the word.
        let words = line.split_inclusive(|c| {
            quoted ^= c == '`';
            c == ' ' && !quoted
        });
        for word in words {
            let wide = console::measure_text_width(word.trim_end());
            if used > 0 && used + wide > columns {
                out.truncate(out.trim_end_matches(' ').len());
                out.push('\n');
                used = 0;
            }
            used += console::measure_text_width(word);
            out.push_str(word);
        }
    }
    out
}

/// Lines cut where a terminal of these columns goes on in its next row: at no word's end.
pub fn cut(text: &str, columns: usize) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let mut used = 0;
        for grapheme in line.graphemes(true) {
            let wide = grapheme.width();
            if used > 0 && used + wide > columns && !grapheme.contains('\n') {
                out.push('\n');
                used = 0;
            }
            used += wide;
            out.push_str(grapheme);
        }
    }
    out
}

/// A text of a deck, several lines or one, wrapped.
pub fn wrap(palette: Palette, text: &str, columns: usize) -> Vec<Line> {
    let mut out = Vec::new();
    for block in markdown::blocks(text) {
        if block.apart {
            out.push(Line::default());
        }
        match &block.kind {
            Kind::Item { depth, number } => {
                let marker = number.as_deref().unwrap_or("•");
                let marker = format!("{}{marker} ", "  ".repeat(*depth));
                out.extend(hang(palette, Ink::Text, &marker, &block.runs, columns));
            }
            Kind::Paragraph | Kind::Code => {
                out.extend(fill(palette, Ink::Text, &block.runs, columns));
            }
        }
    }
    out
}

/// A sentence of ours or a typed reply: no Markdown, cleaned, wrapped.
pub fn say(palette: Palette, ink: Ink, text: &str, columns: usize) -> Vec<Line> {
    fill(palette, ink, &[verbatim(text)], columns)
}

/// A text that means itself, as a run.
pub fn verbatim(text: &str) -> Run {
    Run {
        text: clean::text(text).into_owned(),
        style: Style::default(),
        address: false,
    }
}

/// Runs after a marker, further lines below the first word. Where the marker would take more
/// than half of the columns, further lines start at the left.
pub fn hang(palette: Palette, ink: Ink, marker: &str, runs: &[Run], columns: usize) -> Vec<Line> {
    let wide = width(marker);
    let by = if wide * 2 > columns { 0 } else { wide };
    let mut lines = fill(palette, ink, runs, columns.saturating_sub(wide.max(by))).into_iter();
    let mut first = Line::new(palette, ink, marker);
    first.push(&lines.next().unwrap_or_default());
    let mut out = vec![first];
    out.extend(lines.map(|line| line.indent(by)));
    out
}

/// A sentence of ours after a marker, as it is written to standard output.
pub fn row(marker: &str, words: &str, columns: usize) -> String {
    let lines = hang(
        Palette::PLAIN,
        Ink::Text,
        marker,
        &[verbatim(words)],
        columns,
    );
    lines
        .iter()
        .map(|line| format!("{}\n", line.text.trim_end()))
        .collect()
}

/// A word, or a part of one that is wider than a line.
#[derive(Debug)]
struct Piece {
    range: Range<usize>,
    width: usize,
    blank: usize,
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        self.width as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.blank as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// Runs, wrapped.
pub fn fill(palette: Palette, ink: Ink, runs: &[Run], columns: usize) -> Vec<Line> {
    fill_inked(palette, runs.iter().map(|run| (ink, run)), columns)
}

/// Runs in inks of their own, wrapped.
pub fn fill_inked<'r>(
    palette: Palette,
    runs: impl Iterator<Item = (Ink, &'r Run)>,
    columns: usize,
) -> Vec<Line> {
    let columns = columns.max(2);
    let mut text = String::new();
    let mut styles: Vec<(usize, Ink, Style, bool)> = Vec::new();
    for (ink, run) in runs {
        if run.address {
            text.push_str(" (");
            text.push_str(&run.text);
            text.push(')');
        } else {
            text.push_str(&run.text);
        }
        styles.push((text.len(), ink, run.style, run.address));
    }
    let mut painter = Painter {
        palette,
        text: &text,
        styles: &styles,
        at: 0,
    };
    let mut lines = Vec::new();
    let mut start = 0;
    for segment in text.split('\n') {
        let pieces = pieces(segment, start, columns);
        start += segment.len() + 1;
        let widths = [columns as f64];
        let groups = wrap_optimal_fit(&pieces, &widths, &Penalties::new())
            .unwrap_or_else(|_| wrap_first_fit(&pieces, &widths));
        for group in groups {
            lines.push(match (group.first(), group.last()) {
                (Some(first), Some(last)) => painter.line(first.range.start..last.range.end),
                _ => Line::default(),
            });
        }
    }
    lines
}

/// The text cut wherever a line may break (UAX #14), blanks at the end of each part.
fn words(segment: &str) -> impl Iterator<Item = &str> {
    let ends = unicode_linebreak::linebreaks(segment).map(|(end, _)| end);
    ends.scan(0, |start, end| {
        Some(&segment[std::mem::replace(start, end)..end])
    })
}

fn pieces(segment: &str, start: usize, columns: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = start;
    for word in words(segment) {
        let mut piece = Piece {
            range: at..at,
            width: 0,
            blank: 0,
        };
        let seen = word.trim_end_matches(' ');
        for grapheme in seen.graphemes(true) {
            let wide = grapheme.width();
            if piece.width + wide > columns && piece.width > 0 {
                let next = piece.range.end..piece.range.end;
                pieces.push(std::mem::replace(
                    &mut piece,
                    Piece {
                        range: next,
                        width: 0,
                        blank: 0,
                    },
                ));
            }
            piece.width += wide;
            piece.range.end += grapheme.len();
        }
        piece.blank = word.len() - seen.len();
        pieces.push(piece);
        at += word.len();
    }
    pieces
}

/// Cuts the text into lines from left to right and paints each run of them.
struct Painter<'t> {
    palette: Palette,
    text: &'t str,
    /// Where each run ends, and how it looks.
    styles: &'t [(usize, Ink, Style, bool)],
    /// The run that the last line ended in.
    at: usize,
}

impl Painter<'_> {
    fn line(&mut self, range: Range<usize>) -> Line {
        let mut line = Line {
            text: String::new(),
            width: width(&self.text[range.clone()]),
        };
        let mut from = range.start;
        while from < range.end {
            let Some((end, ink, style, address)) = self.styles.get(self.at) else {
                break;
            };
            let to = range.end.min(*end);
            if from < to {
                let words = &self.text[from..to];
                line.text
                    .push_str(&self.palette.paint_run(*ink, *style, *address, words));
                from = to;
            }
            if to == *end {
                self.at += 1;
            }
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLAIN: Palette = Palette::PLAIN;

    fn shown(text: &str, columns: usize) -> String {
        let lines = wrap(PLAIN, text, columns);
        let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n")
    }

    #[test]
    fn talk_breaks_at_blanks_and_leaves_what_may_be_copied_whole() {
        let said = "retain: no such deck; `retain check deck.toml` says why\n  and more of it";
        assert_eq!(
            talk(said, 24),
            "retain: no such deck;\n`retain check deck.toml`\nsays why\n  and more of it"
        );
        assert_eq!(talk(said, 80), said);
        assert_eq!(talk("it`s one blank", 5), "it`s one blank");
    }

    #[test]
    fn a_question_at_three_widths() {
        let text = "What would *Beijing* have to expect at its border if the regime in Pyongyang collapsed?";
        insta::assert_snapshot!(shown(text, 80), @r"
        What would Beijing have to expect at its border if the regime in Pyongyang
        collapsed?
        ");
        insta::assert_snapshot!(shown(text, 40), @r"
        What would Beijing have to expect at
        its border if the regime in Pyongyang
        collapsed?
        ");
        insta::assert_snapshot!(shown(text, 20), @r"
        What would Beijing
        have to expect at
        its border if the
        regime in Pyongyang
        collapsed?
        ");
    }

    #[test]
    fn items_hang_below_their_first_word() {
        insta::assert_snapshot!(shown("Of these:\n\n- one thing that is long\n- two\n  10. ten and some more words", 20), @r"
        Of these:

        • one thing that
          is long
        • two
          10. ten and some
              more words
        ");
    }

    #[test]
    fn wide_letters_marks_and_emoji_stay_whole() {
        assert_eq!(shown("中华人民共和国与朝鲜", 8), "中华人民\n共和国与\n朝鲜");
        assert_eq!(
            shown("👩\u{200D}🚀👩\u{200D}🚀👩\u{200D}🚀", 4),
            "👩\u{200D}🚀👩\u{200D}🚀\n👩\u{200D}🚀"
        );
        assert_eq!(
            shown("e\u{301}e\u{301}e\u{301}", 2),
            "e\u{301}e\u{301}\ne\u{301}"
        );
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken() {
        assert_eq!(
            shown("a incomprehensibilities b", 8),
            "a\nincompre\nhensibil\nities b"
        );
    }

    #[test]
    fn code_keeps_its_blanks() {
        assert_eq!(shown("```\nif x:\n    y\n```", 20), "if x:\n    y");
    }

    #[test]
    fn colours_are_closed_on_every_line_and_take_no_columns() {
        let lines = wrap(Palette { on: true }, "a **strong word** here", 10);
        assert_eq!(lines[0].text, "a \u{1b}[1mstrong\u{1b}[0m");
        assert_eq!(lines[0].width, 8);
        assert_eq!(lines[1].text, "\u{1b}[1mword\u{1b}[0m here");
    }

    #[test]
    fn shortening_counts_columns() {
        assert_eq!(shorten("Overview of Asia", 12), "Overview of…");
        assert_eq!(shorten("朝鲜人民", 5), "朝鲜…");
        assert_eq!(shorten("short", 5), "short");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_window(
            text in "([a-z]{1,12}|[中华 ]{1,9}|👩\u{200D}🚀|é|- |\\*|\n|`){0,30}",
            columns in 2usize..40,
        ) {
            for line in wrap(PLAIN, &text, columns) {
                // A list item's marker may be all that fits in a very narrow window.
                prop_assert!(line.width <= columns.max(20), "{line:?}");
                prop_assert!(!line.text.contains('\n'));
            }
            for line in fill(PLAIN, Ink::Text, &markdown::inline(&text), columns) {
                prop_assert!(line.width <= columns, "{line:?}");
            }
        }
    }
}
