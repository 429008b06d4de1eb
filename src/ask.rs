//! The words that every question and every front end share: what is asked, in which of six
//! shapes, and what a learner replies.
//!
//! There are many kinds of question and few shapes. A question turns itself into an [`Ask`];
//! a front end knows shapes only.

pub mod shuffle;

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

/// Why a reply cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit(
    /// What was found and what would do, in lower case.
    pub String,
);

impl Reply {
    /// Whether the reply can answer that shape.
    ///
    /// # Errors
    /// When it is of another shape, or a position is not there.
    pub fn fits(&self, shape: &Shape) -> Result<(), Misfit> {
        let options = shape.options().len();
        let inside = |places: &[usize]| match places.iter().find(|place| **place >= options) {
            Some(place) => Err(no_such_option(place + 1, options)),
            None => Ok(()),
        };
        match (self, shape) {
            (Self::Shown, Shape::Reveal) | (Self::Typed(_), Shape::Type { .. }) => Ok(()),
            (Self::Picked(place), Shape::PickOne { .. }) => inside(&[*place]),
            (Self::Chosen(places), Shape::PickMany { .. }) => inside(places),
            (Self::Arranged(places), Shape::Arrange { .. }) => {
                inside(places)?;
                let mut sorted = places.clone();
                sorted.sort_unstable();
                sorted.dedup();
                if sorted.len() == options && places.len() == options {
                    return Ok(());
                }
                Err(Misfit(format!(
                    "an order names each of the {options} items once"
                )))
            }
            (Self::Paired(places), Shape::Pair { left, .. }) => {
                inside(places)?;
                if places.len() == left.len() {
                    return Ok(());
                }
                let (want, found) = (left.len(), places.len());
                let partners = if found == 1 { "partner" } else { "partners" };
                Err(Misfit(format!(
                    "found {found} {partners}; {want} are wanted, one for each line"
                )))
            }
            _ => Err(Misfit(format!(
                "this question is answered by {}",
                shape.wanted()
            ))),
        }
    }

    /// The same reply in other positions: each place `p` becomes `places[p]`.
    #[must_use]
    pub fn moved(&self, places: &[usize]) -> Self {
        let one = |place: &usize| places.get(*place).copied().unwrap_or(*place);
        let all = |found: &Vec<usize>| found.iter().map(one).collect();
        match self {
            Self::Shown => Self::Shown,
            Self::Typed(text) => Self::Typed(text.clone()),
            Self::Picked(place) => Self::Picked(one(place)),
            Self::Chosen(found) => Self::Chosen(all(found)),
            Self::Arranged(found) => Self::Arranged(all(found)),
            Self::Paired(found) => Self::Paired(all(found)),
        }
    }

    /// Reads one line as the reply to a shape: numbers from 1, or the options' own words.
    ///
    /// # Errors
    /// When the line names no option, or does not fit.
    pub fn from_line(line: &str, shape: &Shape) -> Result<Self, Misfit> {
        let line = line.trim();
        let places = |options: &[String]| -> Result<Vec<usize>, Misfit> {
            if let Some(place) = named(line, options) {
                return Ok(vec![place]);
            }
            let separators: &[char] = if line.contains(&[',', ';'][..]) {
                &[',', ';']
            } else {
                &[' ', '\t']
            };
            line.split(separators)
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(|part| named(part, options).ok_or_else(|| unknown_option(part, options.len())))
                .collect()
        };
        let reply = match shape {
            Shape::Reveal => Self::Shown,
            Shape::Type { .. } => Self::Typed(line.to_owned()),
            Shape::PickOne { options, .. } => match named(line, options) {
                Some(place) => Self::Picked(place),
                None => return Err(unknown_option(line, options.len())),
            },
            Shape::PickMany { options, .. } => Self::Chosen(places(options)?),
            Shape::Arrange { items } => Self::Arranged(places(items)?),
            Shape::Pair { options, .. } => Self::Paired(places(options)?),
        };
        reply.fits(shape)?;
        Ok(reply)
    }
}

impl Shape {
    /// What answers this shape, in words.
    fn wanted(&self) -> &'static str {
        match self {
            Self::Reveal => "showing the answer",
            Self::PickOne { .. } => "the number of one option",
            Self::PickMany { .. } => "the numbers of options",
            Self::Type { .. } => "text",
            Self::Arrange { .. } => "the numbers of the items in their order",
            Self::Pair { .. } => "the number of an option for each line",
        }
    }

    /// The texts behind a reply's positions, for showing what was chosen.
    pub fn texts(&self, reply: &Reply) -> Vec<String> {
        let options = self.options();
        let text = |place: &usize| options.get(*place).cloned().unwrap_or_default();
        match reply {
            Reply::Shown => Vec::new(),
            Reply::Typed(typed) => vec![typed.clone()],
            Reply::Picked(place) => vec![text(place)],
            Reply::Chosen(places) | Reply::Arranged(places) | Reply::Paired(places) => {
                places.iter().map(text).collect()
            }
        }
    }
}

fn no_such_option(number: usize, options: usize) -> Misfit {
    Misfit(format!(
        "there is no option `{number}`; 1 to {options} would do"
    ))
}

fn unknown_option(text: &str, options: usize) -> Misfit {
    let mut text: String = text.chars().take(60).collect();
    if text.is_empty() {
        text.push(' ');
    }
    Misfit(format!(
        "`{text}` is no option; a number from 1 to {options} would do"
    ))
}

/// The option of that number (from 1) or, failing that, of those words.
fn named(text: &str, options: &[String]) -> Option<usize> {
    if let Ok(number) = text.parse::<usize>()
        && (1..=options.len()).contains(&number)
    {
        return Some(number - 1);
    }
    let same = |option: &String| option.trim().to_lowercase() == text.to_lowercase();
    options.iter().position(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pick(options: &[&str]) -> Shape {
        let options = options.iter().map(|o| (*o).to_owned()).collect();
        Shape::PickOne {
            options,
            shuffle: true,
        }
    }

    #[test]
    fn a_line_names_options_by_number_or_by_their_words() {
        let shape = pick(&["arms", "Energy, mostly", "true"]);
        assert_eq!(Reply::from_line(" 2 ", &shape), Ok(Reply::Picked(1)));
        assert_eq!(
            Reply::from_line("energy, mostly", &shape),
            Ok(Reply::Picked(1))
        );
        assert_eq!(Reply::from_line("TRUE", &shape), Ok(Reply::Picked(2)));
        assert_eq!(
            Reply::from_line("4", &shape).unwrap_err().0,
            "`4` is no option; a number from 1 to 3 would do"
        );
    }

    #[test]
    fn an_order_names_every_item_once() {
        let shape = Shape::Arrange {
            items: vec!["a".into(), "b".into(), "c".into()],
        };
        assert_eq!(
            Reply::from_line("3 1 2", &shape),
            Ok(Reply::Arranged(vec![2, 0, 1]))
        );
        assert_eq!(
            Reply::from_line("b, c, a", &shape),
            Ok(Reply::Arranged(vec![1, 2, 0]))
        );
        assert!(Reply::from_line("1 1 2", &shape).is_err());
        assert!(Reply::from_line("1 2", &shape).is_err());
    }

    #[test]
    fn moving_there_and_back_changes_nothing() {
        let (there, back) = ([2, 0, 1], [1, 2, 0]);
        let reply = Reply::Arranged(vec![1, 0, 2]);
        assert_eq!(reply.moved(&there).moved(&back), reply);
    }
}
