//! A test on paper: forms with the same questions, and keys that fit them.

use std::collections::BTreeMap;
use std::fs;

use retain::ask::{Reply, Shape};
use retain::deck::read::read;

use crate::browser::{browser, printed, sheets};
use crate::house::House;

/// What stands between two marks, for each time that it does.
fn between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    let parts = text.split(from).skip(1);
    parts.map(|part| &part[..part.find(to).unwrap()]).collect()
}

/// The part of a page for a form: its questions or its key, by card, in their order.
fn items<'t>(page: &'t str, part: &str, form: &str) -> Vec<(&'t str, &'t str)> {
    let start = format!("<section class=\"{part}\" data-form=\"{form}\">");
    let section = between(page, &start, "</section>");
    assert_eq!(section.len(), 1, "{part} {form}");
    let items = section[0].split("data-card=\"").skip(1);
    items.map(|item| item.split_once('"').unwrap()).collect()
}

/// The letters and texts of options: not of what stands beside them.
fn options(question: &str) -> BTreeMap<&str, String> {
    let letters = between(question, "<span class=\"letter\">", "</span></li>");
    let options = letters.iter().map(|option| {
        let (letter, text) = option.split_once("</span><span>").unwrap();
        (letter, text.replace("&amp;", "&").replace("&quot;", "\""))
    });
    options.collect()
}

#[test]
fn two_forms_ask_the_same_in_another_order_and_their_keys_are_right() {
    let mut asked = 0;
    for (name, text) in [
        ("overview", include_str!("../../decks/overview.toml")),
        ("kinds", include_str!("../../fuzz/src/kinds.toml")),
    ] {
        let mut house = House::new();
        house.seeded(5);
        house.write("kinds.toml", include_str!("../../fuzz/src/kinds.toml"));
        let named = if name == "kinds" { "kinds.toml" } else { name };
        let ran = house.run(&["print", named, "-o", "test.html"], "");
        assert_eq!(ran.code, 0, "{}", ran.whole());
        let page = fs::read_to_string(house.path("test.html")).unwrap();
        let deck = read(text.as_bytes(), name).deck.unwrap();
        let cards = |form: &str| {
            let items = items(&page, "sheet", form).into_iter();
            items.map(|(card, _)| card.to_owned()).collect::<Vec<_>>()
        };
        let (a, b) = (cards("A"), cards("B"));
        assert_ne!(a, b);
        let sorted = |mut cards: Vec<String>| {
            cards.sort();
            cards
        };
        assert_eq!(sorted(a), sorted(b));
        for form in ["A", "B"] {
            let questions = items(&page, "sheet", form);
            let keys = items(&page, "key", form);
            assert_eq!(questions.len(), keys.len());
            for ((id, question), (key_of, key)) in questions.into_iter().zip(keys) {
                assert_eq!(id, key_of);
                let card = deck
                    .cards
                    .iter()
                    .find(|card| card.id.to_string() == id)
                    .unwrap();
                let ask = card.question.ask();
                let right = ask.shape.texts(&card.question.key());
                let options = options(question);
                let letters = between(key, "<strong class=\"letters\">", "</strong>");
                match (&ask.shape, card.question.key()) {
                    (Shape::Type { .. }, Reply::Typed(_)) => assert!(letters.is_empty()),
                    (Shape::Arrange { .. }, _) => {
                        // A number stands at each letter.
                        let mut order: Vec<(usize, &str)> = letters[0]
                            .split(" · ")
                            .map(|pair| {
                                let (letter, number) = pair.split_once(' ').unwrap();
                                (number.parse().unwrap(), options[letter].as_str())
                            })
                            .collect();
                        order.sort_unstable();
                        let order: Vec<&str> = order.into_iter().map(|one| one.1).collect();
                        assert_eq!(order, right, "{id}");
                    }
                    (shape, _) => {
                        let mut found: Vec<&str> = letters[0]
                            .split(' ')
                            .map(|letter| options[letter].as_str())
                            .collect();
                        let mut right: Vec<&str> = right.iter().map(String::as_str).collect();
                        if matches!(shape, Shape::PickMany { .. }) {
                            found.sort_unstable();
                            right.sort_unstable();
                        }
                        assert_eq!(found, right, "{id}");
                    }
                }
                asked += 1;
            }
        }
    }
    assert!(asked > 40, "{asked}");
}

/// A deck whose every line says whose it is; its questions are of many heights.
fn tall(questions: usize) -> String {
    let card = |n: usize| {
        let lines = |what: &str, many: usize| -> Vec<String> {
            (0..many)
                .map(|line| format!("q{n:02}{what}{line} of this question"))
                .collect()
        };
        let stem = lines("s", 1 + n * 7 % 12).join("\n\n");
        let wrong = lines("w", 2 + n % 4);
        format!(
            "[[card]]\nquestion = \"\"\"\n{stem}\"\"\"\nanswer = \"q{n:02}k\"\ndistractors = {wrong:?}\n"
        )
    };
    (10..10 + questions).map(card).collect()
}

