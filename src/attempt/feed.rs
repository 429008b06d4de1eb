//! The answers of a test as reviews, where they are to count for the schedule.

use uuid::Uuid;

use super::Attempt;
use crate::ask::Shape;
use crate::day::Moment;
use crate::mark::{Mark, Reason};
use crate::review::{Review, event_id};
use crate::schedule::rate;

/// A review for each answer, in the order of the paper.
///
/// Their ids and times follow from the attempt alone, so that what broke off while they were
/// stored is stored again without a double. `begun` is when the attempt began; each answer stands
/// a millisecond after the one before.
pub fn reviews(
    attempt: &Attempt,
    id: Uuid,
    begun: Moment,
    learner: &str,
    device: Uuid,
    guess: bool,
) -> Vec<Review> {
    let mut reviews = Vec::new();
    let questions = attempt.paper().questions.iter().zip(attempt.given());
    for (n, (question, given)) in questions.enumerate() {
        let Some(given) = given else { continue };
        let options = match &question.ask.shape {
            Shape::PickOne { options, .. } if guess => Some(options.len()),
            _ => None,
        };
        // A rating looks at verdict and score.
        let mark = Mark::new(given.verdict, given.score, Reason::Exact);
        let at = begun.at.saturating_add(n as i64);
        reviews.push(Review {
            id: event_id(at, tail(id, n)),
            card: question.card.clone(),
            learner: learner.to_owned(),
            device,
            at,
            day: begun.day,
            kind: question.kind.to_owned(),
            reply: serde_json::to_string(&Some(&given.reply)).unwrap_or_default(),
            hinted: false,
            verdict: given.verdict,
            score: given.score,
            reason: given.reason.clone(),
            rating: rate::rating(&mark, false, options, question.predicted),
            took_ms: given.took_ms,
            predicted: question.predicted,
            content: question.content.clone(),
        });
    }
    reviews
}

fn tail(attempt: Uuid, n: usize) -> [u8; 10] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(attempt.as_bytes());
    hasher.update(&(n as u64).to_le_bytes());
    let mut tail = [0; 10];
    hasher.finalize_xof().fill(&mut tail);
    tail
}
