//! Marking the gaps of a cloze, typed as one text.

use super::date::DateKey;
use super::list::Items;
use super::number;
use super::order::share;
use super::rules::TextRules;
use super::text::{Guard, TextKey};
use super::{Mark, Reason, Verdict};

/// Whether a gap's answer denotes the same number, date or span as a text: the number `1,000` is
/// `1000`, the span `1950–53` is `1950 to 1953`.
fn same_value(answer: &str, given: &str, rules: &TextRules) -> Option<Reason> {
    if number::is_same(answer, given, &rules.language) {
        return Some(Reason::Value);
    }
    DateKey::from_text(answer)
        .is_some_and(|key| key.accepts(given))
        .then_some(Reason::Span)
}

/// Marks one gap: as text, and where its answer is a number or a date also by value.
fn mark_gap(
    items: &Items,
    keys: &[TextKey],
    place: usize,
    rules: &TextRules,
    guard: Guard,
    given: &str,
) -> Mark {
    let mark = items.mark(place, guard, given);
    if rules.strict
        || mark.verdict == Verdict::Correct
        || matches!(mark.reason, Reason::Rejected | Reason::Omitted)
    {
        return mark;
    }
    let by_value = keys[place]
        .answers()
        .iter()
        .find_map(|answer| Some((same_value(answer, given, rules)?, answer)));
    match by_value {
        Some((reason, answer)) => {
            let rule = if reason == Reason::Value {
                "number"
            } else {
                "date"
            };
            let mut right = Mark::new(Verdict::Correct, 1.0, reason);
            right.trace = mark.trace;
            right.trace(rule, format!("the same as `{answer}` by value"))
        }
        None => mark,
    }
}

/// The parts of a reply: between new lines or semicolons, or between commas where that gives as
/// many as there are gaps.
fn parts(given: &str, gaps: usize) -> Vec<&str> {
    for separators in [&['\n'][..], &[';', '；'], &[',', '，', '、']] {
        let parts: Vec<&str> = given.split(separators).collect();
        if parts.len() == gaps {
            return parts;
        }
    }
    given.split(['\n', ';', '；']).collect()
}

/// Marks the gaps of a cloze: the mean of the parts; a single gap is marked as a text.
pub fn mark(keys: &[TextKey], rules: &TextRules, guard: Guard, given: &str) -> Mark {
    let items = Items::of(keys, rules);
    if keys.len() == 1 {
        return mark_gap(&items, keys, 0, rules, guard, given);
    }
    let parts = parts(given, keys.len());
    let marks: Vec<Mark> = (0..keys.len())
        .map(|place| {
            let part = parts.get(place).copied().unwrap_or("");
            mark_gap(&items, keys, place, rules, guard, part)
        })
        .collect();
    if marks.iter().all(|mark| mark.reason == Reason::Omitted) {
        return Mark::omitted().trace("R0", "nothing is left");
    }
    let right = marks.iter().filter(|mark| mark.is_right()).count();
    let mut whole = Mark::scored(share(right, keys.len()), Reason::Gaps);
    if whole.verdict == Verdict::Correct && marks.iter().any(|mark| mark.verdict == Verdict::Almost)
    {
        whole.verdict = Verdict::Almost;
    }
    let mut notes = Vec::new();
    for (place, mark) in marks.into_iter().enumerate() {
        let answer = keys[place].answer();
        let gap = place + 1;
        match (mark.verdict, mark.note) {
            (Verdict::Correct, _) => {}
            (_, Some(note)) => notes.push(format!("gap {gap}, `{answer}`: {note}")),
            (_, None) => notes.push(format!("gap {gap}: `{answer}`")),
        }
        for step in mark.trace {
            whole = whole.trace(step.rule, format!("gap {gap}: {}", step.found));
        }
    }
    if !notes.is_empty() {
        whole.note = Some(notes.join("; "));
    }
    whole.trace("gaps", format!("{right} of {} right", keys.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mark::text::no_guard;

    fn marked(keys: &[&str], given: &str) -> Mark {
        let keys: Vec<TextKey> = keys.iter().map(|&key| TextKey::one(key)).collect();
        mark(&keys, &TextRules::default(), &no_guard, given)
    }

    #[test]
    fn one_gap_is_a_text() {
        assert_eq!(
            marked(&["Korean War"], "the korean war").reason,
            Reason::Normalised
        );
        assert_eq!(
            marked(&["Korean War"], "korean wra").verdict,
            Verdict::Wrong
        );
        assert_eq!(marked(&["a; b, c"], "a; b, c").verdict, Verdict::Correct);
    }

    #[test]
    fn the_score_is_the_mean_of_the_parts() {
        for (given, score) in [
            ("Korea; 1950; energy", 1.0),
            ("Korea\n1950\nenergy", 1.0),
            ("Korea, 1950, energy", 1.0),
            ("Korea; 1951; energy", share(2, 3)),
            ("Korea;;energy", share(2, 3)),
            ("Korea", share(1, 3)),
        ] {
            let mark = marked(&["Korea", "1950", "energy"], given);
            assert_eq!((mark.score, mark.reason), (score, Reason::Gaps), "{given}");
        }
        assert_eq!(marked(&["a", "b"], ";").reason, Reason::Omitted);
        assert_eq!(
            marked(&["Korea", "energy"], "Korae; energy").verdict,
            Verdict::Almost
        );
    }

    #[test]
    fn numbers_and_dates_are_right_by_value() {
        for (key, given, reason) in [
            ("1,000", "1000", Reason::Value),
            ("1000", "1 000", Reason::Value),
            ("7", "seven", Reason::Value),
            ("seven", "7", Reason::Value),
            ("1950–53", "1950 to 1953", Reason::Span),
            ("October 2006", "Oct 2006", Reason::Span),
            ("since 2011", "2011–present", Reason::Span),
        ] {
            let mark = marked(&[key], given);
            assert_eq!(
                (mark.verdict, mark.reason),
                (Verdict::Correct, reason),
                "{given} for {key}"
            );
        }
        assert_eq!(marked(&["7"], "7 dwarfs").verdict, Verdict::Wrong);
        assert_eq!(marked(&["1950"], "1951").verdict, Verdict::Wrong);
        assert_eq!(marked(&["October 2006"], "2006").verdict, Verdict::Wrong);
    }

    #[test]
    fn the_answer_to_one_gap_is_wrong_in_another() {
        assert_eq!(marked(&["carbon", "carton"], "carton; carton").score, 0.5);
    }
}
