//! `retain check` and `retain explain`: seeded faults, formats, options, and what stands in the
//! way of reading.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use retain::explain::{self, FAULTS};
use serde_json::Value;

use crate::house::{House, Ran};

const SOUND: &str = "[deck]\ntitle = \"Test\"\n\n[[card]]\nid = \"a\"\nquestion = \"Which letter is first?\"\nanswer = \"one\"\n";

/// A flaw that a lint warns of, and no fault.
const CLANG: &str = r#"[deck]
title = "Test"

[[card]]
id = "gauge"
question = "Which instrument measures the pressure of the atmosphere?"
answer = "Atmosphere gauge"
distractors = ["Rain gauge", "Wind vane", "Thermometer"]
"#;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A house with the decks of a folder, and those faults that no text file can show.
fn house_of(folder: &str, seeded: bool) -> House {
    let house = House::new();
    for entry in fs::read_dir(here(folder)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let name = path.file_name().unwrap().to_str().unwrap();
            house.write(&format!("decks/{name}"), fs::read(&path).unwrap());
        }
    }
    if seeded {
        house.write("decks/empty-file.toml", "");
        house.write("decks/not-utf8.toml", b"[deck]\ntitle = \"\xff\"\n");
        let long = format!("[deck]\ntitle = \"{}\"\n", "x".repeat(1 << 20));
        house.write("decks/long-line.toml", long);
    }
    house
}

#[test]
fn every_seeded_fault_is_found_in_its_place_and_nothing_else() {
    let house = house_of("tests/faults", true);
    let ran = house.run(&["check", "decks", "--format", "short"], "");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let place = |line: &str| {
        let parts: Vec<&str> = line.splitn(5, ':').collect();
        let file = parts[0].strip_prefix("decks/").unwrap();
        format!("{file}:{}:{}:{}", parts[1], parts[2], parts[3])
    };
    let found: BTreeSet<String> = ran.out.lines().map(place).collect();
    let seeded = fs::read_to_string(here("tests/faults/FOUND")).unwrap();
    let seeded: BTreeSet<String> = seeded.lines().map(str::to_owned).collect();
    assert_eq!(found, seeded);
    assert_eq!(ran.out.lines().count(), seeded.len());
    let codes: BTreeSet<&str> = seeded
        .iter()
        .map(|line| line.rsplit(": ").next().unwrap())
        .collect();
    // Only mending finds these.
    let faults = FAULTS.iter().map(|fault| fault.name);
    let faults = faults.filter(|name| *name != "missing-id");
    assert_eq!(codes, faults.collect(), "each fault has a deck that has it");
}

#[test]
fn without_the_seeded_faults_nothing_is_found() {
    let ran = house_of("tests/faults/sound", false)
        .run(&["check", "decks"], "")
        .fine();
    assert!(ran.out.starts_with("no faults in "), "{}", ran.out);
}

/// The codes that the sources name, but for those of tests.
fn codes_in(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes_in(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod ").next().unwrap();
            for made in ["Diagnostic::error(", "Diagnostic::warning("] {
                for after in text.split(made).skip(1) {
                    if let Some(code) = after.trim_start().strip_prefix('"') {
                        found.insert(code.split('"').next().unwrap().to_owned());
                    }
                }
            }
        }
    }
}

