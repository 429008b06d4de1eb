//! What is shown after an answer: verdict first, then why, then when it comes back.

mod verdict;

use retain::review::{Change, Event};
use retain::session::Marked;

use super::with_right;
use crate::shell::render::layout::Window;
use crate::shell::render::palette::{Ink, Palette};
use crate::shell::render::text::{self, Line};
use crate::shell::render::words;

/// The feedback for an answer just marked.
pub fn lines(marked: &Marked, today: i32, palette: Palette, window: Window) -> Vec<Line> {
    let columns = window.columns;
    let mut lines = verdict::lines(marked, palette, columns);
    if let Some(note) = &marked.mark.note
        && !verdict::says_note(marked)
    {
        let runs = [text::verbatim(note)];
        lines.extend(text::hang(palette, Ink::Text, "   ", &runs, columns));
    }
    if let Some(explanation) = &marked.explanation {
        if window.roomy() {
            lines.push(Line::default());
        }
        lines.extend(text::wrap(palette, explanation, columns));
    }
    let next = next(marked, today);
    if let Some(source) = &marked.source {
        lines.extend(text::say(palette, Ink::Quiet, source, columns));
    } else if marked.explanation.is_some() {
        // A line of its own: beside the last words it would look like one of them.
        lines.push(Line::default());
    }
    with_right(lines, &next, palette, columns)
}

/// What has changed by an override or by another rating.
pub fn amended(
    marked: &Marked,
    event: &Event,
    today: i32,
    palette: Palette,
    window: Window,
) -> Vec<Line> {
    let verdict = marked.mark.verdict;
    let mut told = format!("now rated {}", marked.rating.name());
    if let Event::Amendment(amendment) = event
        && let Change::Override { .. } = amendment.change
    {
        told = format!(
            "now {}, rated {}",
            verdict::word(verdict),
            marked.rating.name()
        );
    }
    let runs = [text::verbatim(&told)];
    let lines = text::hang(
        palette,
        verdict::ink(verdict),
        verdict::mark(verdict),
        &runs,
        window.columns,
    );
    with_right(lines, &next(marked, today), palette, window.columns)
}

