//! `vague-frequency`: options that differ in often, usually or rarely.

use super::words::find;
use super::{Card, Context, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint {
    name: "vague-frequency",
    level: Severity::Info,
    what: "`often`, `usually` or `rarely` in an option",
    why: "Such words mean another share to every reader, so that two options can both be defended. \
          The NBME guide counts vague terms among the flaws that make an item hard for reasons \
          which have nothing to do with its subject.",
    before: r#"
[[card]]
question = "When does the Nile flood its banks at Aswan?"
answer = "rarely, since the dam"
distractors = ["every spring, since the dam", "each winter, with the snow"]
"#,
    after: r#"
[[card]]
question = "When did the Nile cease to flood its banks at Aswan?"
answer = "once the dam was built"
distractors = ["after the canal was dug", "when the snow ran out"]
"#,
    when: When::English,
    rule: Rule::Card(look),
};

const VAGUE: [&str; 3] = ["often", "usually", "rarely"];

fn look(_: &Context<'_>, card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(choice) = &card.choice else { return };
    let mut vague = choice
        .options
        .iter()
        .filter_map(|option| Some((*option, find(&option.value, &VAGUE)?)));
    let Some((option, at)) = vague.next() else {
        return;
    };
    let word = &option.value[at.clone()];
    let message = format!("`{word}` means another share to every reader");
    let mut finding = LINT
        .at(card.within(option, at), message)
        .help("say how often: a number, a share, or what it depends on");
    for (option, at) in vague {
        finding = finding.also(card.within(option, at), "and here");
    }
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::said;

    #[test]
    fn it_is_said_once_for_a_card_and_only_of_options() {
        let card =
            "[[card]]\nquestion = \"How much rain does it usually have?\"\nanswer = \"often\"\n";
        let options = "distractors = [\"rarely\", \"weekly\"]";
        assert_eq!(said(&format!("{card}{options}")), ["vague-frequency often"]);
        assert_eq!(said(&card.replace("\"often\"", "\"weekly\"")), [""; 0]);
    }
}
