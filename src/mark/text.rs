//! Marking a typed text against what a card accepts (R0 to R10).

mod key;

use super::diff;
use super::fold::{Folded, hygiene};
use super::rules::{Accents, TextRules};
use super::typo::{nearness, slips};
use super::{Mark, Reason, Trace, Verdict};

pub use super::fold::fold;
pub use key::{RegexFault, TextKey};

/// R8: for a folded reply, the label of another card or option whose answer that is.
pub type Guard<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The guard of a card that has no siblings.
pub fn no_guard(_folded: &str) -> Option<String> {
    None
}

/// A form of a key, folded.
struct Form<'a> {
    /// Clean, with or without its optional parts.
    text: &'a str,
    folded: Folded,
}

impl Form<'_> {
    /// What slips are looked for in: letters with accents only where those count.
    fn compared<'a>(folded: &'a Folded, rules: &TextRules) -> &'a str {
        if rules.accents == Accents::Strict {
            &folded.article
        } else {
            &folded.bare
        }
    }

    /// How many slips lead from here to the reply, or why it is no slip.
    fn slips(&self, given: &Folded, rules: &TextRules) -> Result<usize, &'static str> {
        let bare = slips(
            Self::compared(given, rules),
            Self::compared(&self.folded, rules),
            rules,
        );
        if given.text == given.article && self.folded.text == self.folded.article {
            return bare;
        }
        // With umlauts written out on one side.
        bare.or_else(|refusal| slips(&given.text, &self.folded.text, rules).map_err(|_| refusal))
    }

    /// How far the reply is from here, if that is near.
    fn nearness(&self, given: &Folded, rules: &TextRules) -> Option<usize> {
        nearness(
            Self::compared(given, rules),
            Self::compared(&self.folded, rules),
        )
    }
}

/// Replies of more bytes than this, and more than four times their key, are not looked into.
const LONGEST_REPLY: usize = 10_000;

/// Marks a typed text.
pub fn mark(key: &TextKey, rules: &TextRules, guard: Guard, given: &str) -> Mark {
    let clean = hygiene(given);
    let mut way = Vec::new();
    if clean.is_empty() {
        step(&mut way, "R0", "nothing is left");
        return Mark::omitted().after(way);
    }
    let longest = key
        .forms
        .iter()
        .map(|(_, form)| form.len())
        .max()
        .unwrap_or(0);
    if clean.len() > LONGEST_REPLY.max(longest * 4) {
        step(&mut way, "R10", "far longer than any answer");
        return Mark::new(Verdict::Wrong, 0.0, Reason::Different).after(way);
    }
    step(&mut way, "R0", format!("`{clean}`"));
    let mark = if rules.strict {
        mark_strictly(key, rules, guard, &clean, &mut way)
    } else {
        mark_tolerantly(key, rules, guard, &clean, &mut way)
    };
    mark.after(way)
}

fn step(way: &mut Vec<Trace>, rule: &'static str, found: impl Into<String>) {
    way.push(Trace {
        rule,
        found: found.into(),
    });
}

fn other_card(label: &str) -> Mark {
    Mark::new(Verdict::Wrong, 0.0, Reason::OtherCard)
        .note(format!("that is the answer to `{label}`"))
}

/// R1: the very letters, or the pattern of the card.
fn mark_strictly(
    key: &TextKey,
    rules: &TextRules,
    guard: Guard,
    clean: &str,
    way: &mut Vec<Trace>,
) -> Mark {
    if key.answers.iter().any(|answer| hygiene(answer) == clean) {
        step(way, "R1", "the same, letter by letter");
        return Mark::new(Verdict::Correct, 1.0, Reason::Exact);
    }
    step(
        way,
        "R1",
        "not the same, letter by letter; nothing else counts",
    );
    if key.reject_forms.iter().any(|form| form == clean) {
        step(way, "R6", "listed as wrong");
        return rejected(key);
    }
    if let Some(pattern) = &key.pattern {
        if pattern.exact.is_match(clean) {
            step(way, "R5", format!("matches `{}`", pattern.text));
            return Mark::new(Verdict::Correct, 1.0, Reason::Pattern);
        }
        step(way, "R5", format!("does not match `{}`", pattern.text));
    }
    let folded = Folded::of(clean, rules);
    if let Some(label) = guard(&folded.text)
        && !key.folded(rules).contains(&folded.text)
    {
        step(way, "R8", format!("the answer to `{label}`"));
        return other_card(&label);
    }
    let nearest = key
        .answers
        .iter()
        .filter_map(|answer| Some((nearness(clean, &hygiene(answer))?, answer)))
        .min_by_key(|&(distance, _)| distance);
    if let Some((_, answer)) = nearest {
        step(way, "R10", format!("near `{answer}`"));
        let difference = diff::name(clean, answer)
            .unwrap_or_else(|| "capitals, spaces and signs count here".to_owned());
        return Mark::new(Verdict::Wrong, 0.0, Reason::Near)
            .note(format!("near, but {difference}"))
            .nearest(answer);
    }
    step(way, "R10", "something else");
    Mark::new(Verdict::Wrong, 0.0, Reason::Different)
}

fn rejected(key: &TextKey) -> Mark {
    Mark::new(Verdict::Wrong, 0.0, Reason::Rejected).nearest(key.answer())
}

