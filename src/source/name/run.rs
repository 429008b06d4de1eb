//! Runs of capitalised words, with the small words that belong inside: `University of Oxford`,
//! `Ludwig van Beethoven`, `Resolution 1718`.

use std::ops::Range;

use super::{Evidence, MOST_WORDS, fold};
use crate::source::found::Found;
use crate::source::token::{Form, Token};
use crate::source::words::{self, AFTER_HYPHEN, NUMBERED, Tells};

/// A name where it stands.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// The place of its paragraph.
    pub paragraph: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// As it is compared.
    pub folded: String,
    /// Whether a title stands before it.
    pub titled: bool,
    /// Whether it is a title in quotes.
    pub quoted: bool,
}

/// Small words inside names of people and places of other languages.
const PARTICLES: &[&str] = &[
    "de", "la", "du", "des", "von", "van", "der", "den", "bin", "ibn", "al", "el", "di", "da",
    "dos", "del", "della", "le", "zu", "ter", "ten", "y",
];
/// What rulers are called after their name.
const BYNAMES: &[&str] = &[
    "great",
    "conqueror",
    "terrible",
    "elder",
    "younger",
    "magnificent",
    "wise",
    "bold",
    "bald",
    "lionheart",
    "confessor",
    "fat",
    "good",
    "pious",
    "strong",
];

/// Bodies that go by one word.
const ALONE: &[&str] = &[
    "parliament",
    "congress",
    "senate",
    "bundestag",
    "bundesrat",
    "reichstag",
];

/// Takes the runs out of a paragraph.
pub(super) fn runs(
    paragraph: usize,
    tokens: &[Token],
    found: &Found,
    language: &str,
    evidence: &Evidence,
    out: &mut Vec<Run>,
) {
    let reader = Reader {
        tokens,
        found,
        language,
        evidence,
    };
    let mut at = 0;
    while at < tokens.len() {
        if let Some(inside) = reader.quoted(at) {
            let next = inside.end;
            out.push(Run {
                paragraph,
                folded: fold(&tokens[inside.clone()]),
                tokens: inside,
                titled: false,
                quoted: true,
            });
            at = next;
            continue;
        }
        if !reader.starts(at) {
            at += 1;
            continue;
        }
        let end = reader.end(at);
        let more = reader.more_numbers(end);
        reader.names(at..end, |tokens_of, titled| {
            out.push(Run {
                paragraph,
                folded: fold(&tokens[tokens_of.clone()]),
                tokens: tokens_of,
                titled,
                quoted: false,
            });
        });
        for number in more {
            let head = fold(&tokens[at..end - 1]);
            out.push(Run {
                paragraph,
                folded: format!("{head} {}", tokens[number].lower),
                tokens: number..number + 1,
                titled: false,
                quoted: false,
            });
            at = number;
        }
        at = at.max(end);
    }
}

struct Reader<'a> {
    tokens: &'a [Token],
    found: &'a Found,
    language: &'a str,
    evidence: &'a Evidence,
}

