//! Laws of marking, and a table of marked replies.

use std::cell::Cell;

use proptest::prelude::*;
use retain::mark::date::{self, DateKey};
use retain::mark::gaps;
use retain::mark::list::{self, ListKey};
use retain::mark::number::{self, NumberKey, Tolerance};
use retain::mark::rules::{Accents, TextRules};
use retain::mark::text::{self, TextKey, fold, no_guard};
use retain::mark::{Mark, Verdict, diff, order, pairs, set};
use serde_json::Value;

const CASES: &str = include_str!("data/marking-cases.json");

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items
            .iter()
            .map(|item| item.as_str().expect("a text").to_owned())
            .collect(),
        Value::String(text) => vec![text.clone()],
        _ => Vec::new(),
    }
}

fn rules_of(options: &Value) -> TextRules {
    let flag = |name: &str, default: bool| options[name].as_bool().unwrap_or(default);
    TextRules {
        strict: flag("strict", false),
        typos: flag("typos", true),
        articles: flag("articles", true),
        strict_inflection: options["inflection"] == "strict",
        accents: match options["accents"].as_str() {
            Some("strict") => Accents::Strict,
            Some("ignore") => Accents::Ignore,
            _ => Accents::Lenient,
        },
        language: options["lang"].as_str().unwrap_or("en").to_owned(),
    }
}

fn mark_case(case: &Value) -> Mark {
    let options = &case["opts"];
    let rules = rules_of(options);
    let siblings: Vec<String> = strings(&options["siblings"])
        .iter()
        .map(|text| fold(text, &rules))
        .collect();
    let guard = |folded: &str| siblings.iter().find(|text| *text == folded).cloned();
    let keys = strings(&case["key"]);
    let given = case["given"].as_str().unwrap_or_default();
    match case["type"].as_str().expect("a type") {
        "text" => {
            let key = TextKey::new(keys, strings(&options["reject"]), options["regex"].as_str())
                .expect("a pattern");
            text::mark(&key, &rules, &guard, given)
        }
        "number" => {
            let tolerance = options["tolerance"]
                .as_str()
                .map(|text| Tolerance::parse(text).expect("a tolerance"));
            let unit = options["unit"].as_str().map(str::to_owned);
            let required = options["unit_required"].as_bool().unwrap_or(false);
            let key = NumberKey::new(&keys[0], tolerance, None, unit, required).expect("a number");
            number::mark(&key, given)
        }
        "span" | "date" => date::mark(&DateKey::parse(&keys[0]).expect("a date"), given),
        "list" => {
            let key = ListKey {
                items: keys.into_iter().map(TextKey::one).collect(),
                need: options["need"]
                    .as_u64()
                    .and_then(|need| usize::try_from(need).ok()),
                ordered: options["ordered"].as_bool().unwrap_or(false),
            };
            list::mark(&key, &rules, &guard, given)
        }
        "multi" => {
            let chosen = strings(&case["given"]);
            let mut options = keys.clone();
            options.extend(chosen.iter().filter(|text| !keys.contains(text)).cloned());
            let right: Vec<bool> = options.iter().map(|text| keys.contains(text)).collect();
            let places: Vec<usize> = chosen
                .iter()
                .map(|text| {
                    options
                        .iter()
                        .position(|option| option == text)
                        .expect("an option")
                })
                .collect();
            set::mark(&right, &places)
        }
        other => panic!("no type `{other}`"),
    }
}

