//! `allow = […]`: what a card or a deck allows is left out of the findings; what is allowed and
//! never found is said, so that no `allow` outlives its reason.

use super::{Context, Finding, LINTS, Lint, Rule, When, lint};
use crate::deck::fields::At;
use crate::diagnostic::{Diagnostic, Severity};
use crate::nearest::nearest;

pub(super) const UNUSED: Lint = Lint {
    name: "unused-allow",
    level: Severity::Warning,
    what: "`allow` names a lint that finds nothing there",
    why: "An `allow` that is not needed hides the next flaw of its kind. A lint about a deck as a \
          whole is allowed under `[deck]`, not on a card.",
    before: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
allow = ["clang"]
"#,
    after: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
"#,
    when: When::Always,
    rule: Rule::Allowed,
};

pub(super) const UNKNOWN: Lint = Lint {
    name: "unknown-allow",
    level: Severity::Warning,
    what: "`allow` names no lint",
    why: "A misspelt name allows nothing. Errors in the structure of a card cannot be allowed: \
          the card could not be asked.",
    before: r#"
[[card]]
question = "Which instrument measures the pressure of the atmosphere?"
answer = "Atmosphere gauge"
distractors = ["Rain gauge", "Thermometer"]
allow = ["clang", "absolute"]
"#,
    after: r#"
[[card]]
question = "Which instrument measures the pressure of the atmosphere?"
answer = "Atmosphere gauge"
distractors = ["Rain gauge", "Thermometer"]
allow = ["clang"]
"#,
    when: When::Always,
    rule: Rule::Allowed,
};

/// A name in an `allow`, and whether anything was found that it is needed for.
struct Allowed<'a> {
    name: &'a At<String>,
    lint: Option<&'static Lint>,
    used: bool,
}

fn read<'a>(names: &'a [At<String>]) -> Vec<Allowed<'a>> {
    let read = |name: &'a At<String>| Allowed {
        name,
        lint: lint(&name.value),
        used: false,
    };
    names.iter().map(read).collect()
}

/// Takes out what is allowed, and adds what is to be said of the `allow`s themselves.
pub(super) fn apply(context: &Context<'_>, findings: Vec<Finding>) -> Vec<Diagnostic> {
    let mut deck = read(&context.outline.allow);
    let mut cards: Vec<Vec<Allowed<'_>>> = Vec::new();
    if context
        .cards
        .iter()
        .any(|card| !card.entry.allow.is_empty())
    {
        cards.extend(context.cards.iter().map(|card| read(&card.entry.allow)));
    }
    let use_it = |allowed: &mut Vec<Allowed<'_>>, code: &str| {
        let named = allowed.iter_mut().filter(|one| one.name.value == code);
        named.fold(false, |_, one| {
            one.used = true;
            true
        })
    };
    let mut kept = Vec::with_capacity(findings.len());
    for Finding {
        diagnostic,
        cards: about,
    } in findings
    {
        let mut allowed = use_it(&mut deck, diagnostic.code);
        for place in about {
            if let Some(card) = cards.get_mut(place) {
                allowed |= use_it(card, diagnostic.code);
            }
        }
        if !allowed {
            kept.push(diagnostic);
        }
    }
    kept.extend(
        deck.iter()
            .filter_map(|allowed| say(context, allowed, true)),
    );
    let on_cards = cards.iter().flatten();
    kept.extend(on_cards.filter_map(|allowed| say(context, allowed, false)));
    kept
}

fn say(context: &Context<'_>, allowed: &Allowed<'_>, on_deck: bool) -> Option<Diagnostic> {
    let At { value: name, span } = allowed.name;
    let Some(lint) = allowed.lint else {
        let said = UNKNOWN.at(span.clone(), format!("there is no lint `{name}`"));
        let names = LINTS.iter().map(|lint| lint.name);
        return Some(match nearest(name, names) {
            Some(near) => said
                .label(format!("did you mean `{near}`?"))
                .fix(span.clone(), format!("\"{near}\"")),
            None => said.help("only lints can be allowed; errors have to be mended"),
        });
    };
    if allowed.used || !context.can_tell(lint) {
        return None;
    }
    let of_deck = matches!(lint.rule, Rule::Deck(_)) && !on_deck;
    let said = UNUSED.at(
        span.clone(),
        format!("`{name}` is allowed and finds nothing here"),
    );
    Some(if of_deck {
        said.help("it is about the deck as a whole: `allow` it under `[deck]`")
    } else {
        said.help("remove it from `allow`")
    })
}
