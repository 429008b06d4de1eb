//! Where decks meet the store: histories find their cards again after edits, before anything
//! else looks at them. What is certain is put down; what is not is asked in a terminal, and
//! left alone and told anywhere else.

mod asking;
mod elsewhere;
mod near;
mod pen;

use std::collections::{HashMap, HashSet};

use anyhow::{Result, bail};
use retain::deck::{Card, Deck};
use retain::identity::binding::{Binding, Turn};
use retain::identity::find::{self, Before, Doubt, Match, Rule, mark};
use retain::identity::{Face, Known, Version};
use retain::review::CardId;
use retain::settings::AnswerChange;

use super::config::Config;
use super::decks::{self, Found, Listed, Loaded};
use super::learner;
use super::render::palette::When;
use super::render::words::count;
use super::store::{Act, Met, Store};

pub use elsewhere::Elsewhere;
pub use pen::Pen;

/// Why a word is said of a version that is seen for the first time.
pub const MET: &str = "met";
/// The digest of a deck that has been met while something about it was left open.
const NOT_SETTLED: &str = "";
/// How often another process may get in between before we give up.
const TRIES: usize = 5;
/// How many questions are asked before a sitting; the others wait for the next one.
const QUESTIONS: usize = 10;

/// What is done about what is not certain.
#[derive(Debug, Clone, Copy)]
pub enum Way {
    /// It is asked in the terminal.
    Ask(When),
    /// It is told.
    Tell,
    /// Neither: another command will.
    Wait,
}

/// The store, if there is one, with histories that have found their cards in these decks as far
/// as that is certain.
pub fn open_existing(config: &Config, decks: &[Loaded]) -> Result<Option<Store>> {
    let mut store = learner::open_existing(config)?;
    if let Some(store) = &mut store {
        settle(config, store, decks, AnswerChange::Ask, Way::Wait)?;
    }
    Ok(store)
}

/// The same for decks in brief, which are read only where one of them has changed.
pub fn open_existing_listed(config: &Config, found: &Found<Listed>) -> Result<Option<Store>> {
    let mut store = learner::open_existing(config)?;
    if let Some(store) = &mut store {
        settle_listed(config, store, found, AnswerChange::Ask, Way::Wait)?;
    }
    Ok(store)
}

/// Whether all of these decks were met as they are.
fn is_settled(store: &Store, decks: &[Listed]) -> Result<bool> {
    if !store.is_writable() {
        return Ok(true);
    }
    let met = store.met()?;
    let met = by_place(&met);
    let is_known = |listed: &Listed| {
        met.get(listed.place.as_str())
            .is_some_and(|met| met.is(listed))
    };
    Ok(decks.iter().all(is_known))
}

fn by_place(met: &[Met]) -> HashMap<&str, &Met> {
    met.iter().map(|met| (met.place.as_str(), met)).collect()
}

/// Lets histories find their cards in decks in brief, of which only those are read that have to
/// be; gives what is to be told.
pub fn settle_listed(
    config: &Config,
    store: &mut Store,
    found: &Found<Listed>,
    on_answer_change: AnswerChange,
    way: Way,
) -> Result<Vec<String>> {
    if is_settled(store, &found.decks)? {
        return Ok(Vec::new());
    }
    let met = store.met_cards()?;
    if let Some(near) = near::near(store, found, &met)? {
        let now = found.decks.iter().map(|listed| Met {
            place: listed.place.clone(),
            deck: listed.brief.id.clone(),
            digest: listed.brief.digest.clone(),
            cards: Vec::new(),
        });
        let settling = Settling {
            near: Some((near.known, near.said)),
            ..Settling::new(config, store, &near.decks, on_answer_change)?
        };
        if let Some(notes) = settling.settle(store, &met, now.collect(), way)? {
            return Ok(notes);
        }
    }
    let decks = found.clone().loaded().decks;
    settle(config, store, &decks, on_answer_change, way)
}

