//! The figures as text, as wide as the window.

use retain::markdown;
use retain::stats::workload::{self, Load};
use retain::stats::{Ratio, Standing};

use super::Figures;
use crate::shell::decks::Loaded;
use crate::shell::render::text;
use crate::shell::render::words::{about, count, minutes};

/// How many days the chart shows.
const CHART_DAYS: i32 = 14;
/// Columns before its bars.
const BEFORE_BAR: usize = 31;
/// How long its bars are at most.
const BAR: usize = 40;
/// Shares of fewer cases than this are said to rest on little.
const LITTLE: u64 = 30;
/// From how many columns on the decks are a table.
const TABLE: usize = 72;
/// From how many columns on the coming days have bars.
const SPARKS: usize = 56;
/// The bars, by height.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Columns of a deck's title in it.
const TITLE: usize = 32;

impl Figures<'_> {
    /// The figures, in lines of up to so many columns.
    pub(super) fn text(&self, columns: usize) -> String {
        let (all, log) = (self.standing(self.decks), self.log);
        let mut page = Page {
            text: String::new(),
            columns,
        };
        page.row(
            "due",
            &format!("{} today · {} within a week", all.due_today, all.due_week),
        );
        page.row(
            "cards",
            &format!(
                "{} · {} known · {} learning · {} not seen yet",
                all.cards, all.known, all.learning, all.new
            ),
        );
        self.coming(&mut page);
        if log.all.answers == 0 {
            page.say("no answers yet: `retain study` starts");
            return page.text;
        }
        let took = minutes(log.all.took_ms);
        page.row(
            "answers",
            &format!(
                "{} in {took} · right {}",
                log.all.answers,
                share(log.all.right)
            ),
        );
        let streak = log.streak(self.today) as usize;
        page.row("streak", &count(streak, "day", "days"));
        let kept = log.all.retention;
        let mut retention = share(kept);
        if kept.of > 0 {
            let predicted = log.all.predicted / kept.of as f64 * 100.0;
            retention.push_str(&format!(" · predicted {predicted:.0} %"));
        }
        page.row("retention", &retention);
        let practice = &self.practice.all;
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
        page.text.push('\n');
        self.chart(&mut page);
        page.text.push('\n');
        if columns < TABLE {
            self.deck_list(&mut page);
        } else {
            self.deck_table(&mut page);
        }
        page.text.push('\n');
        page.say("retention: known, of the first answers of a day to cards seen on an earlier day");
        page.text
    }

    /// What the coming days bring: a bar for each day, and in words.
    fn coming(&self, page: &mut Page) {
        let cards = |load: &Load| load.reviews + load.new;
        let most = self.loads.iter().map(cards).fold(0.0, f64::max);
        if most <= 0.0 {
            return;
        }
        let of = |days: usize| {
            let loads = &self.loads[..days];
            let all: f64 = loads.iter().map(cards).sum();
            let seconds: f64 = loads.iter().map(|load| load.seconds).sum();
            format!(
                "{all:.0} cards in {days} days, {}",
                about((seconds * 1000.0) as u64)
            )
        };
        if page.columns >= SPARKS {
            let bar = |load: &Load| match (cards(load) / most * BLOCKS.len() as f64).ceil() {
                0.0 => '·',
                height => BLOCKS[(height as usize - 1).min(BLOCKS.len() - 1)],
            };
            let bars: String = self.loads.iter().map(bar).collect();
            page.row("coming", &format!("{bars} 30 days"));
        }
        let name = if page.columns >= SPARKS { "" } else { "coming" };
        page.row(name, &format!("{} · {}", of(7), of(workload::DAYS)));
    }

    /// Answers and minutes of the last days, none before the first answer.
    fn chart(&self, page: &mut Page) {
        let earliest = self.today - CHART_DAYS + 1;
        let first = self.log.days.keys().next().copied().unwrap_or(self.today);
        let days = || first.clamp(earliest, self.today)..=self.today;
        let of = |day: i32| self.log.days.get(&day).copied().unwrap_or_default();
        let most = days().map(|day| of(day).answers).max().unwrap_or(0).max(1);
        let longest = BAR.min(page.columns.saturating_sub(BEFORE_BAR)) as u64;
        page.line(&format!("{:<12}{:>7}  {:>7}", "day", "answers", "minutes"));
        for day in days() {
            let found = of(day);
            let bar = "█".repeat((found.answers * longest).div_ceil(most) as usize);
            let date = retain::day::date(day).strftime("%a %-d %b").to_string();
            let minutes = found.took_ms.div_ceil(60_000);
            page.line(&format!(
                "{date:<12}{:>7}  {minutes:>7}   {bar}",
                found.answers
            ));
        }
    }

    fn deck_table(&self, page: &mut Page) {
        let head = ["due", "learning", "known", "new", "retention"];
        page.line(&row("deck", head.map(str::to_owned)));
        for loaded in self.decks {
            let (standing, kept) = self.deck(loaded);
            let numbers = [
                standing.due_today.to_string(),
                standing.learning.to_string(),
                standing.known.to_string(),
                standing.new.to_string(),
                part(kept),
            ];
            page.line(&row(&markdown::plain_line(&loaded.deck.title), numbers));
        }
    }

    fn deck_list(&self, page: &mut Page) {
        for loaded in self.decks {
            let (standing, kept) = self.deck(loaded);
            page.say(&markdown::plain_line(&loaded.deck.title));
            page.item(&format!(
                "{} due · {} learning · {} known · {} new · retention {}",
                standing.due_today,
                standing.learning,
                standing.known,
                standing.new,
                part(kept)
            ));
        }
    }

    fn deck(&self, loaded: &Loaded) -> (Standing, Ratio) {
        let answered = self.log.decks.get(&loaded.deck.id);
        let kept = answered.map(|answered| answered.retention);
        (
            self.standing(std::slice::from_ref(loaded)),
            kept.unwrap_or_default(),
        )
    }
}

