//! What a text gives to make cards of: statements with the facts in them that can be asked.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::known::Facts;
use super::words;
use super::worth::{Place, Whole};
use super::{clause, standalone};
use crate::mark::number;
use crate::source::{Fact, Kind, Sort, Text, Value};

/// More statements than this are not made into cards: there are several for each card that a
/// draft may have, and every one is looked at beside the others.
const MOST_STATEMENTS: usize = 3000;

/// All that cards are made of.
#[derive(Debug)]
pub(super) struct Material {
    /// The statements, in the order of the text.
    pub(super) statements: Vec<Statement>,
    /// How many statements the text has; of a long one, only the best are here.
    pub(super) found: usize,
    /// Every distinct fact once, in the order of the text.
    pub(super) known: Facts,
    /// The facts that statements of a sentence say, by sentence.
    told: HashMap<usize, HashSet<usize>>,
    /// The statements that say a word, as places, by its folded form.
    saying: HashMap<String, Vec<usize>>,
    /// The words of the text.
    pub(super) whole: Whole,
    /// Its language, a BCP 47 tag.
    pub(super) language: String,
    /// Whether the text is English, so that questions can be put in words.
    pub(super) english: bool,
    /// The latest year the text speaks of.
    pub(super) latest_year: Option<i32>,
}

/// A sentence that stands alone, or a part of one that does.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    /// Its words.
    pub(super) text: String,
    /// Its paragraph, from 1.
    pub(super) paragraph: u32,
    /// The sentence it is or belongs to, counted through the text.
    pub(super) sentence: usize,
    /// Whether it is only a part of its sentence.
    pub(super) part: bool,
    /// The facts in it, in order.
    pub(super) gaps: Vec<Gap>,
    /// What it is worth asking.
    pub(super) worth: f64,
    /// What was changed to make it stand alone.
    pub(super) mended: Option<String>,
}

/// A fact where it stands in a statement.
#[derive(Debug, Clone)]
pub(super) struct Gap {
    /// What it is.
    pub(super) kind: Kind,
    /// Where it stands in the statement: of a number the number alone, of an ordinal its first
    /// word.
    pub(super) at: Range<usize>,
    /// What stands there.
    pub(super) text: String,
    /// What it is compared by.
    pub(super) value: Value,
    /// Which of the text's distinct facts it is.
    pub(super) id: usize,
    /// Whether nothing else in the statement gives it away, and the text is not about it.
    pub(super) fair: bool,
}

