//! `order`: dated events, to be brought into the order of time.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use toml::Value as Toml;

use super::{Form, proposal};
use crate::draft::material::{Gap, Material, Statement};
use crate::draft::proposal::Proposal;
use crate::draft::standalone::is_verb;
use crate::draft::{clause, turn, words};
use crate::source::{Kind, Value};

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
const LONGEST: usize = 18;
/// From so many events on their order belongs in a draft: no other card asks it.
const CALLED_FOR: usize = 4;

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
    let cards = (events.len() / CALLED_FOR).max(1);
    // Every card gets events from the whole time, so that they lie well apart.
    (0..cards)
        .filter_map(|card| {
            let chosen: Vec<&Event<'_>> =
                events.iter().skip(card).step_by(cards).take(MOST).collect();
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
        // What its items name is no cue as a question is: they are seen in one place only.
        shown: question,
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
        worth: worth / events.len() as f64 + if events.len() < CALLED_FOR { 1.0 } else { 4.0 },
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
    let text = turn::without_date(&statement.text, &gap.at)
        .or_else(|| led_in(&statement.text, gap))
        .or_else(|| without_date_inside(&statement.text, gap))?;
    let count = words::words(&text).count();
    let dates =
        words::words(&text).any(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()));
    // Somebody named first may go on as `his`.
    let somebody = statement
        .gaps
        .iter()
        .any(|other| other.kind == Kind::Person && text.starts_with(&other.text));
    let pronoun =
        words::words(&text)
            .enumerate()
            .any(|(n, word)| match word.to_lowercase().as_str() {
                "it" | "they" => true,
                // `the canal and its wharves` says whose.
                "its" | "their" => n < 3,
                "he" | "his" | "she" | "her" => !somebody,
                _ => false,
            });
    // What happened has to be told apart from the other events without its date.
    let named = statement
        .gaps
        .iter()
        .any(|other| other.kind.is_name() && text.contains(&other.text));
    let clear = (3..=LONGEST).contains(&count) && (named || count >= CLEAR);
    let reported = text.contains(" that ") && clause::is_reported(&text);
    let open = text.contains(", which") || text.contains(", who") || reported;
    (clear && !open && !dates && !pronoun && !text.contains([';', '(', ')'])).then(|| Event {
        when: when.clone(),
        text: words::capitalised(&text),
        statement,
        gap,
    })
}

/// `Harvey showed in 1628 that …` and `China criticized a February 2014 report` without the date.
fn without_date_inside(statement: &str, gap: &Gap) -> Option<String> {
    let (before, after) = (&statement[..gap.at.start], &statement[gap.at.end..]);
    // `on 3 December 1967, and the patient lived`: the event is told before the comma.
    let ends = [", and ", ", but ", ", when ", ", where ", ", while "];
    if let Some(left) = before.strip_suffix(" in ").or(before.strip_suffix(" on "))
        && ends.iter().any(|end| after.starts_with(end))
        && left.split(' ').any(is_verb)
        && !left.contains(',')
    {
        return Some(left.to_owned());
    }
    let rest = after.strip_prefix(' ')?.trim_end_matches('.');
    // Two dates side by side, or the first of two: what happened when is no longer clear.
    if rest.starts_with("and ") || rest.starts_with("to ") || rest.starts_with("or ") {
        return None;
    }
    let inside = before.strip_suffix(" in ").or(before.strip_suffix(" on "));
    let adjective = before.strip_suffix("a ").filter(|left| left.ends_with(' '));
    match (inside, adjective) {
        (Some(left), _) if left.contains(' ') => Some(format!("{left} {rest}")),
        (None, Some(left)) => {
            let vowel = rest.to_lowercase().starts_with(['a', 'e', 'i', 'o']);
            Some(format!("{left}{} {rest}", if vowel { "an" } else { "a" }))
        }
        _ => None,
    }
}

/// `Following the fall of the ministry in 1846, …` names an event before its date.
fn led_in(statement: &str, gap: &Gap) -> Option<String> {
    let before = statement[..gap.at.start].strip_suffix(" in ")?;
    let (first, rest) = before.split_once(' ')?;
    let leads = matches!(first, "Following" | "After" | "Before" | "Since" | "Until");
    (leads && statement[gap.at.end..].starts_with(',') && !rest.contains(','))
        .then(|| rest.to_owned())
}
