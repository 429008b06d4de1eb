//! `duplicate-question`: the same question twice in a deck, or nearly the same with the same
//! answer.

use std::collections::BTreeSet;

use super::card::Card;
use super::near;
use super::words::words;
use super::{Context, Finding, Lint, Rule, When};
use crate::deck::fields::At;
use crate::diagnostic::Severity;
use crate::mark::rules::TextRules;
use crate::mark::text::fold;

pub(super) const LINT: Lint = Lint {
    name: "duplicate-question",
    level: Severity::Warning,
    what: "two cards of a deck ask the same, but for case, spacing and punctuation; or nearly the \
           same (9 of 10 trigrams in common) with the same answer. An error where the answers \
           contradict each other. Cards that show different options, and questions that differ in \
           a number, are different questions.",
    why: "The second card is learned with the first and takes time for nothing; of two answers to \
          one question, one must be wrong. It is a rule of this program, not of the literature.",
    before: r#"
[[card]]
id = "mouth"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"

[[card]]
id = "danube"
question = "INTO which sea does the *Danube* flow?"
answer = "Black Sea"
"#,
    after: r#"
[[card]]
id = "mouth"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"

[[card]]
id = "danube"
question = "In which forest does the Danube rise?"
answer = "the Schwarzwald"
"#,
    when: When::Always,
    rule: Rule::Cards(look),
};

fn look(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let cards = &context.cards;
    let mut said: BTreeSet<usize> = BTreeSet::new();
    for group in groups(cards, |card| hash(asked(card))) {
        let folded: Vec<String> = group.iter().map(|place| plain(&cards[*place])).collect();
        for (n, place) in group.iter().enumerate() {
            let Some(first) = folded[..n].iter().position(|text| *text == folded[n]) else {
                continue;
            };
            let (card, twin) = (&cards[*place], &cards[group[first]]);
            let finding = if has_same_answer(card, twin) {
                LINT.at(card.stem_place(), "another card asks the same")
                    .also(twin.stem_place(), "asked here")
                    .help("remove one of the two, or ask something else")
            } else if contradicts(card, twin) {
                let mut finding = LINT
                    .graded(
                        Severity::Error,
                        card.stem_place(),
                        "another card asks the same and has another answer",
                    )
                    .also(twin.stem_place(), "asked here");
                for answer in [first_answer(twin), first_answer(card)]
                    .into_iter()
                    .flatten()
                {
                    finding = finding.also(answer.span.clone(), "answered so");
                }
                finding.help("correct one of the answers, or say in the questions how they differ")
            } else {
                continue;
            };
            said.insert(*place);
            findings.push(Finding {
                diagnostic: finding,
                cards: vec![group[first], *place],
            });
        }
    }
    for group in groups(cards, answer_hash) {
        let group: Vec<usize> = group
            .into_iter()
            .filter(|place| !said.contains(place))
            .collect();
        let texts: Vec<String> = group.iter().map(|place| plain(&cards[*place])).collect();
        for (first, n) in near::pairs(&texts) {
            let (card, twin) = (&cards[group[n]], &cards[group[first]]);
            let same_numbers = numbers(&texts[n]).eq(numbers(&texts[first]));
            if texts[n] == texts[first] || !same_numbers || !has_same_answer(card, twin) {
                continue;
            }
            let message = "another card asks nearly the same and has the same answer";
            findings.push(Finding {
                diagnostic: LINT
                    .at(card.stem_place(), message)
                    .also(twin.stem_place(), "asked here")
                    .help("remove one of the two, or ask something else"),
                cards: vec![group[first], group[n]],
            });
        }
    }
}

/// The cards with the same hash, in the order of the file, where there is more than one.
fn groups(cards: &[Card<'_>], hash: impl Fn(&Card<'_>) -> u64) -> Vec<Vec<usize>> {
    let mut by_hash: Vec<(u64, usize)> = cards.iter().map(hash).zip(0..).collect();
    by_hash.sort_unstable();
    by_hash
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|group| group.len() > 1)
        .map(|group| group.iter().map(|(_, place)| *place).collect())
        .collect()
}

