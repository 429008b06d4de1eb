//! Whether the facts of an answer stand in the paragraphs it is said to come from.

use std::collections::HashSet;

use super::coverage::{date_value, folded, words_of};
use super::name::fold;
use super::token::{Form, Token};
use super::{Text, Value};

/// What stands in some paragraphs.
#[derive(Debug)]
pub struct Ground<'t> {
    values: Vec<&'t Value>,
    /// Their words, folded.
    words: HashSet<String>,
    language: &'t str,
}

impl<'t> Ground<'t> {
    /// The ground of paragraphs (from, to) of texts, both inclusive; none for the text as a whole.
    pub fn new(places: &[(&'t Text, Option<(u32, u32)>)]) -> Self {
        let mut ground = Self {
            values: Vec::new(),
            words: HashSet::new(),
            language: places.first().map_or("en", |(text, _)| &text.language),
        };
        for (text, paragraphs) in places {
            let last = u32::try_from(text.paragraphs.len()).unwrap_or(u32::MAX);
            let (from, to) = paragraphs.unwrap_or((1, last));
            for n in from..=to.min(last) {
                let facts = text.facts_of(n);
                ground.values.extend(facts.iter().map(|fact| &fact.value));
                // The full form of a name stands wherever a short one does.
                for fact in facts {
                    if let Value::Name(full) = &fact.value {
                        ground.words.extend(full.split(' ').map(str::to_owned));
                    }
                }
                let Some(paragraph) = text.paragraph(n) else {
                    continue;
                };
                let folded = folded(&text.text[paragraph.span.clone()]);
                ground.words.extend(folded.split(' ').map(str::to_owned));
            }
        }
        ground
    }

    /// The first number, date or name of an answer that does not stand there.
    pub fn lacks(&self, answer: &str, unit: Option<&str>) -> Option<String> {
        let whole = match unit {
            Some(unit) => format!("{answer} {unit}"),
            None => answer.to_owned(),
        };
        let read = Text::read(&whole, Some(self.language));
        let missing = read.facts.iter().find(|fact| match &fact.value {
            // The first of two steps is nobody's third test.
            Value::Ordinal(1 | 2) if fact.text.len() < whole.trim().len() => false,
            Value::Name(name) => !name.split(' ').all(|word| self.has_word(word)),
            value => !self.has(value) && !self.has_words(&fact.text),
        });
        missing
            .map(|fact| fact.text.clone())
            .or_else(|| read.facts.is_empty().then(|| self.lacks_name(answer))?)
    }

    /// A bare name in which nothing tells that it is one but its capitals, such as a first word;
    /// in German they tell nothing.
    fn lacks_name(&self, answer: &str) -> Option<String> {
        let words = words_of(answer);
        let telling: Vec<&Token> = words.iter().filter(|word| !word.common).collect();
        let is_name = self.language != "de"
            && !telling.is_empty()
            && words.iter().all(|word| word.form == Form::Word)
            && telling.iter().all(|word| word.is_capital());
        let missing = is_name
            && !telling
                .iter()
                .all(|word| self.has_word(&fold(std::slice::from_ref(*word))));
        missing.then(|| answer.trim().to_owned())
    }

    /// The same for a date as decks write it.
    pub fn lacks_date(&self, written: &str) -> Option<String> {
        let value = date_value(written);
        (!self.has(&value)).then(|| written.to_owned())
    }

    fn has(&self, value: &Value) -> bool {
        let ends = match value {
            // 1948/1994: both years may stand apart.
            Value::Time(time) => time.split_once('/'),
            _ => None,
        };
        let stands = |value: &Value| {
            self.values
                .iter()
                .any(|stated| value.is_met_by(stated) || is_open(value, stated))
        };
        stands(value)
            || ends.is_some_and(|(from, to)| {
                [from, to]
                    .iter()
                    .filter(|end| !end.is_empty())
                    .all(|end| stands(&Value::Time((*end).to_owned())))
            })
    }

    fn has_words(&self, text: &str) -> bool {
        let folded = folded(text);
        !folded.is_empty() && folded.split(' ').all(|word| self.has_word(word))
    }

    fn has_word(&self, word: &str) -> bool {
        self.words.contains(word)
            // Nuclear tests, the nuclear test; Koreans.
            || word.strip_suffix('s').is_some_and(|one| self.words.contains(one))
            || self.words.contains(&format!("{word}s"))
    }
}

/// `2011/` beside a plain 2011.
fn is_open(value: &Value, stated: &Value) -> bool {
    matches!((value, stated), (Value::Time(asked), Value::Time(stated))
        if asked.trim_matches('/') == stated.trim_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lacks(text: &str, language: &str, answer: &str) -> Option<String> {
        let text = Text::read(text, Some(language));
        Ground::new(&[(&text, Some((1, 1)))]).lacks(answer, None)
    }

    #[test]
    fn a_bare_name_has_to_stand_there() {
        let text = "Marsili described the Black Sea and its ports in 1726.\n\nVarna is elsewhere.";
        for (answer, lacking) in [
            ("Marsili", None),
            ("the Black Sea", None),
            ("Port", None),
            ("Varna", Some("Varna")),
            ("the Black Forest", Some("the Black Forest")),
            ("of Varna", Some("Varna")),
            // A sentence begins with a capital, and an answer may.
            ("A great many rivers", None),
            ("rivers", None),
            ("The", None),
        ] {
            assert_eq!(lacks(text, "en", answer).as_deref(), lacking, "{answer}");
        }
        assert_eq!(lacks("Marsili beschrieb die Donau.", "de", "Mündung"), None);
    }

    #[test]
    fn numbers_among_letters_without_spaces_stand_there() {
        let text = "大阪市は1889年に成立した。面積は225平方キロメートルで、人口は275万人である。";
        for (answer, lacking) in [
            ("1889年", None),
            ("225", None),
            ("226", Some("226")),
            ("275万人", None),
        ] {
            assert_eq!(lacks(text, "ja", answer).as_deref(), lacking, "{answer}");
        }
    }
}
