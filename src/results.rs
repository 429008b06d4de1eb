//! Many learners' tests in one table: who has how many points, which questions were missed and
//! what was answered in their place.
//!
//! Nothing in a file is taken at its word where the deck is at hand: every reply is marked anew.

pub mod file;
pub mod page;
mod remarks;

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;

use crate::ask::{Reply, Shape};
use crate::attempt::record::Why;
use crate::attempt::score::{Points, shown};
use crate::deck::others::Others;
use crate::deck::{Card, Deck};
use crate::mark::{Mark, Verdict};
use crate::review::CardId;
use file::{Answered, ResultFile};

/// Scores nearer than this are one score: points are sums of thirds and the like.
const HAIR: f64 = 1e-6;

/// A deck that is at hand, in one of its versions.
#[derive(Debug, Clone)]
pub struct Version {
    /// The deck.
    pub deck: Deck,
    /// The digest of its text: hexadecimal BLAKE3.
    pub digest: String,
    others: Others,
    cards: HashMap<String, usize>,
}

impl Version {
    /// A deck by its text's digest.
    pub fn new(deck: Deck, digest: String) -> Self {
        let cards = deck.cards.iter().enumerate();
        Self {
            others: Others::of(&deck),
            cards: cards.map(|(at, card)| (card.id.card.clone(), at)).collect(),
            deck,
            digest,
        }
    }

    fn card(&self, id: &CardId) -> Option<&Card> {
        self.cards.get(&id.card).map(|at| &self.deck.cards[*at])
    }

    fn mark(&self, card: &Card, reply: &Reply) -> Mark {
        let guard = |folded: &str| self.others.answer_to(folded, &card.id);
        card.question.mark(reply, &guard)
    }
}

/// A result with the name of its file.
#[derive(Debug, Clone)]
pub struct Handed {
    /// The file, as it is shown.
    pub file: String,
    /// What it holds.
    pub result: ResultFile,
}

/// What the files of a class come to.
#[derive(Debug, Clone, Default)]
pub struct Class {
    /// The titles of what was asked.
    pub titles: Vec<String>,
    /// By score, the best first.
    pub students: Vec<Student>,
    /// By the share of points, the hardest first.
    pub questions: Vec<Question>,
    /// For each tag, in alphabetical order, over all students.
    pub tags: BTreeMap<String, Points>,
    /// What is to be known of the files, a sentence each; back-ticks around what files say.
    pub remarks: Vec<String>,
}

/// One learner's test.
#[derive(Debug, Clone)]
pub struct Student {
    /// The name, as it was written.
    pub name: String,
    /// The file.
    pub file: String,
    /// What it came to.
    pub points: Points,
    /// How many questions have an answer.
    pub answered: u64,
    /// Whether it is passed; none where nobody asks.
    pub passed: Option<bool>,
    /// When it began.
    pub begun: Timestamp,
    /// How long it took, in milliseconds.
    pub elapsed_ms: i64,
    /// How it ended.
    pub why: Why,
    /// Whether all of its answers could be marked anew.
    pub checked: bool,
    /// The score of each question that was asked, 0 to 1.
    pub scores: BTreeMap<Asked, f64>,
}

/// A card in one of its versions.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Asked {
    /// The card.
    pub card: CardId,
    /// The digest of what it asks.
    pub content: String,
}

/// How one question was answered.
#[derive(Debug, Clone)]
pub struct Question {
    /// Which one.
    pub asked: Asked,
    /// Its prompt and its right answer, where the deck is at hand in that version.
    pub text: Option<(String, String)>,
    /// The points of all who were asked.
    pub points: Points,
    /// How many were right, or right but for a slip.
    pub right: u64,
    /// How many gave no answer.
    pub omitted: u64,
    /// Of a choice, each option in the deck's order, with how many chose it; else nothing.
    pub options: Vec<Given>,
    /// The wrong answers, the commonest first.
    pub wrong: Vec<Given>,
}

/// What was given as an answer, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// In words.
    pub words: String,
    /// How many gave it.
    pub times: u64,
    /// Whether it is right, or part of what is.
    pub right: bool,
}

