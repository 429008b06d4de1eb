//! `repeated-text`: all options begin or end with the same words.

use std::ops::Range;

use super::words::{Word, words};
use super::{Card, Context, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint {
    name: "repeated-text",
    level: Severity::Info,
    what: "all options share 3 or more words at their beginning or end",
    why: "The same words are read again with every option, and what the options differ in has to \
          be looked for. Haladyna, Downing and Rodriguez (2002) ask to keep reading short and the \
          central idea in the question: what is common belongs there.",
    before: r#"
[[card]]
question = "What did the dam at Aswan change?"
answer = "the way in which silt is spread"
distractors = ["the way in which oil is sold", "the way in which ice forms"]
"#,
    after: r#"
[[card]]
question = "Which course of things did the dam at Aswan change?"
answer = "the spread of silt"
distractors = ["the sale of oil", "the forming of ice"]
"#,
    when: When::Always,
    rule: Rule::Card(look),
};

/// How many words are too many.
const WORDS: usize = 3;

fn look(_: &Context<'_>, card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(choice) = &card.choice else { return };
    let [first, others @ ..] = choice.options.as_slice() else {
        return;
    };
    let own: Vec<Word> = words(&first.value).collect();
    // Options without their own part would be the same, so some word always differs.
    if own.len() < WORDS || others.is_empty() {
        return;
    }
    let (mut leading, mut trailing) = (own.len(), own.len());
    for other in others {
        let other: Vec<Word> = words(&other.value).collect();
        let same = |(a, b): &(&Word, &Word)| a.hash == b.hash;
        leading = leading.min(own.iter().zip(&other).take_while(same).count());
        let backwards = own.iter().rev().zip(other.iter().rev());
        trailing = trailing.min(backwards.take_while(same).count());
        if leading < WORDS && trailing < WORDS {
            return;
        }
    }
    let said = |words: &[Word]| -> Option<Range<usize>> {
        Some(words.first()?.at.start..words.last()?.at.end)
    };
    let (part, place) = if leading >= WORDS {
        (said(&own[..leading]), "begin")
    } else {
        (said(&own[own.len() - trailing..]), "end")
    };
    let Some(part) = part else { return };
    let message = format!("all options {place} with `{}`", &first.value[part.clone()]);
    findings.push(
        LINT.at(card.within(first, part), message)
            .help("say it once, in the question"),
    );
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::said;

    fn card(options: [&str; 3]) -> Vec<String> {
        let [key, one, two] = options;
        said(&format!(
            "[[card]]\nquestion = \"What was changed by it?\"\nanswer = \"{key}\"\n\
             distractors = [\"{one}\", \"{two}\"]\n"
        ))
    }

    #[test]
    fn three_words_of_all_options_are_too_many() {
        let found = card([
            "a rise in tax on oil",
            "a rise in tax on gas",
            "a rise in pay",
        ]);
        assert_eq!(found, ["repeated-text a rise in"]);
        let found = card(["cod from the sea", "salt from the sea", "oil from the sea"]);
        assert_eq!(found, ["repeated-text from the sea"]);
        let found = card(["a rise in tax", "a rise in pay", "a fall in pay"]);
        assert_eq!(found, [""; 0]);
        assert_eq!(
            card(["the old king", "the old hat", "the old axe"]),
            [""; 0]
        );
    }
}
