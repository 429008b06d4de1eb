//! `retain suspend`: cards kept out of sittings.

use anyhow::Result;
use retain::review::{CardEvent, Event, event_id, event_tail};

use super::Ended;
use crate::shell::args::Suspend;
use crate::shell::chance::Chance;
use crate::shell::config::Config;
use crate::shell::learner;
use crate::shell::store::Creation;
use crate::shell::{decks, talk};

/// Suspends cards, brings them back, or lists them.
pub fn run(config: &Config, arguments: &Suspend) -> Result<Ended> {
    let now = config.clock.now();
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
    let mut chance = Chance::new(config.seed);
    let mut store = learner::open(
        config,
        Creation {
            device: chance.uuid(),
            at: now.at,
        },
    )?;
    for card in chosen {
        let event = CardEvent {
            id: event_id(
                now.at,
                event_tail(store.event_count()? as u32, chance.bytes()),
            ),
            card,
            learner: config.learner.0.clone(),
            device: store.device(),
            at: now.at,
            suspended: !arguments.undo,
        };
        let what = if arguments.undo {
            "is asked again"
        } else {
            "is suspended"
        };
        let said = format!("{} {what}\n", event.card);
        store.commit(&Event::Card(event))?;
        talk::answer(&said)?;
    }
    Ok(Ended::Done)
}
