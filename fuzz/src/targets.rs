//! Every reader of what strangers write, with the laws that hold for any input: one row each.
//!
//! `fuzz/run` looks for inputs that break them; `cargo test` tries all that were ever kept.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use retain::ask::Reply;
use retain::attempt::paper::Paper;
use retain::attempt::record::{DeckRef, Drawn, Kept, Terms};
use retain::attempt::score::Result as Score;
use retain::attempt::{self, Attempt};
use retain::day::Moment;
use retain::deck::Deck;
use retain::deck::edit::{self, Found};
use retain::deck::read::read;
use retain::diagnostic::{Diagnostic, Severity};
use retain::mark::Mark;
use retain::mark::date::DateKey;
use retain::mark::number;
use retain::mark::text::no_guard;
use retain::results::file::ResultFile;
use retain::results::{self, Handed, Version};
use retain::review::event_id;
use retain::schedule::Scheduler;
use retain::session::{Outcome, Session, Settings, Slot};
use retain::source::Text;
use retain::{clean, draft, format, lint, markdown, message, settings};

/// What holds for any bytes: it panics where it does not.
pub type Law = fn(&[u8]);

/// All targets: a name, and the law.
pub const TARGETS: &[(&str, Law)] = &[
    ("deck", deck),
    ("mend", mend),
    ("markdown", marked_down),
    ("reply", reply),
    ("sitting", sitting),
    ("test", test),
    ("number", numbers),
    ("date", dates),
    ("settings", setting),
    ("reviews", reviews),
    ("result", result),
    ("source", source),
    ("draft", drafted),
];

/// What is read as a result can be written and read again, and makes a table and a page without a tag.
fn result(bytes: &[u8]) {
    let Ok(result) = ResultFile::read(bytes) else {
        return;
    };
    let again = ResultFile::read(result.to_json().as_bytes());
    assert_eq!(
        again.map(|again| again.questions.len()),
        Ok(result.questions.len())
    );
    let handed = [Handed {
        file: result.name.clone(),
        result,
    }];
    let class = results::class(&handed, std::slice::from_ref(&*VERSION), None);
    for student in &class.students {
        let (points, of) = (student.points.points, student.points.of as f64);
        assert!((0.0..=of).contains(&points), "{points} of {of}");
    }
    assert!(!results::page::page(&class).contains("<script"));
}

/// Faults and lints have their places in the text; a sound card's own key is right.
fn deck(bytes: &[u8]) {
    let (reading, findings) = lint::check(bytes, "deck", &BTreeMap::new());
    places(&reading.text, &findings);
    assert!(
        reading.deck.is_some() || reading.has_errors(),
        "what is no deck says why"
    );
    let Some(deck) = reading.deck else { return };
    for card in &deck.cards {
        let ask = card.question.ask();
        let key = card.question.key();
        key.fits(&ask.shape)
            .unwrap_or_else(|misfit| panic!("{}: {}", card.id, misfit.0));
        if !matches!(key, Reply::Shown) {
            let mark = card.question.mark(&key, &no_guard);
            sound(&mark);
            assert!(
                mark.is_right(),
                "the key of {} is {}",
                card.id,
                mark.reason.code()
            );
        }
    }
}

/// What `check --fix` writes is a deck, with nothing taken away, and mended once is mended.
fn mend(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let find = |text: &str| {
        let (reading, findings) = lint::check(text.as_bytes(), "deck", &BTreeMap::new());
        Found { reading, findings }
    };
    let Ok(edited) = edit::mend(text, &find) else {
        return;
    };
    for change in &edited.changes {
        let whole = edited.text.trim_start_matches('\u{feff}');
        assert!(
            whole.get(change.place.clone()).is_some(),
            "{:?}",
            change.place
        );
    }
    let (before, after) = (read(bytes, "deck"), read(edited.text.as_bytes(), "deck"));
    assert!(after.entries >= before.entries, "a card is gone");
    let cards = |deck: &Option<Deck>| deck.as_ref().map_or(0, |deck| deck.cards.len());
    assert!(
        cards(&after.deck) >= cards(&before.deck),
        "a sound card is gone"
    );
    let again = edit::mend(&edited.text, &find).expect("what was written is TOML");
    assert_eq!(again.text, edited.text, "mending twice changes more");
}

