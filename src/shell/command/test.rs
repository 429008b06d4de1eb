//! `retain test`: fixed questions and a score, marked at the end.

use std::io;

use anyhow::{Context, Result, bail};
use retain::attempt::feed;
use retain::attempt::paper::{Paper, shuffled};
use retain::attempt::pool::{Pool, known_tags};
use retain::attempt::record::{Action, DeckRef, Event, Kept, Terms, Why};
use retain::attempt::score::Result as Score;
use retain::attempt::{Attempt, Outcome, Step};
use retain::deck::read::read;
use retain::deck::{Card, Deck};
use retain::markdown;
use retain::review::{event_id, event_tail};
use uuid::Uuid;

use super::Ended;
use crate::shell::args::Test;
use crate::shell::chance::Chance;
use crate::shell::config::Config;
use crate::shell::decks::{self, BUILT_IN, Loaded, Origin};
use crate::shell::front::terminal::TerminalFront;
use crate::shell::front::terminal::test::Test as Terminal;
use crate::shell::front::test::json::Json;
use crate::shell::front::test::plain::Plain;
use crate::shell::front::test::{Beside, Face, Start, Wanted};
use crate::shell::learner::{self, State};
use crate::shell::lines::Lines;
use crate::shell::render::attempt::left_out;
use crate::shell::render::palette::When;
use crate::shell::store::{Creation, DeckText, Store};
use crate::shell::{face, identity, signals, suggest, talk};

/// How many questions, unless said otherwise.
const COUNT: usize = 20;
/// How often another process may get in between before we give up.
const TRIES: usize = 5;
/// No answer is stored as longer than this, in milliseconds: the learner was elsewhere.
const LONGEST_MS: u128 = 3_600_000;

/// A deck of the test: as it is now, with its text.
struct Set {
    deck: Deck,
    text: DeckText,
}

/// Takes a test, or goes on with one.
pub fn run(config: &Config, arguments: &Test, color: When) -> Result<Ended> {
    let found = decks::find(config, &arguments.decks)?;
    let now = config.clock.now();
    let mut chance = Chance::new(config.seed);
    let creation = Creation {
        device: chance.uuid(),
        at: now.at,
        day: now.day,
    };
    let mut store = learner::open(config, creation)?;
    let mut notes = found.notes;
    let ids: Vec<String> = found
        .decks
        .iter()
        .map(|loaded| loaded.deck.id.clone())
        .collect();
    let attempts = store.attempts()?;
    let last = attempts
        .iter()
        .rev()
        .find(|kept| matches!(kept.closed, Some(Why::HandedIn | Why::Time)) && is_of(kept, &ids));
    let beside = Beside {
        last: match last {
            Some(kept) => score_of(&store, kept, now.at)?
                .all
                .score()
                .map(|score| (score, config.clock.calendar.moment(kept.begun_at).day)),
            None => None,
        },
        today: now.day,
    };
    let open = attempts
        .iter()
        .rev()
        .find(|kept| kept.closed.is_none() && is_of(kept, &ids));
    let goes_on = open.is_some() && !arguments.anew;
    let mut keeper = Keeper {
        config,
        store: &mut store,
        chance,
    };
    let kept = match open {
        Some(kept) if goes_on => kept.clone(),
        open => {
            if let Some(open) = open {
                let action = Action::Close {
                    why: Why::GivenUp,
                    elapsed_ms: open.elapsed_ms,
                };
                keeper.keep(open, &action)?;
            }
            let sets: Vec<Set> = found.decks.iter().map(set).collect::<Result<_>>()?;
            let (terms, note) = keeper.terms(arguments, &found.decks, &sets)?;
            notes.extend(note);
            let texts: Vec<DeckText> = sets.into_iter().map(|set| set.text).collect();
            keeper.begin(&terms, &texts)?
        }
    };
    let paper = paper_of(keeper.store, &kept)?;
    let mut attempt = Attempt::new(paper, &kept, now.at);
    let start = Start {
        id: kept.id.to_string(),
        notes,
        goes_on,
    };
    let plain = arguments.plain || arguments.json || !face::can_prompt();
    let mut face: Box<dyn Face> = if arguments.json {
        signals::watch(None)?;
        Box::new(Json::new(
            Lines::of_stdin(),
            talk::out(),
            arguments.with_key,
        ))
    } else if plain {
        signals::watch(None)?;
        Box::new(Plain::new(Lines::of_stdin(), talk::out()))
    } else {
        Box::new(Terminal::new(TerminalFront::new(face::terminal(color)?)))
    };
    match keeper.sit(&mut *face, &mut attempt, &kept, &start, &beside) {
        Err(Stop::Face(error)) if gone(&error) => Ok(Ended::Done),
        Err(Stop::Face(error)) => Err(error.into()),
        Err(Stop::Store(error)) => Err(error),
        Ok(None) => {
            drop(face);
            let again = suggest::command_of("test", &arguments.decks);
            let until = match attempt.left_ms() {
                Some(left) => format!("; its time runs on, {} are left", time(left)),
                None => String::new(),
            };
            talk::note(&format!(
                "the test stays open: `{again}` goes on with it{until}"
            ));
            Ok(Ended::Done)
        }
        Ok(Some(score)) => Ok(match score.passed {
            Some(false) => Ended::DoesNotHold,
            _ => Ended::Done,
        }),
    }
}

