//! A first draft of a deck from a text: sentences worth asking, cards made from their facts, and
//! what a person should look at before a learner sees them.
//!
//! The way: every sentence that can stand alone, and every part of one that can, is a statement
//! (`standalone`, `clause`) and gets its worth (`worth`); every form proposes cards from them
//! (`form`); the best are taken as long as none gives another away (`choose`); what the reader or
//! a lint finds fault with is dropped and the next best taken; the rest is written (`write`).
//! More cards are proposed than kept: ranking what was made in excess is what helps quality most
//! (Heilman & Smith 2010), and for choosing sentences simple measures do better than summarising
//! models (Olney 2021).

mod choose;
mod clause;
mod distractor;
mod form;
mod known;
mod material;
mod name;
mod places;
mod proposal;
mod spell;
mod standalone;
mod turn;
mod words;
mod worth;
mod write;

use std::collections::{BTreeMap, HashSet};

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Sort, Text};
use material::Material;
use proposal::Proposal;

/// The most cards of one draft: nobody looks at more in an evening.
pub const MOST_CARDS: usize = 500;

/// What a draft is to be.
#[derive(Debug, Clone)]
pub struct Options {
    /// The most cards; without it, all that the text bears.
    pub cards: Option<usize>,
    /// What chance is made from: the same seed, the same draft.
    pub seed: u64,
    /// What the text is called: the name of its file.
    pub name: String,
    /// The text as a path beside the deck; none where there is no such path.
    pub file: Option<String>,
}

/// A drafted deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The deck as a file.
    pub deck: String,
    /// How many cards it has.
    pub cards: usize,
    /// How many statements worth asking were found.
    pub statements: usize,
}

/// With as many cards a draft is not tried again.
const ENOUGH: usize = 30;
/// With fewer, the text has not enough in it for another try to matter.
const HOPELESS: usize = 25;
/// The most tries at one draft.
const TRIES: usize = 30;

/// As often others take the place of cards that are refused; then there are just fewer.
pub const ROUNDS: usize = 12;

/// Drafts a deck; one without cards where nothing worth asking was found. `step` is called at
/// every choice, of which there are hardly more than [`ROUNDS`].
///
/// A short text leaves little to choose from, and how many cards stand beside each other depends
/// on the wrong answers that chance gave them. So with fewer than `ENOUGH` chance is asked anew,
/// up to `TRIES` times, and the first of the fullest drafts is kept.
pub fn draft(text: &Text, options: &Options, step: impl Fn()) -> Draft {
    let title = title(text).unwrap_or_else(|| stem(&options.name));
    let material = Material::of(text, &title);
    let enough = options.cards.unwrap_or(ENOUGH).min(ENOUGH);
    let mut chance = ChaCha8Rng::seed_from_u64(options.seed);
    let mut best = drafted(text, &material, &title, options, &mut chance, &step);
    for _ in 1..TRIES {
        if best.cards >= enough || best.cards < HOPELESS {
            break;
        }
        let other = drafted(text, &material, &title, options, &mut chance, &step);
        if other.cards > best.cards {
            best = other;
        }
    }
    best
}

fn drafted(
    text: &Text,
    material: &Material,
    title: &str,
    options: &Options,
    chance: &mut ChaCha8Rng,
    step: &impl Fn(),
) -> Draft {
    let proposals = proposals(material, chance);
    let most = options.cards.unwrap_or(MOST_CARDS).min(MOST_CARDS);
    let mut refused = HashSet::new();
    let mut chosen = choose::choose(&proposals, most, &refused);
    let mut round = 1;
    loop {
        step();
        let deck = Written::of(&proposals, &chosen, material, title, options);
        let faulty = deck.faulty(text);
        if faulty.is_empty() {
            return Draft {
                cards: chosen.len(),
                statements: material.found,
                deck: deck.text,
            };
        }
        // Every round refuses one more at least, so this ends.
        refused.extend(faulty.into_iter().map(|n| chosen[n]));
        if round < ROUNDS {
            chosen = choose::choose(&proposals, most, &refused);
        } else {
            chosen.retain(|n| !refused.contains(n));
        }
        round += 1;
    }
}

fn proposals(material: &Material, chance: &mut ChaCha8Rng) -> Vec<Proposal> {
    form::FORMS
        .iter()
        .filter(|form| material.english || !form.english)
        .flat_map(|form| (form.propose)(material, chance))
        .collect()
}

/// A deck as a file, and where its cards stand in it.
struct Written {
    text: String,
    starts: Vec<usize>,
    /// What the deck calls its text.
    source: String,
}

impl Written {
    fn of(
        proposals: &[Proposal],
        chosen: &[usize],
        material: &Material,
        title: &str,
        options: &Options,
    ) -> Self {
        let source = name::source(&stem(&options.name));
        let mut deck = write::head(options, &source, title, &material.language, chosen.len());
        let (mut taken, mut starts) = (HashSet::new(), Vec::new());
        for n in chosen {
            let proposal = &proposals[*n];
            let frequency = |word: &str| material.whole.frequency(word);
            let id = name::name(
                &proposal.about,
                &[&proposal.answers[..], &proposal.turned].concat(),
                proposal.form,
                frequency,
                &mut taken,
            );
            starts.push(deck.len());
            deck.push_str(&write::card(proposal, &id, &source));
        }
        Self {
            text: deck,
            starts,
            source,
        }
    }

    /// The cards, by their place, that the reader or a lint finds fault with; a finding about the
    /// deck as a whole takes the last card.
    fn faulty(&self, text: &Text) -> Vec<usize> {
        let alone = self.found(&BTreeMap::new());
        if !alone.is_empty() {
            return alone;
        }
        // Whether answers stand in the text takes longest, so the rest is asked first.
        self.found(&BTreeMap::from([(self.source.clone(), text.text.clone())]))
    }

    fn found(&self, texts: &BTreeMap<String, String>) -> Vec<usize> {
        let (_, found) = crate::lint::check(self.text.as_bytes(), "draft", texts);
        let grave = |finding: &&Diagnostic| finding.severity != Severity::Info;
        let findings = found.iter().filter(grave);
        let mut faulty: Vec<usize> = findings
            .filter_map(|finding| {
                let after = self
                    .starts
                    .partition_point(|start| *start <= finding.span.start);
                after.checked_sub(1).or(self.starts.len().checked_sub(1))
            })
            .collect();
        faulty.sort_unstable();
        faulty.dedup();
        faulty
    }
}

/// The first heading of a text.
fn title(text: &Text) -> Option<String> {
    let heading = text
        .paragraphs
        .iter()
        .find(|paragraph| paragraph.sort == Sort::Heading)?;
    let words = text.text[heading.span.clone()]
        .trim_start_matches('#')
        .trim();
    let plain = crate::clean::line(&crate::markdown::plain_line(words))
        .trim()
        .to_owned();
    (!plain.is_empty() && plain.chars().count() <= 120).then_some(plain)
}

/// A file's name without its ending.
fn stem(name: &str) -> String {
    let cut = name.rfind('.').filter(|at| *at > 0).unwrap_or(name.len());
    name[..cut].to_owned()
}
