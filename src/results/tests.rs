use std::collections::BTreeMap;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use uuid::Uuid;

use super::file::Misread;
use super::*;
use crate::attempt::Attempt;
use crate::attempt::paper::{Paper, shuffled};
use crate::attempt::record::{DeckRef, Given as Answer, Kept, Terms};
use crate::deck::read::read;
use rand::RngExt;

const CARDS: &str = r#"
[deck]
id = "rivers"
title = "Rivers"
[[card]]
id = "sea"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
tags = ["mouth"]
[[card]]
id = "city"
question = "Which of these lies on the Danube?"
answer = "Vienna"
distractors = ["Prague", "Warsaw", "Rome"]
tags = ["city"]
[[card]]
id = "states"
question = "Which of these border it?"
answer = ["Serbia", "Croatia"]
distractors = ["Poland"]
tags = ["city"]
"#;

const START: i64 = 1_800_000_000_000;

fn deck(text: &str) -> Deck {
    read(text.as_bytes(), "rivers").deck.unwrap()
}

fn version(text: &str) -> Version {
    Version::new(deck(text), format!("digest of {}", text.len()))
}

/// A result with a reply to each card, by its id.
fn handed(test: u128, name: &str, replies: &[(&str, Reply)]) -> Handed {
    let deck = deck(CARDS);
    let terms = Terms {
        decks: vec![DeckRef {
            id: "rivers".into(),
            digest: format!("digest of {}", CARDS.len()),
        }],
        seed: 3,
        questions: shuffled(deck.cards.iter().map(|card| (card, None)), 3),
        limit_ms: Some(600_000),
        pass: Some(0.5),
        tags: Vec::new(),
        name: Some(name.to_owned()),
    };
    let paper = Paper::new(&terms, std::slice::from_ref(&deck)).unwrap();
    let mut answers = BTreeMap::new();
    for (at, question) in paper.questions.iter().enumerate() {
        let given = replies.iter().find(|(card, _)| *card == question.card.card);
        let Some((_, reply)) = given else { continue };
        let mark = paper.mark(question, reply);
        let given = Answer {
            reply: reply.clone(),
            verdict: mark.verdict,
            score: mark.score,
            reason: mark.reason.code().to_owned(),
            took_ms: 1000 * test as u32 + at as u32,
        };
        answers.insert(at, given);
    }
    let kept = Kept {
        id: Uuid::from_u128(test),
        begun_at: START,
        terms,
        answers,
        elapsed_ms: 60_000,
        closed: Some(Why::HandedIn),
        closed_at: Some(START + 60_000),
    };
    let attempt = Attempt::new(paper, &kept, START + 60_000);
    let result = ResultFile::new(&attempt, &kept, name, Why::HandedIn, &["Rivers".into()]);
    Handed {
        file: format!("{}.json", name.to_lowercase()),
        result: ResultFile::read(result.to_json().as_bytes()).unwrap(),
    }
}

fn typed(text: &str) -> Reply {
    Reply::Typed(text.to_owned())
}

/// The three that most tests hand in.
fn three() -> Vec<Handed> {
    vec![
        handed(
            1,
            "Ada",
            &[
                ("sea", typed("Black Sea")),
                ("city", Reply::Picked(0)),
                ("states", Reply::Chosen(vec![0, 1])),
            ],
        ),
        handed(
            2,
            "Ben",
            &[
                ("sea", typed("the Adriatic")),
                ("city", Reply::Picked(2)),
                ("states", Reply::Chosen(vec![0])),
            ],
        ),
        handed(3, "Cem", &[("sea", typed("the adriatic"))]),
    ]
}

fn points(class: &Class) -> Vec<(&str, f64)> {
    let students = class.students.iter();
    students
        .map(|one| (one.name.as_str(), one.points.points))
        .collect()
}

