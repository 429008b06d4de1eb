//! `match`: people or things whose years stand behind them in parentheses.

use rand_chacha::ChaCha8Rng;
use toml::Value as Toml;

use super::{Form, check, proposal};
use crate::draft::material::{Gap, Material, Statement};
use crate::draft::proposal::Proposal;
use crate::source::Value;

pub(super) const FORM: Form = Form {
    name: "match",
    english: true,
    share: 0.05,
    propose,
};

fn propose(material: &Material, _: &mut ChaCha8Rng) -> Vec<Proposal> {
    material.statements.iter().filter_map(card).collect()
}

fn card(statement: &Statement) -> Option<Proposal> {
    let pairs: Vec<(&Gap, &Gap)> = statement
        .gaps
        .windows(2)
        .map(|two| (&two[0], &two[1]))
        .filter(|(name, time)| {
            let between = &statement.text[name.at.end..time.at.start];
            let behind = between.strip_prefix(" (").is_some_and(|word| {
                word.is_empty() || (word.ends_with(' ') && !word.trim_end().contains(' '))
            });
            name.kind.is_name()
                && matches!(time.value, Value::Time(_))
                && behind
                && statement.text[time.at.end..]
                    .trim_start_matches(['-', '–'])
                    .starts_with(')')
        })
        .collect();
    if pairs.len() < 3 {
        return None;
    }
    let texts = |(name, time): &(&Gap, &Gap)| {
        let open = matches!(&time.value, Value::Time(time) if time.ends_with('/'));
        let since = if open { "since " } else { "" };
        let time = format!("{since}{}", time.text.trim_end_matches(['-', '–']));
        Toml::Array(vec![Toml::String(name.text.clone()), Toml::String(time)])
    };
    let gaps: Vec<&Gap> = pairs.iter().map(|(name, _)| *name).collect();
    let question = "Which years belong to which name?".to_owned();
    Some(Proposal {
        keys: vec![
            ("question", Toml::String(question.clone())),
            ("pairs", Toml::Array(pairs.iter().map(texts).collect())),
        ],
        shown: question,
        answers: Vec::new(),
        facts: pairs.iter().map(|(_, time)| time.id.to_string()).collect(),
        check: check(
            statement,
            "say in the question what the years are: of life, of office?",
        ),
        worth: statement.worth + 1.0,
        ..proposal(FORM.name, statement, &gaps)
    })
}
