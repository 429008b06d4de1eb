//! The page of a class: for a browser, or to print.

use maud::{Markup, html};

use super::{Class, Given, Question, Student};
use crate::attempt::score::{Points, shown, weakest_first};
use crate::page::Page;
use crate::page::text::{line, rich};

/// Rules for what only this page has.
const STYLE: &str = include_str!("style.css");
/// So many wrong answers are told.
const WRONG: usize = 5;

/// The page.
pub fn page(class: &Class) -> String {
    let title = format!("Results: {}", class.titles.join(", "));
    let judged = class.students.iter().filter_map(|one| one.passed);
    let passed = judged.clone().filter(|passed| *passed).count();
    let body = html! {
        h1 { (title) }
        p {
            (class.students.len()) @if class.students.len() == 1 { " test" } @else { " tests" }
            @if judged.clone().count() > 0 { ", " (passed) " of " (judged.count()) " passed" }
        }
        @if !class.remarks.is_empty() {
            section aria-labelledby="remarks" {
                h2 #remarks { "To be known of the files" }
                ul { @for remark in &class.remarks { li { (line(remark)) } } }
            }
        }
        section aria-labelledby="students" {
            h2 #students { "Students" }
            (students(class))
        }
        section aria-labelledby="questions" {
            h2 #questions { "Questions, the hardest first" }
            @for one in &class.questions { (question(one)) }
        }
        @if class.tags.len() > 1 {
            section aria-labelledby="tags" {
                h2 #tags { "Tags, the weakest first" }
                (tags(class))
            }
        }
    };
    let page = Page {
        title: &title,
        language: "en",
        style: STYLE,
        body,
    };
    page.to_html()
}

fn students(class: &Class) -> Markup {
    let judged = class.students.iter().any(|one| one.passed.is_some());
    html! {
        div.wide { table {
            thead { tr {
                th scope="col" { "name" }
                th.number scope="col" { "points" }
                th.number scope="col" { "score" }
                @if judged { th scope="col" { "passed" } }
                th.number scope="col" { "answered" }
                th.number scope="col" { "minutes" }
                th scope="col" { "file" }
            } }
            tbody { @for one in &class.students { (student(one, judged)) } }
        } }
    }
}

fn student(one: &Student, judged: bool) -> Markup {
    html! {
        tr {
            th scope="row" { (one.name) }
            td.number { (shown(one.points.points)) " of " (one.points.of) }
            td.number { (percent(one.points)) }
            @if judged {
                @match one.passed {
                    Some(true) => { td.good { "yes" } }
                    Some(false) => { td.bad { "no" } }
                    None => { td {} }
                }
            }
            td.number { (one.answered) }
            td.number { (format!("{:.0}", one.elapsed_ms as f64 / 60_000.0)) }
            td.faint { (one.file) }
        }
    }
}

fn question(one: &Question) -> Markup {
    html! {
        article.whole {
            h3 { (percent(one.points)) " of " (one.points.of) ", "
                span.faint { (one.asked.card.to_string()) } }
            @if let Some((prompt, answer)) = &one.text {
                (rich(prompt))
                @if one.options.is_empty() { p { "Right: " (line(answer)) } }
            }
            (bars(one))
        }
    }
}

/// Options with the share that chose each; elsewhere the commonest wrong answers.
fn bars(one: &Question) -> Markup {
    let of = one.points.of.max(1);
    let wrong = &one.wrong[..one.wrong.len().min(WRONG)];
    let given = if one.options.is_empty() {
        wrong
    } else {
        &one.options
    };
    let row = |given: &Given| {
        let share = format!("{:.0} %", given.times as f64 / of as f64 * 100.0);
        html! {
            tr {
                th scope="row" {
                    @if given.right { span.good { "✓ " span.unseen { "right: " } } }
                    (line(&given.words))
                }
                td.number { (given.times) }
                td.number { (share) }
                td.bar aria-hidden="true" {
                    span.fill style=(format!("width: {:.0}%", given.times as f64 / of as f64 * 100.0)) {}
                }
            }
        }
    };
    if given.is_empty() && one.omitted == 0 {
        return Markup::default();
    }
    let omitted = Given {
        words: "no answer".to_owned(),
        times: one.omitted,
        right: false,
    };
    html! {
        table.given {
            caption {
                @if one.options.is_empty() { "Wrong answers" } @else { "Chosen" }
                @if one.wrong.len() > WRONG && one.options.is_empty() {
                    ", the commonest " (WRONG) " of " (one.wrong.len())
                }
            }
            tbody {
                @for given in given { (row(given)) }
                @if one.omitted > 0 { (row(&omitted)) }
            }
        }
    }
}

fn tags(class: &Class) -> Markup {
    html! {
        div.wide { table {
            thead { tr {
                th scope="col" { "tag" }
                th.number scope="col" { "score" }
                th.number scope="col" { "answers" }
            } }
            tbody { @for (tag, points) in weakest_first(&class.tags) {
                tr {
                    th scope="row" { (tag) }
                    td.number { (percent(points)) }
                    td.number { (points.of) }
                }
            } }
        } }
    }
}

fn percent(points: Points) -> String {
    format!("{:.0} %", points.score().unwrap_or(0.0) * 100.0)
}
