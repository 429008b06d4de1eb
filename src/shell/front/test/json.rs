//! A test in JSON lines: one object per line.

use std::io::{self, Write};

use retain::attempt::record::Why;
use retain::attempt::score::{Points, Result as Score};
use retain::attempt::{Attempt, Step};
use retain::message::{self, test::wanted};
use serde_json::{Value, json};

use super::{Beside, Face, Start, Wanted, Warned, open};
use crate::shell::front::json;
use crate::shell::lines::{Line, Lines};

/// The front end.
pub struct Json<R, W> {
    lines: Lines<R>,
    out: W,
    with_key: bool,
    shown: Option<Step>,
    warned: Warned,
}

impl<R: io::BufRead, W: Write> Json<R, W> {
    /// A front end that reads and writes there; `with_key` tells the right reply with each
    /// question.
    pub fn new(lines: Lines<R>, out: W, with_key: bool) -> Self {
        Self {
            lines,
            out,
            with_key,
            shown: None,
            warned: Warned::default(),
        }
    }

    fn put(&mut self, object: &Value) -> io::Result<()> {
        writeln!(self.out, "{object}")?;
        self.out.flush()
    }

    fn show(&mut self, attempt: &Attempt, step: &Step) -> io::Result<()> {
        if self.warned.due(attempt).is_some() {
            self.put(&json!({"type": "warning", "left_ms": attempt.left_ms()}))?;
        }
        match (step, open(attempt)) {
            (Step::Ask { given, .. }, Some(open)) => {
                let mut object = json::asked(&open, self.with_key);
                if let Some(fields) = object.as_object_mut() {
                    for of_sittings in ["state", "tags", "hint"] {
                        fields.remove(of_sittings);
                    }
                    fields.insert(
                        "given".into(),
                        given.as_ref().map_or(Value::Null, message::key),
                    );
                    fields.insert("left_ms".into(), json!(attempt.left_ms()));
                }
                self.put(&object)
            }
            (Step::LookBack { open }, _) => {
                let open: Vec<usize> = open.iter().map(|at| at + 1).collect();
                self.put(&json!({
                    "type": "look-back", "answered": attempt.answered(), "open": open,
                    "left_ms": attempt.left_ms(),
                }))
            }
            _ => Ok(()),
        }
    }
}

fn points(points: Points) -> Value {
    let margin = points.margin();
    json!({
        "points": points.points, "of": points.of, "score": points.score(),
        "low": margin.map(|margin| margin.0), "high": margin.map(|margin| margin.1),
    })
}

impl<R: io::BufRead, W: Write> Face for Json<R, W> {
    fn begin(&mut self, attempt: &Attempt, start: &Start) -> io::Result<()> {
        for note in &start.notes {
            crate::shell::talk::say(note);
        }
        let decks: Vec<&str> = attempt
            .terms()
            .decks
            .iter()
            .map(|deck| deck.id.as_str())
            .collect();
        self.put(&json!({
            "type": "start", "test": start.id, "decks": decks,
            "questions": attempt.paper().questions.len(), "answered": attempt.answered(),
            "limit_ms": attempt.terms().limit_ms, "left_ms": attempt.left_ms(),
        }))
    }

    fn next(&mut self, attempt: &Attempt) -> io::Result<Wanted> {
        let step = attempt.step();
        if self.shown.as_ref() != Some(&step) {
            self.show(attempt, &step)?;
            self.shown = Some(step.clone());
        }
        loop {
            let found = match self.lines.next() {
                None => return Ok(Wanted::Leave),
                Some(Line::Text(text)) if text.trim().is_empty() => continue,
                Some(Line::Text(text)) => wanted(&text, attempt, &step).map(|wanted| {
                    wanted.map_or(Wanted::Leave, |(to_do, took)| Wanted::Do(to_do, took))
                }),
                Some(Line::Unusable(why)) => Err(why),
            };
            match found {
                Ok(wanted) => return Ok(wanted),
                Err(message) => self.refuse(&message)?,
            }
        }
    }

    fn kept(&mut self, attempt: &Attempt, at: usize) -> io::Result<()> {
        self.put(&json!({
            "type": "kept", "n": at + 1, "answered": attempt.answered(),
            "left_ms": attempt.left_ms(),
        }))
    }

    fn say(&mut self, message: &str) -> io::Result<()> {
        crate::shell::talk::say(message);
        Ok(())
    }

    fn refuse(&mut self, message: &str) -> io::Result<()> {
        let object = json::error(self.lines.number(), message);
        self.put(&object)
    }

    fn close(
        &mut self,
        attempt: &Attempt,
        why: Why,
        score: &Score,
        beside: &Beside,
    ) -> io::Result<()> {
        for (at, question) in attempt.paper().questions.iter().enumerate() {
            let given = attempt.given()[at].as_ref();
            self.put(&json!({
                "type": "mark", "n": at + 1, "card": question.card.to_string(),
                "verdict": given.map_or("wrong", |given| given.verdict.name()),
                "score": given.map_or(0.0, |given| given.score),
                "reason": given.map_or("omitted", |given| given.reason.as_str()),
                "reply": given.map(|given| message::key(&question.shown(&given.reply))),
                "answer": question.answer, "explanation": question.explanation,
                "source": question.source, "predicted": question.predicted,
                "took_ms": given.map(|given| given.took_ms),
            }))?;
        }
        let tags: serde_json::Map<String, Value> = score
            .tags
            .iter()
            .map(|(tag, of_tag)| (tag.clone(), points(*of_tag)))
            .collect();
        let predicted = score.predicted.map(|predicted| {
            json!({
                "score": predicted.sum / predicted.came.of as f64, "low": predicted.low,
                "high": predicted.high, "of": predicted.came.of, "came": predicted.came.score(),
            })
        });
        let mut object = json!({
            "type": "done", "why": why.name(), "answered": score.answered, "right": score.right,
            "passed": score.passed, "last": beside.last.map(|last| last.0),
            "predicted": predicted, "tags": tags,
        });
        if let (Some(fields), Value::Object(all)) = (object.as_object_mut(), points(score.all)) {
            fields.extend(all);
        }
        self.put(&object)
    }
}
