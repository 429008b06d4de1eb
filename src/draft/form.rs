//! The forms a card can be drafted in: one file and one row of [`FORMS`] for each.

mod called;
mod choice;
mod cloze;
mod date;
mod list;
mod matching;
mod number;
mod order;
mod term;
mod true_false;
mod who;

use rand_chacha::ChaCha8Rng;

use super::material::{Gap, Material, Statement};
use super::proposal::Proposal;
use super::standalone::pronoun;
use crate::source::Kind;

/// A way of making cards.
pub(super) struct Form {
    /// Its name, and the end of ids that would clash.
    pub(super) name: &'static str,
    /// Whether it puts words of its own into the question, and so needs an English text.
    pub(super) english: bool,
    /// How large a share of a draft it should have.
    pub(super) share: f64,
    /// The cards it proposes.
    pub(super) propose: fn(&Material, &mut ChaCha8Rng) -> Vec<Proposal>,
}

/// All forms.
pub(super) static FORMS: &[Form] = &[
    cloze::FORM,
    who::FORM,
    called::FORM,
    date::FORM,
    number::FORM,
    choice::FORM,
    true_false::FORM,
    list::FORM,
    order::FORM,
    matching::FORM,
    term::FORM,
];

/// What stands for what is left out of a question.
const BLANK: &str = "____";

/// What a fact's gap asks for, in a word or two.
fn asked(gap: &Gap) -> &'static str {
    match gap.kind {
        Kind::Date => "when",
        Kind::Span => "from when to when",
        Kind::Number => "how many",
        Kind::Ordinal => "which in the row",
        Kind::Person => "who",
        Kind::Place => "which place",
        Kind::Organisation => "which body",
        Kind::Document => "which document",
        Kind::Event => "which event",
        Kind::Name => "which name",
    }
}

/// A card from one statement, about these facts of it.
fn proposal(form: &'static str, statement: &Statement, about: &[&Gap]) -> Proposal {
    Proposal {
        form,
        keys: Vec::new(),
        shown: String::new(),
        about: statement.text.clone(),
        answers: Vec::new(),
        turned: Vec::new(),
        by_value: false,
        facts: about.iter().map(|gap| format!("{}", gap.id)).collect(),
        sentence: statement.sentence,
        paragraphs: (statement.paragraph, statement.paragraph),
        check: String::new(),
        worth: statement.worth,
    }
}

/// What a person should look at, with what was changed in the sentence.
fn check(statement: &Statement, what: &str) -> String {
    let mut said = what.to_owned();
    match (&statement.mended, statement.part) {
        (Some(mended), _) => said.push_str(&format!(
            " In the text, {mended}: is that who or what is meant?"
        )),
        (None, true) => said.push_str(" Only a part of the sentence: does it hold by itself?"),
        (None, false) => {}
    }
    if let Some(pronoun) = pronoun(&statement.text) {
        said.push_str(&format!(" Does it say what `{pronoun}` stands for?"));
    }
    said
}
