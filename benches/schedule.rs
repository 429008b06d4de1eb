//! The scheduler's own speed and memory, beside the crate's bare call: `cargo bench --bench
//! schedule`.
#![allow(missing_docs, reason = "a bench has no readers but its output")]
#![allow(clippy::unwrap_used, reason = "in a bench a surprise is a failure")]

use std::collections::HashMap;

use divan::{AllocProfiler, Bencher, black_box};
use fsrs::{ComputeParametersInput, FSRSItem, FSRSReview, compute_parameters};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;
use retain::plan::learner::Learner;
use retain::plan::{Exam, Plan, Standing};
use retain::review::Rating;
use retain::schedule::forecast::{Forecaster, Switches};
use retain::schedule::history::{Answer, History};
use retain::schedule::outlook::Strength;
use retain::schedule::{Graded, Scheduler, fit};
use uuid::Uuid;

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

const ANSWERS: u32 = 100_000;

fn main() {
    divan::main();
}

/// 100,000 answers to 10,000 cards, each ten times at growing intervals.
fn log() -> Vec<Answer> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut answers = Vec::new();
    for card in 0..ANSWERS / 10 {
        let mut day = (rng.next_u32() % 700) as i32;
        let mut wait = 1;
        for _ in 0..10 {
            let rating = match rng.next_u32() % 20 {
                0..=2 => Rating::Again,
                3..=4 => Rating::Hard,
                19 => Rating::Easy,
                _ => Rating::Good,
            };
            answers.push(Answer {
                card,
                deck: card % 20,
                class: 0,
                day,
                rating,
                took_ms: 1000 + rng.next_u32() % 9000,
            });
            wait = if rating == Rating::Again {
                1
            } else {
                2 * wait + (rng.next_u32() % 2) as i32
            };
            day += wait.min(60);
        }
    }
    answers.sort_by_key(|answer| answer.day);
    answers
}

/// Cards before an exam: a third new, the others with memories of all kinds.
fn standings(cards: usize) -> Vec<Standing> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut share = || f64::from(rng.next_u32()) / f64::from(u32::MAX);
    let mut standing = |n: usize| {
        if n.is_multiple_of(3) {
            return Standing::New;
        }
        let strength = Strength {
            stability: (share() * 100_f64.ln()).exp() as f32,
            difficulty: (2.0 + 7.0 * share()) as f32,
        };
        Standing::Seen {
            strength,
            days_ago: 1 + (share() * 30.0) as i64,
        }
    };
    (0..cards).map(&mut standing).collect()
}

/// A plan for so many cards and days at 20 minutes a day, with its predicted score: made anew, and
/// by the prices of an earlier one, as on each further day and for other minutes.
#[divan::bench(args = [(300, 60, true), (300, 60, false), (5000, 180, true), (5000, 180, false)], sample_count = 5)]
fn plan(bencher: Bencher<'_, '_>, (cards, days, anew): (usize, usize, bool)) {
    let scheduler = Scheduler::new(None, 0.9).unwrap();
    let learner = Learner::average(scheduler.decay());
    let cards = standings(cards);
    let exam = Exam {
        days,
        seconds: 1200.0,
        today: 1200.0,
    };
    let prices = Plan::new(&scheduler, &learner, &cards, exam, None)
        .priced()
        .prices();
    let before = (!anew).then_some(&prices[..]);
    bencher.bench(|| {
        let plan = Plan::new(&scheduler, &learner, &cards, exam, before);
        plan.predicted(&scheduler, &learner, 50, 0.0)
    });
}

/// The same as the crate wants it.
fn items(answers: &[Answer]) -> (Vec<FSRSItem>, Vec<i64>) {
    let mut cards: HashMap<u32, (Vec<FSRSReview>, i32)> = HashMap::new();
    let (mut items, mut ids) = (Vec::new(), Vec::new());
    for answer in answers {
        let (reviews, last) = cards.entry(answer.card).or_insert((Vec::new(), answer.day));
        let delta_t = (answer.day - *last).unsigned_abs();
        *last = answer.day;
        reviews.push(FSRSReview {
            rating: answer.rating as u32,
            delta_t,
        });
        if delta_t > 0 {
            items.push(FSRSItem {
                reviews: reviews.clone(),
            });
            ids.push(i64::from(answer.card));
        }
    }
    (items, ids)
}

#[divan::bench]
fn next_state(bencher: Bencher<'_, '_>) {
    let scheduler = Scheduler::new(None, 0.9).unwrap();
    let graded = |day| Graded {
        id: Uuid::from_u128(7),
        day,
        at: i64::from(day) * 86_400_000,
        rating: Rating::Good,
    };
    let memory = scheduler.next(None, graded(1));
    bencher.bench(|| scheduler.next(Some(black_box(&memory)), graded(9)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn fit_100_000_answers(bencher: Bencher<'_, '_>) {
    let history = History::new(log());
    bencher.bench(|| fit::parameters(black_box(&history), ANSWERS as usize));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn fit_100_000_answers_by_the_bare_crate(bencher: Bencher<'_, '_>) {
    let (train_set, card_ids) = items(&log());
    bencher.bench(|| {
        compute_parameters(ComputeParametersInput {
            train_set: black_box(&train_set).clone(),
            card_ids: Some(card_ids.clone()),
            ..ComputeParametersInput::default()
        })
        .unwrap()
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn outlook_of_100_000_answers(bencher: Bencher<'_, '_>) {
    let answers = log();
    bencher.bench(|| {
        let mut walk = Forecaster::new(&[], Switches::ALL);
        for answer in black_box(&answers) {
            walk.take(answer);
        }
        walk
    });
}
