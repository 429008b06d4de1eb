//! `option-count`: too few options, or more than anybody can make plausible.

use super::{Card, Context, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint {
    name: "option-count",
    level: Severity::Info,
    what: "fewer than 3 options, or more than 5 of which one is right",
    why: "Of 2 options the right one is guessed half the time. More than a few are seldom all \
          plausible: the meta-analysis of Rodriguez (2005) over 80 years of research finds 3 \
          options best, since more of such questions fit into the same time and nothing is lost; \
          Haladyna, Downing and Rodriguez (2002) say that three effective options are adequate.",
    before: r#"
[[card]]
question = "On which river does Vienna lie?"
answer = "the Danube"
distractors = ["the Rhine"]
"#,
    after: r#"
[[card]]
question = "On which river does Vienna lie?"
answer = "the Danube"
distractors = ["the Rhine", "the Elbe"]
"#,
    when: When::Always,
    rule: Rule::Card(look),
};

/// The least options and the most.
const FEWEST: usize = 3;
const MOST: usize = 5;

fn look(_: &Context<'_>, card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(choice) = &card.choice else { return };
    let count = choice.options.len();
    let many = count > MOST && card.entry.kind == "choice";
    if count >= FEWEST && !many {
        return;
    }
    let message = format!("{count} options");
    let help = if many {
        "keep those that a learner may take for right; 3 to 5 would do"
    } else {
        "add another wrong answer that a learner may take for right; 3 to 5 would do"
    };
    findings.push(LINT.at(card.entry.place(), message).help(help));
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::said;

    fn card(answer: &str, distractors: &[&str]) -> Vec<String> {
        let distractors: Vec<_> = distractors.iter().map(|d| format!("\"{d}\"")).collect();
        said(&format!(
            "[[card]]\nid = \"x\"\nquestion = \"On which river does Vienna lie?\"\n\
             answer = {answer}\ndistractors = [{}]\n",
            distractors.join(", ")
        ))
    }

    #[test]
    fn three_to_five_are_fine() {
        let wrong = ["Rhine", "Elbe", "Oder", "Seine", "Loire"];
        for count in 1..=5 {
            let found = card("\"Danube\"", &wrong[..count]);
            let fine = (2..=4).contains(&count);
            assert_eq!(found.is_empty(), fine, "{count}: {found:?}");
        }
        assert_eq!(card("\"Danube\"", &wrong), ["option-count \"x\""]);
    }

    #[test]
    fn of_many_right_ones_there_may_be_many() {
        assert_eq!(
            card(
                "[\"Danube\", \"Isar\"]",
                &["Rhine", "Elbe", "Oder", "Seine"]
            ),
            [""; 0]
        );
    }
}
