//! `tf-balance`: nearly all statements are true, or nearly all are false.

use super::{Context, Finding, Lint, Rule, When};
use crate::diagnostic::Severity;

pub(super) const LINT: Lint = Lint {
    name: "tf-balance",
    level: Severity::Warning,
    what: "of 10 or more true-false cards, fewer than 30 % or more than 70 % are true",
    why: "A learner who notices answers by the habit of the deck. The limits are a convention of \
          this program: near enough to even that guessing one side does not pay.",
    before: r#"
# … and so on: 9 of 10 statements are true.
[[card]]
question = "True or false: the Danube flows into the Black Sea."
answer = true
"#,
    after: r#"
# … and so on: 5 of 10 statements are true.
[[card]]
question = "True or false: the Danube flows into the Baltic Sea."
answer = false
"#,
    when: When::Always,
    rule: Rule::Deck(look),
};

/// Cards that a deck has to have.
const LEAST: usize = 10;

fn look(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let statements = context
        .cards
        .iter()
        .filter(|card| card.entry.kind == "true-false")
        .filter_map(|card| card.entry.answers.first()?.first());
    let (mut holds, mut all) = (0, 0);
    for statement in statements {
        all += 1;
        holds += usize::from(statement.value == "true");
    }
    // In whole numbers, so that 30 % and 70 % are within.
    let outside = 10 * holds < 3 * all || 10 * holds > 7 * all;
    if all < LEAST || !outside {
        return;
    }
    let side = if 2 * holds > all { "true" } else { "false" };
    let share = 100.0 * holds as f64 / all as f64;
    let header = context.outline.header.clone();
    findings.push(
        context.on_deck(
            LINT.at(header, format!("guessing `{side}` pays in this deck"))
                .label(format!(
                    "{holds} of {all} statements are true ({share:.0} %)"
                ))
                .help("turn some of the statements round; 30 to 70 % would do"),
        ),
    );
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::found;

    fn deck(holds: usize, of: usize) -> Option<String> {
        let card = |n: usize| {
            let word = ["alder", "birch", "cedar", "elm", "fir", "gorse", "hazel"][n % 7];
            format!(
                "[[card]]\nquestion = \"True or false: the {word} has {n} kinds of bud.\"\n\
                 answer = {}\n",
                n < holds
            )
        };
        let findings = found(&(0..of).map(card).collect::<String>());
        let ours = findings.into_iter().find(|f| f.code == super::LINT.name);
        ours.map(|finding| finding.label)
    }

    #[test]
    fn thirty_to_seventy_per_cent_of_ten_or_more_are_fine() {
        assert_eq!(deck(3, 10), None);
        assert_eq!(deck(7, 10), None);
        assert_eq!(deck(9, 9), None);
        assert_eq!(deck(2, 10).unwrap(), "2 of 10 statements are true (20 %)");
        assert_eq!(deck(8, 11).unwrap(), "8 of 11 statements are true (73 %)");
    }
}
