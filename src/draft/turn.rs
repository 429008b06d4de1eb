//! Turning a statement into a question that begins with `When`: only a simple one, with a verb
//! whose base form is certain.

use std::ops::Range;

use super::words;

/// The longest question, in words.
const LONGEST: usize = 16;
/// The longest subject, in words.
const LONGEST_SUBJECT: usize = 6;

/// Past forms and what stands after `did`.
const PAST: &[(&str, &str)] = &[
    ("abolished", "abolish"),
    ("accepted", "accept"),
    ("adopted", "adopt"),
    ("appeared", "appear"),
    ("appointed", "appoint"),
    ("arrived", "arrive"),
    ("attacked", "attack"),
    ("became", "become"),
    ("began", "begin"),
    ("bought", "buy"),
    ("broke", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("came", "come"),
    ("captured", "capture"),
    ("changed", "change"),
    ("chose", "choose"),
    ("closed", "close"),
    ("collapsed", "collapse"),
    ("completed", "complete"),
    ("created", "create"),
    ("criticized", "criticize"),
    ("crossed", "cross"),
    ("declared", "declare"),
    ("designed", "design"),
    ("died", "die"),
    ("discovered", "discover"),
    ("drew", "draw"),
    ("elected", "elect"),
    ("ended", "end"),
    ("entered", "enter"),
    ("established", "establish"),
    ("failed", "fail"),
    ("fell", "fall"),
    ("finished", "finish"),
    ("flew", "fly"),
    ("followed", "follow"),
    ("fought", "fight"),
    ("founded", "found"),
    ("gained", "gain"),
    ("gave", "give"),
    ("grew", "grow"),
    ("held", "hold"),
    ("identified", "identify"),
    ("introduced", "introduce"),
    ("invaded", "invade"),
    ("invented", "invent"),
    ("joined", "join"),
    ("landed", "land"),
    ("launched", "launch"),
    ("led", "lead"),
    ("left", "leave"),
    ("lost", "lose"),
    ("made", "make"),
    ("married", "marry"),
    ("met", "meet"),
    ("moved", "move"),
    ("opened", "open"),
    ("ordered", "order"),
    ("passed", "pass"),
    ("patented", "patent"),
    ("presented", "present"),
    ("produced", "produce"),
    ("proposed", "propose"),
    ("proved", "prove"),
    ("published", "publish"),
    ("reached", "reach"),
    ("received", "receive"),
    ("refused", "refuse"),
    ("replaced", "replace"),
    ("repealed", "repeal"),
    ("resigned", "resign"),
    ("returned", "return"),
    ("rose", "rise"),
    ("sailed", "sail"),
    ("saw", "see"),
    ("sent", "send"),
    ("set", "set"),
    ("signed", "sign"),
    ("sold", "sell"),
    ("spread", "spread"),
    ("started", "start"),
    ("stopped", "stop"),
    ("supported", "support"),
    ("surrendered", "surrender"),
    ("tested", "test"),
    ("took", "take"),
    ("turned", "turn"),
    ("visited", "visit"),
    ("won", "win"),
    ("withdrew", "withdraw"),
    ("wrote", "write"),
];

/// Words after which a statement is not simple.
const JOINTS: &[&str] = &[
    "and", "but", "or", "when", "while", "which", "that", "who", "whose", "whom", "where",
    "because", "if", "after", "before", "since", "until", "although", "though", "as", "than", "by",
    "during", "between",
];

/// The question after the date that stands at this place; none where that is not safe.
pub(super) fn when(statement: &str, date: &Range<usize>) -> Option<String> {
    let clause = without_date(statement, date)?;
    let simple = !clause.contains([',', ';', ':', '(', ')', '"', '“', '–', '—'])
        && words::words(&clause).count() <= LONGEST
        && !words::words(&clause)
            .any(|word| word.chars().count() == 4 && word.bytes().all(|b| b.is_ascii_digit()));
    if !simple {
        return None;
    }
    let all: Vec<&str> = clause.split(' ').collect();
    let at = all.iter().position(|word| {
        matches!(*word, "was" | "were") || PAST.iter().any(|(past, _)| past == word)
    })?;
    let (subject, rest) = (&all[..at], &all[at + 1..]);
    let joint = |word: &&str| JOINTS.contains(word);
    let by = rest.iter().position(|word| *word == "by");
    // The agent of a passive may stay: `was built by …`.
    let agent = matches!(all[at], "was" | "were") && by.is_some();
    if !is_subject(subject)
        || rest
            .iter()
            .any(|word| joint(word) && !(agent && *word == "by"))
    {
        return None;
    }
    let subject = lowered(subject);
    let rest = rest.join(" ");
    let blank = if rest.is_empty() { "" } else { " " };
    Some(match all[at] {
        verb @ ("was" | "were") => format!("When {verb} {subject}{blank}{rest}?"),
        past => {
            let (_, base) = PAST.iter().find(|(form, _)| *form == past)?;
            format!("When did {subject} {base}{blank}{rest}?")
        }
    })
}

/// The statement without `In …,` at its start or `in …` at its end.
pub(super) fn without_date(statement: &str, date: &Range<usize>) -> Option<String> {
    let (before, after) = (&statement[..date.start], &statement[date.end..]);
    let opens = |text: &str| {
        matches!(
            text,
            "In " | "On " | "in " | "on " | "In early " | "In late "
        )
    };
    if opens(before) && before.starts_with(char::is_uppercase) {
        let rest = after
            .strip_prefix(", ")
            .or_else(|| after.strip_prefix(' '))?;
        return Some(rest.trim_end_matches('.').to_owned());
    }
    if after == "." {
        let rest = before
            .strip_suffix(" in ")
            .or_else(|| before.strip_suffix(" on "))?;
        return Some(rest.to_owned());
    }
    None
}

fn is_subject(words: &[&str]) -> bool {
    let Some((first, last)) = words.first().zip(words.last()) else {
        return false;
    };
    let article = matches!(first.to_lowercase().as_str(), "the" | "a" | "an");
    let named = first.starts_with(char::is_uppercase);
    let adverb = last.ends_with("ly")
        || [
            "also", "first", "then", "later", "only", "soon", "never", "had", "has", "have",
        ]
        .contains(last);
    let odd = words.iter().any(|word| {
        JOINTS.contains(word) || word.ends_with("ing") || matches!(*word, "had" | "has" | "to")
    });
    let enough = !article || words.len() > 1;
    let plain = [
        "In", "On", "At", "By", "From", "There", "It", "This", "That", "When", "For",
    ];
    (article || named)
        && enough
        && !adverb
        && !odd
        && words.len() <= LONGEST_SUBJECT
        && !plain.contains(first)
}

/// The subject as it stands inside a sentence: its article small.
fn lowered(subject: &[&str]) -> String {
    let joined = subject.join(" ");
    for article in ["The ", "A ", "An "] {
        if let Some(rest) = joined.strip_prefix(article) {
            return format!("{}{rest}", article.to_lowercase());
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(statement: &str, date: &str) -> Option<String> {
        let at = statement.find(date).unwrap();
        when(statement, &(at..at + date.len()))
    }

    #[test]
    fn a_simple_statement_is_turned_round() {
        for (statement, date, question) in [
            (
                "Peel repealed the Corn Laws in 1846.",
                "1846",
                "When did Peel repeal the Corn Laws?",
            ),
            (
                "In May 1846, Peel repealed the Corn Laws.",
                "May 1846",
                "When did Peel repeal the Corn Laws?",
            ),
            (
                "The bridge was opened by the king in 1894.",
                "1894",
                "When was the bridge opened by the king?",
            ),
            ("The war began in 1950.", "1950", "When did the war begin?"),
        ] {
            assert_eq!(
                asked(statement, date).as_deref(),
                Some(question),
                "{statement}"
            );
        }
    }

    #[test]
    fn a_statement_with_joints_or_an_unknown_verb_stays_as_it_is() {
        for (statement, date) in [
            ("Peel repealed the laws and resigned in 1846.", "1846"),
            ("The bridge that was opened carried trains in 1894.", "1894"),
            ("The bridge spans the river since 1894.", "1894"),
            ("The bridge wobbled in 1894.", "1894"),
            ("Opened in 1894, the bridge was closed in 1976.", "1976"),
            ("It was opened in 1894.", "1894"),
        ] {
            assert_eq!(asked(statement, date), None, "{statement}");
        }
    }
}
