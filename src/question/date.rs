//! `date`: a year, a month, a day or a span of time, typed in any usual form.

use super::sign::Type;
use super::{Key, Kind, Part, QUESTION, Question, Sign, Takes, question};
use crate::ask::{Ask, Reply, Shape};
use crate::deck::fields::{At, Fields};
use crate::diagnostic::Diagnostic;
use crate::mark::Mark;
use crate::mark::date::{self, DateKey};
use crate::mark::rules::TextRules;
use crate::mark::text::Guard;

pub(super) const KIND: Kind = Kind {
    name: "date",
    asked: "typed in any usual form",
    keys: &[
        QUESTION,
        &[Key::new(
            "answer",
            Takes::Moment,
            "`\"2006-10\"`, a span `\"1950/1953\"`, an open one `\"2011/\"`",
        )
        .must()],
    ],
    written: Sign::Answer(Type::Date),
    read,
    example: r#"
id = "first-landing"
kind = "date"
question = "When did people first land on the Moon?"
answer = "1969-07-20"
explanation = "Neil Armstrong and Buzz Aldrin landed; Michael Collins stayed in orbit."
source = "nasa"
"#,
};

#[derive(Debug)]
struct Date {
    question: String,
    key: DateKey,
    expects: &'static str,
}

fn read(fields: &mut Fields<'_, '_>, _: &TextRules) -> Vec<Part> {
    let question = question(fields);
    let answer = fields.required("answer", "answer = \"2006-10\"", Fields::moment);
    let key = answer.as_ref().and_then(|found| key(fields, found));
    match (question, key, answer) {
        (Some(question), Some(key), Some(answer)) => Part::whole(Date {
            question,
            key,
            expects: expects(&answer.value),
        }),
        _ => Vec::new(),
    }
}

/// What is to be typed, as far as the key goes.
fn expects(key: &str) -> &'static str {
    match (key.trim().split_once('/'), key.trim().matches('-').count()) {
        (Some((_, "")), _) => "since when",
        (Some(("", _)), _) => "until when",
        (Some(_), _) => "from when to when",
        (None, 0) => "a year",
        (None, 1) => "month and year",
        (None, _) => "a date",
    }
}

fn key(fields: &mut Fields<'_, '_>, found: &At<String>) -> Option<DateKey> {
    let parsed = DateKey::parse(&found.value);
    if let Err(fault) = &parsed {
        let fault = Diagnostic::error("bad-value", found.span.clone(), fault.clone());
        fields
            .fault(fault.help("`2006`, `2006-10`, `2006-10-09`, `1950/1953` or `2011/` would do"));
    }
    parsed.ok()
}

impl Question for Date {
    fn ask(&self) -> Ask {
        let expects = Some(self.expects.to_owned());
        Ask {
            prompt: self.question.clone(),
            shape: Shape::Type { parts: 1, expects },
        }
    }

    fn key(&self) -> Reply {
        Reply::Typed(self.key.display())
    }

    fn answer(&self) -> String {
        self.key.display()
    }

    fn mark(&self, reply: &Reply, _: Guard<'_>) -> Mark {
        match reply {
            Reply::Typed(given) => date::mark(&self.key, given),
            _ => Mark::omitted(),
        }
    }
}
