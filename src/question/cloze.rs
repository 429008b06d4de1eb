//! `cloze`: a text with gaps, one card for each gap or group of gaps.
//!
//! `{{Korean War}}` is a gap, `{{energy|fuel}}` accepts either, `{{1950::year}}` has a hint,
//! `{{c1::…}}` puts gaps of one number on one card, and `\{{` is no gap.

use std::ops::Range;
use std::sync::Arc;

use super::{Key, Kind, MARKING, Part, Question, Sign, Takes};
use crate::ask::{Ask, Reply, Shape};
use crate::deck::fields::{At, Fields};
use crate::diagnostic::Diagnostic;
use crate::mark::Mark;
use crate::mark::gaps;
use crate::mark::rules::TextRules;
use crate::mark::text::{Guard, TextKey};

pub(super) const KIND: Kind = Kind {
    name: "cloze",
    asked: "one card per gap, typed",
    keys: &[
        &[Key::new("cloze", Takes::Text, "a text with `{{gaps}}`").must()],
        MARKING,
    ],
    written: Sign::Has(&["cloze"]),
    read,
    example: r#"
id = "halley"
cloze = "Halley's Comet comes back every {{76|75::how many}} years or so; it last did in {{1986::which year}}."
explanation = "Edmond Halley foretold that it would come back in 1758, and did not live to see it."
source = "nasa"
"#,
};

/// A stretch of a cloze text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Gap(Gap),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Gap {
    /// Its bytes of the text, with the braces.
    at: Range<usize>,
    group: Option<u32>,
    answers: Vec<String>,
    hint: Option<String>,
}

/// Why a cloze text cannot be used, and at which byte of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Unbalanced {
    at: usize,
    message: &'static str,
}

#[derive(Debug)]
struct Cloze {
    prompt: String,
    gaps: Vec<Vec<String>>,
    keys: Vec<TextKey>,
    rules: TextRules,
}

fn read(fields: &mut Fields<'_, '_>, rules: &TextRules) -> Vec<Part> {
    let Some(text) = fields.required("cloze", "cloze = \"… {{…}} …\"", Fields::filled) else {
        return Vec::new();
    };
    let pieces = match pieces(&text.value) {
        Ok(pieces) => pieces,
        Err(fault) => {
            let span = fault_span(&text, fault.at);
            let fault = Diagnostic::error("unbalanced-cloze", span, fault.message);
            fields.fault(fault.help("a gap is written `{{answer}}`; `\\{{` is no gap"));
            return Vec::new();
        }
    };
    let groups = groups(&pieces);
    if groups.is_empty() {
        let fault = Diagnostic::error("missing-gap", text.span, "`cloze` has no gap");
        fields.fault(fault.help("put the answer between `{{` and `}}`"));
        return Vec::new();
    }
    let parts = groups.into_iter().map(|(number, open)| {
        let gaps: Vec<Vec<String>> = open
            .iter()
            .filter_map(|gap| answers_at(&pieces, *gap))
            .collect();
        let question = Cloze {
            prompt: prompt(&pieces, &open),
            keys: gaps
                .iter()
                .map(|gap| TextKey::of(gap.clone(), Vec::new()))
                .collect(),
            gaps,
            rules: rules.clone(),
        };
        Part {
            suffix: format!("/{number}"),
            question: Arc::new(question),
        }
    });
    parts.collect()
}

/// The bytes of a fault, as near as the writing of the string allows.
fn fault_span(text: &At<String>, at: usize) -> Range<usize> {
    let quotes = text.span.len().saturating_sub(text.value.len());
    // Where nothing was escaped, the value stands in the file as it is between its quotes.
    if quotes == 2 {
        let start = text.span.start + 1 + at;
        return start..(start + 2).min(text.span.end);
    }
    text.span.clone()
}

fn answers_at(pieces: &[Piece], place: usize) -> Option<Vec<String>> {
    match pieces.get(place)? {
        Piece::Gap(gap) => Some(gap.answers.clone()),
        Piece::Text(_) => None,
    }
}

