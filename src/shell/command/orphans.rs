//! `retain orphans`: histories whose card is gone; to give them to a card, or to let them rest.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, bail};
use retain::identity::binding::{Binding, Turn};
use retain::identity::candidates::Candidates;
use retain::identity::{Face, History, Known, Version};
use retain::nearest::meant;
use retain::review::CardId;
use retain::settings::AnswerChange;
use serde_json::{Value, json};

use super::Ended;
use crate::shell::args::Orphans;
use crate::shell::config::Config;
use crate::shell::decks::{self, Loaded, Origin};
use crate::shell::identity::{self, Elsewhere, Pen, Way, short};
use crate::shell::render::text;
use crate::shell::render::words::{count, on_date};
use crate::shell::store::{Act, Answered, Store};
use crate::shell::{face, learner, talk};

/// How many cards are suggested.
const SUGGESTED: usize = 3;

/// How many orphans are shown unless all are wanted.
const SHOWN: usize = 30;

/// Lists orphans, or decides about one.
pub fn run(config: &Config, arguments: &Orphans) -> Result<Ended> {
    let Some(mut store) = learner::open_existing(config)? else {
        if arguments.json {
            talk::answer("[]\n")?;
            return Ok(Ended::Done);
        }
        let folder = config.data_dir.0.display();
        talk::answer(&format!("there is no store in `{folder}` yet\n"))?;
        return Ok(Ended::Done);
    };
    let decks = all_decks(config, &store, &arguments.decks)?;
    store.back_up(config.clock.now().day);
    identity::settle(config, &mut store, &decks, AnswerChange::Ask, Way::Wait)?;
    if let [old, new] = &arguments.adopt[..] {
        return adopt(config, &mut store, &decks, old, new);
    }
    if let Some(old) = &arguments.archive {
        return archive(config, &mut store, &decks, old);
    }
    if let Some(card) = &arguments.undo {
        return undo(config, &mut store, card);
    }
    list(config, &store, &decks, arguments)
}

/// The decks that were named, the known ones, and those elsewhere that have been met.
fn all_decks(config: &Config, store: &Store, named: &[String]) -> Result<Vec<Loaded>> {
    let mut decks = match named {
        [] => Vec::new(),
        _ => {
            let found = decks::find(config, named)?;
            found.notes.iter().for_each(|note| talk::note(note));
            found.decks
        }
    };
    for loaded in decks::known(config)?.decks {
        if decks.iter().all(|named| named.deck.id != loaded.deck.id) {
            decks.push(loaded);
        }
    }
    for met in store.met()? {
        let path = PathBuf::from(&met.place);
        if decks.iter().any(|loaded| loaded.deck.id == met.deck)
            || !crate::shell::files::exists(&path)
        {
            continue;
        }
        let Ok(reading) = decks::read_file(&path) else {
            continue;
        };
        let left_out = reading.left_out;
        if let Some(deck) = reading.deck
            && decks.iter().all(|loaded| loaded.deck.id != deck.id)
        {
            decks.push(Loaded {
                origin: Origin::File(path),
                deck: Arc::new(deck),
                left_out,
            });
        }
    }
    Ok(decks)
}

/// A history without a card.
struct Orphan<'k> {
    history: &'k History,
    face: Option<&'k Face>,
    answered: Answered,
    archived: bool,
}

impl Orphan<'_> {
    fn name(&self) -> String {
        self.history.card.to_string()
    }
}

fn orphans<'k>(
    config: &Config,
    store: &Store,
    decks: &[Loaded],
    known: &'k Known,
) -> Result<Vec<Orphan<'k>>> {
    let cards = decks.iter().flat_map(|loaded| &loaded.deck.cards);
    let in_sight: HashSet<&CardId> = cards.map(|card| &card.id).collect();
    let met = store.met()?;
    let mut elsewhere = Elsewhere::new(config, decks, &met);
    let answered = store.answered()?;
    let mut found = Vec::new();
    for history in &known.histories {
        if !history.parted && (in_sight.contains(&history.card) || elsewhere.has(&history.card)) {
            continue;
        }
        let counted = history.versions.iter().filter_map(|v| answered.get(v));
        let answered = counted.fold(Answered::default(), |sum, one| Answered {
            answers: sum.answers + one.answers,
            last_day: sum.last_day.max(one.last_day),
        });
        if answered.answers == 0 {
            continue;
        }
        let archived = |version| known.bindings.archived.contains(version);
        found.push(Orphan {
            history,
            face: face_of(known, history),
            answered,
            archived: history.versions.iter().all(archived),
        });
    }
    Ok(found)
}

fn face_of<'k>(known: &'k Known, history: &History) -> Option<&'k Face> {
    let faces = history.versions.iter().rev();
    faces
        .filter_map(|version| known.faces.get(&version.content))
        .next()
}

