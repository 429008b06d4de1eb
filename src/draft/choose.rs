//! Which of the proposals become cards: the best, spread over paragraphs and forms, none giving
//! another away and none asking what another asks already.

use std::collections::{HashMap, HashSet};

use super::form::FORMS;
use super::proposal::Proposal;
use super::words;

/// An answer shorter than this, in characters, is no cue: it stands everywhere.
const SHORTEST_CUE: usize = 5;
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
/// What it may cost to rule out another proposal: the dearest choice of all these is taken.
const RULES_OUT: [f64; 5] = [0.0, 0.02, 0.05, 0.1, 0.2];
/// Larger drafts are not improved card by card: it would take too long.
const IMPROVED: usize = 80;
/// More proposals than this, times the cards wanted, are not weighed.
const WEIGHED: usize = 8;
/// What it costs if another card of the sentence says the answer, or the other way round.
const TOLD_BESIDE: f64 = 0.7;
/// What it costs to ask a value that another card says.
const TOLD_VALUE: f64 = 0.3;
/// What one card more is worth, beside its own worth: two fair cards are better than a good one.
const ONE_MORE: f64 = 2.0;
/// What a card has to be worth after all that it costs.
const LEAST: f64 = -2.5;
/// What it costs to go on with a form that has more than its share; one that has less gains.
const FORM_AGAIN: f64 = 1.5;

/// What was taken so far.
#[derive(Debug, Default)]
struct Taken<'a> {
    cards: Vec<(usize, &'a Proposal)>,
    sentences: HashMap<usize, usize>,
    paragraphs: HashMap<u32, usize>,
    facts: HashSet<&'a str>,
    /// By sentence and whether they were only to be judged; a statement to be judged stands once
    /// for its sentence.
    asked: HashSet<(usize, &'a str, bool)>,
    forms: HashMap<&'static str, usize>,
    /// How many true-false cards hold, and how many do not.
    holding: [usize; 2],
    /// What the cards show and what they answer, folded.
    shown: Vec<&'a str>,
    answers: Vec<&'a str>,
    /// What each card shows, and all its answers, of whatever length.
    near: Vec<(&'a str, &'a [String])>,
}

/// A proposal as cues are looked for in it.
struct Folded {
    shown: String,
    answers: Vec<String>,
    /// All answers, of whatever length.
    all: Vec<String>,
    /// Of these what is not given away to the letter.
    values: Vec<String>,
    /// What no other card of its sentence may ask in the same way.
    same: Vec<String>,
}

/// The places of up to `most` proposals, in the order of the text. `refused` are left out.
pub(super) fn choose(proposals: &[Proposal], most: usize, refused: &HashSet<usize>) -> Vec<usize> {
    let mut open: Vec<usize> = (0..proposals.len())
        .filter(|n| !refused.contains(n))
        .collect();
    open.sort_by(|a, b| {
        proposals[*b]
            .worth
            .total_cmp(&proposals[*a].worth)
            .then(a.cmp(b))
    });
    open.truncate(most.saturating_mul(WEIGHED).max(500));
    let folded: HashMap<usize, Folded> = open
        .iter()
        .map(|n| (*n, Folded::of(&proposals[*n])))
        .collect();
    let ruled_out: HashMap<usize, usize> = open
        .iter()
        .map(|n| {
            let others = open
                .iter()
                .filter(|m| *m != n && folded[n].clashes(&folded[m]));
            (*n, others.count())
        })
        .collect();
    let search = Search {
        proposals,
        folded: &folded,
        open: &open,
        most,
    };
    let weigh = |rules_out: f64| {
        let cost = |n: usize| rules_out * ruled_out[&n] as f64;
        search.fill(Vec::new(), &HashSet::new(), cost)
    };
    let all = RULES_OUT.map(weigh);
    let best = all
        .into_iter()
        .max_by(|a, b| search.worth(a).total_cmp(&search.worth(b)));
    let mut chosen = search.improved(best.unwrap_or_default());
    chosen.sort_by_key(|n| (proposals[*n].paragraphs, proposals[*n].sentence, *n));
    chosen
}

/// The way from proposals to a choice.
struct Search<'a> {
    proposals: &'a [Proposal],
    folded: &'a HashMap<usize, Folded>,
    open: &'a [usize],
    most: usize,
}

