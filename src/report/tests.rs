use super::*;
use crate::mark::Verdict;
use crate::review::{CardId, Rating};
use crate::stats::roster::Roster;
use crate::stats::{Answer, Log, Rest};

/// Monday 23 November 2026.
const TODAY: i32 = 20_780;

fn stats(deck: &str, days: i32) -> Stats {
    let mut log = Log::new(Roster::default(), None);
    let card = log.roster.number(&CardId {
        deck: deck.into(),
        card: "c".into(),
    });
    for day in TODAY - days..TODAY {
        let missed = day % 5 == 0;
        log.count(Answer {
            card,
            day,
            verdict: if missed {
                Verdict::Wrong
            } else {
                Verdict::Correct
            },
            rating: if missed { Rating::Again } else { Rating::Good },
            took_ms: 9000,
            predicted: Some(0.85),
        });
    }
    log.finish(TODAY, [], Rest::default())
}

#[test]
fn every_chart_has_a_title_a_description_and_a_table() {
    let page = page(&stats("rivers", 200), "me");
    for name in ["retention", "answers", "calendar", "calibration", "decks"] {
        let labelled = format!("<svg role=\"img\" aria-labelledby=\"{name}-title {name}-words\"");
        assert!(page.contains(&labelled), "{name}");
        assert!(
            page.contains(&format!("<title id=\"{name}-title\">")),
            "{name}"
        );
        assert!(
            page.contains(&format!("<desc id=\"{name}-words\">")),
            "{name}"
        );
    }
    let count = |what: &str| page.matches(what).count();
    assert_eq!(count("<svg "), 5);
    assert_eq!(count("<details>"), 5);
    assert_eq!(count("<figcaption>"), 5);
}

#[test]
fn a_page_without_answers_says_so() {
    let page = page(&Stats::default(), "me");
    assert!(page.contains("There are no answers yet."));
    assert!(!page.contains("<svg "));
}

#[test]
fn one_day_one_answer_and_many_days_can_be_drawn() {
    for days in [1, 2, 9, 400, 4000] {
        let page = page(&stats("rivers", days), "me");
        assert!(page.contains("calendar-title"), "{days}");
        assert_eq!(page.contains("retention-title"), days > 1, "{days}");
    }
}

#[test]
fn nothing_of_a_deck_or_a_name_becomes_a_tag() {
    let evil = "</svg><script>alert(1)</script>\u{1b}[2J";
    let page = page(&stats(evil, 200), evil);
    assert!(!page.contains("<script"));
    assert!(!page.contains('\u{1b}'));
    assert_eq!(
        page.matches("</svg>").count(),
        page.matches("<svg ").count()
    );
}

/// What the style exchanges in the dark is what the charts are drawn with.
#[test]
fn every_colour_of_a_chart_has_a_rule() {
    let page = page(&stats("rivers", 200), "me");
    for attribute in ["fill", "stroke"] {
        let start = format!(" {attribute}=\"#");
        let found = page.split(&start).skip(1);
        for color in found.map(|rest| &rest[..6]) {
            let rule = format!(".chart [{attribute}=\"#{color}\"]");
            assert!(STYLE.contains(&rule), "{rule}");
        }
    }
}
