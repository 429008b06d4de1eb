//! One table of a deck file, read key by key: every wrong type and unknown key is a fault
//! with its place, and nothing is ignored in silence.

use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::deck::quote::quoted;
use crate::diagnostic::{Diagnostic, Fix};
use crate::nearest::offer;

/// A value with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// The text of a file and how far the part being read is from its start.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// The part being read.
    pub part: &'a str,
    /// Where it begins in the file.
    pub base: usize,
}

impl Text<'_> {
    /// A place of the part as a place of the file.
    pub fn place(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.base..span.end + self.base
    }
}

/// A table being read.
pub struct Fields<'a, 'f> {
    text: Text<'a>,
    table: &'a DeTable<'a>,
    /// Where the table is announced: faults about the whole table stand there.
    pub place: Range<usize>,
    faults: &'f mut Vec<Diagnostic>,
    /// The keys that are written and were asked for.
    asked: Vec<&'a str>,
}

impl<'a, 'f> Fields<'a, 'f> {
    /// Starts reading a table.
    pub fn new(
        text: Text<'a>,
        table: &'a DeTable<'a>,
        place: Range<usize>,
        faults: &'f mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            text,
            table,
            place,
            faults,
            asked: Vec::with_capacity(table.len()),
        }
    }

    /// Adds a fault.
    pub fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    /// Whether a key is written.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The value of a key, whatever its type. The key then counts as known.
    pub fn value(&mut self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        let (key, value) = self.table.get_key_value(key)?;
        self.asked.push(key.get_ref());
        Some(value)
    }

    /// The value of a key, without counting it as known.
    pub fn peek(&self, key: &str) -> Option<&'a DeValue<'a>> {
        self.table.get(key).map(Spanned::get_ref)
    }

    /// Where the key itself stands.
    pub fn key_span(&self, key: &str) -> Option<Range<usize>> {
        let (key, _) = self.table.get_key_value(key)?;
        Some(self.text.place(key.span()))
    }

    /// Where the value of a key stands.
    pub fn value_span(&self, key: &str) -> Option<Range<usize>> {
        Some(self.text.place(self.table.get(key)?.span()))
    }

    /// Whether there is a comment between two values, which end and begin at this place.
    pub fn has_comment(&self, place: &Range<usize>) -> bool {
        let within = |at: usize| at.checked_sub(self.text.base);
        let written = within(place.start)
            .zip(within(place.end))
            .and_then(|(from, to)| self.text.part.get(from..to));
        written.is_none_or(|written| written.contains('#'))
    }

    /// The keys that are written and were not asked for.
    pub fn unknown(&self) -> Vec<At<String>> {
        let unasked = self
            .table
            .iter()
            .filter(|(key, _)| !self.asked.contains(&key.get_ref().as_ref()));
        let mut keys: Vec<_> = unasked
            .map(|(key, _)| At {
                value: key.get_ref().to_string(),
                span: self.text.place(key.span()),
            })
            .collect();
        keys.sort_by_key(|key| key.span.start);
        keys
    }

    /// Says that a value has another type than was expected.
    pub fn wrong_type(&mut self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        let found = type_name(value.get_ref());
        self.faults.push(
            Diagnostic::error(
                "wrong-type",
                self.text.place(value.span()),
                format!("`{key}` is {found}; expected {expected}"),
            )
            .label(format!("expected {expected}, found {found}")),
        );
    }

    /// Says that the fault noticed last has one right change.
    fn mends_last(&mut self, span: Range<usize>, text: &str) {
        if let Some(fault) = self.faults.last_mut() {
            fault.fix = Some(Fix {
                span,
                text: text.to_owned(),
            });
        }
    }

    /// A string.
    pub fn string(&mut self, key: &str) -> Option<At<String>> {
        let value = self.value(key)?;
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(key, value, "a string");
            return None;
        };
        let found = At {
            value: text.to_string(),
            span: self.text.place(value.span()),
        };
        Some(found)
    }

    /// A key that must be there, read as `read` reads it; `written` shows how.
    pub fn required<T>(
        &mut self,
        key: &str,
        written: &str,
        read: impl FnOnce(&mut Self, &str) -> Option<T>,
    ) -> Option<T> {
        if !self.has(key) {
            self.missing(key, written);
            return None;
        }
        read(self, key)
    }

    /// Says that a key is missing.
    pub fn missing(&mut self, key: &str, written: &str) {
        let near = self.table.iter().map(|(key, _)| key).find(|found| {
            strsim::damerau_levenshtein(found.get_ref(), key) <= 2 && found.get_ref() != key
        });
        // A misspelt key is one fault, not two: the unknown key says what was meant.
        if near.is_none() {
            self.faults.push(
                Diagnostic::error(
                    "missing-key",
                    self.place.clone(),
                    format!("`{key}` is missing"),
                )
                .help(format!("add `{written}`")),
            );
        }
    }

    /// A list with something in it.
    pub fn non_empty<T>(&mut self, key: &str, found: Option<Vec<T>>) -> Option<Vec<T>> {
        let found = found?;
        if found.is_empty() {
            let span = self.value_span(key).unwrap_or_else(|| self.place.clone());
            let message = format!("`{key}` is an empty list; it needs at least one text");
            self.faults
                .push(Diagnostic::error("missing-value", span, message));
            return None;
        }
        Some(found)
    }

    /// A string with something in it.
    pub fn filled(&mut self, key: &str) -> Option<At<String>> {
        let found = self.string(key)?;
        self.not_empty(key, &found).then_some(found)
    }

    /// A truth value.
    pub fn bool(&mut self, key: &str) -> Option<bool> {
        let value = self.value(key)?;
        let DeValue::Boolean(found) = value.get_ref() else {
            self.wrong_type(key, value, "`true` or `false`");
            if let Some(meant @ ("true" | "false")) = value.get_ref().as_str() {
                self.mends_last(self.text.place(value.span()), meant);
            }
            return None;
        };
        Some(*found)
    }

    /// A whole number of at least one.
    pub fn count(&mut self, key: &str) -> Option<At<usize>> {
        let value = self.value(key)?;
        let span = self.text.place(value.span());
        let number = match value.get_ref() {
            DeValue::Integer(_) => self.written(value).parse::<usize>().ok().filter(|n| *n > 0),
            other => {
                self.wrong_type(key, value, "a whole number");
                let meant = other
                    .as_str()
                    .filter(|text| text.parse::<u32>().is_ok_and(|n| n > 0));
                if let Some(meant) = meant {
                    self.mends_last(span, meant.trim_start_matches(['+', '0']));
                }
                return None;
            }
        };
        if number.is_none() {
            let message = format!(
                "`{key}` is {}; a whole number from 1 would do",
                self.written(value)
            );
            self.faults
                .push(Diagnostic::error("bad-value", span.clone(), message));
        }
        Some(At {
            value: number?,
            span,
        })
    }

    /// A number within a range.
    pub fn number(&mut self, key: &str, range: &RangeInclusive<f64>) -> Option<f64> {
        let value = self.value(key)?;
        let (DeValue::Integer(_) | DeValue::Float(_)) = value.get_ref() else {
            self.wrong_type(key, value, "a number");
            return None;
        };
        let written = self.written(value);
        let number = written.parse().ok().filter(|number| range.contains(number));
        if number.is_none() {
            let span = self.text.place(value.span());
            let (least, most) = (range.start(), range.end());
            let message = format!("`{key}` is {written}; a number from {least} to {most} would do");
            self.faults
                .push(Diagnostic::error("bad-value", span, message));
        }
        number
    }

    /// One word of a fixed set.
    pub fn one_of<T: Copy>(&mut self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let found = self.string(key)?;
        let hit = words.iter().find(|(word, _)| *word == found.value);
        if hit.is_none() {
            let allowed = words
                .iter()
                .map(|(w, _)| format!("`{w}`"))
                .collect::<Vec<_>>()
                .join(", ");
            let message = format!("`{key}` is `{}`; one of {allowed} would do", found.value);
            let fault = Diagnostic::error("bad-value", found.span, message);
            let names = words.iter().map(|(word, _)| *word);
            let fault = offer(fault, &found.value, names, quoted, |fault| fault);
            self.faults.push(fault);
        }
        hit.map(|(_, value)| *value)
    }

    /// A string or a number, as its text.
    pub fn scalar(&mut self, key: &str) -> Option<At<String>> {
        let value = self.value(key)?;
        let found = self.scalar_text(key, value)?;
        self.not_empty(key, &found).then_some(found)
    }

    /// A list of strings or numbers, as their texts; a single one counts as a list of one
    /// where `single` says so.
    pub fn scalars(&mut self, key: &str, single: bool) -> Option<Vec<At<String>>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Array(items) => {
                let mut found = Vec::with_capacity(items.len());
                let mut sound = true;
                for item in items {
                    match self.scalar_text(key, item) {
                        Some(text) => {
                            sound &= self.not_empty(key, &text);
                            found.push(text);
                        }
                        None => sound = false,
                    }
                }
                sound.then_some(found)
            }
            DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) if single => {
                let found = self.scalar_text(key, value)?;
                self.not_empty(key, &found).then(|| vec![found])
            }
            _ => {
                let expected = if single {
                    "a string or a list"
                } else {
                    "a list"
                };
                self.wrong_type(key, value, expected);
                None
            }
        }
    }

    /// A list of lists of texts; an item that is no list counts as a list of one.
    pub fn groups(&mut self, key: &str) -> Option<Vec<At<Vec<String>>>> {
        let value = self.value(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, value, "a list");
            return None;
        };
        let mut found = Vec::with_capacity(items.len());
        let mut sound = true;
        for item in items {
            let span = self.text.place(item.span());
            let texts: Option<Vec<At<String>>> = match item.get_ref() {
                DeValue::Array(inner) => {
                    inner.iter().map(|one| self.scalar_text(key, one)).collect()
                }
                _ => self.scalar_text(key, item).map(|one| vec![one]),
            };
            let Some(texts) = texts else {
                sound = false;
                continue;
            };
            if texts.is_empty() {
                sound = false;
                let message = format!("an item of `{key}` is empty; it needs at least one text");
                self.faults
                    .push(Diagnostic::error("missing-value", span.clone(), message));
            }
            for text in &texts {
                sound &= self.not_empty(key, text);
            }
            found.push(At {
                value: texts.into_iter().map(|text| text.value).collect(),
                span,
            });
        }
        sound.then_some(found)
    }

    /// A date of TOML, a number or a string, as its text.
    pub fn moment(&mut self, key: &str) -> Option<At<String>> {
        match self.peek(key) {
            Some(DeValue::Datetime(_)) => {
                let value = self.value(key)?;
                let text = self
                    .text
                    .part
                    .get(value.span())
                    .unwrap_or_default()
                    .to_owned();
                Some(At {
                    value: text,
                    span: self.text.place(value.span()),
                })
            }
            _ => self.scalar(key),
        }
    }

    /// A digest of all keys and values but those named, in an order of its own.
    pub fn digest(&self, without: &[&str]) -> String {
        let mut hasher = blake3::Hasher::new();
        for (key, value) in self.table {
            if !without.contains(&key.get_ref().as_ref()) {
                hash(&mut hasher, key.get_ref());
                hash_value(&mut hasher, value.get_ref());
            }
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }

    /// The table under a key.
    pub fn table(&mut self, key: &str) -> Option<(&'a DeTable<'a>, Range<usize>)> {
        let value = self.value(key)?;
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(key, value, &format!("a table, written `[{key}]`"));
            return None;
        };
        Some((table, self.text.place(value.span())))
    }

    /// A value as it stands in the file, without the underscores and the plus of numbers.
    pub fn written(&self, value: &Spanned<DeValue<'_>>) -> String {
        let text = self.text.part.get(value.span()).unwrap_or_default();
        match value.get_ref() {
            DeValue::Integer(number) if number.radix() != 10 => {
                i128::from_str_radix(number.as_str(), number.radix())
                    .map_or_else(|_| text.to_owned(), |n| n.to_string())
            }
            DeValue::Integer(_) | DeValue::Float(_) => {
                text.trim_start_matches('+').replace('_', "")
            }
            _ => text.to_owned(),
        }
    }

    fn scalar_text(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<At<String>> {
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(_) => self.written(value),
            DeValue::Float(_) => {
                let written = self.written(value);
                if written.contains("inf") || written.contains("nan") {
                    self.wrong_type(key, value, "a string or a finite number");
                    return None;
                }
                written
            }
            _ => {
                self.wrong_type(key, value, "a string or a number");
                return None;
            }
        };
        let found = At {
            value: text,
            span: self.text.place(value.span()),
        };
        Some(found)
    }

    fn not_empty(&mut self, key: &str, found: &At<String>) -> bool {
        let filled = !found.value.trim().is_empty();
        if !filled {
            let message = format!("`{key}` is empty; it needs a text");
            self.faults.push(Diagnostic::error(
                "missing-value",
                found.span.clone(),
                message,
            ));
        }
        filled
    }
}

