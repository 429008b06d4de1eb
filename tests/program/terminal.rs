//! Sittings on a real terminal: what is on the screen, and the terminal as it was afterwards.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

use crate::house::{ELEVEN, House};

/// Nothing here takes longer; a test that waits for more has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the program has written: the screen it makes, and every byte.
struct Seen {
    screen: vt100::Parser,
    bytes: Vec<u8>,
    gone: bool,
}

/// A terminal with a shell in it that runs the program, then tells how the terminal is left.
struct Window {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

impl Window {
    /// Runs the program with these arguments in a window of that size.
    fn open(house: &House, arguments: &str, (rows, columns): (u16, u16)) -> Self {
        let script = format!(
            "trap : INT; stty -a > before; retain() {{ \"{}\" --data-dir data --now 2026-11-23T07:00:00Z \
             --seed 1 \"$@\"; }}; retain {arguments}; echo \"code $?\"; stty -a > after; echo over",
            env!("CARGO_BIN_EXE_retain")
        );
        Self::run(house, "/bin/sh", &["-c", &script], (rows, columns), None)
    }

    /// Runs any program; once `until` is on the screen nobody looks at it any more.
    fn run(
        house: &House,
        program: &str,
        arguments: &[&str],
        (rows, columns): (u16, u16),
        until: Option<&'static str>,
    ) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        for (name, value) in [
            ("HOME", house.path("home").to_str().unwrap()),
            ("PATH", "/usr/bin:/bin"),
            ("TZ", "UTC"),
            ("TERM", "xterm-256color"),
        ] {
            command.env(name, value);
        }
        command.cwd(house.path("."));
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let seen = Arc::new((
            Mutex::new(Seen {
                screen: vt100::Parser::new(nonzero(rows), nonzero(columns), 1000),
                bytes: Vec::new(),
                gone: false,
            }),
            Condvar::new(),
        ));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let shared = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                let read = reader.read(&mut buffer).unwrap_or(0);
                let mut seen = shared.0.lock().unwrap();
                seen.screen.process(&buffer[..read]);
                seen.bytes.extend(&buffer[..read]);
                let shown = |text| seen.screen.screen().contents().contains(text);
                seen.gone = read == 0 || until.is_some_and(shown);
                shared.1.notify_all();
                if seen.gone {
                    return;
                }
            }
        });
        Self {
            child,
            master: Some(pair.master),
            keys: Some(keys),
            seen,
        }
    }

    /// Waits until this stands in the last rows of the screen or anywhere on it.
    #[track_caller]
    fn wait(&self, text: &str) -> String {
        self.wait_for(text, |screen| screen.contains(text))
    }

    #[track_caller]
    fn wait_for(&self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + PATIENCE;
        let mut seen = self.seen.0.lock().unwrap();
        loop {
            let screen = seen.screen.screen().contents();
            if holds(&screen) {
                return screen;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero() && !seen.gone, "no {what} in\n{screen}");
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Gives the window another size.
    fn resize(&self, rows: u16, cols: u16) {
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// What is on the screen.
    fn screen(&self) -> String {
        self.seen.0.lock().unwrap().screen.screen().contents()
    }

    /// Waits until something else is on the screen, but no longer than that.
    fn changes(&self, before: &str, patience: Duration) {
        let end = Instant::now() + patience;
        let mut seen = self.seen.0.lock().unwrap();
        while seen.screen.screen().contents() == before && Instant::now() < end {
            let left = end.saturating_duration_since(Instant::now());
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Presses keys.
    fn press(&mut self, keys: &str) {
        let writer = self.keys.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// Waits for a text, then presses keys.
    #[track_caller]
    fn at(&mut self, text: &str, keys: &str) {
        self.wait(text);
        self.press(keys);
    }

    /// Waits for the end: the exit code is as said, the cursor is seen, the terminal as it was.
    #[track_caller]
    fn ends(mut self, house: &House, code: i32) -> String {
        let screen = self.wait("over");
        self.child.wait().unwrap();
        assert!(screen.contains(&format!("code {code}\n")), "{screen}");
        assert!(!self.seen.0.lock().unwrap().screen.screen().hide_cursor());
        let left = |name: &str| std::fs::read_to_string(house.path(name)).unwrap();
        assert_eq!(left("before"), left("after"));
        assert!(left("after").contains(" echo "), "{}", left("after"));
        screen
    }

    /// No line is longer than the window is wide.
    #[track_caller]
    fn fits(&self) {
        let seen = self.seen.0.lock().unwrap();
        let screen = seen.screen.screen();
        for row in 0..screen.size().0.get() {
            assert!(
                !screen.row_wrapped(row),
                "row {row} in\n{}",
                screen.contents()
            );
        }
    }
}

fn nonzero(n: u16) -> NonZero<u16> {
    NonZero::new(n).unwrap()
}

const WIDE: (u16, u16) = (24, 80);
const SMALL: (u16, u16) = (8, 20);

fn only(kind: &str) -> House {
    let start = ELEVEN.find(&format!("[[card]]\nid = \"{kind}\"")).unwrap();
    let rest = &ELEVEN[start + 1..];
    let end = rest
        .find("\n[[card]]")
        .map_or(ELEVEN.len(), |end| start + 1 + end);
    House::with_cards(&ELEVEN[start..end])
}

/// Which number an option has on the screen.
fn number_of(screen: &str, option: &str) -> String {
    let line = screen.lines().find(|line| line.contains(option)).unwrap();
    line.chars().find(char::is_ascii_digit).unwrap().to_string()
}

#[test]
fn an_option_is_picked_by_its_number() {
    let house = only("choice");
    let mut window = Window::open(&house, "study deck.toml", WIDE);
    let screen = window.wait("enter answer");
    window.fits();
    window.press(&format!(
        "{}\r",
        number_of(&screen, "an influx of refugees")
    ));
    let screen = window.wait("enter ends");
    assert!(screen.contains('✓'), "{screen}");
    window.press("\r");
    let screen = window.ends(&house, 0);
    assert!(screen.contains("1 answered"), "{screen}");
    assert_eq!(
        house.number("SELECT count(*) FROM reviews WHERE verdict = 'correct'"),
        1
    );
}

#[test]
fn an_option_is_picked_with_the_arrows() {
    let house = only("choice");
    let mut window = Window::open(&house, "study deck.toml", WIDE);
    let screen = window.wait("enter answer");
    let right: usize = number_of(&screen, "an influx of refugees").parse().unwrap();
    for at in 2..=right {
        window.press("\u{1b}[B");
        let chosen = format!("❯ {at}");
        window.wait(&chosen);
    }
    window.press("\r");
    window.at("enter ends", "\r");
    window.ends(&house, 0);
    assert_eq!(
        house.number("SELECT count(*) FROM reviews WHERE verdict = 'correct'"),
        1
    );
}

#[test]
fn a_typed_answer_with_a_slip_shows_the_difference() {
    let house = only("text");
    let mut window = Window::open(&house, "study deck.toml", WIDE);
    window.at("›", "Liu Yunshna\r");
    let screen = window.wait("enter ends");
    assert!(
        screen.contains("almost") && screen.contains("Liu Yunshan"),
        "{screen}"
    );
    window.fits();
    window.press("w");
    window.wait("now wrong");
    window.at("enter next", "\r");
    window.wait_for("a new prompt", |screen| screen.matches('›').count() >= 2);
    window.press("Liu Yunshan\r");
    window.at("enter ends", "\r");
    window.ends(&house, 0);
    assert_eq!(
        house.number("SELECT count(*) FROM amendments WHERE action = 'override'"),
        1
    );
}

#[test]
fn a_card_is_flipped_and_rated() {
    for size in [WIDE, SMALL] {
        let house = only("flip");
        let mut window = Window::open(&house, "study deck.toml", size);
        window.at("enter", "\r");
        window.wait("self-reliance");
        window.at("4 easy", "4");
        // Where the verdict and the summary don't fit into one window, the summary is the end.
        let last = if size == SMALL { "next" } else { "ends" };
        window.at(&format!("enter {last}"), "\r");
        window.ends(&house, 0);
        assert_eq!(house.number("SELECT rating FROM reviews"), 4);
    }
}

#[test]
fn a_preview_shows_what_the_sitting_shows() {
    for kind in [
        "choice", "multiple", "order", "match", "text", "number", "list", "flip",
    ] {
        let house = only(kind);
        let ran = house.run(&["preview", "deck.toml", "--width", "80"], "");
        // What is there before the first key.
        let answered = |line: &&str| {
            !["› ", "hint:", "✓", "self-reliance"]
                .iter()
                .any(|n| line.starts_with(n))
        };
        let lines: Vec<&str> = ran.out.lines().skip(1).map(str::trim).collect();
        let lines: Vec<&str> = lines.into_iter().take_while(answered).collect();
        assert!(lines.len() >= 5, "{lines:?}");
        let mut window = Window::open(&house, "study deck.toml", WIDE);
        window.wait_for("the lines of the preview", |screen| {
            let shown: Vec<&str> = screen.lines().map(str::trim).collect();
            lines
                .iter()
                .all(|line| line.is_empty() || shown.contains(line))
        });
        window.press("\u{3}");
        window.ends(&house, 130);
    }
}

#[test]
fn all_kinds_fit_into_a_small_window() {
    for size in [SMALL, (10, 30)] {
        let house = House::with_cards(ELEVEN);
        let mut window = Window::open(&house, "study deck.toml --new 99", size);
        let end = Instant::now() + PATIENCE;
        let kinds = "SELECT count(DISTINCT kind) FROM reviews";
        while !house.store().exists() || house.number(kinds) < 11 {
            assert!(Instant::now() < end, "{}", window.screen());
            window.fits();
            // Keys that take any prompt further; those that come too early are dropped.
            let before = window.screen();
            window.press(if before.contains("[ ]") {
                " \r"
            } else if before.contains('›') && !before.contains('❯') {
                "x\r"
            } else {
                "\r"
            });
            window.changes(&before, Duration::from_millis(300));
        }
        window.wait_for("the keys after a verdict", |screen| {
            let keys = ["enter next", "enter ends", "enter more"];
            keys.iter().any(|key| screen.contains(key))
        });
        window.press("\u{3}");
        window.ends(&house, 130);
    }
}

#[test]
fn an_interrupt_leaves_the_terminal_as_it_was() {
    for kind in [
        "choice", "multiple", "order", "match", "text", "number", "flip",
    ] {
        for size in [WIDE, SMALL] {
            let house = only(kind);
            let mut window = Window::open(&house, "study deck.toml", size);
            // What was typed before the prompt stands is dropped.
            window.wait_for("a prompt", |screen| {
                ["❯", "›", "enter shows"]
                    .iter()
                    .any(|key| screen.contains(key))
            });
            window.press("\u{3}");
            window.ends(&house, 130);
        }
    }
}

#[test]
fn an_interrupt_after_an_answer_tells_that_it_is_saved() {
    let house = only("text");
    let mut window = Window::open(&house, "study deck.toml", WIDE);
    window.at("›", "nobody\r");
    window.at("enter next", "\u{3}");
    let screen = window.ends(&house, 130);
    assert!(screen.contains("1 answer saved"), "{screen}");
    assert_eq!(house.saved(), 1);
}

#[test]
fn the_end_of_input_quits() {
    for kind in ["choice", "text", "flip", "match"] {
        let house = only(kind);
        let mut window = Window::open(&house, "study deck.toml", WIDE);
        window.at(if kind == "text" { "›" } else { "menu" }, "\u{4}");
        window.ends(&house, 0);
    }
}

#[test]
fn a_hangup_ends_the_program_with_every_answer_saved() {
    let house = House::with_cards(ELEVEN);
    let program = env!("CARGO_BIN_EXE_retain");
    let mut window = Window::run(
        &house,
        program,
        &["--data-dir", "data", "--seed", "1", "study", "deck.toml"],
        WIDE,
        Some("enter next"),
    );
    window.at("enter answer", "1\r");
    window.wait("enter next");
    window.keys.take();
    window.master.take();
    let end = Instant::now() + PATIENCE;
    while window.child.try_wait().unwrap().is_none() {
        assert!(
            Instant::now() < end,
            "the program goes on without its terminal"
        );
        std::thread::yield_now();
    }
    assert_eq!(house.saved(), 1);
}

#[test]
fn signals_restore_the_terminal() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let house = only("choice");
        let window = Window::open(&house, "study deck.toml", WIDE);
        window.wait("enter answer");
        let lock = std::fs::read_to_string(house.path("data/study.lock")).unwrap();
        let pid = lock.split_whitespace().nth(1).unwrap().parse().unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
        window.ends(&house, code);
    }
}

#[test]
fn the_last_answer_can_be_undone_after_the_last_card() {
    let house = only("number");
    let mut window = Window::open(&house, "study deck.toml", WIDE);
    window.at("›", "870 miles\r");
    window.at("enter ends", "u");
    window.wait("taken back");
    window.wait_for("a new prompt", |screen| screen.matches('›').count() >= 2);
    window.press("870 miles\r");
    window.wait_for("the end", |screen| {
        screen.matches("1 answered").count() >= 1
    });
    window.at("enter ends", "\r");
    window.ends(&house, 0);
    assert_eq!(house.saved(), 2);
    assert_eq!(
        house.number("SELECT count(*) FROM amendments WHERE action = 'undo'"),
        1
    );
}

#[test]
fn a_window_may_change_its_size_while_it_is_asked() {
    // The line editor of the first question watches the size; the picker of the second must
    // not take that for an interrupt.
    let first = "[[card]]\nid = \"first\"\nquestion = \"First?\"\nanswer = \"one\"\n\n";
    let house = only("choice");
    let cards = std::fs::read_to_string(house.path("deck.toml")).unwrap();
    house.write(
        "deck.toml",
        cards.replacen("[[card]]", &format!("{first}[[card]]"), 1),
    );
    let mut window = Window::open(&house, "study deck.toml", WIDE);
    window.at("›", "one\r");
    window.at("enter next", "\r");
    window.wait("? hint");
    for (rows, columns) in [(20, 60), (30, 100), (24, 80)] {
        window.resize(rows, columns);
    }
    window.press("\u{1b}[B");
    window.at("❯ 2", "\r");
    let screen = window.wait_for("the verdict", |screen| {
        screen.contains("enter next") || screen.contains("enter ends")
    });
    window.press("\u{4}");
    assert!(screen.contains('✓') || screen.contains('✗'), "{screen}");
    window.ends(&house, 0);
    assert_eq!(house.saved(), 2);
}

#[test]
fn bare_retain_offers_to_start() {
    let house = House::new();
    let mut window = Window::open(&house, "", WIDE);
    window.at("Start?", "n");
    window.ends(&house, 0);
    let mut window = Window::open(&house, "", WIDE);
    window.at("Start?", "\r");
    window.at("›", ":quit\r");
    window.ends(&house, 0);
}

#[test]
fn a_dumb_terminal_gets_plain_lines() {
    let house = only("number");
    let mut window = Window::open(&house, "study --plain deck.toml", WIDE);
    window.at("(a number with its unit", "870 miles\n");
    window.at("that was all", "\n");
    window.ends(&house, 0);
    let house = only("number");
    let mut window = Window::open(&house, "study deck.toml", (7, 19));
    window.at("1 of 1", ":quit\n");
    window.ends(&house, 0);
}

#[test]
fn the_sitting_in_the_readme_is_one() {
    let house = House::new();
    let mut window = Window::open(&house, "study overview --new 3", (40, 80));
    // Keys pressed before the prompt stands are dropped: they were meant for something else.
    window.at("\n  ›", "Kim Jnog-un\r");
    let screen = window.wait("enter next");
    for line in crate::readme::blocks("text")[0].lines() {
        assert!(screen.contains(line.trim_end()), "{line}\n{screen}");
    }
    window.press("q");
    window.ends(&house, 0);
}

#[test]
fn a_card_is_written_by_keys_and_changed_before_it_is() {
    let house = House::with_cards("");
    let mut window = Window::open(&house, "add deck.toml", WIDE);
    window.at("enter picks", "\r");
    window.at("question ›", "Which instrument measures the atmosphere?\r");
    window.at("answer 1 ›", "Atmosphere gauge\r");
    window.at("answer 2 ›", "\r");
    window.at("distractors 1 ›", "Ruler\r");
    window.at("distractors 2 ›", "Scales\r");
    window.at("distractors 3 ›", "\r");
    window.at("no more: show the card", "\r");
    let screen = window.wait("change something");
    assert!(screen.contains("warning[clang]"), "{screen}");
    window.fits();
    window.press("1");
    window.at("What is to be changed?", "2");
    // The answer stands there to be changed.
    window.at("answer › Atmosphere gauge", "\x15Barometer\r");
    window.at("Write it?", "1");
    window.at("another card", "2");
    window.ends(&house, 0);
    let deck = std::fs::read_to_string(house.path("deck.toml")).unwrap();
    assert!(
        deck.ends_with("answer = \"Barometer\"\ndistractors = [\"Ruler\", \"Scales\"]\n"),
        "{deck}"
    );
}

#[test]
fn ctrl_c_leaves_the_deck_as_it_is_at_any_step_of_a_new_card() {
    let house = House::with_cards("");
    let before = std::fs::read(house.path("deck.toml")).unwrap();
    for size in [WIDE, SMALL] {
        let mut window = Window::open(&house, "add deck.toml --kind text", size);
        window.at("question ›", "Sea?\r");
        window.at("answer ›", "black\r");
        window.at("Anything more?", "\x03");
        window.ends(&house, 130);
        assert_eq!(std::fs::read(house.path("deck.toml")).unwrap(), before);
    }
}

#[test]
fn after_an_edit_it_is_asked_which_card_it_is_and_what_to_do_with_another_answer() {
    let before = r#"
[[card]]
question = "What is the capital of France today?"
answer = "Paris"

[[card]]
id = "border"
question = "How long is the border?"
answer = 870
"#;
    let after = before
        .replace("France", "Norway")
        .replace("Paris", "Oslo")
        .replace("870", "880");
    let house = House::with_cards(before);
    house
        .plain(&["deck.toml"], &["paris", "870", ":quit"])
        .fine();
    for size in [WIDE, SMALL] {
        house.deck("deck.toml", &after);
        let mut window = Window::open(&house, "study deck.toml", size);
        window.wait_for("question", |screen| {
            screen.contains("Norway") && screen.contains("yes, the same")
        });
        window.fits();
        // Enter alone decides nothing.
        window.press("\r");
        window.wait_for("question", |screen| {
            screen.contains("880") && screen.contains("keep as known")
        });
        window.fits();
        window.press("l");
        window.at("›", "\x04");
        window.ends(&house, 0);
        assert_eq!(house.number("SELECT count(*) FROM bindings"), 0);
    }
    let mut window = Window::open(&house, "study deck.toml", WIDE);
    window.at("no, a new card", "n");
    window.at("reset to new", "r");
    window.wait("2 new");
    window.at("›", "\x04");
    window.ends(&house, 0);
    assert_eq!(house.number("SELECT count(*) FROM memory"), 1);
    assert_eq!(house.saved(), 2);
    // Decided once, it is not asked again.
    let mut window = Window::open(&house, "study deck.toml", WIDE);
    window.wait("2 new");
    let screen = window.wait("›");
    assert!(!screen.contains("that you know"), "{screen}");
    window.press("\x04");
    window.ends(&house, 0);
}

#[test]
fn a_line_with_text_on_it_is_left_by_esc_and_by_ctrl_d() {
    let house = House::with_cards("");
    let before = std::fs::read(house.path("deck.toml")).unwrap();
    for size in [WIDE, SMALL] {
        let mut window = Window::open(&house, "add deck.toml --kind text", size);
        window.at("question ›", "Why so?");
        window.at("Why so?", "\x1b");
        // The menu of kinds: a number of two digits is typed.
        window.wait_for("menu", |screen| {
            screen.contains("1–12, enter") && !screen.contains("Why so?")
        });
        window.press("12\r");
        window.wait_for("question", |screen| screen.contains("›"));
        window.press("What?\r");
        window.at("answer ›", "because");
        window.at("because", "\x04");
        window.ends(&house, 0);
        assert_eq!(std::fs::read(house.path("deck.toml")).unwrap(), before);
    }
}

/// A test that began a while ago is over when its time is, whatever prompt is open.
#[test]
fn the_time_of_a_test_ends_an_open_prompt() {
    for kind in ["text", "choice", "multiple", "order", "match"] {
        let house = only(kind);
        let script = format!(
            "trap : INT; stty -a > before; \"{}\" --data-dir data test deck.toml --time 1s --anew \
             --pass 50% --name Ada --out ada.json; echo \"code $?\"; stty -a > after; echo over",
            env!("CARGO_BIN_EXE_retain")
        );
        let mut window = Window::run(&house, "/bin/sh", &["-c", &script], WIDE, None);
        window.at("a test of 1 question", "x");
        window.wait("\nover");
        let screen = window.ends(&house, 1);
        assert!(
            screen.contains("the time of the test is over: 0 of 1 question answered"),
            "{screen}"
        );
        assert!(screen.contains("not passed: 50 % was wanted"), "{screen}");
        assert!(house.path("ada.json").exists());
        let mut events = String::new();
        let store = house.open_store();
        let mut query = store.prepare("SELECT at, action FROM test_events").unwrap();
        let mut rows = query.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let (at, action): (i64, String) = (row.get(0).unwrap(), row.get(1).unwrap());
            events.push_str(&format!("{at} {action}\n"));
        }
        assert_eq!(events.lines().count(), 2, "{kind}: {events}{screen}");
    }
}

/// A prompt that stays open is told in the corner that the time runs out, and takes what is typed.
#[test]
fn an_open_prompt_of_a_test_is_warned_in_the_corner() {
    let house = only("text");
    let begun = jiff::Timestamp::now() - Duration::from_secs(172);
    let begin = format!(
        "\"{0}\" --data-dir data --now {begun} test deck.toml --time 4m --plain",
        env!("CARGO_BIN_EXE_retain")
    );
    let script = format!(
        "trap : INT; stty -a > before; echo :leave | {begin}; \"{0}\" --data-dir data test deck.toml \
         --time 4m; echo \"code $?\"; stty -a > after; echo over",
        env!("CARGO_BIN_EXE_retain")
    );
    let mut window = Window::run(&house, "/bin/sh", &["-c", &script], WIDE, None);
    window.wait("the test goes on");
    window.at("›", "Liu Yun");
    let screen = window.wait("60 s left \n");
    assert!(screen.contains("› Liu Yun"), "{screen}");
    window.press("shan\r");
    window.at("`:hand-in`", ":hand-in\r");
    window.wait("\nover");
    let screen = window.ends(&house, 0);
    assert!(screen.contains("1 of 1"), "{screen}");
}

/// The window is gone at once, and nothing of the program can put it right: what it has shown as
/// marked is in the store all the same, once.
#[test]
fn a_kill_under_a_prompt_loses_no_answer_that_was_marked() {
    let mut house = only("text");
    let mut shown = 0;
    for kill in 0..20 {
        house
            .at(&format!("{}-01-01T07:00:00Z", 2027 + kill))
            .seeded(kill);
        let saved = || {
            if house.store().exists() {
                house.saved()
            } else {
                0
            }
        };
        let before = saved();
        let ahead = ["study", "deck.toml", "--ahead=9999"];
        let command = house.command(&ahead);
        let words: Vec<String> = command
            .get_args()
            .map(|word| word.to_str().unwrap().to_owned())
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut window = Window::run(&house, env!("CARGO_BIN_EXE_retain"), &words, WIDE, None);
        window.at(
            "›",
            if kill % 3 == 0 {
                "nobody\r"
            } else {
                "Liu Yunshan\r"
            },
        );
        // Sometimes when the mark is shown, sometimes while it is on its way.
        let marked = kill % 2 == 0;
        if marked {
            window.wait_for("mark", |screen| {
                screen.contains("enter ends") || screen.contains("enter next")
            });
        }
        let pid = i32::try_from(window.child.process_id().unwrap()).unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL).unwrap();
        window.child.wait().unwrap();
        let saved = saved() - before;
        assert!(
            saved == 1 || (saved == 0 && !marked),
            "kill {kill}: {saved}"
        );
        shown += i64::from(marked);
    }
    assert!(house.saved() >= shown);
}
