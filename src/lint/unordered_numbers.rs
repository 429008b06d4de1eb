//! `unordered-numbers`: numbers or dates in a fixed order that is none.

use std::ops::Range;

use super::quantity::{Interval, day};
use super::{Card, Context, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};

pub(super) const LINT: Lint = Lint {
    name: "unordered-numbers",
    level: Severity::Info,
    what: "`options` that are numbers or dates, and neither rise nor fall",
    why: "A learner who knows the number has to look for it, and one who does not may take the \
          disorder for a hint. Haladyna, Downing and Rodriguez (2002) ask for options in logical \
          or numerical order.",
    before: r#"
[[card]]
question = "In which year did the canal between Rhine and Danube open?"
answer = 1992
options = [1986, 1992, 1974]
"#,
    after: r#"
[[card]]
question = "In which year did the canal between Rhine and Danube open?"
answer = 1992
options = [1974, 1986, 1992]
"#,
    when: When::Always,
    rule: Rule::Card(look),
};

fn look(context: &Context<'_>, card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    let fixed = card.choice.as_ref().filter(|choice| choice.fixed);
    let Some(options) = fixed.map(|choice| choice.options.as_slice()) else {
        return;
    };
    let values = || options.iter().map(|option| option.value.as_str());
    let numbers = || {
        let read = |text| Interval::read(text, &context.deck.language);
        let read: Option<Vec<Interval>> = values().map(read).collect();
        let read = read?;
        let places: Vec<_> = read.iter().map(Interval::place).collect();
        let unit = places.first()?.1;
        let one = places.iter().all(|(_, other)| *other == unit);
        one.then(|| places.iter().map(|(at, _)| *at).collect())
    };
    let dates = || values().map(day).collect();
    let found: Option<Vec<f64>> = numbers().or_else(dates);
    let Some(found) = found.filter(|found| found.len() > 2) else {
        return;
    };
    let rises = found.windows(2).all(|two| two[0] <= two[1]);
    let falls = found.windows(2).all(|two| two[0] >= two[1]);
    if rises || falls {
        return;
    }
    let (Some(first), Some(last)) = (options.first(), options.last()) else {
        return;
    };
    let span = first.span.start..last.span.end;
    let mut diagnostic = LINT
        .at(span.clone(), "these options are in no order")
        .help("begin with the least or the earliest");
    let spans: Vec<Range<usize>> = options.iter().map(|option| option.span.clone()).collect();
    if let Some(text) = sorted(context.text, &spans, &found) {
        diagnostic = diagnostic.fix(span, text);
    }
    findings.push(diagnostic);
}

/// The values from the least to the greatest, with what stands between them where it was; none
/// where that is more than commas and blanks, and might belong to one of them.
fn sorted(text: &str, spans: &[Range<usize>], values: &[f64]) -> Option<String> {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut out = String::new();
    for (slot, from) in order.into_iter().enumerate() {
        if let Some(before) = slot.checked_sub(1) {
            let between = text.get(spans[before].end..spans[slot].start)?;
            if !between.chars().all(|c| c == ',' || c.is_whitespace()) {
                return None;
            }
            out.push_str(between);
        }
        out.push_str(text.get(spans[from].clone())?);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::said;

    fn card(options: &str) -> bool {
        let answer = options.split(", ").next().unwrap();
        let found = said(&format!(
            "[[card]]\nquestion = \"When or how long was it?\"\nanswer = {answer}\n\
             options = [{options}]\n"
        ));
        assert!(
            found
                .iter()
                .all(|said| said.starts_with("unordered-numbers ")),
            "{found:?}"
        );
        !found.is_empty()
    }

    #[test]
    fn numbers_and_dates_have_an_order() {
        assert!(card("3, 1, 2"));
        assert!(card("\"10 km\", \"5 km\", \"20 km\""));
        assert!(card("\"March 2010\", \"October 2006\", \"May 2011\""));
        for ordered in [
            "1, 2, 3",
            "3, 2, 1",
            "\"May 2006\", \"March 2010\", \"May 2010\"",
        ] {
            assert!(!card(ordered), "{ordered}");
        }
        assert!(!card("\"3 km\", \"1 mile\", \"2 km\""), "units differ");
        assert!(!card("\"pear\", \"apple\", \"fig\""));
    }
}
