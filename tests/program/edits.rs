//! History survives edits: a deck with history is edited as its author would, and after every
//! edit the store is read by itself: no answer counts for another question, none is lost.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

use insta::assert_snapshot;
use retain::deck::read::read;
use rusqlite::Connection;

use crate::house::{House, lines, run};

/// What the questions are about, whatever else is edited in them.
const SUBJECTS: [&str; 5] = ["Danube", "Rhine", "Vienna", "glacier", "ferry"];

fn subject(question: &str) -> &'static str {
    let found: Vec<&str> = SUBJECTS
        .into_iter()
        .filter(|s| question.contains(s))
        .collect();
    assert_eq!(found.len(), 1, "{question}");
    found[0]
}

/// A card and its question, as they stand in the file.
#[derive(Debug, Clone)]
struct Card {
    id: Option<&'static str>,
    question: String,
    answer: &'static str,
}

fn cards(ids: bool) -> Vec<Card> {
    [
        (
            "sea",
            "Into which sea does the Danube flow in the end?",
            "the Black Sea",
        ),
        (
            "source",
            "In which country does the Rhine have its source?",
            "Switzerland",
        ),
        (
            "bridges",
            "How many bridges cross the river in Vienna today?",
            "seventeen",
        ),
        (
            "ice",
            "What does a glacier leave behind when it melts?",
            "a moraine",
        ),
        (
            "boat",
            "Who pays for the ferry between the two banks?",
            "the town",
        ),
    ]
    .into_iter()
    .map(|(id, question, answer)| Card {
        id: ids.then_some(id),
        question: question.to_owned(),
        answer,
    })
    .collect()
}

/// A house whose decks are edited.
struct Author {
    house: House,
    /// Their files, with the cards in them.
    decks: BTreeMap<String, Vec<Card>>,
    day: u32,
}

impl Author {
    fn new(ids: bool) -> Self {
        let mut author = Self {
            house: House::new(),
            decks: BTreeMap::from([("rivers".to_owned(), cards(ids))]),
            day: 0,
        };
        author.write();
        author.study(&[]);
        author
    }

    fn file(&self, stem: &str) -> PathBuf {
        self.house.path(&format!("data/decks/{stem}.toml"))
    }

    fn write(&self) {
        let folder = self.house.path("data/decks");
        let _ = std::fs::remove_dir_all(&folder);
        for (stem, cards) in &self.decks {
            let mut text = format!("[deck]\ntitle = \"{stem}\"\n");
            for card in cards {
                text.push_str("\n[[card]]\n");
                if let Some(id) = card.id {
                    text.push_str(&format!("id = \"{id}\"\n"));
                }
                text.push_str(&format!(
                    "question = \"{}\"\nanswer = \"{}\"\n",
                    card.question, card.answer
                ));
            }
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(self.file(stem), text).unwrap();
        }
    }

    /// A sitting on the next day in which every card is answered once; what it said besides.
    fn study(&mut self, more: &[&str]) -> String {
        self.day += 1;
        self.house.at(&format!("2026-11-{:02}T07:00:00Z", self.day));
        let stems: Vec<String> = self.decks.keys().cloned().collect();
        let mut arguments: Vec<&str> = stems.iter().map(String::as_str).collect();
        arguments.extend(more);
        let cards: usize = self.decks.values().map(Vec::len).sum();
        // Overridden at once: a card that is missed would come back before the others.
        let answer = [
            r#"{"type":"skip","took_ms":4000}"#,
            r#"{"type":"override","verdict":"correct"}"#,
        ];
        let messages = answer.repeat(cards);
        arguments.push("--ahead=3650");
        self.house.json(&arguments, &messages).fine_code().err
    }

    /// Edits, and lets the program meet the decks without an answer; what it said.
    fn edit(&mut self, edit: impl FnOnce(&mut BTreeMap<String, Vec<Card>>)) -> String {
        edit(&mut self.decks);
        self.write();
        self.meet(&[])
    }

    fn meet(&mut self, more: &[&str]) -> String {
        let stems: Vec<String> = self.decks.keys().cloned().collect();
        let mut arguments: Vec<&str> = stems.iter().map(String::as_str).collect();
        arguments.extend(more);
        let log = self.log();
        let said = self.house.json(&arguments, &[]).fine_code().err;
        assert_eq!(self.log(), log, "no row of the log is changed or gone");
        self.check();
        said
    }

