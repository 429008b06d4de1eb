//! `retain coverage`: what a teacher reads about a text, what a script reads, and bad texts.

use serde_json::Value;

use crate::house::House;

const DECK: &str = r#"[deck]
title = "The Danube"
id = "danube"

[sources.atlas]
title = "A river of ten countries"

[[card]]
id = "length"
question = "How long is the Danube?"
answer = 2850
unit = "km"
source = "atlas#2"

[[card]]
id = "author"
question = "Who described the river in 1726?"
answer = "Luigi Ferdinando Marsili"
source = "atlas#2"

[[card]]
id = "war"
kind = "date"
question = "From when to when did the war last?"
answer = "1683/1699"
source = "atlas"
"#;

const TEXT: &str = "# The Danube\n\nThe **Danube** is 2,850 km long and reaches ten countries: \
    café after café from\nUlm to the Black Sea. Luigi Ferdinando Marsili described it in 1726.\n\n\
    He had fought in the war of 1683–99. It was the second siege of Vienna; Marsili \
    escaped.\u{1b}[2J\n";

fn house() -> House {
    let house = House::new();
    house.write("danube.toml", DECK);
    house.write("danube.md", TEXT);
    house
}

fn coverage(house: &House, more: &[&str]) -> crate::house::Ran {
    let mut arguments = vec!["coverage", "danube.toml"];
    arguments.extend(more);
    house.run(&arguments, "")
}

#[test]
fn the_text_is_shown_with_what_is_asked() {
    let house = house();
    let shown = coverage(&house, &["--text", "atlas=danube.md"]).fine();
    insta::assert_snapshot!("shown", shown.out);
}

#[test]
fn every_fact_has_its_place_in_characters() {
    let house = house();
    let ran = coverage(&house, &["--text", "atlas=danube.md", "--json"]).fine();
    let object: Value = serde_json::from_str(&ran.out).unwrap();
    let characters: Vec<char> = TEXT.chars().collect();
    let facts = object["facts"].as_array().unwrap();
    for fact in facts {
        let at = |key: &str| usize::try_from(fact[key].as_u64().unwrap()).unwrap();
        let there: String = characters[at("start")..at("end")].iter().collect();
        assert_eq!(there, fact["text"].as_str().unwrap());
    }
    let asked: Vec<(&str, &Value)> = facts
        .iter()
        .filter(|fact| fact["asked_by"] != serde_json::json!([]))
        .map(|fact| (fact["text"].as_str().unwrap(), &fact["asked_by"][0]))
        .collect();
    assert_eq!(
        asked,
        [
            ("2,850 km", &Value::from("danube/length")),
            ("Luigi Ferdinando Marsili", &Value::from("danube/author")),
            ("1683–99", &Value::from("danube/war")),
            ("Marsili", &Value::from("danube/author")),
        ]
    );
    assert_eq!(object["paragraphs"][1]["n"], 2);
    assert_eq!(
        object["paragraphs"][1]["cards"],
        serde_json::json!(["danube/length", "danube/author"])
    );
    assert_eq!(object["summary"]["asked"], 3);
}

#[test]
fn two_texts_are_one_document_that_says_which_is_which() {
    let house = house();
    let more = "\n[[card]]\nid = \"bridges\"\nquestion = \"How many bridges?\"\nanswer = 10\n\
                source = \"town#1\"\n";
    let deck = DECK.replace(
        "[[card]]\nid = \"length\"",
        "[sources.town]\ntitle = \"Vienna\"\n\n[[card]]\nid = \"length\"",
    );
    house.write("danube.toml", deck + more);
    house.write("town.txt", "Ten bridges of Vienna cross the Danube.\n");
    let texts = ["--text", "atlas=danube.md", "--text", "town=town.txt"];
    let ran = coverage(&house, &[&texts[..], &["--json"]].concat()).fine();
    let object: Value = serde_json::from_str(&ran.out).unwrap();
    let of = |key: &str, source: &str| {
        let all = object[key].as_array().unwrap().iter();
        all.filter(|one| one["source"] == source)
            .cloned()
            .collect::<Vec<Value>>()
    };
    assert_eq!(of("paragraphs", "town").len(), 1);
    assert_eq!(of("paragraphs", "town")[0]["n"], 1);
    assert_eq!(of("paragraphs", "atlas").len(), 3);
    let asked = |source: &str| {
        let facts = of("facts", source).into_iter();
        facts
            .filter(|fact| fact["asked_by"] != serde_json::json!([]))
            .count()
    };
    assert_eq!((asked("atlas"), asked("town")), (4, 1));
    assert_eq!(object["summary"]["asked"], 4);
    // Facts of two texts never share a number.
    let numbers = |source: &str| -> Vec<u64> {
        let facts = of("facts", source).into_iter();
        facts.map(|fact| fact["fact"].as_u64().unwrap()).collect()
    };
    assert!(
        numbers("atlas")
            .iter()
            .all(|n| !numbers("town").contains(n))
    );
}

