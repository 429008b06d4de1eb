//! Marking a typed text against what a card accepts (R0 to R10).

use std::fmt;

use regex_lite::{Regex, RegexBuilder};

use super::diff;
use super::fold::{Folded, hygiene};
use super::rules::{Accents, TextRules};
use super::typo::{nearness, slips};
use super::{Mark, Reason, Trace, Verdict};

pub use super::fold::fold;

/// R8: for a folded reply, the label of another card or option whose answer that is.
pub type Guard<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The guard of a card that has no siblings.
pub fn no_guard(_folded: &str) -> Option<String> {
    None
}

/// A regular expression that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegexFault {
    /// What is wrong with it, in lower case.
    pub message: String,
}

impl fmt::Display for RegexFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for RegexFault {}

/// A regular expression that has to match a whole reply.
#[derive(Debug, Clone)]
struct Pattern {
    text: String,
    exact: Regex,
    any_case: Regex,
}

impl Pattern {
    fn new(text: &str) -> Result<Self, RegexFault> {
        let fault = |error: regex_lite::Error| RegexFault {
            message: format!("`{text}` is no regular expression: {error}"),
        };
        // On its own first, so that `a)|(b` is not healed by the anchors.
        Regex::new(text).map_err(fault)?;
        let anchored = format!("^(?:{text})$");
        let build = |any_case| {
            RegexBuilder::new(&anchored)
                .case_insensitive(any_case)
                .build()
                .map_err(fault)
        };
        Ok(Self {
            text: text.to_owned(),
            exact: build(false)?,
            any_case: build(true)?,
        })
    }
}

/// What a card accepts as a typed text, and what it lists as wrong.
#[derive(Debug, Clone)]
pub struct TextKey {
    answers: Vec<String>,
    reject: Vec<String>,
    pattern: Option<Pattern>,
    /// The answers after R0 with and without their optional parts, each with the place of the
    /// answer it is of.
    forms: Vec<(usize, String)>,
    /// The same of what is rejected.
    reject_forms: Vec<String>,
}

impl PartialEq for TextKey {
    fn eq(&self, other: &Self) -> bool {
        let pattern = |key: &Self| key.pattern.as_ref().map(|pattern| pattern.text.clone());
        self.answers == other.answers
            && self.reject == other.reject
            && pattern(self) == pattern(other)
    }
}

impl Eq for TextKey {}

/// More optional parts than this are left out or kept together.
const MOST_OPTIONAL: usize = 4;

/// The places of the free-standing parentheses in a text: `run (verb)` has one, `f(x)` none.
fn optional_parts(text: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut before = ' ';
    for (i, c) in text.char_indices() {
        match (c, &mut open) {
            ('(' | '（', Some((_, depth))) => *depth += 1,
            ('(' | '（', None) if before.is_whitespace() => open = Some((i, 1)),
            (')' | '）', Some((start, depth))) => {
                *depth -= 1;
                if *depth == 0 {
                    let end = i + c.len_utf8();
                    let next = text[end..].chars().next();
                    if next.is_none_or(|c| c.is_whitespace() || ".,;:!?".contains(c)) {
                        parts.push((*start, end));
                    }
                    open = None;
                }
            }
            _ => {}
        }
        before = c;
    }
    parts
}

