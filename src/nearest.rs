//! "Did you mean": the name nearest to a misspelt one.

/// The nearest of the names, if it is near: at most a third of the letters differ, and three.
pub fn nearest<'n>(found: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let reach = (found.chars().count() / 3).clamp(1, 3);
    names
        .map(|name| (strsim::damerau_levenshtein(found, name), name))
        .filter(|(distance, _)| *distance <= reach)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The nearest of the names, if it is near and no other is as near: what surely was meant.
pub fn only<'n>(found: &str, names: impl Iterator<Item = &'n str> + Clone) -> Option<&'n str> {
    let near = nearest(found, names.clone())?;
    let distance = strsim::damerau_levenshtein(found, near);
    let rivals = names
        .filter(|name| *name != near && strsim::damerau_levenshtein(found, name) == distance)
        .count();
    (rivals == 0).then_some(near)
}

#[cfg(test)]
mod tests {
    use super::{nearest, only};

    #[test]
    fn of_two_that_are_as_near_neither_was_surely_meant() {
        let names = || ["cat", "cut", "order"].into_iter();
        assert_eq!(only("cit", names()), None);
        assert_eq!(only("odrer", names()), Some("order"));
    }

    #[test]
    fn a_slip_is_understood_and_another_word_is_not() {
        let names = ["answer", "accept", "order"];
        assert_eq!(nearest("anwser", names.into_iter()), Some("answer"));
        assert_eq!(nearest("aswer", names.into_iter()), Some("answer"));
        assert_eq!(nearest("picture", names.into_iter()), None);
    }
}
