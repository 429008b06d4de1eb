//! Edits of decks, and what is found of their histories afterwards.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::deck::read::read;
use crate::identity::Face;
use crate::identity::binding::{Binding, Turn};

/// A card as its author thinks of it: whatever is edited in it, it is this one.
#[derive(Debug, Clone, PartialEq)]
struct Written {
    truth: usize,
    id: Option<String>,
    question: String,
    answer: String,
}

fn card(truth: usize, id: Option<&str>, question: &str, answer: &str) -> Written {
    Written {
        truth,
        id: id.map(str::to_owned),
        question: question.to_owned(),
        answer: answer.to_owned(),
    }
}

/// Decks that are edited, and a store that keeps up with them as the program does.
#[derive(Debug, Clone, Default)]
struct World {
    files: Vec<(String, Vec<Written>)>,
    reviewed: Vec<(Version, usize)>,
    faces: HashMap<String, Face>,
    words: Vec<Binding>,
    before: Before,
    /// What was certain in the last round, and how many doubts there were.
    last: Vec<(Version, Rule, bool)>,
    doubts: usize,
}

impl World {
    fn new(files: &[(&str, Vec<Written>)]) -> Self {
        let mut world = Self {
            files: files
                .iter()
                .map(|(stem, cards)| ((*stem).to_owned(), cards.clone()))
                .collect(),
            ..Self::default()
        };
        world.settle();
        world
    }

    fn decks(&self) -> Vec<(Deck, Vec<usize>)> {
        let deck = |(stem, cards): &(String, Vec<Written>)| {
            let mut text = "[deck]\ntitle = \"T\"\n".to_owned();
            for card in cards {
                text.push_str("[[card]]\n");
                if let Some(id) = &card.id {
                    text.push_str(&format!("id = \"{id}\"\n"));
                }
                let answer = match card.answer.as_str() {
                    "true" | "false" => card.answer.clone(),
                    text => format!("\"{text}\""),
                };
                text.push_str(&format!(
                    "question = \"{}\"\nanswer = {answer}\n",
                    card.question
                ));
            }
            let reading = read(text.as_bytes(), stem);
            let errors: Vec<_> = reading
                .faults
                .iter()
                .filter(|f| f.code != "answer-shown")
                .collect();
            assert!(errors.is_empty(), "{errors:?} in {text}");
            (
                reading.deck.unwrap(),
                cards.iter().map(|card| card.truth).collect(),
            )
        };
        self.files.iter().map(deck).collect()
    }

    fn known(&self) -> Known {
        let bindings: crate::identity::binding::Bindings = self.words.iter().cloned().collect();
        let mut all: std::collections::BTreeMap<(CardId, bool), BTreeSet<Version>> =
            Default::default();
        let versions = self.reviewed.iter().map(|(version, _)| version);
        for version in versions
            .chain(&bindings.confirmed)
            .chain(bindings.homes.keys())
        {
            let (card, parted) = match bindings.home(version) {
                Some(home) => (home, false),
                None => (version.card.clone(), true),
            };
            all.entry((card, parted))
                .or_default()
                .insert(version.clone());
        }
        let history = |((card, parted), versions): (_, BTreeSet<Version>)| History {
            card,
            parted,
            versions: versions.into_iter().collect(),
        };
        Known {
            histories: all.into_iter().map(history).collect(),
            faces: self.faces.clone(),
            bindings,
        }
    }

    fn say(&mut self, version: &Version, turn: Turn) {
        let id = Uuid::from_u128(self.words.len() as u128 + 1);
        self.words.push(Binding {
            id,
            act: id,
            version: version.clone(),
            turn,
            why: String::new(),
            device: Uuid::nil(),
            at: self.words.len() as i64,
        });
    }

