//! The kinds of question: one file and one row of [`KINDS`] for each.
//!
//! A row says what the kind is called, which keys it has, how it is recognised and how it is
//! read; names, help, "did you mean" and documentation come from the rows.

mod choice;
mod cloze;
mod date;
mod flip;
pub mod key;
mod list;
mod multiple;
mod number;
pub(crate) mod options;
mod order;
mod pairs;
pub mod sign;
mod text;
mod true_false;
mod twins;

use std::fmt::Debug;
use std::sync::Arc;

use crate::ask::{Ask, Reply};
use crate::deck::fields::Fields;
use crate::mark::Mark;
use crate::mark::rules::TextRules;
use crate::mark::text::Guard;

pub use self::key::{Key, Presence, Takes};
pub use self::sign::Sign;

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

/// A kind of question.
pub struct Kind {
    /// Its name, as in `kind = "…"`.
    pub name: &'static str,
    /// How it is asked.
    pub asked: &'static str,
    /// The keys it has besides those of every card.
    pub keys: &'static [&'static [Key]],
    /// What makes a card one of this kind that does not name it; rows are tried in order.
    pub written: Sign,
    /// Reads the cards of an entry; faults go to the fields. Empty when it cannot be used.
    pub read: fn(&mut Fields<'_, '_>, &TextRules) -> Vec<Part>,
    /// A card of this kind as it is written under its `[[card]]`, for decks that begin: of the
    /// solar system, with the source `nasa`, worth reading.
    pub example: &'static str,
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
    /// What says that a card is of this kind, where its `answer` in quotes does not.
    pub fn named(&self) -> Option<String> {
        let name = format!("`kind = \"{}\"`", self.name);
        match self.written {
            Sign::Never => Some(name),
            Sign::Answer(sign::Type::Date) => {
                Some(format!("{name}, unless `answer` is a day without quotes"))
            }
            _ => None,
        }
    }

    /// The kind's own keys, one by one.
    pub fn own_keys(&self) -> impl Iterator<Item = &'static Key> + Clone + use<> {
        self.keys.iter().flat_map(|keys| keys.iter())
    }
}

/// The keys that every card has.
pub const COMMON: &[Key] = &[
    Key::new("id", Takes::Id, "`a-z`, `0-9` and `-`, up to 64"),
    Key::new("kind", Takes::KindName, "the name of a kind"),
    Key::new("hint", Takes::Text, "shown on request"),
    Key::new("explanation", Takes::Text, "shown after the answer"),
    Key::new("source", Takes::Places, "`source#paragraph`, or a list"),
    Key::new("tags", Takes::OneOrMore(0), "a list of strings"),
    Key::new("suspended", Takes::Truth, "`true` keeps the card out"),
    Key::new(
        "draft",
        Takes::Truth,
        "`true` until a person has looked at it",
    ),
    Key::new(
        "allow",
        Takes::OneOrMore(0),
        "names of findings that are meant",
    ),
];

/// The question itself.
const QUESTION: &[Key] = &[Key::new("question", Takes::Text, "what is asked").must()];
/// The right answer.
const ANSWER: &[Key] = &[Key::new("answer", Takes::Scalar, "the right answer").must()];
/// How a typed text is marked.
pub const MARKING: &[Key] = &[
    Key::new("typos", Takes::Truth, "`false`: a slip is wrong"),
    Key::new(
        "accents",
        Takes::Word(&["lenient", "strict", "ignore"]),
        "`lenient`, `strict` or `ignore`",
    ),
    Key::new("articles", Takes::Truth, "`false`: articles count"),
    Key::new("strict", Takes::Truth, "`true`: letter by letter"),
    Key::new(
        "inflection",
        Takes::Word(&["strict", "lenient"]),
        "`strict`: endings count",
    ),
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
        let mut fault = crate::diagnostic::Diagnostic::error("answer-shown", span.clone(), message);
        fault = match shown.trim().to_lowercase() {
            truth if matches!(truth.as_str(), "true" | "false") && key == "answer" => fault
                .help(format!(
                    "without quotes it is a true-false card: `answer = {truth}`"
                ))
                .fix(span, truth),
            _ => fault.help("the learner only has to copy it; reword the question"),
        };
        if let Some(question) = fields.value_span("question").or(fields.value_span("cloze")) {
            fault = fault.also(question, "said here");
        }
        fields.fault(fault);
    }
}
