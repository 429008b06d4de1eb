use super::*;

/// A deck with one sound card before and one after what is given.
fn deck(card: &str) -> String {
    let sound = |id: &str, asked: &str| {
        format!(
            "[[card]]\nid = \"{id}\"\nquestion = \"Who {asked}, then?\"\nanswer = \"Ada {id}\"\n"
        )
    };
    let (before, after) = (sound("before", "came"), sound("after", "went"));
    format!("[deck]\ntitle = \"T\"\n[sources.cfr]\n{before}{card}\n{after}")
}

/// Where `‸` stands in a text, and the text without it.
fn marked(text: &str) -> (usize, String) {
    let at = text.find('‸').expect("a mark");
    (at, text.replace('‸', ""))
}

fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn each_fault_is_found_in_its_place_and_nothing_else() {
    let choice = "question = \"Which one is it?\"\nanswer = \"a\"\n";
    let typed = "question = \"Which one is it?\"\nanswer = \"abc\"\n";
    let number = "question = \"How many are there?\"\n";
    for (code, card) in [
        (
            "unknown-key",
            "[[card]]\nquestion = \"Is it so?\"\n‸anwser = \"yes\"",
        ),
        ("unknown-key", &format!("[[card]]\n{typed}‸tolerance = 2")),
        ("unknown-key", &format!("[[card]]\n{typed}‸picture = \"x\"")),
        ("wrong-type", &format!("[[card]]\n{typed}hint = ‸3")),
        ("wrong-type", &format!("[[card]]\n{typed}typos = ‸\"no\"")),
        (
            "wrong-type",
            "[[card]]\nquestion = \"Is it so?\"\nanswer = ‸{ a = 1 }",
        ),
        ("missing-key", "‸[[card]]\nquestion = \"Is it so?\""),
        ("missing-key", "‸[[card]]\nanswer = \"abc\""),
        (
            "missing-value",
            "[[card]]\nquestion = ‸\" \"\nanswer = \"abc\"",
        ),
        (
            "missing-value",
            "[[card]]\nquestion = \"Which are they?\"\nanswer = ‸[]",
        ),
        (
            "key-among-distractors",
            &format!("[[card]]\n{choice}distractors = [\"b\", ‸\"A\"]"),
        ),
        (
            "answer-not-among-options",
            "[[card]]\nquestion = \"Which one is it?\"\nanswer = ‸\"a\"\noptions = [\"b\", \"c\"]",
        ),
        (
            "duplicate-options",
            &format!("[[card]]\n{choice}distractors = [\"b\", ‸\"B\"]"),
        ),
        (
            "two-option-lists",
            &format!("[[card]]\n{choice}distractors = [\"b\"]\n‸options = [\"a\", \"b\"]"),
        ),
        (
            "too-few-options",
            &format!("[[card]]\n{choice}options = ‸[\"a\"]"),
        ),
        ("bad-regex", &format!("[[card]]\n{typed}regex = ‸\"(\"")),
        (
            "key-rejected",
            &format!("[[card]]\n{typed}reject = [‸\"ABC\"]"),
        ),
        (
            "bad-value",
            &format!("[[card]]\n{number}answer = 5\ntolerance = ‸\"many\""),
        ),
        (
            "bad-value",
            "[[card]]\nkind = \"date\"\nquestion = \"When was it?\"\nanswer = ‸\"2006-13\"",
        ),
        (
            "bad-value",
            "[[card]]\nquestion = \"Which are they?\"\nanswer = [\"x1\", \"y1\"]\nneed = ‸3",
        ),
        (
            "bad-value",
            &format!("[[card]]\n{typed}source = ‸\"cfr#0\""),
        ),
        (
            "unknown-source",
            &format!("[[card]]\n{typed}source = ‸\"cfx#1\""),
        ),
        (
            "tolerance-reaches-distractor",
            &format!("[[card]]\n{number}answer = 5\ntolerance = 1\ndistractors = [9, ‸6]"),
        ),
        (
            "answer-shown",
            "[[card]]\nquestion = \"What is abc called?\"\nanswer = ‸\"abc\"",
        ),
        ("unbalanced-cloze", "[[card]]\ncloze = \"a ‸{{b\""),
        ("unbalanced-cloze", "[[card]]\ncloze = \"a ‸}} {{b}}\""),
        ("missing-gap", "[[card]]\ncloze = ‸\"no gap\""),
        ("copied-id", &format!("[[card]]\nid = ‸\"before\"\n{typed}")),
        ("bad-id", &format!("[[card]]\nid = ‸\"Not An Id\"\n{typed}")),
        (
            "unknown-kind",
            &format!("[[card]]\nkind = ‸\"txet\"\n{typed}"),
        ),
        (
            "control-character",
            "[[card]]\nquestion = ‸\"a \\u001b[31m b\"\nanswer = \"abc\"",
        ),
        (
            "control-character",
            &format!("[[card]]\n{typed}tags = [\"x\", ‸\"\\u202e\"]"),
        ),
        (
            "syntax",
            "[[card]]\nquestion = \"Is it so?\"\nanswer = [\"a\", \"b\"‸",
        ),
        (
            "syntax",
            "[[card]]\nquestion = \"Is it so?‸\nanswer = \"abc\"",
        ),
        (
            "syntax",
            &format!("‸[[card]\nid = \"x\"\n{typed}anwser = 1"),
        ),
        ("syntax", &format!("‸[card]] # one\n{typed}")),
        (
            "answer-shown",
            "[[card]]\nquestion = \"True or false: it is.\"\nanswer = ‸\"false\"",
        ),
    ] {
        let (at, text) = marked(&deck(card));
        let reading = read(text.as_bytes(), "test");
        assert_eq!(codes(&reading), [code], "{card}\n{:#?}", reading.faults);
        assert_eq!(
            reading.faults[0].span.start, at,
            "{card}\n{:#?}",
            reading.faults
        );
        let cards: Vec<_> = reading
            .deck
            .iter()
            .flat_map(|deck| &deck.cards)
            .map(|card| card.entry.as_str())
            .collect();
        assert_eq!(cards, ["before", "after"], "{card}");
        assert_eq!((reading.left_out, reading.entries), (1, 3), "{card}");
    }
}

