//! A typed answer beside the right one, with the letters marked that differ.

use retain::clean;
use retain::mark::diff;
use retain::markdown::{Run, Style};
use unicode_segmentation::UnicodeSegmentation;

use crate::shell::render::palette::Palette;
use crate::shell::render::text;

/// A piece of a text, and whether it differs from the other text.
type Piece = (String, bool);

/// Both texts in pieces: what was typed with what is too much, the right one with what lacks.
fn difference(given: &str, right: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (mut typed, mut wanted) = (Vec::new(), Vec::new());
    for piece in diff::diff(given, right) {
        match piece {
            diff::Piece::Same(text) => {
                typed.push((text.clone(), false));
                wanted.push((text, false));
            }
            diff::Piece::Extra(text) => typed.push((text, true)),
            diff::Piece::Missing(text) => wanted.push((text, true)),
            diff::Piece::Differs { given, key } | diff::Piece::Swapped { given, key } => {
                typed.push((given, true));
                wanted.push((key, true));
            }
        }
    }
    (typed, wanted)
}

/// What was typed and what is right, with the letters that differ underlined on both sides.
pub fn runs(palette: Palette, given: &str, right: &str) -> (Vec<Run>, Vec<Run>) {
    let (given, right) = difference(&clean::line(given), &clean::line(right));
    let runs = |pieces: &[Piece]| pieces.iter().map(|piece| marked(palette, piece)).collect();
    (runs(&given), runs(&right))
}

fn marked(palette: Palette, (text, differs): &Piece) -> Run {
    let mut run = text::verbatim(text);
    if *differs && palette.on {
        // Underlined, as links are.
        run.style = Style {
            link: true,
            strong: true,
            ..Style::default()
        };
    } else if *differs {
        run.text = text
            .graphemes(true)
            .map(|grapheme| format!("{grapheme}\u{332}"))
            .collect();
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_differ_are_underlined_on_both_sides() {
        let shown = |given: &str, right: &str| {
            let (given, right) = runs(Palette::PLAIN, given, right);
            let text = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
            format!("{} → {}", text(&given), text(&right))
        };
        assert_eq!(shown("Yunsan", "Yunshan"), "Yunsan → Yunsh\u{332}an");
        assert_eq!(shown("cafe", "café"), "cafe\u{332} → café\u{332}");
        assert_eq!(shown("Lui", "Liu"), "Lu\u{332}i\u{332} → Li\u{332}u\u{332}");
        assert_eq!(
            shown("\u{1b}[2J", "x"),
            "␛\u{332}[\u{332}2\u{332}J\u{332} → x\u{332}"
        );
    }
}
