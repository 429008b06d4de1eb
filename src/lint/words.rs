//! Words of questions and options: where they stand, and what of them is compared.
//!
//! Words are compared by a hash of their folded letters, so that looking at a deck makes no
//! texts; what is told of two words that are the same is always read off the deck itself.

use std::ops::Range;

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word and where it stands in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// What is compared.
    pub(super) hash: u64,
    /// Its bytes of the text.
    pub(super) at: Range<usize>,
}

/// The words of a text as they stand there: runs of letters and digits, with the apostrophes
/// inside.
pub(super) fn spans(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let mut start = from;
        while letter(text, start) == 0 {
            start += width(text, start)?;
        }
        let mut end = start;
        loop {
            let joint = match text.as_bytes().get(end) {
                Some(b'\'') => 1,
                Some(0xE2) if text[end..].starts_with('’') => '’'.len_utf8(),
                _ => 0,
            };
            match letter(text, end + joint) {
                0 => break,
                more => end += joint + more,
            }
        }
        from = end;
        Some(start..end)
    })
}

/// How many bytes the letter or digit at a place has; 0 if there is none.
fn letter(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at) {
        None => 0,
        Some(byte) if byte.is_ascii() => usize::from(byte.is_ascii_alphanumeric()),
        Some(_) => {
            let c = text[at..].chars().next();
            c.filter(|c| c.is_alphanumeric() || is_combining_mark(*c))
                .map_or(0, char::len_utf8)
        }
    }
}

/// How many bytes the character at a place has; none at the end.
fn width(text: &str, at: usize) -> Option<usize> {
    match text.as_bytes().get(at)? {
        byte if byte.is_ascii() => Some(1),
        _ => text[at..].chars().next().map(char::len_utf8),
    }
}

/// The words of a text, whatever their case.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    spans(text).map(|at| Word {
        hash: hash(&text[at.clone()]),
        at,
    })
}

/// The words that carry meaning: of 4 letters and more, no stop words, crudely stemmed.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Word> + '_ {
    spans(text).filter_map(|at| {
        let word = &text[at.clone()];
        let long = word.chars().nth(3).is_some() && !word.bytes().all(|b| b.is_ascii_digit());
        (long && !is_stop_word(word)).then(|| Word {
            hash: hash(stem(word)),
            at,
        })
    })
}

/// Whether a text has one of these English words, lower case, and where.
pub(super) fn find(text: &str, sought: &[&str]) -> Option<Range<usize>> {
    spans(text).find(|at| is_one_of(&text[at.clone()], sought))
}

/// Where all words of a phrase stand in a row.
pub(super) fn find_phrase(text: &[Word], phrase: &str) -> Option<Range<usize>> {
    let mut sought = words(phrase).map(|word| word.hash);
    let first = sought.next()?;
    let mut rest: Option<Vec<u64>> = None;
    let mut places = text
        .iter()
        .enumerate()
        .filter(|(_, word)| word.hash == first);
    places.find_map(|(n, word)| {
        let rest = rest.get_or_insert_with(|| sought.by_ref().collect());
        let following = text.get(n + 1..n + 1 + rest.len())?;
        let same = following
            .iter()
            .map(|word| word.hash)
            .eq(rest.iter().copied());
        same.then(|| word.at.start..following.last().map_or(word.at.end, |last| last.at.end))
    })
}

/// Whether a word is one of these, lower case.
pub(super) fn is_one_of(word: &str, sought: &[&str]) -> bool {
    sought.iter().any(|one| word.eq_ignore_ascii_case(one))
}

/// FNV-1a over the folded letters.
fn hash(word: &str) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    if word.is_ascii() {
        let lower = word.bytes().map(|byte| byte.to_ascii_lowercase());
        return lower.fold(BASIS, step);
    }
    let folded = word.chars().nfkc().default_case_fold();
    folded.fold(BASIS, |hash, c| {
        c.encode_utf8(&mut [0; 4]).bytes().fold(hash, step)
    })
}

/// A word without its commonest English endings: "measures", "measured" and "measuring" are one.
fn stem(word: &str) -> &str {
    const LEAST: usize = 4;
    let without = |word: &'_ str, ending: &str| -> Option<usize> {
        let at = word
            .len()
            .checked_sub(ending.len())
            .filter(|at| *at >= LEAST)?;
        (word.is_char_boundary(at) && word[at..].eq_ignore_ascii_case(ending)).then_some(at)
    };
    let mut end = word.len();
    let cut = |end: &mut usize, endings: &[&str]| {
        if let Some(at) = endings
            .iter()
            .find_map(|ending| without(&word[..*end], ending))
        {
            *end = at;
        }
    };
    cut(&mut end, &["'s", "’s"]);
    if without(&word[..end], "ss").is_none() {
        cut(&mut end, &["s"]);
    }
    cut(&mut end, &["ing", "ied", "ed", "ie"]);
    cut(&mut end, &["e", "y"]);
    &word[..end]
}

