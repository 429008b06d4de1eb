//! One learner's figures: from the decks and the store to [`Stats`].

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use anyhow::{Result, bail};
use retain::attempt::record::{Kept, own};
use retain::deck::Deck;
use retain::deck::others::Owners;
use retain::leech::Confusions;
use retain::markdown;
use retain::nearest::nearest;
use retain::review::CardId;
use retain::review::replay::Counted;
use retain::schedule::Scheduler;
use retain::stats::answered::Answered;
use retain::stats::hardest::Hard;
use retain::stats::roster::Roster;
use retain::stats::scores::Score;
use retain::stats::standing::Standing;
use retain::stats::workload::{self, Fresh, Load, Rhythm};
use retain::stats::{Answer, Log, Rest, Stats};

use super::args::Choice;
use super::config::Config;
use super::decks::{Brief, Listed, Lister};
use super::learner::{self, State};
use super::render::words;
use super::store::Store;
use super::{identity, plans};

/// What was answered instead is told of so many answers.
const TOLD: usize = 3;

/// The figures of today, with what is to be told of decks that were left out.
pub fn gather(config: &Config, wanted: &Choice) -> Result<(Stats, Vec<String>)> {
    let named = [&wanted.decks[..], &wanted.more[..]].concat();
    let found = Lister::remembering(config).find(&named)?;
    let store = identity::open_existing_listed(config, &found)?;
    refuse_unknown(&wanted.tags, &found.decks)?;
    let of = Of {
        decks: &found.decks,
        only_these: !named.is_empty(),
        tags: &wanted.tags,
        since: wanted.since.map(retain::day::number),
    };
    let stats = count(config, &of, store.as_ref())?;
    Ok((stats, found.notes))
}

/// What is counted.
struct Of<'a> {
    decks: &'a [Listed],
    only_these: bool,
    tags: &'a [String],
    since: Option<i32>,
}

fn refuse_unknown(tags: &[String], decks: &[Listed]) -> Result<()> {
    let known = || decks.iter().flat_map(|listed| &listed.brief.tags);
    for tag in tags {
        if known().any(|known| known == tag) {
            continue;
        }
        match nearest(tag, known().map(String::as_str)) {
            Some(near) => bail!("no card has the tag `{tag}`; did you mean `{near}`?"),
            None => bail!(
                "no card has the tag `{tag}`; `retain stats --csv=tags` lists those there are"
            ),
        }
    }
    Ok(())
}

/// The cards that figures are about.
fn roster(of: &Of<'_>) -> Roster {
    let mut roster = Roster::new(of.only_these || !of.tags.is_empty());
    roster.expect(of.decks.iter().map(|listed| listed.brief.len()).sum());
    for listed in of.decks {
        let brief = &listed.brief;
        roster.take_deck(&brief.id);
        for place in 0..brief.len() {
            let chosen = brief.has_tag(place, of.tags);
            roster.take_card(id_of(brief, place), brief.tags_of(place), chosen);
        }
    }
    roster
}

fn id_of(brief: &Brief, place: usize) -> CardId {
    CardId {
        deck: brief.id.clone(),
        card: brief.name(place).to_owned(),
    }
}

fn count(config: &Config, of: &Of<'_>, store: Option<&Store>) -> Result<Stats> {
    let decks = of.decks;
    let today = config.clock.now().day;
    let state = State::read(store, today)?;
    let scheduler = learner::scheduler(config, store)?;
    let mut log = Log::new(roster(of), of.since);
    let mut practice: Option<Log> = None;
    if let Some(store) = store {
        store.practised(|counted| {
            let practice = practice.get_or_insert_with(|| Log::new(roster(of), of.since));
            take(practice, &counted);
        })?;
        store.count_into(&mut log)?;
    }
    let mut standings = Vec::new();
    let (mut known, mut new) = (Vec::new(), 0);
    for listed in decks {
        let brief = &listed.brief;
        for place in 0..brief.len() {
            let (id, card) = (id_of(brief, place), brief.card(place));
            if card.suspended || card.draft || state.suspended.contains(&id) {
                continue;
            }
            let memory = state.memories.get(&id);
            let number = log.roster.number(&id);
            let recall = memory.map_or(0.0, |memory| scheduler.retrievability(memory, today));
            standings.push((number, Standing::of(memory, recall, today)));
            if log.roster.is_chosen(number) {
                match memory {
                    Some(memory) => known.push(memory),
                    None => new += 1,
                }
            }
        }
    }
    let rest = Rest {
        tests: tests(config, of, store)?,
        practice: practice.map_or_else(Answered::default, |practice| {
            practice.finish(today, [], Rest::default()).all.answered
        }),
        forecast: coming(config, &scheduler, &state, known, new, today),
    };
    let mut stats = log.finish(today, standings, rest);
    let titles: HashMap<&str, &str> = decks
        .iter()
        .map(|listed| (listed.brief.id.as_str(), listed.brief.title.as_str()))
        .collect();
    for topic in &mut stats.decks {
        if let Some(title) = titles.get(topic.name.as_str()) {
            topic.title = markdown::plain_line(title);
        }
    }
    if let Some(store) = store {
        instead(&mut stats.hardest, decks, store, of.since)?;
    }
    Ok(stats)
}

