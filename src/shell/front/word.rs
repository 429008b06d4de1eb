//! The words after a colon: the same wherever lines are read.

use retain::attempt::Move;
use retain::review::Rating;
use retain::session::Action;

use super::Wish;
use super::test::Wanted;

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

/// What can be written in a test, for messages.
pub const OF_TESTS: &str = ":next :back :go 3 :hand-in :leave";

/// What a line of a test asks for, if it is no answer: a colon and a word.
pub fn of_test(line: &str) -> Option<Result<Wanted, String>> {
    let word = line.trim().strip_prefix(':')?;
    let (verb, rest) = word.split_once(' ').unwrap_or((word, ""));
    let wanted = match (verb, rest.trim()) {
        ("next" | "skip", "") => Move::Next.into(),
        ("back", "") => Move::Back.into(),
        ("hand-in", "") => Move::HandIn.into(),
        ("leave" | "quit", "") => Wanted::Leave,
        ("go", n) => match n.parse() {
            Ok(n) => Move::Go(n).into(),
            Err(_) => return Some(Err("`:go 3` goes to question 3".to_owned())),
        },
        (verb, "") if !verb.is_empty() && verb.bytes().all(|b| b.is_ascii_lowercase()) => {
            let verb: String = verb.chars().take(40).collect();
            return Some(Err(format!("there is no `:{verb}`; {OF_TESTS} would do")));
        }
        _ => return None,
    };
    Some(Ok(wanted))
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
