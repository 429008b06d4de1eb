//! Which cards a sitting asks, and in which order.
//!
//! What waits to be learned comes first, then what an exam plan wants today, then what is due,
//! the least well remembered first (or, where not all of it may be asked, the most useful first),
//! then new cards, one deck after the other in turn. Siblings (gaps of one text, a card and its
//! reverse) are kept well apart, and cards about one paragraph are not asked in a row where
//! others are at hand.

use std::collections::{HashMap, VecDeque};

use crate::schedule::Phase;

/// How many cards lie between siblings where there are enough others.
const SIBLING_GAP: usize = 4;
/// How far ahead another card is looked for: further would upset the order of urgency.
const LOOKAHEAD: usize = 24;

/// A card that could be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its place in the caller's list.
    pub slot: usize,
    /// Its deck, as a number.
    pub deck: usize,
    /// Which entry it was made of: equal for siblings.
    pub entry: u64,
    /// Which paragraph it is about, if it says so.
    pub paragraph: Option<u64>,
    /// Where it stands.
    pub phase: Phase,
    /// The local day on which it is due.
    pub due_day: i32,
    /// The predicted recall, 0 to 1.
    pub retrievability: f64,
    /// How useful a review is today; looked at where not all that is due may be asked.
    pub usefulness: f64,
    /// What an exam plan says of it; none where no plan has it.
    pub planned: Option<Planned>,
}

/// What an exam plan says of a card, in place of its due day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Planned {
    /// It is asked today, as the so manieth.
    Today(usize),
    /// It is not asked today.
    Later,
}

/// What limits a sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The day of the sitting.
    pub today: i32,
    /// How many new cards at most.
    pub new: usize,
    /// Cards due up to so many days from now are asked as well.
    pub ahead: i32,
    /// Where not all that is due may be asked: the most useful come first, so many at most.
    pub useful: Option<usize>,
}

impl Limits {
    /// Whether a card is due, apart from plans and from what waits to be learned.
    pub fn reach(&self, candidate: &Candidate) -> bool {
        candidate.phase == Phase::Review
            && candidate.planned.is_none()
            && candidate.due_day <= self.today.saturating_add(self.ahead)
    }
}

/// The order of a sitting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    /// Slots in the order they are asked.
    pub order: Vec<usize>,
    /// How many of them are due or wait to be learned; in practice, have been seen.
    pub due: usize,
    /// How many of them are new.
    pub new: usize,
}

/// Puts candidates into the order of a sitting.
pub fn order(candidates: &[Candidate], limits: Limits) -> Queue {
    let mut waiting: Vec<&Candidate> = Vec::new();
    let mut due: Vec<&Candidate> = Vec::new();
    let mut new: Vec<&Candidate> = Vec::new();
    let mut planned: Vec<&Candidate> = Vec::new();
    for candidate in candidates {
        match candidate.phase {
            Phase::Learning | Phase::Relearning => waiting.push(candidate),
            _ if candidate.planned == Some(Planned::Later) => {}
            _ if candidate.planned.is_some() => planned.push(candidate),
            Phase::New => new.push(candidate),
            Phase::Review if limits.reach(candidate) => due.push(candidate),
            Phase::Review => {}
        }
    }
    waiting.sort_by_key(|c| (c.due_day, c.slot));
    planned.sort_by_key(|c| c.planned);
    // Overdue by lowest recall, then what is due today, then what is not due yet by its day.
    due.sort_by(|a, b| {
        let rank = |c: &Candidate| (c.due_day - limits.today).max(-1);
        rank(a)
            .cmp(&rank(b))
            .then(a.retrievability.total_cmp(&b.retrievability))
            .then(a.slot.cmp(&b.slot))
    });
    if let Some(most) = limits.useful {
        due.sort_by(|a, b| b.usefulness.total_cmp(&a.usefulness));
        due.truncate(most);
    }
    let new = take_turns(&new, limits.new);
    let begun = planned.iter().filter(|c| c.phase == Phase::New).count();
    let due_count = waiting.len() + due.len() + planned.len() - begun;
    let new_count = new.len() + begun;
    let mut order = Vec::with_capacity(due_count + new_count);
    let mut recent = VecDeque::with_capacity(SIBLING_GAP + 1);
    for part in [waiting, planned, due, new] {
        keep_siblings_apart(part, &mut recent, &mut order);
    }
    Queue {
        order,
        due: due_count,
        new: new_count,
    }
}

