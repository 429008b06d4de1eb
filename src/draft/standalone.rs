//! Whether a sentence can stand alone on a card, and what makes it stand: leading connectives
//! go, a pronoun at its start gives way to the name that the sentence before begins with.

mod lists;
mod pronoun;

use self::lists::{HOPELESS, LOOSE_ENDS, POINTERS, SPOKEN, TIES, TIES_WITH_COMMA, VERBS};
pub(super) use self::pronoun::pronoun;
use self::pronoun::{object_pronoun, pronoun_before_name};
use super::words::{self, capitalised, is_word};

/// The fewest words a sentence worth asking has.
const FEWEST_WORDS: usize = 6;
/// The most: a longer one is two questions.
const MOST_WORDS: usize = 45;

/// A sentence that stands alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    /// The sentence.
    pub(super) text: String,
    /// What was put in place of what, for the person who checks.
    pub(super) mended: Option<String>,
}

/// The sentence as it can stand on a card; none if it cannot. `before` is the sentence before it
/// in its paragraph, as it can stand.
pub(super) fn standing(
    sentence: &str,
    before: Option<&str>,
    english: bool,
    is_person: &dyn Fn(&str) -> bool,
) -> Option<Standing> {
    let text = tidy(sentence);
    if !is_statement(&text) || !has_lawful_length(&text) {
        return None;
    }
    if !english {
        return Some(Standing { text, mended: None });
    }
    let untied = without_ties(&text);
    let standing = with_name(&untied, before, is_person)?;
    let lower = standing.text.to_lowercase();
    let said: Vec<&str> = words::words(&lower).collect();
    let joined = format!(" {} ", said.join(" "));
    let loose = LOOSE_ENDS
        .iter()
        .any(|end| joined.contains(&format!(" {end} ")));
    let spoken = said.iter().any(|word| SPOKEN.contains(word));
    (!loose
        && !spoken
        && !object_pronoun(&standing.text)
        && !pronoun_before_name(&standing.text)
        && has_lawful_length(&standing.text))
    .then_some(standing)
}

/// Whether the word can be the verb of a sentence.
pub(super) fn is_verb(word: &str) -> bool {
    VERBS.contains(&word) || (word.len() > 4 && word.ends_with("ed"))
}

