//! `all-of-the-above` and `none-of-the-above`: an option that speaks of the others.

use super::words::spans;
use super::{Card, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const ALL: Lint = Lint {
    name: "all-of-the-above",
    level: Severity::Warning,
    what: "an option that says `all` or `both of the above`",
    why: "Who knows two options to be right has the answer, and who knows one to be wrong can rule \
          it out: partial knowledge is marked as knowledge. Haladyna, Downing and Rodriguez (2002, \
          guideline 26) say to avoid it. Shuffled options have no above, either; a card with \
          several right answers asks for each of them.",
    before: r#"
[[card]]
question = "What does a river carry to its delta?"
answer = "all of the above"
options = ["gravel and sand", "mud and silt", "all of the above"]
"#,
    after: r#"
[[card]]
question = "What does a river carry to its delta?"
answer = ["gravel and sand", "mud and silt"]
distractors = ["lava and ash"]
"#,
    when: When::English,
    rule: Rule::Card(|_, card, findings| look(card, findings, &ALL, &["all", "both"])),
};

pub(super) const NONE: Lint = Lint {
    name: "none-of-the-above",
    level: Severity::Info,
    what: "an option that says `none` or `neither of the above`",
    why: "Who picks it shows to know what is wrong, and not what is right. The findings are mixed: \
          Haladyna, Downing and Rodriguez (2002, guideline 25) advise to use it carefully.",
    before: r#"
[[card]]
question = "Which metal melts in hot water?"
answer = "none of the above"
options = ["wrought iron", "yellow brass", "none of the above"]
"#,
    after: r#"
[[card]]
question = "Which metal melts in hot water?"
answer = "gallium"
options = ["gallium", "iron", "zinc"]
"#,
    when: When::English,
    rule: Rule::Card(|_, card, findings| look(card, findings, &NONE, &["none", "neither"])),
};

fn look(card: &Card<'_>, findings: &mut Vec<Diagnostic>, lint: &Lint, first: &[&str]) {
    let Some(choice) = &card.choice else { return };
    for option in &choice.options {
        if speaks_of_others(&option.value, first) {
            let message = format!("`{}` says nothing of its own", option.value);
            let help = if lint.name == ALL.name {
                "make a card with several right answers of it: `answer = [\"…\", \"…\"]`"
            } else {
                "write the right answer, or another wrong one"
            };
            findings.push(lint.at(option.span.clone(), message).help(help));
        }
    }
}

/// Whether an option is `all of the above`, `both of these`, `all the above answers`.
fn speaks_of_others(option: &str, first: &[&str]) -> bool {
    let words: Vec<String> = spans(option)
        .take(6)
        .map(|at| option[at].to_ascii_lowercase())
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let [opening, rest @ ..] = words.as_slice() else {
        return false;
    };
    let rest = match rest {
        ["of", rest @ ..] => rest,
        rest => rest,
    };
    let others = matches!(rest, ["the", "above", ..] | ["above", ..] | ["these"])
        || matches!(
            rest,
            ["these" | "the", "answers" | "options" | "choices", ..]
        );
    first.contains(opening) && others
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::said;

    #[test]
    fn it_is_told_from_options_with_the_same_words() {
        for (option, all, none) in [
            ("All of the above", true, false),
            ("both of these.", true, false),
            ("all the above answers", true, false),
            ("None of the above", false, true),
            ("neither of these", false, true),
            ("all of Poland", false, false),
            ("None", false, false),
            ("above all of the others", false, false),
            ("all", false, false),
        ] {
            let found =
                [&["all", "both"], &["none", "neither"]].map(|w| speaks_of_others(option, w));
            assert_eq!(found, [all, none], "{option}");
        }
    }

    #[test]
    fn only_options_are_looked_at() {
        let typed =
            "[[card]]\nquestion = \"Which of these is right?\"\nanswer = \"all of the above\"";
        assert_eq!(said(typed), [""; 0]);
    }
}
