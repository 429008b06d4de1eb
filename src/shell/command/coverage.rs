//! `retain coverage`: the text behind decks, paragraph by paragraph, with what is asked of it.

mod text;

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use retain::deck::Deck;
use retain::deck::outline::Outline;
use retain::deck::read::read_outlined;
use retain::source::{Asked, Coverage, Text};
use serde_json::{Value, json};

use super::Ended;
use crate::shell::args;
use crate::shell::config::Config;
use crate::shell::decks::{self, BUILT_IN, Origin};
use crate::shell::render::palette::{Palette, When};
use crate::shell::texts::Given;
use crate::shell::{face, talk};

/// A deck as it is read and as it is written.
struct Written {
    deck: Deck,
    outline: Outline,
    texts: BTreeMap<String, String>,
}

/// What is known of one text.
struct Covered<'a> {
    source: &'a str,
    title: String,
    text: Text,
    coverage: Coverage,
}

/// Shows what the decks ask of their text.
pub fn run(config: &Config, arguments: &args::Coverage, color: When) -> Result<Ended> {
    let given = Given::read(&arguments.texts)?;
    let found = decks::find(config, &arguments.decks)?;
    for note in &found.notes {
        talk::note(note);
    }
    let mut written = Vec::new();
    for loaded in &found.decks {
        written.extend(read(&loaded.origin, &given)?);
    }
    given.refuse_unused(&written.iter().flat_map(|deck| deck.deck.sources.keys()))?;
    let texts = one_for_each(&written, arguments)?;
    let mut document = Document::default();
    for (place, (source, text)) in texts.into_iter().enumerate() {
        let covered = cover(source, text, &written);
        for (n, card) in &covered.coverage.missing {
            talk::note(&format!(
                "`{card}` names paragraph {n} of `{source}`; the text has {}",
                covered.text.paragraphs.len()
            ));
        }
        if arguments.json {
            document.add(&covered);
            continue;
        }
        if place > 0 {
            talk::answer("\n")?;
        }
        let palette = Palette {
            on: face::colour(color),
        };
        talk::answer(&text::page(&covered, palette, face::columns()))?;
    }
    if arguments.json {
        talk::answer(&format!("{}\n", document.object()))?;
    }
    Ok(Ended::Done)
}

fn read(origin: &Origin, given: &Given) -> Result<Option<Written>> {
    let (bytes, stem, file) = match origin {
        Origin::File(path) => {
            let (bytes, stem) = decks::bytes_of(path)?;
            (bytes, stem, Some(path.as_path()))
        }
        Origin::BuiltIn(name) => {
            let text = BUILT_IN.iter().find(|(built_in, _)| built_in == name);
            let bytes = text.map(|(_, text)| text.as_bytes().to_vec());
            (bytes.unwrap_or_default(), (*name).to_owned(), None)
        }
    };
    let (reading, outline) = read_outlined(&bytes, &stem);
    let Some(deck) = reading.deck else {
        return Ok(None);
    };
    let (texts, missing) = given.behind(&deck, &outline, file);
    for problem in missing {
        talk::say(&format!("{}: {}", origin.shown(), problem.message));
    }
    Ok(Some(Written {
        deck,
        outline,
        texts,
    }))
}

/// The text of each source; only those that `--text` names where it names any.
fn one_for_each<'a>(
    written: &'a [Written],
    arguments: &args::Coverage,
) -> Result<BTreeMap<&'a str, &'a str>> {
    let mut texts: BTreeMap<&str, &str> = BTreeMap::new();
    for (source, text) in written.iter().flat_map(|deck| &deck.texts) {
        let wanted = arguments.texts.is_empty()
            || arguments.texts.iter().any(|named| named.source == *source);
        if !wanted {
            continue;
        }
        if texts
            .insert(source, text)
            .is_some_and(|other| other != text)
        {
            bail!(
                "the decks name different texts as `{source}`; look at one deck after the other, \
                 or give the text with `--text {source}=FILE`"
            );
        }
    }
    if texts.is_empty() {
        let sources: Vec<&str> = written
            .iter()
            .flat_map(|deck| deck.deck.sources.keys().map(String::as_str))
            .collect();
        match sources.first() {
            Some(source) => bail!(
                "no text is at hand; `--text {source}=FILE` gives one, or a `file` under \
                 `[sources.{source}]`"
            ),
            None => bail!(
                "no deck here names a source; write `[sources.NAME]` with a `title` and a `file`, \
                 and give each card a `source`"
            ),
        }
    }
    Ok(texts)
}

fn cover<'a>(source: &'a str, text: &str, written: &[Written]) -> Covered<'a> {
    let of = || {
        written
            .iter()
            .filter(|deck| deck.deck.sources.contains_key(source))
    };
    let language = of().next().map(|deck| deck.deck.language.as_str());
    let text = Text::read(text, language);
    let asked: Vec<Asked> = of()
        .flat_map(|deck| Asked::of(&deck.deck, &deck.outline, source))
        .collect();
    let title = of().find_map(|deck| deck.deck.sources[source].title.clone());
    Covered {
        source,
        title: title.unwrap_or_else(|| source.to_owned()),
        coverage: Coverage::of(&text, &asked),
        text,
    }
}

/// What all texts become as JSON, each part with the source it belongs to.
#[derive(Default)]
struct Document {
    paragraphs: Vec<Value>,
    facts: Vec<Value>,
    /// How many distinct facts went before: the numbers of facts go on through all texts.
    distinct: usize,
    asked: usize,
    mentioned: usize,
    drafted: usize,
}

impl Document {
    fn add(&mut self, covered: &Covered<'_>) {
        let Covered {
            source,
            text,
            coverage,
            ..
        } = covered;
        let mut characters = Characters {
            text: &text.text,
            bytes: 0,
            count: 0,
        };
        for fact in &text.facts {
            let stand = &coverage.stands[fact.id];
            self.facts.push(json!({
                "source": source, "text": fact.text, "type": fact.kind.name(),
                "paragraph": fact.paragraph,
                "start": characters.before(fact.span.start),
                "end": characters.before(fact.span.end),
                "asked_by": stand.asked_by, "mentioned_by": stand.mentioned_by,
                "drafted_by": stand.drafted_by, "fact": self.distinct + fact.id + 1,
            }));
        }
        let cards = coverage.cards.iter().zip(&coverage.drafts).enumerate();
        self.paragraphs.extend(cards.map(|(place, (cards, drafts))| {
            json!({"source": source, "n": place + 1, "cards": cards, "drafts": drafts})
        }));
        self.distinct += text.distinct;
        self.asked += coverage.asked();
        self.mentioned += coverage.mentioned();
        self.drafted += coverage.drafted();
    }

    fn object(self) -> Value {
        json!({
            "paragraphs": self.paragraphs, "facts": self.facts,
            "summary": {
                "facts": self.distinct, "asked": self.asked, "mentioned": self.mentioned,
                "drafted": self.drafted,
            },
        })
    }
}

/// Counts characters up to places that only grow.
struct Characters<'t> {
    text: &'t str,
    bytes: usize,
    count: usize,
}

impl Characters<'_> {
    fn before(&mut self, bytes: usize) -> usize {
        self.count += self.text[self.bytes..bytes].chars().count();
        self.bytes = bytes;
        self.count
    }
}
