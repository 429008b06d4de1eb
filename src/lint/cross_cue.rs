//! `cross-cue`: the question of one card says the answer to another.

use std::collections::HashMap;

use super::words::{Word, words};
use super::{Context, Finding, Lint, Rule, When};
use crate::deck::fields::At;
use crate::diagnostic::Severity;

pub(crate) const LINT: Lint = Lint {
    name: "cross-cue",
    level: Severity::Warning,
    what: "the question of another card of the deck has this card's answer in it: 5 letters or \
           more, word for word, in at most 3 questions, since a word that is everywhere cues \
           nothing",
    why: "In one sitting the one card gives the other away, and what is measured is memory for the \
          question. Haladyna and Downing (1989) ask not to cue one item with another; the \
          guidelines of 2002 ask for items that are independent of each other.",
    before: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"

[[card]]
question = "How deep is the Black Sea where it is deepest, in metres?"
answer = 2212
"#,
    after: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"

[[card]]
question = "How deep is the Caspian Sea where it is deepest, in metres?"
answer = 1025
"#,
    when: When::Always,
    rule: Rule::Cards(look),
};

/// Letters of an answer, at least.
const LETTERS: usize = 5;
/// In how many other questions it may stand, at most.
const QUESTIONS: usize = 3;

/// An answer that another question may say.
struct Answer<'a> {
    card: usize,
    text: &'a At<String>,
    words: Vec<u64>,
    /// The questions of other cards that say it, and where.
    said: Vec<(usize, std::ops::Range<usize>)>,
}

fn look(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut answers = answers(context);
    let mut by_first: HashMap<u64, Vec<usize>> = HashMap::new();
    for (n, answer) in answers.iter().enumerate() {
        by_first.entry(answer.words[0]).or_default().push(n);
    }
    for (place, card) in context.cards.iter().enumerate() {
        let words = &card.words;
        let gaps = &card.entry.gaps;
        // A gap is filled in only where another one is asked.
        let hidden = |word: &Word| {
            let inside =
                |at: &std::ops::Range<usize>| at.start <= word.at.start && word.at.end <= at.end;
            gaps.len() == 1 && inside(&gaps[0])
        };
        for (n, word) in words.iter().enumerate() {
            let Some(candidates) = by_first.get(&word.hash) else {
                continue;
            };
            if hidden(word) {
                continue;
            }
            for candidate in candidates {
                let answer = &mut answers[*candidate];
                let known = answer.said.last().is_some_and(|(card, _)| *card == place);
                if answer.card == place || known || answer.said.len() > QUESTIONS {
                    continue;
                }
                let Some(following) = words.get(n..n + answer.words.len()) else {
                    continue;
                };
                if following
                    .iter()
                    .map(|w| w.hash)
                    .eq(answer.words.iter().copied())
                    && let Some(last) = following.last()
                {
                    answer.said.push((place, word.at.start..last.at.end));
                }
            }
        }
    }
    for answer in answers {
        if answer.said.is_empty() || answer.said.len() > QUESTIONS {
            continue;
        }
        let message = format!("the question of another card says `{}`", answer.text.value);
        let mut finding = LINT
            .at(answer.text.span.clone(), message)
            .label("the answer here")
            .help("reword the other question, or `allow` it where the word is no hint there");
        let mut cards = vec![answer.card];
        for (place, at) in answer.said {
            finding = finding.also(context.cards[place].in_stem(at), "said here");
            cards.push(place);
        }
        findings.push(Finding {
            diagnostic: finding,
            cards,
        });
    }
}

/// The answers that are one text, without a leading article.
fn answers<'a>(context: &Context<'a>) -> Vec<Answer<'a>> {
    let mut answers = Vec::new();
    for (card, of) in context.cards.iter().enumerate() {
        if !matches!(of.entry.kind, "text" | "choice" | "flip" | "cloze") {
            continue;
        }
        for text in of.entry.answers.iter().filter_map(|names| names.first()) {
            let mut all = words(&text.value).peekable();
            let article = all.peek().is_some_and(|word| {
                let word = &text.value[word.at.clone()];
                ["the", "a", "an"]
                    .iter()
                    .any(|article| word.eq_ignore_ascii_case(article))
            });
            let all: Vec<Word> = all.skip(usize::from(article)).collect();
            let letters = |word: &Word| {
                let word = &text.value[word.at.clone()];
                word.chars().filter(|c| c.is_alphabetic()).count()
            };
            if all.iter().map(letters).sum::<usize>() >= LETTERS {
                answers.push(Answer {
                    card,
                    text,
                    words: all.iter().map(|word| word.hash).collect(),
                    said: Vec::new(),
                });
            }
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::said;

    const DANUBE: &str = "[[card]]\nquestion = \"Into which sea does the Danube flow?\"\n\
                          answer = \"the Black Sea\"\n";

    fn with(others: &[&str]) -> Vec<String> {
        let other = |(n, question): (usize, &&str)| {
            format!("[[card]]\nquestion = \"{question}\"\nanswer = \"xy{n}z\"\n")
        };
        let others: String = others.iter().enumerate().map(other).collect();
        said(&format!("{DANUBE}{others}"))
    }

    #[test]
    fn another_question_says_the_answer() {
        let cue = ["cross-cue \"the Black Sea\""];
        assert_eq!(with(&["How deep is the black sea at most?"]), cue);
        assert_eq!(with(&["How deep is a Black Sea, and the Red Sea?"]), cue);
        assert_eq!(with(&["How deep is the sea, if black?"]), [""; 0]);
        assert_eq!(with(&["How deep are black seas at most?"]), [""; 0]);
    }

    #[test]
    fn a_word_that_is_everywhere_cues_nothing() {
        let asks = [
            "How deep is the Black Sea?",
            "How old is the Black Sea?",
            "Who has sailed the Black Sea?",
            "When did the Black Sea freeze?",
        ];
        assert_eq!(with(&asks[..3]), ["cross-cue \"the Black Sea\""]);
        assert_eq!(with(&asks), [""; 0]);
    }

    #[test]
    fn a_gap_is_seen_where_another_one_is_asked() {
        let cloze = |text: &str| said(&format!("{DANUBE}[[card]]\ncloze = \"{text}\"\n"));
        let one = cloze("Its salt water flows from the {{Black Sea}} to the west.");
        assert_eq!(one, [""; 0]);
        let two = cloze("{{Odessa}} is a town at the {{Black Sea}} in the east.");
        assert_eq!(two, ["cross-cue \"the Black Sea\""]);
    }

    #[test]
    fn short_answers_and_numbers_are_no_cue() {
        let rhine = DANUBE.replace("the Black Sea", "the Inn");
        let other = "[[card]]\nquestion = \"How long is the Inn, then?\"\nanswer = \"xyz\"\n";
        assert_eq!(said(&format!("{rhine}{other}")), [""; 0]);
    }
}
