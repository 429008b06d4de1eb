//! `retain stats`: scores over time.

use std::collections::{BTreeMap, HashMap};

use anyhow::Result;
use retain::markdown;
use retain::review::CardId;
use retain::review::replay::Counted;
use retain::stats::{Answer, Answered, Log, Ratio, Standing};
use serde_json::{Value, json};

use super::Ended;
use crate::shell::args::Stats;
use crate::shell::config::Config;
use crate::shell::decks::{self, Loaded};
use crate::shell::learner::{self, State};
use crate::shell::render::words::{count, minutes};
use crate::shell::talk;

/// How many days the chart shows.
const CHART_DAYS: i32 = 14;
/// How long its bars are at most.
const BAR: u64 = 30;
/// Shares of fewer cases than this are said to rest on little.
const LITTLE: u64 = 30;

/// Shows statistics.
pub fn run(config: &Config, arguments: &Stats) -> Result<Ended> {
    let found = decks::find(config, &arguments.decks)?;
    let today = config.clock.now().day;
    let store = learner::open_existing(config)?;
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
    let mut log = Log::default();
    if let Some(store) = &store {
        store.counted(|counted| {
            if chosen(&counted.review.card) {
                log.count(
                    answer(&counted),
                    tags.get(&counted.review.card).copied().unwrap_or_default(),
                );
            }
        })?;
    }
    let figures = Figures {
        log: &log,
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
        talk::answer(&figures.text())?;
    }
    for note in &found.notes {
        talk::say(note);
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

struct Figures<'a> {
    log: &'a Log,
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

    fn text(&self) -> String {
        let (all, log) = (self.standing(self.decks), self.log);
        let mut text = format!(
            "due today {}, within a week {}; {} of {} not seen yet\n",
            all.due_today,
            all.due_week,
            all.new,
            count(all.cards as usize, "card", "cards")
        );
        if log.all.answers == 0 {
            text.push_str("no answers yet: `retain study` starts\n");
            return text;
        }
        text.push_str(&format!(
            "{} in {}, {} right; streak {}\n",
            count(log.all.answers as usize, "answer", "answers"),
            minutes(log.all.took_ms),
            share(log.all.right),
            count(log.streak(self.today) as usize, "day", "days")
        ));
        text.push_str(&retention(&log.all));
        text.push_str(&format!("\nlast {CHART_DAYS} days: answers, minutes\n"));
        text.push_str(&self.chart());
        text.push_str("\ndeck: due, learning, known, new; true retention\n");
        for loaded in self.decks {
            let standing = self.standing(std::slice::from_ref(loaded));
            let answered = log.decks.get(&loaded.deck.id).cloned().unwrap_or_default();
            text.push_str(&format!(
                "{}\n  {} due, {} learning, {} known, {} new; {}\n",
                markdown::plain_line(&loaded.deck.title),
                standing.due_today,
                standing.learning,
                standing.known,
                standing.new,
                share(answered.retention)
            ));
        }
        text
    }

    fn chart(&self) -> String {
        let days = || self.today - CHART_DAYS + 1..=self.today;
        let of = |day: i32| self.log.days.get(&day).copied().unwrap_or_default();
        let most = days().map(|day| of(day).answers).max().unwrap_or(0).max(1);
        let line = |day: i32| {
            let found = of(day);
            let length = (found.answers * BAR).div_ceil(most);
            let bar = "#".repeat(length as usize);
            let date = retain::day::date(day).strftime("%a %-d %b").to_string();
            let minutes = found.took_ms.div_ceil(60_000);
            format!("{date:<11} {:>4} {minutes:>4}  {bar}", found.answers)
                .trim_end()
                .to_owned()
                + "\n"
        };
        days().map(line).collect()
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
        json!({"totals": totals, "days": days, "decks": decks, "tags": tags})
    }
}

fn answered_json(answered: &Answered) -> Value {
    let ratio = |ratio: Ratio| json!({"hits": ratio.hits, "of": ratio.of, "share": ratio.share()});
    let of = answered.retention.of;
    json!({
        "answers": answered.answers, "right": ratio(answered.right),
        "retention": ratio(answered.retention),
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

/// A share with its count: `91 % of 44`.
fn share(ratio: Ratio) -> String {
    match ratio.share() {
        None => "nothing to go by yet".to_owned(),
        Some(share) => {
            let little = if ratio.of < LITTLE { " (few)" } else { "" };
            format!("{:.0} % of {}{little}", share * 100.0, ratio.of)
        }
    }
}

fn retention(all: &Answered) -> String {
    let mut text = format!("true retention {}", share(all.retention));
    if all.retention.of > 0 {
        let predicted = all.predicted / all.retention.of as f64 * 100.0;
        text.push_str(&format!("; predicted {predicted:.0} %"));
    }
    text + "\n"
}
