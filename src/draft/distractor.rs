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
    found.retain(|wrong| fits_article(statement, gap, wrong));
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
        Value::Time(time) if !time.contains('/') && !time.starts_with('-') => {
            times(material, statement, gap, many, chance)
        }
        Value::Time(_) => Vec::new(),
        Value::Number { value, .. } => numbers(statement, gap, value, many, chance),
        Value::Ordinal(n) => ordinals(statement, gap, *n, many, chance),
    }
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
                && !places::may_mean(folded, &key)
                && length(&known.text) <= 2 * length(&gap.text)
                && length(&gap.text) <= 2 * length(&known.text)
                // What the same sentence says elsewhere may be right here as well.
                && !material.says(statement.sentence, known.id)
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
    while right % (round * 10) == 0 && right >= round * 100 {
        round *= 10;
    }
    let mut near: Vec<u64> = if right < 12 {
        (1..=3)
            .flat_map(|far| [right.saturating_sub(far), right + far])
            .collect()
    } else {
        [60, 70, 80, 90, 110, 120, 130, 140]
            .into_iter()
            .map(|share| (right.saturating_mul(share) / 100 + round / 2) / round * round)
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
    for (old, new) in [
        (with_commas(right), with_commas(number)),
        (right.to_string(), number.to_string()),
        (spell::cardinal(right)?, spell::cardinal(number)?),
    ] {
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
    let scaled = number.checked_mul(digits)? / right.max(1);
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
