//! The figures on finding facts that the documentation gives are those that are measured.

#![allow(clippy::unwrap_used, reason = "in a test a surprise is a failure")]
#![allow(
    clippy::disallowed_methods,
    reason = "the wall is for the program; a test reads its data"
)]

use std::fs;
use std::path::Path;

mod measure;

/// `FACTS_UPDATE=1 cargo test --test facts` writes what has changed.
#[test]
fn the_documentation_gives_the_figures_that_are_measured() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let measured = measure::tables(&root.join("tests/data/facts"));
    let path = root.join("docs/facts.md");
    let page = fs::read_to_string(&path).unwrap();
    let start = page.find("### tuned").unwrap();
    let end = start + page[start..].find("\n## ").unwrap() + 1;
    if page[start..end] == measured {
        return;
    }
    if std::env::var_os("FACTS_UPDATE").is_some() {
        let page = format!("{}{measured}{}", &page[..start], &page[end..]);
        fs::write(path, page).unwrap();
    } else {
        assert_eq!(page[start..end], measured, "FACTS_UPDATE=1 writes it");
    }
}
