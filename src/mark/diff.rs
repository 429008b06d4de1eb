//! The difference between what was typed and the accepted text nearest to it, for showing.

use unicode_segmentation::UnicodeSegmentation;

use super::fold::{hygiene, strip_accents, write_out};

/// A stretch of a difference, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Typed as it is in the key, but perhaps for case.
    Same(String),
    /// Typed, and not in the key.
    Extra(String),
    /// In the key, and not typed.
    Missing(String),
    /// One letter typed for another.
    Differs {
        /// What was typed.
        given: String,
        /// What the key has.
        key: String,
    },
    /// Two letters typed in the other order.
    Swapped {
        /// The two as they were typed.
        given: String,
        /// The two as the key has them.
        key: String,
    },
}

/// One step of an alignment, with the places in the reply and in the key it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Same(usize, usize),
    Extra(usize),
    Missing(usize),
    Differs(usize, usize),
    Swapped(usize, usize),
}

/// More cells than this are not worth aligning for show.
const MOST_CELLS: usize = 1_000_000;

/// An optimal string alignment (Damerau–Levenshtein without edits inside a swapped pair), edits
/// as late as possible. `None` where the texts are too long for that.
pub(super) fn align<T: PartialEq>(given: &[T], key: &[T]) -> Option<Vec<Step>> {
    let (rows, columns) = (given.len() + 1, key.len() + 1);
    if rows.saturating_mul(columns) > MOST_CELLS {
        return None;
    }
    let mut cost = vec![0usize; rows * columns];
    let at = |i: usize, j: usize| i * columns + j;
    let swapped = |i: usize, j: usize| {
        i > 1 && j > 1 && given[i - 1] == key[j - 2] && given[i - 2] == key[j - 1]
    };
    for i in 0..rows {
        for j in 0..columns {
            cost[at(i, j)] = if i == 0 || j == 0 {
                i + j
            } else {
                let differs = usize::from(given[i - 1] != key[j - 1]);
                let mut least = (cost[at(i - 1, j - 1)] + differs)
                    .min(cost[at(i - 1, j)] + 1)
                    .min(cost[at(i, j - 1)] + 1);
                if swapped(i, j) {
                    least = least.min(cost[at(i - 2, j - 2)] + 1);
                }
                least
            };
        }
    }
    let (mut i, mut j) = (given.len(), key.len());
    let mut steps = Vec::with_capacity(i.max(j));
    while i > 0 || j > 0 {
        let here = cost[at(i, j)];
        if i > 0 && here == cost[at(i - 1, j)] + 1 {
            i -= 1;
            steps.push(Step::Extra(i));
        } else if j > 0 && here == cost[at(i, j - 1)] + 1 {
            j -= 1;
            steps.push(Step::Missing(j));
        } else if swapped(i, j) && given[i - 1] != key[j - 1] && here == cost[at(i - 2, j - 2)] + 1
        {
            i -= 2;
            j -= 2;
            steps.push(Step::Swapped(i, j));
        } else {
            i -= 1;
            j -= 1;
            steps.push(if given[i] == key[j] {
                Step::Same(i, j)
            } else {
                Step::Differs(i, j)
            });
        }
    }
    steps.reverse();
    Some(steps)
}

/// A text as the letters a reader sees, and the same without case for comparing.
fn letters(text: &str) -> (Vec<String>, Vec<String>) {
    let shown: Vec<String> = hygiene(text).graphemes(true).map(str::to_owned).collect();
    let compared = shown
        .iter()
        .map(|letter| write_out(letter).to_lowercase())
        .collect();
    (shown, compared)
}