    /// What the program does before a sitting.
    fn settle(&mut self) {
        let (decks, known) = (self.decks(), self.known());
        let decks: Vec<&Deck> = decks.iter().map(|(deck, _)| deck).collect();
        let found = find(&known, &decks, &self.before, |_| false);
        for one in &found.matches {
            let history = &known.histories[one.history];
            if one.rule != Rule::Id {
                for version in &history.versions {
                    self.say(version, Turn::Bind(one.card.card.clone()));
                }
            }
            if one.answer_before.is_none() && one.rule != Rule::Content {
                self.say(&one.card, Turn::Bind(one.card.card.clone()));
                self.look_at(&one.card);
            }
        }
        let doubted = found.doubts.iter().filter(|doubt| doubt.same_id);
        let doubted = doubted.map(|doubt| doubt.history);
        for history in doubted.chain(found.ousted.iter().copied()) {
            let history = &known.histories[history];
            if !history.parted {
                for version in &history.versions {
                    self.say(version, Turn::Part);
                }
            }
        }
        self.doubts = found.doubts.len();
        self.last = found
            .matches
            .iter()
            .map(|one| (one.card.clone(), one.rule, one.answer_before.is_some()))
            .collect();
        if found.doubts.is_empty() {
            for deck in &decks {
                let marks = deck.cards.iter().map(|card| mark(&card.id)).collect();
                self.before.insert(deck.id.clone(), marks);
            }
        }
    }

    fn look_at(&mut self, version: &Version) {
        let decks = self.decks();
        let mut cards = decks.iter().flat_map(|(deck, _)| &deck.cards);
        let card = cards.find(|card| card.content == version.content).unwrap();
        self.faces.insert(version.content.clone(), Face::of(card));
    }

    /// Answers the cards that fit.
    fn study(&mut self, fits: impl Fn(usize) -> bool) {
        for (deck, truths) in self.decks() {
            for (card, truth) in deck.cards.iter().zip(truths) {
                if fits(truth) {
                    self.faces.insert(card.content.clone(), Face::of(card));
                    let review = (Version::of(card), truth);
                    if !self.reviewed.contains(&review) {
                        self.reviewed.push(review);
                    }
                }
            }
        }
    }

    /// The truths whose reviews count for each card in sight, by the truth of the card.
    fn counted(&self) -> Vec<(usize, Vec<usize>)> {
        let bindings = self.known().bindings;
        let mut all = Vec::new();
        for (deck, truths) in self.decks() {
            for (card, truth) in deck.cards.iter().zip(truths) {
                let of_card = self
                    .reviewed
                    .iter()
                    .filter(|(version, _)| bindings.home(version).as_ref() == Some(&card.id));
                all.push((truth, of_card.map(|(_, truth)| *truth).collect()));
            }
        }
        all
    }

    /// No answer counts for another question.
    fn check(&self) {
        for (truth, counted) in self.counted() {
            for other in counted {
                assert_eq!(truth, other, "{self:#?}");
            }
        }
    }

    fn counts(&self, truth: usize) -> usize {
        let all = self.counted();
        all.iter()
            .filter(|(of, _)| *of == truth)
            .map(|(_, counted)| counted.len())
            .sum()
    }

    fn edit(&mut self, change: impl FnOnce(&mut Vec<(String, Vec<Written>)>)) -> &mut Self {
        change(&mut self.files);
        self.settle();
        self.check();
        self
    }
}

const RIVER: &str = "Into which sea does the Danube flow after Vienna?";
const BORDER: &str = "How long is the border between the two countries?";

fn rivers(ids: bool) -> World {
    let id = |id| ids.then_some(id);
    let mut world = World::new(&[(
        "rivers",
        vec![
            card(0, id("sea"), RIVER, "the Black Sea"),
            card(1, id("border"), BORDER, "870 miles"),
            card(
                2,
                id("spring"),
                "Where does the Rhine begin?",
                "in Switzerland",
            ),
        ],
    )]);
    world.study(|_| true);
    world
}

mod rewording;

