//! A test in plain lines.

use std::io::{self, Write};

use retain::ask::Reply;
use retain::attempt::record::Why;
use retain::attempt::score::Result as Score;
use retain::attempt::{Attempt, Move, Step};
use retain::{clean, markdown};

use super::{Beside, Face, Start, Wanted, Warned, open};
use crate::shell::front::{plain, word};
use crate::shell::lines::{Line, Lines};
use crate::shell::render::attempt as render;

/// The front end.
pub struct Plain<R, W> {
    lines: Lines<R>,
    out: W,
    shown: Option<Step>,
    warned: Warned,
}

impl<R: io::BufRead, W: Write> Plain<R, W> {
    /// A front end that reads and writes there.
    pub fn new(lines: Lines<R>, out: W) -> Self {
        Self {
            lines,
            out,
            shown: None,
            warned: Warned::default(),
        }
    }

    fn put(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", text.trim_end())?;
        self.out.flush()
    }

    fn show(&mut self, attempt: &Attempt, step: &Step) -> io::Result<()> {
        if let Some(warning) = self.warned.due(attempt) {
            self.put(&format!("\n{warning}"))?;
        }
        match (step, open(attempt)) {
            (Step::Ask { at, given }, Some(open)) => {
                let mut head = format!("{} of {}", at + 1, attempt.paper().questions.len());
                if let Some(left) = attempt.left_ms() {
                    head.push_str(&format!(" · {} left", render::time(left)));
                }
                let mut text = plain::question(&open, &head);
                if let Some(given) = given {
                    let words = open.ask.shape.texts(given).join("; ");
                    text.push_str(&format!("answered: {}\n", markdown::plain_line(&words)));
                }
                self.put(&text)
            }
            (Step::LookBack { open }, _) => self.put(&format!("\n{}", render::look_back(open))),
            _ => Ok(()),
        }
    }
}

fn read(line: &str, attempt: &Attempt, step: &Step) -> Result<Wanted, String> {
    let line = line.trim();
    if let Some(wanted) = word::of_test(line) {
        return wanted;
    }
    match step {
        Step::Ask { at, .. } => {
            if line.is_empty() {
                return Err("an empty line is no answer; `:next` goes on without one".to_owned());
            }
            let shape = attempt.question(*at).map(|question| &question.ask.shape);
            let shape = shape.ok_or_else(|| "no question is open".to_owned())?;
            match Reply::from_line(line, shape) {
                Ok(reply) => Ok(Move::Answer(reply).into()),
                Err(misfit) => Err(misfit.0),
            }
        }
        _ => match line.parse() {
            Ok(n) => Ok(Move::Go(n).into()),
            Err(_) => Err("`:hand-in`, a question's number or `:leave` would do".to_owned()),
        },
    }
}

impl<R: io::BufRead, W: Write> Face for Plain<R, W> {
    fn begin(&mut self, attempt: &Attempt, start: &Start) -> io::Result<()> {
        self.put(&render::beginning(attempt, start.goes_on))?;
        for note in &start.notes {
            self.put(&format!("note: {}", clean::line(note)))?;
        }
        self.put("reply with one line; :next :back :go 3 :hand-in :leave")
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
                Some(Line::Text(text)) => read(&text, attempt, &step),
                Some(Line::Unusable(why)) => Err(why),
            };
            match found {
                Ok(wanted) => return Ok(wanted),
                Err(message) => self.put(&message)?,
            }
        }
    }

    fn kept(&mut self, _: &Attempt, _: usize) -> io::Result<()> {
        self.put("noted")
    }

    fn say(&mut self, message: &str) -> io::Result<()> {
        self.put(&clean::text(message))
    }

    fn close(
        &mut self,
        attempt: &Attempt,
        why: Why,
        score: &Score,
        beside: &Beside,
    ) -> io::Result<()> {
        for line in render::review(attempt) {
            self.put(&line)?;
        }
        self.put("")?;
        for line in render::result(attempt, why, score, beside) {
            self.put(&line)?;
        }
        Ok(())
    }
}
