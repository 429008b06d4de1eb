//! A first draft of a deck from a text: sentences worth asking, cards made from their facts, and
//! what a person should look at before a learner sees them.
//!
//! The way: every sentence that can stand alone, and every part of one that can, is a statement
//! (`standalone`, `clause`) and gets its worth (`worth`); every form proposes cards from them
//! (`form`); those without a flaw of their own are open, and of these the best are taken as long as
//! none gives another away (`choose`); what lints still say of the cards beside each other is dropped
//! and the next best taken; the rest is written (`write`).
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
use crate::lint;
use crate::source::{Sort, Text};
use material::Material;
use proposal::Proposal;

/// The most cards of one draft: nobody looks at more in an evening.
pub const MOST_CARDS: usize = 500;

/// What a draft is to be.
#[derive(Debug, Clone)]
pub struct Options {
    /// The most cards, for which facts are also asked in two ways; without it, all that the text bears
    /// with each fact asked once.
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

/// As often others take the place of cards that are refused beside each other; then there are just
/// fewer.
pub const ROUNDS: usize = 12;

/// A draft has cards for as many of the statements that were found, as a share, if need be such as
/// give each other away.
const ASKED: (usize, usize) = (5, 6);

/// Drafts a deck; one without cards where nothing worth asking was found. `step` is called at
/// every choice, of which there are hardly more than [`ROUNDS`].
pub fn draft(text: &Text, options: &Options, step: impl Fn()) -> Draft {
    let title = title(text).unwrap_or_else(|| stem(&options.name));
    let material = Material::of(text, &title);
    let mut chance = ChaCha8Rng::seed_from_u64(options.seed);
    let proposals = proposals(&material, &mut chance);
    let most = options.cards.unwrap_or(MOST_CARDS).min(MOST_CARDS);
    let mut open = choose::shortlist(&proposals, most);
    let write = |chosen: &[usize], told: &[usize]| {
        let parts = (&material, title.as_str());
        Written::of(&proposals, chosen, told, parts, options)
    };
    let flawed = write(&open, &[]).flawed(text);
    open = without(&open, &flawed);
    let wanted = options.cards.unwrap_or(0).min(most);
    let mut chosen = choose::choose(&proposals, &open, most, wanted);
    let mut round = 1;
    let mut deck = loop {
        step();
        let deck = write(&chosen, &[]);
        let faulty = deck.faulty(|_| true);
        if faulty.is_empty() {
            break deck;
        }
        // Every round refuses one more at least, so this ends.
        let refused: HashSet<usize> = faulty.iter().map(|n| chosen[*n]).collect();
        if round < ROUNDS {
            open.retain(|n| !refused.contains(n));
            chosen = choose::choose(&proposals, &open, most, wanted);
        } else {
            chosen.retain(|n| !refused.contains(n));
        }
        round += 1;
    };
    let wanted = options.cards.unwrap_or(material.found * ASKED.0 / ASKED.1);
    let wanted = wanted.min(most);
    for _ in 0..ROUNDS {
        if chosen.len() >= wanted {
            break;
        }
        step();
        let filled = choose::filled_up(&proposals, &open, &chosen, wanted);
        let told: Vec<usize> = filled
            .iter()
            .copied()
            .filter(|n| !chosen.contains(n))
            .collect();
        if told.is_empty() {
            break;
        }
        let more = write(&filled, &told);
        let faulty = more.faulty(|finding| finding.code != lint::cross_cue::LINT.name);
        let mut refused: HashSet<usize> = faulty.iter().map(|n| filled[*n]).collect();
        if refused.is_empty() {
            (chosen, deck) = (filled, more);
            break;
        }
        // What was chosen before was without fault: it is one of the others that makes it so.
        refused.retain(|n| told.contains(n));
        if refused.is_empty() {
            refused.extend(told.last());
        }
        open.retain(|n| !refused.contains(n));
    }
    Draft {
        cards: chosen.len(),
        statements: material.found,
        deck: deck.text,
    }
}

/// All but those at some places, which are sorted.
fn without(all: &[usize], places: &[usize]) -> Vec<usize> {
    let kept = (0..all.len()).filter(|n| places.binary_search(n).is_err());
    kept.map(|n| all[n]).collect()
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
        told: &[usize],
        (material, title): (&Material, &str),
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
            deck.push_str(&write::card(proposal, &id, &source, told.contains(n)));
        }
        Self {
            text: deck,
            starts,
            source,
        }
    }

    /// The cards, by their place, that the reader or a lint about single cards finds fault with.
    fn flawed(&self, text: &Text) -> Vec<usize> {
        let texts = BTreeMap::from([(self.source.clone(), text.text.clone())]);
        self.places(lint::check_cards(self.text.as_bytes(), "draft", &texts))
    }

    /// The cards, by their place, that are at fault in this company; a finding about the deck as a
    /// whole takes the last card.
    fn faulty(&self, counts: impl Fn(&Diagnostic) -> bool) -> Vec<usize> {
        let (_, mut found) = lint::check(self.text.as_bytes(), "draft", &BTreeMap::new());
        found.retain(counts);
        self.places(found)
    }

    fn places(&self, found: Vec<Diagnostic>) -> Vec<usize> {
        let grave = |finding: &Diagnostic| finding.severity != Severity::Info;
        let findings = found.into_iter().filter(grave);
        let mut places: Vec<usize> = findings
            .filter_map(|finding| {
                let after = self
                    .starts
                    .partition_point(|start| *start <= finding.span.start);
                after.checked_sub(1).or(self.starts.len().checked_sub(1))
            })
            .collect();
        places.sort_unstable();
        places.dedup();
        places
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
