//! `retain test`: a sitting with a score, in plain and in JSON lines.

use serde_json::{Value, json};

use crate::house::{House, MONDAY, Ran};

const RIVERS: &str = r#"
[[card]]
id = "sea"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
tags = ["mouth"]
explanation = "Its delta lies between Romania and Ukraine."

[[card]]
id = "city"
question = "Which of these lies on the Danube?"
answer = "Vienna"
distractors = ["Prague", "Warsaw", "Rome"]
tags = ["city"]

[[card]]
id = "word"
kind = "flip"
question = "Donau"
answer = "Danube"
"#;

fn test(house: &House, more: &[&str], messages: &[Value]) -> Ran {
    let mut arguments = vec!["test", "deck.toml", "--json", "--with-key"];
    arguments.extend(more);
    let lines: String = messages.iter().map(|m| format!("{m}\n")).collect();
    house.run(&arguments, lines)
}

fn rivers() -> House {
    let mut house = House::with_cards(RIVERS);
    house.at(MONDAY);
    house.seeded(3);
    house
}

fn kinds(ran: &Ran) -> Vec<String> {
    let name = |object: &Value| object["type"].as_str().unwrap().to_owned();
    ran.objects().iter().map(name).collect()
}

/// The reply that is right to the question asked last.
fn right(ran: &Ran) -> Value {
    let ask = ran.of_type("ask").pop().unwrap();
    let mut message = ask["key"].clone();
    message["type"] = json!("reply");
    message
}

#[test]
fn a_test_in_plain_lines_says_nothing_of_marks_until_the_end() {
    let house = rivers();
    let ran = house.run(
        &[
            "test",
            "deck.toml",
            "--plain",
            "--time",
            "10m",
            "--pass",
            "60%",
        ],
        ":back\nx\n3\nthe blakc sea\n:go 1\n2\n:next\n:hand-in\n",
    );
    insta::assert_snapshot!(ran.whole());
}

