//! `cloze`: a statement with gaps for one or two names, ordinals, or (in languages whose
//! questions cannot be put in words) numbers and dates.

use rand_chacha::ChaCha8Rng;
use toml::Value as Toml;

use super::{Form, asked, check, proposal};
use crate::draft::material::{Gap, Material, Statement};
use crate::draft::proposal::Proposal;
use crate::draft::{places, spell, words};
use crate::mark::number;
use crate::source::{Kind, Value};

pub(super) const FORM: Form = Form {
    name: "cloze",
    english: false,
    share: 0.3,
    propose,
};

fn propose(material: &Material, _: &mut ChaCha8Rng) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    for statement in &material.statements {
        let open: Vec<&Gap> = statement
            .gaps
            .iter()
            .filter(|gap| gap.fair && is_open(gap, material.english))
            .collect();
        for gap in &open {
            proposals.extend(card(statement, &[gap], material));
        }
        for (n, one) in open.iter().enumerate() {
            for other in &open[n + 1..] {
                if one.kind != other.kind && one.id != other.id {
                    proposals.extend(card(statement, &[one, other], material));
                }
            }
        }
    }
    proposals
}

/// Whether a gap for it can be filled by one who knows the text.
fn is_open(gap: &Gap, english: bool) -> bool {
    let short = gap.text.chars().count() <= 40 && words::words(&gap.text).count() <= 5;
    short
        && match gap.kind {
            Kind::Date | Kind::Span | Kind::Number => !english,
            Kind::Name => words::words(&gap.text).count() > 1,
            _ => true,
        }
}

fn card(statement: &Statement, gaps: &[&Gap], material: &Material) -> Option<Proposal> {
    let (mut text, mut forms) = (String::new(), Vec::new());
    let mut at = 0;
    let rest = words::folded(&besides(statement, gaps));
    for gap in gaps {
        let hint = if material.english { asked(gap) } else { "" };
        let hint = if hint.is_empty() {
            String::new()
        } else {
            format!("::{hint}")
        };
        let accepted = accepted(gap, material);
        // What may be typed must not stand beside the gap.
        if accepted
            .iter()
            .any(|text| rest.contains(&words::folded(text)))
        {
            return None;
        }
        forms.extend_from_slice(&accepted);
        let accepted = accepted.join("|");
        text.push_str(&statement.text[at..gap.at.start]);
        text.push_str(&format!("{{{{{accepted}{hint}}}}}"));
        at = gap.at.end;
    }
    text.push_str(&statement.text[at..]);
    let what = match gaps {
        [gap] => format!(
            "does the rest of the sentence leave room for `{}` alone?",
            gap.text
        ),
        _ => "can each gap be filled in one way only, while the other is shown?".to_owned(),
    };
    let value: f64 = gaps.iter().map(|gap| worth(gap)).sum();
    Some(Proposal {
        keys: vec![("cloze", Toml::String(text))],
        // While one of two gaps is asked, the other is shown.
        shown: match gaps {
            [_] => besides(statement, gaps),
            _ => statement.text.clone(),
        },
        answers: forms,
        check: check(statement, &what),
        worth: statement.worth + value / gaps.len() as f64 + 0.1 * (gaps.len() - 1) as f64,
        ..proposal(FORM.name, statement, gaps)
    })
}

/// What stands beside the gaps.
fn besides(statement: &Statement, gaps: &[&Gap]) -> String {
    let (mut text, mut at) = (String::new(), 0);
    for gap in gaps {
        text.push_str(&statement.text[at..gap.at.start]);
        text.push_str(" – ");
        at = gap.at.end;
    }
    text + &statement.text[at..]
}

/// How much a fact of this kind is worth as a gap.
fn worth(gap: &Gap) -> f64 {
    match gap.kind {
        Kind::Person | Kind::Document | Kind::Event => 0.5,
        Kind::Organisation | Kind::Place => 0.3,
        Kind::Date | Kind::Number | Kind::Span => 0.3,
        Kind::Ordinal => 0.1,
        Kind::Name => 0.0,
    }
}

/// What may be typed: the words of the text, and what is the same by value.
fn accepted(gap: &Gap, material: &Material) -> Vec<String> {
    let mut accepted = vec![gap.text.clone()];
    match &gap.value {
        Value::Number { value, .. } if material.english => {
            let digits = number::show(value);
            if let Some(words) = digits.parse().ok().and_then(spell::cardinal) {
                accepted.push(digits);
                accepted.push(words);
            }
        }
        Value::Ordinal(n) if material.english => {
            accepted.extend(spell::ordinal(*n));
            accepted.push(spell::ordinal_in_digits(*n));
        }
        Value::Name(_) => {
            let full = material.known.get(gap.id);
            accepted.extend(full.map(|known| known.text.clone()));
            if gap.kind == Kind::Place {
                let city = words::folded(&gap.text);
                let alias = places::states_of(&city)
                    .find_map(|state| material.known.place(&words::folded(state)));
                accepted.extend(alias.map(|known| known.text.clone()));
            }
            if gap.kind == Kind::Person
                && let Some(last) = surname(&gap.text)
            {
                accepted.push(last.to_owned());
            }
        }
        _ => {}
    }
    let mut kept: Vec<String> = Vec::new();
    for text in accepted {
        let lower = text.to_lowercase();
        if !text.contains(['|', ':', '{', '}']) && !kept.iter().any(|k| k.to_lowercase() == lower) {
            kept.push(text);
        }
    }
    kept
}

/// The last word of a name of two words and more, unless it is a number or a `junior`.
pub(super) fn surname(name: &str) -> Option<&str> {
    let (_, last) = name.rsplit_once(' ')?;
    let plain = last
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''));
    let numeral = last.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    (plain && !numeral && last.chars().count() > 3 && !name.contains('-')).then_some(last)
}
