//! Messages to a test.

use serde::Deserialize;

use super::{ReplyFields, message};
use crate::attempt::{Attempt, Move, Step};

/// One object of input.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Message {
    Reply {
        #[serde(flatten)]
        reply: ReplyFields,
        n: Option<usize>,
        took_ms: Option<u32>,
    },
    #[serde(alias = "skip")]
    Next {
        took_ms: Option<u32>,
    },
    Back {
        took_ms: Option<u32>,
    },
    Go {
        n: usize,
        took_ms: Option<u32>,
    },
    HandIn {
        took_ms: Option<u32>,
    },
    #[serde(alias = "quit")]
    Leave {},
}

/// What a line asks of a test at a step, with how long it took in milliseconds if it says so; none
/// to go on another time.
///
/// # Errors
/// What cannot be used about the line, in words.
pub fn wanted(
    text: &str,
    attempt: &Attempt,
    step: &Step,
) -> Result<Option<(Move, Option<u32>)>, String> {
    let wanted = match message(text)? {
        Message::Reply { reply, n, took_ms } => {
            let Step::Ask { at, .. } = step else {
                return Err("no question is open; `go` opens one".to_owned());
            };
            if let Some(n) = n.filter(|n| *n != at + 1) {
                return Err(format!("`n` is {n}; {} would do", at + 1));
            }
            let shape = attempt.question(*at).map(|question| &question.ask.shape);
            Some((Move::Answer(reply.reply(shape)?), took_ms))
        }
        Message::Next { took_ms } => Some((Move::Next, took_ms)),
        Message::Back { took_ms } => Some((Move::Back, took_ms)),
        Message::Go { n, took_ms } => Some((Move::Go(n), took_ms)),
        Message::HandIn { took_ms } => Some((Move::HandIn, took_ms)),
        Message::Leave {} => None,
    };
    Ok(wanted)
}
