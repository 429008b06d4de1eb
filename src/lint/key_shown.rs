//! `key-shown`: the question says its own answer.
//!
//! Where an answer is typed as a text or a list, the reader refuses the card; here are the kinds
//! that it lets pass.

use std::ops::Range;

use super::words::find_phrase;
use super::{Card, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint {
    name: "key-shown",
    level: Severity::Warning,
    what: "the right option stands in the question, and not all of the others do; an error where \
           the answer is typed as a number, a date or into a gap",
    why: "The learner only has to copy it. A question may name all of its options: that helps \
          nobody.",
    before: r#"
[[card]]
question = "On which river does Linz on the Danube lie?"
answer = "the Danube"
distractors = ["the Rhine", "the Elbe"]
"#,
    after: r#"
[[card]]
question = "On which river does Linz lie?"
answer = "the Danube"
distractors = ["the Rhine", "the Elbe"]
"#,
    when: When::Always,
    rule: Rule::Card(look),
};

fn look(card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    let typed = matches!(card.entry.kind, "number" | "date" | "cloze");
    if card.choice.is_none() && !typed {
        return;
    }
    for key in card.entry.answers.iter().filter_map(|names| names.first()) {
        let long = key.value.trim().chars().nth(1).is_some();
        let Some(at) = said(card, &key.value).filter(|_| long) else {
            continue;
        };
        let level = match &card.choice {
            None => Severity::Error,
            Some(choice) if choice.options.iter().all(|o| card.says(&o.value).is_some()) => return,
            Some(_) => Severity::Warning,
        };
        let message = format!("the answer `{}` stands in its own question", key.value);
        findings.push(
            LINT.graded(level, key.span.clone(), message)
                .also(card.in_stem(at), "said here")
                .help("the learner only has to copy it; reword the question"),
        );
    }
}

/// Where the question has a phrase, but for the gaps of a cloze.
fn said(card: &Card<'_>, phrase: &str) -> Option<Range<usize>> {
    if card.entry.gaps.is_empty() {
        return card.says(phrase);
    }
    let words = card.words.iter().filter(|word| !card.in_gap(&word.at));
    let outside: Vec<_> = words.cloned().collect();
    find_phrase(&outside, phrase).filter(|at| !card.in_gap(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing;

    #[test]
    fn a_question_may_name_all_of_its_options() {
        let card = "[[card]]\nquestion = \"Is Linz on the Danube or the Rhine or the Elbe?\"\n\
                    answer = \"the Danube\"\ndistractors = [\"the Rhine\", \"the Elbe\"]\n";
        assert_eq!(testing::said(card), [""; 0]);
    }

    #[test]
    fn what_is_typed_must_not_be_shown() {
        let cloze = "[[card]]\ncloze = \"The {{Danube}} is long, and the Danube is wide.\"\n";
        assert_eq!(testing::said(cloze), ["key-shown Danube"]);
        assert_eq!(testing::found(cloze)[0].severity, Severity::Error);
        let number = "[[card]]\nquestion = \"How long is a river of 2850 km?\"\nanswer = 2850\n";
        assert_eq!(testing::said(number), ["key-shown 2850"]);
        assert_eq!(
            testing::said(&number.replace("2850 km", "28500 km")),
            [""; 0]
        );
        let gaps = "[[card]]\ncloze = \"The {{Danube}} meets the {{Inn}} below.\"\n";
        assert_eq!(testing::said(gaps), [""; 0]);
    }
}
