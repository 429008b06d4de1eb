//! What was taken so far, and what that makes of each proposal that is left: whether it may still
//! be taken, whether it gives something away, what it is worth. Only what a card that is taken
//! has to do with is looked at again.

use std::collections::{HashMap, HashSet};

use super::cues::{Cues, Folded};
use crate::draft::form::FORMS;
use crate::draft::proposal::Proposal;

/// What another card of the same sentence costs, and of the same paragraph.
const SENTENCE_AGAIN: f64 = 0.35;
const PARAGRAPH_AGAIN: f64 = 0.06;
/// The most cards of one sentence, and of one statement in it.
const OF_ONE_SENTENCE: usize = 5;
const OF_ONE_STATEMENT: usize = 2;
/// What it costs to ask a fact of another sentence's card again.
const FACT_AGAIN: f64 = 0.4;
/// A word that more questions than this say is everywhere, and cues nothing.
const EVERYWHERE: usize = 3;
/// What it costs if another card of the sentence says the answer, or the other way round.
const TOLD_BESIDE: f64 = 0.7;
/// What it costs to ask a value that another card says.
const TOLD_VALUE: f64 = 0.3;
/// What it costs to go on with a form that has more than its share; one that has less gains.
const FORM_AGAIN: f64 = 1.5;

/// What was taken so far, of which all is told by places.
#[derive(Debug)]
pub(super) struct Taken<'a> {
    cues: &'a Cues<'a>,
    pub(super) cards: Vec<usize>,
    by_sentence: HashMap<usize, Vec<usize>>,
    paragraphs: HashMap<u32, usize>,
    statements: HashMap<&'a str, usize>,
    facts: HashSet<&'a str>,
    /// What is asked, by sentence and whether only to be judged.
    asked: HashSet<(usize, &'a str, bool)>,
    /// Whether a fact may be asked to be judged and to be recalled.
    again: bool,
    /// Whether cards may give each other away.
    told: bool,
    /// How many cards each form has, by its place in the table.
    forms: Vec<usize>,
    /// How many true-false cards hold, and how many do not.
    holding: [usize; 2],
    /// How many longest options are right, less how many would be by chance.
    longest: f64,
    /// By phrase, how many cards say it, and how many ask it to the letter.
    said: Vec<usize>,
    answered: Vec<usize>,
    /// What each proposal is now.
    states: Vec<State>,
}

/// What a proposal is, beside those that were taken.
#[derive(Debug, Clone, Copy)]
struct State {
    /// Whether it may ever be taken.
    open: bool,
    /// Whether it says what a card asks, or a card says what it asks.
    cued: bool,
    /// Whether a card of its sentence tells its answer, or the other way round.
    near: bool,
    /// What it is worth, but for its form.
    worth: f64,
}

impl<'a> Taken<'a> {
    pub(super) fn none(cues: &'a Cues<'a>, again: bool, told: bool) -> Self {
        let states = cues.cards.iter().map(|card| State {
            open: true,
            cued: false,
            near: false,
            worth: card.proposal.worth,
        });
        Self {
            cues,
            cards: Vec::new(),
            by_sentence: HashMap::new(),
            paragraphs: HashMap::new(),
            statements: HashMap::new(),
            facts: HashSet::new(),
            asked: HashSet::new(),
            again,
            told,
            forms: vec![0; FORMS.len()],
            holding: [0; 2],
            longest: 0.0,
            said: vec![0; cues.said_by.len()],
            answered: vec![0; cues.said_by.len()],
            states: states.collect(),
        }
    }

    /// Whether it may be taken, now or later.
    pub(super) fn is_open(&self, n: usize) -> bool {
        self.states[n].open
    }

    /// Whether it may be taken now.
    pub(super) fn fits(&self, n: usize) -> bool {
        !self.states[n].cued && !self.is_full(&self.cues.cards[n])
    }

    /// What it is worth now.
    pub(super) fn worth(&self, n: usize) -> f64 {
        let card = &self.cues.cards[n];
        let has = self.forms[card.form] as f64 / (self.cards.len() as f64 + 4.0);
        let lopsided = card.holds.is_some_and(|holds| {
            self.holding[usize::from(holds)] > self.holding[usize::from(!holds)]
        });
        let told = self.longest > 0.0 && card.longest.is_some_and(|(right, _)| right);
        let lopsided = if lopsided || told { 1.0 } else { 0.0 };
        self.states[n].worth - FORM_AGAIN * (has - card.share()) - lopsided
    }

