//! Finding the cards of histories again: by id and exact content, then by the same question,
//! then by the same answer and a similar question, then by the same place and similarity.
//!
//! A pair that a rule finds is certain only if neither the history has another such card nor the
//! card another such history; otherwise it is a doubt, and for somebody to decide. Texts are
//! looked up by what they say, never compared all with all.

mod exact;
mod likely;
mod near;
mod place;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{History, Known, Version};
use crate::deck::{Card, Deck};
use crate::review::CardId;
use near::Looks;

/// A similar question with the same answer is the same card from this on.
pub const SIMILAR: f64 = 0.8;
/// A card in the same place is the same from this on, in its question and in its answer.
pub const LESS_SIMILAR: f64 = 0.6;

/// For a deck's id, the [marks](mark) of its cards in their order when it was last met.
pub type Before = HashMap<String, Vec<u64>>;

/// What stands for a card's id in a list of cards.
pub fn mark(card: &CardId) -> u64 {
    let hash = blake3::hash(card.card.as_bytes());
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hash.as_bytes()[..8]);
    u64::from_le_bytes(bytes)
}

/// By which rule a card is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Its id, and much the same question.
    Id,
    /// Exactly what it says.
    Content,
    /// The same question.
    Question,
    /// The same answer to a similar question.
    Answer,
    /// The same place, and much the same.
    Place,
}

impl Rule {
    /// The word in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Content => "content",
            Self::Question => "question",
            Self::Answer => "answer",
            Self::Place => "place",
        }
    }
}

/// A history whose card is certain.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The history's place in the list.
    pub history: usize,
    /// The card as it is now.
    pub card: Version,
    /// By which rule.
    pub rule: Rule,
    /// The answer that was right before, where another one is now.
    pub answer_before: Option<String>,
}

/// A history of which nobody but a person can say whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// The history's place in the list.
    pub history: usize,
    /// The cards that could be meant.
    pub cards: Vec<Version>,
    /// Whether it is the card of the same id that seems to ask something else.
    pub same_id: bool,
}

/// What came of looking.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// What is certain, and not as it was.
    pub matches: Vec<Match>,
    /// What is not.
    pub doubts: Vec<Doubt>,
    /// Histories without a card.
    pub gone: Vec<usize>,
}

/// A card that is not known as it is.
struct Sight<'d> {
    card: &'d Card,
    /// The deck's place in the list.
    deck: usize,
    /// The card's place in the deck.
    place: usize,
    /// The history of its id, which knows it only as it was.
    own: Option<usize>,
    /// Whether it was there when the deck was last met.
    before: bool,
    taken: bool,
}

/// Finds the cards of the histories in these decks. `elsewhere` says of a history's card that
/// is not in them whether it is in a deck that is not looked at.
pub fn find(
    known: &Known,
    decks: &[&Deck],
    before: &Before,
    mut elsewhere: impl FnMut(&CardId) -> bool,
) -> Found {
    let mut search = Search::new(known, decks, before);
    if search.sights.is_empty() || search.loose.is_empty() {
        search.found.gone = search.loose.into_iter().collect();
        return search.found;
    }
    search.loose.retain(|history| {
        let card = &known.histories[*history].card;
        search.by_id.contains_key(card) || !elsewhere(card)
    });
    search.look_back();
    search.by_content();
    search.by_id();
    search.by_question();
    search.by_answer();
    search.by_place();
    search.parted();
    search.found.gone = search.loose.iter().copied().collect();
    search.found.doubts.sort_by_key(|doubt| doubt.history);
    search.found.matches.sort_by_key(|found| found.history);
    search.found
}

struct Search<'s> {
    known: &'s Known,
    decks: &'s [&'s Deck],
    before: &'s Before,
    /// Cards that are not known as they are.
    sights: Vec<Sight<'s>>,
    /// Their places in `sights`.
    by_id: HashMap<&'s CardId, usize>,
    /// The places of the cards of an entry, for each that is not known as it is.
    entries: HashMap<(usize, &'s str), Vec<usize>>,
    /// Histories whose card is not found yet.
    loose: BTreeSet<usize>,
    looks: Looks<'s>,
    found: Found,
}

