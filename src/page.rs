//! Pages to look at in a browser or to print: the frame that all of them share.
//!
//! A page is one file that needs no network and no script. Whatever text is put into it is
//! escaped by `maud` and cleaned as on a screen; should a tag slip through all the same, the
//! page's own policy forbids it to run or to fetch anything.

pub mod text;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::clean;

/// The looks that all pages share: colours for light, dark and paper as variables, tables,
/// figures, and what is for readers of the screen alone.
const STYLE: &str = include_str!("page/style.css");

/// What a page may do: show itself, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                      base-uri 'none'; form-action 'none'";

/// A page, before it is written out.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// What stands in the window's title, plain text.
    pub title: &'a str,
    /// The language of its text, BCP 47.
    pub language: &'a str,
    /// Rules of its own, CSS that no deck has a say in.
    pub style: &'static str,
    /// What it shows.
    pub body: Markup,
}

impl Page<'_> {
    /// The whole file.
    pub fn to_html(&self) -> String {
        let page = html! {
            (DOCTYPE)
            html lang=(self.language) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="no-referrer";
                    title { (self.title) }
                    style { (PreEscaped(STYLE)) (PreEscaped(self.style)) }
                }
                body { main { (self.body) } }
            }
        };
        // Names and attributes too: what is invisible on a screen is made visible here, for all.
        clean::text(&page.into_string()).into_owned() + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_stranger_becomes_a_tag() {
        let evil = "</title><script>alert(1)</script>\u{1b}[2J\u{202e}\"'&";
        let page = Page {
            title: evil,
            language: evil,
            style: "",
            body: html! { p title=(evil) { (text::rich(evil)) (text::line(evil)) } },
        };
        let page = page.to_html();
        assert!(!page.contains("<script"), "{page}");
        assert!(
            !page.contains('\u{1b}') && !page.contains('\u{202e}'),
            "{page}"
        );
        assert_eq!(page.matches("</title>").count(), 1, "{page}");
        assert!(page.contains("&lt;script&gt;"), "{page}");
    }

    #[test]
    fn a_page_names_no_other_place() {
        let page = Page {
            title: "Rivers",
            language: "en",
            style: "",
            body: html! { (text::rich("see [this](https://example.org)")) },
        };
        let page = page.to_html();
        for reaching in ["href=", "src=", "url(", "@import"] {
            assert!(!page.contains(reaching), "{reaching} in {page}");
        }
    }
}
