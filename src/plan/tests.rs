use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::foresee::{Foresight, Sample, foresee};
use super::*;

fn scheduler() -> Scheduler {
    Scheduler::new(None, 0.9).unwrap()
}

fn exam(days: usize, minutes: f64) -> Exam {
    let seconds = minutes * 60.0;
    Exam {
        days,
        seconds,
        today: seconds,
    }
}

fn foreseen(cards: &[Standing], exam: Exam) -> (Plan, Foresight) {
    let scheduler = scheduler();
    let learner = Learner::average(scheduler.decay());
    let plan = Plan::new(&scheduler, &learner, cards, exam, None);
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let priced = plan.priced();
    let sample = Sample::of(priced, &scheduler, &learner, cards);
    let foresight = foresee(
        priced, &scheduler, &learner, &learner, &sample, exam, &mut rng,
    );
    (plan, foresight)
}

#[test]
fn more_minutes_promise_more_and_leave_less_out() {
    let cards = vec![Standing::New; 200];
    let learner = Learner::average(scheduler().decay());
    let plans = [2.0, 5.0, 20.0].map(|minutes| foreseen(&cards, exam(14, minutes)));
    let scores = plans
        .each_ref()
        .map(|(plan, _)| plan.predicted(&scheduler(), &learner, 50, 0.0).score);
    assert!(scores.is_sorted(), "{scores:?}");
    let left = plans.each_ref().map(|(_, foresight)| foresight.left_out);
    assert!(
        left[0] > 50.0 && left[1] < left[0] && left[2] == 0.0,
        "{left:?}"
    );
}

#[test]
fn the_days_keep_to_their_minutes_and_use_them() {
    for (cards, days, minutes) in [(200, 20, 5.0), (40, 21, 5.0), (900, 100, 3.0)] {
        let cards = vec![Standing::New; cards];
        let (_, foresight) = foreseen(&cards, exam(days, minutes));
        assert_eq!(foresight.days.len(), days);
        let scale = cards.len() as f64 / cards.len().min(300) as f64;
        for day in &foresight.days {
            // One card may go over the end.
            assert!(day.seconds < 60.0 * minutes + 40.0 * scale, "{day:?}");
        }
        let all: f64 = foresight.days.iter().map(|day| day.seconds).sum();
        assert!(
            all > 0.9 * 60.0 * minutes * days as f64,
            "{all} of {days} x {minutes}"
        );
    }
}

#[test]
fn what_is_nearly_lost_and_can_be_kept_comes_before_what_is_safe() {
    let scheduler = scheduler();
    let learner = Learner::average(scheduler.decay());
    let seen = |stability, days_ago| Standing::Seen {
        strength: Strength {
            stability,
            difficulty: 5.0,
        },
        days_ago,
    };
    let cards = [seen(400.0, 1), seen(3.0, 4), seen(2.0, 0)];
    let plan = Plan::new(&scheduler, &learner, &cards, exam(10, 1.0), None);
    let today = plan.priced().on(0, &scheduler, &learner, &cards);
    assert_eq!(today[0].card, 1);
    assert!(
        today.iter().all(|choice| choice.card != 2),
        "answered today"
    );
}

#[test]
fn a_prediction_is_wider_for_few_questions_and_for_a_learner_who_is_not_known() {
    let width = |said: Prediction| said.high - said.low;
    let share = |known, doubt| Share {
        weight: 1.0,
        known,
        slope: 0.15,
        doubt,
    };
    let usual = predict(&[share(0.7, 0.6)], 50, 0.0);
    assert!(width(predict(&[share(0.7, 0.6)], 10, 0.0)) > width(usual));
    assert!(width(predict(&[share(0.7, 0.1)], 50, 0.0)) < width(usual));
    assert!(width(predict(&[share(0.7, 0.6), share(0.4, 0.6)], 50, 0.0)) > width(usual));
    // Where no shift changes what is known, the mean is that of the guesses alone.
    let certain = Share {
        slope: 0.0,
        ..share(0.7, 0.0)
    };
    let lucky = predict(&[certain], 50, 0.25);
    assert!((lucky.score - 0.775).abs() < 1e-9, "{lucky:?}");
}

