//! The verdict itself: a mark, a word or the learner's answer, and the right one.

use retain::ask::{Reply, Shape};
use retain::clean;
use retain::mark::{Reason, Verdict};
use retain::markdown::{self, Run};
use retain::session::Marked;

use crate::shell::front::terminal::difference;
use crate::shell::render::palette::{Ink, Palette};
use crate::shell::render::text::{self, Line, verbatim};
use crate::shell::render::words;

/// Columns of a verdict's shape with the blanks after it.
const MARK: usize = 3;
/// Between what was typed and what is right.
const ARROW: &str = " → ";

/// The shape that stands for a verdict, with the blanks after it.
pub fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Correct => "✓  ",
        Verdict::Almost => "≈  ",
        Verdict::Partial => "◐  ",
        Verdict::Wrong => "✗  ",
    }
}

/// The word for a verdict.
pub fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Correct => "right",
        Verdict::Almost => "almost",
        Verdict::Partial => "in part",
        Verdict::Wrong => "wrong",
    }
}

/// The colour of a verdict.
pub fn ink(verdict: Verdict) -> Ink {
    match verdict {
        Verdict::Correct => Ink::Right,
        Verdict::Almost | Verdict::Partial => Ink::Almost,
        Verdict::Wrong => Ink::Wrong,
    }
}

/// Whether the verdict's own line says the note of the mark.
pub fn says_note(marked: &Marked) -> bool {
    marked.mark.verdict == Verdict::Almost && matches!(marked.reply, Some(Reply::Typed(_)))
}

/// The verdict in lines.
pub fn lines(marked: &Marked, palette: Palette, columns: usize) -> Vec<Line> {
    let mut page = Page {
        lines: Vec::new(),
        palette,
        columns,
    };
    let verdict = marked.mark.verdict;
    match (&marked.ask.shape, &marked.reply, &marked.key) {
        (Shape::Reveal, ..) if marked.mark.reason == Reason::SelfRated => {
            page.put(verdict, &[verbatim(marked.rating.name())]);
        }
        (_, None, _) => {
            page.put(Verdict::Wrong, &[verbatim("not answered")]);
            page.put(Verdict::Correct, &markdown::inline(&marked.answer));
        }
        (Shape::PickOne { options, .. }, Some(Reply::Picked(given)), Reply::Picked(key)) => {
            page.put(verdict, &item(options, *given));
            if given != key {
                page.put(Verdict::Correct, &item(options, *key));
            }
        }
        (Shape::PickMany { options, .. }, Some(Reply::Chosen(given)), Reply::Chosen(key)) => {
            page.many(options, given, key, verdict);
        }
        (Shape::Arrange { items }, Some(Reply::Arranged(given)), Reply::Arranged(key)) => {
            page.order(items, given, key, verdict);
        }
        (Shape::Pair { left, options }, Some(Reply::Paired(given)), Reply::Paired(key)) => {
            page.pairs(left, options, given, key, verdict);
        }
        (_, Some(Reply::Typed(given)), _) => page.typed(given, marked),
        _ => {
            page.put(verdict, &[verbatim(word(verdict))]);
            page.put(Verdict::Correct, &markdown::inline(&marked.answer));
        }
    }
    page.lines
}

struct Page {
    lines: Vec<Line>,
    palette: Palette,
    columns: usize,
}

impl Page {
    fn put(&mut self, verdict: Verdict, runs: &[Run]) {
        let (mark, ink) = (mark(verdict), ink(verdict));
        self.lines
            .extend(text::hang(self.palette, ink, mark, runs, self.columns));
    }

    fn typed(&mut self, given: &str, marked: &Marked) {
        let verdict = marked.mark.verdict;
        let nearest = marked.mark.nearest.as_deref();
        match (verdict, nearest) {
            // What was typed stands right above.
            (Verdict::Correct, _) => self.put(verdict, &markdown::inline(&marked.answer)),
            (Verdict::Almost | Verdict::Partial, Some(nearest)) => {
                let note = marked.mark.note.as_ref();
                let note = note.filter(|_| verdict == Verdict::Almost);
                let note = note.map_or(String::new(), |note| format!(" ({note})"));
                let head = format!("{}: ", word(verdict));
                self.difference(verdict, &head, given, nearest, &note);
            }
            (Verdict::Wrong, Some(nearest)) if marked.mark.reason == Reason::Near => {
                self.difference(verdict, "", given, nearest, "");
                if clean::line(nearest) != markdown::plain_line(&marked.answer) {
                    self.put(Verdict::Correct, &markdown::inline(&marked.answer));
                }
            }
            _ => {
                let mut runs = vec![verbatim(given.trim())];
                if verdict != Verdict::Wrong {
                    runs.insert(0, verbatim(&format!("{}: ", word(verdict))));
                }
                self.put(verdict, &runs);
                self.put(Verdict::Correct, &markdown::inline(&marked.answer));
            }
        }
    }

