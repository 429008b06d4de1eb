//! Pronouns whose meaning a sentence may not say.

use crate::draft::words;

/// The first pronoun that may stand for something the text does not say.
pub fn pronoun(text: &str) -> Option<&str> {
    words::words(text).find(|word| {
        let lower = word.to_lowercase();
        matches!(
            lower.as_str(),
            "it" | "they" | "them" | "he" | "she" | "him"
        )
    })
}

/// Whether something is done to `it` or `them` before anything else is named.
pub fn object_pronoun(text: &str) -> bool {
    words::words(text)
        .skip(1)
        .take(4)
        .any(|word| matches!(word, "it" | "them" | "him"))
}

/// Whether `he` or `they` comes before anything it could stand for; and `its` behind a date, as
/// elsewhere its owner may follow: `In its first year the company …`.
pub fn pronoun_before_name(text: &str) -> bool {
    let all: Vec<&str> = words::words(text).collect();
    let number = |n: usize| {
        all.get(n)
            .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let mut dated = false;
    for (n, word) in all.iter().enumerate() {
        let lower = word.to_lowercase();
        if matches!(lower.as_str(), "he" | "she" | "him" | "they" | "them")
            || dated && matches!(lower.as_str(), "his" | "her" | "its" | "their")
        {
            return true;
        }
        // The number, or the month beside it.
        let month = n > 0 && (number(n - 1) || number(n + 1));
        if number(n) || month && word.starts_with(char::is_uppercase) {
            dated = true;
        } else if (n > 0 && word.starts_with(char::is_uppercase))
            || (n == 0 && !words::is_stop(&lower))
        {
            return false;
        }
    }
    false
}
