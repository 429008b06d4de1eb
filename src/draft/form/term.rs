//! `term`: a statement with a gap for a word, or two, that the text keeps coming back to. What is
//! worth asking is often no name (Becker et al. 2012); the first letter is given, since a word has
//! more rivals than a name.

use std::collections::{HashMap, HashSet};

use rand_chacha::ChaCha8Rng;
use toml::Value as Toml;

use super::{Form, check, proposal};
use crate::draft::material::{Material, Statement, only_place};
use crate::draft::proposal::Proposal;
use crate::draft::{standalone, words};

pub(super) const FORM: Form = Form {
    name: "term",
    english: true,
    share: 0.15,
    propose,
};

/// The shortest word worth a gap, in letters.
const SHORTEST: usize = 5;
/// A shorter statement leaves too much open, in words.
const SHORT: usize = 5;
/// The longest statement, in words: the more there is, the more there is to guess from.
const LONGEST: usize = 30;
/// Words that a term may stand before.
const AFTER: &[&str] = &[
    "of", "in", "on", "to", "from", "for", "by", "with", "at", "and", "or", "as", "into", "over",
    "between", "against", "about", "under", "that", "which", "during", "until", "through",
];

fn propose(material: &Material, _: &mut ChaCha8Rng) -> Vec<Proposal> {
    let twice = said_twice(material);
    material
        .statements
        .iter()
        .filter(|statement| (SHORT..=LONGEST).contains(&words::words(&statement.text).count()))
        .flat_map(|statement| terms(material, &twice, statement))
        .collect()
}

/// The pairs of words that stand in more than one sentence, each with a blank between.
fn said_twice(material: &Material) -> HashSet<String> {
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut twice = HashSet::new();
    for statement in &material.statements {
        let mut before = "";
        for word in statement.text.split(' ') {
            let bare = bare(word);
            if is_term(before) && is_term(bare) {
                let pair = format!("{before} {bare}");
                match first.get(&pair) {
                    Some(sentence) if *sentence != statement.sentence => {
                        twice.insert(pair);
                    }
                    Some(_) => {}
                    None => {
                        first.insert(pair, statement.sentence);
                    }
                }
            }
            before = word;
        }
    }
    twice
}

/// A word without the signs behind it.
fn bare(word: &str) -> &str {
    word.trim_end_matches(['.', ',', ';', ':', ')'])
}

fn terms(material: &Material, twice: &HashSet<String>, statement: &Statement) -> Vec<Proposal> {
    let all: Vec<&str> = statement.text.split(' ').collect();
    let mut proposals = Vec::new();
    // What a sentence begins with is what it is about, and what is asked is said of that.
    for (n, word) in all.iter().enumerate().skip(3) {
        let bare = bare(word);
        let ends = bare.len() < word.len()
            || all
                .get(n + 1)
                .is_some_and(|next| AFTER.contains(next) || standalone::is_verb(next));
        // With the word before, where the two come together more than once.
        let two = format!("{} {bare}", all[n - 1]);
        let pair = is_term(all[n - 1]) && is_term(bare) && twice.contains(&two);
        let theme = ends && is_term(bare) && material.whole.is_theme(bare);
        if !pair && !theme {
            continue;
        }
        let term = if pair { two } else { bare.to_owned() };
        let in_name = statement.gaps.iter().any(|gap| gap.text.contains(&term));
        let Some(at) = only_place(&statement.text, &term).filter(|_| !in_name) else {
            continue;
        };
        let first: String = term.chars().take(1).collect();
        let (before, after) = (&statement.text[..at.start], &statement.text[at.end..]);
        let central = (material.whole.frequency(bare) as f64).ln().min(2.0) * 0.1;
        proposals.push(Proposal {
            keys: vec![(
                "cloze",
                Toml::String(format!("{before}{{{{{term}::{first}…}}}}{after}")),
            )],
            shown: format!("{before}{after}"),
            answers: vec![term.clone()],
            facts: vec![format!("term {term}")],
            check: check(
                statement,
                &format!("does nothing but `{term}` fit, and is it a word to know?"),
            ),
            worth: statement.worth - 0.2 + central + if pair { 0.2 } else { 0.0 },
            ..proposal(FORM.name, statement, &[])
        });
    }
    proposals
}

/// Whether a word may be a noun that says something.
fn is_term(word: &str) -> bool {
    let letters =
        word.chars().count() >= SHORTEST && word.chars().all(|c| c.is_lowercase() || c == '-');
    let verbal = ["ed", "ly", "ing", "ous", "ive", "ful", "able", "ible"];
    letters
        && !words::is_stop(word)
        && !standalone::is_verb(word)
        && !verbal.iter().any(|end| word.ends_with(end))
}
