//! What `choice` and `multiple` share: keys, distractors and options, and their faults.

use super::twins::{self, Twice};
use super::{Key, Sign, Takes};
use crate::deck::fields::{At, Fields};
use crate::diagnostic::Diagnostic;
use crate::mark::rules::TextRules;
use crate::mark::text::fold;

/// The keys.
pub(super) const OPTIONS: &[Key] = &[
    Key::new(
        "distractors",
        Takes::Scalars(1),
        "wrong answers; the options are shuffled",
    )
    .one_of(),
    Key::new(
        "options",
        Takes::Scalars(2),
        "all options, asked in this order",
    )
    .one_of(),
];

/// What tells that there are options.
pub(super) const OFFERED: Sign = Sign::Has(&["distractors", "options"]);

/// The options of a question and which of them are right.
#[derive(Debug)]
pub(super) struct Options {
    pub(super) texts: Vec<String>,
    pub(super) right: Vec<usize>,
    pub(super) shuffle: bool,
}

/// Options of which a learner could pick either.
const OPTION_TWICE: Twice = Twice {
    code: "duplicate-options",
    what: "is an option twice",
    same: told_apart,
};

/// Answers that are one: none of several in any order may stand twice.
pub(super) const ANSWER_TWICE: Twice = Twice {
    code: "duplicate-answers",
    what: "is an answer twice",
    same: told_apart,
};

/// Reads the options beside the right answers; none if they cannot be used.
pub(super) fn read(fields: &mut Fields<'_, '_>, keys: &[At<String>]) -> Option<Options> {
    let distractors = fields.scalars("distractors", false);
    let options = fields.scalars("options", false);
    if let (Some(_), Some(_)) = (&distractors, &options) {
        let span = fields
            .key_span("options")
            .unwrap_or_else(|| fields.place.clone());
        let mut fault = Diagnostic::error(
            "two-option-lists",
            span,
            "`options` and `distractors` stand together; one of them would do",
        );
        if let Some(other) = fields.key_span("distractors") {
            fault = fault.also(other, "and here");
        }
        fields.fault(fault);
        return None;
    }
    let once = twins::refuse(fields, ANSWER_TWICE, twins::each(keys));
    let folded = |texts: &[At<String>]| -> Vec<String> {
        texts.iter().map(|text| told_apart(&text.value)).collect()
    };
    let right_folded = folded(keys);
    if let Some(distractors) = distractors {
        let mut sound = once & many_enough(fields, "distractors", distractors.len(), 1);
        let mut others = Vec::new();
        for wrong in &distractors {
            let wrong_folded = told_apart(&wrong.value);
            let Some(place) = right_folded.iter().position(|key| *key == wrong_folded) else {
                others.push(wrong.clone());
                continue;
            };
            sound = false;
            let message = format!("`{}` is the answer and a distractor", wrong.value);
            fields.fault(
                Diagnostic::error("key-among-distractors", wrong.span.clone(), message)
                    .also(keys[place].span.clone(), "the answer")
                    .help("a wrong answer would do"),
            );
        }
        for twin in twins::find(OPTION_TWICE, twins::each(&others)) {
            sound = false;
            let before = distractors
                .iter()
                .rfind(|one| one.span.end < twin.span.start);
            let before = before.map(|before| before.span.end);
            let free = before.filter(|end| !fields.has_comment(&(*end..twin.span.start)));
            fields.fault(match free {
                Some(end) => {
                    let gone = end..twin.span.end;
                    twin.fix(gone, "")
                }
                None => twin,
            });
        }
        let mut texts: Vec<String> = keys.iter().map(|key| key.value.clone()).collect();
        texts.extend(distractors.into_iter().map(|d| d.value));
        let right = (0..keys.len()).collect();
        return sound.then_some(Options {
            texts,
            right,
            shuffle: true,
        });
    }
    let options = options?;
    let options_folded = folded(&options);
    let mut sound = once & many_enough(fields, "options", options.len(), 2);
    sound &= twins::refuse(fields, OPTION_TWICE, twins::each(&options));
    let mut right = Vec::new();
    for (key, key_folded) in keys.iter().zip(&right_folded) {
        match options_folded
            .iter()
            .position(|option| option == key_folded)
        {
            Some(place) => right.push(place),
            None => {
                sound = false;
                let message = format!("the answer `{}` is not among the options", key.value);
                let mut fault =
                    Diagnostic::error("answer-not-among-options", key.span.clone(), message);
                if let Some(span) = fields.value_span("options") {
                    fault = fault.also(span, "the options");
                }
                fields.fault(fault.help("add it to `options`, or write one of them as `answer`"));
            }
        }
    }
    let texts = options.into_iter().map(|o| o.value).collect();
    sound.then_some(Options {
        texts,
        right,
        shuffle: false,
    })
}

/// What tells an option from others: its letters without case and spacing and, where it is one
/// word, the signs that mean something in code and mathematics: `foo()` is not `foo`, nor `n!` `n`.
pub(crate) fn told_apart(option: &str) -> String {
    let mut folded = fold(option, &exact());
    if !option.trim().contains(char::is_whitespace) {
        let sign = |c: &char| matches!(c, '!' | '\'' | '(' | ')' | '[' | ']' | '{' | '}');
        folded.push(' ');
        folded.extend(option.chars().filter(sign));
    }
    folded
}

/// Options are told apart letter by letter once case and spaces are folded.
fn exact() -> TextRules {
    TextRules {
        articles: false,
        ..TextRules::default()
    }
}

fn many_enough(fields: &mut Fields<'_, '_>, key: &str, found: usize, least: usize) -> bool {
    if found >= least {
        return true;
    }
    let span = fields
        .value_span(key)
        .unwrap_or_else(|| fields.place.clone());
    let message = format!("`{key}` has {found}; at least {least} would do");
    fields.fault(Diagnostic::error("too-few-options", span, message));
    false
}

#[cfg(test)]
mod tests {
    use super::told_apart;

    #[test]
    fn signs_of_code_tell_options_apart_and_those_of_sentences_do_not() {
        for (one, other) in [("!=", "="), ("n!", "n"), ("foo()", "foo"), ("f'", "f")] {
            assert_ne!(told_apart(one), told_apart(other), "{one} {other}");
        }
        for (one, other) in [
            ("Vienna", " vienna."),
            ("the  sea", "The sea!"),
            ("“Faust”", "Faust"),
        ] {
            assert_eq!(told_apart(one), told_apart(other), "{one} {other}");
        }
    }
}
