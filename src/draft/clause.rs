//! The shorter statements that a long sentence is made of: what stands on either side of a
//! conjunction, a clause that begins with `which`, the main clause after its lead-in.
//!
//! A part is taken only where a subject and a verb begin it, and never out of what somebody is
//! said to think or what might be: the text does not say that by itself.

use std::collections::HashSet;

use super::standalone::{is_verb, subject};
use super::words::{self, capitalised};

/// Words between two clauses.
const BETWEEN: &[&str] = &[
    "and", "but", "when", "while", "whereas", "because", "although", "though", "after", "before",
    "so",
];
/// Words that make what follows no statement of the text's own.
const UNSAID: &[&str] = &[
    "say",
    "says",
    "said",
    "believe",
    "believes",
    "believed",
    "claim",
    "claims",
    "claimed",
    "argue",
    "argues",
    "argued",
    "if",
    "whether",
    "would",
    "could",
    "might",
    "may",
    "according",
    "suggest",
    "suggests",
    "suggested",
    "think",
    "thinks",
    "thought",
    "hoped",
    "unless",
    "reportedly",
    "allegedly",
    "supposedly",
    "legend",
    "not",
    "never",
    "neither",
    "until",
];
/// What opens a lead-in before the main clause.
const LEAD_INS: &[&str] = &[
    "following",
    "after",
    "since",
    "in",
    "on",
    "during",
    "by",
    "before",
    "under",
    "despite",
    "until",
    "from",
    "at",
    "as",
    "although",
    "while",
    "when",
    "because",
    "with",
    "between",
    "throughout",
    "among",
];
/// What opens a trailing part that can go.
const TRAILING: &[&str] = &[
    ", despite ",
    ", including ",
    ", such as ",
    ", although ",
    ", with ",
    ", as well as ",
    ", making ",
    ", leaving ",
    ", allowing ",
    ", according to ",
    ", where ",
    ", whose ",
];
/// The longest name, in words.
const LONGEST_NAME: usize = 14;
/// The fewest words a part has.
const FEWEST: usize = 5;

/// The parts of a sentence that are statements by themselves; `names` are those of the text.
pub(super) fn parts(sentence: &str, names: &HashSet<&str>) -> Vec<String> {
    let mut found = Vec::new();
    let body = sentence.trim_end_matches('.');
    if is_reported(body) {
        return found;
    }
    let mut open = vec![body.to_owned()];
    // Only shorter parts are looked into, so this ends.
    while let Some(text) = open.pop() {
        if let Some(cut) = at_semicolon(&text)
            .or_else(|| at_conjunction(&text))
            .or_else(|| at_relative(&text, names))
            .or_else(|| at_trailing(&text))
            .or_else(|| at_series(&text))
            .or_else(|| at_lead_in(&text))
        {
            open.extend(cut.into_iter().rev().filter(|part| part.len() < text.len()));
        }
        if text != body && words::words(&text).count() >= FEWEST {
            found.push(format!("{}.", capitalised(&text)));
        }
    }
    found
}

/// Whether it tells what somebody says or thinks, or what might be.
pub(super) fn is_reported(text: &str) -> bool {
    // The month is no verb.
    words::words(text).any(|word| word != "May" && UNSAID.contains(&word.to_lowercase().as_str()))
}

/// Whether what follows is only what somebody says or thinks: `experts say that`.
pub(super) fn is_said(before: &str) -> bool {
    before
        .match_indices(" that ")
        .any(|(at, _)| words::words(&before[..at]).last().is_some_and(is_reported))
}

/// The places where words begin.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(' ').map(|(at, _)| at + 1)
}

fn has_verb(text: &str) -> bool {
    text.split(' ').any(is_verb)
}

fn at_semicolon(text: &str) -> Option<Vec<String>> {
    let (left, right) = text.split_once("; ")?;
    let whole = |part: &str| balanced(part) && has_verb(part);
    let starts = right.starts_with(char::is_uppercase) || right.starts_with("the ");
    (whole(left) && whole(right) && starts).then(|| vec![left.to_owned(), capitalised(right)])
}

