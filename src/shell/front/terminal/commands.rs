//! What can be done besides answering: the menus, and the words for it in a typed line.

use retain::attempt::Move;
use retain::mark::Verdict;
use retain::review::Rating;
use retain::session::Action;

use super::Said;
use crate::shell::front::test::Wanted;
use crate::shell::front::{Wish, word};
use crate::shell::terminal::Entry;

/// The menu of an open question; once its answer is revealed it can no longer be skipped.
pub fn question(hint: bool, revealed: bool) -> Vec<Entry<Wish>> {
    let mut entries = Vec::new();
    if hint {
        entries.push(entry('?', "hint", Action::Hint));
    }
    if !revealed {
        entries.push(entry('s', "skip: don't know", Action::Skip));
    }
    entries.extend([
        entry('l', "later: not now", Action::Later),
        entry('u', "undo last answer", Action::Undo),
        entry('x', "suspend this card", Action::Suspend { last: false }),
        Entry {
            key: 'e',
            label: "edit the deck".to_owned(),
            value: Wish::Edit { last: false },
        },
        entry('q', "quit", Action::Quit),
    ]);
    entries
}

/// The menu after a verdict; none of its entries is "go on", which Esc is.
pub fn marked(verdict: Verdict, rating: Rating) -> Vec<Entry<Wish>> {
    let mut entries = Vec::new();
    if verdict != Verdict::Correct {
        entries.push(entry('r', "I was right", Action::Override(true)));
    }
    if verdict != Verdict::Wrong {
        entries.push(entry('w', "that was wrong", Action::Override(false)));
    }
    entries.push(entry('u', "undo this answer", Action::Undo));
    for other in Rating::ALL {
        if other != rating {
            let key = char::from(b'0' + other as u8);
            let label = format!("rating: {}", other.name());
            entries.push(entry(key, &label, Action::Rate(other)));
        }
    }
    entries.extend([
        entry('x', "suspend this card", Action::Suspend { last: true }),
        Entry {
            key: 'e',
            label: "edit the deck".to_owned(),
            value: Wish::Edit { last: true },
        },
        entry('q', "quit", Action::Quit),
    ]);
    entries
}

/// What a typed line asks for, if it is no answer.
pub fn typed(line: &str, in_test: bool) -> Option<Said> {
    if line.trim() == ":menu" {
        return Some(Said::Menu);
    }
    if in_test {
        return word::of_test(line).map(Said::OfTest);
    }
    word::wish(line).map(Said::Wish)
}

/// The menu of a test's question.
pub fn of_test() -> Vec<Entry<Wanted>> {
    let entry = |key, label: &str, value| Entry {
        key,
        label: label.to_owned(),
        value,
    };
    vec![
        entry('n', "next, without an answer", Move::Next.into()),
        entry('b', "back to the one before", Move::Back.into()),
        entry('h', "hand in", Move::HandIn.into()),
        entry('q', "leave, and go on later", Wanted::Leave),
    ]
}

fn entry(key: char, label: &str, action: Action) -> Entry<Wish> {
    Entry {
        key,
        label: label.to_owned(),
        value: action.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_entries_of_a_menu_have_one_key() {
        for menu in [
            question(true, false),
            marked(Verdict::Almost, Rating::Good),
            marked(Verdict::Wrong, Rating::Again),
        ] {
            let mut keys: Vec<char> = menu.iter().map(|entry| entry.key).collect();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), menu.len());
        }
    }
}
