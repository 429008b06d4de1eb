//! Statistics: folds over the reviews that count, and what they come to.
//!
//! A [`Log`] takes answers in, one after the other in replay order; [`Log::finish`] makes the
//! [`Stats`] of it, which the terminal, JSON, CSV and the page all show.

pub mod answered;
pub mod calibration;
pub mod days;
pub mod hardest;
pub mod ratio;
pub mod roster;
pub mod scores;
pub mod standing;
pub mod times;
pub mod topics;
pub mod workload;

use crate::mark::Verdict;
use crate::review::Rating;
use answered::Answered;
use calibration::Calibration;
use days::Days;
use hardest::Hard;
use roster::Roster;
use scores::Score;
use standing::Standing;
use times::{Spread, Times};
use topics::Topic;
use workload::Load;

/// One review as statistics see it: amendments are applied.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// The number of its card in the [`Roster`].
    pub card: usize,
    /// Local day.
    pub day: i32,
    /// The final verdict.
    pub verdict: Verdict,
    /// The final rating.
    pub rating: Rating,
    /// Milliseconds of answering.
    pub took_ms: u32,
    /// The recall that was predicted; none for a new card.
    pub predicted: Option<f64>,
}

impl Answer {
    /// Right or almost.
    pub fn is_right(&self) -> bool {
        matches!(self.verdict, Verdict::Correct | Verdict::Almost)
    }
}

/// The answers to one card.
#[derive(Debug, Clone, Copy, Default)]
struct Card {
    last_day: Option<i32>,
    answered: Answered,
}

/// What is counted along the log.
#[derive(Debug, Default)]
pub struct Log {
    /// Which cards there are.
    pub roster: Roster,
    since: Option<i32>,
    cards: Vec<Card>,
    days: Days,
    /// The day that is being counted: answers mostly come day by day.
    current: Option<(i32, Answered)>,
    times: Times,
    calibration: Calibration,
}

impl Log {
    /// At the start of a log; figures are of answers from the day `since` on.
    pub fn new(roster: Roster, since: Option<i32>) -> Self {
        Self {
            roster,
            since,
            ..Self::default()
        }
    }

    /// Counts one answer; answers come in replay order.
    pub fn count(&mut self, answer: Answer) {
        if answer.card >= self.cards.len() {
            self.cards.resize(answer.card + 1, Card::default());
        }
        let card = &mut self.cards[answer.card];
        let due = card.last_day.is_some_and(|before| before < answer.day);
        card.last_day = Some(
            card.last_day
                .map_or(answer.day, |last| last.max(answer.day)),
        );
        if !self.roster.is_chosen(answer.card) {
            return;
        }
        // Of all days, so that a streak may begin before the first day that is looked at.
        match &mut self.current {
            Some((day, answered)) if *day == answer.day => answered.count(&answer, due),
            _ => {
                self.end_day();
                let mut answered = Answered::default();
                answered.count(&answer, due);
                self.current = Some((answer.day, answered));
            }
        }
        if self.since.is_some_and(|since| answer.day < since) {
            return;
        }
        self.cards[answer.card].answered.count(&answer, due);
        self.times.count(answer.took_ms);
        if let (true, Some(predicted)) = (due, answer.predicted) {
            let known = answer.rating != Rating::Again;
            self.calibration.count(predicted, known);
        }
    }

    fn end_day(&mut self) {
        if let Some((day, answered)) = self.current.take() {
            self.days.of.entry(day).or_default().add(&answered);
        }
    }

    /// What the log comes to on a day, with the standing of each card by its number.
    pub fn finish(
        mut self,
        today: i32,
        standings: impl IntoIterator<Item = (usize, Standing)>,
        rest: Rest,
    ) -> Stats {
        self.end_day();
        let (streak, longest_streak) = (self.days.streak(today), self.days.longest_streak());
        let answered: Vec<Answered> = self.cards.iter().map(|card| card.answered).collect();
        let (mut decks, mut tags) = topics::of(&self.roster, &answered, standings);
        topics::weakest_first(&mut decks);
        topics::weakest_first(&mut tags);
        let mut all = Topic::default();
        for deck in &decks {
            all.answered.add(&deck.answered);
            all.standing.add(&deck.standing);
        }
        Stats {
            today,
            since: self.since,
            all,
            streak,
            longest_streak,
            days: self.days.since(self.since),
            times: self.times.spread(),
            calibration: self.calibration,
            hardest: hardest::of(&self.roster, &answered),
            decks,
            tags,
            tests: rest.tests,
            practice: rest.practice,
            forecast: rest.forecast,
        }
    }
}