#[test]
fn a_typo_keeps_its_history_with_and_without_an_id() {
    for ids in [true, false] {
        let mut world = rivers(ids);
        world.edit(|files| files[0].1[0].question = RIVER.replace("which sea", "whihc sea"));
        assert_eq!((world.counts(0), world.doubts), (1, 0));
    }
}

#[test]
fn a_file_renamed_a_card_moved_and_an_id_written_are_found() {
    for ids in [true, false] {
        let mut world = rivers(ids);
        world.edit(|files| files[0].0 = "streams".into());
        assert_eq!([0, 1, 2].map(|truth| world.counts(truth)), [1, 1, 1]);
        world.edit(|files| {
            let moved = files[0].1.remove(1);
            files.push(("other".into(), vec![moved]));
        });
        assert_eq!([0, 1, 2].map(|truth| world.counts(truth)), [1, 1, 1]);
        world.edit(|files| files[0].1[0].id = Some("danube-mouth".into()));
        assert_eq!((world.counts(0), world.doubts), (1, 0));
    }
}

#[test]
fn a_card_that_is_moved_and_mended_at_once_is_found() {
    let mut world = rivers(false);
    world.edit(|files| {
        let mut moved = files[0].1.remove(1);
        moved.question = BORDER.replace("border", "boarder");
        files.push(("other".into(), vec![moved]));
    });
    assert_eq!(world.counts(1), 1);
}

#[test]
fn another_answer_is_told_and_stays() {
    for ids in [true, false] {
        let mut world = rivers(ids);
        world.edit(|files| files[0].1[1].answer = "880 miles".into());
        assert_eq!(world.counts(1), 1);
        let [(_, _, true)] = &world.last[..] else {
            panic!("{:?}", world.last);
        };
    }
}

#[test]
fn a_card_taken_out_and_put_back_has_its_history() {
    for ids in [true, false] {
        let mut world = rivers(ids);
        let mut kept = None;
        world.edit(|files| kept = Some(files[0].1.remove(0)));
        assert_eq!(world.counts(0), 0);
        world.edit(|files| files[0].1.push(kept.unwrap()));
        assert_eq!((world.counts(0), world.doubts), (1, 0));
    }
}

#[test]
fn exchanged_and_shifted_ids_are_seen_through() {
    let mut world = rivers(true);
    world.edit(|files| {
        let cards = &mut files[0].1;
        let (first, second) = (cards[0].id.clone(), cards[1].id.clone());
        (cards[0].id, cards[1].id) = (second, first);
    });
    assert_eq!([0, 1, 2].map(|truth| world.counts(truth)), [1, 1, 1]);
    world.edit(|files| {
        let cards = &mut files[0].1;
        for n in 0..2 {
            cards[n].id = cards[n + 1].id.clone();
        }
        cards[2].id = Some("new".into());
    });
    assert_eq!([0, 1, 2].map(|truth| world.counts(truth)), [1, 1, 1]);
}

#[test]
fn a_copy_with_an_id_of_its_own_begins_as_new() {
    let mut world = rivers(true);
    world.edit(|files| {
        let mut copy = files[0].1[0].clone();
        copy.id = Some("copy".into());
        files[0].1.push(copy);
        files[0].1[0].question = RIVER.replace("after Vienna", "in the end");
    });
    let of_copy = world.counted()[3].1.len();
    assert_eq!((world.counted()[0].1.len(), of_copy), (1, 0));
}

#[test]
fn another_question_in_the_same_place_is_asked_about() {
    let capital = |truth, of: &str, is: &str| {
        card(
            truth,
            None,
            &format!("What is the capital of {of} today?"),
            is,
        )
    };
    let mut world = World::new(&[(
        "capitals",
        vec![capital(0, "France", "Paris"), capital(1, "Spain", "Madrid")],
    )]);
    world.study(|_| true);
    world.edit(|files| files[0].1[0] = capital(2, "Italy", "Rome"));
    assert_eq!((world.counts(0), world.counts(1), world.doubts), (0, 1, 1));
}