fn time(ms: i64) -> String {
    crate::shell::render::attempt::time(ms)
}

fn gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// Whether an attempt is of these decks.
fn is_of(kept: &Kept, ids: &[String]) -> bool {
    let decks = &kept.terms.decks;
    decks.len() == ids.len() && decks.iter().all(|deck| ids.contains(&deck.id))
}

/// A deck with its text, as it is on the disk now.
fn set(loaded: &Loaded) -> Result<Set> {
    let (bytes, name) = match &loaded.origin {
        Origin::File(path) => decks::bytes_of(path)?,
        Origin::BuiltIn(name) => {
            let built_in = BUILT_IN.iter().find(|(own, _)| own == name);
            let (name, text) = built_in.context("a built-in deck has a text")?;
            (text.as_bytes().to_vec(), (*name).to_owned())
        }
    };
    let deck = read(&bytes, &name).deck;
    Ok(Set {
        deck: deck.with_context(|| format!("`{}` is no deck any more", loaded.origin.shown()))?,
        text: DeckText {
            digest: blake3::hash(&bytes).to_hex().to_string(),
            name,
            text: bytes,
        },
    })
}

/// The paper of an attempt, from the decks as they were when it began.
fn paper_of(store: &Store, kept: &Kept) -> Result<Paper> {
    let mut decks = Vec::with_capacity(kept.terms.decks.len());
    for deck in &kept.terms.decks {
        let text = store.deck_text(&deck.digest)?;
        let text = text.with_context(|| {
            format!(
                "the text of `{}` that this test asks is not in the store",
                deck.id
            )
        })?;
        decks.extend(read(&text.text, &text.name).deck);
    }
    Paper::new(&kept.terms, &decks)
        .map_err(|card| anyhow::anyhow!("the card `{card}` of this test cannot be read any more"))
}

fn score_of(store: &Store, kept: &Kept, now: i64) -> Result<Score> {
    Ok(Score::of(&Attempt::new(paper_of(store, kept)?, kept, now)))
}

/// A card with the place of its deck.
pub type Drawn<'d> = (usize, &'d Card);

