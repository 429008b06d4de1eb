//! What is said where there is nothing to ask, and what can be done instead.

use std::io;

use retain::session::Slot;

use crate::shell::front::Start;
use crate::shell::learner::State;
use crate::shell::render::words;
use crate::shell::talk;

/// Says kindly that there is nothing to do, and what can be done instead.
pub fn nothing_to_do(
    start: &Start,
    state: &State,
    slots: &[Slot],
    today: i32,
    out_of_time: bool,
) -> io::Result<()> {
    for note in &start.notes {
        talk::say(note);
    }
    if out_of_time {
        return talk::answer(
            "The minutes for today are used up. `retain study --minutes 5` takes five more.\n",
        );
    }
    if slots.is_empty() {
        return talk::answer("No card fits: the decks or tags asked for have none to ask.\n");
    }
    talk::answer(&sentences(state, slots, today))
}

/// Says that nothing is due, what comes next, and what can be done now.
pub fn sentences(state: &State, slots: &[Slot], today: i32) -> String {
    let done = state.today.answers;
    let mut text = if done > 0 {
        format!(
            "Nothing is due: all done for today, after {}.\n",
            words::count(done as usize, "answer", "answers")
        )
    } else {
        "Nothing is due.\n".to_owned()
    };
    let next = slots
        .iter()
        .filter_map(|slot| slot.memory)
        .map(|memory| memory.due_day)
        .filter(|day| *day > today)
        .min();
    if let Some(day) = next {
        let many = slots
            .iter()
            .filter(|slot| slot.memory.is_some_and(|m| m.due_day == day))
            .count();
        let cards = words::count(many, "card comes", "cards come");
        text.push_str(&format!("{cards} back {}.\n", words::until(day, today)));
    }
    if let Some(day) = next {
        text.push_str(&format!(
            "`retain study --ahead={}` asks now what is due by then.\n",
            day - today
        ));
    }
    let new = slots.iter().filter(|slot| slot.memory.is_none()).count();
    if new > 0 {
        let cards = words::count(new, "new card is", "new cards are");
        text.push_str(&format!(
            "{cards} left: `retain study --new 5` takes five of them now.\n"
        ));
    }
    text
}
