//! What bad input gets: a message that names what and where, the documented exit code, no panic.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use insta::assert_snapshot;

use crate::house::{ELEVEN, House, Ran, run};

const SOUND: &str = "[deck]\ntitle = \"Test\"\n\n[[card]]\nid = \"a\"\nquestion = \"What comes first of all?\"\nanswer = \"one\"\n";

/// What `check` says of a file with this content.
fn checked(content: impl AsRef<[u8]>) -> Ran {
    let house = House::new();
    house.write("deck.toml", content);
    house.run(&["check", "deck.toml"], "")
}

#[test]
fn faults_are_shown_all_at_once_where_they_are() {
    let cards = r#"
[[card]]
id = "missing"
question = "No answer?"

[[card]]
id = "unknown"
question = "Misspelt?"
answr = "yes"

[[card]]
id = "type"
question = "Type?"
answer = "yes"
distractors = "no"

[[card]]
id = "among"
question = "Which?"
answer = "b"
distractors = ["a", "b"]

[[card]]
id = "twice"
question = "What comes first of all?"
answer = "1"

[[card]]
id = "twice"
question = "Second?"
answer = "2"

[[card]]
id = "kind"
kind = "poem"
question = "Kind?"
answer = "x"

[[card]]
id = "Bad Id"
question = "Id?"
answer = "x"
"#;
    let house = House::with_cards(cards);
    assert_snapshot!(
        "faults_human",
        house.run(&["check", "deck.toml"], "").whole()
    );
    let short = house.run(&["check", "--format", "short", "deck.toml"], "");
    assert_snapshot!("faults_short", short.whole());
    let json = house.run(&["check", "--format", "json", "deck.toml"], "");
    assert_eq!((json.code, json.err.as_str()), (1, ""));
    let findings: Vec<serde_json::Value> = serde_json::from_str(&json.out).unwrap();
    assert_eq!(findings.len(), short.out.lines().count());
    for finding in &findings {
        let keys: Vec<&String> = finding.as_object().unwrap().keys().collect();
        let wanted = [
            "file",
            "line",
            "column",
            "end_line",
            "end_column",
            "code",
            "severity",
            "message",
            "help",
            "fix",
        ];
        assert_eq!(keys, wanted);
    }
}

#[test]
fn files_that_are_no_deck() {
    let mut said = String::new();
    for (name, content) in [
        ("empty", &b""[..]),
        ("comment", b"# nothing yet\n"),
        ("other toml", b"[package]\nname = \"retain\"\n"),
        ("no toml", b"Dear diary, today\n"),
        ("unclosed", b"[deck]\ntitle = \"Test\n"),
        (
            "no title",
            b"[deck]\n\n[[card]]\nquestion = \"One?\"\nanswer = \"one\"\n",
        ),
        ("no cards", b"[deck]\ntitle = \"Test\"\n"),
        ("card is no table", b"card = 7\n[deck]\ntitle = \"Test\"\n"),
        ("invalid UTF-8", b"[deck]\ntitle = \"T\xffst\"\n"),
        ("UTF-16", b"\xff\xfe[\0d\0e\0c\0k\0]\0"),
        ("binary", b"\x7fELF\0\0\0\x01\x02"),
    ] {
        let ran = checked(content);
        assert!(matches!(ran.code, 0..=2), "{name}");
        said.push_str(&format!("=== {name}\n{}", ran.whole()));
    }
    assert_snapshot!(said);
}

#[test]
fn an_invalid_byte_is_named_by_its_offset() {
    let ran = checked(b"[deck]\ntitle = \"T\xffst\"\n");
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("deck.toml"), "{}", ran.out);
    assert!(ran.out.contains("offset 17"), "{}", ran.out);
}

#[test]
fn a_byte_order_mark_and_carriage_returns_are_accepted() {
    let ran = checked(format!("\u{feff}{}", SOUND.replace('\n', "\r\n"))).fine();
    assert_eq!(ran.out, "no faults in 1 card of 1 deck\n");
    let fault = SOUND.replace("answer", "answr");
    let unix = checked(&fault);
    let dos = checked(format!("\u{feff}{}", fault.replace('\n', "\r\n")));
    assert_eq!(unix.out, dos.out.replace('\r', ""), "the same places");
}

