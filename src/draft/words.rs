//! Words of a text: which there are, which say little, and how often each is said.

use std::collections::HashMap;

/// Words that say little by themselves.
const STOP: &[&str] = &[
    "a",
    "about",
    "after",
    "against",
    "all",
    "also",
    "although",
    "among",
    "an",
    "and",
    "another",
    "any",
    "are",
    "as",
    "at",
    "be",
    "became",
    "because",
    "become",
    "been",
    "before",
    "being",
    "between",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "during",
    "each",
    "even",
    "ever",
    "every",
    "few",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "him",
    "his",
    "how",
    "however",
    "if",
    "in",
    "including",
    "into",
    "is",
    "it",
    "its",
    "just",
    "later",
    "less",
    "like",
    "made",
    "many",
    "may",
    "might",
    "more",
    "most",
    "much",
    "must",
    "near",
    "nearly",
    "no",
    "not",
    "now",
    "of",
    "off",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "our",
    "out",
    "over",
    "own",
    "same",
    "several",
    "she",
    "should",
    "since",
    "so",
    "some",
    "still",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "three",
    "through",
    "to",
    "too",
    "two",
    "under",
    "until",
    "up",
    "upon",
    "us",
    "very",
    "was",
    "we",
    "well",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whose",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yet",
    "you",
    "your",
];

/// Whether a character belongs to a word.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '’' | '\'')
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_word(c))
        .filter(|word| word.chars().any(char::is_alphanumeric))
}

/// Whether a word, in lower case, says little.
pub(super) fn is_stop(word: &str) -> bool {
    STOP.contains(&word)
}

/// The words that carry what a text says, in lower case: four letters and more.
pub(super) fn telling(text: &str) -> impl Iterator<Item = String> {
    words(text)
        .map(|word| {
            let lower = word.to_lowercase();
            let owned = lower
                .strip_suffix("’s")
                .or(lower.strip_suffix("'s"))
                .unwrap_or(&lower);
            owned.to_owned()
        })
        .filter(|word| word.chars().count() >= 4 && !is_stop(word))
}

/// How often each telling word is said.
pub(super) fn frequencies<'a>(texts: impl Iterator<Item = &'a str>) -> HashMap<String, usize> {
    let mut said = HashMap::new();
    for text in texts {
        for word in telling(text) {
            *said.entry(word).or_insert(0) += 1;
        }
    }
    said
}

/// The text as cues are looked for: lower case, words with one blank around each.
pub(super) fn folded(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut folded = String::from(" ");
    for word in lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        folded.push_str(word);
        folded.push(' ');
    }
    folded
}

/// The text with its first letter large.
pub(super) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}
