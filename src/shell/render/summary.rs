//! What a sitting came to, in a few sentences for any front end.

use retain::markdown;
use retain::review::CardId;
use retain::session::Summary;

use super::{text, words};

/// The sentences, without Markdown and not wrapped.
pub fn sentences(summary: &Summary, today: i32) -> Vec<String> {
    let mut out = Vec::new();
    if summary.asked == 0 {
        out.push("Nothing was answered this time.".to_owned());
    } else {
        out.push(answered(summary));
        let learned = learned(summary);
        if !learned.is_empty() {
            out.push(learned.join(" · "));
        }
    }
    let left = summary.next_due.iter().find(|(day, _)| *day <= today);
    let left = left.map_or(0, |(_, cards)| cards.saturating_sub(summary.unfinished));
    match (summary.time_up, left) {
        (true, _) if summary.practice => out.push("The time is up.".to_owned()),
        (true, 0) => out.push("The time is up.".to_owned()),
        (true, left) => {
            let cards = words::count(left, "more is", "more are");
            out.push(format!("The time is up; {cards} due today."));
        }
        (false, _) => {}
    }
    if summary.unfinished > 0 {
        let cards = words::count(summary.unfinished, "card", "cards");
        let them = if summary.unfinished == 1 {
            "it"
        } else {
            "them"
        };
        out.push(format!(
            "{cards} still to be learned: the next sitting opens with {them}."
        ));
    }
    if summary.practice && summary.asked > 0 {
        out.push("This was practice: the schedule is as it was before.".to_owned());
    }
    out.extend(leeches(&summary.leeches));
    let next: Vec<String> = summary
        .next_due
        .iter()
        .filter(|(day, _)| *day > today)
        .map(|(day, cards)| format!("{cards} {}", words::day(*day, today)))
        .collect();
    if !next.is_empty() {
        out.push(format!("Next: {}. See you then.", next.join(", ")));
    }
    out
}

/// `20 answered in 7 min · 16 right, 2 almost, 2 wrong (1 learned since)`
fn answered(summary: &Summary) -> String {
    let counts = [
        (summary.correct, "right"),
        (summary.almost, "almost"),
        (summary.partial, "in part"),
        (summary.wrong, "wrong"),
    ];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}"))
        .collect();
    let took = words::minutes(summary.took_ms);
    let mut text = format!(
        "{} answered in {took} · {}",
        summary.asked,
        counts.join(", ")
    );
    if summary.relearned > 0 {
        let all = summary.unfinished == 0 && summary.relearned > 1;
        let cards = if all {
            format!("all {}", summary.relearned)
        } else {
            summary.relearned.to_string()
        };
        text.push_str(&format!(" ({cards} learned since)"));
    }
    text
}

/// That cards are missed again and again, and what can be done.
fn leeches(found: &[(CardId, u32)]) -> Option<String> {
    match found {
        [] => None,
        [(card, lapses)] => Some(format!(
            "{card} has lapsed {lapses} times: `retain suspend --leeches` says why, \
             `retain suspend {card}` keeps it out."
        )),
        [.., (_, fewest)] => Some(format!(
            "{} cards have lapsed {fewest} times or more: `retain suspend --leeches` lists them, \
             with what they are confused, and how to keep them out.",
            found.len()
        )),
    }
}

fn learned(summary: &Summary) -> Vec<String> {
    let mut parts = Vec::new();
    if summary.new > 0 {
        parts.push(format!("new {}", summary.new));
    }
    if summary.known_for_a_week > 0 {
        parts.push(format!(
            "now known for a week or more {}",
            summary.known_for_a_week
        ));
    }
    if let Some((card, question, misses)) = &summary.hardest {
        let misses = words::count(*misses as usize, "miss", "misses");
        let called = match card.is_made() {
            true => format!("“{}”", text::shorten(&markdown::plain_line(question), 60)),
            false => card.card.clone(),
        };
        parts.push(format!("hardest: {called} ({misses})"));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitting_in_sentences() {
        let summary = Summary {
            asked: 20,
            correct: 16,
            almost: 2,
            wrong: 2,
            relearned: 2,
            new: 8,
            known_for_a_week: 11,
            hardest: Some((
                CardId {
                    deck: "asia".into(),
                    card: "resolution-2094".into(),
                },
                "What is it?".into(),
                4,
            )),
            took_ms: 420_000,
            next_due: vec![(20_781, 5), (20_782, 9)],
            ..Summary::default()
        };
        insta::assert_snapshot!(sentences(&summary, 20_780).join("\n"), @r"
        20 answered in 7 min · 16 right, 2 almost, 2 wrong (all 2 learned since)
        new 8 · now known for a week or more 11 · hardest: resolution-2094 (4 misses)
        Next: 5 tomorrow, 9 on Wednesday. See you then.
        ");
    }

    #[test]
    fn a_card_that_is_missed_again_and_again_is_said_in_one_line() {
        let card = |name: &str, lapses| {
            let card = CardId {
                deck: "asia".into(),
                card: name.into(),
            };
            (card, lapses)
        };
        assert_eq!(leeches(&[]), None);
        assert_eq!(
            leeches(&[card("nauru", 8)]).unwrap(),
            "asia/nauru has lapsed 8 times: `retain suspend --leeches` says why, \
             `retain suspend asia/nauru` keeps it out."
        );
        let two = leeches(&[card("nauru", 11), card("tuvalu", 9)]).unwrap();
        assert!(
            two.starts_with("2 cards have lapsed 9 times or more: "),
            "{two}"
        );
    }

    #[test]
    fn a_sitting_without_answers_is_no_failure() {
        let summary = Summary {
            next_due: vec![(20_781, 1)],
            ..Summary::default()
        };
        insta::assert_snapshot!(sentences(&summary, 20_780).join("\n"), @r"
        Nothing was answered this time.
        Next: 1 tomorrow. See you then.
        ");
    }
}