#[test]
fn what_cannot_be_read_is_named() {
    let house = House::new();
    house.write("deck.toml", SOUND);
    house.write("faulty.toml", SOUND.replace("answer", "answr"));
    for (arguments, named) in [
        (&["check", "nowhere.toml"][..], "`nowhere.toml`"),
        (&["check", "data"], "`data`"),
        (&["study", "nowhere.toml"], "`nowhere.toml`"),
        (&["study", "overveiw"], "did you mean `overview`?"),
        (&["try", "overview"], "`deck-id/card-id`"),
        (&["try", "deck.toml#b", "--reply", "x"], "`b`"),
        (
            &["try", "overview/sustained-leder", "--reply", "x"],
            "did you mean `sustained-leader`?",
        ),
        (&["--config", "none.toml", "stats"], "`none.toml`"),
        (&["--learner", "", "stats"], "learner"),
    ] {
        let ran = house.run(arguments, "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains(named), "{arguments:?}: {}", ran.err);
    }
    for (now, named) in [
        ("2026-11-23T07:00:00Z", "`--data-dir`"),
        ("yesterday", "'yesterday'"),
    ] {
        let mut command = house.bare();
        command.args(["--now", now, "stats"]);
        let ran = run(command, b"");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(named), "{}", ran.err);
    }
    if rustix::process::getuid().is_root() {
        return; // Root may read anything.
    }
    fs::set_permissions(house.path("deck.toml"), fs::Permissions::from_mode(0o000)).unwrap();
    let ran = house.run(&["check", "."], "");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("deck.toml"), "{}", ran.err);
    assert!(
        ran.out.contains("answr"),
        "the other file's faults are told: {}",
        ran.out
    );
}

