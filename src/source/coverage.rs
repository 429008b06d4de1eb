//! Which facts of a text the cards of a deck ask.
//!
//! A fact is *asked* by a card that has it in its answer: in the right answer or one it accepts,
//! in a gap, an item of an order, a pair; in the statement of a true-false card that is true. A
//! false statement asks nothing that it says, but what its explanation says instead. In a
//! question, a hint or an explanation alone a fact is *mentioned*. A date or a name can be asked
//! by any card of the text. A number can be asked by a card that names its paragraph or none, an
//! ordinal by one that names its paragraph or the text as a whole: three here and three there are
//! not the same. A card that nobody has looked at yet asks nothing;
//! what it would ask is *drafted*.

use std::collections::HashMap;
use std::ops::Range;

use super::name::fold;
use super::token::{Form, Token, tokens};
use super::{Kind, Text, Value};
use crate::deck::outline::{Entry, Outline};
use crate::deck::{Card, Deck};
use crate::mark::date::DateKey;
use crate::mark::number::Exact;

/// Longer names are not looked for, in words.
const LONGEST_NAME: usize = 14;

/// What a card asks and says, as far as one text goes.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The card's name: `deck/card`.
    pub card: String,
    /// The paragraphs it names, from 1; none for the text as a whole.
    pub paragraphs: Vec<(u32, u32)>,
    /// Whether it names the text at all.
    pub named: bool,
    /// Whether it is a draft, which is not asked yet.
    pub draft: bool,
    /// What it asks.
    pub answers: Vec<Side>,
    /// What else it says.
    pub others: Vec<Side>,
}

/// One text of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Words(String),
    /// A date as decks write it.
    Date(String),
    /// Words of which only some places count: the gaps of a cloze, filled.
    Gapped(String, Vec<Range<usize>>),
    /// What is said of a false statement: only what it gives in place of a part of that counts.
    Correction {
        /// The false statement.
        stated: String,
        /// What is said of it.
        said: String,
    },
}

/// Which facts of a text are asked.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// For each paragraph the cards that name it, without drafts.
    pub cards: Vec<Vec<String>>,
    /// For each paragraph the drafts that name it.
    pub drafts: Vec<Vec<String>>,
    /// For each distinct fact how it stands.
    pub stands: Vec<Stand>,
    /// Paragraphs that cards name and the text does not have, with the cards.
    pub missing: Vec<(u32, String)>,
}

/// How a fact stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stand {
    /// The cards that have it in their answer.
    pub asked_by: Vec<String>,
    /// The cards that have it in their question or explanation alone.
    pub mentioned_by: Vec<String>,
    /// The drafts that have it in their answer.
    pub drafted_by: Vec<String>,
}

impl Asked {
    /// What the cards of a deck ask of a source: those that name it, and those that name none.
    pub fn of(deck: &Deck, outline: &Outline, source: &str) -> Vec<Self> {
        let cards: HashMap<usize, &Card> = deck
            .cards
            .iter()
            .map(|card| (card.span.start, card))
            .collect();
        let asked = |entry: &Entry| {
            let card = cards.get(&entry.span.start)?;
            let places = || card.sources.iter().filter(|place| place.source == source);
            if places().next().is_none() && !card.sources.is_empty() {
                return None;
            }
            let whole = places().any(|place| place.paragraphs.is_none());
            let (answers, others) = sides(entry);
            Some(Self {
                card: format!("{}/{}", deck.id, card.entry),
                paragraphs: places()
                    .filter(|_| !whole)
                    .filter_map(|place| place.paragraphs)
                    .collect(),
                named: places().next().is_some(),
                draft: card.draft,
                answers,
                others,
            })
        };
        outline.entries.iter().filter_map(asked).collect()
    }

    fn names(&self, paragraph: u32) -> bool {
        self.paragraphs.is_empty()
            || self
                .paragraphs
                .iter()
                .any(|(from, to)| (*from..=*to).contains(&paragraph))
    }
}