/// What does not come from the log of reviews.
#[derive(Debug, Clone, Default)]
pub struct Rest {
    /// Tests that are over, in the order of their time.
    pub tests: Vec<Score>,
    /// Answers of practice.
    pub practice: Answered,
    /// What the coming days bring.
    pub forecast: [Load; workload::DAYS],
}

/// All figures.
#[derive(Debug, Clone, Default)]
pub struct Stats {
    /// The local day on which they are looked at.
    pub today: i32,
    /// Answers from this local day on are counted; none for all.
    pub since: Option<i32>,
    /// All cards and answers together; nameless.
    pub all: Topic,
    /// Days in a row with answers, up to today or yesterday; days before `since` too.
    pub streak: u32,
    /// The most days in a row there ever were.
    pub longest_streak: u32,
    /// Day by day.
    pub days: Days,
    /// Time per answer; none without answers.
    pub times: Option<Spread>,
    /// Predictions and what came of them.
    pub calibration: Calibration,
    /// Cards that were missed most.
    pub hardest: Vec<Hard>,
    /// By deck, weakest first.
    pub decks: Vec<Topic>,
    /// By tag, weakest first.
    pub tags: Vec<Topic>,
    /// Tests that are over, in the order of their time; their answers count nowhere else.
    pub tests: Vec<Score>,
    /// Answers of practice, which count nowhere else.
    pub practice: Answered,
    /// What the coming days bring.
    pub forecast: [Load; workload::DAYS],
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::CardId;
    use ratio::Ratio;

    fn stats(answers: &[(&str, i32, Rating)], since: Option<i32>) -> Stats {
        let mut log = Log::new(Roster::default(), since);
        for (name, day, rating) in answers {
            let card = log.roster.number(&CardId {
                deck: "d".into(),
                card: (*name).into(),
            });
            let verdict = if *rating == Again {
                Verdict::Wrong
            } else {
                Verdict::Correct
            };
            log.count(Answer {
                card,
                day: *day,
                verdict,
                rating: *rating,
                took_ms: 1000,
                predicted: Some(0.9),
            });
        }
        log.finish(5, [], Rest::default())
    }

    use Rating::{Again, Good};
    const ANSWERS: [(&str, i32, Rating); 6] = [
        ("a", 1, Good),
        ("a", 1, Again),
        ("a", 3, Again),
        ("a", 3, Good),
        ("a", 5, Good),
        ("b", 5, Good),
    ];

    #[test]
    fn retention_counts_the_first_answer_of_a_later_day_only() {
        let stats = stats(&ANSWERS, None);
        let all = stats.all.answered;
        assert_eq!(all.retention, Ratio { hits: 1, of: 2 });
        assert_eq!(all.right, Ratio { hits: 4, of: 6 });
        let third = stats.days.of[&3];
        assert_eq!((third.answers, third.took_ms), (2, 2000));
        assert_eq!(third.retention, Ratio { hits: 0, of: 1 });
    }

    #[test]
    fn what_was_before_a_day_is_known_and_not_counted() {
        let stats = stats(&ANSWERS, Some(4));
        assert_eq!(stats.all.answered.retention, Ratio { hits: 1, of: 1 });
        assert_eq!(stats.all.answered.answers, 2);
        assert_eq!(stats.days.of.len(), 1);
        assert_eq!(stats.times.unwrap().of, 2);
        assert_eq!((stats.streak, stats.longest_streak), (1, 1));
    }

    #[test]
    fn days_decks_and_levels_come_to_the_same() {
        let stats = stats(&ANSWERS, None);
        let mut days = Answered::default();
        stats.days.of.values().for_each(|day| days.add(day));
        assert_eq!(days, stats.all.answered);
        assert_eq!(stats.decks[0].answered, stats.all.answered);
        let levels = stats.calibration.found();
        assert_eq!(levels.map(|level| level.known.of).sum::<u64>(), 2);
    }
}
