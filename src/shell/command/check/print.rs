//! Findings in the three formats, and the line that sums them up.

use std::collections::HashSet;

use anyhow::Result;
use retain::diagnostic::Severity;

use super::checked::Checked;
use super::fix::Mended;
use super::number;
use crate::shell::args::Format;
use crate::shell::diagnose::Look;
use crate::shell::render::words::count;
use crate::shell::{diagnose, talk};

/// Prints what was mended and all findings, file by file; `unread` files could not be read.
pub fn all(
    mended: &[Mended],
    found: &[Checked],
    unread: usize,
    format: Format,
    look: Look,
) -> Result<()> {
    match format {
        Format::Json => {
            let found = found
                .iter()
                .flat_map(|file| diagnose::json(&file.shown, &file.text, &file.findings));
            let objects: Vec<_> = mended.iter().flat_map(Mended::json).chain(found).collect();
            talk::answer(&format!("{}\n", serde_json::to_string(&objects)?))?;
        }
        Format::Short => {
            for file in mended {
                talk::answer(&file.short())?;
            }
            for file in with_findings(found) {
                talk::answer(&diagnose::short(&file.shown, &file.text, &file.findings))?;
            }
        }
        Format::Human => {
            for file in mended {
                talk::answer(&file.human())?;
            }
            let mut explained = HashSet::new();
            for Checked {
                shown,
                text,
                findings,
                ..
            } in with_findings(found)
            {
                let said =
                    diagnose::explained(shown, text, findings, |code| explained.insert(code), look);
                talk::answer(&said)?;
            }
            if !found.is_empty() {
                talk::answer(&summary(found, unread))?;
            }
        }
    }
    Ok(())
}

fn with_findings(found: &[Checked]) -> impl Iterator<Item = &Checked> {
    found.iter().filter(|file| !file.findings.is_empty())
}

fn summary(found: &[Checked], unread: usize) -> String {
    let words = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Info, "info", "infos"),
    ];
    let counts: Vec<String> = words
        .into_iter()
        .map(|(severity, one, many)| (number(found, severity), one, many))
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| count(n, one, many))
        .collect();
    let said = if counts.is_empty() {
        "no faults".to_owned()
    } else {
        counts.join(", ")
    };
    let cards = found.iter().map(|file| file.entries).sum();
    let decks = count(found.len(), "deck", "decks");
    let cards = count(cards, "card", "cards");
    let unread = match unread {
        0 => String::new(),
        n => format!("; {} could not be read", count(n, "file", "files")),
    };
    format!("{said} in {cards} of {decks}{unread}\n")
}
