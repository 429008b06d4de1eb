//! `convergence`: the right option is where the others meet.

use super::words::tokens;
use super::{Card, Context, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint {
    name: "convergence",
    level: Severity::Info,
    what: "the right option shares words with 2 or more of the others, and each of them shares \
           words with one option at most",
    why: "Distractors are often made by changing one part of the right answer at a time; the \
          option that has most in common with the rest is then the right one. The NBME guide \
          describes how test-wise learners use this convergence.",
    before: r#"
[[card]]
question = "What are the two layers at the bottom of the lake?"
answer = "cold silt over warm gravel"
distractors = ["cold chalk over peat", "salt over warm loam", "iron ore"]
"#,
    after: r#"
[[card]]
question = "What are the two layers at the bottom of the lake?"
answer = "silt over gravel"
distractors = ["chalk over basalt", "salt over loam", "peat over granite"]
"#,
    when: When::Always,
    rule: Rule::Card(look),
};

fn look(_: &Context<'_>, card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(single) = card.single().filter(|single| single.options.len() >= 3) else {
        return;
    };
    let words: Vec<Vec<_>> = single
        .options
        .iter()
        .map(|option| tokens(&option.value).collect())
        .collect();
    if words[single.place].is_empty() {
        return;
    }
    let shares = |a: usize, b: usize| {
        let with = |word: &super::words::Word| words[b].iter().any(|other| other.hash == word.hash);
        a != b && words[a].iter().any(with)
    };
    let partners = |one: usize| (0..words.len()).filter(|other| shares(one, *other)).count();
    if partners(single.place) < 2
        || (0..words.len()).any(|option| option != single.place && partners(option) > 1)
    {
        return;
    }
    let met = (0..words.len()).filter(|option| shares(single.place, *option));
    let mut finding = LINT
        .at(
            single.key.span.clone(),
            "the right answer is where the distractors meet",
        )
        .label(format!("shares words with {} of them", met.clone().count()))
        .help("give the distractors words in common, too, or change more than one part of each");
    for option in met {
        finding = finding.also(
            single.options[option].span.clone(),
            "with the right answer alone",
        );
    }
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::said;

    fn card(distractors: [&str; 3]) -> Vec<String> {
        said(&format!(
            "[[card]]\nquestion = \"What is it made of?\"\nanswer = \"blue glass, green stone\"\n\
             distractors = [\"{}\", \"{}\", \"{}\"]\n",
            distractors[0], distractors[1], distractors[2]
        ))
    }

    #[test]
    fn only_the_right_option_has_two_neighbours() {
        let found = card(["blue wood, white sand", "grey coal, green clay", "iron"]);
        assert_eq!(found, ["convergence \"blue glass, green stone\""]);
        assert_eq!(
            card(["blue wood, white sand", "grey coal", "iron"]),
            [""; 0]
        );
        assert_eq!(
            card(["blue wood, white sand", "white clay, green silk", "iron"]),
            [""; 0]
        );
    }
}