fn at_conjunction(text: &str) -> Option<Vec<String>> {
    starts(text).find_map(|at| {
        let rest = &text[at..];
        let (word, right) = rest.split_once(' ')?;
        let right = &owned(text, right);
        let left = text[..at].trim_end().trim_end_matches([',', ';']);
        // A lead-in has its own comma, and its conjunctions are part of it.
        let leads = LEAD_INS.contains(&text.split(' ').next()?.to_lowercase().as_str());
        let fits = BETWEEN.contains(&word)
            && (!leads || left.contains(','))
            && words::words(left).count() >= FEWEST
            && words::words(right).count() >= FEWEST
            && has_verb(left)
            && begins_clause(right)
            && balanced(left);
        fits.then(|| vec![left.to_owned(), capitalised(right)])
    })
}

/// The clause with the owner that the sentence begins with in place of `its`, `his` or `her`.
fn owned(sentence: &str, clause: &str) -> String {
    let Some((first, rest)) = clause.split_once(' ') else {
        return clause.to_owned();
    };
    let owner = match first {
        "its" | "his" | "her" => leading_owner(sentence),
        _ => None,
    };
    owner.map_or_else(|| clause.to_owned(), |owner| format!("{owner} {rest}"))
}

/// The owner that a sentence begins with: `Peel’s` of `Peel’s government fell`.
fn leading_owner(sentence: &str) -> Option<&str> {
    let end = sentence
        .find("’s ")
        .map(|at| at + "’s".len())
        .or_else(|| sentence.find("'s ").map(|at| at + 2))?;
    let owner = &sentence[..end];
    let named = owner
        .split(' ')
        .all(|word| word.starts_with(char::is_uppercase));
    (named && words::words(owner).count() <= 3).then_some(owner)
}

fn balanced(text: &str) -> bool {
    text.matches('(').count() == text.matches(')').count()
}

/// Whether an owner, what is owned and a verb begin a clause: `Peel’s government fell`.
fn owner_acts(text: &str) -> bool {
    leading_owner(text)
        .is_some_and(|owner| text[owner.len()..].split(' ').skip(2).take(3).any(is_verb))
}

fn begins_clause(text: &str) -> bool {
    let named = text.starts_with(char::is_uppercase);
    let article = text.starts_with("the ");
    (named || article) && (subject(&capitalised(text)).is_some() || owner_acts(text))
}

/// `…, which …` after a name: the name takes its place.
fn at_relative(text: &str, names: &HashSet<&str>) -> Option<Vec<String>> {
    let (at, word) = [", which ", ", who "]
        .into_iter()
        .find_map(|word| Some((text.find(word)?, word)))?;
    let (left, right) = (&text[..at], &text[at + word.len()..]);
    let first = right.split(' ').next()?;
    let mut parts = Vec::new();
    let ends = right.find(", ").unwrap_or(right.len());
    // The longest name that it follows.
    let starts: Vec<usize> = left.match_indices(' ').map(|(at, _)| at + 1).collect();
    let from = starts.len().saturating_sub(LONGEST_NAME);
    let opens = (from == 0).then_some(0);
    let mut tails = opens
        .into_iter()
        .chain(starts[from..].iter().copied())
        .map(|at| &left[at..]);
    let name = tails.find(|end| names.contains(end));
    if let Some(name) = name
        && is_verb(first)
        && !words::words(right).any(|word| matches!(word, "it" | "they" | "he" | "she"))
    {
        parts.push(format!("{name} {}", &right[..ends]));
    }
    if has_verb(left) && balanced(left) {
        parts.push(left.to_owned());
    }
    (!parts.is_empty()).then_some(parts)
}

