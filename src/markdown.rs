//! The small Markdown of decks: text in, blocks of styled runs out.
//!
//! Emphasis, strong, code, lists, links, and `\` before punctuation to mean it literally. Any
//! text is Markdown, nothing is refused, and reading takes time in proportion to the length.
//! Where CommonMark would surprise in a quiz this reads plainly: a `*` between two ASCII
//! letters or digits (`2*3*4`) and four or more marks in a row (`____`) mean themselves.
//! What comes out is clean (see [`crate::clean`]).

mod inline;

use crate::clean;

/// How a run of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// `*so*` or `_so_`.
    pub emphasis: bool,
    /// `**so**` or `__so__`.
    pub strong: bool,
    /// `` `so` ``
    pub code: bool,
    /// The words of a link, or its address.
    pub link: bool,
}

/// A piece of text in one style; a `\n` in it is a line break that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text, clean.
    pub text: String,
    /// How it looks.
    pub style: Style,
    /// Whether this is the address of the link whose words stand before it.
    pub address: bool,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Plain text.
    Paragraph,
    /// An item of a list.
    Item {
        /// How deep in other lists, from 0 to 7.
        depth: usize,
        /// Its number as it was written (`3.`); none for a bullet.
        number: Option<String>,
    },
    /// Lines between fences, kept as they are.
    Code,
}

/// A paragraph, an item or a piece of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its text.
    pub runs: Vec<Run>,
    /// Whether a blank line stood before it.
    pub apart: bool,
}

/// Reads a text of several lines.
pub fn blocks(text: &str) -> Vec<Block> {
    let text = clean::text(text);
    let mut reader = Reader::default();
    for line in text.split('\n') {
        reader.line(line);
    }
    reader.close();
    reader.blocks
}

/// Reads a text that is one line, such as an option: no lists, line breaks become blanks.
pub fn inline(text: &str) -> Vec<Run> {
    inline::runs(&clean::line(text))
}

/// The text without its marks: links as `words (address)`, items with `-` or their number.
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    for (n, block) in blocks(text).iter().enumerate() {
        if n > 0 {
            out.push_str(if block.apart { "\n\n" } else { "\n" });
        }
        if let Kind::Item { depth, number } = &block.kind {
            out.push_str(&"  ".repeat(*depth));
            out.push_str(number.as_deref().unwrap_or("-"));
            out.push(' ');
        }
        push_plain(&mut out, &block.runs);
    }
    out
}

/// The text of one line without its marks.
pub fn plain_line(text: &str) -> String {
    let mut out = String::new();
    push_plain(&mut out, &inline(text));
    out
}

fn push_plain(out: &mut String, runs: &[Run]) {
    for run in runs {
        if run.address {
            out.push_str(" (");
            out.push_str(&run.text);
            out.push(')');
        } else {
            out.push_str(&run.text);
        }
    }
}

/// Deeper lists are shown at this depth.
const DEEPEST: usize = 7;

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// The block that lines are being added to.
    open: Option<(Kind, String)>,
    /// The length of the fence that is open, and the indent of its line.
    fence: Option<(usize, usize)>,
    apart: bool,
}

impl Reader {
    fn line(&mut self, line: &str) {
        let words = line.trim_start_matches(' ');
        let indent = line.len() - words.len();
        let ticks = words.len() - words.trim_start_matches('`').len();
        if let Some((opened, by)) = self.fence {
            if ticks >= opened && words[ticks..].trim().is_empty() {
                self.close();
            } else if let Some((_, code)) = &mut self.open {
                code.push_str(&line[indent.min(by)..]);
                code.push('\n');
            }
            return;
        }
        if words.trim_end().is_empty() {
            self.close();
            self.apart = true;
            return;
        }
        if ticks >= 3 && !words[ticks..].contains('`') {
            self.close();
            self.open = Some((Kind::Code, String::new()));
            self.fence = Some((ticks, indent));
            return;
        }
        if let Some((number, rest)) = marker(words) {
            self.close();
            let depth = (indent / 2).min(DEEPEST);
            self.open = Some((Kind::Item { depth, number }, String::new()));
            self.add(rest);
        } else {
            self.add(words);
        }
    }

    /// Adds a line to the open block: with a blank, or with a line break where two blanks or a
    /// backslash at the end of the line before ask for one.
    fn add(&mut self, line: &str) {
        let (_, text) = self
            .open
            .get_or_insert_with(|| (Kind::Paragraph, String::new()));
        if text.ends_with("  ") {
            text.truncate(text.trim_end_matches(' ').len());
            text.push('\n');
        } else if !text.is_empty() {
            let backslashes = text.len() - text.trim_end_matches('\\').len();
            if backslashes % 2 == 1 {
                text.pop();
                text.push('\n');
            } else {
                text.push(' ');
            }
        }
        text.push_str(line);
    }

    fn close(&mut self) {
        let fenced = self.fence.take().is_some();
        let Some((kind, mut text)) = self.open.take() else {
            return;
        };
        let runs = if fenced {
            text.truncate(text.strip_suffix('\n').unwrap_or(&text).len());
            let style = Style {
                code: true,
                ..Style::default()
            };
            let address = false;
            vec![Run {
                text,
                style,
                address,
            }]
        } else {
            inline::runs(text.trim_end_matches(' '))
        };
        let apart = std::mem::take(&mut self.apart) && !self.blocks.is_empty();
        self.blocks.push(Block { kind, runs, apart });
    }
}