fn list(config: &Config, store: &Store, decks: &[Loaded], arguments: &Orphans) -> Result<Ended> {
    let (known, _) = store.known()?;
    let mut found = orphans(config, store, decks, &known)?;
    let hidden = found.len();
    found.retain(|orphan| arguments.all || !orphan.archived);
    let hidden = hidden - found.len();
    let taken: HashSet<&CardId> = known
        .histories
        .iter()
        .filter(|history| !history.parted)
        .map(|history| &history.card)
        .collect();
    let mut faces: Vec<Face> = Vec::new();
    let mut cards: Vec<&CardId> = Vec::new();
    if !found.is_empty() {
        for card in decks.iter().flat_map(|loaded| &loaded.deck.cards) {
            let parted = found.iter().any(|orphan| orphan.history.card == card.id);
            if parted || !taken.contains(&card.id) {
                cards.push(&card.id);
                faces.push(Face::of(card));
            }
        }
    }
    let candidates = Candidates::new(&faces);
    let suggestions = |orphan: &Orphan<'_>| -> Vec<(usize, f64)> {
        let face = orphan.face;
        face.map_or_else(Vec::new, |face| candidates.nearest(face, SUGGESTED))
    };
    if arguments.json {
        let objects: Vec<Value> = found
            .iter()
            .map(|orphan| {
                let candidates = suggestions(orphan);
                let candidates: Vec<Value> = candidates
                    .iter()
                    .map(|(n, similarity)| {
                        json!({"card": cards[*n].to_string(), "question": faces[*n].question,
                               "answer": faces[*n].answer, "similarity": hundredths(*similarity)})
                    })
                    .collect();
                json!({
                    "card": orphan.name(),
                    "question": orphan.face.map(|face| &face.question),
                    "answer": orphan.face.map(|face| &face.answer),
                    "answers": orphan.answered.answers,
                    "last": retain::day::date(orphan.answered.last_day).to_string(),
                    "archived": orphan.archived,
                    "candidates": candidates,
                })
            })
            .collect();
        talk::answer(&format!("{}\n", serde_json::to_string(&objects)?))?;
        return Ok(Ended::Done);
    }
    let (columns, today) = (face::columns_to_wrap(), config.clock.now().day);
    let mut said = String::new();
    let shown = if arguments.all { found.len() } else { SHOWN };
    for orphan in found.iter().take(shown) {
        let answers = count(orphan.answered.answers as usize, "answer", "answers");
        let last = on_date(orphan.answered.last_day, today);
        let archived = if orphan.archived { ", archived" } else { "" };
        let head = format!("{}  {answers}, last {last}{archived}", orphan.name());
        said.push_str(&text::row("", &head, columns));
        if let Some(face) = orphan.face {
            said.push_str(&text::row("  ", &in_words(face), columns));
        }
        for (n, similarity) in suggestions(orphan) {
            let maybe = format!(
                "maybe {} ({similarity:.2}): {}",
                cards[n],
                in_words(&faces[n])
            );
            said.push_str(&text::row("  ", &maybe, columns));
        }
    }
    if found.len() > shown {
        said.push_str(&format!("… and {} more: --all\n", found.len() - shown));
    }
    if found.is_empty() {
        let every = if hidden > 0 { "every other" } else { "every" };
        said.push_str(&format!("{every} history has its card\n"));
    } else {
        said.push_str(&text::row(
            "",
            "`retain orphans --adopt OLD NEW` gives a history to a card, `--archive OLD` lets it rest; \
             `retain orphans FILE` looks for the cards in a deck that is not known",
            columns,
        ));
    }
    if hidden > 0 {
        let many = count(hidden, "archived history", "archived histories");
        said.push_str(&format!("{many} not shown: --all\n"));
    }
    talk::answer(&said)?;
    Ok(Ended::Done)
}

fn hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

fn in_words(face: &Face) -> String {
    format!("{} → {}", short(&face.question), short(&face.answer))
}

/// The orphan of that name.
fn named<'o, 'k>(
    orphans: &'o [Orphan<'k>],
    decks: &[Loaded],
    name: &str,
) -> Result<&'o Orphan<'k>> {
    if let Some(orphan) = orphans.iter().find(|orphan| orphan.name() == name) {
        return Ok(orphan);
    }
    let in_sight = decks.iter().find(|loaded| {
        let cards = &mut loaded.deck.cards.iter();
        cards.any(|card| card.id.to_string() == name)
    });
    if let Some(loaded) = in_sight {
        bail!(
            "`{name}` is no orphan: its card is in `{}`",
            loaded.origin.shown()
        );
    }
    let names: Vec<String> = orphans.iter().map(Orphan::name).collect();
    let otherwise = || "; `retain orphans --all` lists them".to_owned();
    let names = names.iter().map(String::as_str);
    bail!(
        "there is no orphan `{name}`{}",
        meant(name, names, otherwise)
    )
}

