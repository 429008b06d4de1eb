//! `unknown-paragraph`: a card names a paragraph that the text at hand does not have.

use super::{Card, Context, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint {
    name: "unknown-paragraph",
    level: Severity::Error,
    what: "a card names a paragraph that its source does not have",
    why: "Paragraphs are the blocks between blank lines, counted from 1, headings too; \
          `retain coverage` prints their numbers. A number that is too large is a slip, or the \
          text has changed since. It is told only when the text is at hand.",
    before: r#"
[sources.example]

[[card]]
question = "Which river does the text describe?"
answer = "the Danube"
source = "example#40"
"#,
    after: r#"
[sources.example]

[[card]]
question = "Which river does the text describe?"
answer = "the Danube"
source = "example#1"
"#,
    when: When::Texts,
    rule: Rule::Card(look),
};

fn look(context: &Context<'_>, card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    let texts = context.read_texts();
    let Some(read) = context.made(card) else {
        return;
    };
    for (source, written) in read.sources.iter().zip(&card.entry.source) {
        let (Some(text), Some((_, last))) = (texts.get(&source.source), source.paragraphs) else {
            continue;
        };
        if text.paragraph(last).is_some() {
            continue;
        }
        let message = format!(
            "`{}` has no paragraph {last}: the last one is {}",
            source.source,
            text.paragraphs.len()
        );
        findings.push(
            LINT.at(written.span.clone(), message)
                .help("`retain coverage` prints the paragraphs with their numbers"),
        );
    }
}
