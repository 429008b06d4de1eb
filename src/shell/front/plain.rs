//! Plain lines: the question as text, one line per reply; for pipes, small terminals and
//! screen readers. Nothing is said by colour or position alone.

use std::io::{self, Write};

use retain::ask::{Reply, Shape};
use retain::mark::Verdict;
use retain::review::{Amendment, Change, Event, Rating};
use retain::session::{Action, Marked, Open, Outcome, Step, Summary};
use retain::{clean, markdown};

use super::{Front, Start, Wish, word};
use crate::shell::lines::{Line, Lines};
use crate::shell::render::{summary, words};

/// No unknown word is repeated beyond this length, in characters.
const LONGEST_WORD: usize = 40;

/// The front end.
pub struct Plain<R, W> {
    lines: Lines<R>,
    out: W,
    shown: u32,
    done: bool,
}

impl<R: io::BufRead, W: Write> Plain<R, W> {
    /// A front end that reads and writes there.
    pub fn new(lines: Lines<R>, out: W) -> Self {
        Self {
            lines,
            out,
            shown: 0,
            done: false,
        }
    }

    fn put(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", text.trim_end())?;
        self.out.flush()
    }

    fn ask(&mut self, open: &Open) -> io::Result<()> {
        let progress = open.progress;
        let head = format!(
            "{} of {} · {} · {}",
            progress.finished + 1,
            progress.total,
            markdown::plain_line(&open.deck_title),
            open.phase.name()
        );
        let text = question(open, &head);
        self.put(&text)
    }

    fn mark(&mut self, marked: &Marked, today: i32) -> io::Result<()> {
        let mark = &marked.mark;
        let answer = markdown::plain_line(&marked.answer);
        let mut text = match mark.verdict {
            Verdict::Correct => format!("right: {answer}"),
            Verdict::Almost => format!("almost: {answer}"),
            Verdict::Partial => format!("partly right ({:.0} %): {answer}", mark.score * 100.0),
            Verdict::Wrong => format!("wrong: the answer is {answer}"),
        };
        if let Some(note) = &mark.note {
            text.push_str(&format!(" ({})", markdown::plain_line(note)));
        }
        text.push('\n');
        if let Some(explanation) = &marked.explanation {
            text.push_str(&markdown::plain(explanation));
            text.push('\n');
        }
        if let Some(source) = &marked.source {
            text.push_str(&format!("source: {}\n", markdown::plain_line(source)));
        }
        text.push_str(&words::after(marked, today));
        self.put(&text)
    }

    fn read(&self, line: &str, step: &Step) -> Result<Wish, String> {
        let line = line.trim();
        if let Some(wish) = word::wish(line) {
            return Ok(wish);
        }
        if line.starts_with(':')
            && line.len() > 1
            && line[1..].bytes().all(|b| b.is_ascii_lowercase())
        {
            let line: String = line.chars().take(LONGEST_WORD).collect();
            return Err(format!("there is no `{line}`; {} would do", word::WORDS));
        }
        match step {
            Step::Done(_) if line.is_empty() => Ok(Action::Quit.into()),
            Step::Done(_) => Err("the sitting is over; `:undo` or `:quit` would do".to_owned()),
            Step::Rate { .. } => {
                let number = line.parse().ok().and_then(Rating::from_number);
                number
                    .or_else(|| Rating::from_name(&line.to_lowercase()))
                    .map(|rating| Action::Rate(rating).into())
                    .ok_or_else(|| {
                        "how well did you know it? :again, :hard, :good or :easy would do"
                            .to_owned()
                    })
            }
            Step::Ask(open) => match &open.ask.shape {
                Shape::Reveal => Ok(Action::Reply(Reply::Shown).into()),
                _ if line.is_empty() => {
                    Err("an empty line is no answer; `:skip` says that you don't know".to_owned())
                }
                shape => Reply::from_line(line, shape)
                    .map(|reply| Action::Reply(reply).into())
                    .map_err(|misfit| misfit.0),
            },
        }
    }
}

impl<R: io::BufRead, W: Write> Front for Plain<R, W> {
    fn start(&mut self, start: &Start) -> io::Result<()> {
        let about = words::about(start.minutes_ms);
        self.put(&if start.practice {
            format!("{} to practise, {about}", start.due + start.new)
        } else {
            format!("{} due, {} new, {about}", start.due, start.new)
        })?;
        for note in &start.notes {
            self.put(&format!("note: {}", clean::line(note)))?;
        }
        self.put("reply with one line; :skip don't know, :later not now, :undo, :quit")
    }