/// A clean text with and without each of its optional parts; itself first.
fn with_optional_parts(clean: &str) -> Vec<String> {
    let parts = optional_parts(clean);
    let choices: Vec<u32> = if parts.len() <= MOST_OPTIONAL {
        (0..1 << parts.len()).collect()
    } else {
        vec![0, u32::MAX]
    };
    let mut forms: Vec<String> = Vec::new();
    for left_out in choices {
        let mut form = String::new();
        let mut from = 0;
        for (i, &(start, end)) in parts.iter().enumerate() {
            if i < 32 && left_out & (1 << i) == 0 {
                continue;
            }
            form.push_str(&clean[from..start]);
            from = end;
        }
        form.push_str(&clean[from..]);
        let form = hygiene(&form);
        let says_something = form == clean || form.chars().any(char::is_alphanumeric);
        if says_something && !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

impl TextKey {
    /// A key of the answer, other accepted texts after it, texts listed as wrong, and a regular
    /// expression that has to match a whole reply.
    ///
    /// # Errors
    ///
    /// If the regular expression is none.
    pub fn new(
        answers: Vec<String>,
        reject: Vec<String>,
        regex: Option<&str>,
    ) -> Result<Self, RegexFault> {
        let pattern = regex.map(Pattern::new).transpose()?;
        Ok(Self {
            pattern,
            ..Self::of(answers, reject)
        })
    }

    /// A key without a regular expression.
    pub fn of(answers: Vec<String>, reject: Vec<String>) -> Self {
        let forms = answers
            .iter()
            .enumerate()
            .flat_map(|(i, answer)| {
                with_optional_parts(&hygiene(answer))
                    .into_iter()
                    .map(move |form| (i, form))
            })
            .collect();
        let reject_forms = reject
            .iter()
            .flat_map(|text| with_optional_parts(&hygiene(text)))
            .collect();
        Self {
            answers,
            reject,
            pattern: None,
            forms,
            reject_forms,
        }
    }

    /// A key of one answer.
    pub fn one(answer: impl Into<String>) -> Self {
        Self::of(vec![answer.into()], Vec::new())
    }

    /// The answer that is shown; empty if the key has none.
    pub fn answer(&self) -> &str {
        self.answers.first().map_or("", String::as_str)
    }

    /// The answer and the other accepted texts.
    pub fn answers(&self) -> &[String] {
        &self.answers
    }

    /// The texts listed as wrong.
    pub fn rejected(&self) -> &[String] {
        &self.reject
    }

    /// Everything that is right as it stands, folded: for the index of a sibling guard.
    pub fn folded(&self, rules: &TextRules) -> Vec<String> {
        let mut all: Vec<String> = self
            .forms
            .iter()
            .map(|(_, form)| Folded::of(form, rules).text)
            .collect();
        all.sort();
        all.dedup();
        all
    }
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

/// Marks a typed text.
pub fn mark(key: &TextKey, rules: &TextRules, guard: Guard, given: &str) -> Mark {
    let clean = hygiene(given);
    let mut way = Vec::new();
    if clean.is_empty() {
        step(&mut way, "R0", "nothing is left");
        return Mark::omitted().after(way);
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
mod tests {
    use super::*;

    fn key(answers: &[&str]) -> TextKey {
        TextKey::of(
            answers.iter().map(|&text| text.to_owned()).collect(),
            Vec::new(),
        )
    }

    fn reason(key: &TextKey, given: &str) -> (Verdict, Reason) {
        let mark = mark(key, &TextRules::default(), &no_guard, given);
        (mark.verdict, mark.reason)
    }

    #[test]
    fn free_standing_parentheses_are_optional() {
        let run = key(&["run (verb)"]);
        assert_eq!(
            reason(&run, "run (verb)"),
            (Verdict::Correct, Reason::Exact)
        );
        assert_eq!(reason(&run, "run"), (Verdict::Correct, Reason::Normalised));
        assert_eq!(
            reason(&run, "Run (verb)."),
            (Verdict::Correct, Reason::Normalised)
        );
        assert_eq!(
            reason(&run, "run verb"),
            (Verdict::Correct, Reason::Normalised)
        );
        let function = key(&["f(x)"]);
        assert_eq!(reason(&function, "f").0, Verdict::Wrong);
        assert_eq!(reason(&function, "f(x)"), (Verdict::Correct, Reason::Exact));
        assert_eq!(reason(&key(&["(x)"]), "(x)").0, Verdict::Correct);
        assert_eq!(
            with_optional_parts("(the) cat (animal)"),
            ["(the) cat (animal)", "cat (animal)", "(the) cat", "cat"]
        );
        assert_eq!(with_optional_parts("iron(III) oxide").len(), 1);
        assert_eq!(with_optional_parts("a (b (c)) d"), ["a (b (c)) d", "a d"]);
    }

    #[test]
    fn a_pattern_has_to_match_everything() {
        let key = TextKey::new(
            vec!["colour".into()],
            vec!["colourless".into()],
            Some("colou?r(less)?"),
        )
        .expect("a pattern");
        assert_eq!(reason(&key, "Color"), (Verdict::Correct, Reason::Pattern));
        assert_eq!(
            reason(&key, "colourless"),
            (Verdict::Wrong, Reason::Rejected)
        );
        assert_eq!(reason(&key, "colorfully").0, Verdict::Wrong);
        let strict = TextRules {
            strict: true,
            ..TextRules::default()
        };
        assert_eq!(
            mark(&key, &strict, &no_guard, "color").reason,
            Reason::Pattern
        );
        assert_eq!(
            mark(&key, &strict, &no_guard, "Color").verdict,
            Verdict::Wrong
        );
    }

    #[test]
    fn a_bad_pattern_is_a_fault() {
        for bad in ["(", "a)|(b", "[z-a]"] {
            let fault = TextKey::new(vec!["a".into()], vec![], Some(bad)).expect_err(bad);
            assert!(fault.message.contains(bad), "{fault}");
        }
    }

    #[test]
    fn what_is_rejected_is_wrong_before_any_tolerance() {
        let key = TextKey::of(vec!["café".into()], vec!["cafe".into(), "caffé".into()]);
        assert_eq!(reason(&key, "cafe"), (Verdict::Wrong, Reason::Rejected));
        assert_eq!(reason(&key, "CAFE!"), (Verdict::Wrong, Reason::Rejected));
        assert_eq!(reason(&key, "Café"), (Verdict::Correct, Reason::Normalised));
        let polish = TextKey::of(vec!["Polish".into()], vec!["polish".into()]);
        assert_eq!(reason(&polish, "Polish"), (Verdict::Correct, Reason::Exact));
        assert_eq!(
            reason(&polish, "polish"),
            (Verdict::Wrong, Reason::Rejected)
        );
    }

    #[test]
    fn accents_follow_the_setting() {
        let key = key(&["año"]);
        let with = |accents| {
            let rules = TextRules {
                accents,
                language: "es".into(),
                ..TextRules::default()
            };
            mark(&key, &rules, &no_guard, "ano").verdict
        };
        assert_eq!(with(Accents::Lenient), Verdict::Almost);
        assert_eq!(with(Accents::Strict), Verdict::Wrong);
        assert_eq!(with(Accents::Ignore), Verdict::Correct);
    }

    #[test]
    fn another_cards_answer_is_wrong_even_if_near() {
        let guard = |folded: &str| (folded == "resume").then(|| "verbs/resume".to_owned());
        let key = key(&["résumé"]);
        let rules = TextRules::default();
        let wrong = mark(&key, &rules, &guard, "Resume");
        assert_eq!(
            (wrong.verdict, wrong.reason),
            (Verdict::Wrong, Reason::OtherCard)
        );
        assert_eq!(
            wrong.note.as_deref(),
            Some("that is the answer to `verbs/resume`")
        );
        assert_eq!(
            mark(&key, &rules, &guard, "Résumé").verdict,
            Verdict::Correct
        );
    }

    #[test]
    fn ones_own_answer_is_right_though_another_card_has_it_too() {
        let guard = |_: &str| Some("other".to_owned());
        assert_eq!(
            mark(&key(&["Paris"]), &TextRules::default(), &guard, "paris").verdict,
            Verdict::Correct
        );
    }

    #[test]
    fn strict_means_the_very_letters() {
        let rules = TextRules {
            strict: true,
            ..TextRules::default()
        };
        let key = key(&["let x = 1;"]);
        assert_eq!(
            mark(&key, &rules, &no_guard, " let  x = 1; ").verdict,
            Verdict::Correct
        );
        assert_eq!(
            mark(&key, &rules, &no_guard, "let x = 1").reason,
            Reason::Near
        );
        assert_eq!(
            mark(&key, &rules, &no_guard, "Let x = 1;").verdict,
            Verdict::Wrong
        );
    }

    #[test]
    fn a_slip_is_named() {
        let mark = mark(
            &key(&["Liu Yunshan"]),
            &TextRules::default(),
            &no_guard,
            "Liu Yunhsan",
        );
        assert_eq!(mark.verdict, Verdict::Almost);
        assert_eq!(mark.note.as_deref(), Some("two letters swapped"));
        assert_eq!(mark.nearest.as_deref(), Some("Liu Yunshan"));
    }

    #[test]
    fn what_is_nearly_right_is_told_why_it_is_not() {
        let note = |key: &TextKey, rules: &TextRules, given: &str| {
            let mark = mark(key, rules, &no_guard, given);
            assert_eq!(mark.reason, Reason::Near, "{given}");
            mark.note.unwrap_or_default()
        };
        let german = TextRules {
            articles: false,
            language: "de".into(),
            ..TextRules::default()
        };
        assert_eq!(
            note(&key(&["das Ei"]), &german, "der Ei"),
            "near, but the article differs"
        );
        let exact = TextRules {
            typos: false,
            ..TextRules::default()
        };
        assert_eq!(
            note(&key(&["receive"]), &exact, "recieve"),
            "near, but slips are not forgiven here"
        );
        assert_eq!(
            note(&key(&["World War 2"]), &TextRules::default(), "World War 1"),
            "near, but the numbers differ"
        );
    }

    #[test]
    fn umlauts_may_be_left_out_or_written_out_with_a_slip() {
        let german = TextRules {
            language: "de".into(),
            ..TextRules::default()
        };
        let key = key(&["Straßenhändler"]);
        for (given, verdict) in [
            ("Strassenhaendler", Verdict::Correct),
            ("Strassenhandler", Verdict::Almost),
            ("Strasenhaendler", Verdict::Almost),
            ("Strasenhändler", Verdict::Almost),
        ] {
            assert_eq!(
                mark(&key, &german, &no_guard, given).verdict,
                verdict,
                "{given}"
            );
        }
    }

    #[test]
    fn the_way_is_told_in_order() {
        let mark = mark(
            &key(&["sulfate"]),
            &TextRules::default(),
            &no_guard,
            "sulfite",
        );
        let rules: Vec<&str> = mark.trace.iter().map(|step| step.rule).collect();
        assert_eq!(
            rules,
            ["R0", "R2", "R3", "R4", "R5", "R8", "R7", "R9", "R10"]
        );
        assert_eq!(
            mark.note.as_deref(),
            Some("near, but the two words mean different things")
        );
    }
}
