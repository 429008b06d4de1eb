//! R9: whether what differs from the key is a slip of the fingers.

use super::affix::differ_in_meaning;
use super::diff::{Step, align};
use super::fold::strip_accents;
use super::language::is_negation;
use super::rules::{Accents, TextRules};

/// Why a reply that looks like the key is no slip, in lower case.
pub(super) type Refusal = &'static str;

/// The most slips one word of so many letters is forgiven.
fn limit_of_word(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=8 => 1,
        _ => 2,
    }
}

/// The most slips a whole key of so many letters is forgiven.
fn limit_of_key(letters: usize) -> usize {
    (letters / 5).clamp(1, 3)
}

/// Words shorter than this must keep their first letter.
const FREE_FIRST_LETTER: usize = 8;

/// Keys shorter than this must keep their spaces.
const FREE_SPACING: usize = 6;

/// Letters that stand for a syllable or a word: no key lies beside another, so another letter is
/// another word.
fn is_syllabic(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11ff}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{318f}'
        | '\u{31a0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{a000}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

fn has_digit(word: &str) -> bool {
    word.chars().any(char::is_numeric)
}

/// The runs of digits in a text, in order.
fn digits(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_numeric())
        .filter(|run| !run.is_empty())
}

/// How many slips lie between the reply and the key, both folded, if they are slips; 0 where
/// only the spacing differs.
///
/// Without [`Accents::Strict`] both come without accents.
pub(super) fn slips(given: &str, key: &str, rules: &TextRules) -> Result<usize, Refusal> {
    let unspaced = |text: &str| text.replace(' ', "");
    let negations = |text: &str| {
        let mut found: Vec<String> = text
            .split(' ')
            .filter(|word| is_negation(word))
            .map(str::to_owned)
            .collect();
        found.sort();
        found
    };
    let letters = unspaced(key).chars().count();
    if letters >= FREE_SPACING && given != key && unspaced(given) == unspaced(key) {
        if !digits(given).eq(digits(key)) {
            return Err("the numbers differ");
        }
        if negations(given) != negations(key) {
            return Err("one of the two says no");
        }
        return Ok(0);
    }
    let given_words: Vec<&str> = given.split(' ').collect();
    let key_words: Vec<&str> = key.split(' ').collect();
    if given_words.len() != key_words.len() {
        return Err("the number of words differs");
    }
    if negations(given) != negations(key) {
        return Err("one of the two says no");
    }
    let mut total = 0;
    for (given, key) in given_words.iter().zip(&key_words) {
        if given != key {
            total += slips_of_word(given, key, rules)?;
        }
    }
    if total > limit_of_key(letters) {
        return Err("too many letters differ");
    }
    Ok(total)
}

/// Whether two words, folded, are one with slips, whichever of them is the key.
pub(crate) fn is_slip(one: &str, other: &str) -> bool {
    let rules = TextRules::default();
    slips_of_word(one, other, &rules).is_ok() || slips_of_word(other, one, &rules).is_ok()
}

/// The same for one word that is not the key's.
fn slips_of_word(given: &str, key: &str, rules: &TextRules) -> Result<usize, Refusal> {
    if has_digit(given) || has_digit(key) {
        return Err("the numbers differ");
    }
    if key.chars().chain(given.chars()).any(is_syllabic) {
        return Err("a character differs");
    }
    if !key
        .chars()
        .chain(given.chars())
        .all(|c| c.is_alphabetic() || !c.is_ascii())
    {
        return Err("a sign differs");
    }
    let given_letters: Vec<char> = given.chars().collect();
    let key_letters: Vec<char> = key.chars().collect();
    let limit = limit_of_word(key_letters.len());
    let too_long = given_letters.len().abs_diff(key_letters.len()) > limit;
    let distance = if too_long {
        usize::MAX
    } else {
        strsim::osa_distance(given, key)
    };
    if distance > limit {
        return Err(if limit == 0 {
            "in so short a word every letter counts"
        } else {
            "too many letters differ"
        });
    }
    if rules.accents == Accents::Strict
        && strsim::osa_distance(&strip_accents(given), &strip_accents(key)) != distance
    {
        return Err("the accents differ");
    }
    if key_letters.len() < FREE_FIRST_LETTER && !same_start(&given_letters, &key_letters) {
        return Err("the first letter differs");
    }
    if differ_in_meaning(given, key) {
        return Err("the two words mean different things");
    }
    if rules.strict_inflection && ending_differs(&given_letters, &key_letters) {
        return Err("the ending differs");
    }
    Ok(distance)
}

/// Whether two words begin with the same letter, or the first two are swapped.
fn same_start(given: &[char], key: &[char]) -> bool {
    given.first() == key.first()
        || (given.len() > 1 && key.len() > 1 && given[0] == key[1] && given[1] == key[0])
}

