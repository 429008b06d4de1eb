//! From the bytes of a file to a deck and all its faults, in one pass.

mod card;
mod copies;
mod head;
mod prose;
mod syntax;
#[cfg(test)]
mod tests;

pub use card::{is_id, unknown_key};
pub use head::id_of;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use toml::de::DeValue;

use super::fields::{Fields, Text, control_characters, may_have_control_characters};
use super::outline::Outline;
use super::{Card, Deck, keys};
use crate::diagnostic::{Diagnostic, Severity};
use crate::review::CardId;

/// The longest line a deck may have, in bytes: a question is never near it.
const LONGEST_LINE: usize = 1 << 20;

/// What was found in a file.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The text, without a byte order mark; places are bytes of it.
    pub text: String,
    /// The deck with its sound cards; none if the file is no deck.
    pub deck: Option<Deck>,
    /// All faults, in the order of the file.
    pub faults: Vec<Diagnostic>,
    /// How many entries are left out because of faults.
    pub left_out: usize,
    /// How many entries there are.
    pub entries: usize,
}

impl Reading {
    fn hopeless(text: String, fault: Diagnostic) -> Self {
        Self {
            text,
            deck: None,
            faults: vec![fault],
            left_out: 0,
            entries: 0,
        }
    }

    /// Whether any fault is an error.
    pub fn has_errors(&self) -> bool {
        self.faults
            .iter()
            .any(|fault| fault.severity == Severity::Error)
    }
}

/// Reads a deck; `stem` is the file's name without its ending.
pub fn read(bytes: &[u8], stem: &str) -> Reading {
    read_into(bytes, stem, None)
}

/// The same, with the deck as it is written.
pub fn read_outlined(bytes: &[u8], stem: &str) -> (Reading, Outline) {
    let mut outline = Outline::default();
    let reading = read_into(bytes, stem, Some(&mut outline));
    (reading, outline)
}

fn read_into(bytes: &[u8], stem: &str, outline: Option<&mut Outline>) -> Reading {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
        Err(error) => return not_utf8(bytes, error.valid_up_to()),
    };
    if text.trim().is_empty() {
        let fault = Diagnostic::error("empty-file", 0..0, "the file is empty")
            .help("a deck has a `[deck]` with a `title`, and a `[[card]]` for each question");
        return Reading::hopeless(text, fault);
    }
    if let Some(span) = long_line(&text) {
        let megabytes = span.len() as f64 / 1e6;
        let message = format!("a line of {megabytes:.1} MB; a deck has lines of up to 1 MB");
        return Reading::hopeless(
            text,
            Diagnostic::error("long-line", span.start..span.start, message),
        );
    }
    let (deck, faults, left_out, entries) = Reader::new(&text, outline).read(stem);
    Reading {
        deck,
        faults,
        left_out,
        entries,
        text,
    }
}

fn not_utf8(bytes: &[u8], at: usize) -> Reading {
    let before = String::from_utf8_lossy(&bytes[..at]).into_owned();
    let line = before.rsplit('\n').next().map_or(0, str::len);
    let after = String::from_utf8_lossy(&bytes[at..bytes.len().min(at + 60)]).into_owned();
    let text = before + &after;
    let message = format!(
        "not UTF-8: the byte at offset {at} is `0x{:02X}`",
        bytes[at]
    );
    let end = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    let fault = Diagnostic::error("not-utf8", at..end, message)
        .label(format!("byte {} of this line", line + 1))
        .help("save the file as UTF-8");
    Reading::hopeless(text, fault)
}

fn long_line(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.len() > LONGEST_LINE {
            return Some(start..start + line.len());
        }
        start += line.len();
    }
    None
}

/// An entry as it stands in the file.
struct Entry<'a> {
    text: Text<'a>,
    table: &'a toml::de::DeTable<'a>,
    /// Its `[[card]]`.
    header: Range<usize>,
    /// Whether the header is broken, so that only its place can be told.
    broken: bool,
}

struct Reader<'a, 'o> {
    text: &'a str,
    faults: Vec<Diagnostic>,
    outline: Option<&'o mut Outline>,
}

impl<'a, 'o> Reader<'a, 'o> {
    fn new(text: &'a str, outline: Option<&'o mut Outline>) -> Self {
        Self {
            text,
            faults: Vec::new(),
            outline,
        }
    }

    fn read(mut self, stem: &str) -> (Option<Deck>, Vec<Diagnostic>, usize, usize) {
        let (blocks, errors) = syntax::parse(self.text);
        self.faults.extend(errors);
        let mut head = head::Head::default();
        let mut entries: Vec<Entry<'_>> = Vec::new();
        for block in &blocks {
            let text = Text {
                part: block.text,
                base: block.base,
            };
            if may_have_control_characters(block.text) {
                control_characters(text, block.table.get_ref(), &mut self.faults);
            }
            let mut root = Fields::new(text, block.table.get_ref(), 0..0, &mut self.faults);
            root.read_root(&mut head, &mut entries, text);
            if let Some(header) = &block.broken {
                entries.push(Entry {
                    text,
                    table: block.table.get_ref(),
                    header: header.clone(),
                    broken: true,
                });
                continue;
            }
            for key in root.unknown() {
                let fault = unknown_key(&key, "a deck file", keys::names(keys::ROOT));
                root.fault(fault);
            }
        }
        entries.sort_by_key(|entry| entry.header.start);
        if !head.found && entries.is_empty() {
            let fault = Diagnostic::error(
                "not-a-deck",
                0..0,
                "no `[deck]` and no `[[card]]` in this file",
            )
            .help("a deck has a `[deck]` with a `title`, and a `[[card]]` for each question");
            let broken = self.faults.iter().any(|fault| fault.code == "syntax");
            if broken && prose::is_prose(self.text) {
                let fault = Diagnostic::error("not-a-deck", 0..0, "this is a text, and no deck")
                    .help("`retain draft FILE` makes a deck from a text");
                return (None, vec![fault], 0, 0);
            }
            // A misspelt header or broken TOML is the better news; other keys belong to no deck.
            let telling = |fault: &Diagnostic| fault.code != "unknown-key" || fault.fix.is_some();
            if !self.faults.iter().any(telling) {
                self.faults = vec![fault];
            }
            return (None, self.sorted(), 0, 0);
        }
        let mut broken: Vec<usize> = self.faults.iter().map(|fault| fault.span.start).collect();
        broken.sort_unstable();
        if let Some(outline) = self.outline.as_deref_mut() {
            head.outline(outline);
        }
        let mut deck = head.into_deck(stem, &mut self.faults);
        let left_out = self.read_cards(&mut deck.0, &deck.1, &entries, &broken);
        (Some(deck.0), self.sorted(), left_out, entries.len())
    }