#[test]
fn an_id_that_asks_something_else_by_now_gives_its_history_to_nobody() {
    let mut world = rivers(true);
    world.edit(|files| files[0].1[0] = card(7, Some("sea"), "Who wrote Faust?", "Goethe"));
    assert_eq!((world.counts(7), world.doubts), (0, 1));
    // Answered as new, it stays apart; and the old question is still known when it comes back.
    world.study(|truth| truth == 7);
    world.edit(|files| {
        files[0]
            .1
            .push(card(0, Some("back"), RIVER, "the Black Sea"));
    });
    assert_eq!((world.counts(7), world.counts(0)), (1, 1));
}

#[test]
fn an_equal_answer_does_not_make_another_question_the_same() {
    let mut world = rivers(true);
    world.edit(|files| {
        let other = "What do sailors call the water south of Odesa?";
        files[0].1[0] = card(7, Some("sea"), other, "the Black Sea");
    });
    assert_eq!((world.counts(7), world.doubts), (0, 1));
}

#[test]
fn a_question_turned_round_is_asked_about() {
    for id in [None, Some("gas")] {
        let gas = |truth, question| card(truth, id, question, "carbon dioxide");
        let mut world = World::new(&[(
            "plants",
            vec![gas(0, "Which gas do most plants take in by day?")],
        )]);
        world.study(|_| true);
        world.edit(|files| files[0].1[0] = gas(1, "Which gas do most plants give off by day?"));
        assert_eq!(
            (world.counts(0), world.counts(1), world.doubts),
            (0, 0, 1),
            "{id:?}"
        );
    }
}

#[test]
fn a_question_that_many_cards_ask_finds_none_by_itself() {
    let order = |truth, answer: &str| card(truth, None, "Which year was it?", answer);
    let mut world = World::new(&[("years", vec![order(0, "in spring"), order(1, "in autumn")])]);
    world.study(|truth| truth == 0);
    world.edit(|files| files[0].1[0] = order(2, "at Easter"));
    assert_eq!((world.counts(2), world.counts(0)), (0, 0));
    assert_eq!(world.doubts, 1);
}

#[test]
fn two_that_could_be_meant_are_not_decided() {
    let mut world = rivers(false);
    world.edit(|files| {
        let cards = &mut files[0].1;
        cards[0].question = RIVER.replace("sea", "see");
        let mut other = cards[0].clone();
        (other.truth, other.question) = (9, RIVER.replace("flow", "flows"));
        cards.push(other);
    });
    assert_eq!((world.counts(0), world.doubts), (0, 1));
}

#[test]
fn statements_with_another_number_are_other_statements() {
    let says = |truth, miles: u32| {
        card(
            truth,
            None,
            &format!("The border is {miles} miles long in all."),
            "true",
        )
    };
    let mut world = World::new(&[("facts", vec![says(0, 870)])]);
    world.study(|_| true);
    world.edit(|files| files[0].1[0] = says(1, 880));
    assert_eq!(world.counts(1), 0);
}

#[test]
fn a_card_that_was_there_before_is_nobodys_successor() {
    let mut world = World::new(&[(
        "rivers",
        vec![
            card(
                0,
                None,
                "Which river is the longest one in Europe?",
                "the Volga",
            ),
            card(
                1,
                None,
                "Which river is the largest one in Europe?",
                "the Volga",
            ),
        ],
    )]);
    world.study(|truth| truth == 0);
    world.edit(|files| drop(files[0].1.remove(0)));
    assert_eq!((world.counts(1), world.doubts), (0, 0));
}

