//! An outlook as bytes, so that no sitting has to walk the whole log: what all cards share, and
//! each card for itself, taken up again when it is asked. What is predicted is the same to the bit.

use std::collections::HashMap;
use std::hash::Hash;

use super::{Calibrator, Card, Forecaster, Outlook, Residuals, Switches};
use crate::packed::{Packer, Unpacker};
use crate::review::{CardId, Rating};
use crate::schedule::fit::Fit;
use crate::schedule::history::Numbers;
use crate::schedule::kernel::State;
use crate::schedule::latency::Pace;

impl Outlook {
    /// What all cards share.
    pub fn pack(&self) -> Vec<u8> {
        let mut packer = Packer::default();
        self.numbers.pack(&mut packer);
        self.walk.pack(&mut packer);
        packer.done()
    }

    /// Takes up what [`Outlook::pack`] has put down, with the fits and switches of then; none
    /// where it does not hold together. Of cards nothing is known yet.
    pub fn unpack(fits: &[Fit], switches: Switches, bytes: &[u8]) -> Option<Self> {
        let mut from = Unpacker::new(bytes);
        let numbers = Numbers::unpack(&mut from)?;
        let mut walk = Forecaster::new(fits, switches);
        walk.unpack(&mut from)?;
        Some(Self { numbers, walk })
    }

    /// Whether it has taken in an answer to this card, or has been told of one.
    pub fn knows(&self, card: &CardId) -> bool {
        let known = self.numbers.find(card);
        known.is_some_and(|(card, _)| self.walk.cards.contains_key(&card))
    }

    /// What it knows of a card; none where it knows nothing.
    pub fn pack_card(&self, card: &CardId) -> Option<Vec<u8>> {
        let (number, _) = self.numbers.find(card)?;
        let mut packer = Packer::default();
        self.walk.cards.get(&number)?.pack(&mut packer);
        Some(packer.done())
    }

    /// Takes up what [`Outlook::pack_card`] has put down; says whether it holds together.
    pub fn unpack_card(&mut self, card: &CardId, bytes: &[u8]) -> bool {
        let unpacked = Card::unpack(&mut Unpacker::new(bytes));
        let fits = self.walk.fits.len();
        match unpacked.filter(|unpacked| unpacked.fit < fits) {
            Some(unpacked) => {
                let number = self.numbers.card(card);
                self.walk.cards.insert(number, unpacked);
                true
            }
            None => false,
        }
    }
}

impl Forecaster {
    fn pack(&self, packer: &mut Packer) {
        packer.number(self.fit as u64);
        packer.number(self.taken as u64);
        self.lately.iter().for_each(|mean| packer.real(*mean));
        self.calibrator.pack(packer);
        self.pace.pack(packer);
        pack_all(&self.decks, packer);
        let begun: HashMap<u32, Residuals> = self
            .begun
            .iter()
            .map(|(day, residuals)| (day.cast_unsigned(), *residuals))
            .collect();
        pack_all(&begun, packer);
    }

    fn unpack(&mut self, from: &mut Unpacker<'_>) -> Option<()> {
        self.fit = from.size().filter(|fit| *fit < self.fits.len())?;
        self.taken = from.size()?;
        for mean in &mut self.lately {
            *mean = from.real()?;
        }
        self.calibrator = Calibrator::unpack(from)?;
        self.pace = Pace::unpack(from)?;
        self.decks = unpack_all(from, |deck| deck)?;
        self.begun = unpack_all(from, u32::cast_signed)?;
        Some(())
    }
}

fn pack_all(all: &HashMap<u32, Residuals>, packer: &mut Packer) {
    let mut all: Vec<(&u32, &Residuals)> = all.iter().collect();
    all.sort_unstable_by_key(|(number, _)| **number);
    packer.number(all.len() as u64);
    for (number, residuals) in all {
        packer.small(*number);
        residuals.pack(packer);
    }
}

fn unpack_all<K: Eq + Hash>(
    from: &mut Unpacker<'_>,
    key: impl Fn(u32) -> K,
) -> Option<HashMap<K, Residuals>> {
    (0..from.size()?)
        .map(|_| Some((key(from.small()?), Residuals::unpack(from)?)))
        .collect()
}

impl Residuals {
    fn pack(self, packer: &mut Packer) {
        packer.real(self.sum);
        packer.real(self.count);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (sum, count) = (from.real()?, from.real()?);
        Some(Self { sum, count })
    }
}

