//! That a sitting is the same whether all that is known is read or only what matters today.
#![expect(
    clippy::disallowed_methods,
    reason = "the tests make the files that are looked at"
)]

use std::collections::BTreeMap;
use std::fs;

use proptest::collection::vec;
use proptest::prelude::*;
use retain::mark::Verdict;
use retain::review::{CardEvent, CardId, Change, Event, Rating, Review};
use uuid::Uuid;

use super::*;
use crate::shell::decks::{Found, Lister};
use crate::shell::testing::{self, NOON};

/// The day of the sittings, 2026-11-27.
const TODAY: i32 = 20_784;

/// Three decks of nine cards, some suspended, some drafts, some siblings.
fn decks(folder: &std::path::Path) {
    for deck in 0..3 {
        let card = |n: i32| {
            let kept_out =
                ["", "", "", "suspended = true\n", "draft = true\n"][(n + deck) as usize % 5];
            format!(
                "[[card]]\nid = \"c{n}\"\nquestion = \"Question {n}?\"\nanswer = \"A\"\nreverse = true\n{kept_out}tags = [\"t{}\"]\n",
                n % 2
            )
        };
        let text: String = (0..9).map(card).collect();
        fs::write(folder.join(format!("d{deck}.toml")), text).unwrap();
    }
}

fn id(deck: u8, card: u8) -> CardId {
    let turned = if card > 8 { "/reverse" } else { "" };
    CardId {
        deck: format!("d{deck}"),
        card: format!("c{}{turned}", card % 9),
    }
}

fn review(n: u128, card: CardId, days_ago: i32, rating: Rating) -> Review {
    Review {
        id: Uuid::from_u128(n),
        card,
        learner: "me".to_owned(),
        device: Uuid::nil(),
        at: NOON - i64::from(days_ago) * 86_400_000 - 3_600_000,
        day: TODAY - days_ago,
        kind: "text".to_owned(),
        reply: String::new(),
        hinted: false,
        verdict: Verdict::Correct,
        score: 1.0,
        reason: String::new(),
        rating,
        took_ms: 5000,
        predicted: None,
        content: String::new(),
    }
}

/// What a lineup comes to: the cards in their order and the counts.
type Shown = (
    Vec<(usize, String)>,
    usize,
    usize,
    Option<i64>,
    Option<Backlog>,
);

fn shown(lineup: &Lineup) -> Shown {
    let slot = |place: &usize| {
        let slot = &lineup.slots[*place];
        (slot.deck, slot.card.clone())
    };
    let Lineup {
        queue,
        limit_ms,
        backlog,
        ..
    } = lineup;
    let order = queue.order.iter().map(slot).collect();
    (order, queue.due, queue.new, *limit_ms, *backlog)
}

/// On which days the cards come back that are due after one.
fn days(slots: &[Slot], after: i32) -> BTreeMap<i32, usize> {
    let mut days = BTreeMap::new();
    let due = slots.iter().filter_map(|slot| slot.memory);
    for memory in due.filter(|memory| memory.due_day > after) {
        *days.entry(memory.due_day).or_default() += 1;
    }
    days
}

struct House {
    _temp: tempfile::TempDir,
    config: Config,
    store: Store,
    found: Found<Listed>,
}

fn house(answers: &[(u8, u8, i32, usize, u8)]) -> House {
    let temp = tempfile::tempdir().unwrap();
    let settings = "built_in = false\nnew_per_day = 5\n";
    let (config, mut store) = testing::house(temp.path(), settings, &[]);
    decks(&temp.path().join("decks"));
    for (n, (deck, card, days_ago, rating, what)) in answers.iter().enumerate() {
        let (n, card) = (n as u128 + 1, id(*deck, *card));
        let event = match what {
            0 => Event::Card(CardEvent {
                id: Uuid::from_u128(n),
                card,
                learner: "me".to_owned(),
                device: Uuid::nil(),
                at: NOON,
                suspended: true,
            }),
            1 => Event::Amendment(retain::review::Amendment {
                id: Uuid::from_u128(n),
                review: Uuid::from_u128(n / 2),
                device: Uuid::nil(),
                at: NOON,
                change: Change::Undo,
            }),
            _ => Event::Review(review(n, card, *days_ago, Rating::ALL[*rating])),
        };
        store.commit(&event).unwrap();
    }
    let found = Lister::reading(&config).find(&[]).unwrap();
    House {
        _temp: temp,
        config,
        store,
        found,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_matters_today_makes_the_sitting_that_all_that_is_known_makes(
        answers in vec((0u8..3, 0u8..18, -2i32..60, 0usize..4, 0u8..12), 0..80),
        new in proptest::option::of(0usize..30),
        ahead in proptest::option::of(0u16..20),
        tagged in any::<bool>(),
    ) {
        let house = house(&answers);
        let tags = if tagged { vec!["t1".to_owned()] } else { Vec::new() };
        let arguments = Study { new, ahead, tags, ..Study::default() };
        let ahead = ahead.map_or(0, i32::from);
        let scheduler = house.store.scheduler().clone();
        let now = Moment { at: NOON, day: TODAY };
        let store = Some(&house.store);
        let line_up = |state: &State| {
            let (decks, agenda) = (&house.found.decks, Agenda::default());
            Lineup::new(&house.config, &arguments, decks, store, state, &scheduler, now, &agenda)
        };
        let all = State::read(store, TODAY).unwrap();
        let today = State::due(store, TODAY, ahead).unwrap();
        prop_assert!(today.until.is_some());
        let (whole, part) = (line_up(&all).unwrap(), line_up(&today).unwrap());
        prop_assert_eq!(shown(&whole), shown(&part));
        prop_assert_eq!(all.loads(&house.store).unwrap().days(), today.loads(&house.store).unwrap().days());
        // What comes back later is the same, whether the sitting knows of it or is told.
        let until = TODAY + ahead;
        let here: std::collections::HashSet<(usize, &str)> =
            part.slots.iter().map(|slot| (slot.deck, slot.card.as_str())).collect();
        let coming = learner::coming(
            &house.found.decks, &arguments.tags, &house.store, &today.suspended,
            (until, usize::MAX), |deck, card| here.contains(&(deck, card)),
        ).unwrap();
        let mut told = days(&part.slots, until);
        for (day, cards) in coming {
            *told.entry(day).or_default() += cards;
        }
        prop_assert_eq!(told, days(&whole.slots, until));
    }
}