/// Lets histories find their cards in these decks; gives what is to be told.
pub fn settle(
    config: &Config,
    store: &mut Store,
    decks: &[Loaded],
    on_answer_change: AnswerChange,
    way: Way,
) -> Result<Vec<String>> {
    if !store.is_writable() {
        return Ok(Vec::new());
    }
    let met = store.met()?;
    let now: Vec<Met> = decks.iter().map(as_met).collect();
    let places = by_place(&met);
    if now.iter().all(|deck| is_known(deck, &places)) {
        return Ok(Vec::new());
    }
    let settling = Settling::new(config, store, decks, on_answer_change)?;
    Ok(settling.settle(store, &met, now, way)?.unwrap_or_default())
}

/// Whether a deck was met as it is.
fn is_known(deck: &Met, met: &HashMap<&str, &Met>) -> bool {
    let met = met.get(deck.place.as_str());
    met.is_some_and(|met| met.deck == deck.deck && met.digest == deck.digest)
}

fn as_met(loaded: &Loaded) -> Met {
    Met {
        place: loaded.origin.place(),
        deck: loaded.deck.id.clone(),
        digest: decks::digest(&loaded.deck),
        cards: Vec::new(),
    }
}

fn marks(decks: &[Loaded], deck: &str) -> Vec<u64> {
    let loaded = decks.iter().find(|loaded| loaded.deck.id == deck);
    let cards = loaded.map_or(&[][..], |loaded| &loaded.deck.cards);
    cards.iter().map(|card| mark(&card.id)).collect()
}

/// What only a person can decide.
struct Undecided {
    known: Known,
    doubts: Vec<Doubt>,
    /// Cards whose answer has changed.
    changed: Vec<Match>,
}

struct Settling<'a> {
    config: &'a Config,
    decks: &'a [Loaded],
    /// Where only the decks' own histories are looked at: those.
    near: Option<(Known, u64)>,
    on_answer_change: AnswerChange,
    pen: Pen,
    /// Decks of which something is left to be decided.
    open: HashSet<String>,
    notes: Vec<String>,
}

impl<'a> Settling<'a> {
    fn new(
        config: &'a Config,
        store: &Store,
        decks: &'a [Loaded],
        on_answer_change: AnswerChange,
    ) -> Result<Self> {
        Ok(Self {
            config,
            decks,
            near: None,
            on_answer_change,
            pen: Pen::new(config, store)?,
            open: HashSet::new(),
            notes: Vec::new(),
        })
    }

    /// Puts down what is certain, does with the rest what is wanted, and gives what is to be told;
    /// none where near histories were looked at and that does not do. `now` are all decks in sight.
    fn settle(
        mut self,
        store: &mut Store,
        met: &[Met],
        now: Vec<Met>,
        way: Way,
    ) -> Result<Option<Vec<String>>> {
        let Some(undecided) = self.certain(store, &now)? else {
            return Ok(None);
        };
        match way {
            Way::Ask(color) => self.ask(store, undecided, color)?,
            Way::Tell => self.tell(&undecided),
            Way::Wait => self.leave_open(&undecided),
        }
        let faulty = self.decks.iter().filter(|loaded| loaded.left_out > 0);
        let mut open = self.open;
        open.extend(faulty.map(|loaded| loaded.deck.id.clone()));
        let here = by_place(&now);
        let gone: Vec<String> = met
            .iter()
            .filter(|met| !open.contains(&met.deck) && open.is_empty())
            .filter(|met| !here.contains_key(met.place.as_str()))
            .filter(|met| !elsewhere::is_there(&met.place))
            .map(|met| met.place.clone())
            .collect();
        let met = by_place(met);
        let fresh: Vec<Met> = now
            .into_iter()
            .filter(|deck| !is_known(deck, &met))
            .filter_map(|deck| {
                if !open.contains(&deck.deck) {
                    let cards = marks(self.decks, &deck.deck);
                    return Some(Met { cards, ..deck });
                }
                // That it is there is known, and nothing about its cards yet.
                let new_place = !met.contains_key(deck.place.as_str());
                new_place.then(|| Met {
                    digest: NOT_SETTLED.to_owned(),
                    ..deck
                })
            })
            .collect();
        if !fresh.is_empty() || !gone.is_empty() {
            store.meet(&fresh, &gone)?;
        }
        Ok(Some(self.notes))
    }

