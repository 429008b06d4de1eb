//! `retain explain`: what a finding of `retain check` means, why it matters, how it is mended.

use anyhow::{Result, bail};
use retain::explain::{Explanation, all};
use retain::nearest::meant;

use super::Ended;
use crate::shell::args::Explain;
use crate::shell::render::text;
use crate::shell::{face, talk};

/// Explains one finding, or lists them all.
pub fn run(arguments: &Explain) -> Result<Ended> {
    let columns = face::columns();
    let Some(name) = &arguments.name else {
        talk::answer(&list(columns))?;
        return Ok(Ended::Done);
    };
    let Some(found) = all().find(|finding| finding.name == name) else {
        let otherwise = || "; `retain explain` lists all findings".to_owned();
        let names = all().map(|finding| finding.name);
        bail!(
            "nothing is called `{name}`{}",
            meant(name, names, otherwise)
        );
    };
    talk::answer(&whole(&found, columns))?;
    Ok(Ended::Done)
}

fn list(columns: usize) -> String {
    let widest = all().map(|finding| finding.name.len()).max().unwrap_or(0) + 2;
    let row = |finding: Explanation| {
        let Explanation {
            name, level, what, ..
        } = finding;
        if columns < 2 * widest {
            // There is no room for two columns.
            let said = text::row("  ", &format!("{}: {what}", level.name()), columns);
            return format!("{name}\n{said}");
        }
        text::row(
            &format!("{name:<widest$}{:<9}", level.name()),
            what,
            columns,
        )
    };
    all().map(row).collect()
}

fn whole(found: &Explanation, columns: usize) -> String {
    let mut out = text::row(
        &format!("{}[{}]: ", found.level.name(), found.name),
        found.what,
        columns,
    );
    out.push('\n');
    out.push_str(&text::row("", found.why, columns));
    for (title, deck) in [("before", found.before), ("after", found.after)] {
        out.push_str(&format!("\n{title}:\n\n"));
        let deck = match deck.trim() {
            "" => "(nothing)",
            deck => deck,
        };
        let lines = deck.lines();
        out.extend(lines.map(|line| format!("  {line}").trim_end().to_owned() + "\n"));
    }
    out
}
