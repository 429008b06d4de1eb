//! `flip`: the answer is shown, and the learner says how well it was known.

use std::sync::Arc;

use super::{ANSWER, Key, Kind, Part, QUESTION, Question, Sign, Takes, question};
use crate::ask::{Ask, Reply, Shape};
use crate::deck::fields::Fields;
use crate::mark::rules::TextRules;
use crate::mark::text::Guard;
use crate::mark::{Mark, Reason, Verdict};

pub(super) const KIND: Kind = Kind {
    name: "flip",
    asked: "shown, graded by the learner",
    keys: &[
        QUESTION,
        ANSWER,
        &[Key::new(
            "reverse",
            Takes::Truth,
            "`true` also asks it the other way round",
        )],
    ],
    written: Sign::Never,
    read,
    example: r#"
id = "seasons"
kind = "flip"
question = "Why does the Earth have seasons?"
answer = "Its axis is tilted, so that each half of the globe leans towards the Sun for half of the year."
explanation = "In January, in the northern winter, the Earth is nearest to the Sun."
source = "nasa"
"#,
};

#[derive(Debug)]
struct Flip {
    front: String,
    back: String,
}

fn read(fields: &mut Fields<'_, '_>, _: &TextRules) -> Vec<Part> {
    let front = question(fields);
    let back = fields.required("answer", "answer = \"…\"", Fields::scalar);
    let reverse = fields.bool("reverse").unwrap_or(false);
    let (Some(front), Some(back)) = (front, back) else {
        return Vec::new();
    };
    let back = back.value;
    let mut parts = Vec::new();
    if reverse {
        let question = Arc::new(Flip {
            front: back.clone(),
            back: front.clone(),
        });
        parts.push(Part {
            suffix: "/reverse".to_owned(),
            question,
        });
    }
    parts.insert(
        0,
        Part {
            suffix: String::new(),
            question: Arc::new(Flip { front, back }),
        },
    );
    parts
}

impl Question for Flip {
    fn ask(&self) -> Ask {
        Ask {
            prompt: self.front.clone(),
            shape: Shape::Reveal,
        }
    }

    fn key(&self) -> Reply {
        Reply::Shown
    }

    fn answer(&self) -> String {
        self.back.clone()
    }

    /// Only the learner can tell; a sitting asks for the rating instead.
    fn mark(&self, _: &Reply, _: Guard<'_>) -> Mark {
        Mark::new(Verdict::Correct, 1.0, Reason::SelfRated)
    }
}
