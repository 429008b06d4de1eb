//! `retain decks`: which decks are known.

use anyhow::Result;
use retain::markdown;
use serde_json::json;

use super::Ended;
use crate::shell::args::Decks;
use crate::shell::config::Config;
use crate::shell::decks::{self, Origin};
use crate::shell::learner::{self, State};
use crate::shell::render::text;
use crate::shell::render::words::count;
use crate::shell::{face, identity, talk};

/// Lists the decks.
pub fn run(config: &Config, arguments: &Decks) -> Result<Ended> {
    let found = decks::known(config)?;
    let today = config.clock.now().day;
    let state = State::read(
        identity::open_existing(config, &found.decks)?.as_ref(),
        today,
    )?;
    let columns = face::columns_to_wrap();
    let mut objects = Vec::new();
    let widest = found.decks.iter().map(|loaded| loaded.deck.id.len()).max();
    let before = widest.unwrap_or(0) + 2;
    for loaded in &found.decks {
        let (mut cards, mut new, mut due) = (0, 0, 0);
        for (_, card) in learner::askable(&loaded.deck, &state) {
            let memory = state.memories.get(&card.id);
            cards += 1;
            new += usize::from(memory.is_none());
            due += usize::from(memory.is_some_and(|memory| memory.due_day <= today));
        }
        let file = match &loaded.origin {
            Origin::BuiltIn(_) => None,
            Origin::File(path) => Some(path.display().to_string()),
        };
        if arguments.json {
            objects.push(json!({
                "id": loaded.deck.id, "title": loaded.deck.title, "file": file,
                "cards": cards, "new": new, "due": due,
                "left_out": loaded.left_out,
            }));
            continue;
        }
        let mut told = format!("{}, {new} new, {due} due", count(cards, "card", "cards"));
        let drafts = loaded.deck.cards.iter().filter(|card| card.draft).count();
        if drafts > 0 {
            told.push_str(&format!(", {}", count(drafts, "draft", "drafts")));
        }
        if loaded.left_out > 0 {
            told.push_str(&format!(", {} left out", loaded.left_out));
        }
        told.push_str(&format!("; {}", file.as_deref().unwrap_or("built in")));
        let title = markdown::plain_line(&loaded.deck.title);
        for (id, words) in [(loaded.deck.id.as_str(), &title), ("", &told)] {
            talk::answer(&text::row(&format!("{id:<before$}"), words, columns))?;
        }
    }
    if arguments.json {
        talk::answer(&format!("{}\n", serde_json::to_string(&objects)?))?;
    }
    let is_own = |loaded: &&decks::Loaded| matches!(loaded.origin, Origin::File(_));
    let own = found.decks.iter().filter(is_own).count();
    if own > 0 && own < found.decks.len() && !arguments.json {
        let file = config.file.0.display();
        talk::note(&format!(
            "`built_in = false` in `{file}` leaves out the decks that are built in"
        ));
    }
    for note in &found.notes {
        talk::note(note);
    }
    Ok(Ended::Done)
}
