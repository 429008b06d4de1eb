//! How long the learner waits: from the command to the first question, from an answer until it is
//! on the disk, and for an import; each beside what the machine cannot do faster.
//!
//! `cargo bench --bench launch -- --table` prints the table of `docs/benchmarks.md`; without
//! `--table` the smallest size is measured. The last column says how many times longer it takes than
//! with a tenth of the cards.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement needs the clock, files and processes, and a surprise is a failure"
)]

mod generated;
mod timing;

use std::collections::HashMap;
use std::fs;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tempfile::TempDir;
use timing::{median, shown, timed};
use toml::de::DeTable;

/// Cards and the files they are in.
const SIZES: &[(usize, usize)] = &[(1_000, 10), (10_000, 100), (100_000, 1_000)];
/// The time at which the program believes to be: when the logs end.
const NOW: &str = "2026-11-27T07:00:00Z";
/// How often a start is measured; the median counts.
const STARTS: usize = 15;
/// How often what takes long is measured.
const LONG: usize = 5;
/// How many answers are measured.
const ANSWERS: usize = 200;

fn main() {
    let all = std::env::args().any(|argument| argument == "--table");
    let sizes = if all { SIZES } else { &SIZES[..1] };
    println!(
        "| cards | reviews | what | time | memory | limit | to the limit | growth |\n\
         |---|---|---|---|---|---|---|---|"
    );
    let mut before = HashMap::new();
    for &(cards, files) in sizes {
        measure(cards, files, &mut before);
    }
}

/// A data folder with decks and a log.
struct House {
    data: TempDir,
    decks: Vec<PathBuf>,
    texts: Vec<String>,
}

/// A row of the table.
struct Row<'w> {
    what: &'w str,
    time: Duration,
    /// Peak memory in kilobytes.
    memory: Option<u64>,
    limit: Duration,
    of: &'w str,
}

fn measure(cards: usize, files: usize, before: &mut HashMap<String, Duration>) {
    let house = House::new(cards, files);
    let log = house.data.path().join("log.csv");
    fs::write(&log, generated::log(cards, files, cards * 10)).unwrap();
    let mut print = |row: Row<'_>| {
        let reviews = cards * 10;
        let memory = row
            .memory
            .map_or(String::new(), |kb| format!("{:.0} MB", kb as f64 / 1024.0));
        let growth = before.insert(row.what.to_owned(), row.time);
        let growth = growth.map_or(String::new(), |before| {
            format!("{:.1} ×", row.time.as_secs_f64() / before.as_secs_f64())
        });
        println!(
            "| {cards} | {reviews} | {} | {} | {memory} | {} {} | {:.1} × | {growth} |",
            row.what,
            shown(row.time),
            shown(row.limit),
            row.of,
            row.time.as_secs_f64() / row.limit.as_secs_f64()
        );
    };
    let lines = fs::read(&log).unwrap();
    let read_log = once(|| bare_import(house.data.path(), &lines));
    print(Row {
        what: "import",
        time: once(|| {
            let import = house.command(&["import", log.to_str().unwrap()]).output();
            assert!(import.unwrap().status.success());
        }),
        memory: None,
        limit: read_log,
        of: "bare inserts",
    });

    let start = median(STARTS, bare_start);
    let version = median(STARTS, || timed(|| house.run(&["--version"])));
    if cards == SIZES[0].0 {
        print(Row {
            what: "`--version`",
            time: version,
            memory: None,
            limit: start,
            of: "process",
        });
    }
    house.first_question();
    house.first_question();
    let query = median(STARTS, || timed(|| house.bare_query()));
    let stat = median(STARTS, || timed(|| house.stat()));
    let memory = house.memory();
    print(Row {
        what: "first question, warm",
        time: median(STARTS, || house.first_question()),
        memory: Some(memory),
        limit: start + query + stat,
        of: "process, query, stat",
    });
    print(Row {
        what: "`retain`, warm",
        time: median(STARTS, || timed(|| house.run(&[]))),
        memory: None,
        limit: start + query + stat,
        of: "process, query, stat",
    });
    // Before any deck is edited: what is not decided about an edit has all decks read each time.
    let sum = median(LONG, || timed(|| house.bare_sum()));
    print(Row {
        what: "`stats`, for the first time",
        time: once(|| house.run(&["stats", "--json"])),
        memory: None,
        limit: start + sum,
        of: "process, aggregate",
    });
    let memory = house.memory_of_stats();
    print(Row {
        what: "`stats`",
        time: median(LONG, || timed(|| house.run(&["stats", "--json"]))),
        memory: Some(memory),
        limit: start + sum,
        of: "process, aggregate",
    });
    let one = median(LONG, || timed(|| parse(&house.texts[..1])));
    print(Row {
        what: "first question, one file changed",
        time: median(LONG, || {
            house.change(0);
            house.first_question()
        }),
        memory: None,
        limit: start + query + stat + one,
        of: "process, query, stat, parse",
    });
    print(Row {
        what: "first question, one answer edited",
        time: median(LONG, || {
            house.edit(1);
            house.first_question()
        }),
        memory: None,
        limit: start + query + stat + one,
        of: "process, query, stat, parse",
    });
    let parsed = median(LONG, || timed(|| parse(&house.texts)));
    print(Row {
        what: "first question, cold",
        time: median(LONG, || {
            house.forget();
            house.first_question()
        }),
        memory: None,
        limit: start + query + parsed,
        of: "process, query, parse",
    });
    let (answer, bare) = house.answers();
    print(Row {
        what: "answer to durable",
        time: answer,
        memory: None,
        limit: bare,
        of: "bare commit",
    });
}