fn hash(words: impl Iterator<Item = u64>) -> u64 {
    words.fold(0, |hash, word| hash.rotate_left(7).wrapping_mul(31) ^ word)
}

/// The words of the question without what fills its gaps.
fn asked<'c>(card: &'c Card<'_>) -> impl Iterator<Item = u64> + 'c {
    let outside = card.words.iter().filter(|word| !card.in_gap(&word.at));
    outside.map(|word| word.hash)
}

/// The question as it is compared.
fn plain(card: &Card<'_>) -> String {
    let mut text = card.stem().to_owned();
    for gap in card.entry.gaps.iter().rev() {
        text.replace_range(gap.clone(), "…");
    }
    // Markdown's marks, which are no part of what is asked.
    text.retain(|c| !matches!(c, '*' | '_' | '`'));
    folded(&text)
}

fn folded(text: &str) -> String {
    fold(text, &TextRules::default())
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ')
        .filter(|word| word.bytes().any(|byte| byte.is_ascii_digit()))
}

/// What the answers are: in any order, whatever else they may be called.
fn answer_hash(card: &Card<'_>) -> u64 {
    let entry = card.entry;
    let answers = entry.answers.iter().filter_map(|names| names.first());
    let shown = entry.order.iter().chain(entry.pairs.iter().flatten());
    answers.chain(shown).fold(0, |sum: u64, text| {
        sum.wrapping_add(hash(words(&text.value).map(|word| word.hash)))
    })
}

fn first_answer<'a>(card: &Card<'a>) -> Option<&'a At<String>> {
    card.entry.answers.first()?.first()
}

fn has_same_answer(a: &Card<'_>, b: &Card<'_>) -> bool {
    let names = |names: &[At<String>]| -> Vec<String> {
        names.iter().map(|name| folded(&name.value)).collect()
    };
    let list = |card: &Card<'_>| -> Vec<Vec<String>> {
        let entry = card.entry;
        if !entry.order.is_empty() {
            return vec![names(&entry.order)];
        }
        let pairs = entry.pairs.iter().map(|pair| vec![names(pair).join("\n")]);
        entry
            .answers
            .iter()
            .map(|one| names(one))
            .chain(pairs)
            .collect()
    };
    let (ours, theirs) = (list(a), list(b));
    if !a.entry.order.is_empty() || !b.entry.order.is_empty() {
        return ours == theirs;
    }
    let has = |name: &Vec<String>| {
        theirs
            .iter()
            .any(|other| other.iter().any(|o| name.contains(o)))
    };
    ours.len() == theirs.len() && ours.iter().all(has)
}

