//! What marking knows of single languages: articles, the word for "and", negations, the decimal
//! sign.

/// The primary part of a BCP 47 tag: `de` of `de-CH`.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

/// Whether a tag names one of these languages, in any region and case.
pub(super) fn is(tag: &str, languages: &[&str]) -> bool {
    languages
        .iter()
        .any(|language| primary(tag).eq_ignore_ascii_case(language))
}

/// The articles that stand as words of their own before a noun, folded.
pub(super) fn articles(tag: &str) -> &'static [&'static str] {
    match primary(tag).to_ascii_lowercase().as_str() {
        "en" => &["a", "an", "the"],
        "de" => &[
            "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer",
            "eines",
        ],
        "fr" => &["le", "la", "les", "un", "une", "des", "du"],
        "es" => &["el", "la", "los", "las", "lo", "un", "una", "unos", "unas"],
        "it" => &["il", "lo", "la", "i", "gli", "le", "un", "uno", "una"],
        "pt" => &["o", "a", "os", "as", "um", "uma", "uns", "umas"],
        "ca" => &["el", "la", "els", "les", "un", "una", "uns", "unes"],
        "ro" => &["un", "o", "niște"],
        "nl" => &["de", "het", "een"],
        "af" => &["die"],
        "sv" => &["en", "ett", "den", "det", "de"],
        "da" => &["en", "et", "den", "det", "de"],
        "nb" | "no" => &["en", "ei", "et", "den", "det", "de"],
        "nn" => &["ein", "ei", "eit", "den", "det", "dei"],
        "is" => &[],
        "el" => &[
            "ο", "η", "το", "οι", "τα", "τον", "την", "ένας", "μια", "μία", "ένα",
        ],
        "hu" => &["a", "az", "egy"],
        "ga" => &["an", "na"],
        "cy" => &["y", "yr"],
        "eo" => &["la"],
        _ => &[],
    }
}

/// The articles that lean on the noun with an apostrophe, folded.
pub(super) fn elided_articles(tag: &str) -> &'static [&'static str] {
    match primary(tag).to_ascii_lowercase().as_str() {
        "fr" | "ca" => &["l'"],
        "it" => &["l'", "un'"],
        _ => &[],
    }
}

/// The words that join the last two items of a list.
pub(super) fn conjunctions(tag: &str) -> &'static [&'static str] {
    match primary(tag).to_ascii_lowercase().as_str() {
        "en" => &["and", "&"],
        "de" => &["und", "&"],
        "fr" => &["et", "&"],
        "es" => &["y", "e", "&"],
        "it" => &["e", "ed", "&"],
        "pt" => &["e", "&"],
        "ca" => &["i", "&"],
        "nl" | "af" => &["en", "&"],
        "sv" => &["och", "&"],
        "da" | "nb" | "no" | "nn" => &["og", "&"],
        "pl" => &["i", "oraz", "&"],
        "ru" | "uk" => &["и", "і", "та", "&"],
        _ => &["&"],
    }
}

/// Words that turn a sentence round, folded and without accents; English contractions have lost
/// their apostrophe by then. Those of all languages stand together: a word that is listed and
/// harmless only costs the forgiveness of a slip in it.
const NEGATIONS: &[&str] = &[
    "not",
    "no",
    "non",
    "nor",
    "never",
    "none",
    "neither",
    "nothing",
    "nobody",
    "nowhere",
    "without",
    "cannot",
    "cant",
    "wont",
    "dont",
    "doesnt",
    "didnt",
    "isnt",
    "arent",
    "wasnt",
    "werent",
    "hasnt",
    "havent",
    "hadnt",
    "wouldnt",
    "couldnt",
    "shouldnt",
    "mustnt",
    "neednt",
    "mightnt",
    "shant",
    "aint",
    "nicht",
    "kein",
    "keine",
    "keinen",
    "keinem",
    "keiner",
    "keines",
    "nie",
    "niemals",
    "ohne",
    "ne",
    "pas",
    "jamais",
    "sans",
    "nunca",
    "jamas",
    "sin",
    "mai",
    "senza",
    "nao",
    "sem",
    "niet",
    "geen",
    "nooit",
    "zonder",
    "inte",
    "ikke",
    "aldrig",
    "aldri",
    "nem",
    "не",
    "нет",
    "без",
    "никогда",
    "δεν",
    "μη",
    "χωρις",
];

/// Whether a folded word is a negation.
pub(crate) fn is_negation(word: &str) -> bool {
    NEGATIONS.contains(&word)
}

/// Whether a letter belongs to a script that writes no spaces between words: Han signs and the
/// Japanese syllables.
pub(crate) fn goes_without_spaces(c: char) -> bool {
    matches!(
        c,
        '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

/// Whether numbers are written with a decimal comma.
pub(super) fn decimal_comma(tag: &str) -> bool {
    let dotted = [
        "de-ch", "de-li", "it-ch", "es-mx", "es-us", "es-gt", "es-hn", "es-ni", "es-pr",
    ];
    !dotted.contains(&tag.to_ascii_lowercase().as_str())
        && is(
            tag,
            &[
                "af", "be", "bg", "ca", "cs", "da", "de", "el", "eo", "es", "et", "eu", "fi", "fr",
                "gl", "hr", "hu", "hy", "id", "is", "it", "kk", "lt", "lv", "mk", "nb", "nl", "nn",
                "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tr", "uk", "vi",
            ],
        )
}
