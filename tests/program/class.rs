//! A test for thirty students: results handed in as files, and read into one table.

use std::collections::BTreeMap;
use std::fs;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use crate::house::{House, MONDAY, Ran};

const RIVERS: &str = r#"
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
"#;

fn rivers() -> House {
    let mut house = House::with_cards(RIVERS);
    house.at(MONDAY);
    house.seeded(3);
    house
}

fn take(house: &House, more: &[&str], messages: &[Value]) -> Ran {
    let mut arguments = vec!["test"];
    if !more
        .iter()
        .any(|word| word.ends_with(".toml") || *word == "overview")
    {
        arguments.push("deck.toml");
    }
    arguments.extend(more);
    if !more.contains(&"--last") {
        arguments.extend(["--json", "--with-key"]);
    }
    let lines: String = messages.iter().map(|m| format!("{m}\n")).collect();
    house.run(&arguments, lines)
}

fn hand_in() -> Value {
    json!({"type": "hand-in"})
}

fn result(house: &House, file: &str) -> Value {
    serde_json::from_slice(&fs::read(house.path(file)).unwrap()).unwrap()
}

#[test]
fn a_result_is_written_when_the_test_is_over_and_not_before() {
    let house = rivers();
    let more = ["--name", "Ada", "--out", "ada.json", "--pass", "60%"];
    let first = take(&house, &more, &[]).fine_code();
    assert!(!house.path("ada.json").exists());
    assert!(
        first
            .err
            .contains("`retain test deck.toml --name Ada --out ada.json` goes on with it"),
        "{}",
        first.err
    );
    let ended = take(&house, &more, &[hand_in()]);
    assert_eq!(ended.code, 1, "{}", ended.whole());
    assert!(ended.err.contains("the result is in `ada.json`"));
    let result = result(&house, "ada.json");
    assert_eq!(
        (&result["name"], &result["points"], &result["of"]),
        (&json!("Ada"), &json!(0.0), &json!(2))
    );
    // Nobody's result takes the place of another's.
    let again = take(&house, &more, &[hand_in()]);
    assert_eq!(again.code, 2);
    assert!(
        again.err.contains("`ada.json` is there already"),
        "{}",
        again.err
    );
    // It can be had once more.
    take(
        &house,
        &["--name", "Ada", "--out", "copy.json", "--last"],
        &[],
    )
    .fine();
    assert_eq!(
        fs::read(house.path("ada.json")).unwrap(),
        fs::read(house.path("copy.json")).unwrap()
    );
}

#[test]
fn what_cannot_be_written_at_the_end_is_said_before_the_first_question() {
    let house = rivers();
    fs::create_dir(house.path("folder")).unwrap();
    for (more, message) in [
        (
            &["--out", "a.json"][..],
            "`--name NAME` beside `--out` would do",
        ),
        (
            &["--name", " ", "--out", "a.json"],
            "a name of 1 to 100 characters",
        ),
        (
            &["--name", "Ada", "--out", "no/a.json"],
            "`no/a.json` cannot be written",
        ),
        (
            &["--name", "Ada", "--out", "folder"],
            "`folder` is a folder",
        ),
        (
            &["--name", "Ada", "--out", "a.json", "--last"],
            "no test of these decks by `Ada` is over",
        ),
    ] {
        let ran = take(&house, more, &[hand_in()]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.whole());
        assert!(ran.err.contains(message), "{}", ran.err);
    }
}

#[test]
fn two_people_at_one_machine_do_not_go_on_with_each_others_test() {
    let house = rivers();
    let ada = take(&house, &["--name", "Ada"], &[json!({"type": "next"})]).fine_code();
    let ben = take(&house, &["--name", "Ben"], &[]).fine_code();
    let id = |ran: &Ran| ran.objects()[0]["test"].clone();
    assert_ne!(id(&ada), id(&ben));
    assert_eq!(id(&take(&house, &["--name", "Ada"], &[])), id(&ada));
    let nobody = take(&house, &[], &[]);
    assert_eq!(nobody.code, 2);
    assert!(
        nobody.err.contains("a test of `Ben` is open"),
        "{}",
        nobody.err
    );
    let other = take(&house, &["--anew"], &[]).fine_code();
    assert_ne!(id(&other), id(&ben));
    assert_eq!(id(&take(&house, &["--name", "Ben"], &[])), id(&ben));
}

