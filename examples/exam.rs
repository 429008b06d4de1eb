//! Simulated learners before an exam: what each way of choosing cards makes of the same minutes.
//!
//! `cargo run --release --example exam -- [LEARNERS] [SCENARIO…]` prints a table in Markdown; a
//! scenario is `cards/days/minutes`. The learners' true memory is not the scheduler's: its
//! parameters are shaken, each card has a stability of its own, and in a second table recall
//! fades along another curve (an exponential one). All ways meet the same learners.

use rand::{RngExt as _, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use retain::plan::learner::{Learner, Outcome};
use retain::plan::{Exam, Plan, Share, Standing, predict};
use retain::schedule::Scheduler;
use retain::schedule::outlook::{Strength, recall};

/// How many questions the exam has.
const QUESTIONS: usize = 50;
/// How much true memories differ from the model's.
const SHAKEN: f64 = 1.0;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Policy {
    /// As trainers run today: what has fallen to a recall, then new cards, then nothing.
    Fixed(f64),
    /// The same; minutes that are left go to what is least well known on the day.
    Filled(f64),
    /// What gains most for the exam by a review today.
    Greedy,
    Sm2,
    Leitner,
    /// The program's own.
    Plan,
}

impl Policy {
    fn name(self) -> String {
        match self {
            Self::Fixed(retention) => format!("fixed {retention}"),
            Self::Filled(retention) => format!("fixed {retention}, filled"),
            Self::Greedy => "greedy".to_owned(),
            Self::Sm2 => "SM-2".to_owned(),
            Self::Leitner => "Leitner".to_owned(),
            Self::Plan => "**plan**".to_owned(),
        }
    }
}

const POLICIES: [Policy; 11] = [
    Policy::Fixed(0.9),
    Policy::Fixed(0.8),
    Policy::Fixed(0.7),
    Policy::Filled(0.9),
    Policy::Filled(0.8),
    Policy::Filled(0.7),
    Policy::Greedy,
    Policy::Sm2,
    Policy::Leitner,
    Policy::Fixed(0.95),
    Policy::Plan,
];

#[derive(Debug, Clone, Copy)]
struct Scenario {
    cards: usize,
    days: usize,
    minutes: f64,
    exponential: bool,
}

#[derive(Debug, Clone, Copy)]
struct Card {
    believed: Option<Strength>,
    truth: Strength,
    /// Its own factor on the true stability.
    own: f64,
    last: usize,
    due: f64,
    easiness: f64,
    repetitions: u32,
    interval: f64,
    stage: usize,
}

struct Result {
    score: f64,
    exam: f64,
    minutes: f64,
    seen: f64,
    later: f64,
    /// Predicted on the last day, and at the start.
    last: (f64, f64, f64),
    first: Option<(f64, f64, f64)>,
}

/// A learner's true memory.
struct Truth {
    scheduler: Scheduler,
    decay: f64,
    exponential: bool,
}

impl Truth {
    fn new(rng: &mut ChaCha8Rng, exponential: bool) -> Self {
        let mut w: Vec<f64> = fsrs_defaults();
        let common = 0.5 * SHAKEN * normal(rng);
        for first in &mut w[..4] {
            *first *= (common + 0.2 * SHAKEN * normal(rng)).exp();
        }
        w[8] += 0.2 * SHAKEN * normal(rng);
        w[11] *= (0.2 * SHAKEN * normal(rng)).exp();
        w[20] *= (0.2 * SHAKEN * normal(rng)).exp();
        w[4] += 0.5 * SHAKEN * normal(rng);
        for rating in 1..4 {
            w[rating] = w[rating].max(w[rating - 1]);
        }
        let parameters: Vec<f32> = w.iter().map(|w| *w as f32).collect();
        let scheduler = Scheduler::new(Some(&parameters), 0.9).expect("a model");
        let decay = scheduler.decay();
        Self {
            scheduler,
            decay,
            exponential,
        }
    }

    fn recall(&self, card: &Card, days: f64) -> f64 {
        let stability = f64::from(card.truth.stability) * card.own;
        if self.exponential {
            0.9_f64.powf(days / stability)
        } else {
            recall(stability as f32, days, self.decay)
        }
    }
}

fn fsrs_defaults() -> Vec<f64> {
    Scheduler::new(None, 0.9)
        .expect("a model")
        .parameters()
        .iter()
        .map(|w| f64::from(*w))
        .collect()
}

/// A draw from the standard normal (Box and Muller 1958).
fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let u: f64 = 1.0 - rng.random::<f64>();
    (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * rng.random::<f64>()).cos()
}

