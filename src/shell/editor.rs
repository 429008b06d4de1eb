//! Opens the learner's editor at a line of a file, and waits for it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::env;

/// Opens a file at a line, from 1, in `$VISUAL` or `$EDITOR`.
///
/// # Errors
/// When no editor is set, or it cannot be started, or it fails.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place where another program is started"
)]
pub fn open(path: &Path, line: usize) -> Result<()> {
    let Some(editor) = env::variable("VISUAL").or_else(|| env::variable("EDITOR")) else {
        bail!(
            "no editor is set; `EDITOR=nano` would do. The card is at {}:{line}",
            path.display()
        );
    };
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let mut command = Command::new(program);
    command.args(words);
    let name = Path::new(program)
        .file_stem()
        .map(|name| name.to_string_lossy())
        .unwrap_or_default();
    match name.as_ref() {
        "code" | "codium" | "code-insiders" => {
            command
                .arg("--wait")
                .arg("--goto")
                .arg(format!("{}:{line}", path.display()));
        }
        "hx" | "helix" | "subl" | "zed" => {
            command.arg(format!("{}:{line}", path.display()));
        }
        _ => {
            command.arg(format!("+{line}")).arg(path);
        }
    }
    let status = command
        .status()
        .with_context(|| format!("the editor `{editor}` cannot be started"))?;
    if !status.success() {
        bail!("the editor `{editor}` failed ({status})");
    }
    Ok(())
}