/// Puts all candidates into the order of practice, whatever is due: the least well remembered
/// first, cards that were never seen last, one deck after the other in turn.
pub fn practice(candidates: &[Candidate]) -> Queue {
    let (new, mut seen): (Vec<&Candidate>, Vec<&Candidate>) = candidates
        .iter()
        .partition(|candidate| candidate.phase == Phase::New);
    seen.sort_by(|a, b| {
        let recall = a.retrievability.total_cmp(&b.retrievability);
        recall.then(a.slot.cmp(&b.slot))
    });
    let (due, new) = (seen.len(), take_turns(&new, usize::MAX));
    let fresh = new.len();
    let mut order = Vec::with_capacity(candidates.len());
    let mut recent = VecDeque::with_capacity(SIBLING_GAP + 1);
    for part in [seen, new] {
        keep_siblings_apart(part, &mut recent, &mut order);
    }
    Queue {
        order,
        due,
        new: fresh,
    }
}

/// New cards, from each deck in turn, in the order of each deck.
fn take_turns<'c>(new: &[&'c Candidate], limit: usize) -> Vec<&'c Candidate> {
    let mut turns: HashMap<usize, usize> = HashMap::new();
    let mut ranked: Vec<(usize, usize, &Candidate)> = new
        .iter()
        .map(|candidate| {
            let turn = turns.entry(candidate.deck).or_default();
            *turn += 1;
            (*turn, candidate.deck, *candidate)
        })
        .collect();
    ranked.sort_by_key(|(turn, deck, _)| (*turn, *deck));
    ranked.truncate(limit);
    ranked
        .into_iter()
        .map(|(_, _, candidate)| candidate)
        .collect()
}

