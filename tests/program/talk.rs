//! A running program that is talked to, line by line.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout};

use rustix::process::{Pid, Signal, kill_process};

use crate::house::{House, Ran, ran};

/// A running program that is talked to line by line.
pub struct Talk {
    pub child: Child,
    pub lines: std::io::Lines<BufReader<ChildStdout>>,
}

impl Talk {
    /// Starts the program.
    pub fn start(house: &House, arguments: &[&str]) -> Self {
        let mut child = house.start(arguments);
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// Writes a line.
    pub fn say(&mut self, line: &str) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    /// Reads up to the first line that fits.
    pub fn until(&mut self, fits: impl Fn(&str) -> bool) -> String {
        loop {
            let line = self.lines.next().expect("the program has ended").unwrap();
            if fits(&line) {
                return line;
            }
        }
    }

    /// Sends a signal.
    pub fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Waits for the end, which comes by itself.
    pub fn end(self) -> Ran {
        let Self { mut child, lines } = self;
        // The end of its input or of its reader would be another reason to end.
        let stdin = child.stdin.take();
        let ran = ran(&child.wait_with_output().unwrap());
        drop((stdin, lines));
        ran
    }
}

/// Skips a question in JSON lines.
pub const SKIP: &str = r#"{"type":"skip","took_ms":1000}"#;

/// Skips questions in JSON lines up to the mark of that number.
pub fn skip(talk: &mut Talk, marks: usize) {
    for _ in 0..marks {
        talk.say(SKIP);
        talk.until(|line| line.starts_with(r#"{"type":"mark""#));
    }
}