/// Whether an edit lies within the last two letters.
fn ending_differs(given: &[char], key: &[char]) -> bool {
    let given_end = given.len().saturating_sub(2);
    let key_end = key.len().saturating_sub(2);
    align(given, key).is_none_or(|steps| {
        steps.iter().any(|step| match *step {
            Step::Same(..) => false,
            Step::Extra(i) => i >= given_end,
            Step::Missing(j) | Step::Differs(_, j) | Step::Swapped(_, j) => j >= key_end,
        })
    })
}

/// Texts longer than this are not called near.
const LONGEST_NEAR: usize = 400;

/// How far apart two folded texts are, if that is less than half of the longer one: near enough
/// to be worth a word.
pub(super) fn nearness(given: &str, key: &str) -> Option<usize> {
    let (one, other) = (given.chars().count(), key.chars().count());
    let longer = one.max(other);
    if longer > LONGEST_NEAR || one.abs_diff(other) * 2 >= longer {
        return None;
    }
    let distance = strsim::osa_distance(given, key);
    (distance * 2 < longer).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forgiven(given: &str, key: &str) -> bool {
        slips(given, key, &TextRules::default()).is_ok()
    }

    #[test]
    fn each_length_has_its_limit() {
        assert!(!forgiven("cta", "cat"));
        assert!(!forgiven("tow", "two"));
        assert!(forgiven("catr", "cart"));
        assert!(forgiven("mountian", "mountain"));
        assert!(!forgiven("muontian", "mountain"));
        // nine letters: two for the word, but one for the key
        assert!(forgiven("kitchenes", "kitchener"));
        assert!(!forgiven("kicthenes", "kitchener"));
        // ten letters: two
        assert!(forgiven("goverments", "government"));
        assert!(forgiven("govrenmetn", "government"));
        assert!(!forgiven("govrenmten", "government") && !forgiven("ogvrenmetn", "government"));
    }

    #[test]
    fn a_whole_key_has_its_limit() {
        assert!(!forgiven("untied nations", "united nations"));
        assert!(forgiven("souht koera border", "south korea border"));
        assert!(forgiven("souht koera broder", "south korea border"));
        assert!(!forgiven(
            "souht koera broder linse",
            "south korea border lines"
        ));
        assert!(forgiven("four fuor", "four four"));
        assert!(!forgiven("fuor fuor", "four four"));
    }

    #[test]
    fn first_letters_count_in_short_words() {
        assert!(!forgiven("mouse", "house"));
        assert!(forgiven("ohuse", "house"));
        assert!(!forgiven("iountain", "fountai"));
        assert!(forgiven("iountain", "fountain"));
    }

    #[test]
    fn guards_stop_slips() {
        assert!(!forgiven("world war 1", "world war 2"));
        assert!(!forgiven("sulfite", "sulfate"));
        assert!(!forgiven("iraq", "iran"));
        assert!(!forgiven("newer", "never"));
        assert!(!forgiven("notable", "not able"));
        assert!(!forgiven("東京都", "東京市"));
        assert!(!forgiven("オーストラリア", "オーストリア"));
        assert!(!forgiven("대한민극", "대한민국"));
        assert!(!forgiven("a/b+cdef", "a/b-cdef"));
    }

    #[test]
    fn spaces_count_in_short_keys_only() {
        assert!(forgiven("icecream", "ice cream"));
        assert!(forgiven("note book", "notebook"));
        assert!(!forgiven("tobe", "to be"));
        assert!(forgiven("covid19", "covid 19"));
        assert!(!forgiven("world war 11", "world war 1 1"));
    }

    #[test]
    fn endings_count_where_inflection_is_strict() {
        let strict = TextRules {
            strict_inflection: true,
            ..TextRules::default()
        };
        for (given, key) in [
            ("hermana", "hermano"),
            ("perros", "perro"),
            ("perro", "perros"),
            ("hunde", "hund"),
        ] {
            assert!(forgiven(given, key), "{given}");
            assert_eq!(
                slips(given, key, &strict),
                Err("the ending differs"),
                "{given}"
            );
        }
        assert_eq!(slips("hremano", "hermano", &strict), Ok(1));
        assert_eq!(slips("hermmano", "hermano", &strict), Ok(1));
    }

    #[test]
    fn strict_accents_are_no_slips() {
        let strict = TextRules {
            accents: Accents::Strict,
            ..TextRules::default()
        };
        assert!(slips("manana", "mañana", &strict).is_err());
        assert_eq!(slips("maañna", "mañana", &strict), Ok(1));
    }

    #[test]
    fn near_is_less_than_half_apart() {
        assert_eq!(nearness("tisch", "der tisch"), Some(4));
        assert_eq!(nearness("c", "c++"), None);
        assert_eq!(nearness("か", "が"), None);
        assert_eq!(nearness("mouse", "house"), Some(1));
        assert_eq!(nearness("", ""), None);
    }
}