/// The number, if any, and the text of a line that starts an item.
fn marker(line: &str) -> Option<(Option<String>, &str)> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (mark, rest) = match digits {
        0 => (None, line.strip_prefix(['-', '*', '+'])?),
        1..=9 => {
            let rest = line[digits..].strip_prefix(['.', ')'])?;
            (Some(line[..=digits].to_owned()), rest)
        }
        _ => return None,
    };
    let words = rest.trim_start_matches(' ');
    (words.len() < rest.len() && !words.is_empty()).then_some((mark, words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shape(text: &str) -> String {
        let mut out = String::new();
        for block in blocks(text) {
            if block.apart {
                out.push('/');
            }
            match block.kind {
                Kind::Paragraph => out.push('P'),
                Kind::Item { depth, number } => {
                    out.push_str(&format!("I{depth}{}", number.unwrap_or_default()));
                }
                Kind::Code => out.push('C'),
            }
            out.push_str(&format!("<{}>", styled(&block.runs)));
        }
        out
    }

    fn styled(runs: &[Run]) -> String {
        runs.iter()
            .map(|run| {
                let marks: String = [
                    (run.style.emphasis, 'e'),
                    (run.style.strong, 's'),
                    (run.style.code, 'c'),
                    (run.style.link, 'l'),
                    (run.address, '@'),
                ]
                .iter()
                .filter_map(|(on, mark)| on.then_some(*mark))
                .collect();
                if marks.is_empty() {
                    run.text.clone()
                } else {
                    format!("{{{marks} {}}}", run.text)
                }
            })
            .collect()
    }

    #[test]
    fn styles() {
        for (text, expected) in [
            ("a *b* _c_ **d** __e__", "a {e b} {e c} {s d} {s e}"),
            ("***both***", "{es both}"),
            ("**a *b* c**", "{s a }{es b}{s  c}"),
            ("*a **b***", "{e a }{es b}"),
            ("`a *b*` ``c`d``", "{c a *b*} {c c`d}"),
            (
                "[the *report*](https://x.org/a_(b))!",
                "{l the }{el report}{l@ https://x.org/a_(b)}!",
            ),
            ("*[a](b)*", "{el a}{el@ b}"),
        ] {
            assert_eq!(styled(&inline(text)), expected, "{text}");
        }
    }

    #[test]
    fn marks_that_mean_themselves() {
        for text in [
            "2 * 3 * 4",
            "2*3*4",
            "snake_case_name",
            "In ____, and in ____.",
            "(____) (____)",
            "*open",
            "a `b",
            "[not a link] (x)",
            "[a](b c)",
            "5 > 3 & #1",
            "C:\\dir",
        ] {
            assert_eq!(styled(&inline(text)), text);
        }
        assert_eq!(styled(&inline(r"\*a\* \[b\](c) \\")), r"*a* [b](c) \");
    }

    #[test]
    fn blocks_are_paragraphs_items_and_code() {
        assert_eq!(
            shape("one\ntwo  \nthree\\\nfour"),
            "P<one two\nthree\nfour>"
        );
        assert_eq!(shape("one\n\n\ntwo"), "P<one>/P<two>");
        assert_eq!(
            shape("Of:\n- a\n  more\n  1. b\n- *c*\n\nend"),
            "P<Of:>I0<a more>I11.<b>I0<{e c}>/P<end>"
        );
        assert_eq!(
            shape("see\n```rust\n  fn *a*\n\n```\nend"),
            "P<see>C<{c   fn *a*\n}>P<end>"
        );
        assert_eq!(shape("1950. b"), "I01950.<b>");
        assert_eq!(shape(""), "");
    }

    #[test]
    fn plain_text_has_no_marks_and_tells_addresses() {
        assert_eq!(
            plain("**See** [the report](https://cfr.org):\n\n- `one`\n  - two\n2) three"),
            "See the report (https://cfr.org):\n\n- one\n  - two\n2) three"
        );
        assert_eq!(plain_line("- 5\n*x*"), "- 5 x");
        assert_eq!(plain("[https://a.b](https://a.b)"), "https://a.b");
    }

    #[test]
    fn long_hostile_texts_take_no_longer_than_they_are_long() {
        for part in [
            "*a", "[", "[a](", "`", "``a`", "**_", "_a_*", "\\", "- ", "](x)",
        ] {
            let text = part.repeat(50_000);
            assert!(plain(&text).len() <= 3 * text.len());
            let lines = format!("{part}\n").repeat(50_000);
            assert!(plain(&lines).len() <= 3 * lines.len());
        }
        let ticks: String = (1..1200).map(|n| "`".repeat(n) + " ").collect();
        assert!(plain(&ticks).len() <= ticks.len());
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_comes_out_clean(
            text in "[a1 *_`\\[\\]()\\\\\\n\u{1b}é-]{0,60}",
        ) {
            let out = plain(&text);
            prop_assert!(out.chars().all(|c| c == '\n' || !c.is_control()));
            let line = plain_line(&text);
            prop_assert!(!line.chars().any(char::is_control));
        }

        #[test]
        fn words_are_never_lost(words in proptest::collection::vec("[a-z]{1,5}", 1..8)) {
            let marked: Vec<String> = words.iter().enumerate().map(|(n, word)| match n % 4 {
                0 => format!("*{word}*"),
                1 => format!("**{word}**"),
                2 => format!("`{word}`"),
                _ => word.clone(),
            }).collect();
            prop_assert_eq!(plain(&marked.join(" ")), words.join(" "));
        }
    }
}
