//! What a typed text is worth, rule by rule.

use super::key::with_optional_parts;
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