    /// All rows of `reviews`.
    fn log(&self) -> Vec<String> {
        let store = self.house.open_store();
        let mut statement = store.prepare("SELECT * FROM reviews ORDER BY id").unwrap();
        let columns = statement.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            (0..columns)
                .map(|n| row.get::<_, rusqlite::types::Value>(n))
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        let rows = statement.query_map([], row).unwrap();
        rows.map(|row| format!("{:?}", row.unwrap())).collect()
    }

    /// For each card in the files, what it is about and the subjects of the answers that the
    /// store gives to it; read without any of the program's own reading.
    fn counted(&self) -> Vec<(&'static str, Vec<&'static str>)> {
        let store = self.house.open_store();
        let homes = homes(&store);
        let mut of_card: HashMap<(String, String), Vec<&'static str>> = HashMap::new();
        let mut statement = store
            .prepare(
                "SELECT deck, card, content, question FROM reviews JOIN contents USING (content)",
            )
            .unwrap();
        let mut rows = statement.query([]).unwrap();
        let mut found = 0;
        while let Some(row) = rows.next().unwrap() {
            let version: Version = (
                row.get(0).unwrap(),
                row.get(1).unwrap(),
                row.get(2).unwrap(),
            );
            let question: String = row.get(3).unwrap();
            let named = (version.0.clone(), version.1.clone());
            let home = homes.get(&version).cloned().unwrap_or(Some(named));
            if let Some(home) = home {
                of_card.entry(home).or_default().push(subject(&question));
            }
            found += 1;
        }
        assert_eq!(found, self.house.saved(), "every answer has its question");
        let mut all = Vec::new();
        for stem in self.decks.keys() {
            let bytes = std::fs::read(self.file(stem)).unwrap();
            for card in read(&bytes, stem).deck.unwrap().cards {
                let counted = of_card
                    .get(&(card.id.deck.clone(), card.id.card.clone()))
                    .cloned()
                    .unwrap_or_default();
                // What the program goes by is what the log says.
                let known: i64 = store
                    .query_row(
                        "SELECT coalesce(sum(reviews), 0) FROM memory WHERE deck = ?1 AND card = ?2",
                        [&card.id.deck, &card.id.card],
                        |row| row.get(0),
                    )
                    .unwrap();
                assert_eq!(known, counted.len() as i64, "{}", card.id);
                all.push((subject(&card.question.ask().prompt), counted));
            }
        }
        all
    }

    /// No answer counts for another question.
    fn check(&self) {
        for (about, counted) in self.counted() {
            for other in counted {
                assert_eq!(about, other);
            }
        }
    }

    /// How many answers count for what is about this.
    fn answers(&self, about: &str) -> usize {
        let all = self.counted();
        all.iter()
            .filter(|(of, _)| *of == about)
            .map(|(_, counted)| counted.len())
            .sum()
    }

    fn every(&self) -> [usize; 5] {
        SUBJECTS.map(|about| self.answers(about))
    }
}

type Version = (String, String, String);

/// Where versions belong that do not belong to the card they name: the last word on each,
/// undone acts left out.
fn homes(store: &Connection) -> HashMap<Version, Option<(String, String)>> {
    let mut undone = store
        .prepare("SELECT undone FROM bindings WHERE action = 'undo'")
        .unwrap();
    let undone: HashSet<String> = undone
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut words = store
        .prepare("SELECT deck, card, content, to_deck, to_card, act FROM bindings WHERE action IN ('bind', 'part') ORDER BY at, id")
        .unwrap();
    let mut rows = words.query([]).unwrap();
    let mut homes = HashMap::new();
    while let Some(row) = rows.next().unwrap() {
        let text = |n| row.get::<_, Option<String>>(n).unwrap();
        if !undone.contains(&text(5).unwrap()) {
            let version = (text(0).unwrap(), text(1).unwrap(), text(2).unwrap());
            homes.insert(version, text(3).zip(text(4)));
        }
    }
    homes
}

