//! `overlapping-ranges`: a number is in two options.

use super::quantity::Interval;
use super::{Card, Context, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint {
    name: "overlapping-ranges",
    level: Severity::Warning,
    what: "two options that are numbers or ranges meet: an error where one of them is the right \
           one, unless both are spans of years, which may meet and yet be told apart",
    why: "Where ranges meet, two options are right, or the wrong ones cannot both be wrong. \
          Haladyna, Downing and Rodriguez (2002) ask for options that are independent of each \
          other.",
    before: r#"
[[card]]
question = "How many kilometres long is the Danube?"
answer = "2000–3000"
distractors = ["1000–2000", "4000–5000"]
"#,
    after: r#"
[[card]]
question = "How many kilometres long is the Danube?"
answer = "2000–2999"
distractors = ["1000–1999", "4000–4999"]
"#,
    when: When::Always,
    rule: Rule::Card(look),
};

fn look(context: &Context<'_>, card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(choice) = &card.choice else { return };
    let intervals: Vec<_> = choice
        .options
        .iter()
        .map(|option| Interval::read(&option.value, &context.deck.language))
        .collect();
    for (later, interval) in intervals.iter().enumerate() {
        let Some(interval) = interval else { continue };
        let mut earlier = intervals[..later].iter().enumerate();
        let met = earlier.find(|(_, other)| other.as_ref().is_some_and(|o| o.meets(interval)));
        let Some((earlier, Some(other))) = met else {
            continue;
        };
        let right = choice.right.contains(&later) || choice.right.contains(&earlier);
        let level = if right && !(interval.is_years() && other.is_years()) {
            Severity::Error
        } else {
            Severity::Warning
        };
        let (option, twin) = (choice.options[later], choice.options[earlier]);
        let message = format!(
            "`{}` and `{}` have numbers in common",
            twin.value, option.value
        );
        let diagnostic = LINT
            .graded(level, option.span.clone(), message)
            .also(twin.span.clone(), "with this one")
            .help("end one before the other begins");
        findings.push(diagnostic);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::found;

    fn grades(options: &str) -> Vec<Severity> {
        let card = format!(
            "[[card]]\nquestion = \"How long is it, in days?\"\nanswer = \"10–20\"\n{options}\n"
        );
        let found = found(&card);
        assert!(
            found.iter().all(|finding| finding.code == LINT.name),
            "{found:?}"
        );
        found.iter().map(|finding| finding.severity).collect()
    }

    #[test]
    fn it_is_graver_where_the_right_option_is_met() {
        assert_eq!(
            grades("distractors = [\"5–10\", \"30–40\"]"),
            [Severity::Error]
        );
        assert_eq!(
            grades("distractors = [\"30–40\", \"40–50\"]"),
            [Severity::Warning]
        );
        assert_eq!(grades("distractors = [\"30–40\", \"41–50\"]"), []);
        assert_eq!(grades("distractors = [\"5–10 weeks\", \"a year\"]"), []);
    }

    #[test]
    fn spans_of_years_may_meet_and_be_told_apart() {
        let card = "[[card]]\nquestion = \"From when to when was the war?\"\nanswer = \"1950–1953\"\n\
                    distractors = [\"1948–1953\", \"1961–1963\"]\n";
        assert_eq!(found(card)[0].severity, Severity::Warning);
    }
}