impl Reader<'_> {
    fn is_capital(&self, at: usize) -> bool {
        self.found.is_free(at) && self.tokens[at].is_capital()
    }

    fn lower(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    fn tells(&self, at: usize) -> Option<Tells> {
        self.tokens
            .get(at)
            .and_then(|token| words::tells(&token.lower))
    }

    /// Whether a name can start here: a capital on a word that is no small word of everyday.
    fn starts(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if !self.is_capital(at) || token.text.chars().count() < 2 && !self.is_initial(at) {
            return false;
        }
        if token.common && !token.is_all_capitals() {
            let after = self.tokens.get(at + 1);
            // New York, Long Island, Six Party Talks; and The Hague.
            let place = after.is_some_and(|next| {
                words::is_known_place(&format!("{} {}", token.lower, next.lower))
                    || token.lower == "the" && next.lower == "hague"
                    || token.lower != "the" && next.is_capital() && next.spaced && !token.opens
            });
            return place;
        }
        true
    }

    /// `J.` before a name.
    fn is_initial(&self, at: usize) -> bool {
        self.tokens[at].text.chars().count() == 1
            && self
                .tokens
                .get(at + 1)
                .is_some_and(|t| t.is('.') && !t.spaced)
            && self
                .tokens
                .get(at + 2)
                .is_some_and(|t| t.is_capital() && !t.opens)
    }

    /// Where the run that starts here ends.
    fn end(&self, start: usize) -> usize {
        let mut end = start + 1;
        while end < self.tokens.len() && end - start < MOST_WORDS {
            let Some(next) = self.next(start, end) else {
                break;
            };
            end = next;
        }
        end.min(self.tokens.len())
    }

    /// The end of the run with one more part, if there is one.
    fn next(&self, start: usize, end: usize) -> Option<usize> {
        let token = &self.tokens[end];
        let last = &self.tokens[end - 1];
        match token.form {
            Form::Word if token.opens => None,
            Form::Word if token.is_capital() && token.spaced => {
                let plain = token.common && !token.is_all_capitals();
                (self.is_capital(end) && !plain).then_some(end + 1)
            }
            Form::Word => self.linked(start, end),
            Form::Number => {
                let numbered = NUMBERED.contains(&last.lower.as_str());
                let free = self.found.is_free(end) && token.spaced;
                (numbered && free).then_some(end + 1)
            }
            Form::Possessive => {
                let saint = matches!(
                    self.lower(start),
                    "st" | "saint" | "king" | "queen" | "people" | "women" | "children" | "lloyd"
                );
                let head = self
                    .tells(end + 1)
                    .is_some_and(|tells| matches!(tells, Tells::Organisation | Tells::Place));
                (saint && head && self.is_capital(end + 1)).then_some(end + 2)
            }
            Form::Sign('.') if !token.spaced => {
                let short = last.text.chars().count() == 1 || words::is_abbreviation(&last.lower);
                let next = self.tokens.get(end + 1)?;
                (short && next.is_capital() && !next.opens).then_some(end + 2)
            }
            Form::Sign('&') => self.is_capital(end + 1).then_some(end + 2),
            _ if token.is_dash() && !token.spaced => self.hyphened(start, end),
            Form::Sign(_) => None,
        }
    }

    /// The further numbers of `Resolutions 1874 and 2094`, past brackets between them.
    fn more_numbers(&self, end: usize) -> Vec<usize> {
        let mut numbers = Vec::new();
        let numbered = self.tokens[end - 1].form == Form::Number
            && self
                .tokens
                .get(end.wrapping_sub(2))
                .is_some_and(|t| t.form == Form::Word);
        let mut at = end;
        let mut linked = false;
        while let Some(token) = self.tokens.get(at).filter(|_| numbered && at < end + 8) {
            let bracket = token.is('(') || token.is(')') || token.is_all_capitals();
            if linked
                && token.form == Form::Number
                && token.text.len() <= 5
                && self.found.is_free(at)
            {
                numbers.push(at);
                linked = false;
            } else if token.is(',') || token.lower == "and" {
                linked = true;
            } else if !bracket {
                break;
            }
            at += 1;
        }
        numbers
    }

    /// `Jong-un`, `Saint-Exupéry`, `Stratford-upon-Avon`; not `Beijing-based`.
    fn hyphened(&self, start: usize, dash: usize) -> Option<usize> {
        if !matches!(self.tokens[dash].form, Form::Sign('-' | '‐' | '‑')) {
            return None;
        }
        let next = self.tokens.get(dash + 1).filter(|next| !next.spaced)?;
        if next.form != Form::Word {
            return None;
        }
        if next.is_capital() {
            let countries = self.tells(dash - 1) == Some(Tells::Country)
                && matches!(self.tells(dash + 1), Some(Tells::Country | Tells::Place));
            return (!countries && self.found.is_free(dash + 1)).then_some(dash + 2);
        }
        let chain = self
            .tokens
            .get(dash + 2)
            .is_some_and(|t| t.is_dash() && !t.spaced)
            && self.is_capital(dash + 3);
        if chain {
            return Some(dash + 4);
        }
        let short = next.text.chars().count() <= 5 && !AFTER_HYPHEN.contains(&next.lower.as_str());
        (short && dash - start >= 2).then_some(dash + 2)
    }

    /// Past `of`, `of the`, `for`, `and`, `van`, to the next capital.
    fn linked(&self, start: usize, at: usize) -> Option<usize> {
        let word = self.lower(at);
        let sentence = self.tokens[start].sentence;
        let capital = |at: usize| {
            self.tokens.get(at).is_some_and(|t| {
                t.sentence == sentence && t.spaced && self.is_capital(at) && !t.common
            })
        };
        let article = usize::from(matches!(self.lower(at + 1), "the" | "der" | "des"));
        let first = at - 1;
        let given = self.tells(first) == Some(Tells::Given);
        match word {
            "of" | "für" if capital(at + 1 + article) => {
                (self.has_head(start, at) || given && article == 0).then_some(at + 2 + article)
            }
            "for" | "on" | "against" | "to" | "in" | "über" if capital(at + 1 + article) => {
                let head = self.has_head(start, at)
                    && (word == "for" || word == "on" || self.is_document(start, at));
                head.then_some(at + 2 + article)
            }
            "the" if self.tokens.get(at + 1).is_some_and(Token::is_capital) => {
                BYNAMES.contains(&self.lower(at + 1)).then_some(at + 2)
            }
            "and" | "und" if capital(at + 1) => self.joined(start, at),
            _ if PARTICLES.contains(&word) => {
                let second = usize::from(PARTICLES.contains(&self.lower(at + 1)));
                let article = matches!(self.language, "fr" | "es" | "it" | "pt" | "nl" | "de");
                let fits = !article || given || self.tells(start) == Some(Tells::Given);
                (fits && capital(at + 1 + second)).then_some(at + 2 + second)
            }
            _ => None,
        }
    }

    /// Whether a word of the run says what it names, so that `of` can go on.
    fn has_head(&self, start: usize, end: usize) -> bool {
        (start..end).any(|at| {
            matches!(
                self.tells(at),
                Some(Tells::Organisation | Tells::Document | Tells::Event | Tells::Place)
            )
        })
    }

    fn is_document(&self, start: usize, end: usize) -> bool {
        (start..end).any(|at| self.tells(at) == Some(Tells::Document))
    }

    /// `Ministry of Health and Welfare`, `Food and Drug Administration`.
    fn joined(&self, start: usize, at: usize) -> Option<usize> {
        let stands_alone = |at: usize| {
            matches!(
                self.tells(at),
                Some(Tells::Country | Tells::Given | Tells::Demonym | Tells::Title)
            )
        };
        if stands_alone(at - 1) || stands_alone(at + 1) {
            return None;
        }
        let inside = (start..at).any(|i| matches!(self.lower(i), "of" | "for" | "on"));
        let first = self.tells(start);
        if inside && matches!(first, Some(Tells::Organisation)) {
            return Some(at + 2);
        }
        if at - start > 2 || first.is_some() {
            return None;
        }
        let mut end = at + 1;
        while end < at + 4 && self.tokens.get(end).is_some() && self.is_capital(end) {
            if matches!(self.tells(end), Some(Tells::Organisation | Tells::Document)) {
                return Some(end + 1);
            }
            end += 1;
        }
        None
    }

    /// Parts a run into the names it is made of: titles are left out and part them.
    fn names(&self, run: Range<usize>, mut add: impl FnMut(Range<usize>, bool)) {
        let mut start = run.start;
        let mut titled = false;
        let head_at_end = matches!(
            self.tells(run.end - 1),
            Some(Tells::Organisation | Tells::Place | Tells::Document | Tells::Event)
        );
        let mut at = run.start;
        while at < run.end && !head_at_end {
            if self.tells(at) == Some(Tells::Title) && !self.is_saint(at) {
                if start < at {
                    self.name(start..at, titled, &mut add);
                }
                start = at + 1;
                titled = true;
                // Secretary-General, Vice-Admiral; Dr.
                while start < run.end
                    && (self.tokens[start].is('.')
                        || self.tokens[start].is_dash()
                        || start > 0 && self.tokens[start - 1].is_dash()
                        || matches!(self.lower(start), "general" | "of"))
                {
                    start += 1;
                }
                at = start;
            } else {
                at += 1;
            }
        }
        if start < run.end {
            self.name(start..run.end, titled, &mut add);
        }
    }

    /// `St Petersburg`: no title where the whole is a place.
    fn is_saint(&self, at: usize) -> bool {
        matches!(self.lower(at), "st" | "saint" | "san" | "santa")
    }

    fn name(&self, mut run: Range<usize>, titled: bool, add: &mut impl FnMut(Range<usize>, bool)) {
        // What cannot begin or end a name.
        while run.start < run.end && !self.can_begin(run.clone(), titled) {
            run.start += 1;
            while run.start < run.end
                && (self.tokens[run.start].form != Form::Word || self.tokens[run.start].is_lower())
            {
                run.start += 1;
            }
        }
        while run.end > run.start {
            let last = &self.tokens[run.end - 1];
            let keep = matches!(last.form, Form::Word | Form::Number)
                || last.is('.') && self.tokens[run.end - 2].text.len() <= 3;
            if keep {
                break;
            }
            run.end -= 1;
        }
        if run.is_empty() || self.is_adjective(run.clone()) || !self.is_name(run.clone(), titled) {
            return;
        }
        add(run, titled);
    }

    fn can_begin(&self, run: Range<usize>, titled: bool) -> bool {
        let token = &self.tokens[run.start];
        if token.form != Form::Word {
            return false;
        }
        let alone = run.len() == 1;
        match self.tells(run.start) {
            Some(Tells::Capitalised) => alone && titled,
            _ if token.opens && !alone => {
                !(self.evidence.is_seen_lower(&token.lower)
                    && self.tells(run.start).is_none()
                    && !self.evidence.is_seen_capital(&token.lower))
            }
            _ => true,
        }
    }

    /// `North Korean`, `Sino-Soviet`: the adjective of a name.
    fn is_adjective(&self, run: Range<usize>) -> bool {
        let demonym = |at: usize| {
            let word = self.lower(at);
            words::tells(word) == Some(Tells::Demonym)
                || word
                    .strip_suffix('s')
                    .is_some_and(|one| words::tells(one) == Some(Tells::Demonym))
        };
        let words: Vec<usize> = run
            .filter(|at| self.tokens[*at].form == Form::Word)
            .collect();
        let Some((last, rest)) = words.split_last() else {
            return true;
        };
        let loose = |at: &usize| {
            demonym(*at)
                || matches!(
                    self.lower(*at),
                    "north"
                        | "south"
                        | "east"
                        | "west"
                        | "central"
                        | "latin"
                        | "anglo"
                        | "sino"
                        | "franco"
                        | "russo"
                        | "austro"
                        | "greco"
                        | "indo"
                        | "afro"
                        | "euro"
                )
        };
        demonym(*last) && rest.iter().all(loose)
    }

    /// Whether a run is a name at all: at the start of a sentence the capital tells nothing.
    fn is_name(&self, run: Range<usize>, titled: bool) -> bool {
        let first = &self.tokens[run.start];
        let words = run
            .clone()
            .filter(|at| self.tokens[*at].form == Form::Word)
            .count();
        if self.language == "de" {
            return self.is_german_name(run, titled, words);
        }
        if titled || words > 1 || first.is_all_capitals() {
            // Two words in capitals are shouting, not a name.
            return true;
        }
        match words::tells(&first.lower) {
            Some(Tells::Country) => return true,
            Some(Tells::Given) => return !self.evidence.is_seen_lower(&first.lower),
            Some(Tells::Demonym | Tells::Capitalised) => return false,
            Some(Tells::Organisation) if ALONE.contains(&first.lower.as_str()) => return true,
            // The Council, the River: no name by itself.
            Some(_) => return false,
            None => {}
        }
        if !first.opens {
            return !self.is_after_stop(run.start);
        }
        if self.evidence.is_seen_lower(&first.lower) {
            return false;
        }
        if self.evidence.is_seen_capital(&first.lower) {
            return true;
        }
        // Truman claimed: plurals may be anybody (critics claimed).
        let deed = words::is_deed(self.lower(run.end)) && !first.lower.ends_with('s');
        deed || self
            .tokens
            .get(run.end)
            .is_some_and(|next| next.form == Form::Possessive)
    }

    /// A capital after a colon or an opening quote may begin a sentence there.
    fn is_after_stop(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|at| &self.tokens[at]) else {
            return true;
        };
        let opens = matches!(
            before.form,
            Form::Sign(':' | '"' | '“' | '„' | '«' | '‘' | '•' | '–' | '—')
        ) && (before.is(':') || !self.tokens[at].spaced);
        let lower = &self.tokens[at].lower;
        opens && (self.evidence.is_seen_lower(lower) || !self.evidence.is_seen_capital(lower))
            || self.evidence.lower.get(lower).copied().unwrap_or(0)
                > 2 * self.evidence.capital.get(lower).copied().unwrap_or(0)
    }

    /// In German every noun has a capital: a name shows by a second word, by a preposition
    /// without an article, or by being known.
    fn is_german_name(&self, run: Range<usize>, titled: bool, count: usize) -> bool {
        let first = &self.tokens[run.start];
        let known = run
            .clone()
            .any(|at| matches!(self.tells(at), Some(Tells::Given | Tells::Country)));
        if titled || known || first.is_all_capitals() {
            return true;
        }
        if count > 1 {
            return true;
        }
        if self.tells(run.start).is_some() {
            return false;
        }
        let before = run.start.checked_sub(1).map_or("", |at| self.lower(at));
        let after = matches!(before, "in" | "nach" | "aus" | "bei" | "von" | "bis");
        const NOUNS: &[&str] = &[
            "ung", "heit", "keit", "schaft", "ion", "tät", "ismus", "ment", "nis", "tum", "ling",
            "en", "ern", "er", "eln", "ik", "ur", "ie", "enz", "anz", "e",
        ];
        let region = matches!(before, "im" | "am")
            && ["land", "gebirge", "wald"].iter().any(|ending| {
                first.lower.ends_with(ending) && first.text.chars().count() > ending.len() + 3
            });
        region || after && !NOUNS.iter().any(|ending| first.lower.ends_with(ending))
    }

    /// A title in quotes: capitals at both ends, small words between.
    fn quoted(&self, at: usize) -> Option<Range<usize>> {
        let close = match self.tokens[at].form {
            Form::Sign('“') => '”',
            Form::Sign('"') => '"',
            Form::Sign('«') => '»',
            Form::Sign('„') => '“',
            _ => return None,
        };
        let end = (at + 1..self.tokens.len().min(at + 12)).find(|i| self.tokens[*i].is(close))?;
        let inside = &self.tokens[at + 1..end];
        let capitals = inside.iter().filter(|t| t.is_capital()).count();
        let ends_capital = inside
            .last()
            .is_some_and(|t| t.is_capital() || t.form == Form::Number);
        let starts_capital = inside.first().is_some_and(Token::is_capital);
        let small = inside
            .iter()
            .all(|t| t.is_capital() || t.form != Form::Word || t.common);
        let stopped = inside
            .iter()
            .any(|t| matches!(t.form, Form::Sign('.' | '!' | '?' | ';')));
        let free = (at + 1..end).all(|i| self.found.is_free(i));
        (capitals >= 2 && starts_capital && ends_capital && small && !stopped && free)
            .then_some(at + 1..end)
    }
}
