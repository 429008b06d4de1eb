//! The table of a class in the terminal, as wide as the window.

use retain::attempt::score::{Points, shown, weakest_first};
use retain::clean;
use retain::markdown;
use retain::results::{Class, Given, Question};

use crate::shell::render::sheet::Sheet;
use crate::shell::render::text;
use crate::shell::render::words::{count, minutes};

/// From how many columns on students are a table.
const TABLE: usize = 56;
/// Columns of its numbers.
const NUMBERS: usize = 40;
/// The longest name in it, in columns.
const NAME: usize = 40;
/// So many wrong answers are told.
const WRONG: usize = 3;

/// The table, in lines of up to so many columns.
pub fn page(class: &Class, columns: usize) -> String {
    let mut sheet = Sheet::new(columns);
    let titles: Vec<_> = class
        .titles
        .iter()
        .map(|title| markdown::plain_line(title))
        .collect();
    sheet.say(&format!(
        "{} · {}",
        titles.join(", "),
        count(class.students.len(), "test", "tests")
    ));
    for remark in &class.remarks {
        sheet.hang("note: ", &clean::line(remark));
    }
    sheet.gap();
    students(class, &mut sheet);
    if !class.questions.is_empty() {
        sheet.gap();
        sheet.say("questions, the hardest first");
    }
    for question in &class.questions {
        one(question, &mut sheet);
    }
    if class.tags.len() > 1 {
        sheet.gap();
        sheet.say("tags, the weakest first");
        for (tag, points) in weakest_first(&class.tags) {
            let percent = percent(points);
            sheet.item(&format!(
                "{percent:>5}  {} of {}",
                clean::line(tag),
                points.of
            ));
        }
    }
    sheet.text
}

fn students(class: &Class, sheet: &mut Sheet) {
    let wide = sheet.columns.saturating_sub(NUMBERS).min(NAME);
    for (n, student) in class.students.iter().enumerate() {
        let name = clean::line(&student.name);
        let points = format!("{} of {}", shown(student.points.points), student.points.of);
        let percent = percent(student.points);
        let passed = match student.passed {
            Some(true) => "passed",
            Some(false) => "not passed",
            None => "",
        };
        let time = minutes(student.elapsed_ms.unsigned_abs());
        if sheet.columns >= TABLE {
            let name = text::shorten(&name, wide);
            let pad = " ".repeat(wide.saturating_sub(text::width(&name)));
            let n = n + 1;
            sheet.line(&format!(
                "{n:>3}  {name}{pad}{points:>10}{percent:>7}  {passed:<10}  {time}"
            ));
        } else {
            sheet.hang(&format!("{}  ", n + 1), &name);
            let more = [points, percent, passed.to_owned(), time];
            let more: Vec<String> = more.into_iter().filter(|part| !part.is_empty()).collect();
            sheet.item(&more.join(" · "));
        }
    }
    let mut all = Points::default();
    for student in &class.students {
        all.points += student.points.points;
        all.of += student.points.of;
    }
    let judged = class.students.iter().filter_map(|student| student.passed);
    let (judged, passed) = judged.fold((0, 0), |(n, passed), one| (n + 1, passed + i32::from(one)));
    let mut mean = format!("on average {}", percent(all));
    if judged > 0 {
        mean.push_str(&format!(" · {passed} of {judged} passed"));
    }
    sheet.say(&mean);
}

fn one(question: &Question, sheet: &mut Sheet) {
    let card = question.asked.card.to_string();
    let share = percent(question.points);
    sheet.item(&format!("{share:>5} of {}  {card}", question.points.of));
    if let Some((prompt, _)) = &question.text {
        sheet.hang("         ", &markdown::plain_line(prompt));
    }
    let of = question.points.of.max(1) as f64;
    let told = |given: &Given, mark: &str| {
        let share = format!("{:.0} %", given.times as f64 / of * 100.0);
        format!("{share:>5} {mark} {}", markdown::plain_line(&given.words))
    };
    let mut lines: Vec<String> = question
        .options
        .iter()
        .map(|option| told(option, if option.right { "✓" } else { "·" }))
        .collect();
    if lines.is_empty() {
        if let Some((_, answer)) = &question.text {
            let right = Given {
                words: answer.clone(),
                times: question.right,
                right: true,
            };
            lines.push(told(&right, "✓"));
        }
        let wrong = question.wrong.iter().take(WRONG);
        lines.extend(wrong.map(|answer| told(answer, "✗")));
        let more = question.wrong.len().saturating_sub(WRONG);
        if more > 0 {
            lines.push(format!(
                "      … {}",
                count(more, "other answer", "other answers")
            ));
        }
    }
    if question.omitted > 0 {
        let omitted = Given {
            words: "no answer".to_owned(),
            times: question.omitted,
            right: false,
        };
        lines.push(told(&omitted, "–"));
    }
    for line in lines {
        let (marker, words) =
            line.split_at(line.char_indices().nth(8).map_or(line.len(), |at| at.0));
        sheet.hang(&format!("         {marker}"), words);
    }
}

fn share(points: Points) -> f64 {
    points.score().unwrap_or(0.0)
}

fn percent(points: Points) -> String {
    format!("{:.0} %", share(points) * 100.0)
}
