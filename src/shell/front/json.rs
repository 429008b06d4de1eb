//! JSON lines: one object per line, for other front ends and scripts.

use std::io::{self, Write};

use retain::ask::Shape;
use retain::day::Calendar;
use retain::message::{self, sitting::wanted};
use retain::schedule::Phase;
use retain::session::{Action, Marked, Open, Outcome, Step, Summary};
use serde_json::{Value, json};

use super::{Front, Input, NOT_COUNTED, Start, Wish};
use crate::shell::lines::{Line, Lines};

/// No message is longer, in characters, whatever of the line it repeats.
const LONGEST_MESSAGE: usize = 240;

/// The front end.
pub struct Json<R, W> {
    lines: Lines<R>,
    out: W,
    calendar: Calendar,
    with_key: bool,
    /// The number of the question shown last.
    shown: u32,
    /// The numbers of the marks that count, the last one last.
    marks: Vec<u32>,
    done: bool,
}

impl<R: io::BufRead, W: Write> Json<R, W> {
    /// A front end that reads and writes there; `with_key` tells the right reply with each
    /// question.
    pub fn new(lines: Lines<R>, out: W, calendar: Calendar, with_key: bool) -> Self {
        Self {
            lines,
            out,
            calendar,
            with_key,
            shown: 0,
            marks: Vec::new(),
            done: false,
        }
    }

    fn put(&mut self, object: &Value) -> io::Result<()> {
        writeln!(self.out, "{object}")?;
        self.out.flush()
    }

    fn error(&mut self, message: &str) -> io::Result<()> {
        let object = error(self.lines.number(), message);
        self.put(&object)
    }

    fn ask(&mut self, open: &Open) -> io::Result<()> {
        let object = asked(open, self.with_key);
        self.put(&object)
    }

    fn mark(&mut self, kind: &str, marked: &Marked) -> io::Result<()> {
        let due = match (marked.practice, marked.phase) {
            (true, Phase::New) => None,
            (true, _) => Some(self.calendar.start(marked.due_day)),
            (false, _) if marked.days > 0 => Some(self.calendar.start(marked.due_day)),
            (false, _) => Some(retain::day::timestamp(marked.review.at)),
        };
        self.put(&json!({
            "type": kind, "n": marked.n, "card": marked.review.card.to_string(),
            "verdict": marked.mark.verdict.name(), "score": marked.mark.score,
            "reason": marked.mark.reason.code(), "answer": marked.answer,
            "rating": marked.rating.name(), "due": due.map(|due| due.to_string()),
            "interval_days": due.map(|_| f64::from(marked.days.max(0))),
            "retrievability": marked.review.predicted,
        }))
    }

    fn totals(&mut self, summary: &Summary) -> io::Result<()> {
        self.done = true;
        let next = summary
            .next_due
            .first()
            .map(|(day, _)| self.calendar.start(*day).to_string());
        self.put(&json!({
            "type": "done", "asked": summary.asked, "correct": summary.correct + summary.almost,
            "score": summary.score, "next_due": next,
        }))
    }
}

impl<R: io::BufRead, W: Write> Front for Json<R, W> {
    fn start(&mut self, start: &Start) -> io::Result<()> {
        for note in &start.notes {
            self.say(note)?;
        }
        let (due, new) = (start.due, start.new);
        self.put(&json!({"type": "start", "decks": start.decks, "due": due, "new": new}))
    }

    fn next(&mut self, step: &Step) -> io::Result<Wish> {
        match step {
            Step::Ask(open) if open.n != self.shown => {
                self.shown = open.n;
                self.done = false;
                self.ask(open)?;
            }
            Step::Done(summary) if !self.done => self.totals(summary)?,
            _ => {}
        }
        loop {
            let Some(line) = self.lines.next() else {
                return Ok(Wish::Do(Input {
                    action: Action::Quit,
                    took_ms: None,
                }));
            };
            let found = match line {
                Line::Text(text) if text.trim().is_empty() => continue,
                Line::Text(text) => wanted(&text, step, self.marks.last().copied())
                    .map(|(action, took_ms)| Input { action, took_ms }),
                Line::Unusable(why) => Err(why),
            };
            match found {
                Ok(input) => return Ok(Wish::Do(input)),
                Err(message) => self.error(&message)?,
            }
        }
    }

    fn show(&mut self, outcome: &Outcome, _: i32) -> io::Result<()> {
        match outcome {
            Outcome::Revealed { n, card, answer } => self.put(&json!({
                "type": "answer", "n": n, "card": card.to_string(), "answer": answer,
            })),
            Outcome::Hint { n, hint } => self.put(&json!({"type": "hint", "n": n, "hint": hint})),
            Outcome::Marked(marked) => {
                self.marks.push(marked.n);
                self.mark("mark", marked)
            }
            Outcome::Amended(marked, _) => self.mark("amended", marked),
            Outcome::Undone { n, card, .. } => {
                self.marks.pop();
                self.put(&json!({"type": "undone", "n": n, "card": card.to_string()}))
            }
            Outcome::Refused(message) => self.error(message),
            Outcome::PutOff { .. } | Outcome::Suspended { .. } | Outcome::Quit => Ok(()),
        }
    }

    fn not_counted(&mut self, marked: &Marked) -> io::Result<()> {
        self.put(&json!({
            "type": "not-counted", "n": marked.n, "card": marked.review.card.to_string(),
            "message": NOT_COUNTED,
        }))
    }

    fn say(&mut self, message: &str) -> io::Result<()> {
        crate::shell::talk::say(message);
        Ok(())
    }

    fn end(&mut self, summary: &Summary, _: i32) -> io::Result<()> {
        if self.done {
            Ok(())
        } else {
            self.totals(summary)
        }
    }
}

/// An open question as an object.
pub(super) fn asked(open: &Open, with_key: bool) -> Value {
    let mut object = json!({
        "type": "ask", "n": open.n, "card": open.card.to_string(), "kind": open.kind,
        "shape": open.ask.shape.name(), "prompt": open.ask.prompt, "state": open.phase.name(),
        "tags": open.tags, "hint": open.hint.is_some(),
    });
    if let Some(fields) = object.as_object_mut() {
        if let Shape::Pair { left, .. } = &open.ask.shape {
            fields.insert("left".into(), json!(left));
        }
        if !open.ask.shape.options().is_empty() {
            fields.insert("options".into(), json!(open.ask.shape.options()));
        }
        if with_key {
            fields.insert("key".into(), message::key(&open.key));
        }
    }
    object
}

/// What is said of a line that cannot be used.
pub(super) fn error(line: usize, message: &str) -> Value {
    let message: String = message.chars().take(LONGEST_MESSAGE).collect();
    json!({"type": "error", "line": line, "message": message})
}