    fn sorted(mut self) -> Vec<Diagnostic> {
        self.faults
            .sort_by_key(|fault| (fault.span.start, fault.severity, fault.span.end));
        self.faults
    }

    /// Reads all entries into the deck; says how many are left out. `broken` are the places of
    /// the faults found so far, in order.
    fn read_cards(
        &mut self,
        deck: &mut Deck,
        rules: &crate::mark::rules::TextRules,
        entries: &[Entry<'_>],
        broken: &[usize],
    ) -> usize {
        let mut ids: HashMap<String, Range<usize>> = HashMap::new();
        let mut free = FreeIds::default();
        let mut copied = Vec::new();
        let (mut left_out, mut line, mut counted) = (0, 1, 0);
        for (n, entry) in entries.iter().enumerate() {
            let start = entry.header.start;
            let end = entries
                .get(n + 1)
                .map_or(self.text.len(), |next| next.header.start);
            line += self.text[counted..start]
                .bytes()
                .filter(|byte| *byte == b'\n')
                .count();
            counted = start;
            let before = self.faults.len();
            let fields = Fields::new(
                entry.text,
                entry.table,
                entry.header.clone(),
                &mut self.faults,
            );
            let mut read = card::read(fields, deck, rules);
            if entry.broken {
                self.faults.truncate(before);
            }
            let id = match read.id.take() {
                Some(id) => {
                    if let Some(first) = ids.get(&id.value) {
                        copied.push((first.clone(), id.clone()));
                    } else {
                        ids.insert(id.value.clone(), id.span.clone());
                    }
                    id.value
                }
                None => free.next(&ids, &read.content),
            };
            ids.entry(id.clone())
                .or_insert_with(|| entry.header.clone());
            let copy = copied
                .last()
                .is_some_and(|(_, copy)| copy.span.start >= start);
            let faulty = self.faults[before..]
                .iter()
                .any(|f| f.severity == Severity::Error)
                || copy
                || broken[broken.partition_point(|at| *at < start)..]
                    .first()
                    .is_some_and(|at| *at < end)
                || read.parts.is_empty();
            if let Some(outline) = self.outline.as_deref_mut() {
                let place = (entry.header.clone(), end);
                outline.take_entry(entry.text, entry.table, place, (read.kind, !faulty));
            }
            if faulty {
                left_out += 1;
                continue;
            }
            for part in read.parts {
                let content = format!("{}{}", read.content, part.suffix);
                deck.cards.push(Card {
                    id: CardId {
                        deck: deck.id.clone(),
                        card: format!("{id}{}", part.suffix),
                    },
                    entry: id.clone(),
                    question: Arc::clone(&part.question),
                    kind: read.kind,
                    hint: read.hint.clone(),
                    explanation: read.explanation.clone(),
                    tags: read.tags.clone(),
                    sources: read.sources.clone(),
                    suspended: read.suspended,
                    draft: read.draft,
                    content,
                    span: start..end,
                    line,
                });
            }
        }
        self.faults.extend(copies::faults(copied, entries, &ids));
        left_out
    }
}

/// Makes ids of the content, for cards that name none.
#[derive(Default)]
struct FreeIds {
    /// The number that was last put behind an id, so that equal cards are not counted anew.
    last: HashMap<String, usize>,
}

impl FreeIds {
    fn next(&mut self, taken: &HashMap<String, Range<usize>>, content: &str) -> String {
        let base = format!("x-{}", &content[..12.min(content.len())]);
        if !taken.contains_key(&base) {
            return base;
        }
        let n = self.last.entry(base.clone()).or_insert(1);
        loop {
            *n += 1;
            let id = format!("{base}-{n}");
            if !taken.contains_key(&id) {
                return id;
            }
        }
    }
}

impl<'a> Fields<'a, '_> {
    fn read_root(
        &mut self,
        head: &mut head::Head<'a>,
        entries: &mut Vec<Entry<'a>>,
        text: Text<'a>,
    ) {
        if let Some((table, span)) = self.table("deck") {
            head.deck(table, text, span);
        }
        if let Some((table, _)) = self.table("sources") {
            head.sources(table, text);
        }
        if let Some(value) = self.value("card") {
            match value.get_ref() {
                DeValue::Array(items) => {
                    for item in items {
                        match item.get_ref() {
                            DeValue::Table(table) => {
                                entries.push(Entry {
                                    text,
                                    table,
                                    header: text.place(item.span()),
                                    broken: false,
                                });
                            }
                            _ => self.wrong_type("card", item, "a table, written `[[card]]`"),
                        }
                    }
                }
                _ => self.wrong_type("card", value, "a list of tables, written `[[card]]`"),
            }
        }
    }
}
