//! `retain suspend`: cards kept out of sittings.

mod leeches;

use anyhow::Result;
use retain::review::{CardEvent, CardId, Event, event_id, event_tail};

use super::Ended;
use crate::shell::args::Suspend;
use crate::shell::chance::Chance;
use crate::shell::config::Config;
use crate::shell::learner;
use crate::shell::store::Creation;
use crate::shell::{decks, talk};

/// Suspends cards, brings them back, or lists them.
pub fn run(config: &Config, arguments: &Suspend) -> Result<Ended> {
    if arguments.leeches {
        let found = leeches::found(config)?;
        if !arguments.all {
            talk::answer(&leeches::text(&found, config.leech_lapses()))?;
            return Ok(Ended::Done);
        }
        return suspend(
            config,
            found.into_iter().map(|leech| leech.id).collect(),
            true,
        );
    }
    if arguments.cards.is_empty() {
        let store = learner::open_existing(config)?;
        let mut cards: Vec<String> = match &store {
            Some(store) => store.suspended()?.iter().map(ToString::to_string).collect(),
            None => Vec::new(),
        };
        cards.sort();
        for card in cards {
            talk::answer(&format!("{card}\n"))?;
        }
        return Ok(Ended::Done);
    }
    let mut chosen = Vec::new();
    for argument in &arguments.cards {
        let (_, card) = decks::find_card(config, argument)?;
        chosen.push(card.id);
    }
    suspend(config, chosen, !arguments.undo)
}

fn suspend(config: &Config, cards: Vec<CardId>, suspended: bool) -> Result<Ended> {
    let now = config.clock.now();
    let mut chance = Chance::of(config);
    let mut store = learner::open(
        config,
        Creation {
            device: chance.uuid(),
            at: now.at,
            day: now.day,
        },
    )?;
    for card in cards {
        let event = CardEvent {
            id: event_id(
                now.at,
                event_tail(store.event_count()? as u32, chance.bytes()),
            ),
            card,
            learner: config.learner.0.clone(),
            device: store.device(),
            at: now.at,
            suspended,
        };
        let what = if suspended {
            "is suspended"
        } else {
            "is asked again"
        };
        let said = format!("{} {what}\n", event.card);
        store.commit(&Event::Card(event))?;
        talk::answer(&said)?;
    }
    Ok(Ended::Done)
}
