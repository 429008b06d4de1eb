//! What the lists of `dialoguer` look like here: labels, keys, and what does not fit in full.

use retain::markdown;

use crate::shell::render::layout::{Window, as_fits};
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

/// What `choose_many` shows before the first key, in a window with room for all of it.
pub fn many_look(options: &[String], menu: &str, palette: Palette, window: Window) -> Vec<Line> {
    list_look(options, "[ ] ", &many_keys(menu), palette, window)
}

/// What `arrange` shows before the first key, in a window with room for all of it.
pub fn order_look(items: &[String], menu: &str, palette: Palette, window: Window) -> Vec<Line> {
    list_look(items, "  ", &order_keys(menu, window), palette, window)
}

fn list_look(
    items: &[String],
    mark: &str,
    keys: &[&str],
    palette: Palette,
    window: Window,
) -> Vec<Line> {
    let mut lines = in_full(items, palette, window);
    let line = as_fits(keys, window.columns);
    if line.is_empty() {
        lines.extend(text::say(
            palette,
            Ink::Quiet,
            &keys.join(" · "),
            window.columns,
        ));
    }
    lines.push(Line::new(palette, Ink::Quiet, &line));
    let labels = labels(items, window);
    let label = |(n, label): (usize, &String)| {
        let (ink, text) = row(mark, label, n == 0);
        Line::new(palette, ink, &text)
    };
    lines.extend(labels.iter().enumerate().map(label));
    lines
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
