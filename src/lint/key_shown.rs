//! `key-shown`: the question says its own answer.
//!
//! Where an answer is typed as a text or a list, the reader refuses the card; here are the kinds
//! that it lets pass.

use super::words::{Word, find_phrase};
use super::{Card, Context, Lint, Rule, When};
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

fn look(_: &Context<'_>, card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    let typed = matches!(card.entry.kind, "number" | "date" | "cloze");
    if card.choice.is_none() && !typed {
        return;
    }
    let runs = outside_gaps(card);
    for names in &card.entry.answers {
        let shown = names.iter().find_map(|name| {
            let long = name.value.trim().chars().nth(1).is_some();
            let mut runs = runs.iter().filter(|_| long);
            let at = runs.find_map(|run| find_phrase(run, &name.value))?;
            Some((name, at))
        });
        let Some((key, at)) = shown else {
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

/// The words of the question, but for the gaps of a cloze: those between two gaps are a run.
fn outside_gaps<'c>(card: &'c Card<'_>) -> Vec<&'c [Word]> {
    let together = |a: &Word, b: &Word| !card.in_gap(&(a.at.start..b.at.end));
    let runs = card.words.chunk_by(together);
    runs.filter(|run| run.iter().all(|word| !card.in_gap(&word.at)))
        .collect()
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
        let across = "[[card]]\ncloze = \"The Black {{big}} Sea, {{Black Sea}}, the Black Sea.\"\n";
        assert_eq!(testing::said(across), ["key-shown Black Sea"]);
        let gaps = "[[card]]\ncloze = \"The {{Danube}} meets the {{Inn}} below.\"\n";
        assert_eq!(testing::said(gaps), [""; 0]);
    }

    #[test]
    fn every_name_that_is_accepted_must_not_be_shown() {
        let cloze = "[[card]]\ncloze = \"The {{WGMS|World Glacier Monitoring Service}} is short \
                     for the World Glacier Monitoring Service.\"\n";
        let said = ["key-shown World Glacier Monitoring Service"];
        assert_eq!(testing::said(cloze), said);
        let other = cloze.replace("for the World Glacier", "for the Whole Glacier");
        assert_eq!(testing::said(&other), [""; 0]);
    }
}