impl Search<'_> {
    /// Adds the best again and again, `without` some.
    fn fill(
        &self,
        begun: Vec<usize>,
        without: &HashSet<usize>,
        cost: impl Fn(usize) -> f64,
    ) -> Vec<usize> {
        let mut taken = Taken::default();
        for n in begun {
            taken.take(n, &self.proposals[n], &self.folded[&n]);
        }
        let has: HashSet<usize> = taken.cards.iter().map(|(n, _)| *n).collect();
        let mut left: Vec<usize> = self.open.to_vec();
        left.retain(|n| !without.contains(n) && !has.contains(n));
        while taken.cards.len() < self.most {
            // What may not be taken now may not be taken later either, but for the share of its
            // form.
            left.retain(|n| taken.may_yet(&self.proposals[*n], &self.folded[n]));
            let best = left
                .iter()
                .filter(|n| !taken.is_full(&self.proposals[**n]))
                .filter(|n| !taken.gives_away(&self.folded[n]))
                .map(|n| {
                    (
                        *n,
                        taken.worth(&self.proposals[*n], &self.folded[n]) - cost(*n),
                    )
                })
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            let Some((best, _)) = best else {
                break;
            };
            let gain = taken.worth(&self.proposals[best], &self.folded[&best]);
            if gain < LEAST {
                left.retain(|n| *n != best);
                continue;
            }
            taken.take(best, &self.proposals[best], &self.folded[&best]);
            left.retain(|n| *n != best);
        }
        balanced(taken.cards).into_iter().map(|(n, _)| n).collect()
    }

    /// Leaves one out after the other, as long as others in its place are worth more together.
    fn improved(&self, mut chosen: Vec<usize>) -> Vec<usize> {
        if chosen.len() > IMPROVED || chosen.len() == self.most {
            return chosen;
        }
        for n in chosen.clone().into_iter().chain(chosen.clone()) {
            if !chosen.contains(&n) {
                continue;
            }
            let rest = chosen.iter().copied().filter(|m| *m != n).collect();
            let other = self.fill(rest, &HashSet::from([n]), |_| 0.0);
            if self.worth(&other) > self.worth(&chosen) {
                chosen = other;
            }
        }
        chosen
    }

    fn worth(&self, chosen: &[usize]) -> f64 {
        chosen
            .iter()
            .map(|n| self.proposals[*n].worth + ONE_MORE)
            .sum()
    }
}

impl Folded {
    fn of(proposal: &Proposal) -> Self {
        let answers = proposal.answers.iter().map(|answer| words::folded(answer));
        let (hard, soft): (Vec<String>, Vec<String>) = answers
            .clone()
            .filter(|answer| answer.trim().chars().count() >= SHORTEST_CUE)
            .partition(|_| !proposal.by_value);
        Self {
            shown: words::folded(&proposal.shown),
            same: match proposal.holds() {
                Some(_) => Vec::new(),
                None => answers.clone().collect(),
            },
            answers: hard,
            values: soft,
            all: if proposal.by_value {
                Vec::new()
            } else {
                answers.collect()
            },
        }
    }

    /// Whether one of the two says what the other asks.
    fn clashes(&self, other: &Self) -> bool {
        let tells = |one: &Self, other: &Self| {
            other
                .answers
                .iter()
                .any(|answer| one.shown.contains(answer.as_str()))
        };
        tells(self, other) || tells(other, self)
    }
}

/// As many true statements as false ones, but for one; the last ones taken go.
fn balanced(mut cards: Vec<(usize, &Proposal)>) -> Vec<(usize, &Proposal)> {
    loop {
        let count = |holds: bool| {
            cards
                .iter()
                .filter(|(_, card)| card.holds() == Some(holds))
                .count()
        };
        let (yes, no) = (count(true), count(false));
        if yes.abs_diff(no) <= 1 {
            return cards;
        }
        let more = yes > no;
        if let Some(last) = cards
            .iter()
            .rposition(|(_, card)| card.holds() == Some(more))
        {
            cards.remove(last);
        }
    }
}

impl<'a> Taken<'a> {
    /// Whether no card of its sentence asks the same, and there are not too many of it.
    fn may_yet(&self, proposal: &Proposal, folded: &Folded) -> bool {
        let recognised = proposal.holds().is_some();
        let facts = proposal.facts.iter().chain(&folded.same);
        let asked = facts
            .map(String::as_str)
            .any(|fact| self.asked.contains(&(proposal.sentence, fact, recognised)));
        // A statement to be judged shows what another card of the same statement asks, unless it
        // is just that which was altered.
        let shown = self.cards.iter().any(|(_, card)| {
            card.sentence == proposal.sentence
                && contained(&card.about, &proposal.about)
                && (card.tells(proposal) || proposal.tells(card))
        });
        let same_words = self
            .cards
            .iter()
            .filter(|(_, card)| card.about == proposal.about)
            .count();
        let of_sentence = self.sentences.get(&proposal.sentence).copied().unwrap_or(0);
        // Two statements of one sentence to be judged: one must not tell whether the other holds.
        let judged = |card: &Proposal| {
            card.holds().is_some()
                && card.sentence == proposal.sentence
                && overlap(&card.about, &proposal.about)
        };
        let twice = recognised && self.cards.iter().any(|(_, card)| judged(card));
        !asked && !twice && !shown && same_words < OF_ONE_STATEMENT && of_sentence < OF_ONE_SENTENCE
    }

