//! The distinct facts of a text, found by number, by kind and by year: what wrong answers and
//! other names are taken from.

use std::collections::{HashMap, HashSet};

use super::material::{articled, year};
use super::words;
use crate::source::{Kind, Text, Value};

/// As many facts before a paragraph, and after it, are near it.
const NEAR: usize = 60;

/// A distinct fact of the text.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// What it is.
    pub(super) kind: Kind,
    /// Its fullest mention.
    pub(super) text: String,
    /// The same as names are compared.
    pub(super) folded: String,
    /// What it is compared by.
    pub(super) value: Value,
    /// Its number.
    pub(super) id: usize,
    /// The paragraph of its first mention.
    pub(super) paragraph: u32,
    /// The sentences that mention it.
    pub(super) sentences: HashSet<(u32, usize)>,
}

/// Every distinct fact of a text.
#[derive(Debug)]
pub(super) struct Facts {
    /// In the order of the text.
    pub(super) all: Vec<Known>,
    by_id: HashMap<usize, usize>,
    by_kind: HashMap<Kind, Vec<usize>>,
    /// Times, by the year they begin in.
    by_year: Vec<(i32, usize)>,
    places: HashMap<String, usize>,
}

impl Facts {
    /// The facts of a text.
    pub(super) fn of(text: &Text) -> Self {
        let mut places: HashMap<usize, usize> = HashMap::new();
        let mut known: Vec<Known> = Vec::new();
        for fact in &text.facts {
            let place = *places.entry(fact.id).or_insert(known.len());
            if place == known.len() {
                known.push(Known {
                    kind: if fact.kind == Kind::Person && articled(&text.text[..fact.span.start]) {
                        Kind::Name
                    } else {
                        fact.kind
                    },
                    text: fact.text.clone(),
                    folded: String::new(),
                    value: fact.value.clone(),
                    id: fact.id,
                    paragraph: fact.paragraph,
                    sentences: HashSet::new(),
                });
            }
            let entry = &mut known[place];
            if fact.text.len() > entry.text.len() && fact.kind.is_name() {
                entry.text.clone_from(&fact.text);
            }
            entry.sentences.insert((fact.paragraph, fact.sentence));
        }
        for fact in &mut known {
            fact.folded = words::folded(&fact.text);
        }
        // `Plymouth Hoe` beside `Plymouth` is nobody.
        let towns: HashSet<String> = known
            .iter()
            .filter(|fact| fact.kind == Kind::Place)
            .map(|fact| fact.folded.clone())
            .collect();
        for fact in known.iter_mut().filter(|fact| fact.kind == Kind::Person) {
            let mut words = fact.folded.split_whitespace();
            let first = words.next().unwrap_or_default();
            if words.next().is_some() && towns.contains(&format!(" {first} ")) {
                fact.kind = Kind::Name;
            }
        }
        let mut facts = Self {
            by_id: places,
            by_kind: HashMap::new(),
            by_year: Vec::new(),
            places: HashMap::new(),
            all: Vec::new(),
        };
        for (place, fact) in known.iter().enumerate() {
            facts.by_kind.entry(fact.kind).or_default().push(place);
            facts
                .by_year
                .extend(year(&fact.value).map(|year| (year, place)));
            if fact.kind == Kind::Place {
                facts.places.entry(fact.folded.clone()).or_insert(place);
            }
        }
        facts.by_year.sort_unstable();
        facts.all = known;
        facts
    }

    /// A fact by its number.
    pub(super) fn get(&self, id: usize) -> Option<&Known> {
        self.by_id.get(&id).map(|place| &self.all[*place])
    }

    /// A place by its folded name.
    pub(super) fn place(&self, folded: &str) -> Option<&Known> {
        self.places.get(folded).map(|place| &self.all[*place])
    }

    /// The facts of a kind that are first said near a paragraph.
    pub(super) fn near(&self, kind: Kind, paragraph: u32) -> impl Iterator<Item = &Known> {
        let places = self.by_kind.get(&kind).map_or(&[][..], Vec::as_slice);
        let at = places.partition_point(|place| self.all[*place].paragraph < paragraph);
        around(places, at).iter().map(|place| &self.all[*place])
    }

    /// The times that begin about that year, with theirs, in the order of the text.
    pub(super) fn about(&self, year: i32) -> impl Iterator<Item = (i32, &Known)> {
        let at = self.by_year.partition_point(|(other, _)| *other < year);
        let mut about = around(&self.by_year, at).to_vec();
        about.sort_unstable_by_key(|(_, place)| *place);
        about
            .into_iter()
            .map(|(year, place)| (year, &self.all[place]))
    }
}

fn around<T>(all: &[T], at: usize) -> &[T] {
    &all[at.saturating_sub(NEAR)..at.saturating_add(NEAR).min(all.len())]
}