    /// Puts down what is certain, and gives the rest.
    fn certain(&mut self, store: &mut Store, now: &[Met]) -> Result<Option<Undecided>> {
        let mut near = self.near.take();
        let is_near = near.is_some();
        for _ in 0..TRIES {
            let (known, said) = match near.take() {
                Some(near) => near,
                None if is_near => return Ok(None),
                None => store.known()?,
            };
            if known.histories.is_empty() {
                return Ok(Some(Undecided {
                    known,
                    doubts: Vec::new(),
                    changed: Vec::new(),
                }));
            }
            let met = store.met_cards()?;
            let before = before(&met, now);
            let decks: Vec<&Deck> = self.decks.iter().map(|loaded| &*loaded.deck).collect();
            let mut elsewhere = Elsewhere::new(self.config, self.decks, &met);
            // Near histories are those of decks that are here and nowhere else.
            let has = |card: &CardId| !is_near && elsewhere.has(card);
            let found = find::find(&known, &decks, &before, has);
            // A card elsewhere may say what a card here has ceased to say.
            if is_near && !found.is_of_own_ids() {
                return Ok(None);
            }
            let (act, changed) = self.act(store, &known, &found)?;
            if act.is_empty() || store.act(&act, said)? {
                return Ok(Some(Undecided {
                    doubts: found.doubts,
                    changed,
                    known,
                }));
            }
            // Another process has decided something meanwhile: look again.
        }
        bail!("other processes keep changing the store; try again when they have ended")
    }

    /// What is certain as one act, and the matches whose answer has changed and is to be decided.
    fn act(
        &mut self,
        store: &Store,
        known: &Known,
        found: &find::Found,
    ) -> Result<(Act, Vec<Match>)> {
        let mut act = Act {
            faces: missing_faces(known, self.decks),
            ..Act::default()
        };
        let (suspended, mut changed) = (store.suspended()?, Vec::new());
        for found in &found.matches {
            let history = &known.histories[found.history];
            let to = &found.card.card;
            let first = act.words.len();
            if found.rule != Rule::Id {
                for version in &history.versions {
                    let turn = Turn::Bind(to.clone());
                    act.words
                        .push(self.pen.word(version, turn, found.rule.name()));
                }
                if suspended.contains(&history.card) {
                    act.suspensions.push(self.pen.suspension(to));
                }
                // Each can be taken back alone.
                self.pen.in_one_act(&mut act.words[first..]);
            }
            if found.answer_before.is_none() {
                // What it asks by now is what the next edit is compared with.
                if found.rule != Rule::Content {
                    let turn = Turn::Bind(to.clone());
                    act.words.push(self.pen.word(&found.card, turn, MET));
                    self.pen.in_one_act(&mut act.words[first..]);
                    act.faces.extend(self.face(&found.card));
                }
                continue;
            }
            let memory = store.memory(&history.card)?;
            match (self.on_answer_change, memory) {
                // Nothing is known that could be kept.
                (_, None) => {}
                (AnswerChange::Ask, _) => changed.push(found.clone()),
                (AnswerChange::Keep, _) => {
                    act.words.push(self.kept(&found.card));
                    act.faces.extend(self.face(&found.card));
                }
                (AnswerChange::Reset, Some(memory)) => {
                    act.words.push(self.begun(&found.card));
                    act.faces.extend(self.face(&found.card));
                    act.resets.push(self.pen.reset(&found.card, memory));
                }
            }
        }
        let doubted = found.doubts.iter().filter(|doubt| doubt.same_id);
        let doubted = doubted.map(|doubt| doubt.history);
        for history in doubted.chain(found.ousted.iter().copied()) {
            let history = &known.histories[history];
            if !history.parted {
                let first = act.words.len();
                for version in &history.versions {
                    act.words
                        .push(self.pen.word(version, Turn::Part, "another-question"));
                }
                self.pen.in_one_act(&mut act.words[first..]);
            }
        }
        Ok((act, changed))
    }

    fn face(&self, version: &Version) -> Option<(String, Face)> {
        let card = self.card(&version.card)?;
        (card.content == version.content).then(|| (version.content.clone(), Face::of(card)))
    }

