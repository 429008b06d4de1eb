//! `true-false`: a statement that holds or does not.

use super::sign::Type;
use super::{Key, Kind, Part, QUESTION, Question, Sign, Takes, question};
use crate::ask::{Ask, Reply, Shape};
use crate::deck::fields::Fields;
use crate::mark::rules::TextRules;
use crate::mark::text::Guard;
use crate::mark::{Mark, Reason};

pub(super) const KIND: Kind = Kind {
    name: "true-false",
    asked: "pick one",
    keys: &[
        QUESTION,
        &[Key::new("answer", Takes::Truth, "`true` or `false`").must()],
    ],
    written: Sign::Answer(Type::Truth),
    read,
    example: r#"
id = "mercury-day"
question = "A day on Mercury, from sunrise to sunrise, lasts longer than a year there."
answer = true
explanation = "It turns so slowly that one day takes two of its years, or 176 of our days."
source = "nasa"
"#,
};

const WORDS: [&str; 2] = ["true", "false"];

#[derive(Debug)]
struct TrueFalse {
    statement: String,
    holds: bool,
}

fn read(fields: &mut Fields<'_, '_>, _: &TextRules) -> Vec<Part> {
    let statement = question(fields);
    let holds = fields.required("answer", "answer = true", Fields::bool);
    match (statement, holds) {
        (Some(statement), Some(holds)) => Part::whole(TrueFalse { statement, holds }),
        _ => Vec::new(),
    }
}

impl TrueFalse {
    fn place(&self) -> usize {
        usize::from(!self.holds)
    }
}

impl Question for TrueFalse {
    fn ask(&self) -> Ask {
        let options = WORDS.map(str::to_owned).to_vec();
        Ask {
            prompt: self.statement.clone(),
            shape: Shape::PickOne {
                options,
                shuffle: false,
            },
        }
    }

    fn key(&self) -> Reply {
        Reply::Picked(self.place())
    }

    fn answer(&self) -> String {
        WORDS[self.place()].to_owned()
    }

    fn mark(&self, reply: &Reply, _: Guard<'_>) -> Mark {
        let Reply::Picked(place) = reply else {
            return Mark::omitted();
        };
        let right = *place == self.place();
        let found = format!("the statement is {}", self.answer());
        Mark::scored(f64::from(u8::from(right)), Reason::Choice).trace("true-false", found)
    }
}