fn interval(stability: f32, retention: f64, decay: f64) -> f64 {
    let factor = 0.9_f64.powf(-1.0 / decay) - 1.0;
    f64::from(stability) / factor * (retention.powf(-1.0 / decay) - 1.0)
}

fn drawn(rng: &mut ChaCha8Rng, shares: &[f64]) -> usize {
    let mut u = rng.random::<f64>();
    for (place, share) in shares.iter().enumerate() {
        u -= share;
        if u < 0.0 {
            return place;
        }
    }
    shares.len() - 1
}

fn run(scenario: Scenario, policy: Policy, seed: u64) -> Result {
    let model = Scheduler::new(None, 0.9).expect("a model");
    let average = Learner::average(model.decay());
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let truth = Truth::new(&mut rng, scenario.exponential);
    let mut cards: Vec<Card> = (0..scenario.cards)
        .map(|_| Card {
            believed: None,
            truth: Strength {
                stability: 0.0,
                difficulty: 0.0,
            },
            own: (0.4 * SHAKEN * normal(&mut rng)).exp(),
            last: 0,
            due: 0.0,
            easiness: 2.5,
            repetitions: 0,
            interval: 0.0,
            stage: 0,
        })
        .collect();
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut prices: Option<Vec<f64>> = None;
    let mut learner = average.clone();
    let (mut seconds, mut first) = (0.0, None);
    for day in 0..scenario.days {
        let mut left = scenario.minutes * 60.0;
        if policy == Policy::Plan {
            learner = average.clone().calibrated(&outcomes);
        }
        let order = match policy {
            Policy::Plan => {
                let standing = standings(&cards, day);
                let exam = Exam {
                    days: scenario.days - day,
                    seconds: left,
                    today: left,
                };
                let plan = Plan::new(&model, &learner, &standing, exam, prices.as_deref());
                if day == 0 {
                    let said = plan.predicted(&model, &learner, QUESTIONS, 0.0);
                    first = Some((said.score, said.low, said.high));
                }
                prices =
                    Some(plan.priced().prices()[1..].to_vec()).filter(|prices| !prices.is_empty());
                plan.priced()
                    .on(0, &model, &learner, &standing)
                    .iter()
                    .map(|choice| choice.card)
                    .collect()
            }
            Policy::Greedy => greedy(&cards, &model, &learner, day, scenario.days),
            _ => due(&cards, policy, &learner, day, scenario.days),
        };
        for place in order {
            if left <= 0.0 {
                break;
            }
            let card = &mut cards[place];
            let (rating, cost) =
                answer(card, &truth, &model, &average, day, &mut rng, &mut outcomes);
            left -= cost;
            seconds += cost;
            card.last = day;
            schedule(card, policy, rating, day, &learner);
        }
    }
    if policy != Policy::Plan {
        learner = average.clone().calibrated(&outcomes);
    } else {
        learner = average.calibrated(&outcomes);
    }
    let end = scenario.days as f64;
    let known = |card: &Card, days: f64| {
        if card.believed.is_none() {
            0.0
        } else {
            truth.recall(card, days - card.last as f64)
        }
    };
    let n = cards.len() as f64;
    let score = cards.iter().map(|card| known(card, end)).sum::<f64>() / n;
    let later = cards
        .iter()
        .map(|card| known(card, end + 30.0))
        .sum::<f64>()
        / n;
    let shares: Vec<Share> = learner
        .curves
        .iter()
        .map(|curve| {
            let learner = learner.with(curve);
            let believed = |card: &Card| {
                card.believed.map_or(0.0, |strength| {
                    learner.recall(strength.stability, end - card.last as f64)
                })
            };
            Share {
                weight: curve.weight,
                known: cards.iter().map(believed).sum::<f64>() / n,
                slope: cards
                    .iter()
                    .map(believed)
                    .map(|p| p * (1.0 - p))
                    .sum::<f64>()
                    / n,
                doubt: curve.doubt,
            }
        })
        .collect();
    let said = predict(&shares, QUESTIONS, 0.0);
    let mut hits = 0.0;
    let questions = QUESTIONS.min(cards.len());
    for k in 0..questions {
        let other = rng.random_range(k..cards.len());
        cards.swap(k, other);
        if rng.random::<f64>() < known(&cards[k], end) {
            hits += 1.0;
        }
    }
    Result {
        score,
        exam: hits / questions as f64,
        minutes: seconds / 60.0,
        seen: cards.iter().filter(|card| card.believed.is_some()).count() as f64 / n,
        later,
        last: (said.score, said.low, said.high),
        first,
    }
}

