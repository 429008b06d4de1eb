//! What is asked for a card, and in which order; how that looks is the face's.

use std::io;

use anyhow::Result;
use retain::clean;
use retain::deck::compose::{self, Typed};
use retain::diagnostic::{Diagnostic, Severity};
use retain::question::{COMMON, KINDS, Key, Kind, Presence};

use super::face::{Face, Said};
use super::target::{Preview, Target};

/// What came of a card.
enum End {
    /// It is written, as one of this kind.
    Written(&'static Kind),
    /// It was dropped.
    Dropped,
    /// The person has left.
    Left,
}

/// Asks for cards; the first is of `kind`, if that is said.
pub fn run(face: &mut dyn Face, target: &Target, kind: Option<&'static Kind>) -> Result<()> {
    let keys = face.keys();
    let title = clean::line(&target.title).into_owned();
    face.tell(&format!("A card for {title} ({}); {keys}.", target.shown()))?;
    let (mut last, mut given) = (None, kind);
    loop {
        match card(face, target, given.take(), last)? {
            End::Written(kind) => last = Some(kind),
            End::Dropped => {}
            End::Left => {
                face.tell(if last.is_some() {
                    "That is all."
                } else {
                    "Nothing is written."
                })?;
                return Ok(());
            }
        }
        let options = ["another card".to_owned(), "done".to_owned()];
        match face.pick("And now?", &options, 0)? {
            Said::Value(0) => {}
            _ => return Ok(()),
        }
    }
}

/// Asks for one card, from its kind to the deck.
fn card(
    face: &mut dyn Face,
    target: &Target,
    given: Option<&'static Kind>,
    last: Option<&'static Kind>,
) -> Result<End> {
    let mut typed = Typed::default();
    let mut given = given;
    let kind = loop {
        let kind = match given.take() {
            Some(kind) => Some(kind),
            None => match ask_kind(face, last)? {
                Said::Value(kind) => kind,
                Said::Back | Said::Quit => return Ok(End::Left),
            },
        };
        let asked = match kind {
            Some(kind) => ask_needed(face, kind, &mut typed)?,
            None => ask_and_guess(face, &mut typed)?,
        };
        match asked {
            Said::Value(kind) => break kind,
            Said::Back => {}
            Said::Quit => return Ok(End::Left),
        }
    };
    if let Said::Quit = ask_more(face, target, kind, &mut typed)? {
        return Ok(End::Left);
    }
    review(face, target, kind, &mut typed)
}

fn ask_kind(
    face: &mut dyn Face,
    last: Option<&'static Kind>,
) -> io::Result<Said<Option<&'static Kind>>> {
    let mut options = vec!["guess: from what I type".to_owned()];
    options.extend(
        KINDS
            .iter()
            .map(|kind| format!("{}: {}", kind.name, kind.asked)),
    );
    let place = |last: &Kind| KINDS.iter().position(|kind| kind.name == last.name);
    let at = last.and_then(place).map_or(0, |at| at + 1);
    Ok(match face.pick("Which kind of question?", &options, at)? {
        Said::Value(0) => Said::Value(None),
        Said::Value(at) => Said::Value(KINDS.get(at - 1)),
        Said::Back => Said::Back,
        Said::Quit => Said::Quit,
    })
}

/// Asks for what a card of the kind cannot do without.
fn ask_needed(
    face: &mut dyn Face,
    kind: &'static Kind,
    typed: &mut Typed,
) -> io::Result<Said<&'static Kind>> {
    let keys = compose::needed(kind);
    let one_of = |key: &Key| key.presence == Presence::OneOf;
    let mut at = 0;
    let mut back = false;
    while let Some(key) = keys.get(at) {
        // Of several that exclude each other, one is enough.
        let has_other = keys.iter().any(|other| {
            one_of(other) && other.name != key.name && !typed.get(other.name).is_empty()
        });
        if !(one_of(key) && has_other) {
            let last_chance = !one_of(key) || !keys[at + 1..].iter().any(|key| one_of(key));
            match ask_key(face, key, typed, last_chance)? {
                Said::Value(()) => back = false,
                Said::Back => back = true,
                Said::Quit => return Ok(Said::Quit),
            }
        }
        match (back, at) {
            (false, _) => at += 1,
            (true, 0) => return Ok(Said::Back),
            (true, _) => at -= 1,
        }
    }
    Ok(Said::Value(kind))
}

