//! `number`: a number typed with or without its unit, compared by value.

use super::options::OFFERED;
use super::sign::Type;
use super::{Key, Kind, Part, QUESTION, Question, Sign, Takes, question};
use crate::ask::{Ask, Reply, Shape};
use crate::deck::fields::{At, Fields};
use crate::diagnostic::Diagnostic;
use crate::mark::Mark;
use crate::mark::number::{self, Exact, NumberKey, Tolerance};
use crate::mark::rules::TextRules;
use crate::mark::text::Guard;

pub(super) const KIND: Kind = Kind {
    name: "number",
    asked: "typed, compared by value",
    keys: &[
        QUESTION,
        &[Key::new("answer", Takes::Scalar, "`870`").must()],
        &[
            Key::new("tolerance", Takes::Scalar, "`10` or `\"2%\"`, inclusive"),
            Key::new("range", Takes::Two, "`[least, greatest]` that is right"),
            Key::new("unit", Takes::Text, "`\"miles\"`"),
            Key::new(
                "unit_required",
                Takes::Truth,
                "`true`: without its unit half right",
            ),
            Key::new(
                "distractors",
                Takes::Scalars(0),
                "wrong numbers that the tolerance must not reach",
            ),
        ],
    ],
    // Numbers can be options, too; a range of right answers makes them wrong replies.
    written: Sign::All(&[
        Sign::Answer(Type::Number),
        Sign::Any(&[
            Sign::Not(&OFFERED),
            Sign::Has(&["tolerance", "range", "unit"]),
        ]),
    ]),
    read,
    example: r#"
id = "moon-distance"
question = "How far is the Moon from the Earth, on average?"
answer = 384400
tolerance = "2%"
unit = "km"
hint = "More than nine times around the Earth."
explanation = "Light takes 1.3 seconds for it."
source = "nasa"
"#,
};

#[derive(Debug)]
struct Number {
    question: String,
    key: NumberKey,
    unit_required: bool,
}

fn read(fields: &mut Fields<'_, '_>, rules: &TextRules) -> Vec<Part> {
    let question = question(fields);
    let answer = fields.required("answer", "answer = 870", Fields::scalar);
    let tolerance = fields
        .scalar("tolerance")
        .and_then(|found| tolerance(fields, &found));
    let range = fields
        .scalars("range", false)
        .and_then(|found| range(fields, found));
    let unit = fields.filled("unit").map(|unit| unit.value);
    let unit_required = fields.bool("unit_required").unwrap_or(false);
    if unit_required && unit.is_none() {
        fields.missing("unit", "unit = \"miles\"");
    }
    let wrong = fields.scalars("distractors", false).unwrap_or_default();
    let (Some(question), Some(answer)) = (question, answer) else {
        return Vec::new();
    };
    let key = match NumberKey::new(&answer.value, tolerance, range, unit.clone(), unit_required) {
        Ok(key) => key.in_language(&rules.language),
        Err(fault) => {
            fields.fault(Diagnostic::error("bad-value", answer.span, fault));
            return Vec::new();
        }
    };
    for distractor in wrong {
        if key.accepts(&distractor.value) {
            let message = format!(
                "the right range reaches the distractor `{}`",
                distractor.value
            );
            let mut fault =
                Diagnostic::error("tolerance-reaches-distractor", distractor.span, message);
            for near in ["tolerance", "range"] {
                if let Some(span) = fields.value_span(near) {
                    fault = fault.also(span, "this far");
                }
            }
            fields.fault(fault.help("a narrower range, or another distractor would do"));
        }
    }
    Part::whole(Number {
        question,
        key,
        unit_required,
    })
}

fn tolerance(fields: &mut Fields<'_, '_>, found: &At<String>) -> Option<Tolerance> {
    let parsed = Tolerance::parse(&found.value);
    if let Err(fault) = &parsed {
        fields.fault(Diagnostic::error(
            "bad-value",
            found.span.clone(),
            fault.clone(),
        ));
    }
    parsed.ok()
}

fn range(fields: &mut Fields<'_, '_>, found: Vec<At<String>>) -> Option<(Exact, Exact)> {
    let span = fields
        .value_span("range")
        .unwrap_or_else(|| fields.place.clone());
    match <[At<String>; 2]>::try_from(found) {
        Ok(ends) => {
            let [least, greatest] = ends.map(|end| {
                let value = number::exact(&end.value);
                if value.is_none() {
                    let message = format!("`{}` is no number", end.value);
                    fields.fault(Diagnostic::error("bad-value", end.span, message));
                }
                value
            });
            Some((least?, greatest?))
        }
        Err(found) => {
            let message = format!(
                "`range` has {} numbers; `[least, greatest]` would do",
                found.len()
            );
            fields.fault(Diagnostic::error("bad-value", span, message));
            None
        }
    }
}

impl Question for Number {
    fn ask(&self) -> Ask {
        let expects = match self.key.unit() {
            Some(unit) if self.unit_required => format!("a number with its unit, such as {unit}"),
            Some(unit) => format!("a number, in {unit}"),
            None => "a number".to_owned(),
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
        Reply::Typed(self.answer())
    }

    fn answer(&self) -> String {
        self.key.display()
    }

    fn mark(&self, reply: &Reply, _: Guard<'_>) -> Mark {
        match reply {
            Reply::Typed(given) => number::mark(&self.key, given),
            _ => Mark::omitted(),
        }
    }
}