/// Appends a part to the order; a card that is too near a sibling lets others go first.
/// `recent` are the last cards before the part.
fn keep_siblings_apart<'c>(
    part: Vec<&'c Candidate>,
    recent: &mut VecDeque<&'c Candidate>,
    order: &mut Vec<usize>,
) {
    let mut rest: VecDeque<&Candidate> = part.into();
    while !rest.is_empty() {
        let sibling = |c: &Candidate| {
            recent
                .iter()
                .any(|r| (r.deck, r.entry) == (c.deck, c.entry))
        };
        let same_paragraph = |c: &Candidate| {
            let last = recent.back().map(|last| (last.deck, last.paragraph));
            c.paragraph.is_some() && last == Some((c.deck, c.paragraph))
        };
        let ahead = || rest.iter().take(LOOKAHEAD);
        let pick = ahead()
            .position(|c| !sibling(c) && !same_paragraph(c))
            .or_else(|| ahead().position(|c| !sibling(c)))
            .unwrap_or(0);
        let Some(candidate) = rest.remove(pick) else {
            return;
        };
        order.push(candidate.slot);
        recent.push_back(candidate);
        if recent.len() > SIBLING_GAP {
            recent.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: i32 = 1000;

    fn card(slot: usize, phase: Phase, due_day: i32) -> Candidate {
        let (entry, retrievability) = (slot as u64, 0.9);
        Candidate {
            slot,
            deck: 0,
            entry,
            paragraph: None,
            phase,
            due_day,
            retrievability,
            usefulness: 0.0,
            planned: None,
        }
    }

    fn planned(planned: Planned, mut candidate: Candidate) -> Candidate {
        candidate.planned = Some(planned);
        candidate
    }

    #[test]
    fn a_plan_decides_instead_of_due_days_and_limits() {
        let cards = [
            planned(Planned::Today(1), card(0, Phase::New, 0)),
            planned(Planned::Later, card(1, Phase::Review, TODAY - 9)),
            planned(Planned::Today(0), card(2, Phase::Review, TODAY + 9)),
            planned(Planned::Later, card(3, Phase::Relearning, TODAY)),
            card(4, Phase::Review, TODAY),
            planned(Planned::Later, card(5, Phase::New, 0)),
            card(6, Phase::New, 0),
        ];
        let queue = order(&cards, limits(0));
        assert_eq!(queue.order, [3, 2, 0, 4]);
        assert_eq!((queue.due, queue.new), (3, 1));
    }

    fn limits(new: usize) -> Limits {
        Limits {
            today: TODAY,
            new,
            ahead: 0,
            useful: None,
        }
    }

    #[test]
    fn where_time_is_short_the_most_useful_of_what_is_due_are_asked_first() {
        let cards: Vec<_> = [0.1, 0.4, 0.3, 0.9]
            .iter()
            .enumerate()
            .map(|(slot, usefulness)| Candidate {
                usefulness: *usefulness,
                retrievability: 0.1 * slot as f64,
                ..card(slot, Phase::Review, TODAY - i32::from(slot != 3) * 9)
            })
            .chain([card(4, Phase::Relearning, TODAY), card(5, Phase::New, 0)])
            .collect();
        let asked = |most| {
            let useful = Some(most);
            order(
                &cards,
                Limits {
                    useful,
                    ..limits(1)
                },
            )
        };
        let queue = asked(2);
        assert_eq!(queue.order, [4, 3, 1, 5]);
        assert_eq!((queue.due, queue.new), (3, 1));
        assert_eq!(asked(9).order, [4, 3, 1, 2, 0, 5]);
        assert_eq!(asked(0).order, [4, 5]);
    }

    #[test]
    fn what_waits_comes_first_then_what_is_due_then_new_cards() {
        let cards = [
            card(0, Phase::New, 0),
            card(1, Phase::Review, TODAY),
            card(2, Phase::Review, TODAY + 1),
            card(3, Phase::Relearning, TODAY - 2),
            Candidate {
                retrievability: 0.5,
                ..card(4, Phase::Review, TODAY - 30)
            },
            Candidate {
                retrievability: 0.4,
                ..card(5, Phase::Review, TODAY - 2)
            },
        ];
        let queue = order(&cards, limits(10));
        assert_eq!(
            queue,
            Queue {
                order: vec![3, 5, 4, 1, 0],
                due: 4,
                new: 1
            }
        );
        let ahead = order(
            &cards,
            Limits {
                ahead: 1,
                ..limits(0)
            },
        );
        assert_eq!(ahead.order, [3, 5, 4, 1, 2]);
    }

    #[test]
    fn practice_asks_everything_the_least_well_remembered_first() {
        let recalled = |retrievability, card| Candidate {
            retrievability,
            ..card
        };
        let cards = [
            card(0, Phase::New, 0),
            recalled(0.9, card(1, Phase::Review, TODAY + 50)),
            recalled(0.5, card(2, Phase::Review, TODAY)),
            recalled(
                0.7,
                planned(Planned::Later, card(3, Phase::Relearning, TODAY)),
            ),
        ];
        let queue = practice(&cards);
        assert_eq!(queue.order, [2, 3, 1, 0]);
        assert_eq!((queue.due, queue.new), (3, 1));
    }

    #[test]
    fn decks_take_turns_with_new_cards_up_to_the_limit() {
        let decks = [0, 0, 0, 1, 2, 2];
        let cards: Vec<_> = decks
            .iter()
            .enumerate()
            .map(|(slot, deck)| Candidate {
                deck: *deck,
                ..card(slot, Phase::New, 0)
            })
            .collect();
        assert_eq!(order(&cards, limits(5)).order, [0, 3, 4, 1, 5]);
        assert_eq!(order(&cards, limits(0)).order, Vec::<usize>::new());
    }

    #[test]
    fn siblings_and_paragraphs_are_kept_apart() {
        let entry = [1, 1, 2, 3, 4, 5];
        let cards: Vec<_> = entry
            .iter()
            .enumerate()
            .map(|(slot, entry)| Candidate {
                entry: *entry,
                ..card(slot, Phase::New, 0)
            })
            .collect();
        assert_eq!(order(&cards, limits(9)).order, [0, 2, 3, 4, 5, 1]);
        let cards: Vec<_> = [7, 7, 8, 7]
            .iter()
            .enumerate()
            .map(|(slot, p)| Candidate {
                paragraph: Some(*p),
                ..card(slot, Phase::New, 0)
            })
            .collect();
        assert_eq!(order(&cards, limits(9)).order, [0, 2, 1, 3]);
    }

    proptest::proptest! {
        #[test]
        fn every_card_in_reach_is_asked_once(
            cards in proptest::collection::vec((0usize..3, 0u64..5, 0usize..4, -5i32..5, 0u64..3), 0..60),
            new in 0usize..20,
        ) {
            let cards: Vec<_> = cards.into_iter().enumerate().map(|(slot, (deck, entry, phase, due, p))| Candidate {
                deck, entry, paragraph: Some(p), ..card(slot, Phase::ALL[phase], TODAY + due)
            }).collect();
            let queue = order(&cards, limits(new));
            let mut asked = queue.order.clone();
            asked.sort_unstable();
            asked.dedup();
            proptest::prop_assert_eq!(asked.len(), queue.order.len());
            let due = cards.iter().filter(|c| c.phase.is_learning() || (c.phase == Phase::Review && c.due_day <= TODAY)).count();
            let fresh = cards.iter().filter(|c| c.phase == Phase::New).count();
            proptest::prop_assert_eq!((queue.due, queue.new), (due, fresh.min(new)));
        }
    }
}