/// When the card comes back.
fn next(marked: &Marked, today: i32) -> String {
    let next = words::after(marked, today);
    match marked.then_day {
        Some(day) if marked.again_now && day > today => {
            format!("{next}, then {}", words::until(day, today))
        }
        _ => next,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use retain::ask::{Ask, Reply, Shape};
    use retain::mark::{Mark, Reason, Verdict};
    use retain::review::{Amendment, CardId, Rating, Review};
    use retain::schedule::Phase;
    use uuid::Uuid;

    const TODAY: i32 = 20_780;

    fn marked(shape: Shape, reply: Option<Reply>, key: Reply, answer: &str, mark: Mark) -> Marked {
        let right = mark.verdict != Verdict::Wrong;
        let rating = if right { Rating::Good } else { Rating::Again };
        Marked {
            reviews_before: 0,
            n: 1,
            review: Review {
                id: Uuid::nil(),
                card: CardId {
                    deck: "asia".into(),
                    card: "border".into(),
                },
                learner: "me".into(),
                device: Uuid::nil(),
                at: 0,
                day: TODAY,
                kind: shape.name().into(),
                reply: String::new(),
                hinted: false,
                verdict: mark.verdict,
                score: mark.score,
                reason: mark.reason.code().into(),
                rating,
                took_ms: 0,
                predicted: None,
                content: String::new(),
            },
            mark,
            rating,
            ask: Ask {
                prompt: "?".into(),
                shape,
            },
            reply,
            key,
            answer: answer.into(),
            explanation: None,
            source: None,
            due_day: if right { TODAY + 3 } else { TODAY },
            days: if right { 3 } else { 0 },
            phase: Phase::Review,
            again_now: !right,
            practice: false,
            then_day: (!right).then_some(TODAY + 1),
        }
    }

    fn shown(marked: &Marked, rows: usize, columns: usize) -> String {
        let lines = lines(marked, TODAY, Palette::PLAIN, Window::new(rows, columns));
        let lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n")
    }

    fn options(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn choice() -> Marked {
        let shape = Shape::PickOne {
            options: options(&["an influx of refugees", "a *blockade* of its ports"]),
            shuffle: true,
        };
        let mark = Mark::scored(0.0, Reason::Choice);
        let mut marked = marked(
            shape,
            Some(Reply::Picked(1)),
            Reply::Picked(0),
            "an influx of refugees",
            mark,
        );
        marked.explanation = Some(
            "Together with the collapse itself this is why China has opposed harsh sanctions: the two share a border of 870 miles."
                .into(),
        );
        marked.source = Some("CFR, paragraph 3".into());
        marked
    }

    #[test]
    fn a_wrong_choice() {
        insta::assert_snapshot!(shown(&choice(), 24, 80), @r"
        ✗  a blockade of its ports
        ✓  an influx of refugees

        Together with the collapse itself this is why China has opposed harsh
        sanctions: the two share a border of 870 miles.
        CFR, paragraph 3                          again in this sitting, then tomorrow
        ");
        insta::assert_snapshot!(shown(&choice(), 8, 20), @r"
        ✗  a blockade of its
           ports
        ✓  an influx of
           refugees
        Together with the
        collapse itself
        this is why China
        has opposed harsh
        sanctions: the two
        share a border of
        870 miles.
        CFR, paragraph 3
        again in this
        sitting, then
        tomorrow
        ");
    }

    #[test]
    fn a_typed_answer_with_a_slip_shows_the_letters() {
        let mut mark = Mark::new(Verdict::Almost, 1.0, Reason::Typo).note("two letters swapped");
        mark.nearest = Some("Liu Yunshan".into());
        let shape = Shape::Type {
            parts: 1,
            expects: None,
        };
        let typed = |text: &str| Some(Reply::Typed(text.into()));
        let key = Reply::Typed("Liu Yunshan".into());
        let almost = marked(
            shape.clone(),
            typed("Lui Yunshan"),
            key.clone(),
            "Liu Yunshan",
            mark,
        );
        insta::assert_snapshot!(shown(&almost, 24, 80), @"≈  almost: Lu̲i̲ Yunshan → Li̲u̲ Yunshan (two letters swapped)      next in 3 days");
        let wrong = Mark::scored(0.0, Reason::Different);
        let wrong = marked(
            shape.clone(),
            typed("Xi \u{1b}[2J"),
            key.clone(),
            "Liu Yunshan",
            wrong,
        );
        insta::assert_snapshot!(shown(&wrong, 24, 80), @r"
        ✗  Xi ␛[2J
        ✓  Liu Yunshan                            again in this sitting, then tomorrow
        ");
        let skipped = marked(shape, None, key, "Liu Yunshan", Mark::omitted());
        insta::assert_snapshot!(shown(&skipped, 24, 80), @r"
        ✗  not answered
        ✓  Liu Yunshan                            again in this sitting, then tomorrow
        ");
    }

    #[test]
    fn long_answers_stand_one_above_the_other() {
        let typed = "it was the age of wisdom, it was the age of foolishnes";
        let right = "it was the age of wisdom, it was the age of foolishness";
        let mut mark = Mark::scored(1.0, Reason::Typo);
        mark.verdict = Verdict::Almost;
        mark.nearest = Some(right.into());
        mark.note = Some("one letter missing".into());
        let shape = Shape::Type {
            parts: 1,
            expects: None,
        };
        let reply = |text: &str| Reply::Typed(text.into());
        let long = marked(shape, Some(reply(typed)), reply(right), right, mark);
        insta::assert_snapshot!(shown(&long, 24, 80), @r"
        ≈  almost: it was the age of wisdom, it was the age of foolishnes
        →  it was the age of wisdom, it was the age of foolishness̲ (one letter
           missing)                                                     next in 3 days
        ");
    }

    #[test]
    fn several_items_are_marked_one_by_one() {
        let shape = Shape::PickMany {
            options: options(&["energy", "fish", "food"]),
            shuffle: true,
        };
        let mark = Mark::scored(0.5, Reason::Set);
        let many = marked(
            shape,
            Some(Reply::Chosen(vec![0, 1])),
            Reply::Chosen(vec![0, 2]),
            "energy, food",
            mark,
        );
        insta::assert_snapshot!(shown(&many, 24, 80), @r"
        ◐  1 of 2 right
        ✓  energy
        ✗  fish (not one of them)
        ✗  food (missed)                                                next in 3 days
        ");
        let shape = Shape::Arrange {
            items: options(&["armistice", "war", "treaty"]),
        };
        let mark = Mark::scored(1.0 / 3.0, Reason::Order);
        let order = marked(
            shape,
            Some(Reply::Arranged(vec![0, 1, 2])),
            Reply::Arranged(vec![1, 0, 2]),
            "war, armistice, treaty",
            mark,
        );
        insta::assert_snapshot!(shown(&order, 24, 80), @r"
        ◐  1 of 3 right
        ✗  1 war (you: 2nd)
        ✗  2 armistice (you: 1st)
        ✓  3 treaty                                                     next in 3 days
        ");
        let shape = Shape::Pair {
            left: options(&["Korean War", "Treaty"]),
            options: options(&["1961", "1950", "1949"]),
        };
        let mark = Mark::scored(0.5, Reason::Pairs);
        let pairs = marked(
            shape,
            Some(Reply::Paired(vec![1, 2])),
            Reply::Paired(vec![1, 0]),
            "",
            mark,
        );
        insta::assert_snapshot!(shown(&pairs, 24, 80), @r"
        ◐  1 of 2 right
        ✓  Korean War — 1950
        ✗  Treaty — 1961 (you: 1949)                                    next in 3 days
        ");
    }

    #[test]
    fn a_second_thought_is_one_line() {
        let mut changed = choice();
        changed.mark.verdict = Verdict::Correct;
        changed.rating = Rating::Good;
        changed.due_day = TODAY + 1;
        changed.again_now = false;
        let shown = |change| {
            let event = Event::Amendment(Amendment {
                id: Uuid::nil(),
                review: Uuid::nil(),
                device: Uuid::nil(),
                at: 0,
                change,
            });
            let window = Window::new(24, 60);
            amended(&changed, &event, TODAY, Palette::PLAIN, window)[0]
                .text
                .clone()
        };
        let (verdict, rating) = (changed.mark.verdict, changed.rating);
        insta::assert_snapshot!(shown(Change::Override { verdict, rating }), @"✓  now right, rated good                     next tomorrow");
        insta::assert_snapshot!(shown(Change::Rate { verdict, rating }), @"✓  now rated good                            next tomorrow");
    }

    #[test]
    fn positions_that_do_not_exist_are_survived() {
        let mut odd = choice();
        odd.reply = Some(Reply::Picked(99));
        odd.key = Reply::Picked(98);
        assert!(shown(&odd, 24, 80).contains('✗'));
    }
}