/// The cards that are drawn with their decks' places, so many as are asked for or else as are
/// usual, and what is to be said of cards that are left out.
pub fn drawn<'d>(
    decks: &[&'d Deck],
    tags: &[String],
    wanted: Option<usize>,
    usual: usize,
    seed: u64,
) -> Result<(Vec<Drawn<'d>>, Option<String>)> {
    let pool = Pool::of(decks, tags).map_err(|tag| {
        let known = known_tags(decks).map(String::as_str);
        let meant = retain::nearest::nearest(&tag, known)
            .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        anyhow::anyhow!("no card has the tag `{tag}`{meant}")
    })?;
    let said = left_out(pool.left_out);
    let beside = |said: Option<String>| said.map_or_else(String::new, |said| format!(" ({said})"));
    let questions = pool.questions();
    if questions == 0 {
        bail!("there is no question to ask{}", beside(said));
    }
    match wanted {
        Some(wanted) if wanted > questions => {
            let siblings = match pool.left_out.siblings {
                0 => None,
                n => Some(format!(
                    "of the gaps or directions of a card one is asked, which leaves out {n}"
                )),
            };
            let said = [said, siblings].into_iter().flatten().collect::<Vec<_>>();
            let said = (!said.is_empty()).then(|| said.join("; "));
            bail!(
                "{wanted} questions are asked for, and there are {questions}{}",
                beside(said)
            )
        }
        _ => Ok((pool.draw(wanted.unwrap_or(usual), seed), said)),
    }
}

/// Why a test broke off.
enum Stop {
    /// The front end is gone or cannot write.
    Face(io::Error),
    /// An answer could not be kept.
    Store(anyhow::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Face(error)
    }
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Self::Store(error)
    }
}

/// Puts down what happens in an attempt.
struct Keeper<'a> {
    config: &'a Config,
    store: &'a mut Store,
    chance: Chance,
}

