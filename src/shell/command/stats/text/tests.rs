use super::*;
use retain::mark::Verdict;
use retain::review::{CardId, Rating};
use retain::stats::roster::Roster;
use retain::stats::workload::{self, Load};
use retain::stats::{Answer, Log, Rest};

/// Monday 23 November 2026.
const TODAY: i32 = 20_780;

fn stats() -> Stats {
    let mut log = Log::new(Roster::default(), None);
    let card = log.roster.number(&CardId {
        deck: "d".into(),
        card: "c".into(),
    });
    for (day, answers) in [(TODAY - 3, 2), (TODAY, 40)] {
        for _ in 0..answers {
            log.count(Answer {
                card,
                day,
                verdict: Verdict::Correct,
                rating: Rating::Good,
                took_ms: 10_000,
                predicted: Some(0.9),
            });
        }
    }
    let mut forecast = [Load::default(); workload::DAYS];
    for (day, load) in (0..).zip(&mut forecast).skip(1) {
        load.reviews = f64::from(day);
        load.seconds = f64::from(day) * 12.0;
    }
    let rest = Rest {
        forecast,
        ..Rest::default()
    };
    log.finish(TODAY, [], rest)
}

#[test]
fn figures_at_two_widths() {
    insta::assert_snapshot!(page(&stats(), 80), @r"
    due        0 today · 0 within a week
    cards      0 · 0 mastered · 0 learning · 0 weak · 0 not seen yet
    coming     ·▁▁▁▂▂▂▂▃▃▃▄▄▄▄▅▅▅▅▆▆▆▇▇▇▇████ 30 days
               21 cards in 7 days, about 4 min · 435 cards in 30 days, about 1 h
               27 min
    answers    42 in 7 min · right 100 % of 42 (92–100)
    a day      21 answers in 4 min · on 2 of the last 30 days
    streak     1 day
    retention  100 % of 1 (21–100, few) · predicted 90 %
    time       10 s an answer · half of them from 10 to 10 s

    week from   retention                 predicted
    23 Nov 2026 100 % of 1 (21–100, few)  90 %

    day         answers  minutes
    Fri 20 Nov        2        1   ██
    Sat 21 Nov        0        0
    Sun 22 Nov        0        0
    Mon 23 Nov       40        7   ████████████████████████████████████████

             1   5    10   15   20   25   30
    Nov 2026 ···················░··▓          42 answers on 2 days, 7 min
    answers a day: · none  ░ up to 2  ▓ up to 40

    deck                 due mastered learning weak   new                  retention
    d                      0        0        0    0     0   100 % of 1 (21–100, few)

    retention: known, of the first answers of a day to cards seen on an earlier day;
    in brackets where it lies with 95 % confidence
    mastered: a memory of 21 days or more; weak: missed and not known since, or
    likelier than 30 % to be missed today
    few: fewer than 30 cases, which say little
    ");
    insta::assert_snapshot!(page(&stats(), 40), @r"
    due        0 today · 0 within a week
    cards      0 · 0 mastered · 0 learning ·
               0 weak · 0 not seen yet
    coming     21 cards in 7 days, about 4
               min · 435 cards in 30 days,
               about 1 h 27 min
    answers    42 in 7 min · right 100 % of
               42 (92–100)
    a day      21 answers in 4 min · on 2 of
               the last 30 days
    streak     1 day
    retention  100 % of 1 (21–100, few) ·
               predicted 90 %
    time       10 s an answer · half of them
               from 10 to 10 s

    week from 23 Nov 2026
      retention 100 % of 1 (21–100, few) ·
      predicted 90 %

    day         answers  minutes
    Fri 20 Nov        2        1   █
    Sat 21 Nov        0        0
    Sun 22 Nov        0        0
    Mon 23 Nov       40        7   █████████

             1   5    10   15   20   25   30
    Nov 2026 ···················░··▓
    answers a day: · none  ░ up to 2  ▓ up
    to 40

    d
      0 due · 0 mastered · 0 learning · 0
      weak · 0 new · retention 100 % of 1
      (21–100, few)

    retention: known, of the first answers
    of a day to cards seen on an earlier
    day; in brackets where it lies with 95 %
    confidence
    mastered: a memory of 21 days or more;
    weak: missed and not known since, or
    likelier than 30 % to be missed today
    few: fewer than 30 cases, which say
    little
    ");
}

#[test]
fn no_line_is_wider_than_the_window() {
    let stats = stats();
    for columns in [20, 31, 40, 56, 60, 72, 78, 80, 160] {
        let shown = page(&stats, columns);
        let wide = |line: &&str| crate::shell::render::text::width(line) > columns.max(26);
        assert_eq!(shown.lines().find(wide), None, "{columns}");
    }
}