/// On one line, without notes in brackets and with its quotation marks paired.
fn tidy(sentence: &str) -> String {
    let line = crate::clean::line(sentence);
    let mut text = line.split_whitespace().collect::<Vec<_>>().join(" ");
    // Note marks: `[12]`, and what a page leaves of a linked file: `(PDF)`.
    while let Some(start) = text.find('[') {
        let Some(end) = text[start..].find(']').map(|end| start + end) else {
            break;
        };
        if !text[start + 1..end]
            .chars()
            .all(|c| c.is_ascii_digit() || ", ".contains(c))
        {
            break;
        }
        text.replace_range(start..=end, "");
    }
    for left in [" (PDF)", "(PDF)", " (pdf)"] {
        text = text.replace(left, "");
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether it is a sentence that says something: no heading, question, quotation, list or code.
fn is_statement(text: &str) -> bool {
    let ends = text.trim_end_matches(['"', '”', '’', ')', '»']);
    let quotes = |open: char, close: char| {
        text.chars().filter(|c| *c == open).count() == text.chars().filter(|c| *c == close).count()
    };
    let starts = text
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let small = words::words(text)
        .filter(|word| word.chars().next().is_some_and(char::is_lowercase))
        .count();
    ends.ends_with('.')
        && starts
        && small >= 3
        && quotes('(', ')')
        && quotes('“', '”')
        && text.matches('"').count().is_multiple_of(2)
        && !text.contains([
            '*', '_', '`', '|', '{', '}', '\\', '<', '>', '[', ']', '#', '@', '\u{FFFD}',
        ])
        && !text.contains("://")
        && !text.chars().any(|c| ('\u{2400}'..='\u{2421}').contains(&c))
        && !is_caption(text)
}

fn is_caption(text: &str) -> bool {
    let first = words::words(text).next().unwrap_or_default().to_lowercase();
    matches!(
        first.as_str(),
        "figure" | "fig" | "table" | "photo" | "image" | "source" | "chart"
    )
}

fn has_lawful_length(text: &str) -> bool {
    (FEWEST_WORDS..=MOST_WORDS).contains(&words::words(text).count())
}

fn without_ties(text: &str) -> String {
    let mut rest = text;
    loop {
        let lower = rest.to_lowercase();
        // Lower case can change lengths; then nothing is cut.
        if lower.len() != rest.len() {
            break;
        }
        let with_comma = TIES_WITH_COMMA.iter().find(|tie| {
            lower
                .strip_prefix(**tie)
                .is_some_and(|after| after.starts_with(", "))
        });
        let bare = TIES.iter().find(|tie| {
            lower
                .strip_prefix(**tie)
                .is_some_and(|after| after.starts_with(' '))
        });
        rest = match (with_comma, bare) {
            (Some(tie), _) => &rest[tie.len() + 2..],
            (None, Some(tie)) => rest[tie.len()..].trim_start(),
            (None, None) => break,
        };
    }
    capitalised(rest)
}

/// The sentence with a name in place of a pronoun at its start; none if it points elsewhere.
fn with_name(
    text: &str,
    before: Option<&str>,
    is_person: &dyn Fn(&str) -> bool,
) -> Option<Standing> {
    let first = text.split([' ', ',']).next().unwrap_or_default();
    let lower = first.to_lowercase();
    let second = text[first.len()..]
        .trim_start_matches([' ', ','])
        .split(' ')
        .next()?;
    let owner = matches!(lower.as_str(), "its" | "his" | "her");
    if owner || matches!(lower.as_str(), "it" | "he" | "she") {
        let name = subject(before?)?;
        // `It is known that` speaks of nothing before it.
        let empty = ["that", "to", "when", "because", "whether", "how"];
        let told: Vec<&str> = words::words(text).take(7).collect();
        if lower == "it" && told.iter().any(|word| empty.contains(word)) {
            return None;
        }
        // A thing is no `she`, and a person no `it`.
        let person = is_person(&name);
        let thing = matches!(lower.as_str(), "it" | "its");
        if person == thing {
            return None;
        }
        if !owner && !is_verb(second) && !second.ends_with('s') && !second.ends_with("ly") {
            return None;
        }
        let put = if owner { possessive(&name) } else { name };
        let rest = &text[first.len()..];
        return Some(Standing {
            text: format!("{put}{rest}"),
            mended: Some(format!("`{first}` is now `{put}`")),
        });
    }
    if lower == "they"
        && let Some(name) = before.and_then(subject).filter(|name| is_plural(name))
    {
        return Some(Standing {
            text: format!("{name}{}", &text[first.len()..]),
            mended: Some(format!("`{first}` is now `{name}`")),
        });
    }
    let existential = lower == "there" && matches!(second, "is" | "are" | "was" | "were");
    let points = HOPELESS.contains(&lower.as_str())
        || (POINTERS.contains(&lower.as_str()) && !existential && is_verb(second))
        || (lower == "there" && !existential);
    (!points).then(|| Standing {
        text: text.to_owned(),
        mended: None,
    })
}

fn prepositional(word: &str) -> bool {
    [
        "In", "On", "At", "By", "From", "Since", "After", "During", "For", "With",
    ]
    .contains(&word)
}

fn is_plural(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    last.ends_with('s') && !last.ends_with("ss") && last.starts_with(char::is_lowercase)
}

fn possessive(name: &str) -> String {
    let end = if name.ends_with('s') { "’" } else { "’s" };
    format!("{name}{end}")
}

/// What a sentence is about, if it begins with that and a verb follows: names, or `The` and up to
/// three words.
pub(super) fn subject(sentence: &str) -> Option<String> {
    let words: Vec<&str> = sentence.split(' ').collect();
    let article = matches!(words.first().copied(), Some("The" | "A" | "An"));
    let mut end = usize::from(article);
    while let Some(word) = words.get(end) {
        let named = word.chars().next().is_some_and(char::is_uppercase);
        let joins = matches!(*word, "of" | "the" | "de" | "von" | "van") && end > 0;
        // `Kelp forests cover …`: nouns without an article.
        let nouns = !article
            && (1..3).contains(&end)
            && word.chars().all(char::is_lowercase)
            && !words::is_stop(word)
            && word.ends_with('s');
        let lower = (article && end < 4 && word.chars().all(is_word)) || nouns;
        if end > 6 || is_verb(word) || !word.chars().all(is_word) || !(named || joins || lower) {
            break;
        }
        end += 1;
    }
    // `Ada Lovelace, a daughter of Byron, wrote …` is about Ada Lovelace.
    let aside = words
        .get(end)
        .is_some_and(|word| !article && word.ends_with(','));
    if aside
        && let Some(name) = words[end].strip_suffix(',')
        && name.starts_with(char::is_uppercase)
    {
        let rest = &words[end + 1..];
        let closes = rest.iter().position(|word| word.ends_with(','))?;
        let named: Vec<&str> = words[..end].iter().copied().chain([name]).collect();
        let verb = rest.get(closes + 1)?;
        return (is_verb(verb) && closes < 8 && !prepositional(words[0])).then(|| named.join(" "));
    }
    let verb = words.get(end)?;
    let plain = !words[..end]
        .iter()
        .any(|word| word.ends_with("’s") || word.ends_with("'s"));
    let first = words[0].to_lowercase();
    let lists = [HOPELESS, POINTERS];
    let points = lists.iter().any(|list| list.contains(&first.as_str()));
    let whole = end > usize::from(article) && !points;
    (whole && plain && is_verb(verb) && !prepositional(words[0]))
        .then(|| words[..end].join(" "))
        .map(|name| {
            if article {
                format!("The {}", &name[words[0].len() + 1..])
            } else {
                name
            }
        })
}

/// Whether it points to what another part of the sentence names: `the two lower ones`.
pub(super) fn points_elsewhere(text: &str) -> bool {
    words::words(text).any(|word| word == "ones")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stands(sentence: &str, before: &str) -> Option<String> {
        let before = Some(before).filter(|text| !text.is_empty());
        standing(sentence, before, true, &|name| name == "Ada Lovelace")
            .map(|standing| standing.text)
    }

    #[test]
    fn a_connective_at_the_start_goes() {
        for (tied, free) in [
            (
                "However, the lighthouse was rebuilt in 1755.",
                "The lighthouse was rebuilt in 1755.",
            ),
            (
                "But the lighthouse was rebuilt in 1755.",
                "The lighthouse was rebuilt in 1755.",
            ),
            (
                "And yet the lighthouse was rebuilt in 1755.",
                "The lighthouse was rebuilt in 1755.",
            ),
            (
                "There were two lighthouses here in 1755.",
                "There were two lighthouses here in 1755.",
            ),
        ] {
            assert_eq!(stands(tied, "").as_deref(), Some(free), "{tied}");
        }
    }

    #[test]
    fn a_pronoun_gives_way_to_the_name_before_it() {
        let before = "Ada Lovelace was born in London in 1815.";
        for (said, named) in [
            (
                "She wrote the notes on the engine in 1843.",
                Some("Ada Lovelace wrote the notes on the engine in 1843."),
            ),
            (
                "Her notes on the engine appeared in 1843.",
                Some("Ada Lovelace’s notes on the engine appeared in 1843."),
            ),
            ("It was shown in Turin in 1840 before it was built.", None),
            ("This made the engine known all over Europe.", None),
            ("They wrote the notes on the engine in 1843.", None),
            ("It is known that the engine was never built.", None),
        ] {
            assert_eq!(stands(said, before).as_deref(), named, "{said}");
        }
        assert_eq!(
            stands("She wrote the notes on the engine in 1843.", ""),
            None
        );
        let before = "Ada Lovelace, a daughter of Lord Byron, was born in London.";
        assert_eq!(
            stands("She wrote the notes on the engine in 1843.", before).as_deref(),
            Some("Ada Lovelace wrote the notes on the engine in 1843.")
        );
    }

    #[test]
    fn what_says_nothing_by_itself_is_left_out() {
        for useless in [
            "The Early Years of the Company",
            "Who built the lighthouse of Eddystone in 1759?",
            "“The lighthouse was rebuilt in 1755",
            "We rebuilt the lighthouse in 1755.",
            "Figure 3 shows the lighthouse in 1755.",
            "Two years later the lighthouse was rebuilt.",
            "It was rebuilt.",
            "On 22 December 2018 its south-western side slid into the sea.",
        ] {
            assert_eq!(stands(useless, ""), None, "{useless}");
        }
    }
}