#[test]
fn drafts_and_false_statements_ask_nothing_of_what_they_say() {
    let house = house();
    let cards = "\n[[card]]\nid = \"siege\"\nquestion = \"He fought at Ulm in 1726.\"\n\
                 answer = false\nsource = \"atlas#3\"\n\n[[card]]\nid = \"countries\"\n\
                 question = \"How many countries?\"\nanswer = 10\nsource = \"atlas#2\"\n\
                 draft = true\n";
    house.write("danube.toml", format!("{DECK}{cards}"));
    let shown = coverage(&house, &["--text", "atlas=danube.md"]).fine();
    insta::assert_snapshot!("drafted", shown.out);
    let ran = coverage(&house, &["--text", "atlas=danube.md", "--json"]).fine();
    let object: Value = serde_json::from_str(&ran.out).unwrap();
    let fact = |text: &str| {
        let mut facts = object["facts"].as_array().unwrap().iter();
        facts.find(|fact| fact["text"] == text).unwrap()
    };
    assert_eq!(fact("1726")["asked_by"], serde_json::json!([]));
    assert_eq!(
        fact("1726")["mentioned_by"],
        serde_json::json!(["danube/author", "danube/siege"])
    );
    assert_eq!(fact("ten")["asked_by"], serde_json::json!([]));
    assert_eq!(
        fact("ten")["drafted_by"],
        serde_json::json!(["danube/countries"])
    );
    assert_eq!(
        object["paragraphs"][1]["drafts"],
        serde_json::json!(["danube/countries"])
    );
    assert_eq!(object["summary"]["drafted"], 1);
}

#[test]
fn the_text_beside_the_deck_is_found_by_its_name() {
    let house = house();
    let named = DECK.replace("ten countries\"", "ten countries\"\nfile = \"danube.md\"");
    house.write("danube.toml", named);
    let by_file = coverage(&house, &[]).fine();
    let by_name = coverage(&house, &["--text", "atlas=danube.md"]).fine();
    assert_eq!(by_file.out, by_name.out);
}

#[test]
fn texts_that_are_none_are_refused_with_their_reason() {
    let house = house();
    house.write("latin.txt", b"caf\xe9");
    house.write("empty.txt", " \n\n\t\n");
    house.write("large.txt", vec![b'a'; (4 << 20) + 1]);
    house.write("lines.txt", "x".repeat(2 << 20));
    house.write("zero.txt", "A\0B in 1950\0.");
    let mut said = String::new();
    for text in [
        "atlas=none.txt",
        "atlas=latin.txt",
        "atlas=empty.txt",
        "atlas=large.txt",
        "atls=danube.md",
        "atlas",
    ] {
        let ran = coverage(&house, &["--text", text]);
        said.push_str(&format!("== {text}\n{}", ran.whole()));
    }
    let ran = coverage(&house, &[]);
    said.push_str(&format!("== no text\n{}", ran.whole()));
    insta::assert_snapshot!("refused", said);
    coverage(&house, &["--text", "atlas=lines.txt"]).fine_code();
    let zero = coverage(&house, &["--text", "atlas=zero.txt"]).fine_code();
    assert!(!zero.out.contains('\0'), "{}", zero.out);
}

#[test]
fn a_paragraph_that_is_not_there_is_said() {
    let house = house();
    house.write("danube.toml", DECK.replace("atlas#2", "atlas#9"));
    let ran = coverage(&house, &["--text", "atlas=danube.md"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.contains("names paragraph 9 of `atlas`"),
        "{}",
        ran.err
    );
}

#[test]
fn a_text_outside_of_the_decks_folder_is_not_opened_on_a_decks_word() {
    let house = house();
    house.write("secret.txt", "Nobody knew it in 1950.");
    let link = house.path("decks/link.txt");
    let absolute = house.path("secret.txt").display().to_string();
    for file in [
        "../secret.txt",
        "link.txt",
        "a/../../secret.txt",
        absolute.as_str(),
    ] {
        let named = format!("ten countries\"\nfile = \"{file}\"");
        house.write("decks/danube.toml", DECK.replace("ten countries\"", &named));
        if !link.exists() {
            std::os::unix::fs::symlink(house.path("secret.txt"), &link).unwrap();
        }
        let ran = house.run(&["coverage", "decks/danube.toml"], "");
        assert_eq!(ran.code, 2, "{file}: {}", ran.out);
        assert!(
            ran.err.contains("leads out of the deck's folder"),
            "{}",
            ran.err
        );
        assert!(!ran.out.contains("1950"));
    }
}
