//! Every input that fuzzing kept, and every deck and text of the tests, under the laws of its
//! reader. `fuzz/run` looks for more.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test reads files, and a surprise is a failure"
)]

#[path = "../fuzz/src/targets.rs"]
mod targets;

use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn the_laws_hold_for_all_that_was_kept() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, law) in targets::TARGETS {
        let kept = files(&root.join("fuzz/corpus").join(name));
        assert!(!kept.is_empty(), "nothing is kept for {name}");
        for path in kept {
            // Printed only where a law breaks.
            println!("{}", path.display());
            law(&fs::read(&path).unwrap());
        }
    }
}

#[test]
fn the_laws_hold_for_the_decks_of_the_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let decks = ["decks", "tests/faults", "tests/lints", "tests/data/mending"];
    for path in decks.iter().flat_map(|folder| files(&root.join(folder))) {
        println!("{}", path.display());
        let bytes = fs::read(&path).unwrap();
        for (name, law) in targets::TARGETS {
            if ["deck", "mend"].contains(name) {
                law(&bytes);
            }
        }
    }
}
