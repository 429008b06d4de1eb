//! Plans as they are kept: events that are only ever added, and what they come to.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::learner::Learner;
use super::{Plan, Prediction};

/// What a learner asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The ids of the decks that the exam is about.
    pub decks: Vec<String>,
    /// The local day of the exam, in days since 1970-01-01.
    pub exam: i32,
    /// Minutes of study a day.
    pub minutes: f64,
    /// How many questions the exam has.
    pub questions: usize,
}

/// A plan as it was made on a day, with what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// On which local day.
    pub day: i32,
    /// The price of a second, for each day from that one to the one before the exam.
    pub prices: Vec<f64>,
    /// How many seconds an answer takes, as a multiple of the average learner's.
    pub pace: f64,
    /// The decay of the forgetting curve.
    pub decay: f64,
    /// By how much recall is better than the scheduler predicts, in logits.
    pub shift: f64,
    /// The standard deviation of that.
    pub doubt: f64,
    /// The predicted score.
    pub predicted: Prediction,
}

impl Made {
    /// What is to be kept of a plan.
    pub fn of(plan: &Plan, day: i32, learner: &Learner, pace: f64, predicted: Prediction) -> Self {
        Self {
            day,
            prices: plan.priced().prices(),
            pace,
            decay: learner.decay,
            shift: learner.shift,
            doubt: learner.doubt,
            predicted,
        }
    }

    /// The learner as it was seen then.
    pub fn learner(&self) -> Learner {
        Learner {
            shift: self.shift,
            doubt: self.doubt,
            ..Learner::average(self.decay).paced(self.pace)
        }
    }

    /// The prices from a later day on.
    pub fn prices_from(&self, day: i32) -> &[f64] {
        let past = usize::try_from(day - self.day).unwrap_or(0);
        self.prices.get(past..).unwrap_or(&[])
    }
}

/// What happens to a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "kebab-case")]
pub enum Action {
    /// It is made.
    Make {
        /// What was asked for.
        request: Request,
        /// As it was made.
        #[serde(alias = "standing")]
        made: Made,
    },
    /// It is made anew, after answers.
    Renew {
        /// As it was made then.
        #[serde(alias = "standing")]
        made: Made,
    },
    /// It is given up, or another takes its place.
    Drop,
    /// The exam has been held.
    Result {
        /// The real score, 0 to 1.
        score: f64,
    },
}

/// One row of the log of plans.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its own id.
    pub id: Uuid,
    /// The plan's.
    pub plan: Uuid,
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
    /// What happens.
    pub action: Action,
}

/// A plan as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Its id.
    pub id: Uuid,
    /// What was asked for.
    pub request: Request,
    /// As it was first made.
    pub first: Made,
    /// As it was last made.
    pub latest: Made,
    /// Whether it was given up.
    pub dropped: bool,
    /// The real score, 0 to 1.
    pub result: Option<f64>,
}

impl Kept {
    /// Whether study follows it on a day: it is neither given up nor over.
    pub fn holds(&self, day: i32) -> bool {
        !self.dropped && day < self.request.exam
    }

    /// Whether the exam has been held and nothing is known of its result.
    pub fn waits_for_result(&self, day: i32) -> bool {
        !self.dropped && day >= self.request.exam && self.result.is_none()
    }
}

/// All plans, in the order of their making; events come in any order.
pub fn kept(events: impl IntoIterator<Item = Event>) -> Vec<Kept> {
    let mut events: Vec<Event> = events.into_iter().collect();
    events.sort_by_key(|event| (event.at, event.id));
    let mut plans: Vec<Kept> = Vec::new();
    for event in &events {
        if let Action::Make { request, made } = &event.action
            && plans.iter().all(|plan| plan.id != event.plan)
        {
            plans.push(Kept {
                id: event.plan,
                request: request.clone(),
                first: made.clone(),
                latest: made.clone(),
                dropped: false,
                result: None,
            });
        }
    }
    for event in events {
        let Some(plan) = plans.iter_mut().find(|plan| plan.id == event.plan) else {
            continue;
        };
        match event.action {
            Action::Make { .. } => {}
            Action::Renew { made } => {
                // A clock that went back does not undo what a later day knew.
                if made.day >= plan.latest.day {
                    plan.latest = made;
                }
            }
            Action::Drop => plan.dropped = true,
            Action::Result { score } => plan.result = Some(score),
        }
    }
    plans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(day: i32) -> Made {
        Made {
            day,
            prices: vec![1.0, 2.0, 3.0],
            pace: 1.5,
            decay: 0.15,
            shift: 0.2,
            doubt: 0.6,
            predicted: Prediction {
                score: 0.8,
                low: 0.7,
                high: 0.9,
            },
        }
    }

    fn event(id: u128, action: Action) -> Event {
        Event {
            id: Uuid::from_u128(id),
            plan: Uuid::from_u128(7),
            at: id as i64,
            action,
        }
    }

    fn making() -> Event {
        let request = Request {
            decks: vec!["a".to_owned()],
            exam: 13,
            minutes: 20.0,
            questions: 50,
        };
        event(
            1,
            Action::Make {
                request,
                made: made(10),
            },
        )
    }

    #[test]
    fn a_plan_of_an_older_store_is_read() {
        let action = Action::Renew { made: made(3) };
        let text = serde_json::to_string(&action).unwrap();
        let older = text.replace("\"made\"", "\"standing\"");
        assert_ne!(older, text);
        assert_eq!(serde_json::from_str::<Action>(&older).unwrap(), action);
    }

    #[test]
    fn a_plan_is_what_its_events_say_in_any_order() {
        let events = [
            event(3, Action::Renew { made: made(12) }),
            making(),
            event(4, Action::Result { score: 0.84 }),
            event(2, Action::Renew { made: made(11) }),
        ];
        let [plan] = &kept(events.clone())[..] else {
            panic!("one plan")
        };
        assert_eq!(
            (plan.first.day, plan.latest.day, plan.result),
            (10, 12, Some(0.84))
        );
        let mut reversed = events;
        reversed.reverse();
        assert_eq!(kept(reversed), std::slice::from_ref(plan));
    }

    #[test]
    fn it_holds_until_the_exam_and_then_waits_for_the_result() {
        let plans = kept([making()]);
        assert!(plans[0].holds(12) && !plans[0].holds(13));
        assert!(plans[0].waits_for_result(13) && !plans[0].waits_for_result(12));
        let plans = kept([making(), event(2, Action::Drop)]);
        assert!(!plans[0].holds(12) && !plans[0].waits_for_result(13));
    }

    #[test]
    fn prices_of_a_later_day_are_those_that_are_left() {
        let made = made(10);
        assert_eq!(made.prices_from(11), [2.0, 3.0]);
        assert_eq!(made.prices_from(9), [1.0, 2.0, 3.0]);
        assert!(made.prices_from(40).is_empty());
    }

    #[test]
    fn events_survive_their_json() {
        for action in [making().action, Action::Drop, Action::Result { score: 0.5 }] {
            let text = serde_json::to_string(&action).unwrap();
            assert_eq!(serde_json::from_str::<Action>(&text).unwrap(), action);
        }
    }
}
