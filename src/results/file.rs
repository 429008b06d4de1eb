//! The result of a test as a file that one learner hands in: what was asked, answered and marked.
//!
//! It is JSON, and small: the deck stands in it by its digest, not by its text. Readers look at
//! `format` and `version` first; a version is raised where an older reader would err.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ask::Reply;
use crate::attempt::Attempt;
use crate::attempt::record::{Kept, Why};
use crate::attempt::score::Result as Score;
use crate::mark::Verdict;
use crate::review::CardId;

/// What `format` says.
const FORMAT: &str = "retain-result";
/// The version that is written, and the newest that is read.
const VERSION: u64 = 1;
/// Names are not longer, in characters.
pub const LONGEST_NAME: usize = 100;

/// One learner's test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResultFile {
    /// What kind of file it is.
    format: String,
    /// Its version.
    version: u64,
    /// The id of the attempt: two files with one id are copies.
    pub test: String,
    /// Who took it, as they wrote their name.
    pub name: String,
    /// What was asked.
    pub decks: Vec<DeckOf>,
    /// What the questions were drawn with; in decimal, as numbers of that size are not safe in
    /// JSON.
    pub seed: String,
    /// When it began.
    pub begun: Timestamp,
    /// How it ended.
    pub why: Why,
    /// The time it took, in milliseconds.
    pub elapsed_ms: i64,
    /// The time it had, in milliseconds; none without a limit.
    pub limit_ms: Option<i64>,
    /// The score from which on it is passed, 0 to 1; none where nobody asked.
    pub pass: Option<f64>,
    /// Only cards with one of these tags were drawn; all where there are none.
    pub tags: Vec<String>,
    /// The points it came to.
    pub points: f64,
    /// Of so many.
    pub of: u64,
    /// The questions, in the order in which they were asked.
    pub questions: Vec<Answered>,
}

/// A deck of a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeckOf {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The digest of its text when the test began: hexadecimal BLAKE3.
    pub digest: String,
}

/// A question, and what was answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// The card.
    pub card: CardId,
    /// The digest of what it asks.
    pub content: String,
    /// The reply, with the places of options as the deck has them, from 0; none where there is
    /// none.
    pub reply: Option<Reply>,
    /// The reply in words.
    pub said: String,
    /// Its verdict.
    pub verdict: Verdict,
    /// Its score, 0 to 1.
    pub score: f64,
    /// The stable code of the reason; `omitted` without a reply.
    pub reason: String,
    /// How long was thought about it, in milliseconds.
    pub took_ms: u32,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misread(
    /// What was found and what would do, in lower case.
    pub String,
);

impl ResultFile {
    /// The file of an attempt that is over; `titles` are those of its decks, by their places.
    pub fn new(attempt: &Attempt, kept: &Kept, name: &str, why: Why, titles: &[String]) -> Self {
        let score = Score::of(attempt);
        let decks = kept.terms.decks.iter().enumerate();
        let questions = attempt.paper().questions.iter().zip(attempt.given());
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            test: kept.id.to_string(),
            name: name.to_owned(),
            decks: decks
                .map(|(place, deck)| DeckOf {
                    id: deck.id.clone(),
                    title: titles.get(place).cloned().unwrap_or_default(),
                    digest: deck.digest.clone(),
                })
                .collect(),
            seed: kept.terms.seed.to_string(),
            begun: Timestamp::from_millisecond(kept.begun_at).unwrap_or_default(),
            why,
            elapsed_ms: attempt.elapsed_ms(),
            limit_ms: kept.terms.limit_ms,
            pass: kept.terms.pass,
            tags: kept.terms.tags.clone(),
            points: score.all.points,
            of: score.all.of,
            questions: questions
                .map(|(question, given)| Answered {
                    card: question.card.clone(),
                    content: question.content.clone(),
                    reply: given.as_ref().map(|given| given.reply.clone()),
                    said: given
                        .as_ref()
                        .map_or_else(String::new, |given| question.words(&given.reply)),
                    verdict: given.as_ref().map_or(Verdict::Wrong, |given| given.verdict),
                    score: given.as_ref().map_or(0.0, |given| given.score),
                    reason: given
                        .as_ref()
                        .map_or_else(|| "omitted".to_owned(), |given| given.reason.clone()),
                    took_ms: given.as_ref().map_or(0, |given| given.took_ms),
                })
                .collect(),
        }
    }

    /// As it is written: one question a line, so that two files can be compared.
    pub fn to_json(&self) -> String {
        let Ok(Value::Object(mut fields)) = serde_json::to_value(self) else {
            return String::new();
        };
        let questions = fields.remove("questions");
        let mut text = String::from("{\n");
        for (name, value) in &fields {
            text.push_str(&format!("  {}: {value},\n", Value::from(name.as_str())));
        }
        let questions: Vec<String> = questions
            .and_then(|questions| questions.as_array().cloned())
            .unwrap_or_default()
            .iter()
            .map(|question| format!("    {question}"))
            .collect();
        text.push_str(&format!(
            "  \"questions\": [\n{}\n  ]\n}}\n",
            questions.join(",\n")
        ));
        text
    }

    /// Reads a file.
    ///
    /// # Errors
    /// What it is instead, or what of it cannot be.
    pub fn read(bytes: &[u8]) -> Result<Self, Misread> {
        let no_result = |what: String| Misread(format!("it is no result of a test: {what}"));
        // An editor may have put a mark of the encoding in front.
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let value: Value = serde_json::from_slice(bytes)
            .map_err(|error| no_result(format!("no JSON at line {}", error.line().max(1))))?;
        if value["format"].as_str() != Some(FORMAT) {
            return Err(no_result(format!(
                "`format` is not `{FORMAT}`; `retain test --name NAME --out FILE` writes one"
            )));
        }
        match value["version"].as_u64() {
            Some(VERSION) => {}
            Some(version) if version > VERSION => {
                return Err(Misread(format!(
                    "it is of version {version}, and this `retain` reads up to {VERSION}; a newer \
                     one would do"
                )));
            }
            _ => return Err(no_result("it has no `version`".to_owned())),
        }
        let file: Self = serde_json::from_value(value).map_err(|error| no_result(told(&error)))?;
        file.sound()?;
        Ok(file)
    }

    fn sound(&self) -> Result<(), Misread> {
        let broken = |what: String| Err(Misread(what));
        if let Err(why) = fit_name(&self.name) {
            return broken(format!("its `name` cannot be: {why}"));
        }
        for (n, question) in self.questions.iter().enumerate() {
            if !(0.0..=1.0).contains(&question.score) {
                return broken(format!(
                    "question {} has a score of {}; 0 to 1 would do",
                    n + 1,
                    question.score
                ));
            }
        }
        let pass = self.pass.unwrap_or(0.0);
        if !(0.0..=1.0).contains(&pass) || !self.points.is_finite() {
            return broken("its `pass` or `points` are no such numbers".to_owned());
        }
        if self.elapsed_ms < 0 {
            return broken("it took a time below zero".to_owned());
        }
        if self.questions.is_empty() {
            return broken("it has no questions".to_owned());
        }
        Ok(())
    }
}

/// What serde says, without the marks that are for programmers.
fn told(error: &serde_json::Error) -> String {
    crate::clean::line(&error.to_string()).into_owned()
}

/// The name as it is kept, without space around it.
///
/// # Errors
/// What would do instead.
pub fn fit_name(name: &str) -> Result<String, String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(format!("a name of 1 to {LONGEST_NAME} characters would do"));
    }
    if crate::clean::line(name) != name {
        return Err("a name without control characters would do".to_owned());
    }
    Ok(name.to_owned())
}
