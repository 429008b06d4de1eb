use super::*;
use crate::schedule::history::Answer;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

fn chance(rng: &mut ChaCha8Rng) -> f64 {
    f64::from(rng.next_u32()) / 4_294_967_296.0
}

/// A log of coin flips: cards come back after some days, and half of them are known.
fn coins(cards: u32, days: i32, seed: u64) -> Vec<Answer> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut answers = Vec::new();
    for day in 0..days {
        for card in 0..cards {
            if chance(&mut rng) < 0.2 {
                let rating = if chance(&mut rng) < 0.5 {
                    Rating::Again
                } else {
                    Rating::Good
                };
                let took_ms = 1000 + rng.next_u32() % 9000;
                answers.push(Answer {
                    card,
                    deck: card % 3,
                    class: 0,
                    day,
                    rating,
                    took_ms,
                });
            }
        }
    }
    answers
}

#[test]
fn no_prediction_knows_its_own_outcome_or_anything_later() {
    let answers = coins(40, 60, 1);
    let before = predictions(&History::new(answers.clone()), Switches::ALL, &|| ());
    let mut rng = ChaCha8Rng::seed_from_u64(9);
    for from in [1, 2, 3].map(|quarters| answers.len() * quarters / 4) {
        // From there on, everything but which cards come when is another.
        let mut other = answers.clone();
        for answer in &mut other[from..] {
            answer.rating = Rating::ALL[rng.next_u32() as usize % 4];
            answer.took_ms = rng.next_u32() % 70_000;
        }
        let after = predictions(&History::new(other), Switches::ALL, &|| ());
        let up_to = |all: &[Predicted]| -> Vec<Predicted> {
            all.iter().copied().filter(|one| one.at <= from).collect()
        };
        assert!(!up_to(&before).is_empty());
        assert!(up_to(&before) == up_to(&after), "up to answer {from}");
        assert!(before != after, "what comes later may differ");
    }
}

#[test]
fn a_sitting_predicts_what_the_evaluation_says_it_does() {
    let answers = coins(40, 60, 4);
    let history = History::new(answers.clone());
    let predicted = predictions(&history, Switches::ALL, &|| ());
    let fits = fit::fits(&history, &fit::places(&history), true, &|| ());
    let last = predicted.last().unwrap();
    let mut walk = Forecaster::new(&fits, Switches::ALL);
    for answer in &answers[..last.at] {
        walk.take(answer);
    }
    let asked = answers[last.at];
    let forecast = walk.predict(asked.card, asked.deck, asked.day).unwrap();
    let [.., retain] = last.by;
    assert!((forecast.retain - retain).abs() < 1e-12);
    assert_eq!(
        walk.predict(asked.card, asked.deck, answers[last.at].day - 1000),
        None
    );
}

#[test]
fn coin_flips_cannot_be_predicted_and_nothing_is_claimed() {
    let evaluation = evaluate(&History::new(coins(60, 80, 2)), Switches::ALL, &|| ());
    let [constant, .., retain] = evaluation.scores;
    let (constant, retain) = (constant.unwrap(), retain.unwrap());
    assert!((retain.auc.unwrap() - 0.5).abs() < 0.06, "{retain:?}");
    assert!(
        retain.log_loss > constant.log_loss - 0.01,
        "{retain:?} {constant:?}"
    );
    assert!(!evaluation.gains[0].unwrap().is_real());
}

#[test]
fn the_same_items_score_the_same_as_by_the_crate() {
    let history = History::new(coins(60, 80, 3));
    let evaluation = evaluate(&history, Switches::ALL, &|| ());
    let by_crate = fit::crate_scores(&history);
    let [.., fit, _, _] = evaluation.scores;
    let fit = fit.unwrap();
    assert!(
        (fit.log_loss - by_crate.0).abs() < 1e-4,
        "{fit:?} {by_crate:?}"
    );
    assert!(
        (fit.rmse_bins - by_crate.1).abs() < 1e-4,
        "{fit:?} {by_crate:?}"
    );
}

#[test]
fn logs_that_say_nothing_give_nothing_and_no_number_is_not_one() {
    let answer = |card, day, rating| Answer {
        card,
        deck: 0,
        class: 0,
        day,
        rating,
        took_ms: 0,
    };
    let many = |answers: Vec<Answer>| evaluate(&History::new(answers), Switches::ALL, &|| ());
    let nothing = many(Vec::new());
    assert_eq!((nothing.reviews, nothing.items, nothing.tested), (0, 0, 0));
    assert_eq!(nothing.scores, [None; 6]);
    let three = many((0..3).map(|day| answer(1, day, Rating::Good)).collect());
    assert_eq!((three.items, three.tested, three.scores), (2, 0, [None; 6]));
    let one_day = many(
        (0..5000)
            .map(|card| answer(card % 7, 4, Rating::Good))
            .collect(),
    );
    assert_eq!(
        (one_day.reviews, one_day.items, one_day.scores),
        (5000, 0, [None; 6])
    );
    let alike = many(
        (0..20_000)
            .map(|n| answer(1, n / 50, Rating::Good))
            .collect(),
    );
    assert_eq!(alike.known, alike.tested);
    for score in alike.scores.into_iter().flatten() {
        assert!(score.log_loss.is_finite() && score.rmse_bins.is_finite());
        assert_eq!(score.auc, None);
    }
}
