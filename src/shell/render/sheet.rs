//! What a command shows, in lines that fit the window.

use super::text;

/// Lines, one below the other.
pub struct Sheet {
    /// The lines so far.
    pub text: String,
    /// How wide they may be.
    pub columns: usize,
}

impl Sheet {
    /// An empty one.
    pub fn new(columns: usize) -> Self {
        Self {
            text: String::new(),
            columns,
        }
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A line that fits already, and is clean.
    pub fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// Words.
    pub fn say(&mut self, words: &str) {
        self.hang("", words);
    }

    /// Words that stand in a little.
    pub fn item(&mut self, words: &str) {
        self.hang("  ", words);
    }

    /// A name, and what belongs to it.
    pub fn row(&mut self, name: &str, words: &str) {
        self.hang(&format!("{name:<11}"), words);
    }

    /// Words behind a marker; further lines stand below them.
    pub fn hang(&mut self, marker: &str, words: &str) {
        self.text.push_str(&text::row(marker, words, self.columns));
    }
}
