//! A test on the real terminal.

use std::io;

use retain::ask::Reply;
use retain::attempt::record::Why;
use retain::attempt::score::Result as Score;
use retain::attempt::{Attempt, Move, Step};
use retain::markdown;
use retain::session::Action;

use super::{Said, TerminalFront, commands};
use crate::shell::front::test::{Beside, Face, Start, Wanted, Warned, open};
use crate::shell::front::{Input, Wish, word};
use crate::shell::render::attempt as render;
use crate::shell::render::palette::Ink;
use crate::shell::render::text::{self, Line};
use crate::shell::terminal::TypedLine;

/// The front end of a test for a person at a terminal.
pub struct Test {
    front: TerminalFront,
    /// The step on the screen.
    shown: Option<Step>,
    warned: Warned,
    /// Whether it has been said that some questions are open.
    asked_to_hand_in: bool,
}

impl Test {
    /// A front end on a terminal.
    pub fn new(front: TerminalFront) -> Self {
        Self {
            front,
            shown: None,
            warned: Warned::default(),
            asked_to_hand_in: false,
        }
    }

    fn tell(&self, ink: Ink, sentence: &str) -> io::Result<()> {
        let palette = self.front.terminal.palette();
        let columns = self.front.terminal.window().columns;
        self.front
            .block(&text::say(palette, ink, sentence, columns))
    }

    fn lines(&self, sentences: &[String]) -> Vec<Line> {
        let palette = self.front.terminal.palette();
        let columns = self.front.terminal.window().columns;
        let say = |line: &String| {
            if line.is_empty() {
                vec![Line::default()]
            } else {
                text::say(palette, Ink::Text, line, columns)
            }
        };
        sentences.iter().flat_map(say).collect()
    }

    /// What a prompt came to; none where it says nothing.
    fn wanted(&self, said: Said) -> io::Result<Option<Wanted>> {
        Ok(match said {
            Said::OfTest(Ok(wanted)) => Some(wanted),
            Said::OfTest(Err(why)) => {
                self.front.terminal.tell(&why)?;
                None
            }
            Said::Menu => self.front.terminal.menu(&commands::of_test())?,
            Said::Wish(Wish::Do(Input { action, .. })) => match action {
                Action::Reply(Reply::Shown) => None,
                Action::Reply(reply) => Some(Move::Answer(reply).into()),
                Action::Quit => Some(Wanted::Leave),
                _ => {
                    self.front.terminal.tell("a test has no hints")?;
                    None
                }
            },
            Said::Wish(_) | Said::Unclear => None,
        })
    }

    fn look_back(&mut self, attempt: &Attempt, open: &[usize]) -> io::Result<Wanted> {
        if self.shown.as_ref() != Some(&attempt.step()) {
            self.front.terminal.forget_typed();
            self.tell(Ink::Text, &render::look_back(open))?;
            self.asked_to_hand_in = open.is_empty();
        }
        self.shown = Some(attempt.step());
        let line = match self.front.terminal.type_line("› ")? {
            TypedLine::Menu => {
                let wanted = self.front.terminal.menu(&commands::of_test())?;
                return Ok(wanted.unwrap_or_else(|| Move::Stay.into()));
            }
            TypedLine::Quit => return Ok(Wanted::Leave),
            TypedLine::Text(line) => line,
        };
        let tell = |what: &str| self.front.terminal.tell(what);
        match (line.trim(), word::of_test(&line)) {
            (_, Some(Ok(wanted))) => return Ok(wanted),
            (_, Some(Err(why))) => tell(&why)?,
            ("", None) if self.asked_to_hand_in => return Ok(Move::HandIn.into()),
            ("", None) => {
                tell("enter once more hands in as it is")?;
                self.asked_to_hand_in = true;
            }
            (n, None) => match n.parse() {
                Ok(n) => return Ok(Move::Go(n).into()),
                Err(_) => tell("enter or a number would do")?,
            },
        }
        // Whatever was said, the time may be over by now.
        Ok(Move::Stay.into())
    }
}

impl Face for Test {
    fn begin(&mut self, attempt: &Attempt, start: &Start) -> io::Result<()> {
        self.tell(Ink::Text, &render::beginning(attempt, start.goes_on))?;
        for note in &start.notes {
            self.tell(Ink::Quiet, note)?;
        }
        Ok(())
    }

    fn next(&mut self, attempt: &Attempt) -> io::Result<Wanted> {
        self.front.terminal.enter()?;
        if let Some(warning) = self.warned.due(attempt) {
            self.tell(Ink::Title, &warning)?;
        }
        let step = attempt.step();
        let Some(open) = open(attempt) else {
            return match step {
                Step::LookBack { open } => self.look_back(attempt, &open),
                _ => Ok(Wanted::Leave),
            };
        };
        if self.shown.as_ref() != Some(&step) {
            self.front.shown = None;
        }
        self.front.present(&open)?;
        if self.shown.as_ref() != Some(&step)
            && let Step::Ask {
                given: Some(given), ..
            } = &step
        {
            let words = markdown::plain_line(&open.ask.shape.texts(given).join("; "));
            self.tell(Ink::Quiet, &format!("answered: {words}"))?;
        }
        self.shown = Some(step);
        self.front.terminal.forget_typed();
        let said = self.front.ask(&open)?;
        // Whatever was done at the prompt, the time may be over by now.
        Ok(self.wanted(said)?.unwrap_or_else(|| Move::Stay.into()))
    }

    fn kept(&mut self, _: &Attempt, _: usize) -> io::Result<()> {
        self.front.shown = None;
        Ok(())
    }

    fn say(&mut self, message: &str) -> io::Result<()> {
        self.front.tell_apart(message)
    }

    fn close(
        &mut self,
        attempt: &Attempt,
        why: Why,
        score: &Score,
        beside: &Beside,
    ) -> io::Result<()> {
        let mut sentences = render::review(attempt);
        sentences.push(String::new());
        sentences.extend(render::result(attempt, why, score, beside));
        let lines = self.lines(&sentences);
        self.front.pages(&lines)
    }
}
