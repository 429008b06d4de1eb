//! `check --fix`: what it says, and what it leaves of a file whatever happens.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use insta::assert_snapshot;
use rustix::process::{Pid, Signal, kill_process};

use crate::house::{House, ran};

const SLIPS: &str = r#"# rivers
[deck]
title = "Rivers"

[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
acept = ["Euxine Sea"]

[[card]]
question = "How long is the Danube?"
anwser = 2850
source = "atlas"
"#;

#[test]
fn what_is_mended_and_what_is_left_is_said() {
    let house = House::new();
    house.write("deck.toml", SLIPS);
    let first = house.run(&["check", "--fix", "deck.toml"], "");
    assert_snapshot!("mend_human", first.whole());
    let mended = fs::read_to_string(house.path("deck.toml")).unwrap();
    assert_snapshot!("mend_deck", mended);
    let second = house.run(&["check", "--fix", "deck.toml"], "");
    assert!(!second.out.contains("mended"), "{}", second.out);
    assert_eq!(fs::read_to_string(house.path("deck.toml")).unwrap(), mended);
}

#[test]
fn what_is_mended_is_said_to_scripts_too() {
    let house = House::new();
    house.write("deck.toml", SLIPS);
    let short = house.run(&["check", "--fix", "--format", "short", "deck.toml"], "");
    assert_snapshot!("mend_short", short.whole());
    house.write("deck.toml", SLIPS);
    let json = house.run(&["check", "--fix", "--format", "json", "deck.toml"], "");
    let findings: Vec<serde_json::Value> = serde_json::from_str(&json.out).unwrap();
    let said: Vec<String> = findings
        .iter()
        .map(|one| {
            let fixed = one.get("fixed").is_some_and(|fixed| fixed == true);
            format!(
                "{} {} {fixed} {}",
                one["line"], one["code"], one["severity"]
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            "6 \"missing-id\" true \"info\"",
            "9 \"unknown-key\" true \"info\"",
            "12 \"missing-id\" true \"info\"",
            "14 \"unknown-key\" true \"info\"",
            "15 \"unknown-source\" false \"error\"",
        ]
    );
}

/// A copy that the id does not fit gets another, one that it fits as well is a person's to tell.
#[test]
fn copied_ids_and_vain_allows_are_named_as_what_they_are() {
    let house = House::new();
    house.write(
        "deck.toml",
        r#"[deck]
title = "Rivers"

[[card]]
id = "danube-sea"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
allow = ["absolutes"]

[[card]]
id = "danube-sea"
question = "How many kilometres long is the Rhine?"
answer = 1230

[[card]]
id = "danube-sea"
question = "From which sea does a ship go up the Danube?"
answer = "from the Black Sea"
"#,
    );
    let ran = house.run(&["check", "--fix", "deck.toml"], "");
    assert_snapshot!("mend_words", ran.whole());
}

#[test]
fn the_mode_of_a_deck_and_a_link_to_it_stay() {
    let house = House::new();
    let deck = house.write("here/deck.toml", SLIPS);
    fs::set_permissions(&deck, fs::Permissions::from_mode(0o664)).unwrap();
    symlink("here/deck.toml", house.path("link.toml")).unwrap();
    house.run(&["check", "--fix", "link.toml"], "");
    let link = fs::symlink_metadata(house.path("link.toml")).unwrap();
    assert!(link.is_symlink());
    let mode = fs::metadata(&deck).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o664);
    assert!(fs::read_to_string(&deck).unwrap().contains("accept = "));
}

#[test]
fn a_read_only_deck_is_said_and_the_others_are_mended() {
    let house = House::new();
    let locked = house.write("a.toml", SLIPS);
    let open = house.write("b.toml", SLIPS.replace("Rivers", "Lakes"));
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o444)).unwrap();
    let ran = house.run(&["check", "--fix", "--format", "short", "."], "");
    assert_eq!(ran.code, 2);
    assert_eq!(
        ran.err,
        "retain: `./a.toml` cannot be mended: it is read-only\n"
    );
    assert_eq!(fs::read_to_string(&locked).unwrap(), SLIPS);
    assert!(fs::read_to_string(&open).unwrap().contains("accept = "));
    let names = fs::read_dir(house.path(".")).unwrap();
    let left = names
        .filter(|name| {
            name.as_ref()
                .unwrap()
                .file_name()
                .to_string_lossy()
                .contains("unfinished")
        })
        .count();
    assert_eq!(left, 0);
}

