//! Measures how well facts are found: over texts whose facts are marked by hand it prints, for
//! each type, how many are marked, how many are found, and precision and recall.
//!
//! `cargo run --example facts` measures the texts in `tests/data/facts`; `-- FILE` shows what is
//! found in one text, `-- FILE --wrong` only what is found wrongly or not at all.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement at the desk reads files"
)]

use std::path::Path;

#[path = "../tests/facts/measure.rs"]
mod measure;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/facts");
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first() {
        None => print!("{}", measure::tables(&folder)),
        Some(file) => {
            let text = std::fs::read_to_string(file).expect("a text");
            print!("{}", measure::listing(&text, arguments.len() > 1));
        }
    }
}
