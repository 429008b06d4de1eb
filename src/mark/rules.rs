//! How tolerant the marking of typed text is: what a deck or a card may set.

/// What becomes of a reply that is right but for its accents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Accents {
    /// It is `almost` right, and the difference is shown.
    #[default]
    Lenient,
    /// It is wrong.
    Strict,
    /// It is right.
    Ignore,
}

/// The settings under which typed text is marked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TextRules {
    /// Only the very letters count, as in code and spelling: nothing is folded or forgiven.
    pub strict: bool,
    /// Whether slips of the fingers are forgiven.
    pub typos: bool,
    /// What accents are worth.
    pub accents: Accents,
    /// Whether a leading article does not count.
    pub articles: bool,
    /// Whether a slip in the last two letters of a word is a wrong form, not a slip.
    pub strict_inflection: bool,
    /// The language of the deck as a BCP 47 tag, such as `en` or `de-CH`.
    pub language: String,
}

impl Default for TextRules {
    fn default() -> Self {
        Self {
            strict: false,
            typos: true,
            accents: Accents::Lenient,
            articles: true,
            strict_inflection: false,
            language: "en".to_owned(),
        }
    }
}
