//! The events that are stored: one review per answer, and amendments to reviews.
//!
//! Both are only ever added. Memory, due dates and statistics are derived from them by
//! replay, in one order on every machine: local day, then time, then id.

pub mod replay;

use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

use crate::mark::Verdict;

/// A card's name in the log: its deck's id and its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CardId {
    /// The deck's id.
    pub deck: String,
    /// The card's id in the deck; gaps and reverse cards have a part after a slash.
    pub card: String,
}

impl CardId {
    /// Whether the id was made of the card's content, and so stands nowhere in its file.
    pub fn is_made(&self) -> bool {
        let digest = self.card.strip_prefix("x-").and_then(|rest| rest.get(..12));
        digest.is_some_and(|digest| digest.bytes().all(|b| b.is_ascii_hexdigit()))
    }
}

impl std::fmt::Display for CardId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.deck, self.card)
    }
}

/// The id of an event at a time (in milliseconds since 1970 in UTC): ids sort by time, then by
/// their tail, see [`event_tail`].
pub fn event_id(at: i64, tail: [u8; 10]) -> Uuid {
    Builder::from_unix_timestamp_millis(at.max(0).unsigned_abs(), &tail).into_uuid()
}

/// The part of an event's id after the time: its number in the log, then chance. With the
/// number, the events of one millisecond sort as they were made, and two sittings that draw the
/// same chance at the same time never make the same id. The lowest 26 bits of the number count.
pub fn event_tail(number: u32, mut chance: [u8; 10]) -> [u8; 10] {
    let [first, second, third, fourth] = (number << 6).to_be_bytes();
    // 4 and 8 bits before the variant of the id, 6 and 8 after its two bits.
    chance[0] = first >> 4;
    chance[1] = first << 4 | second >> 4;
    chance[2] = (second & 0x0F) << 2 | third >> 6;
    chance[3] = third << 2 | fourth >> 6;
    chance
}

/// How well a card was known, as the scheduler takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rating {
    /// Not known.
    Again = 1,
    /// Known with trouble.
    Hard = 2,
    /// Known.
    Good = 3,
    /// Known at once.
    Easy = 4,
}

impl Rating {
    /// All four, from again to easy.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// The word in output and in the JSON contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Hard => "hard",
            Self::Good => "good",
            Self::Easy => "easy",
        }
    }

    /// The rating of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rating| rating.name() == name)
    }

    /// The rating of that number, 1 to 4.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|rating| *rating as i64 == number)
    }
}

/// One answer, written once.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Version 7, made of the time and seeded bytes.
    pub id: Uuid,
    /// What was asked.
    pub card: CardId,
    /// Who answered.
    pub learner: String,
    /// On which machine.
    pub device: Uuid,
    /// When, in milliseconds since 1970 in UTC.
    pub at: i64,
    /// The learner's local day, in days since 1970-01-01, counted from the rollover hour.
    pub day: i32,
    /// The question's kind.
    pub kind: String,
    /// The reply as it was given, as JSON; positions are the question's own.
    pub reply: String,
    /// Whether the hint had been asked for.
    pub hinted: bool,
    /// What marking said.
    pub verdict: Verdict,
    /// From 0 to 1.
    pub score: f64,
    /// The code of the reason.
    pub reason: String,
    /// The rating made of the mark, or given by the learner for a flip card.
    pub rating: Rating,
    /// From question to answer, in milliseconds.
    pub took_ms: u32,
    /// The recall that was predicted before the answer, 0 to 1; none for a new card.
    pub predicted: Option<f64>,
    /// A digest of the card's content as it was asked.
    pub content: String,
}

/// What an amendment does to its review.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// The review no longer counts.
    Undo,
    /// The learner's verdict stands in place of the automatic one.
    Override {
        /// The final verdict.
        verdict: Verdict,
        /// The final rating.
        rating: Rating,
    },
    /// Another rating.
    Rate {
        /// The final verdict: for a flip card it follows the rating.
        verdict: Verdict,
        /// The final rating.
        rating: Rating,
    },
}

impl Change {
    /// The word in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Undo => "undo",
            Self::Override { .. } => "override",
            Self::Rate { .. } => "rate",
        }
    }
}

/// A later word on a review. The last one (by time, then id) counts; an undo is final.
#[derive(Debug, Clone, PartialEq)]
pub struct Amendment {
    /// Version 7.
    pub id: Uuid,
    /// Which review.
    pub review: Uuid,
    /// On which machine.
    pub device: Uuid,
    /// When, in milliseconds since 1970 in UTC.
    pub at: i64,
    /// What changes.
    pub change: Change,
}

/// What the learner decides about a card, outside of any answer; the last one counts.
#[derive(Debug, Clone, PartialEq)]
pub struct CardEvent {
    /// Version 7.
    pub id: Uuid,
    /// Which card.
    pub card: CardId,
    /// Whose decision.
    pub learner: String,
    /// On which machine.
    pub device: Uuid,
    /// When, in milliseconds since 1970 in UTC.
    pub at: i64,
    /// Kept out of sittings, or back in.
    pub suspended: bool,
}

/// Anything that goes into the log.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// An answer.
    Review(Review),
    /// A later word on an answer.
    Amendment(Amendment),
    /// A card suspended or resumed.
    Card(CardEvent),
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn events_of_one_millisecond_sort_as_they_were_made(
            number in 0u32..(1 << 26) - 1, chance: ([u8; 10], [u8; 10]), at in 0i64..1 << 45,
        ) {
            let earlier = event_id(at, event_tail(number, chance.0));
            let later = event_id(at, event_tail(number + 1, chance.1));
            proptest::prop_assert!(earlier < later);
            proptest::prop_assert!(later < event_id(at + 1, event_tail(0, chance.0)));
            proptest::prop_assert_eq!(later.get_version_num(), 7);
        }
    }
}