impl Card {
    fn pack(&self, packer: &mut Packer) {
        packer.small(self.last_day.cast_unsigned());
        packer.small(self.begun.cast_unsigned());
        packer.small(self.missed);
        packer.small(self.fit as u32);
        for state in [self.default, self.fitted, self.timed] {
            packer.small(state.stability.to_bits());
            packer.small(state.difficulty.to_bits());
        }
        self.residuals.pack(packer);
        packer.small(self.answers.len() as u32);
        for (elapsed, rating, timed) in &self.answers {
            packer.small(*elapsed);
            packer.byte(*rating as u8 | (*timed as u8) << 4);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let last_day = from.small()?.cast_signed();
        let begun = from.small()?.cast_signed();
        let (missed, fit) = (from.small()?, from.small()? as usize);
        let mut state = || {
            Some(State {
                stability: f32::from_bits(from.small()?),
                difficulty: f32::from_bits(from.small()?),
            })
        };
        let (default, fitted, timed) = (state()?, state()?, state()?);
        let residuals = Residuals::unpack(from)?;
        let answers = (0..from.small()?)
            .map(|_| {
                let (elapsed, both) = (from.small()?, from.byte()?);
                let rating = |number: u8| Rating::from_number(i64::from(number));
                Some((elapsed, rating(both & 15)?, rating(both >> 4)?))
            })
            .collect::<Option<Vec<_>>>()?;
        Some(Self {
            answers,
            last_day,
            begun,
            missed,
            default,
            fitted,
            timed,
            fit,
            residuals,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mark::Verdict;
    use crate::review::Review;
    use crate::schedule::kernel::Parameters;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use uuid::Uuid;

    /// Reviews of a few cards, in replay order.
    fn log() -> impl Strategy<Value = Vec<(Review, Rating)>> {
        let answer = (0u8..9, 0i32..5, 0usize..4, 0u32..70_000, 0usize..40);
        vec(answer, 0..200).prop_map(|answers| {
            let (mut day, mut reviews) = (-2, Vec::new());
            for (card, gap, rating, took_ms, length) in answers {
                day += gap;
                let rating = Rating::ALL[rating];
                let review = Review {
                    id: Uuid::nil(),
                    card: CardId {
                        deck: format!("deck-{}", card % 3),
                        card: format!("card-{card}"),
                    },
                    learner: "me".to_owned(),
                    device: Uuid::nil(),
                    at: i64::from(day) * 86_400_000,
                    day,
                    kind: ["text", "choice"][length % 2].to_owned(),
                    reply: "x".repeat(length),
                    hinted: false,
                    verdict: Verdict::Correct,
                    score: 1.0,
                    reason: String::new(),
                    rating,
                    took_ms,
                    predicted: None,
                    content: String::new(),
                };
                reviews.push((review, rating));
            }
            reviews
        })
    }

    /// Two fits along a log of so many answers, or none.
    fn fits(fitted: bool, answers: usize) -> Vec<Fit> {
        let mut parameters = Parameters::default().as_slice().to_vec();
        let mut fit = |answers| {
            parameters[8] += 0.3;
            let plain = Parameters::new(&parameters).unwrap();
            let timed = plain.clone();
            Fit {
                answers,
                plain,
                timed,
            }
        };
        match fitted {
            true => vec![fit(answers / 3), fit(answers / 2)],
            false => Vec::new(),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn put_down_and_taken_up_anywhere_it_predicts_the_same(
            reviews in log(), cut in 0usize..200, fitted in any::<bool>(),
        ) {
            let fits = fits(fitted, reviews.len());
            let mut whole = Outlook::new(&fits, Switches::ALL);
            let cut = cut.min(reviews.len());
            for (review, rating) in &reviews[..cut] {
                whole.take(review, *rating);
            }
            let shared = whole.pack();
            let mut resumed = Outlook::unpack(&fits, Switches::ALL, &shared).unwrap();
            let before = whole.clone();
            for (review, rating) in &reviews[cut..] {
                let card = &review.card;
                if !resumed.knows(card) && let Some(bytes) = before.pack_card(card) {
                    prop_assert!(resumed.unpack_card(card, &bytes));
                }
                let day = review.day + 3;
                prop_assert_eq!(
                    resumed.recall(card, day).map(f64::to_bits),
                    whole.recall(card, day).map(f64::to_bits)
                );
                whole.take(review, *rating);
                resumed.take(review, *rating);
            }
            prop_assert_eq!(resumed.pack(), whole.pack());
            for (review, _) in &reviews[cut..] {
                prop_assert_eq!(resumed.pack_card(&review.card), whole.pack_card(&review.card));
            }
        }
    }

    #[test]
    fn what_is_cut_short_is_not_taken_up() {
        let bytes = Outlook::new(&[], Switches::ALL).pack();
        for length in 0..bytes.len() {
            assert!(Outlook::unpack(&[], Switches::ALL, &bytes[..length]).is_none());
        }
    }
}