#[test]
fn a_file_that_is_no_toml_is_left_as_it_is() {
    let house = House::new();
    let text = format!("{SLIPS}\n[[card]]\nquestion = \"open\n");
    let deck = house.write("deck.toml", &text);
    let ran = house.run(&["check", "--fix", "--format", "short", "deck.toml"], "");
    assert_eq!(ran.code, 1);
    assert!(
        ran.err
            .starts_with("retain: `deck.toml` is left as it is (not TOML: "),
        "{}",
        ran.err
    );
    assert_eq!(fs::read_to_string(&deck).unwrap(), text);
}

#[test]
fn a_kill_leaves_the_old_deck_or_the_new_one() {
    let house = House::new();
    let card = |n| format!("[[card]]\nquestion = \"Which river is number {n}?\"\nanwser = \"x\"\n");
    let cards: String = (0..150).map(card).collect();
    let old = format!("[deck]\ntitle = \"Rivers\"\n{cards}");
    let folder = house.path("decks");
    let deck = house.write("decks/deck.toml", &old);
    house.run(&["check", "--fix", "decks"], "").fine();
    let new = fs::read_to_string(&deck).unwrap();
    assert_ne!(new, old);
    let mut before = 0;
    for _ in 0..5 {
        fs::write(&deck, &old).unwrap();
        let mut child = house.start(&["check", "--fix", "decks"]);
        // As soon as something is being written, or has been.
        while fs::read_dir(&folder).unwrap().count() == 1 && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        // It may have ended by itself.
        let _ = kill_process(Pid::from_child(&child), Signal::KILL);
        ran(&child.wait_with_output().unwrap());
        let found = fs::read_to_string(&deck).unwrap();
        assert!(found == old || found == new, "{} bytes", found.len());
        before += usize::from(found == old);
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path != deck {
                fs::remove_file(path).unwrap();
            }
        }
    }
    assert!(before > 0, "no kill came before the end");
}

#[test]
fn an_editor_gets_its_deck_back_mended_whatever_is_left() {
    let house = House::new();
    let ran = house.run(&["check", "--fix", "--stdin"], SLIPS);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.err,
        "retain: mended stdin.toml: 2 ids written, 2 keys mended\nretain: 1 error is left\n"
    );
    assert!(ran.out.contains("accept = ") && ran.out.contains("id = \"long-danube\""));
    let again = house.run(&["check", "--fix", "--stdin"], &ran.out);
    assert_eq!(again.out, ran.out);
    let broken = house.run(&["check", "--fix", "--stdin"], "[deck\n");
    assert_eq!((broken.code, broken.out.as_str()), (1, "[deck\n"));
}

#[test]
fn numbers_are_put_in_order_unless_that_is_allowed() {
    let house = House::new();
    let card =
        "[[card]]\nid = \"a\"\nquestion = \"How long is the border, in miles?\"\nanswer = 870\n";
    let options = |list: &str| format!("{card}options = [{list}] # three\n");
    let deck = house.deck("deck.toml", &options("870, 1_000,\n  500"));
    let read = || fs::read_to_string(&deck).unwrap();
    house.run(
        &[
            "check",
            "--fix",
            "--allow",
            "unordered-numbers",
            "deck.toml",
        ],
        "",
    );
    assert!(read().ends_with(&options("870, 1_000,\n  500")));
    house.run(&["check", "--fix", "deck.toml"], "");
    assert!(
        read().ends_with(&options("500, 870,\n  1_000")),
        "{}",
        read()
    );
    let commented = options("870, 1000, # the greatest\n 500");
    house.deck("deck.toml", &commented);
    house.run(&["check", "--fix", "deck.toml"], "");
    assert!(read().ends_with(&commented), "{}", read());
}

#[test]
fn an_option_that_stands_twice_goes() {
    let house = House::new();
    let card = |wrong: &str| {
        let card = "[[card]]\nid = \"a\"\nquestion = \"Which river flows through Vienna?\"\n";
        format!("{card}answer = \"Danube\"\ndistractors = [{wrong}] # three\n")
    };
    for (before, after) in [
        ("'Inn', 'Rhine', 'inn', 'Elbe'", "'Inn', 'Rhine', 'Elbe'"),
        ("'Inn', 'inn', 'INN', 'Elbe', 'Po'", "'Inn', 'Elbe', 'Po'"),
        (
            "\n  'Inn',\n  'Elbe',\n  'Inn',\n",
            "\n  'Inn',\n  'Elbe',\n",
        ),
    ] {
        let deck = house.deck("deck.toml", &card(before));
        house.run(&["check", "--fix", "deck.toml"], "").fine();
        assert!(fs::read_to_string(&deck).unwrap().ends_with(&card(after)));
    }
    // What is written about one of the two would go with it.
    let noted = card("'Inn', # in Passau\n 'Inn', 'Elbe'");
    let deck = house.deck("deck.toml", &noted);
    assert_eq!(house.run(&["check", "--fix", "deck.toml"], "").code, 1);
    assert!(fs::read_to_string(&deck).unwrap().ends_with(&noted));
}

