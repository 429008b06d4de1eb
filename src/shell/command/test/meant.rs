//! Which test the arguments mean: one that is open, or another one.
//!
//! A test is known by its decks and by the name of who takes it, so that two people at one
//! machine do not go on with each other's.

use std::path::Path;

use anyhow::{Result, bail};
use retain::attempt::record::{Kept, Why};
use retain::clean;

use crate::shell::args::Test;
use crate::shell::decks::stem;
use crate::shell::render::words::count;
use crate::shell::store::Store;
use crate::shell::suggest;

/// What is to be done.
pub enum Meant<'k> {
    /// An open test goes on.
    GoesOn(&'k Kept),
    /// One begins, and in its place another ends.
    Anew(Option<(&'k Kept, Why)>),
}

/// What the arguments mean. `seed` is what they draw with, where they say so; `now` is in
/// milliseconds since 1970, UTC.
///
/// # Errors
/// When an open test is another one than they ask for.
pub fn meant<'k>(
    attempts: &'k [Kept],
    ids: &[String],
    arguments: &Test,
    seed: Option<u64>,
    now: i64,
) -> Result<Meant<'k>> {
    let mut open = attempts
        .iter()
        .rev()
        .filter(|kept| kept.closed.is_none() && is_of(kept, ids));
    let own = open.clone().find(|kept| kept.terms.name == arguments.name);
    if arguments.anew {
        return Ok(Meant::Anew(own.map(|kept| (kept, Why::GivenUp))));
    }
    let Some(kept) = own else {
        if arguments.name.is_none()
            && let Some(name) = open.find_map(|kept| kept.terms.name.as_ref())
        {
            bail!(
                "a test of `{}` is open: `{}` goes on with it, `{}` begins another beside it",
                clean::line(name),
                again(arguments, &["--name", name]),
                again(arguments, &["--anew"])
            );
        }
        return Ok(Meant::Anew(None));
    };
    let others = others(kept, arguments, seed);
    if others.is_empty() {
        return Ok(Meant::GoesOn(kept));
    }
    let over = |limit: i64| now.saturating_sub(kept.begun_at).max(kept.elapsed_ms) >= limit;
    if kept.terms.limit_ms.is_some_and(over) {
        return Ok(Meant::Anew(Some((kept, Why::Time))));
    }
    bail!(
        "a test of these decks is open, and was set otherwise: {}; `{}` goes on with it, `--anew` \
         gives it up",
        others.join(", "),
        again(arguments, &[])
    )
}

/// What the arguments say that the open test is not.
fn others(kept: &Kept, arguments: &Test, seed: Option<u64>) -> Vec<String> {
    let terms = &kept.terms;
    let mut found = Vec::new();
    let questions = terms.questions.len();
    if arguments.count.is_some_and(|count| count != questions) {
        found.push(format!(
            "with {}",
            count(questions, "question", "questions")
        ));
    }
    let limit = arguments.time.map(|time| time.as_millis() as i64);
    if limit.is_some() && limit != terms.limit_ms {
        found.push(terms.limit_ms.map_or_else(
            || "without a time limit".to_owned(),
            |limit| format!("with a time of {}", super::time(limit)),
        ));
    }
    if arguments.pass.is_some() && arguments.pass != terms.pass {
        found.push(terms.pass.map_or_else(
            || "without a pass mark".to_owned(),
            |pass| format!("passed from {:.0} % on", pass * 100.0),
        ));
    }
    let mut tags = (arguments.tags.clone(), terms.tags.clone());
    tags.0.sort();
    tags.1.sort();
    if !tags.0.is_empty() && tags.0 != tags.1 {
        found.push(if tags.1.is_empty() {
            "with all tags".to_owned()
        } else {
            format!("with the tags {}", tags.1.join(", "))
        });
    }
    if seed.is_some_and(|seed| seed != terms.seed) {
        found.push("with another `--seed`".to_owned());
    }
    found
}

/// The last test of these decks that is over and was not given up, of the same person.
pub fn last<'k>(attempts: &'k [Kept], ids: &[String], arguments: &Test) -> Option<&'k Kept> {
    attempts.iter().rev().find(|kept| {
        matches!(kept.closed, Some(Why::HandedIn | Why::Time))
            && is_of(kept, ids)
            && (kept.terms.name == arguments.name
                || arguments.last && (arguments.name.is_none() || kept.terms.name.is_none()))
    })
}

/// Whether an attempt is of these decks.
fn is_of(kept: &Kept, ids: &[String]) -> bool {
    let decks = &kept.terms.decks;
    decks.len() == ids.len() && decks.iter().all(|deck| ids.contains(&deck.id))
}

/// The ids of decks that cannot be read now, known from a test that asked them: by their ids, or
/// by the names of their files.
///
/// # Errors
/// When the store cannot be read.
pub fn ids_of(
    store: Option<&Store>,
    attempts: &[Kept],
    arguments: &[String],
) -> Result<Option<Vec<String>>> {
    let Some(store) = store else { return Ok(None) };
    for kept in attempts.iter().rev() {
        let decks = &kept.terms.decks;
        let mut named = 0;
        for deck in decks {
            let text = store.deck_text(&deck.digest)?;
            let is_named = |argument: &String| {
                let stem = stem(Path::new(argument));
                *argument == deck.id || text.as_ref().is_some_and(|text| text.name == stem)
            };
            named += usize::from(arguments.iter().any(is_named));
        }
        if named == decks.len() && named == arguments.len() {
            return Ok(Some(decks.iter().map(|deck| deck.id.clone()).collect()));
        }
    }
    Ok(None)
}

/// The command that takes the same test, with more words.
pub fn again(arguments: &Test, more: &[&str]) -> String {
    let mut words = arguments.decks.clone();
    if let Some(name) = &arguments.name {
        words.extend(["--name".to_owned(), name.clone()]);
    }
    if let Some(out) = &arguments.out {
        words.extend(["--out".to_owned(), out.display().to_string()]);
    }
    words.extend(more.iter().map(|word| (*word).to_owned()));
    clean::line(&suggest::command_of("test", &words)).into_owned()
}
