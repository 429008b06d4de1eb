//! `list`: an enumeration of three things and more, to be named in any order.

use rand_chacha::ChaCha8Rng;
use toml::Value as Toml;

use super::{BLANK, Form, check, proposal};
use crate::draft::material::{Material, Statement, only_place};
use crate::draft::proposal::Proposal;
use crate::draft::standalone::is_verb;
use crate::draft::{spell, words};

pub(super) const FORM: Form = Form {
    name: "list",
    english: true,
    share: 0.15,
    propose,
};

/// The longest item, in words.
const LONGEST: usize = 3;
/// Words that an enumeration follows.
const BEFORE: &[&str] = &[
    "of",
    "including",
    "as",
    "from",
    "into",
    "between",
    "like",
    "for",
    "by",
    "with",
    "were",
    "are",
    "to",
    "in",
    "against",
    "contains",
    "produces",
    "needs",
    "uses",
];

fn propose(material: &Material, _: &mut ChaCha8Rng) -> Vec<Proposal> {
    let whole = material.statements.iter();
    whole.filter_map(card).collect()
}

fn card(statement: &Statement) -> Option<Proposal> {
    let (from, to, items) = enumeration(&statement.text)?;
    let count = spell::cardinal(items.len() as u64)?;
    let text = format!(
        "{}{BLANK}{}",
        &statement.text[..from],
        &statement.text[to..]
    );
    let question = format!("Complete with {count} things, in any order: {text}");
    let facts = vec![items.join("+").to_lowercase()];
    Some(Proposal {
        keys: vec![
            ("question", Toml::String(question.clone())),
            (
                "answer",
                Toml::Array(items.iter().cloned().map(Toml::String).collect()),
            ),
        ],
        shown: question,
        answers: items,
        facts,
        check: check(
            statement,
            "are these all, and which other words for them are right?",
        ),
        worth: statement.worth + 0.9,
        ..proposal(FORM.name, statement, &[])
    })
}

/// `a, b and c` and where it stands: items of a few words, before a sign or at the end.
fn enumeration(text: &str) -> Option<(usize, usize, Vec<String>)> {
    text.match_indices(" and ").find_map(|(and, word)| {
        let after = &text[and + word.len()..];
        let end = after.find([',', '.', ';', ')']).unwrap_or(after.len());
        let verb = after[..end]
            .match_indices(' ')
            .find(|(at, _)| after[at + 1..].split(' ').next().is_some_and(is_verb));
        let end = verb.map_or(end, |(at, _)| at);
        let last = &after[..end];
        let mut parts: Vec<&str> = text[..and].trim_end_matches(',').split(", ").collect();
        let mut items = vec![last.to_owned()];
        let mut from = text[..and].trim_end_matches(',').len();
        while let Some(part) = parts.pop() {
            let words: Vec<&str> = part.split(' ').collect();
            let opens = words.iter().rposition(|word| BEFORE.contains(word));
            let item = match opens {
                Some(at) => words[at + 1..].join(" "),
                None => part.to_owned(),
            };
            from = from.checked_sub(item.len())?;
            items.push(item);
            if opens.is_some() {
                break;
            }
            if parts.is_empty() {
                return None;
            }
            from = from.checked_sub(2)?;
        }
        items.reverse();
        let fine = (3..=6).contains(&items.len())
            && items.iter().all(|item| is_item(item))
            && items.iter().all(|item| only_place(text, item).is_some());
        fine.then(|| (from, and + word.len() + end, items))
    })
}

fn is_item(item: &str) -> bool {
    let all: Vec<&str> = item.split(' ').collect();
    let said = words::words(item).any(|word| !words::is_stop(&word.to_lowercase()));
    said && (1..=LONGEST).contains(&all.len())
        && item.chars().all(|c| words::is_word(c) || c == ' ')
        // `forced labour` may be one of several things, `was closed` not.
        && !all.last().is_some_and(|word| word.ends_with("ed") && word.len() > 4)
        && !all.iter().any(|word| {
            matches!(*word, "to" | "it" | "they" | "is" | "was" | "were" | "his" | "its" | "their" | "has" | "had" | "of" | "in" | "for" | "from" | "not")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enumerations_are_found_where_they_end() {
        for (text, cut, items) in [
            (
                "The mill made cloth of wool, cotton, and fine silk.",
                "The mill made cloth of ____.",
                &["wool", "cotton", "fine silk"][..],
            ),
            (
                "Ships brought goods from Spain, Portugal and France, as before.",
                "Ships brought goods from ____, as before.",
                &["Spain", "Portugal", "France"],
            ),
        ] {
            let (from, to, found) = enumeration(text).unwrap();
            assert_eq!(format!("{}____{}", &text[..from], &text[to..]), cut);
            assert_eq!(found, items);
        }
        for none in [
            "Wool and cotton were spun in the mill.",
            "The mill was sold, was closed, and was pulled down.",
            "He left for Spain, stayed, and never came home again for long.",
        ] {
            assert_eq!(enumeration(none), None, "{none}");
        }
    }
}
