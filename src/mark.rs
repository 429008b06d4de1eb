//! Marking: from a key and a reply to a verdict, with the reason and the way there.

use serde::{Deserialize, Serialize};

mod affix;
pub mod date;
pub mod diff;
mod fold;
pub mod gaps;
pub(crate) mod language;
pub mod list;
pub mod number;
pub(crate) mod numeral;
pub mod order;
pub mod pairs;
pub mod rules;
pub mod set;
pub mod text;
pub(crate) mod typo;
mod unit;

/// What a reply is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Right: score 1.
    Correct,
    /// Right but for a slip, which is shown: score 1.
    Almost,
    /// Right in part: a score between 0 and 1.
    Partial,
    /// Wrong: score 0.
    Wrong,
}

impl Verdict {
    /// The word in the store and in the JSON contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Correct => "correct",
            Self::Almost => "almost",
            Self::Partial => "partial",
            Self::Wrong => "wrong",
        }
    }

    /// The verdict of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Correct, Self::Almost, Self::Partial, Self::Wrong]
            .into_iter()
            .find(|verdict| verdict.name() == name)
    }
}

/// Why a reply got its verdict; the codes are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The reply is the key, letter by letter.
    Exact,
    /// The same after folding case, spaces, punctuation, articles.
    Normalised,
    /// A regular expression of the card matches.
    Pattern,
    /// Accents are missing or differ.
    Accents,
    /// A slip of the fingers.
    Typo,
    /// Listed as wrong by the card.
    Rejected,
    /// The answer to another card, or another option.
    OtherCard,
    /// Near the key, and yet wrong.
    Near,
    /// Something else.
    Different,
    /// Nothing was answered.
    Omitted,
    /// Compared by value.
    Value,
    /// The value is right, the unit is missing.
    UnitMissing,
    /// The unit is of another dimension or unknown.
    Unit,
    /// A date or a span of time.
    Span,
    /// Items of a list.
    List,
    /// An order.
    Order,
    /// A set of options.
    Set,
    /// Pairs.
    Pairs,
    /// Gaps of a cloze.
    Gaps,
    /// One option of several.
    Choice,
    /// The learner's own judgement.
    SelfRated,
}

impl Reason {
    /// The stable code in the store and in the JSON contract.
    pub fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Normalised => "normalised",
            Self::Pattern => "pattern",
            Self::Accents => "accents",
            Self::Typo => "typo",
            Self::Rejected => "rejected",
            Self::OtherCard => "other card",
            Self::Near => "near",
            Self::Different => "different",
            Self::Omitted => "omitted",
            Self::Value => "value",
            Self::UnitMissing => "unit missing",
            Self::Unit => "unit",
            Self::Span => "span",
            Self::List => "list",
            Self::Order => "order",
            Self::Set => "set",
            Self::Pairs => "pairs",
            Self::Gaps => "gaps",
            Self::Choice => "choice",
            Self::SelfRated => "self-rated",
        }
    }
}

/// One step of the way to a verdict, for `retain try`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The rule's name: `R0` to `R10`, `number`, `date`, `list`, …
    pub rule: &'static str,
    /// What it found, in lower case.
    pub found: String,
}

/// What marking says of a reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The verdict.
    pub verdict: Verdict,
    /// From 0 to 1; 1 for `correct` and `almost`, 0 for `wrong`, between for `partial`.
    pub score: f64,
    /// Why.
    pub reason: Reason,
    /// One more thing worth telling the learner, in lower case without a full stop:
    /// `two letters swapped`, ``that is the answer to `sea/capital` ``.
    pub note: Option<String>,
    /// The accepted text nearest to a typed reply, so that the difference can be shown.
    pub nearest: Option<String>,
    /// The way there.
    pub trace: Vec<Trace>,
}

impl Mark {
    /// A mark with nothing more to tell.
    pub fn new(verdict: Verdict, score: f64, reason: Reason) -> Self {
        Self {
            verdict,
            score,
            reason,
            note: None,
            nearest: None,
            trace: Vec::new(),
        }
    }

    /// The mark of a score: 1 is correct, 0 is wrong, anything between is partial.
    pub fn scored(score: f64, reason: Reason) -> Self {
        let verdict = if score >= 1.0 {
            Verdict::Correct
        } else if score <= 0.0 {
            Verdict::Wrong
        } else {
            Verdict::Partial
        };
        Self::new(verdict, score.clamp(0.0, 1.0), reason)
    }

    /// The mark of a skipped or empty reply.
    pub fn omitted() -> Self {
        Self::new(Verdict::Wrong, 0.0, Reason::Omitted)
    }

    /// With one more thing to tell.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// With the accepted text that is nearest to the reply.
    #[must_use]
    pub fn nearest(mut self, nearest: impl Into<String>) -> Self {
        self.nearest = Some(nearest.into());
        self
    }

    /// With these steps in front of its own.
    #[must_use]
    pub fn after(mut self, mut trace: Vec<Trace>) -> Self {
        trace.append(&mut self.trace);
        self.trace = trace;
        self
    }

    /// Whether the reply gets full marks: `correct` or `almost`.
    pub fn is_right(&self) -> bool {
        matches!(self.verdict, Verdict::Correct | Verdict::Almost)
    }

    /// With one more step of the way.
    #[must_use]
    pub fn trace(mut self, rule: &'static str, found: impl Into<String>) -> Self {
        self.trace.push(Trace {
            rule,
            found: found.into(),
        });
        self
    }
}
