//! What the log comes to: the last word on every review, in the one order of replay.
//!
//! Everything here depends on the set of events alone, never on the order in which they came,
//! so that two machines that hold the same events agree.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::{Amendment, CardEvent, CardId, Change, Rating, Review};
use crate::mark::Verdict;
use crate::schedule::Graded;

/// A review that counts, with what it came to after its amendments.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// As it was written.
    pub review: Review,
    /// The final verdict.
    pub verdict: Verdict,
    /// The final rating.
    pub rating: Rating,
}

/// The last word on each review that has been amended.
#[derive(Debug, Clone, Default)]
pub struct Amendments {
    last: HashMap<Uuid, Amendment>,
}

impl Amendments {
    /// Takes one more amendment in; the order of the calls does not matter.
    pub fn add(&mut self, amendment: Amendment) {
        // An undo is final, so it outweighs whatever came later.
        let weight = |a: &Amendment| (a.change == Change::Undo, a.at, a.id);
        match self.last.get(&amendment.review) {
            Some(last) if weight(last) >= weight(&amendment) => {}
            _ => {
                self.last.insert(amendment.review, amendment);
            }
        }
    }

    /// The review as the scheduler sees it; none when it has been undone.
    pub fn graded(&self, review: Graded) -> Option<Graded> {
        match self.last(review.id) {
            None => Some(review),
            Some(Change::Undo) => None,
            Some(Change::Override { rating, .. } | Change::Rate { rating, .. }) => {
                Some(Graded { rating, ..review })
            }
        }
    }

    /// The review with its final verdict and rating; none when it has been undone.
    pub fn counted(&self, review: Review) -> Option<Counted> {
        let (verdict, rating) = match self.last(review.id) {
            None => (review.verdict, review.rating),
            Some(Change::Undo) => return None,
            Some(Change::Override { verdict, rating } | Change::Rate { verdict, rating }) => {
                (verdict, rating)
            }
        };
        Some(Counted {
            review,
            verdict,
            rating,
        })
    }

    /// The last word on a review; none where it stands as it was written.
    pub fn last(&self, review: Uuid) -> Option<Change> {
        self.last.get(&review).map(|amendment| amendment.change)
    }
}

impl FromIterator<Amendment> for Amendments {
    fn from_iter<T: IntoIterator<Item = Amendment>>(amendments: T) -> Self {
        let mut all = Self::default();
        for amendment in amendments {
            all.add(amendment);
        }
        all
    }
}

/// The reviews that count, each id once, in replay order: time, then id. The local day does not
/// decide: it goes back when the learner travels or begins the day at another hour, and what is
/// answered then still comes after what has been answered.
pub fn replay(reviews: impl IntoIterator<Item = Review>, amendments: &Amendments) -> Vec<Counted> {
    let mut reviews: Vec<Review> = reviews.into_iter().collect();
    reviews.sort_by_key(|review| (review.at, review.id));
    let mut seen = HashSet::new();
    reviews
        .into_iter()
        .filter(|review| seen.insert(review.id))
        .filter_map(|review| amendments.counted(review))
        .collect()
}

