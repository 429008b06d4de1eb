//! The window and what stands around a question: margins, the header, two ends of one line.

use super::palette::{Ink, Palette};
use super::text::{self, Line};
use super::words;
use retain::session::Progress;

/// Longer lines are hard to read.
const WIDEST: usize = 80;
/// Windows narrower than this have no margin.
const NARROW: usize = 40;
/// Windows lower than this have no rule and no blank lines.
const LOW: usize = 14;

/// The size of a window, and what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Rows.
    pub rows: usize,
    /// Columns that text may take, after the margin.
    pub columns: usize,
    /// Blanks on the left.
    pub margin: usize,
}

impl Window {
    /// The layout for a window of this size.
    pub fn new(rows: usize, columns: usize) -> Self {
        let margin = if columns < NARROW { 0 } else { 2 };
        Self {
            rows: rows.max(1),
            columns: columns.clamp(4, WIDEST) - margin,
            margin,
        }
    }

    /// Whether there is room for rules and blank lines.
    pub fn roomy(self) -> bool {
        self.rows >= LOW
    }
}

/// The line over a question: where it is from on the left, how far the sitting is on the right.
/// Of all forms that leave the deck's title whole the longest; the tag goes before the minutes.
pub fn header(
    palette: Palette,
    title: &str,
    tag: Option<&str>,
    progress: Progress,
    window: Window,
) -> Vec<Line> {
    let total = progress.total.max(1);
    let place = (progress.finished + 1).min(total);
    let short = format!("{place}/{total}");
    let mut medium = format!("{place} of {total}");
    if progress.new_left > 0 {
        medium.push_str(&format!(" · {} new", progress.new_left));
    }
    let mut long = medium.clone();
    if progress.left_ms > 0 {
        long.push_str(&format!(" · {}", words::about(progress.left_ms)));
    }
    let title = retain::clean::line(title);
    let tagged = match tag {
        Some(tag) => format!("{title} · {}", retain::clean::line(tag)),
        None => title.clone().into_owned(),
    };
    let title = title.as_ref();
    let forms = [
        (tagged.as_str(), &long),
        (title, &long),
        (tagged.as_str(), &medium),
        (title, &medium),
    ];
    let fits = |left: usize, right: &str| left + 2 + text::width(right) <= window.columns;
    let (from, right) = forms
        .into_iter()
        .find(|(left, right)| fits(text::width(left), right))
        .or_else(|| {
            // The title is cut; half of the line is enough to know it by.
            let half = text::width(title).min(window.columns / 2);
            let right = [&long, &medium]
                .into_iter()
                .find(|right| fits(half, right))?;
            Some((title, right))
        })
        .unwrap_or((title, &short));
    let left = window.columns.saturating_sub(text::width(right) + 2);
    let left = Line::new(palette, Ink::Title, &text::shorten(from, left));
    let right = Line::new(palette, Ink::Quiet, right);
    let mut lines = ends(vec![left], &right, window.columns);
    if window.roomy() {
        lines.push(Line::new(palette, Ink::Quiet, &"─".repeat(window.columns)));
    }
    lines
}

/// Puts a text at the right end of the last line, or on a line of its own if there is no room.
pub fn ends(mut lines: Vec<Line>, right: &Line, columns: usize) -> Vec<Line> {
    let room = |line: &Line| line.width + 2 + right.width <= columns;
    if !lines.last().is_some_and(room) {
        lines.push(Line::default());
    }
    if let Some(last) = lines.last_mut() {
        last.pad(columns.saturating_sub(right.width));
        last.push(right);
    }
    lines
}

/// The parts that fit on one line, the first ones first, with ` · ` between them.
pub fn as_fits(parts: &[&str], columns: usize) -> String {
    let mut out = String::new();
    for part in parts {
        let gap = if out.is_empty() { "" } else { " · " };
        if text::width(&out) + text::width(gap) + text::width(part) <= columns {
            out.push_str(gap);
            out.push_str(part);
        }
    }
    out
}

/// The parts on as many lines as they need, with ` · ` between those on one line.
pub fn flow(parts: &[String], columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(last) if text::width(last) + 3 + text::width(part) <= columns => {
                last.push_str(" · ");
                last.push_str(part);
            }
            _ => lines.push(part.clone()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(columns: usize, rows: usize, from: &str) -> String {
        tagged(columns, rows, from, None)
    }

    fn tagged(columns: usize, rows: usize, from: &str, tag: Option<&str>) -> String {
        let progress = Progress {
            finished: 2,
            total: 20,
            new_left: 1,
            left_ms: 480_000,
        };
        let window = Window::new(rows, columns);
        let lines = header(Palette::PLAIN, from, tag, progress, window);
        let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n")
    }

    #[test]
    fn the_header_shrinks_with_the_window() {
        insta::assert_snapshot!(tagged(80, 24, "Overview", Some("economy")), @r"
        Overview · economy                               3 of 20 · 1 new · about 8 min
        ──────────────────────────────────────────────────────────────────────────────
        ");
        insta::assert_snapshot!(shown(40, 24, "The China–North Korea relationship"), @r"
        The China–North Kore…  3 of 20 · 1 new
        ──────────────────────────────────────
        ");
        insta::assert_snapshot!(shown(20, 8, "The China–North Korea relationship"), @"The China–Nor…  3/20");
        insta::assert_snapshot!(shown(20, 8, "中华人民共和国与朝鲜"), @"中华人民共和…   3/20");
    }

    #[test]
    fn the_tag_goes_before_the_title_is_cut() {
        let title = "Overview: China and North Korea as of 2016";
        insta::assert_snapshot!(tagged(80, 8, title, Some("leaders")), @"Overview: China and North Korea as of 2016       3 of 20 · 1 new · about 8 min");
    }

    #[test]
    fn what_does_not_fit_beside_goes_below() {
        let line = |text: &str| Line::new(Palette::PLAIN, Ink::Text, text);
        let lines = ends(vec![line("CFR, paragraph 3")], &line("next in 3 days"), 20);
        let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(lines, ["CFR, paragraph 3", "      next in 3 days"]);
    }

    #[test]
    fn parts_that_do_not_fit_are_left_out() {
        let parts = ["enter next", "w that was wrong", "u undo"];
        assert_eq!(
            as_fits(&parts, 80),
            "enter next · w that was wrong · u undo"
        );
        assert_eq!(as_fits(&parts, 20), "enter next · u undo");
        assert_eq!(as_fits(&parts, 5), "");
    }
}