/// What an entry asks, and what else it says.
fn sides(entry: &Entry) -> (Vec<Side>, Vec<Side>) {
    let words = |text: &str| Side::Words(text.to_owned());
    let mut answers: Vec<Side> = Vec::new();
    for answer in entry.answers.iter().flatten() {
        if entry.kind == "date" {
            answers.push(Side::Date(answer.value.clone()));
        }
        match &entry.unit {
            Some(unit) => answers.push(words(&format!("{} {}", answer.value, unit.value))),
            None => answers.push(words(&answer.value)),
        }
    }
    answers.extend(entry.order.iter().map(|item| words(&item.value)));
    answers.extend(entry.pairs.iter().flatten().map(|side| words(&side.value)));
    let mut others = Vec::new();
    if let Some(stem) = &entry.stem {
        if !entry.gaps.is_empty() {
            // Korean {{Peninsula}} asks the whole name.
            let (filled, gaps) = filled(entry, &stem.value);
            others.push(Side::Words(filled.clone()));
            answers.push(Side::Gapped(filled, gaps));
        } else if entry.kind == "true-false" && is_false(entry) {
            others.push(words(&stem.value));
            answers.extend(entry.explanation.iter().map(|said| Side::Correction {
                stated: stem.value.clone(),
                said: said.value.clone(),
            }));
        } else if entry.kind == "true-false" {
            answers.push(words(&stem.value));
        } else {
            others.push(words(&stem.value));
        }
    }
    let said = [&entry.explanation, &entry.hint];
    others.extend(said.into_iter().flatten().map(|text| words(&text.value)));
    (answers, others)
}

/// Whether the statement of a true-false card is wrong.
fn is_false(entry: &Entry) -> bool {
    let mut answers = entry.answers.iter().flatten();
    answers.any(|answer| answer.value == "false")
}

/// The text of a cloze with its gaps filled, and where they are.
fn filled(entry: &Entry, stem: &str) -> (String, Vec<Range<usize>>) {
    let (mut text, mut gaps, mut at) = (String::new(), Vec::new(), 0);
    for (gap, names) in entry.gaps.iter().zip(&entry.answers) {
        text.push_str(stem.get(at..gap.start).unwrap_or(""));
        let start = text.len();
        text.push_str(names.first().map_or("", |name| &name.value));
        gaps.push(start..text.len());
        at = gap.end;
    }
    text.push_str(stem.get(at..).unwrap_or(""));
    (text, gaps)
}

impl Coverage {
    /// Holds cards against a text.
    pub fn of(text: &Text, asked: &[Asked]) -> Self {
        let facts = Facts::of(text);
        let mut coverage = Self {
            cards: vec![Vec::new(); text.paragraphs.len()],
            drafts: vec![Vec::new(); text.paragraphs.len()],
            stands: vec![Stand::default(); text.distinct],
            missing: Vec::new(),
        };
        let last = u32::try_from(text.paragraphs.len()).unwrap_or(u32::MAX);
        for card in asked {
            for (from, to) in &card.paragraphs {
                for n in *from..=(*to).min(last) {
                    let cards = match card.draft {
                        true => &mut coverage.drafts[n as usize - 1],
                        false => &mut coverage.cards[n as usize - 1],
                    };
                    if cards.last() != Some(&card.card) {
                        cards.push(card.card.clone());
                    }
                }
                if *to > last {
                    coverage.missing.push((*to, card.card.clone()));
                }
            }
            let asks = facts.met_by(&card.answers, card);
            if card.draft {
                for id in asks {
                    coverage.stands[id].drafted_by.push(card.card.clone());
                }
                continue;
            }
            for id in &asks {
                coverage.stands[*id].asked_by.push(card.card.clone());
            }
            for id in facts.met_by(&card.others, card) {
                if !asks.contains(&id) {
                    coverage.stands[id].mentioned_by.push(card.card.clone());
                }
            }
        }
        coverage
    }

    /// How many facts are asked.
    pub fn asked(&self) -> usize {
        self.count(|stand| !stand.asked_by.is_empty())
    }

    /// How many only drafts would ask.
    pub fn drafted(&self) -> usize {
        self.count(Stand::is_drafted)
    }

    /// How many are mentioned, and not asked.
    pub fn mentioned(&self) -> usize {
        self.count(|stand| stand.asked_by.is_empty() && !stand.mentioned_by.is_empty())
    }

    fn count(&self, holds: impl Fn(&Stand) -> bool) -> usize {
        self.stands.iter().filter(|stand| holds(stand)).count()
    }
}

