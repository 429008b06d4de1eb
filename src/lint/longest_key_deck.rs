//! `longest-key-deck`: over a deck, the right option is the longest more often than chance has it.

use super::chance::{at_least, shown};
use super::{Card, Context, Finding, Lint, Rule, When};
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    name: "longest-key-deck",
    level: Severity::Warning,
    what: "over 10 or more choice cards, the right option is the longest more often than chance \
           would have it (one-sided, p < 0.01; chance gives each option of a card the same part, \
           and cards whose longest options are equally long no part)",
    why: "Each card may look fair, and picking the longest option still pays over the deck. In the \
          experiment of Pham and others (2018), a right option that was the longest raised scores. \
          Haladyna, Downing and Rodriguez (2002) ask for options of about equal length.",
    before: r#"
# … and so on: the right option is the longest in 14 of 18 cards.
[[card]]
question = "What does a delta consist of?"
answer = "sand and mud"
distractors = ["salt", "clay", "rock"]
"#,
    after: r#"
# … and so on: each option is the longest about equally often.
[[card]]
question = "What does a delta consist of?"
answer = "sand and mud"
distractors = ["rock and gravel", "salt and ash", "clay and ice"]
"#,
    when: When::Always,
    rule: Rule::Deck(look),
};

/// Choice cards that a deck has to have.
const LEAST: usize = 10;
/// How improbable it has to be.
const LEVEL: f64 = 0.01;

fn look(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let (mut cards, mut hits, mut chances) = (0, 0, Vec::new());
    for single in context.cards.iter().filter_map(Card::single) {
        cards += 1;
        let lengths = || {
            single
                .options
                .iter()
                .map(|o| o.value.trim().chars().count())
        };
        let longest = lengths().max().unwrap_or(0);
        let mut places = lengths()
            .enumerate()
            .filter(|(_, length)| *length == longest);
        if let (Some((place, _)), None) = (places.next(), places.next()) {
            chances.push(1.0 / single.options.len() as f64);
            hits += usize::from(place == single.place);
        }
    }
    if cards < LEAST {
        return;
    }
    let p = at_least(hits, &chances);
    if p < LEVEL {
        let expected: f64 = chances.iter().sum();
        let figures = format!(
            "the key is longest in {hits} of {cards}; chance would give {expected:.1}; {}",
            shown(p)
        );
        findings.push(
            context.on_deck(
                LINT.at(
                    context.outline.header.clone(),
                    "picking the longest option pays in this deck",
                )
                .label(figures)
                .help("give the distractors as many words, or the right answers fewer"),
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::said;

    fn deck(hits: usize, of: usize) -> Vec<String> {
        let card = |n: usize| {
            let (key, wrong) = if n < hits {
                ("axle", "box")
            } else {
                ("jam", "kiln")
            };
            format!(
                "[[card]]\nquestion = \"What is the thing of number {n}?\"\nanswer = \"{key}{n}\"\n\
                 distractors = [\"{wrong}{n}\", \"hut{n}\", \"rug{n}\"]\n"
            )
        };
        said(&(10..10 + of).map(|n| card(n - 10)).collect::<String>())
    }

    #[test]
    fn it_is_said_from_one_in_a_hundred_on() {
        // At least 6 of 10 at 1 in 4 have p = 0.0197, at least 7 have p = 0.0035.
        assert_eq!(deck(6, 10), [""; 0]);
        assert_eq!(deck(7, 10), ["longest-key-deck [deck]"]);
        assert_eq!(deck(9, 9), [""; 0]);
    }
}
