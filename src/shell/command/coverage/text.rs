//! The text with its facts marked, as wide as the window.

use std::collections::HashSet;
use std::ops::Range;

use retain::clean;
use retain::markdown::Run;
use retain::source::{Fact, Stand};

use super::Covered;
use crate::shell::render::palette::{Ink, Palette};
use crate::shell::render::text::{self, Line, verbatim};
use crate::shell::render::words::count;

/// How far the text stands from the left.
const MARGIN: usize = 2;
/// No item is shown further to the right of its paragraph.
const DEEPEST: usize = 8;
/// So many facts that are not asked are listed.
const MOST_LISTED: usize = 60;

/// The signs of facts, which stand beside the colours.
fn sign_of(stand: &Stand) -> (char, Ink) {
    if stand.is_drafted() {
        return ('○', Ink::Quiet);
    }
    match (stand.asked_by.is_empty(), stand.mentioned_by.is_empty()) {
        (false, _) => ('✓', Ink::Right),
        (true, false) => ('≈', Ink::Almost),
        (true, true) => ('✗', Ink::Wrong),
    }
}

/// The whole answer.
pub(super) fn page(covered: &Covered<'_>, palette: Palette, columns: usize) -> String {
    let mut page = Page {
        out: String::new(),
        palette,
        columns,
    };
    page.say(Ink::Title, &covered.title);
    let mut legend = "✓[asked] · ≈[mentioned] · ✗[not asked]".to_owned();
    if covered.coverage.drafted() > 0 {
        legend.push_str(" · ○[drafted]");
    }
    page.say(Ink::Quiet, &legend);
    for place in 0..covered.text.paragraphs.len() {
        page.paragraph(covered, place);
    }
    page.out.push('\n');
    page.summary(covered);
    page.out
}

struct Page {
    out: String,
    palette: Palette,
    columns: usize,
}

impl Page {
    fn lines(&mut self, lines: impl IntoIterator<Item = Line>) {
        for line in lines {
            self.out.push_str(line.text.trim_end());
            self.out.push('\n');
        }
    }

    fn say(&mut self, ink: Ink, words: &str) {
        let words = clean::line(words);
        self.lines(text::say(self.palette, ink, &words, self.columns));
    }

    fn paragraph(&mut self, covered: &Covered<'_>, place: usize) {
        let cards = covered.coverage.cards[place].len();
        let drafts = covered.coverage.drafts[place].len();
        let number = place + 1;
        let asked = match (cards, drafts) {
            (0, 0) => "no card".to_owned(),
            (n, 0) => count(n, "card", "cards"),
            (0, n) => count(n, "draft", "drafts"),
            (n, drafts) => format!(
                "{}, {}",
                count(n, "card", "cards"),
                count(drafts, "draft", "drafts")
            ),
        };
        self.out.push('\n');
        self.say(Ink::Title, &format!("{number} · {asked}"));
        // A name is marked once in a paragraph.
        let mut seen = HashSet::new();
        let mut facts = facts_of(covered, place)
            .iter()
            .filter(|fact| seen.insert(fact.id))
            .peekable();
        for (span, sign) in covered.text.lines_of(&covered.text.paragraphs[place]) {
            let mut marked = Vec::new();
            while let Some(fact) = facts.next_if(|fact| fact.span.start < span.end) {
                marked.push(fact);
            }
            self.line(covered, span, sign, &marked);
        }
    }

    /// One line of a paragraph, wrapped; an item hangs below its first word.
    fn line(&mut self, covered: &Covered<'_>, span: Range<usize>, sign: usize, facts: &[&Fact]) {
        let whole = &covered.text.text;
        let raw = |from: usize, to: usize| verbatim(&one_line(&whole[from.min(to)..to]));
        let (before, after) = whole[span.clone()].split_at(sign);
        let marker = before.trim_start();
        let indent = (before.len() - marker.len()).min(DEEPEST);
        let blank = usize::from(!marker.is_empty());
        let lead = format!("{:indent$}{marker}{:blank$}", "", "");
        let lead = Line::new(self.palette, Ink::Text, &lead);
        let mut at = span.end - after.trim_start().len();
        let mut runs: Vec<(Ink, Run)> = Vec::new();
        for fact in facts {
            let (sign, ink) = sign_of(&covered.coverage.stands[fact.id]);
            runs.push((Ink::Text, raw(at, fact.span.start)));
            let words = &whole[fact.span.clone()];
            runs.push((ink, verbatim(&format!("{sign}[{}]", one_line(words)))));
            at = fact.span.end;
        }
        runs.push((Ink::Text, raw(at, span.end)));
        let columns = self.columns.saturating_sub(MARGIN + lead.width);
        let runs = runs.iter().map(|(ink, run)| (*ink, run));
        let hang = MARGIN + lead.width;
        let mut lead = Some(lead);
        let lines = text::fill_inked(self.palette, runs, columns);
        self.lines(lines.iter().map(|line| match lead.take() {
            Some(mut first) => {
                first.push(line);
                first.indent(MARGIN)
            }
            None => line.indent(hang),
        }));
    }

