//! Mends what has one right fix, and writes the ids that are missing.

use std::collections::HashMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::splice::{self, Splice};
use super::{Change, Edited, MISSING_ID, ids, split_mark};
use crate::deck::read::Reading;
use crate::deck::{Card, Deck};
use crate::diagnostic::{Diagnostic, Severity};

/// Faults of the text as a whole: what it means is not known, so nothing in it is touched.
const UNREADABLE: [&str; 4] = ["syntax", "not-utf8", "long-line", "empty-file"];
/// Mending may show what else is wrong, but not for ever.
const MOST_ROUNDS: usize = 100;

/// What is known of a text.
#[derive(Debug, Clone)]
pub struct Found {
    /// The deck.
    pub reading: Reading,
    /// All its findings, faults and others.
    pub findings: Vec<Diagnostic>,
}

/// Mends a text; `find` says what is wrong in one. Nothing is changed in a text that is not TOML,
/// for then nobody knows what it means: that is the error.
///
/// # Errors
/// The first fault of a text that cannot be read.
pub fn mend(text: &str, find: &dyn Fn(&str) -> Found) -> Result<Edited, Box<Diagnostic>> {
    let (mark, text) = split_mark(text);
    let mut mending = Mending::new(text, find)?;
    for _ in 0..MOST_ROUNDS {
        let wishes = mending.wishes();
        if wishes.is_empty() {
            break;
        }
        mending.grant(wishes);
    }
    mending.write_ids();
    let Mending {
        text, mut changes, ..
    } = mending;
    changes.sort_by_key(|change| change.place.start);
    Ok(Edited {
        text: format!("{mark}{text}"),
        changes,
    })
}

/// A fix that is to be tried.
#[derive(Clone)]
struct Wish {
    code: &'static str,
    /// Where the finding is.
    at: usize,
    splice: Splice,
}

struct Mending<'f> {
    text: String,
    /// What is known of the text; nothing is asked of it any more once ids are written.
    found: Found,
    find: &'f dyn Fn(&str) -> Found,
    changes: Vec<Change>,
    /// Findings whose fix did not do: their names and places.
    refused: Vec<(&'static str, usize)>,
}

impl<'f> Mending<'f> {
    fn new(text: &str, find: &'f dyn Fn(&str) -> Found) -> Result<Self, Box<Diagnostic>> {
        let found = find(text);
        if let Some(fault) = unreadable(&found) {
            return Err(Box::new(fault.clone()));
        }
        Ok(Self {
            text: text.to_owned(),
            found,
            find,
            changes: Vec::new(),
            refused: Vec::new(),
        })
    }

    /// The fixes at hand that do not touch each other.
    fn wishes(&self) -> Vec<Wish> {
        let mut all: Vec<Wish> = Vec::new();
        for finding in &self.found.findings {
            let (code, at) = (finding.code, finding.span.start);
            let Some(fix) = &finding.fix else { continue };
            let changes = self
                .text
                .get(fix.span.clone())
                .is_some_and(|old| old != fix.text);
            if !changes || self.refused.contains(&(code, at)) {
                continue;
            }
            all.extend(headers(&self.text, &fix.span).into_iter().map(|span| Wish {
                code,
                at: if span == fix.span { at } else { span.start },
                splice: Splice {
                    span,
                    text: fix.text.clone(),
                },
            }));
        }
        all.sort_by_key(|wish| (wish.splice.span.start, wish.splice.span.end));
        let mut apart: Vec<Wish> = Vec::new();
        for wish in all {
            let free = apart.last().is_none_or(|last| {
                wish.splice.span.start >= last.splice.span.end
                    && wish.splice.span.start > last.splice.span.start
            });
            if free {
                apart.push(wish);
            }
        }
        apart
    }

