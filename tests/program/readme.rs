//! The README is true: its decks are sound, its examples print what they show, its tables are
//! those of the program. `README_UPDATE=1 cargo test readme` writes what has changed.

use std::fs;
use std::path::{Path, PathBuf};

use retain::{question, settings};

use crate::house::{House, run};

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

fn readme() -> String {
    fs::read_to_string(path()).unwrap()
}

/// The README's code blocks of a language.
pub fn blocks(language: &str) -> Vec<String> {
    let text = readme();
    let start = format!("\n```{language}\n");
    text.split(&start)
        .skip(1)
        .map(|rest| rest[..rest.find("\n```").unwrap() + 1].to_owned())
        .collect()
}

/// Puts what the program says in the place of what the README says, or demands that they agree.
pub fn agree(said: &str, shown: &str) {
    if said == shown {
        return;
    }
    if std::env::var_os("README_UPDATE").is_some() {
        fs::write(path(), readme().replacen(shown, said, 1)).unwrap();
    } else {
        assert_eq!(shown, said, "README_UPDATE=1 cargo test readme writes it");
    }
}

/// The rows of the table under a head line.
fn table(head: &str) -> String {
    let text = readme();
    let start = text
        .find(head)
        .unwrap_or_else(|| panic!("no table `{head}`"));
    let body = start + text[start..].match_indices('\n').nth(1).unwrap().0 + 1;
    let end = text[body..].find("\n\n").unwrap() + body + 1;
    text[body..end].to_owned()
}

fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}

fn house() -> House {
    let house = House::new();
    let deck = &blocks("toml")[0];
    house.write("rivers.toml", deck);
    // The same deck with two slips of the pen.
    let faulty = deck
        .replace("accept = [", "acept = [")
        .replace("\"Prague\", ", "\"Prague\", \"vienna\", ");
    assert_ne!(&faulty, deck);
    house.write("faulty/rivers.toml", faulty);
    house
}

#[test]
fn the_deck_is_sound_and_asks_what_the_text_says() {
    let house = house();
    house.run(&["check", "rivers.toml"], "").fine();
    let tried = house.run(
        &["try", "rivers.toml#danube-mouth", "--reply", "blakc sea"],
        "",
    );
    assert!(tried.out.starts_with("almost"), "{}", tried.out);
}

#[test]
fn the_examples_print_what_they_show() {
    let house = house();
    for block in blocks("console") {
        let (first, shown) = block.split_once('\n').unwrap();
        let Some(line) = first.strip_prefix("$ retain ") else {
            continue;
        };
        let arguments = words(line);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut command = house.command(&arguments);
        if arguments[0] == "check" {
            command
                .current_dir(house.path("faulty"))
                .args(["--data-dir", "../data"]);
        }
        let ran = run(command, b"");
        agree(
            &format!("{first}\n{}", ran.out),
            &format!("{first}\n{shown}"),
        );
    }
}

/// The words of a command line, quotes taken off.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (n, part) in line.split('"').enumerate() {
        if n % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[test]
fn the_kinds_are_those_of_the_program() {
    let rows = question::KINDS.iter().map(|kind| {
        let keys = kind
            .own_keys()
            .filter(|key| key.name != "question" && !question::is_marking(key.name))
            .map(|key| format!("`{}`: {}", key.name, escaped(key.form)));
        let keys: Vec<String> = kind.named().into_iter().chain(keys).collect();
        format!(
            "| `{}` | {} | {} |\n",
            kind.name,
            keys.join("; "),
            kind.asked
        )
    });
    agree(
        &rows.collect::<String>(),
        &table("| kind | what is written besides `question` | asked as |"),
    );
}

#[test]
fn the_settings_are_those_of_the_program() {
    let rows = settings::KNOWN.iter().map(|known| {
        format!(
            "| `{}` | {} | {} |\n",
            known.name, known.default, known.meaning
        )
    });
    agree(
        &rows.collect::<String>(),
        &table("| setting | default | meaning |"),
    );
}

#[test]
fn the_commands_are_those_of_the_program() {
    let help = House::new().run(&["--help"], "").fine().out;
    let commands = help.split("Commands:\n").nth(1).unwrap();
    let rows = commands
        .lines()
        .take_while(|line| line.starts_with("  "))
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .map(|line| line.trim().split_once("  ").unwrap())
        .filter(|(name, _)| *name != "help")
        .map(|(name, about)| format!("| `retain {name}` | {} |\n", escaped(about.trim())));
    agree(&rows.collect::<String>(), &table("| command | does |"));
}

#[test]
fn what_a_class_does_works_as_it_is_written() {
    let house = House::new();
    fs::create_dir(house.path("handed-in")).unwrap();
    let text = readme();
    let commands: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("    retain "))
        .collect();
    assert!(commands.len() >= 3, "{commands:?}");
    for command in commands {
        let words = shell_words::split(command).unwrap();
        let mut retain = house.bare();
        retain.args(["--data-dir", "data"]).args(words);
        let ran = run(retain, b":hand-in\n");
        assert_eq!(ran.code, 0, "{command}: {}", ran.whole());
        if house.path("ada.json").exists() {
            fs::rename(house.path("ada.json"), house.path("handed-in/ada.json")).unwrap();
        }
    }
    let page = fs::read_to_string(house.path("test.html")).unwrap();
    assert!(page.contains("form B"));
}
