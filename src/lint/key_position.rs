//! `key-position`: the right options stand too often in the same place.

use super::chance::{chi_square, shown};
use super::{Card, Context, Finding, Lint, Rule, When};
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    name: "key-position",
    level: Severity::Warning,
    what: "over 20 or more choice cards with `options`, the right options stand unevenly \
           (chi-square, p < 0.01), more than 45 % of them in one place where chance would give \
           that place a third at most, or 5 in a row in the same place",
    why: "Options in a fixed order have a place that can be learned or guessed. Attali and \
          Bar-Hillel (2003) found that writers hide right answers in the middle and that learners \
          seek them there. Haladyna, Downing and Rodriguez (2002, guideline 20) say to vary the \
          location of the right answer. `distractors` are shuffled and have no place.",
    before: r#"
# … and so on: the right option stands second in 14 of 20 cards.
[[card]]
question = "Which planet is the largest?"
answer = "Jupiter"
options = ["Mars", "Jupiter", "Saturn", "Venus"]
"#,
    after: r#"
# … and so on: shuffled at every asking.
[[card]]
question = "Which planet is the largest?"
answer = "Jupiter"
distractors = ["Mars", "Saturn", "Venus"]
"#,
    when: When::Always,
    rule: Rule::Deck(look),
};

/// Cards that a deck has to have.
const LEAST: usize = 20;
/// How improbable unevenness has to be.
const LEVEL: f64 = 0.01;
/// The greatest part of the keys that may stand in one place.
const PART: f64 = 0.45;
/// The part that chance may give a place for that to be too much.
const CHANCE: f64 = 1.0 / 3.0;
/// How many keys in a row may not stand in the same place.
const RUN: usize = 5;

fn look(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let fixed = |card: &&Card<'_>| card.choice.as_ref().is_some_and(|choice| choice.fixed);
    let cards: Vec<_> = context
        .cards
        .iter()
        .filter(fixed)
        .filter_map(|card| Some((card, card.single()?)))
        .collect();
    if cards.len() < LEAST {
        return;
    }
    let places = cards.iter().map(|(_, single)| single.options.len()).max();
    let (mut found, mut expected) = (
        vec![0.0; places.unwrap_or(0)],
        vec![0.0; places.unwrap_or(0)],
    );
    for (_, single) in &cards {
        let count = single.options.len();
        found[single.place] += 1.0;
        for place in &mut expected[..count] {
            *place += 1.0 / count as f64;
        }
    }
    let all = cards.len() as f64;
    let place = |n: usize| format!("place {}", n + 1);
    let statistic: f64 = found
        .iter()
        .zip(&expected)
        .map(|(found, expected)| (found - expected).powi(2) / expected)
        .sum();
    let p = chi_square(statistic, found.len() - 1);
    let crowded = (0..found.len()).find(|n| found[*n] > PART * all && expected[*n] <= CHANCE * all);
    let run = cards
        .windows(RUN)
        .find(|run| run.iter().all(|(_, single)| single.place == run[0].1.place));
    let mut say = |message: String, begins: Option<&Card<'_>>| {
        let counts: Vec<String> = found.iter().map(|n| format!("{n:.0}")).collect();
        let fair: Vec<String> = expected.iter().map(|n| format!("{n:.1}")).collect();
        let figures = format!(
            "keys by place: {} of {}; chance would give {}; {}",
            counts.join(", "),
            cards.len(),
            fair.join(", "),
            shown(p)
        );
        let mut finding = LINT
            .at(context.outline.header.clone(), message)
            .label(figures)
            .help("write `distractors`, which are shuffled, or move the right options");
        if let Some(card) = begins {
            finding = finding.also(card.entry.place(), "the row begins");
        }
        findings.push(context.on_deck(finding));
    };
    if let Some(n) = crowded {
        let share = 100.0 * found[n] / all;
        let message = format!(
            "the right option stands in {} in {share:.0} % of the cards",
            place(n)
        );
        say(message, None);
    } else if p < LEVEL {
        let message = "the right options stand unevenly".to_owned();
        say(message, None);
    } else if let Some(run) = run {
        let message = format!(
            "{RUN} right options in a row stand in {}",
            place(run[0].1.place)
        );
        say(message, Some(run[0].0));
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::found;

    /// What is said of choice cards with their keys in these places of 4.
    fn deck(places: &[usize]) -> Vec<String> {
        let card = |(n, place): (usize, &usize)| {
            let mut options: Vec<_> = (0..4).map(|o| format!("\"b{n}x{o}\"")).collect();
            options[*place] = format!("\"k{n}\"");
            format!(
                "[[card]]\nquestion = \"What is the thing of number {n}?\"\nanswer = \"k{n}\"\n\
                 options = [{}]\n",
                options.join(", ")
            )
        };
        let cards: String = places.iter().enumerate().map(card).collect();
        let ours = found(&cards)
            .into_iter()
            .filter(|f| f.code == super::LINT.name);
        ours.map(|finding| finding.message).collect()
    }

    /// So many keys in each place, as far apart as can be.
    fn places(counts: [usize; 4]) -> Vec<usize> {
        let spread = |(place, count): (usize, usize)| {
            (0..count).map(move |n| ((2 * n + 1) * 1000 / count, place))
        };
        let mut keys: Vec<_> = counts.into_iter().enumerate().flat_map(spread).collect();
        keys.sort_unstable();
        keys.into_iter().map(|(_, place)| place).collect()
    }

    #[test]
    fn even_places_are_fine() {
        assert_eq!(deck(&places([5, 5, 5, 5])), [""; 0]);
        assert_eq!(deck(&places([7, 5, 4, 4])), [""; 0]);
    }

    #[test]
    fn one_place_may_not_have_more_than_its_part() {
        let found = deck(&places([3, 10, 4, 3]));
        assert_eq!(
            found,
            ["the right option stands in place 2 in 50 % of the cards"]
        );
        assert_eq!(
            deck(&places([3, 9, 4, 4])),
            [""; 0],
            "45 % is not more than 45 %"
        );
        assert_eq!(deck(&places([2, 10, 4, 3])), [""; 0], "19 cards");
    }

    #[test]
    fn places_that_nobody_uses_are_uneven() {
        // 16 : 0 : 16 : 8 of 40 gives a chi-square of 17.6 and no place over 45 %.
        assert_eq!(
            deck(&places([16, 0, 16, 8])),
            ["the right options stand unevenly"]
        );
    }

    #[test]
    fn five_in_a_row_are_a_row() {
        let mut row = places([4, 4, 4, 4]);
        row.splice(8..8, [2, 2, 2, 2]);
        let found = deck(&row);
        assert_eq!(found, [""; 0], "{row:?}");
        row.insert(8, 2);
        let found = deck(&row);
        assert_eq!(
            found,
            ["5 right options in a row stand in place 3"],
            "{row:?}"
        );
    }
}
