//! A test in words: how it begins, what is left, the result, and the questions once more.

use retain::attempt::pool::LeftOut;
use retain::attempt::record::{Given, Why};
use retain::attempt::score::{Result as Score, shown, weakest_first};
use retain::attempt::{Attempt, paper::Question};
use retain::mark::Verdict;
use retain::markdown;

use super::words::{self, count, on_date};
use crate::shell::front::test::Beside;

/// A time that is running: `4 min`, below two minutes in seconds.
pub fn time(ms: i64) -> String {
    match ms.max(0).unsigned_abs() {
        ms @ 0..120_000 => format!("{} s", ms.div_ceil(1000)),
        ms => words::minutes(ms),
    }
}

/// What is said at the beginning.
pub fn beginning(attempt: &Attempt, goes_on: bool) -> String {
    let questions = attempt.paper().questions.len();
    let mut said = if goes_on {
        format!(
            "the test goes on: {} of {} answered",
            attempt.answered(),
            count(questions, "question", "questions")
        )
    } else {
        format!("a test of {}", count(questions, "question", "questions"))
    };
    match attempt.left_ms() {
        Some(0) => {
            return format!(
                "the time of the test is over: {} of {} answered",
                attempt.answered(),
                count(questions, "question", "questions")
            );
        }
        Some(left) => said.push_str(&format!(" · {} left", time(left))),
        None => said.push_str(" · no time limit"),
    }
    if let Some(pass) = attempt.terms().pass {
        said.push_str(&format!(" · passed from {} on", percent(pass)));
    }
    said
}

/// What is said of cards that a test leaves out; none where it leaves out none.
pub fn left_out(cards: LeftOut) -> Option<String> {
    let parts = [
        (cards.drafts, "draft", "drafts", ""),
        (cards.suspended, "suspended card", "suspended cards", ""),
        (
            cards.by_hand,
            "card",
            "cards",
            " of the kind `flip`, which the learner grades",
        ),
    ];
    let said: Vec<String> = parts
        .iter()
        .filter(|part| part.0 > 0)
        .map(|(n, one, many, more)| format!("{}{more}", count(*n, one, many)))
        .collect();
    (!said.is_empty()).then(|| format!("left out: {}", said.join(", ")))
}

/// What is said once all questions have been seen.
pub fn look_back(open: &[usize]) -> String {
    let numbers: Vec<String> = open.iter().map(|at| (at + 1).to_string()).collect();
    let left = match open.len() {
        0 => "all questions have an answer".to_owned(),
        1 => format!("question {} has no answer yet", numbers[0]),
        _ => format!("questions {} have no answer yet", numbers.join(", ")),
    };
    format!("{left}; `:hand-in` or enter hands in, a number goes back to that question")
}

/// The score and what stands beside it, a sentence each.
pub fn result(attempt: &Attempt, why: Why, score: &Score, beside: &Beside) -> Vec<String> {
    let mut said = vec![score_of(score)];
    if let (Some(passed), Some(pass)) = (score.passed, attempt.terms().pass) {
        let passed = if passed { "passed" } else { "not passed" };
        said.push(format!("{passed}: {} was wanted", percent(pass)));
    }
    let missing = score.all.of - score.answered;
    let over = match why {
        Why::Time => "the time was over",
        Why::HandedIn => "handed in",
        Why::GivenUp => "given up",
    };
    if missing > 0 {
        let questions = count(missing as usize, "question", "questions");
        said.push(format!("{over} with {questions} unanswered"));
    } else if why == Why::Time {
        said.push(over.to_owned());
    }
    if score.tags.len() > 1 {
        let tags: Vec<String> = weakest_first(&score.tags)
            .iter()
            .map(|(tag, points)| format!("{tag} {} of {}", shown(points.points), points.of))
            .collect();
        said.push(format!("by tag, the weakest first: {}", tags.join(", ")));
    }
    if let Some((last, day)) = beside.last {
        said.push(format!(
            "last time {}, {}",
            percent(last),
            on_date(day, beside.today)
        ));
    }
    if let Some(predicted) = score.predicted {
        let of = predicted.came.of;
        said.push(format!(
            "of the {} studied before, {} was predicted ({}); it came to {}",
            count(of as usize, "question", "questions"),
            percent(predicted.sum / of as f64),
            range(predicted.low, predicted.high),
            percent(predicted.came.score().unwrap_or(0.0))
        ));
    }
    said
}

fn score_of(score: &Score) -> String {
    let share = score.all.score().unwrap_or(0.0);
    let (low, high) = score.all.margin().unwrap_or((0.0, 1.0));
    let points = shown(score.all.points);
    format!(
        "{points} of {} {}: {} ({} with 95 % confidence)",
        score.all.of,
        if points == score.right.to_string() {
            "right"
        } else {
            "points"
        },
        percent(share),
        range(low, high)
    )
}

/// Every question with what was answered, the right answer, and where the text says it.
pub fn review(attempt: &Attempt) -> Vec<String> {
    let mut said = Vec::new();
    let questions = attempt.paper().questions.iter().zip(attempt.given());
    for (n, (question, given)) in questions.enumerate() {
        if n > 0 {
            said.push(String::new());
        }
        said.push(format!(
            "{}. {}",
            n + 1,
            markdown::plain(&question.ask.prompt)
        ));
        said.push(verdict(question, given.as_ref()));
        if let Some(explanation) = &question.explanation {
            said.push(markdown::plain(explanation));
        }
        if let Some(source) = &question.source {
            said.push(markdown::plain_line(source));
        }
    }
    said
}

fn verdict(question: &Question, given: Option<&Given>) -> String {
    let answer = markdown::plain_line(&question.answer);
    let Some(given) = given else {
        return format!("–  not answered; {answer}");
    };
    let words = markdown::plain_line(&question.words(&given.reply));
    match given.verdict {
        Verdict::Correct => format!("✓  {answer}"),
        Verdict::Almost => format!("≈  {words}: counts; {answer}"),
        Verdict::Partial => format!("◐  {words}: {} of a point; {answer}", shown(given.score)),
        Verdict::Wrong => format!("✗  {words}; right: {answer}"),
    }
}

/// A share as it is said: `70 %`.
pub fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn range(low: f64, high: f64) -> String {
    format!("{:.0}–{}", low * 100.0, percent(high))
}