impl Stand {
    /// Whether drafts alone would ask it.
    pub fn is_drafted(&self) -> bool {
        self.asked_by.is_empty() && !self.drafted_by.is_empty()
    }
}

/// The facts of a text, to be found by their words and values.
struct Facts<'a> {
    text: &'a Text,
    /// By every form a name has in the text; none where a form is of several names.
    names: HashMap<String, Option<usize>>,
    /// By each year that a time begins, ends or is in; without one, by the whole.
    times: HashMap<String, Vec<usize>>,
    /// Numbers and ordinals, as places in the text's facts, so by paragraph.
    numbers: Vec<usize>,
    /// The same by unit.
    by_unit: HashMap<Option<&'a str>, Counts<'a>>,
    /// What each distinct fact can take the place of.
    classes: Vec<Class>,
}

/// Numbers in one unit, as places in the text's facts.
#[derive(Default)]
struct Counts<'a> {
    /// Whole ones, by value.
    whole: HashMap<&'a Exact, Vec<usize>>,
    /// The others, which stand for what rounds to them.
    others: Vec<usize>,
}

/// A fact of the text in the words of a card: where they stand, and which it is.
struct Hit {
    at: usize,
    id: usize,
}

/// What can be said wrongly in the place of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Time,
    Number,
    Ordinal,
    Name,
}

impl Class {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Date | Kind::Span => Self::Time,
            Kind::Number => Self::Number,
            Kind::Ordinal => Self::Ordinal,
            _ => Self::Name,
        }
    }
}

impl<'a> Facts<'a> {
    fn of(text: &'a Text) -> Self {
        let mut facts = Self {
            text,
            names: HashMap::new(),
            times: HashMap::new(),
            numbers: Vec::new(),
            by_unit: HashMap::new(),
            classes: vec![Class::Name; text.distinct],
        };
        for (place, fact) in text.facts.iter().enumerate() {
            facts.classes[fact.id] = Class::of(fact.kind);
            match &fact.value {
                Value::Name(full) => {
                    for form in [full.clone(), folded(&fact.text)] {
                        facts
                            .names
                            .entry(form)
                            .and_modify(|id| *id = id.filter(|id| *id == fact.id))
                            .or_insert(Some(fact.id));
                    }
                }
                Value::Time(time) => {
                    for year in years(time) {
                        facts.times.entry(year.to_owned()).or_default().push(place);
                    }
                }
                Value::Number { value, unit } => {
                    facts.numbers.push(place);
                    let counts = facts.by_unit.entry(unit.as_deref()).or_default();
                    match value.is_integer() {
                        true => counts.whole.entry(value).or_default().push(place),
                        false => counts.others.push(place),
                    }
                }
                Value::Ordinal(_) => facts.numbers.push(place),
            }
        }
        facts
    }