    /// Whether its form has twice its share already.
    fn is_full(&self, proposal: &Proposal) -> bool {
        let form = self.forms.get(proposal.form).copied().unwrap_or(0);
        form as f64 > 2.0 * share(proposal) * self.cards.len() as f64 + 2.0
    }

    /// Whether it would say what a card asks, or a card says what it asks.
    fn gives_away(&self, folded: &Folded) -> bool {
        let said = |answer: &str| {
            self.shown
                .iter()
                .filter(|shown| shown.contains(answer))
                .count()
        };
        let is_cue = |count: usize| (1..=EVERYWHERE).contains(&count);
        let told = || folded.answers.iter().any(|answer| is_cue(said(answer)));
        let tells = || {
            let mut shown = self
                .answers
                .iter()
                .filter(|answer| folded.shown.contains(**answer));
            shown.any(|answer| is_cue(said(answer) + 1))
        };
        told() || tells()
    }

    fn worth(&self, proposal: &Proposal, folded: &Folded) -> f64 {
        let again = |count: Option<&usize>| count.copied().unwrap_or(0) as f64;
        let has = again(self.forms.get(proposal.form)) / (self.cards.len() as f64 + 4.0);
        let facts = proposal
            .facts
            .iter()
            .filter(|fact| self.facts.contains(fact.as_str()))
            .count();
        let lopsided = proposal.holds().is_some_and(|holds| {
            self.holding[usize::from(holds)] > self.holding[usize::from(!holds)]
        });
        let seen = |value: &String| {
            self.shown
                .iter()
                .any(|shown| shown.contains(value.as_str()))
        };
        let near = self
            .cards
            .iter()
            .zip(&self.near)
            .any(|((_, card), (shown, answers))| {
                let tells = |shown: &str, answers: &[String]| {
                    answers.iter().any(|answer| shown.contains(answer.as_str()))
                };
                card.sentence == proposal.sentence
                    && (tells(shown, &folded.all) || tells(&folded.shown, answers))
            });
        let told = folded.values.iter().any(seen);
        proposal.worth
            - if told { TOLD_VALUE } else { 0.0 }
            - if near { TOLD_BESIDE } else { 0.0 }
            - SENTENCE_AGAIN * again(self.sentences.get(&proposal.sentence))
            - PARAGRAPH_AGAIN * again(self.paragraphs.get(&proposal.paragraphs.0))
            - FACT_AGAIN * facts as f64
            - FORM_AGAIN * (has - share(proposal))
            - if lopsided { 1.0 } else { 0.0 }
    }

    fn take(&mut self, n: usize, proposal: &'a Proposal, folded: &'a Folded) {
        self.cards.push((n, proposal));
        *self.sentences.entry(proposal.sentence).or_insert(0) += 1;
        *self.paragraphs.entry(proposal.paragraphs.0).or_insert(0) += 1;
        *self.forms.entry(proposal.form).or_insert(0) += 1;
        for fact in &proposal.facts {
            self.facts.insert(fact);
        }
        let recognised = proposal.holds().is_some();
        for fact in proposal.facts.iter().chain(&folded.same) {
            self.asked.insert((proposal.sentence, fact, recognised));
        }
        if let Some(holds) = proposal.holds() {
            self.holding[usize::from(holds)] += 1;
        }
        self.near.push((&folded.shown, &folded.all));
        self.shown.push(&folded.shown);
        self.answers
            .extend(folded.answers.iter().map(String::as_str));
    }
}

/// How large a share of a draft its form should have.
fn share(proposal: &Proposal) -> f64 {
    let form = FORMS.iter().find(|form| form.name == proposal.form);
    form.map_or(0.0, |form| form.share)
}

/// Whether most telling words of the shorter of two statements stand in the other.
fn overlap(one: &str, other: &str) -> bool {
    let (one, other): (HashSet<String>, HashSet<String>) = (
        words::telling(one).collect(),
        words::telling(other).collect(),
    );
    let shared = one.intersection(&other).count();
    2 * shared > one.len().min(other.len())
}

/// Whether the words of one of two statements are all in the other.
fn contained(one: &str, other: &str) -> bool {
    let (one, other) = (words::folded(one), words::folded(other));
    let (one, other) = (one.trim(), other.trim());
    one.contains(other) || other.contains(one)
}
