//! That looking at the near is looking at all.
#![expect(
    clippy::disallowed_methods,
    reason = "the tests make the files that are looked at"
)]

use std::fs;
use std::path::{Path, PathBuf};

use proptest::collection::vec;
use proptest::prelude::*;
use retain::deck::read::read;
use retain::mark::Verdict;
use retain::review::{Event, Rating, Review};
use retain::settings::AnswerChange;
use uuid::Uuid;

use super::near;
use crate::shell::config::Config;
use crate::shell::decks::{Found, Listed, Lister};
use crate::shell::identity::{Way, settle, settle_listed};
use crate::shell::store::Store;
use crate::shell::testing::{self, NOON};

/// A card as it is written: id, question, answer.
type Written = (Option<String>, String, String);

/// Decks in one folder, and two stores that know the same of them.
struct World {
    _temp: tempfile::TempDir,
    folder: PathBuf,
    decks: Vec<Vec<Written>>,
    /// Cards that were taken out of their decks.
    removed: Vec<Written>,
    houses: [House; 2],
}

struct House {
    config: Config,
    store: Store,
}

impl House {
    fn new(data: &Path, folder: &Path) -> Self {
        fs::create_dir(data).unwrap();
        let folder = folder.display().to_string();
        let settings = format!("built_in = false\ndecks = [{folder:?}]\n");
        let now = ["--now=2026-11-27T12:00:00Z", "--seed=1"];
        let (config, store) = testing::house(data, &settings, &now);
        Self { config, store }
    }

    fn found(&self) -> Found<Listed> {
        Lister::reading(&self.config).find(&[]).unwrap()
    }

    /// All that is known of histories, without the ids and times of what was said.
    fn known(&self) -> Vec<String> {
        let file = self.config.data_dir.0.join("retain.db");
        let connection = rusqlite::Connection::open(file).unwrap();
        let mut all = Vec::new();
        for sql in [
            "SELECT deck, card, content, action, to_deck, to_card, why FROM bindings",
            "SELECT deck, card, content, to_deck, to_card FROM homes",
            "SELECT deck, card, due_day, reviews FROM memory",
            "SELECT content, kind, question, answer FROM contents",
            "SELECT deck, card, content FROM resets",
            "SELECT deck, card, action FROM card_events",
            "SELECT place, deck, digest, cards FROM met",
        ] {
            let mut statement = connection.prepare(sql).unwrap();
            let columns = statement.column_count();
            let mut rows = statement.query([]).unwrap();
            let mut found = Vec::new();
            while let Some(row) = rows.next().unwrap() {
                let value = |n| format!("{:?}", row.get_ref(n).unwrap());
                let values: Vec<String> = (0..columns).map(value).collect();
                found.push(format!("{sql}: {values:?}"));
            }
            found.sort();
            all.extend(found);
        }
        all
    }
}

impl World {
    fn new(answered: &[(usize, usize)]) -> Self {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("folder");
        fs::create_dir(&folder).unwrap();
        let card = |deck: usize, n: usize| {
            // The last cards of a deck have no id of their own.
            let id = (n < 4).then(|| format!("c{deck}{n}"));
            let thing = ["river", "tower", "treaty", "harbour", "bridge", "mountain"][n];
            let place = ["Norway", "Chile", "Kenya"][deck];
            (
                id,
                format!("What is the name of the oldest {thing} in {place}?"),
                format!("Name {deck}{n}"),
            )
        };
        let decks: Vec<Vec<Written>> = (0..3)
            .map(|deck| (0..6).map(|n| card(deck, n)).collect())
            .collect();
        let houses = ["one", "two"].map(|name| House::new(&temp.path().join(name), &folder));
        let mut world = Self {
            _temp: temp,
            folder,
            decks,
            removed: Vec::new(),
            houses,
        };
        world.write();
        for (n, (deck, place)) in answered.iter().enumerate() {
            let text = fs::read(world.folder.join(format!("d{deck}.toml"))).unwrap();
            let deck = read(&text, &format!("d{deck}")).deck.unwrap();
            let review = review(n as u128 + 1, &deck.cards[*place]);
            for house in &mut world.houses {
                house.store.commit(&Event::Review(review.clone())).unwrap();
            }
        }
        world
    }

    fn write(&self) {
        for (n, cards) in self.decks.iter().enumerate() {
            let mut text = "[deck]\ntitle = \"T\"\n".to_owned();
            for (id, question, answer) in cards {
                text.push_str("[[card]]\n");
                if let Some(id) = id {
                    text.push_str(&format!("id = \"{id}\"\n"));
                }
                text.push_str(&format!("question = {question:?}\nanswer = {answer:?}\n"));
            }
            fs::write(self.folder.join(format!("d{n}.toml")), text).unwrap();
        }
    }

