//! `choice`: a statement with a gap, or a question for its subject, and wrong answers of the same
//! type.

use rand_chacha::ChaCha8Rng;
use toml::Value as Toml;

use super::{BLANK, Form, check, proposal, true_false, who};
use crate::draft::material::{Gap, Material, Statement};
use crate::draft::proposal::Proposal;
use crate::draft::{distractor, turn};
use crate::source::Kind;

pub(super) const FORM: Form = Form {
    name: "choice",
    english: true,
    share: 0.25,
    propose,
};

/// The fewest wrong answers.
const FEWEST: usize = 2;
/// As many are given where there are so many.
const WRONG: usize = 3;

fn propose(material: &Material, chance: &mut ChaCha8Rng) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    for statement in &material.statements {
        for gap in &statement.gaps {
            proposals.extend(card(material, statement, gap, chance));
        }
    }
    proposals
}

fn card(
    material: &Material,
    statement: &Statement,
    gap: &Gap,
    chance: &mut ChaCha8Rng,
) -> Option<Proposal> {
    // What a name without a type is among, nobody knows: its distractors would be beside the point.
    if !gap.fair || gap.kind == Kind::Name || statement.is_absolute() {
        return None;
    }
    let wrong = distractor::wrong(material, statement, gap, WRONG, chance);
    if wrong.len() < FEWEST || stands_out(gap, &wrong) {
        return None;
    }
    let word = if gap.kind == Kind::Person {
        "Who"
    } else {
        "Which of these"
    };
    let question = who::asking(word, statement, gap)
        .or_else(|| turn::when(&statement.text, &gap.at).filter(|_| gap.kind == Kind::Date))
        .unwrap_or_else(|| format!("Complete: {}", statement.with(gap, BLANK)));
    let what = if gap.kind.is_name() {
        "is each of the wrong answers wrong for certain, and could one who does not know take it?"
    } else {
        "are the wrong answers wrong for certain, and near enough to be taken?"
    };
    let texts = |texts: &[String]| Toml::Array(texts.iter().cloned().map(Toml::String).collect());
    Some(Proposal {
        keys: vec![
            ("question", Toml::String(question.clone())),
            ("answer", Toml::String(gap.text.clone())),
            ("distractors", texts(&wrong)),
        ],
        shown: question,
        answers: vec![gap.text.clone()],
        check: check(statement, what),
        worth: statement.worth + worth(statement, gap),
        ..proposal(FORM.name, statement, &[gap])
    })
}

/// How much a fact of this kind is worth asking among others.
fn worth(statement: &Statement, gap: &Gap) -> f64 {
    match gap.kind {
        Kind::Person | Kind::Event | Kind::Document => 0.5,
        Kind::Place if true_false::is_where(statement, gap) => 0.5,
        Kind::Date => 0.3,
        Kind::Ordinal => -0.2,
        _ => 0.1,
    }
}

/// Whether the right answer is told by its length.
fn stands_out(gap: &Gap, wrong: &[String]) -> bool {
    let length = |text: &str| text.chars().count();
    let mean = wrong.iter().map(|text| length(text)).sum::<usize>() as f64 / wrong.len() as f64;
    length(&gap.text) as f64 >= 1.5 * mean
}