#[test]
fn an_edit_script_gives_no_answer_to_another_question_and_loses_none() {
    for ids in [true, false] {
        let mut author = Author::new(ids);
        assert_eq!(author.every(), [1; 5]);
        // A typo mended.
        assert_eq!(
            author.edit(|decks| {
                let cards = decks.get_mut("rivers").unwrap();
                cards[0].question = cards[0].question.replace("flow in", "folw in");
            }),
            ""
        );
        assert_eq!(author.every(), [1; 5]);
        // Moved to another file.
        assert_eq!(
            author.edit(|decks| {
                let card = decks.get_mut("rivers").unwrap().remove(1);
                decks.insert("sources".to_owned(), vec![card]);
            }),
            ""
        );
        assert_eq!(author.every(), [1; 5]);
        author.study(&[]);
        assert_eq!(author.every(), [2; 5]);
        // The file renamed; nothing in it says which deck it is.
        assert_eq!(
            author.edit(|decks| {
                let cards = decks.remove("rivers").unwrap();
                decks.insert("water".to_owned(), cards);
            }),
            ""
        );
        assert_eq!(author.every(), [2; 5]);
        // Reordered.
        assert_eq!(
            author.edit(|decks| decks.get_mut("water").unwrap().reverse()),
            ""
        );
        assert_eq!(author.every(), [2; 5]);
        // Another answer: what is known stays, and that is said.
        let said = author.edit(|decks| {
            let cards = decks.get_mut("water").unwrap();
            let card = cards
                .iter_mut()
                .find(|card| card.question.contains("Vienna"))
                .unwrap();
            card.answer = "eighteen";
        });
        assert!(
            said.contains("was `seventeen` and is `eighteen` now"),
            "{said}"
        );
        assert_eq!(author.every(), [2; 5]);
        author.study(&[]);
        assert_eq!(author.every(), [3; 5]);
        assert_eq!(
            author.meet(&[]),
            "",
            "answered as it is now, it is no news any more"
        );
        // Removed, studied without, brought back into another file.
        let mut removed = None;
        author.edit(|decks| removed = decks.get_mut("water").unwrap().pop());
        author.study(&[]);
        assert_eq!(author.every(), [0, 4, 4, 4, 4]);
        assert_eq!(
            author.edit(|decks| decks.get_mut("sources").unwrap().push(removed.unwrap())),
            ""
        );
        assert_eq!(author.every(), [3, 4, 4, 4, 4]);
        // Two in each other's place; and with each other's id.
        assert_eq!(
            author.edit(|decks| decks.get_mut("water").unwrap().swap(0, 1)),
            ""
        );
        assert_eq!(
            author.edit(|decks| {
                let cards = decks.get_mut("water").unwrap();
                let (one, other) = (cards[0].id, cards[1].id);
                (cards[0].id, cards[1].id) = (other, one);
            }),
            ""
        );
        assert_eq!(author.every(), [3, 4, 4, 4, 4]);
        // An id written where there was none.
        assert_eq!(
            author.edit(|decks| {
                decks.get_mut("water").unwrap()[0].id = Some("written");
            }),
            ""
        );
        assert_eq!(author.every(), [3, 4, 4, 4, 4]);
        author.study(&[]);
        assert_eq!(author.every(), [4, 5, 5, 5, 5]);
        // The derived tables made anew say the same.
        author.house.run(&["doctor", "--rebuild"], "").fine();
        author.check();
        assert_eq!(author.every(), [4, 5, 5, 5, 5]);
        assert_eq!(
            author.house.run(&["orphans"], "").fine().out,
            "every history has its card\n"
        );
    }
}

#[test]
fn another_question_under_an_id_begins_as_new_and_the_old_one_waits() {
    let mut author = Author::new(true);
    let said = author.edit(|decks| {
        let card = &mut decks.get_mut("rivers").unwrap()[0];
        card.question = "Does the ferry of this town run on Sundays?".into();
        card.answer = "never";
        decks.get_mut("rivers").unwrap().truncate(4);
    });
    assert!(
        said.contains("it is not certain which card the answers to `rivers/sea` belong to"),
        "{said}"
    );
    author.study(&[]);
    author.check();
    let orphans = author.house.run(&["orphans"], "").fine().out;
    assert!(
        orphans.contains("rivers/sea  1 answer, last on 1 November"),
        "{orphans}"
    );
    assert!(orphans.contains("rivers/boat  1 answer"), "{orphans}");
}

#[test]
fn what_is_known_of_a_card_with_another_answer_stays_or_begins_anew() {
    let answered = |what: &[&str], settings: &str| {
        let mut author = Author::new(true);
        author
            .house
            .write("home/.config/retain/config.toml", settings);
        author.decks.get_mut("rivers").unwrap()[2].answer = "eighteen";
        author.write();
        let said = author.meet_any(what);
        let known = author
            .house
            .number("SELECT count(*) FROM memory WHERE card = 'bridges'");
        assert_eq!(author.house.saved(), 5);
        let again = author.meet_any(&[]);
        (
            known,
            said.contains("is `eighteen` now"),
            again.contains("is `eighteen` now"),
        )
    };
    assert_eq!(answered(&[], ""), (1, true, true));
    assert_eq!(
        answered(&["--on-answer-change", "keep"], ""),
        (1, false, false)
    );
    assert_eq!(
        answered(&["--on-answer-change", "reset"], ""),
        (0, false, false)
    );
    assert_eq!(
        answered(&[], "on_answer_change = \"reset\"\n"),
        (0, false, false)
    );
    assert_eq!(
        answered(&[], "on_answer_change = \"keep\"\n"),
        (1, false, false)
    );
}

