//! Wrong answers: facts of the same type from the same text, near dates, near numbers.
//!
//! A distractor has to be wrong and has to look right (Mitkov, Ha & Karamanis 2006): of the same
//! type, of about the same length, and not said in the same sentence, where it would be right too.

use std::collections::HashSet;

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

use super::known::Known;
use super::material::{Gap, Material, Statement, year};
use super::{places, spell, words};
use crate::mark::number::{self, Exact};
use crate::source::{Kind, Value};

/// Years this far away are near.
const NEAR_YEARS: u64 = 9;

/// Up to so many wrong answers for a fact.
pub(super) fn wrong(
    material: &Material,
    statement: &Statement,
    gap: &Gap,
    many: usize,
    chance: &mut ChaCha8Rng,
) -> Vec<String> {
    let mut found = all(material, statement, gap, many, chance);
    found.retain(|wrong| {
        fits_article(statement, gap, wrong) && !material.may_hold(statement, gap, wrong)
    });
    found
}

fn all(
    material: &Material,
    statement: &Statement,
    gap: &Gap,
    many: usize,
    chance: &mut ChaCha8Rng,
) -> Vec<String> {
    match &gap.value {
        Value::Name(_) => names(material, statement, gap, many, chance),
        Value::Time(time)
            if !time.contains('/') && !time.starts_with('-') && !is_limit(statement, gap) =>
        {
            times(material, statement, gap, many, chance)
        }
        Value::Time(_) => Vec::new(),
        // More than 50: so is more than 40.
        Value::Number { .. } if is_limit(statement, gap) => Vec::new(),
        Value::Number { value, .. } => numbers(statement, gap, value, many, chance),
        Value::Ordinal(n) => ordinals(statement, gap, *n, many, chance),
    }
}

/// Words before a value that make it a limit, or one of several that are right.
const LIMITS: &[&str] = &[
    "than",
    "over",
    "under",
    "above",
    "below",
    "least",
    "most",
    "to",
    "by",
    "until",
    "till",
    "since",
    "before",
    "after",
    "nearly",
    "almost",
    "about",
    "around",
    "roughly",
    "approximately",
    "exceeding",
    "exceeded",
    "beyond",
    "within",
    "some",
];

/// Whether a value is only a limit or an estimate, so that its neighbours may be right as well.
fn is_limit(statement: &Statement, gap: &Gap) -> bool {
    let before = words::words(&statement.text[..gap.at.start]).last();
    let after = statement.text[gap.at.end..].trim_start();
    before.is_some_and(|word| LIMITS.contains(&word.to_lowercase().as_str()))
        || ["or more", "or less", "or fewer", "or so"]
            .iter()
            .any(|words| after.starts_with(words))
}

/// Whether `a` or `an` before the gap fits the wrong answer as it fits the right one.
fn fits_article(statement: &Statement, gap: &Gap, wrong: &str) -> bool {
    let before = statement.text[..gap.at.start].trim_end();
    let article = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let vowel = |text: &str| {
        text.to_lowercase()
            .starts_with(['a', 'e', 'i', 'o', 'u', '8'])
    };
    !matches!(article.as_str(), "a" | "an") || vowel(wrong) == vowel(&gap.text)
}

/// Names of the kind that the sentence does not say, those of like shape and from near by first.
fn names(
    material: &Material,
    statement: &Statement,
    gap: &Gap,
    many: usize,
    chance: &mut ChaCha8Rng,
) -> Vec<String> {
    let here = words::folded(&statement.text);
    let key = words::folded(&gap.text);
    let length = |text: &str| text.chars().count();
    let mut fit: Vec<&Known> = material
        .known
        .near(gap.kind, statement.paragraph)
        .filter(|known| {
            let folded = known.folded.as_str();
            known.id != gap.id
                && !here.contains(folded)
                && !key.contains(folded)
                && !folded.contains(&key)
                && is_ruler(&known.text) == is_ruler(&gap.text)
                && is_alike(gap.kind, folded, &key)
                && places::is_land(folded) == places::is_land(&key)
                // Essex lies in England, so neither is wrong for the other.
                && (gap.kind != Kind::Place || places::is_state(folded) == places::is_state(&key))
                && !places::may_mean(folded, &key)
                && length(&known.text) <= 2 * length(&gap.text)
                && length(&gap.text) <= 2 * length(&known.text)
                // What the same sentence says elsewhere may be right here as well.
                && !material.says(statement.sentence, known.id)
                && !material.may_hold(statement, gap, &known.text)
        })
        .collect();
    fit.shuffle(chance);
    let shape = |text: &str| words::words(text).count();
    let stems = |text: &str| -> HashSet<String> {
        text.to_lowercase()
            .split([' ', '-'])
            .map(str::to_owned)
            .collect()
    };
    let last = |text: &str| words::words(text).last().unwrap_or_default().to_lowercase();
    let (right_last, right_shape, right_stems) =
        (last(&gap.text), shape(&gap.text), stems(&gap.text));
    fit.sort_by_cached_key(|known| {
        let head = usize::from(last(&known.text) != right_last);
        let shape = shape(&known.text).abs_diff(right_shape);
        let far = known.paragraph.abs_diff(statement.paragraph) as usize;
        let shared = stems(&known.text).intersection(&right_stems).count();
        (2 * head + 2 * shape + far).saturating_sub(4 * shared)
    });
    fit.truncate(many + 2);
    // So that the right answer is not told by being the longest.
    fit.sort_by_key(|known| usize::from(length(&known.text) < length(&gap.text)));
    let mut chosen: Vec<String> = Vec::new();
    for known in fit {
        if chosen.len() < many && !chosen.contains(&known.text) {
            chosen.push(known.text.clone());
        }
    }
    chosen
}

