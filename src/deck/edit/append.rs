//! One more card at the end of a deck.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ids::newline;
use super::splice::{self, Splice};
use super::split_mark;
use super::write::{Value, card_text, inline};

/// A deck with a card more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// The new text.
    pub text: String,
    /// Where the card is, in bytes of the text without its byte order mark.
    pub place: Range<usize>,
}

/// Adds a card after all others. None if the text is not TOML, or cannot take the card without
/// becoming another.
pub fn append(text: &str, keys: &[(&str, Value)]) -> Option<Appended> {
    let (mark, text) = split_mark(text);
    let root = DeTable::parse(text).ok()?;
    let (at, before, card, after) = match list(text, root.get_ref())? {
        List::Tables => at_end(text, keys),
        List::Inline(list, last) => in_list(text, list, last, keys),
    };
    let start = at + before.len();
    let splice = Splice {
        span: at..at,
        text: format!("{before}{card}{after}"),
    };
    let new = splice::apply(text, &[splice]);
    let sound = is_one_more(text, &new, keys)?;
    sound.then(|| Appended {
        text: format!("{mark}{new}"),
        place: start..start + card.len(),
    })
}

/// How a deck writes its cards.
enum List {
    /// Each with its `[[card]]`.
    Tables,
    /// As a list of inline tables: where that is, and its last item.
    Inline(Range<usize>, Option<Range<usize>>),
}

fn list(text: &str, root: &DeTable<'_>) -> Option<List> {
    let Some(cards) = root.get("card") else {
        return Some(List::Tables);
    };
    let DeValue::Array(items) = cards.get_ref() else {
        return None;
    };
    let last = items.iter().map(Spanned::span).next_back();
    let inline = last
        .as_ref()
        .is_none_or(|last| !text[last.clone()].starts_with("[["));
    Some(if inline {
        List::Inline(cards.span(), last)
    } else {
        List::Tables
    })
}

/// Where the card goes, and what stands before it, in it and after it.
type Place = (usize, String, String, String);

fn at_end(text: &str, keys: &[(&str, Value)]) -> Place {
    let newline = newline(text);
    let card = card_text(keys).replace('\n', newline);
    let ended = text.is_empty() || text.ends_with('\n');
    let apart = text.trim_end_matches([' ', '\t']);
    let apart = apart.is_empty()
        || apart.ends_with("\n\n")
        || apart.ends_with("\n\r\n")
        || apart == "\n"
        || apart == "\r\n";
    let mut before = String::new();
    if !ended {
        before.push_str(newline);
    }
    if !apart {
        before.push_str(newline);
    }
    let card = card.trim_end().to_owned();
    let after = if ended { newline } else { "" };
    (text.len(), before, card, after.to_owned())
}

fn in_list(
    text: &str,
    list: Range<usize>,
    last: Option<Range<usize>>,
    keys: &[(&str, Value)],
) -> Place {
    let newline = newline(text);
    let card = inline(keys);
    let Some(last) = last else {
        return (list.start + 1, String::new(), card, String::new());
    };
    let start = text[..last.start].rfind('\n').map_or(0, |end| end + 1);
    let indent = &text[start..last.start];
    if !indent.trim().is_empty() {
        return (last.end, ", ".to_owned(), card, String::new());
    }
    let rest = &text[last.end..];
    let line = rest.split('\n').next().unwrap_or_default();
    match line.trim_start().strip_prefix(',') {
        // A comment behind the last card stays behind it.
        Some(more) if more.trim().is_empty() || more.trim_start().starts_with('#') => (
            last.end + line.trim_end_matches('\r').len(),
            format!("{newline}{indent}"),
            card,
            ",".to_owned(),
        ),
        _ => (last.end, format!(",{newline}{indent}"), card, String::new()),
    }
}

/// Whether the new text is the old one with this card; none if either is not TOML.
fn is_one_more(old: &str, new: &str, keys: &[(&str, Value)]) -> Option<bool> {
    let mut wanted: toml::Table = old.parse().ok()?;
    let found: toml::Table = new.parse().ok()?;
    let card: toml::Table = card_text(keys).parse().ok()?;
    let card = card.get("card")?.get(0)?.clone();
    wanted
        .entry("card")
        .or_insert_with(|| toml::Value::Array(Vec::new()))
        .as_array_mut()?
        .push(card);
    Some(wanted == found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Vec<(&'static str, Value)> {
        vec![
            ("id", Value::Text("sea".into())),
            ("answer", Value::List(vec![Value::Bare("1".into())])),
        ]
    }

    #[test]
    fn a_card_goes_to_the_end_however_cards_are_written() {
        let card = "[[card]]\nid = \"sea\"\nanswer = [1]";
        for (before, after) in [
            ("", format!("{card}\n")),
            (
                "[deck]\ntitle = 'x'\n",
                format!("[deck]\ntitle = 'x'\n\n{card}\n"),
            ),
            ("[deck]\n\n", format!("[deck]\n\n{card}\n")),
            ("[deck]", format!("[deck]\n\n{card}")),
            ("[[card]]\n# last", format!("[[card]]\n# last\n\n{card}")),
            (
                "\u{feff}[deck]\r\n",
                format!("\u{feff}[deck]\r\n\r\n{}\r\n", card.replace('\n', "\r\n")),
            ),
            (
                "card = []",
                "card = [{ id = \"sea\", answer = [1] }]".into(),
            ),
            (
                "card = [{}, {}] # x\n[deck]",
                "card = [{}, {}, { id = \"sea\", answer = [1] }] # x\n[deck]".into(),
            ),
            (
                "card = [\n  {}, # one\n]\n",
                "card = [\n  {}, # one\n  { id = \"sea\", answer = [1] },\n]\n".into(),
            ),
            (
                "card = [\r\n\t{}\r\n]",
                "card = [\r\n\t{},\r\n\t{ id = \"sea\", answer = [1] }\r\n]".into(),
            ),
        ] {
            let Appended { text, place } = append(before, &keys()).unwrap();
            assert_eq!(text, after);
            let bare = after.trim_start_matches('\u{feff}');
            assert!(bare[place.clone()].starts_with(['[', '{']), "{place:?}");
            assert!(bare[place].ends_with([']', '}']));
        }
    }

    #[test]
    fn a_text_that_cannot_take_a_card_is_left() {
        for text in ["card = 1", "[card]\nid = 1", "title = \"", "[[card]"] {
            assert_eq!(append(text, &keys()), None, "{text}");
        }
    }
}
