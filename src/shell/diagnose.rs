//! Findings as rustc shows them, as one line each, and as JSON.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use retain::clean;
use retain::diagnostic::{Diagnostic, Severity};
use serde_json::{Value, json};

use super::render::text::talk;

/// How much of a long line is shown before and after a place, in bytes.
const AROUND: usize = 200;
/// However narrow the window is, this much is said in a line.
const FEWEST_COLUMNS: usize = 16;

/// How findings look where they are read.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// With colours.
    pub colour: bool,
    /// How many columns what is said may take; excerpts stay as they are.
    pub columns: usize,
}

impl Look {
    /// Without colours, and of any width.
    pub const PLAIN: Self = Self {
        colour: false,
        columns: usize::MAX,
    };

    /// What is said, behind words of that width.
    fn said(self, before: usize, text: &str) -> String {
        let columns = self.columns.saturating_sub(before).max(FEWEST_COLUMNS);
        talk(&clean::line(text), columns)
    }
}

/// Findings with the lines they are about, each followed by an empty line.
pub fn human(file: &str, text: &str, findings: &[Diagnostic], look: Look) -> String {
    explained(file, text, findings, |_| false, look)
}

/// The same; `explain` says of a finding's code whether to tell where it is explained.
pub fn explained(
    file: &str,
    text: &str,
    findings: &[Diagnostic],
    mut explain: impl FnMut(&'static str) -> bool,
    look: Look,
) -> String {
    let renderer = if look.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let starts = line_starts(text);
    let mut out = String::new();
    for finding in findings {
        let group = one(file, text, &starts, finding, look);
        let group = if explain(finding.code) {
            group.element(Level::NOTE.message(format!("retain explain {}", finding.code)))
        } else {
            group
        };
        let shown = renderer.render(&[group]);
        // Its first line is what was found; the renderer would put further ones far to the right.
        let (title, rest) = shown.split_once('\n').unwrap_or((&shown, ""));
        out.push_str(&talk(title, look.columns.max(FEWEST_COLUMNS)));
        out.push_str(&format!("\n{rest}\n\n"));
    }
    out
}

fn one<'a>(
    file: &str,
    text: &str,
    starts: &[usize],
    finding: &Diagnostic,
    look: Look,
) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let message = clean::line(&finding.message).into_owned();
    let file = clean::line(file).into_owned();
    let excerpt = Excerpt::of(text, starts, finding);
    // ` = help: ` below the numbers of the lines.
    let margin = (excerpt.line + excerpt.text.lines().count())
        .to_string()
        .len()
        + 9;
    let mut snippet = Snippet::source(excerpt.text.clone())
        .line_start(excerpt.line)
        .path(file);
    let label = clean::line(&finding.label).into_owned();
    let primary = AnnotationKind::Primary.span(excerpt.place(&finding.span));
    snippet = snippet.annotation(if label.is_empty() {
        primary
    } else {
        primary.label(label)
    });
    for other in &finding.labels {
        if let Some(span) = excerpt.holds(&other.span) {
            let label = clean::line(&other.text).into_owned();
            snippet = snippet.annotation(AnnotationKind::Context.span(span).label(label));
        }
    }
    let mut group = level
        .primary_title(message)
        .id(finding.code)
        .element(snippet);
    for other in finding
        .labels
        .iter()
        .filter(|other| excerpt.holds(&other.span).is_none())
    {
        let (line, column) = position(text, starts, other.span.start);
        let note = format!("{} in line {line}, column {column}", other.text);
        group = group.element(Level::NOTE.message(look.said(margin, &note)));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(look.said(margin, help)));
    }
    if let Some(note) = &finding.note {
        group = group.element(Level::NOTE.message(look.said(margin, note)));
    }
    group
}

/// The lines of a finding, made safe to show, with its places moved along.
struct Excerpt {
    text: String,
    /// The number of its first line.
    line: usize,
    /// Each byte of the file from `from` on, as a place in the excerpt.
    from: usize,
    moved: Vec<usize>,
}

impl Excerpt {
    /// The lines from the first to the last place, if those are near each other; long lines
    /// are cut to what lies around the finding.
    fn of(text: &str, starts: &[usize], finding: &Diagnostic) -> Self {
        let span = &finding.span;
        let (mut first, mut last) = (line_of(starts, span.start), line_of(starts, span.end));
        // A place that spans many lines is shown by its first.
        if last > first + 8 {
            last = first;
        }
        for other in &finding.labels {
            let line = line_of(starts, other.span.start);
            if line.abs_diff(first) <= 12 {
                first = first.min(line);
                last = last.max(line);
            }
        }
        let end = starts.get(last + 1).copied().unwrap_or(text.len());
        let (mut from, mut to) = (starts[first], end);
        let long = text[from..to]
            .split('\n')
            .any(|line| line.len() > 2 * AROUND);
        if long {
            from = border(text, from.max(span.start.saturating_sub(AROUND)));
            to = border(text, to.min(span.end.min(span.start + AROUND) + AROUND));
        }
        let mut shown = String::with_capacity(to - from);
        let mut moved = Vec::with_capacity(to - from + 1);
        for c in text[from..to].chars() {
            moved.extend(std::iter::repeat_n(shown.len(), c.len_utf8()));
            if c == '\n' {
                shown.push('\n');
            } else if c != '\r' {
                shown.push_str(&clean::line(c.encode_utf8(&mut [0; 4])));
            }
        }
        moved.push(shown.len());
        Self {
            text: shown,
            line: first + 1,
            from,
            moved,
        }
    }