impl<'s> Search<'s> {
    fn new(known: &'s Known, decks: &'s [&'s Deck], before: &'s Before) -> Self {
        let own: HashMap<&CardId, usize> = known
            .histories
            .iter()
            .enumerate()
            .filter(|(_, history)| !history.parted)
            .map(|(n, history)| (&history.card, n))
            .collect();
        let mut loose: BTreeSet<usize> = (0..known.histories.len()).collect();
        let mut sights = Vec::new();
        for (n, deck) in decks.iter().enumerate() {
            for (place, card) in deck.cards.iter().enumerate() {
                let own = own.get(&card.id).copied();
                if let Some(history) = own
                    && known.histories[history].has(&card.content)
                {
                    loose.remove(&history);
                    continue;
                }
                sights.push(Sight {
                    card,
                    deck: n,
                    place,
                    own,
                    before: false,
                    taken: false,
                });
            }
        }
        let by_id = sights.iter().enumerate();
        let by_id = by_id.map(|(n, sight)| (&sight.card.id, n)).collect();
        Self {
            known,
            decks,
            before,
            sights,
            by_id,
            entries: HashMap::new(),
            loose,
            looks: Looks::new(known),
            found: Found::default(),
        }
    }

    /// Says of each card whether it was there before, and which belong to one entry.
    fn look_back(&mut self) {
        let marks: Vec<Option<HashSet<u64>>> = self
            .decks
            .iter()
            .map(|deck| Some(self.before.get(&deck.id)?.iter().copied().collect()))
            .collect();
        for (n, sight) in self.sights.iter_mut().enumerate() {
            if let Some(marks) = &marks[sight.deck] {
                sight.before = marks.contains(&mark(&sight.card.id));
            }
            let entry = (sight.deck, sight.card.entry.as_str());
            self.entries.entry(entry).or_default().push(n);
        }
    }

    fn history(&self, history: usize) -> &'s History {
        &self.known.histories[history]
    }

    fn refused(&self, history: usize, sight: usize) -> bool {
        let refused = &self.known.bindings.refused;
        let card = &self.sights[sight].card.id;
        !refused.is_empty()
            && self
                .history(history)
                .versions
                .iter()
                .any(|version| refused.contains(&(version.clone(), card.clone())))
    }

    /// The history is this card's.
    fn take(&mut self, history: usize, sight: usize, rule: Rule) {
        let answer_before = match rule {
            Rule::Content => None,
            _ => self
                .looks
                .other_answer(self.history(history), self.sights[sight].card),
        };
        self.sights[sight].taken = true;
        self.loose.remove(&history);
        self.found.matches.push(Match {
            history,
            card: Version::of(self.sights[sight].card),
            rule,
            answer_before,
        });
    }

    /// The history may be one of these cards'.
    fn doubt(&mut self, history: usize, sights: &[usize], same_id: bool) {
        let archived = &self.known.bindings.archived;
        let versions = &self.history(history).versions;
        if !same_id && !archived.is_empty() && versions.iter().all(|v| archived.contains(v)) {
            return;
        }
        self.loose.remove(&history);
        let cards = sights
            .iter()
            .map(|sight| Version::of(self.sights[*sight].card));
        self.found.doubts.push(Doubt {
            history,
            cards: cards.collect(),
            same_id,
        });
    }

    /// Takes the pairs in which each is the only one for the other, and doubts the rest.
    fn decide(
        &mut self,
        pairs: &[(usize, usize)],
        certain: impl Fn(&mut Self, usize, usize) -> bool,
        rule: Rule,
    ) {
        let mut of_history: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut of_sight: HashMap<usize, usize> = HashMap::new();
        for (history, sight) in pairs {
            of_history.entry(*history).or_default().push(*sight);
            *of_sight.entry(*sight).or_default() += 1;
        }
        let mut histories: Vec<_> = of_history.into_iter().collect();
        histories.sort_unstable();
        for (history, sights) in histories {
            let only = sights.len() == 1 && of_sight[&sights[0]] == 1;
            if only && certain(self, history, sights[0]) {
                self.take(history, sights[0], rule);
            } else {
                self.doubt(history, &sights, false);
            }
        }
    }

    /// The places of cards that can be somebody's who is looking for one: without a history,
    /// and not there before.
    fn free(&self) -> Vec<usize> {
        let free = |sight: &Sight<'_>| !sight.taken && !sight.before && sight.own.is_none();
        let all = 0..self.sights.len();
        all.filter(|n| free(&self.sights[*n])).collect()
    }

    /// What belongs to no card may still be that of the card it names, if it is there.
    fn parted(&mut self) {
        for history in self.loose.clone() {
            let History { card, parted, .. } = self.history(history);
            if let Some(n) = self.by_id.get(card).copied().filter(|_| *parted)
                && !self.sights[n].taken
                && !self.refused(history, n)
            {
                self.doubt(history, &[n], true);
            }
        }
    }
}
