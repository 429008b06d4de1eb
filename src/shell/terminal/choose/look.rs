//! What the lists of `dialoguer` look like here: labels, keys, and what does not fit in full.

use retain::markdown;

use crate::shell::render::layout::Window;
use crate::shell::render::palette::{Ink, Palette};
use crate::shell::render::text::{self, Line};

/// `dialoguer` panics in windows of two rows, and with fewer than these it is no help.
pub(super) const FEWEST_ROWS: usize = 6;
/// Columns before a label, after the margin: cursor, box, number, and one to spare.
const BEFORE: usize = 10;

/// The keys of a list in which several are marked.
pub(super) fn many_keys(menu: &str) -> [&str; 3] {
    ["space marks", "enter answers", menu]
}

/// The keys of a list that is brought into order.
pub(super) fn order_keys(menu: &str, window: Window) -> [&str; 3] {
    let long = "space takes, arrows move, space drops";
    let take = if text::width(long) * 2 < window.columns {
        long
    } else {
        "space takes and drops"
    };
    [take, "enter answers", menu]
}

/// A row of a list, with the cursor or without.
pub(super) fn row(mark: &str, text: &str, active: bool) -> (Ink, String) {
    let (cursor, ink) = if active {
        ("❯", Ink::Cursor)
    } else {
        (" ", Ink::Text)
    };
    (ink, format!("{cursor} {mark}{text}"))
}

/// The options in full whose labels would be cut; all of them where no list follows.
pub(super) fn in_full(options: &[String], palette: Palette, window: Window) -> Vec<Line> {
    let mut lines = Vec::new();
    for (n, option) in options.iter().enumerate() {
        if window.rows >= FEWEST_ROWS && fits(option, window) {
            continue;
        }
        let marker = format!("{}  ", n + 1);
        let runs = markdown::inline(option);
        lines.extend(text::hang(
            palette,
            Ink::Text,
            &marker,
            &runs,
            window.columns,
        ));
    }
    if window.roomy() && !lines.is_empty() {
        lines.push(Line::default());
    }
    lines
}

/// Whether an option is shown whole in a list. `dialoguer` counts bytes when it clears one.
fn fits(option: &str, window: Window) -> bool {
    let option = markdown::plain_line(option);
    text::width(&option) <= window.columns.saturating_sub(BEFORE)
        && option.len() + 4 <= window.columns + window.margin
}

/// What `dialoguer` shows for options: all of them whole, or all of them with their numbers.
pub(super) fn labels(options: &[String], window: Window) -> Vec<String> {
    if options.iter().all(|option| fits(option, window)) {
        return options.iter().map(|o| markdown::plain_line(o)).collect();
    }
    let cut = |(n, option): (usize, &String)| {
        let option = markdown::plain_line(option);
        let mut columns = window.columns.saturating_sub(BEFORE).max(2);
        let mut label = text::shorten(&option, columns);
        while columns > 2 && label.len() + 4 > window.columns + window.margin {
            columns -= 1;
            label = text::shorten(&option, columns);
        }
        format!("{:<2} {label}", n + 1)
    };
    options.iter().enumerate().map(cut).collect()
}