/// `S did this, did that, and did more` says three things of S.
fn at_series(text: &str) -> Option<Vec<String>> {
    let subject = subject(text)?;
    let mut predicate = text[subject.len()..].trim_start();
    // `Fortune, a botanist, travelled …`: what stands between commas is no part of it.
    if let Some(aside) = predicate.strip_prefix(", ") {
        predicate = aside.split_once(", ")?.1;
    }
    let first = predicate.split(' ').next()?;
    // `was opened and named` shares its `was`; `was high and burned oil` does not.
    let second = predicate.split(' ').nth(1).unwrap_or_default();
    let participle = second.ends_with("ed") || matches!(first, "has" | "have" | "had");
    let helps = |word: &str| matches!(word, "was" | "were" | "has" | "have" | "had" | "is" | "are");
    // Where one part ends and the next begins; the last begins with `and`.
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    let mut ended = false;
    for at in starts(predicate) {
        let before = predicate[..at].trim_end();
        let joined = before.ends_with(" and") || before.ends_with(",");
        let mut next = predicate[at..].split(' ');
        let word = next.next()?;
        let passive = word.ends_with("ed") && next.next() == Some("by");
        if !joined || !is_verb(word) || (passive && !helps(first)) {
            continue;
        }
        ended |= before.ends_with(" and");
        let end = before.trim_end_matches(" and").trim_end_matches(',').len();
        cuts.push((end, at));
    }
    if cuts.is_empty() || !ended || !balanced(predicate) {
        return None;
    }
    let mut parts = Vec::new();
    let mut from = 0;
    for (end, next) in cuts.into_iter().chain([(predicate.len(), predicate.len())]) {
        let part = &predicate[from..end];
        let verb = part.split(' ').next()?;
        // `was opened and named` : the second part takes its `was` along.
        let help = if from > 0 && helps(first) && participle && !helps(verb) {
            format!("{first} ")
        } else {
            String::new()
        };
        parts.push(format!("{subject} {help}{part}"));
        from = next;
    }
    Some(parts)
}

fn at_lead_in(text: &str) -> Option<Vec<String>> {
    let first = text.split(' ').next()?.to_lowercase();
    let (_, right) = text.split_once(", ")?;
    (LEAD_INS.contains(&first.as_str()) && begins_clause(right) && balanced(right))
        .then(|| vec![capitalised(right)])
}

fn at_trailing(text: &str) -> Option<Vec<String>> {
    let at = TRAILING.iter().filter_map(|opens| text.find(opens)).min()?;
    let left = &text[..at];
    (has_verb(left) && balanced(left) && words::words(left).count() > FEWEST)
        .then(|| vec![left.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_sentence_falls_into_statements() {
        let names = HashSet::from(["the Corn Laws", "the League"]);
        for (sentence, expected) in [
            (
                "The harvest failed in Ireland in 1845 and Parliament repealed the Corn Laws, \
                 which had kept bread dear.",
                &[
                    "The harvest failed in Ireland in 1845.",
                    "Parliament repealed the Corn Laws, which had kept bread dear.",
                    "The Corn Laws had kept bread dear.",
                    "Parliament repealed the Corn Laws.",
                ][..],
            ),
            (
                "After the fall of the ministry in 1846, Russell formed a government of Whigs.",
                &["Russell formed a government of Whigs."],
            ),
            (
                "Cobden travelled through Europe for a year, despite the failure of his business.",
                &["Cobden travelled through Europe for a year."],
            ),
            ("Wheat and barley grew in Essex and Kent.", &[]),
            (
                "Peel’s ministry lasted until June 1846, when his own party voted against it.",
                &[],
            ),
            (
                "Peel’s ministry came to its end in June 1846, when his own party left him.",
                &[
                    "Peel’s ministry came to its end in June 1846.",
                    "Peel’s own party left him.",
                ],
            ),
            (
                "The bridge was opened by the king in 1894 and named after the tower.",
                &[
                    "The bridge was opened by the king in 1894.",
                    "The bridge was named after the tower.",
                ],
            ),
            (
                "The lantern was small and burned 24 candles.",
                &["The lantern was small.", "The lantern burned 24 candles."][1..],
            ),
            (
                "Cobden wrote to the papers, travelled the country, and spoke in every town.",
                &["Cobden wrote to the papers.", "Cobden spoke in every town."],
            ),
        ] {
            assert_eq!(parts(sentence, &names), expected, "{sentence}");
        }
    }

    #[test]
    fn what_others_think_is_not_the_texts_own_statement() {
        let sentence = "Critics said that prices had fallen and Manchester was losing its trade.";
        assert!(parts(sentence, &HashSet::new()).is_empty());
    }
}
