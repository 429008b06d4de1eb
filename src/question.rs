//! The kinds of question: one file and one row of [`KINDS`] for each.
//!
//! A row says what the kind is called, which keys it has, how it is recognised and how it is
//! read; names, help, "did you mean" and documentation come from the rows.

mod choice;
mod cloze;
mod date;
mod flip;
mod list;
mod multiple;
mod number;
mod options;
mod order;
mod pairs;
mod text;
mod true_false;

use std::fmt::Debug;
use std::sync::Arc;

use crate::ask::{Ask, Reply};
use crate::deck::fields::Fields;
use crate::mark::Mark;
use crate::mark::rules::TextRules;
use crate::mark::text::Guard;

/// A question that can be asked and marked.
pub trait Question: Debug + Send + Sync {
    /// What is shown, options in the question's own order.
    fn ask(&self) -> Ask;
    /// The reply that is right, positions in the question's own order.
    fn key(&self) -> Reply;
    /// The right answer in words.
    fn answer(&self) -> String;
    /// The mark of a reply that fits the shape; `guard` knows the answers of other cards.
    fn mark(&self, reply: &Reply, guard: Guard<'_>) -> Mark;
    /// The texts which, typed at another card of the deck, are this card's answer.
    fn answers(&self) -> Vec<String> {
        Vec::new()
    }
}

/// One card made of an entry: a cloze makes one for each gap, a reversible flip card two.
#[derive(Debug)]
pub struct Part {
    /// What follows the entry's id: `/1`, `/reverse`, or nothing.
    pub suffix: String,
    /// The question.
    pub question: Arc<dyn Question>,
}

impl Part {
    /// The only card of an entry.
    pub fn whole(question: impl Question + 'static) -> Vec<Self> {
        vec![Self {
            suffix: String::new(),
            question: Arc::new(question),
        }]
    }
}

/// A key of a card.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What is written there.
    pub form: &'static str,
}

/// A kind of question.
pub struct Kind {
    /// Its name, as in `kind = "…"`.
    pub name: &'static str,
    /// How it is asked.
    pub asked: &'static str,
    /// The keys it has besides those of every card.
    pub keys: &'static [&'static [Key]],
    /// Whether what is written makes a card of this kind; rows are tried in order.
    pub is_written: fn(&Fields<'_, '_>) -> bool,
    /// Reads the cards of an entry; faults go to the fields. Empty when it cannot be used.
    pub read: fn(&mut Fields<'_, '_>, &TextRules) -> Vec<Part>,
}

/// All kinds, those with the clearest mark first.
pub static KINDS: &[Kind] = &[
    cloze::KIND,
    order::KIND,
    pairs::KIND,
    true_false::KIND,
    date::KIND,
    number::KIND,
    multiple::KIND,
    choice::KIND,
    list::KIND,
    text::KIND,
    flip::KIND,
];

/// The kind of that name.
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

impl Kind {
    /// The kind's own keys, one by one.
    pub fn own_keys(&self) -> impl Iterator<Item = &'static Key> {
        self.keys.iter().flat_map(|keys| keys.iter())
    }
}

/// The keys that every card has.
pub const COMMON: &[Key] = &[
    Key {
        name: "id",
        form: "`a-z`, `0-9` and `-`, up to 64",
    },
    Key {
        name: "kind",
        form: "the name of a kind",
    },
    Key {
        name: "hint",
        form: "shown on request",
    },
    Key {
        name: "explanation",
        form: "shown after the answer",
    },
    Key {
        name: "source",
        form: "`source#paragraph`, or a list",
    },
    Key {
        name: "tags",
        form: "a list of strings",
    },
    Key {
        name: "suspended",
        form: "`true` keeps the card out",
    },
    Key {
        name: "draft",
        form: "`true` until a person has looked at it",
    },
    Key {
        name: "allow",
        form: "names of findings that are meant",
    },
];

/// The question itself.
const QUESTION: &[Key] = &[Key {
    name: "question",
    form: "what is asked",
}];
/// The right answer.
const ANSWER: &[Key] = &[Key {
    name: "answer",
    form: "the right answer",
}];
/// How a typed text is marked.
pub(crate) const MARKING: &[Key] = &[
    Key {
        name: "typos",
        form: "`false`: a slip is wrong",
    },
    Key {
        name: "accents",
        form: "`lenient`, `strict` or `ignore`",
    },
    Key {
        name: "articles",
        form: "`false`: articles count",
    },
    Key {
        name: "strict",
        form: "`true`: letter by letter",
    },
    Key {
        name: "inflection",
        form: "`strict`: endings count",
    },
];

/// Whether a key says how typed answers are marked.
pub fn is_marking(name: &str) -> bool {
    MARKING.iter().any(|key| key.name == name)
}

pub(crate) use cloze::gaps;

/// Reads the question's text.
fn question(fields: &mut Fields<'_, '_>) -> Option<String> {
    fields
        .required("question", "question = \"…\"", Fields::filled)
        .map(|found| found.value)
}

/// Says that typed answers must not stand in their own question.
fn refuse_shown(fields: &mut Fields<'_, '_>, question: &str, key: &str, answers: &[String]) {
    let rules = TextRules::default();
    let asked = format!(" {} ", crate::mark::text::fold(question, &rules));
    let shown = answers.iter().find(|answer| {
        let folded = crate::mark::text::fold(answer, &rules);
        folded.chars().count() > 1 && asked.contains(&format!(" {folded} "))
    });
    if let (Some(shown), Some(span)) = (shown, fields.value_span(key)) {
        let message = format!("the answer `{shown}` stands in its own question");
        let mut fault = crate::diagnostic::Diagnostic::error("answer-shown", span, message)
            .help("the learner only has to copy it; reword the question");
        if let Some(question) = fields.value_span("question").or(fields.value_span("cloze")) {
            fault = fault.also(question, "said here");
        }
        fields.fault(fault);
    }
}
