//! How long the learner waits with another trainer, on the same cards in the same run: `hashcards`,
//! where it is installed. It shows its questions in a browser, so that its first question is the
//! first page it serves.
//!
//! `cargo bench --bench peers -- --table` prints the table of `docs/benchmarks.md`; without `--table`
//! the smallest size is measured.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement needs the clock, files and processes, and a surprise is a failure"
)]

mod generated;
mod timing;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use retain::deck::read::read;
use timing::{median, shown, timed};

/// Cards and files of each row.
const SIZES: [(usize, usize); 3] = [(1_000, 10), (10_000, 100), (100_000, 1_000)];
/// How often each is measured; the median is told.
const TIMES: usize = 5;

fn main() {
    let all = std::env::args().any(|argument| argument == "--table");
    let there = Command::new("hashcards").arg("--version").output();
    let Ok(there) = there else {
        println!("`hashcards` is not installed: nothing to compare with");
        return;
    };
    println!("{}\n", String::from_utf8_lossy(&there.stdout).trim());
    println!("| cards | what | hashcards | retain | times |");
    println!("|---|---|---|---|---|");
    for (cards, files) in SIZES.into_iter().take(if all { 3 } else { 1 }) {
        measure(cards, files);
    }
}

fn measure(cards: usize, files: usize) {
    let house = tempfile::tempdir_in(std::env::var("RETAIN_BENCH_DIR").unwrap_or(".".to_owned()));
    let house = house.unwrap();
    let (ours, theirs) = (house.path().join("ours"), house.path().join("theirs"));
    fs::create_dir_all(ours.join("decks")).unwrap();
    fs::create_dir(&theirs).unwrap();
    fs::write(ours.join("config.toml"), "built_in = false\n").unwrap();
    for (n, text) in generated::decks(cards, files).iter().enumerate() {
        fs::write(ours.join(format!("decks/deck-{n}.toml")), text).unwrap();
        fs::write(theirs.join(format!("deck-{n}.md")), as_markdown(text)).unwrap();
    }
    let check = |program: &str, words: &[&str], folder: &Path| {
        let ran = Command::new(program)
            .args(words)
            .current_dir(folder)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{ran:?}");
    };
    let own = env!("CARGO_BIN_EXE_retain");
    // Once each before, so that both have seen the cards and made what they keep of them.
    first_page(&theirs);
    first_question(&ours);
    row(
        cards,
        "check",
        || timed(|| check("hashcards", &["check", "."], &theirs)),
        || timed(|| check(own, &["check", "decks"], &ours)),
    );
    row(
        cards,
        "first question",
        || first_page(&theirs),
        || first_question(&ours),
    );
}

/// Questions and answers as `hashcards` reads them.
fn as_markdown(deck: &str) -> String {
    let deck = read(deck.as_bytes(), "deck").deck.unwrap();
    let card = |card: &retain::deck::Card| {
        format!(
            "Q: {}\nA: {}\n\n",
            card.question.ask().prompt,
            card.question.answer()
        )
    };
    deck.cards.iter().map(card).collect()
}

/// From the command to the whole of the first page.
fn first_page(folder: &Path) -> Duration {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let started = Instant::now();
    let mut child = Command::new("hashcards")
        .args([
            "drill",
            "--open-browser",
            "false",
            "--port",
            &port.to_string(),
            ".",
        ])
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut page = String::new();
    while !page.contains("200 OK") {
        assert!(child.try_wait().unwrap().is_none(), "hashcards has ended");
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else {
            std::thread::yield_now();
            continue;
        };
        page.clear();
        stream
            .write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .unwrap();
        let _ = stream.read_to_string(&mut page);
    }
    let time = started.elapsed();
    child.kill().unwrap();
    child.wait().unwrap();
    time
}

/// From the command to the first question.
fn first_question(folder: &Path) -> Duration {
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_retain"))
        .args([
            "--data-dir",
            ".",
            "--config",
            "config.toml",
            "study",
            "--json",
        ])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let asked = lines
        .map(Result::unwrap)
        .any(|line| line.contains("\"type\":\"ask\""));
    assert!(asked);
    let time = started.elapsed();
    drop(child.stdin.take());
    child.wait().unwrap();
    time
}

fn row(cards: usize, what: &str, theirs: impl Fn() -> Duration, ours: impl Fn() -> Duration) {
    let (theirs, ours) = (median(TIMES, theirs), median(TIMES, ours));
    let times = theirs.as_secs_f64() / ours.as_secs_f64();
    println!(
        "| {cards} | {what} | {} | {} | {times:.1} × |",
        shown(theirs),
        shown(ours)
    );
}