/// English words of 4 letters and more that carry no meaning in a question, in order.
const STOP_WORDS: &[&str] = &[
    "about",
    "above",
    "according",
    "after",
    "again",
    "against",
    "also",
    "although",
    "among",
    "another",
    "answer",
    "around",
    "because",
    "been",
    "before",
    "being",
    "below",
    "between",
    "both",
    "called",
    "cannot",
    "correct",
    "could",
    "does",
    "doing",
    "done",
    "down",
    "during",
    "each",
    "either",
    "else",
    "even",
    "every",
    "example",
    "false",
    "following",
    "from",
    "given",
    "have",
    "having",
    "here",
    "hers",
    "into",
    "itself",
    "just",
    "kind",
    "least",
    "less",
    "like",
    "made",
    "make",
    "makes",
    "many",
    "mean",
    "means",
    "mentioned",
    "more",
    "most",
    "much",
    "must",
    "name",
    "named",
    "names",
    "neither",
    "never",
    "none",
    "often",
    "once",
    "only",
    "other",
    "others",
    "over",
    "part",
    "question",
    "rather",
    "right",
    "same",
    "shall",
    "should",
    "since",
    "some",
    "sort",
    "statement",
    "statements",
    "such",
    "than",
    "that",
    "their",
    "theirs",
    "them",
    "then",
    "there",
    "these",
    "they",
    "thing",
    "things",
    "this",
    "those",
    "through",
    "thus",
    "true",
    "type",
    "under",
    "until",
    "upon",
    "used",
    "very",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "whom",
    "whose",
    "will",
    "with",
    "within",
    "without",
    "would",
    "your",
];

fn is_stop_word(word: &str) -> bool {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    let order = |stop: &&str| stop.bytes().cmp(word.bytes().map(lower));
    STOP_WORDS.binary_search_by(order).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, words: impl Iterator<Item = Word>) -> Vec<&str> {
        words.map(|word| &text[word.at]).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let text = "Don't *stop* the 38th-parallel’s été, 平!";
        assert_eq!(
            texts(text, words(text)),
            ["Don't", "stop", "the", "38th", "parallel’s", "été", "平"]
        );
    }

    #[test]
    fn case_and_form_make_no_other_word() {
        let same = |a: &str, b: &str| words(a).map(|w| w.hash).eq(words(b).map(|w| w.hash));
        assert!(same("STRASSE", "Straße"));
        assert!(same("Été", "e\u{301}te\u{301}"));
        assert!(!same("ete", "été"));
    }

    #[test]
    fn tokens_carry_meaning_and_no_endings() {
        let text = "Which of these rivers, measured in 1999, is the longest?";
        assert_eq!(texts(text, tokens(text)), ["rivers", "measured", "longest"]);
        for forms in [
            ["measure", "measures", "measured", "measuring"],
            ["country", "countries", "country's", "Country"],
            ["glass", "glass", "GLASS", "Glass’s"],
        ] {
            let hashes: Vec<_> = forms.iter().flat_map(|form| tokens(form)).collect();
            assert_eq!(hashes.len(), 4);
            assert!(
                hashes.iter().all(|word| word.hash == hashes[0].hash),
                "{forms:?}"
            );
        }
    }

    #[test]
    fn a_phrase_is_found_word_by_word() {
        let text = "The new York, New York!";
        let found = |phrase: &str| {
            let text_words: Vec<Word> = words(text).collect();
            find_phrase(&text_words, phrase).map(|at| &text[at])
        };
        assert_eq!(found("york new york"), Some("York, New York"));
        assert_eq!(found("the York"), None);
        assert_eq!(found("Yor"), None);
        assert_eq!(found("?"), None);
    }

    #[test]
    fn stop_words_stand_in_order_to_be_found() {
        assert!(STOP_WORDS.is_sorted());
        assert!(is_stop_word("Which") && !is_stop_word("river"));
    }

    proptest::proptest! {
        #[test]
        fn words_lie_on_the_borders_of_any_text(text in "\\PC{0,30}|[a'’ -sS]{0,20}") {
            for word in words(&text).chain(tokens(&text)) {
                proptest::prop_assert!(!text[word.at].is_empty());
            }
        }
    }
}
