//! `choice`: one option is right.

use super::options::{self, OFFERED, OPTIONS, Options};
use super::sign::Type;
use super::{ANSWER, Kind, Part, QUESTION, Question, Sign, question};
use crate::ask::{Ask, Reply, Shape};
use crate::deck::fields::Fields;
use crate::mark::rules::TextRules;
use crate::mark::text::Guard;
use crate::mark::{Mark, Reason};

pub(super) const KIND: Kind = Kind {
    name: "choice",
    asked: "pick one",
    keys: &[QUESTION, ANSWER, OPTIONS],
    written: Sign::All(&[OFFERED, Sign::Not(&Sign::Answer(Type::List))]),
    read,
    example: r#"
id = "hottest"
question = "Which planet has the hottest surface?"
answer = "Venus"
distractors = ["Mercury", "Earth", "Mars"]
explanation = "Its thick air keeps the heat in. Mercury is nearer to the Sun, with next to no air."
source = "nasa"
"#,
};

#[derive(Debug)]
struct Choice {
    question: String,
    options: Options,
}

fn read(fields: &mut Fields<'_, '_>, _: &TextRules) -> Vec<Part> {
    let question = question(fields);
    let answer = fields.required("answer", "answer = \"…\"", Fields::scalar);
    let keys: Vec<_> = answer.into_iter().collect();
    if !fields.has("distractors") && !fields.has("options") {
        fields.missing("distractors", "distractors = [\"…\", \"…\"]");
    }
    let options = options::read(fields, &keys);
    match (question, options) {
        (Some(question), Some(options)) if !keys.is_empty() => {
            Part::whole(Choice { question, options })
        }
        _ => Vec::new(),
    }
}

impl Question for Choice {
    fn ask(&self) -> Ask {
        let Options { texts, shuffle, .. } = &self.options;
        let shape = Shape::PickOne {
            options: texts.clone(),
            shuffle: *shuffle,
        };
        Ask {
            prompt: self.question.clone(),
            shape,
        }
    }

    fn key(&self) -> Reply {
        Reply::Picked(self.options.right[0])
    }

    fn answer(&self) -> String {
        self.options.texts[self.options.right[0]].clone()
    }

    fn mark(&self, reply: &Reply, _: Guard<'_>) -> Mark {
        let Reply::Picked(place) = reply else {
            return Mark::omitted();
        };
        let right = *place == self.options.right[0];
        let words = if right {
            "the right option"
        } else {
            "another option"
        };
        Mark::scored(f64::from(u8::from(right)), Reason::Choice).trace("choice", words)
    }
}
