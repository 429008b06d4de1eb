//! Figures by deck, tag and card: the weakest first.

use retain::stats::Stats;
use retain::stats::topics::Topic;

use super::part;
use crate::shell::render::sheet::Sheet;
use crate::shell::render::text;
use crate::shell::render::words::count;

/// From how many columns on topics are a table.
const TABLE: usize = 78;
/// Columns of its numbers.
const NUMBERS: usize = 61;
/// The longest title in it, in columns.
const TITLE: usize = 48;
/// How many tags are told.
const TAGS: usize = 10;

/// Decks, and tags that have answers.
pub fn tables(stats: &Stats, page: &mut Sheet) {
    let decks: Vec<&Topic> = stats.decks.iter().collect();
    table("deck", &decks, page);
    let answered = |topic: &&Topic| topic.answered.answers > 0;
    let tags: Vec<&Topic> = stats.tags.iter().filter(answered).collect();
    table("tag", &tags[..tags.len().min(TAGS)], page);
    if tags.len() > TAGS {
        let more = count(tags.len() - TAGS, "tag", "tags");
        page.say(&format!("{more} more: `retain stats --csv=tags`"));
    }
}

fn table(what: &str, topics: &[&Topic], page: &mut Sheet) {
    if topics.is_empty() {
        return;
    }
    page.gap();
    let columns = page.columns;
    if columns >= TABLE {
        let head = ["due", "mastered", "learning", "weak", "new", "retention"];
        let some = topics.len() > 1 && topics.iter().any(|topic| topic.answered.answers > 0);
        let what = if some {
            format!("{what}, weakest first")
        } else {
            what.to_owned()
        };
        page.line(&row(&what, head.map(str::to_owned), columns));
    }
    for topic in topics {
        let standing = &topic.standing;
        let (new, kept) = (standing.new_cards(), part(topic.answered.retention));
        let (mastered, learning, weak) = (standing.mastered, standing.learning, standing.weak);
        if columns >= TABLE {
            let numbers = [standing.due_today, mastered, learning, weak, new];
            let [a, b, c, d, e] = numbers.map(|n| n.to_string());
            page.line(&row(&topic.title, [a, b, c, d, e, kept], columns));
        } else {
            page.say(&topic.title);
            page.item(&format!(
                "{} due · {mastered} mastered · {learning} learning · {weak} weak · {new} new · \
                 retention {kept}",
                standing.due_today
            ));
        }
    }
}

/// A title and its numbers, in columns.
fn row(title: &str, numbers: [String; 6], columns: usize) -> String {
    let wide = columns.saturating_sub(NUMBERS).min(TITLE);
    let [due, mastered, learning, weak, new, retention] = numbers;
    let title = text::shorten(title, wide);
    let pad = " ".repeat(wide - text::width(&title));
    format!("{title}{pad}{due:>5}{mastered:>9}{learning:>9}{weak:>5}{new:>6}{retention:>27}")
}

/// The cards that were missed most, and what was answered instead.
pub fn hardest(stats: &Stats, page: &mut Sheet) {
    if stats.hardest.is_empty() {
        return;
    }
    page.gap();
    page.say("hardest cards: missed when due");
    for hard in &stats.hardest {
        let missed = hard.missed;
        page.item(&format!("{} of {}  {}", missed.hits, missed.of, hard.card));
        if !hard.question.is_empty() {
            page.hang("          ", &hard.question);
        }
        if !hard.instead.is_empty() {
            let told: Vec<String> = hard
                .instead
                .iter()
                .map(|(what, times)| format!("{what} {times}×"))
                .collect();
            page.hang("          ", &format!("instead: {}", told.join(", ")));
        }
    }
}
