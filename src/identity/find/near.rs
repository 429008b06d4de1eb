//! What histories and cards ask and answer, made ready to be compared once for each content.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::{LESS_SIMILAR, SIMILAR, Search};
use crate::deck::Card;
use crate::identity::similar::Words;
use crate::identity::{Face, History, Known};

/// A content, ready to be compared.
pub(super) struct Look {
    pub(super) question: Words,
    pub(super) answer: Words,
    /// The answer in its own words.
    said: String,
    /// Whether the answer tells cards apart, which yes and no do not.
    tells: bool,
}

impl Look {
    fn new(face: &Face) -> Self {
        let answer = Words::new(&face.answer);
        let bare = ["true", "false", "yes", "no"].contains(&answer.key.as_str());
        Self {
            question: Words::new(&face.question),
            tells: face.kind != "true-false" && !bare,
            said: face.answer.clone(),
            answer,
        }
    }
}

/// How alike two contents are.
pub(super) struct Alike {
    pub(super) question: f64,
    pub(super) answer: f64,
    /// By the letters of both.
    pub(super) together: f64,
    /// Whether they can be about the same thing, with no word in another's place.
    pub(super) same_subject: bool,
}

/// How alike two contents are, if that is as much as this by the letters of both.
pub(super) fn alike(one: &Look, other: &Look, least: f64) -> Option<Alike> {
    let letters = |one: &Words, other: &Words| one.len().max(other.len()) as f64;
    let (asked, said) = (
        letters(&one.question, &other.question),
        letters(&one.answer, &other.answer),
    );
    let together =
        |question: f64, answer: f64| (question * asked + answer * said) / (asked + said).max(1.0);
    let most = together(
        one.question.most_similarity(&other.question),
        one.answer.most_similarity(&other.answer),
    );
    if most < least {
        return None;
    }
    let question = one.question.similarity(&other.question);
    let answer = one.answer.similarity(&other.answer);
    let found = Alike {
        question,
        answer,
        together: together(question, answer),
        same_subject: one.question.same_subject(&other.question)
            && one.question.keeps_its_words(&other.question),
    };
    (found.together >= least).then_some(found)
}

/// All that has been made ready so far.
pub(super) struct Looks<'s> {
    known: &'s Known,
    ready: HashMap<String, Rc<Look>>,
}

impl<'s> Looks<'s> {
    pub(super) fn new(known: &'s Known) -> Self {
        Self {
            known,
            ready: HashMap::new(),
        }
    }

    pub(super) fn of_card(&mut self, card: &Card) -> Rc<Look> {
        if let Some(look) = self.ready.get(&card.content) {
            return Rc::clone(look);
        }
        let look = Rc::new(Look::new(&Face::of(card)));
        self.ready.insert(card.content.clone(), Rc::clone(&look));
        look
    }

    /// Of all versions whose words are known.
    pub(super) fn of_history(&mut self, history: &History) -> Vec<Rc<Look>> {
        let mut looks = Vec::new();
        for version in &history.versions {
            if let Some(look) = self.ready.get(&version.content) {
                looks.push(Rc::clone(look));
            } else if let Some(face) = self.known.faces.get(&version.content) {
                let look = Rc::new(Look::new(face));
                self.ready.insert(version.content.clone(), Rc::clone(&look));
                looks.push(look);
            }
        }
        looks
    }

    pub(super) fn same_answer(&mut self, history: &History, card: &Card) -> bool {
        let now = self.of_card(card);
        let looks = self.of_history(history);
        looks.iter().any(|look| look.answer.key == now.answer.key)
    }

    /// The answer of the history's nearest version, if none of them has the card's.
    pub(super) fn other_answer(&mut self, history: &History, card: &Card) -> Option<String> {
        let now = self.of_card(card);
        let looks = self.of_history(history);
        if looks.iter().any(|look| look.answer.key == now.answer.key) {
            return None;
        }
        let nearest = looks.iter().max_by(|a, b| {
            let near = |look: &Look| look.question.similarity(&now.question);
            near(a).total_cmp(&near(b))
        });
        nearest.map(|look| look.said.clone())
    }

    /// Whether a card of the history's id still asks what it asked; so it does where nobody
    /// knows what that was.
    pub(super) fn stays(&mut self, history: &History, card: &Card) -> bool {
        let now = self.of_card(card);
        let looks = self.of_history(history);
        looks.is_empty()
            || looks.iter().any(|look| {
                // An equal answer alone does not do: many questions have the answer 8.
                let same_answer = look.answer.key == now.answer.key;
                let vague = same_answer && !now.tells;
                let least = if vague { SIMILAR } else { LESS_SIMILAR };
                look.question.key == now.question.key
                    || look
                        .question
                        .similarity_from(&now.question, least)
                        .is_some()
                        && look.question.same_subject(&now.question)
            })
    }

    /// Whether a similar question with the same answer is the same question.
    pub(super) fn reworded(&mut self, history: &History, card: &Card) -> bool {
        let now = self.of_card(card);
        let looks = self.of_history(history);
        looks.iter().any(|look| {
            look.answer.key == now.answer.key
                && look
                    .question
                    .similarity_from(&now.question, SIMILAR)
                    .is_some()
                && look.question.same_subject(&now.question)
                && look.question.keeps_its_words(&now.question)
                && (now.tells || look.question.same_words(&now.question))
        })
    }
}

/// How often the questions of these pairs are asked: by histories, or by cards of these decks,
/// whichever is more. `Put these in order` can be anybody's.
pub(super) fn asks_the_same(
    search: &mut Search<'_>,
    pairs: &[(usize, usize)],
) -> HashMap<String, usize> {
    let mut by_histories: HashMap<String, usize> = HashMap::new();
    let mut decks = HashSet::new();
    for (_, sight) in pairs {
        let sight = &search.sights[*sight];
        decks.insert(sight.deck);
        let look = search.looks.of_card(sight.card);
        by_histories.insert(look.question.key.clone(), 0);
    }
    if by_histories.is_empty() {
        return by_histories;
    }
    let mut by_cards = by_histories.clone();
    for history in &search.known.histories {
        let looks = search.looks.of_history(history);
        let keys: HashSet<&str> = looks
            .iter()
            .map(|look| look.question.key.as_str())
            .collect();
        for key in keys {
            if let Some(times) = by_histories.get_mut(key) {
                *times += 1;
            }
        }
    }
    for deck in decks {
        for card in &search.decks[deck].cards {
            let look = search.looks.of_card(card);
            if let Some(times) = by_cards.get_mut(&look.question.key) {
                *times += 1;
            }
        }
    }
    for (key, times) in &mut by_histories {
        *times = (*times).max(by_cards[key]);
    }
    by_histories
}