#[test]
fn what_is_allowed_in_vain_goes() {
    let house = House::new();
    let card = |allow: &str| {
        let card = "[[card]]\nid = \"a\"\nquestion = \"Which river does not reach a sea?\"\n";
        format!("{card}answer = \"the Okavango\"\n{allow}hint = \"in Africa\"\n")
    };
    for (before, after) in [
        ("allow = [\"clang\"]\n", ""),
        ("allow = \"clang\"\r\n", ""),
        ("allow = [ \"clang\", ]\n", ""),
        ("allow = [\"clang\", \"absolutes\"]\n", ""),
        (
            "allow = [\"clang\", \"negative-stem\", \"absolutes\"] # it is asked so\n",
            "allow = [\"negative-stem\"] # it is asked so\n",
        ),
    ] {
        let deck = house.deck("deck.toml", &card(before));
        house.run(&["check", "--fix", "deck.toml"], "").fine();
        assert!(
            fs::read_to_string(&deck).unwrap().ends_with(&card(after)),
            "{}",
            fs::read_to_string(&deck).unwrap()
        );
    }
    for kept in [
        "allow = [\"clang\"] # as in the book\n",
        // This one belongs under `[deck]`.
        "allow = [\"key-position\"]\n",
    ] {
        let deck = house.deck("deck.toml", &card(kept));
        house.run(&["check", "--fix", "deck.toml"], "").fine();
        assert!(fs::read_to_string(&deck).unwrap().ends_with(&card(kept)));
    }
}

#[test]
fn an_editor_s_deck_is_mended_and_judged_as_a_file_is() {
    let house = House::new();
    house.write("book.txt", "The Danube is 2,850 km long.");
    let deck = "[deck]\ntitle = \"T\"\n[sources.book]\nfile = \"book.txt\"\n[[card]]\nid = \"long\"\n\
                question = \"How long is the Danube, in kilometres?\"\nanswer = 2850\n\
                source = \"book#1\"\nallow = [\"ungrounded\"]\n";
    let without = deck.replace("allow = [\"ungrounded\"]\n", "");
    let fix = |more: &[&str], deck: &str| {
        house.run(&[&["check", "--fix", "--stdin"], more].concat(), deck)
    };
    // With its text at hand the card needs no `allow`.
    assert_eq!(fix(&[], deck).out, without);
    assert_eq!(
        fix(&["--stdin-name", "elsewhere/deck.toml"], deck).out,
        deck
    );
    let text = ["--stdin-name=elsewhere/deck.toml", "--text=book=book.txt"];
    assert_eq!(fix(&text, deck).out, without);
    let ungrounded = without.replace("2850", "2860");
    let denied = fix(&["--deny", "warnings"], &ungrounded);
    assert_eq!((denied.code, denied.out.as_str()), (1, &*ungrounded));
    assert_eq!(denied.err, "retain: 1 warning is left\n");
    assert_eq!(fix(&[], &ungrounded).fine().out, ungrounded);
    for (more, why) in [
        (["--format=short"], "`--format` has no place"),
        (["--text=bok=book.txt"], "did you mean `book`?"),
    ] {
        let refused = fix(&more, deck);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""));
        assert!(refused.err.contains(why), "{}", refused.err);
    }
    // The same for files.
    let file = house.write("deck.toml", deck);
    house.run(&["check", "--fix", "deck.toml"], "").fine();
    assert_eq!(fs::read_to_string(file).unwrap(), without);
}

#[test]
fn a_slip_in_the_name_of_a_text_is_said_before_anything_is_mended() {
    let house = House::new();
    house.write("deck.toml", SLIPS);
    house.write("text.txt", "The Danube flows into the Black Sea.\n");
    let ran = house.run(
        &["check", "--fix", "deck.toml", "--text", "atlos=text.txt"],
        "",
    );
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("no deck has a source `atlos`"),
        "{}",
        ran.err
    );
    assert_eq!(fs::read_to_string(house.path("deck.toml")).unwrap(), SLIPS);
}
