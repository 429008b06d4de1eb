//! Leeches: cards that are missed again and again, and what is answered in their place.
//!
//! What was answered is taken from the replies in the log. A reply that is the answer to another
//! card names that card; a wrong option or text that came more than once is named itself.

use std::collections::HashMap;

use crate::ask::{Reply, Shape};
use crate::deck::Card;
use crate::deck::others::Owners;
use crate::review::replay::Counted;
use crate::review::{CardId, Rating};

/// After how many lapses a card is a leech, unless the settings say otherwise.
pub const LAPSES: u32 = 8;
/// How often a text has to be answered that is no card's answer before it is named.
const AGAIN: u32 = 2;

/// What was answered in place of the right answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Instead {
    /// The answer to this card.
    Card(CardId),
    /// This text.
    Text(String),
}

/// What a leech is confused with.
#[derive(Debug, Clone, Default)]
pub struct Confusions {
    counts: HashMap<CardId, HashMap<Instead, u32>>,
}

impl Confusions {
    /// Takes in an answer to a card of a deck; `owners` are those of the deck's answers.
    pub fn take(&mut self, counted: &Counted, card: &Card, owners: &Owners) {
        if counted.rating != Rating::Again {
            return;
        }
        for text in given(counted, card) {
            let instead = match owners.owner(&text, &card.id) {
                Some(other) => Instead::Card(other.clone()),
                None => Instead::Text(text),
            };
            let counts = self.counts.entry(card.id.clone()).or_default();
            *counts.entry(instead).or_default() += 1;
        }
    }

    /// What was answered in place of a card's answer, most often first, with how often.
    pub fn of(&self, card: &CardId) -> Vec<(&Instead, u32)> {
        let counts = self.counts.get(card).into_iter().flatten();
        let telling = |(instead, times): &(&Instead, u32)| {
            matches!(instead, Instead::Card(_)) || *times >= AGAIN
        };
        let mut all: Vec<(&Instead, u32)> = counts
            .map(|(instead, times)| (instead, *times))
            .filter(telling)
            .collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        all
    }
}

/// The wrong texts of a reply: what was typed, or the options that were picked wrongly.
fn given(counted: &Counted, card: &Card) -> Vec<String> {
    let review = &counted.review;
    let Ok(Some(reply)) = serde_json::from_str::<Option<Reply>>(&review.reply) else {
        return Vec::new();
    };
    // Positions are those of the options as they then were.
    let same = review.content == card.content;
    let ask = card.question.ask();
    let key = card.question.key();
    let option = |place: &usize| ask.shape.options().get(*place).cloned();
    match (reply, key, &ask.shape) {
        (Reply::Typed(text), _, Shape::Type { parts: 1, .. }) => {
            let text = text.trim().to_owned();
            if text.is_empty() {
                Vec::new()
            } else {
                vec![text]
            }
        }
        (Reply::Picked(place), Reply::Picked(right), _) if same && place != right => {
            option(&place).into_iter().collect()
        }
        (Reply::Chosen(places), Reply::Chosen(right), _) if same => places
            .iter()
            .filter(|place| !right.contains(place))
            .filter_map(option)
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::Deck;
    use crate::mark::Verdict;
    use crate::review::Review;
    use uuid::Uuid;

    fn deck() -> Deck {
        let text = r#"
[deck]
title = "Rivers"

[[card]]
id = "danube"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"

[[card]]
id = "rhine"
question = "Into which sea does the Rhine flow?"
answer = "the North Sea"
accept = ["German Sea"]

[[card]]
id = "capital"
question = "Which capital lies on the Danube?"
answer = "Vienna"
distractors = ["Prague", "Rome"]

[[card]]
id = "vltava"
question = "Which capital lies on the Vltava?"
answer = "Prague"
distractors = ["Vienna", "Rome"]
"#;
        crate::deck::read::read(text.as_bytes(), "rivers")
            .deck
            .unwrap()
    }

    fn missed(deck: &Deck, name: &str, reply: &Reply, rating: Rating) -> (Counted, Card) {
        let card = deck.cards.iter().find(|card| card.id.card == name).unwrap();
        let review = Review {
            id: Uuid::nil(),
            card: card.id.clone(),
            learner: "me".into(),
            device: Uuid::nil(),
            at: 0,
            day: 0,
            kind: card.kind.into(),
            reply: serde_json::to_string(reply).unwrap(),
            hinted: false,
            verdict: Verdict::Wrong,
            score: 0.0,
            reason: "different".into(),
            rating,
            took_ms: 0,
            predicted: None,
            content: card.content.clone(),
        };
        let counted = Counted {
            review,
            verdict: Verdict::Wrong,
            rating,
        };
        (counted, card.clone())
    }

    fn told(replies: &[(&str, Reply, Rating)], of: &str) -> Vec<String> {
        let deck = deck();
        let owners = Owners::of(&deck);
        let mut confusions = Confusions::default();
        for (name, reply, rating) in replies {
            let (counted, card) = missed(&deck, name, reply, *rating);
            confusions.take(&counted, &card, &owners);
        }
        let id = CardId {
            deck: "rivers".into(),
            card: of.into(),
        };
        let words = |(instead, times): (&Instead, u32)| match instead {
            Instead::Card(card) => format!("{card} {times}"),
            Instead::Text(text) => format!("`{text}` {times}"),
        };
        confusions.of(&id).into_iter().map(words).collect()
    }

    fn typed(text: &str) -> Reply {
        Reply::Typed(text.into())
    }

    #[test]
    fn the_card_whose_answer_was_given_is_named() {
        let replies = [
            ("danube", typed("north sea"), Rating::Again),
            ("danube", typed("the German Sea"), Rating::Again),
            ("danube", typed("the pond"), Rating::Again),
            ("danube", typed("the North Sea"), Rating::Good),
            ("rhine", typed("the Black Sea"), Rating::Again),
        ];
        assert_eq!(told(&replies, "danube"), ["rivers/rhine 2"]);
        assert_eq!(told(&replies, "rhine"), ["rivers/danube 1"]);
    }

    #[test]
    fn a_wrong_option_names_the_card_it_answers_or_itself_when_it_comes_again() {
        let replies: Vec<(&str, Reply, Rating)> = [1, 2, 2, 0]
            .map(|place| ("capital", Reply::Picked(place), Rating::Again))
            .into();
        assert_eq!(told(&replies, "capital"), ["`Rome` 2", "rivers/vltava 1"]);
    }

    #[test]
    fn a_text_that_belongs_to_no_card_is_named_when_it_comes_again() {
        let replies = [
            ("danube", typed("the pond"), Rating::Again),
            ("danube", typed("the pond"), Rating::Again),
            ("danube", typed("a lake"), Rating::Again),
        ];
        assert_eq!(told(&replies, "danube"), ["`the pond` 2"]);
    }
}