/// What is shown is clean, and no letter is lost on the way to plain text.
fn marked_down(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let shown = markdown::plain(&text);
    assert_eq!(clean::text(&shown), shown, "what is shown is not clean");
    let line = markdown::plain_line(&text);
    assert_eq!(clean::line(&line), line, "a line is not clean");
    for unsafe_one in ['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{0}'] {
        assert!(!shown.contains(unsafe_one) && !line.contains(unsafe_one));
    }
}

static KINDS: LazyLock<Deck> = LazyLock::new(|| {
    let text = include_str!("kinds.toml");
    read(text.as_bytes(), "kinds")
        .deck
        .expect("the deck of all kinds is one")
});

static VERSION: LazyLock<Version> =
    LazyLock::new(|| Version::new(KINDS.clone(), "of all kinds".to_owned()));

/// Any line, typed at a card of any kind, is refused with words or gets a mark.
fn reply(bytes: &[u8]) {
    let line = String::from_utf8_lossy(bytes);
    for card in &KINDS.cards {
        match Reply::from_line(&line, &card.question.ask().shape) {
            Ok(Reply::Shown) => {}
            Ok(reply) => sound(&card.question.mark(&reply, &no_guard)),
            Err(misfit) => assert!(!misfit.0.is_empty()),
        }
    }
}

/// Whatever lines come, a sitting takes them one after the other or says why not.
fn sitting(bytes: &[u8]) {
    let slots = KINDS.cards.iter().map(|card| Slot {
        deck: 0,
        card: card.id.card.clone(),
        memory: None,
    });
    let settings = Settings {
        scheduler: Scheduler::new(None, 0.9).expect("the defaults are sound"),
        outlook: None,
        guess: true,
        learner: "me".to_owned(),
        device: event_id(0, [0; 10]),
        seed: 1,
        log_rows: 0,
        limit_ms: None,
        practice: false,
        leech_lapses: 4,
        pace_ms: (20_000, 10_000),
        put_off: 0,
    };
    let order = (0..KINDS.cards.len()).collect();
    let mut moment = Moment { at: 0, day: 0 };
    let decks = vec![Arc::new(KINDS.clone())];
    let mut session = Session::new(settings, decks, slots.collect(), order, moment);
    let mut marks: Vec<u32> = Vec::new();
    for line in String::from_utf8_lossy(bytes).lines() {
        match message::sitting::wanted(line, &session.step(), marks.last().copied()) {
            Err(why) => assert!(!why.is_empty()),
            Ok((action, took_ms)) => {
                moment.at += 1000;
                match session.answer(action, moment, took_ms.unwrap_or(0)) {
                    Outcome::Marked(marked) => {
                        sound(&marked.mark);
                        marks.push(marked.n);
                    }
                    Outcome::Undone { .. } => drop(marks.pop()),
                    Outcome::Refused(why) => assert!(!why.is_empty()),
                    _ => {}
                }
            }
        }
    }
    assert!(session.summary().asked <= marks.len());
}

/// The same of a test, whose score is never more than its questions.
fn test(bytes: &[u8]) {
    let terms = Terms {
        decks: vec![DeckRef {
            id: KINDS.id.clone(),
            digest: String::new(),
        }],
        seed: 1,
        questions: KINDS
            .cards
            .iter()
            .map(|card| Drawn {
                card: card.id.clone(),
                order: (0..card.question.ask().shape.options().len()).collect(),
                predicted: None,
            })
            .collect(),
        limit_ms: Some(3_600_000),
        pass: None,
        tags: Vec::new(),
        name: None,
    };
    let kept = Kept {
        id: event_id(0, [0; 10]),
        begun_at: 0,
        terms,
        answers: BTreeMap::new(),
        elapsed_ms: 0,
        closed: None,
        closed_at: None,
    };
    let paper =
        Paper::new(&kept.terms, std::slice::from_ref(&*KINDS)).expect("all cards are there");
    let mut attempt = Attempt::new(paper, &kept, 0);
    let mut at = 0;
    for line in String::from_utf8_lossy(bytes).lines() {
        match message::test::wanted(line, &attempt, &attempt.step()) {
            Err(why) => assert!(!why.is_empty()),
            Ok(None) => {}
            Ok(Some((wanted, took_ms))) => {
                at += i64::from(took_ms.unwrap_or(0));
                if let attempt::Outcome::Refused(why) =
                    attempt.act(wanted, at, took_ms.unwrap_or(0))
                {
                    assert!(!why.is_empty());
                }
            }
        }
    }
    let points = Score::of(&attempt).all;
    assert!((0.0..=points.of as f64).contains(&points.points));
}

