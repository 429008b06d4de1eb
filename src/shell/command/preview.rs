//! `retain preview`: cards as the learner will see them, on a terminal and in plain lines.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use retain::deck::outline::Entry;
use retain::deck::{Card, Deck};
use retain::diagnostic::Diagnostic;
use retain::nearest::meant;
use retain::session::{Outcome, Session, Settings, Slot, Step};

use super::Ended;
use crate::shell::args::Preview;
use crate::shell::chance::Chance;
use crate::shell::config::Config;
use crate::shell::decks::{self, Origin};
use crate::shell::diagnose::Look;
use crate::shell::findings::Looked;
use crate::shell::front::Front;
use crate::shell::front::plain::Plain;
use crate::shell::front::rehearsal::{Rehearsal, Seen};
use crate::shell::front::terminal::still;
use crate::shell::learner::{self, State};
use crate::shell::lines::Lines;
use crate::shell::render::layout::Window;
use crate::shell::render::palette::{Ink, Palette, When};
use crate::shell::render::text::{self, Line};
use crate::shell::texts::Given;
use crate::shell::{diagnose, face, files, suggest, talk};

/// Rows of the window: enough for any card to be seen whole.
const ROWS: usize = 1_000;

/// A deck file with all that it says.
struct Opened {
    shown: String,
    looked: Looked,
}

/// Shows the cards; of faulty ones what is wrong with them.
pub fn run(config: &Config, arguments: &Preview, color: When) -> Result<Ended> {
    let (opened, name) = open(config, &arguments.card)?;
    // Of a file that is no deck everything is shown that is wrong with it.
    let hopeless = |file: &Opened| file.looked.reading.deck.is_none();
    if let Some(name) = name
        && !opened.iter().any(|file| file.has(name) || hopeless(file))
    {
        return Err(no_card(&opened, name));
    }
    let width = arguments.width.map(usize::from);
    let columns = width.unwrap_or_else(face::columns);
    let palette = Palette {
        on: face::colour(color),
    };
    let stage = Stage {
        config,
        plain: arguments.plain,
        window: Window::new(ROWS, columns),
        columns,
        width,
        palette,
    };
    let look = Look {
        colour: palette.on,
        columns: width.unwrap_or_else(face::columns_to_wrap),
    };
    let mut faulty = false;
    for file in &opened {
        let faults = file.faults(name);
        faulty |= !faults.is_empty();
        let (shown, text) = (&file.shown, &file.looked.reading.text);
        talk::answer(&diagnose::human(shown, text, &faults, look))?;
        if let Some(deck) = &file.looked.reading.deck {
            stage.play(deck, name)?;
            let found = file.flaws(deck, name);
            talk::answer(&diagnose::short(shown, text, &found))?;
        }
    }
    Ok(if faulty {
        Ended::DoesNotHold
    } else {
        Ended::Done
    })
}

/// The files that an argument means, and the name of the one card that is meant, if it is one.
fn open<'a>(config: &Config, argument: &'a str) -> Result<(Vec<Opened>, Option<&'a str>)> {
    let (deck, name) = if files::exists(Path::new(argument)) {
        (argument, None)
    } else if let Some((file, card)) = argument.rsplit_once('#') {
        (file, Some(card))
    } else if let Some((deck, card)) = argument.split_once('/') {
        (deck, Some(card))
    } else {
        (argument, None)
    };
    let path = Path::new(deck);
    let mut opened = Vec::new();
    if files::exists(path) {
        let inside = decks::deck_files(path)?;
        inside.closed.iter().for_each(|note| talk::say(note));
        let inside = inside.files;
        if inside.is_empty() {
            bail!("there is no `.toml` file in `{deck}`");
        }
        for path in inside {
            opened.push(Opened::read(&Origin::File(path))?);
        }
        return Ok((opened, name));
    }
    for loaded in decks::find(config, &[deck.to_owned()])?.decks {
        opened.push(Opened::read(&loaded.origin)?);
    }
    Ok((opened, name))
}

fn no_card(opened: &[Opened], name: &str) -> anyhow::Error {
    let names = opened.iter().flat_map(Opened::names);
    let elsewhere = || format!(" in `{}`", opened[0].shown);
    let mut said = format!("there is no card `{name}`{}", meant(name, names, elsewhere));
    for file in opened
        .iter()
        .filter(|file| file.looked.reading.has_errors())
    {
        said.push_str(&format!(
            "\n  `{}` has faults: {}",
            file.shown,
            suggest::command("check", Path::new(&file.shown))
        ));
    }
    anyhow!(said)
}

impl Opened {
    fn read(origin: &Origin) -> Result<Self> {
        let given = Given::default();
        let looked = match origin {
            Origin::BuiltIn(name) => {
                let text = decks::BUILT_IN.iter().find(|(other, _)| other == name);
                let bytes = text.map_or(&[][..], |(_, text)| text.as_bytes());
                Looked::at(bytes, name, None, &given)
            }
            Origin::File(path) => {
                let (bytes, stem) = decks::bytes_of(path)?;
                Looked::at(&bytes, &stem, Some(path), &given)
            }
        };
        Ok(Self {
            shown: origin.shown(),
            looked,
        })
    }

    fn cards(&self) -> impl Iterator<Item = &Card> {
        self.looked.reading.deck.iter().flat_map(|deck| &deck.cards)
    }