fn standings(cards: &[Card], day: usize) -> Vec<Standing> {
    let standing = |card: &Card| {
        card.believed
            .map_or(Standing::New, |strength| Standing::Seen {
                strength,
                days_ago: (day - card.last) as i64,
            })
    };
    cards.iter().map(standing).collect()
}

/// One answer, by the learner's true memory; says its rating and its seconds.
fn answer(
    card: &mut Card,
    truth: &Truth,
    model: &Scheduler,
    learner: &Learner,
    day: usize,
    rng: &mut ChaCha8Rng,
    outcomes: &mut Vec<Outcome>,
) -> (usize, f64) {
    let relearn = |rating| {
        if rating == 0 {
            learner.relearn_seconds
        } else {
            0.0
        }
    };
    let Some(believed) = card.believed else {
        let rating = drawn(rng, &learner.first);
        card.believed = Some(model.first()[rating]);
        card.truth = truth.scheduler.first()[rating];
        return (rating, learner.first_seconds[rating] + relearn(rating));
    };
    let days = (day - card.last) as u32;
    let known = rng.random::<f64>() < truth.recall(card, f64::from(days));
    let rating = if known {
        1 + drawn(rng, &learner.known)
    } else {
        0
    };
    outcomes.push(Outcome {
        stability: believed.stability,
        days,
        known,
    });
    card.believed = Some(model.after(believed, days)[rating]);
    card.truth = truth.scheduler.after(card.truth, days)[rating];
    (rating, learner.later_seconds[rating] + relearn(rating))
}

/// When the card comes back, for those policies that have a due day.
fn schedule(card: &mut Card, policy: Policy, rating: usize, day: usize, learner: &Learner) {
    let wait = match policy {
        Policy::Fixed(retention) | Policy::Filled(retention) => {
            let stability = card.believed.map_or(1.0, |strength| strength.stability);
            interval(stability, retention, learner.decay)
                .round()
                .max(1.0)
        }
        Policy::Sm2 => {
            let quality = [1.0, 3.0, 4.0, 5.0][rating];
            if rating == 0 {
                card.repetitions = 0;
                card.interval = 1.0;
            } else {
                card.repetitions += 1;
                card.interval = match card.repetitions {
                    1 => 1.0,
                    2 => 6.0,
                    _ => (card.interval * card.easiness).round(),
                };
            }
            let short: f64 = 5.0 - quality;
            card.easiness = (card.easiness + 0.1 - short * (0.08 + short * 0.02)).max(1.3);
            card.interval
        }
        Policy::Leitner => {
            card.stage = if rating == 0 {
                0
            } else {
                (card.stage + 1).min(5)
            };
            [1.0, 1.0, 2.0, 4.0, 8.0, 16.0][card.stage]
        }
        Policy::Greedy | Policy::Plan => 0.0,
    };
    card.due = day as f64 + wait;
}

/// Due cards, then new ones, then, where it fills, the least well known.
fn due(cards: &[Card], policy: Policy, learner: &Learner, day: usize, end: usize) -> Vec<usize> {
    let seen = |place: &usize| cards[*place].believed.is_some();
    let all = || 0..cards.len();
    let mut due: Vec<usize> = all()
        .filter(seen)
        .filter(|place| cards[*place].due <= day as f64)
        .collect();
    due.sort_by(|a, b| cards[*a].due.total_cmp(&cards[*b].due));
    due.extend(all().filter(|place| !seen(place)));
    if let Policy::Filled(_) = policy {
        let left = |place: usize| {
            let card = &cards[place];
            let stability = card.believed.map_or(1.0, |strength| strength.stability);
            learner.recall(stability, (end - card.last) as f64)
        };
        let mut rest: Vec<usize> = all()
            .filter(seen)
            .filter(|place| cards[*place].due > day as f64 && cards[*place].last < day)
            .collect();
        rest.sort_by(|a, b| left(*a).total_cmp(&left(*b)));
        due.extend(rest);
    }
    due
}

