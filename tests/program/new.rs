//! `retain new`: what it makes, and what it refuses to.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use insta::assert_snapshot;

use crate::agreement::agree;
use crate::house::{House, Ran};

/// What a run said, without the folder it ran in.
fn said(house: &House, ran: &Ran) -> String {
    house.neutral(&ran.whole())
}

#[test]
fn a_deck_begins_with_a_few_kinds() {
    let house = House::new();
    let ran = house.run(&["new", "rivers-of-europe"], "").fine_code();
    assert_snapshot!("new_said", said(&house, &ran));
    let text = fs::read_to_string(house.path("rivers-of-europe.toml")).unwrap();
    assert_snapshot!("new_few", house.neutral(&text));
    let mode = fs::metadata(house.path("rivers-of-europe.toml")).unwrap();
    assert_eq!(mode.permissions().mode() & 0o600, 0o600);
}

#[test]
fn every_kind_is_checked_without_a_finding_and_asked() {
    let house = House::new();
    house
        .run(&["-q", "new", "sky.toml", "--kind", "all"], "")
        .fine();
    let text = fs::read_to_string(house.path("sky.toml")).unwrap();
    agree(text.as_bytes());
    let checked = house.run(
        &[
            "check", "--deny", "warnings", "--format", "short", "sky.toml",
        ],
        "",
    );
    assert_eq!(checked.fine().out, "");
    let asked = house
        .json(&["--new", "20", "sky.toml"], &[r#"{"type":"skip"}"#; 60])
        .fine();
    let kinds: std::collections::BTreeSet<String> = asked
        .of_type("ask")
        .iter()
        .map(|ask| ask["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds.len(), retain::question::KINDS.len(), "{kinds:?}");
}

#[test]
fn only_the_kinds_that_are_asked_for_each_once() {
    let house = House::new();
    let ran = house.run(
        &[
            "-q",
            "new",
            "a.toml",
            "--kind",
            "flip,date",
            "--kind",
            "flip",
        ],
        "",
    );
    assert_eq!(ran.fine().out, "a.toml\n");
    let text = fs::read_to_string(house.path("a.toml")).unwrap();
    let kinds: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("kind = "))
        .collect();
    assert_eq!(kinds, ["kind = \"flip\"", "kind = \"date\""]);
    assert_eq!(text.matches("[[card]]").count(), 2);
}

#[test]
fn editors_find_the_schema_of_this_version_wherever_the_deck_is_moved() {
    let house = House::new();
    house.write("data/deck.schema.json", "of an older version");
    house.run(&["-q", "new", "a.toml"], "").fine();
    let text = fs::read_to_string(house.path("a.toml")).unwrap();
    let url = text
        .lines()
        .next()
        .unwrap()
        .strip_prefix("#:schema file://")
        .unwrap();
    let found: serde_json::Value = serde_json::from_str(&fs::read_to_string(url).unwrap()).unwrap();
    assert_eq!(found, retain::schema::schema());
}

#[test]
fn a_data_folder_that_cannot_be_written_to_costs_the_schema_only() {
    let house = House::new();
    house.write("file", "");
    let mut command = house.bare();
    command.args(["--data-dir", "file/inside", "new", "a"]);
    let ran = crate::house::run(command, b"");
    assert_snapshot!(said(&house, &ran));
    let text = fs::read_to_string(house.path("a.toml")).unwrap();
    assert!(text.starts_with("# The cards below"), "{text}");
}

#[test]
fn what_cannot_be_made_is_said_and_nothing_is_left_behind() {
    let house = House::new();
    house.write("there.toml", "[deck]\ntitle = \"Mine\"\n");
    house.write("data/decks/lakes.toml", "[deck]\ntitle = \"Lakes\"\n");
    fs::create_dir(house.path("folder")).unwrap();
    symlink("nowhere", house.path("dangling.toml")).unwrap();
    let before = fs::read_dir(house.path("")).unwrap().count();
    let mut shown = String::new();
    for arguments in [
        &["-"][..],
        &["there"],
        &["there.toml"],
        &["folder"],
        &["folder/"],
        &["none/rivers.toml"],
        &["there.toml/rivers.toml"],
        &["dangling.toml"],
        &["rivers.txt"],
        &[".toml"],
        &[".."],
        &[""],
        &["…!.toml"],
        &["a\u{1b}[2J.toml"],
        &["lakes.toml"],
        &["overview.toml"],
        &["a.toml", "--id", "Bad Id"],
        &["a.toml", "--kind", "chioce"],
        &["a.toml", "--kind", "poem"],
        &["a.toml", "--kind", ""],
    ] {
        let mut all = vec!["new"];
        all.extend(arguments);
        let ran = house.run(&all, "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        let typed = arguments.join(" ").escape_debug().to_string();
        shown.push_str(&format!(
            "new {typed}\n  {}",
            said(&house, &ran).lines().nth(1).unwrap()
        ));
        shown.push('\n');
    }
    assert_snapshot!(shown);
    assert_eq!(fs::read_dir(house.path("")).unwrap().count(), before);
    assert_eq!(
        fs::read(house.path("there.toml")).unwrap(),
        b"[deck]\ntitle = \"Mine\"\n"
    );
}

#[test]
fn a_name_without_latin_letters_takes_an_id() {
    let house = House::new();
    house
        .run(&["-q", "new", "日本.toml", "--id", "japan"], "")
        .fine();
    let text = fs::read_to_string(house.path("日本.toml")).unwrap();
    assert!(text.contains("title = \"日本\"\nid = \"japan\""), "{text}");
}

#[test]
fn a_name_with_spaces_and_umlauts_is_spelt_out_and_its_commands_can_be_pasted() {
    let house = House::new();
    let ran = house.run(&["new", "Meine Flüsse.toml"], "").fine_code();
    assert!(
        ran.err.contains("`retain check 'Meine Flüsse.toml'`"),
        "{}",
        ran.err
    );
    let text = fs::read_to_string(house.path("Meine Flüsse.toml")).unwrap();
    assert!(text.contains("\nid = \"meine-flusse\""), "{text}");
}