impl Keeper<'_> {
    /// What the test is set as, and what is to be said of cards that it cannot ask.
    fn terms(
        &mut self,
        arguments: &Test,
        loaded: &[Loaded],
        sets: &[Set],
    ) -> Result<(Terms, Option<String>)> {
        let decks: Vec<&Deck> = sets.iter().map(|set| &set.deck).collect();
        let (tags, seed) = (&arguments.tags, self.chance.seed());
        let (drawn, left_out) = drawn(&decks, tags, arguments.count, COUNT, seed)?;
        let predicted = self.predicted(loaded)?;
        let questions = shuffled(
            drawn.into_iter().map(|(_, card)| (card, predicted(card))),
            seed,
        );
        let terms = Terms {
            decks: sets
                .iter()
                .map(|set| DeckRef {
                    id: set.deck.id.clone(),
                    digest: set.text.digest.clone(),
                })
                .collect(),
            seed,
            questions,
            limit_ms: arguments.time.map(|time| time.as_millis() as i64),
            pass: arguments.pass,
            tags: arguments.tags.clone(),
            name: None,
        };
        Ok((terms, left_out))
    }

    /// The recall that is predicted of each card now, of those that have been studied.
    fn predicted(&mut self, loaded: &[Loaded]) -> Result<impl Fn(&Card) -> Option<f64> + use<>> {
        let today = self.config.clock.now().day;
        identity::settle(
            self.config,
            self.store,
            loaded,
            self.config.on_answer_change(),
            identity::Way::Wait,
        )?;
        let state = State::read(Some(self.store), today)?;
        let outlook = learner::outlook(self.config, self.store)?;
        let scheduler = self.store.scheduler().clone();
        Ok(move |card: &Card| {
            let memory = state.memories.get(&card.id)?;
            let learned = outlook
                .as_ref()
                .and_then(|outlook| outlook.recall(&card.id, today));
            Some(learned.unwrap_or_else(|| scheduler.retrievability(memory, today)))
        })
    }

    fn begin(&mut self, terms: &Terms, texts: &[DeckText]) -> Result<Kept> {
        let at = self.config.clock.now().at;
        for _ in 0..TRIES {
            let id = self.id(at)?;
            let event = Event {
                id,
                attempt: id,
                at,
                action: Action::Begin {
                    terms: terms.clone(),
                },
            };
            if self
                .store
                .commit_attempt(std::slice::from_ref(&event), texts)?
            {
                return retain::attempt::record::kept([event])
                    .pop()
                    .context("what has begun is there");
            }
        }
        bail!("other processes keep changing the store; try again when they have ended")
    }

    fn id(&mut self, at: i64) -> Result<Uuid> {
        let number = self.store.event_count()? as u32;
        Ok(event_id(at, event_tail(number, self.chance.bytes())))
    }

    /// Puts down what happened; it is on the disk when this returns. Its time is that of the
    /// attempt, which no clock that is set back turns round.
    fn keep(&mut self, kept: &Kept, action: &Action) -> Result<()> {
        let elapsed = match action {
            Action::Begin { .. } => 0,
            Action::Answer { elapsed_ms, .. } | Action::Close { elapsed_ms, .. } => *elapsed_ms,
        };
        let at = kept.begun_at.saturating_add(elapsed);
        for _ in 0..TRIES {
            let event = Event {
                id: self.id(at)?,
                attempt: kept.id,
                at,
                action: action.clone(),
            };
            if self.store.commit_attempt(&[event], &[])? {
                return Ok(());
            }
        }
        bail!("other processes keep changing the store; try again when they have ended")
    }

    /// Lets the answers count for the schedule, where that is set. It comes before the close, so
    /// that a test that broke off in between does it again; what is there already stays as it is.
    fn feed(&mut self, kept: &Kept, attempt: &Attempt) -> Result<()> {
        if !self.config.tests_count() {
            return Ok(());
        }
        let begun = self.config.clock.calendar.moment(kept.begun_at);
        let guess = self.config.settings.guess.unwrap_or(true);
        let (learner, device) = (&self.config.learner.0, self.store.device());
        for review in feed::reviews(attempt, kept.id, begun, learner, device, guess) {
            self.store.commit(&retain::review::Event::Review(review))?;
        }
        Ok(())
    }

    /// Asks until it is over, and then shows the result; none if the learner leaves before.
    fn sit(
        &mut self,
        face: &mut dyn Face,
        attempt: &mut Attempt,
        kept: &Kept,
        start: &Start,
        beside: &Beside,
    ) -> Result<Option<Score>, Stop> {
        let clock = &self.config.clock;
        if let Some(action) = attempt.close_in_time(clock.now().at, 0) {
            self.feed(kept, attempt)?;
            self.keep(kept, &action)?;
        } else {
            face.begin(attempt, start)?;
        }
        loop {
            if let Step::Closed(why) = attempt.step() {
                let score = Score::of(attempt);
                face.close(attempt, why, &score, beside)?;
                return Ok(Some(score));
            }
            let watch = clock.stopwatch();
            let Wanted::Do(wanted, took) = face.next(attempt)? else {
                return Ok(None);
            };
            let took_ms =
                took.unwrap_or_else(|| watch.elapsed().as_millis().min(LONGEST_MS) as u32);
            clock.pass(took.unwrap_or(0));
            let at = match attempt.step() {
                Step::Ask { at, .. } => at,
                Step::LookBack { .. } | Step::Closed(_) => 0,
            };
            match attempt.act(wanted, clock.now().at, took_ms) {
                Outcome::Keep(action) => {
                    if matches!(action, Action::Close { .. }) {
                        self.feed(kept, attempt)?;
                    }
                    let answered = matches!(action, Action::Answer { .. });
                    let too_late = matches!(action, Action::Close { why: Why::Time, .. });
                    self.keep(kept, &action)?;
                    if answered {
                        face.kept(attempt, at)?;
                    } else if too_late {
                        face.say("the time is over; what came after does not count")?;
                    }
                }
                Outcome::Moved => {}
                Outcome::Refused(why) => face.refuse(&markdown::plain_line(&why))?,
            }
        }
    }
}
