//! `clang`: a word of the question stands in the key and in no distractor.

use super::words::tokens;
use super::{Card, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint {
    name: "clang",
    level: Severity::Warning,
    what: "a word of the question stands in the right option and in no other",
    why: "A learner who knows nothing of the subject picks the option that sounds like the \
          question. Haladyna, Downing and Rodriguez (2002, guideline 28) warn of such clang \
          associations, the NBME guide of word repeats; in the experiment of Pham and others \
          (2018), word clues were one of 4 flaws of 10 whose supposed effect on scores was \
          confirmed.",
    before: r#"
[[card]]
question = "Which instrument measures the pressure of the atmosphere?"
answer = "Atmosphere gauge"
distractors = ["Rain gauge", "Wind vane", "Thermometer"]
"#,
    after: r#"
[[card]]
question = "Which instrument measures the pressure of the air?"
answer = "Barometer"
distractors = ["Hygrometer", "Anemometer", "Thermometer"]
"#,
    when: When::Always,
    rule: Rule::Card(look),
};

fn look(card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(single) = card.single() else { return };
    let asked: Vec<_> = tokens(card.stem()).collect();
    let telling = tokens(&single.key.value).find_map(|word| {
        let said = asked.iter().find(|said| said.hash == word.hash)?;
        let common = single
            .distractors()
            .any(|wrong| tokens(&wrong.value).any(|other| other.hash == word.hash));
        (!common).then(|| (word.at, said.at.clone()))
    });
    let Some((in_key, in_stem)) = telling else {
        return;
    };
    let word = &single.key.value[in_key.clone()];
    let message = format!("`{word}` stands in the question and only in the right answer");
    findings.push(
        LINT.at(card.within(single.key, in_key), message)
            .label("and here, in no distractor")
            .also(card.in_stem(in_stem), "said here")
            .help("a test-wise learner picks this without knowing; reword one of the two"),
    );
}
