//! Which language a text is in, as far as finding facts needs to know.

/// Small words that tell a language.
const TELLING: &[(&str, &[&str])] = &[
    ("en", &["the", "of", "and", "was", "is", "to", "with", "by"]),
    (
        "de",
        &[
            "der", "die", "das", "und", "ist", "nicht", "wurde", "mit", "von", "dem",
        ],
    ),
    (
        "fr",
        &["le", "les", "des", "est", "et", "une", "dans", "du", "au"],
    ),
    (
        "es",
        &["el", "los", "las", "del", "y", "que", "una", "fue", "por"],
    ),
    (
        "it",
        &["il", "di", "che", "della", "gli", "nel", "è", "con"],
    ),
    ("nl", &["het", "een", "van", "en", "niet", "werd", "zijn"]),
    ("pt", &["o", "os", "da", "do", "em", "uma", "foi", "não"]),
];

/// As many words of the beginning are looked at.
const ENOUGH: usize = 2000;

/// The primary part of a tag, in lower case.
pub(super) fn primary(tag: &str) -> String {
    tag.split(['-', '_'])
        .next()
        .unwrap_or(tag)
        .to_ascii_lowercase()
}

/// The language whose small words a text has most of.
pub(super) fn guess(text: &str) -> &'static str {
    let mut counts = [0_usize; TELLING.len()];
    for word in text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty() && word.len() <= 8)
        .take(ENOUGH)
    {
        let word = word.to_lowercase();
        for (count, (_, words)) in counts.iter_mut().zip(TELLING) {
            *count += usize::from(words.contains(&word.as_str()));
        }
    }
    let mut best = 0;
    for place in 1..counts.len() {
        if counts[place] > counts[best] {
            best = place;
        }
    }
    TELLING[best].0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell_the_language() {
        assert_eq!(guess("The Danube is the river of ten countries."), "en");
        assert_eq!(
            guess("Die Donau ist ein Fluss und fließt mit der Inn."),
            "de"
        );
        assert_eq!(guess("1870 870 miles"), "en");
        assert_eq!(primary("de-CH"), "de");
    }
}