    /// The ids of the facts that stand in texts of a card.
    fn met_by(&self, sides: &[Side], card: &Asked) -> Vec<usize> {
        let mut ids = Vec::new();
        for side in sides {
            match side {
                Side::Date(date) => {
                    let mut hits = Vec::new();
                    self.at_time(&date_value(date), 0, &mut hits);
                    ids.extend(hits.iter().map(|hit| hit.id));
                }
                Side::Words(words) => {
                    ids.extend(self.hits(words, |_| true, card).iter().map(|hit| hit.id));
                }
                Side::Gapped(words, gaps) => {
                    let counts = |span: &Range<usize>| {
                        gaps.iter()
                            .any(|gap| gap.start < span.end && span.start < gap.end)
                    };
                    ids.extend(self.hits(words, counts, card).iter().map(|hit| hit.id));
                }
                Side::Correction { stated, said } => {
                    ids.extend(self.corrected(stated, said, card));
                }
            }
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// What is said in place of a part of a false statement: a time, a number or an ordinal if it
    /// has one and another is said first, else the first other name.
    fn corrected(&self, stated: &str, said: &str, card: &Asked) -> Option<usize> {
        let stands = self.hits(stated, |_| true, card);
        let read = Text::read(stated, Some(&self.text.language)).facts;
        let classes: Vec<Class> = stands
            .iter()
            .map(|hit| self.classes[hit.id])
            .chain(read.iter().map(|fact| Class::of(fact.kind)))
            .collect();
        let mut said = self.hits(said, |_| true, card);
        said.retain(|hit| {
            let new = !stands.iter().any(|stated| stated.id == hit.id);
            new && classes.contains(&self.classes[hit.id])
        });
        // Names of what the statement is about are said along with a right date.
        said.sort_by_key(|hit| (self.classes[hit.id] == Class::Name, hit.at));
        said.first().map(|hit| hit.id)
    }

    /// The facts that stand in some words, where they count.
    fn hits(&self, words: &str, counts: impl Fn(&Range<usize>) -> bool, card: &Asked) -> Vec<Hit> {
        let mut hits = Vec::new();
        self.named(words, &counts, &mut hits);
        for fact in Text::read(words, Some(&self.text.language)).facts {
            if !counts(&fact.span) {
                continue;
            }
            match fact.value {
                Value::Time(_) => self.at_time(&fact.value, fact.span.start, &mut hits),
                Value::Number { .. } | Value::Ordinal(_) => {
                    self.counted(&fact.value, fact.span.start, card, &mut hits);
                }
                Value::Name(_) => {}
            }
        }
        hits
    }

    /// Facts whose name stands in a text, the longest first.
    fn named(&self, words: &str, counts: impl Fn(&Range<usize>) -> bool, hits: &mut Vec<Hit>) {
        let tokens = words_of(words);
        let mut at = 0;
        while at < tokens.len() {
            let longest = LONGEST_NAME.min(tokens.len() - at);
            let hit = (1..=longest).rev().find_map(|length| {
                let phrase = &tokens[at..at + length];
                // `us` is no country; `china` typed in haste is one.
                let short = length == 1 && phrase[0].text.chars().count() <= 3;
                if short && !phrase[0].is_capital() {
                    return None;
                }
                let id = self.names.get(&fold(phrase))?;
                Some((length, *id))
            });
            match hit {
                Some((length, id)) => {
                    let span = tokens[at].span.start..tokens[at + length - 1].span.end;
                    let start = span.start;
                    let id = id.filter(|_| counts(&span));
                    hits.extend(id.map(|id| Hit { at: start, id }));
                    at += length;
                }
                None => at += 1,
            }
        }
    }

    fn at_time(&self, value: &Value, at: usize, hits: &mut Vec<Hit>) {
        let Value::Time(time) = value else { return };
        for year in years(time) {
            for place in self.times.get(year).into_iter().flatten() {
                let fact = &self.text.facts[*place];
                if value.is_met_by(&fact.value) || fact.value.is_met_by(value) {
                    hits.push(Hit { at, id: fact.id });
                }
            }
        }
    }

    fn counted(&self, value: &Value, at: usize, card: &Asked, hits: &mut Vec<Hit>) {
        for place in self.may_count(value, card) {
            let fact = &self.text.facts[place];
            let ordinal = fact.kind == Kind::Ordinal;
            let names = card.names(fact.paragraph) && (card.named || !ordinal);
            if names && value.is_met_by(&fact.value) {
                hits.push(Hit { at, id: fact.id });
            }
        }
    }

    /// The numbers and ordinals that a card may mean by a value: those of its paragraphs, or
    /// where it names none, those that are near enough to be compared.
    fn may_count(&self, value: &Value, card: &Asked) -> Vec<usize> {
        if !card.paragraphs.is_empty() {
            let until = |paragraph: u32| {
                let before = |place: &usize| self.text.facts[*place].paragraph < paragraph;
                self.numbers.partition_point(before)
            };
            let within = |(from, to): &(u32, u32)| {
                let from = until(*from);
                from..until(to.saturating_add(1)).max(from)
            };
            let ranges = card.paragraphs.iter().map(within);
            return ranges
                .flat_map(|range| self.numbers[range].iter().copied())
                .collect();
        }
        let Value::Number { value, unit } = value else {
            return self.numbers.clone();
        };
        let unit = unit.as_deref();
        let mut places = Vec::new();
        for (other, counts) in &self.by_unit {
            places.extend(&counts.others);
            // Only in its own unit is a whole number met by none but itself.
            if value.is_integer() && *other == unit {
                places.extend(counts.whole.get(value).into_iter().flatten());
            } else {
                places.extend(counts.whole.values().flatten());
            }
        }
        places.sort_unstable();
        places
    }
}

/// The words and numbers of a text, without possessives.
pub(super) fn words_of(text: &str) -> Vec<Token> {
    let masked = super::markup::mask(text, super::Sort::Prose);
    let mut found = tokens(&masked, 0, &[], "en");
    found.retain(|token| matches!(token.form, Form::Word | Form::Number | Form::Sign('&')));
    found
}

/// A text as names are compared.
pub(super) fn folded(text: &str) -> String {
    fold(&words_of(text))
}

/// The value of a date as decks write it.
pub(super) fn date_value(written: &str) -> Value {
    let written = written.trim();
    let date = match DateKey::parse(written) {
        Ok(_) if written.contains('/') || !is_years(written) => written.to_owned(),
        _ => written.replace(['-', '–'], "/"),
    };
    Value::Time(date)
}

/// `1950-1953`.
fn is_years(written: &str) -> bool {
    written.split_once('-').is_some_and(|(from, to)| {
        from.len() == 4 && to.len() == 4 && to.bytes().all(|b| b.is_ascii_digit())
    })
}

/// The years a time is found by.
fn years(time: &str) -> impl Iterator<Item = &str> {
    time.split('/').filter(|end| !end.is_empty()).map(|end| {
        let start = usize::from(end.starts_with('-') && !end.starts_with("--"));
        let cut = end[start..].find('-').filter(|at| *at > 0);
        cut.map_or(end, |at| &end[..start + at])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::read::read_outlined;

    const TEXT: &str = "The Danube\n\nThe Danube is 2,850 km long and reaches ten countries. \
        Luigi Ferdinando Marsili described it in 1726, after a war (1683–99).\n\n\
        Ten bridges of Vienna cross it. Marsili saw none.";

    fn stands(cards: &str) -> Vec<(String, bool, bool)> {
        let deck =
            format!("[deck]\ntitle = \"T\"\nid = \"d\"\n[sources.a]\ntitle = \"A\"\n{cards}");
        let (reading, outline) = read_outlined(deck.as_bytes(), "d");
        assert_eq!(reading.faults, []);
        let text = Text::read(TEXT, None);
        let deck = reading.deck.expect("a deck");
        let coverage = Coverage::of(&text, &Asked::of(&deck, &outline, "a"));
        let mut seen = vec![false; text.distinct];
        let first = text
            .facts
            .iter()
            .filter(|fact| !std::mem::replace(&mut seen[fact.id], true));
        first
            .map(|fact| {
                let stand = &coverage.stands[fact.id];
                let mentioned = !stand.mentioned_by.is_empty();
                (fact.text.clone(), !stand.asked_by.is_empty(), mentioned)
            })
            .collect()
    }

    fn asked(cards: &str) -> Vec<String> {
        let asked = stands(cards).into_iter().filter(|(_, asked, _)| *asked);
        asked.map(|(text, ..)| text).collect()
    }

    #[test]
    fn what_stands_in_an_answer_is_asked() {
        let cards = "[[card]]\nid = \"x\"\nsource = \"a#2\"\n";
        for (card, facts) in [
            (
                "question = \"How long is it?\"\nanswer = 2850\nunit = \"km\"",
                &["2,850 km"][..],
            ),
            (
                "question = \"How long is it?\"\nanswer = \"2.85 million metres\"",
                &["2,850 km"],
            ),
            (
                "question = \"Who was it?\"\nanswer = \"Marsili\"",
                &["Luigi Ferdinando Marsili"],
            ),
            (
                "kind = \"date\"\nquestion = \"When was it?\"\nanswer = \"1683/1699\"",
                &["1683–99"],
            ),
            (
                "cloze = \"Ten {{countries}} at the {{Danube}} in {{1726}}.\"",
                &["Danube", "1726"],
            ),
            (
                "cloze = \"Luigi Ferdinando {{Marsili}} saw Vienna.\"",
                &["Luigi Ferdinando Marsili"],
            ),
            (
                "question = \"The Danube reaches 10 countries.\"\nanswer = true",
                &["Danube", "ten"],
            ),
            (
                "question = \"Match.\"\npairs = [[\"Vienna\", \"1726\"], [\"b\", \"c\"]]",
                &["1726", "Vienna"],
            ),
        ] {
            assert_eq!(asked(&format!("{cards}{card}")), facts, "{card}");
        }
    }

    #[test]
    fn what_stands_in_the_question_alone_is_mentioned() {
        let cards = "[[card]]\nid = \"x\"\nquestion = \"Who wrote of the Danube in 1726?\"\n\
                     answer = \"Marsili\"\nsource = \"a#2\"";
        let found = stands(cards);
        let of = |name: &str| {
            found
                .iter()
                .find(|(text, ..)| text == name)
                .map(|f| (f.1, f.2))
        };
        assert_eq!(of("1726"), Some((false, true)));
        assert_eq!(of("Luigi Ferdinando Marsili"), Some((true, false)));
        assert_eq!(of("Vienna"), Some((false, false)));
    }

    #[test]
    fn a_false_statement_asks_what_is_right_and_nothing_that_it_says() {
        let card = "[[card]]\nid = \"x\"\nsource = \"a\"\nanswer = false\n";
        let said = "question = \"Marsili described the Danube in 1683.\"\n";
        let of = |found: &[(String, bool, bool)], name: &str| {
            let fact = found.iter().find(|(text, ..)| text == name);
            fact.map(|(_, asked, mentioned)| (*asked, *mentioned))
        };
        let bare = stands(&format!("{card}{said}"));
        assert_eq!(asked(&format!("{card}{said}")), <[&str; 0]>::default());
        assert_eq!(of(&bare, "1683–99"), Some((false, true)));
        assert_eq!(of(&bare, "Danube"), Some((false, true)));
        // Named there, the right one is asked; what else is said there is mentioned.
        let explained =
            format!("{card}{said}explanation = \"1683 began a war; it was 1726. Vienna had 10.\"");
        assert_eq!(asked(&explained), ["1726"]);
        assert_eq!(of(&stands(&explained), "1683–99"), Some((false, true)));
        assert_eq!(of(&stands(&explained), "Vienna"), Some((false, true)));
        let name =
            "question = \"In 1726 Napoleon described it.\"\nexplanation = \"Marsili, in 1726.\"";
        assert_eq!(
            asked(&format!("{card}{name}")),
            ["Luigi Ferdinando Marsili"]
        );
    }

    #[test]
    fn a_draft_asks_nothing_yet() {
        let deck = "[deck]\ntitle = \"T\"\nid = \"d\"\n[sources.a]\ntitle = \"A\"\n\
                    [[card]]\nid = \"x\"\nsource = \"a#2\"\nquestion = \"Who wrote in 1726?\"\n\
                    answer = \"Marsili\"\ndraft = true";
        let (reading, outline) = read_outlined(deck.as_bytes(), "d");
        let text = Text::read(TEXT, None);
        let asked = Asked::of(&reading.deck.expect("a deck"), &outline, "a");
        let coverage = Coverage::of(&text, &asked);
        let counts = (coverage.asked(), coverage.mentioned(), coverage.drafted());
        assert_eq!(counts, (0, 0, 1));
        assert_eq!(coverage.cards[1], [""; 0]);
        assert_eq!(coverage.drafts[1], ["d/x"]);
    }

    #[test]
    fn a_number_is_asked_where_its_paragraph_is_named() {
        let card = "[[card]]\nid = \"x\"\nquestion = \"How many bridges?\"\nanswer = 10\nsource = ";
        assert_eq!(asked(&format!("{card}\"a#3\"")), ["Ten"]);
        assert_eq!(asked(&format!("{card}\"a#2\"")), ["ten"]);
        assert_eq!(asked(&format!("{card}\"a\"")), ["ten", "Ten"]);
    }

    #[test]
    fn a_number_is_asked_in_other_units_and_as_it_rounds_where_no_paragraph_is_named() {
        for card in [
            "answer = 2850\nunit = \"km\"",
            "answer = 2850",
            "answer = 2850000\nunit = \"m\"",
        ] {
            let card = format!("[[card]]\nid = \"x\"\nquestion = \"How long?\"\n{card}");
            assert_eq!(asked(&card), ["2,850 km"], "{card}");
        }
    }
}
