//! The JSON lines of `study --json`, as a client meets them that was written from the contract.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::house::{ELEVEN, House, MONDAY, Ran, lines};

const THREE: &str = r#"
[[card]]
id = "border"
question = "How long is the border, in miles?"
answer = 870
explanation = "It follows two rivers."
hint = "Less than a thousand."
tags = ["geography"]

[[card]]
id = "party"
question = "Who attended the anniversary?"
answer = "Liu Yunshan"

[[card]]
id = "word"
kind = "flip"
question = "hangul"
answer = "the Korean alphabet"
"#;

/// The keys of an object in their order.
fn keys(object: &Value) -> Vec<&str> {
    object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

/// Type and number of each object, such as `ask 1`.
fn course(ran: &Ran) -> Vec<String> {
    ran.objects()
        .iter()
        .map(|object| {
            let kind = object["type"].as_str().unwrap();
            match object["n"].as_u64() {
                Some(n) => format!("{kind} {n}"),
                None => kind.to_owned(),
            }
        })
        .collect()
}

fn reply(text: &str) -> String {
    json!({"type": "reply", "text": text}).to_string()
}

/// The message that gives a question its key.
fn with_key(ask: &Value) -> Value {
    let mut message = ask["key"].clone();
    message["type"] = json!("reply");
    message
}

/// Answers every question with its key until nothing is left; `took_ms` for each.
fn by_keys(house: &House, more: &[&str], took_ms: u64) -> Vec<Value> {
    use std::io::{BufRead, BufReader, Write};
    let mut arguments = vec!["study", "--json", "--with-key"];
    arguments.extend(more);
    let mut child = house.start(&arguments);
    let mut stdin = child.stdin.take().unwrap();
    let mut objects = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let object: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let kind = object["type"].as_str().unwrap().to_owned();
        let message = match kind.as_str() {
            "ask" => {
                let mut message = with_key(&object);
                message["took_ms"] = json!(took_ms);
                message["n"] = object["n"].clone();
                Some(message)
            }
            "answer" => Some(json!({"type": "rate", "rating": "good", "n": object["n"]})),
            "done" => Some(json!({"type": "quit"})),
            _ => None,
        };
        objects.push(object);
        if let Some(message) = message {
            writeln!(stdin, "{message}").unwrap();
        }
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
    objects
}

#[test]
fn the_fields_are_those_of_the_contract() {
    let ran = House::with_cards(THREE)
        .json(
            &["deck.toml"],
            &[
                r#"{"type":"hint"}"#,
                r#"{"type":"reply","text":"870 miles","took_ms":5300}"#,
                r#"{"type":"rate","rating":"easy"}"#,
                r#"{"type":"undo"}"#,
                r#"{"type":"quit"}"#,
            ],
        )
        .fine();
    let one = |kind: &str| ran.of_type(kind).remove(0);
    assert_eq!(
        one("start"),
        json!({"type": "start", "decks": ["deck"], "due": 0, "new": 3})
    );
    assert_eq!(
        one("ask"),
        json!({
            "type": "ask", "n": 1, "card": "deck/border", "kind": "number", "shape": "type",
            "prompt": "How long is the border, in miles?", "state": "new",
            "tags": ["geography"], "hint": true,
        })
    );
    assert_eq!(
        one("hint"),
        json!({"type": "hint", "n": 1, "hint": "Less than a thousand."})
    );
    let mark = one("mark");
    let fields = [
        "type",
        "n",
        "card",
        "verdict",
        "score",
        "reason",
        "answer",
        "rating",
        "due",
        "interval_days",
        "retrievability",
    ];
    assert_eq!(keys(&mark), fields);
    assert_eq!(mark["verdict"], "correct");
    assert_eq!(mark["score"], 1.0);
    assert_eq!(mark["rating"], "hard", "after a hint");
    assert_eq!(mark["retrievability"], Value::Null, "of a new card");
    let amended = one("amended");
    assert_eq!(keys(&amended), fields);
    assert_eq!(amended["n"], 1);
    assert_eq!(amended["rating"], "easy");
    assert_eq!(
        one("undone"),
        json!({"type": "undone", "n": 1, "card": "deck/border"})
    );
    let done = one("done");
    assert_eq!(
        keys(&done),
        ["type", "asked", "correct", "score", "next_due"]
    );
    assert_eq!((&done["asked"], &done["score"]), (&json!(0), &Value::Null));
    assert_eq!(
        course(&ran),
        [
            "start",
            "ask 1",
            "hint 1",
            "mark 1",
            "ask 2",
            "amended 1",
            "undone 1",
            "ask 3",
            "done"
        ]
    );
}

#[test]
fn each_shape_has_its_fields() {
    let objects = by_keys(&House::with_cards(ELEVEN), &["deck.toml", "--new", "99"], 0);
    let asks: Vec<&Value> = objects.iter().filter(|o| o["type"] == "ask").collect();
    let mut kinds = HashSet::new();
    for ask in asks {
        kinds.insert(ask["kind"].as_str().unwrap());
        let more = match ask["shape"].as_str().unwrap() {
            "pick-one" | "pick-many" | "arrange" => vec!["options"],
            "pair" => vec!["left", "options"],
            _ => vec![],
        };
        let mut fields = vec![
            "type", "n", "card", "kind", "shape", "prompt", "state", "tags", "hint",
        ];
        fields.extend(more);
        fields.push("key");
        assert_eq!(keys(ask), fields, "{ask}");
    }
    assert_eq!(kinds.len(), 11);
}

#[test]
fn the_key_is_always_correct() {
    let all = by_keys(&House::new(), &["--new", "999"], 1_000);
    let asks = all.iter().filter(|o| o["type"] == "ask").count();
    let marks: Vec<&Value> = all.iter().filter(|o| o["type"] == "mark").collect();
    assert!(asks >= 60);
    assert_eq!(asks, marks.len());
    for mark in marks {
        assert_eq!(
            (&mark["verdict"], &mark["score"]),
            (&json!("correct"), &json!(1.0)),
            "{mark}"
        );
    }
    let cards: HashSet<&str> = all.iter().filter_map(|o| o["card"].as_str()).collect();
    assert_eq!(
        cards.len(),
        asks,
        "no card is asked twice that was known at once"
    );
    let done = all.last().unwrap();
    assert_eq!(
        (&done["asked"], &done["correct"]),
        (&json!(asks), &json!(asks))
    );
    assert_eq!(done["score"], 1.0);
}

#[test]
fn a_revealed_card_is_marked_after_its_rating() {
    let house = House::with_cards(THREE);
    let ran = house
        .json(
            &["deck.toml"],
            &[
                &reply("870"),
                &reply("Liu Yunshan"),
                r#"{"type":"rate","rating":"easy"}"#,
                r#"{"type":"reply","reveal":true}"#,
                r#"{"type":"reply","reveal":true}"#,
                r#"{"type":"rate","rating":"hard","n":3}"#,
                r#"{"type":"rate","rating":"again","n":3}"#,
                r#"{"type":"reply","reveal":true}"#,
                r#"{"type":"rate","rating":"good"}"#,
            ],
        )
        .fine();
    assert_eq!(
        course(&ran),
        [
            "start",
            "ask 1",
            "mark 1",
            "ask 2",
            "mark 2",
            "ask 3",
            "amended 2",
            "answer 3",
            "error",
            "mark 3",
            "done",
            "amended 3",
            "ask 4",
            "answer 4",
            "mark 4",
            "done"
        ]
    );
    let answer = &ran.of_type("answer")[0];
    assert_eq!(
        *answer,
        json!({"type": "answer", "n": 3, "card": "deck/word", "answer": "the Korean alphabet"})
    );
    let third = &ran.of_type("mark")[2];
    assert_eq!(
        (&third["verdict"], &third["rating"]),
        (&json!("correct"), &json!("hard"))
    );
    let again = &ran.of_type("amended")[1];
    assert_eq!(
        (&again["verdict"], &again["rating"]),
        (&json!("wrong"), &json!("again"))
    );
    assert_eq!(house.saved(), 4);
}

#[test]
fn skipping_says_that_the_answer_was_omitted_and_later_says_nothing() {
    let house = House::with_cards(THREE);
    let ran = house
        .json(
            &["deck.toml"],
            &[
                r#"{"type":"skip","n":1,"took_ms":900}"#,
                r#"{"type":"later","n":2}"#,
            ],
        )
        .fine();
    let mark = &ran.of_type("mark")[0];
    assert_eq!(
        (
            &mark["verdict"],
            &mark["reason"],
            &mark["rating"],
            &mark["score"]
        ),
        (
            &json!("wrong"),
            &json!("omitted"),
            &json!("again"),
            &json!(0.0)
        )
    );
    assert_eq!(mark["interval_days"], 0.0);
    assert_eq!(
        course(&ran),
        ["start", "ask 1", "mark 1", "ask 2", "ask 3", "done"]
    );
    assert_eq!(house.number("SELECT took_ms FROM reviews"), 900);
    assert_eq!(house.saved(), 1);
}

#[test]
fn a_missed_card_comes_back_until_it_is_known() {
    let ran = House::with_cards(THREE)
        .json(
            &["deck.toml"],
            &[
                &reply("12"),
                &reply("Liu Yunshan"),
                r#"{"type":"reply","reveal":true}"#,
                r#"{"type":"rate","rating":"good"}"#,
                &reply("13"),
                &reply("870"),
            ],
        )
        .fine();
    let asked: Vec<Value> = ran.of_type("ask");
    let cards: Vec<&str> = asked
        .iter()
        .map(|ask| ask["card"].as_str().unwrap())
        .collect();
    assert_eq!(
        cards,
        [
            "deck/border",
            "deck/party",
            "deck/word",
            "deck/border",
            "deck/border"
        ]
    );
    let states: Vec<&str> = asked
        .iter()
        .map(|ask| ask["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["new", "new", "new", "learning", "learning"]);
    let done = &ran.of_type("done")[0];
    assert_eq!((&done["asked"], &done["correct"]), (&json!(5), &json!(3)));
}

#[test]
fn an_undone_card_is_asked_next_and_the_open_question_waits() {
    let house = House::with_cards(THREE);
    let ran = house
        .json(
            &["deck.toml"],
            &[
                &reply("12"),
                r#"{"type":"undo","n":1}"#,
                &reply("870"),
                &reply("Liu Yunshan"),
                r#"{"type":"reply","reveal":true}"#,
                r#"{"type":"rate","rating":"good"}"#,
            ],
        )
        .fine();
    assert_eq!(
        course(&ran),
        [
            "start", "ask 1", "mark 1", "ask 2", "undone 1", "ask 3", "mark 3", "ask 4", "mark 4",
            "ask 5", "answer 5", "mark 5", "done"
        ]
    );
    let asks = ran.of_type("ask");
    assert_eq!(asks[2]["card"], "deck/border");
    assert_eq!(asks[2]["state"], "new", "as if it had not been answered");
    assert_eq!(asks[3]["card"], asks[1]["card"]);
    assert_eq!(ran.of_type("done")[0]["asked"], 3);
    assert_eq!(house.saved(), 4, "the log keeps what was undone");
    assert_eq!(house.number("SELECT count(*) FROM amendments"), 1);
}

#[test]
fn a_number_is_that_of_the_last_mark_that_counts() {
    let ran = House::with_cards(THREE)
        .json(
            &["deck.toml"],
            &[
                &reply("870"),
                &reply("nobody"),
                r#"{"type":"undo","n":2}"#,
                r#"{"type":"override","verdict":"wrong","n":2}"#,
                r#"{"type":"override","verdict":"wrong","n":1}"#,
                r#"{"type":"undo","n":1}"#,
                r#"{"type":"undo","n":1}"#,
                r#"{"type":"undo"}"#,
            ],
        )
        .fine();
    assert_eq!(
        course(&ran),
        [
            "start",
            "ask 1",
            "mark 1",
            "ask 2",
            "mark 2",
            "ask 3",
            "undone 2",
            "ask 4",
            "error",
            "amended 1",
            "undone 1",
            "ask 5",
            "error",
            "error",
            "done"
        ]
    );
}

#[test]
fn after_the_end_corrections_are_still_read() {
    let house = House::with_cards(THREE);
    let ran = house
        .json(
            &["deck.toml"],
            &[
                &reply("870"),
                &reply("Liu Yunshan"),
                r#"{"type":"reply","reveal":true}"#,
                r#"{"type":"rate","rating":"good"}"#,
                r#"{"type":"rate","rating":"easy","n":3}"#,
                &reply("too late"),
                r#"{"type":"skip"}"#,
                r#"{"type":"hint"}"#,
                r#"{"type":"undo"}"#,
                r#"{"type":"reply","reveal":true}"#,
                r#"{"type":"rate","rating":"good"}"#,
                r#"{"type":"quit"}"#,
                r#"{"type":"undo"}"#,
            ],
        )
        .fine();
    assert_eq!(
        course(&ran)[6..],
        [
            "answer 3",
            "mark 3",
            "done",
            "amended 3",
            "error",
            "error",
            "error",
            "undone 3",
            "ask 4",
            "answer 4",
            "mark 4",
            "done"
        ]
    );
    assert_eq!(
        house.number("SELECT count(*) FROM amendments"),
        2,
        "nothing after quit"
    );
}

#[test]
fn end_of_input_is_quit() {
    let house = House::with_cards(THREE);
    let ran = house.json(&["deck.toml"], &[&reply("870")]).fine();
    assert_eq!(course(&ran), ["start", "ask 1", "mark 1", "ask 2", "done"]);
    assert_eq!(ran.of_type("done")[0]["asked"], 1);
    assert_eq!(house.saved(), 1);
}

#[test]
fn a_line_that_cannot_be_used_changes_nothing() {
    let house = House::with_cards(&format!(
        "{THREE}\n[[card]]\nid = \"first\"\nquestion = \"Which?\"\nanswer = \"a\"\ndistractors = [\"b\", \"c\"]\n"
    ));
    let long = reply(&"x".repeat(5 << 20));
    let long_type = json!({"type": "x".repeat(1 << 20)}).to_string();
    let deep = "[".repeat(10_000);
    let bad: Vec<Vec<u8>> = [
        "no JSON",
        "[]",
        "{}",
        "7",
        r#"{"type":"dance"}"#,
        r#"{"type":"reply"}"#,
        r#"{"type":"reply","text":"870","pick":1}"#,
        r#"{"type":"reply","text":870}"#,
        r#"{"type":"reply","txt":"870"}"#,
        r#"{"type":"reply","pick":1}"#,
        r#"{"type":"reply","reveal":true}"#,
        r#"{"type":"reply","reveal":false}"#,
        r#"{"type":"reply","text":"870","n":2}"#,
        r#"{"type":"reply","text":"870","took_ms":-5}"#,
        r#"{"type":"rate","rating":"good"}"#,
        r#"{"type":"rate","rating":"best"}"#,
        r#"{"type":"override","verdict":"correct"}"#,
        r#"{"type":"undo"}"#,
        r#"["quit", null, null]"#,
        &long,
        &long_type,
        &deep,
    ]
    .iter()
    .map(|line| line.as_bytes().to_vec())
    .chain([b"{\"type\":\"reply\",\"text\":\"\xff\"}".to_vec()])
    .collect();
    let mut input = bad.join(&b"\n"[..]);
    input.push(b'\n');
    input.extend(lines(&["", &reply("870")]).bytes());
    let ran = house.run(&["study", "--json", "deck.toml"], input).fine();
    let errors = ran.of_type("error");
    let numbers: Vec<u64> = errors.iter().map(|e| e["line"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=bad.len() as u64).collect::<Vec<_>>());
    for error in &errors {
        assert_eq!(keys(error), ["type", "line", "message"]);
        assert!(error["message"].as_str().unwrap().len() < 300, "{error}");
    }
    assert_eq!(ran.of_type("ask").len(), 2);
    assert_eq!(ran.of_type("mark")[0]["verdict"], "correct");
    let messages: Vec<String> = errors
        .iter()
        .map(|error| error["message"].as_str().unwrap().to_owned())
        .collect();
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn options_out_of_range_are_named() {
    let house = House::with_cards(ELEVEN);
    let start = house.json(&["deck.toml", "--new", "99"], &[]).fine();
    let ask = start.of_type("ask").remove(0);
    assert_eq!(ask["shape"], "pick-one", "{ask}");
    let ran = house
        .json(
            &["deck.toml", "--new", "99"],
            &[
                r#"{"type":"reply","pick":0}"#,
                r#"{"type":"reply","pick":9}"#,
                r#"{"type":"reply","pick":[1,2]}"#,
                r#"{"type":"reply","pick":99999999999999999999}"#,
                r#"{"type":"reply","arrange":[1]}"#,
            ],
        )
        .fine();
    assert_eq!(ran.of_type("ask").len(), 1);
    assert_eq!(ran.of_type("error").len(), 5);
    assert!(
        ran.of_type("error")[1]["message"]
            .as_str()
            .unwrap()
            .contains("`9`")
    );
    assert!(ran.of_type("mark").is_empty());
}

#[test]
fn a_reply_of_a_megabyte_is_marked_and_kept() {
    let house = House::with_cards(THREE);
    let long = "x".repeat(1 << 20);
    let ran = house.json(&["deck.toml"], &[&reply(&long)]).fine();
    assert_eq!(ran.of_type("mark")[0]["verdict"], "wrong");
    assert_eq!(house.saved(), 1);
    assert!(house.number("SELECT length(reply) FROM reviews") >= 1 << 20);
}

#[test]
fn the_pretended_clock_moves_by_what_answers_took() {
    let house = House::with_cards(THREE);
    house
        .json(
            &["deck.toml"],
            &[
                r#"{"type":"reply","text":"870","took_ms":60000}"#,
                r#"{"type":"hint","took_ms":500}"#,
                r#"{"type":"skip","took_ms":1500}"#,
            ],
        )
        .fine();
    let start = MONDAY.parse::<jiff::Timestamp>().unwrap().as_millisecond();
    let store = house.open_store();
    let mut statement = store
        .prepare("SELECT at, took_ms FROM reviews ORDER BY at")
        .unwrap();
    let rows: Vec<(i64, i64)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(rows, [(start + 60_000, 60_000), (start + 62_000, 1_500)]);
}

#[test]
fn due_is_the_beginning_of_a_day_in_utc() {
    let due = |zone: &str| {
        let house = House::with_cards(THREE);
        let mut command = house.command(&["study", "--json", "deck.toml"]);
        command.env("TZ", zone);
        let ran = crate::house::run(command, lines(&[&reply("870")]).as_bytes()).fine();
        let mark = ran.of_type("mark").remove(0);
        (
            mark["due"].as_str().unwrap().to_owned(),
            mark["interval_days"].as_f64().unwrap(),
        )
    };
    let (utc, days) = due("UTC");
    let day: jiff::civil::Date = utc[..10].parse().unwrap();
    let monday: jiff::civil::Date = MONDAY[..10].parse().unwrap();
    assert_eq!(f64::from(day.since(monday).unwrap().get_days()), days);
    assert!(utc.ends_with("T04:00:00Z"), "{utc}");
    assert!(due("Asia/Seoul").0.ends_with("T19:00:00Z"));
}

#[test]
fn a_day_and_a_week_later_the_right_cards_are_due() {
    let mut house = House::with_cards(ELEVEN);
    let first = by_keys(&house, &["deck.toml", "--new", "99"], 4_000);
    let due: Vec<(String, String)> = first
        .iter()
        .filter(|o| o["type"] == "mark")
        .map(|mark| {
            let text = |name: &str| mark[name].as_str().unwrap().to_owned();
            (text("card"), text("due"))
        })
        .collect();
    assert!(due.len() >= 11);
    for now in [
        "2026-11-24T03:59:00Z",
        "2026-11-24T07:00:00Z",
        "2026-11-26T07:00:00Z",
        "2026-11-30T07:00:00Z",
    ] {
        let ran = house.at(now).json(&["deck.toml"], &[]).fine();
        let expected = due.iter().filter(|(_, due)| due.as_str() <= now).count();
        assert_eq!(ran.of_type("start")[0]["due"], expected, "{now}");
        assert_eq!(ran.of_type("start")[0]["new"], 0);
        let asks = ran.of_type("ask");
        assert_eq!(asks.is_empty(), expected == 0, "{now}");
        assert!(asks.iter().all(|ask| ask["state"] == "review"));
    }
    let second = by_keys(&house, &["deck.toml"], 4_000);
    let marks: Vec<&Value> = second.iter().filter(|o| o["type"] == "mark").collect();
    assert!(!marks.is_empty());
    for mark in marks {
        let predicted = mark["retrievability"].as_f64().unwrap();
        assert!((0.0..1.0).contains(&predicted), "{mark}");
        assert!(mark["interval_days"].as_f64().unwrap() > 3.0, "{mark}");
    }
}

#[test]
fn the_same_seed_and_time_give_the_same_bytes() {
    let whole = |seed: u64| {
        let mut house = House::with_cards(ELEVEN);
        house.seeded(seed);
        let messages: Vec<String> = (0..40)
            .map(|n| match n % 4 {
                0 => json!({"type": "skip", "took_ms": 700}).to_string(),
                1 => json!({"type": "reply", "pick": 1}).to_string(),
                2 => json!({"type": "reply", "text": "870"}).to_string(),
                _ => json!({"type": "later"}).to_string(),
            })
            .collect();
        let messages: Vec<&str> = messages.iter().map(String::as_str).collect();
        house
            .json(&["deck.toml", "--new", "99"], &messages)
            .fine()
            .out
    };
    assert_eq!(whole(5), whole(5));
    assert_ne!(whole(5), whole(6));
}

#[test]
fn with_one_seed_and_one_time_no_answer_of_a_second_sitting_is_lost() {
    let house = House::with_cards(THREE);
    house.json(&["deck.toml"], &[&reply("870")]).fine();
    house.json(&["deck.toml"], &[&reply("Liu Yunshan")]).fine();
    assert_eq!(house.saved(), 2);
    let third = house.json(&["deck.toml"], &[]).fine();
    assert_eq!(third.of_type("ask")[0]["card"], "deck/word");
    for undo in [
        &["suspend", "deck/word"][..],
        &["suspend", "--undo", "deck/word"],
    ] {
        let mut arguments = undo.to_vec();
        house.write(
            "data/decks/deck.toml",
            std::fs::read(house.path("deck.toml")).unwrap(),
        );
        house.run(&std::mem::take(&mut arguments), "").fine();
    }
    let fourth = house.json(&["deck.toml"], &[]).fine();
    assert_eq!(fourth.of_type("ask").len(), 1, "{}", fourth.out);
}

#[test]
fn the_last_of_several_corrections_counts_though_no_time_passes() {
    for (n, ratings) in [["easy", "again", "hard"], ["again", "easy", "good"]]
        .iter()
        .enumerate()
    {
        for seed in 0..4 {
            let mut house = House::with_cards(THREE);
            house.seeded(seed * 10 + n as u64);
            let mut messages = vec![reply("12")];
            messages.extend(
                ratings
                    .iter()
                    .map(|r| json!({"type": "rate", "rating": r}).to_string()),
            );
            let messages: Vec<&str> = messages.iter().map(String::as_str).collect();
            let ran = house.json(&["deck.toml"], &messages).fine();
            let last = ran.of_type("amended").pop().unwrap();
            let due: jiff::Timestamp = last["due"].as_str().unwrap().parse().unwrap();
            let due_day = due.as_millisecond().div_euclid(86_400_000);
            assert_eq!(
                house.number("SELECT due_day FROM memory"),
                due_day,
                "{ratings:?}"
            );
        }
    }
}

#[test]
fn nothing_due_is_a_sitting_without_questions() {
    let house = House::with_cards(THREE);
    let ran = house.json(&["deck.toml", "--new", "0"], &[]).fine();
    assert_eq!(course(&ran), ["start", "done"]);
}

#[test]
fn a_tag_that_no_card_has_is_refused_before_the_sitting() {
    let ran = House::with_cards(THREE).json(&["deck.toml", "--tag", "geografy"], &[]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("did you mean `geography`?"), "{}", ran.err);
}

#[test]
fn what_is_left_due_is_told_at_the_end() {
    let slow = r#"{"type":"skip","took_ms":60000}"#;
    let ran = House::with_cards(THREE)
        .json(&["deck.toml", "--minutes", "1"], &[slow])
        .fine();
    let done = &ran.of_type("done")[0];
    assert_eq!(
        done["next_due"], "2026-11-23T04:00:00Z",
        "due since this morning"
    );
}

#[test]
fn minutes_end_a_sitting_on_the_minute() {
    let slow = r#"{"type":"reply","text":"870","took_ms":60000}"#;
    let ran = House::with_cards(THREE)
        .json(&["deck.toml", "--minutes", "1"], &[slow])
        .fine();
    assert_eq!(course(&ran), ["start", "ask 1", "mark 1", "done"]);
    let slow = r#"{"type":"reply","text":"870","took_ms":59999}"#;
    let ran = House::with_cards(THREE)
        .json(&["deck.toml", "--minutes", "1"], &[slow])
        .fine();
    assert_eq!(course(&ran), ["start", "ask 1", "mark 1", "ask 2", "done"]);
}

#[test]
fn talk_about_decks_goes_to_stderr() {
    let house = House::with_cards(&format!("{THREE}\n[[card]]\nquestion = \"No answer?\"\n"));
    let ran = house.json(&["deck.toml"], &[]);
    assert_eq!(ran.code, 0);
    assert_eq!(course(&ran), ["start", "ask 1", "done"]);
    assert!(ran.err.contains("1 card"), "{}", ran.err);
    assert!(ran.err.contains("retain check deck.toml"), "{}", ran.err);
}