/// R2 to R10.
fn mark_tolerantly(
    key: &TextKey,
    rules: &TextRules,
    guard: Guard,
    clean: &str,
    way: &mut Vec<Trace>,
) -> Mark {
    if let Some((i, form)) = key.forms.iter().find(|(_, form)| form == clean) {
        step(way, "R5", "the same as the key, letter by letter");
        let whole = hygiene(&key.answers[*i]) == *form;
        let reason = if whole {
            Reason::Exact
        } else {
            Reason::Normalised
        };
        return Mark::new(Verdict::Correct, 1.0, reason);
    }
    if key.reject_forms.iter().any(|form| form == clean) {
        step(way, "R6", "listed as wrong");
        return rejected(key);
    }
    let given = Folded::of(clean, rules);
    step(way, "R2", format!("`{}`", given.case));
    step(way, "R3", format!("`{}`", given.punctuation));
    if rules.articles {
        step(way, "R4", format!("`{}`", given.article));
    }
    let forms: Vec<Form> = key
        .forms
        .iter()
        .map(|(_, form)| Form {
            text: form,
            folded: Folded::of(form, rules),
        })
        .collect();
    if let Some(form) = forms.iter().find(|form| form.folded.text == given.text) {
        step(way, "R5", format!("the same as `{}`", form.text));
        return Mark::new(Verdict::Correct, 1.0, Reason::Normalised);
    }
    step(way, "R5", "not one of the accepted texts");
    if !key.reject_forms.is_empty() {
        if key
            .reject_forms
            .iter()
            .any(|form| Folded::of(form, rules).text == given.text)
        {
            step(way, "R6", "listed as wrong");
            return rejected(key);
        }
        step(way, "R6", "not listed as wrong");
    }
    if let Some(pattern) = &key.pattern {
        if pattern.any_case.is_match(clean) || pattern.any_case.is_match(&given.text) {
            step(way, "R5", format!("matches `{}`", pattern.text));
            return Mark::new(Verdict::Correct, 1.0, Reason::Pattern);
        }
        step(way, "R5", format!("does not match `{}`", pattern.text));
    }
    // Before R7, so that neither accents nor slips are forgiven into another card's answer.
    if let Some(label) = guard(&given.text) {
        step(way, "R8", format!("the answer to `{label}`"));
        return other_card(&label);
    }
    step(way, "R8", "not the answer to another card");
    if let Some(mark) = mark_accents(&forms, rules, &given, way) {
        return mark;
    }
    if rules.typos {
        if let Some(mark) = mark_slips(&forms, rules, &given, way) {
            return mark;
        }
    } else {
        step(way, "R9", "slips are not forgiven");
    }
    mark_near(&forms, rules, clean, &given, way)
}

/// R7: what differs in its accents only.
fn mark_accents(
    forms: &[Form],
    rules: &TextRules,
    given: &Folded,
    way: &mut Vec<Trace>,
) -> Option<Mark> {
    let Some(form) = forms.iter().find(|form| form.folded.bare == given.bare) else {
        step(way, "R7", "differs in more than accents");
        return None;
    };
    step(way, "R7", format!("`{}` but for accents", form.text));
    let (verdict, score) = match rules.accents {
        Accents::Ignore => return Some(Mark::new(Verdict::Correct, 1.0, Reason::Accents)),
        Accents::Lenient => (Verdict::Almost, 1.0),
        Accents::Strict => (Verdict::Wrong, 0.0),
    };
    Some(
        Mark::new(verdict, score, Reason::Accents)
            .note("accents differ")
            .nearest(form.text),
    )
}

/// R9: what a slip of the fingers made of a key.
fn mark_slips(
    forms: &[Form],
    rules: &TextRules,
    given: &Folded,
    way: &mut Vec<Trace>,
) -> Option<Mark> {
    let forgiven = forms
        .iter()
        .filter_map(|form| Some((form.slips(given, rules).ok()?, form)))
        .min_by_key(|&(slips, _)| slips);
    let Some((_, form)) = forgiven else {
        step(way, "R9", "no slip of the fingers");
        return None;
    };
    let slip = diff::name(&given.article, &form.folded.article)
        .unwrap_or_else(|| "a few letters differ".to_owned());
    step(way, "R9", format!("`{}` but for a slip: {slip}", form.text));
    Some(
        Mark::new(Verdict::Almost, 1.0, Reason::Typo)
            .note(slip)
            .nearest(form.text),
    )
}

/// R10: the rest is wrong; what is near is told why it is not near enough.
fn mark_near(
    forms: &[Form],
    rules: &TextRules,
    clean: &str,
    given: &Folded,
    way: &mut Vec<Trace>,
) -> Mark {
    let near = |form: &Form, why: &str, way: &mut Vec<Trace>| {
        step(way, "R10", format!("near `{}`: {why}", form.text));
        Mark::new(Verdict::Wrong, 0.0, Reason::Near)
            .note(format!("near, but {why}"))
            .nearest(form.text)
    };
    if !rules.articles {
        let without = TextRules {
            articles: true,
            ..rules.clone()
        };
        let bare = fold(clean, &without);
        if let Some(form) = forms.iter().find(|form| fold(form.text, &without) == bare) {
            return near(form, "the article differs", way);
        }
    }
    let nearest = forms
        .iter()
        .filter_map(|form| Some((form.nearness(given, rules)?, form)))
        .min_by_key(|&(distance, _)| distance);
    match nearest {
        Some((_, form)) if rules.typos => {
            let why = form.slips(given, rules).err().unwrap_or("it differs");
            near(form, why, way)
        }
        Some((_, form)) => near(form, "slips are not forgiven here", way),
        None => {
            step(way, "R10", "something else");
            Mark::new(Verdict::Wrong, 0.0, Reason::Different)
        }
    }
}

#[cfg(test)]
mod tests;
