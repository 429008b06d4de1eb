//! What can be said about the questions themselves: one file and one row of [`LINTS`] for each
//! lint.
//!
//! A row says what the lint is called, how grave it is, what it finds and why that matters, with
//! an example before and after; `retain explain`, the README and "did you mean" come from the
//! rows. Only cards without faults are looked at.

mod absolutes;
mod allow;
mod card;
mod chance;
mod clang;
mod convergence;
pub(crate) mod cross_cue;
mod duplicate_question;
mod grammar_cue;
mod key_position;
mod key_shown;
mod longest_key;
mod longest_key_deck;
mod looks_like_date;
mod near;
mod negative_stem;
mod of_the_above;
mod option_count;
mod overlapping_ranges;
mod quantity;
mod repeated_text;
#[cfg(test)]
mod testing;
mod tf_balance;
mod unfocused_stem;
mod ungrounded;
mod unknown_paragraph;
mod unordered_numbers;
mod unsourced;
mod vague_frequency;
mod words;

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

pub use card::{Card, Choice};

use crate::deck::Deck;
use crate::deck::outline::Outline;
use crate::deck::read::{Reading, read_outlined};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Text;

/// A lint.
pub struct Lint {
    /// Its stable name.
    pub name: &'static str,
    /// How grave its findings are, unless they say otherwise.
    pub level: Severity,
    /// What it finds.
    pub what: &'static str,
    /// Why that is a flaw, with the literature.
    pub why: &'static str,
    /// What it finds, as it would be written.
    pub before: &'static str,
    /// The same without the flaw.
    pub after: &'static str,
    /// When it can be told at all.
    pub when: When,
    /// What it looks at.
    pub rule: Rule,
}

/// When a lint can be told at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// In English decks: it knows English words.
    English,
    /// With the text of a source at hand.
    Texts,
}

