//! What is wrong in a text, and where: data only, drawn by the shell.

use std::ops::Range;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The card or file cannot be used.
    Error,
    /// A flaw worth mending.
    Warning,
    /// Something to know.
    Info,
}

impl Severity {
    /// The word in output and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A place in the text, with what is to be said there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Bytes of the text, on character borders.
    pub span: Range<usize>,
    /// What is said there; may be empty.
    pub text: String,
}

/// A change of the text that would mend a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The bytes to be replaced; empty to insert.
    pub span: Range<usize>,
    /// What to put there.
    pub text: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name, as in `retain explain NAME`.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// Where it is: bytes of the text, on character borders.
    pub span: Range<usize>,
    /// What was found, in one lower-case line with back-ticks around the user's words.
    pub message: String,
    /// What is said under the span itself; may be empty.
    pub label: String,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// What would do.
    pub help: Option<String>,
    /// What it rests on, such as figures.
    pub note: Option<String>,
    /// The one right change, if there is one.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            span,
            message: message.into(),
            label: String::new(),
            labels: Vec::new(),
            help: None,
            note: None,
            fix: None,
        }
    }

    /// The same, as a warning.
    pub fn warning(code: &'static str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, span, message)
        }
    }

    /// The same, of any severity.
    pub fn of(
        severity: Severity,
        code: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            ..Self::error(code, span, message)
        }
    }

    /// With words under the span.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// With a second place.
    #[must_use]
    pub fn also(mut self, span: Range<usize>, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// With what would do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// With what it rests on, such as figures.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.note = Some(text.into());
        self
    }

    /// With the one right change.
    #[must_use]
    pub fn fix(mut self, span: Range<usize>, text: impl Into<String>) -> Self {
        self.fix = Some(Fix {
            span,
            text: text.into(),
        });
        self
    }
}
