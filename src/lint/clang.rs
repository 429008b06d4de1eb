//! `clang`: a word of the question stands in the key and in no distractor.

use super::words::tokens;
use super::{Card, Context, Lint, Rule, When};
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

fn look(_: &Context<'_>, card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(single) = card.single() else { return };
    // All of the answer in the question is another lint's.
    if card.says(&single.key.value).is_some() {
        return;
    }
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

#[cfg(test)]
mod tests {
    use crate::lint::testing::said;

    fn card(question: &str, answer: &str, wrong: &str) -> Vec<String> {
        said(&format!(
            "[[card]]\nquestion = \"{question}\"\nanswer = \"{answer}\"\n\
             distractors = [\"{wrong}\", \"calendar\"]\n"
        ))
    }

    #[test]
    fn it_takes_a_word_of_meaning_that_no_distractor_has() {
        let question = "Which instrument measures the pressure of air?";
        assert_eq!(
            card(question, "pressure gauge", "rain gauge"),
            ["clang pressure"]
        );
        assert_eq!(
            card(question, "gauge of pressures", "rain gauge"),
            ["clang pressures"]
        );
        assert_eq!(card(question, "pressure gauge", "pressure cooker"), [""; 0]);
        assert_eq!(
            card(question, "gauge of the air", "rain gauge"),
            [""; 0],
            "3 letters"
        );
        assert_eq!(
            card(question, "that which turns", "rain gauge"),
            [""; 0],
            "a stop word"
        );
    }
}