fn greedy(
    cards: &[Card],
    model: &Scheduler,
    learner: &Learner,
    day: usize,
    end: usize,
) -> Vec<usize> {
    let left = (end - day) as f64;
    let worth = |outcomes: [Strength; 4], shares: [f64; 4]| -> f64 {
        (0..4)
            .map(|g| shares[g] * learner.recall(outcomes[g].stability, left))
            .sum()
    };
    let mut gains: Vec<(f64, usize)> = cards
        .iter()
        .enumerate()
        .filter_map(|(place, card)| {
            let Some(strength) = card.believed else {
                return Some((
                    worth(model.first(), learner.first) / learner.first_cost(),
                    place,
                ));
            };
            let days = (day - card.last) as u32;
            let recall = learner.recall(strength.stability, f64::from(days));
            let stay = learner.recall(strength.stability, (end - card.last) as f64);
            let gain = worth(model.after(strength, days), learner.later(recall)) - stay;
            (days > 0 && gain > 0.0).then(|| (gain / learner.later_cost(recall), place))
        })
        .collect();
    gains.sort_by(|a, b| b.0.total_cmp(&a.0));
    gains.into_iter().map(|(_, place)| place).collect()
}

fn mean(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let values: Vec<f64> = values.collect();
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    (mean, 1.96 * (variance / n).sqrt())
}

fn main() {
    #[expect(
        clippy::disallowed_methods,
        reason = "an example reads its own arguments"
    )]
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let learners: u64 = arguments
        .first()
        .and_then(|n| n.parse().ok())
        .unwrap_or(200);
    let mut scenarios: Vec<(usize, usize, f64)> = vec![
        (300, 30, 5.0),
        (300, 30, 10.0),
        (300, 30, 20.0),
        (150, 10, 10.0),
        (600, 60, 10.0),
    ];
    if arguments.len() > 1 {
        scenarios = arguments[1..]
            .iter()
            .map(|text| {
                let parts: Vec<f64> = text
                    .split('/')
                    .filter_map(|part| part.parse().ok())
                    .collect();
                assert!(
                    parts.len() == 3,
                    "`cards/days/minutes` would do, not `{text}`"
                );
                (parts[0] as usize, parts[1] as usize, parts[2])
            })
            .collect();
    }
    for exponential in [false, true] {
        println!(
            "\n## {learners} learners, {} curve\n",
            if exponential {
                "an exponential"
            } else {
                "the model's"
            }
        );
        for (cards, days, minutes) in &scenarios {
            table(
                Scenario {
                    cards: *cards,
                    days: *days,
                    minutes: *minutes,
                    exponential,
                },
                learners,
            );
        }
    }
}

fn table(scenario: Scenario, learners: u64) {
    let results: Vec<Vec<Result>> = POLICIES
        .iter()
        .map(|policy| {
            (0..learners)
                .into_par_iter()
                .map(|seed| run(scenario, *policy, 1000 + seed))
                .collect()
        })
        .collect();
    println!(
        "{} cards, {} days, {} minutes a day:\n",
        scenario.cards, scenario.days, scenario.minutes
    );
    println!(
        "| policy | exam score, % | plan's lead | minutes | seen, % | 30 days later, % | interval holds, % | width |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let plan = results.last().expect("the plan");
    for (policy, results) in POLICIES.iter().zip(&results) {
        let percent = |value: &dyn Fn(&Result) -> f64| 100.0 * mean(results.iter().map(value)).0;
        let (score, reach) = mean(results.iter().map(|r| 100.0 * r.score));
        let (lead, sure) = mean(
            plan.iter()
                .zip(results)
                .map(|(p, r)| 100.0 * (p.score - r.score)),
        );
        let held = percent(&|r| f64::from(u8::from(r.exam >= r.last.1 && r.exam <= r.last.2)));
        let lead = if *policy == Policy::Plan {
            "—".to_owned()
        } else {
            format!("{lead:+.1} ± {sure:.1}")
        };
        println!(
            "| {} | {score:.1} ± {reach:.1} | {lead} | {:.0} | {:.0} | {:.1} | {held:.0} | {:.0} |",
            policy.name(),
            percent(&|r| r.minutes) / 100.0,
            percent(&|r| r.seen),
            percent(&|r| r.later),
            percent(&|r| r.last.2 - r.last.1),
        );
    }
    let first = |result: &Result| result.first.expect("a prediction at the start");
    let held = mean(
        plan.iter()
            .map(|r| f64::from(u8::from(r.exam >= first(r).1 && r.exam <= first(r).2))),
    )
    .0;
    let said = mean(plan.iter().map(|r| 100.0 * first(r).0)).0;
    let width = mean(plan.iter().map(|r| 100.0 * (first(r).2 - first(r).1))).0;
    println!(
        "\nPredicted at the start: {said:.1} %; its interval ({width:.0} points wide) held the exam's score {:.0} % of the time.\n",
        100.0 * held
    );
}