#[test]
fn a_gap_put_before_another_leaves_each_its_own_answers() {
    let read = |text: &str| {
        let text = format!("[deck]\ntitle = \"T\"\n[[card]]\nid = \"c\"\ncloze = \"{text}\"\n");
        read(text.as_bytes(), "d").deck.unwrap()
    };
    let old = read("The Danube rises in {{Germany}} and flows into the {{Black Sea}}.");
    let new = read("The {{Danube}} rises in {{Germany}} and flows into the {{Black Sea}}.");
    let history = |card: &Card| History {
        card: card.id.clone(),
        parted: false,
        versions: vec![Version::of(card)],
    };
    let known = Known {
        histories: old.cards.iter().map(history).collect(),
        faces: old
            .cards
            .iter()
            .map(|card| (card.content.clone(), Face::of(card)))
            .collect(),
        ..Known::default()
    };
    let found = find(&known, &[&new], &Before::new(), |_| false);
    let pairs: Vec<_> = found
        .matches
        .iter()
        .map(|one| {
            (
                old.cards[one.history].question.answer(),
                one.card.card.card.clone(),
            )
        })
        .collect();
    let expected = [("Germany", "c/2"), ("Black Sea", "c/3")];
    assert_eq!(
        pairs,
        expected.map(|(answer, card)| (answer.to_owned(), card.to_owned()))
    );
}

/// What an author does to decks.
#[derive(Debug, Clone)]
enum Edit {
    Typo(usize, usize),
    Answer(usize),
    Delete(usize),
    Restore,
    Move(usize),
    Rename,
    Swap(usize, usize),
    SwapIds(usize, usize),
    WriteId(usize),
    Replace(usize, bool),
    Add,
    Study(usize),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let place = 0usize..40;
    let one = prop_oneof![
        (place.clone(), place.clone()).prop_map(|(n, at)| Edit::Typo(n, at)),
        place.clone().prop_map(Edit::Answer),
        place.clone().prop_map(Edit::Delete),
        Just(Edit::Restore),
        place.clone().prop_map(Edit::Move),
        Just(Edit::Rename),
        (place.clone(), place.clone()).prop_map(|(a, b)| Edit::Swap(a, b)),
        (place.clone(), place.clone()).prop_map(|(a, b)| Edit::SwapIds(a, b)),
        place.clone().prop_map(Edit::WriteId),
        (place.clone(), any::<bool>()).prop_map(|(n, id)| Edit::Replace(n, id)),
        Just(Edit::Add),
        place.prop_map(Edit::Study),
    ];
    proptest::collection::vec((one, any::<bool>()), 1..14).prop_map(|all| {
        all.into_iter()
            .flat_map(|(edit, study)| {
                let then = study.then_some(Edit::Study(7));
                std::iter::once(edit).chain(then)
            })
            .collect()
    })
}

/// Different questions, many of them alike but for a name or a number.
fn made(truth: usize, id: bool) -> Written {
    let names = [
        "Paris", "Bergen", "Cairo", "Delhi", "Lagos", "Quito", "Tunis", "Zagreb",
    ];
    let things = ["river", "mountain", "poet", "harbour", "festival"];
    let (name, thing) = (names[truth % 8], things[truth / 8 % 5]);
    let n = truth * 37 + 11;
    let id = id.then(|| format!("card-{truth}"));
    let id = id.as_deref();
    match truth % 3 {
        0 => card(
            truth,
            id,
            &format!("What is the best known {thing} of {name}?"),
            &format!("{thing} number {n}"),
        ),
        1 => card(
            truth,
            id,
            &format!("The oldest {thing} near {name} is {n} years old."),
            "true",
        ),
        _ => card(
            truth,
            id,
            &format!("How many days does the {thing} of {name} take on foot?"),
            &format!("{n} days"),
        ),
    }
}

struct Author {
    world: World,
    trash: Vec<Written>,
    made: usize,
}

impl Author {
    fn all(&self) -> Vec<(usize, usize)> {
        let files = self.world.files.iter().enumerate();
        files
            .flat_map(|(f, (_, cards))| (0..cards.len()).map(move |c| (f, c)))
            .collect()
    }