/// The table of these files; `pass` takes the place of what they say.
pub fn class(handed: &[Handed], versions: &[Version], pass: Option<f64>) -> Class {
    let mut class = Class::default();
    let counted = remarks::without_copies(handed, &mut class.remarks);
    let mut tally = Tally {
        versions,
        questions: BTreeMap::new(),
    };
    remarks::missing_decks(&counted, versions, &mut class.remarks);
    remarks::uneven(&counted, &mut class.remarks);
    for one in &counted {
        let titles = one.result.decks.iter().map(|deck| &deck.title);
        for title in titles {
            if !class.titles.contains(title) {
                class.titles.push(title.clone());
            }
        }
        class
            .students
            .push(tally.student(one, pass, &mut class.remarks));
    }
    remarks::namesakes(&class.students, &mut class.remarks);
    let share = |points: Points| points.score().unwrap_or(0.0);
    class.students.sort_by(|a, b| {
        let by_score = share(b.points).total_cmp(&share(a.points));
        by_score.then_with(|| a.name.cmp(&b.name))
    });
    for counted in tally.questions.values() {
        for tag in counted.card.map_or(&[][..], |card| &card.tags) {
            let of_tag = class.tags.entry(tag.clone()).or_default();
            of_tag.points += counted.points.points;
            of_tag.of += counted.points.of;
        }
    }
    class.questions = tally.questions.into_iter().map(Counted::question).collect();
    class.questions.sort_by(|a, b| {
        let by_share = share(a.points).total_cmp(&share(b.points));
        by_share.then_with(|| a.asked.cmp(&b.asked))
    });
    class
}

struct Tally<'d> {
    versions: &'d [Version],
    questions: BTreeMap<Asked, Counted<'d>>,
}

/// A question while it is counted.
#[derive(Default)]
struct Counted<'d> {
    card: Option<&'d Card>,
    points: Points,
    right: u64,
    omitted: u64,
    chosen: Vec<u64>,
    /// Wrong answers by what they come to in lower case: as first written, and how often.
    wrong: BTreeMap<String, (String, u64)>,
}

impl<'d> Tally<'d> {
    fn student(&mut self, one: &Handed, pass: Option<f64>, remarks: &mut Vec<String>) -> Student {
        let (file, result) = (&one.file, &one.result);
        let (mut points, mut answered, mut scores) = (Points::default(), 0, BTreeMap::new());
        let (mut otherwise, mut unchecked, mut twice) = (0, false, 0);
        let mut wrongly: Vec<String> = Vec::new();
        let mut seen = HashSet::new();
        for (n, question) in result.questions.iter().enumerate() {
            if !seen.insert(&question.card) {
                twice += 1;
                continue;
            }
            let found = self.find(result, question);
            let known = self
                .versions
                .iter()
                .any(|v| v.deck.id == question.card.deck);
            otherwise += u64::from(found.is_none() && known);
            unchecked |= found.is_none();
            let (verdict, score) = marked(found, question);
            if (score - question.score).abs() > HAIR {
                wrongly.push((n + 1).to_string());
            }
            points.count(score);
            answered += u64::from(question.reply.is_some());
            let asked = Asked {
                card: question.card.clone(),
                // What a file says of a card at hand is not believed either.
                content: found
                    .map_or(&question.content, |(_, card)| &card.content)
                    .clone(),
            };
            scores.insert(asked.clone(), score);
            let counted = self.questions.entry(asked).or_default();
            counted.card = counted.card.or(found.map(|(_, card)| card));
            counted.count(question, verdict, score);
        }
        if twice > 0 {
            remarks.push(format!(
                "`{file}` names {twice} of its questions once more; each is counted once"
            ));
        }
        if otherwise > 0 {
            remarks.push(format!(
                "`{file}` is of another version of its deck: {otherwise} of its {} questions read \
                 otherwise now, and keep the marks of the file",
                result.questions.len()
            ));
        }
        if !wrongly.is_empty() {
            remarks.push(format!(
                "`{file}` has marks that its answers do not come to, at {} {}; they were marked \
                 anew",
                if wrongly.len() == 1 {
                    "question"
                } else {
                    "questions"
                },
                wrongly.join(", ")
            ));
        }
        if (points.points - result.points).abs() > HAIR || points.of != result.of {
            remarks.push(format!(
                "`{file}` says {} of {}; its answers come to {} of {}, which counts",
                shown(result.points),
                result.of,
                shown(points.points),
                points.of
            ));
        }
        if let Some(limit) = result.limit_ms
            && result.elapsed_ms > limit.saturating_add(LATE_MS)
            && result.why == Why::HandedIn
        {
            remarks.push(format!("`{file}` was handed in after its time"));
        }
        let passed = pass
            .or(result.pass)
            .map(|pass| points.score().unwrap_or(0.0) >= pass - HAIR);
        Student {
            name: result.name.clone(),
            file: file.clone(),
            points,
            answered,
            passed,
            begun: result.begun,
            elapsed_ms: result.elapsed_ms,
            why: result.why,
            checked: !unchecked,
            scores,
        }
    }

