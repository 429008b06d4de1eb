//! Which proposals say what others ask, looked up by words, and which have a sentence, a
//! paragraph or a fact in common.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::draft::form::FORMS;
use crate::draft::proposal::Proposal;
use crate::draft::words;

/// An answer shorter than this, in characters, is no cue: it stands everywhere. A number tells
/// more with fewer.
const SHORTEST: usize = 5;
const SHORTEST_NUMBER: usize = 3;
/// As many letters of a word, and the blank before it, stay in all its forms.
const STEM: usize = 6;

/// The proposals that may be chosen, by their place, and what each has to do with the others.
/// Phrases have numbers.
#[derive(Debug)]
pub(super) struct Cues<'a> {
    pub(super) cards: Vec<Folded<'a>>,
    /// By phrase: who says it, who asks it to the letter, who asks it as a value.
    pub(super) said_by: Vec<Vec<usize>>,
    pub(super) asked_by: Vec<Vec<usize>>,
    pub(super) typed_by: Vec<Vec<usize>>,
    ties: HashMap<Tie<'a>, Vec<usize>>,
}

/// A proposal as cues are looked for in it.
#[derive(Debug)]
pub(super) struct Folded<'a> {
    pub(super) proposal: &'a Proposal,
    pub(super) shown: String,
    /// All answers that can be given away to the letter, of whatever length.
    pub(super) all: Vec<String>,
    /// What no other card of its sentence may ask in the same way.
    pub(super) same: Vec<String>,
    /// The phrases that it asks to the letter, that it asks as values, that it says.
    pub(super) asks: Vec<usize>,
    pub(super) types: Vec<usize>,
    pub(super) says: Vec<usize>,
    pub(super) holds: Option<bool>,
    /// The telling words of its statement.
    told: HashSet<String>,
    pub(super) longest: Option<(bool, f64)>,
    /// Its form, as a place in the table.
    pub(super) form: usize,
}

/// What proposals have in common, so that to take one changes what others are worth.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Tie<'a> {
    Sentence(usize),
    Paragraph(u32),
    Fact(&'a str),
    About(&'a str),
}

fn ties(proposal: &Proposal) -> impl Iterator<Item = Tie<'_>> {
    let facts = proposal.facts.iter().map(|fact| Tie::Fact(fact));
    facts.chain([
        Tie::Sentence(proposal.sentence),
        Tie::Paragraph(proposal.paragraphs.0),
        Tie::About(&proposal.about),
    ])
}

impl<'a> Cues<'a> {
    pub(super) fn of(proposals: impl Iterator<Item = &'a Proposal>) -> Self {
        let mut phrases: HashMap<String, usize> = HashMap::new();
        let mut number = |answer: &String| {
            let next = phrases.len();
            *phrases.entry(answer.clone()).or_insert(next)
        };
        let mut cards: Vec<Folded<'a>> = proposals
            .map(|proposal| Folded::of(proposal, &mut number))
            .collect();
        let none = || vec![Vec::new(); phrases.len()];
        let (mut said_by, mut asked_by, mut typed_by) = (none(), none(), none());
        // By their first word, how many words phrases have.
        let mut lengths: HashMap<&str, BTreeSet<usize>> = HashMap::new();
        for phrase in phrases.keys() {
            let count = phrase.split_whitespace().count();
            let first = phrase.split_whitespace().next().unwrap_or_default();
            lengths.entry(first).or_default().insert(count);
        }
        let mut all: HashMap<Tie<'a>, Vec<usize>> = HashMap::new();
        for (n, card) in cards.iter_mut().enumerate() {
            card.says = said(&card.shown, &lengths, &phrases);
            for phrase in &card.says {
                said_by[*phrase].push(n);
            }
            for phrase in &card.asks {
                asked_by[*phrase].push(n);
            }
            for phrase in &card.types {
                typed_by[*phrase].push(n);
            }
            for tie in ties(card.proposal) {
                all.entry(tie).or_default().push(n);
            }
        }
        Self {
            cards,
            said_by,
            asked_by,
            typed_by,
            ties: all,
        }
    }

    /// The proposals that share a sentence, a paragraph or a fact with this one, and itself; some
    /// more than once.
    pub(super) fn beside(&self, n: usize) -> impl Iterator<Item = usize> + '_ {
        ties(self.cards[n].proposal)
            .filter_map(|tie| self.ties.get(&tie))
            .flatten()
            .copied()
    }

    /// For each, how many others say what it asks or ask what it says.
    pub(super) fn ruled_out(&self) -> Vec<usize> {
        let mut seen = vec![usize::MAX; self.cards.len()];
        let count = |(n, card): (usize, &Folded<'_>)| {
            let tell = card.asks.iter().map(|phrase| &self.said_by[*phrase]);
            let told = card.says.iter().map(|phrase| &self.asked_by[*phrase]);
            let mut others = 0;
            for other in tell.chain(told).flatten() {
                if *other != n && seen[*other] != n {
                    seen[*other] = n;
                    others += 1;
                }
            }
            let sentence = self.ties.get(&Tie::Sentence(card.proposal.sentence));
            for other in sentence.into_iter().flatten() {
                if *other != n && seen[*other] != n && card.excludes(&self.cards[*other]) {
                    seen[*other] = n;
                    others += 1;
                }
            }
            others
        };
        self.cards.iter().enumerate().map(count).collect()
    }
}