impl House {
    fn new(cards: usize, files: usize) -> Self {
        let data =
            tempfile::tempdir_in(std::env::var("RETAIN_BENCH_DIR").unwrap_or(".".to_owned()));
        let data = data.unwrap();
        let folder = data.path().join("decks");
        fs::create_dir(&folder).unwrap();
        fs::write(data.path().join("config.toml"), "").unwrap();
        let texts = generated::decks(cards, files);
        let decks = texts.iter().enumerate().map(|(n, text)| {
            let path = folder.join(format!("deck-{n}.toml"));
            fs::write(&path, text).unwrap();
            path
        });
        Self {
            decks: decks.collect(),
            data,
            texts,
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_retain"));
        let data = self.data.path();
        command.arg("--data-dir").arg(data);
        command.arg("--config").arg(data.join("config.toml"));
        command.args(["--now", NOW]).args(arguments);
        command.stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) {
        let output = self.command(arguments).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }

    /// Starts a sitting, up to its first question.
    fn start(&self) -> (Child, BufReader<std::process::ChildStdout>) {
        let mut command = self.command(&["study", "--json", "--with-key"]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        to_the_next(&mut lines, "ask");
        (child, lines)
    }

    fn first_question(&self) -> Duration {
        let started = Instant::now();
        let (mut child, _lines) = self.start();
        let time = started.elapsed();
        // It ends as most sittings do, and leaves nothing for the next one to tidy up.
        drop(child.stdin.take());
        child.wait().unwrap();
        time
    }

    /// The most memory that a start has needed, in kilobytes.
    fn memory(&self) -> u64 {
        let (mut child, _lines) = self.start();
        let peak = peak_of(&child);
        child.kill().unwrap();
        child.wait().unwrap();
        peak
    }

    /// The most memory that the figures have needed when the first of them is told; the others
    /// do not fit into the pipe, so that the process is still there. In kilobytes.
    fn memory_of_stats(&self) -> u64 {
        let mut command = self.command(&["stats", "--json"]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut said = child.stdout.take().unwrap();
        said.read_exact(&mut [0]).unwrap();
        let peak = peak_of(&child);
        drop(said);
        child.wait().unwrap();
        peak
    }

    /// What a bare connection needs to sum up each day.
    fn bare_sum(&self) {
        let connection = Connection::open(self.data.path().join("retain.db")).unwrap();
        let sql = "SELECT day, count(*), sum(rating > 1), sum(took_ms) FROM reviews \
                   WHERE learner = 'me' GROUP BY day";
        let mut statement = connection.prepare(sql).unwrap();
        let days: Vec<(i64, i64)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(3)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        black_box(days);
    }

    /// Changes a deck so that no card asks anything else.
    fn change(&self, deck: usize) {
        let path = &self.decks[deck];
        let text = fs::read_to_string(path).unwrap();
        fs::write(path, format!("{text}# Changed.\n")).unwrap();
    }

    /// Changes what the first card of a deck takes for an answer.
    fn edit(&self, deck: usize) {
        let path = &self.decks[deck];
        let text = fs::read_to_string(path).unwrap();
        fs::write(path, text.replacen("\nanswer = \"", "\nanswer = \"new ", 1)).unwrap();
    }

    /// Takes away what is kept of decks.
    fn forget(&self) {
        let _ = fs::remove_dir_all(self.data.path().join("cache"));
    }

    /// What a bare connection needs to say what is due.
    fn bare_query(&self) {
        let connection = Connection::open(self.data.path().join("retain.db")).unwrap();
        let today = 20_784;
        let sql = "SELECT deck, card, due_day FROM memory WHERE learner = 'me' AND due_day <= ?1";
        let mut statement = connection.prepare(sql).unwrap();
        let due: Vec<(String, String)> = statement
            .query_map([today], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        black_box(due);
    }

    fn stat(&self) {
        for entry in fs::read_dir(self.data.path().join("decks")).unwrap() {
            black_box(fs::metadata(entry.unwrap().path()).unwrap());
        }
    }

    /// From a reply to its mark, and a bare commit of the same rows in the same file system, in
    /// turn.
    fn answers(&self) -> (Duration, Duration) {
        let (mut child, mut lines) = self.start();
        let mut stdin = child.stdin.take().unwrap();
        let mut bare = Bare::new(self.data.path());
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for n in 0..ANSWERS {
            let started = Instant::now();
            writeln!(stdin, "{{\"type\":\"skip\",\"took_ms\":1000}}").unwrap();
            to_the_next(&mut lines, "mark");
            own.push(started.elapsed());
            to_the_next(&mut lines, "ask");
            let started = Instant::now();
            bare.commit(n);
            others.push(started.elapsed());
        }
        child.kill().unwrap();
        child.wait().unwrap();
        own.sort_unstable();
        others.sort_unstable();
        (own[ANSWERS / 2], others[ANSWERS / 2])
    }
}

/// The most memory that a process has needed, in kilobytes; 0 where that is not known.
fn peak_of(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = peak.and_then(|line| line.split_whitespace().next());
    number.and_then(|kb| kb.parse().ok()).unwrap_or(0)
}

/// A database that is only written to: one review and what is known of its card.
struct Bare {
    connection: Connection,
}

const TABLES: &str = "
    CREATE TABLE reviews (
      id TEXT NOT NULL PRIMARY KEY, deck TEXT NOT NULL, card TEXT NOT NULL, learner TEXT NOT NULL,
      device TEXT NOT NULL, at INTEGER NOT NULL, day INTEGER NOT NULL, kind TEXT NOT NULL,
      reply TEXT NOT NULL, hinted INTEGER NOT NULL, verdict TEXT NOT NULL, score REAL NOT NULL,
      reason TEXT NOT NULL, rating INTEGER NOT NULL, took_ms INTEGER NOT NULL, predicted REAL,
      content TEXT NOT NULL) STRICT;
    CREATE INDEX reviews_by_card ON reviews (learner, deck, card, id, day, at, rating);
    CREATE INDEX reviews_by_day ON reviews (learner, day, at);
    CREATE TABLE memory (
      learner TEXT NOT NULL, deck TEXT NOT NULL, card TEXT NOT NULL, stability REAL NOT NULL,
      difficulty REAL NOT NULL, phase TEXT NOT NULL, first_day INTEGER NOT NULL,
      last_day INTEGER NOT NULL, last_at INTEGER NOT NULL, due_day INTEGER NOT NULL,
      reviews INTEGER NOT NULL, lapses INTEGER NOT NULL,
      PRIMARY KEY (learner, deck, card)) STRICT, WITHOUT ROWID;
    CREATE TABLE contents (
      content TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, question TEXT NOT NULL,
      answer TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE versions (
      deck TEXT NOT NULL, card TEXT NOT NULL, content TEXT NOT NULL,
      PRIMARY KEY (deck, card, content)) STRICT, WITHOUT ROWID;";

const REVIEW: &str = "INSERT INTO reviews VALUES (?1, 'deck-1', ?2, 'me', \
    '0197ac9c-2b54-7000-8000-000000000000', ?3, 20784, 'text', 'null', 0, 'wrong', 0.0, \
    'omitted', 1, 1000, 0.87, '0123456789abcdef')";
const MEMORY: &str = "INSERT OR REPLACE INTO memory VALUES \
    ('me', 'deck-1', ?1, 3.2, 5.1, 'relearning', 20000, 20784, ?2, 20784, 11, 2)";
const CONTENT: &str =
    "INSERT INTO contents VALUES (?1, 'text', 'What is pera luso tamiko rane?', 'kilo nemu')";
const VERSION: &str = "INSERT INTO versions VALUES ('deck-1', ?1, '0123456789abcdef')";

impl Bare {
    fn new(folder: &Path) -> Self {
        let connection = Connection::open(folder.join("bare.db")).unwrap();
        connection
            .pragma_update(None, "journal_mode", "wal")
            .unwrap();
        connection
            .pragma_update(None, "synchronous", "full")
            .unwrap();
        connection.execute_batch(TABLES).unwrap();
        Self { connection }
    }

    fn review(&self, n: usize) {
        let id = format!("0197ac9c-2b54-7000-8000-{n:012}");
        let (card, at) = (format!("card-{n}"), generated::NOW + n as i64);
        let mut statement = self.connection.prepare_cached(REVIEW).unwrap();
        statement.execute((&id, &card, at)).unwrap();
    }

    fn commit(&mut self, n: usize) {
        let (card, at) = (format!("card-{n}"), generated::NOW + n as i64);
        let connection = &self.connection;
        let execute = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
            let mut statement = connection.prepare_cached(sql).unwrap();
            statement.execute(values).unwrap();
        };
        execute("BEGIN IMMEDIATE", &[]);
        self.review(n);
        execute(MEMORY, &[&card, &at]);
        execute(CONTENT, &[&card]);
        execute(VERSION, &[&card]);
        execute("COMMIT", &[]);
    }
}

/// As many rows as a log has, into one bare table, at once.
fn bare_import(folder: &Path, log: &[u8]) {
    let folder = tempfile::tempdir_in(folder).unwrap();
    let bare = Bare::new(folder.path());
    bare.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    for (n, line) in log.split(|byte| *byte == b'\n').enumerate() {
        black_box(line);
        bare.review(n);
    }
    bare.connection.execute_batch("COMMIT").unwrap();
}

fn to_the_next(lines: &mut impl BufRead, kind: &str) {
    let wanted = format!("\"type\":\"{kind}\"");
    let mut line = String::new();
    loop {
        line.clear();
        assert!(lines.read_line(&mut line).unwrap() > 0, "no {kind}");
        if line.contains(&wanted) {
            return;
        }
    }
}

/// A process that says one word.
fn bare_start() -> Duration {
    timed(|| {
        let output = Command::new("/bin/echo").arg("word").output();
        assert!(output.unwrap().status.success());
    })
}

fn parse(texts: &[String]) {
    for text in texts {
        black_box(DeTable::parse(text).is_ok());
    }
}

fn once(work: impl FnOnce()) -> Duration {
    timed(work)
}
