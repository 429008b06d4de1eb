//! Measures how forgiving marking is: over a list of words, one a line, it prints the share of
//! pairs of different words where one passes as a slip of the other, and the share of random
//! single slips that are forgiven.
//!
//! `cargo run --release --example typos -- /usr/share/dict/words`
#![allow(
    clippy::disallowed_methods,
    reason = "a measurement at the desk reads its word list and the clock"
)]

use std::collections::{HashMap, HashSet};
use std::time::Instant;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use retain::mark::rules::TextRules;
use retain::mark::text::{self, TextKey, no_guard};

/// The letters beside each letter on a QWERTY keyboard.
const NEIGHBOURS: [&str; 26] = [
    "qwsz", "vghn", "xdfv", "serfcx", "wsdr", "drtgvc", "ftyhbv", "gyujnb", "ujko", "huikmn",
    "jiolm", "kop", "njk", "bhjm", "iklp", "ol", "wa", "edft", "awedxz", "rfgy", "yhji", "cfgb",
    "qase", "zsdc", "tghu", "asx",
];

/// How many slips are tried for each group of lengths.
const SLIPS: usize = 200_000;

fn is_forgiven(given: &str, key: &str, rules: &TextRules) -> bool {
    text::mark(&TextKey::one(key), rules, &no_guard, given).is_right()
}

/// A word with up to `depth` letters left out: two words within so many edits share one of them.
fn deletions(word: &str, depth: usize, into: &mut HashSet<String>) {
    if !into.insert(word.to_owned()) || depth == 0 {
        return;
    }
    for at in 0..word.len() {
        let mut shorter = word.to_owned();
        shorter.remove(at);
        deletions(&shorter, depth - 1, into);
    }
}

fn slip(word: &str, rng: &mut ChaCha8Rng) -> String {
    let mut letters: Vec<u8> = word.bytes().collect();
    match rng.random_range(0..4) {
        0 => {
            let at = rng.random_range(0..letters.len() - 1);
            letters.swap(at, at + 1);
        }
        1 => {
            letters.remove(rng.random_range(0..letters.len()));
        }
        2 => {
            let at = rng.random_range(0..letters.len());
            letters.insert(at, letters[at]);
        }
        _ => {
            let at = rng.random_range(0..letters.len());
            let near = NEIGHBOURS[usize::from(letters[at] - b'a')].as_bytes();
            letters[at] = near[rng.random_range(0..near.len())];
        }
    }
    String::from_utf8(letters).expect("ascii letters")
}

fn main() {
    let path = std::env::args().nth(1).expect("the path of a word list");
    let text = std::fs::read_to_string(&path).expect("a readable word list");
    let words: Vec<&str> = text
        .lines()
        .filter(|word| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase()))
        .collect::<HashSet<_>>()
        .into_iter()
        .collect();
    let rules = TextRules::default();

    let mut index: HashMap<String, Vec<u32>> = HashMap::new();
    for (place, word) in (0u32..).zip(&words) {
        let mut shorter = HashSet::new();
        deletions(word, if word.len() >= 9 { 2 } else { 1 }, &mut shorter);
        for key in shorter {
            index.entry(key).or_default().push(place);
        }
    }
    let mut pairs: HashSet<(u32, u32)> = HashSet::new();
    for places in index.values() {
        for (at, &one) in places.iter().enumerate() {
            pairs.extend(
                places[at + 1..]
                    .iter()
                    .map(|&other| (one.min(other), one.max(other))),
            );
        }
    }
    let start = Instant::now();
    let mut samples = Vec::new();
    let mut taken = 0u64;
    for &(one, other) in &pairs {
        let (one, other) = (words[one as usize], words[other as usize]);
        if is_forgiven(one, other, &rules) || is_forgiven(other, one, &rules) {
            taken += 1;
            if taken.is_multiple_of(2000) {
                samples.push(format!("{one}/{other}"));
            }
        }
    }
    let took = start.elapsed();
    let all = words.len() as u64 * (words.len() as u64 - 1) / 2;
    println!(
        "{} words, {all} pairs, {} of them near",
        words.len(),
        pairs.len()
    );
    println!(
        "{taken} pairs taken for slips: {:.6} %",
        taken as f64 * 100.0 / all as f64
    );
    println!("such as {}", samples.join(" "));
    println!(
        "{:.1} µs a mark",
        took.as_secs_f64() * 1e6 / (pairs.len() as f64 * 2.0)
    );

    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for (name, lengths) in [("4 to 8", 4..=8), ("9 and more", 9..=99)] {
        let long: Vec<&str> = words
            .iter()
            .filter(|word| lengths.contains(&word.len()))
            .copied()
            .collect();
        let (mut tried, mut forgiven) = (0u32, 0u32);
        let mut refused: HashMap<String, u32> = HashMap::new();
        while (tried as usize) < SLIPS && !long.is_empty() {
            let word = long[rng.random_range(0..long.len())];
            let typed = slip(word, &mut rng);
            if typed == word {
                continue;
            }
            tried += 1;
            let mark = text::mark(&TextKey::one(word), &rules, &no_guard, &typed);
            if mark.is_right() {
                forgiven += 1;
            } else {
                *refused.entry(mark.note.unwrap_or_default()).or_default() += 1;
            }
        }
        println!(
            "{forgiven} of {tried} slips forgiven in words of {name} letters: {:.2} %; refused: {refused:?}",
            f64::from(forgiven) * 100.0 / f64::from(tried.max(1))
        );
    }
}
