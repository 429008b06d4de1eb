//! The cards that are missed again and again, and with what they are confused.

use std::collections::HashMap;

use anyhow::Result;
use retain::deck::Card;
use retain::deck::others::Owners;
use retain::leech::Confusions;
use retain::markdown;
use retain::review::CardId;

use crate::shell::config::Config;
use crate::shell::learner::{self, State};
use crate::shell::render::{text, words};
use crate::shell::{decks, face, identity};

/// A card that is missed again and again.
pub struct Leech {
    /// Which one.
    pub id: CardId,
    question: String,
    lapses: u32,
    /// With what it is confused, and how often.
    confused: Vec<(String, u32)>,
}

/// How many confusions are told of a card.
const TOLD: usize = 3;

/// The leeches among the cards that can be asked, most lapses first.
pub fn found(config: &Config) -> Result<Vec<Leech>> {
    let found = decks::known(config)?;
    let Some(store) = identity::open_existing(config, &found.decks)? else {
        return Ok(Vec::new());
    };
    let state = State::read(Some(&store), config.clock.now().day)?;
    let least = config.leech_lapses();
    let mut cards: HashMap<&CardId, (usize, &Card)> = HashMap::new();
    for (place, loaded) in found.decks.iter().enumerate() {
        for (_, card) in learner::askable(&loaded.deck, &state) {
            let memory = state.memories.get(&card.id);
            if memory.is_some_and(|memory| memory.lapses >= least) {
                cards.insert(&card.id, (place, card));
            }
        }
    }
    let mut owners: HashMap<usize, Owners> = HashMap::new();
    let mut confusions = Confusions::default();
    store.remembered(|counted| {
        if let Some((place, card)) = cards.get(&counted.review.card) {
            let owners = owners
                .entry(*place)
                .or_insert_with(|| Owners::of(&found.decks[*place].deck));
            confusions.take(&counted, card, owners);
        }
    })?;
    let lapses = |id: &CardId| state.memories.get(id).map_or(0, |memory| memory.lapses);
    let mut leeches: Vec<Leech> = cards
        .into_iter()
        .map(|(id, (_, card))| Leech {
            id: id.clone(),
            question: markdown::plain_line(&card.question.ask().prompt),
            lapses: lapses(id),
            confused: confusions
                .of(id)
                .into_iter()
                .take(TOLD)
                .map(|(instead, times)| (words::instead(instead), times))
                .collect(),
        })
        .collect();
    leeches.sort_by(|a, b| b.lapses.cmp(&a.lapses).then_with(|| a.id.cmp(&b.id)));
    Ok(leeches)
}

/// The leeches as text, with what can be done.
pub fn text(leeches: &[Leech], least: u32) -> String {
    if leeches.is_empty() {
        let lapses = words::count(least as usize, "lapse", "lapses");
        return format!("No card has {lapses} or more.\n");
    }
    let columns = face::columns();
    let mut out = String::new();
    for leech in leeches {
        out.push_str(&text::row("", &leech.id.to_string(), columns));
        out.push_str(&text::row("  ", &leech.question, columns));
        out.push_str(&text::row("  ", &explained(leech), columns));
    }
    out.push('\n');
    for line in [
        "Missed again and again: reword one of two that are confused, or split what is asked.",
        "`retain suspend CARD` keeps one out of sittings.",
        "`retain suspend --leeches --all` keeps out all of these.",
    ] {
        out.push_str(&text::row("", line, columns));
    }
    out
}

/// `8 lapses; confused with rivers/rhine (3 times)`
fn explained(leech: &Leech) -> String {
    let lapses = words::count(leech.lapses as usize, "lapse", "lapses");
    if leech.confused.is_empty() {
        return format!("{lapses}; confused with nothing in particular");
    }
    let told: Vec<String> = leech
        .confused
        .iter()
        .map(|(what, times)| {
            format!(
                "{what} ({})",
                words::count(*times as usize, "time", "times")
            )
        })
        .collect();
    format!("{lapses}; confused with {}", told.join(", "))
}
