//! A card's id, made of the words of its question, so that a person knows the card by it.

use deunicode::deunicode_with_tofu;

use crate::deck::read::id_of;
use crate::markdown;

/// Ids of this length and less are easy to read and to type; an id may have 64.
const LONG_ENOUGH: usize = 40;
/// The longest id.
const LONGEST: usize = 64;

/// Words that are in most English questions and tell none from another.
const EVERYWHERE: [&str; 52] = [
    "a", "an", "and", "are", "as", "at", "be", "been", "by", "can", "did", "do", "does", "for",
    "from", "had", "has", "have", "how", "in", "into", "is", "it", "its", "many", "much", "of",
    "on", "one", "or", "that", "the", "their", "there", "these", "this", "those", "to", "was",
    "were", "what", "when", "where", "which", "who", "whom", "whose", "why", "will", "with",
    "would", "you",
];

/// An id for a card that says this, unlike all that are `taken`.
pub fn name(text: &str, taken: impl Fn(&str) -> bool) -> String {
    let words = words(text);
    let telling: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !EVERYWHERE.contains(word))
        .collect();
    let words = if telling.is_empty() {
        words.iter().map(String::as_str).collect()
    } else {
        telling
    };
    let mut id = String::new();
    for word in words {
        if id.is_empty() {
            id.push_str(&word[..word.len().min(LONGEST - 8)]);
        } else if id.len() + 1 + word.len() <= LONG_ENOUGH {
            id.push('-');
            id.push_str(word);
        } else {
            break;
        }
    }
    if id.is_empty() {
        id.push_str("card");
    }
    (1..)
        .map(|n| match n {
            1 => id.clone(),
            n => format!("{id}-{n}"),
        })
        .find(|id| !taken(id))
        .unwrap_or(id)
}

/// The id of a new deck of that name, `a-z` whatever its script. None if no letter or digit is
/// left. A deck that is there and names no id keeps the one its file gives it.
pub fn deck_id(title: &str) -> Option<String> {
    id_of(&deunicode_with_tofu(title, " "))
}

/// The words of a text in `a-z` and `0-9`: other scripts are transliterated, the gaps of a cloze
/// left out unless nothing else is there.
pub fn words(text: &str) -> Vec<String> {
    let outside = split(&without_gaps(text));
    if outside.is_empty() {
        split(text)
    } else {
        outside
    }
}

fn split(text: &str) -> Vec<String> {
    let plain = markdown::plain_line(text).replace(['\'', '’', '`'], "");
    deunicode_with_tofu(&plain, " ")
        .to_ascii_lowercase()
        .replace('\'', "")
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn without_gaps(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, gap)) = rest.split_once("{{") {
        out.push_str(before);
        out.push(' ');
        rest = gap.split_once("}}").map_or("", |(_, after)| after);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_the_words_that_tell() {
        let free = |_: &str| false;
        for (text, id) in [
            ("How long is the border, in miles?", "long-border-miles"),
            ("What is it?", "what-is-it"),
            ("**Größe** des `Ærø`’s Hafens", "grosse-des-aeros-hafens"),
            ("Столица России?", "stolitsa-rossii"),
            ("日本の首都は？", "ri-ben-noshou-du-ha"),
            (
                "China fought in the {{Korean War}} until {{1953::year}}.",
                "china-fought-until",
            ),
            ("{{Korean War}}", "korean-war"),
            ("?!", "card"),
            ("", "card"),
        ] {
            assert_eq!(name(text, free), id, "{text}");
        }
    }

    #[test]
    fn a_new_deck_keeps_the_letters_of_its_name() {
        for (title, id) in [
            ("Meine Flüsse", Some("meine-flusse")),
            ("Реки", Some("reki")),
            ("rivers_2024", Some("rivers-2024")),
            ("…!", None),
        ] {
            assert_eq!(deck_id(title).as_deref(), id, "{title}");
        }
    }

    #[test]
    fn a_taken_id_gets_a_number() {
        let taken = ["border", "border-2"];
        assert_eq!(name("Border?", |id| taken.contains(&id)), "border-3");
    }

    #[test]
    fn a_long_question_is_cut_between_words() {
        let id = name(&"Beijing expects refugees ".repeat(20), |_| false);
        assert_eq!(id, "beijing-expects-refugees-beijing-expects");
        assert_eq!(name(&"x".repeat(500), |_| false).len(), 56);
    }
}
