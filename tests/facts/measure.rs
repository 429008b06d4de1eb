//! Precision and recall of the facts found in texts with facts marked by hand: `[[date:May 1931]]`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::Path;

use retain::source::{Kind, Text};

/// A fact that is marked or found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    pub kind: Kind,
    pub span: Range<usize>,
}

/// How many facts of a type are marked, found, and both.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    marked: usize,
    found: usize,
    hits: usize,
    exact: usize,
}

/// The text without its marks, and the marks.
pub fn strip(marked: &str) -> (String, Vec<Marked>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some(at) = rest.find("[[") {
        text.push_str(&rest[..at]);
        let end = at + rest[at..].find("]]").expect("a mark is closed");
        let (kind, words) = rest[at + 2..end]
            .split_once(':')
            .expect("a mark has a type");
        let kind = Kind::ALL
            .into_iter()
            .find(|known| known.name() == kind)
            .unwrap_or_else(|| panic!("no type `{kind}`"));
        let start = text.len();
        text.push_str(words);
        marks.push(Marked {
            kind,
            span: start..text.len(),
        });
        rest = &rest[end + 2..];
    }
    text.push_str(rest);
    (text, marks)
}

fn found(text: &str) -> Vec<Marked> {
    Text::read(text, None)
        .facts
        .into_iter()
        .map(|fact| Marked {
            kind: fact.kind,
            span: fact.span,
        })
        .collect()
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Pairs each mark with a found fact of its type that overlaps it, each used once.
fn count(marks: &[Marked], found: &[Marked], counts: &mut BTreeMap<Kind, Count>) {
    for mark in marks {
        counts.entry(mark.kind).or_default().marked += 1;
    }
    let mut used = vec![false; found.len()];
    for fact in found {
        counts.entry(fact.kind).or_default().found += 1;
    }
    for mark in marks {
        let fits = |(place, fact): &(usize, &Marked)| {
            !used[*place] && fact.kind == mark.kind && overlap(&fact.span, &mark.span)
        };
        if let Some((place, fact)) = found.iter().enumerate().find(fits) {
            used[place] = true;
            let count = counts.entry(mark.kind).or_default();
            count.hits += 1;
            count.exact += usize::from(fact.span == mark.span);
        }
    }
}

/// The figures of both groups of texts, as Markdown.
pub fn tables(folder: &Path) -> String {
    let mut out = String::new();
    for group in ["tuned", "held-out"] {
        let mut counts: BTreeMap<Kind, Count> = BTreeMap::new();
        let mut files: Vec<_> = fs::read_dir(folder.join(group))
            .expect("texts")
            .map(|entry| entry.expect("a text").path())
            .collect();
        files.sort();
        for file in &files {
            let (text, marks) = strip(&fs::read_to_string(file).expect("a text"));
            count(&marks, &found(&text), &mut counts);
        }
        let texts = files.len();
        let _ = writeln!(out, "### {group}: {texts} texts\n");
        out.push_str("| type | marked | found | precision | recall | exact borders |\n");
        out.push_str("|---|--:|--:|--:|--:|--:|\n");
        let mut all = Count::default();
        for kind in Kind::ALL {
            let Some(count) = counts.get(&kind) else {
                continue;
            };
            all.marked += count.marked;
            all.found += count.found;
            all.hits += count.hits;
            all.exact += count.exact;
            row(&mut out, kind.name(), *count);
        }
        row(&mut out, "all", all);
        out.push('\n');
    }
    out
}

fn row(out: &mut String, name: &str, count: Count) {
    let Count {
        marked,
        found,
        hits,
        exact,
    } = count;
    let _ = writeln!(
        out,
        "| {name} | {marked} | {found} | {} | {} | {} |",
        share(hits, found),
        share(hits, marked),
        share(exact, hits)
    );
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    format!("{:.2}", part as f64 / whole as f64)
}

/// What is found in a text, beside what is marked there.
#[allow(dead_code, reason = "the measurement shows it, the test does not")]
pub fn listing(marked: &str, wrong_only: bool) -> String {
    let (text, marks) = strip(marked);
    let read = Text::read(&text, None);
    let mut out = String::new();
    for fact in &read.facts {
        let mark = marks.iter().find(|mark| overlap(&mark.span, &fact.span));
        let sign = match mark {
            Some(mark) if mark.kind == fact.kind && mark.span == fact.span => "=",
            Some(mark) if mark.kind == fact.kind => "~",
            Some(_) => "!",
            None => "+",
        };
        if wrong_only && sign == "=" {
            continue;
        }
        let beside = mark.filter(|_| sign != "=").map_or(String::new(), |mark| {
            format!(
                "   marked: {} {:?}",
                mark.kind.name(),
                &text[mark.span.clone()]
            )
        });
        let _ = writeln!(
            out,
            "{sign} {:4} {:12} {:34} {:?} #{}{beside}",
            fact.paragraph,
            fact.kind.name(),
            fact.text,
            fact.value,
            fact.id
        );
    }
    for mark in &marks {
        if !read
            .facts
            .iter()
            .any(|fact| overlap(&mark.span, &fact.span))
        {
            let words = &text[mark.span.clone()];
            let _ = writeln!(out, "-      {:12} {words}", mark.kind.name());
        }
    }
    out
}
