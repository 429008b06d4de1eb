//! What names are names of: by their own words first, then by what stands around each mention;
//! all mentions of a name vote.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::run::Run;
use crate::source::Kind;
use crate::source::token::{Form, Token};
use crate::source::words::{self, Tells};

/// How sure a sign is.
type Weight = u32;

/// The kind of each run.
pub(super) fn kinds(runs: &[Run], tokens: &[Vec<Token>], language: &str) -> Vec<Kind> {
    let mut votes: HashMap<&str, Ballot> = HashMap::new();
    for run in runs {
        let tokens = &tokens[run.paragraph];
        let ballot = votes.entry(&run.folded).or_default();
        for (kind, weight) in own(run, tokens)
            .into_iter()
            .chain(around(run, tokens, language))
        {
            *ballot.entry(kind).or_default() += weight;
        }
    }
    for (name, weight) in beside(runs, tokens, &votes) {
        *votes
            .entry(name)
            .or_default()
            .entry(Kind::Place)
            .or_default() += weight;
    }
    runs.iter()
        .map(|run| best(&votes[run.folded.as_str()]).map_or(Kind::Name, |(kind, _)| kind))
        .collect()
}

type Ballot = HashMap<Kind, Weight>;

/// The kind that most is said for; in doubt the first of the list.
fn best(ballot: &Ballot) -> Option<(Kind, Weight)> {
    ballot
        .iter()
        .map(|(kind, weight)| (*kind, *weight))
        .min_by_key(|(kind, weight)| (Reverse(*weight), *kind))
}

/// Votes for a place beside places: `Lyon, Turin and Asti`; `Asti, Italy`.
fn beside<'r>(
    runs: &'r [Run],
    tokens: &[Vec<Token>],
    votes: &HashMap<&str, Ballot>,
) -> Vec<(&'r str, Weight)> {
    let place = |run: &Run| {
        best(&votes[run.folded.as_str()])
            .is_some_and(|(kind, weight)| kind == Kind::Place && weight >= 4)
    };
    let listed = |left: &Run, right: &Run| {
        let between = tokens[left.paragraph].get(left.tokens.end..right.tokens.start);
        left.paragraph == right.paragraph
            && between.is_some_and(|between| {
                (1..=2).contains(&between.len())
                    && between.iter().all(|token| {
                        token.is(',') || matches!(token.lower.as_str(), "and" | "or" | "und")
                    })
            })
    };
    let mut found = Vec::new();
    let mut start = 0;
    while start < runs.len() {
        let mut end = start + 1;
        while end < runs.len() && listed(&runs[end - 1], &runs[end]) {
            end += 1;
        }
        let list = &runs[start..end];
        if list.len() > 1 && list.iter().any(place) {
            found.extend(list.iter().map(|run| (run.folded.as_str(), 2)));
        }
        start = end;
    }
    found
}

/// What the words of a name tell.
fn own(run: &Run, tokens: &[Token]) -> Vec<(Kind, Weight)> {
    if run.quoted {
        return vec![(Kind::Document, 5)];
    }
    let mut words: Vec<&Token> = tokens[run.tokens.clone()]
        .iter()
        .filter(|token| matches!(token.form, Form::Word | Form::Number))
        .collect();
    let tells = |token: &Token| words::tells(&token.lower);
    // World War II, Elizabeth II.
    let roman = words.len() > 1 && words.last().is_some_and(|last| is_roman(&last.text));
    if roman {
        words.pop();
    }
    if words.len() > 1 && words.last().is_some_and(|last| last.form == Form::Number) {
        words.pop();
    }
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return Vec::new();
    };
    if words::is_known_place(&run.folded) {
        return vec![(Kind::Place, 9)];
    }
    // The word before the first `of` says what it is, else the last word, else the first.
    let link = words.iter().position(|word| word.is_lower());
    let head = link
        .and_then(|at| at.checked_sub(1))
        .map_or(last, |at| &words[at]);
    let by_head = |token: &Token| match tells(token) {
        Some(Tells::Organisation) => Some(Kind::Organisation),
        Some(Tells::Document) => Some(Kind::Document),
        Some(Tells::Event) => Some(Kind::Event),
        Some(Tells::Place) => Some(Kind::Place),
        _ => None,
    };
    if run.titled {
        return vec![(Kind::Person, 6)];
    }
    if words.len() > 1 {
        if let Some(kind) = by_head(head).or_else(|| link.and_then(|_| by_head(last))) {
            return vec![(kind, 6)];
        }
        if tells(last) == Some(Tells::Country) && tells(first) != Some(Tells::Given) {
            return vec![(Kind::Place, 4)];
        }
        if tells(first) == Some(Tells::Given) || is_initial(first) {
            return vec![(Kind::Person, 5)];
        }
        if let Some(kind) = by_head(first) {
            return vec![(kind, 4)];
        }
        let middle = words[1..words.len() - 1].iter();
        if middle.clone().any(|word| is_initial(word)) {
            return vec![(Kind::Person, 5)];
        }
        if link.is_some()
            && words
                .iter()
                .any(|w| matches!(w.lower.as_str(), "von" | "van" | "bin" | "ibn"))
        {
            return vec![(Kind::Person, 4)];
        }
        if let Some(kind) = words.iter().find_map(|word| by_head(word)) {
            return vec![(kind, 2)];
        }
        if roman {
            return vec![(Kind::Person, 3)];
        }
        let hyphen = tokens[run.tokens.clone()].iter().any(Token::is_dash);
        let demonym = words.iter().any(|word| tells(word) == Some(Tells::Demonym));
        return if demonym {
            vec![(Kind::Name, 1)]
        } else {
            vec![(Kind::Person, if hyphen { 2 } else { 1 })]
        };
    }
    match tells(first) {
        Some(Tells::Country) => vec![(Kind::Place, 9)],
        Some(Tells::Organisation) => vec![(Kind::Organisation, 4)],
        Some(Tells::Given) => vec![(Kind::Person, if roman { 5 } else { 3 })],
        _ if roman => vec![(Kind::Person, 3)],
        _ if first.is_all_capitals() => vec![(Kind::Organisation, 2)],
        _ => Vec::new(),
    }
}

