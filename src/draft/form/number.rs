//! `number`: a statement to complete with a number, which is marked by its value.

use rand_chacha::ChaCha8Rng;
use toml::Value as Toml;

use super::{BLANK, Form, check, proposal};
use crate::draft::material::{Gap, Material, Statement};
use crate::draft::proposal::Proposal;
use crate::draft::words;
use crate::mark::number;
use crate::source::Value;

pub(super) const FORM: Form = Form {
    name: "number",
    english: true,
    share: 0.2,
    propose,
};

/// A shorter statement that names nothing does not say what it is about, in words.
const SHORT: usize = 9;

fn propose(material: &Material, _: &mut ChaCha8Rng) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    for statement in &material.statements {
        for gap in &statement.gaps {
            proposals.extend(card(statement, gap));
        }
    }
    proposals
}

fn card(statement: &Statement, gap: &Gap) -> Option<Proposal> {
    let Value::Number { value, unit } = &gap.value else {
        return None;
    };
    // What follows a colon can be counted; `The loss was put at …` says not of what.
    let counted = statement.text[gap.at.end..].contains(": ");
    let named = statement.gaps.iter().any(|other| other.kind.is_name());
    if counted || (!named && words::words(&statement.text).count() < SHORT) {
        return None;
    }
    // `one` and `two` are rarely what a text is read for, and are guessed.
    let shown = number::show(value);
    let fraction = !value.is_integer() && !gap.text.contains(|c: char| c.is_ascii_digit());
    if fraction || matches!(shown.as_str(), "0" | "1" | "2") {
        return None;
    }
    let answer = match shown.parse::<i64>() {
        Ok(whole) => Toml::Integer(whole),
        Err(_) => Toml::Float(shown.parse().ok()?),
    };
    let question = format!("Complete with the number: {}", statement.with(gap, BLANK));
    let mut keys = vec![
        ("question", Toml::String(question.clone())),
        ("answer", answer),
    ];
    // A unit that stays in the question need not be typed.
    let inside = unit.as_deref().filter(|unit| gap.text.contains(unit));
    if let Some(unit) = inside.filter(|unit| *unit != "$" && *unit != "£" && *unit != "€") {
        keys.push(("unit", Toml::String(unit.to_owned())));
    }
    let what = if statement.is_hedged() {
        "how near must the number come? Add a `tolerance` if it is only an estimate."
    } else {
        "is it clear what is counted, and is this number worth knowing?"
    };
    Some(Proposal {
        keys,
        shown: question,
        answers: vec![gap.text.clone()],
        check: check(statement, what),
        worth: statement.worth + 0.4,
        ..proposal(FORM.name, statement, &[gap])
    })
}
