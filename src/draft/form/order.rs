//! `order`: dated events, to be brought into the order of time.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use toml::Value as Toml;

use super::{Form, proposal};
use crate::draft::material::{Gap, Material, Statement};
use crate::draft::proposal::Proposal;
use crate::draft::{turn, words};
use crate::source::Value;

pub(super) const FORM: Form = Form {
    name: "order",
    english: true,
    share: 0.05,
    propose,
};

/// The fewest and the most events of one card.
const FEWEST: usize = 3;
const MOST: usize = 5;
/// An event that names nobody and nothing needs so many words to be clear.
const CLEAR: usize = 7;
/// The longest event, in words.
const LONGEST: usize = 14;

/// What happened, and when.
struct Event<'a> {
    when: String,
    text: String,
    statement: &'a Statement,
    gap: &'a Gap,
}

fn propose(material: &Material, _: &mut ChaCha8Rng) -> Vec<Proposal> {
    let mut events: BTreeMap<String, Event<'_>> = BTreeMap::new();
    for statement in &material.statements {
        for gap in &statement.gaps {
            let Some(event) = event(statement, gap) else {
                continue;
            };
            // Of several ways to say what happened then, the shortest.
            match events.get(&event.when) {
                Some(other) if other.text.len() <= event.text.len() => {}
                _ => {
                    events.insert(event.when.clone(), event);
                }
            }
        }
    }
    let mut events: Vec<Event<'_>> = events.into_values().collect();
    // A year holds all its months: which comes first is not certain.
    events.dedup_by(|later, before| later.when.starts_with(&before.when));
    let cards = events.len().div_ceil(MOST).max(1);
    // Every card gets events from the whole time, so that they lie well apart.
    (0..cards)
        .filter_map(|card| {
            let chosen: Vec<&Event<'_>> = events.iter().skip(card).step_by(cards).collect();
            (chosen.len() >= FEWEST).then(|| card_of(&chosen))
        })
        .collect()
}

fn card_of(events: &[&Event<'_>]) -> Proposal {
    let items = events
        .iter()
        .map(|event| Toml::String(event.text.clone()))
        .collect();
    let paragraphs = || events.iter().map(|event| event.statement.paragraph);
    let gaps: Vec<&Gap> = events.iter().map(|event| event.gap).collect();
    let when: Vec<&str> = events.iter().map(|event| event.gap.text.as_str()).collect();
    let question = "Bring these events into order, the earliest first.".to_owned();
    let worth = events
        .iter()
        .map(|event| event.statement.worth)
        .sum::<f64>();
    Proposal {
        keys: vec![
            ("question", Toml::String(question.clone())),
            ("order", Toml::Array(items)),
        ],
        shown: events
            .iter()
            .fold(question, |shown, event| shown + " " + &event.text),
        about: "The order of events".to_owned(),
        answers: Vec::new(),
        facts: vec![format!("order {}", when.join(" "))],
        paragraphs: (
            paragraphs().min().unwrap_or(1),
            paragraphs().max().unwrap_or(1),
        ),
        check: format!(
            "is each event clear without its date? In the text: {}.",
            when.join(", ")
        ),
        worth: worth / events.len() as f64 + 1.0,
        ..proposal(FORM.name, events[0].statement, &gaps)
    }
}

fn event<'a>(statement: &'a Statement, gap: &'a Gap) -> Option<Event<'a>> {
    let Value::Time(when) = &gap.value else {
        return None;
    };
    let dated = when.len() >= 4 && when.starts_with(|c: char| c.is_ascii_digit());
    if !dated || when.contains('/') {
        return None;
    }
    let text =
        turn::without_date(&statement.text, &gap.at).or_else(|| led_in(&statement.text, gap))?;
    let count = words::words(&text).count();
    let dates =
        words::words(&text).any(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()));
    let pronoun = words::words(&text).any(|word| {
        matches!(
            word.to_lowercase().as_str(),
            "it" | "its" | "they" | "their" | "he" | "his" | "she" | "her"
        )
    });
    // What happened has to be told apart from the other events without its date.
    let named = statement
        .gaps
        .iter()
        .any(|other| other.kind.is_name() && text.contains(&other.text));
    let clear = (3..=LONGEST).contains(&count) && (named || count >= CLEAR);
    let open = text.contains(", which") || text.contains(", who") || text.contains(" that ");
    (clear && !open && !dates && !pronoun && !text.contains([';', '(', ')'])).then(|| Event {
        when: when.clone(),
        text: words::capitalised(&text),
        statement,
        gap,
    })
}

/// `Following the fall of the ministry in 1846, …` names an event before its date.
fn led_in(statement: &str, gap: &Gap) -> Option<String> {
    let before = statement[..gap.at.start].strip_suffix(" in ")?;
    let (first, rest) = before.split_once(' ')?;
    let leads = matches!(first, "Following" | "After" | "Before" | "Since" | "Until");
    (leads && statement[gap.at.end..].starts_with(',') && !rest.contains(','))
        .then(|| rest.to_owned())
}
