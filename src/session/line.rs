//! The line of cards: what is asked next, and when a missed card comes back.

use std::collections::VecDeque;

/// How many cards are asked before a missed one comes back; with every further miss as many
/// more as [`MORE_CARDS`].
const CARDS: u32 = 3;
const MORE_CARDS: u32 = 2;
/// Or after how long, in milliseconds, times the number of misses.
const WAIT_MS: i64 = 60_000;

/// Where in the line a card was taken from, for putting it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// In front of those that have not been asked.
    Ahead,
    /// In front of those that were put off.
    PutOff,
    /// At this place among the missed ones.
    Waiting(usize, Waiting),
}

/// A missed card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Waiting {
    slot: usize,
    /// It comes back once so many answers were given in the sitting, or at that time.
    after: u32,
    at: i64,
}

/// The line of a sitting. A card stands in it once at most; the open card does not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    ahead: VecDeque<usize>,
    waiting: Vec<Waiting>,
    put_off: VecDeque<usize>,
    /// Cards that have been put off once: the next time they leave the sitting.
    put_off_once: Vec<usize>,
}

impl Line {
    pub(super) fn new(order: Vec<usize>) -> Self {
        Self {
            ahead: order.into(),
            ..Self::default()
        }
    }

    /// Takes the next card; with where it stood.
    pub(super) fn next(&mut self, answered: u32, now: i64) -> Option<(usize, Place)> {
        let ready = self
            .waiting
            .iter()
            .position(|waiting| answered >= waiting.after || now >= waiting.at);
        if let Some(place) = ready {
            return Some(self.take_waiting(place));
        }
        if let Some(slot) = self.ahead.pop_front() {
            return Some((slot, Place::Ahead));
        }
        if let Some(slot) = self.put_off.pop_front() {
            return Some((slot, Place::PutOff));
        }
        // Nothing else is left: the card that waits is asked at once.
        (!self.waiting.is_empty()).then(|| self.take_waiting(0))
    }

    fn take_waiting(&mut self, place: usize) -> (usize, Place) {
        let waiting = self.waiting.remove(place);
        (waiting.slot, Place::Waiting(place, waiting))
    }

    /// Puts a card back where it was taken from.
    pub(super) fn put_back(&mut self, slot: usize, place: Place) {
        self.remove(slot);
        match place {
            Place::Ahead => self.ahead.push_front(slot),
            Place::PutOff => self.put_off.push_front(slot),
            Place::Waiting(place, waiting) => {
                let place = place.min(self.waiting.len());
                self.waiting.insert(place, waiting);
            }
        }
    }

    /// Lets a missed card wait.
    pub(super) fn wait(&mut self, slot: usize, misses: u32, answered: u32, now: i64) {
        self.remove(slot);
        let more = misses.saturating_sub(1);
        self.waiting.push(Waiting {
            slot,
            after: answered + CARDS + MORE_CARDS * more,
            at: now + WAIT_MS * i64::from(misses.max(1)),
        });
    }

    /// Puts a card to the end; the second time it leaves. Says whether it is still in line.
    pub(super) fn put_off(&mut self, slot: usize) -> bool {
        self.remove(slot);
        let first = !self.put_off_once.contains(&slot);
        if first {
            self.put_off_once.push(slot);
            self.put_off.push_back(slot);
        }
        first
    }

    /// Takes a card out of the line.
    pub(super) fn remove(&mut self, slot: usize) {
        self.ahead.retain(|other| *other != slot);
        self.put_off.retain(|other| *other != slot);
        self.waiting.retain(|waiting| waiting.slot != slot);
    }

    /// The cards that are left, in no order that matters.
    pub(super) fn rest(&self) -> impl Iterator<Item = usize> {
        let waiting = self.waiting.iter().map(|waiting| waiting.slot);
        self.ahead
            .iter()
            .chain(&self.put_off)
            .copied()
            .chain(waiting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(line: &mut Line, answered: u32, now: i64) -> Option<usize> {
        line.next(answered, now).map(|(slot, _)| slot)
    }

    #[test]
    fn a_missed_card_comes_back_after_three_others() {
        let mut line = Line::new((0..8).collect());
        assert_eq!(next(&mut line, 0, 0), Some(0));
        line.wait(0, 1, 1, 0);
        let asked: Vec<_> = (1..6).map(|n| next(&mut line, n, 0)).collect();
        assert_eq!(asked, [1, 2, 3, 0, 4].map(Some));
    }

    #[test]
    fn or_after_a_minute() {
        let mut line = Line::new((0..8).collect());
        next(&mut line, 0, 0);
        line.wait(0, 1, 1, 5_000);
        assert_eq!(next(&mut line, 1, 64_999), Some(1));
        assert_eq!(next(&mut line, 2, 65_000), Some(0));
    }

    #[test]
    fn it_is_asked_at_once_where_nothing_else_is_left() {
        let mut line = Line::new(vec![7]);
        next(&mut line, 0, 0);
        line.wait(7, 1, 1, 0);
        assert_eq!(next(&mut line, 1, 0), Some(7));
        assert_eq!(next(&mut line, 1, 0), None);
    }

    #[test]
    fn a_card_put_off_twice_leaves() {
        let mut line = Line::new(vec![0, 1]);
        let first = next(&mut line, 0, 0).unwrap();
        assert!(line.put_off(first));
        assert_eq!(next(&mut line, 0, 0), Some(1));
        assert_eq!(next(&mut line, 0, 0), Some(0));
        assert!(!line.put_off(0));
        assert_eq!(next(&mut line, 0, 0), None);
    }
}
