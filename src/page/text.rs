//! Deck text on a page: the same small Markdown as in a sitting, as elements.

use maud::{Markup, html};

use crate::markdown::{self, Block, Kind, Run};

/// A text of several lines, as paragraphs, lists and code.
pub fn rich(text: &str) -> Markup {
    html! { @for block in markdown::blocks(text) { (shown(&block)) } }
}

/// A text that is one line, such as an option.
pub fn line(text: &str) -> Markup {
    html! { @for run in markdown::inline(text) { (styled(&run)) } }
}

fn shown(block: &Block) -> Markup {
    let runs = html! { @for run in &block.runs { (styled(run)) } };
    match &block.kind {
        Kind::Paragraph => html! { p { (runs) } },
        // Its own number stands before it, as it does in a sitting.
        Kind::Item { depth, number } => html! {
            p.item style=(format!("--depth: {depth}")) {
                span.bullet { (number.as_deref().unwrap_or("•")) } " " (runs)
            }
        },
        Kind::Code => html! { pre { code { (runs) } } },
    }
}

fn styled(run: &Run) -> Markup {
    if run.address {
        return html! { " (" (run.text) ")" };
    }
    let mut lines = html! {
        @for (n, line) in run.text.split('\n').enumerate() {
            @if n > 0 { br; }
            (line)
        }
    };
    if run.style.code {
        // Line breaks inside code are kept by its own element.
        lines = html! { code { (run.text) } };
    }
    if run.style.emphasis {
        lines = html! { em { (lines) } };
    }
    if run.style.strong {
        lines = html! { strong { (lines) } };
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_elements() {
        assert_eq!(
            rich("The *Sea*\n\n- `x<y`\n- **two**").into_string(),
            "<p>The <em>Sea</em></p>\
             <p class=\"item\" style=\"--depth: 0\"><span class=\"bullet\">•</span> \
             <code>x&lt;y</code></p>\
             <p class=\"item\" style=\"--depth: 0\"><span class=\"bullet\">•</span> \
             <strong>two</strong></p>"
        );
        assert_eq!(line("a *b*").into_string(), "a <em>b</em>");
    }
}
