//! `longest-key`: the right option is much longer than the wrong ones.

use super::{Card, Context, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint {
    name: "longest-key",
    level: Severity::Warning,
    what: "the right one of 3 or more options has at least 1.5 times the mean length of the \
           others, and at least 10 characters more than the longest of them",
    why: "Whoever writes a question takes care that the right option is right, and adds words; \
          learners know it. In the experiment of Pham and others (2018), a right option that was \
          the longest raised scores, as one of 4 flaws of 10 whose supposed effect was confirmed. \
          Haladyna, Downing and Rodriguez (2002) ask for options of about equal length.",
    before: r#"
[[card]]
question = "Why does a river meander on a plain?"
answer = "The current wears away outer banks and fills the inner ones"
distractors = ["The soil is soft", "The wind turns it", "The tide pulls it"]
"#,
    after: r#"
[[card]]
question = "Why does a river meander on a plain?"
answer = "Its outer bank wears away"
distractors = ["The wind turns its water", "Its bed follows the tide"]
"#,
    when: When::Always,
    rule: Rule::Card(look),
};

/// The key in mean lengths of the distractors, at least.
const TIMES: f64 = 1.5;
/// Characters over the longest distractor, at least.
const OVER: usize = 10;

fn look(_: &Context<'_>, card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(single) = card.single().filter(|single| single.options.len() >= 3) else {
        return;
    };
    let length = |text: &str| text.trim().chars().count();
    let key = length(&single.key.value);
    let wrong = || single.distractors().map(|option| length(&option.value));
    let mean = wrong().sum::<usize>() as f64 / (single.options.len() - 1) as f64;
    let longest = wrong().max().unwrap_or(0);
    if key as f64 >= TIMES * mean && key >= longest + OVER {
        let message = "the right answer is much longer than the distractors";
        findings.push(
            LINT.at(single.key.span.clone(), message)
                .label(format!(
                    "{key} characters; the distractors have {mean:.0} on average, {longest} at most"
                ))
                .help("shorten it, or say the distractors as carefully"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::said;

    fn card(answer: &str, distractors: &str) -> Vec<String> {
        said(&format!(
            "[[card]]\nquestion = \"Why does a river bend?\"\nanswer = \"{answer}\"\n\
             distractors = [{distractors}]\n"
        ))
    }

    #[test]
    fn both_measures_have_to_be_met() {
        let twelve = "\"abcde fghijk\", \"lmnop qrstuv\"";
        let found = card("wxyzw yzwxyz wxyzwx yz", twelve);
        assert_eq!(found, ["longest-key \"wxyzw yzwxyz wxyzwx yz\""]);
        assert_eq!(card("wxyzw yzwxyz wxyzwx y", twelve), [""; 0]);
        // 10 more than the longest, and not 1.5 times the mean.
        let thirty = "\"abcde fghijk lmnopq rstuvw xyz\", \"zyxwv utsrqp onmlkj ihgfed cba\"";
        assert_eq!(card(&"wy ".repeat(13), thirty), [""; 0]);
    }

    #[test]
    fn two_options_have_no_longest() {
        let found = card("wxyzw yzwxyz wxyzwx yzwx", "\"abc\"");
        assert!(
            found.iter().all(|said| !said.starts_with("longest-key")),
            "{found:?}"
        );
    }
}
