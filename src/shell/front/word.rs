//! The words after a colon: the same wherever lines are read.

use retain::review::Rating;
use retain::session::Action;

use super::Wish;

/// What can be written, for messages.
pub const WORDS: &str =
    ":skip :later :hint :undo :right :wrong :again :hard :good :easy :suspend :edit :quit";

/// What a line asks for, if it is no answer: `?` or a colon and a word.
pub fn wish(line: &str) -> Option<Wish> {
    let action = match line.trim() {
        "?" | ":hint" => Action::Hint,
        ":skip" => Action::Skip,
        ":later" => Action::Later,
        ":undo" => Action::Undo,
        ":suspend" => Action::Suspend { last: false },
        ":right" => Action::Override(true),
        ":wrong" => Action::Override(false),
        ":quit" => Action::Quit,
        ":edit" => return Some(Wish::Edit { last: false }),
        other => Action::Rate(Rating::from_name(other.strip_prefix(':')?)?),
    };
    Some(action.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_start_with_a_colon_and_anything_else_is_an_answer() {
        assert_eq!(wish("?"), Some(Action::Hint.into()));
        assert_eq!(wish(" :skip "), Some(Action::Skip.into()));
        assert_eq!(wish(":easy"), Some(Action::Rate(Rating::Easy).into()));
        for answer in ["skip", ":)", ": skip", "??", "", "easy"] {
            assert_eq!(wish(answer), None, "{answer}");
        }
    }

    #[test]
    fn every_word_that_is_told_is_understood() {
        assert!(WORDS.split(' ').all(|word| wish(word).is_some()));
    }
}
