//! Messages to a sitting.

use serde::Deserialize;

use super::{ReplyFields, message};
use crate::review::Rating;
use crate::session::{Action, Step};

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

/// What a line asks of a sitting at a step, with how long it took in milliseconds if it says so;
/// `last` is the number of the last mark that counts.
///
/// # Errors
/// What cannot be used about the line, in words.
pub fn wanted(text: &str, step: &Step, last: Option<u32>) -> Result<(Action, Option<u32>), String> {
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
    let about_last = |n| last.map_or(Ok(()), |last| about(n, last));
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
    Ok((action, took_ms))
}