#[test]
fn every_case_of_the_table_is_marked_as_it_says() {
    let cases: Vec<Value> = serde_json::from_str(CASES).expect("JSON");
    assert!(!cases.is_empty());
    let mut faults = Vec::new();
    for case in &cases {
        let mark = mark_case(case);
        let reason = match case["reason"].as_str() {
            Some("blank") => "omitted",
            Some(reason) => reason,
            None => mark.reason.code(),
        };
        let score = case["score"].as_f64().expect("a score");
        if mark.verdict.name() != case["verdict"]
            || (mark.score - score).abs() > 0.001
            || mark.reason.code() != reason
        {
            faults.push(format!(
                "{case}\n  is {} {} {}: {:?}",
                mark.verdict.name(),
                mark.score,
                mark.reason.code(),
                mark.trace
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Score and verdict say the same.
fn is_sound(mark: &Mark) -> bool {
    match mark.verdict {
        Verdict::Correct | Verdict::Almost => mark.score == 1.0,
        Verdict::Partial => mark.score > 0.0 && mark.score < 1.0,
        Verdict::Wrong => mark.score == 0.0,
    }
}

fn languages() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "en", "de", "fr", "es", "it", "pt", "nl", "tr", "el", "ja", "",
    ])
    .prop_map(str::to_owned)
}

prop_compose! {
    fn any_rules()(
        strict: bool,
        typos: bool,
        accents in prop::sample::select(vec![Accents::Lenient, Accents::Strict, Accents::Ignore]),
        articles: bool,
        strict_inflection: bool,
        language in languages(),
    ) -> TextRules {
        TextRules { strict, typos, accents, articles, strict_inflection, language }
    }
}

/// Text of the sorts that matter: letters with and without accents, signs, digits, anything.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,20}",
        "[a-zA-Zäöüßéñçłø '’.,;:()\\-/0-9²½+]{0,30}",
        "[\\p{Han}\\p{Hiragana}\\p{Hebrew}\\p{Arabic}\\p{Devanagari}\\p{Greek}\\p{Cyrillic} ]{0,12}",
        any::<String>(),
        "(about |from |since |the )?[0-9]{1,4}([-/ .,–][0-9]{1,4}){0,3}( km| BC|%|e9|\\^2)?",
    ]
}

/// Text that is something once it is cleaned.
fn some_text() -> impl Strategy<Value = String> {
    any_text().prop_filter("something is left", |text| {
        let key = TextKey::one("x");
        text::mark(&key, &TextRules::default(), &no_guard, text)
            .reason
            .code()
            != "omitted"
    })
}

