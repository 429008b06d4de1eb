//! All that is to be said of a deck: read, beside its texts, and looked at by the lints. The same
//! for whoever says it.

use std::path::Path;

use retain::deck::outline::Outline;
use retain::deck::read::{Reading, read_outlined};
use retain::diagnostic::Diagnostic;
use retain::lint::{Context, run};

use super::texts::Given;

/// A deck and what was found in it.
pub struct Looked {
    /// As it is read, with its faults.
    pub reading: Reading,
    /// As it is written.
    pub outline: Outline,
    /// What is said besides: of its texts and its questions, in the order of the file.
    pub flaws: Vec<Diagnostic>,
}

impl Looked {
    /// Looks at a deck; `stem` is its name without an ending, `file` where it is, if it is a file.
    pub fn at(bytes: &[u8], stem: &str, file: Option<&Path>, given: &Given) -> Self {
        let (reading, outline) = read_outlined(bytes, stem);
        let mut flaws = Vec::new();
        if let Some(deck) = &reading.deck {
            let (texts, missing) = given.behind(deck, &outline, file);
            flaws = run(&Context::new(&reading.text, &outline, deck, &texts));
            flaws.extend(missing);
            in_order(&mut flaws);
        }
        Self {
            reading,
            outline,
            flaws,
        }
    }

    /// Faults and flaws, in the order of the file.
    pub fn findings(&self) -> Vec<Diagnostic> {
        let mut all = self.reading.faults.clone();
        all.extend(self.flaws.iter().cloned());
        in_order(&mut all);
        all
    }
}

fn in_order(findings: &mut [Diagnostic]) {
    findings.sort_by_key(|finding| (finding.span.start, finding.severity, finding.span.end));
}
