//! The questions of a test as they are asked: made of the decks' texts as they were when it
//! began, so that no later edit changes what is asked or how it is marked.

use std::sync::Arc;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::record::{Drawn, Terms};
use crate::ask::shuffle::inverse;
use crate::ask::{Ask, Reply};
use crate::deck::others::Others;
use crate::deck::{Card, Deck};
use crate::mark::Mark;
use crate::question;
use crate::review::CardId;

/// A question as it is asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// The card.
    pub card: CardId,
    /// The title of its deck.
    pub deck_title: String,
    /// The name of its kind.
    pub kind: &'static str,
    /// Its tags.
    pub tags: Vec<String>,
    /// Prompt and shape, options in the order shown.
    pub ask: Ask,
    /// The right answer in words.
    pub answer: String,
    /// The reply that is right, positions as shown.
    pub key: Reply,
    /// Why it is right.
    pub explanation: Option<String>,
    /// Where the text says it, in words.
    pub source: Option<String>,
    /// The digest of the card.
    pub content: String,
    /// The recall that was predicted when the test began, 0 to 1.
    pub predicted: Option<f64>,
    /// The place of its deck.
    deck: usize,
    /// For each option shown, its place in the question.
    order: Vec<usize>,
    question: Arc<dyn question::Question>,
}

/// All questions of a test.
#[derive(Debug, Clone)]
pub struct Paper {
    /// In the order in which they are asked.
    pub questions: Vec<Question>,
    others: Vec<Others>,
}

impl Paper {
    /// The paper of a test, from its decks as they were.
    ///
    /// # Errors
    /// The name of a card that the decks do not have.
    pub fn new(terms: &Terms, decks: &[Deck]) -> Result<Self, CardId> {
        let question = |drawn: &Drawn| -> Option<Question> {
            let deck = decks.iter().position(|deck| deck.id == drawn.card.deck)?;
            let cards = &decks[deck].cards;
            let card = cards.iter().find(|card| card.id == drawn.card)?;
            Some(Question::new(card, &decks[deck], deck, drawn))
        };
        let questions: Result<Vec<Question>, CardId> = terms
            .questions
            .iter()
            .map(|drawn| question(drawn).ok_or_else(|| drawn.card.clone()))
            .collect();
        Ok(Self {
            questions: questions?,
            others: decks.iter().map(Others::of).collect(),
        })
    }

    /// The mark of a reply, positions in the question's own order.
    pub fn mark(&self, question: &Question, own: &Reply) -> Mark {
        let others = &self.others[question.deck];
        let guard = |folded: &str| others.answer_to(folded, &question.card);
        question.question.mark(own, &guard)
    }
}

impl Question {
    fn new(card: &Card, in_deck: &Deck, deck: usize, drawn: &Drawn) -> Self {
        let ask = card.question.ask();
        let whole = drawn.order.len() == ask.shape.options().len();
        let order = if whole {
            drawn.order.clone()
        } else {
            (0..ask.shape.options().len()).collect()
        };
        Self {
            card: card.id.clone(),
            deck_title: in_deck.title.clone(),
            kind: card.kind,
            tags: card.tags.clone(),
            ask: ask.in_order(&order),
            answer: card.question.answer(),
            key: card.question.key().moved(&inverse(&order)),
            explanation: card.explanation.clone(),
            source: in_deck.source_in_words(card),
            content: card.content.clone(),
            predicted: drawn.predicted,
            deck,
            order,
            question: Arc::clone(&card.question),
        }
    }

    /// A reply in the question's own order.
    pub fn own(&self, shown: &Reply) -> Reply {
        shown.moved(&self.order)
    }

    /// A reply in the order shown.
    pub fn shown(&self, own: &Reply) -> Reply {
        own.moved(&inverse(&self.order))
    }

    /// What a reply says, in the words of the options or as it was typed.
    pub fn words(&self, own: &Reply) -> String {
        self.ask.shape.texts(&self.shown(own)).join("; ")
    }
}

/// The questions drawn, with the order of their options.
pub fn shuffled<'d>(
    drawn: impl IntoIterator<Item = (&'d Card, Option<f64>)>,
    seed: u64,
) -> Vec<Drawn> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    drawn
        .into_iter()
        .map(|(card, predicted)| Drawn {
            card: card.id.clone(),
            order: card.question.ask().shuffled(&mut rng).1,
            predicted,
        })
        .collect()
}