#[test]
fn the_figures_of_one_are_not_shown_to_another_who_sits_there() {
    let house = rivers();
    let tests = || {
        let stats = house.run(&["stats", "--json"], "").fine();
        let stats: Value = serde_json::from_str(&stats.out).unwrap();
        stats["tests"].as_array().unwrap().len()
    };
    take(&house, &["--name", "Ada"], &[hand_in()]).fine_code();
    assert_eq!(tests(), 1, "one who gives a name at home");
    take(&house, &["--name", "Ben"], &[hand_in()]).fine_code();
    assert_eq!(tests(), 0);
    take(&house, &[], &[hand_in()]).fine_code();
    assert_eq!(tests(), 1);
}

#[test]
fn a_class_with_hostile_names_and_files_that_are_none() {
    let mut house = rivers();
    fs::create_dir(house.path("out")).unwrap();
    for (n, name) in ["=cmd()", "<script>alert(1)</script>", "Zoë"]
        .iter()
        .enumerate()
    {
        house.at(&format!("2026-11-23T07:{n:02}:00Z"));
        let out = format!("out/{n}.json");
        take(&house, &["--name", name, "--out", &out], &[hand_in()]).fine_code();
    }
    house.write("out/other.json", "{\"a\": 1}");
    house.write("out/cut.json", "{\"format\": \"retain-re");
    let run = |more: &[&str]| {
        let mut arguments = vec!["results", "out", "--deck", "deck.toml"];
        arguments.extend(more);
        house.run(&arguments, "")
    };
    insta::assert_snapshot!(run(&[]).whole());
    let csv = run(&["--csv"]);
    assert!(csv.out.contains("\r\n'=cmd(),0,2,0.0,"), "{}", csv.out);
    let page = run(&["--html", "-o", "page.html"]);
    assert_eq!((page.code, page.out.as_str()), (1, "page.html\n"));
    let page = fs::read_to_string(house.path("page.html")).unwrap();
    assert!(!page.contains("<script"), "{page}");
    let none = house.run(&["results", "out/other.json", "out/none.json"], "");
    insta::assert_snapshot!(none.whole());
}

/// A correction while half of the class had been asked: both versions are at hand.
#[test]
fn results_of_two_versions_of_a_deck_are_marked_by_their_own() {
    let house = rivers();
    take(&house, &["--out", "a.json", "--name", "Ada"], &[hand_in()]).fine_code();
    fs::create_dir(house.path("old")).unwrap();
    house.write(
        "old/deck.toml",
        fs::read_to_string(house.path("deck.toml")).unwrap(),
    );
    house.deck(
        "deck.toml",
        &RIVERS.replace("Which of these", "Which city of these"),
    );
    take(&house, &["--out", "b.json", "--name", "Ben"], &[hand_in()]).fine_code();
    // On the teacher's machine.
    let run = |decks: &[&str]| {
        let mut command = house.bare();
        command.args(["--data-dir", "other", "results", "a.json", "b.json"]);
        command.args(decks);
        crate::house::run(command, b"").fine_code()
    };
    let newest = run(&["--deck", "deck.toml"]);
    assert!(
        newest.out.contains("is of another version of its deck"),
        "{}",
        newest.whole()
    );
    let both = run(&["--deck", "deck.toml", "--deck", "old/deck.toml"]);
    assert!(!both.out.contains("version"), "{}", both.whole());
    assert!(
        both.out.contains("Which of these") && both.out.contains("Which city of these"),
        "{}",
        both.whole()
    );
}

/// The fields of a reply that does not have that key.
fn wrong(ask: &Value, rng: &mut ChaCha8Rng) -> Value {
    match ask["key"]["pick"].as_u64() {
        Some(right) => {
            let options = ask["options"].as_array().unwrap().len() as u64;
            let other = (right + rng.random_range(1..options) - 1) % options + 1;
            json!({"pick": other})
        }
        None if ask["key"]["text"].is_string() => {
            let text = ["I do not know", "no idea"][rng.random_range(0..2)];
            json!({"text": text})
        }
        None => Value::Null,
    }
}

