//! Ids made of words: what a card is about, never what its answer is.

use std::collections::HashSet;

use super::words;

/// The longest id; the format allows 64.
const LONGEST: usize = 48;
/// As many words make an id.
const WORDS: usize = 4;

/// An id that is not taken yet, of words of the text that are not in the answers, the rarest
/// first. `frequency` tells how often the text says a word.
pub(super) fn name(
    shown: &str,
    answers: &[String],
    form: &str,
    frequency: impl Fn(&str) -> usize,
    taken: &mut HashSet<String>,
) -> String {
    let told: HashSet<String> = answers
        .iter()
        .flat_map(|answer| {
            words::words(answer)
                .map(str::to_lowercase)
                .collect::<Vec<_>>()
        })
        .collect();
    let mut seen = HashSet::new();
    let mut candidates: Vec<(usize, String)> = words::telling(shown)
        .filter(|word| !told.contains(word) && seen.insert(word.clone()))
        .map(|word| slug(&word))
        .filter(|word| word.len() >= 3 && !word.bytes().all(|b| b.is_ascii_digit()))
        .enumerate()
        .collect();
    candidates.sort_by_key(|(place, word)| (frequency(word), *place));
    candidates.truncate(WORDS);
    candidates.sort_by_key(|(place, _)| *place);
    let mut id = String::new();
    for (_, word) in &candidates {
        if id.len() + word.len() + 1 > LONGEST {
            continue;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(word);
    }
    if id.is_empty() {
        form.clone_into(&mut id);
    }
    unique(id, form, taken)
}

fn unique(id: String, form: &str, taken: &mut HashSet<String>) -> String {
    if taken.insert(id.clone()) {
        return id;
    }
    let formed = format!("{id}-{form}");
    if taken.insert(formed.clone()) {
        return formed;
    }
    let mut n = 2;
    loop {
        let numbered = format!("{formed}-{n}");
        if taken.insert(numbered.clone()) {
            return numbered;
        }
        n += 1;
    }
}

/// Letters `a` to `z`, digits and hyphens; accents are dropped, other letters too.
fn slug(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut slug = String::new();
    for c in word.nfkd().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if c == '-' && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// A source's or a file's name as an id.
pub(super) fn source(name: &str) -> String {
    let spaced: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let mut id = slug(&spaced);
    id.truncate(LONGEST);
    let id = id.trim_end_matches('-');
    if id.is_empty() {
        "text".to_owned()
    } else {
        id.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(shown: &str, answer: &str, taken: &mut HashSet<String>) -> String {
        name(shown, &[answer.to_owned()], "cloze", |_| 1, taken)
    }

    #[test]
    fn an_id_says_what_is_asked_and_not_what_is_answered() {
        let mut taken = HashSet::new();
        let shown = "Smeaton’s lighthouse of interlocking granite was finished in 1759.";
        assert_eq!(
            named(shown, "Smeaton", &mut taken),
            "lighthouse-interlocking-granite-finished"
        );
        assert_eq!(
            named(shown, "Smeaton", &mut taken),
            "lighthouse-interlocking-granite-finished-cloze"
        );
        assert_eq!(
            named(shown, "Smeaton", &mut taken),
            "lighthouse-interlocking-granite-finished-cloze-2"
        );
        assert_eq!(named("Élan für Müßige", "", &mut taken), "elan-muige");
        assert_eq!(named("平壌 は", "", &mut taken), "cloze");
    }

    #[test]
    fn a_source_is_named_after_its_file() {
        assert_eq!(source("My Article (2016)"), "my-article-2016");
        assert_eq!(source("日本"), "text");
    }
}