    fn edit(&mut self, edit: usize, deck: usize, card: usize, n: usize) {
        let count = self.decks[deck].len();
        if count == 0 {
            return;
        }
        let card = card % count;
        let other = (deck + 1) % self.decks.len();
        match edit {
            0 | 1 => self.decks[deck][card].2 = format!("Another name {n}"),
            2 => self.decks[deck][card].1 = self.decks[deck][card].1.replace("oldest", "oldst"),
            3 => self.decks[deck][card].1 = format!("How many people were there in {}?", 1900 + n),
            4 => self.decks[deck][card].0 = Some(format!("renamed{n}")),
            5 => {
                let removed = self.decks[deck].remove(card);
                self.removed.push(removed);
            }
            6 => {
                let moved = self.decks[deck].remove(card);
                self.decks[other].push(moved);
            }
            7 => {
                let (_, question, answer) = self.decks[deck][card].clone();
                if let Some(there) = self.decks[other].first_mut() {
                    (there.1, there.2) = (question, answer);
                }
            }
            8 => {
                let question = format!("What came after the war of {}?", 1800 + n);
                self.decks[deck].push((Some(format!("new{n}")), question, "a peace".to_owned()));
            }
            9 => {
                let (first, second) = (
                    self.decks[deck][0].0.clone(),
                    self.decks[deck][card].0.clone(),
                );
                if first.is_some() && second.is_some() {
                    (self.decks[deck][0].0, self.decks[deck][card].0) = (second, first);
                }
            }
            10 => self.decks[deck].reverse(),
            11 => self.decks[deck].extend(self.removed.pop()),
            _ => {
                if let Some((_, question, answer)) = self.removed.last().cloned() {
                    let there = &mut self.decks[deck][card];
                    (there.1, there.2) = (question, answer);
                }
            }
        }
    }
}

fn review(n: u128, card: &retain::deck::Card) -> Review {
    Review {
        id: Uuid::from_u128(n),
        card: card.id.clone(),
        learner: "me".to_owned(),
        device: Uuid::nil(),
        at: NOON - 86_400_000 + n as i64,
        day: 20_783,
        kind: "text".to_owned(),
        reply: String::new(),
        hinted: false,
        verdict: Verdict::Correct,
        score: 1.0,
        reason: String::new(),
        rating: Rating::Good,
        took_ms: 5000,
        predicted: None,
        content: card.content.clone(),
    }
}

/// An edit: which one, of which card of which deck.
type Edit = (usize, usize, usize);

/// Lets both stores keep up with the edits of each round, one by way of the near.
fn same(answered: &[(usize, usize)], rounds: &[Vec<Edit>], change: AnswerChange) {
    let mut world = World::new(answered);
    let mut n = 0;
    for edits in std::iter::once(&Vec::new()).chain(rounds) {
        for (edit, deck, card) in edits {
            n += 1;
            world.edit(*edit, *deck, *card, n);
        }
        world.write();
        let [one, two] = &mut world.houses;
        let found = one.found();
        let told = settle_listed(&one.config, &mut one.store, &found, change, Way::Tell).unwrap();
        let all = two.found().loaded().decks;
        let told_of_all = settle(&two.config, &mut two.store, &all, change, Way::Tell).unwrap();
        assert_eq!(told, told_of_all, "{edits:?}");
        assert_eq!(one.known(), two.known(), "{edits:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_comes_of_the_near_comes_of_all(
        answered in vec((0usize..3, 0usize..6), 0..14),
        rounds in vec(vec((0usize..13, 0usize..3, 0usize..6), 0..3), 1..5),
        change in 0usize..3,
    ) {
        let change = [AnswerChange::Keep, AnswerChange::Reset, AnswerChange::Ask][change];
        same(&answered, &rounds, change);
    }
}

#[test]
fn a_history_that_a_card_elsewhere_could_take_is_not_near() {
    for rounds in [
        // Taken out, and brought back into another deck.
        [vec![(5, 0, 1)], vec![(11, 1, 0)]],
        // Taken out, and another card says the same by now.
        [vec![(5, 0, 1)], vec![(12, 1, 0)]],
        // Copied into another card, and then taken out.
        [vec![(7, 0, 1)], vec![(5, 0, 1)]],
        // Copied into another card, and then another question in its own place.
        [vec![(7, 0, 1)], vec![(3, 0, 1)]],
        // Reworded in a new place, and then taken out where it was.
        [vec![(8, 1, 0)], vec![(5, 1, 0)]],
    ] {
        for answered in [&[(0, 1)][..], &[(0, 1), (1, 0)]] {
            same(answered, &rounds, AnswerChange::Keep);
        }
    }
}

#[test]
fn what_is_edited_in_a_card_is_near_and_what_comes_or_goes_is_not() {
    for (edit, is_near) in [
        (0, true),
        (2, true),
        (3, true),
        (10, true),
        (5, false),
        (6, false),
        (7, false),
        (8, false),
    ] {
        let mut world = World::new(&[(0, 0), (0, 1), (1, 0), (2, 2)]);
        let house = &mut world.houses[0];
        let found = house.found();
        settle_listed(
            &house.config,
            &mut house.store,
            &found,
            AnswerChange::Keep,
            Way::Tell,
        )
        .unwrap();
        world.edit(edit, 0, 0, 1);
        world.write();
        let house = &world.houses[0];
        let met = house.store.met_cards().unwrap();
        let near = near(&house.store, &house.found(), &met).unwrap();
        assert_eq!(near.is_some(), is_near, "{edit}");
    }
}