/// Of all scores that are as likely as predicted, the interval holds nine in ten and few more.
#[test]
fn the_interval_holds_nine_scores_in_ten_of_a_binomial() {
    for (known, questions) in [(0.7, 50), (0.9, 50), (0.5, 400), (0.97, 20)] {
        let share = Share {
            weight: 3.0,
            known,
            slope: 0.0,
            doubt: 0.0,
        };
        let said = predict(&[share], questions, 0.0);
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        let held = (0..4000).filter(|_| {
            let right = (0..questions)
                .filter(|_| rng.random::<f64>() < known)
                .count();
            let score = right as f64 / questions as f64;
            (said.low - 1e-9..=said.high + 1e-9).contains(&score)
        });
        let held = held.count() as f64 / 4000.0;
        assert!(
            (0.885..0.985).contains(&held),
            "{known} of {questions}: {held} in {said:?}"
        );
    }
}

#[test]
fn a_learner_whose_curve_is_not_known_may_score_less_than_the_model_says() {
    let scheduler = scheduler();
    let learner = Learner::average(scheduler.decay());
    let cards = vec![Standing::New; 100];
    let plan = Plan::new(&scheduler, &learner, &cards, exam(30, 2.0), None);
    let said = |learner: &Learner| plan.predicted(&scheduler, learner, 1000, 0.0);
    let own = learner
        .curves
        .iter()
        .find(|curve| (curve.decay - learner.decay).abs() < 1e-9);
    let (open, sure) = (said(&learner), said(&learner.with(own.unwrap())));
    assert!(
        open.low < sure.low && open.score < sure.score,
        "{open:?} {sure:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_cards_any_exam_give_sound_numbers(
        cards in proptest::collection::vec((0.0f32..5000.0, 0.0f32..12.0, 0i64..4000, any::<bool>()), 0..12),
        days in 1usize..30,
        seconds in 0.0f64..50_000.0,
        today in 0.0f64..50_000.0,
        prices in proptest::collection::vec(-1.0f64..1.0, 0..40),
    ) {
        let scheduler = scheduler();
        let learner = Learner::average(scheduler.decay());
        let cards: Vec<Standing> = cards
            .into_iter()
            .map(|(stability, difficulty, days_ago, new)| {
                let strength = Strength { stability, difficulty };
                if new { Standing::New } else { Standing::Seen { strength, days_ago } }
            })
            .collect();
        let exam = Exam { days, seconds, today };
        let plan = Plan::new(&scheduler, &learner, &cards, exam, Some(&prices));
        let said = plan.predicted(&scheduler, &learner, 10, 0.0);
        prop_assert!(0.0 <= said.low && said.low <= said.score && said.score <= said.high && said.high <= 1.0, "{said:?}");
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let priced = plan.priced();
        let sample = Sample::of(priced, &scheduler, &learner, &cards);
        let foresight = foresee(priced, &scheduler, &learner, &learner, &sample, exam, &mut rng);
        for day in &foresight.days {
            prop_assert!(day.seconds.is_finite() && day.reviews >= 0.0 && day.new >= 0.0, "{day:?}");
        }
        let mut asked: Vec<usize> = plan
            .priced()
            .on(0, &scheduler, &learner, &cards)
            .into_iter()
            .map(|choice| choice.card)
            .collect();
        let many = asked.len();
        asked.sort_unstable();
        asked.dedup();
        prop_assert_eq!(asked.len(), many);
        prop_assert!(asked.iter().all(|card| *card < cards.len()));
    }
}

/// What is predicted is what the days come to, however few they are and however scarce the time.
#[test]
fn a_prediction_is_what_the_days_come_to() {
    let learner = Learner::average(scheduler().decay());
    let known = Learner {
        curves: vec![Curve {
            weight: 1.0,
            decay: learner.decay,
            shift: 0.0,
            doubt: 0.0,
        }],
        ..learner
    };
    for (cards, days, minutes) in [(44, 1, 5.0), (44, 1, 8.0), (900, 100, 5.0)] {
        let cards = vec![Standing::New; cards];
        let (plan, foresight) = foreseen(&cards, exam(days, minutes));
        let said = plan.predicted(&scheduler(), &known, 50, 0.0).score;
        let asked = 1.0 - foresight.left_out / cards.len() as f64;
        assert!(said <= asked, "{said} of {asked} asked");
        assert!(
            (said - foresight.known).abs() < 0.05,
            "{said} {foresight:?}"
        );
    }
}