impl Author {
    /// As [`Self::meet`], where what is known may be less than what was answered.
    fn meet_any(&self, more: &[&str]) -> String {
        let mut arguments = vec!["rivers"];
        arguments.extend(more);
        self.house.json(&arguments, &[]).fine_code().err
    }
}

#[test]
fn orphans_are_listed_adopted_archived_and_given_back() {
    let mut author = Author::new(true);
    author.edit(|decks| {
        let cards = decks.get_mut("rivers").unwrap();
        cards.remove(4);
        cards[0] = Card {
            id: Some("mouth"),
            question: "Where does the Danube end, and in which sea?".into(),
            answer: "the Black Sea",
        };
    });
    let house = &author.house;
    let orphans = |arguments: &[&str]| {
        let mut all = vec!["orphans"];
        all.extend(arguments);
        house.run(&all, "").whole()
    };
    assert_snapshot!("orphans", orphans(&[]));
    assert_snapshot!("orphans_json", orphans(&["--json"]));
    assert_snapshot!(
        "orphans_errors",
        [
            orphans(&["--adopt", "rivers/see", "rivers/mouth"]),
            orphans(&["--adopt", "rivers/source", "rivers/mouth"]),
            orphans(&["--adopt", "rivers/sea", "rivers/mout"]),
            orphans(&["--archive", "nothing"]),
            orphans(&["--undo", "rivers/sea"]),
            orphans(&["--adopt", "rivers/sea"]),
        ]
        .concat()
    );
    assert_snapshot!(
        "orphans_adopt",
        [
            orphans(&["--adopt", "rivers/sea", "rivers/mouth"]),
            orphans(&["--archive", "rivers/boat"]),
            orphans(&[]),
            orphans(&["--all"]),
        ]
        .concat()
    );
    assert_eq!(author.answers("Danube"), 1);
    assert_snapshot!(
        "orphans_undo",
        [
            orphans(&["--undo", "rivers/mouth"]),
            orphans(&["--undo", "rivers/boat"]),
            orphans(&["--undo", "rivers/boat"]),
            orphans(&[]),
        ]
        .concat()
    );
    assert_eq!(author.answers("Danube"), 0);
    assert_eq!(
        author.meet(&[]),
        "",
        "what was taken back does not come again by itself"
    );
    assert_eq!(author.answers("Danube"), 0);
}