/// Whether not both cards can be right. What a card shows is part of its question: `Which of these
/// is a river?` may be asked of many things.
fn contradicts(a: &Card<'_>, b: &Card<'_>) -> bool {
    let set = |texts: &[At<String>]| -> BTreeSet<String> {
        texts.iter().map(|text| folded(&text.value)).collect()
    };
    let shown = |card: &Card<'_>| -> Option<BTreeSet<String>> {
        let entry = card.entry;
        if let Some(choice) = &card.choice {
            return Some(choice.options.iter().map(|o| folded(&o.value)).collect());
        }
        let left = entry.pairs.iter().map(|[left, _]| folded(&left.value));
        match (entry.order.is_empty(), entry.pairs.is_empty()) {
            (false, _) => Some(set(&entry.order)),
            (true, false) => Some(left.collect()),
            (true, true) => None,
        }
    };
    let (Some(ours), Some(theirs)) = (shown(a), shown(b)) else {
        return true;
    };
    if a.choice.is_none() || b.choice.is_none() {
        return ours == theirs;
    }
    let right = |card: &Card<'_>| -> BTreeSet<String> {
        let first = card.entry.answers.iter().filter_map(|names| names.first());
        first.map(|name| folded(&name.value)).collect()
    };
    let (right_here, right_there) = (right(a), right(b));
    // What is right here is shown there as wrong, or the other way round.
    let wrong = |right: &BTreeSet<String>, shown: &BTreeSet<String>, theirs: &BTreeSet<String>| {
        right
            .iter()
            .any(|key| shown.contains(key) && !theirs.contains(key))
    };
    wrong(&right_here, &theirs, &right_there) || wrong(&right_there, &ours, &right_here)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::found;

    fn grades(first: &str, second: &str) -> Vec<Severity> {
        let cards = format!("[[card]]\n{first}\n[[card]]\n{second}\n");
        let found = found(&cards)
            .into_iter()
            .filter(|finding| finding.code == LINT.name);
        found.map(|finding| finding.severity).collect()
    }

    const MOUTH: &str = "question = \"Into which sea does the Danube flow?\"";

    #[test]
    fn the_same_question_is_said_once_and_a_contradiction_is_an_error() {
        let black = format!("{MOUTH}\nanswer = \"the Black Sea\"");
        let other = |answer: &str| {
            format!("question = \"INTO which sea does the  Danube flow\"\nanswer = {answer}")
        };
        assert_eq!(grades(&black, &other("\"Black Sea\"")), [Severity::Warning]);
        assert_eq!(grades(&black, &other("\"North Sea\"")), [Severity::Error]);
        let called = other("\"Euxine Sea\"\naccept = [\"Black Sea\"]");
        assert_eq!(grades(&black, &called), [Severity::Warning]);
        let choice = other("\"Black Sea\"\ndistractors = [\"North Sea\", \"Red Sea\"]");
        assert_eq!(grades(&black, &choice), [Severity::Warning]);
    }

    #[test]
    fn signs_that_mean_something_make_another_question() {
        let asks = |language: &str, who: &str| {
            format!("question = \"Who made the language {language}?\"\nanswer = \"{who}\"")
        };
        assert_eq!(
            grades(&asks("C", "Ritchie"), &asks("C++", "Stroustrup")),
            []
        );
    }

    #[test]
    fn options_are_part_of_the_question() {
        let of = |key: &str, wrong: &str| {
            format!(
                "question = \"Which of these is a river?\"\nanswer = \"{key}\"\n\
                 distractors = [\"{wrong}\", \"Etna\"]"
            )
        };
        assert_eq!(grades(&of("Elbe", "Kiel"), &of("Oder", "Bonn")), []);
        assert_eq!(
            grades(&of("Elbe", "Oder"), &of("Oder", "Bonn")),
            [Severity::Error]
        );
        let order = |items: &str| {
            format!("question = \"Put these in order, the longest first.\"\norder = [{items}]")
        };
        let (one, turned) = (order("\"Nile\", \"Oder\""), order("\"Oder\", \"Nile\""));
        assert_eq!(grades(&one, &turned), [Severity::Error]);
        assert_eq!(grades(&one, &order("\"Volga\", \"Rhine\"")), []);
    }

    #[test]
    fn nearly_the_same_needs_the_same_answer_and_numbers() {
        let asks = |river: &str, answer: &str| {
            format!(
                "question = \"Into which of the seas of Europe does the long river {river} flow \
                 after it has left the last mountains behind?\"\nanswer = \"{answer}\""
            )
        };
        let black = "Black Sea";
        assert_eq!(
            grades(&asks("Danube", black), &asks("Danubes", black)),
            [Severity::Warning]
        );
        assert_eq!(
            grades(&asks("Danube", black), &asks("Danubes", "Red Sea")),
            []
        );
        assert_eq!(grades(&asks("no 1", black), &asks("no 2", black)), []);
        assert_eq!(
            grades(&asks("Danube", black), &asks("Dnieper in Ukraine", black)),
            []
        );
    }

    #[test]
    fn gaps_are_what_is_asked() {
        let cloze = |gap: &str| format!("cloze = \"The Danube rises in {{{{{gap}}}}}, they say.\"");
        assert_eq!(
            grades(&cloze("Germany"), &cloze("Germany")),
            [Severity::Warning]
        );
        assert_eq!(
            grades(&cloze("Germany"), &cloze("Austria")),
            [Severity::Error]
        );
    }
}