#[test]
fn an_unreadable_folder_does_not_hide_the_faults_of_other_files() {
    let house = House::new();
    house.write("decks/faulty.toml", SOUND.replace("answer", "answr"));
    house.write("decks/closed/sound.toml", SOUND);
    let closed = house.path("decks/closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    // Root may read anything: the program is run as nobody, from where nobody may start it.
    fs::set_permissions(house.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(house.path("data"), fs::Permissions::from_mode(0o777)).unwrap();
    let program = house.path("retain");
    fs::copy(env!("CARGO_BIN_EXE_retain"), &program).unwrap();
    let mut command = house.bare();
    if rustix::process::getuid().is_root() {
        command = std::process::Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        command.arg(&program).current_dir(house.path(""));
        command.env_clear().env("HOME", house.path("home"));
    }
    command.args(["--data-dir", "data", "check", "decks"]);
    let ran = run(command, b"");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(
        ran.err.contains("`decks/closed` cannot be read"),
        "{}",
        ran.err
    );
    assert!(ran.out.contains("answr"), "{}", ran.out);
}

#[test]
fn an_unreadable_file_does_not_hide_the_faults_of_others() {
    let house = House::new();
    house.write("decks/faulty.toml", SOUND.replace("answer", "answr"));
    // Reads like a file that may not be read, even for root.
    std::os::unix::fs::symlink("/proc/self/mem", house.path("decks/unreadable.toml")).unwrap();
    let ran = house.run(&["check", "decks"], "");
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("unreadable.toml"), "{}", ran.err);
    assert!(ran.out.contains("answr"), "{}", ran.out);
    house.write("decks/sound.toml", SOUND);
    let ran = house.plain(&["decks/sound.toml", "decks/unreadable.toml"], &["one"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.out.contains("unreadable.toml") && ran.out.contains("right: one"),
        "{}",
        ran.out
    );
}

#[test]
fn two_decks_with_one_id_are_refused_and_one_deck_twice_is_one() {
    let house = House::new();
    house.write(
        "decks/one.toml",
        SOUND.replace("[deck]", "[deck]\nid = \"same\""),
    );
    house.write(
        "decks/two.toml",
        SOUND.replace("[deck]", "[deck]\nid = \"same\""),
    );
    let study = house.run(&["study", "decks"], "");
    assert_eq!(study.code, 2);
    for part in ["`same`", "decks/one.toml", "decks/two.toml"] {
        assert!(study.err.contains(part), "{}", study.err);
    }
    let check = house.run(&["check", "decks"], "");
    assert_eq!(check.code, 1);
    assert!(check.out.contains("copied-deck-id"), "{}", check.out);
    for twice in [
        ["deck.toml", "overview", "deck.toml"],
        ["deck.toml", "./deck.toml", "overview"],
    ] {
        let house = House::new();
        house.write("deck.toml", SOUND);
        let ran = house.plain(&twice, &["one"]).fine();
        assert!(ran.out.starts_with("0 due, 10 new"), "{}", ran.out);
    }
    let house = House::new();
    house.write("deck.toml", SOUND);
    house.run(&["check", "deck.toml", "./deck.toml"], "").fine();
}

#[test]
fn control_characters_are_a_fault_and_never_reach_the_terminal() {
    let bad = r"\u001b[31mred\u001b[0m\u0007\u009b2J\u202e";
    let cards = format!(
        "[[card]]\nid = \"choice\"\nquestion = \"Q {bad}?\"\nanswer = \"right {bad}\"\n\
         distractors = [\"wrong {bad}\"]\nexplanation = \"E {bad}\"\nhint = \"H {bad}\"\n\
         tags = [\"t\"]\n\n\
         [[card]]\nid = \"text\"\nquestion = \"Sound?\"\nanswer = \"sound\"\n\n\
         [[card]]\nid = \"\\u001b[31m\"\nquestion = \"x\"\nanswer = \"y\"\n\
         \"k\\u001b\" = 1\n"
    );
    let house = House::new();
    house.write(
        "deck.toml",
        format!("[deck]\ntitle = \"T {bad}\"\n\n{cards}"),
    );
    let check = house.run(&["check", "deck.toml"], "");
    assert_eq!(check.code, 1);
    let clean = |ran: &Ran, what: &str| {
        let safe = |c: char| c == '\n' || !(c.is_control() || c == '\u{202e}');
        assert!(ran.out.chars().all(safe), "{what}: {:?}", ran.out);
        assert!(ran.err.chars().all(safe), "{what}: {:?}", ran.err);
    };
    clean(&check, "check");
    clean(
        &house.run(&["check", "--format", "short", "deck.toml"], ""),
        "short",
    );
    clean(
        &house.plain(
            &["deck.toml"],
            &["?", "\u{1b}[31m", "1", "\u{1b}[2J", ":undo"],
        ),
        "plain",
    );
    clean(
        &house.run(&["try", "deck.toml#text", "--reply", "\u{1b}[2J\u{9b}"], ""),
        "try",
    );
    clean(&house.run(&["try", "\u{1b}[2J"], ""), "try");
    clean(&house.run(&["study", "\u{1b}[2J"], ""), "study");
    clean(&house.run(&["check", "\u{1b}[2J"], ""), "check");
    house.write(
        "data/decks/bad.toml",
        fs::read(house.path("deck.toml")).unwrap(),
    );
    for command in [
        &["decks"][..],
        &["stats"],
        &[],
        &["suspend", "bad/text"],
        &["suspend"],
    ] {
        clean(&house.run(command, ""), command.first().unwrap_or(&"today"));
    }
    house.write("esc\u{1b}[31m.toml", SOUND.replace("answer", "answr"));
    clean(&house.run(&["check", "."], ""), "file name");
    clean(
        &house.run(&["check", "--format", "short", "."], ""),
        "file name",
    );
    let json = house.json(&["deck.toml"], &[r#"{"type":"hint"}"#]);
    assert!(!json.out.contains('\u{1b}'));
}

#[test]
fn a_line_of_fifty_megabytes_is_a_card_like_any_other() {
    let long = "x".repeat(50 << 20);
    let started = Instant::now();
    let ran = checked(format!("{SOUND}explanation = \"{long}\"\n"));
    assert!(ran.code <= 1, "{}", ran.err);
    let garbage = checked(&long);
    assert_eq!(garbage.code, 1);
    assert!(
        garbage.out.len() < 10_000,
        "the line is not repeated in full"
    );
    assert!(started.elapsed() < Duration::from_secs(60));
}

#[test]
fn deep_nesting_is_a_fault() {
    for content in [
        format!(
            "{SOUND}tags = {}{}\n",
            "[".repeat(10_000),
            "]".repeat(10_000)
        ),
        format!("{SOUND}tags = {}\n", "[".repeat(10_000)),
        format!(
            "{SOUND}tags = {}1{}\n",
            "{a=".repeat(10_000),
            "}".repeat(10_000)
        ),
        format!("{SOUND}{}\n", vec!["a"; 10_000].join(".") + " = 1"),
        format!("{SOUND}[{}]\n", vec!["a"; 10_000].join(".")),
        format!("{SOUND}explanation = \"\"\"{}\"\"\"\n", "> ".repeat(10_000)),
        format!(
            "{SOUND}explanation = \"\"\"{}\"\"\"\n",
            "*a _b ".repeat(10_000)
        ),
    ] {
        let ran = checked(content);
        assert!(ran.code <= 1, "{} {}", ran.code, ran.err);
    }
}

#[test]
fn a_deck_of_twenty_thousand_cards_is_studied() {
    let cards: String = (0..20_000)
        .map(|n| {
            format!(
                "[[card]]\nid = \"c{n}\"\nquestion = \"What is {n}?\"\nanswer = \"it is {n}\"\n"
            )
        })
        .collect();
    let house = House::with_cards(&cards);
    let started = Instant::now();
    house.run(&["check", "deck.toml"], "").fine();
    let ran = house
        .plain(&["deck.toml", "--new", "20000"], &["it is 0", ":quit"])
        .fine();
    assert!(ran.out.contains("right: it is 0"), "{}", ran.out);
    assert!(
        started.elapsed() < Duration::from_secs(60),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn folders_that_lead_to_themselves_are_looked_into_once() {
    let house = House::new();
    house.write("decks/deck.toml", SOUND);
    std::os::unix::fs::symlink("..", house.path("decks/up")).unwrap();
    std::os::unix::fs::symlink("loop", house.path("decks/loop")).unwrap();
    std::os::unix::fs::symlink("nowhere", house.path("decks/gone.toml")).unwrap();
    fs::create_dir(house.path("decks/inner")).unwrap();
    std::os::unix::fs::symlink("..", house.path("decks/inner/back")).unwrap();
    std::os::unix::fs::symlink("deck.toml", house.path("decks/twice.toml")).unwrap();
    let ran = house.run(&["check", "decks"], "").fine();
    assert_eq!(ran.out, "no faults in 1 card of 1 deck\n");
    house.plain(&["decks"], &["one"]).fine();
}

#[test]
fn settings_with_faults_are_shown_and_stop_everything() {
    let mut said = String::new();
    for (name, settings) in [
        ("misspelt", "retenton = 0.9\n"),
        (
            "out of range",
            "retention = 2\nnew_per_day = -1\nminutes_per_day = 0\nrollover = 24\n",
        ),
        ("wrong type", "retention = \"high\"\ndecks = \"here\"\n"),
        ("no toml", "retention 0.9\n"),
    ] {
        let house = House::new();
        house.write("settings.toml", settings);
        let ran = house.run(&["--config", "settings.toml", "study"], "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}");
        said.push_str(&format!("=== {name}\n{}", ran.err));
    }
    assert_snapshot!(said);
}

#[test]
fn replies_that_are_no_text() {
    let house = House::with_cards(ELEVEN);
    let mut input = b"\xff\xfe\n".to_vec();
    input.extend(b"\0\n\r\n:\n");
    input.extend(vec![b'x'; 5 << 20]);
    input.extend(b"\n1\n");
    let ran = house.run(&["study", "--plain", "deck.toml"], input).fine();
    assert!(ran.out.contains("not UTF-8 at byte 1"), "{}", ran.out);
    assert!(
        ran.out.contains("the line is longer than 4 MB"),
        "{}",
        ran.out
    );
    assert_eq!(house.saved(), 1);
    let house = House::new();
    house.write("deck.toml", SOUND);
    let text = house
        .plain(&["deck.toml"], &[&"x".repeat(1 << 20), "one"])
        .fine();
    assert!(text.out.len() < 10_000);
    assert_eq!(house.saved(), 2);
}

#[test]
fn a_time_that_is_none_is_told_what_would_do() {
    let mut house = House::new();
    let ran = house.at("tomorrow").run(&["decks"], "");
    assert_eq!(ran.code, 2);
    assert!(
        ran.err
            .contains("a time such as 2026-11-23T07:00:00Z would do"),
        "{}",
        ran.err
    );
}

#[test]
fn the_name_of_a_file_moves_no_cursor() {
    let house = House::new();
    let name = "data/decks/e\u{1b}[31mvil.toml";
    house.deck(
        name,
        "[[card]]\nquestion = \"Sea?\"\nanswer = \"black\"\nacept = \"b\"\n",
    );
    for command in [
        &["decks"][..],
        &["check", "data/decks"],
        &["check", "--format", "short", "data/decks"],
        &["study", "--plain"],
        &["preview", name, "--plain"],
        &["test", name, "--plain"],
        &["doctor"],
    ] {
        let ran = house.run(command, ":quit\n");
        assert!(
            !ran.whole().contains('\u{1b}'),
            "{command:?}: {}",
            ran.whole()
        );
    }
}
