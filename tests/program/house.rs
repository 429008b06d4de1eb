//! A house for one test: a data folder of its own, a stopped clock, a seed, nothing of the
//! machine's environment; the program runs in it and says exactly what it said.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use tempfile::TempDir;

/// A Monday morning.
pub const MONDAY: &str = "2026-11-23T07:00:00Z";

/// Where a test lives.
pub struct House {
    root: TempDir,
    now: String,
    seed: u64,
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl House {
    /// An empty house on [`MONDAY`] with seed 1.
    pub fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        for folder in ["home", "data"] {
            fs::create_dir(root.path().join(folder)).unwrap();
        }
        Self {
            root,
            now: MONDAY.to_owned(),
            seed: 1,
        }
    }

    /// Another house with all that is in this one.
    pub fn copy(&self) -> Self {
        let house = Self {
            root: tempfile::tempdir().unwrap(),
            now: self.now.clone(),
            seed: self.seed,
        };
        let all = self.path(".");
        let mut copy = Command::new("cp");
        copy.arg("-a").arg(all).arg(house.root.path());
        assert!(copy.status().unwrap().success());
        house
    }

    /// A house with one deck, `deck.toml`, of these cards: its id is `deck`.
    pub fn with_cards(cards: &str) -> Self {
        let house = Self::new();
        house.deck("deck.toml", cards);
        house
    }

    /// Writes a deck titled `Test` with these cards.
    pub fn deck(&self, name: &str, cards: &str) -> PathBuf {
        self.write(name, format!("[deck]\ntitle = \"Test\"\n\n{cards}"))
    }

    /// Writes a file.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        // Every deck that any test writes tries the schema, too.
        if name.ends_with(".toml") {
            crate::agreement::agree(content.as_ref());
        }
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// A path in the house.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// The store's file.
    pub fn store(&self) -> PathBuf {
        self.path("data/retain.db")
    }

    /// Stops the clock at another time.
    pub fn at(&mut self, now: &str) -> &mut Self {
        now.clone_into(&mut self.now);
        self
    }

    /// Draws from another seed.
    pub fn seeded(&mut self, seed: u64) -> &mut Self {
        self.seed = seed;
        self
    }

    /// The program with an environment of its own, in the house as its folder.
    pub fn bare(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_retain"));
        command
            .env_clear()
            .env("HOME", self.path("home"))
            .env("PATH", "/usr/bin:/bin")
            .env("TZ", "UTC")
            .env("NO_COLOR", "1")
            .env("COLUMNS", "80")
            .current_dir(self.root.path());
        command
    }

