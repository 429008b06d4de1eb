//! A question with its answer as it comes to stand on the terminal, without one: made of the
//! same lines as in a sitting, one below the other.

use retain::ask::{Reply, Shape};
use retain::markdown::{self, Run};
use retain::session::{Open, Outcome, Step};

use super::{ask, feedback, hint_lines, question};
use crate::shell::front::rehearsal::Seen;
use crate::shell::render::layout::Window;
use crate::shell::render::palette::{Ink, Palette};
use crate::shell::render::text::{self, Line};
use crate::shell::terminal::{Picking, Turn, many_look, order_look};

/// The question, its hint, the right answer and what is said to it.
pub fn lines(seen: &Seen, today: i32, palette: Palette, window: Window) -> Vec<Line> {
    let mut lines = question(palette, &seen.open, window);
    lines.extend(asked(&seen.open, palette, window));
    if let Some(Outcome::Hint { hint, .. }) = &seen.hint {
        blank(&mut lines, window);
        lines.extend(hint_lines(hint, palette, window));
    }
    if let Some((Outcome::Revealed { answer, .. }, Step::Rate { choices, .. })) = &seen.revealed {
        blank(&mut lines, window);
        lines.extend(text::wrap(palette, answer, window.columns));
        let keys = ask::rating_keys(choices);
        lines.extend(ask::key_lines(&keys, true, palette, window));
    }
    lines.extend(typed(&seen.open, palette, window));
    blank(&mut lines, window);
    lines.extend(feedback::lines(&seen.marked, today, palette, window));
    lines
}

/// A blank line where there is room and none yet.
fn blank(lines: &mut Vec<Line>, window: Window) {
    if window.roomy() && lines.last().is_some_and(|line| line.width > 0) {
        lines.push(Line::default());
    }
}

/// What can be answered, before the first key.
fn asked(open: &Open, palette: Palette, window: Window) -> Vec<Line> {
    let columns = window.columns;
    match &open.ask.shape {
        Shape::Reveal => ask::key_lines(&ask::reveal_keys(open, columns), false, palette, window),
        Shape::PickOne { options, .. } => {
            let options: Vec<Vec<Run>> = options.iter().map(|o| markdown::inline(o)).collect();
            let picking = Picking {
                above: &[],
                options: &options,
                at: 0,
                keys: &ask::one_keys(open, columns),
                question_rows: 0,
                stays: true,
            };
            picking.first_look(palette, window)
        }
        Shape::PickMany { options, .. } => {
            many_look(options, ask::menu_of_list(open), palette, window)
        }
        Shape::Arrange { items } => order_look(items, ask::menu_of_list(open), palette, window),
        Shape::Pair { left, options } => {
            let keys = ask::pair_keys(open, columns);
            let turn = Turn::new(left, options, &[], palette, window);
            turn.picking(0, &keys, 0).first_look(palette, window)
        }
        Shape::Type { parts, expects } => {
            let keys = ask::typed_keys(open, *parts, expects.as_deref(), columns);
            text::say(palette, Ink::Quiet, &keys, columns)
        }
    }
}

/// The right answer as it is typed.
fn typed(open: &Open, palette: Palette, window: Window) -> Vec<Line> {
    let (Shape::Type { parts, .. }, Reply::Typed(key)) = (&open.ask.shape, &open.key) else {
        return Vec::new();
    };
    let mut answers: Vec<&str> = vec![key];
    if *parts > 1 && key.split(';').count() == *parts {
        answers = key.split(';').map(str::trim).collect();
    }
    let line = |(n, answer): (usize, &&str)| {
        let prompt = ask::typed_prompt(n, *parts);
        text::hang(
            palette,
            Ink::Text,
            &prompt,
            &[text::verbatim(answer)],
            window.columns,
        )
    };
    answers.iter().enumerate().flat_map(line).collect()
}
