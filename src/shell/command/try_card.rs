//! `retain try`: the mark of a reply, with the rules that decided.

use anyhow::{Result, bail};
use retain::ask::{Reply, Shape};
use retain::deck::others::Others;
use retain::mark::{Mark, Reason};
use retain::{clean, markdown};
use serde_json::json;

use super::Ended;
use crate::shell::args::Try;
use crate::shell::config::Config;
use crate::shell::lines::{Line, Lines};
use crate::shell::{decks, face, talk};

/// Marks one reply.
pub fn run(config: &Config, arguments: &Try) -> Result<Ended> {
    let (loaded, card) = decks::find_card(config, &arguments.card)?;
    let ask = card.question.ask();
    let line = match &arguments.reply {
        Some(reply) => reply.clone(),
        None => {
            talk::say(&question(&ask.prompt, &ask.shape));
            reply(face::is_typed())?
        }
    };
    let others = Others::of(&loaded.deck);
    let mark = if line.trim().is_empty() && ask.shape != Shape::Reveal {
        Mark::omitted().trace("R0", "nothing was answered")
    } else {
        match Reply::from_line(&line, &ask.shape) {
            Ok(reply) => card
                .question
                .mark(&reply, &|folded| others.answer_to(folded, &card.id)),
            Err(misfit) => bail!("{}", misfit.0),
        }
    };
    if arguments.json {
        let trace: Vec<String> = mark
            .trace
            .iter()
            .map(|step| format!("{}: {}", step.rule, step.found))
            .collect();
        let object = json!({
            "verdict": mark.verdict.name(), "score": mark.score,
            "reason": mark.reason.code(), "trace": trace,
        });
        talk::answer(&format!("{object}\n"))?;
        return Ok(Ended::Done);
    }
    talk::answer(&words(&mark, &card.question.answer()))?;
    Ok(Ended::Done)
}

/// The reply on standard input: one line that is typed, or all that a pipe holds.
fn reply(typed: bool) -> Result<String> {
    let mut lines = Lines::of_stdin();
    let mut reply = Vec::new();
    while let Some(line) = lines.next() {
        match line {
            Line::Text(line) => reply.push(line),
            Line::Unusable(why) => bail!("the reply cannot be used: {why}"),
        }
        if typed {
            break;
        }
    }
    Ok(reply.join("\n"))
}

fn question(prompt: &str, shape: &Shape) -> String {
    let mut text = markdown::plain(prompt);
    for (n, option) in shape.options().iter().enumerate() {
        text.push_str(&format!("\n  {}. {}", n + 1, markdown::plain_line(option)));
    }
    text
}

fn words(mark: &Mark, answer: &str) -> String {
    let reason = if mark.reason == Reason::SelfRated {
        "the learner decides"
    } else {
        mark.reason.code()
    };
    let mut text = format!(
        "{} ({reason}), score {:.3}\n",
        mark.verdict.name(),
        mark.score
    );
    text.push_str(&format!("answer: {}\n", markdown::plain_line(answer)));
    if let Some(note) = &mark.note {
        text.push_str(&format!("note: {}\n", clean::line(note)));
    }
    for step in &mark.trace {
        text.push_str(&format!(
            "  {:<8} {}\n",
            step.rule,
            clean::line(&step.found)
        ));
    }
    text
}
