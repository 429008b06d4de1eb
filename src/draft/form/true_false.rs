//! `true-false`: statements that hold, and as many with one fact put in another's place.

use std::ops::Range;

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use toml::Value as Toml;

use super::{Form, check, proposal};
use crate::draft::material::{Gap, Material, Statement, only_place};
use crate::draft::proposal::Proposal;
use crate::draft::{clause, distractor, words};
use crate::opposites;
use crate::source::Kind;

pub(super) const FORM: Form = Form {
    name: "true-false",
    english: true,
    share: 0.18,
    propose,
};

/// The longest statement, in characters: a long one has too much in it that could be false.
const LONGEST: usize = 160;
/// As many ways to alter one fact are proposed.
const WRONG: usize = 3;

fn propose(material: &Material, chance: &mut ChaCha8Rng) -> Vec<Proposal> {
    let mut proposals = Vec::new();
    for statement in &material.statements {
        let fit = !statement.is_absolute()
            && !clause::is_said(&statement.text)
            && !statement.is_hedged()
            && statement.text.chars().count() <= LONGEST;
        if !fit {
            continue;
        }
        for gap in &statement.gaps {
            if gap.fair && gap.kind != Kind::Name {
                proposals.push(holding(statement, &[gap], &gap.text, 0.0));
                proposals.extend(altered(material, statement, gap, chance));
            }
        }
        if let Some((at, opposite)) = turning_word(&statement.text) {
            let word = &statement.text[at.clone()];
            let text = &statement.text;
            let turned = format!("{}{opposite}{}", &text[..at.start], &text[at.end..]);
            proposals.push(holding(statement, &[], word, 0.2));
            proposals.push(false_one(statement, &[], word, opposite, turned, 0.4));
        }
    }
    proposals
}

/// The only word of a statement that has an opposite, and that.
fn turning_word(text: &str) -> Option<(Range<usize>, &'static str)> {
    let mut found = words::words(text).filter_map(|word| {
        let opposite = opposites::opposite(word)?;
        Some((only_place(text, word)?, opposite))
    });
    let (at, opposite) = found.next()?;
    // Part of a name with a hyphen, or one of two, and which to turn is no longer clear.
    let alone = !text[..at.start].ends_with('-') && !text[at.end..].starts_with('-');
    (alone && found.next().is_none()).then_some((at, opposite))
}

/// What a statement asks: facts of the text, or the word it turns on.
fn asked(about: &[&Gap], word: &str) -> Vec<String> {
    match about {
        [] => vec![format!("word {word}")],
        gaps => gaps.iter().map(|gap| gap.id.to_string()).collect(),
    }
}

fn holding(statement: &Statement, about: &[&Gap], word: &str, more: f64) -> Proposal {
    let what = format!("is it worth knowing, and would one who does not know doubt `{word}`?");
    Proposal {
        facts: asked(about, word),
        keys: vec![
            ("question", Toml::String(statement.text.clone())),
            ("answer", Toml::Boolean(true)),
        ],
        shown: statement.text.clone(),
        turned: vec![word.to_owned()],
        check: check(statement, &what),
        worth: statement.worth + more,
        ..proposal(FORM.name, statement, about)
    }
}

/// The statement with one after the other of a fact's wrong answers: which of them can stand beside
/// the other cards, the choice will tell.
fn altered(
    material: &Material,
    statement: &Statement,
    gap: &Gap,
    chance: &mut ChaCha8Rng,
) -> Vec<Proposal> {
    // Of another place or body the same may hold, unless it says where something is.
    let certain = match gap.kind {
        Kind::Place => is_where(statement, gap),
        Kind::Organisation | Kind::Document => false,
        _ => true,
    };
    if !certain {
        return Vec::new();
    }
    let mut wrong = distractor::wrong(material, statement, gap, WRONG, chance);
    wrong.shuffle(chance);
    let false_one = |put: &String| {
        let question = statement.with(gap, put);
        false_one(statement, &[gap], &gap.text, put, question, 0.3)
    };
    wrong.iter().map(false_one).collect()
}

/// Whether a place says where something is or was.
pub(super) fn is_where(statement: &Statement, gap: &Gap) -> bool {
    let before = statement.text[..gap.at.start].trim_end();
    let last = before.rsplit(' ').next().unwrap_or_default();
    matches!(
        last.to_lowercase().as_str(),
        "in" | "at" | "near" | "from" | "into"
    )
}

fn false_one(
    statement: &Statement,
    about: &[&Gap],
    right: &str,
    put: &str,
    question: String,
    more: f64,
) -> Proposal {
    Proposal {
        facts: asked(about, right),
        keys: vec![
            ("question", Toml::String(question.clone())),
            ("answer", Toml::Boolean(false)),
            (
                "explanation",
                Toml::String(format!("The text says {right}, not {put}.")),
            ),
        ],
        shown: question,
        turned: vec![right.to_owned(), put.to_owned()],
        check: check(
            statement,
            &format!("is it false for certain with `{put}` for `{right}`?"),
        ),
        worth: statement.worth + more,
        ..proposal(FORM.name, statement, about)
    }
}