/// The cards that the learner of these events keeps out of sittings: the last event (by time,
/// then id) on each card counts.
pub fn suspended(events: impl IntoIterator<Item = CardEvent>) -> HashSet<CardId> {
    let mut last: HashMap<CardId, (i64, Uuid, bool)> = HashMap::new();
    for event in events {
        let word = (event.at, event.id, event.suspended);
        let kept = last.entry(event.card).or_insert(word);
        *kept = word.max(*kept);
    }
    last.into_iter()
        .filter(|(_, (.., suspended))| *suspended)
        .map(|(card, _)| card)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn card() -> CardId {
        CardId {
            deck: "sea".into(),
            card: "depth".into(),
        }
    }

    fn review(n: u128, day: i32) -> Review {
        Review {
            id: Uuid::from_u128(n),
            card: card(),
            learner: "me".into(),
            device: Uuid::nil(),
            at: i64::from(day) * 86_400_000,
            day,
            kind: "text".into(),
            reply: "null".into(),
            hinted: false,
            verdict: Verdict::Wrong,
            score: 0.0,
            reason: "different".into(),
            rating: Rating::Again,
            took_ms: 1000,
            predicted: None,
            content: String::new(),
        }
    }

    fn amendment(n: u128, review: u128, at: i64, change: Change) -> Amendment {
        Amendment {
            id: Uuid::from_u128(n),
            review: Uuid::from_u128(review),
            device: Uuid::nil(),
            at,
            change,
        }
    }

    const RIGHT: Change = Change::Override {
        verdict: Verdict::Correct,
        rating: Rating::Good,
    };
    const EASY: Change = Change::Rate {
        verdict: Verdict::Correct,
        rating: Rating::Easy,
    };

    fn finals(reviews: Vec<Review>, amendments: Vec<Amendment>) -> Vec<(u128, Verdict, Rating)> {
        replay(reviews, &amendments.into_iter().collect())
            .into_iter()
            .map(|c| (c.review.id.as_u128(), c.verdict, c.rating))
            .collect()
    }

    #[test]
    fn the_last_amendment_counts_and_the_id_breaks_a_tie() {
        let earlier = amendment(11, 1, 500, RIGHT);
        let later = amendment(10, 1, 501, EASY);
        assert_eq!(
            finals(vec![review(1, 3)], vec![later, earlier.clone()]),
            [(1, Verdict::Correct, Rating::Easy)]
        );
        let same_time = amendment(10, 1, 500, EASY);
        assert_eq!(
            finals(vec![review(1, 3)], vec![earlier, same_time]),
            [(1, Verdict::Correct, Rating::Good)]
        );
    }

    #[test]
    fn nothing_after_an_undo_brings_the_review_back() {
        let undo = amendment(10, 1, 500, Change::Undo);
        let later = amendment(11, 1, 900, RIGHT);
        assert_eq!(
            finals(vec![review(1, 3), review(2, 4)], vec![undo, later]),
            [(2, Verdict::Wrong, Rating::Again)]
        );
    }

    #[test]
    fn replay_goes_by_time_then_id_even_where_the_local_day_goes_back() {
        let mut of_yesterday = review(1, 5);
        of_yesterday.at += 1000;
        of_yesterday.day = 4;
        let ids: Vec<u128> = finals(vec![of_yesterday, review(3, 5), review(2, 5)], vec![])
            .into_iter()
            .map(|(id, ..)| id)
            .collect();
        assert_eq!(ids, [2, 3, 1]);
    }

    #[test]
    fn the_last_word_on_a_card_says_whether_it_is_suspended() {
        let event = |n: u128, at, suspended| CardEvent {
            id: Uuid::from_u128(n),
            card: card(),
            learner: "me".into(),
            device: Uuid::nil(),
            at,
            suspended,
        };
        assert!(suspended([event(1, 5, true)]).contains(&card()));
        assert!(suspended([event(1, 5, true), event(2, 6, false)]).is_empty());
        assert!(suspended([event(2, 6, false), event(1, 5, true)]).is_empty());
        assert!(suspended([event(1, 6, false), event(2, 6, true)]).contains(&card()));
    }

    fn log() -> impl Strategy<Value = (Vec<Review>, Vec<Amendment>)> {
        let reviews = proptest::collection::vec(0i32..6, 1..20).prop_map(|days| {
            (1u128..)
                .zip(days)
                .map(|(n, day)| review(n, day))
                .collect::<Vec<_>>()
        });
        let amendments = proptest::collection::vec((1u128..20, 0i64..4, 0usize..3), 0..20)
            .prop_map(|all| {
                (100u128..)
                    .zip(all)
                    .map(|(n, (review, at, what))| {
                        amendment(n, review, at, [Change::Undo, RIGHT, EASY][what])
                    })
                    .collect::<Vec<_>>()
            });
        (reviews, amendments)
    }

    proptest! {
        #[test]
        fn the_order_of_arrival_and_doubles_change_nothing(
            ((reviews, amendments), (other_reviews, other_amendments)) in log().prop_flat_map(
                |(reviews, amendments)| {
                    let shuffled = (
                        Just([reviews.clone(), reviews.clone()].concat()).prop_shuffle(),
                        Just([amendments.clone(), amendments.clone()].concat()).prop_shuffle(),
                    );
                    (Just((reviews, amendments)), shuffled)
                }
            ),
        ) {
            let once = finals(reviews, amendments.clone());
            for (id, ..) in &once {
                let undone = amendments
                    .iter()
                    .any(|a| a.review.as_u128() == *id && a.change == Change::Undo);
                prop_assert!(!undone);
            }
            prop_assert_eq!(once, finals(other_reviews, other_amendments));
        }
    }
}
