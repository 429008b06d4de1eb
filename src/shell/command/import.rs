//! `retain import`: a log that another program kept, into the store.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result, bail};
use retain::format::{self, Answer, Imported};
use retain::mark::{Reason, Verdict};
use retain::review::{CardId, Rating, Review, event_id};
use retain::schedule::history::IMPORTED;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::Ended;
use crate::shell::args::Import;
use crate::shell::config::Config;
use crate::shell::decks::Lister;
use crate::shell::render::words::count;
use crate::shell::store::Creation;
use crate::shell::{chance, files, learner, talk};

/// The deck of cards that no deck has.
const ORPHANS: &str = "imported";
/// How many faults of a file are shown one by one.
const SHOWN: usize = 20;

/// Takes in files.
pub fn run(config: &Config, arguments: &Import) -> Result<Ended> {
    let mut read = Vec::new();
    for path in &arguments.files {
        read.push((path, self::read(path)?));
    }
    let decks = Lister::remembering(config).find(&[])?.decks;
    let known: HashSet<CardId> = decks
        .iter()
        .flat_map(|listed| {
            let brief = &listed.brief;
            (0..brief.len()).map(|place| CardId {
                deck: brief.id.clone(),
                card: brief.name(place).to_owned(),
            })
        })
        .collect();
    let moment = config.clock.now();
    let now = moment.at;
    let mut store = learner::open(
        config,
        Creation {
            device: chance::Chance::of(config).uuid(),
            at: now,
            day: moment.day,
        },
    )?;
    let (mut usable, mut faulty) = (false, false);
    for (path, imported) in read {
        let (past, future): (Vec<_>, Vec<_>) = imported
            .answers
            .into_iter()
            .partition(|answer| answer.at <= now);
        let mut faults: Vec<(u64, String)> = imported
            .faults
            .into_iter()
            .map(|fault| (fault.line, fault.message))
            .collect();
        faults.extend(future.iter().map(|answer| {
            let message = format!("time_ms is `{}`, which is still to come", answer.at);
            (answer.line, message)
        }));
        faults.sort();
        usable |= !past.is_empty();
        faulty |= !faults.is_empty();
        tell(path, &faults);
        let reviews: Vec<Review> = past
            .iter()
            .map(|answer| review(config, answer, store.device(), &known))
            .collect();
        let added = store.import(&reviews)?;
        let orphans = reviews
            .iter()
            .filter(|review| review.card.deck == ORPHANS)
            .map(|review| &review.card)
            .collect::<HashSet<_>>()
            .len();
        talk::answer(&summary(path, reviews.len(), added, faults.len(), orphans))?;
    }
    // Now, while the learner waits anyway, and not before the next sitting.
    learner::outlook(config, &mut store)?;
    // Rows left out have been told; without any that could be used, nothing was done.
    Ok(if faulty && !usable {
        Ended::DoesNotHold
    } else {
        Ended::Done
    })
}

fn read(path: &Path) -> Result<Imported> {
    let shown = path.display();
    let ending = path.extension().and_then(|ending| ending.to_str());
    let Some(format) = ending.and_then(format::of_ending) else {
        let known: Vec<String> = format::FORMATS
            .iter()
            .map(|format| format!("`.{}` ({})", format.ending, format.name))
            .collect();
        bail!(
            "`{shown}` is of no known format; a file ending in {} would do",
            known.join(" or ")
        );
    };
    let bytes = files::read(path)
        .with_context(|| format!("`{shown}` cannot be read"))?
        .with_context(|| format!("there is no file `{shown}`"))?;
    (format.read)(&bytes)
        .map_err(|fault| anyhow::anyhow!("`{shown}` is no {}: {fault}", format.name))
}

/// The answer as a review; its id is made of what it says, so that it is the same each time.
fn review(config: &Config, answer: &Answer, device: Uuid, known: &HashSet<CardId>) -> Review {
    let learner = &config.learner.0;
    let card = answer
        .card
        .split_once('/')
        .map(|(deck, card)| CardId {
            deck: deck.to_owned(),
            card: card.to_owned(),
        })
        .filter(|card| known.contains(card))
        .unwrap_or_else(|| CardId {
            deck: ORPHANS.to_owned(),
            card: answer.card.clone(),
        });
    let right = answer.rating != Rating::Again;
    let others: Map<String, Value> = answer
        .others
        .iter()
        .map(|(name, value)| (name.clone(), Value::String(value.clone())))
        .collect();
    let mut tail = [0; 10];
    let named = [
        learner.as_bytes(),
        answer.card.as_bytes(),
        &[answer.rating as u8],
        &answer.took_ms.to_le_bytes(),
    ];
    let mut hasher = blake3::Hasher::new();
    for part in named {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize_xof().fill(&mut tail);
    Review {
        id: event_id(answer.at, tail),
        card,
        learner: learner.clone(),
        device,
        at: answer.at,
        day: config.clock.calendar.day(answer.at),
        kind: IMPORTED.to_owned(),
        reply: Value::Object(others).to_string(),
        hinted: false,
        verdict: if right {
            Verdict::Correct
        } else {
            Verdict::Wrong
        },
        score: f64::from(u8::from(right)),
        reason: Reason::SelfRated.code().to_owned(),
        rating: answer.rating,
        took_ms: answer.took_ms,
        predicted: None,
        content: String::new(),
    }
}

fn tell(path: &Path, faults: &[(u64, String)]) {
    let path = path.display();
    for (line, message) in faults.iter().take(SHOWN) {
        talk::say(&format!("{path}:{line}: {message}"));
    }
    if let Some(more @ 1..) = faults.len().checked_sub(SHOWN) {
        talk::say(&format!(
            "{path}: and {} more of the kind",
            count(more, "row", "rows")
        ));
    }
}

fn summary(path: &Path, read: usize, added: usize, faulty: usize, orphans: usize) -> String {
    let mut text = format!(
        "{}: {} added",
        path.display(),
        count(added, "answer", "answers")
    );
    if read > added {
        text.push_str(&format!(", {} known already", read - added));
    }
    if faulty > 0 {
        text.push_str(&format!(", {} left out", count(faulty, "row", "rows")));
    }
    text.push('\n');
    if added > 0 && orphans > 0 {
        text.push_str(&format!(
            "{} of no deck, kept as `{ORPHANS}/…`; `retain evaluate` counts them\n",
            count(orphans, "card is", "cards are")
        ));
    }
    text
}
