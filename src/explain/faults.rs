//! The faults in the structure of a deck, one row for each code.

use super::Explanation;
use crate::diagnostic::Severity;

/// All faults.
pub static FAULTS: &[Explanation] = &[
    Explanation {
        name: "syntax",
        level: Severity::Error,
        what: "the file is not TOML",
        why: "A card that cannot be read cannot be asked. Faults of this kind are found card by \
              card: a bracket left open in one card does not take the others with it. Texts with \
              quotes or backslashes are easiest between single quotes or in `\"\"\"`.",
        before: r#"
[[card]]
question = "Into which sea does the Danube flow?
answer = "the Black Sea"
"#,
        after: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
"#,
    },
    Explanation {
        name: "empty-file",
        level: Severity::Error,
        what: "the file has nothing in it",
        why: "It may have been caught while an editor was saving it, or its content may be lost. \
              Nothing is ever taken from the answers that were given: they are kept by the ids of \
              deck and card. A copy of the file puts it right, or a first card; a file that is not needed \
              may be deleted.",
        before: "",
        after: r#"
[deck]
title = "Rivers"

[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
"#,
    },
    Explanation {
        name: "not-utf8",
        level: Severity::Error,
        what: "the file is not UTF-8",
        why: "TOML is UTF-8 by definition; in another encoding letters beyond ASCII would be \
              guessed. Saved \"as UTF-8\", which most editors can do, the file is right.",
        before: r#"
[deck]
title = "Rivers"
description = "Fl<FC>sse"
"#,
        after: r#"
[deck]
title = "Rivers"
description = "Flüsse"
"#,
    },
    Explanation {
        name: "long-line",
        level: Severity::Error,
        what: "a line is longer than 1 MB",
        why: "No question is that long; such a file is data of another kind, or damaged. It is not \
              read, so that it cannot hold up the others. Move it out of the folder of decks, or break \
              the line.",
        before: r#"
[deck]
title = "Rivers"
description = "The Danube<… 1 MB>"
"#,
        after: r#"
[deck]
title = "Rivers"
description = "The Danube and the Rhine"
"#,
    },
    Explanation {
        name: "not-a-deck",
        level: Severity::Error,
        what: "the file has neither a `[deck]` nor a `[[card]]`",
        why: "Nothing in it can be asked. Other TOML files are best kept out of folders of decks; \
              of a text `retain draft` makes a deck.",
        before: r#"
title = "[deck] is missing"
"#,
        after: r#"
[deck]
title = "Rivers"
"#,
    },
    Explanation {
        name: "unknown-key",
        level: Severity::Error,
        what: "a key that no deck, source or card of this kind has",
        why: "A misspelt key would be ignored in silence, and with it what was meant: a hint that \
              is never shown, an answer that is never accepted. So no key is ignored.",
        before: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
acept = ["Euxine Sea"]
"#,
        after: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
accept = ["Euxine Sea"]
"#,
    },
    Explanation {
        name: "unknown-kind",
        level: Severity::Error,
        what: "`kind` names a kind of question that there is not",
        why: "The kind mostly follows from what is written, and need not be named. Where it is \
              named it is enforced.",
        before: r#"
[[card]]
kind = "txet"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
"#,
        after: r#"
[[card]]
kind = "text"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
"#,
    },
    Explanation {
        name: "unknown-source",
        level: Severity::Error,
        what: "`source` names a source that the deck does not have",
        why: "Sources are shown after an answer, and let a reader check it. The name before the \
              `#` is that of a table `[sources.name]`.",
        before: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
source = "atlas#12"
"#,
        after: r#"
[deck]
title = "Rivers"

[sources.atlas]
title = "Atlas of Europe"

[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
source = "atlas#12"
"#,
    },
    Explanation {
        name: "wrong-type",
        level: Severity::Error,
        what: "a value is of another type than its key takes",
        why: "A list where a text is expected, or a text where a number is, has no one meaning; \
              guessing one would hide the slip.",
        before: r#"
[[card]]
question = "Which of these capitals lies on the Danube?"
answer = "Vienna"
distractors = "Prague"
"#,
        after: r#"
[[card]]
question = "Which of these capitals lies on the Danube?"
answer = "Vienna"
distractors = ["Prague", "Warsaw"]
"#,
    },
    Explanation {
        name: "missing-key",
        level: Severity::Error,
        what: "a key that must be there is not",
        why: "A deck needs a title, and a card what is asked and what is right.",
        before: r#"
[[card]]
question = "Into which sea does the Danube flow?"
"#,
        after: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
"#,
    },
    Explanation {
        name: "missing-value",
        level: Severity::Error,
        what: "a text or a list is empty",
        why: "An empty answer could not be given, and an empty question could not be read.",
        before: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = ""
"#,
        after: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
"#,
    },
    Explanation {
        name: "missing-gap",
        level: Severity::Error,
        what: "a cloze text without a gap",
        why: "Without a gap nothing is asked. The answer stands between `{{` and `}}`.",
        before: r#"
[[card]]
cloze = "The Danube rises in Germany."
"#,
        after: r#"
[[card]]
cloze = "The Danube rises in {{Germany}}."
"#,
    },
    Explanation {
        name: "missing-text",
        level: Severity::Warning,
        what: "the text of a source cannot be read",
        why: "Studying never needs it, but what compares cards with their text (the lint \
              `ungrounded`, `retain coverage`) has to leave this source out. Put the text where `file` \
              says, in the folder of the deck or below, or name it with `--text NAME=FILE`; without a \
              text, remove `file`.",
        before: r#"
[deck]
title = "Rivers"

[sources.atlas]
title = "Atlas of Europe"
file = "nowhere.txt"
"#,
        after: r#"
[deck]
title = "Rivers"

[sources.atlas]
title = "Atlas of Europe"
"#,
    },
    Explanation {
        name: "unbalanced-cloze",
        level: Severity::Error,
        what: "the braces of a cloze text do not pair",
        why: "It cannot be told where a gap begins and ends. A gap is written `{{answer}}`; braces \
              that are meant are written `\\{{`.",
        before: r#"
[[card]]
cloze = "The Danube rises in {{Germany."
"#,
        after: r#"
[[card]]
cloze = "The Danube rises in {{Germany}}."
"#,
    },
    Explanation {
        name: "bad-value",
        level: Severity::Error,
        what: "a value that its key cannot take",
        why: "Its type is right and what it says is not: a month 13, a tolerance that is no \
              number, more items needed than there are.",
        before: r#"
[[card]]
question = "How long is the Danube, in kilometres?"
answer = 2850
tolerance = "much"
"#,
        after: r#"
[[card]]
question = "How long is the Danube, in kilometres?"
answer = 2850
tolerance = "2%"
"#,
    },
    Explanation {
        name: "bad-id",
        level: Severity::Error,
        what: "an id with other characters than `a-z`, `0-9` and `-`, or longer than 64",
        why: "Ids stand in the log of answers, in commands and in file names, so they are kept \
              plain.",
        before: r#"
[[card]]
id = "Danube mouth"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
"#,
        after: r#"
[[card]]
id = "danube-mouth"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
"#,
    },
    Explanation {
        name: "missing-id",
        level: Severity::Info,
        what: "a card without an `id` got one; said by `retain check --fix`",
        why: "History is kept by id. A card without one is known by its content, so that an edit \
              makes it a new card; with an id it may be reworded and moved. \
              Nothing is left to do; another id may be written in its place before the card is studied.",
        before: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
"#,
        after: r#"
[[card]]
id = "sea-danube-flow"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
"#,
    },
    Explanation {
        name: "bad-regex",
        level: Severity::Error,
        what: "`regex` is no regular expression",
        why: "A pattern that cannot be read would accept nothing. It has to match a whole answer; \
              look-around and back-references are not part of it.",
        before: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
regex = "(black|euxine"
"#,
        after: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
regex = "(black|euxine) sea"
"#,
    },
    Explanation {
        name: "copied-id",
        level: Severity::Error,
        what: "two cards of a deck have the same id",
        why: "History is kept by id: the answers to both cards would be taken for answers to one. \
              It comes of copying a card to write the next one.",
        before: r#"
[[card]]
id = "danube"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"

[[card]]
id = "danube"
question = "In which country does the Danube rise?"
answer = "Germany"
"#,
        after: r#"
[[card]]
id = "danube"
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"

[[card]]
id = "danube-source"
question = "In which country does the Danube rise?"
answer = "Germany"
"#,
    },
    Explanation {
        name: "copied-deck-id",
        level: Severity::Error,
        what: "two decks have the same id",
        why: "History is kept by the ids of deck and card: the answers to both decks would be \
              mixed. Without an `id` a deck is called like its file. Write another `id` under `[deck]` in \
              the newer of the two, or delete the copy.",
        before: r#"
# rivers.toml
[deck]
title = "Rivers"
id = "rivers"

# lakes.toml
[deck]
title = "Lakes"
id = "rivers"
"#,
        after: r#"
# rivers.toml
[deck]
title = "Rivers"
id = "rivers"

# lakes.toml
[deck]
title = "Lakes"
id = "lakes"
"#,
    },
    Explanation {
        name: "control-character",
        level: Severity::Error,
        what: "a text has a control character, or one that turns the direction of its neighbours",
        why: "Terminals take such characters as commands: a deck could move the cursor, hide text \
              or change what is seen. They are also invisible in most editors.",
        before: r#"
[[card]]
question = "Into which sea \u001b[2Jdoes the Danube flow?"
answer = "the Black Sea"
"#,
        after: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
"#,
    },
    Explanation {
        name: "answer-shown",
        level: Severity::Error,
        what: "a typed answer stands in its own question",
        why: "The learner only has to copy it, so the card trains nothing and its answers say \
              nothing about what is known.",
        before: r#"
[[card]]
question = "Into which sea, the Black Sea or another, does the Danube flow?"
answer = "the Black Sea"
"#,
        after: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
"#,
    },
    Explanation {
        name: "key-among-distractors",
        level: Severity::Error,
        what: "the right answer is one of the distractors",
        why: "Whoever picks it there is marked wrong for being right. Case, spaces and punctuation \
              make no difference.",
        before: r#"
[[card]]
question = "Which of these capitals lies on the Danube?"
answer = "Vienna"
distractors = ["Prague", "vienna", "Rome"]
"#,
        after: r#"
[[card]]
question = "Which of these capitals lies on the Danube?"
answer = "Vienna"
distractors = ["Prague", "Warsaw", "Rome"]
"#,
    },
    Explanation {
        name: "key-rejected",
        level: Severity::Error,
        what: "a text is accepted and rejected at once",
        why: "Only one of the two can hold. `reject` is for wrong answers that are near a right \
              one.",
        before: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
reject = ["Black sea"]
"#,
        after: r#"
[[card]]
question = "Into which sea does the Danube flow?"
answer = "the Black Sea"
reject = ["the Red Sea"]
"#,
    },
    Explanation {
        name: "answer-not-among-options",
        level: Severity::Error,
        what: "the answer is none of the `options`",
        why: "The question could not be answered rightly. With `distractors` in place of `options` \
              the answer is added by itself.",
        before: r#"
[[card]]
question = "Which of these capitals lies on the Danube?"
answer = "Vienna"
options = ["Prague", "Warsaw", "Rome"]
"#,
        after: r#"
[[card]]
question = "Which of these capitals lies on the Danube?"
answer = "Vienna"
options = ["Prague", "Vienna", "Rome"]
"#,
    },
    Explanation {
        name: "duplicate-options",
        level: Severity::Error,
        what: "two options are the same",
        why: "One of them is right by luck or wrong by luck. Case, spaces and punctuation make no \
              difference.",
        before: r#"
[[card]]
question = "Which of these capitals lies on the Danube?"
answer = "Vienna"
distractors = ["Prague", "Rome", "prague"]
"#,
        after: r#"
[[card]]
question = "Which of these capitals lies on the Danube?"
answer = "Vienna"
distractors = ["Prague", "Rome", "Warsaw"]
"#,
    },
    Explanation {
        name: "duplicate-answers",
        level: Severity::Error,
        what: "one of several answers stands twice",
        why: "Whoever has given it once has given both, so the count of answers is wrong and nobody \
              can have them all. Where the order counts (`ordered = true`) an item may come again. \
              Case, spaces and punctuation make no difference.",
        before: r#"
[[card]]
question = "Name two countries through which the Danube flows."
answer = ["Austria", "Hungary", "austria"]
need = 2
"#,
        after: r#"
[[card]]
question = "Name two countries through which the Danube flows."
answer = ["Austria", "Hungary", "Serbia"]
need = 2
"#,
    },
    Explanation {
        name: "two-option-lists",
        level: Severity::Error,
        what: "`options` and `distractors` stand together",
        why: "`options` are all options in the order in which they are asked; `distractors` are \
              the wrong ones, and are shuffled. Both at once have no one meaning.",
        before: r#"
[[card]]
question = "Which of these capitals lies on the Danube?"
answer = "Vienna"
distractors = ["Prague"]
options = ["Vienna", "Prague"]
"#,
        after: r#"
[[card]]
question = "Which of these capitals lies on the Danube?"
answer = "Vienna"
distractors = ["Prague", "Rome"]
"#,
    },
    Explanation {
        name: "too-few-options",
        level: Severity::Error,
        what: "fewer options, items or pairs than the question needs",
        why: "With one option there is nothing to choose, with one item nothing to arrange.",
        before: r#"
[[card]]
question = "Which of these capitals lies on the Danube?"
answer = "Vienna"
options = ["Vienna"]
"#,
        after: r#"
[[card]]
question = "Which of these capitals lies on the Danube?"
answer = "Vienna"
options = ["Vienna", "Prague", "Rome"]
"#,
    },
    Explanation {
        name: "tolerance-reaches-distractor",
        level: Severity::Error,
        what: "a wrong number lies within the tolerance or the range",
        why: "The same number would be right when typed and wrong when shown. A narrower tolerance \
              or another wrong number resolves it.",
        before: r#"
[[card]]
question = "How long is the Danube, in kilometres?"
answer = 2850
tolerance = 100
distractors = [2900, 1230]
"#,
        after: r#"
[[card]]
question = "How long is the Danube, in kilometres?"
answer = 2850
tolerance = 20
distractors = [2900, 1230]
"#,
    },
];