#[test]
fn a_copy_of_a_file_takes_nothing_from_the_one_it_was_copied_from() {
    let mut author = Author::new(true);
    author.decks.insert("copy".to_owned(), cards(true));
    author.write();
    let file = author.file("copy");
    author.house.json(&[file.to_str().unwrap()], &[]).fine();
    let counted = author.counted();
    let answers: Vec<usize> = counted.iter().map(|(_, counted)| counted.len()).collect();
    assert_eq!(answers, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    author.meet(&[]);
}

#[test]
fn a_faulty_card_is_not_gone() {
    let author = Author::new(true);
    let file = author.file("rivers");
    let text = std::fs::read_to_string(&file).unwrap();
    let broken = text.replacen("answer = \"the Black Sea\"", "answr = \"the Black Sea\"", 1);
    let copied = broken.clone()
        + "\n[[card]]\nid = \"new\"\nquestion = \"Into which sea does the Danube flow in the end?\"\nanswer = \"the Black Sea\"\n";
    std::fs::write(&file, copied).unwrap();
    author.house.json(&["rivers"], &[]).fine_code();
    std::fs::write(&file, text).unwrap();
    author.house.json(&["rivers"], &[]).fine();
    assert_eq!(author.every(), [1; 5]);
}

#[test]
fn a_suspended_card_stays_so_when_it_moves() {
    let mut author = Author::new(false);
    let store = author.house.open_store();
    let sql = "SELECT deck || '/' || card FROM reviews JOIN contents USING (content) WHERE question LIKE '%ferry%'";
    let card: String = store.query_row(sql, [], |row| row.get(0)).unwrap();
    author.house.run(&["suspend", &card], "").fine();
    author.edit(|decks| {
        let cards = decks.remove("rivers").unwrap();
        decks.insert("water".to_owned(), cards);
    });
    let suspended = author.house.run(&["suspend"], "").fine().out;
    assert!(
        suspended.contains(&card.replace("rivers/", "water/")),
        "{suspended}"
    );
}

#[test]
fn a_suspended_card_stays_so_when_its_history_is_adopted() {
    let mut author = Author::new(true);
    author.house.run(&["suspend", "rivers/sea"], "").fine();
    author.edit(|decks| {
        decks.get_mut("rivers").unwrap()[0] = Card {
            id: Some("mouth"),
            question: "Where does the Danube end, and in which sea?".into(),
            answer: "the Black Sea",
        };
    });
    let house = &author.house;
    let adopted = house.run(&["orphans", "--adopt", "rivers/sea", "rivers/mouth"], "");
    let said =
        "it is suspended, as that was; `retain suspend --undo rivers/mouth` brings it back\n";
    assert!(adopted.out.ends_with(said), "{}", adopted.whole());
    let suspended = house.run(&["suspend"], "").fine().out;
    assert!(suspended.contains("rivers/mouth"), "{suspended}");
    house.run(&["suspend", "--undo", "rivers/mouth"], "").fine();
    let suspended = house.run(&["suspend"], "").fine().out;
    assert!(!suspended.contains("rivers/mouth"), "{suspended}");
}

#[test]
fn processes_that_start_at_once_decide_once() {
    let mut author = Author::new(false);
    author.decks = BTreeMap::from([("water".to_owned(), author.decks.remove("rivers").unwrap())]);
    author.write();
    let all: Vec<_> = (0..6)
        .map(|seed| {
            let mut command = author.house.bare();
            command.args([
                "--data-dir",
                "data",
                "--now",
                "2026-11-09T07:00:00Z",
                "--seed",
            ]);
            command.args([&seed.to_string(), "study", "--json", "water"]);
            std::thread::spawn(move || run(command, lines(&[]).as_bytes()))
        })
        .collect();
    for one in all {
        one.join().unwrap().fine_code();
    }
    assert_eq!(author.house.number("SELECT count(*) FROM bindings"), 5);
    assert_eq!(author.every(), [1; 5]);
}

const BIRDS: &str = r#"
[[card]]
id = "pol"
question = "Which animal is called Pol?"
answer = "a parrot"

[[card]]
question = "Which bird is black and white and swims?"
answer = "the penguin"
"#;

#[test]
fn a_deck_outside_that_was_renamed_and_edited_has_no_orphans() {
    let house = House::new();
    house.deck("birds.toml", BIRDS);
    let replies = ["a parrot", "the penguin"];
    house.plain(&["birds.toml"], &replies).fine();
    std::fs::remove_file(house.path("birds.toml")).unwrap();
    // What is known of a card with another answer is left open in a pipe.
    house.deck("vogel.toml", &BIRDS.replace("a parrot", "a grey parrot"));
    let said = house
        .plain(&["vogel.toml", "--ahead=30"], &replies)
        .fine()
        .whole();
    assert!(
        said.contains("`a parrot` and is `a grey parrot` now"),
        "{said}"
    );
    for _ in 0..2 {
        assert_eq!(
            house.run(&["orphans"], "").fine().out,
            "every history has its card\n"
        );
    }
}

#[test]
fn a_moved_deck_outside_is_shown_to_orphans_once() {
    let house = House::new();
    house.deck("birds.toml", BIRDS);
    house
        .plain(&["birds.toml"], &["a parrot", "the penguin"])
        .fine();
    std::fs::rename(house.path("birds.toml"), house.path("vogel.toml")).unwrap();
    let gone = house.run(&["orphans"], "").fine().out;
    assert!(gone.contains("birds/pol  1 answer"), "{gone}");
    for arguments in [&["orphans", "vogel.toml"][..], &["orphans"]] {
        assert_eq!(
            house.run(arguments, "").fine().out,
            "every history has its card\n"
        );
    }
    let none = house.run(&["orphans", "vogle.toml"], "");
    assert_eq!(none.code, 2, "{}", none.whole());
}

#[test]
fn a_card_without_a_written_id_is_called_by_its_question() {
    let house = House::new();
    house.deck("birds.toml", BIRDS);
    let missed = house.plain(
        &["birds.toml"],
        &["a parrot", "an owl", "a hen", "the penguin"],
    );
    let hardest = "hardest: “Which bird is black and white and swims?” (2 misses)";
    assert!(missed.out.contains(hardest), "{}", missed.out);
    house.deck(
        "birds.toml",
        &BIRDS.replace("the penguin", "a penguin of the south"),
    );
    let said = house.plain(&["birds.toml"], &[]).whole();
    assert!(
        said.contains("the answer to `Which bird is black and white and swims?` was `the penguin`"),
        "{said}"
    );
}
