//! `looks-like-date`: a date is marked as a text, letter by letter.

use super::{Card, Context, Lint, Rule, When};
use crate::diagnostic::{Diagnostic, Severity};
use crate::mark::date::DateKey;

pub(super) const LINT: Lint = Lint {
    name: "looks-like-date",
    level: Severity::Warning,
    what: "the answer of a text card is a date: `1969-07-20`, `July 1969`, `1950/1953`",
    why: "In quotes a date is a text like any other, so that `20 July 1969` is wrong where \
          `1969-07-20` is written. `kind = \"date\"` takes it in any usual form, and a right year \
          for half; `kind = \"text\"` says that the letters are meant. It is a rule of this \
          program, not of the literature.",
    before: r#"
[[card]]
question = "On which day did people first land on the Moon?"
answer = "1969-07-20"
"#,
    after: r#"
[[card]]
kind = "date"
question = "On which day did people first land on the Moon?"
answer = "1969-07-20"
"#,
    when: When::Always,
    rule: Rule::Card(look),
};

fn look(context: &Context<'_>, card: &Card<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(told(context.text, card));
}

fn told(text: &str, card: &Card<'_>) -> Option<Diagnostic> {
    let entry = card.entry;
    // Who lists other forms, or names the kind, has thought of it.
    let [names] = entry.answers.as_slice() else {
        return None;
    };
    let [answer] = names.as_slice() else {
        return None;
    };
    if entry.kind != "text" || entry.named {
        return None;
    }
    let key = DateKey::from_text(&answer.value)?;
    let written = key.telling()?;
    let message = format!(
        "`{}` looks like a date, and is marked as a text",
        answer.value
    );
    let finding = LINT.at(answer.span.clone(), message);
    if answer.value != written {
        return Some(finding.help(format!(
            "`kind = \"date\"` and `answer = \"{written}\"` take it in any usual form"
        )));
    }
    let finding = finding.help("`kind = \"date\"` takes it in any usual form");
    // A span of years may be a name or a score; with months it is a date.
    let line = text[..answer.span.start].rfind('\n').map_or(0, |at| at + 1);
    let plain = text[entry.header.clone()].starts_with("[[")
        && text[line..].starts_with("answer")
        && key.has_month();
    if !plain {
        return Some(finding);
    }
    let end = match text[..line].ends_with("\r\n") {
        true => "\r\n",
        false => "\n",
    };
    Some(finding.fix(line..line, format!("kind = \"date\"{end}")))
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::{found, said};

    fn card(answer: &str) -> String {
        format!(
            "[[card]]\nquestion = \"On which day did the rain stop in Vienna?\"\nanswer = \"{answer}\"\n"
        )
    }

    #[test]
    fn what_can_be_nothing_else_is_a_date() {
        for (answer, fixed) in [
            ("1969-07-20", true),
            ("1969-07", true),
            ("1950-06/1953-07", true),
            ("1950/1953", false),
            ("2011/", false),
            ("July 1969", false),
            ("20 July 1969", false),
            ("1950–53", false),
        ] {
            let cards = card(answer);
            assert_eq!(said(&cards), [format!("looks-like-date \"{answer}\"")]);
            assert_eq!(found(&cards)[0].fix.is_some(), fixed, "{answer}");
        }
    }

    #[test]
    fn a_number_a_name_or_a_year_may_be_a_text() {
        for answer in [
            "1969",
            "3-4",
            "2/3",
            "555-1234",
            "1,000",
            "Apollo 11",
            "July",
            "Resolution 1718",
            "the Treaty of 1961",
            "16:9",
            "01/02",
            "12-0",
        ] {
            assert_eq!(said(&card(answer)), [""; 0], "{answer}");
        }
    }

    #[test]
    fn who_has_thought_of_it_is_not_told() {
        let named = format!("{}kind = \"text\"\n", card("1969-07"));
        assert_eq!(said(&named), [""; 0]);
        let listed = format!("{}accept = [\"July 1969\"]\n", card("1969-07"));
        assert_eq!(said(&listed), [""; 0]);
    }
}