/// Control characters, and characters that turn the direction of the text around them.
fn is_refused(c: char) -> bool {
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "a truth value",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn hash(hasher: &mut blake3::Hasher, text: &str) {
    hasher.update(&(text.len() as u64).to_le_bytes());
    hasher.update(text.as_bytes());
}

fn hash_value(hasher: &mut blake3::Hasher, value: &DeValue<'_>) {
    match value {
        DeValue::String(text) => hash(hasher, text),
        DeValue::Integer(number) => hash(hasher, number.as_str()),
        DeValue::Float(number) => hash(hasher, number.as_str()),
        DeValue::Boolean(holds) => hash(hasher, if *holds { "true" } else { "false" }),
        DeValue::Datetime(moment) => hash(hasher, &moment.to_string()),
        DeValue::Array(items) => {
            hash(hasher, "[");
            items
                .iter()
                .for_each(|item| hash_value(hasher, item.get_ref()));
            hash(hasher, "]");
        }
        DeValue::Table(table) => {
            for (key, value) in table {
                hash(hasher, key.get_ref());
                hash_value(hasher, value.get_ref());
            }
        }
    }
}

/// Whether the values of a text may have control characters: it has one, the first byte of one,
/// or an escape. Most texts have none of these, and need no walk through their values.
pub fn may_have_control_characters(text: &str) -> bool {
    let suspicious = |byte: u8| {
        (byte < b' ' && !matches!(byte, b'\n' | b'\t' | b'\r'))
            || matches!(byte, b'\\' | 0x7F | 0xC2 | 0xE2)
    };
    // Without a way out of the loop many bytes are looked at at once.
    text.bytes()
        .fold(false, |found, byte| found | suspicious(byte))
}

/// Finds control characters in the keys and strings of a table and all below it.
pub fn control_characters(text: Text<'_>, table: &DeTable<'_>, faults: &mut Vec<Diagnostic>) {
    for (key, value) in table {
        refuse(text, key.get_ref(), key.span(), faults);
        control_characters_in(text, value, faults);
    }
}

fn control_characters_in(
    text: Text<'_>,
    value: &Spanned<DeValue<'_>>,
    faults: &mut Vec<Diagnostic>,
) {
    match value.get_ref() {
        DeValue::String(found) => refuse(text, found, value.span(), faults),
        DeValue::Array(items) => {
            items
                .iter()
                .for_each(|item| control_characters_in(text, item, faults));
        }
        DeValue::Table(table) => control_characters(text, table, faults),
        _ => {}
    }
}

fn refuse(text: Text<'_>, found: &str, span: Range<usize>, faults: &mut Vec<Diagnostic>) {
    if let Some(bad) = found.chars().find(|c| is_refused(*c)) {
        let message = format!("a text has the control character U+{:04X}", u32::from(bad));
        faults.push(
            Diagnostic::error("control-character", text.place(span), message)
                .help("remove it: terminals take such characters as commands"),
        );
    }
}