#[test]
fn a_test_that_broke_off_goes_on_with_the_questions_as_they_were() {
    let house = rivers();
    let first = test(&house, &["--time", "10m"], &[]).fine_code();
    let sure = test(&house, &[], &[right(&first)]).fine_code();
    assert_eq!(kinds(&sure), ["start", "ask", "kept", "ask"]);
    // What was asked stays what is asked and marked, whatever becomes of the deck.
    let edited = RIVERS
        .replace("Vienna", "Bratislava")
        .replace("Black", "Red");
    house.deck("deck.toml", &edited);
    let again = test(&house, &[], &[json!({"type": "hand-in"})]);
    let start = &again.objects()[0];
    assert_eq!(
        (&start["answered"], &start["questions"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(again.of_type("ask"), sure.of_type("ask")[1..]);
    let done = again.of_type("done").pop().unwrap();
    assert_eq!((&done["points"], &done["of"]), (&json!(1.0), &json!(2)));
    assert_eq!(done["why"], "handed-in");
    // The next one asks the deck as it is now.
    let next = test(&house, &[], &[]).fine_code();
    assert!(next.whole().contains("Bratislava"), "{}", next.whole());
}

#[test]
fn the_time_closes_a_test_with_what_was_answered() {
    let house = rivers();
    let first = test(&house, &["--time", "60s"], &[]).fine_code();
    let mut late = right(&first);
    late["took_ms"] = json!(60_000);
    let ran = test(&house, &[], &[late]);
    assert_eq!(
        kinds(&ran),
        ["start", "ask", "mark", "mark", "done"],
        "{}",
        ran.whole()
    );
    let done = ran.of_type("done").pop().unwrap();
    assert_eq!(
        (&done["why"], &done["answered"]),
        (&json!("time"), &json!(0))
    );
}

#[test]
fn below_the_pass_mark_the_exit_code_is_1_and_the_last_score_is_told_next_time() {
    let house = rivers();
    let failed = test(&house, &["--pass", "60%"], &[json!({"type": "hand-in"})]);
    assert_eq!(failed.code, 1, "{}", failed.whole());
    let passed = test(&house, &["--pass", "0%"], &[json!({"type": "hand-in"})]).fine_code();
    let done = passed.of_type("done").pop().unwrap();
    assert_eq!(
        (&done["passed"], &done["last"]),
        (&json!(true), &json!(0.0))
    );
}

#[test]
fn a_test_is_apart_from_reviews_unless_the_settings_say_otherwise() {
    let house = rivers();
    let answer_all = |house: &House| {
        let first = test(house, &[], &[]);
        let second = test(house, &[], &[right(&first)]);
        test(house, &[], &[right(&second), json!({"type": "hand-in"})]).fine_code();
    };
    answer_all(&house);
    assert_eq!(house.saved(), 0);
    house.write("home/.config/retain/config.toml", "tests_count = true\n");
    answer_all(&house);
    assert_eq!(house.saved(), 2);
}

#[test]
fn what_cannot_be_set_is_refused() {
    let house = rivers();
    for (more, message) in [
        (
            &["--count", "9"][..],
            "9 questions are asked for, and there are 2",
        ),
        (&["--count", "0"], "a number of questions, 1 or more"),
        (&["--time", "0m"], "a time such as 30m"),
        (&["--time", "30"], "a time such as 30m"),
        (&["--tag", "sities"], "no card has the tag `sities`"),
        (&["--pass", "700%"], "would do"),
    ] {
        let ran = test(&house, more, &[]);
        assert_eq!(ran.code, 2, "{}", ran.whole());
        assert!(ran.whole().contains(message), "{}", ran.whole());
    }
}

#[test]
fn a_line_that_does_not_fit_is_an_error_and_the_question_stands() {
    let house = rivers();
    let ran = test(
        &house,
        &[],
        &[
            json!({"type": "hint"}),
            json!({"type": "reply", "pick": 17}),
            json!({"type": "reply", "n": 2, "text": "x"}),
            json!({"type": "go", "n": 7}),
            json!({"type": "back"}),
        ],
    )
    .fine_code();
    assert_eq!(
        kinds(&ran),
        ["start", "ask", "error", "error", "error", "error", "error"]
    );
}

#[test]
fn a_test_that_is_open_does_not_go_on_under_other_terms() {
    let house = rivers();
    let open = [
        "--time", "10m", "--pass", "50%", "--count", "1", "--tag", "city",
    ];
    test(&house, &open, &[]).fine_code();
    test(&house, &open, &[]).fine_code();
    let other = test(
        &house,
        &["--pass", "90%", "--count", "2", "--tag", "mouth"],
        &[],
    );
    assert_eq!((other.code, other.out.as_str()), (2, ""));
    assert_eq!(
        other.err,
        "retain: a test of these decks is open, and was set otherwise: with 1 question, passed \
         from 50 % on, with the tags city; `retain test deck.toml` goes on with it, `--anew` \
         gives it up\n"
    );
    let anew = test(&house, &["--pass", "90%", "--anew"], &[]).fine_code();
    assert_eq!(anew.objects()[0]["questions"], 2);
}

#[test]
fn a_test_whose_time_ran_out_does_not_stand_in_the_way_of_another() {
    let mut house = rivers();
    test(&house, &["--time", "10m", "--count", "1"], &[]).fine_code();
    house.at("2026-11-23T09:00:00Z");
    let other = test(&house, &["--time", "20m"], &[]).fine_code();
    assert_eq!(other.objects()[0]["questions"], 2);
    assert!(
        other
            .err
            .contains("the test that was open ran out of time, and came to 0 of 1"),
        "{}",
        other.err
    );
}

#[test]
fn in_json_a_test_whose_time_is_over_begins_before_its_marks() {
    let mut house = rivers();
    test(&house, &["--time", "10m"], &[]).fine_code();
    house.at("2026-11-23T09:00:00Z");
    let over = test(&house, &[], &[]).fine_code();
    assert_eq!(kinds(&over), ["start", "mark", "mark", "done"]);
}

#[test]
fn a_test_goes_on_whatever_has_become_of_the_file() {
    let house = rivers();
    let first = test(&house, &["--time", "10m"], &[]).fine_code();
    for broken in [Some([0xff, 0xfe]), None] {
        match broken {
            Some(text) => std::fs::write(house.path("deck.toml"), text).unwrap(),
            None => std::fs::remove_file(house.path("deck.toml")).unwrap(),
        }
        let again = test(&house, &[], &[]).fine_code();
        assert_eq!(again.of_type("ask"), first.of_type("ask"));
        assert!(
            again.err.contains("as they were when it began"),
            "{}",
            again.err
        );
        // There is nothing to begin another one with.
        let anew = test(&house, &["--anew"], &[]);
        assert_eq!((anew.code, anew.out.as_str()), (2, ""), "{}", anew.err);
    }
    test(&house, &[], &[right(&first), json!({"type": "hand-in"})]).fine_code();
}

#[test]
fn a_broken_deck_named_by_its_id_is_not_just_missing() {
    let house = rivers();
    std::fs::create_dir(house.path("data/decks")).unwrap();
    std::fs::write(house.path("data/decks/rivers.toml"), [0xff, 0xfe]).unwrap();
    for command in ["test", "study"] {
        let ran = house.run(&[command, "rivers"], "");
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("rivers.toml` is left out"), "{}", ran.err);
    }
}

#[test]
fn what_a_test_leaves_out_is_said() {
    let house = rivers();
    let more = "\n[[card]]\nquestion = \"Which gorge?\"\nanswer = \"the Iron Gates\"\ndraft = true\n\
                \n[[card]]\nquestion = \"Which delta?\"\nanswer = \"its own\"\nsuspended = true\n";
    house.deck("deck.toml", &format!("{RIVERS}{more}"));
    let ran = test(&house, &[], &[]).fine_code();
    assert!(
        ran.err.contains(
            "left out: 1 draft, 1 suspended card, 1 card of the kind `flip`, which the learner \
             grades"
        ),
        "{}",
        ran.err
    );
}