/// The cards of a cloze: their numbers and the places of their gaps.
fn groups(pieces: &[Piece]) -> Vec<(u32, Vec<usize>)> {
    let gaps = || {
        pieces
            .iter()
            .enumerate()
            .filter_map(|(n, piece)| match piece {
                Piece::Gap(gap) => Some((n, gap)),
                Piece::Text(_) => None,
            })
    };
    let mut groups: Vec<(u32, Vec<usize>)> = Vec::new();
    let mut next = gaps().filter_map(|(_, gap)| gap.group).max().unwrap_or(0);
    for (place, gap) in gaps() {
        match gap.group {
            Some(number) => match groups.iter_mut().find(|(n, _)| *n == number) {
                Some((_, places)) => places.push(place),
                None => groups.push((number, vec![place])),
            },
            None => {
                next += 1;
                groups.push((next, vec![place]));
            }
        }
    }
    groups
}

/// A gap as it is written.
pub(crate) struct Written {
    /// Its bytes of the text, with the braces.
    pub(crate) span: Range<usize>,
    /// The texts that fill it, with their bytes of the text.
    pub(crate) answers: Vec<At<String>>,
}

/// The gaps of a cloze text; none where it cannot be used.
pub(crate) fn gaps(text: &str) -> Vec<Written> {
    let written = |piece| {
        let Piece::Gap(gap) = piece else { return None };
        let inside = &text[gap.at.start + 2..gap.at.end - 2];
        let marked = gap.group.is_some();
        let mark = inside.find("::").filter(|_| marked).map_or(0, |at| at + 2);
        // Only blanks and bars lie between the answers.
        let mut from = gap.at.start + 2 + mark;
        let answers = gap.answers.into_iter().map(|value| {
            let start = text[from..].find(&value).map_or(from, |at| from + at);
            from = start + value.len();
            At {
                value,
                span: start..from,
            }
        });
        Some(Written {
            span: gap.at,
            answers: answers.collect(),
        })
    };
    let pieces = pieces(text).unwrap_or_default();
    pieces.into_iter().filter_map(written).collect()
}

/// The text with the open gaps as brackets and the others filled in.
fn prompt(pieces: &[Piece], open: &[usize]) -> String {
    let mut prompt = String::new();
    for (place, piece) in pieces.iter().enumerate() {
        match piece {
            // `[…](` would be a link.
            Piece::Text(text) if text.starts_with('(') && prompt.ends_with(']') => {
                prompt.push('\\');
                prompt.push_str(text);
            }
            Piece::Text(text) => prompt.push_str(text),
            Piece::Gap(gap) => match open.iter().position(|at| *at == place) {
                None => prompt.push_str(&gap.answers[0]),
                Some(n) => {
                    let inside = gap.hint.as_deref().unwrap_or("…");
                    if open.len() > 1 {
                        prompt.push_str(&format!("[{}: {inside}]", n + 1));
                    } else {
                        prompt.push_str(&format!("[{inside}]"));
                    }
                }
            },
        }
    }
    prompt
}

/// Splits a cloze text at its gaps.
fn pieces(text: &str) -> Result<Vec<Piece>, Unbalanced> {
    let unbalanced = |at, message| Err(Unbalanced { at, message });
    let (mut pieces, mut plain, mut at) = (Vec::new(), String::new(), 0);
    // How many `\{{` wait for the braces that close them.
    let mut literal = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(escaped) = ["\\{{", "\\}}"].into_iter().find(|e| rest.starts_with(*e)) {
            plain.push_str(&escaped[1..]);
            at += escaped.len();
            literal = match escaped {
                "\\{{" => literal + 1,
                _ => usize::saturating_sub(literal, 1),
            };
        } else if let Some(opened) = rest.strip_prefix("{{") {
            let Some(end) = closing(opened) else {
                return unbalanced(at, "a gap opens and never closes");
            };
            let inside = &opened[..end];
            if inside.contains("{{") {
                return unbalanced(at, "a gap opens inside a gap");
            }
            let Some(gap) = gap(inside, at..at + end + 4) else {
                return unbalanced(at, "a gap is empty");
            };
            if !plain.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
            }
            pieces.push(Piece::Gap(gap));
            at += end + 4;
        } else if rest.starts_with("}}") && literal > 0 {
            plain.push_str("}}");
            at += 2;
            literal -= 1;
        } else if rest.starts_with("}}") {
            return unbalanced(at, "a gap closes that never opened");
        } else {
            let next = rest.chars().next().map_or(1, char::len_utf8);
            plain.push_str(&rest[..next]);
            at += next;
        }
    }
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    Ok(pieces)
}

