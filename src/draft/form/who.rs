//! `who`: a statement that begins with a person, asked as a question.

use rand_chacha::ChaCha8Rng;
use toml::Value as Toml;

use super::cloze::surname;
use super::{Form, check, proposal};
use crate::draft::material::{Gap, Material, Statement};
use crate::draft::proposal::Proposal;
use crate::draft::{standalone, words};
use crate::source::Kind;

pub(super) const FORM: Form = Form {
    name: "who",
    english: true,
    share: 0.15,
    propose,
};

/// The longest question, in words.
const LONGEST: usize = 24;

fn propose(material: &Material, _: &mut ChaCha8Rng) -> Vec<Proposal> {
    let cards = material.statements.iter().filter_map(|statement| {
        let gap = statement
            .gaps
            .first()
            .filter(|gap| gap.kind == Kind::Person && gap.fair)?;
        let question = asking("Who", statement, gap)?;
        let mut keys = vec![
            ("question", Toml::String(question.clone())),
            ("answer", Toml::String(gap.text.clone())),
        ];
        if let Some(last) = surname(&gap.text) {
            keys.push(("accept", Toml::Array(vec![Toml::String(last.to_owned())])));
        }
        Some(Proposal {
            keys,
            shown: question,
            answers: vec![gap.text.clone()],
            check: check(statement, "did nobody else do the same?"),
            worth: statement.worth + 0.7,
            ..proposal(FORM.name, statement, &[gap])
        })
    });
    cards.collect()
}

/// The question for the subject of a statement, if it begins with that and a verb follows.
pub(super) fn asking(word: &str, statement: &Statement, gap: &Gap) -> Option<String> {
    let rest = statement.text[gap.at.end..].strip_prefix(' ')?;
    let first = rest.split([' ', ',', '.']).next()?;
    let plural = matches!(first, "are" | "were" | "have");
    let fits = gap.at.start == 0
        && !plural
        && standalone::is_verb(first)
        && words::words(rest).count() <= LONGEST
        && !rest.contains(';')
        && ![", and ", ", but ", ", so ", " because ", ", while "]
            .iter()
            .any(|word| rest.contains(word));
    fits.then(|| format!("{word} {}?", rest.trim_end_matches('.')))
}