struct Page {
    text: String,
    columns: usize,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn say(&mut self, words: &str) {
        self.hang("", words);
    }

    fn item(&mut self, words: &str) {
        self.hang("  ", words);
    }

    fn row(&mut self, name: &str, words: &str) {
        self.hang(&format!("{name:<11}"), words);
    }

    fn hang(&mut self, marker: &str, words: &str) {
        self.text.push_str(&text::row(marker, words, self.columns));
    }
}

/// A deck's title and its numbers, in columns.
fn row(title: &str, [due, learning, known, new, retention]: [String; 5]) -> String {
    let title = text::shorten(title, TITLE);
    let pad = " ".repeat(TITLE - text::width(&title));
    format!("{title}{pad} {due:>5} {learning:>8} {known:>5} {new:>5} {retention:>12}")
}

/// A share with its count: `91 % of 44`.
fn share(ratio: Ratio) -> String {
    match ratio.share() {
        None => "nothing to go by yet".to_owned(),
        Some(_) if ratio.of < LITTLE => format!("{} (few)", part(ratio)),
        Some(_) => part(ratio),
    }
}

/// The same in a table.
fn part(ratio: Ratio) -> String {
    ratio.share().map_or_else(
        || "–".to_owned(),
        |share| format!("{:.0} % of {}", share * 100.0, ratio.of),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::learner::State;
    use retain::mark::Verdict;
    use retain::review::{CardId, Rating};
    use retain::stats::{Answer, Log};

    /// Monday 23 November 2026.
    const TODAY: i32 = 20_780;

    fn shown(columns: usize) -> String {
        let mut log = Log::default();
        let card = CardId {
            deck: "d".into(),
            card: "c".into(),
        };
        for (day, answers) in [(TODAY - 3, 2), (TODAY, 40)] {
            for _ in 0..answers {
                let answer = Answer {
                    card: &card,
                    day,
                    verdict: Verdict::Correct,
                    rating: Rating::Good,
                    took_ms: 10_000,
                    predicted: Some(0.9),
                };
                log.count(answer, &[]);
            }
        }
        let state = State::default();
        let mut loads = [Load::default(); workload::DAYS];
        for (day, load) in (0..).zip(&mut loads).skip(1) {
            load.reviews = f64::from(day);
            load.seconds = f64::from(day) * 12.0;
        }
        let figures = Figures {
            loads: &loads,
            log: &log,
            practice: &Log::default(),
            decks: &[],
            state: &state,
            today: TODAY,
        };
        figures.text(columns)
    }

    #[test]
    fn figures_at_two_widths() {
        insta::assert_snapshot!(shown(80), @r"
        due        0 today · 0 within a week
        cards      0 · 0 known · 0 learning · 0 not seen yet
        coming     ·▁▁▁▂▂▂▂▃▃▃▄▄▄▄▅▅▅▅▆▆▆▇▇▇▇████ 30 days
                   21 cards in 7 days, about 4 min · 435 cards in 30 days, about 1 h
                   27 min
        answers    42 in 7 min · right 100 % of 42
        streak     1 day
        retention  100 % of 1 (few) · predicted 90 %

        day         answers  minutes
        Fri 20 Nov        2        1   ██
        Sat 21 Nov        0        0
        Sun 22 Nov        0        0
        Mon 23 Nov       40        7   ████████████████████████████████████████

        deck                               due learning known   new    retention

        retention: known, of the first answers of a day to cards seen on an earlier day
        ");
        insta::assert_snapshot!(shown(40), @r"
        due        0 today · 0 within a week
        cards      0 · 0 known · 0 learning · 0
                   not seen yet
        coming     21 cards in 7 days, about 4
                   min · 435 cards in 30 days,
                   about 1 h 27 min
        answers    42 in 7 min · right 100 %
                   of 42
        streak     1 day
        retention  100 % of 1 (few) · predicted
                   90 %

        day         answers  minutes
        Fri 20 Nov        2        1   █
        Sat 21 Nov        0        0
        Sun 22 Nov        0        0
        Mon 23 Nov       40        7   █████████


        retention: known, of the first answers
        of a day to cards seen on an earlier day
        ");
    }

    #[test]
    fn no_line_is_wider_than_the_window() {
        for columns in [20, 40, 72, 80, 200] {
            let wide = |line: &&str| text::width(line) > columns.max(BEFORE_BAR);
            assert_eq!(shown(columns).lines().find(wide), None, "{columns}");
        }
    }
}