    fn place(&self, span: &Range<usize>) -> Range<usize> {
        let at = |byte: usize| {
            let place = byte.saturating_sub(self.from).min(self.moved.len() - 1);
            self.moved[place]
        };
        at(span.start)..at(span.end).max(at(span.start))
    }

    fn holds(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let inside = span.start >= self.from && span.end < self.from + self.moved.len();
        inside.then(|| self.place(span))
    }
}

/// One line for each finding: `file:line:column: code: text`.
pub fn short(file: &str, text: &str, findings: &[Diagnostic]) -> String {
    let starts = line_starts(text);
    let line = |finding: &Diagnostic| {
        let (line, column) = position(text, &starts, finding.span.start);
        let said = clean::line(&finding.message);
        format!(
            "{}:{line}:{column}: {}: {said}\n",
            clean::line(file),
            finding.code
        )
    };
    findings.iter().map(line).collect()
}

/// The objects of the JSON contract.
pub fn json(file: &str, text: &str, findings: &[Diagnostic]) -> Vec<Value> {
    let starts = line_starts(text);
    let object = |finding: &Diagnostic| {
        let (line, column) = position(text, &starts, finding.span.start);
        let (end_line, end_column) = position(text, &starts, finding.span.end);
        let fix = finding.fix.as_ref().map(|fix| {
            let (line, column) = position(text, &starts, fix.span.start);
            let (end_line, end_column) = position(text, &starts, fix.span.end);
            json!({"line": line, "column": column, "end_line": end_line,
                   "end_column": end_column, "text": fix.text})
        });
        json!({
            "file": file, "line": line, "column": column, "end_line": end_line,
            "end_column": end_column, "code": finding.code, "severity": finding.severity.name(),
            "message": finding.message, "help": finding.help, "fix": fix,
        })
    };
    findings.iter().map(object).collect()
}

/// Where each line begins, in bytes.
fn line_starts(text: &str) -> Vec<usize> {
    let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    std::iter::once(0)
        .chain(breaks.map(|(at, _)| at + 1))
        .collect()
}

fn line_of(starts: &[usize], at: usize) -> usize {
    starts
        .partition_point(|start| *start <= at)
        .saturating_sub(1)
}

/// Line and column of a byte, from 1, columns in characters.
fn position(text: &str, starts: &[usize], at: usize) -> (usize, usize) {
    let at = border(text, at);
    let line = line_of(starts, at);
    (line + 1, text[starts[line]..at].chars().count() + 1)
}

/// The character border at or before a byte.
fn border(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "[deck]\ntitle = \"Ü\"\n\n[[card]]\nanwser = \"日本\"\n";

    fn finding() -> Diagnostic {
        let at = TEXT.find("anwser").unwrap();
        Diagnostic::error("unknown-key", at..at + 6, "unknown key `anwser`")
            .label("did you mean `answer`?")
    }

    fn shown(file: &str, text: &str, findings: &[Diagnostic]) -> String {
        human(file, text, findings, Look::PLAIN)
    }

    #[test]
    fn a_finding_shows_its_line() {
        insta::assert_snapshot!(shown("asia.toml", TEXT, &[finding()]), @r#"
        error[unknown-key]: unknown key `anwser`
         --> asia.toml:5:1
          |
        5 | anwser = "日本"
          | ^^^^^^ did you mean `answer`?
        "#);
    }

    #[test]
    fn what_is_said_fits_into_the_window() {
        let at = TEXT.find("anwser").unwrap();
        let found = Diagnostic::error("unknown-key", at..at + 6, "cards have no key of that name")
            .help("the keys of a card are in `retain schema`, with what each is for");
        let look = Look {
            columns: 40,
            ..Look::PLAIN
        };
        insta::assert_snapshot!(human("asia.toml", TEXT, &[found], look), @r#"
        error[unknown-key]: cards have no key of
        that name
         --> asia.toml:5:1
          |
        5 | anwser = "日本"
          | ^^^^^^
          |
          = help: the keys of a card are in
                  `retain schema`, with what
                  each is for
        "#);
    }

    #[test]
    fn columns_count_characters_from_one() {
        let at = TEXT.find("本").unwrap();
        let found = Diagnostic::error("x", at..at + 3, "m");
        assert_eq!(short("f", TEXT, &[found]), "f:5:12: x: m\n");
    }

    #[test]
    fn escapes_of_a_deck_do_not_reach_the_terminal() {
        let text = "title = '\u{1b}[31mred'\n";
        let found = Diagnostic::error("x", 8..10, "bad \u{1b}[2J");
        for shown in [
            shown("a\u{1b}c", text, std::slice::from_ref(&found)),
            short("a\u{1b}c", text, &[found]),
        ] {
            assert!(!shown.contains('\u{1b}'), "{shown:?}");
        }
    }

    #[test]
    fn a_very_long_line_is_cut_around_the_place() {
        let text = format!(
            "title = \"{}é{}\"\n",
            "x".repeat(90_000),
            "y".repeat(90_000)
        );
        let at = text.find('é').unwrap();
        let shown = shown("f", &text, &[Diagnostic::error("x", at..at + 2, "m")]);
        assert!(shown.len() < 2_000, "{}", shown.len());
        assert!(shown.contains('é'));
    }
}