    fn kept(&mut self, card: &Version) -> Binding {
        let turn = Turn::Bind(card.card.clone());
        self.pen.word(card, turn, "answer-kept")
    }

    fn begun(&mut self, card: &Version) -> Binding {
        let turn = Turn::Bind(card.card.clone());
        self.pen.word(card, turn, "answer-reset")
    }

    fn leave_open(&mut self, undecided: &Undecided) {
        for doubt in &undecided.doubts {
            self.leave_doubt(&undecided.known, doubt);
        }
        for found in &undecided.changed {
            self.open.insert(found.card.card.deck.clone());
        }
    }

    fn leave_doubt(&mut self, known: &Known, doubt: &Doubt) {
        let cards = doubt.cards.iter().map(|version| &version.card);
        self.open.extend(cards.map(|card| card.deck.clone()));
        let history = &known.histories[doubt.history];
        self.open.insert(history.card.deck.clone());
    }

    fn tell(&mut self, undecided: &Undecided) {
        self.leave_open(undecided);
        if let Some(first) = undecided.doubts.first() {
            let history = &undecided.known.histories[first.history];
            let mut faces = history.versions.iter().rev();
            let face = faces.find_map(|version| undecided.known.faces.get(&version.content));
            let called = called(&history.card, face.map(|face| face.question.as_str()));
            let others = undecided.doubts.len() - 1;
            let cards = match others {
                0 => format!("`{called}`"),
                _ => format!("`{called}` and {}", count(others, "other", "others")),
            };
            self.notes.push(format!(
                "after an edit it is not certain which card the answers to {cards} belong to; \
                 they are kept and given to none until you say: retain orphans"
            ));
        }
        for found in &undecided.changed {
            let now = self.card(&found.card.card).map(Face::of);
            let before = found.answer_before.clone().unwrap_or_default();
            self.notes.push(format!(
                "the answer to `{}` was `{}` and is `{}` now; what you know of it is kept \
                 (`--on-answer-change reset` begins it anew)",
                called(
                    &found.card.card,
                    now.as_ref().map(|face| face.question.as_str())
                ),
                short(&before),
                short(&now.map(|face| face.answer).unwrap_or_default()),
            ));
        }
    }

    fn card(&self, id: &CardId) -> Option<&Card> {
        let loaded = self.decks.iter().find(|loaded| loaded.deck.id == id.deck)?;
        loaded.deck.cards.iter().find(|card| card.id == *id)
    }

    /// Asks what is undecided, one after the other.
    fn ask(&mut self, store: &mut Store, undecided: Undecided, color: When) -> Result<()> {
        let Undecided {
            known,
            doubts,
            changed,
        } = undecided;
        if doubts.is_empty() && changed.is_empty() {
            return Ok(());
        }
        let answered = store.answered()?;
        let asking = asking::Asking::new(color, self.config.clock.now().day)?;
        for (n, doubt) in doubts.iter().enumerate() {
            let history = &known.histories[doubt.history];
            let faces: Vec<(CardId, Face)> = doubt
                .cards
                .iter()
                .filter_map(|version| {
                    Some((version.card.clone(), Face::of(self.card(&version.card)?)))
                })
                .collect();
            let before = asking::Before {
                card: history.card.clone(),
                face: history
                    .versions
                    .iter()
                    .rev()
                    .find_map(|version| known.faces.get(&version.content))
                    .cloned(),
                answered: history
                    .versions
                    .iter()
                    .filter_map(|v| answered.get(v))
                    .copied()
                    .collect(),
            };
            let decided = if n < QUESTIONS {
                asking.which(&before, &faces)?
            } else {
                asking::Which::Later
            };
            let mut act = Act::default();
            match decided {
                asking::Which::Later => {
                    self.leave_doubt(&known, doubt);
                    continue;
                }
                asking::Which::This(n) => {
                    let card = &doubt.cards[n];
                    let bind = |pen: &mut Pen, version| {
                        pen.word(version, Turn::Bind(card.card.clone()), "asked")
                    };
                    act.suspensions = self.pen.carried(store, history, &card.card)?;
                    act.words.extend(
                        history
                            .versions
                            .iter()
                            .map(|version| bind(&mut self.pen, version)),
                    );
                    act.words.push(bind(&mut self.pen, card));
                }
                asking::Which::None => {
                    for (version, card) in pairs(&history.versions, &doubt.cards) {
                        act.words.push(self.pen.word(
                            version,
                            Turn::Refuse(card.card.clone()),
                            "asked",
                        ));
                    }
                }
            }
            self.decide(store, act)?;
        }
        for found in &changed {
            let Some(face) = self.card(&found.card.card).map(Face::of) else {
                continue;
            };
            let before = found.answer_before.clone().unwrap_or_default();
            match asking.changed(&face, &before)? {
                AnswerChange::Ask => {
                    self.open.insert(found.card.card.deck.clone());
                }
                AnswerChange::Keep => {
                    let word = self.kept(&found.card);
                    let words = vec![word];
                    self.decide(
                        store,
                        Act {
                            words,
                            ..Act::default()
                        },
                    )?;
                }
                AnswerChange::Reset => {
                    let word = self.begun(&found.card);
                    let memory = store.memory(&found.card.card)?;
                    let reset = memory.map(|memory| self.pen.reset(&found.card, memory));
                    let act = Act {
                        words: vec![word],
                        resets: reset.into_iter().collect(),
                        ..Act::default()
                    };
                    self.decide(store, act)?;
                }
            }
        }
        Ok(())
    }