/// What a lint looks at.
pub enum Rule {
    /// One card after the other. Allowed on the card.
    Card(fn(&Context<'_>, &Card<'_>, &mut Vec<Diagnostic>)),
    /// Cards beside each other. Allowed on any of the cards that a finding is about.
    Cards(fn(&Context<'_>, &mut Vec<Finding>)),
    /// The deck as a whole. Allowed under `[deck]`.
    Deck(fn(&Context<'_>, &mut Vec<Finding>)),
    /// What is allowed, once the other lints have been heard.
    Allowed,
}

/// All lints.
pub static LINTS: &[Lint] = &[
    longest_key::LINT,
    longest_key_deck::LINT,
    of_the_above::ALL,
    of_the_above::NONE,
    negative_stem::LINT,
    key_position::LINT,
    clang::LINT,
    key_shown::LINT,
    duplicate_question::LINT,
    overlapping_ranges::LINT,
    unordered_numbers::LINT,
    absolutes::LINT,
    vague_frequency::LINT,
    grammar_cue::LINT,
    tf_balance::LINT,
    option_count::LINT,
    unfocused_stem::LINT,
    repeated_text::LINT,
    convergence::LINT,
    cross_cue::LINT,
    ungrounded::LINT,
    unknown_paragraph::LINT,
    unsourced::LINT,
    looks_like_date::LINT,
    allow::UNUSED,
    allow::UNKNOWN,
];

/// What is told of a source whose text cannot be read, by those who look for it. It is allowed as a
/// lint about the deck as a whole is, and never in vain: on another machine the text may be missing.
pub const MISSING_TEXT: &str = "missing-text";

/// The lint of that name.
pub fn lint(name: &str) -> Option<&'static Lint> {
    LINTS.iter().find(|lint| lint.name == name)
}

/// What lints look at.
pub struct Context<'a> {
    /// The text of the file.
    pub text: &'a str,
    /// The deck as it is written.
    pub outline: &'a Outline,
    /// The deck as it is read.
    pub deck: &'a Deck,
    /// The texts of sources that are at hand, by the source's id.
    pub texts: &'a BTreeMap<String, String>,
    /// The same, read when a lint asks for them.
    read: OnceCell<HashMap<String, Text>>,
    /// The first card that was made of each entry, by where that begins.
    made: HashMap<usize, &'a crate::deck::Card>,
    /// The cards without faults.
    pub cards: Vec<Card<'a>>,
}

/// A finding and the cards it is about, by their place in [`Context::cards`].
pub struct Finding {
    /// What is said.
    pub diagnostic: Diagnostic,
    /// About whom; none for the deck as a whole.
    pub cards: Vec<usize>,
}

impl<'a> Context<'a> {
    /// Gets a deck ready for the lints.
    pub fn new(
        text: &'a str,
        outline: &'a Outline,
        deck: &'a Deck,
        texts: &'a BTreeMap<String, String>,
    ) -> Self {
        let entries = outline.entries.iter().filter(|entry| entry.sound);
        let mut made = HashMap::with_capacity(deck.cards.len());
        for card in &deck.cards {
            made.entry(card.span.start).or_insert(card);
        }
        Self {
            text,
            outline,
            deck,
            texts,
            read: OnceCell::new(),
            made,
            cards: entries.map(|entry| Card::new(text, entry)).collect(),
        }
    }

    /// A finding about the deck as a whole.
    fn on_deck(&self, diagnostic: Diagnostic) -> Finding {
        Finding {
            diagnostic,
            cards: Vec::new(),
        }
    }

    /// What was made of a card as it is written.
    fn made(&self, card: &Card<'_>) -> Option<&'a crate::deck::Card> {
        self.made.get(&card.entry.span.start).copied()
    }

    /// The texts at hand, read.
    fn read_texts(&self) -> &HashMap<String, Text> {
        self.read.get_or_init(|| {
            let read = |text: &String| Text::read(text, Some(&self.deck.language));
            let texts = self.texts.iter();
            texts
                .map(|(source, text)| (source.clone(), read(text)))
                .collect()
        })
    }

    fn can_tell(&self, lint: &Lint) -> bool {
        let language = self.deck.language.as_bytes();
        match lint.when {
            When::Always => true,
            When::English => language
                .get(..2)
                .is_some_and(|two| two.eq_ignore_ascii_case(b"en") && !is_letter(language.get(2))),
            When::Texts => !self.texts.is_empty(),
        }
    }

    /// Whether a lint can be told of this card, which needs all texts that the card names.
    fn can_tell_of(&self, lint: &Lint, card: &Card<'_>) -> bool {
        let sources = || self.made(card).into_iter().flat_map(|made| &made.sources);
        let at_hand = || sources().all(|source| self.texts.contains_key(&source.source));
        self.can_tell(lint) && (lint.when != When::Texts || at_hand())
    }
}

fn is_letter(byte: Option<&u8>) -> bool {
    byte.is_some_and(u8::is_ascii_alphabetic)
}

/// Reads a deck and gives all that is to be said about it, faults and lints, in the order of the
/// file; `stem` is the file's name without its ending.
pub fn check(
    bytes: &[u8],
    stem: &str,
    texts: &BTreeMap<String, String>,
) -> (Reading, Vec<Diagnostic>) {
    let (reading, outline) = read_outlined(bytes, stem);
    let mut findings = reading.faults.clone();
    if let Some(deck) = &reading.deck {
        findings.extend(run(&Context::new(&reading.text, &outline, deck, texts)));
        findings.sort_by_key(|finding| (finding.span.start, finding.severity, finding.span.end));
    }
    (reading, findings)
}

/// Reads a deck and gives its faults and what lints say of each card by itself, in the order of the
/// file, whatever the deck allows: what may be said of a pile of cards that is no deck yet.
pub fn check_cards(bytes: &[u8], stem: &str, texts: &BTreeMap<String, String>) -> Vec<Diagnostic> {
    let (reading, outline) = read_outlined(bytes, stem);
    let mut findings = reading.faults;
    if let Some(deck) = &reading.deck {
        let context = Context::new(&reading.text, &outline, deck, texts);
        for lint in LINTS.iter().filter(|lint| context.can_tell(lint)) {
            if let Rule::Card(look) = lint.rule {
                for card in &context.cards {
                    look(&context, card, &mut findings);
                }
            }
        }
    }
    findings.sort_by_key(|finding| (finding.span.start, finding.severity, finding.span.end));
    findings
}

/// All findings about a deck that it does not allow, in the order of the file.
pub fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut findings: Vec<Finding> = Vec::new();
    let mut said = Vec::new();
    for lint in LINTS.iter().filter(|lint| context.can_tell(lint)) {
        match lint.rule {
            Rule::Card(look) => {
                for (place, card) in context.cards.iter().enumerate() {
                    look(context, card, &mut said);
                    findings.extend(said.drain(..).map(|diagnostic| Finding {
                        diagnostic,
                        cards: vec![place],
                    }));
                }
            }
            Rule::Cards(look) | Rule::Deck(look) => look(context, &mut findings),
            Rule::Allowed => {}
        }
    }
    let mut found = allow::apply(context, findings);
    found.sort_by_key(|finding| (finding.span.start, finding.severity, finding.span.end));
    found
}

impl Lint {
    /// A finding of this lint, of its usual gravity.
    fn at(&self, span: Range<usize>, message: impl Into<String>) -> Diagnostic {
        self.graded(self.level, span, message)
    }

    /// A finding of another gravity.
    fn graded(
        &self,
        level: Severity,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::of(level, self.name, span, message)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::testing::said;
    use super::*;

    #[test]
    fn every_row_has_a_name_of_its_own_and_words() {
        let names: BTreeSet<_> = LINTS.iter().map(|lint| lint.name).collect();
        assert_eq!(names.len(), LINTS.len());
        for lint in LINTS {
            for words in [lint.what, lint.why, lint.before, lint.after] {
                assert!(!words.is_empty(), "{}", lint.name);
            }
        }
    }

    #[test]
    fn every_example_shows_its_lint_alone_and_then_none() {
        for lint in LINTS
            .iter()
            .filter(|lint| !matches!(lint.rule, Rule::Deck(_)))
        {
            let found: BTreeSet<_> = said(lint.before)
                .iter()
                .map(|said| said.split(' ').next().map(str::to_owned))
                .collect();
            assert_eq!(
                found,
                BTreeSet::from([Some(lint.name.to_owned())]),
                "{}",
                lint.name
            );
            assert_eq!(said(lint.after), [""; 0], "{}", lint.name);
        }
    }

    #[test]
    fn what_is_allowed_is_not_said() {
        let clang = clang::LINT.before;
        assert_eq!(said(&format!("{clang}\nallow = [\"clang\"]")), [""; 0]);
        let deck = format!("[deck]\ntitle = \"T\"\nallow = [\"clang\"]\n{clang}");
        assert_eq!(testing::said_of(&deck), [""; 0]);
    }

    #[test]
    fn a_faulty_card_is_only_told_its_faults() {
        let cards = clang::LINT.before.replace("distractors", "distractor");
        assert!(
            said(&cards)
                .iter()
                .all(|said| said.starts_with("unknown-key"))
        );
        let cards = format!(
            "{}\nallow = [\"absolutes\"]\npoints = 2",
            clang::LINT.before
        );
        assert_eq!(said(&cards), ["unknown-key points"]);
    }

    #[test]
    fn english_words_are_looked_for_in_english_decks() {
        let deck = |tag| {
            format!(
                "[deck]\ntitle = \"T\"\nlanguage = \"{tag}\"\n{}",
                absolutes::LINT.before
            )
        };
        for (tag, count) in [("en", 1), ("en-GB", 1), ("EN", 1), ("de", 0), ("enm", 0)] {
            assert_eq!(testing::said_of(&deck(tag)).len(), count, "{tag}");
        }
    }
}
