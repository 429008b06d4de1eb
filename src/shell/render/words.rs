//! Counts, durations and days in words.

use jiff::Span;
use jiff::civil::Date;
use retain::backlog::Backlog;
use retain::clean;
use retain::leech::Instead;
use retain::schedule::Phase;
use retain::session::Marked;

use super::text;

/// How long a text that was answered is told, in columns.
const LONGEST: usize = 40;

/// `1 card`, `3 cards`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// What is said of cards that nobody has looked at yet.
pub fn drafts(n: usize) -> String {
    let (cards, them, lines) = if n == 1 {
        ("card is a draft", "it", "its line")
    } else {
        ("cards are drafts", "them", "their lines")
    };
    format!("{n} {cards}: look at {them}, then take out {lines} `draft = true`.")
}

/// What is asked of a backlog today, and when it is gone.
pub fn backlog(backlog: &Backlog, today: i32) -> String {
    let away = usize::try_from(backlog.away).unwrap_or(0);
    format!(
        "{} due after {} away: today the {} most useful, the rest {}",
        backlog.due,
        count(away, "day", "days"),
        backlog.share,
        by(backlog.gone, today)
    )
}

/// A day as the latest: `by tomorrow`, `by Wednesday`, `by 4 December`.
pub fn by(latest: i32, today: i32) -> String {
    let words = day(latest, today);
    format!("by {}", words.strip_prefix("on ").unwrap_or(&words))
}

/// A duration in milliseconds: `under 1 min`, `8 min`, `1 h 5 min`.
pub fn minutes(ms: u64) -> String {
    if ms < 60_000 {
        return "under 1 min".to_owned();
    }
    let minutes = (ms + 30_000) / 60_000;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// An estimate of a duration: `about 8 min`, `under 1 min`.
pub fn about(ms: u64) -> String {
    if ms < 60_000 {
        minutes(ms)
    } else {
        format!("about {}", minutes(ms))
    }
}

/// A local day, in days since 1970, as a date; none outside of the calendar.
fn date(day: i32) -> Option<Date> {
    let days = Span::new().try_days(day).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(days).ok()
}

/// A day by its date: `on 4 December`, with the year if it is another one.
pub fn on_date(day: i32, today: i32) -> String {
    match (date(day), date(today)) {
        (Some(day), Some(today)) if day.year() == today.year() => {
            day.strftime("on %-d %B").to_string()
        }
        (Some(day), _) => day.strftime("on %-d %B %Y").to_string(),
        (None, _) => format!("in {}", count(day.abs_diff(today) as usize, "day", "days")),
    }
}

/// A day as one speaks of it: `today`, `tomorrow`, `on Wednesday`, `on 4 December`.
pub fn day(day: i32, today: i32) -> String {
    match day.saturating_sub(today) {
        ..=0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        2..=6 => date(day).map_or_else(
            || on_date(day, today),
            |date| date.strftime("on %A").to_string(),
        ),
        _ => on_date(day, today),
    }
}

/// How far off a day is: `today`, `tomorrow`, `in 3 days`, and from three weeks on its date.
pub fn until(day: i32, today: i32) -> String {
    match day.saturating_sub(today) {
        ..=0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days @ 2..=20 => format!("in {days} days"),
        _ => on_date(day, today),
    }
}

/// When a card comes back after an answer.
pub fn next(due_day: i32, today: i32, again_now: bool) -> String {
    if again_now {
        "again in this sitting".to_owned()
    } else if due_day <= today {
        "opens the next sitting".to_owned()
    } else {
        format!("next {}", until(due_day, today))
    }
}

/// When a card comes back after an answer; practice leaves that as it was.
pub fn after(marked: &Marked, today: i32) -> String {
    match (marked.practice, marked.phase) {
        (true, _) if marked.again_now => next(today, today, true),
        (true, Phase::New) => "practised; still new".to_owned(),
        (true, _) => format!("practised; still due {}", until(marked.due_day, today)),
        (false, _) => next(marked.due_day, today, marked.again_now),
    }
}

/// An interval in days, short: `now`, `1 day`, `9 days`, `2 months`, `1.5 years`.
pub fn interval(days: i32) -> String {
    match days {
        ..=0 => "now".to_owned(),
        1..=59 => count(days.unsigned_abs() as usize, "day", "days"),
        60..=699 => format!("{} months", (f64::from(days) / 30.44).round()),
        _ => {
            let years = (f64::from(days) / 36.525).round() / 10.0;
            format!("{years} years")
        }
    }
}

/// What was answered in place of the right answer: a card by its name, or a text in quotes.
pub fn instead(instead: &Instead) -> String {
    match instead {
        Instead::Card(card) => card.to_string(),
        Instead::Text(said) => format!("“{}”", text::shorten(&clean::line(said), LONGEST)),
    }
}

/// A place in a row: `1st`, `2nd`, `3rd`, `11th`.
pub fn ordinal(n: usize) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Monday 23 November 2026.
    const TODAY: i32 = 20_780;

    #[test]
    fn days_are_said_as_one_speaks_of_them() {
        let said = [0, 1, 2, 6, 7, 38, 39].map(|n| day(TODAY + n, TODAY));
        assert_eq!(
            said,
            [
                "today",
                "tomorrow",
                "on Wednesday",
                "on Sunday",
                "on 30 November",
                "on 31 December",
                "on 1 January 2027"
            ]
        );
    }

    #[test]
    fn what_comes_next_after_an_answer() {
        assert_eq!(next(TODAY, TODAY, true), "again in this sitting");
        assert_eq!(next(TODAY, TODAY, false), "opens the next sitting");
        assert_eq!(next(TODAY + 1, TODAY, false), "next tomorrow");
        assert_eq!(next(TODAY + 3, TODAY, false), "next in 3 days");
        assert_eq!(next(TODAY + 21, TODAY, false), "next on 14 December");
        assert_eq!(next(i32::MAX, TODAY, false), "next in 2147462867 days");
    }

    #[test]
    fn durations_and_intervals() {
        let said = [0, 59_999, 60_000, 500_000, 3_600_000, 3_900_000].map(about);
        assert_eq!(
            said,
            [
                "under 1 min",
                "under 1 min",
                "about 1 min",
                "about 8 min",
                "about 1 h",
                "about 1 h 5 min"
            ]
        );
        let said = [0, 1, 9, 61, 400, 700, 36_500].map(interval);
        assert_eq!(
            said,
            [
                "now",
                "1 day",
                "9 days",
                "2 months",
                "13 months",
                "1.9 years",
                "99.9 years"
            ]
        );
    }

    #[test]
    fn numbers_have_their_word() {
        assert_eq!(count(1, "card", "cards"), "1 card");
        assert_eq!(count(0, "card", "cards"), "0 cards");
        assert_eq!(
            [1, 2, 3, 4, 11, 12, 13, 21, 112].map(ordinal).join(" "),
            "1st 2nd 3rd 4th 11th 12th 13th 21st 112th"
        );
    }
}
