//! A word in the upper right corner while a prompt is open, which does not move.

use console::Term;

use crate::shell::render::palette::{Ink, Palette};
use crate::shell::render::text;

/// In a narrower window, in columns, the word would hide what is asked.
const FEWEST_COLUMNS: usize = 40;

/// Says a few words in the corner; in a narrow window the bell rings instead.
pub fn say(palette: Palette, words: &str) {
    let term = Term::stdout();
    let columns = usize::from(term.size().1);
    // A terminal that is gone needs no word.
    let _ = term.write_str(&drawn(palette, words, columns));
}

/// One piece, so that nothing of the prompt comes between: the cursor is kept, and put back.
fn drawn(palette: Palette, words: &str, columns: usize) -> String {
    let width = text::width(words) + 2;
    if columns < FEWEST_COLUMNS.max(2 * width) {
        return "\x07".to_owned();
    }
    let words = palette.paint(Ink::Title, &format!(" {words} "));
    format!("\x1b7\x1b[1;{}H{words}\x1b8", columns - width + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_ends_at_the_edge_and_a_narrow_window_hears_the_bell() {
        let drawn = |columns| drawn(Palette::PLAIN, "5 min left", columns);
        assert_eq!(drawn(80), "\x1b7\x1b[1;69H 5 min left \x1b8");
        assert_eq!(drawn(39), "\x07");
    }
}
