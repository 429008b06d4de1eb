//! `retain check`: the faults of decks and what the lints say, with their places.

mod checked;
mod fix;
mod print;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use retain::deck::edit::Found;
use retain::diagnostic::{Diagnostic, Severity};
use retain::explain;
use retain::lint::{LINTS, MISSING_TEXT, lint};
use retain::nearest::meant;

use self::checked::Checked;
use super::Ended;
use crate::shell::args::Check;
use crate::shell::config::Config;
use crate::shell::decks::{self, Inside};
use crate::shell::diagnose::Look;
use crate::shell::findings::Looked;
use crate::shell::render::palette::When;
use crate::shell::texts::Given;
use crate::shell::{face, files};

/// Checks decks.
pub fn run(config: &Config, arguments: &Check, color: When) -> Result<Ended> {
    refuse_unknown(&arguments.allow)?;
    let given = Given::read(&arguments.texts)?;
    let find = |text: &str, file: &Path| find(text, file, arguments, &given);
    if arguments.stdin && arguments.fix {
        if arguments.format.is_some() {
            bail!(
                "with `--stdin --fix` the mended deck is printed and no findings, so `--format` \
                 has no place"
            );
        }
        return fix::stdin(&arguments.stdin_name, arguments, &given, find);
    }
    let (mut mended, mut could_not, mut unread) = (Vec::new(), Vec::new(), Vec::new());
    let mut found = if arguments.stdin {
        vec![checked::stdin(&arguments.stdin_name, &given)?]
    } else {
        let Inside {
            files: paths,
            closed,
        } = deck_files(config, &arguments.paths)?;
        if arguments.fix {
            if !arguments.texts.is_empty() {
                // A slip in what was typed is said before a file is changed.
                let (found, _) = checked::files(&paths, &given);
                given.refuse_unused(&found.iter().flat_map(|file| &file.sources))?;
            }
            (mended, could_not) = fix::files(&paths, find);
        }
        let mut found;
        (found, unread) = checked::files(&paths, &given);
        unread.extend(closed);
        if arguments.paths.is_empty() && config.built_in() {
            found.extend(checked::built_in(&given));
        }
        found
    };
    given.refuse_unused(&found.iter().flat_map(|file| &file.sources))?;
    checked::refuse_twins(&mut found);
    for file in &mut found {
        file.findings
            .retain(|finding| !arguments.allow.iter().any(|name| name == finding.code));
    }
    let look = Look {
        colour: face::colour(color),
        columns: face::columns_to_wrap(),
    };
    let format = arguments.format.unwrap_or_default();
    print::all(&mended, &found, unread.len(), format, look)?;
    could_not.extend(unread);
    if !could_not.is_empty() {
        bail!("{}", could_not.join("\n"));
    }
    let all = found.iter().flat_map(|file| &file.findings);
    Ok(
        if all.into_iter().any(|finding| fails(finding, arguments)) {
            Ended::DoesNotHold
        } else {
            Ended::Done
        },
    )
}

/// What is wrong in the text of a file and not allowed.
fn find(text: &str, file: &Path, arguments: &Check, given: &Given) -> Found {
    let looked = Looked::at(text.as_bytes(), &decks::stem(file), Some(file), given);
    let mut findings = looked.findings();
    findings.retain(|finding| !arguments.allow.iter().any(|name| name == finding.code));
    Found {
        reading: looked.reading,
        findings,
    }
}

/// Whether a finding is one that must not be.
fn fails(finding: &Diagnostic, arguments: &Check) -> bool {
    match finding.severity {
        Severity::Error => true,
        Severity::Warning => arguments.deny.is_some(),
        Severity::Info => false,
    }
}

/// How many findings are as grave as that.
fn number(found: &[Checked], severity: Severity) -> usize {
    let all = found.iter().flat_map(|file| &file.findings);
    all.filter(|finding| finding.severity == severity).count()
}

/// Only lints can be allowed, and only those that there are.
fn refuse_unknown(allowed: &[String]) -> Result<()> {
    let is_lint = |name: &str| lint(name).is_some() || name == MISSING_TEXT;
    if let Some(name) = allowed.iter().find(|name| !is_lint(name)) {
        if explain::fault(name).is_some() {
            bail!("`{name}` is no lint but an error of structure, which cannot be allowed");
        }
        let names = LINTS.iter().map(|lint| lint.name);
        let otherwise = || "; `retain explain` lists them".to_owned();
        bail!("there is no lint `{name}`{}", meant(name, names, otherwise));
    }
    Ok(())
}

fn deck_files(config: &Config, paths: &[PathBuf]) -> Result<Inside> {
    let mut found = Inside::default();
    let mut take = |inside: Inside| {
        found.files.extend(inside.files);
        found.closed.extend(inside.closed);
    };
    if paths.is_empty() {
        for folder in config.deck_folders() {
            take(decks::deck_files(&folder)?);
        }
    }
    for path in paths {
        if !files::exists(path) {
            bail!("there is no file or folder `{}`", path.display());
        }
        let inside = decks::deck_files(path)?;
        if inside.files.is_empty() && inside.closed.is_empty() {
            bail!("there is no `.toml` file in `{}`", path.display());
        }
        take(inside);
    }
    found.files.sort();
    let mut seen = HashSet::new();
    found
        .files
        .retain(|path| seen.insert(files::real_name(path)));
    Ok(found)
}