fn take(log: &mut Log, counted: &Counted) {
    let review = &counted.review;
    let card = log.roster.number(&review.card);
    log.count(Answer {
        card,
        day: review.day,
        verdict: counted.verdict,
        rating: counted.rating,
        took_ms: review.took_ms,
        predicted: review.predicted,
    });
}

/// The learner's tests that are over: with decks, those that asked nothing besides; with tags, those that were
/// set on one of them.
fn tests(config: &Config, of: &Of<'_>, store: Option<&Store>) -> Result<Vec<Score>> {
    let attempts = match store {
        Some(store) => own(store.attempts()?),
        None => Vec::new(),
    };
    let ids: HashSet<&str> = of.decks.iter().map(|one| one.brief.id.as_str()).collect();
    let chosen = |kept: &&Kept| {
        let decks = &kept.terms.decks;
        let tags = &kept.terms.tags;
        (!of.only_these || decks.iter().all(|deck| ids.contains(deck.id.as_str())))
            && (of.tags.is_empty() || tags.iter().any(|tag| of.tags.contains(tag)))
    };
    let day = |at| config.clock.calendar.day(at);
    let mut scores: Vec<Score> = attempts
        .iter()
        .filter(chosen)
        .filter_map(|kept| Score::of(kept, day))
        .filter(|score| of.since.is_none_or(|since| score.day >= since))
        .collect();
    scores.sort_by_key(|score| score.day);
    Ok(scores)
}

/// What is expected of the coming days, by due days and backlog; exam plans are not looked at.
fn coming(
    config: &Config,
    scheduler: &Scheduler,
    state: &State,
    known: Vec<&retain::schedule::Memory>,
    cards: usize,
    today: i32,
) -> [Load; workload::DAYS] {
    let (learner, _) = plans::paced(scheduler, state);
    let per_day = config.new_per_day();
    let fresh = Fresh {
        cards,
        per_day,
        today: per_day.saturating_sub(state.today.new as usize),
    };
    let answered = known.iter().filter(|memory| memory.last_day >= today);
    let rhythm = Rhythm {
        days: state.days.clone(),
        done: answered.count().saturating_sub(state.today.new as usize),
        within: config.backlog_days(),
    };
    workload::ahead(scheduler, &learner, known, fresh, rhythm, today)
}

/// What the hardest cards ask, and what was answered instead.
fn instead(
    hardest: &mut [Hard],
    decks: &[Listed],
    store: &Store,
    since: Option<i32>,
) -> Result<()> {
    let mut read: HashMap<String, Option<Arc<Deck>>> = HashMap::new();
    let mut owners: HashMap<String, Owners> = HashMap::new();
    for hard in hardest {
        let id = &hard.card.deck;
        let deck = read.entry(id.clone()).or_insert_with(|| {
            let listed = decks.iter().find(|listed| listed.brief.id == *id)?;
            listed.deck()
        });
        let Some(deck) = deck else { continue };
        let Some(card) = deck.cards.iter().find(|card| card.id == hard.card) else {
            continue;
        };
        hard.question = markdown::plain_line(&card.question.ask().prompt);
        let owners = owners.entry(id.clone()).or_insert_with(|| Owners::of(deck));
        let mut confusions = Confusions::default();
        store.counted_of(&hard.card, |counted| {
            if since.is_none_or(|since| counted.review.day >= since) {
                confusions.take(&counted, card, owners);
            }
        })?;
        let told = confusions.of(&hard.card).into_iter().take(TOLD);
        hard.instead = told
            .map(|(what, times)| (words::instead(what), times))
            .collect();
    }
    Ok(())
}