fn adopt(
    config: &Config,
    store: &mut Store,
    decks: &[Loaded],
    old: &str,
    new: &str,
) -> Result<Ended> {
    let (known, _) = store.known()?;
    let orphans = orphans(config, store, decks, &known)?;
    let orphan = named(&orphans, decks, old)?;
    let mut cards = decks.iter().flat_map(|loaded| &loaded.deck.cards);
    let card = match cards.find(|card| card.id.to_string() == new) {
        Some(card) => card.clone(),
        None => decks::find_card(config, new)?.1,
    };
    let own = store.memory(&card.id)?.map_or(0, |memory| memory.reviews);
    let mut pen = Pen::new(config, store)?;
    let versions = orphan.history.versions.iter().cloned();
    let words = versions
        .chain([Version::of(&card)])
        .map(|version| pen.word(&version, Turn::Bind(card.id.clone()), "adopted"))
        .collect();
    let suspensions = pen.carried(store, orphan.history, &card.id)?;
    let suspended = !suspensions.is_empty();
    let act = Act {
        words,
        suspensions,
        faces: vec![(card.content.clone(), Face::of(&card))],
        ..Act::default()
    };
    identity::decide(store, &pen, act)?;
    let answers = count(orphan.answered.answers as usize, "answer", "answers");
    let own = match own {
        0 => String::new(),
        own => format!(", beside {own} of its own"),
    };
    talk::answer(&format!(
        "`{}` has the history of `{old}` now ({answers}{own}); `retain orphans --undo {}` takes it back\n",
        card.id, card.id
    ))?;
    if suspended {
        talk::answer(&format!(
            "it is suspended, as that was; `retain suspend --undo {}` brings it back\n",
            card.id
        ))?;
    }
    Ok(Ended::Done)
}

fn archive(config: &Config, store: &mut Store, decks: &[Loaded], old: &str) -> Result<Ended> {
    let (known, _) = store.known()?;
    let orphans = orphans(config, store, decks, &known)?;
    let orphan = named(&orphans, decks, old)?;
    let mut pen = Pen::new(config, store)?;
    let versions = orphan.history.versions.iter();
    let words = versions
        .map(|version| pen.word(version, Turn::Archive, "archived"))
        .collect();
    let act = Act {
        words,
        ..Act::default()
    };
    identity::decide(store, &pen, act)?;
    talk::answer(&format!(
        "`{old}` is not mentioned any more, and kept; `retain orphans --undo {old}` takes it back\n"
    ))?;
    Ok(Ended::Done)
}

fn undo(config: &Config, store: &mut Store, card: &str) -> Result<Ended> {
    let words = store.words()?;
    let undone: HashSet<_> = words
        .iter()
        .filter_map(|word| match word.turn {
            Turn::Undo(act) => Some(act),
            _ => None,
        })
        .collect();
    let open = words.iter().filter(|word| {
        let decided = !matches!(word.turn, Turn::Undo(_)) && word.why != identity::MET;
        decided && !undone.contains(&word.act)
    });
    let mut last: HashMap<String, _> = HashMap::new();
    for word in open {
        for concerned in [Some(&word.version.card), word.turn.card()] {
            last.extend(concerned.map(|card| (card.to_string(), word)));
        }
    }
    let Some(word) = last.get(card) else {
        let otherwise = || ", so there is nothing to take back".to_owned();
        let names = last.keys().map(String::as_str);
        bail!(
            "nothing was decided about `{card}`{}",
            meant(card, names, otherwise)
        );
    };
    let act = word.act;
    let elsewhere = |word: &&Binding| word.turn.card() != Some(&word.version.card);
    let telling = words.iter().filter(|word| word.act == act).find(elsewhere);
    let word = telling.unwrap_or(word);
    let mut pen = Pen::new(config, store)?;
    let back = pen.word(&word.version, Turn::Undo(word.act), "undone");
    let what = match &word.turn {
        Turn::Archive => format!("`{}` is mentioned again", word.version.card),
        Turn::Bind(to) if *to != word.version.card => {
            format!(
                "`{to}` no longer has the history of `{}`",
                word.version.card
            )
        }
        _ => format!(
            "what was decided about `{}` is taken back",
            word.version.card
        ),
    };
    let act = Act {
        words: vec![back],
        ..Act::default()
    };
    identity::decide(store, &pen, act)?;
    talk::answer(&format!("{what}\n"))?;
    Ok(Ended::Done)
}