/// What to change in the reply to get the key, letter by letter; case does not count.
pub fn diff(given: &str, nearest: &str) -> Vec<Piece> {
    let (shown, compared) = letters(given);
    let (key_shown, key_compared) = letters(nearest);
    let Some(steps) = align(&compared, &key_compared) else {
        return vec![
            Piece::Extra(shown.concat()),
            Piece::Missing(key_shown.concat()),
        ];
    };
    let mut pieces: Vec<Piece> = Vec::new();
    for step in steps {
        match (step, pieces.last_mut()) {
            (Step::Same(i, _), Some(Piece::Same(text)))
            | (Step::Extra(i), Some(Piece::Extra(text))) => text.push_str(&shown[i]),
            (Step::Missing(j), Some(Piece::Missing(text))) => text.push_str(&key_shown[j]),
            (Step::Same(i, _), _) => pieces.push(Piece::Same(shown[i].clone())),
            (Step::Extra(i), _) => pieces.push(Piece::Extra(shown[i].clone())),
            (Step::Missing(j), _) => pieces.push(Piece::Missing(key_shown[j].clone())),
            (Step::Differs(i, j), _) => pieces.push(Piece::Differs {
                given: shown[i].clone(),
                key: key_shown[j].clone(),
            }),
            (Step::Swapped(i, j), _) => pieces.push(Piece::Swapped {
                given: shown[i..i + 2].concat(),
                key: key_shown[j..j + 2].concat(),
            }),
        }
    }
    pieces
}

/// The difference in a few words, where it is small enough to have a name: `two letters
/// swapped`, ``one letter missing: `e` ``, `spacing differs`.
pub fn name(given: &str, nearest: &str) -> Option<String> {
    let pieces = diff(given, nearest);
    let edits: Vec<&Piece> = pieces
        .iter()
        .filter(|piece| !matches!(piece, Piece::Same(_)))
        .collect();
    let unspaced = |text: &str| -> String {
        write_out(&hygiene(text))
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .flat_map(char::to_lowercase)
            .collect()
    };
    let (flat, key_flat) = (unspaced(given), unspaced(nearest));
    if edits.is_empty() {
        return None;
    }
    if flat == key_flat {
        return Some("spacing differs".to_owned());
    }
    if strip_accents(&flat) == strip_accents(&key_flat) {
        return Some("accents differ".to_owned());
    }
    let single = |text: &str| text.graphemes(true).count() == 1;
    Some(match edits.as_slice() {
        [Piece::Swapped { .. }] => "two letters swapped".to_owned(),
        [Piece::Missing(letter)] if single(letter) => format!("one letter missing: `{letter}`"),
        [Piece::Extra(letter)] if single(letter) => format!("one letter too many: `{letter}`"),
        [Piece::Differs { given, key }] => {
            format!("one letter differs: `{given}` for `{key}`")
        }
        [_] | [_, _] => "two slips".to_owned(),
        [_, _, _] => "three slips".to_owned(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_slips_have_a_name() {
        for (given, key, said) in [
            ("recieve", "receive", "two letters swapped"),
            ("Lui Yunshan", "Liu Yunshan", "two letters swapped"),
            ("hous", "house", "one letter missing: `e`"),
            ("houuse", "house", "one letter too many: `u`"),
            ("hoyse", "house", "one letter differs: `y` for `u`"),
            ("cafe", "café", "accents differ"),
            ("icecream", "ice cream", "spacing differs"),
        ] {
            assert_eq!(name(given, key).as_deref(), Some(said), "{given} for {key}");
        }
        assert_eq!(name("House", "house"), None);
    }

    #[test]
    fn pieces_rebuild_both_texts() {
        let pieces = diff("teh hous", "the house");
        let mut given = String::new();
        let mut key = String::new();
        for piece in &pieces {
            match piece {
                Piece::Same(text) => {
                    given.push_str(text);
                    key.push_str(text);
                }
                Piece::Extra(text) => given.push_str(text),
                Piece::Missing(text) => key.push_str(text),
                Piece::Differs { given: g, key: k } | Piece::Swapped { given: g, key: k } => {
                    given.push_str(g);
                    key.push_str(k);
                }
            }
        }
        assert_eq!((given.as_str(), key.as_str()), ("teh hous", "the house"));
        assert!(pieces.contains(&Piece::Swapped {
            given: "eh".into(),
            key: "he".into()
        }));
        assert!(pieces.contains(&Piece::Missing("e".into())));
    }

    #[test]
    fn letters_of_several_code_points_stay_whole() {
        assert_eq!(
            diff("👩‍👩‍👧a", "👩‍👩‍👧b").last(),
            Some(&Piece::Differs {
                given: "a".into(),
                key: "b".into()
            })
        );
    }
}