#[test]
fn what_a_slip_in_toml_wants_is_said() {
    let card = |line: &str| format!("[deck]\ntitle = \"T\"\n[[card]]\n{line}\n");
    for (line, wants) in [
        ("question = “Is it so?”", "straight ones"),
        ("question = „Ist es so?“", "straight ones"),
        ("question = \"Is it so?”", "straight ones"),
        ("question = \"Is it so?", "end of the text is missing"),
        ("question = Is it so?", "stands between quotes"),
        ("question = \"Is \"it\" so?\"", "between single quotes"),
    ] {
        let reading = read(card(line).as_bytes(), "t");
        let fault = reading.faults.iter().find(|fault| fault.code == "syntax");
        let help = fault.and_then(|fault| fault.help.as_deref());
        assert!(
            help.is_some_and(|help| help.contains(wants)),
            "{line}: {help:?}"
        );
    }
}

#[test]
fn an_answer_true_in_quotes_wants_no_quotes() {
    let text = "[deck]\ntitle = \"T\"\n[[card]]\nquestion = \"True or false: it is.\"\nanswer = \"True\"\n";
    let fault = &read(text.as_bytes(), "t").faults[0];
    assert_eq!(
        fault.help.as_deref(),
        Some("without quotes it is a true-false card: `answer = true`")
    );
    assert_eq!(
        fault.fix.as_ref().map(|fix| fix.text.as_str()),
        Some("true")
    );
}

#[test]
fn a_text_is_told_once_to_be_no_deck() {
    let text = "# Rivers\n\nThe Danube is long [1].\n\n- one\n- two, \"three\" = four\n";
    let reading = read(text.as_bytes(), "t");
    assert_eq!(codes(&reading), ["not-a-deck"]);
    let help = reading.faults[0].help.as_deref();
    assert_eq!(help, Some("`retain draft FILE` makes a deck from a text"));
}

#[test]
fn all_faults_of_a_file_are_found_in_one_pass() {
    let text = "[deck]\ntitel = \"T\"\n[[card]]\nanwser = 1\n[[card]]\nquestion = \"Open?\"\nanswer = [1\n\
                [[card]]\nkind = \"x\"\n[[card]]\nquestion = 3\nanswer = 4\nhint = false\n";
    let reading = read(text.as_bytes(), "t");
    assert_eq!(
        codes(&reading),
        [
            "unknown-key",
            "missing-key",
            "unknown-key",
            "syntax",
            "unknown-kind",
            "wrong-type",
            "wrong-type"
        ]
    );
}

#[test]
fn the_kind_follows_from_what_is_written() {
    for (kind, card) in [
        ("text", "answer = \"x1\""),
        ("number", "answer = 870"),
        ("number", "answer = 8.70"),
        (
            "number",
            "answer = 870\ndistractors = [900]\ntolerance = 10",
        ),
        ("date", "answer = 2006-10-09"),
        ("date", "kind = \"date\"\nanswer = \"1950/1953\""),
        ("true-false", "answer = false"),
        ("choice", "answer = \"x1\"\ndistractors = [\"y1\"]"),
        ("choice", "answer = 1950\noptions = [1945, 1950]"),
        ("multiple", "answer = [\"x1\"]\ndistractors = [\"y1\"]"),
        (
            "multiple",
            "answer = [2014, 2015]\noptions = [2013, 2014, 2015]",
        ),
        ("list", "answer = [\"x1\", [\"y1\", \"z1\"]]"),
        ("order", "order = [\"x1\", \"y1\"]"),
        ("match", "pairs = [[\"x1\", \"y1\"], [\"x2\", \"y2\"]]"),
        ("flip", "kind = \"flip\"\nanswer = \"x1\""),
    ] {
        let text =
            format!("[deck]\ntitle = \"T\"\n[[card]]\nquestion = \"Which of them?\"\n{card}\n");
        let reading = read(text.as_bytes(), "t");
        assert_eq!(reading.faults, [], "{card}");
        assert_eq!(reading.deck.unwrap().cards[0].kind, kind, "{card}");
    }
}

