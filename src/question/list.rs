//! `list`: several answers typed in one line.

use super::options::ANSWER_TWICE;
use super::sign::Type;
use super::twins;
use super::{Key, Kind, MARKING, Part, QUESTION, Question, Sign, Takes, question, refuse_shown};
use crate::ask::{Ask, Reply, Shape};
use crate::deck::fields::Fields;
use crate::diagnostic::Diagnostic;
use crate::mark::Mark;
use crate::mark::list::{self, ListKey};
use crate::mark::rules::TextRules;
use crate::mark::text::{Guard, TextKey};

pub(super) const KIND: Kind = Kind {
    name: "list",
    asked: "typed, any order unless ordered",
    keys: &[
        QUESTION,
        &[Key::new(
            "answer",
            Takes::Groups,
            "a list; an inner list is one item with its other names",
        )
        .must()],
        &[
            Key::new("need", Takes::Count, "how many are enough"),
            Key::new("ordered", Takes::Truth, "`true`: the order counts"),
        ],
        MARKING,
    ],
    written: Sign::Answer(Type::List),
    read,
    example: r#"
id = "galileo-moons"
question = "Name three of the four moons that Galileo saw beside Jupiter in 1610."
answer = [["Io", "Jupiter I"], "Europa", "Ganymede", "Callisto"]
need = 3
explanation = "Of these, only Ganymede is larger than Mercury; Io has more than 400 volcanoes."
source = "nasa"
"#,
};

#[derive(Debug)]
struct List {
    question: String,
    items: Vec<String>,
    need: Option<usize>,
    key: ListKey,
    rules: TextRules,
}

fn read(fields: &mut Fields<'_, '_>, rules: &TextRules) -> Vec<Part> {
    let question = question(fields);
    let items = fields.required("answer", "answer = [\"…\", \"…\"]", Fields::groups);
    let items = fields.non_empty("answer", items);
    let ordered = fields.bool("ordered").unwrap_or(false);
    let need = fields.count("need");
    let (Some(question), Some(items)) = (question, items) else {
        return Vec::new();
    };
    let named = items.iter().map(|item| (&*item.value, &item.span));
    if !ordered && !twins::refuse(fields, ANSWER_TWICE, named) {
        return Vec::new();
    }
    if let Some(need) = need.as_ref().filter(|need| need.value > items.len()) {
        let message = format!(
            "`need` is {}, and the list has {} items",
            need.value,
            items.len()
        );
        let fault = Diagnostic::error("bad-value", need.span.clone(), message);
        fields.fault(fault.help(format!("a number from 1 to {} would do", items.len())));
        return Vec::new();
    }
    let need = need
        .map(|need| need.value)
        .filter(|need| *need < items.len());
    let names: Vec<String> = items.iter().map(|item| item.value[0].clone()).collect();
    refuse_shown(fields, &question, "answer", &names);
    let keys = items
        .into_iter()
        .map(|item| TextKey::of(item.value, Vec::new()))
        .collect();
    let key = ListKey {
        items: keys,
        need,
        ordered,
    };
    Part::whole(List {
        question,
        items: names,
        need,
        key,
        rules: rules.clone(),
    })
}

impl Question for List {
    fn ask(&self) -> Ask {
        let count = self.items.len();
        let expects = match self.need {
            Some(need) => format!("{need} of {count}, separated by commas"),
            None => format!("{count}, separated by commas"),
        };
        let shape = Shape::Type {
            parts: 1,
            expects: Some(expects),
        };
        Ask {
            prompt: self.question.clone(),
            shape,
        }
    }

    fn key(&self) -> Reply {
        let commas = self.items.iter().any(|item| item.contains(','));
        Reply::Typed(self.items.join(if commas { "; " } else { ", " }))
    }

    fn answer(&self) -> String {
        match self.key() {
            Reply::Typed(text) => text,
            _ => String::new(),
        }
    }

    fn mark(&self, reply: &Reply, guard: Guard<'_>) -> Mark {
        match reply {
            Reply::Typed(given) => list::mark(&self.key, &self.rules, guard, given),
            _ => Mark::omitted(),
        }
    }
}