/// A number is read the same however often, and what is shown of it is the same number.
fn numbers(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for language in ["en", "de", "fr", "ja"] {
        let Some(quantity) = number::read(&text, language) else {
            continue;
        };
        let shown = number::show(&quantity.value);
        assert!(!shown.is_empty());
        let _ = number::is_same(&text, &text, language);
    }
}

/// A date that decks may write accepts itself.
fn dates(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(key) = DateKey::parse(&text) else {
        let _ = DateKey::from_text(&text);
        return;
    };
    let shown = key.display();
    assert!(!shown.is_empty());
    assert!(key.accepts(&text), "{text} does not accept itself");
}

/// Settings are read to the end, with a place for every fault.
fn setting(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (_, faults) = settings::read(&text);
    places(&text, &faults);
}

/// A row of a log is an answer or a fault with its line, whatever the others are.
fn reviews(bytes: &[u8]) {
    for format in format::FORMATS {
        match (format.read)(bytes) {
            Ok(found) => {
                let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).count() as u64;
                let places = found.answers.iter().map(|answer| answer.line);
                for line in places.chain(found.faults.iter().map(|fault| fault.line)) {
                    assert!((1..=lines).contains(&line), "line {line} of {lines}");
                }
            }
            Err(not_this) => assert!(!not_this.0.is_empty()),
        }
    }
}

/// Paragraphs and facts have their places in the text, one after the other.
fn source(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let read = Text::read(&text, None);
    let mut end = 0;
    for paragraph in &read.paragraphs {
        assert!(
            text.get(paragraph.span.clone()).is_some(),
            "{:?}",
            paragraph.span
        );
        assert!(paragraph.span.start >= end, "paragraphs overlap");
        end = paragraph.span.end;
        for (line, _) in read.lines_of(paragraph) {
            assert!(text.get(line.clone()).is_some(), "{line:?}");
        }
    }
    for fact in &read.facts {
        let paragraph = read
            .paragraph(fact.paragraph)
            .expect("a fact has a paragraph");
        let (fact, whole) = (&fact.span, &paragraph.span);
        assert!(
            text.get(fact.clone()).is_some_and(|fact| !fact.is_empty()),
            "{fact:?}"
        );
        assert!(
            whole.start <= fact.start && fact.end <= whole.end,
            "{fact:?} in {whole:?}"
        );
    }
}

/// A draft is a deck without errors.
fn drafted(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let options = draft::Options {
        cards: Some(12),
        seed: 1,
        name: "text.txt".to_owned(),
        file: None,
    };
    let draft = draft::draft(&Text::read(&text, None), &options, || ());
    let reading = read(draft.deck.as_bytes(), "draft");
    let errors = reading
        .faults
        .iter()
        .filter(|fault| fault.severity == Severity::Error);
    let said: Vec<&str> = errors.map(|fault| fault.message.as_str()).collect();
    assert!(said.is_empty(), "{said:?} in\n{}", draft.deck);
}

fn places(text: &str, findings: &[Diagnostic]) {
    for finding in findings {
        assert!(!finding.message.is_empty());
        let labels = finding.labels.iter().map(|label| &label.span);
        let fixes = finding.fix.iter().map(|fix| &fix.span);
        for span in [&finding.span].into_iter().chain(labels).chain(fixes) {
            assert!(
                text.get(span.clone()).is_some(),
                "{}: {span:?}",
                finding.code
            );
        }
    }
}

fn sound(mark: &Mark) {
    assert!((0.0..=1.0).contains(&mark.score), "score {}", mark.score);
}