#[test]
fn students_stand_by_score_and_questions_by_share_with_what_was_answered() {
    let class = class(&three(), &[version(CARDS)], None);
    assert_eq!(class.remarks, Vec::<String>::new());
    assert_eq!(points(&class), [("Ada", 3.0), ("Ben", 0.5), ("Cem", 0.0)]);
    let passed: Vec<_> = class.students.iter().map(|one| one.passed).collect();
    assert_eq!(passed, [Some(true), Some(false), Some(false)]);
    assert!(class.students.iter().all(|student| student.checked));
    let question = |id: &str| {
        let mut all = class.questions.iter();
        all.find(|one| one.asked.card.card == id).unwrap()
    };
    let given = |words: &str, times, right| Given {
        words: words.to_owned(),
        times,
        right,
    };
    assert_eq!(question("sea").wrong, [given("the Adriatic", 2, false)]);
    assert_eq!(
        question("city").options,
        [
            given("Vienna", 1, true),
            given("Prague", 0, false),
            given("Warsaw", 1, false),
            given("Rome", 0, false),
        ]
    );
    let states = question("states");
    assert_eq!(
        states.options,
        [
            given("Serbia", 2, true),
            given("Croatia", 1, true),
            given("Poland", 0, false),
        ]
    );
    assert_eq!((states.right, states.omitted, states.points.of), (1, 1, 3));
    assert_eq!(class.tags["mouth"], Points { points: 1.0, of: 3 });
    assert_eq!(class.tags["city"], Points { points: 2.5, of: 6 });
}

#[test]
fn a_copy_is_counted_once_under_whatever_name_and_id() {
    let mut all = three();
    let mut copy = all[0].clone();
    copy.file = "copy.json".into();
    all.push(copy.clone());
    copy.file = "dora.json".into();
    copy.result.name = "Dora".into();
    all.push(copy.clone());
    copy.file = "eve.json".into();
    copy.result.name = "Eve".into();
    copy.result.test = Uuid::from_u128(77).to_string();
    all.push(copy);
    let class = class(&all, &[version(CARDS)], None);
    assert_eq!(class.students.len(), 3);
    assert_eq!(
        class.remarks,
        [
            "`copy.json` is a copy of `ada.json`, and is not counted",
            "`dora.json` holds the test of `ada.json` under another name (`Dora`, there `Ada`), \
             and is not counted",
            "`eve.json` holds the test of `ada.json` under another name (`Eve`, there `Ada`), \
             and is not counted",
        ]
    );
}

#[test]
fn totals_and_marks_that_were_tampered_with_are_said_and_do_not_count() {
    let mut all = three();
    all[1].result.points = 3.0;
    all[2].result.points = 1.0;
    for question in &mut all[2].result.questions {
        if question.card.card == "sea" {
            (question.verdict, question.score) = (Verdict::Correct, 1.0);
        }
        if question.card.card == "city" {
            question.reply = Some(Reply::Picked(99));
        }
    }
    let class = class(&all, &[version(CARDS)], None);
    assert_eq!(points(&class), [("Ada", 3.0), ("Ben", 0.5), ("Cem", 0.0)]);
    let at = |card: &str| {
        let mut questions = all[2].result.questions.iter();
        1 + questions.position(|one| one.card.card == card).unwrap()
    };
    assert_eq!(
        class.remarks,
        [
            "`ben.json` says 3 of 3; its answers come to 0.5 of 3, which counts".to_owned(),
            format!(
                "`cem.json` has marks that its answers do not come to, at question {}; they were \
                 marked anew",
                at("sea")
            ),
            "`cem.json` says 1 of 3; its answers come to 0 of 3, which counts".to_owned(),
        ]
    );
}

#[test]
fn an_option_named_twice_and_a_card_called_another_version_change_nothing() {
    let mut all = three();
    for question in &mut all[0].result.questions {
        if question.card.card == "states" {
            question.reply = Some(Reply::Chosen(vec![0, 1, 1, 1]));
            question.content = "0123456789abcdef".to_owned();
        }
    }
    let class = class(&all, &[version(CARDS)], None);
    assert_eq!(class.questions.len(), 3);
    let states = class
        .questions
        .iter()
        .find(|one| one.asked.card.card == "states");
    let times: Vec<u64> = states
        .unwrap()
        .options
        .iter()
        .map(|one| one.times)
        .collect();
    assert_eq!(times, [2, 1, 0]);
}

#[test]
fn of_an_edited_deck_what_asks_the_same_is_marked_anew_and_the_rest_is_said() {
    let edited = CARDS.replace("the Black Sea", "the Adriatic");
    let class = class(&three(), &[version(&edited)], None);
    assert_eq!(points(&class), [("Ada", 3.0), ("Ben", 0.5), ("Cem", 0.0)]);
    assert!(class.students.iter().all(|student| !student.checked));
    let sea = class
        .questions
        .iter()
        .find(|one| one.asked.card.card == "sea");
    assert_eq!(sea.unwrap().text, None);
    assert_eq!(class.remarks.len(), 3);
    assert_eq!(
        class.remarks[0],
        "`ada.json` is of another version of its deck: 1 of its 3 questions read otherwise now, \
         and keep the marks of the file"
    );
    // With the deck as it was beside it, nothing is left to say.
    let versions = [version(&edited), version(CARDS)];
    let both = super::class(&three(), &versions, None);
    assert_eq!(both.remarks, Vec::<String>::new());
}

