//! What an attempt comes to: a score with its margin, by tag, beside what was predicted.

use std::collections::BTreeMap;

use super::Attempt;
use crate::mark::Verdict;
use crate::stats::ratio::wilson;

/// Points of so many questions.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Points {
    /// The sum of the scores, each 0 to 1.
    pub points: f64,
    /// How many questions.
    pub of: u64,
}

impl Points {
    /// The score, 0 to 1; none of nothing.
    pub fn score(self) -> Option<f64> {
        (self.of > 0).then(|| self.points / self.of as f64)
    }

    /// Where the share of all such questions that the learner knows lies, 0 to 1, with 95 %
    /// confidence: see [`wilson`], with points in the place of hits.
    pub fn margin(self) -> Option<(f64, f64)> {
        Some(wilson(self.score()?, self.of as f64))
    }

    /// Counts one question.
    pub fn count(&mut self, score: f64) {
        self.points += score;
        self.of += 1;
    }
}

/// Points, with a decimal only where there is one.
pub fn shown(points: f64) -> String {
    let text = format!("{points:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The tags, the weakest first; equal ones by their names.
pub fn weakest_first(tags: &BTreeMap<String, Points>) -> Vec<(&str, Points)> {
    let mut tags: Vec<(&str, Points)> = tags.iter().map(|(tag, of)| (tag.as_str(), *of)).collect();
    let share = |points: Points| points.score().unwrap_or(0.0);
    tags.sort_by(|a, b| share(a.1).total_cmp(&share(b.1)).then(a.0.cmp(b.0)));
    tags
}

/// What was predicted, for the questions of which something was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Predicted {
    /// The sum of the predicted recall.
    pub sum: f64,
    /// What came of these questions.
    pub came: Points,
    /// Where their score was to be expected, 0 to 1, nine times in ten.
    pub low: f64,
    /// The upper end of that.
    pub high: f64,
}

/// The result of an attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct Result {
    /// Over all questions; one without an answer has no points.
    pub all: Points,
    /// How many questions have an answer.
    pub answered: u64,
    /// How many answers are right, or right but for a slip.
    pub right: u64,
    /// For each tag, in alphabetical order.
    pub tags: BTreeMap<String, Points>,
    /// Beside what was predicted, if anything was.
    pub predicted: Option<Predicted>,
    /// Whether it is passed; none where nobody asks.
    pub passed: Option<bool>,
}

impl Result {
    /// The result of an attempt as it stands.
    pub fn of(attempt: &Attempt) -> Self {
        let (mut all, mut tags) = (Points::default(), BTreeMap::<String, Points>::new());
        let (mut came, mut sum, mut spread) = (Points::default(), 0.0, 0.0);
        let (mut answered, mut right) = (0, 0);
        for (question, given) in attempt.paper().questions.iter().zip(attempt.given()) {
            let score = given.as_ref().map_or(0.0, |given| given.score);
            all.count(score);
            for tag in &question.tags {
                tags.entry(tag.clone()).or_default().count(score);
            }
            if let Some(recall) = question.predicted {
                came.count(score);
                sum += recall;
                spread += recall * (1.0 - recall);
            }
            if let Some(given) = given {
                answered += 1;
                right += u64::from(matches!(given.verdict, Verdict::Correct | Verdict::Almost));
            }
        }
        let predicted = (came.of > 0).then(|| {
            let n = came.of as f64;
            // The sum of independent hits is nearly normal; 1.645 is its 95 % point.
            let half = 1.645 * spread.sqrt() / n;
            Predicted {
                sum,
                came,
                low: (sum / n - half).max(0.0),
                high: (sum / n + half).min(1.0),
            }
        });
        let pass = attempt.terms().pass;
        // Points are sums of thirds and the like: a hair below the line is on it.
        let passed = pass.map(|pass| all.score().unwrap_or(0.0) >= pass - 1e-9);
        Self {
            all,
            answered,
            right,
            tags,
            predicted,
            passed,
        }
    }
}
