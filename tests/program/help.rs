//! The help of every command, as it is read.

use crate::house::House;

#[test]
fn help_of_every_command() {
    let house = House::new();
    let help = |arguments: &[&str]| {
        let mut command = house.bare();
        command.args(arguments).arg("--help");
        crate::house::run(command, b"").fine().out
    };
    let whole = help(&[]);
    insta::assert_snapshot!("help", whole);
    let commands = whole.split("Commands:\n").nth(1).unwrap();
    let commands: Vec<&str> = commands
        .lines()
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .map(|line| line.split_whitespace().next().unwrap())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() >= 10, "{commands:?}");
    for name in commands {
        insta::assert_snapshot!(format!("help_{name}"), help(&[name]));
    }
}

#[test]
fn version_and_usage() {
    let house = House::new();
    assert!(
        house
            .run(&["--version"], "")
            .fine()
            .out
            .starts_with("retain ")
    );
    for wrong in [
        &["dance"][..],
        &["study", "--dance"],
        &["study", "--json", "--plain"],
        &["study", "--with-key"],
    ] {
        let ran = house.run(wrong, "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{wrong:?}");
        assert!(ran.err.starts_with("error: "), "{}", ran.err);
    }
}

#[test]
fn completions_and_the_manual_page_name_every_command() {
    let house = House::new();
    for arguments in [
        &["completions", "bash"][..],
        &["completions", "fish"],
        &["completions", "zsh"],
        &["man"],
    ] {
        let out = house.run(arguments, "").fine().out;
        for command in ["study", "stats", "check", "doctor"] {
            assert!(out.contains(command), "{arguments:?} {command}");
        }
    }
}
