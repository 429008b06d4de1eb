//! `retain stats`: scores over time.

mod text;

use std::collections::{BTreeMap, HashMap};

use anyhow::Result;
use retain::review::CardId;
use retain::review::replay::Counted;
use retain::stats::workload::{self, Fresh, Load};
use retain::stats::{Answer, Answered, Log, Ratio, Standing};
use serde_json::{Value, json};

use super::Ended;
use crate::shell::args::Stats;
use crate::shell::config::Config;
use crate::shell::decks::{self, Loaded};
use crate::shell::learner::{self, State};
use crate::shell::store::Store;
use crate::shell::{face, identity, plans, talk};

/// Shows statistics.
pub fn run(config: &Config, arguments: &Stats) -> Result<Ended> {
    let found = decks::find(config, &arguments.decks)?;
    let today = config.clock.now().day;
    let store = identity::open_existing(config, &found.decks)?;
    let state = State::read(store.as_ref(), today)?;
    let tags: HashMap<&CardId, &[String]> = found
        .decks
        .iter()
        .flat_map(|loaded| {
            loaded
                .deck
                .cards
                .iter()
                .map(|card| (&card.id, card.tags.as_slice()))
        })
        .collect();
    let chosen = |card: &CardId| arguments.decks.is_empty() || tags.contains_key(card);
    let (mut log, mut practice) = (Log::default(), Log::default());
    if let Some(store) = &store {
        store.practised(|counted| {
            if chosen(&counted.review.card) {
                practice.count(answer(&counted), &[]);
            }
        })?;
        store.counted(|counted| {
            if chosen(&counted.review.card) {
                log.count(
                    answer(&counted),
                    tags.get(&counted.review.card).copied().unwrap_or_default(),
                );
            }
        })?;
    }
    let loads = coming(config, &found.decks, &state, store.as_ref(), today)?;
    let figures = Figures {
        loads: &loads,
        log: &log,
        practice: &practice,
        decks: &found.decks,
        state: &state,
        today,
    };
    if arguments.json {
        talk::answer(&format!(
            "{}\n",
            serde_json::to_string_pretty(&figures.json())?
        ))?;
    } else {
        talk::answer(&figures.text(face::columns()))?;
    }
    for note in &found.notes {
        talk::note(note);
    }
    Ok(Ended::Done)
}

fn answer(counted: &Counted) -> Answer<'_> {
    let review = &counted.review;
    Answer {
        card: &review.card,
        day: review.day,
        verdict: counted.verdict,
        rating: counted.rating,
        took_ms: review.took_ms,
        predicted: review.predicted,
    }
}

/// What is expected of the coming days, by due days; exam plans are not looked at.
fn coming(
    config: &Config,
    decks: &[Loaded],
    state: &State,
    store: Option<&Store>,
    today: i32,
) -> Result<[Load; workload::DAYS]> {
    let scheduler = learner::scheduler(config, store)?;
    let (learner, _) = plans::paced(&scheduler, state);
    let (mut known, mut cards) = (Vec::new(), 0);
    for loaded in decks {
        for (_, card) in learner::askable(&loaded.deck, state) {
            match state.memories.get(&card.id) {
                Some(memory) => known.push(memory),
                None => cards += 1,
            }
        }
    }
    let per_day = config.new_per_day();
    let fresh = Fresh {
        cards,
        per_day,
        today: per_day.saturating_sub(state.today.new as usize),
    };
    Ok(workload::ahead(&scheduler, &learner, known, fresh, today))
}

struct Figures<'a> {
    loads: &'a [Load; workload::DAYS],
    log: &'a Log,
    practice: &'a Log,
    decks: &'a [Loaded],
    state: &'a State,
    today: i32,
}

impl Figures<'_> {
    fn standing(&self, decks: &[Loaded]) -> Standing {
        let mut standing = Standing::default();
        for loaded in decks {
            for (_, card) in learner::askable(&loaded.deck, self.state) {
                standing.count(self.state.memories.get(&card.id), self.today);
            }
        }
        standing
    }

    fn forecast_json(&self) -> Vec<Value> {
        let round = |value: f64| (value * 10.0).round() / 10.0;
        let days = (self.today..).zip(self.loads);
        days.map(|(day, load)| {
            json!({"date": retain::day::date(day).to_string(), "reviews": round(load.reviews),
                   "new": round(load.new), "minutes": round(load.seconds / 60.0)})
        })
        .collect()
    }

    fn json(&self) -> Value {
        let log = self.log;
        let days: Vec<Value> = log
            .days
            .iter()
            .map(|(day, found)| {
                json!({"date": retain::day::date(*day).to_string(), "answers": found.answers,
                       "right": found.right, "took_ms": found.took_ms})
            })
            .collect();
        let decks: BTreeMap<&str, Value> = self
            .decks
            .iter()
            .map(|loaded| {
                let answered = log.decks.get(&loaded.deck.id).cloned().unwrap_or_default();
                let mut object = answered_json(&answered);
                object["cards"] = standing_json(&self.standing(std::slice::from_ref(loaded)));
                (loaded.deck.id.as_str(), object)
            })
            .collect();
        let tags: BTreeMap<&str, Value> = log
            .tags
            .iter()
            .map(|(tag, answered)| (tag.as_str(), answered_json(answered)))
            .collect();
        let mut totals = answered_json(&log.all);
        totals["cards"] = standing_json(&self.standing(self.decks));
        totals["streak_days"] = json!(log.streak(self.today));
        let practice = &self.practice.all;
        let practice = json!({
            "answers": practice.answers, "right": ratio_json(practice.right),
            "took_ms": practice.took_ms,
        });
        json!({"totals": totals, "days": days, "decks": decks, "tags": tags, "practice": practice,
               "forecast": self.forecast_json()})
    }
}

fn ratio_json(ratio: Ratio) -> Value {
    json!({"hits": ratio.hits, "of": ratio.of, "share": ratio.share()})
}

fn answered_json(answered: &Answered) -> Value {
    let of = answered.retention.of;
    json!({
        "answers": answered.answers, "right": ratio_json(answered.right),
        "retention": ratio_json(answered.retention),
        "predicted": {"sum": answered.predicted, "of": of, "share": (of > 0).then(|| answered.predicted / of as f64)},
        "took_ms": answered.took_ms,
    })
}

fn standing_json(standing: &Standing) -> Value {
    json!({
        "all": standing.cards, "new": standing.new, "learning": standing.learning,
        "known": standing.known, "due_today": standing.due_today, "due_week": standing.due_week,
    })
}
