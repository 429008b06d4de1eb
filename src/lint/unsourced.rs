//! `unsourced`: the deck has sources and a card names none.

use super::{Card, Context, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint {
    name: "unsourced",
    level: Severity::Info,
    what: "the deck has sources and this card names none",
    why: "A learner who doubts an answer wants to look it up, and whoever corrects the deck has \
          to: a source answers both. It is a rule of this program, not of the literature.",
    before: r#"
[sources.atlas]
title = "Atlas of Europe"

[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
"#,
    after: r#"
[sources.atlas]
title = "Atlas of Europe"

[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
source = "atlas#12"
"#,
    when: When::Always,
    rule: Rule::Card(look),
};

fn look(context: &Context<'_>, card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(source) = context.outline.sources.first() else {
        return;
    };
    if card.entry.source.is_empty() {
        let help = format!(
            "add `source = \"{}#1\"`, with its paragraph",
            source.id.value
        );
        let finding = LINT
            .at(card.entry.place(), "the card names no source")
            .help(help);
        findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::said;

    #[test]
    fn a_deck_without_sources_needs_none() {
        let card =
            "[[card]]\nid = \"x\"\nquestion = \"Where does it flow to?\"\nanswer = \"Rome\"\n";
        assert_eq!(said(card), [""; 0]);
        let sourced = format!("[sources.a]\ntitle = \"A\"\n{card}");
        assert_eq!(said(&sourced), ["unsourced \"x\""]);
        assert_eq!(said(&format!("{sourced}source = \"a\"\n")), [""; 0]);
    }
}