    /// Entries that are left out because of their faults.
    fn left_out(&self) -> impl Iterator<Item = &Entry> {
        self.looked
            .outline
            .entries
            .iter()
            .filter(|entry| !entry.sound)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let faulty = self.left_out().filter_map(|entry| entry.id.as_ref());
        let sound = self
            .cards()
            .flat_map(|card| [card.id.card.as_str(), &card.entry]);
        sound.chain(faulty.map(|id| id.value.as_str()))
    }

    fn has(&self, name: &str) -> bool {
        self.names().any(|other| other == name)
    }

    /// What lints say of the cards that are meant; of the deck as a whole only if all are.
    fn flaws(&self, deck: &Deck, name: Option<&str>) -> Vec<Diagnostic> {
        let meant = || deck.cards.iter().filter(|card| is_meant(card, name));
        let is_of = |finding: &&Diagnostic| {
            name.is_none() || meant().any(|card| card.span.contains(&finding.span.start))
        };
        self.looked.flaws.iter().filter(is_of).cloned().collect()
    }

    /// What is wrong: with one card, or with the whole file.
    fn faults(&self, name: Option<&str>) -> Vec<Diagnostic> {
        let (Some(name), Some(_)) = (name, &self.looked.reading.deck) else {
            return self.looked.reading.faults.clone();
        };
        let of_it = |entry: &&Entry| entry.id.as_ref().is_some_and(|id| id.value == name);
        let entries: Vec<&Entry> = self.left_out().filter(of_it).collect();
        let inside = |fault: &&Diagnostic| {
            entries
                .iter()
                .any(|entry| entry.span.contains(&fault.span.start))
        };
        self.looked
            .reading
            .faults
            .iter()
            .filter(inside)
            .cloned()
            .collect()
    }
}

/// Whether a card is meant by a name: its own, or that of all cards of its entry.
fn is_meant(card: &Card, name: Option<&str>) -> bool {
    name.is_none_or(|name| card.id.card == name || card.entry == name)
}

/// Where cards are shown, and how.
struct Stage<'a> {
    config: &'a Config,
    plain: bool,
    window: Window,
    columns: usize,
    /// The width that was asked for.
    width: Option<usize>,
    palette: Palette,
}

impl Stage<'_> {
    /// Shows the cards of a deck that are meant.
    fn play(&self, deck: &Deck, name: Option<&str>) -> Result<()> {
        let now = self.config.clock.now();
        let cards = deck.cards.iter().filter(|card| is_meant(card, name));
        let cards: Vec<&Card> = cards.collect();
        let slots = cards.iter().map(|card| Slot {
            deck: 0,
            card: card.id.card.clone(),
            memory: None,
        });
        let (slots, count): (Vec<Slot>, usize) = (slots.collect(), cards.len());
        // Drawn as a sitting draws, so that its seed shows the options in its order.
        let mut chance = Chance::of(self.config);
        let settings = Settings {
            scheduler: learner::learner(self.config)?.scheduler,
            outlook: None,
            guess: true,
            learner: self.config.learner.0.clone(),
            device: chance.uuid(),
            seed: chance.seed(),
            log_rows: 0,
            limit_ms: None,
            practice: false,
            leech_lapses: retain::leech::LAPSES,
            pace_ms: State::read(None, now.day)?.pace_ms(),
            put_off: 0,
        };
        let order = (0..count).collect();
        let decks = vec![Arc::new(deck.clone())];
        let session = Session::new(settings, decks, slots, order, now);
        for (card, seen) in cards.into_iter().zip(Rehearsal::new(session, now)) {
            talk::answer(&self.card(card, &seen, now.day)?)?;
        }
        Ok(())
    }

    fn card(&self, card: &Card, seen: &Seen, today: i32) -> Result<String> {
        let mut heading = format!("{} · {} · line {}", card.id, card.kind, card.line);
        if card.suspended {
            heading.push_str(" · suspended: no sitting asks it");
        }
        if card.draft {
            heading.push_str(" · draft: no sitting asks it until a person has looked at it");
        }
        let mut shown = unwound(
            &text::say(self.palette, Ink::Title, &heading, self.columns),
            0,
        );
        if !self.plain {
            shown.push('\n');
            let lines = still::lines(seen, today, self.palette, self.window);
            shown.push_str(&unwound(&lines, self.window.margin));
            let heading = [Line::new(self.palette, Ink::Quiet, "in plain lines:")];
            shown.push('\n');
            shown.push_str(&unwound(&heading, 0));
        }
        let plain = plain(seen, today)?;
        // A window of its own width; what reads a pipe has none.
        shown.push_str(&match self.width {
            Some(width) => text::cut(&plain, width),
            None => plain,
        });
        shown.push('\n');
        Ok(shown)
    }
}

/// Lines behind a margin.
fn unwound(lines: &[Line], margin: usize) -> String {
    let margin = " ".repeat(margin);
    let line = |line: &Line| match line.width {
        0 => "\n".to_owned(),
        _ => format!("{margin}{}\n", line.text),
    };
    lines.iter().map(line).collect()
}

/// The same in plain lines: what their front end prints.
fn plain(seen: &Seen, today: i32) -> Result<String> {
    let mut out = Vec::new();
    let mut front = Plain::new(Lines::new(&b""[..]), &mut out);
    front.next(&Step::Ask(seen.open.clone()))?;
    if let Some(hint) = &seen.hint {
        front.show(hint, today)?;
    }
    if let Some((answer, _)) = &seen.revealed {
        front.show(answer, today)?;
    }
    front.show(&Outcome::Marked(seen.marked.clone()), today)?;
    Ok(String::from_utf8(out)?)
}
