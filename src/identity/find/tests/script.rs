//! Whatever an author does, in any order.

use proptest::prelude::*;

use super::*;

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
