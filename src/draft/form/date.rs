//! `date`: when it was. As a question of its own where the sentence can be turned round safely,
//! else as a statement to complete.

use rand_chacha::ChaCha8Rng;
use toml::Value as Toml;

use super::{BLANK, Form, check, proposal};
use crate::draft::material::{Gap, Material, Statement};
use crate::draft::proposal::Proposal;
use crate::draft::turn;
use crate::mark::date::DateKey;
use crate::source::Value;

pub(super) const FORM: Form = Form {
    name: "date",
    english: true,
    share: 0.2,
    propose,
};

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
    let Value::Time(key) = &gap.value else {
        return None;
    };
    DateKey::parse(key)
        .ok()
        .filter(|date| date.accepts(&gap.text))?;
    // `in 1814 and 1815`: the second may lean on the first.
    if statement.text[..gap.at.start].ends_with(" and ") {
        return None;
    }
    let span = key.contains('/');
    let turned = if span {
        None
    } else {
        turn::when(&statement.text, &gap.at)
    };
    let (question, more) = match turned {
        Some(question) => (question, 0.6),
        None => {
            let what = match (span, key.trim_start_matches('-').matches('-').count()) {
                (true, _) => "from when to when",
                (false, 0) => "the year",
                (false, 1) => "month and year",
                (false, _) => "the date",
            };
            (
                format!("Complete ({what}): {}", statement.with(gap, BLANK)),
                0.2,
            )
        }
    };
    Some(Proposal {
        keys: vec![
            ("kind", Toml::String("date".to_owned())),
            ("question", Toml::String(question.clone())),
            ("answer", Toml::String(key.clone())),
        ],
        shown: question,
        answers: vec![gap.text.clone()],
        by_value: true,
        check: check(
            statement,
            "is it clear that this date is asked for, and no other?",
        ),
        worth: statement.worth + more,
        ..proposal(FORM.name, statement, &[gap])
    })
}
