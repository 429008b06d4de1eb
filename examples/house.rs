//! A data folder to measure with: generated decks, and a log of answers to their cards.
//!
//! `cargo run --release --example house -- FOLDER [CARDS [FILES [ANSWERS]]]` makes `FOLDER/decks` and
//! `FOLDER/log.csv`, which `retain --data-dir FOLDER --now 2026-11-27T07:00:00Z import` takes in;
//! 100,000 cards in 1,000 files and 1,000,000 answers if nothing else is said.
#![allow(
    clippy::disallowed_methods,
    reason = "it is there to write files, and is no part of the program"
)]

#[path = "../benches/generated/mod.rs"]
mod generated;

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let Some(folder) = arguments.next() else {
        return Err(io::Error::other(
            "which folder? `house FOLDER [CARDS [FILES [ANSWERS]]]` would do",
        ));
    };
    let mut number = |otherwise: usize| match arguments.next() {
        Some(said) => said
            .parse()
            .map_err(|_| io::Error::other(format!("`{said}` is no number"))),
        None => Ok(otherwise),
    };
    let (cards, files, answers) = (number(100_000)?, number(1_000)?, number(1_000_000)?);
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("decks"))?;
    for (place, text) in generated::decks(cards, files).iter().enumerate() {
        fs::write(folder.join(format!("decks/deck-{place}.toml")), text)?;
    }
    fs::write(
        folder.join("log.csv"),
        generated::log(cards, files, answers),
    )
}
