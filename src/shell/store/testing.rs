//! Events and stores for the tests of the store.

use std::path::Path;

use retain::identity::Face;
use retain::mark::Verdict;
use retain::review::{Amendment, CardEvent, CardId, Change, Event, Rating, Review};
use retain::schedule::Scheduler;
use uuid::Uuid;

use super::{Creation, Learner, Store};

pub const NEW: Creation = Creation {
    device: Uuid::from_u128(0xdead_beef),
    at: 1_764_000_000_000,
    day: 20_416,
};

pub fn me(retention: f64) -> Learner {
    Learner {
        name: "me".into(),
        scheduler: Scheduler::new(None, retention).unwrap(),
        fitted: true,
    }
}

pub fn open(folder: &Path) -> Store {
    Store::open(folder, me(0.9), NEW).unwrap()
}

pub fn card(n: u8) -> CardId {
    CardId {
        deck: "sea".into(),
        card: format!("card-{n}"),
    }
}

pub fn face() -> Face {
    Face {
        kind: "text".into(),
        question: "Which cape?".into(),
        answer: "Kap Hoorn".into(),
    }
}

pub fn review(id: u128, n: u8, day: i32, rating: Rating) -> Review {
    Review {
        id: Uuid::from_u128(id),
        card: card(n),
        learner: "me".into(),
        device: NEW.device,
        at: i64::from(day) * 86_400_000,
        day,
        kind: "text".into(),
        reply: r#"{"typed":"Kap Hoorn 🌊"}"#.into(),
        hinted: id % 2 == 1,
        verdict: if rating == Rating::Again {
            Verdict::Wrong
        } else {
            Verdict::Correct
        },
        score: 0.1 + 0.2,
        reason: "exact".into(),
        rating,
        took_ms: 1000,
        predicted: (day > 0).then_some(1.0 / 3.0),
        content: "0123abcd".into(),
    }
}

pub fn answer(id: u128, n: u8, day: i32, rating: Rating) -> Event {
    Event::Review(review(id, n, day, rating))
}

pub fn amend(id: u128, review: u128, change: Change) -> Event {
    Event::Amendment(Amendment {
        id: Uuid::from_u128(id),
        review: Uuid::from_u128(review),
        device: NEW.device,
        at: 0,
        change,
    })
}

pub fn suspend(id: u128, n: u8, at: i64, suspended: bool) -> Event {
    Event::Card(CardEvent {
        id: Uuid::from_u128(id),
        card: card(n),
        learner: "me".into(),
        device: NEW.device,
        at,
        suspended,
    })
}