    fn next(&mut self, step: &Step) -> io::Result<Wish> {
        match step {
            Step::Ask(open) if open.n != self.shown => {
                self.shown = open.n;
                self.done = false;
                self.ask(open)?;
            }
            // There is nothing that could be taken back.
            Step::Done(summary) if summary.asked == 0 => return Ok(Action::Quit.into()),
            Step::Done(_) if !self.done => {
                self.done = true;
                self.put("\nthat was all; :undo takes the last answer back, an empty line ends")?;
            }
            _ => {}
        }
        loop {
            let Some(line) = self.lines.next() else {
                return Ok(Action::Quit.into());
            };
            let found = match line {
                Line::Text(text) => self.read(&text, step),
                Line::Unusable(why) => Err(why),
            };
            match found {
                Ok(wish) => return Ok(wish),
                Err(message) => self.put(&message)?,
            }
        }
    }

    fn show(&mut self, outcome: &Outcome, today: i32) -> io::Result<()> {
        match outcome {
            Outcome::Revealed { answer, .. } => self.put(&format!(
                "answer: {}\nhow well did you know it? :again, :hard, :good or :easy",
                markdown::plain(answer)
            )),
            Outcome::Hint { hint, .. } => self.put(&format!("hint: {}", markdown::plain(hint))),
            Outcome::Marked(marked) => self.mark(marked, today),
            Outcome::Amended(marked, event) => {
                let rating = marked.rating.name();
                self.put(&match event {
                    Event::Amendment(Amendment {
                        change: Change::Override { .. },
                        ..
                    }) if marked.mark.verdict == Verdict::Correct => {
                        format!("now counts as right, rated {rating}")
                    }
                    Event::Amendment(Amendment {
                        change: Change::Override { .. },
                        ..
                    }) => format!("now counts as wrong, rated {rating}"),
                    _ => format!("now rated {rating}"),
                })?;
                self.put(&words::after(marked, today))
            }
            Outcome::Undone { .. } => self.put("taken back"),
            Outcome::PutOff { .. } => self.put("put off"),
            Outcome::Suspended { card, .. } => self.put(&format!(
                "suspended; `retain suspend --undo {card}` brings it back"
            )),
            Outcome::Refused(message) => self.put(message),
            Outcome::Quit => Ok(()),
        }
    }

    fn say(&mut self, message: &str) -> io::Result<()> {
        self.put(&clean::text(message))
    }

    fn end(&mut self, summary: &Summary, today: i32) -> io::Result<()> {
        let sentences = summary::sentences(summary, today);
        self.put(&format!("\n{}", sentences.join("\n")))
    }
}

/// A question with its options, and what it is answered with.
pub(super) fn question(open: &Open, head: &str) -> String {
    let mut text = format!("\n{head}\n{}\n", markdown::plain(&open.ask.prompt));
    if let Shape::Pair { left, .. } = &open.ask.shape {
        for (n, item) in left.iter().enumerate() {
            let letter = letter(n);
            text.push_str(&format!("  {letter}. {}\n", markdown::plain_line(item)));
        }
    }
    for (n, option) in open.ask.shape.options().iter().enumerate() {
        text.push_str(&format!("  {}. {}\n", n + 1, markdown::plain_line(option)));
    }
    let hint = if open.hint.is_some() {
        "; ? for a hint"
    } else {
        ""
    };
    text.push_str(&format!("({}{hint})\n", wanted(&open.ask.shape)));
    text
}

/// What a shape is answered with.
fn wanted(shape: &Shape) -> String {
    match shape {
        Shape::Reveal => "think of the answer; an empty line shows it".to_owned(),
        Shape::PickOne { options, .. } => format!("a number from 1 to {}", options.len()),
        Shape::PickMany { options, .. } if options.len() < 3 => {
            "all that are right, such as 1 2".to_owned()
        }
        Shape::PickMany { .. } => "all that are right, such as 1 3".to_owned(),
        Shape::Type { expects, .. } => expects
            .clone()
            .unwrap_or_else(|| "type the answer".to_owned()),
        Shape::Arrange { items } => format!(
            "all the numbers in the right order, such as {}",
            example(items.len())
        ),
        Shape::Pair { left, .. } => {
            let last = letter(left.len().saturating_sub(1));
            format!(
                "a number for each of a to {last}, such as {}",
                example(left.len())
            )
        }
    }
}

/// All numbers up to `n`, the last one first: `3 1 2`.
fn example(n: usize) -> String {
    let numbers = std::iter::once(n).chain(1..n);
    numbers.map(|n| n.to_string()).collect::<Vec<_>>().join(" ")
}

fn letter(n: usize) -> String {
    char::from_u32('a' as u32 + n as u32)
        .filter(char::is_ascii_lowercase)
        .map_or_else(|| (n + 1).to_string(), String::from)
}