/// Where a gap closes: at the last brace of a run, so that `{{f{x}}}` ends after `{x}`.
fn closing(text: &str) -> Option<usize> {
    let start = text.find("}}")?;
    let braces = text[start..]
        .bytes()
        .take_while(|byte| *byte == b'}')
        .count();
    let opened = text[..start].matches('{').count() > text[..start].matches('}').count();
    Some(if opened && braces > 2 {
        start + 1
    } else {
        start
    })
}

fn gap(inside: &str, at: Range<usize>) -> Option<Gap> {
    let (group, rest) = match inside.split_once("::") {
        Some((mark, rest)) if is_group(mark) => (mark[1..].parse().ok(), rest),
        _ => (None, inside),
    };
    let (answers, hint) = match rest.split_once("::") {
        Some((answers, hint)) => (
            answers,
            Some(hint.trim().to_owned()).filter(|h| !h.is_empty()),
        ),
        None => (rest, None),
    };
    let answers: Vec<String> = answers
        .split('|')
        .map(|text| text.trim().to_owned())
        .collect();
    let filled = answers.iter().all(|answer| !answer.is_empty());
    filled.then_some(Gap {
        at,
        group,
        answers,
        hint,
    })
}

fn is_group(mark: &str) -> bool {
    mark.strip_prefix('c').is_some_and(|number| {
        !number.is_empty() && number.len() < 7 && number.bytes().all(|b| b.is_ascii_digit())
    })
}

impl Question for Cloze {
    fn ask(&self) -> Ask {
        let parts = self.gaps.len();
        let expects = (parts > 1).then(|| format!("{parts} gaps, separated by semicolons"));
        Ask {
            prompt: self.prompt.clone(),
            shape: Shape::Type { parts, expects },
        }
    }

    fn key(&self) -> Reply {
        Reply::Typed(self.answer())
    }

    fn answer(&self) -> String {
        self.gaps
            .iter()
            .map(|gap| gap[0].as_str())
            .collect::<Vec<_>>()
            .join("; ")
    }

    fn mark(&self, reply: &Reply, guard: Guard<'_>) -> Mark {
        match reply {
            Reply::Typed(given) => gaps::mark(&self.keys, &self.rules, guard, given),
            _ => Mark::omitted(),
        }
    }

    fn answers(&self) -> Vec<String> {
        if self.gaps.len() == 1 {
            self.gaps[0].clone()
        } else {
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards(text: &str) -> Vec<(u32, String)> {
        let pieces = pieces(text).unwrap();
        groups(&pieces)
            .into_iter()
            .map(|(n, open)| (n, prompt(&pieces, &open)))
            .collect()
    }

    #[test]
    fn each_gap_is_a_card_that_shows_the_others() {
        let found = cards("The {{Korean War}} began in {{1950::year}}.");
        assert_eq!(
            found,
            [
                (1, "The […] began in 1950.".into()),
                (2, "The Korean War began in [year].".into())
            ]
        );
    }

    #[test]
    fn gaps_of_one_number_share_a_card() {
        let found = cards("{{c1::a}} and {{c2::b}} and {{c1::c::third}}");
        assert_eq!(
            found,
            [
                (1, "[1: …] and b and [2: third]".into()),
                (2, "a and […] and c".into())
            ]
        );
    }

    #[test]
    fn escaped_braces_are_no_gap() {
        for text in [r"\{{x\}} is {{y}}", r"\{{x}} is {{y}}"] {
            assert_eq!(cards(text), [(1, "{{x}} is […]".into())], "{text}");
        }
    }

    #[test]
    fn a_gap_before_a_parenthesis_is_no_link() {
        assert_eq!(cards("{{a}}(b)"), [(1, r"[…]\(b)".into())]);
    }

    #[test]
    fn braces_that_do_not_pair_are_refused() {
        for (text, at) in [
            ("a {{b", 2),
            ("a }} b", 2),
            ("{{}}", 0),
            ("{{a|}}", 0),
            ("{{a {{b}} c}}", 0),
        ] {
            assert_eq!(pieces(text).unwrap_err().at, at, "{text}");
        }
    }

    use proptest::prelude::*;

    proptest! {
        #[test]
        fn splitting_is_total(text in "[{}|:c1 a\\\\]{0,40}|\\PC{0,40}") {
            for gap in gaps(&text) {
                for answer in gap.answers {
                    prop_assert_eq!(text.get(answer.span), Some(answer.value.as_str()));
                }
            }
        }
    }
}
