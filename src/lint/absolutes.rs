//! `absolutes`: always, never, all and only give a wrong statement away.

use super::words::find;
use super::{Card, Context, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint {
    name: "absolutes",
    level: Severity::Warning,
    what: "`always`, `never`, `all` or `only` in a distractor and not in the right option, or in \
           a true-false statement",
    why: "Little in the world is always or never so, and learners who know that rule the option \
          or statement out. Haladyna, Downing and Rodriguez (2002, guideline 28) and the NBME \
          guide count such specific determiners among the clues to avoid.",
    before: r#"
[[card]]
question = "What does a glacier do to its valley?"
answer = "It makes it wider"
distractors = ["It always fills it", "It leaves it as it was"]
"#,
    after: r#"
[[card]]
question = "What does a glacier do to its valley?"
answer = "It makes it wider"
distractors = ["It fills it with sand", "It leaves it as it was"]
"#,
    when: When::English,
    rule: Rule::Card(look),
};

const ABSOLUTES: [&str; 4] = ["always", "never", "all", "only"];

fn look(_: &Context<'_>, card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    if card.entry.kind == "true-false"
        && let Some(at) = find(card.stem(), &ABSOLUTES)
    {
        let word = &card.stem()[at.clone()];
        let message = format!("`{word}` in a statement that is true or false");
        findings.push(
            LINT.at(card.in_stem(at), message)
                .help("learners expect such statements to be false; say it without the word"),
        );
    }
    let Some(single) = card.single() else { return };
    if find(&single.key.value, &ABSOLUTES).is_some() {
        return;
    }
    for wrong in single.distractors() {
        if let Some(at) = find(&wrong.value, &ABSOLUTES) {
            let word = &wrong.value[at.clone()];
            let message = format!("`{word}` stands in a distractor and not in the right answer");
            findings.push(
                LINT.at(card.within(wrong, at), message).help(
                    "learners rule such an option out without knowing; say it without the word",
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::said;

    #[test]
    fn it_is_said_of_distractors_and_statements() {
        let choice = |key: &str, wrong: &str| {
            said(&format!(
                "[[card]]\nquestion = \"What does it do to the valley?\"\nanswer = \"{key}\"\n\
                 distractors = [\"{wrong}\", \"it fills up\"]\n"
            ))
        };
        assert_eq!(choice("it widens", "it never moves"), ["absolutes never"]);
        assert_eq!(choice("it only widens", "it never moves"), [""; 0]);
        assert_eq!(choice("it only widens", "it moves"), [""; 0]);
        assert_eq!(choice("it widens", "it moves tall rocks"), [""; 0]);
        let statement =
            "[[card]]\nquestion = \"True or false: all rivers are wet.\"\nanswer = true\n";
        assert_eq!(said(statement), ["absolutes all"]);
        assert_eq!(said(&statement.replace("all", "most")), [""; 0]);
    }
}
