//! A card made of what a person types, key by key.

use std::collections::BTreeMap;

use super::edit::{Value, card_text};
use super::name::name;
use super::read::read_outlined;
use crate::mark::date::DateKey;
use crate::question::{self, COMMON, Key, Kind, Presence, Takes, is_marking};

/// What was typed for a card.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// The lines of each key.
    lines: BTreeMap<&'static str, Vec<String>>,
}

/// Keys that are the program's own or not for a card that begins.
const NOT_ASKED: [&str; 3] = ["kind", "suspended", "draft"];

impl Typed {
    /// Takes the lines of a key in; without any the key is not written.
    pub fn set(&mut self, key: &'static str, lines: Vec<String>) {
        if lines.is_empty() {
            self.lines.remove(key);
        } else {
            self.lines.insert(key, lines);
        }
    }

    /// The lines of a key.
    pub fn get(&self, key: &str) -> &[String] {
        self.lines.get(key).map_or(&[], Vec::as_slice)
    }

    /// The card of a kind, as it is written; its id is one that is not `taken`.
    pub fn written(
        &self,
        kind: &'static Kind,
        taken: impl Fn(&str) -> bool,
    ) -> Vec<(&'static str, Value)> {
        let is_it = |keys: &[(&str, Value)]| kind_of(keys).is_some_and(|of| of.name == kind.name);
        let quoted = self.values(kind, false);
        let bare = self.values(kind, true);
        let mut keys = if is_it(&quoted) {
            quoted
        } else if is_it(&bare) {
            bare
        } else {
            let mut named = bare;
            named.insert(0, ("kind", Value::Text(kind.name.to_owned())));
            named
        };
        let id = match self.get("id").first() {
            Some(id) => id.clone(),
            None => {
                let said = ["question", "cloze", "answer"];
                let said = said.iter().find_map(|key| self.get(key).first());
                name(said.map_or("", String::as_str), taken)
            }
        };
        keys.insert(0, ("id", Value::Text(id)));
        keys
    }

    /// Own keys first, then those that every card has.
    fn values(&self, kind: &'static Kind, bare: bool) -> Vec<(&'static str, Value)> {
        let keys = kind
            .own_keys()
            .chain(COMMON)
            .filter(|key| key.name != "id" && !self.get(key.name).is_empty());
        keys.map(|key| (key.name, value(key, self.get(key.name), bare)))
            .collect()
    }
}

/// The kind that follows from a question, its answers and wrong answers.
pub fn guess(question: &str, answers: &[String], distractors: &[String]) -> &'static Kind {
    let text = |text: &String| scalar(text, false);
    let answer = match answers {
        [one] if distractors.is_empty() => match one.as_str() {
            "true" | "false" => Value::Bare(one.clone()),
            // `3/4` is a fraction, `1950/1953` are years.
            date if date.contains(['-', '/'])
                && date.split('/').all(|part| part == ".." || part.len() >= 4)
                && DateKey::parse(date).is_ok() =>
            {
                return named("date");
            }
            _ => scalar(one, true),
        },
        [one] => text(one),
        many => Value::List(many.iter().map(text).collect()),
    };
    let mut keys = match question.contains("{{") {
        true => vec![("cloze", Value::Text(question.to_owned()))],
        false => vec![
            ("question", Value::Text(question.to_owned())),
            ("answer", answer),
        ],
    };
    if !distractors.is_empty() {
        let wrong = distractors.iter().map(text).collect();
        keys.push(("distractors", Value::List(wrong)));
    }
    kind_of(&keys).unwrap_or_else(|| named("text"))
}

fn named(name: &str) -> &'static Kind {
    question::kind(name).unwrap_or(&question::KINDS[0])
}

/// The kind of a card that is written so.
fn kind_of(keys: &[(&str, Value)]) -> Option<&'static Kind> {
    let text = format!("[deck]\ntitle = \"-\"\n{}", card_text(keys));
    let (_, outline) = read_outlined(text.as_bytes(), "-");
    question::kind(outline.entries.first()?.kind)
}

