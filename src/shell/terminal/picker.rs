//! Picking one of several, without a terminal: keys in, what happens out.

use std::ops::Range;

use super::Press;

/// How far a page key moves.
const PAGE: usize = 5;

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Nothing, or the cursor moved.
    Stay,
    /// The screen is no longer as it was drawn.
    Again,
    /// This one is picked.
    Picked(usize),
    /// One step back.
    Back,
    /// The hint is asked for.
    Hint,
    /// The menu is asked for.
    Menu,
    /// The learner leaves.
    Quit,
}

/// The cursor in a list that may be longer than the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picker {
    count: usize,
    /// Where the cursor is, from 0.
    pub at: usize,
    /// The first row that is shown.
    top: usize,
    /// The number that is being typed, in a list of more than nine.
    typed: usize,
}

impl Picker {
    /// The cursor at one of `count` options.
    pub fn new(count: usize, at: usize) -> Self {
        Self {
            count,
            at: at.min(count.saturating_sub(1)),
            top: 0,
            typed: 0,
        }
    }

    /// Takes a key. Digits pick at once, in lists of up to nine; beyond that they make a number,
    /// and move there.
    pub fn press(&mut self, press: Press) -> Event {
        let last = self.count.saturating_sub(1);
        let typed = std::mem::take(&mut self.typed);
        match press {
            Press::Up | Press::Char('k') => self.at = self.at.checked_sub(1).unwrap_or(last),
            Press::Down | Press::Char('j') => {
                self.at = if self.at >= last { 0 } else { self.at + 1 };
            }
            Press::PageUp => self.at = self.at.saturating_sub(PAGE),
            Press::PageDown => self.at = (self.at + PAGE).min(last),
            Press::Home | Press::Char('g') => self.at = 0,
            Press::End | Press::Char('G') => self.at = last,
            Press::Enter if self.count > 0 => return Event::Picked(self.at),
            Press::Char(c) if c.is_ascii_digit() => {
                let digit = c as usize - '0' as usize;
                let numbers = [typed * 10 + digit, digit];
                let number = numbers.into_iter().find(|n| (1..=self.count).contains(n));
                if let Some(number) = number {
                    self.at = number - 1;
                    if self.count <= 9 {
                        return Event::Picked(self.at);
                    }
                    self.typed = number;
                }
            }
            Press::Char('?') => return Event::Hint,
            Press::Back | Press::Left => return Event::Back,
            Press::Escape => return Event::Menu,
            Press::Eof => return Event::Quit,
            Press::Resumed => return Event::Again,
            _ => {}
        }
        Event::Stay
    }

    /// The rows to show, of options of these heights, in a window of that many rows; the
    /// option under the cursor is among them, from its first row.
    pub fn rows(&mut self, heights: &[usize], window: usize) -> Range<usize> {
        let window = window.max(1);
        let total: usize = heights.iter().sum();
        let from: usize = heights.iter().take(self.at).sum();
        let to = from + heights.get(self.at).copied().unwrap_or(0);
        if to > self.top + window {
            self.top = to - window;
        }
        if from < self.top {
            self.top = from;
        }
        self.top = self.top.min(total.saturating_sub(window));
        self.top..total.min(self.top + window)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keys(count: usize, keys: &[Press]) -> (usize, Event) {
        let mut picker = Picker::new(count, 0);
        let mut event = Event::Stay;
        for key in keys {
            event = picker.press(*key);
        }
        (picker.at, event)
    }

    #[test]
    fn a_digit_picks_at_once() {
        assert_eq!(keys(4, &[Press::Char('2')]), (1, Event::Picked(1)));
        assert_eq!(keys(4, &[Press::Char('5')]), (0, Event::Stay));
        assert_eq!(keys(4, &[Press::Char('0')]), (0, Event::Stay));
    }

    #[test]
    fn in_a_long_list_digits_make_a_number_that_enter_picks() {
        let typed = |numbers: &str| {
            let keys_of: Vec<Press> = numbers.chars().map(Press::Char).collect();
            keys(12, &keys_of)
        };
        assert_eq!(typed("12"), (11, Event::Stay));
        assert_eq!(typed("10"), (9, Event::Stay));
        assert_eq!(typed("123"), (2, Event::Stay));
        assert_eq!(typed("13"), (2, Event::Stay));
        assert_eq!(typed("0"), (0, Event::Stay));
        let moved = [Press::Char('1'), Press::Down, Press::Char('2')];
        assert_eq!(keys(12, &moved), (1, Event::Stay));
    }

    #[test]
    fn in_a_long_list_a_digit_only_moves() {
        let pressed = [Press::Char('3'), Press::Down, Press::Enter];
        assert_eq!(keys(12, &pressed), (3, Event::Picked(3)));
    }

    #[test]
    fn arrows_and_letters_move_and_wrap_around() {
        assert_eq!(keys(3, &[Press::Up]), (2, Event::Stay));
        assert_eq!(
            keys(3, &[Press::Char('j'), Press::Down, Press::Down]),
            (0, Event::Stay)
        );
        assert_eq!(keys(3, &[Press::End, Press::Char('k')]), (1, Event::Stay));
        assert_eq!(
            keys(9, &[Press::PageDown, Press::PageDown]),
            (8, Event::Stay)
        );
    }

    #[test]
    fn the_other_keys() {
        for (press, event) in [
            (Press::Escape, Event::Menu),
            (Press::Char('?'), Event::Hint),
            (Press::Back, Event::Back),
            (Press::Eof, Event::Quit),
            (Press::Resumed, Event::Again),
            (Press::Char('x'), Event::Stay),
        ] {
            assert_eq!(keys(3, &[press]).1, event);
        }
    }

    #[test]
    fn a_list_longer_than_the_window_scrolls_with_the_cursor() {
        let heights = [1, 2, 1, 3, 1];
        let mut picker = Picker::new(5, 0);
        assert_eq!(picker.rows(&heights, 4), 0..4);
        picker.at = 3;
        assert_eq!(picker.rows(&heights, 4), 3..7);
        picker.at = 2;
        assert_eq!(picker.rows(&heights, 4), 3..7);
        picker.at = 0;
        assert_eq!(picker.rows(&heights, 4), 0..4);
    }

    proptest! {
        #[test]
        fn the_option_under_the_cursor_is_shown_from_its_first_row(
            heights in proptest::collection::vec(1usize..5, 1..20),
            moves in proptest::collection::vec(0usize..20, 1..20),
            window in 1usize..12,
        ) {
            let mut picker = Picker::new(heights.len(), 0);
            for at in moves {
                picker.at = at % heights.len();
                let rows = picker.rows(&heights, window);
                let first: usize = heights.iter().take(picker.at).sum();
                prop_assert!(rows.contains(&first));
                prop_assert!(rows.len() <= window);
            }
        }
    }
}