    fn decide(&mut self, store: &mut Store, mut act: Act) -> Result<()> {
        let faces = act.words.iter().filter_map(|word| self.face(&word.version));
        act.faces = faces.collect();
        decide(store, &self.pen, act)
    }
}

/// Puts down what a person has decided, whatever else has been said meanwhile.
pub fn decide(store: &mut Store, pen: &Pen, mut act: Act) -> Result<()> {
    pen.in_one_act(&mut act.words);
    for _ in 0..TRIES {
        let said = store.said()?;
        if store.act(&act, said)? {
            return Ok(());
        }
    }
    bail!("other processes keep changing the store; try again when they have ended")
}

fn pairs<'v>(
    versions: &'v [Version],
    cards: &'v [Version],
) -> impl Iterator<Item = (&'v Version, &'v Version)> {
    let with = |version: &'v Version| cards.iter().map(move |card| (version, card));
    versions.iter().flat_map(with)
}

/// For each deck the marks of its cards when it was last met: in the file where it is now, or
/// in another one.
fn before(met: &[Met], now: &[Met]) -> Before {
    let mut all: HashMap<&str, &Met> = HashMap::new();
    for met in met.iter().filter(|met| met.digest != NOT_SETTLED) {
        let here = now.iter().any(|now| now.place == met.place);
        if here || !all.contains_key(met.deck.as_str()) {
            all.insert(&met.deck, met);
        }
    }
    let marks = |(deck, met): (&str, &Met)| (deck.to_owned(), met.cards.clone());
    all.into_iter().map(marks).collect()
}

/// What the contents of histories say, where only the decks can tell.
fn missing_faces(known: &Known, decks: &[Loaded]) -> Vec<(String, Face)> {
    let contents = known
        .histories
        .iter()
        .flat_map(|history| &history.versions)
        .map(|version| version.content.as_str());
    let mut missing: HashSet<&str> = contents
        .filter(|content| !known.faces.contains_key(*content))
        .collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let cards = decks.iter().flat_map(|loaded| &loaded.deck.cards);
    cards
        .filter(|card| missing.remove(card.content.as_str()))
        .map(|card| (card.content.clone(), Face::of(card)))
        .collect()
}

/// How a card is called: by its id, or by its question where no id is written.
fn called(card: &CardId, question: Option<&str>) -> String {
    match question {
        Some(question) if card.is_made() => short(question),
        _ => card.to_string(),
    }
}

/// A text as it is quoted in a sentence.
pub fn short(text: &str) -> String {
    super::render::text::shorten(&retain::markdown::plain_line(text), 60)
}
