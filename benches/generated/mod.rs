//! Decks and logs for measuring: as large as wanted, always the same, of words that no language has.

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

/// When the logs of [`log`] end, in milliseconds since 1970: 2026-11-27 07:00 UTC.
#[allow(dead_code, reason = "not every bench needs a log")]
pub const NOW: i64 = 1_795_762_800_000;

/// A review log for decks of [`decks`], as `retain import` takes it: so many answers, as many to
/// each card as to every other, at intervals that grow; none to the last tenth of each deck.
#[allow(dead_code, reason = "not every bench needs a log")]
pub fn log(cards: usize, files: usize, answers: usize) -> String {
    const DAY: i64 = 86_400_000;
    /// Days between answers, the last ones first; as many of the last as are needed.
    const GAPS: [i64; 11] = [120, 90, 60, 40, 25, 15, 9, 5, 3, 2, 1];
    let mut chance = ChaCha8Rng::seed_from_u64(2);
    let each = cards / files;
    let seen: Vec<usize> = (0..cards)
        .filter(|card| card % each < each - each / 10)
        .collect();
    let mut log = String::from("card,time_ms,rating,took_ms\n");
    for (place, card) in seen.iter().enumerate() {
        let deck = card / each;
        let mut at = NOW - chance.random_range(1..40) * DAY - chance.random_range(0..DAY / 2);
        let more = usize::from(place < answers % seen.len());
        let gaps = &GAPS[GAPS.len() + 1 - answers / seen.len() - more..];
        for gap in std::iter::once(&0).chain(gaps) {
            at -= gap * DAY;
            let rating = match chance.random_range(0..20) {
                0..2 => 1,
                2..4 => 2,
                4..18 => 3,
                _ => 4,
            };
            let took = chance.random_range(2_000..12_000);
            let _ = writeln!(log, "deck-{deck}/card-{card},{at},{rating},{took}");
        }
    }
    log
}