/// The phrases that a text says, each once.
fn said(
    shown: &str,
    lengths: &HashMap<&str, BTreeSet<usize>>,
    phrases: &HashMap<String, usize>,
) -> Vec<usize> {
    // One blank stands around each word.
    let blanks: Vec<usize> = shown.match_indices(' ').map(|(at, _)| at).collect();
    let mut found = Vec::new();
    for (n, ends) in blanks.windows(2).enumerate() {
        let Some(counts) = lengths.get(&shown[ends[0] + 1..ends[1]]) else {
            continue;
        };
        let ends = counts.iter().filter_map(|count| blanks.get(n + count));
        found.extend(ends.filter_map(|end| phrases.get(&shown[blanks[n]..=*end])));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether an answer is long enough to give away something.
fn is_cue(answer: &str) -> bool {
    let digits = answer.bytes().all(|b| b.is_ascii_digit());
    let shortest = if digits { SHORTEST_NUMBER } else { SHORTEST };
    answer.chars().count() >= shortest
}

impl<'a> Folded<'a> {
    fn of(proposal: &'a Proposal, number: &mut impl FnMut(&String) -> usize) -> Self {
        let answers: Vec<String> = proposal
            .answers
            .iter()
            .map(|answer| words::folded(answer))
            .collect();
        let cues = answers
            .iter()
            .filter(|answer| is_cue(answer.trim()))
            .map(number)
            .collect();
        let (asks, types) = if proposal.by_value {
            (Vec::new(), cues)
        } else {
            (cues, Vec::new())
        };
        let holds = proposal.holds();
        Self {
            shown: words::folded(&proposal.shown),
            same: match holds {
                Some(_) => Vec::new(),
                None => answers.clone(),
            },
            all: if proposal.by_value {
                Vec::new()
            } else {
                answers
            },
            proposal,
            asks,
            types,
            says: Vec::new(),
            holds,
            told: words::telling(&proposal.about).collect(),
            longest: proposal.longest(),
            form: FORMS
                .iter()
                .position(|form| form.name == proposal.form)
                .unwrap_or_default(),
        }
    }

    /// How large a share of a draft its form should have.
    pub(super) fn share(&self) -> f64 {
        FORMS[self.form].share
    }

    /// Whether, of one statement and another, this is to be judged and the other shows whether it
    /// holds, or says what the other asks.
    pub(super) fn spoils(&self, other: &Self) -> bool {
        let (one, two) = (self.proposal, other.proposal);
        // `refused` and `did … refuse`.
        let shows = |word: &String| {
            let folded = words::folded(word);
            let stem: String = folded.trim_end().chars().take(STEM).collect();
            other.shown.contains(&stem)
        };
        self.holds.is_some()
            && other.holds.is_none()
            && (one.tells(two) || one.turned.first().is_some_and(shows))
            && self.overlaps(other)
    }

    /// Whether the two ask each what the other shows: one turned round, and the other tells it.
    pub(super) fn is_turned(&self, other: &Self) -> bool {
        let says = |one: &Self, other: &Self| {
            let mut answers = other.all.iter();
            answers.any(|answer| one.shown.contains(answer.as_str()))
        };
        let (one, two) = (self.proposal, other.proposal);
        // A number and a date of one statement stand in each other's question.
        let values = one.by_value && two.by_value && one.about == two.about;
        values || (says(self, other) && says(other, self) && self.overlaps(other))
    }

    /// Whether most telling words of the shorter of two statements stand in the other.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let shared = self.told.intersection(&other.told).count();
        2 * shared > self.told.len().min(other.told.len())
    }

    /// Whether this is to be judged and says what the other asks of the same.
    pub(super) fn tells(&self, other: &Self) -> bool {
        let judged = self.holds.is_some() && other.holds.is_some();
        (judged || self.proposal.tells(other.proposal)) && self.overlaps(other)
    }

    /// Whether only one of the two, of one sentence, can be a card.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        let judged = self.holds.is_some() && other.holds.is_some() && self.overlaps(other);
        judged || self.spoils(other) || other.spoils(self) || self.is_turned(other)
    }

    /// Whether one of the two says what the other asks, be it ever so short.
    pub(super) fn tells_or_is_told(&self, other: &Self) -> bool {
        let tells = |one: &Self, other: &Self| {
            let mut answers = other.all.iter();
            answers.any(|answer| one.shown.contains(answer.as_str()))
        };
        tells(self, other) || tells(other, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(shown: &str, answer: &str) -> Proposal {
        Proposal {
            form: "cloze",
            keys: Vec::new(),
            shown: shown.to_owned(),
            about: shown.to_owned(),
            answers: vec![answer.to_owned()],
            turned: Vec::new(),
            by_value: false,
            facts: Vec::new(),
            sentence: 0,
            paragraphs: (1, 1),
            check: String::new(),
            worth: 0.0,
        }
    }

    #[test]
    fn who_says_what_others_ask_is_found_by_whole_words() {
        let proposals = [
            asking("Who built the Eddystone lighthouse?", "John Smeaton"),
            asking("John Smeaton was born in ____.", "Austhorpe"),
            asking("John Smeatons were many in ____.", "the Eddystone"),
            asking("A town of no name lies on ____.", "sand"),
        ];
        let cues = Cues::of(proposals.iter());
        assert_eq!(cues.ruled_out(), [2, 1, 1, 0]);
    }
}
