//! One `[[card]]`: its kind, its question, and what every card has.

use std::ops::Range;

use crate::deck::fields::{At, Fields};
use crate::deck::name::words;
use crate::deck::quote::quoted;
use crate::deck::{Deck, SourceRef};
use crate::diagnostic::Diagnostic;
use crate::mark::rules::{Accents, TextRules};
use crate::nearest::{nearest, offer};
use crate::question::{COMMON, KINDS, Kind, Part, is_marking, kind};

/// An entry as it was read.
pub(super) struct Read {
    pub(super) id: Option<At<String>>,
    pub(super) kind: &'static str,
    pub(super) parts: Vec<Part>,
    pub(super) hint: Option<String>,
    pub(super) explanation: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) sources: Vec<SourceRef>,
    pub(super) suspended: bool,
    pub(super) draft: bool,
    pub(super) content: String,
}

/// Reads an entry; its faults go to the fields, and one with faults is left out.
pub(super) fn read(mut fields: Fields<'_, '_>, deck: &Deck, rules: &TextRules) -> Read {
    let mut rules = rules.clone();
    let kind = find_kind(&mut fields);
    let typed = kind.is_some_and(|kind| kind.own_keys().any(|key| is_marking(key.name)));
    if typed {
        read_marking(&mut fields, &mut rules);
    }
    let parts = kind
        .map(|kind| (kind.read)(&mut fields, &rules))
        .unwrap_or_default();
    let id = fields.string("id");
    let id = id.filter(|id| fields.id("card", id));
    let own = fields.scalars("tags", true).unwrap_or_default();
    // Its own first: they say more about a card than those that all cards have.
    let mut tags: Vec<String> = Vec::new();
    for tag in own
        .into_iter()
        .map(|tag| tag.value)
        .chain(deck.tags.iter().cloned())
    {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    let read = Read {
        id,
        kind: kind.map_or("", |kind| kind.name),
        parts,
        hint: fields.filled("hint").map(|text| text.value),
        explanation: fields.filled("explanation").map(|text| text.value),
        tags,
        sources: sources(&mut fields, deck),
        suspended: fields.bool("suspended").unwrap_or(false),
        draft: fields.bool("draft").unwrap_or(false),
        content: fields.digest(&[
            "id",
            "hint",
            "explanation",
            "tags",
            "source",
            "suspended",
            "draft",
            "allow",
        ]),
    };
    fields.scalars("allow", true);
    for key in fields.unknown() {
        if let Some(fault) = unknown_card_key(&key, kind) {
            fields.fault(fault);
        }
    }
    read
}

/// The kind that is named, or the one that is written.
fn find_kind(fields: &mut Fields<'_, '_>) -> Option<&'static Kind> {
    if fields.has("kind") {
        let named = fields.string("kind")?;
        let found = kind(&named.value);
        if found.is_none() {
            let names = KINDS.iter().map(|kind| kind.name);
            let message = format!("there is no kind `{}`", named.value);
            let fault = Diagnostic::error("unknown-kind", named.span, message);
            let all = names.clone().collect::<Vec<_>>().join(", ");
            fields.fault(offer(fault, &named.value, names, quoted, |fault| {
                fault.help(format!("one of {all} would do"))
            }));
        }
        return found;
    }
    let found = KINDS.iter().find(|kind| kind.written.is_written(fields));
    if found.is_none() {
        if fields.has("answer") {
            let span = fields
                .value_span("answer")
                .unwrap_or_else(|| fields.place.clone());
            let message = "the kind does not follow from this `answer`";
            fields.fault(
                Diagnostic::error("wrong-type", span, message)
                    .help("an answer is a string, a number, `true` or `false`, a date, or a list"),
            );
        } else {
            fields.missing("answer", "answer = \"…\"");
            if !fields.has("question") {
                fields.missing("question", "question = \"…\"");
            }
        }
    }
    found
}

/// Reads how typed answers are marked.
pub(super) fn read_marking(fields: &mut Fields<'_, '_>, rules: &mut TextRules) {
    let accents = [
        ("lenient", Accents::Lenient),
        ("strict", Accents::Strict),
        ("ignore", Accents::Ignore),
    ];
    let inflection = [("strict", true), ("lenient", false)];
    rules.typos = fields.bool("typos").unwrap_or(rules.typos);
    rules.articles = fields.bool("articles").unwrap_or(rules.articles);
    rules.strict = fields.bool("strict").unwrap_or(rules.strict);
    rules.accents = fields.one_of("accents", &accents).unwrap_or(rules.accents);
    rules.strict_inflection = fields
        .one_of("inflection", &inflection)
        .unwrap_or(rules.strict_inflection);
}

