//! `retain`, the program: see `shell`.

mod shell;

use std::process::ExitCode;

fn main() -> ExitCode {
    shell::run()
}
