//! Which of the proposals become cards: the best, spread over paragraphs and forms, none giving
//! another away and none asking what another asks already.

mod cues;
mod taken;

use std::collections::HashSet;

use super::proposal::Proposal;
use cues::Cues;
use taken::Taken;

/// What it may cost to rule out another proposal: the dearest choice of all these is taken.
const RULES_OUT: [f64; 7] = [0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8];
/// Larger drafts are not improved card by card: it would take too long.
const IMPROVED: usize = 80;
/// More proposals than this, times the cards wanted, are not weighed.
const WEIGHED: usize = 8;
/// What one card more is worth, beside its own worth: two fair cards are better than a good one.
const ONE_MORE: f64 = 2.0;
/// What a card has to be worth after all that it costs.
const LEAST: f64 = -2.5;

/// The places of the proposals that are weighed at all, in order: those that are worth most.
pub(super) fn shortlist(proposals: &[Proposal], most: usize) -> Vec<usize> {
    let mut open: Vec<usize> = (0..proposals.len()).collect();
    open.sort_by(|a, b| {
        proposals[*b]
            .worth
            .total_cmp(&proposals[*a].worth)
            .then(a.cmp(b))
    });
    open.truncate(most.saturating_mul(WEIGHED).max(500));
    // Of equals the first of the text is taken.
    open.sort_unstable();
    open
}

/// The places of up to `most` of the open proposals, in the order of the text. Facts are asked again,
/// in another way, only where fewer than `wanted` would be there otherwise.
pub(super) fn choose(
    proposals: &[Proposal],
    open: &[usize],
    most: usize,
    wanted: usize,
) -> Vec<usize> {
    let cues = Cues::of(open.iter().map(|n| &proposals[*n]));
    let ruled_out = cues.ruled_out();
    let best = |again: bool| {
        let search = Search {
            cues: &cues,
            most,
            again,
            told: false,
        };
        let weigh = |rules_out: f64| {
            let cost = |n: usize| rules_out * ruled_out[n] as f64;
            search.fill(&[], None, cost)
        };
        let all = RULES_OUT.map(weigh);
        let best = all
            .into_iter()
            .max_by(|a, b| search.worth(a).total_cmp(&search.worth(b)));
        search.improved(best.unwrap_or_default())
    };
    let mut chosen = best(false);
    if chosen.len() < wanted {
        let closer = best(true);
        if closer.len() > chosen.len() {
            chosen = closer;
        }
    }
    in_order(proposals, open, &chosen)
}

/// The places of up to `wanted` of the open proposals, those that are `chosen` among them, the others
/// though they say what a card asks, or a card says what they ask.
pub(super) fn filled_up(
    proposals: &[Proposal],
    open: &[usize],
    chosen: &[usize],
    wanted: usize,
) -> Vec<usize> {
    let cues = Cues::of(open.iter().map(|n| &proposals[*n]));
    let search = Search {
        cues: &cues,
        most: wanted,
        again: true,
        told: true,
    };
    let begun = open.iter().enumerate().filter(|(_, n)| chosen.contains(n));
    let begun: Vec<usize> = begun.map(|(place, _)| place).collect();
    let ruled_out = cues.ruled_out();
    let filled = search.fill(&begun, None, |n| RULES_OUT[1] * ruled_out[n] as f64);
    in_order(proposals, open, &filled)
}

/// What was chosen of the open proposals, in the order of the text.
fn in_order(proposals: &[Proposal], open: &[usize], chosen: &[usize]) -> Vec<usize> {
    let mut chosen: Vec<usize> = chosen.iter().map(|n| open[*n]).collect();
    chosen.sort_by_key(|n| (proposals[*n].paragraphs, proposals[*n].sentence, *n));
    chosen
}

/// The way from proposals to a choice.
struct Search<'a> {
    cues: &'a Cues<'a>,
    most: usize,
    /// Whether facts may be asked in two ways.
    again: bool,
    /// Whether cards may give each other away.
    told: bool,
}

impl Search<'_> {
    /// Adds the best again and again, `without` one.
    fn fill(
        &self,
        begun: &[usize],
        without: Option<usize>,
        cost: impl Fn(usize) -> f64,
    ) -> Vec<usize> {
        let mut taken = Taken::none(self.cues, self.again, self.told);
        for n in begun {
            taken.take(*n);
        }
        let has: HashSet<usize> = begun.iter().copied().chain(without).collect();
        let mut left: Vec<usize> = (0..self.cues.cards.len())
            .filter(|n| !has.contains(n))
            .collect();
        while taken.cards.len() < self.most {
            // What may not be taken now may not be taken later either, but for the share of its
            // form.
            left.retain(|n| taken.is_open(*n));
            let best = left
                .iter()
                .filter(|n| taken.fits(**n))
                .map(|n| (*n, taken.worth(*n) - cost(*n)))
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            let Some((best, _)) = best else {
                break;
            };
            if taken.worth(best) >= LEAST {
                taken.take(best);
            }
            left.retain(|n| *n != best);
        }
        self.balanced(taken.cards)
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
            let rest: Vec<usize> = chosen.iter().copied().filter(|m| *m != n).collect();
            let other = self.fill(&rest, Some(n), |_| 0.0);
            if self.worth(&other) > self.worth(&chosen) {
                chosen = other;
            }
        }
        chosen
    }

    fn worth(&self, chosen: &[usize]) -> f64 {
        let worth = |n: &usize| self.cues.cards[*n].proposal.worth + ONE_MORE;
        chosen.iter().map(worth).sum()
    }

    /// As many true statements as false ones, but for one, and hardly more right options that are
    /// the longest than chance would have; the last ones taken go.
    fn balanced(&self, mut cards: Vec<usize>) -> Vec<usize> {
        let longest = |n: &usize| self.cues.cards[*n].longest;
        let told = |n: &usize| longest(n).is_some_and(|(right, _)| right);
        while let Some(last) = cards.iter().rposition(told) {
            let chance: f64 = cards.iter().filter_map(longest).map(|(_, p)| p).sum();
            if cards.iter().filter(|n| told(n)).count() as f64 <= chance + 1.0 {
                break;
            }
            cards.remove(last);
        }
        let holds = |n: &usize| self.cues.cards[*n].holds;
        loop {
            let count = |what: bool| cards.iter().filter(|n| holds(n) == Some(what)).count();
            let (yes, no) = (count(true), count(false));
            if yes.abs_diff(no) <= 1 {
                return cards;
            }
            let more = yes > no;
            if let Some(last) = cards.iter().rposition(|n| holds(n) == Some(more)) {
                cards.remove(last);
            }
        }
    }
}
