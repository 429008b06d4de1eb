//! Runs of the program whose calls to the system are counted, killed or made to fail, by `strace`.
//! Where that is missing or may not trace, nothing is tried, and that is said; with
//! `RETAIN_TEST_TRACE=required` it is a failure.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::Command;

use crate::house::{Ran, run};

/// The calls by which something on a disk changes, or something is said.
const CHANGES: &str = "?write,?pwrite64,?pwritev,?fsync,?fdatasync,?ftruncate,?fallocate,?rename,\
    ?renameat,?renameat2,?link,?linkat,?unlink,?unlinkat,?rmdir,?mkdir,?mkdirat,?chmod,?fchmod,\
    ?fchmodat,?copy_file_range,?sendfile";

/// A change that a thread makes: the call, and how many of its kind it is.
#[derive(Debug)]
pub struct Change(String, usize);

/// A tracer that works.
pub struct Trace {
    folder: tempfile::TempDir,
}

impl Trace {
    /// None where nothing can be traced.
    pub fn begin() -> Option<Self> {
        let works = Command::new("strace")
            .args(["-qq", "-e", "trace=none", "true"])
            .output();
        if works.is_ok_and(|ran| ran.status.success()) {
            let folder = tempfile::tempdir().unwrap();
            return Some(Self { folder });
        }
        let required = std::env::var_os("RETAIN_TEST_TRACE").is_some();
        assert!(!required, "`strace` is missing or may not trace");
        eprintln!("`strace` is missing or may not trace: not tried");
        None
    }

    /// The changes that a run makes, in their order; it has to end well.
    pub fn changes(&self, command: &Command, input: &str) -> Vec<Change> {
        self.run(command, input, None).fine_code();
        let mut so_far = HashMap::new();
        let mut changes = Vec::new();
        for line in std::fs::read_to_string(self.calls()).unwrap().lines() {
            let (thread, call) = line.split_once(' ').unwrap();
            if let Some((name, _)) = call.trim_start().split_once('(') {
                let nth = so_far
                    .entry((thread.to_owned(), name.to_owned()))
                    .or_insert(0);
                *nth += 1;
                changes.push(Change(name.to_owned(), *nth));
            }
        }
        changes
    }

    /// A run that is killed as soon as one of its threads is about to make that change.
    pub fn kill(&self, command: &Command, input: &str, Change(call, nth): &Change) -> Ran {
        let inject = format!("inject={call}:signal=KILL:when={nth}");
        self.run(command, input, Some(&inject))
    }

    /// A run in which a call fails with an error, such as `ENOSPC`, from one of its calls on.
    pub fn fail(
        &self,
        command: &Command,
        input: &str,
        calls: &str,
        error: &str,
        from: usize,
    ) -> Ran {
        let inject = format!("inject={calls}:error={error}:when={from}+");
        self.run(command, input, Some(&inject))
    }

    fn calls(&self) -> PathBuf {
        self.folder.path().join("calls")
    }

    fn run(&self, command: &Command, input: &str, inject: Option<&str>) -> Ran {
        let mut traced = Command::new("strace");
        traced.args(["-f", "-qq", "-e", &format!("trace={CHANGES}")]);
        traced.args(inject.iter().flat_map(|inject| ["-e", inject]));
        traced
            .arg("-o")
            .arg(self.calls())
            .arg(command.get_program());
        traced.args(command.get_args()).env_clear();
        for (name, value) in command.get_envs() {
            traced.env(name, value.unwrap_or_default());
        }
        traced.current_dir(command.get_current_dir().unwrap());
        run(traced, input.as_bytes())
    }
}