impl Material {
    /// Reads a text into statements; `title` is what the text is called.
    pub(super) fn of(text: &Text, title: &str) -> Self {
        let english = text.language == "en";
        let known = Facts::of(text);
        let names: HashSet<&str> = known
            .all
            .iter()
            .filter(|fact| fact.kind.is_name())
            .map(|fact| fact.text.as_str())
            .collect();
        let plain: Vec<Vec<String>> = text
            .paragraphs
            .iter()
            .map(|paragraph| {
                let spans = paragraph.sentences.iter();
                spans.map(|span| plain(&text.text[span.clone()])).collect()
            })
            .collect();
        let prose = |n: usize| text.paragraphs[n].sort == Sort::Prose;
        let whole = Whole::of(
            (0..plain.len())
                .filter(|n| prose(*n))
                .flat_map(|n| &plain[n])
                .map(String::as_str),
            title,
        );
        let twice = repeated(&plain);
        let count: usize = plain.iter().map(Vec::len).sum();
        let mut statements = Vec::new();
        // By full names and by what they end with.
        let people: HashSet<&str> = known
            .all
            .iter()
            .filter(|fact| fact.kind == Kind::Person)
            .flat_map(|fact| {
                let ends = fact.text.match_indices(' ').map(|(at, _)| at + 1);
                std::iter::once(0).chain(ends).map(|at| &fact.text[at..])
            })
            .collect();
        let is_person = |name: &str| people.contains(name);
        let (mut number, mut said) = (0, HashSet::new());
        for (n, sentences) in plain.iter().enumerate() {
            let paragraph = u32::try_from(n + 1).unwrap_or(u32::MAX);
            let facts = text.facts_of(paragraph);
            let mut before: Option<String> = None;
            for (place, sentence) in sentences.iter().enumerate() {
                number += 1;
                let standing =
                    standalone::standing(sentence, before.as_deref(), english, &is_person);
                before = Some(
                    standing
                        .as_ref()
                        .map_or_else(|| sentence.clone(), |s| s.text.clone()),
                );
                let Some(standing) = standing.filter(|_| prose(n)) else {
                    continue;
                };
                if twice.contains(&(n, place)) {
                    continue;
                }
                let parts = if english {
                    clause::parts(&standing.text, &names)
                } else {
                    Vec::new()
                };
                let wholes = std::iter::once((standing.text.clone(), false));
                for (words, part) in wholes.chain(parts.into_iter().map(|text| (text, true))) {
                    if !said.insert(words::folded(&words)) {
                        continue;
                    }
                    let here = facts.iter().filter(|fact| fact.sentence == place);
                    let gaps = gaps(&words, here, &known, title, count);
                    if english
                        && (somebody_unsaid(&words, &gaps)
                            || standalone::points_elsewhere(&words)
                            // What it stands for may be in the other part.
                            || part && standalone::pronoun(&words).is_some())
                    {
                        continue;
                    }
                    let place = Place {
                        in_paragraph: place,
                        facts: gaps.len(),
                        named: gaps.iter().any(|gap| gap.kind.is_name()),
                        mended: standing.mended.is_some(),
                    };
                    statements.push(Statement {
                        worth: whole.worth(&words, place),
                        text: words,
                        paragraph,
                        sentence: number,
                        part,
                        gaps,
                        mended: standing.mended.clone(),
                    });
                }
            }
        }
        let latest_year = known.all.iter().filter_map(|fact| year(&fact.value)).max();
        let found = statements.len();
        let told = told(&statements);
        let statements = best(statements);
        Self {
            saying: saying(&statements),
            statements,
            found,
            told,
            known,
            whole,
            language: text.language.clone(),
            english,
            latest_year,
        }
    }
}

impl Material {
    /// Whether a sentence, counted through the text, says a fact.
    pub(super) fn says(&self, sentence: usize, fact: usize) -> bool {
        let told = self.told.get(&sentence);
        told.is_some_and(|facts| facts.contains(&fact))
    }

    /// Whether another sentence says much the same with something else in place of a fact: most
    /// telling words of the statement stand beside it there.
    pub(super) fn may_hold(&self, statement: &Statement, gap: &Gap, put: &str) -> bool {
        let phrase = words::folded(put);
        let rarest = phrase
            .split_whitespace()
            .map(|word| self.saying.get(word).map_or(&[][..], Vec::as_slice))
            .min_by_key(|places| places.len());
        let rest: HashSet<String> = words::telling(&statement.with(gap, " ")).collect();
        let says_so = |place: &usize| {
            let other = &self.statements[*place];
            let others: HashSet<String> = words::telling(&other.text).collect();
            other.sentence != statement.sentence
                && words::folded(&other.text).contains(&phrase)
                && rest.len() >= 2
                && 2 * rest.intersection(&others).count() >= rest.len()
        };
        let mut places = rarest.into_iter().flatten();
        places.any(says_so)
    }
}

