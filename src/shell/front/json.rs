//! JSON lines: one object per line, for other front ends and scripts.

use std::io::{self, Write};

use retain::ask::{Reply, Shape};
use retain::day::Calendar;
use retain::review::Rating;
use retain::schedule::Phase;
use retain::session::{Action, Marked, Open, Outcome, Step, Summary};
use serde::Deserialize;
use serde::de::DeserializeOwned;
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

/// One object of input.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Message {
    Reply {
        n: Option<u32>,
        took_ms: Option<u32>,
        #[serde(flatten)]
        reply: ReplyFields,
    },
    Rate {
        n: Option<u32>,
        took_ms: Option<u32>,
        rating: String,
    },
    Skip {
        n: Option<u32>,
        took_ms: Option<u32>,
    },
    Later {
        n: Option<u32>,
        took_ms: Option<u32>,
    },
    Hint {
        n: Option<u32>,
        took_ms: Option<u32>,
    },
    Undo {
        n: Option<u32>,
        took_ms: Option<u32>,
    },
    Override {
        n: Option<u32>,
        took_ms: Option<u32>,
        verdict: String,
    },
    Quit {
        n: Option<u32>,
        took_ms: Option<u32>,
    },
}

/// The fields of a reply, one of which is wanted.
#[derive(Deserialize)]
pub(super) struct ReplyFields {
    text: Option<String>,
    pick: Option<Pick>,
    arrange: Option<Vec<usize>>,
    pair: Option<Vec<usize>>,
    reveal: Option<bool>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Pick {
    One(usize),
    Many(Vec<usize>),
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

    /// What a line asks for, or why it cannot be used.
    fn read(&self, text: &str, step: &Step) -> Result<Input, String> {
        let message: Message = message(text)?;
        let open = match step {
            Step::Ask(open) | Step::Rate { open, .. } => Some(open),
            Step::Done(_) => None,
        };
        let rating_open = matches!(step, Step::Rate { .. });
        let about = |n: Option<u32>, wanted: u32| match n {
            Some(n) if n != wanted => Err(format!("`n` is {n}; {wanted} would do")),
            _ => Ok(()),
        };
        let about_open = |n| open.map_or(Ok(()), |open| about(n, open.n));
        let about_last = |n| self.marks.last().map_or(Ok(()), |last| about(n, *last));
        let (action, took_ms) = match message {
            Message::Reply { n, took_ms, reply } => {
                about_open(n)?;
                let shape = open.map(|open| &open.ask.shape);
                (Action::Reply(reply.reply(shape)?), took_ms)
            }
            Message::Rate { n, took_ms, rating } => {
                if rating_open {
                    about_open(n)?;
                } else {
                    about_last(n)?;
                }
                let rating = Rating::from_name(&rating).ok_or_else(|| {
                    format!("`rating` is `{rating}`; `again`, `hard`, `good` or `easy` would do")
                })?;
                (Action::Rate(rating), took_ms)
            }
            Message::Override {
                n,
                took_ms,
                verdict,
            } => {
                about_last(n)?;
                let right = match verdict.as_str() {
                    "correct" => true,
                    "wrong" => false,
                    _ => {
                        return Err(format!(
                            "`verdict` is `{verdict}`; `correct` or `wrong` would do"
                        ));
                    }
                };
                (Action::Override(right), took_ms)
            }
            Message::Undo { n, took_ms } => {
                about_last(n)?;
                (Action::Undo, took_ms)
            }
            Message::Skip { n, took_ms } => {
                about_open(n)?;
                (Action::Skip, took_ms)
            }
            Message::Later { n, took_ms } => {
                about_open(n)?;
                (Action::Later, took_ms)
            }
            Message::Hint { n, took_ms } => {
                about_open(n)?;
                (Action::Hint, took_ms)
            }
            Message::Quit { n, took_ms } => {
                about_open(n)?;
                (Action::Quit, took_ms)
            }
        };
        Ok(Input { action, took_ms })
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
                Line::Text(text) => self.read(&text, step),
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

impl ReplyFields {
    /// The reply, positions from 0.
    pub(super) fn reply(self, shape: Option<&Shape>) -> Result<Reply, String> {
        let from_zero = |numbers: Vec<usize>| -> Result<Vec<usize>, String> {
            let place = |n: usize| {
                n.checked_sub(1)
                    .ok_or("options are counted from 1".to_owned())
            };
            numbers.into_iter().map(place).collect()
        };
        let many = matches!(shape, Some(Shape::PickMany { .. }));
        match (self.text, self.pick, self.arrange, self.pair, self.reveal) {
            (Some(text), None, None, None, None) => Ok(Reply::Typed(text)),
            (None, Some(Pick::One(n)), None, None, None) if many => {
                Ok(Reply::Chosen(from_zero(vec![n])?))
            }
            (None, Some(Pick::One(n)), None, None, None) => {
                Ok(Reply::Picked(from_zero(vec![n])?[0]))
            }
            (None, Some(Pick::Many(all)), None, None, None) => Ok(Reply::Chosen(from_zero(all)?)),
            (None, None, Some(all), None, None) => Ok(Reply::Arranged(from_zero(all)?)),
            (None, None, None, Some(all), None) => Ok(Reply::Paired(from_zero(all)?)),
            (None, None, None, None, Some(true)) => Ok(Reply::Shown),
            _ => Err("a reply has one of `text`, `pick`, `arrange`, `pair`, `reveal`".to_owned()),
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
            fields.insert("key".into(), key(&open.key));
        }
    }
    object
}

/// What is said of a line that cannot be used.
pub(super) fn error(line: usize, message: &str) -> Value {
    let message: String = message.chars().take(LONGEST_MESSAGE).collect();
    json!({"type": "error", "line": line, "message": message})
}

/// The fields of the reply that would be right, positions from 1.
pub(super) fn key(reply: &Reply) -> Value {
    let from_one = |places: &[usize]| places.iter().map(|place| place + 1).collect::<Vec<_>>();
    match reply {
        Reply::Shown => json!({"reveal": true}),
        Reply::Typed(text) => json!({"text": text}),
        Reply::Picked(place) => json!({"pick": place + 1}),
        Reply::Chosen(places) => json!({"pick": from_one(places)}),
        Reply::Arranged(places) => json!({"arrange": from_one(places)}),
        Reply::Paired(places) => json!({"pair": from_one(places)}),
    }
}

/// The message of a line.
pub(super) fn message<M: DeserializeOwned>(text: &str) -> Result<M, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        // The line is named beside the message, and this one would always be 1.
        let said = error.to_string().replace("at line 1 column", "at column");
        format!("not JSON: {said}")
    })?;
    let Some(object) = value.as_object() else {
        return Err("no object; `{\"type\":\"reply\",\"text\":\"…\"}` would do".to_owned());
    };
    if !object.contains_key("type") {
        return Err("`type` is missing".to_owned());
    }
    serde_json::from_value(value).map_err(|error| {
        let said = error.to_string();
        said.replacen("unknown variant", "unknown `type`", 1)
    })
}
