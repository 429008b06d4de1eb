//! A card that may be drafted, before it is known whether it will be.

use toml::Value;

/// A card in the making.
#[derive(Debug, Clone)]
pub(super) struct Proposal {
    /// The form it was made in, as in the table of forms.
    pub(super) form: &'static str,
    /// The keys of its kind in the order of the file; `id`, `draft` and `source` come on top.
    pub(super) keys: Vec<(&'static str, Value)>,
    /// What the learner reads before answering.
    pub(super) shown: String,
    /// The statement it is about: ids are made of its words.
    pub(super) about: String,
    /// What is right.
    pub(super) answers: Vec<String>,
    /// Words that would tell whether it holds, of a statement to be judged.
    pub(super) turned: Vec<String>,
    /// Whether the answer is typed as a value, such as a date: to have seen it on another card
    /// helps, but gives nothing away to the letter.
    pub(super) by_value: bool,
    /// What it asks for: facts by value, to ask none twice.
    pub(super) facts: Vec<String>,
    /// The sentence it is made from, counted through the text.
    pub(super) sentence: usize,
    /// The paragraphs it stands in, the first and the last.
    pub(super) paragraphs: (u32, u32),
    /// What a person should look at.
    pub(super) check: String,
    /// How much it is worth; more is better.
    pub(super) worth: f64,
}

impl Proposal {
    /// Whether this is a statement to be judged that says what another card of it asks.
    pub(super) fn tells(&self, other: &Self) -> bool {
        let says = |answer: &String| self.shown.contains(answer.as_str());
        self.holds().is_some() && other.holds().is_none() && other.answers.iter().any(says)
    }

    /// Of a choice with one longest option whether that is the right one, and how likely it would be
    /// by chance.
    pub(super) fn longest(&self) -> Option<(bool, f64)> {
        let key = |wanted: &str| self.keys.iter().find(|(key, _)| *key == wanted);
        let length = |option: &Value| option.as_str().map(|text| text.chars().count());
        let right = length(&key("answer")?.1)?;
        let wrong = key("distractors")?.1.as_array()?;
        let longest = wrong.iter().filter_map(length).max()?;
        let alone = wrong
            .iter()
            .filter(|option| length(option) == Some(longest));
        let tied = right == longest || (right < longest && alone.count() > 1);
        (!tied).then(|| (right > longest, 1.0 / (wrong.len() + 1) as f64))
    }

    /// Of a true-false card whether its statement holds.
    pub(super) fn holds(&self) -> Option<bool> {
        self.keys
            .iter()
            .find(|(key, _)| *key == "answer")?
            .1
            .as_bool()
    }
}
