//! "Did you mean": the name nearest to a misspelt one.

use strsim::damerau_levenshtein;

use crate::diagnostic::Diagnostic;

/// The nearest of the names, if it is near: at most a third of the letters differ, and three.
/// Capitals are not another letter, but of two names that are as near the one without other
/// capitals is nearer.
pub fn nearest<'n>(found: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let reach = (found.chars().count() / 3).clamp(1, 3);
    let lower = found.to_lowercase();
    names
        .map(|name| (distance(&lower, name), name))
        .filter(|(distance, _)| *distance <= reach)
        .min_by_key(|(distance, name)| (*distance, damerau_levenshtein(found, name)))
        .map(|(_, name)| name)
}

/// The nearest of the names, if it is near and no other is as near: what surely was meant.
pub fn only<'n>(found: &str, names: impl Iterator<Item = &'n str> + Clone) -> Option<&'n str> {
    let near = nearest(found, names.clone())?;
    let lower = found.to_lowercase();
    let least = distance(&lower, near);
    let rivals = names
        .filter(|name| *name != near && distance(&lower, name) == least)
        .count();
    (rivals == 0).then_some(near)
}

/// What follows "there is no …": "did you mean" the nearest of the names, or what is said
/// `otherwise`.
pub fn meant<'n>(
    found: &str,
    names: impl Iterator<Item = &'n str>,
    otherwise: impl FnOnce() -> String,
) -> String {
    nearest(found, names).map_or_else(otherwise, |near| format!("; did you mean `{near}`?"))
}

/// A finding about a misspelt name, which is all that it stands at: "did you mean" the nearest, and
/// the fix, `written` as the text wants it, where that surely was meant; `otherwise` where no name
/// is near.
pub fn offer<'n>(
    finding: Diagnostic,
    found: &str,
    names: impl Iterator<Item = &'n str> + Clone,
    written: impl FnOnce(&str) -> String,
    otherwise: impl FnOnce(Diagnostic) -> Diagnostic,
) -> Diagnostic {
    let Some(near) = nearest(found, names.clone()) else {
        return otherwise(finding);
    };
    let finding = finding.label(format!("did you mean `{near}`?"));
    match only(found, names) {
        Some(near) => {
            let span = finding.span.clone();
            finding.fix(span, written(near))
        }
        None => finding,
    }
}

fn distance(lower: &str, name: &str) -> usize {
    damerau_levenshtein(lower, &name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{nearest, only};

    #[test]
    fn of_two_that_are_as_near_neither_was_surely_meant() {
        let names = || ["cat", "cut", "order"].into_iter();
        assert_eq!(only("cit", names()), None);
        assert_eq!(only("odrer", names()), Some("order"));
        assert_eq!(only("CIT", names()), None);
    }

    #[test]
    fn capitals_are_no_other_letters() {
        assert_eq!(nearest("ID", ["in", "id"].into_iter()), Some("id"));
        assert_eq!(
            only("ANWSER", ["accept", "answer"].into_iter()),
            Some("answer")
        );
        assert_eq!(nearest("Asiaa", ["asia", "Asia"].into_iter()), Some("Asia"));
    }

    #[test]
    fn a_slip_is_understood_and_another_word_is_not() {
        let names = ["answer", "accept", "order"];
        assert_eq!(nearest("anwser", names.into_iter()), Some("answer"));
        assert_eq!(nearest("aswer", names.into_iter()), Some("answer"));
        assert_eq!(nearest("picture", names.into_iter()), None);
    }
}