#[test]
fn thirty_students_take_a_test_and_the_table_agrees_with_a_count_of_its_own() {
    const QUESTIONS: usize = 12;
    let mut house = House::new();
    house.seeded(42);
    let count = QUESTIONS.to_string();
    let set = ["overview", "--count", &count];
    let next = vec![json!({"type": "next"}); QUESTIONS];
    let probe = take(&house, &set, &next).fine_code();
    // The same seed asks everyone the same.
    let asks = probe.of_type("ask");
    assert_eq!(asks.len(), QUESTIONS);
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let mut points: BTreeMap<String, f64> = BTreeMap::new();
    let mut right: BTreeMap<String, u64> = BTreeMap::new();
    let mut given: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut files = Vec::new();
    for n in 0..30 {
        let name = format!("Student {n:02}");
        let mut messages = Vec::new();
        for ask in &asks {
            let card = ask["card"].as_str().unwrap().to_owned();
            let known = rng.random_bool(0.5 + f64::from(n) / 60.0);
            let reply = if known {
                ask["key"].clone()
            } else {
                wrong(ask, &mut rng)
            };
            let mut message = match reply {
                Value::Null => json!({"type": "next"}),
                reply => {
                    let mut reply = reply;
                    reply["type"] = json!("reply");
                    reply
                }
            };
            if known {
                *points.entry(name.clone()).or_default() += 1.0;
                *right.entry(card.clone()).or_default() += 1;
            }
            let one = message["pick"].as_u64().map(|place| vec![place]);
            let many = || serde_json::from_value(message["pick"].clone()).ok();
            if let Some(places) = one.or_else(many) {
                for place in places {
                    let option = &ask["options"][place as usize - 1];
                    let option = option.as_str().unwrap().to_owned();
                    *given.entry((card.clone(), option)).or_default() += 1;
                }
            } else if let (false, Some(text)) = (known, message["text"].as_str()) {
                *given.entry((card, text.to_owned())).or_default() += 1;
            }
            message["took_ms"] = json!(rng.random_range(2000..9000));
            messages.push(message);
        }
        messages.push(hand_in());
        house.at(&format!("2026-11-23T08:{n:02}:00Z"));
        let file = format!("out/{n:02}.json");
        fs::create_dir_all(house.path("out")).unwrap();
        let mut more = set.to_vec();
        more.extend(["--name", &name, "--out", &file]);
        let taken = take(&house, &more, &messages).fine_code();
        let strip = |mut ask: Value| {
            ask.as_object_mut().unwrap().remove("left_ms");
            ask
        };
        let asked: Vec<Value> = taken.of_type("ask").into_iter().map(strip).collect();
        assert_eq!(asked, asks.iter().cloned().map(strip).collect::<Vec<_>>());
        files.push(file);
    }
    let table = house.run(&["results", "out", "--json"], "").fine();
    let table: Value = serde_json::from_str(&table.out).unwrap();
    assert_eq!(table["remarks"], json!([]));
    let students = table["students"].as_array().unwrap();
    assert_eq!(students.len(), 30);
    for student in students {
        let name = student["name"].as_str().unwrap();
        let expected = points.get(name).copied().unwrap_or_default();
        assert_eq!(student["score"]["points"], json!(expected), "{name}");
        assert_eq!(student["score"]["of"], json!(QUESTIONS));
        assert_eq!(student["checked"], json!(true));
    }
    let shares: Vec<f64> = students
        .iter()
        .map(|student| student["score"]["share"].as_f64().unwrap())
        .collect();
    assert!(shares.is_sorted_by(|a, b| a >= b), "{shares:?}");
    let questions = table["questions"].as_array().unwrap();
    assert_eq!(questions.len(), QUESTIONS);
    for question in questions {
        let card = question["card"].as_str().unwrap();
        assert_eq!(question["right"], json!(right[card]), "{card}");
        let told = ["options", "wrong"]
            .iter()
            .flat_map(|list| question[*list].as_array().unwrap());
        for one in told {
            let answer = one["answer"].as_str().unwrap().to_owned();
            let expected = given
                .get(&(card.to_owned(), answer))
                .copied()
                .unwrap_or_default();
            assert_eq!(one["times"], json!(expected), "{card}: {one}");
        }
    }
}
