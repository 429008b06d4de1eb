//! A text that was taken for a deck: nothing in it is written as TOML is.

/// Whether no line is a `[header]` or a `key = …`.
pub(super) fn is_prose(text: &str) -> bool {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"');
    let is_toml = |line: &str| {
        let line = line.split('#').next().unwrap_or_default().trim();
        let header = line.starts_with('[') && line.ends_with(']');
        let key = line.split_once('=').map(|(key, _)| key.trim());
        header || key.is_some_and(|key| !key.is_empty() && key.chars().all(is_bare))
    };
    let headed = |line: &str| line.trim_start().starts_with("[[");
    let binary = text.chars().any(|c| c.is_control() && !c.is_whitespace());
    !binary && !text.lines().any(|line| is_toml(line) || headed(line))
}

#[cfg(test)]
mod tests {
    use super::is_prose;

    #[test]
    fn a_text_has_no_headers_and_no_keys() {
        for text in [
            "# Rivers\n\nThe Danube is long [1].\n\n- one\n- two, three = four\n",
            "plain",
            "[Rivers](https://example.org) are long.\n",
        ] {
            assert!(is_prose(text), "{text}");
        }
        for text in [
            "[dekc]\ntitle = 1",
            "\u{7f}ELF\0",
            "title = \"x",
            "[[card\nx",
            "a.b = 1",
            "[[card]] # one\n",
        ] {
            assert!(!is_prose(text), "{text}");
        }
    }
}
