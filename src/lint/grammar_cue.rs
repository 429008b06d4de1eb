//! `grammar-cue`: the grammar of the question fits one option only.

use super::words::{is_one_of, spans};
use super::{Card, Context, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint {
    name: "grammar-cue",
    level: Severity::Warning,
    what: "`a`, `an`, `is` or `are` at the end of the question fits one option only",
    why: "The options that do not fit are ruled out without knowing. Haladyna, Downing and \
          Rodriguez (2002, guideline 28) count grammatical inconsistencies among the clues to \
          avoid; the NBME guide names the grammatical cue first among the flaws that help the \
          test-wise.",
    before: r#"
[[card]]
question = "A piece of land with water all around it is called an"
answer = "island"
distractors = ["peninsula", "cape", "delta"]
"#,
    after: r#"
[[card]]
question = "What is a piece of land with water all around it called?"
answer = "an island"
distractors = ["a peninsula", "a cape", "a delta"]
"#,
    when: When::English,
    rule: Rule::Card(look),
};

fn look(_: &Context<'_>, card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(single) = card.single().filter(|single| single.options.len() > 1) else {
        return;
    };
    let stem = card.stem();
    let Some(at) = last_word(stem) else { return };
    let word = stem[at.clone()].to_ascii_lowercase();
    let fits = |option: &str| match word.as_str() {
        "a" => begins_with_vowel(option).is_none_or(|vowel| !vowel),
        "an" => begins_with_vowel(option).is_none_or(|vowel| vowel),
        "is" | "was" => is_plural(option).is_none_or(|plural| !plural),
        "are" | "were" => is_plural(option).is_none_or(|plural| plural),
        _ => true,
    };
    let mut fitting = single.options.iter().filter(|option| fits(&option.value));
    let (Some(only), None) = (fitting.next(), fitting.next()) else {
        return;
    };
    let message = format!("`{word}` fits the option `{}` only", only.value);
    let help = if matches!(word.as_str(), "a" | "an") {
        "give each option its own article"
    } else {
        "end the question otherwise, or give the options the same number"
    };
    findings.push(
        LINT.at(card.in_stem(at), message)
            .also(only.span.clone(), "fits")
            .help(help),
    );
}

/// The last word, if nothing but a gap follows it and it is no `a/an`.
fn last_word(stem: &str) -> Option<std::ops::Range<usize>> {
    let gap = |c: char| c.is_whitespace() || "_.…:-–—[]*?".contains(c);
    let end = stem.trim_end_matches(gap).len();
    let at = spans(&stem[..end]).last()?;
    let alone = !stem[..at.start].ends_with(['/', '(']);
    (at.end == end && alone).then_some(at)
}

/// Whether a word begins with the sound of a vowel; nothing for what has no letters.
fn begins_with_vowel(option: &str) -> Option<bool> {
    let word = &option[spans(option).next()?];
    let first = word.chars().next()?;
    if !first.is_ascii_alphabetic() {
        return None;
    }
    let upper = word
        .chars()
        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    if upper && word.len() > 1 {
        // Letters that are read one by one: an FBI agent, a UN envoy.
        return Some("AEFHILMNORSX".contains(first));
    }
    let lower = word.to_ascii_lowercase();
    let silent = ["hour", "honest", "honour", "honor", "heir"];
    let glide = [
        "uni", "use", "usu", "euro", "eu", "one", "once", "ute", "uti", "ubi",
    ];
    if silent.iter().any(|start| lower.starts_with(start)) {
        return Some(true);
    }
    let unglided = ["unim", "unin", "unid"]
        .iter()
        .any(|start| lower.starts_with(start));
    if !unglided && glide.iter().any(|start| lower.starts_with(start)) {
        return Some(false);
    }
    Some("aeiou".contains(lower.chars().next()?))
}

/// Whether a noun is many things; nothing where that cannot be told.
fn is_plural(option: &str) -> Option<bool> {
    const IRREGULAR: &[&str] = &[
        "children", "feet", "geese", "men", "mice", "people", "teeth", "women",
    ];
    let words: Vec<&str> = spans(option).map(|at| &option[at]).collect();
    if is_one_of(words.first()?, &["a", "an", "one", "each", "every"]) {
        return Some(false);
    }
    if words.iter().any(|word| is_one_of(word, &["and"])) {
        return Some(true);
    }
    // The noun stands before what belongs to it.
    let belongs =
        |word: &&&str| is_one_of(word, &["of", "in", "for", "from", "to", "with", "on", "at"]);
    let end = words
        .iter()
        .position(|word| belongs(&word))
        .unwrap_or(words.len());
    let noun = words[..end].last()?.to_ascii_lowercase();
    if !noun.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let ends = |ending: &str| noun.ends_with(ending);
    Some(is_one_of(&noun, IRREGULAR) || ends("s") && !(ends("ss") || ends("us") || ends("is")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::said;

    fn card(question: &str, options: [&str; 3]) -> Vec<String> {
        let [key, one, two] = options;
        said(&format!(
            "[[card]]\nquestion = \"{question}\"\nanswer = \"{key}\"\n\
             distractors = [\"{one}\", \"{two}\"]\n"
        ))
    }

    #[test]
    fn one_option_alone_has_to_fit() {
        let land = "Land with water around it is called";
        assert_eq!(
            card(&format!("{land} an"), ["isle", "cape", "bay"]),
            ["grammar-cue an"]
        );
        assert_eq!(
            card(&format!("{land} an …"), ["isle", "cape", "bay"]),
            ["grammar-cue an"]
        );
        assert_eq!(
            card(&format!("{land} an"), ["isle", "inlet", "bay"]),
            [""; 0]
        );
        assert_eq!(
            card(&format!("{land} a/an"), ["isle", "cape", "bay"]),
            [""; 0]
        );
        let hit = "What was hit by the flood of that year are";
        assert_eq!(
            card(hit, ["towns", "the dam", "a bridge"]),
            ["grammar-cue are"]
        );
        assert_eq!(card(hit, ["towns", "dams", "a bridge"]), [""; 0]);
        assert_eq!(
            card(hit, ["towns", "7", "a bridge"]),
            [""; 0],
            "nobody can tell"
        );
    }

    #[test]
    fn vowels_are_heard() {
        for (word, vowel) in [
            ("island", true),
            ("hour", true),
            ("university", false),
            ("uninhabited isle", true),
            ("European", false),
            ("FBI agent", true),
            ("UN envoy", false),
            ("one-off", false),
        ] {
            assert_eq!(begins_with_vowel(word), Some(vowel), "{word}");
        }
        assert_eq!(begins_with_vowel("8"), None);
    }
}