/// Asks for a question, its answers and wrong answers, and guesses the kind.
fn ask_and_guess(face: &mut dyn Face, typed: &mut Typed) -> io::Result<Said<&'static Kind>> {
    let asked = [
        (
            "question",
            "what is asked; or a text with {{gaps}}",
            true,
            false,
        ),
        (
            "answer",
            "the right answer, or all of them, one a line",
            true,
            true,
        ),
        (
            "distractors",
            "wrong answers to pick from, one a line; or none",
            false,
            true,
        ),
    ];
    let mut found: Vec<Vec<String>> = Vec::new();
    while let Some((prompt, about, must, many)) = asked.get(found.len()) {
        match ask(face, prompt, about, (*must, *many), &[])? {
            Said::Value(lines) => found.push(lines),
            Said::Back if found.pop().is_none() => return Ok(Said::Back),
            Said::Back => {}
            Said::Quit => return Ok(Said::Quit),
        }
        if let [question] = found.as_slice()
            && question[0].contains("{{")
        {
            found.extend([Vec::new(), Vec::new()]);
        }
    }
    let kind = compose::guess(&found[0][0], &found[1], &found[2]);
    let names: Vec<&'static str> = kind.own_keys().map(|key| key.name).collect();
    *typed = Typed::default();
    for (name, lines) in ["question", "answer", "distractors"].into_iter().zip(found) {
        let name = if names.contains(&name) { name } else { "cloze" };
        if !lines.is_empty() {
            typed.set(name, lines);
        }
    }
    face.tell(&format!("A {} card: {}.", kind.name, kind.asked))?;
    Ok(Said::Value(kind))
}

/// Asks for what a card may have, until that is enough.
fn ask_more(
    face: &mut dyn Face,
    target: &Target,
    kind: &'static Kind,
    typed: &mut Typed,
) -> Result<Said<()>> {
    let keys = compose::optional(kind);
    loop {
        let mut options = vec!["no more: show the card".to_owned()];
        options.extend(keys.iter().map(|key| row(key, typed)));
        match face.pick("Anything more?", &options, 0)? {
            Said::Value(0) | Said::Back => return Ok(Said::Value(())),
            Said::Value(at) => {
                if let Said::Quit = ask_soundly(face, target, kind, keys[at - 1], typed)? {
                    return Ok(Said::Quit);
                }
            }
            Said::Quit => return Ok(Said::Quit),
        }
    }
}

/// Asks for a key again as long as what is typed there makes an error of its own.
fn ask_soundly(
    face: &mut dyn Face,
    target: &Target,
    kind: &'static Kind,
    key: &'static Key,
    typed: &mut Typed,
) -> Result<Said<()>> {
    let errors = |typed: &Typed| -> Result<Vec<Diagnostic>> {
        let mut findings = preview(target, kind, typed)?.findings;
        findings.retain(|finding| finding.severity == Severity::Error);
        Ok(findings)
    };
    let before = errors(typed)?;
    loop {
        let said_so_far = ask_key(face, key, typed, false)?;
        if !matches!(said_so_far, Said::Value(())) {
            return Ok(said_so_far);
        }
        let mut new = errors(typed)?;
        new.retain(|error| !before.iter().any(|old| old.message == error.message));
        if new.is_empty() {
            return Ok(said_so_far);
        }
        face.tell(&said(&new))?;
    }
}

/// The card as it would be written now.
fn preview(target: &Target, kind: &'static Kind, typed: &Typed) -> Result<Preview> {
    let taken = target.taken();
    let keys = typed.written(kind, |id| taken.iter().any(|other| other == id));
    target.with(&keys)
}

/// Shows the card with its findings, and writes it, changes it or drops it.
fn review(
    face: &mut dyn Face,
    target: &Target,
    kind: &'static Kind,
    typed: &mut Typed,
) -> Result<End> {
    loop {
        let preview = preview(target, kind, typed)?;
        face.show(&preview.card)?;
        if !preview.findings.is_empty() {
            face.tell(&said(&preview.findings))?;
        }
        match decide(face, &preview)? {
            Decision::Write => {
                if target.write(&preview)? {
                    let line = preview.line;
                    face.tell(&format!("Written: {}, line {line}.", target.shown()))?;
                    return Ok(End::Written(kind));
                }
                face.tell("The deck was changed meanwhile; this is the card in it now.")?;
            }
            Decision::Change => {
                if let Said::Quit = change(face, kind, typed)? {
                    return Ok(End::Left);
                }
            }
            Decision::Drop => return Ok(End::Dropped),
            Decision::Leave => return Ok(End::Left),
        }
    }
}

enum Decision {
    Write,
    Change,
    Drop,
    Leave,
}

