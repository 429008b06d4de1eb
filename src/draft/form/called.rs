//! `called`: a name with what the text calls it behind a comma: `…, the longest river of …`.

use rand_chacha::ChaCha8Rng;
use toml::Value as Toml;

use super::{Form, check, proposal};
use crate::draft::material::{Gap, Material, Statement};
use crate::draft::proposal::Proposal;
use crate::draft::words;
use crate::source::Kind;

pub(super) const FORM: Form = Form {
    name: "called",
    english: true,
    share: 0.1,
    propose,
};

/// The fewest and the most words a name is called by.
const FEWEST: usize = 3;
const MOST: usize = 14;

fn propose(material: &Material, _: &mut ChaCha8Rng) -> Vec<Proposal> {
    let of = |statement| move |gap| card(statement, gap);
    let each = material.statements.iter();
    each.flat_map(|statement| statement.gaps.iter().filter_map(of(statement)))
        .collect()
}

fn card(statement: &Statement, gap: &Gap) -> Option<Proposal> {
    let rest = statement.text[gap.at.end..].strip_prefix(", the ")?;
    let end = rest.find(", ").unwrap_or(rest.len());
    let called = format!("the {}", rest[..end].trim_end_matches('.'));
    let many = words::words(&called).count();
    let plain = !called.contains(['“', '”', '"', '(', ')', ';']);
    // `…, the king said` goes on with a clause of its own.
    let clause = called
        .split(' ')
        .any(|word| matches!(word, "is" | "was" | "were" | "said" | "and"));
    if !gap.kind.is_name() || !plain || clause || !(FEWEST..=MOST).contains(&many) {
        return None;
    }
    let folded = words::folded(&called);
    if words::telling(&gap.text).any(|word| folded.contains(&format!(" {word} "))) {
        return None;
    }
    let word = match gap.kind {
        Kind::Person => "Who",
        Kind::Name => "Who or what",
        _ => "What",
    };
    let question = format!("{word} does the text call “{called}”?");
    Some(Proposal {
        keys: vec![
            ("question", Toml::String(question.clone())),
            ("answer", Toml::String(gap.text.clone())),
        ],
        shown: question,
        answers: vec![gap.text.clone()],
        check: check(
            statement,
            "is this what it is, and is nothing else called so?",
        ),
        worth: statement.worth + 0.5,
        ..proposal(FORM.name, statement, &[gap])
    })
}