fn is_initial(token: &Token) -> bool {
    token.text.chars().filter(|c| c.is_alphabetic()).count() == 1 || token.text.contains('.')
}

pub(super) fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.len() <= 5 && text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

/// Who stands before a person's name.
const RELATIONS: &[&str] = &[
    "wife",
    "husband",
    "son",
    "daughter",
    "mother",
    "colleague",
    "friend",
    "teacher",
    "student",
    "assistant",
    "spokesman",
    "spokeswoman",
    "named",
    "called",
    "farmer",
    "lawyer",
    "doctor",
    "merchant",
    "banker",
    "actor",
    "actress",
    "singer",
    "pilot",
    "captain",
    "guide",
    "editor",
    "member",
    "official",
    "researcher",
    "successor",
    "predecessor",
    "partner",
    "cousin",
    "uncle",
    "aunt",
    "nephew",
    "widow",
];
/// What stands before a place's name with `of`, or describes it after a comma.
const PLACES: &[&str] = &[
    "city",
    "town",
    "village",
    "port",
    "island",
    "river",
    "province",
    "region",
    "state",
    "country",
    "capital",
    "kingdom",
    "district",
    "county",
    "suburb",
    "harbour",
    "valley",
    "mountain",
    "lake",
    "colony",
    "peninsula",
    "settlement",
    "stadt",
    "dorf",
    "fluss",
    "insel",
    "hauptstadt",
    "provinz",
];
/// What describes an organisation after a comma.
const BODIES: &[&str] = &[
    "company",
    "firm",
    "party",
    "agency",
    "organisation",
    "organization",
    "charity",
    "group",
    "newspaper",
    "bank",
    "university",
    "museum",
];

/// What stands around a mention.
fn around(run: &Run, tokens: &[Token], language: &str) -> Vec<(Kind, Weight)> {
    if run.quoted {
        return Vec::new();
    }
    let mut votes = Vec::new();
    let lower = |at: usize| tokens.get(at).map_or("", |token| token.lower.as_str());
    let back = |by: usize| run.tokens.start.checked_sub(by).map_or("", &lower);
    let end = run.tokens.end;
    let article = matches!(back(1), "the" | "der" | "die" | "das" | "den" | "dem");
    match back(1) {
        "im" | "am" if language == "de" => votes.push((Kind::Place, 2)),
        "in" | "near" | "outside" | "across" | "throughout" | "nach" | "bei" => {
            votes.push((Kind::Place, 2));
        }
        "of" if PLACES.contains(&back(2)) => votes.push((Kind::Place, 4)),
        "at" | "from" | "to" | "of" | "into" | "toward" | "towards" | "around" | "via" | "aus" => {
            votes.push((Kind::Place, 1));
        }
        "by" | "mr" | "mrs" => votes.push((Kind::Person, 1)),
        word if RELATIONS.contains(&word) || words::tells(word) == Some(Tells::Title) => {
            votes.push((Kind::Person, 3));
        }
        word if PLACES.contains(&word) => votes.push((Kind::Place, 3)),
        _ => {}
    }
    if article {
        let words = run.folded.split(' ').count();
        votes.push((Kind::Name, if words > 1 { 2 } else { 1 }));
        let along = matches!(back(2), "in" | "across" | "along" | "near" | "down" | "up");
        votes.push((Kind::Place, if along { 3 } else { 1 }));
    }
    let next = lower(end);
    if !article {
        let second = lower(end + 1);
        let passive = next == "was"
            && matches!(
                second,
                "born" | "buried" | "elected" | "appointed" | "educated" | "married"
            );
        if words::is_deed(next) && (language != "de" || next != "wurde") || passive {
            votes.push((Kind::Person, 2));
        }
        // `People from Batavia who wished to see it` is about the people.
        let theirs = matches!(back(1), "from" | "in" | "at" | "near" | "of");
        if matches!(next, "who" | "whose") && !theirs
            || next == "," && matches!(second, "who" | "whose" | "aged")
        {
            votes.push((Kind::Person, 3));
        }
    }
    if next == "," {
        let described = (end + 1..end + 5)
            .map(lower)
            .take_while(|word| !word.is_empty() && *word != ",");
        let introduced = matches!(
            lower(end + 1),
            "a" | "an" | "the" | "ein" | "eine" | "its" | "his" | "her"
        );
        for word in described.filter(|_| introduced) {
            if PLACES.contains(&word) {
                votes.push((Kind::Place, 3));
                break;
            }
            if BODIES.contains(&word) {
                votes.push((Kind::Organisation, 3));
                break;
            }
            if RELATIONS.contains(&word) || words::tells(word) == Some(Tells::Title) {
                votes.push((Kind::Person, 3));
                break;
            }
        }
    }
    // Marie Curie (1867–1934); Kim Jong-un (2011–).
    if next == "("
        && tokens.get(end + 1).is_some_and(|t| {
            t.form == Form::Number
                || matches!(
                    t.lower.as_str(),
                    "born" | "c" | "died" | "estimated" | "roughly"
                )
        })
        && (end + 1..end + 8).map(|i| tokens.get(i)).any(|t| {
            t.is_some_and(Token::is_dash)
                || t.is_some_and(|t| matches!(t.lower.as_str(), "born" | "died"))
        })
    {
        votes.push((Kind::Person, 2));
    }
    votes
}