#[test]
fn no_question_is_cut_by_a_sheet_and_each_key_begins_one() {
    let Some(browser) = browser() else { return };
    let mut house = House::with_cards(&tall(40));
    house.seeded(3);
    let ran = house.run(
        &["print", "deck.toml", "--count", "40", "-o", "test.html"],
        "",
    );
    assert_eq!(ran.code, 0, "{}", ran.whole());
    let Some(sheets) = sheets(&printed(&browser, &house, "test.html")) else {
        return;
    };
    let mut part = "";
    let mut begun: Vec<&str> = Vec::new();
    // By part and card: on which sheets its lines stand.
    let mut places: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (n, sheet) in sheets.iter().enumerate() {
        let parts = [
            "Test – form A",
            "Test – form B",
            "Key – form A",
            "Key – form B",
        ];
        let titles: Vec<&str> = parts
            .into_iter()
            .filter(|title| sheet.contains(title))
            .collect();
        assert!(titles.len() < 2, "{sheet}");
        begun.extend(&titles);
        part = titles.first().unwrap_or(&part);
        let cards = sheet.split_whitespace().filter_map(|word| word.get(..3));
        for card in cards.filter(|card| card.starts_with('q') && card[1..].parse::<u8>().is_ok()) {
            let on = places.entry((part, card)).or_default();
            if on.last() != Some(&n) {
                on.push(n);
            }
        }
    }
    assert_eq!(
        begun,
        [
            "Test – form A",
            "Test – form B",
            "Key – form A",
            "Key – form B"
        ]
    );
    assert_eq!(places.len(), 4 * 40);
    for (question, on) in places {
        assert_eq!(on.len(), 1, "{question:?} stands on {on:?}");
    }
}

#[test]
fn the_command_that_is_told_prints_the_same_once_more() {
    let house = House::with_cards(
        "[[card]]\nquestion = \"Which?\"\nanswer = \"this\"\ndistractors = [\"that\", \"none\"]\n",
    );
    let run = |words: &[&str]| {
        let mut command = house.bare();
        command.args(["--data-dir", "data"]).args(words);
        crate::house::run(command, b"")
    };
    let first = run(&["print", "deck.toml", "--forms", "x,y z", "-o", "a.html"]);
    assert_eq!(first.code, 0, "{}", first.whole());
    let told = first.out.trim_end().rsplit_once("retain ").unwrap().1;
    let mut words = shell_words::split(told).unwrap();
    words.extend(["-o".to_owned(), "b.html".to_owned()]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    assert_eq!(run(&words).code, 0);
    let [a, b] = ["a.html", "b.html"].map(|file| fs::read(house.path(file)).unwrap());
    assert_eq!(a, b);
    assert!(String::from_utf8(a).unwrap().contains("form y z"));
}

#[test]
fn paper_and_screen_draw_the_same_with_one_seed() {
    let mut house = House::new();
    house.seeded(42);
    house.run(
        &["print", "overview", "--count", "6", "-o", "test.html"],
        "",
    );
    let page = fs::read_to_string(house.path("test.html")).unwrap();
    let mut paper: Vec<String> = items(&page, "sheet", "A")
        .into_iter()
        .map(|(card, _)| card.to_owned())
        .collect();
    let next = "{\"type\": \"next\"}\n".repeat(6);
    let test = house.run(&["test", "overview", "--count", "6", "--json"], next);
    let asks = test.of_type("ask");
    let mut screen: Vec<String> = asks
        .iter()
        .map(|ask| ask["card"].as_str().unwrap().to_owned())
        .collect();
    paper.sort();
    screen.sort();
    assert_eq!(paper, screen);
}

#[test]
fn what_cannot_be_printed_is_refused_and_nothing_is_written() {
    let house = House::with_cards("[[card]]\nquestion = \"Which?\"\nanswer = \"this\"\n");
    for (more, message) in [
        (
            &["--count", "2"][..],
            "2 questions are asked for, and there are 1",
        ),
        (&["--forms", "A,A"], "the form `A` is named twice"),
        (
            &["--forms", "A,"],
            "short names with commas between them would do",
        ),
        (&["-o", "no/test.html"], "`no/test.html` cannot be written"),
        (
            &["-o", "deck.toml"],
            "`deck.toml` is there, and does not end in `.html`",
        ),
        (&["--tag", "rivers"], "no card has the tag `rivers`"),
    ] {
        let mut arguments = vec!["print", "deck.toml"];
        arguments.extend(more);
        let ran = house.run(&arguments, "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.whole());
        assert!(ran.err.contains(message), "{}", ran.err);
        assert!(!house.path("test.html").exists());
    }
}
