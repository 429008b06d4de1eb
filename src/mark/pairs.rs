//! Marking pairs: for each item on the left, its partner.

use super::order::share;
use super::{Mark, Reason};

/// Marks the partners given for the items on the left: the share of them that is right.
///
/// Partners are compared by their text, so that two equal ones stand for each other; a missing
/// one is empty or left out at the end.
pub fn mark<K: AsRef<str>, G: AsRef<str>>(right: &[K], given: &[G]) -> Mark {
    if given.iter().all(|partner| partner.as_ref().is_empty()) {
        return Mark::omitted().trace("pairs", "nothing is paired");
    }
    let hits = right
        .iter()
        .zip(given)
        .filter(|(right, given)| right.as_ref() == given.as_ref())
        .count();
    Mark::scored(share(hits, right.len()), Reason::Pairs)
        .trace("pairs", format!("{hits} of {} right", right.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_score_is_the_share_of_right_pairs() {
        let right = ["Paris", "Rome", "Rome", "Bern"];
        assert_eq!(mark(&right, &["Paris", "Rome", "Rome", "Bern"]).score, 1.0);
        assert_eq!(mark(&right, &["Rome", "Paris", "Rome", "Bern"]).score, 0.5);
        assert_eq!(mark(&right, &["Paris"]).score, 0.25);
        assert_eq!(mark(&right, &["", ""]).reason, Reason::Omitted);
        assert_eq!(mark(&right, &[] as &[&str]).reason, Reason::Omitted);
    }
}
