//! The figures as text, as wide as the window.

mod dates;
mod topics;

use retain::stats::Stats;
use retain::stats::answered::Answered;
use retain::stats::ratio::{LITTLE, Ratio};

use crate::shell::render::sheet::Sheet;
use crate::shell::render::words::{count, minutes, on_date};

/// A day's minutes and answers are told of so many days, this one included.
const LATELY: i32 = 30;

/// The figures, in lines of up to so many columns.
pub fn page(stats: &Stats, columns: usize) -> String {
    let mut page = Sheet::new(columns);
    summary(stats, &mut page);
    let all = &stats.all.answered;
    if all.answers == 0 {
        page.say(&nothing(stats));
        dates::tests(stats, &mut page);
        topics::tables(stats, &mut page);
        return page.text;
    }
    dates::tests(stats, &mut page);
    dates::periods(stats, &mut page);
    dates::chart(stats, &mut page);
    dates::calendar(stats, &mut page);
    topics::tables(stats, &mut page);
    topics::hardest(stats, &mut page);
    page.gap();
    for sentence in [
        "retention: known, of the first answers of a day to cards seen on an earlier day; in \
         brackets where it lies with 95 % confidence",
        "mastered: a memory of 21 days or more; weak: missed and not known since, or likelier than \
         30 % to be missed today",
    ] {
        page.say(sentence);
    }
    if page.text.contains(FEW) {
        page.say(&format!("few: fewer than {LITTLE} cases, which say little"));
    }
    page.text
}

/// The figures of several learners, in the order of their names.
pub fn compared(all: &[(String, Stats)], columns: usize) -> String {
    let mut page = Sheet::new(columns);
    if all.is_empty() {
        page.say("nobody has learned here yet: `retain study` starts");
    }
    for (name, stats) in all {
        let (answered, standing) = (&stats.all.answered, &stats.all.standing);
        page.say(&retain::clean::line(name));
        page.item(&format!(
            "{} in {} · streak {}",
            count(answered.answers as usize, "answer", "answers"),
            minutes(answered.took_ms),
            count(stats.streak as usize, "day", "days")
        ));
        page.item(&format!("right {}", share(answered.right)));
        page.item(&format!("retention {}", retention(answered)));
        page.item(&format!(
            "{} mastered · {} learning · {} weak · {} due today",
            standing.mastered, standing.learning, standing.weak, standing.due_today
        ));
    }
    page.text
}

fn nothing(stats: &Stats) -> String {
    match stats.since {
        Some(since) => format!("no answers since {}", retain::day::date(since)),
        None => "no answers yet: `retain study` starts".to_owned(),
    }
}

fn summary(stats: &Stats, page: &mut Sheet) {
    let (standing, all) = (&stats.all.standing, &stats.all.answered);
    if let Some(since) = stats.since {
        let since = on_date(since, stats.today);
        let since = since.trim_start_matches("on ");
        page.row("since", &format!("{since}; how cards stand is as of today"));
    }
    page.row(
        "due",
        &format!(
            "{} today · {} within a week",
            standing.due_today, standing.due_week
        ),
    );
    page.row(
        "cards",
        &format!(
            "{} · {} mastered · {} learning · {} weak · {} not seen yet",
            standing.cards,
            standing.mastered,
            standing.learning,
            standing.weak,
            standing.new_cards()
        ),
    );
    let [_, learning, review, relearning] = standing.states;
    if learning + review + relearning > 0 {
        page.row(
            "states",
            &format!("{learning} learning · {review} review · {relearning} relearning"),
        );
    }
    dates::coming(stats, page);
    if all.answers == 0 {
        return;
    }
    page.row(
        "answers",
        &format!(
            "{} in {} · right {}",
            all.answers,
            minutes(all.took_ms),
            share(all.right)
        ),
    );
    lately(stats, page);
    let days = |days: u32| count(days as usize, "day", "days");
    let longest = match stats.longest_streak {
        longest if longest > stats.streak => format!(" · the longest was {}", days(longest)),
        _ => String::new(),
    };
    page.row("streak", &format!("{}{longest}", days(stats.streak)));
    page.row("retention", &retention(all));
    if let Some(spread) = stats.times {
        let seconds = |ms: u32| format!("{:.0}", f64::from(ms) / 1000.0);
        page.row(
            "time",
            &format!(
                "{} s an answer · half of them from {} to {} s",
                seconds(spread.median_ms),
                seconds(spread.quarter_ms),
                seconds(spread.three_quarters_ms)
            ),
        );
    }
    let practice = &stats.practice;
    if practice.answers > 0 {
        page.row(
            "practice",
            &format!(
                "{} in {} · right {}",
                practice.answers,
                minutes(practice.took_ms),
                share(practice.right)
            ),
        );
    }
}

/// Answers and minutes of a day with answers, lately.
fn lately(stats: &Stats, page: &mut Sheet) {
    let days = stats.today.saturating_sub(LATELY - 1)..=stats.today;
    let with = stats.days.of.range(days.clone()).count() as u64;
    let lately = stats.days.within(days);
    if with > 0 {
        page.row(
            "a day",
            &format!(
                "{} in {} · on {with} of the last {LATELY} days",
                count(lately.answers.div_ceil(with) as usize, "answer", "answers"),
                minutes(lately.took_ms / with),
            ),
        );
    }
}

/// Retention beside what was predicted.
fn retention(answered: &Answered) -> String {
    let kept = share(answered.retention);
    match answered.predicted.share() {
        None => kept,
        Some(predicted) => {
            let of = answered.predicted.of;
            let some = if of < answered.retention.of {
                format!(" for {of} of them")
            } else {
                String::new()
            };
            format!("{kept} · predicted {:.0} %{some}", predicted * 100.0)
        }
    }
}

/// What is said of shares that rest on little.
const FEW: &str = ", few)";

/// A share with its count and interval: `91 % of 44 (79–96)`.
fn share(ratio: Ratio) -> String {
    let (Some(share), Some((low, high))) = (ratio.share(), ratio.interval()) else {
        return "nothing to go by yet".to_owned();
    };
    let [share, low, high] = [share, low, high].map(|share| (share * 100.0).round());
    let end = if ratio.is_little() { FEW } else { ")" };
    format!("{share} % of {} ({low}–{high}{end}", ratio.of)
}

/// The same in a table.
fn part(ratio: Ratio) -> String {
    if ratio.of == 0 {
        "–".to_owned()
    } else {
        share(ratio)
    }
}

#[cfg(test)]
mod tests;
