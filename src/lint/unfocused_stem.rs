//! `unfocused-stem`: what is asked cannot be told from the question.

use super::words::{is_one_of, spans, tokens};
use super::{Card, Context, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint {
    name: "unfocused-stem",
    level: Severity::Warning,
    what: "a question of under 4 words, or one without question mark, gap and imperative; only \
           worth knowing where a short one is a question with a word of its own (`Who wrote \
           Hamlet?`)",
    why: "The learner has to guess from the options what is asked. Haladyna, Downing and Rodriguez \
          (2002) ask for the central idea in the stem, not in the options; in the experiment of \
          Pham and others (2018) breaking that rule lowered scores, as one of 4 flaws of 10 whose \
          supposed effect was confirmed.",
    before: r#"
[[card]]
question = "The Danube:"
answer = "flows into the Black Sea"
distractors = ["flows into the Baltic Sea", "rises in Ukraine"]
"#,
    after: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
distractors = ["the Baltic Sea", "the North Sea"]
"#,
    when: When::English,
    rule: Rule::Card(look),
};

/// Words of a question, at least.
const LEAST: usize = 4;

/// Words that tell a learner to do something.
const IMPERATIVES: &[&str] = &[
    "add",
    "answer",
    "arrange",
    "assign",
    "bring",
    "calculate",
    "choose",
    "classify",
    "compare",
    "complete",
    "compute",
    "conjugate",
    "connect",
    "consider",
    "convert",
    "correct",
    "count",
    "date",
    "decide",
    "define",
    "describe",
    "determine",
    "discuss",
    "distinguish",
    "draw",
    "estimate",
    "evaluate",
    "expand",
    "explain",
    "express",
    "factor",
    "fill",
    "find",
    "finish",
    "form",
    "give",
    "group",
    "guess",
    "identify",
    "join",
    "label",
    "link",
    "list",
    "locate",
    "make",
    "mark",
    "match",
    "name",
    "note",
    "order",
    "outline",
    "pair",
    "pick",
    "place",
    "prove",
    "provide",
    "put",
    "quote",
    "rank",
    "read",
    "recall",
    "recite",
    "reduce",
    "replace",
    "rewrite",
    "round",
    "say",
    "select",
    "show",
    "simplify",
    "solve",
    "sort",
    "spell",
    "split",
    "state",
    "suggest",
    "summarise",
    "summarize",
    "supply",
    "tell",
    "think",
    "translate",
    "turn",
    "type",
    "use",
    "work",
    "write",
];

/// Words that leave a sentence open: the options complete it.
const OPEN: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "by", "called", "for", "from", "in", "into", "is", "of",
    "on", "or", "than", "that", "the", "to", "was", "were", "with",
];

fn look(_: &Context<'_>, card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    if matches!(card.entry.kind, "cloze" | "flip" | "true-false") {
        return;
    }
    let stem = card.stem();
    let asks = stem.contains(['?', '？', '؟']);
    let words = card.words.len();
    let finding = if words < LEAST && spaced(stem) {
        let said = match words {
            1 => "a question of 1 word".to_owned(),
            words => format!("a question of {words} words"),
        };
        // Such a question can be clear, and mostly could be clearer.
        let level = if asks && tokens(stem).next().is_some() {
            Severity::Info
        } else {
            LINT.level
        };
        LINT.graded(level, card.stem_place(), said)
            .help("say what is asked, so that it can be answered without looking at options")
    } else if !asks && !has_gap(stem) && !is_told(stem) && !is_open(stem) {
        LINT.at(card.stem_place(), "this asks nothing").help(
            "make it a question, leave a gap (`…`), or tell what to do (`Name …`, `Choose …`)",
        )
    } else {
        return;
    };
    findings.push(finding);
}

/// Whether words are told apart by blanks.
fn spaced(stem: &str) -> bool {
    !stem.chars().any(|c| matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}'))
}

fn has_gap(stem: &str) -> bool {
    ["__", "…", "...", "[]", "[ ]"]
        .iter()
        .any(|gap| stem.contains(gap))
}

/// Whether a sentence of it begins with an imperative.
fn is_told(stem: &str) -> bool {
    let opening = |sentence: &str| {
        let mut words = spans(sentence).map(|at| &sentence[at]);
        let first = words.find(|word| !is_one_of(word, &["please", "now", "then"]));
        first.is_some_and(|word| is_one_of(word, IMPERATIVES))
    };
    stem.split(['.', '!', ':', ';', '\n', ',', '—'])
        .any(opening)
}

fn is_open(stem: &str) -> bool {
    spans(stem)
        .last()
        .is_some_and(|at| is_one_of(&stem[at], OPEN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::found;

    fn grade(question: &str) -> Option<Severity> {
        let card = format!("[[card]]\nquestion = \"{question}\"\nanswer = \"xyz\"\n");
        found(&card).first().map(|finding| finding.severity)
    }

    #[test]
    fn it_has_to_ask_or_tell_or_leave_a_gap() {
        for question in [
            "Into which sea does it flow?",
            "Name one river of Asia.",
            "Look at the map. Which river is it?",
            "In two words, name the river.",
            "The Danube flows into the …",
            "The Danube flows into ___",
            "The mouth of the Danube is called a",
        ] {
            assert_eq!(grade(question), None, "{question}");
        }
        for question in [
            "The Danube and its mouth.",
            "Capital cities of the Danube:",
            "Rivers",
        ] {
            assert_eq!(grade(question), Some(Severity::Warning), "{question}");
        }
    }

    #[test]
    fn a_short_question_may_be_clear() {
        assert_eq!(grade("Who wrote Hamlet?"), Some(Severity::Info));
        assert_eq!(grade("Which is right?"), Some(Severity::Warning));
        assert_eq!(grade("Which river is longest?"), None);
    }
}