#[test]
fn one_entry_makes_several_cards() {
    let text = "[deck]\ntitle = \"T\"\n[[card]]\nid = \"a\"\ncloze = \"{{c1::x}} {{c1::y}} {{z}}\"\n\
                [[card]]\nid = \"b\"\nkind = \"flip\"\nquestion = \"Front side\"\nanswer = \"back\"\nreverse = true\n";
    let deck = read(text.as_bytes(), "t").deck.unwrap();
    let ids: Vec<_> = deck
        .cards
        .iter()
        .map(|card| card.id.card.as_str())
        .collect();
    assert_eq!(ids, ["a/1", "a/2", "b", "b/reverse"]);
    let lines: Vec<_> = deck.cards.iter().map(|card| card.line).collect();
    assert_eq!(lines, [3, 3, 6, 6]);
}

#[test]
fn an_id_is_made_of_the_content_and_of_nothing_else() {
    let id = |card: &str| {
        let text = format!("[deck]\ntitle = \"T\"\n{card}");
        read(text.as_bytes(), "t").deck.unwrap().cards[0]
            .id
            .card
            .clone()
    };
    let card = id("[[card]]\nquestion = \"Who is it?\"\nanswer = \"Ada\"\n");
    let explained = "[[card]]\nanswer = 'Ada' # her\ntags = [\"x\"]\nquestion = \"Who is it?\"\nexplanation = \"y\"\n";
    assert_eq!(id(explained), card);
    assert_ne!(
        id("[[card]]\nquestion = \"Who was it?\"\nanswer = \"Ada\"\n"),
        card
    );
}

#[test]
fn equal_cards_without_ids_are_numbered_past_ids_that_are_written() {
    let card = "[[card]]\nquestion = \"Who is it?\"\nanswer = \"Ada\"\n";
    let ids = |cards: &str| -> Vec<String> {
        let deck = read(format!("[deck]\ntitle = \"T\"\n{cards}").as_bytes(), "t").deck;
        let cards = deck.unwrap().cards;
        cards.into_iter().map(|card| card.id.card).collect()
    };
    let first = ids(card).remove(0);
    let written = format!("[[card]]\nid = \"{first}-3\"\nquestion = \"Which?\"\nanswer = \"b\"\n");
    let found = ids(&format!("{card}{written}{card}{card}"));
    let numbered = |n: u32| format!("{first}-{n}");
    assert_eq!(
        found,
        [first.clone(), numbered(3), numbered(2), numbered(4)]
    );
}

#[test]
fn each_line_that_is_no_toml_is_told_once() {
    let lines = "key = = =\n".repeat(3);
    let text = format!("[deck]\ntitle = \"T\"\n[[card]]\n{lines}");
    let reading = read(text.as_bytes(), "t");
    let told: Vec<_> = reading
        .faults
        .iter()
        .filter(|fault| fault.code == "syntax")
        .map(|fault| text[..fault.span.start].matches('\n').count())
        .collect();
    assert_eq!(told, [3, 4, 5]);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_accepted() {
    let text = "\u{feff}[deck]\r\ntitle = \"T\"\r\n[[card]]\r\nquestion = \"Who is it?\"\r\nanswer = \"Ada\"\r\n";
    let reading = read(text.as_bytes(), "t");
    assert_eq!(reading.faults, []);
    assert_eq!(reading.deck.unwrap().cards[0].line, 3);
}

#[test]
fn what_is_no_deck_is_said_and_why() {
    for (code, bytes) in [
        ("empty-file", &b" \n"[..]),
        ("not-a-deck", b"[package]\nname = \"x\"\n"),
        ("not-utf8", b"[deck]\ntitle = \"\xff\"\n"),
    ] {
        let reading = read(bytes, "t");
        assert!(reading.deck.is_none());
        assert_eq!(codes(&reading)[0], code);
    }
    let reading = read(b"[deck]\ntitle = \"\xff\"\n", "t");
    assert_eq!(
        reading.faults[0].message,
        "not UTF-8: the byte at offset 16 is `0xFF`"
    );
}

#[test]
fn a_deck_without_an_id_is_called_like_its_file() {
    let id = |stem: &str| {
        read(b"[deck]\ntitle = \"T\"\n[[card]]\n", stem)
            .deck
            .unwrap()
            .id
    };
    assert_eq!(id("Asia 101 (new)"), "asia-101-new");
    assert_eq!(id("日本"), "deck");
}