fn saying(statements: &[Statement]) -> HashMap<String, Vec<usize>> {
    let mut saying: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, statement) in statements.iter().enumerate() {
        for word in words::folded(&statement.text).split_whitespace() {
            let places = saying.entry(word.to_owned()).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    saying
}

fn told(statements: &[Statement]) -> HashMap<usize, HashSet<usize>> {
    let mut told: HashMap<usize, HashSet<usize>> = HashMap::new();
    for statement in statements {
        let facts = told.entry(statement.sentence).or_default();
        facts.extend(statement.gaps.iter().map(|gap| gap.id));
    }
    told
}

/// Of a long text the statements that are worth most, in the order of the text.
fn best(mut statements: Vec<Statement>) -> Vec<Statement> {
    if let Some(last) = statements.len().checked_sub(MOST_STATEMENTS + 1) {
        let mut worth: Vec<f64> = statements.iter().map(|one| one.worth).collect();
        let (_, least, _) = worth.select_nth_unstable_by(last, f64::total_cmp);
        statements.retain(|one| one.worth > *least);
    }
    statements
}

/// Whether `he` or `she` comes before anybody is named.
fn somebody_unsaid(statement: &str, gaps: &[Gap]) -> bool {
    let mut at = 0;
    for word in words::words(statement) {
        let start = statement[at..].find(word).map_or(at, |found| at + found);
        at = start + word.len();
        let pronoun = matches!(
            word.to_lowercase().as_str(),
            "he" | "she" | "him" | "his" | "her" | "hers" | "himself" | "herself"
        );
        if pronoun {
            let named =
                |gap: &Gap| gap.at.end <= start && matches!(gap.kind, Kind::Person | Kind::Name);
            return !gaps.iter().any(named);
        }
    }
    false
}

/// The year a time begins in.
pub(super) fn year(value: &Value) -> Option<i32> {
    match value {
        Value::Time(time) if !time.starts_with('-') && !time.starts_with('/') => {
            time.split(['-', '/']).next()?.parse().ok()
        }
        _ => None,
    }
}

/// Markdown's marks taken out of a sentence.
fn plain(sentence: &str) -> String {
    let runs = crate::markdown::plain_line(sentence);
    runs.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sentences that stand twice: the one in the shorter paragraph (a teaser) goes.
fn repeated(paragraphs: &[Vec<String>]) -> HashSet<(usize, usize)> {
    let mut first: HashMap<String, (usize, usize)> = HashMap::new();
    let mut twice = HashSet::new();
    for (n, sentences) in paragraphs.iter().enumerate() {
        for (place, sentence) in sentences.iter().enumerate() {
            match first.get(&words::folded(sentence)) {
                Some(other) if paragraphs[other.0].len() < sentences.len() => {
                    twice.insert(*other);
                }
                Some(_) => {
                    twice.insert((n, place));
                }
                None => {
                    first.insert(words::folded(sentence), (n, place));
                }
            }
        }
    }
    twice
}

/// The facts of a sentence as they stand in a statement made of it.
fn gaps<'a>(
    statement: &str,
    facts: impl Iterator<Item = &'a Fact>,
    known: &Facts,
    title: &str,
    sentences: usize,
) -> Vec<Gap> {
    let title = words::folded(title);
    let mut gaps: Vec<Gap> = Vec::new();
    for fact in facts {
        let Some(at) = only_place(statement, &fact.text) else {
            continue;
        };
        let at = narrowed(statement, at, fact);
        let said = known.get(fact.id).map_or(1, |k| k.sentences.len());
        // What a third of all sentences name, or the title, is what the text is about.
        let topic = fact.kind.is_name()
            && (said > 2 && said * 3 > sentences || title.contains(&words::folded(&fact.text)));
        if gaps
            .iter()
            .any(|gap| gap.at.start < at.end && at.start < gap.at.end)
        {
            continue;
        }
        let cut = fact.kind.is_name() && goes_on(statement, &at);
        let article = articled(&statement[..at.start]);
        gaps.push(Gap {
            kind: if article && fact.kind == Kind::Person {
                Kind::Name
            } else {
                known.get(fact.id).map_or(fact.kind, |known| known.kind)
            },
            text: statement[at.clone()].to_owned(),
            fair: !(topic
                || given_away(statement, &at, fact.kind)
                || cut
                || clause::is_said(&statement[..at.start])),
            at,
            value: fact.value.clone(),
            id: fact.id,
        });
    }
    gaps.sort_by_key(|gap| gap.at.start);
    gaps
}

/// Whether an article stands before a name: nobody is called `the` somebody.
pub(super) fn articled(before: &str) -> bool {
    before.ends_with("the ") || before.ends_with("The ")
}

/// Where a text stands in another, at borders of words, if it stands there once.
pub(super) fn only_place(text: &str, wanted: &str) -> Option<Range<usize>> {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut places = text.match_indices(wanted).filter(|(at, _)| {
        !inside(text[..*at].chars().next_back())
            && !inside(text[at + wanted.len()..].chars().next())
    });
    match (places.next(), places.next()) {
        (Some((at, _)), None) if !wanted.is_empty() => Some(at..at + wanted.len()),
        _ => None,
    }
}

/// Of a number with its unit the number, of an ordinal with its noun the ordinal.
fn narrowed(statement: &str, at: Range<usize>, fact: &Fact) -> Range<usize> {
    let text = &statement[at.clone()];
    match &fact.value {
        Value::Number { value, unit } => {
            // The sign of a currency stays in the question.
            let sign = unit
                .as_deref()
                .filter(|unit| text.starts_with(unit))
                .map_or(0, str::len);
            let (at, text) = (at.start + sign..at.end, &text[sign..]);
            let ends = text
                .char_indices()
                .filter(|(_, c)| matches!(c, ' ' | '-'))
                .map(|(at, _)| at);
            let ends: Vec<usize> = ends.collect();
            let head = ends.into_iter().rev().find(|end| {
                number::read(&text[..*end], "en")
                    .is_some_and(|read| read.unit.is_none() && read.value == *value)
            });
            head.map_or(at.clone(), |end| at.start..at.start + end)
        }
        Value::Ordinal(_) => {
            let end = text.find(' ').unwrap_or(text.len());
            at.start..at.start + end
        }
        _ => at,
    }
}

/// Whether a name seems to be only a part of one: a hyphen or another capital stands beside it.
fn goes_on(statement: &str, at: &Range<usize>) -> bool {
    let before = &statement[..at.start];
    let after = &statement[at.end..];
    let joined = before.ends_with(['-', '–', '/', '&']) || after.starts_with(['-', '–', '/', '&']);
    let last = before
        .strip_suffix(' ')
        .and_then(|text| text.rsplit(' ').next())
        .unwrap_or("");
    let opens = before.len() == last.len() + 1;
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let next = after.strip_prefix(' ').unwrap_or("");
    joined || (capital(last) && !(opens && words::is_stop(&last.to_lowercase()))) || capital(next)
}

/// Whether for every word of a name another word of the statement begins like it (`Koreans` gives
/// `Korea` away, and only a part of `Korean War`).
fn given_away(statement: &str, at: &Range<usize>, kind: Kind) -> bool {
    if !kind.is_name() {
        return false;
    }
    let stems = |text: &str| -> HashSet<String> {
        words::words(text)
            .filter(|word| word.chars().count() >= 3)
            .map(|word| word.to_lowercase().chars().take(5).collect())
            .collect()
    };
    let rest = format!("{} {}", &statement[..at.start], &statement[at.end..]);
    let (others, name) = (stems(&rest), stems(&statement[at.clone()]));
    !name.is_empty() && name.is_subset(&others)
}

impl Statement {
    /// The statement with something else in place of a fact.
    pub(super) fn with(&self, gap: &Gap, put: &str) -> String {
        format!(
            "{}{put}{}",
            &self.text[..gap.at.start],
            &self.text[gap.at.end..]
        )
    }

    /// Whether it says no, always or never: then whether a changed one is false is not certain,
    /// and a test-wise learner takes it for a sign.
    pub(super) fn is_absolute(&self) -> bool {
        words::words(&self.text).any(|word| {
            matches!(
                word.to_lowercase().as_str(),
                "not"
                    | "no"
                    | "never"
                    | "none"
                    | "nobody"
                    | "nothing"
                    | "always"
                    | "all"
                    | "only"
                    | "except"
                    | "least"
                    | "every"
                    | "cannot"
                    | "neither"
                    | "nor"
                    | "without"
            )
        })
    }

    /// Whether it says what may be or what somebody thinks.
    pub(super) fn is_hedged(&self) -> bool {
        words::words(&self.text).any(|word| {
            matches!(
                word.to_lowercase().as_str(),
                "may"
                    | "might"
                    | "could"
                    | "would"
                    | "perhaps"
                    | "probably"
                    | "possibly"
                    | "some"
                    | "about"
                    | "around"
                    | "roughly"
                    | "estimated"
                    | "nearly"
                    | "almost"
            )
        })
    }
}
