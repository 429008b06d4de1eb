//! The cards most like what a history asked, for a person to choose from.

use std::collections::HashMap;

use super::Face;
use super::similar::Words;

/// How many cards that share the rarest words are compared.
const COMPARED: usize = 40;
/// Less alike than this is not worth mentioning.
const LEAST: f64 = 0.5;

/// Cards that can be looked up by their words.
pub struct Candidates {
    cards: Vec<(Words, Words)>,
    by_word: HashMap<String, Vec<usize>>,
}

impl Candidates {
    /// Of cards that ask and answer this.
    pub fn new(faces: &[Face]) -> Self {
        let cards: Vec<(Words, Words)> = faces
            .iter()
            .map(|face| (Words::new(&face.question), Words::new(&face.answer)))
            .collect();
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, (question, answer)) in cards.iter().enumerate() {
            for word in question.key.split(' ').chain(answer.key.split(' ')) {
                let cards = by_word.entry(word.to_owned()).or_default();
                if cards.last() != Some(&n) {
                    cards.push(n);
                }
            }
        }
        Self { cards, by_word }
    }

    /// The cards most like this, at most so many, the best first, with how alike they are.
    pub fn nearest(&self, face: &Face, most: usize) -> Vec<(usize, f64)> {
        let (question, answer) = (Words::new(&face.question), Words::new(&face.answer));
        let mut shared: HashMap<usize, f64> = HashMap::new();
        for word in question.key.split(' ').chain(answer.key.split(' ')) {
            let cards = self.by_word.get(word).map_or(&[][..], Vec::as_slice);
            for card in cards {
                *shared.entry(*card).or_default() += 1.0 / cards.len() as f64;
            }
        }
        let mut shared: Vec<(usize, f64)> = shared.into_iter().collect();
        shared.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        shared.truncate(COMPARED);
        let mut found: Vec<(usize, f64)> = shared
            .into_iter()
            .map(|(n, _)| {
                let (other, other_answer) = &self.cards[n];
                let letters = |a: &Words, b: &Words| a.len().max(b.len()) as f64;
                let (asked, said) = (letters(&question, other), letters(&answer, other_answer));
                let alike =
                    question.similarity(other) * asked + answer.similarity(other_answer) * said;
                (n, alike / (asked + said).max(1.0))
            })
            .filter(|(_, alike)| *alike >= LEAST)
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(most);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(question: &str, answer: &str) -> Face {
        Face {
            kind: "text".into(),
            question: question.into(),
            answer: answer.into(),
        }
    }

    #[test]
    fn the_best_comes_first_and_strangers_do_not_come() {
        let cards = [
            face("Who wrote Faust?", "Goethe"),
            face("Into which sea does the Rhine flow?", "the North Sea"),
            face("Into which sea does the Danube flow?", "the Black Sea"),
        ];
        let lost = face("Into what sea does the Danube flow?", "Black Sea");
        let found = Candidates::new(&cards).nearest(&lost, 3);
        let places: Vec<usize> = found.iter().map(|(n, _)| *n).collect();
        assert_eq!(places, [2, 1]);
        assert!(found[0].1 > 0.8);
    }
}
