//! What is to be known of the files of a class as a whole.

use std::collections::{BTreeMap, HashMap};

use super::{Handed, Student, Version};
use crate::review::CardId;

/// A file with fewer answers is not compared with others: they could agree by chance.
const TELLING: usize = 3;

/// All files but those that hold a test once more: by its id, or because every answer took as
/// long and is the same.
pub(super) fn without_copies<'h>(
    handed: &'h [Handed],
    remarks: &mut Vec<String>,
) -> Vec<&'h Handed> {
    let mut counted: Vec<&Handed> = Vec::new();
    let mut by_test: HashMap<&str, usize> = HashMap::new();
    let mut by_answers: HashMap<Vec<(&CardId, &str, u32)>, usize> = HashMap::new();
    for one in handed {
        let answers: Vec<_> = one
            .result
            .questions
            .iter()
            .filter(|question| question.reply.is_some() && question.took_ms > 0)
            .map(|question| (&question.card, question.said.as_str(), question.took_ms))
            .collect();
        let telling = answers.len() >= TELLING;
        let first = by_test.get(one.result.test.as_str());
        let first = first.or_else(|| by_answers.get(&answers).filter(|_| telling));
        if let Some(first) = first {
            let first = counted[*first];
            let (name, own) = (&first.result.name, &one.result.name);
            remarks.push(if name == own {
                format!(
                    "`{}` is a copy of `{}`, and is not counted",
                    one.file, first.file
                )
            } else {
                format!(
                    "`{}` holds the test of `{}` under another name (`{own}`, there `{name}`), \
                     and is not counted",
                    one.file, first.file
                )
            });
            continue;
        }
        by_test.insert(&one.result.test, counted.len());
        by_answers.insert(answers, counted.len());
        counted.push(one);
    }
    counted
}

/// Decks that no version of is at hand.
pub(super) fn missing_decks(counted: &[&Handed], versions: &[Version], remarks: &mut Vec<String>) {
    let mut missing: Vec<&str> = Vec::new();
    for deck in counted.iter().flat_map(|one| &one.result.decks) {
        let known = versions.iter().any(|version| version.deck.id == deck.id);
        if !known && !missing.contains(&deck.id.as_str()) {
            missing.push(&deck.id);
        }
    }
    for id in missing {
        remarks.push(format!(
            "the deck `{id}` is not at hand, so its marks are as the files say; `--deck FILE` \
             checks them"
        ));
    }
}

/// Files with another number of questions than most have.
pub(super) fn uneven(counted: &[&Handed], remarks: &mut Vec<String>) {
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for one in counted {
        *sizes.entry(one.result.questions.len()).or_default() += 1;
    }
    let usual = sizes.iter().max_by_key(|(_, files)| **files);
    let Some((usual, _)) = usual.filter(|_| sizes.len() > 1) else {
        return;
    };
    for one in counted {
        let found = one.result.questions.len();
        if found != *usual {
            remarks.push(format!(
                "`{}` has {found} questions where most have {usual}",
                one.file
            ));
        }
    }
}

/// Names that stand in several files.
pub(super) fn namesakes(students: &[Student], remarks: &mut Vec<String>) {
    let mut names: BTreeMap<String, Vec<&Student>> = BTreeMap::new();
    for student in students {
        names
            .entry(student.name.to_lowercase())
            .or_default()
            .push(student);
    }
    for same in names.values().filter(|same| same.len() > 1) {
        remarks.push(format!(
            "`{}` has {} tests, and each is listed",
            same[0].name,
            same.len()
        ));
    }
}
