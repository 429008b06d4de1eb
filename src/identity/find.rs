//! Finding the cards of histories again: by id and exact content, then by the same question,
//! then by the same answer and a similar question, then by the same place and similarity.
//!
//! A pair that a rule finds is certain only if neither the history has another such card nor the
//! card another such history; otherwise it is a doubt, and for somebody to decide. Texts are
//! looked up by what they say, never compared all with all.

mod near;
mod place;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{History, Known, Version};
use crate::deck::{Card, Deck};
use crate::review::CardId;
use near::{Looks, alike, asks_the_same};

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
    /// Histories whose card has become another's: they belong to none by now.
    pub ousted: Vec<usize>,
    /// Histories without a card.
    pub gone: Vec<usize>,
}

impl Found {
    /// Whether all that was found are cards under the ids that they had.
    pub fn is_of_own_ids(&self) -> bool {
        let own = |found: &Match| found.rule == Rule::Id;
        self.matches.iter().all(own) && self.doubts.is_empty() && self.ousted.is_empty()
    }
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
    search.ousted();
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

    /// Exact content: the same card under another id, in another deck, or with ids exchanged.
    fn by_content(&mut self) {
        let mut wanted: HashMap<&str, Vec<usize>> = HashMap::new();
        for history in &self.loose {
            for version in &self.known.histories[*history].versions {
                let histories = wanted.entry(&version.content).or_default();
                if !histories.contains(history) {
                    histories.push(*history);
                }
            }
        }
        let mut cards: HashMap<usize, Vec<usize>> = HashMap::new();
        for (n, sight) in self.sights.iter().enumerate() {
            for history in wanted
                .get(sight.card.content.as_str())
                .into_iter()
                .flatten()
            {
                if !self.refused(*history, n) {
                    cards.entry(*history).or_default().push(n);
                }
            }
        }
        let mut pairs: Vec<(usize, Vec<usize>)> = cards.into_iter().collect();
        pairs.sort_unstable();
        for (history, sights) in &mut pairs {
            *sights = self.nearest_names(*history, sights);
        }
        // A card's own id outweighs a copy of what it said, unless that copy, or its own place,
        // has been somebody else's: then ids have been exchanged.
        let exchanged: HashSet<usize> = pairs
            .iter()
            .flat_map(|(_, sights)| sights.clone())
            .collect();
        for (history, sights) in pairs {
            let own = self.own_sight(history);
            if let Some(own) = own
                && !exchanged.contains(&own)
                && sights.iter().all(|sight| self.sights[*sight].own.is_none())
                && self
                    .looks
                    .stays(self.history(history), self.sights[own].card)
            {
                continue;
            }
            match sights[..] {
                [sight] => self.take(history, sight, Rule::Content),
                _ => self.doubt(history, &sights, false),
            }
        }
    }

    /// Of several cards with one content: the one of the same id, else those of the same deck.
    fn nearest_names(&self, history: usize, sights: &[usize]) -> Vec<usize> {
        let card = &self.history(history).card;
        let of = |fits: &dyn Fn(&CardId) -> bool| {
            let fitting = sights.iter().copied();
            fitting
                .filter(|n| fits(&self.sights[*n].card.id))
                .collect::<Vec<_>>()
        };
        let same_name = of(&|other| other.card == card.card);
        if same_name.len() == 1 {
            return same_name;
        }
        let same_deck = of(&|other| other.deck == card.deck);
        if same_deck.is_empty() {
            sights.to_vec()
        } else {
            same_deck
        }
    }

    /// The card of the history's id, if it is in sight and not as it was.
    fn own_sight(&self, history: usize) -> Option<usize> {
        let history = self.history(history);
        self.by_id
            .get(&history.card)
            .copied()
            .filter(|_| !history.parted)
    }

    /// The card of the same id, if it still asks much the same.
    fn by_id(&mut self) {
        self.by_gap();
        for history in self.loose.clone() {
            let Some(own) = self.own_sight(history) else {
                continue;
            };
            if self.sights[own].taken {
                continue;
            }
            if self
                .looks
                .stays(self.history(history), self.sights[own].card)
            {
                self.take(history, own, Rule::Id);
            } else if !self.refused(history, own) {
                self.doubt(history, &[own], true);
            }
        }
    }

    /// The gap of the same answer, where gaps before it have come or gone: it goes by another
    /// number now.
    fn by_gap(&mut self) {
        for history in self.loose.clone() {
            let Some(own) = self.own_sight(history) else {
                continue;
            };
            let own = &self.sights[own];
            let card = &self.known.histories[history];
            if own.card.entry == own.card.id.card || self.looks.same_answer(card, own.card) {
                continue;
            }
            let siblings = self.entries[&(own.deck, own.card.entry.as_str())].clone();
            let mut same = Vec::new();
            for n in siblings {
                if self.looks.same_answer(card, self.sights[n].card) {
                    same.push(n);
                }
            }
            if let [sibling] = same[..]
                && !self.sights[sibling].taken
            {
                self.take(history, sibling, Rule::Answer);
            }
        }
    }