    /// Makes all changes that do what they should: together if that goes well, else half by half.
    fn grant(&mut self, wishes: Vec<Wish>) {
        let mut waiting = vec![wishes];
        while let Some(mut wishes) = waiting.pop() {
            let splices: Vec<Splice> = wishes.iter().map(|wish| wish.splice.clone()).collect();
            let text = splice::apply(&self.text, &splices);
            let found = (self.find)(&text);
            if does(&self.found, &found, &wishes, &splices) {
                let made = splice::places(&splices)
                    .into_iter()
                    .zip(&wishes)
                    .map(|(place, wish)| Change {
                        place,
                        code: wish.code,
                        message: said(&self.text[wish.splice.span.clone()], &wish.splice.text),
                    })
                    .collect();
                self.accept(text, &splices, made);
                self.found = found;
                for wish in waiting.iter_mut().flatten() {
                    wish.at = splice::moved(wish.at, &splices);
                    let span = &wish.splice.span;
                    wish.splice.span =
                        splice::moved(span.start, &splices)..splice::moved(span.end, &splices);
                }
            } else if let [wish] = wishes.as_slice() {
                self.refused.push((wish.code, wish.at));
            } else {
                let second = wishes.split_off(wishes.len() / 2);
                waiting.extend([second, wishes]);
            }
        }
    }

    fn write_ids(&mut self) {
        let missing = ids::missing(&self.text);
        if missing.is_empty() {
            return;
        }
        let splices: Vec<Splice> = missing.iter().map(|m| m.splice.clone()).collect();
        let text = splice::apply(&self.text, &splices);
        if !only_ids(&self.text, &text, &missing) {
            return;
        }
        let made = splice::places(&splices)
            .into_iter()
            .zip(&missing)
            .map(|(place, missing)| Change {
                place: id_in(&text, place),
                code: MISSING_ID,
                message: format!("the id `{}` is written", missing.id),
            })
            .collect();
        self.accept(text, &splices, made);
    }

    fn accept(&mut self, text: String, splices: &[Splice], made: Vec<Change>) {
        for change in &mut self.changes {
            let old = &change.place;
            let start = splice::moved(old.start, splices);
            let mut inside = splices.iter();
            change.place = if inside.any(|it| it.span.start < old.end && old.start < it.span.end) {
                start..splice::moved(old.end, splices).max(start)
            } else {
                start..start + old.len()
            };
        }
        for (_, at) in &mut self.refused {
            *at = splice::moved(*at, splices);
        }
        self.changes.extend(made);
        self.text = text;
    }
}

fn unreadable(found: &Found) -> Option<&Diagnostic> {
    let faults = &found.reading.faults;
    faults.iter().find(|fault| UNREADABLE.contains(&fault.code))
}

/// A misspelt `[[header]]` stands before every table of its list: all those places; else the
/// place alone.
fn headers(text: &str, span: &Range<usize>) -> Vec<Range<usize>> {
    let alone = vec![span.clone()];
    if !text[..span.start].trim_end().ends_with("[[") {
        return alone;
    }
    let name = &text[span.clone()];
    let Ok(root) = DeTable::parse(text) else {
        return alone;
    };
    let tables = root.get_ref().iter().find(|(key, _)| key.span() == *span);
    let Some(DeValue::Array(tables)) = tables.map(|(_, value)| value.get_ref()) else {
        return alone;
    };
    let place = |table: &Spanned<DeValue<'_>>| {
        let start = table.span().start + text.get(table.span())?.find(name)?;
        Some(start..start + name.len())
    };
    tables
        .iter()
        .map(place)
        .collect::<Option<_>>()
        .unwrap_or(alone)
}

/// Whether changes did what they should: what was found is gone, nothing else is wrong there,
/// and no other card is another or lost.
fn does(before: &Found, after: &Found, wishes: &[Wish], splices: &[Splice]) -> bool {
    if unreadable(after).is_some() {
        return false;
    }
    let places = splice::places(splices);
    let starts: Vec<(usize, usize, &str)> = wishes
        .iter()
        .zip(&places)
        .map(|(wish, place)| (splice::moved(wish.at, splices), place.start, wish.code))
        .collect();
    let mut worse: HashMap<usize, Vec<&Diagnostic>> = HashMap::new();
    for finding in &after.findings {
        worse.entry(finding.span.start).or_default().push(finding);
    }
    let mended = starts.iter().all(|(at, place, code)| {
        [at, place].into_iter().all(|start| {
            worse.get(start).is_none_or(|found| {
                found
                    .iter()
                    .all(|finding| finding.code != *code && (start != place || harmless(finding)))
            })
        })
    });
    let (Some(old), new) = (&before.reading.deck, &after.reading.deck) else {
        return mended;
    };
    mended
        && new
            .as_ref()
            .is_some_and(|new| same_cards(old, new, splices))
}