    fn at(&mut self, n: usize) -> Option<&mut Written> {
        let all = self.all();
        let (f, c) = *all.get(n % all.len().max(1))?;
        Some(&mut self.world.files[f].1[c])
    }

    fn apply(&mut self, edit: &Edit) {
        match *edit {
            Edit::Typo(n, at) => {
                if let Some(card) = self.at(n) {
                    let mut letters: Vec<char> = card.question.chars().collect();
                    let at = at % (letters.len() - 1);
                    let both = letters[at].is_lowercase() && letters[at + 1].is_lowercase();
                    if both {
                        letters.swap(at, at + 1);
                    }
                    card.question = letters.into_iter().collect();
                }
            }
            Edit::Answer(n) => {
                if let Some(card) = self.at(n).filter(|card| card.answer != "true") {
                    card.answer.push_str(" or so");
                }
            }
            Edit::Delete(n) => {
                let all = self.all();
                if all.len() > 2 {
                    let (f, c) = all[n % all.len()];
                    self.trash.push(self.world.files[f].1.remove(c));
                }
            }
            Edit::Restore => {
                if let Some(card) = self.trash.pop() {
                    let taken = self.world.files[0]
                        .1
                        .iter()
                        .any(|other| other.id == card.id && card.id.is_some());
                    if taken {
                        self.trash.push(card);
                    } else {
                        self.world.files[0].1.push(card);
                    }
                }
            }
            Edit::Move(n) => {
                let all = self.all();
                let (f, c) = all[n % all.len()];
                let to = 1 - f;
                let id = self.world.files[f].1[c].id.clone();
                let free = self.world.files[to]
                    .1
                    .iter()
                    .all(|other| other.id != id || id.is_none());
                if free && self.world.files[f].1.len() > 1 {
                    let card = self.world.files[f].1.remove(c);
                    self.world.files[to].1.push(card);
                }
            }
            Edit::Rename => {
                let name = format!("deck-{}", self.made);
                self.made += 1;
                self.world.files[0].0 = name;
            }
            Edit::Swap(a, b) => {
                let cards = &mut self.world.files[0].1;
                if !cards.is_empty() {
                    let (a, b) = (a % cards.len(), b % cards.len());
                    cards.swap(a, b);
                }
            }
            Edit::SwapIds(a, b) => {
                let cards = &mut self.world.files[0].1;
                if !cards.is_empty() {
                    let (a, b) = (a % cards.len(), b % cards.len());
                    let (first, second) = (cards[a].id.clone(), cards[b].id.clone());
                    (cards[a].id, cards[b].id) = (second, first);
                }
            }
            Edit::WriteId(n) => {
                let made = self.made;
                self.made += 1;
                if let Some(card) = self.at(n).filter(|card| card.id.is_none()) {
                    card.id = Some(format!("id-{made}"));
                }
            }
            Edit::Replace(n, keeps_id) => {
                let mut new = made(self.made % 40, self.made.is_multiple_of(2));
                new.truth += 1000 * (self.made + 1);
                new.question = format!("Case {}: {}", self.made, new.question);
                self.made += 1;
                if let Some(card) = self.at(n) {
                    new.id = if keeps_id { card.id.clone() } else { None };
                    let old = std::mem::replace(card, new);
                    self.trash.push(old);
                }
            }
            Edit::Add => {
                let mut new = made(self.made % 40, false);
                new.truth += 1000 * (self.made + 1);
                new.question = format!("Item {}: {}", self.made, new.question);
                self.made += 1;
                self.world.files[1].1.push(new);
            }
            Edit::Study(n) => self.world.study(|truth| truth % 3 != n % 3),
        }
    }
}

fn begun(ids: bool) -> Author {
    let half = |truths: std::ops::Range<usize>| {
        truths
            .map(|truth| made(truth, ids && truth % 3 > 0))
            .collect()
    };
    let mut world = World::new(&[("one", half(0..7)), ("two", half(7..12))]);
    world.study(|truth| truth % 5 > 0);
    Author {
        world,
        trash: Vec::new(),
        made: 100,
    }
}

