//! Finding the histories of a deck whose cards have all been replaced: `cargo bench --bench
//! identity`. It must not grow with the square of the deck.
#![allow(missing_docs, reason = "a bench has no readers but its output")]
#![allow(clippy::unwrap_used, reason = "in a bench a surprise is a failure")]

use divan::Bencher;
use retain::deck::Deck;
use retain::deck::read::read;
use retain::identity::find::{Before, find, mark};
use retain::identity::{Face, History, Known, Version};

const WORDS: [&str; 12] = [
    "harbour", "mountain", "river", "poet", "festival", "bridge", "treaty", "planet", "metal",
    "battle", "lake", "island",
];

fn main() {
    divan::main();
}

/// A deck without ids; the first card is the same in all.
fn deck(cards: usize, seed: usize) -> Deck {
    let mut text = "[deck]\ntitle = \"T\"\n\
                    [[card]]\nquestion = \"What stays?\"\nanswer = \"this\"\n"
        .to_owned();
    for n in 0..cards {
        let word = |by: usize| WORDS[(n * by + n / 7 + seed * 5) % WORDS.len()];
        text.push_str(&format!(
            "[[card]]\nquestion = \"Which {} near the {} {} is number {} of {seed}?\"\n\
             answer = \"the {} of {} {}\"\n",
            word(1),
            word(5),
            word(7),
            n * 31 + seed,
            word(11),
            word(2),
            n + seed * 100_000
        ));
    }
    read(text.as_bytes(), "deck").deck.unwrap()
}

fn known(deck: &Deck) -> (Known, Before) {
    let histories = deck.cards.iter().map(|card| History {
        card: card.id.clone(),
        parted: false,
        versions: vec![Version::of(card)],
    });
    let faces = deck
        .cards
        .iter()
        .map(|card| (card.content.clone(), Face::of(card)));
    let marks = deck.cards.iter().map(|card| mark(&card.id)).collect();
    let known = Known {
        histories: histories.collect(),
        faces: faces.collect(),
        ..Known::default()
    };
    (known, [(deck.id.clone(), marks)].into())
}

#[divan::bench(args = [2_000, 10_000], sample_count = 3, sample_size = 1)]
fn all_but_one_replaced(bencher: Bencher<'_, '_>, cards: usize) {
    let (known, before) = known(&deck(cards, 1));
    let now = deck(cards, 2);
    bencher.bench_local(|| find(&known, &[&now], &before, |_| false));
}