fn word() -> impl Strategy<Value = String> {
    "[a-z]{2,10}".prop_filter("no word for and", |word| {
        !["and", "und", "et", "ed", "en"].contains(&word.as_str())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_text_is_its_own_answer(key in some_text(), rules in any_rules()) {
        let mark = text::mark(&TextKey::one(key.clone()), &rules, &no_guard, &key);
        prop_assert_eq!(mark.verdict, Verdict::Correct);
        let gap = gaps::mark(&[TextKey::one(key.clone())], &rules, &no_guard, &key);
        prop_assert_eq!(gap.verdict, Verdict::Correct);
    }

    #[test]
    fn any_text_gets_a_sound_mark(
        key in any_text(), other in any_text(), given in any_text(), rules in any_rules(), n in 0usize..6,
    ) {
        let keys = vec![TextKey::of(vec![key.clone()], vec![other.clone()]), TextKey::one(other.clone())];
        prop_assert!(is_sound(&text::mark(&keys[0], &rules, &no_guard, &given)));
        prop_assert!(is_sound(&gaps::mark(&keys, &rules, &no_guard, &given)));
        let list = ListKey { items: keys, need: (n < 3).then_some(n), ordered: n == 4 };
        prop_assert!(is_sound(&list::mark(&list, &rules, &no_guard, &given)));
        if let Ok(key) = NumberKey::new(&key, None, None, None, false) {
            prop_assert!(is_sound(&number::mark(&key, &given)));
        }
        if let Ok(key) = DateKey::parse(&key) {
            prop_assert!(is_sound(&date::mark(&key, &given)));
        }
        let _ = diff::diff(&given, &key);
        let _ = diff::name(&given, &key);
        let _ = TextKey::new(vec![key.clone()], vec![], Some(&other));
        let _ = Tolerance::parse(&given);
        let _ = DateKey::from_text(&given);
    }

    #[test]
    fn spaces_around_change_nothing(
        key in any_text(), given in any_text(), rules in any_rules(), before in "[ \t\u{a0}]{0,3}",
    ) {
        let spaced = format!("{before}{given} ");
        let texts = TextKey::one(key.clone());
        let same = |one: &Mark, other: &Mark| {
            (one.verdict, one.reason, one.score) == (other.verdict, other.reason, other.score)
        };
        let marked = |given: &str| text::mark(&texts, &rules, &no_guard, given);
        prop_assert!(same(&marked(&given), &marked(&spaced)));
        if let Ok(key) = NumberKey::new(&key, None, None, None, false) {
            prop_assert!(same(&number::mark(&key, &given), &number::mark(&key, &spaced)));
        }
        if let Ok(key) = DateKey::parse(&key) {
            prop_assert!(same(&date::mark(&key, &given), &date::mark(&key, &spaced)));
        }
    }

    #[test]
    fn a_siblings_answer_is_never_forgiven(key in word(), given in word(), rules in any_rules()) {
        prop_assume!(fold(&key, &rules) != fold(&given, &rules));
        let folded = fold(&given, &rules);
        let guard = |text: &str| (text == folded).then(|| "other".to_owned());
        let mark = text::mark(&TextKey::one(key), &rules, &guard, &given);
        prop_assert_eq!(mark.verdict, Verdict::Wrong);
    }

    #[test]
    fn a_number_is_its_own_answer(
        whole in any::<i32>(), part in prop::option::of(0u32..10_000), language in languages(),
    ) {
        let key = part.map_or_else(|| whole.to_string(), |part| format!("{whole}.{part}"));
        let number = NumberKey::new(&key, None, None, None, false)
            .expect("a number")
            .in_language(&language);
        prop_assert_eq!(number::mark(&number, &key).verdict, Verdict::Correct);
    }

    #[test]
    fn tolerance_reaches_as_far_as_it_says(key in -1000i64..1000, reach in 0i64..100, off in -200i64..200) {
        let tolerance = Tolerance::parse(&reach.to_string()).expect("a tolerance");
        let number = NumberKey::new(&key.to_string(), Some(tolerance), None, None, false).expect("a number");
        prop_assert_eq!(number.accepts(&(key + off).to_string()), off.abs() <= reach);
    }

    #[test]
    fn a_date_is_its_own_answer(year in 100i16..3000, month in 1i8..=12, day in 1i8..=28, later in 0i16..100) {
        let end = year + later;
        for key in [
            format!("{year:04}"),
            format!("{year:04}-{month:02}"),
            format!("{year:04}-{month:02}-{day:02}"),
            format!("{year:04}/{end:04}"),
            format!("{year:04}-{month:02}/{end:04}-12"),
            format!("{year:04}/"),
        ] {
            let date = DateKey::parse(&key).expect("a date");
            prop_assert_eq!(date::mark(&date, &key).verdict, Verdict::Correct);
            let shown = date.display();
            prop_assert_eq!(date::mark(&date, &shown).verdict, Verdict::Correct);
            prop_assert_eq!(DateKey::from_text(&shown).map(|date| date.display()), Some(shown));
        }
    }

    #[test]
    fn a_list_is_right_in_any_order(
        items in prop::collection::btree_set(word(), 1..7).prop_map(|set| set.into_iter().collect::<Vec<_>>()),
        turn in any::<prop::sample::Index>(), seed in any::<u64>(), rules in any_rules(),
    ) {
        let key = ListKey {
            items: items.iter().map(TextKey::one).collect(),
            need: None,
            ordered: false,
        };
        let mut shuffled = items.clone();
        shuffled.rotate_left(turn.index(items.len()));
        let state = Cell::new(seed);
        shuffled.sort_by_key(|item| {
            state.set(state.get().rotate_left(7) ^ u64::from(item.as_bytes()[0]));
            state.get() % 5
        });
        let straight = list::mark(&key, &rules, &no_guard, &items.join(", "));
        let turned = list::mark(&key, &rules, &no_guard, &shuffled.join(", "));
        prop_assert_eq!(straight.verdict, Verdict::Correct);
        prop_assert_eq!((turned.verdict, turned.score), (straight.verdict, straight.score));
    }

    #[test]
    fn shapes_get_sound_marks(
        n in 0usize..8, places in prop::collection::vec(0usize..10, 0..10),
        keys in prop::collection::vec(any::<bool>(), 0..8),
    ) {
        prop_assert!(is_sound(&order::mark(n, &places)));
        prop_assert!(is_sound(&set::mark(&keys, &places)));
        let texts: Vec<String> = places.iter().map(ToString::to_string).collect();
        prop_assert!(is_sound(&pairs::mark(&texts, &texts)));
        prop_assert!(is_sound(&pairs::mark(&texts, &["1", "2"])));
        let all: Vec<usize> = (0..n).collect();
        if n > 0 {
            prop_assert_eq!(order::mark(n, &all).verdict, Verdict::Correct);
        }
        let right: Vec<usize> = keys.iter().enumerate().filter(|(_, key)| **key).map(|(i, _)| i).collect();
        prop_assert_eq!(set::mark(&keys, &right).verdict, Verdict::Correct);
    }
}
