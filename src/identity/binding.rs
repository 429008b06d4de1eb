//! The words that say to which card a history belongs, and what they come to.
//!
//! Like all of the log they only grow, and what they come to depends on the set of them alone.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::Version;
use crate::review::CardId;

/// What is said of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// Its answers belong to this card.
    Bind(CardId),
    /// Its answers belong to no card: the one they name asks something else by now.
    Part,
    /// Its answers do not belong to this card; it is not asked again.
    Refuse(CardId),
    /// Its card is gone for good; it is not mentioned again.
    Archive,
    /// All that was said in this act no longer counts.
    Undo(Uuid),
}

impl Turn {
    /// The word in the store.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Bind(_) => "bind",
            Self::Part => "part",
            Self::Refuse(_) => "refuse",
            Self::Archive => "archive",
            Self::Undo(_) => "undo",
        }
    }

    /// The card it speaks of.
    pub fn card(&self) -> Option<&CardId> {
        match self {
            Self::Bind(card) | Self::Refuse(card) => Some(card),
            Self::Part | Self::Archive | Self::Undo(_) => None,
        }
    }
}

/// A word on a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Version 7.
    pub id: Uuid,
    /// What was decided at once shares the id of its first word, and is undone together.
    pub act: Uuid,
    /// What it is about.
    pub version: Version,
    /// What is said.
    pub turn: Turn,
    /// By which rule or whose decision.
    pub why: String,
    /// On which machine.
    pub device: Uuid,
    /// When, in milliseconds since 1970 in UTC.
    pub at: i64,
}

/// What all the words come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bindings {
    /// Versions that do not belong to the card they name: whose they are, or nobody's.
    pub homes: HashMap<Version, Option<CardId>>,
    /// Versions that have been said to belong to the card that they name.
    pub confirmed: HashSet<Version>,
    /// What does not belong together.
    pub refused: HashSet<(Version, CardId)>,
    /// What is not mentioned again.
    pub archived: HashSet<Version>,
}

impl Bindings {
    /// The card to which answers of this version belong, if any.
    pub fn home(&self, version: &Version) -> Option<CardId> {
        match self.homes.get(version) {
            Some(home) => home.clone(),
            None => Some(version.card.clone()),
        }
    }
}

impl FromIterator<Binding> for Bindings {
    fn from_iter<T: IntoIterator<Item = Binding>>(words: T) -> Self {
        let words: Vec<Binding> = words.into_iter().collect();
        let undone: HashSet<Uuid> = words
            .iter()
            .filter_map(|word| match word.turn {
                Turn::Undo(act) => Some(act),
                _ => None,
            })
            .collect();
        let mut all = Self::default();
        let mut last: HashMap<Version, (i64, Uuid, Option<CardId>)> = HashMap::new();
        for word in words {
            let counts = !undone.contains(&word.act);
            let home = match word.turn {
                Turn::Bind(card) if counts => Some(card),
                Turn::Part if counts => None,
                Turn::Refuse(card) if counts => {
                    all.refused.insert((word.version, card));
                    continue;
                }
                // What a person has taken back is not to come again by itself.
                Turn::Bind(card) => {
                    if card != word.version.card {
                        all.refused.insert((word.version, card));
                    }
                    continue;
                }
                Turn::Archive if counts => {
                    all.archived.insert(word.version);
                    continue;
                }
                _ => continue,
            };
            let word_on = (word.at, word.id, home);
            match last.get(&word.version) {
                Some(kept) if (kept.0, kept.1) >= (word_on.0, word_on.1) => {}
                _ => {
                    last.insert(word.version, word_on);
                }
            }
        }
        for (version, (.., home)) in last {
            if home.as_ref() == Some(&version.card) {
                all.confirmed.insert(version);
            } else {
                all.homes.insert(version, home);
            }
        }
        all
    }
}

/// A card begun anew by a learner: answers before it, in replay order, do not count for memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reset {
    /// Version 7.
    pub id: Uuid,
    /// The version from which on the card is new.
    pub version: Version,
    /// Whose decision.
    pub learner: String,
    /// On which machine.
    pub device: Uuid,
    /// When, in milliseconds since 1970 in UTC.
    pub at: i64,
    /// The learner's local day, in days since 1970-01-01.
    pub day: i32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn card(n: u8) -> CardId {
        CardId {
            deck: "sea".into(),
            card: format!("card-{n}"),
        }
    }

    fn version(n: u8) -> Version {
        Version {
            card: card(n),
            content: format!("content-{n}"),
        }
    }

    fn word(id: u128, act: u128, n: u8, at: i64, turn: Turn) -> Binding {
        Binding {
            id: Uuid::from_u128(id),
            act: Uuid::from_u128(act),
            version: version(n),
            turn,
            why: String::new(),
            device: Uuid::nil(),
            at,
        }
    }

    #[test]
    fn the_last_word_counts_and_an_undo_brings_back_the_one_before() {
        let first = word(1, 1, 1, 5, Turn::Bind(card(2)));
        let second = word(2, 2, 1, 6, Turn::Bind(card(3)));
        let undo = word(3, 3, 1, 7, Turn::Undo(Uuid::from_u128(2)));
        let home = |words: &[&Binding]| {
            let all: Bindings = words.iter().copied().cloned().collect();
            all.home(&version(1))
        };
        assert_eq!(home(&[]), Some(card(1)));
        assert_eq!(home(&[&first]), Some(card(2)));
        assert_eq!(home(&[&second, &first]), Some(card(3)));
        assert_eq!(home(&[&undo, &second, &first]), Some(card(2)));
    }

    #[test]
    fn what_is_taken_back_does_not_come_again_by_itself() {
        let bind = word(1, 1, 1, 5, Turn::Bind(card(2)));
        let undo = word(2, 2, 1, 6, Turn::Undo(Uuid::from_u128(1)));
        let all: Bindings = [bind, undo].into_iter().collect();
        assert!(all.refused.contains(&(version(1), card(2))));
        assert!(all.homes.is_empty());
    }

    proptest! {
        #[test]
        fn the_order_of_arrival_and_doubles_change_nothing(
            (words, other) in proptest::collection::vec((0u128..6, 0u8..3, 0i64..4, 0u8..6), 0..20)
                .prop_map(|all| (1u128..).zip(all).map(|(id, (act, n, at, what))| {
                    let turn = match what {
                        0 => Turn::Part,
                        1 => Turn::Refuse(card(9)),
                        2 => Turn::Archive,
                        3 => Turn::Undo(Uuid::from_u128(act.wrapping_add(1))),
                        to => Turn::Bind(card(to)),
                    };
                    word(id, act, n, at, turn)
                }).collect::<Vec<_>>())
                .prop_flat_map(|words| {
                    let doubled = [words.clone(), words.clone()].concat();
                    (Just(words), Just(doubled).prop_shuffle())
                })
        ) {
            let once: Bindings = words.into_iter().collect();
            prop_assert_eq!(once, other.into_iter().collect());
        }
    }
}