fn harmless(finding: &Diagnostic) -> bool {
    finding.severity != Severity::Error
}

/// Whether all cards of the old deck are in the new one, those that were not touched as they were.
fn same_cards(old: &Deck, new: &Deck, splices: &[Splice]) -> bool {
    let cards: HashMap<&str, &Card> = new
        .cards
        .iter()
        .map(|card| (card.id.card.as_str(), card))
        .collect();
    let touched = |card: &Card| {
        let first = splices.partition_point(|splice| splice.span.start < card.span.start);
        splices
            .get(first)
            .is_some_and(|splice| splice.span.start < card.span.end)
    };
    old.cards.iter().all(|card| {
        touched(card)
            || cards.get(card.id.card.as_str()).is_some_and(|found| {
                found.content == card.content
                    && found.kind == card.kind
                    && found.hint == card.hint
                    && found.explanation == card.explanation
            })
    })
}

/// Whether a text is the other with these ids and nothing else.
fn only_ids(before: &str, after: &str, missing: &[ids::Missing]) -> bool {
    let (Ok(mut before), Ok(after)) = (before.parse::<toml::Table>(), after.parse::<toml::Table>())
    else {
        return false;
    };
    let cards = before
        .get_mut("card")
        .and_then(|cards| cards.as_array_mut());
    let Some(cards) = cards else { return false };
    for one in missing {
        let Some(card) = cards
            .get_mut(one.entry)
            .and_then(|card| card.as_table_mut())
        else {
            return false;
        };
        card.insert("id".to_owned(), one.id.clone().into());
    }
    before == after
}

/// The `id = "…"` of what was inserted there.
fn id_in(text: &str, place: Range<usize>) -> Range<usize> {
    let inserted = &text[place.clone()];
    let start = place.start + inserted.find("id").unwrap_or(0);
    let end = place.start + inserted.rfind('"').map_or(inserted.len(), |at| at + 1);
    start..end
}