fn sources(fields: &mut Fields<'_, '_>, deck: &Deck) -> Vec<SourceRef> {
    let mut found = Vec::new();
    for place in fields.scalars("source", true).unwrap_or_default() {
        match source_ref(&place.value) {
            Some(source) if deck.sources.contains_key(&source.source) => found.push(source),
            Some(source) => {
                let message = format!("there is no source `{}`", source.source);
                let fault = Diagnostic::error("unknown-source", place.span, message);
                let names = deck.sources.keys().map(String::as_str);
                let meant = |near: &str| quoted(&place.value.replacen(&source.source, near, 1));
                fields.fault(offer(fault, &source.source, names, meant, |fault| {
                    fault.help(format!("add `[sources.{}]` to the deck", source.source))
                }));
            }
            None => {
                let message = format!("`{}` is no place in a source", place.value);
                let fault = Diagnostic::error("bad-value", place.span, message);
                fields.fault(fault.help("`name`, `name#5` or `name#5-6` would do"));
            }
        }
    }
    found
}

fn source_ref(text: &str) -> Option<SourceRef> {
    let Some((source, place)) = text.split_once('#') else {
        return is_id(text).then(|| SourceRef {
            source: text.to_owned(),
            paragraphs: None,
        });
    };
    let number = |text: &str| text.trim().parse::<u32>().ok().filter(|n| *n > 0);
    let (from, to) = match place.split_once(['-', '–']) {
        Some((from, to)) => (number(from)?, number(to)?),
        None => (number(place)?, number(place)?),
    };
    (is_id(source) && from <= to).then(|| SourceRef {
        source: source.to_owned(),
        paragraphs: Some((from, to)),
    })
}

/// A key that no card of this kind has.
fn unknown_card_key(key: &At<String>, of: Option<&'static Kind>) -> Option<Diagnostic> {
    let names = |kind: &'static Kind| kind.own_keys().map(|key| key.name);
    let all = || KINDS.iter().flat_map(names);
    let common = || COMMON.iter().map(|key| key.name);
    let owned = all().any(|name| name == key.value);
    match of {
        Some(of) if owned => {
            let owners = KINDS
                .iter()
                .filter(|kind| names(kind).any(|name| name == key.value));
            let owners: Vec<&str> = owners.map(|kind| kind.name).collect();
            let message = format!("`{}` is no key of a {} card", key.value, of.name);
            let help = format!("it belongs to cards of the kind {}", owners.join(", "));
            Some(Diagnostic::error("unknown-key", key.span.clone(), message).help(help))
        }
        Some(of) => {
            let known = || common().chain(names(of));
            let place = format!("a {} card", of.name);
            // A key of another kind may be what was meant, too.
            let another =
                nearest(&key.value, known()).is_none() && nearest(&key.value, all()).is_some();
            Some(if another {
                unknown_key(key, &place, all())
            } else {
                unknown_key(key, &place, known())
            })
        }
        // Without a kind nothing can be said of a key that some kind has.
        None if owned => None,
        None => {
            let mut fault = unknown_key(key, "a card", common().chain(all()));
            fault.help = None;
            Some(fault)
        }
    }
}

/// A key that a table does not have.
pub fn unknown_key<'n>(
    key: &At<String>,
    place: &str,
    known: impl Iterator<Item = &'n str> + Clone,
) -> Diagnostic {
    let message = format!("unknown key `{}` in {place}", key.value);
    let fault = Diagnostic::error("unknown-key", key.span.clone(), message);
    let names: Vec<&str> = known.clone().collect();
    offer(fault, &key.value, known, str::to_owned, |fault| {
        fault.help(format!("known keys: {}", names.join(", ")))
    })
}

/// Whether a text can be the id of a deck, a card or a source.
pub fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Refuses an id that is none.
pub(super) fn check_id(
    of: &str,
    id: &str,
    span: Range<usize>,
    faults: &mut Vec<Diagnostic>,
) -> bool {
    let sound = is_id(id);
    if !sound {
        let message = format!("`{}` is no {of} id", crate::clean::line(id));
        let mut fault = Diagnostic::error("bad-id", span.clone(), message)
            .help("1 to 64 of `a-z`, `0-9` and `-` would do");
        let meant = words(id).join("-");
        // Other ids are named elsewhere, too: sources by cards, decks by the history.
        if of == "card" && is_id(&meant) {
            fault = fault.fix(span, quoted(&meant));
        }
        faults.push(fault);
    }
    sound
}

impl Fields<'_, '_> {
    /// Whether a text can be an id; says so if not.
    pub(super) fn id(&mut self, of: &str, id: &At<String>) -> bool {
        let mut faults = Vec::new();
        let sound = check_id(of, &id.value, id.span.clone(), &mut faults);
        for fault in faults {
            self.fault(fault);
        }
        sound
    }
}
