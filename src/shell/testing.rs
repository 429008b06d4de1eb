//! A data folder with settings and a store, for the tests of the shell.
#![expect(
    clippy::disallowed_methods,
    reason = "the tests make the files that are looked at"
)]

use std::fs;
use std::path::Path;

use clap::Parser;
use uuid::Uuid;

use super::args::Cli;
use super::config::Config;
use super::learner;
use super::store::{Creation, Store};

/// Noon on 2026-11-27, UTC, in milliseconds since 1970.
pub const NOON: i64 = 20_784 * 86_400_000 + 43_200_000;

/// The settings in force and a new store in a folder; `more` words stand on the command line.
pub fn house(data: &Path, settings: &str, more: &[&str]) -> (Config, Store) {
    let file = data.join("config.toml");
    fs::write(&file, settings).unwrap();
    fs::create_dir_all(data.join("decks")).unwrap();
    let (data, file) = (data.to_str().unwrap(), file.to_str().unwrap());
    let line = ["retain", "--data-dir", data, "--config", file];
    let line = line.iter().chain(more);
    let config = Config::read(&Cli::parse_from(line).global).unwrap();
    let creation = Creation {
        device: Uuid::nil(),
        at: NOON,
        day: 20_416,
    };
    let store = learner::open(&config, creation).unwrap();
    (config, store)
}
