//! The words that every question and every front end share: what is asked, in which of six
//! shapes, and what a learner replies.
//!
//! There are many kinds of question and few shapes. A question turns itself into an [`Ask`];
//! a front end knows shapes only.

use serde::{Deserialize, Serialize};

/// What a front end shows and waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The question, in the small Markdown of decks.
    pub prompt: String,
    /// How it is answered.
    pub shape: Shape,
}

/// The six ways a question can be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// The answer is shown, and the learner says how well it was known.
    Reveal,
    /// One option is picked.
    PickOne {
        /// The options; in the order they are shown once a sitting has shuffled them.
        options: Vec<String>,
        /// Whether a sitting may show the options in another order.
        shuffle: bool,
    },
    /// Any number of options is picked.
    PickMany {
        /// The options.
        options: Vec<String>,
        /// Whether a sitting may show the options in another order.
        shuffle: bool,
    },
    /// Text is typed.
    Type {
        /// How many separate texts are wanted: more than one for a cloze with several gaps.
        parts: usize,
        /// What form the reply has, in a few words (`a number in miles`), where that helps.
        expects: Option<String>,
    },
    /// Items are brought into order; a sitting always shuffles them.
    Arrange {
        /// The items; in the right order until a sitting shuffles them.
        items: Vec<String>,
    },
    /// Every item on the left gets one of the options.
    Pair {
        /// What is to be paired, shown in this order.
        left: Vec<String>,
        /// What it is paired with: the partners and the distractors, shuffled by a sitting.
        options: Vec<String>,
    },
}

impl Shape {
    /// The name of the shape in the JSON contract.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Reveal => "reveal",
            Self::PickOne { .. } => "pick-one",
            Self::PickMany { .. } => "pick-many",
            Self::Type { .. } => "type",
            Self::Arrange { .. } => "arrange",
            Self::Pair { .. } => "pair",
        }
    }

    /// What can be chosen from: options or items. Empty where a reply is typed or revealed.
    pub fn options(&self) -> &[String] {
        match self {
            Self::Reveal | Self::Type { .. } => &[],
            Self::PickOne { options, .. }
            | Self::PickMany { options, .. }
            | Self::Pair { options, .. } => options,
            Self::Arrange { items } => items,
        }
    }
}

/// What a learner answers to an [`Ask`]. Positions count from 0.
///
/// Between a front end and the session positions are those *shown*; between the session and a
/// question they are the question's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// The answer has been asked for.
    Shown,
    /// The option at this place.
    Picked(usize),
    /// The options at these places.
    Chosen(Vec<usize>),
    /// This text, as it was typed.
    Typed(String),
    /// The items at these places, in this order.
    Arranged(Vec<usize>),
    /// For each item on the left, the place of its option.
    Paired(Vec<usize>),
}
