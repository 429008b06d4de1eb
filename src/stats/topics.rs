//! Decks and tags: what was answered of each and how its cards stand, the weakest first.

use super::answered::Answered;
use super::roster::Roster;
use super::standing::Standing;
use crate::clean;

/// A deck or a tag.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Topic {
    /// The deck's id, or the tag.
    pub name: String,
    /// What it is called, in one line; the name, where there is nothing better.
    pub title: String,
    /// What was answered.
    pub answered: Answered,
    /// How its cards stand today.
    pub standing: Standing,
}

/// The decks and the tags of cards, each with what was answered by card number and the standings
/// of cards; those without any card that figures are about are left out.
pub fn of(
    roster: &Roster,
    answered: &[Answered],
    standings: impl IntoIterator<Item = (usize, Standing)>,
) -> (Vec<Topic>, Vec<Topic>) {
    let named = |names: &[String]| -> Vec<Topic> {
        let topic = |name: &String| Topic {
            name: name.clone(),
            title: clean::line(name).into_owned(),
            ..Topic::default()
        };
        names.iter().map(topic).collect()
    };
    let (mut decks, mut tags) = (named(roster.deck_ids()), named(roster.tag_names()));
    let mut take = |number: usize, add: &dyn Fn(&mut Topic)| {
        if roster.is_chosen(number) {
            add(&mut decks[roster.deck(number)]);
            for tag in roster.tags(number) {
                add(&mut tags[*tag]);
            }
        }
    };
    for (number, answered) in answered.iter().enumerate() {
        if answered.answers > 0 {
            take(number, &|topic| topic.answered.add(answered));
        }
    }
    for (number, standing) in standings {
        take(number, &|topic| topic.standing.add(&standing));
    }
    for topics in [&mut decks, &mut tags] {
        topics.retain(|topic| topic.answered.answers > 0 || topic.standing.cards > 0);
    }
    (decks, tags)
}

/// The topic whose retention is surely lowest comes first: by the upper end of the interval of
/// retention, then of the share of right answers. So few answers never put a topic first, and one
/// without answers comes last.
pub fn weakest_first(topics: &mut [Topic]) {
    let most = |topic: &Topic| {
        let answered = &topic.answered;
        [answered.retention, answered.right]
            .map(|ratio| ratio.interval().map_or(1.1, |(_, high)| high))
    };
    topics.sort_by(|a, b| {
        let ([kept, right], [other_kept, other_right]) = (most(a), most(b));
        kept.total_cmp(&other_kept)
            .then(right.total_cmp(&other_right))
            .then_with(|| a.name.cmp(&b.name))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::ratio::Ratio;

    #[test]
    fn the_surely_weaker_topic_comes_first_and_the_unanswered_last() {
        let topic = |name: &str, hits, of| Topic {
            name: name.into(),
            answered: Answered {
                retention: Ratio { hits, of },
                ..Answered::default()
            },
            ..Topic::default()
        };
        let mut topics = [
            topic("none", 0, 0),
            topic("one missed", 0, 1),
            topic("strong", 95, 100),
            topic("weak", 60, 100),
            topic("few", 2, 3),
        ];
        weakest_first(&mut topics);
        let names = topics.map(|topic| topic.name);
        assert_eq!(names, ["weak", "one missed", "few", "strong", "none"]);
    }
}
