//! `ungrounded`: a fact of the answer does not stand in the paragraph that the card names.

use std::collections::HashMap;

use super::{Card, Context, Lint, Rule, When};
use crate::deck::SourceRef;
use crate::deck::fields::At;
use crate::deck::outline::Entry;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Ground, Text};

pub(super) const LINT: Lint = Lint {
    name: "ungrounded",
    level: Severity::Warning,
    what: "a number, a date or a name of the answer does not stand in the paragraphs that the \
           card names, neither itself nor as one that is accepted",
    why: "An answer that its own source does not give is a slip of the pen, a fact from \
          elsewhere, or a wrong paragraph; a learner who looks it up is left alone with it. \
          Numbers, dates and ordinals are compared by value (70th, seventieth and 70 are one), \
          names word by word. It is told only when the text is at hand: `--text NAME=FILE`, or \
          `file` under the source.",
    before: r#"
[sources.example]

[[card]]
question = "How long is the Danube, in kilometres?"
answer = 2580
source = "example#1"
"#,
    after: r#"
[sources.example]

[[card]]
question = "How long is the Danube, in kilometres?"
answer = 2850
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
    let Some(ground) = ground(&read.sources, texts) else {
        return;
    };
    for names in parts(card.entry) {
        let unit = card.entry.unit.as_ref().map(|unit| unit.value.as_str());
        let is_date = card.entry.kind == "date";
        let missing: Vec<Option<String>> = names
            .iter()
            .map(|name| {
                if is_date {
                    ground.lacks_date(&name.value)
                } else {
                    ground.lacks(&name.value, unit)
                }
            })
            .collect();
        let Some(Some(missing)) = missing
            .first()
            .filter(|_| missing.iter().all(Option::is_some))
        else {
            continue;
        };
        let named = in_words(&read.sources);
        findings.push(
            LINT.at(
                names[0].span.clone(),
                format!("`{missing}` does not stand in {named}"),
            )
            .help(
                "mend the answer or the paragraph; where the answer follows from the \
                     text without standing there, `allow = [\"ungrounded\"]` says so",
            ),
        );
    }
}

/// What the card names, if all of it is at hand and there.
fn ground<'t>(sources: &[SourceRef], texts: &'t HashMap<String, Text>) -> Option<Ground<'t>> {
    let mut places = Vec::new();
    for source in sources {
        let text = texts.get(&source.source)?;
        if let Some((_, to)) = source.paragraphs {
            text.paragraph(to)?;
        }
        places.push((text, source.paragraphs));
    }
    (!places.is_empty()).then(|| Ground::new(&places))
}

/// The parts of an answer, each with its other names; a true-false card states, it has no answer
/// that could stand anywhere.
fn parts(entry: &Entry) -> Vec<Vec<&At<String>>> {
    if entry.kind == "true-false" {
        return Vec::new();
    }
    let groups = entry.answers.iter().map(|names| names.iter().collect());
    let items = entry.order.iter().chain(entry.pairs.iter().flatten());
    groups.chain(items.map(|item| vec![item])).collect()
}

fn in_words(sources: &[SourceRef]) -> String {
    let named: Vec<String> = sources
        .iter()
        .map(|place| match place.paragraphs {
            None => format!("`{}`", place.source),
            Some((from, to)) if from == to => format!("paragraph {from} of `{}`", place.source),
            Some((from, to)) => format!("paragraphs {from} to {to} of `{}`", place.source),
        })
        .collect();
    named.join(" or ")
}