#[test]
fn everything_that_is_found_is_explained() {
    let mut codes = BTreeSet::new();
    codes_in(&here("src"), &mut codes);
    assert!(codes.len() > 20);
    let explained: BTreeSet<String> = explain::all().map(|one| one.name.to_owned()).collect();
    let missing: Vec<_> = codes.difference(&explained).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn an_explanation_says_what_and_why_and_how_it_is_mended() {
    let house = House::new();
    assert_snapshot!(
        "explain_key_among_distractors",
        house
            .run(&["explain", "key-among-distractors"], "")
            .fine()
            .out
    );
    let list = house.run(&["explain"], "").fine().out;
    for one in explain::all() {
        assert!(list.contains(one.name), "{}", one.name);
        let said = house.run(&["explain", one.name], "").fine().out;
        assert!(said.starts_with(one.level.name()), "{said}");
        assert!(
            said.lines().all(|line| line.chars().count() <= 80),
            "{said}"
        );
    }
    for (name, help) in [
        ("clng", "did you mean `clang`?"),
        ("poem", "`retain explain` lists"),
    ] {
        let ran = house.run(&["explain", name], "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(help), "{}", ran.err);
    }
}

/// The codes that the program finds where the files of an example are, with `--fix` if asked to.
fn found_in_example(example: &str, fix: bool) -> BTreeSet<String> {
    let house = House::new();
    let mut files = vec![("deck.toml".to_owned(), String::new())];
    for line in example.lines() {
        match line
            .strip_prefix("# ")
            .filter(|name| name.ends_with(".toml"))
        {
            Some(name) => files.push((name.to_owned(), String::new())),
            None => files.last_mut().unwrap().1 += &format!("{line}\n"),
        }
    }
    files.retain(|(_, text)| example.is_empty() || !text.trim().is_empty());
    for (name, text) in files {
        let text = text.replace("<… 1 MB>", &"x".repeat(1 << 20));
        let cards = text.contains("[[card]]") && !text.contains("[deck]");
        let head = if cards { "[deck]\ntitle = \"T\"\n" } else { "" };
        let (before, after) = text.split_once("<FC>").unwrap_or((&text, ""));
        let byte: &[u8] = if text.contains("<FC>") { b"\xfc" } else { b"" };
        let bytes = [head.as_bytes(), before.as_bytes(), byte, after.as_bytes()].concat();
        house.write(&format!("decks/{name}"), bytes);
    }
    let fix: &[&str] = if fix { &["--fix"] } else { &[] };
    let ran = house.run(&[&["check", "decks", "--format=json"], fix].concat(), "");
    let found: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    found
        .iter()
        .map(|one| one["code"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_fault_is_explained_by_an_example_before_and_after() {
    for fault in FAULTS {
        let fix = fault.name == "missing-id";
        assert!(!fault.after.trim().is_empty(), "{}", fault.name);
        let found = found_in_example(fault.before, fix);
        assert!(found.contains(fault.name), "{} {found:?}", fault.name);
        let found = found_in_example(fault.after, fix);
        assert!(!found.contains(fault.name), "{} {found:?}", fault.name);
    }
}

#[test]
fn warnings_fail_where_they_are_denied_and_only_then() {
    let house = House::new();
    house.write("clang.toml", CLANG);
    let check = |more: &[&str]| house.run(&[&["check", "clang.toml"], more].concat(), "");
    assert_snapshot!("a_warning", check(&[]).fine().out);
    assert_eq!(check(&["--deny", "warnings"]).code, 1);
    let allowed = check(&[
        "--deny",
        "warnings",
        "--allow",
        "clang",
        "--allow",
        "absolutes",
    ])
    .fine();
    assert_eq!(allowed.out, "no faults in 1 card of 1 deck\n");
    for (name, help) in [
        ("clng", "there is no lint `clng`; did you mean `clang`?"),
        ("wrong-type", "`wrong-type` is no lint but"),
        ("poem", "there is no lint `poem`"),
    ] {
        let ran = check(&["--allow", name]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(help), "{}", ran.err);
    }
}

#[test]
fn an_explanation_is_offered_once_for_each_code() {
    let house = House::new();
    house.write(
        "one.toml",
        CLANG.replace("[deck]", "[deck]\nid = \"one\"\npoem = 1"),
    );
    house.write(
        "two.toml",
        CLANG.replace("[deck]", "[deck]\nid = \"two\"\npoem = 1"),
    );
    let ran = house.run(&["check", "one.toml", "two.toml"], "");
    for code in ["clang", "unknown-key"] {
        let offer = format!("= note: retain explain {code}\n");
        assert_eq!(ran.out.matches(&offer).count(), 1, "{}", ran.out);
    }
}

#[test]
fn a_deck_comes_from_standard_input() {
    let house = House::new();
    let ran = house
        .run(&["check", "--stdin", "--format", "short"], CLANG)
        .fine();
    assert!(
        ran.out.starts_with("stdin.toml:7:11: clang: "),
        "{}",
        ran.out
    );
    let named = [
        "check",
        "--stdin",
        "--stdin-name",
        "decks/asia.toml",
        "--format",
        "json",
    ];
    let found: Vec<Value> = serde_json::from_str(&house.run(&named, CLANG).fine().out).unwrap();
    assert_eq!(found[0]["file"], "decks/asia.toml");
    assert_eq!(found[0]["severity"], "warning");
    let empty = house.run(&["check", "--stdin"], "");
    assert_eq!((empty.code, empty.err.as_str()), (1, ""));
    assert!(empty.out.starts_with("error[empty-file]"), "{}", empty.out);
    let both = house.run(&["check", "--stdin", "deck.toml"], "");
    assert_eq!(both.code, 2);
}

/// A deck with a source whose text is this file.
fn with_text(file: &str) -> String {
    let source = format!("[sources.cfr]\nfile = \"{file}\"\n\n[[card]]\nsource = \"cfr#1\"");
    SOUND.replace("[[card]]", &source)
}

#[test]
fn a_text_that_cannot_be_read_is_told_and_fails_nothing() {
    let house = House::new();
    house.write("decks/texts/fine.txt", "One paragraph.\n\nAnother.\n");
    house.write("decks/texts/latin.txt", b"caf\xe9\n");
    house.write("decks/texts/blank.txt", "\n \n\n");
    fs::File::create(house.path("decks/texts/large.txt"))
        .unwrap()
        .set_len(100 << 20)
        .unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        house.path("decks/texts/pipe.txt"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RWXU,
        0,
    )
    .unwrap();
    for (text, why) in [
        ("none", "there is no file `decks/texts/none.txt`"),
        ("latin", "`decks/texts/latin.txt` is not UTF-8 at byte 4"),
        (
            "blank",
            "`decks/texts/blank.txt` has no paragraphs: it is empty",
        ),
        (
            "large",
            "`decks/texts/large.txt` has 100 MB; a text has up to 4 MB",
        ),
        (
            "pipe",
            "`decks/texts/pipe.txt` cannot be read: it is no regular file",
        ),
    ] {
        house.write("decks/deck.toml", with_text(&format!("texts/{text}.txt")));
        let ran = house
            .run(&["check", "decks", "--format", "short"], "")
            .fine();
        let told = format!(
            "decks/deck.toml:5:8: missing-text: the text of the source `cfr` is not at hand: {why}\n"
        );
        assert_eq!(ran.out, told);
        let given = format!("cfr=decks/texts/{text}.txt");
        let ran = house.run(&["check", "decks", "--text", &given], "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{text}");
        assert!(ran.err.contains(why), "{}", ran.err);
        let fine = house
            .run(
                &["check", "decks", "--text", "cfr=decks/texts/fine.txt"],
                "",
            )
            .fine();
        assert_eq!(fine.out, "no faults in 1 card of 1 deck\n");
    }
    for (text, why) in [
        (
            "cfx=decks/texts/fine.txt",
            "no deck has a source `cfx`; did you mean `cfr`?",
        ),
        ("cfr", "`NAME=FILE` would do"),
    ] {
        let ran = house.run(&["check", "decks", "--text", text], "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(why), "{}", ran.err);
    }
}

#[test]
fn a_text_that_is_not_at_hand_can_be_allowed() {
    let house = House::new();
    let deck = with_text("none.txt");
    house.write("deck.toml", &deck);
    let check = |more: &[&str]| {
        let arguments = [&["check", "deck.toml", "--format=short"], more].concat();
        house.run(&arguments, "")
    };
    assert_eq!(check(&["--deny", "warnings"]).code, 1);
    let allowed = ["--deny", "warnings", "--allow", "missing-text"];
    assert_eq!(check(&allowed).fine().out, "");
    let allow = "[deck]\nallow = [\"missing-text\"]";
    house.write("deck.toml", deck.replace("[deck]", allow));
    assert_eq!(check(&[]).fine().out, "");
    house.write("none.txt", "It is there now.");
    assert_eq!(check(&[]).fine().out, "");
}

#[test]
fn a_link_out_of_the_folder_is_not_followed_however_the_deck_is_named() {
    let house = House::new();
    house.write("secret.txt", "Nobody knew it.");
    house.write("decks/deck.toml", with_text("link.txt"));
    symlink("../secret.txt", house.path("decks/link.txt")).unwrap();
    let inside = |arguments: &[&str], input: &str| {
        let mut command = house.command(arguments);
        command.current_dir(house.path("decks"));
        crate::house::run(command, input.as_bytes())
    };
    let stdin = |name| {
        let arguments = ["check", "--stdin", "--stdin-name", name, "--format=short"];
        inside(&arguments, &with_text("link.txt"))
    };
    for ran in [
        inside(&["check", "deck.toml", "--format=short"], ""),
        inside(&["check", "./deck.toml", "--format=short"], ""),
        stdin("deck.toml"),
        stdin("./deck.toml"),
    ] {
        let told =
            "missing-text: the text of the source `cfr` is not at hand: `link.txt` leads out";
        assert!(ran.out.contains(told), "{}", ran.out);
    }
}

#[test]
fn what_is_no_file_is_refused_and_the_others_are_checked() {
    let house = House::new();
    house.write("deck.toml", CLANG);
    house.write("folder.toml/inside.toml", SOUND);
    fs::create_dir(house.path("empty.toml")).unwrap();
    let refused = |ran: &Ran, why: &str| {
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(why), "{}", ran.err);
    };
    let device = house.run(&["check", "/dev/zero", "deck.toml"], "");
    refused(&device, "`/dev/zero` cannot be read: it is no regular file");
    let summary = "1 warning in 1 card of 1 deck; 1 file could not be read\n";
    assert!(device.out.ends_with(summary), "{}", device.out);
    let alone = house.run(&["check", "/dev/zero"], "");
    refused(&alone, "/dev/zero");
    assert_eq!(alone.out, "");
    let pipe = house.run(&["check", "/dev/stdin"], SOUND);
    refused(&pipe, "it is no regular file");
    let empty = house.run(&["check", "empty.toml"], "");
    refused(&empty, "there is no `.toml` file in `empty.toml`");
    let folder = house.run(&["check", "folder.toml"], "").fine();
    assert_eq!(folder.out, "no faults in 1 card of 1 deck\n");
}

#[test]
fn an_answer_that_stands_twice_is_a_fault_unless_the_order_counts() {
    let house = House::new();
    let found = |card: &str| {
        let question = "[[card]]\nid = \"a\"\nquestion = \"Which notes begin the tune?\"\n";
        house.deck("deck.toml", &format!("{question}{card}\n"));
        let ran = house.run(&["check", "deck.toml", "--format=short"], "");
        ran.out.trim().to_owned()
    };
    let twice = |place: &str, name: &str| {
        format!("deck.toml:{place}: duplicate-answers: `{name}` is an answer twice")
    };
    assert_eq!(found("answer = [\"A\", \"a\"]"), twice("7:16", "a"));
    let names = found("answer = [\"A\", [\"H\", \"a.\"]]");
    assert_eq!(names, twice("7:16", "a."));
    let picked = found("answer = [\"A\", \"a\"]\noptions = [\"A\", \"B\"]");
    assert_eq!(picked, twice("7:16", "a"));
    assert_eq!(found("answer = [\"A\", \"a\", \"B\"]\nordered = true"), "");
    assert_eq!(found("answer = [[\"A\", \"a\"], \"B\"]"), "");
}

#[test]
fn names_of_files_do_nothing_to_the_terminal() {
    let house = House::new();
    let name = "\u{1b}[31mred\u{202e}.toml";
    house.write(name, CLANG);
    for format in ["human", "short"] {
        let ran = house.run(&["check", ".", "--format", format], "").fine();
        assert!(ran.out.contains("␛[31mred"), "{:?}", ran.out);
        assert!(!ran.out.contains(['\u{1b}', '\u{202e}']), "{:?}", ran.out);
    }
    let json = house.run(&["check", ".", "--format", "json"], "").fine();
    assert!(!json.out.contains('\u{1b}'), "{:?}", json.out);
    let found: Vec<Value> = serde_json::from_str(&json.out).unwrap();
    assert_eq!(found[0]["file"].as_str().unwrap(), format!("./{name}"));
}

#[test]
fn ten_thousand_files_are_checked() {
    let house = House::new();
    for n in 0..10_000 {
        let id = format!("[deck]\nid = \"deck-{n}\"");
        house.write(
            &format!("decks/{}/{n}.toml", n % 100),
            SOUND.replace("[deck]", &id),
        );
    }
    let ran = house.run(&["check", "decks"], "").fine();
    assert_eq!(ran.out, "no faults in 10000 cards of 10000 decks\n");
}