/// Whether a number ends a name: `Louis XIV`.
fn is_ruler(name: &str) -> bool {
    name.rsplit_once(' ')
        .is_some_and(|(_, last)| last.chars().all(|c| matches!(c, 'I' | 'V' | 'X')))
}

/// Whether two names are of one sort as far as their words tell: a war for a war, a resolution
/// for a resolution. Names of people and places tell nothing.
fn is_alike(kind: Kind, one: &str, other: &str) -> bool {
    if !matches!(kind, Kind::Event | Kind::Document) {
        return true;
    }
    let sort = |folded: &str| {
        let mut words = folded
            .split_whitespace()
            .filter(|word| word.chars().all(char::is_alphabetic));
        words.next_back().map(str::to_owned)
    };
    sort(one).is_some() && sort(one) == sort(other)
}

/// Dates of the text that are as exact, then dates near by.
fn times(
    material: &Material,
    statement: &Statement,
    gap: &Gap,
    many: usize,
    chance: &mut ChaCha8Rng,
) -> Vec<String> {
    let Some(right) = year(&gap.value) else {
        return Vec::new();
    };
    let here = words::folded(&statement.text);
    let digits = right.to_string();
    if right < 100 || !gap.text.contains(&digits) {
        return Vec::new();
    }
    let bare = gap.text == digits;
    let mut said: Vec<String> = material
        .known
        .about(right)
        .filter_map(|(there, known)| {
            let alike = bare == (known.text == there.to_string())
                && precision(&known.value) == precision(&gap.value);
            let near = there.abs_diff(right) <= 60;
            (known.id != gap.id && alike && near && !here.contains(&known.folded))
                .then(|| known.text.clone())
        })
        .collect();
    said.shuffle(chance);
    said.truncate(if bare { 1 } else { 2 });
    let mut chosen = said;
    let latest = material.latest_year.unwrap_or(right).max(right);
    for _ in 0..60 {
        if chosen.len() >= many {
            break;
        }
        let far = i32::try_from(1 + chance.next_u64() % NEAR_YEARS).unwrap_or(1);
        let year = if chance.next_u64().is_multiple_of(2) {
            right - far
        } else {
            right + far
        };
        let text = gap.text.replacen(&digits, &year.to_string(), 1);
        if year <= latest && !chosen.contains(&text) && !here.contains(&words::folded(&text)) {
            chosen.push(text);
        }
    }
    chosen
}

/// How exact a date is: a year, a month, a day; none for a span.
fn precision(value: &Value) -> Option<usize> {
    match value {
        Value::Time(time) if !time.contains('/') => Some(time.matches('-').count()),
        _ => None,
    }
}

/// Numbers near by that are as round, written the same way.
fn numbers(
    statement: &Statement,
    gap: &Gap,
    value: &Exact,
    many: usize,
    chance: &mut ChaCha8Rng,
) -> Vec<String> {
    if !value.is_integer() {
        return Vec::new();
    }
    let Ok(right) = number::show(value).parse::<u64>() else {
        return Vec::new();
    };
    let mut round = 1;
    // At least two digits stay that are not zero alone.
    while round <= right / 100 && right.is_multiple_of(round * 10) {
        round *= 10;
    }
    let mut near: Vec<u64> = if right < 12 {
        (1..=3)
            .flat_map(|far| [right.saturating_sub(far), right + far])
            .collect()
    } else {
        [60, 70, 80, 90, 110, 120, 130, 140]
            .into_iter()
            .map(|share| {
                let share = u128::from(right) * share / 100;
                let round = u128::from(round);
                u64::try_from((share + round / 2) / round * round).unwrap_or(u64::MAX)
            })
            .collect()
    };
    near.retain(|number| *number > 1 && *number != right);
    near.sort_unstable();
    near.dedup();
    near.shuffle(chance);
    let here = words::folded(&statement.text);
    near.into_iter()
        .filter_map(|number| written_like(&gap.text, right, number))
        .filter(|text| !here.contains(&words::folded(text)))
        .take(many)
        .collect()
}