#[test]
fn without_the_deck_the_files_are_taken_at_their_word_and_that_is_said() {
    let class = class(&three(), &[], Some(0.9));
    assert_eq!(points(&class), [("Ada", 3.0), ("Ben", 0.5), ("Cem", 0.0)]);
    assert_eq!(class.students[0].passed, Some(true));
    assert_eq!(
        class.remarks,
        [
            "the deck `rivers` is not at hand, so its marks are as the files say; `--deck FILE` \
          checks them"
        ]
    );
    let wrong: Vec<_> = class.questions.iter().flat_map(|one| &one.wrong).collect();
    assert!(
        wrong
            .iter()
            .any(|one| one.words == "the Adriatic" && one.times == 2)
    );
}

#[test]
fn questions_left_out_or_named_twice_and_names_used_twice_are_said() {
    let mut all = three();
    all[2].result.questions.remove(0);
    all[2].result.of = 2;
    let again = all[1].result.questions[0].clone();
    all[1].result.questions.push(again);
    all.push(handed(4, "ADA", &[("sea", typed("Black Sea"))]));
    let class = class(&all, &[version(CARDS)], None);
    assert_eq!(
        class.remarks,
        [
            "`ben.json` has 4 questions where most have 3",
            "`cem.json` has 2 questions where most have 3",
            "`ben.json` names 1 of its questions once more; each is counted once",
            "`ada` has 2 tests, and each is listed",
        ]
        .map(|line| line.replace("`ada`", "`Ada`"))
    );
}

#[test]
fn what_is_no_result_says_so() {
    let sound = three()[0].result.to_json();
    assert!(ResultFile::read(format!("\u{feff}{sound}").as_bytes()).is_ok());
    let message = |text: &str| ResultFile::read(text.as_bytes()).unwrap_err();
    for (text, expected) in [
        ("", "no JSON at line 1"),
        ("[1, 2]", "`format` is not `retain-result`"),
        ("{\"format\": \"retain-result\"}", "it has no `version`"),
        (
            &sound.replace("\"version\": 1", "\"version\": 9"),
            "it is of version 9, and this `retain` reads up to 1; a newer one would do",
        ),
        (
            &sound.replace("\"name\": \"Ada\",", ""),
            "missing field `name`",
        ),
        (
            &sound.replace("\"Ada\"", "\"\""),
            "a name of 1 to 100 characters would do",
        ),
        (
            &sound.replace("\"Ada\"", "\"A\\u001b[2Ja\""),
            "without control characters",
        ),
        (
            &sound.replacen("\"score\":1.0", "\"score\":7.5", 1),
            "a score of 7.5; 0 to 1 would do",
        ),
    ] {
        let Misread(found) = message(text);
        assert!(found.contains(expected), "{found}");
    }
}

#[test]
fn a_hostile_class_makes_a_page_without_a_tag_of_theirs() {
    let mut all = three();
    all[0].result.name = "<script>alert(1)</script>".into();
    all[0].result.decks[0].title = "<img src=x>".into();
    all[0].file = "<b>.json".into();
    let page = page::page(&class(&all, &[version(CARDS)], None));
    for tag in ["<script", "<img", "<b>"] {
        assert!(!page.contains(tag), "{page}");
    }
    assert!(page.contains("&lt;script&gt;"));
}

#[test]
fn many_results_agree_with_a_count_of_their_own() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let (mut all, mut right, mut vienna) = (Vec::new(), 0, 0);
    for n in 1..=30 {
        let known = rng.random_bool(0.6);
        let place = rng.random_range(0..4);
        right += u64::from(known);
        vienna += u64::from(place == 0);
        let sea = typed(if known { "the Black Sea" } else { "no idea" });
        let replies = [("sea", sea), ("city", Reply::Picked(place))];
        all.push(handed(n, &format!("Student {n}"), &replies));
    }
    let class = class(&all, &[version(CARDS)], None);
    let total: f64 = class.students.iter().map(|one| one.points.points).sum();
    assert_eq!(total, (right + vienna) as f64);
    let question = |id: &str| class.questions.iter().find(|one| one.asked.card.card == id);
    assert_eq!(question("sea").unwrap().right, right);
    assert_eq!(question("city").unwrap().options[0].times, vienna);
    assert_eq!(question("states").unwrap().omitted, 30);
}
