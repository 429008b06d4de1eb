//! `multiple`: any number of options is right.

use super::options::{self, OFFERED, OPTIONS, Options};
use super::sign::Type;
use super::{Key, Kind, Part, QUESTION, Question, Sign, Takes, question};
use crate::ask::{Ask, Reply, Shape};
use crate::deck::fields::Fields;
use crate::mark::rules::TextRules;
use crate::mark::text::Guard;
use crate::mark::{Mark, set};

pub(super) const KIND: Kind = Kind {
    name: "multiple",
    asked: "pick many",
    keys: &[
        QUESTION,
        &[Key::new("answer", Takes::OneOrMore(1), "a list of all right answers").must()],
        OPTIONS,
    ],
    written: Sign::All(&[OFFERED, Sign::Answer(Type::List)]),
    read,
    example: r#"
id = "rings"
question = "Which of these planets have rings?"
answer = ["Saturn", "Uranus", "Neptune"]
distractors = ["Venus", "Mars"]
explanation = "The four giants have them, Jupiter too; Saturn's are of bright ice, and easy to see."
source = "nasa"
"#,
};

#[derive(Debug)]
struct Multiple {
    question: String,
    options: Options,
}

fn read(fields: &mut Fields<'_, '_>, _: &TextRules) -> Vec<Part> {
    let question = question(fields);
    let keys = fields.required("answer", "answer = [\"…\", \"…\"]", |f, k| {
        f.scalars(k, true)
    });
    let keys = fields.non_empty("answer", keys);
    if !fields.has("distractors") && !fields.has("options") {
        fields.missing("distractors", "distractors = [\"…\", \"…\"]");
    }
    let options = options::read(fields, keys.as_deref().unwrap_or_default());
    match (question, keys, options) {
        (Some(question), Some(_), Some(options)) => Part::whole(Multiple { question, options }),
        _ => Vec::new(),
    }
}

impl Question for Multiple {
    fn ask(&self) -> Ask {
        let Options { texts, shuffle, .. } = &self.options;
        let shape = Shape::PickMany {
            options: texts.clone(),
            shuffle: *shuffle,
        };
        Ask {
            prompt: self.question.clone(),
            shape,
        }
    }

    fn key(&self) -> Reply {
        Reply::Chosen(self.options.right.clone())
    }

    fn answer(&self) -> String {
        let right = self.options.right.iter();
        right
            .map(|place| self.options.texts[*place].as_str())
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn mark(&self, reply: &Reply, _: Guard<'_>) -> Mark {
        let Reply::Chosen(chosen) = reply else {
            return Mark::omitted();
        };
        let mut keys = vec![false; self.options.texts.len()];
        for place in &self.options.right {
            keys[*place] = true;
        }
        set::mark(&keys, chosen)
    }
}