    fn summary(&mut self, covered: &Covered<'_>) {
        let (text, coverage) = (&covered.text, &covered.coverage);
        let (all, asked) = (text.distinct, coverage.asked());
        if all == 0 {
            self.say(Ink::Text, "no facts were found in this text");
            return;
        }
        let are = if all == 1 { "fact is" } else { "facts are" };
        let left = all - asked;
        if left == 0 {
            self.say(Ink::Text, &format!("{asked} of {all} {are} asked"));
            return;
        }
        let drafted = match coverage.drafted() {
            0 => String::new(),
            n => format!(", {n} more by drafts only"),
        };
        self.say(
            Ink::Text,
            &format!("{asked} of {all} {are} asked{drafted}; not yet:"),
        );
        let mut seen = vec![false; all];
        let mut listed = 0;
        for fact in &text.facts {
            let stand = &coverage.stands[fact.id];
            if std::mem::replace(&mut seen[fact.id], true) || !stand.asked_by.is_empty() {
                continue;
            }
            if listed == MOST_LISTED {
                self.say(
                    Ink::Quiet,
                    &format!("and {} more: --json lists them", left - listed),
                );
                break;
            }
            listed += 1;
            let (sign, ink) = sign_of(stand);
            let counted = fact.counted.clone().map_or(String::new(), |counted| {
                format!(" {}", one_line(&text.text[counted]))
            });
            let words = format!(
                "{}{counted} ({}, paragraph {})",
                fact.text,
                fact.kind.name(),
                fact.paragraph
            );
            let lines = text::hang(
                self.palette,
                ink,
                &format!("{sign} "),
                &[verbatim(&words)],
                self.columns,
            );
            self.lines(lines);
        }
    }
}

fn facts_of<'a>(covered: &'a Covered<'_>, place: usize) -> &'a [Fact] {
    let number = u32::try_from(place + 1).unwrap_or(u32::MAX);
    covered.text.facts_of(number)
}

/// Any white space as one blank, and nothing that steers a terminal.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank) {
            out.push(' ');
        }
        out.push(c);
    }
    if blank {
        out.push(' ');
    }
    clean::line(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use retain::source::{Asked, Coverage, Side, Text};

    fn of(text: &str, columns: usize) -> String {
        let text = Text::read(text, None);
        let covered = Covered {
            source: "atlas",
            title: "A river".into(),
            coverage: Coverage::of(&text, &[]),
            text,
        };
        page(&covered, Palette::PLAIN, columns)
    }

    fn shown(columns: usize) -> String {
        let text = "The **Danube** is 2,850 km long.\n\nLuigi Ferdinando Marsili described it in 1726 \
                    and saw the bridges of Vienna, of which there were four.";
        let text = Text::read(text, None);
        let card = Asked {
            card: "danube/author".into(),
            paragraphs: vec![(2, 2)],
            named: true,
            draft: false,
            answers: vec![Side::Words("Luigi Ferdinando Marsili".into())],
            others: vec![Side::Words("Who saw Vienna?".into())],
        };
        let covered = Covered {
            source: "atlas",
            title: "A river".into(),
            coverage: Coverage::of(&text, &[card]),
            text,
        };
        page(&covered, Palette::PLAIN, columns)
    }

    #[test]
    fn items_and_rows_stand_on_lines_of_their_own() {
        let text = "Events of\nthe year:\n- lit in 1850, and seen\n  from Vienna ever since that day\n  \
                    1. ten\n\n| Year | Event |\n|---|---|\n| 1900 | A fire, the second in Vienna |\n\n```\nif x:\n    y\n```";
        insta::assert_snapshot!(of(text, 30), @r"
        A river
        ✓[asked] · ≈[mentioned] ·
        ✗[not asked]

        1 · no card
          Events of the year:
          - lit in ✗[1850], and seen
            from ✗[Vienna] ever since
            that day
            1. ✗[ten]

        2 · no card
          | Year | Event |
          |---|---|
          | ✗[1900] | A fire, the
            second in ✗[Vienna] |

        3 · no card
          ```
          if x:
              y
          ```

        0 of 4 facts are asked; not
        yet:
        ✗ 1850 (date, paragraph 1)
        ✗ Vienna (place, paragraph 1)
        ✗ ten (number, paragraph 1)
        ✗ 1900 (date, paragraph 2)
        ");
        for columns in [20, 33, 80, 200] {
            let wide = |line: &&str| text::width(line) > columns;
            assert_eq!(of(text, columns).lines().find(wide), None, "{columns}");
        }
    }

    #[test]
    fn a_page_fits_a_narrow_window() {
        insta::assert_snapshot!(shown(40), @r"
        A river
        ✓[asked] · ≈[mentioned] · ✗[not asked]

        1 · no card
          The **✗[Danube]** is ✗[2,850 km] long.

        2 · 1 card
          ✓[Luigi Ferdinando Marsili] described
          it in ✗[1726] and saw the bridges
          of ≈[Vienna], of which there were
          ✗[four].

        1 of 6 facts are asked; not yet:
        ✗ Danube (place, paragraph 1)
        ✗ 2,850 km (number, paragraph 1)
        ✗ 1726 (date, paragraph 2)
        ≈ Vienna (place, paragraph 2)
        ✗ four (number, paragraph 2)
        ");
        for columns in [20, 33, 80, 200] {
            let wide = |line: &&str| text::width(line) > columns;
            assert_eq!(shown(columns).lines().find(wide), None, "{columns}");
        }
    }
}