    /// The program with the house's data folder, clock and seed before these arguments.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.bare();
        command
            .args(["--data-dir", "data", "--now", &self.now])
            .args(["--seed", &self.seed.to_string()])
            .args(arguments);
        command
    }

    /// Runs the program with an input.
    pub fn run(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Ran {
        run(self.command(arguments), input.as_ref())
    }

    /// Starts the program with pipes at all ends.
    pub fn start(&self, arguments: &[&str]) -> Child {
        piped(self.command(arguments)).spawn().unwrap()
    }

    /// A sitting in plain lines, one reply a line.
    pub fn plain(&self, more: &[&str], replies: &[&str]) -> Ran {
        let mut arguments = vec!["study", "--plain"];
        arguments.extend(more);
        self.run(&arguments, lines(replies))
    }

    /// A sitting in JSON lines, one message a line.
    pub fn json(&self, more: &[&str], messages: &[&str]) -> Ran {
        let mut arguments = vec!["study", "--json"];
        arguments.extend(more);
        self.run(&arguments, lines(messages))
    }

    /// The store, to look at.
    pub fn open_store(&self) -> Connection {
        Connection::open_with_flags(self.store(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
    }

    /// One number from the store.
    pub fn number(&self, sql: &str) -> i64 {
        self.open_store()
            .query_row(sql, [], |row| row.get(0))
            .unwrap()
    }

    /// How many answers the log has, and that the store is sound.
    pub fn saved(&self) -> i64 {
        let found: String = self
            .open_store()
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(found, "ok");
        self.number("SELECT count(*) FROM reviews")
    }

    /// The text with the names of this house's folders taken out.
    pub fn neutral(&self, text: &str) -> String {
        let root = self.root.path().to_str().unwrap();
        text.replace(root, "HOUSE")
    }
}

impl Ran {
    /// The objects of JSON lines.
    pub fn objects(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}")))
            .collect()
    }

    /// The objects of one type.
    pub fn of_type(&self, kind: &str) -> Vec<Value> {
        let mut all = self.objects();
        all.retain(|object| object["type"] == kind);
        all
    }

    /// The same run, which must have ended well and in silence.
    #[track_caller]
    pub fn fine(self) -> Self {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self
    }

    /// The same run, which must have ended well, whatever it said.
    #[track_caller]
    pub fn fine_code(self) -> Self {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self
    }

    /// Everything at once, for a snapshot.
    pub fn whole(&self) -> String {
        let mut text = self.out.clone();
        if !self.err.is_empty() {
            text.push_str(&format!("--- stderr\n{}", self.err));
        }
        if self.code != 0 {
            text.push_str(&format!("--- exit code {}\n", self.code));
        }
        text
    }
}

/// Runs a command with an input; no run may panic, whatever it is given.
pub fn run(command: Command, input: &[u8]) -> Ran {
    let mut child = piped(command).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // A program that ends before it has read everything closes the pipe.
        let _ = stdin.write_all(&input);
    });
    let ran = ran(&child.wait_with_output().unwrap());
    writer.join().unwrap();
    ran
}

/// What an ended program said; it must not have panicked.
pub fn ran(output: &Output) -> Ran {
    use std::os::unix::process::ExitStatusExt;
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(!err.contains("panicked"), "{err}");
    let code = output
        .status
        .code()
        .unwrap_or_else(|| -output.status.signal().unwrap());
    Ran { code, out, err }
}

fn piped(mut command: Command) -> Command {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Lines with their breaks.
pub fn lines(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The decks that ship.
pub fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("decks")
}

/// One card of each of the eleven kinds; the id is the kind's name.
pub const ELEVEN: &str = r#"
[[card]]
id = "choice"
question = "What would Beijing have to expect at its border?"
answer = "an influx of refugees"
distractors = ["a blockade of its ports", "a flood of cheap energy"]
hint = "People."
explanation = "This is why China has opposed *harsh* sanctions."
tags = ["border"]

[[card]]
id = "text"
question = "Which senior official attended the anniversary in 2015?"
answer = "Liu Yunshan"
accept = ["Li Yunshan"]
reject = ["Xi Jinping"]
hint = "Three syllables."

[[card]]
id = "number"
question = "How long is the border?"
answer = 870
unit = "miles"
unit_required = true

[[card]]
id = "date"
kind = "date"
question = "When was the first nuclear test?"
answer = "2006-10"

[[card]]
id = "true-false"
question = "Did China back Resolution 1718?"
answer = true

[[card]]
id = "multiple"
question = "What does China send?"
answer = ["food", "energy"]
distractors = ["submarines"]

[[card]]
id = "list"
question = "Name the three powers."
answer = ["China", "Russia", ["United States", "USA"]]

[[card]]
id = "order"
question = "Oldest first."
order = ["Korean War", "first test", "second test"]

[[card]]
id = "match"
question = "Who rules where?"
pairs = [["Pyongyang", "Kim"], ["Beijing", "Xi"]]
distractors = ["Abe"]

[[card]]
id = "cloze"
cloze = "China fought in the {{Korean War}} until {{1953::year}}."

[[card]]
id = "flip"
kind = "flip"
question = "What is *juche*?"
answer = "self-reliance"
"#;