/// A number as another is written: in digits, with commas, in words; with what stands around it.
fn written_like(text: &str, right: u64, number: u64) -> Option<String> {
    let with_commas = |number: u64| {
        let digits = number.to_string();
        let mut out = String::new();
        for (n, digit) in digits.chars().enumerate() {
            if n > 0 && (digits.len() - n).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        out
    };
    let spelled = spell::cardinal(right).zip(spell::cardinal(number));
    let digits = [
        (with_commas(right), with_commas(number)),
        (right.to_string(), number.to_string()),
    ];
    for (old, new) in digits.into_iter().chain(spelled) {
        if text.contains(&old) {
            return Some(text.replacen(&old, &new, 1));
        }
        let large = words::capitalised(&old);
        if text.contains(&large) {
            return Some(text.replacen(&large, &words::capitalised(&new), 1));
        }
    }
    // `3 million`: the digits before the word.
    let digits = text
        .split(' ')
        .next()?
        .parse::<u64>()
        .ok()
        .filter(|n| *n > 1)?;
    let scaled = u128::from(number) * u128::from(digits) / u128::from(right.max(1));
    let scaled = u64::try_from(scaled).ok()?;
    (scaled > 0 && scaled != digits)
        .then(|| text.replacen(&digits.to_string(), &scaled.to_string(), 1))
}

fn ordinals(
    statement: &Statement,
    gap: &Gap,
    right: u64,
    many: usize,
    chance: &mut ChaCha8Rng,
) -> Vec<String> {
    let spelled = !gap.text.starts_with(|c: char| c.is_ascii_digit());
    let step = if right >= 20 && right.is_multiple_of(10) {
        10
    } else {
        1
    };
    let mut near: Vec<u64> = (1..=3)
        .flat_map(|far| [right.saturating_sub(far * step), right + far * step])
        .filter(|n| *n > 0 && *n != right)
        .collect();
    near.sort_unstable();
    near.dedup();
    near.shuffle(chance);
    let here: HashSet<String> = words::words(&statement.text)
        .map(str::to_lowercase)
        .collect();
    near.into_iter()
        .filter_map(|n| {
            if spelled {
                spell::ordinal(n)
            } else {
                Some(spell::ordinal_in_digits(n))
            }
        })
        .filter(|text| !here.contains(text))
        .map(|text| {
            let large = gap.text.starts_with(char::is_uppercase);
            if large {
                words::capitalised(&text)
            } else {
                text
            }
        })
        .take(many)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Text;
    use rand::SeedableRng;

    /// Every wrong answer that any of 20 seeds gives for a fact.
    fn all_wrong(text: &str, fact: &str) -> HashSet<String> {
        let material = Material::of(&Text::read(text, Some("en")), "A text");
        let mut found = HashSet::new();
        for seed in 0..20 {
            let mut chance = ChaCha8Rng::seed_from_u64(seed);
            for statement in &material.statements {
                for gap in statement.gaps.iter().filter(|gap| gap.text == fact) {
                    found.extend(wrong(&material, statement, gap, 3, &mut chance));
                }
            }
        }
        found
    }

    #[test]
    fn what_another_sentence_says_is_true_is_no_wrong_answer() {
        let text = "The company opened a large factory for engines in Prague in 1902. \
                    The company opened another large factory for engines in Vienna in 1911. \
                    Its owner went to Paris in 1920 and to Berlin in 1925 with all his money.";
        let wrong = all_wrong(text, "Prague");
        assert!(!wrong.contains("Vienna"), "{wrong:?}");
        let years = all_wrong(text, "1902");
        assert!(!years.is_empty() && !years.contains("1911"), "{years:?}");
    }

    #[test]
    fn a_country_is_no_wrong_answer_for_what_may_lie_in_it() {
        let text = "The merchant John Miller came from Essex to the fair in 1702. He had sold cloth \
                    in England and in France since 1690. Ships from Plymouth and from Dover brought \
                    wool to the fair.";
        let wrong = all_wrong(text, "Essex");
        assert!(!wrong.is_empty(), "{wrong:?}");
        assert!(
            !wrong.contains("England") && !wrong.contains("France"),
            "{wrong:?}"
        );
    }

    #[test]
    fn what_lies_near_a_limit_is_no_wrong_answer() {
        for (said, none) in [
            (
                "The harbour handled 50 large ships of the fleet every day.",
                false,
            ),
            (
                "The harbour handled more than 50 large ships of the fleet every day.",
                true,
            ),
            (
                "The harbour handled at least 50 large ships of the fleet every day.",
                true,
            ),
            (
                "The harbour handled 50 or more large ships of the fleet every day.",
                true,
            ),
        ] {
            assert_eq!(all_wrong(said, "50").is_empty(), none, "{said}");
        }
        let said = "The harbour of the old town was closed to foreign ships until 1854.";
        assert!(all_wrong(said, "1854").is_empty());
    }

    #[test]
    fn numbers_of_any_size_have_neighbours() {
        for (text, right, number, written) in [
            ("2,000,000", 2_000_000, 1_600_000, Some("1,600,000")),
            ("2 million", 2_000_000, 4_000_000, Some("4 million")),
            ("2 million", 2_000_000, 1_600_000, Some("1 million")),
        ] {
            assert_eq!(
                written_like(text, right, number).as_deref(),
                written,
                "{text}"
            );
        }
        let said = "The vault of the old bank holds 18000000000000000000 coins of a rare kind.";
        assert!(all_wrong(said, "18000000000000000000").len() < 60);
    }
}