fn decide(face: &mut dyn Face, preview: &Preview) -> io::Result<Decision> {
    let write = ("write it", Decision::Write);
    let change = ("change something", Decision::Change);
    let drop = ("drop it", Decision::Drop);
    let flawed = preview
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Warning);
    let (about, mut choices) = if preview.has_errors() {
        ("It cannot be written with an error.", vec![change, drop])
    } else if flawed {
        ("Write it as it is?", vec![change, write, drop])
    } else {
        ("Write it?", vec![write, change, drop])
    };
    let options: Vec<String> = choices.iter().map(|(name, _)| (*name).to_owned()).collect();
    Ok(match face.pick(about, &options, 0)? {
        Said::Value(at) => choices.swap_remove(at).1,
        Said::Back => Decision::Change,
        Said::Quit => Decision::Leave,
    })
}

/// Lets one key be typed again.
fn change(face: &mut dyn Face, kind: &'static Kind, typed: &mut Typed) -> io::Result<Said<()>> {
    let mut keys = compose::needed(kind);
    let one_of = |key: &Key| key.presence == Presence::OneOf;
    if keys
        .iter()
        .any(|key| one_of(key) && !typed.get(key.name).is_empty())
    {
        keys.retain(|key| !one_of(key) || !typed.get(key.name).is_empty());
    }
    keys.extend(compose::optional(kind));
    let options: Vec<String> = keys.iter().map(|key| row(key, typed)).collect();
    match face.pick("What is to be changed?", &options, 0)? {
        Said::Value(at) => {
            let must = keys[at].presence == Presence::Must;
            ask_key(face, keys[at], typed, must)
        }
        Said::Back => Ok(Said::Back),
        Said::Quit => Ok(Said::Quit),
    }
}

/// A key with what it has, or what would be there.
fn row(key: &Key, typed: &Typed) -> String {
    let has = typed.get(key.name).join("; ");
    let what = if has.is_empty() {
        key.form.replace('`', "")
    } else {
        has
    };
    format!("{}: {what}", key.name)
}

fn ask_key(
    face: &mut dyn Face,
    key: &'static Key,
    typed: &mut Typed,
    must: bool,
) -> io::Result<Said<()>> {
    let how = compose::how_typed(key);
    let form = key.form.replace('`', "");
    let common = COMMON.iter().any(|common| common.name == key.name);
    let about = match (how.is_empty(), common) {
        (true, _) => form,
        (false, true) => how.to_owned(),
        (false, false) => format!("{form}; {how}"),
    };
    let wanted = (must, compose::takes_lines(key));
    let asked = ask(face, key.name, &about, wanted, typed.get(key.name))?;
    Ok(match asked {
        Said::Value(lines) => {
            typed.set(key.name, lines);
            Said::Value(())
        }
        Said::Back => Said::Back,
        Said::Quit => Said::Quit,
    })
}

/// Asks for a line, or for lines up to an empty one. Back takes the last line back.
fn ask(
    face: &mut dyn Face,
    prompt: &str,
    about: &str,
    (must, many): (bool, bool),
    now: &[String],
) -> io::Result<Said<Vec<String>>> {
    let mut lines: Vec<String> = Vec::new();
    // A line that was taken back is there to be changed.
    let mut taken: Option<String> = None;
    loop {
        let about = match (lines.len(), many) {
            (0, true) => format!("{about}; an empty line ends"),
            (0, false) => about.to_owned(),
            _ => String::new(),
        };
        let numbered = format!("{prompt} {}", lines.len() + 1);
        let prompt = if many { numbered.as_str() } else { prompt };
        let now = match taken.take() {
            Some(taken) => taken,
            None => now.get(lines.len()).cloned().unwrap_or_default(),
        };
        let line = match face.line(prompt, &about, &now)? {
            Said::Value(line) => clean::line(line.trim()).into_owned(),
            Said::Back if !lines.is_empty() => {
                taken = lines.pop();
                continue;
            }
            Said::Back => return Ok(Said::Back),
            Said::Quit => return Ok(Said::Quit),
        };
        match (line.is_empty(), many) {
            (true, _) if lines.is_empty() && must => {
                face.tell("Something is needed here.")?;
            }
            (true, _) => return Ok(Said::Value(lines)),
            (false, true) => lines.push(line),
            (false, false) => return Ok(Said::Value(vec![line])),
        }
    }
}

/// Findings in words; the card they are about is above them.
fn said(findings: &[Diagnostic]) -> String {
    let one = |finding: &Diagnostic| {
        let (severity, code) = (finding.severity.name(), finding.code);
        let mut said = format!("{severity}[{code}]: {}", finding.message);
        // A label says little without its place in the text, unless it is all there is.
        let label = (!finding.label.is_empty()).then_some(&finding.label);
        said.extend(
            finding
                .help
                .as_ref()
                .or(label)
                .map(|more| format!("\n  {more}")),
        );
        said.extend(finding.note.as_ref().map(|note| format!("\n  {note}")));
        said
    };
    findings.iter().map(one).collect::<Vec<_>>().join("\n")
}