    pub(super) fn take(&mut self, n: usize) {
        let cues = self.cues;
        let card = &cues.cards[n];
        let proposal = card.proposal;
        self.cards.push(n);
        self.by_sentence
            .entry(proposal.sentence)
            .or_default()
            .push(n);
        *self.paragraphs.entry(proposal.paragraphs.0).or_insert(0) += 1;
        *self.statements.entry(&proposal.about).or_insert(0) += 1;
        self.forms[card.form] += 1;
        self.facts.extend(proposal.facts.iter().map(String::as_str));
        for asked in proposal.facts.iter().chain(&card.same) {
            let judged = card.holds.is_some();
            self.asked.insert((proposal.sentence, asked, judged));
        }
        if let Some(holds) = card.holds {
            self.holding[usize::from(holds)] += 1;
        }
        if let Some((right, chance)) = card.longest {
            self.longest += f64::from(u8::from(right)) - chance;
        }
        let mut changed: Vec<usize> = cues.beside(n).collect();
        for phrase in &card.asks {
            self.answered[*phrase] += 1;
            changed.extend(&cues.said_by[*phrase]);
        }
        for phrase in &card.says {
            // What is everywhere cues nothing, however much more it is said.
            if self.said[*phrase] <= EVERYWHERE {
                changed.extend(&cues.asked_by[*phrase]);
                if self.answered[*phrase] > 0 {
                    changed.extend(&cues.said_by[*phrase]);
                }
            }
            if self.said[*phrase] == 0 {
                changed.extend(&cues.typed_by[*phrase]);
            }
            self.said[*phrase] += 1;
        }
        changed.sort_unstable();
        changed.dedup();
        for other in changed {
            let State { open, near, .. } = self.states[other];
            if open {
                self.states[other] = self.state(&cues.cards[other], card, near);
            }
        }
    }

    /// What a proposal is now that `last` was taken.
    fn state(&self, card: &Folded<'_>, last: &Folded<'_>, near: bool) -> State {
        let same_sentence = card.proposal.sentence == last.proposal.sentence;
        let near = near || (same_sentence && last.tells_or_is_told(card));
        let same = same_sentence
            || card.proposal.about == last.proposal.about
            || card
                .proposal
                .facts
                .iter()
                .any(|fact| last.proposal.facts.contains(fact));
        State {
            open: !same || self.may_yet(card),
            cued: !self.told && self.gives_away(card),
            near,
            worth: self.worth_beside(card, near),
        }
    }

    /// The cards of its sentence.
    fn of_sentence(&self, proposal: &Proposal) -> impl Iterator<Item = &Folded<'a>> {
        let cards = self.by_sentence.get(&proposal.sentence);
        cards.into_iter().flatten().map(|n| &self.cues.cards[*n])
    }

    /// Whether no card of its sentence asks the same, and there are not too many of it.
    fn may_yet(&self, card: &Folded<'_>) -> bool {
        let proposal = card.proposal;
        let sentence = proposal.sentence;
        let mut asks = proposal.facts.iter().chain(&card.same);
        let judged = card.holds.is_some();
        let asked = asks.any(|asked| {
            let is = |judged| self.asked.contains(&(sentence, asked, judged));
            is(judged) || (!self.again && is(!judged))
        });
        // A word is asked once, whatever is said of it.
        let mut words = proposal
            .facts
            .iter()
            .filter(|fact| fact.starts_with("term "));
        let asked = asked || !self.again && words.any(|word| self.facts.contains(word.as_str()));
        let excluded = self.of_sentence(proposal).any(|other| {
            if self.again {
                other.tells(card) || card.tells(other)
            } else {
                other.excludes(card)
            }
        });
        let same_words = self.statements.get(proposal.about.as_str());
        !asked
            && !excluded
            && same_words.is_none_or(|many| *many < OF_ONE_STATEMENT)
            && self.of_sentence(proposal).count() < OF_ONE_SENTENCE
    }

    /// Whether its form has twice its share already.
    fn is_full(&self, card: &Folded<'_>) -> bool {
        self.forms[card.form] as f64 > 2.0 * card.share() * self.cards.len() as f64 + 2.0
    }

    /// Whether it would say what a card asks, or a card says what it asks.
    fn gives_away(&self, card: &Folded<'_>) -> bool {
        let is_cue = |count: usize| (1..=EVERYWHERE).contains(&count);
        let mut asks = card.asks.iter();
        let mut says = card.says.iter();
        asks.any(|phrase| is_cue(self.said[*phrase]))
            || says.any(|phrase| self.answered[*phrase] > 0 && is_cue(self.said[*phrase] + 1))
    }

    fn worth_beside(&self, card: &Folded<'_>, near: bool) -> f64 {
        let proposal = card.proposal;
        let facts = proposal
            .facts
            .iter()
            .filter(|fact| self.facts.contains(fact.as_str()))
            .count();
        let told = card.types.iter().any(|phrase| self.said[*phrase] > 0);
        let of_paragraph = self.paragraphs.get(&proposal.paragraphs.0);
        proposal.worth
            - if told { TOLD_VALUE } else { 0.0 }
            - if near { TOLD_BESIDE } else { 0.0 }
            - SENTENCE_AGAIN * self.of_sentence(proposal).count() as f64
            - PARAGRAPH_AGAIN * of_paragraph.copied().unwrap_or(0) as f64
            - FACT_AGAIN * facts as f64
    }
}
