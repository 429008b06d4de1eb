//! `text`: an answer typed in words, marked with tolerance.

use super::sign::Type;
use super::{
    ANSWER, Key, Kind, MARKING, Part, QUESTION, Question, Sign, Takes, question, refuse_shown,
};
use crate::ask::{Ask, Reply, Shape};
use crate::deck::fields::Fields;
use crate::mark::Mark;
use crate::mark::rules::TextRules;
use crate::mark::text::{self, Guard, TextKey};

pub(super) const KIND: Kind = Kind {
    name: "text",
    asked: "typed, marked with tolerance",
    keys: &[
        QUESTION,
        ANSWER,
        &[
            Key::new("accept", Takes::OneOrMore(0), "other right answers"),
            Key::new(
                "reject",
                Takes::OneOrMore(0),
                "answers that are wrong, however near",
            ),
            Key::new("regex", Takes::Text, "a pattern of right answers"),
        ],
        MARKING,
    ],
    written: Sign::Answer(Type::Text),
    read,
    example: r#"
id = "pluto-moon"
question = "What is the largest moon of Pluto called?"
answer = "Charon"
reject = ["Chiron"] # one letter off, and another body: no slip of the fingers
hint = "In Greek myth he ferries the dead."
explanation = "It was found in 1978. Chiron, found in 1977, is a small body between Saturn and Uranus."
source = "nasa"
"#,
};

#[derive(Debug)]
struct Text {
    question: String,
    key: TextKey,
    answers: Vec<String>,
    rules: TextRules,
}

fn read(fields: &mut Fields<'_, '_>, rules: &TextRules) -> Vec<Part> {
    let question = question(fields);
    let answer = fields.required("answer", "answer = \"…\"", Fields::scalar);
    let key = keys(fields, answer.as_ref().map(|a| a.value.clone()));
    let (Some(question), Some((key, answers))) = (question, key) else {
        return Vec::new();
    };
    refuse_shown(fields, &question, "answer", &answers[..1]);
    Part::whole(Text {
        question,
        key,
        answers,
        rules: rules.clone(),
    })
}

/// Reads `accept`, `reject` and `regex` beside an answer.
fn keys(fields: &mut Fields<'_, '_>, answer: Option<String>) -> Option<(TextKey, Vec<String>)> {
    let accept = fields.scalars("accept", true);
    let reject = fields.scalars("reject", true).unwrap_or_default();
    let regex = fields.filled("regex");
    let mut answers = vec![answer?];
    answers.extend(accept.unwrap_or_default().into_iter().map(|a| a.value));
    for wrong in &reject {
        let fold = |text: &str| text::fold(text, &TextRules::default());
        if answers
            .iter()
            .any(|right| fold(right) == fold(&wrong.value))
        {
            let message = format!("`{}` is accepted and rejected at once", wrong.value);
            let fault =
                crate::diagnostic::Diagnostic::error("key-rejected", wrong.span.clone(), message);
            fields.fault(fault.help("remove it from `reject`, or from `answer` and `accept`"));
        }
    }
    let rejects = reject.into_iter().map(|r| r.value).collect();
    match TextKey::new(
        answers.clone(),
        rejects,
        regex.as_ref().map(|r| r.value.as_str()),
    ) {
        Ok(key) => Some((key, answers)),
        Err(fault) => {
            let span = regex.map_or(fields.place.clone(), |r| r.span);
            let message = format!("`regex` cannot be used: {fault}");
            fields.fault(crate::diagnostic::Diagnostic::error(
                "bad-regex",
                span,
                message,
            ));
            None
        }
    }
}

impl Question for Text {
    fn ask(&self) -> Ask {
        Ask {
            prompt: self.question.clone(),
            shape: Shape::Type {
                parts: 1,
                expects: None,
            },
        }
    }

    fn key(&self) -> Reply {
        Reply::Typed(self.answers[0].clone())
    }

    fn answer(&self) -> String {
        self.answers[0].clone()
    }

    fn mark(&self, reply: &Reply, guard: Guard<'_>) -> Mark {
        match reply {
            Reply::Typed(given) => text::mark(&self.key, &self.rules, guard, given),
            _ => Mark::omitted(),
        }
    }

    fn answers(&self) -> Vec<String> {
        self.answers.clone()
    }
}