    /// What was typed beside what is right, or above it where both don't fit on one line.
    fn difference(&mut self, verdict: Verdict, head: &str, given: &str, right: &str, note: &str) {
        let (given, mut right) = difference::runs(self.palette, given.trim(), right);
        let mut line = vec![verbatim(head)];
        line.extend(given);
        right.push(verbatim(note));
        let wide = |runs: &[Run]| runs.iter().map(|run| text::width(&run.text)).sum::<usize>();
        if MARK + wide(&line) + wide(&right) + ARROW.chars().count() <= self.columns {
            line.push(verbatim(ARROW));
            line.extend(right);
            self.put(verdict, &line);
            return;
        }
        self.put(verdict, &line);
        let ink = ink(verdict);
        self.lines
            .extend(text::hang(self.palette, ink, "→  ", &right, self.columns));
    }

    /// What was chosen and what was to be chosen; the rest is of no interest now.
    fn many(&mut self, options: &[String], given: &[usize], key: &[usize], verdict: Verdict) {
        let hits = given.iter().filter(|n| key.contains(n)).count();
        self.score(verdict, hits, key.len());
        for n in 0..options.len() {
            let mut runs = item(options, n);
            match (given.contains(&n), key.contains(&n)) {
                (true, true) => self.put(Verdict::Correct, &runs),
                (true, false) => {
                    runs.push(verbatim(" (not one of them)"));
                    self.put(Verdict::Wrong, &runs);
                }
                (false, true) => {
                    runs.push(verbatim(" (missed)"));
                    self.put(Verdict::Wrong, &runs);
                }
                (false, false) => {}
            }
        }
    }

    /// The right order, with where each item had been put.
    fn order(&mut self, items: &[String], given: &[usize], key: &[usize], verdict: Verdict) {
        let hits = given.iter().zip(key).filter(|(a, b)| a == b).count();
        self.score(verdict, hits, key.len());
        for (n, right) in key.iter().enumerate() {
            let mut runs = vec![verbatim(&format!("{} ", n + 1))];
            runs.extend(item(items, *right));
            if given.get(n) == Some(right) {
                self.put(Verdict::Correct, &runs);
                continue;
            }
            if let Some(place) = given.iter().position(|item| item == right) {
                runs.push(verbatim(&format!(" (you: {})", words::ordinal(place + 1))));
            }
            self.put(Verdict::Wrong, &runs);
        }
    }

    fn pairs(
        &mut self,
        left: &[String],
        options: &[String],
        given: &[usize],
        key: &[usize],
        verdict: Verdict,
    ) {
        let hits = given.iter().zip(key).filter(|(a, b)| a == b).count();
        self.score(verdict, hits, key.len());
        for (n, right) in key.iter().enumerate() {
            let mut runs = item(left, n);
            runs.push(verbatim(" — "));
            runs.extend(item(options, *right));
            if given.get(n) == Some(right) {
                self.put(Verdict::Correct, &runs);
                continue;
            }
            if let Some(option) = given.get(n) {
                runs.push(verbatim(" (you: "));
                runs.extend(item(options, *option));
                runs.push(verbatim(")"));
            }
            self.put(Verdict::Wrong, &runs);
        }
    }

    /// How many of several are right, where they are not all.
    fn score(&mut self, verdict: Verdict, hits: usize, of: usize) {
        if verdict == Verdict::Partial || (verdict == Verdict::Wrong && hits > 0) {
            self.put(verdict, &[verbatim(&format!("{hits} of {of} right"))]);
        }
    }
}

fn item(items: &[String], n: usize) -> Vec<Run> {
    items
        .get(n)
        .map_or_else(|| vec![verbatim("?")], |item| markdown::inline(item))
}
