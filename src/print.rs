//! A test on paper: forms with the same questions in different order, and the key of each.
//!
//! One page of HTML to be printed: a sheet for each form with a line for the name, and behind all
//! of them a key for each on a page of its own.

pub mod form;

use maud::{Markup, html};

use crate::ask::Shape;
use crate::page::Page;
use crate::page::text::{line, rich};
use form::{Form, Item};

/// Rules for what only this page has; above all where paper may be cut.
const STYLE: &str = include_str!("print/style.css");

/// What stands on all sheets.
#[derive(Debug, Clone)]
pub struct Head {
    /// The titles of the decks.
    pub titles: Vec<String>,
    /// Their language, BCP 47.
    pub language: String,
    /// What prints the same sheets again.
    pub again: String,
}

/// The page of these forms.
pub fn page(head: &Head, forms: &[Form]) -> String {
    let title = head.titles.join(", ");
    let body = html! {
        @for form in forms { (sheet(&title, form, forms.len() > 1)) }
        @for form in forms { (key(&title, head, form, forms.len() > 1)) }
    };
    let page = Page {
        title: &title,
        language: &head.language,
        style: STYLE,
        body,
    };
    page.to_html()
}

fn sheet(title: &str, form: &Form, several: bool) -> Markup {
    html! {
        section.sheet data-form=(form.name) {
            header {
                h1 { (line(title)) @if several { " – form " (form.name) } }
                div.fields {
                    span.field.name { "Name" }
                    span.field { "Date" }
                    span.field { "Points" span.of { "of " (form.items.len()) } }
                }
            }
            ol.questions { @for item in &form.items { (question(item)) } }
        }
    }
}

fn question(item: &Item) -> Markup {
    html! {
        li.question data-card=(item.card) {
            div.prompt { (rich(&item.ask.prompt)) }
            (room(&item.ask.shape))
        }
    }
}

/// Where the answer goes.
fn room(shape: &Shape) -> Markup {
    match shape {
        Shape::Reveal => html! { div.ruled {} },
        Shape::PickOne { options, .. } => lettered(options, true),
        Shape::PickMany { options, .. } => html! {
            p.how { "Mark all that are right." }
            (lettered(options, true))
        },
        Shape::Type { parts, expects } if *parts > 1 => html! {
            @for n in 1..=*parts {
                div.ruled title=[expects.as_deref()] { span.number { (n) } }
            }
        },
        Shape::Type { expects, .. } => html! {
            @if let Some(expects) = expects { p.how { "(" (expects) ")" } }
            div.ruled {}
        },
        Shape::Arrange { items } => html! {
            p.how { "Number them in order, from 1 to " (items.len()) "." }
            ol.options { @for (n, item) in items.iter().enumerate() {
                li { span.blank {} span.letter { (letter(n)) } span { (line(item)) } }
            } }
        },
        Shape::Pair { left, options } => html! {
            p.how { "Write a letter in front of each line." }
            div.pairs {
                ol.options { @for item in left { li { span.blank {} span { (line(item)) } } } }
                (lettered(options, false))
            }
        },
    }
}

fn lettered(options: &[String], boxes: bool) -> Markup {
    html! {
        ol.options {
            @for (n, option) in options.iter().enumerate() {
                li {
                    @if boxes { span.box {} }
                    span.letter { (letter(n)) }
                    span { (line(option)) }
                }
            }
        }
    }
}

fn key(title: &str, head: &Head, form: &Form, several: bool) -> Markup {
    html! {
        section.key data-form=(form.name) {
            h1 { "Key" @if several { " – form " (form.name) } ": " (line(title)) }
            ol.answers {
                @for item in &form.items {
                    li data-card=(item.card) {
                        @if let Some(letters) = item.letters() { strong.letters { (letters) } " " }
                        span.answer { (line(&item.answer)) }
                        @if !item.also.is_empty() {
                            span.faint { " (also: " (line(&item.also.join("; "))) ")" }
                        }
                        @if let Some(source) = &item.source { span.faint { " · " (line(source)) } }
                    }
                }
            }
            p.faint { "One point for each question. The same sheets again: " code { (head.again) } }
        }
    }
}

/// The letter of an option, by its place: A to Z, then AA, AB and so on.
pub fn letter(place: usize) -> String {
    let own = char::from(b'A' + (place % 26) as u8);
    match place / 26 {
        0 => own.to_string(),
        more => format!("{}{own}", letter(more - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::read::read;

    #[test]
    fn letters_go_on_after_z() {
        let letters = [0, 25, 26, 51, 52].map(letter);
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA"]);
    }

    #[test]
    fn nothing_of_a_deck_becomes_a_tag() {
        let text = "[deck]\ntitle = '<script>alert(1)</script>'\n[[card]]\n\
                    question = '<b>Which</b>?'\nanswer = '<i>this</i>'\ndistractors = ['<u>x</u>']\n";
        let deck = read(text.as_bytes(), "deck").deck.unwrap();
        let head = Head {
            titles: vec![deck.title.clone()],
            language: "en".to_owned(),
            again: "retain print '<s>'".to_owned(),
        };
        let form = Form::new("<em>", &[(&deck, &deck.cards[0])], 1, 0);
        let page = page(&head, &[form.clone(), form]);
        for tag in ["<script", "<b>", "<i>", "<u>", "<s>", "<em>"] {
            assert!(!page.contains(tag), "{tag}: {page}");
        }
        assert!(page.contains("&lt;b&gt;Which"));
    }
}