    /// The places of cards that can be somebody's who is looking for one: without a history and not
    /// there before, or with the id of a history that has found another card.
    fn free(&self) -> Vec<usize> {
        let found = self.found.matches.iter().map(|found| found.history);
        let moved: HashSet<usize> = found.collect();
        let free = |sight: &Sight<'_>| {
            !sight.taken
                && match sight.own {
                    None => !sight.before,
                    Some(history) => moved.contains(&history),
                }
        };
        let all = 0..self.sights.len();
        all.filter(|n| free(&self.sights[*n])).collect()
    }

    fn by_question(&mut self) {
        let free = self.free();
        if free.is_empty() || self.loose.is_empty() {
            return;
        }
        let mut cards: HashMap<String, Vec<usize>> = HashMap::new();
        for n in free {
            let key = self.looks.of_card(self.sights[n].card).question.key.clone();
            cards.entry(key).or_default().push(n);
        }
        let mut pairs = Vec::new();
        for history in self.loose.clone() {
            let mut seen = HashSet::new();
            for look in self.looks.of_history(self.history(history)) {
                for n in cards.get(&look.question.key).into_iter().flatten() {
                    if seen.insert(*n) && !self.refused(history, *n) {
                        pairs.push((history, *n));
                    }
                }
            }
        }
        // The same answer, too: only its options, say, have been changed.
        let mut with_answer = pairs.clone();
        with_answer.retain(|(history, n)| {
            self.looks
                .same_answer(self.history(*history), self.sights[*n].card)
        });
        self.decide(&with_answer, |_, _, _| true, Rule::Question);
        pairs.retain(|(history, n)| self.loose.contains(history) && !self.sights[*n].taken);
        let asked = asks_the_same(self, &pairs);
        self.decide(
            &pairs,
            |search, _, n| {
                let key = search
                    .looks
                    .of_card(search.sights[n].card)
                    .question
                    .key
                    .clone();
                asked.get(&key).is_none_or(|times| *times < 2)
            },
            Rule::Question,
        );
    }

    fn by_answer(&mut self) {
        let free = self.free();
        let mut cards: HashMap<String, Vec<usize>> = HashMap::new();
        for n in free {
            let key = self.looks.of_card(self.sights[n].card).answer.key.clone();
            cards.entry(key).or_default().push(n);
        }
        let mut pairs = Vec::new();
        for history in self.loose.clone() {
            let mut seen = HashSet::new();
            for look in self.looks.of_history(self.history(history)) {
                for n in cards.get(&look.answer.key).into_iter().flatten() {
                    if seen.contains(n) || self.refused(history, *n) {
                        continue;
                    }
                    let other = self.looks.of_card(self.sights[*n].card);
                    let similar = look.question.similarity_from(&other.question, SIMILAR);
                    if similar.is_some() {
                        seen.insert(*n);
                        pairs.push((history, *n));
                    }
                }
            }
        }
        self.decide(
            &pairs,
            |search, history, n| {
                search
                    .looks
                    .reworded(search.history(history), search.sights[n].card)
            },
            Rule::Answer,
        );
    }

    fn by_place(&mut self) {
        let free: HashSet<usize> = self.free().into_iter().collect();
        if free.is_empty() || self.loose.is_empty() {
            return;
        }
        let places = place::Places::new(self, &free);
        let (mut pairs, mut sure) = (Vec::new(), HashSet::new());
        for history in self.loose.clone() {
            for n in places.between(self, history) {
                if self.refused(history, n) {
                    continue;
                }
                let card = self.looks.of_card(self.sights[n].card);
                let looks = self.looks.of_history(self.history(history));
                let alike = looks
                    .iter()
                    .filter_map(|look| alike(look, &card, LESS_SIMILAR));
                let Some(best) = alike.max_by(|a, b| a.together.total_cmp(&b.together)) else {
                    continue;
                };
                pairs.push((history, n));
                if best.question >= LESS_SIMILAR && best.answer >= LESS_SIMILAR && best.same_subject
                {
                    sure.insert((history, n));
                }
            }
        }
        self.decide(
            &pairs,
            |_, history, n| sure.contains(&(history, n)),
            Rule::Place,
        );
    }

    /// What has found no card, while another history has taken the one of its id, must not be counted
    /// there.
    fn ousted(&mut self) {
        let taken = |history: &usize| {
            self.own_sight(*history)
                .is_some_and(|own| self.sights[own].taken)
        };
        self.found.ousted = self.loose.iter().copied().filter(taken).collect();
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
