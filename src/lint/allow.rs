//! `allow = […]`: what a card or a deck allows is left out of the findings; what is allowed and
//! never found is said, so that no `allow` outlives its reason.

use std::ops::Range;

use super::{Card, Context, Finding, LINTS, Lint, MISSING_TEXT, Rule, When, lint};
use crate::deck::fields::At;
use crate::deck::quote::quoted;
use crate::diagnostic::{Diagnostic, Severity};
use crate::nearest::offer;

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
    let deck = (None, &deck);
    let cards = context.cards.iter().map(Some).zip(&cards);
    for (card, names) in std::iter::once(deck).chain(cards) {
        for place in 0..names.len() {
            kept.extend(say(context, names, place, card));
        }
    }
    kept
}

/// What is to be said of one of the names that a card allows, or the deck as a whole.
fn say(
    context: &Context<'_>,
    names: &[Allowed<'_>],
    place: usize,
    card: Option<&Card<'_>>,
) -> Option<Diagnostic> {
    let allowed = &names[place];
    let At { value: name, span } = allowed.name;
    if name == MISSING_TEXT && card.is_none() {
        return None;
    }
    let Some(lint) = allowed.lint else {
        let said = UNKNOWN.at(span.clone(), format!("there is no lint `{name}`"));
        let names = LINTS.iter().map(|lint| lint.name);
        return Some(offer(said, name, names, quoted, |said| {
            said.help("only lints can be allowed; errors have to be mended")
        }));
    };
    if !in_vain(context, allowed, card) {
        return None;
    }
    let of_deck = matches!(lint.rule, Rule::Deck(_)) && card.is_some();
    let said = UNUSED.at(
        span.clone(),
        format!("`{name}` is allowed and finds nothing here"),
    );
    if of_deck {
        return Some(said.help("it is about the deck as a whole: `allow` it under `[deck]`"));
    }
    let said = said.help("remove it from `allow`");
    // Of several in a row the last goes first, so that nothing of its kind moves to its place.
    let next = names.get(place + 1);
    if place == 0 && next.is_some_and(|next| in_vain(context, next, card)) {
        return Some(said);
    }
    Some(match without(context.text, names, place) {
        Some(gone) => said.fix(gone, ""),
        None => said,
    })
}

/// Whether a lint is allowed that could have found something and did not.
fn in_vain(context: &Context<'_>, allowed: &Allowed<'_>, card: Option<&Card<'_>>) -> bool {
    let Some(lint) = allowed.lint else {
        return false;
    };
    let can_tell = || match card {
        Some(card) => context.can_tell_of(lint, card),
        None => {
            let mut cards = context.cards.iter();
            context.can_tell(lint) && cards.all(|card| context.can_tell_of(lint, card))
        }
    };
    !allowed.used && can_tell()
}

/// What has to go for a name to be allowed no longer: the name with its comma, or the whole line
/// where it is the only one. None where a comment would go with it, or more than that.
fn without(text: &str, names: &[Allowed<'_>], place: usize) -> Option<Range<usize>> {
    let at = |place: usize| names.get(place).map(|allowed| &allowed.name.span);
    let own = at(place)?;
    let before = place.checked_sub(1).and_then(at);
    if let Some(before) = before {
        let gone = before.end..own.end;
        return (!text.get(gone.start..own.start)?.contains('#')).then_some(gone);
    }
    if let Some(after) = at(place + 1) {
        let gone = own.start..after.start;
        return (!text.get(own.end..gone.end)?.contains('#')).then_some(gone);
    }
    let start = text.get(..own.start)?.rfind('\n').map_or(0, |end| end + 1);
    let end = text[own.end..].find('\n').map(|end| own.end + end + 1)?;
    let blank = |part: &str| part.replace([' ', '\t', '\r', '\n'], "");
    let (key, rest) = (blank(&text[start..own.start]), blank(&text[own.end..end]));
    let alone = matches!(
        (key.as_str(), rest.as_str()),
        ("allow=[", "]" | ",]") | ("allow=", "")
    );
    alone.then_some(start..end)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::lint::{check, testing};

    #[test]
    fn of_two_names_that_are_as_near_neither_is_written() {
        let card = "[[card]]\nquestion = \"Into which sea does the Danube flow?\"\n\
                    answer = \"the Black Sea\"\nallow = [\"NAME\"]\n";
        let found = |name| testing::found(&card.replace("NAME", name));
        let tie = &found("nol-of-the-above")[0];
        assert_eq!(tie.code, "unknown-allow");
        assert!(tie.label.starts_with("did you mean `"), "{tie:?}");
        assert_eq!(tie.fix, None);
        let sure = found("absolute")[0].fix.clone();
        assert_eq!(sure.map(|fix| fix.text).as_deref(), Some("\"absolutes\""));
    }

    #[test]
    fn what_cannot_be_told_of_a_card_is_not_unused_there() {
        let card = |id: &str, source: &str| {
            format!(
                "[[card]]\nid = \"{id}\"\nquestion = \"How long is the Danube, in kilometres?\"\n\
                 answer = 2850\nsource = \"{source}#1\"\nallow = [\"ungrounded\"]\n"
            )
        };
        let cards = format!("{}{}", card("here", "one"), card("there", "two"));
        let deck = |allow: &str| {
            format!("[deck]\ntitle = \"T\"\n{allow}[sources.one]\n[sources.two]\n{cards}")
        };
        let unused = |deck: &str, texts: &[&str]| -> Vec<usize> {
            let text = |name: &&str| ((*name).to_owned(), "It is 2,850 km long.".to_owned());
            let texts: BTreeMap<_, _> = texts.iter().map(text).collect();
            let (_, mut found) = check(deck.as_bytes(), "deck", &texts);
            found.retain(|finding| finding.code == "unused-allow");
            let line = |at: usize| deck[..at].lines().count();
            found
                .iter()
                .map(|finding| line(finding.span.start))
                .collect()
        };
        assert_eq!(unused(&deck(""), &[]), [0; 0]);
        assert_eq!(unused(&deck(""), &["one"]), [10]);
        assert_eq!(unused(&deck(""), &["one", "two"]), [10, 16]);
        let whole = deck("allow = [\"ungrounded\"]\n");
        assert_eq!(unused(&whole, &["one"]), [11]);
        assert_eq!(unused(&whole, &["one", "two"]), [3, 11, 17]);
    }
}
