//! Commands that are suggested, written so that they can be pasted into a shell.

use std::path::Path;

/// `retain check 'my rivers.toml'`.
pub fn command(name: &str, path: &Path) -> String {
    let path = path.display().to_string();
    format!("retain {name} {}", shell_words::quote(&path))
}

/// The same with more words: `retain test rivers 'my lakes.toml'`.
pub fn command_of(name: &str, words: &[String]) -> String {
    let words = words.iter().map(String::as_str);
    format!("retain {name} {}", shell_words::join(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_the_path_as_one_word() {
        for path in ["rivers.toml", "my rivers.toml", "Ada's $HOME.toml"] {
            let command = command("check", Path::new(path));
            let words = shell_words::split(&command);
            assert_eq!(
                words,
                Ok(vec!["retain".into(), "check".into(), path.into()])
            );
        }
        assert_eq!(
            command("check", Path::new("decks/rivers.toml")),
            "retain check decks/rivers.toml"
        );
    }
}
