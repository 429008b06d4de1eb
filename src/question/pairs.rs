//! `match`: each item on the left gets its partner.

use super::twins::{self, Twice};
use super::{Key, Kind, Part, QUESTION, Question, Sign, Takes, question};
use crate::ask::{Ask, Reply, Shape};
use crate::deck::fields::{At, Fields};
use crate::diagnostic::Diagnostic;
use crate::mark::rules::TextRules;
use crate::mark::text::Guard;
use crate::mark::{Mark, pairs};

pub(super) const KIND: Kind = Kind {
    name: "match",
    asked: "pair",
    keys: &[
        QUESTION,
        &[
            Key::new("pairs", Takes::Pairs, "`[[\"left\", \"right\"], …]`").must(),
            Key::new(
                "distractors",
                Takes::Scalars(0),
                "partners that nothing belongs to",
            ),
        ],
    ],
    written: Sign::Has(&["pairs"]),
    read,
    example: r#"
id = "largest-moons"
question = "Which planet does each of these moons go round?"
pairs = [["Titan", "Saturn"], ["Triton", "Neptune"], ["Titania", "Uranus"]]
distractors = ["Mars"]
explanation = "Each is the largest moon of its planet."
source = "nasa"
"#,
};

#[derive(Debug)]
struct Pairs {
    question: String,
    left: Vec<String>,
    /// For each item on the left, the place of its partner among the options.
    right: Vec<usize>,
    options: Vec<String>,
}

fn read(fields: &mut Fields<'_, '_>, _: &TextRules) -> Vec<Part> {
    let question = question(fields);
    let pairs = fields.required("pairs", "pairs = [[\"…\", \"…\"]]", Fields::groups);
    let distractors = fields.scalars("distractors", false).unwrap_or_default();
    let pairs = pairs.and_then(|found| sound_pairs(fields, found));
    let (Some(question), Some(pairs)) = (question, pairs) else {
        return Vec::new();
    };
    let (mut left, mut right, mut options) = (Vec::new(), Vec::new(), Vec::<String>::new());
    for [name, partner] in pairs {
        let place = options
            .iter()
            .position(|option| *option == partner)
            .unwrap_or(options.len());
        if place == options.len() {
            options.push(partner);
        }
        left.push(name);
        right.push(place);
    }
    let partners = options.len();
    for distractor in distractors {
        let twin = options
            .iter()
            .position(|option| *option == distractor.value);
        if let Some(place) = twin {
            let code = if place < partners {
                "key-among-distractors"
            } else {
                "duplicate-options"
            };
            let message = format!("the distractor `{}` is a partner already", distractor.value);
            fields.fault(Diagnostic::error(code, distractor.span, message));
            return Vec::new();
        }
        options.push(distractor.value);
    }
    Part::whole(Pairs {
        question,
        left,
        right,
        options,
    })
}

fn sound_pairs(
    fields: &mut Fields<'_, '_>,
    found: Vec<At<Vec<String>>>,
) -> Option<Vec<[String; 2]>> {
    let mut sound = true;
    if found.len() < 2 {
        let span = fields
            .value_span("pairs")
            .unwrap_or_else(|| fields.place.clone());
        let message = format!("`pairs` has {}; at least 2 pairs would do", found.len());
        fields.fault(Diagnostic::error("too-few-options", span, message));
        sound = false;
    }
    let twice = Twice {
        code: "duplicate-options",
        what: "stands on the left twice",
        same: str::to_owned,
    };
    let left = found.iter().map(|pair| {
        let left = pair.value.get(..1).filter(|_| pair.value.len() == 2);
        (left.unwrap_or_default(), &pair.span)
    });
    sound &= twins::refuse(fields, twice, left);
    let mut pairs: Vec<[String; 2]> = Vec::new();
    for At { value, span } in found {
        match <[String; 2]>::try_from(value) {
            Ok(pair) => pairs.push(pair),
            Err(other) => {
                let message = format!("a pair has 2 texts, found {}", other.len());
                let fault = Diagnostic::error("bad-value", span, message);
                fields.fault(fault.help("`[\"left\", \"right\"]` would do"));
                sound = false;
            }
        }
    }
    sound.then_some(pairs)
}

impl Pairs {
    fn texts(&self, places: &[usize]) -> Vec<&str> {
        let text = |place: &usize| self.options.get(*place).map_or("", String::as_str);
        places.iter().map(text).collect()
    }
}

impl Question for Pairs {
    fn ask(&self) -> Ask {
        let (left, options) = (self.left.clone(), self.options.clone());
        Ask {
            prompt: self.question.clone(),
            shape: Shape::Pair { left, options },
        }
    }

    fn key(&self) -> Reply {
        Reply::Paired(self.right.clone())
    }

    fn answer(&self) -> String {
        let pairs = self.left.iter().zip(&self.right);
        let words = pairs.map(|(left, place)| format!("{left} – {}", self.options[*place]));
        words.collect::<Vec<_>>().join("; ")
    }

    fn mark(&self, reply: &Reply, _: Guard<'_>) -> Mark {
        match reply {
            Reply::Paired(given) => pairs::mark(&self.texts(&self.right), &self.texts(given)),
            _ => Mark::omitted(),
        }
    }
}
