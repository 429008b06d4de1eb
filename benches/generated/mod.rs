//! Decks for measuring: as many cards as wanted, always the same, of words that no language has.

use std::fmt::Write;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// How many words there are.
const WORDS: usize = 20_000;

/// The texts of `files` decks with `cards` cards among them. One card in three is a choice, the
/// others are typed; each has an id, an explanation and a source.
pub fn decks(cards: usize, files: usize) -> Vec<String> {
    let mut chance = ChaCha8Rng::seed_from_u64(1);
    let words: Vec<String> = (0..WORDS).map(|_| word(&mut chance)).collect();
    let mut text = |count: usize| -> String {
        let words: Vec<&str> = (0..count)
            .map(|_| words[chance.random_range(0..WORDS)].as_str())
            .collect();
        words.join(" ")
    };
    let each = cards / files;
    let deck = |file: usize| {
        let mut deck = format!(
            "[deck]\ntitle = \"Deck {file}\"\nid = \"deck-{file}\"\n\n[sources.book]\ntitle = \"Book\"\n"
        );
        for card in file * each..(file + 1) * each {
            let _ = write!(
                deck,
                "\n[[card]]\nid = \"card-{card}\"\nquestion = \"What is {}?\"\nanswer = \"{}\"\n",
                text(9),
                text(2)
            );
            if card % 3 == 0 {
                let wrong: Vec<String> = (0..3).map(|_| format!("\"{}\"", text(2))).collect();
                let _ = writeln!(deck, "distractors = [{}]", wrong.join(", "));
            }
            let paragraph = card % 40 + 1;
            let _ = writeln!(
                deck,
                "explanation = \"{}\"\nsource = \"book#{paragraph}\"",
                text(12)
            );
        }
        deck
    };
    (0..files).map(deck).collect()
}

/// Two to four syllables.
fn word(chance: &mut ChaCha8Rng) -> String {
    const CONSONANTS: &[u8] = b"bcdfghjklmnprst";
    const VOWELS: &[u8] = b"aeiou";
    let mut word = String::new();
    for _ in 0..chance.random_range(2..=4) {
        for letters in [CONSONANTS, VOWELS] {
            word.push(char::from(letters[chance.random_range(0..letters.len())]));
        }
    }
    word
}