/// Ids are exchanged after one of the answers has been edited, and nobody has answered since.
#[test]
fn ids_that_are_exchanged_after_an_edit_take_no_answers_along() {
    let mut world = World::new(&[(
        "rivers",
        vec![
            card(
                0,
                Some("nile"),
                "How many days does the river of Cairo take on foot?",
                "85 days",
            ),
            card(
                1,
                Some("quito"),
                "How many days does the river of Quito take on foot?",
                "196 days",
            ),
        ],
    )]);
    world.study(|_| true);
    world.edit(|files| files[0].1[0].answer.push_str(" or so"));
    world.edit(|files| {
        let cards = &mut files[0].1;
        (cards[0].id, cards[1].id) = (cards[1].id.clone(), cards[0].id.clone());
    });
    assert_eq!((world.counts(0), world.counts(1)), (1, 1));
    // And where the edited one is another question by now, its answers are nobody's.
    world.edit(|files| files[0].1[0].question = "Which lake feeds the longest river?".to_owned());
    assert_eq!(world.counts(1), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn no_edit_gives_answers_to_another_question_and_none_is_lost(ids in any::<bool>(), edits in edits()) {
        let mut author = begun(ids);
        for edit in &edits {
            author.apply(edit);
            author.world.settle();
            author.world.check();
            // Every answer is in one history, which is somebody's or waits for its card.
            let known = author.world.known();
            for (version, _) in &author.world.reviewed {
                let with = known.histories.iter().filter(|history| history.versions.contains(version));
                prop_assert_eq!(with.count(), 1);
            }
        }
    }

    #[test]
    fn what_says_the_same_is_found_wherever_it_goes(ids in any::<bool>(), edits in edits()) {
        let mut author = begun(ids);
        let known = author.world.counted();
        for edit in &edits {
            let says_the_same = !matches!(
                edit,
                Edit::Typo(..) | Edit::Answer(_) | Edit::Replace(..) | Edit::Add | Edit::Study(_)
            );
            if says_the_same {
                author.apply(edit);
                author.world.settle();
                for (truth, counted) in author.world.counted() {
                    let before = known.iter().find(|(of, _)| *of == truth).unwrap();
                    prop_assert_eq!(&counted, &before.1, "after {:?}", edit);
                }
                prop_assert_eq!(author.world.doubts, 0);
            }
        }
    }

    #[test]
    fn the_order_of_decks_and_histories_changes_nothing(ids in any::<bool>(), edits in edits()) {
        let mut author = begun(ids);
        for edit in &edits {
            author.apply(edit);
        }
        let world = &author.world;
        let (decks, known) = (world.decks(), world.known());
        let decks: Vec<&Deck> = decks.iter().map(|(deck, _)| deck).collect();
        let turned_decks: Vec<&Deck> = decks.iter().rev().copied().collect();
        let turned = Known {
            histories: known.histories.iter().rev().cloned().collect(),
            ..known.clone()
        };
        let facts = |known: &Known, found: &Found| {
            let mut matches: Vec<String> = found.matches.iter().map(|one| {
                format!("{} is {} by {:?}", known.histories[one.history].card, one.card.card, one.rule)
            }).collect();
            matches.extend(found.doubts.iter().map(|doubt| {
                let cards: BTreeSet<String> = doubt.cards.iter().map(|v| v.card.to_string()).collect();
                format!("{} may be {cards:?}", known.histories[doubt.history].card)
            }));
            matches.sort();
            matches
        };
        let straight = find(&known, &decks, &world.before, |_| false);
        let reversed = find(&turned, &turned_decks, &world.before, |_| false);
        prop_assert_eq!(facts(&known, &straight), facts(&turned, &reversed));
    }
}
