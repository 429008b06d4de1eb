//! `negative-stem`: the question asks for what does not hold.

use super::words::is_one_of;
use super::{Card, Context, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint {
    name: "negative-stem",
    level: Severity::Warning,
    what: "`not`, `except`, `least` or `never` in a question; only worth knowing where the word is \
           emphasised (`NOT`, `*not*`); `at least` and `not only` are not meant",
    why: "The word is read over, and who knows the subject answers the opposite. Haladyna, Downing \
          and Rodriguez (2002, guideline 17) say to word questions positively, and to capitalise \
          and emphasise a negative word that cannot be avoided.",
    before: r#"
[[card]]
question = "Which of these rivers does not flow into the Black Sea?"
answer = "the Rhine"
distractors = ["the Danube", "the Dnieper", "the Dniester"]
"#,
    after: r#"
[[card]]
question = "Which of these rivers flows into the North Sea?"
answer = "the Rhine"
distractors = ["the Danube", "the Dnieper", "the Dniester"]
"#,
    when: When::English,
    rule: Rule::Card(look),
};

const NEGATIVES: [&str; 5] = ["not", "cannot", "except", "least", "never"];

/// Whether a word turns the question round: one of the list, or one with `not` in it.
fn is_negative(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    is_one_of(word, &NEGATIVES) || lower.ends_with("n't") || lower.ends_with("n’t")
}

fn look(_: &Context<'_>, card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    if matches!(card.entry.kind, "cloze" | "flip" | "order" | "match") {
        return;
    }
    let stem = card.stem();
    let mut before = "";
    let mut words = card.words.iter().map(|word| word.at.clone()).peekable();
    while let Some(at) = words.next() {
        let word = &stem[at.clone()];
        let after = words.peek().map_or("", |at| &stem[at.clone()]);
        let idiom = is_one_of(word, &["least"]) && is_one_of(before, &["at"])
            || is_one_of(word, &["not"])
                && (is_one_of(after, &["only"]) || is_one_of(before, &["or"]));
        before = word;
        if !is_negative(word) || idiom {
            continue;
        }
        let around = (&stem[..at.start], &stem[at.end..]);
        let emphasised = word.bytes().all(|byte| byte.is_ascii_uppercase())
            || around.0.ends_with(['*', '_']) && around.1.starts_with(['*', '_']);
        let finding = if emphasised {
            let message = format!("the question turns on `{word}`");
            LINT.graded(Severity::Info, card.in_stem(at), message)
                .help("ask for what holds, if that can be asked")
        } else {
            let message = format!("`{word}` is easily read over");
            let loud = word.to_uppercase();
            LINT.at(card.in_stem(at), message)
                .help(format!("ask for what holds, or write `*{loud}*`"))
        };
        findings.push(finding);
        return;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::found;

    fn grade(question: &str) -> Option<Severity> {
        let card = format!("[[card]]\nquestion = \"{question}\"\nanswer = \"xyz\"\n");
        let found = found(&card);
        assert!(
            found.iter().all(|finding| finding.code == LINT.name),
            "{found:?}"
        );
        found.first().map(|finding| finding.severity)
    }

    #[test]
    fn emphasis_makes_it_less_grave() {
        assert_eq!(
            grade("Which of them is not a river?"),
            Some(Severity::Warning)
        );
        for question in [
            "Which of them never floods?",
            "Which of them doesn't flood?",
            "Which of them can’t flood?",
            "Which of them cannot flood?",
        ] {
            assert_eq!(grade(question), Some(Severity::Warning), "{question}");
        }
        assert_eq!(grade("Which of them is NOT a river?"), Some(Severity::Info));
        assert_eq!(
            grade("Which of them is **not** a river?"),
            Some(Severity::Info)
        );
        assert_eq!(
            grade("All of them EXCEPT which flood?"),
            Some(Severity::Info)
        );
    }

    #[test]
    fn other_words_and_idioms_are_no_negatives() {
        for question in [
            "Which note is the highest of all?",
            "Name one river with at least two mouths.",
            "Which river floods not only the plain but the town?",
            "Which exception is there to the rule?",
        ] {
            assert_eq!(grade(question), None, "{question}");
        }
    }
}
