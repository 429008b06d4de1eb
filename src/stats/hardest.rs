//! The cards that were missed most.

use super::answered::Answered;
use super::ratio::Ratio;
use super::roster::Roster;
use crate::review::CardId;

/// How many are told.
pub const MOST: usize = 10;

/// A card that is missed.
#[derive(Debug, Clone, PartialEq)]
pub struct Hard {
    /// Which one.
    pub card: CardId,
    /// How often it was missed when it was due, of how often it was.
    pub missed: Ratio,
    /// What it asks, in one line; empty where no deck has the card.
    pub question: String,
    /// What was answered instead, and how often.
    pub instead: Vec<(String, u32)>,
}

/// The cards missed most often when they were due, up to [`MOST`]: by misses, then by the share of
/// them, then by name.
pub fn of(roster: &Roster, answered: &[Answered]) -> Vec<Hard> {
    let missed = |answered: &Answered| Ratio {
        hits: answered.retention.of - answered.retention.hits,
        of: answered.retention.of,
    };
    let mut all: Vec<(usize, Ratio)> = answered
        .iter()
        .map(missed)
        .enumerate()
        .filter(|(_, missed)| missed.hits > 0)
        .collect();
    let by = |(a, misses): &(usize, Ratio), (b, others): &(usize, Ratio)| {
        (others.hits.cmp(&misses.hits))
            .then(misses.of.cmp(&others.of))
            .then_with(|| roster.id(*a).cmp(roster.id(*b)))
    };
    if all.len() > MOST {
        all.select_nth_unstable_by(MOST, by);
        all.truncate(MOST);
    }
    all.sort_by(by);
    let hard = |(number, missed)| Hard {
        card: roster.id(number).clone(),
        missed,
        question: String::new(),
        instead: Vec::new(),
    };
    all.into_iter().map(hard).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_misses_then_the_larger_share_come_first() {
        let mut roster = Roster::default();
        let mut answered = vec![Answered::default(); 13];
        for (number, answered) in answered.iter_mut().enumerate() {
            roster.number(&CardId {
                deck: "d".into(),
                card: format!("c{number:02}"),
            });
            answered.retention = Ratio {
                hits: 5,
                of: 5 + number as u64 / 2,
            };
        }
        answered[4].retention = Ratio { hits: 9, of: 15 };
        let hard = of(&roster, &answered);
        let names: Vec<&str> = hard.iter().map(|hard| hard.card.card.as_str()).collect();
        assert_eq!(
            names,
            [
                "c12", "c04", "c10", "c11", "c08", "c09", "c06", "c07", "c05", "c02"
            ]
        );
        assert_eq!(hard[0].missed, Ratio { hits: 6, of: 11 });
    }
}
