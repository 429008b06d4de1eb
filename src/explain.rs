//! What each finding means, why it matters and how it is mended: the lints, and the faults in the
//! structure of a deck.

mod faults;

use crate::diagnostic::Severity;
use crate::lint::LINTS;

pub use faults::FAULTS;

/// A finding in words.
#[derive(Debug, Clone, Copy)]
pub struct Explanation {
    /// Its stable name.
    pub name: &'static str,
    /// How grave it is.
    pub level: Severity,
    /// What is found.
    pub what: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// A deck in which it is found. `<FC>` is a byte, `<… 1 MB>` so much text, `# rivers.toml` on a
    /// line of its own the name of a file where there are several.
    pub before: &'static str,
    /// The same, mended.
    pub after: &'static str,
}

/// All findings that there are: faults first, then lints.
pub fn all() -> impl Iterator<Item = Explanation> + Clone {
    let lints = LINTS.iter().map(|lint| Explanation {
        name: lint.name,
        level: lint.level,
        what: lint.what,
        why: lint.why,
        before: lint.before,
        after: lint.after,
    });
    FAULTS.iter().copied().chain(lints)
}

/// The fault of that name.
pub fn fault(name: &str) -> Option<&'static Explanation> {
    FAULTS.iter().find(|fault| fault.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::lint::check;

    /// What a text cannot show, or only a folder, is shown to the program itself by its tests.
    const BY_THE_PROGRAM: [&str; 5] = [
        "not-utf8",
        "long-line",
        "missing-text",
        "missing-id",
        "copied-deck-id",
    ];

    fn codes(cards: &str) -> BTreeSet<&'static str> {
        let deck = if cards.contains("[deck]") {
            cards.to_owned()
        } else {
            format!("[deck]\ntitle = \"T\"\n{cards}")
        };
        let (_, findings) = check(deck.as_bytes(), "t", &BTreeMap::new());
        let errors = findings.iter().filter(|f| f.severity == Severity::Error);
        errors.map(|finding| finding.code).collect()
    }

    #[test]
    fn every_name_is_explained_once() {
        let names: Vec<_> = all().map(|finding| finding.name).collect();
        let different: BTreeSet<_> = names.iter().collect();
        assert_eq!(names.len(), different.len());
        for finding in all() {
            assert!(!finding.what.is_empty() && !finding.why.is_empty());
            assert!(finding.what.ends_with('.') || !finding.what.contains(". "));
        }
    }

    #[test]
    fn every_fault_is_found_in_its_example_and_no_longer_once_it_is_mended() {
        for fault in FAULTS {
            if BY_THE_PROGRAM.contains(&fault.name) {
                continue;
            }
            let found = match fault.before {
                "" => check(b"", "t", &BTreeMap::new()).1[0].code,
                before => codes(before).pop_first().unwrap_or_default(),
            };
            assert_eq!(found, fault.name);
            assert!(codes(fault.before).len() <= 1, "{}", fault.name);
            assert_eq!(codes(fault.after), BTreeSet::new(), "{}", fault.name);
        }
    }
}
