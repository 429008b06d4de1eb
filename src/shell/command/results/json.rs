//! The table of a class as JSON, and as a gradebook.

use std::collections::BTreeSet;

use retain::attempt::score::Points;
use retain::results::{Asked, Class, Given, Question, Student};
use serde_json::{Map, Value, json};

/// Everything.
pub fn all(class: &Class) -> Value {
    let tags: Map<String, Value> = class
        .tags
        .iter()
        .map(|(tag, of_tag)| (tag.clone(), points(*of_tag)))
        .collect();
    json!({
        "titles": class.titles,
        "remarks": class.remarks,
        "students": class.students.iter().map(student).collect::<Vec<_>>(),
        "questions": class.questions.iter().map(question).collect::<Vec<_>>(),
        "tags": tags,
    })
}

fn points(points: Points) -> Value {
    json!({"points": points.points, "of": points.of, "share": points.score()})
}

fn student(student: &Student) -> Value {
    let scores: Map<String, Value> = student
        .scores
        .iter()
        .map(|(asked, score)| (asked.card.to_string(), json!(score)))
        .collect();
    json!({
        "name": student.name, "file": student.file, "score": points(student.points),
        "answered": student.answered, "passed": student.passed,
        "begun": student.begun.to_string(), "elapsed_ms": student.elapsed_ms,
        "why": student.why.name(), "checked": student.checked, "scores": scores,
    })
}

fn question(question: &Question) -> Value {
    let (prompt, answer) = question.text.clone().unzip();
    json!({
        "card": question.asked.card.to_string(), "question": prompt, "answer": answer,
        "score": points(question.points), "right": question.right, "omitted": question.omitted,
        "options": question.options.iter().map(given).collect::<Vec<_>>(),
        "wrong": question.wrong.iter().map(given).collect::<Vec<_>>(),
    })
}

fn given(given: &Given) -> Value {
    json!({"answer": given.words, "times": given.times, "right": given.right})
}

/// A row for each student, and a column for each question.
pub fn gradebook(class: &Class) -> (Vec<String>, Vec<Vec<String>>) {
    let asked: BTreeSet<&Asked> = class.questions.iter().map(|one| &one.asked).collect();
    let of_all = [
        "name", "points", "of", "percent", "passed", "answered", "minutes", "begun", "file",
    ];
    let mut header: Vec<String> = of_all.map(str::to_owned).to_vec();
    header.extend(asked.iter().map(|asked| asked.card.to_string()));
    let rows = class.students.iter().map(|student| {
        let share = student.points.score().unwrap_or(0.0);
        let mut row = vec![
            student.name.clone(),
            round(student.points.points),
            student.points.of.to_string(),
            format!("{:.1}", share * 100.0),
            student
                .passed
                .map_or("", |passed| if passed { "yes" } else { "no" })
                .to_owned(),
            student.answered.to_string(),
            format!("{:.1}", student.elapsed_ms as f64 / 60_000.0),
            student.begun.to_string(),
            student.file.clone(),
        ];
        row.extend(asked.iter().map(|asked| {
            let score = student.scores.get(*asked);
            score.map_or_else(String::new, |score| round(*score))
        }));
        row
    });
    (header, rows.collect())
}

/// A number with up to three decimals.
fn round(number: f64) -> String {
    ((number * 1000.0).round() / 1000.0).to_string()
}