/// A change in words.
fn said(old: &str, new: &str) -> String {
    /// Characters of a text that tell it from others.
    const ENOUGH: usize = 60;
    let short = |text: &str| {
        let text = crate::clean::line(text).into_owned();
        match text.char_indices().nth(ENOUGH) {
            Some((at, _)) => format!("{}…", &text[..at]),
            None => text,
        }
    };
    match (old.trim(), new.trim()) {
        ("", new) => format!("`{}` is added", short(new)),
        (old, "") => format!("`{}` is removed", short(old)),
        (old, new) => format!("`{}` is now `{}`", short(old), short(new)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::read::read;

    fn found(text: &str) -> Found {
        let reading = read(text.as_bytes(), "deck");
        Found {
            findings: reading.faults.clone(),
            reading,
        }
    }

    fn mended(text: &str) -> (String, Vec<String>) {
        let edited = mend(text, &found).unwrap();
        let bare = split_mark(&edited.text).1;
        for change in &edited.changes {
            assert!(bare.get(change.place.clone()).is_some(), "{change:?}");
        }
        let again = mend(&edited.text, &found).unwrap();
        assert_eq!((&again.text, again.changes.len()), (&edited.text, 0));
        let messages = edited.changes.into_iter().map(|change| change.message);
        (edited.text, messages.collect())
    }

    #[test]
    fn what_has_one_right_fix_is_mended() {
        let head = "[deck]\ntitle = \"T\"\n[sources.cfr]\ntitle = \"C\"\n";
        for (before, after) in [
            ("anwser = 'x'", "answer = 'x'"),
            (
                "answer = 'x'\ndistractros = ['a', 'b'] # two",
                "answer = 'x'\ndistractors = ['a', 'b'] # two",
            ),
            (
                "answer = 'x'\nsource = ['cfrr#5', 'cfr']",
                "answer = 'x'\nsource = [\"cfr#5\", 'cfr']",
            ),
            (
                "answer = 'x'\ntypos = 'false'",
                "answer = 'x'\ntypos = false",
            ),
            (
                "answer = ['x', 'y']\nneed = '1'",
                "answer = ['x', 'y']\nneed = 1",
            ),
            (
                "answer = 'x'\naccents = 'strct'",
                "answer = 'x'\naccents = \"strict\"",
            ),
            (
                "answer = 7\nkind = 'numbr'",
                "answer = 7\nkind = \"number\"",
            ),
            // Mending one shows the next.
            (
                "anwser = ['x', 'y']\nned = '1'",
                "answer = ['x', 'y']\nneed = 1",
            ),
        ] {
            let card = |rest: &str| format!("{head}[[card]]\nid = 'a'\nquestion = 'Q?'\n{rest}\n");
            let (text, messages) = mended(&card(before));
            assert_eq!(text, card(after), "{messages:?}");
            assert!(found(&text).findings.is_empty(), "{text}");
        }
    }

    #[test]
    fn what_could_mean_two_things_is_left_alone() {
        for rest in [
            // The right key is there already.
            "answer = 'x'\nanwser = 'y'",
            // No key of a choice card.
            "answer = 'x'\ndistractors = ['a']\nacept = ['b']",
            "answer = 'x'\ntypos = 'no'",
            "answer = 'x'\nsource = 'cfx'",
        ] {
            let text = format!(
                "[deck]\ntitle = 'T'\n[sources.cfa]\n[sources.cfb]\n[[card]]\nid = 'a'\nquestion = 'Q?'\n{rest}\n"
            );
            let (after, messages) = mended(&text);
            assert_eq!((after.as_str(), messages.len()), (text.as_str(), 0));
            assert!(found(&text).reading.has_errors());
        }
    }

    #[test]
    fn a_bad_fix_does_not_keep_the_others_from_being_made() {
        let card = |n: usize, key: &str| {
            format!("[[card]]\nid = 'c{n}'\nquestion = 'Q{n}?'\nanswer = 'x'\n{key} = ['b']\n")
        };
        let cards = |good: &str| -> String {
            let keys = (0..20).map(|n| if n % 7 == 3 { "anwser" } else { good });
            keys.enumerate().map(|(n, key)| card(n, key)).collect()
        };
        let head = "[deck]\ntitle = 'T'\n";
        let (text, messages) = mended(&format!("{head}{}", cards("acept")));
        assert_eq!(text, format!("{head}{}", cards("accept")));
        assert_eq!(messages.len(), 17);
    }

    #[test]
    fn misspelt_headers_are_mended_all_at_once_and_their_cards_get_ids() {
        let text = "\u{feff}[dekc]\r\ntitle = 'T'\r\n[[cards]]\r\nquestion = 'A?'\r\nanswer = 1\r\n\
                    [[cards]]\r\nquestion = 'B?'\r\nanswer = 2\r\n";
        let (after, messages) = mended(text);
        assert_eq!(
            after,
            "\u{feff}[deck]\r\ntitle = 'T'\r\n[[card]]\r\nid = \"a\"\r\nquestion = 'A?'\r\nanswer = 1\r\n\
             [[card]]\r\nid = \"b\"\r\nquestion = 'B?'\r\nanswer = 2\r\n"
        );
        assert_eq!(messages.len(), 5, "{messages:?}");
    }

    #[test]
    fn a_copied_id_is_mended_where_the_id_says_which_card_it_was_made_for() {
        let deck = |first: &str, second: &str| {
            format!(
                "[deck]\ntitle = 'T'\n[[card]]\nid = 'danube-length'\nquestion = '{first}'\nanswer = 1\n\
                 [[card]]\nid = 'danube-length'\nquestion = '{second}'\nanswer = 2\n"
            )
        };
        let clear = deck(
            "Which length has the Danube?",
            "Which length has the Rhine?",
        );
        let (text, messages) = mended(&clear);
        assert!(text.contains("'danube-length'\nquestion = 'Which length has the Danube?'"));
        assert!(
            text.contains("\"length-rhine\"\nquestion = 'Which length has the Rhine?'"),
            "{text}"
        );
        assert_eq!(messages, ["`'danube-length'` is now `\"length-rhine\"`"]);
        let unclear = deck("How long is it?", "How long is it, in miles?");
        assert_eq!(mended(&unclear).0, unclear);
    }

    #[test]
    fn a_text_that_is_no_toml_is_left_alone() {
        let text = "[deck]\ntitle = 'T'\n[[card]]\nquestion = 'Q?\nanwser = 1\n";
        assert_eq!(mend(text, &found).unwrap_err().code, "syntax");
    }
}