/// The keys that a card of a kind cannot do without, in their order.
pub fn needed(kind: &'static Kind) -> Vec<&'static Key> {
    kind.own_keys()
        .filter(|key| key.presence != Presence::May)
        .collect()
}

/// The keys that it may have, the common ones last; how answers are marked is not among them.
pub fn optional(kind: &'static Kind) -> Vec<&'static Key> {
    let own = kind
        .own_keys()
        .filter(|key| key.presence == Presence::May && !is_marking(key.name));
    let common = COMMON.iter().filter(|key| !NOT_ASKED.contains(&key.name));
    let (id, common): (Vec<_>, Vec<_>) = common.partition(|key| key.name == "id");
    own.chain(common).chain(id).collect()
}

/// Whether a key is typed in several lines.
pub fn takes_lines(key: &Key) -> bool {
    matches!(
        key.takes,
        Takes::Scalars(_) | Takes::OneOrMore(_) | Takes::Groups | Takes::Pairs
    )
}

/// How a key is typed, where that is not how it is written.
pub fn how_typed(key: &Key) -> &'static str {
    match key.takes {
        Takes::Groups => "one a line, other names after `|`",
        Takes::Pairs => "one a line: left = right",
        _ if takes_lines(key) => "one a line",
        Takes::Truth => "true or false",
        Takes::Two => "two numbers",
        _ => "",
    }
}

/// What was typed as a value of a key; what cannot be one is written as a text, for the reader
/// to say what is wrong with it.
fn value(key: &Key, lines: &[String], bare: bool) -> Value {
    let first = lines.first().map_or("", String::as_str);
    match key.takes {
        Takes::Truth => match first.to_lowercase().as_str() {
            "true" | "yes" | "y" => Value::Bare("true".to_owned()),
            "false" | "no" | "n" => Value::Bare("false".to_owned()),
            _ => Value::Text(first.to_owned()),
        },
        Takes::Count => scalar(first, true),
        Takes::Scalar => scalar(first, bare),
        Takes::Scalars(_) | Takes::OneOrMore(_) => {
            Value::List(lines.iter().map(|line| scalar(line, bare)).collect())
        }
        Takes::Two => Value::List(words(first).map(|word| scalar(word, true)).collect()),
        Takes::Groups => Value::List(lines.iter().map(|line| parts(line, "|", false)).collect()),
        Takes::Pairs => Value::List(lines.iter().map(|line| pair(line)).collect()),
        Takes::Places => match words(first).collect::<Vec<_>>().as_slice() {
            [one] => Value::Text((*one).to_owned()),
            many => Value::List(many.iter().map(|one| scalar(one, false)).collect()),
        },
        _ => Value::Text(first.to_owned()),
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', ',', ';'])
        .filter(|word| !word.is_empty() && *word != "to" && *word != "and")
}

fn scalar(text: &str, bare: bool) -> Value {
    if bare && is_number(text) {
        Value::Bare(text.to_owned())
    } else {
        Value::Text(text.to_owned())
    }
}

fn is_number(text: &str) -> bool {
    let finite = text.bytes().all(|b| b"0123456789+-._eE".contains(&b));
    let value = format!("n = {text}").parse::<toml::Table>();
    finite && value.is_ok_and(|table| table["n"].is_integer() || table["n"].is_float())
}

fn parts(line: &str, sign: &str, always: bool) -> Value {
    let parts: Vec<Value> = line
        .split(sign)
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| scalar(part, false))
        .collect();
    match parts.as_slice() {
        [_] | [] if !always => Value::Text(line.trim().to_owned()),
        _ => Value::List(parts),
    }
}

/// `left = right`; a sign within one of the two has no blanks around it.
fn pair(line: &str) -> Value {
    let sign = if line.contains(" = ") { " = " } else { "=" };
    match line.split_once(sign) {
        Some((left, right)) => Value::List(vec![
            scalar(left.trim(), false),
            scalar(right.trim(), false),
        ]),
        None => parts(line, sign, true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::KINDS;

    fn typed(keys: &[(&'static str, &[&str])]) -> Typed {
        let mut typed = Typed::default();
        for (key, lines) in keys {
            typed.set(key, lines.iter().map(|line| (*line).to_owned()).collect());
        }
        typed
    }

    fn written(kind: &str, keys: &[(&'static str, &[&str])]) -> String {
        card_text(&typed(keys).written(named(kind), |_| false))
    }

    #[test]
    fn what_is_typed_becomes_a_card_of_its_kind() {
        for (kind, keys, toml) in [
            (
                "text",
                &[
                    ("question", &["Year?"][..]),
                    ("answer", &["1953"]),
                    ("accept", &["53"]),
                ][..],
                "question = \"Year?\"\nanswer = \"1953\"\naccept = [\"53\"]\n",
            ),
            (
                "number",
                &[
                    ("question", &["Year?"]),
                    ("answer", &["1953"]),
                    ("range", &["1950 to 1955"]),
                ],
                "question = \"Year?\"\nanswer = 1953\nrange = [1950, 1955]\n",
            ),
            (
                "date",
                &[("question", &["Year?"]), ("answer", &["1953"])],
                "kind = \"date\"\nquestion = \"Year?\"\nanswer = \"1953\"\n",
            ),
            (
                "true-false",
                &[("question", &["Year?"]), ("answer", &["yes"])],
                "question = \"Year?\"\nanswer = true\n",
            ),
            (
                "choice",
                &[
                    ("question", &["Year?"]),
                    ("answer", &["1"]),
                    ("distractors", &["2", "3"]),
                ],
                "question = \"Year?\"\nanswer = \"1\"\ndistractors = [\"2\", \"3\"]\n",
            ),
            (
                "multiple",
                &[
                    ("question", &["Year?"]),
                    ("answer", &["1"]),
                    ("distractors", &["2"]),
                ],
                "question = \"Year?\"\nanswer = [\"1\"]\ndistractors = [\"2\"]\n",
            ),
            (
                "list",
                &[
                    ("question", &["Year?"]),
                    ("answer", &["fuel | oil", "food"]),
                    ("need", &["1"]),
                    ("source", &["a#1, a#2"]),
                ],
                "question = \"Year?\"\nanswer = [[\"fuel\", \"oil\"], \"food\"]\nneed = 1\nsource = [\"a#1\", \"a#2\"]\n",
            ),
            (
                "order",
                &[("question", &["Year?"]), ("order", &["1", "2"])],
                "question = \"Year?\"\norder = [\"1\", \"2\"]\n",
            ),
            (
                "match",
                &[("question", &["Year?"]), ("pairs", &["a=b = c", "d=e"])],
                "question = \"Year?\"\npairs = [[\"a=b\", \"c\"], [\"d\", \"e\"]]\n",
            ),
            (
                "cloze",
                &[("cloze", &["Year {{1}}"]), ("tags", &["a"])],
                "cloze = \"Year {{1}}\"\ntags = [\"a\"]\n",
            ),
            (
                "flip",
                &[
                    ("question", &["Year?"]),
                    ("answer", &["x"]),
                    ("hint", &["\"h\" \\"]),
                ],
                "kind = \"flip\"\nquestion = \"Year?\"\nanswer = \"x\"\nhint = \"\\\"h\\\" \\\\\"\n",
            ),
        ] {
            let card = written(kind, keys);
            assert_eq!(card, format!("[[card]]\nid = \"year\"\n{toml}"), "{kind}");
            let sources = "[deck]\ntitle = \"T\"\n[sources.a]\n";
            let reading = crate::deck::read::read(format!("{sources}{card}").as_bytes(), "d");
            assert_eq!(reading.faults, [], "{kind}");
            assert_eq!(reading.deck.unwrap().cards[0].kind, kind);
        }
    }

    #[test]
    fn the_kind_follows_from_what_is_typed() {
        let lines = |lines: &[&str]| -> Vec<String> {
            lines.iter().map(|line| (*line).to_owned()).collect()
        };
        for (question, answers, distractors, kind) in [
            ("Sea?", &["black"][..], &[][..], "text"),
            ("Long?", &["870"], &[], "number"),
            ("When?", &["2006-10"], &[], "date"),
            ("When?", &["1950/1953"], &[], "date"),
            ("Which part?", &["3/4"], &[], "text"),
            ("Is it?", &["true"], &[], "true-false"),
            ("Which?", &["a"], &["b", "c"], "choice"),
            ("Which?", &["870"], &["860"], "choice"),
            ("Which?", &["a", "b"], &["c"], "multiple"),
            ("Which?", &["a", "b"], &[], "list"),
            ("The {{sea}}.", &[], &[], "cloze"),
        ] {
            let found = guess(question, &lines(answers), &lines(distractors));
            assert_eq!(found.name, kind, "{question} {answers:?}");
        }
    }

    #[test]
    fn what_is_needed_and_what_may_be_comes_from_the_kinds_rows() {
        for kind in KINDS {
            assert!(!needed(kind).is_empty(), "{}", kind.name);
            let names: Vec<_> = optional(kind).iter().map(|key| key.name).collect();
            assert!(names.contains(&"source") && !names.contains(&"typos"));
        }
        let names: Vec<_> = needed(named("choice")).iter().map(|key| key.name).collect();
        assert_eq!(names, ["question", "answer", "distractors", "options"]);
    }

    #[test]
    fn a_value_that_cannot_be_one_is_left_to_the_reader() {
        let card = written("number", &[("question", &["N?"]), ("answer", &["many"])]);
        let text = format!("[deck]\ntitle = \"T\"\n{card}");
        let reading = crate::deck::read::read(text.as_bytes(), "d");
        assert_eq!(reading.faults[0].code, "bad-value", "{card}");
    }
}
