//! What a sitting came to: a fold over its answers.

use std::collections::{BTreeMap, HashMap};

use super::Summary;
use super::machine::Given;
use crate::mark::Verdict;
use crate::review::{CardId, Rating};
use crate::schedule::Memory;

/// From how many days of stability a card counts as known for a week.
const WEEK: f32 = 7.0;

pub(super) fn fold(given: &[Given], unfinished: usize, time_up: bool) -> Summary {
    let mut summary = Summary {
        unfinished,
        time_up,
        asked: given.len(),
        ..Summary::default()
    };
    // Of each card: its state before the sitting, its misses, and its last answer.
    let mut cards: HashMap<usize, (&Given, u32, &Given)> = HashMap::new();
    let mut score = 0.0;
    for answer in given {
        let mark = &answer.marked.mark;
        score += mark.score;
        match mark.verdict {
            Verdict::Correct => summary.correct += 1,
            Verdict::Almost => summary.almost += 1,
            Verdict::Partial => summary.partial += 1,
            Verdict::Wrong => summary.wrong += 1,
        }
        summary.took_ms += u64::from(answer.marked.review.took_ms);
        let missed = u32::from(answer.marked.rating == Rating::Again);
        let card = cards.entry(answer.slot).or_insert((answer, 0, answer));
        card.1 += missed;
        card.2 = answer;
    }
    summary.score = (!given.is_empty()).then(|| score / given.len() as f64);
    let mut hardest: Option<(u32, usize)> = None;
    for (slot, (first, misses, last)) in &cards {
        let known = last.marked.rating != Rating::Again;
        summary.relearned += usize::from(*misses > 0 && known);
        summary.new += usize::from(first.before.is_none());
        let week = |stability: f32| stability >= WEEK;
        let before = first.before.is_some_and(|memory| week(memory.stability));
        summary.known_for_a_week += usize::from(
            known && last.after.is_some_and(|memory| week(memory.stability)) && !before,
        );
        let all = misses + first.before.map_or(0, |memory| memory.lapses);
        let harder = hardest.is_none_or(|(most, place)| (all, place) > (most, *slot));
        if *misses > 0 && all > 1 && harder {
            hardest = Some((all, *slot));
        }
    }
    summary.hardest = hardest.and_then(|(misses, slot)| {
        let (first, _, _) = cards.get(&slot)?;
        let question = first.marked.ask.prompt.clone();
        Some((first.marked.review.card.clone(), question, misses))
    });
    summary
}

/// The cards of a sitting that have lapsed so often, with how often, most lapses first.
pub(super) fn leeches(given: &[Given], lapses: u32) -> Vec<(CardId, u32)> {
    let mut last: HashMap<usize, &Given> = HashMap::new();
    for answer in given {
        last.insert(answer.slot, answer);
    }
    let mut found: Vec<(CardId, u32)> = last
        .into_values()
        .map(|given| {
            (
                given.marked.review.card.clone(),
                given.after.map_or(0, |memory| memory.lapses),
            )
        })
        .filter(|(_, found)| *found >= lapses)
        .collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found
}

/// How many days are named on which cards are due next, besides today.
pub const NEXT_DAYS: usize = 2;

/// Today, if cards are due that were not asked or are not known yet, and the next days on
/// which cards are due, with how many. `put_off` are due and not asked on purpose.
pub(super) fn next_due<'m>(
    memories: impl Iterator<Item = &'m Memory>,
    coming: &[(i32, usize)],
    today: i32,
    put_off: usize,
) -> Vec<(i32, usize)> {
    let mut days: BTreeMap<i32, usize> = BTreeMap::new();
    for (day, cards) in coming {
        *days.entry((*day).max(today)).or_default() += cards;
    }
    for memory in memories {
        *days.entry(memory.due_day.max(today)).or_default() += 1;
    }
    if let Some(left) = days.remove(&today).map(|due| due.saturating_sub(put_off))
        && left > 0
    {
        days.insert(today, left);
    }
    let most = NEXT_DAYS + usize::from(days.contains_key(&today));
    days.into_iter().take(most).collect()
}