    /// The card of a question, in the version that was asked: by the deck's digest, or where the
    /// card still asks the same.
    fn find(&self, result: &ResultFile, question: &Answered) -> Option<(&'d Version, &'d Card)> {
        let deck = result
            .decks
            .iter()
            .find(|deck| deck.id == question.card.deck)?;
        let mut of_deck = self.versions.iter().filter(|v| v.deck.id == deck.id);
        let mut same = of_deck
            .clone()
            .filter(|version| version.digest == deck.digest);
        if let Some(found) = same.find_map(|v| Some((v, v.card(&question.card)?))) {
            return Some(found);
        }
        of_deck.find_map(|version| {
            let card = version.card(&question.card)?;
            (card.content == question.content).then_some((version, card))
        })
    }
}

/// After so many milliseconds over its time a test was handed in late: what came in time may be
/// written a little later.
const LATE_MS: i64 = 1000;

/// The verdict and the score of a reply: our own where the card is at hand, else those of the file.
fn marked(found: Option<(&Version, &Card)>, question: &Answered) -> (Verdict, f64) {
    let Some(reply) = &question.reply else {
        return (Verdict::Wrong, 0.0);
    };
    let Some((version, card)) = found else {
        return (question.verdict, question.score);
    };
    if reply.fits(&card.question.ask().shape).is_err() {
        return (Verdict::Wrong, 0.0);
    }
    let mark = version.mark(card, reply);
    (mark.verdict, mark.score)
}

impl<'d> Counted<'d> {
    fn count(&mut self, question: &Answered, verdict: Verdict, score: f64) {
        self.points.count(score);
        let right = matches!(verdict, Verdict::Correct | Verdict::Almost);
        self.right += u64::from(right);
        let Some(reply) = &question.reply else {
            self.omitted += 1;
            return;
        };
        let shape = self.card.map(|card| card.question.ask().shape);
        let fits = shape.as_ref().filter(|shape| reply.fits(shape).is_ok());
        if let Some(Shape::PickOne { options, .. } | Shape::PickMany { options, .. }) = fits {
            self.chosen.resize(options.len(), 0);
            let places = match reply {
                Reply::Picked(place) => std::slice::from_ref(place),
                Reply::Chosen(places) => places.as_slice(),
                _ => &[],
            };
            // An option named twice was chosen once.
            for place in places.iter().collect::<HashSet<_>>() {
                self.chosen[*place] += 1;
            }
        }
        if !right {
            let words = fits.map_or_else(|| question.said.clone(), |s| s.texts(reply).join("; "));
            let folded = words.trim().to_lowercase();
            let known = self.wrong.entry(folded).or_insert((words, 0));
            known.1 += 1;
        }
    }

    fn question((asked, counted): (Asked, Self)) -> Question {
        let mut wrong: Vec<Given> = counted
            .wrong
            .into_values()
            .map(|(words, times)| Given {
                words,
                times,
                right: false,
            })
            .collect();
        wrong.sort_by(|a, b| b.times.cmp(&a.times).then_with(|| a.words.cmp(&b.words)));
        let options = counted.card.map_or_else(Vec::new, |card| {
            let ask = card.question.ask();
            let right = match card.question.key() {
                Reply::Picked(place) => vec![place],
                Reply::Chosen(places) => places,
                _ => return Vec::new(),
            };
            let options = ask.shape.options().iter().enumerate();
            options
                .map(|(place, words)| Given {
                    words: words.clone(),
                    times: counted.chosen.get(place).copied().unwrap_or(0),
                    right: right.contains(&place),
                })
                .collect()
        });
        Question {
            asked,
            text: counted
                .card
                .map(|card| (card.question.ask().prompt, card.question.answer())),
            points: counted.points,
            right: counted.right,
            omitted: counted.omitted,
            options,
            wrong,
        }
    }
}

#[cfg(test)]
mod tests;
