//! How long decks take to be read and checked, beside the bare parse of the same TOML.
//!
//! `cargo bench --bench check` measures; with `-- --table` it prints the table of
//! `docs/benchmarks.md`.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement needs the clock and its arguments"
)]

mod generated;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::BytesCount;
use rayon::prelude::*;
use retain::deck::read::read;
use retain::lint::check;
use toml::de::DeTable;

/// Cards and the files they are in.
const SIZES: &[(usize, usize)] = &[(1_000, 10), (10_000, 100), (100_000, 1_000), (100_000, 1)];

/// How often a figure of the table is taken; the median counts.
const RUNS: usize = 5;

fn main() {
    if std::env::args().any(|argument| argument == "--table") {
        table();
    } else {
        divan::main();
    }
}

fn parse_all(decks: &[String]) {
    for deck in decks {
        black_box(DeTable::parse(deck).is_ok());
    }
}

fn read_all(decks: &[String]) {
    for deck in decks {
        black_box(read(deck.as_bytes(), "deck"));
    }
}

fn check_all(decks: &[String]) {
    for deck in decks {
        black_box(check(deck.as_bytes(), "deck", &BTreeMap::new()));
    }
}

fn check_all_at_once(decks: &[String]) {
    decks.par_iter().for_each(|deck| {
        black_box(check(deck.as_bytes(), "deck", &BTreeMap::new()));
    });
}

fn measure(bencher: Bencher<'_, '_>, (cards, files): (usize, usize), work: fn(&[String])) {
    let decks = generated::decks(cards, files);
    let bytes: usize = decks.iter().map(String::len).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| work(&decks));
}

#[divan::bench(args = [0, 1, 2, 3], sample_count = 5)]
fn bare_parse(bencher: Bencher<'_, '_>, size: usize) {
    measure(bencher, SIZES[size], parse_all);
}

#[divan::bench(args = [0, 1, 2, 3], sample_count = 5)]
fn reading(bencher: Bencher<'_, '_>, size: usize) {
    measure(bencher, SIZES[size], read_all);
}

#[divan::bench(args = [0, 1, 2, 3], sample_count = 5)]
fn reading_and_lints(bencher: Bencher<'_, '_>, size: usize) {
    measure(bencher, SIZES[size], check_all);
}

#[divan::bench(args = [0, 1, 2, 3], sample_count = 5)]
fn reading_and_lints_on_all_cores(bencher: Bencher<'_, '_>, size: usize) {
    measure(bencher, SIZES[size], check_all_at_once);
}

fn median(decks: &[String], work: fn(&[String])) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            work(decks);
            started.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}

fn table() {
    println!(
        "| cards | files | MB | bare parse | reading | with lints | to the parse | per card | all cores |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for &(cards, files) in SIZES {
        let decks = generated::decks(cards, files);
        let megabytes = decks.iter().map(String::len).sum::<usize>() as f64 / 1e6;
        let [parse, reading, lints, cores] =
            [parse_all, read_all, check_all, check_all_at_once].map(|work| median(&decks, work));
        let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
        println!(
            "| {cards} | {files} | {megabytes:.1} | {} | {} | {} | {:.1} × | {:.1} µs | {} |",
            ms(parse),
            ms(reading),
            ms(lints),
            lints.as_secs_f64() / parse.as_secs_f64(),
            lints.as_secs_f64() * 1e6 / cards as f64,
            ms(cores),
        );
    }
}
