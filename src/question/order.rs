//! `order`: items to be brought into their order.

use super::twins::{self, Twice};
use super::{Key, Kind, Part, QUESTION, Question, Sign, Takes, question};
use crate::ask::{Ask, Reply, Shape};
use crate::deck::fields::Fields;
use crate::diagnostic::Diagnostic;
use crate::mark::rules::TextRules;
use crate::mark::text::Guard;
use crate::mark::{Mark, order};

pub(super) const KIND: Kind = Kind {
    name: "order",
    asked: "arrange",
    keys: &[
        QUESTION,
        &[Key::new("order", Takes::Scalars(2), "the items in the right order").must()],
    ],
    written: Sign::Has(&["order"]),
    read,
    example: r#"
id = "from-the-sun"
question = "Put these planets into order, the nearest to the Sun first."
order = ["Mercury", "Venus", "Earth", "Mars"]
explanation = "Beyond them lie the asteroids, and beyond those the giants."
source = "nasa"
"#,
};

#[derive(Debug)]
struct Order {
    question: String,
    items: Vec<String>,
}

fn read(fields: &mut Fields<'_, '_>, _: &TextRules) -> Vec<Part> {
    let question = question(fields);
    let items = fields.required("order", "order = [\"…\", \"…\"]", |f, k| {
        f.scalars(k, false)
    });
    let (Some(question), Some(items)) = (question, items) else {
        return Vec::new();
    };
    let mut sound = true;
    if items.len() < 2 {
        let span = fields
            .value_span("order")
            .unwrap_or_else(|| fields.place.clone());
        let message = format!("`order` has {}; at least 2 items would do", items.len());
        fields.fault(Diagnostic::error("too-few-options", span, message));
        sound = false;
    }
    let twice = Twice {
        code: "duplicate-options",
        what: "stands in the order twice",
        same: str::to_owned,
    };
    sound &= twins::refuse(fields, twice, twins::each(&items));
    if !sound {
        return Vec::new();
    }
    let items = items.into_iter().map(|item| item.value).collect();
    Part::whole(Order { question, items })
}

impl Question for Order {
    fn ask(&self) -> Ask {
        Ask {
            prompt: self.question.clone(),
            shape: Shape::Arrange {
                items: self.items.clone(),
            },
        }
    }

    fn key(&self) -> Reply {
        Reply::Arranged((0..self.items.len()).collect())
    }

    fn answer(&self) -> String {
        self.items.join(" → ")
    }

    fn mark(&self, reply: &Reply, _: Guard<'_>) -> Mark {
        match reply {
            Reply::Arranged(arranged) => order::mark(self.items.len(), arranged),
            _ => Mark::omitted(),
        }
    }
}
