//! Folding text before it is compared: hygiene, case, punctuation, articles, accents (R0 to R4,
//! and what R7 strips).

mod punctuation;

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::language;
use super::rules::TextRules;
use punctuation::drop_punctuation;

/// Characters that take no place and carry no letter: zero-width, bidirectional, soft hyphen,
/// variation selectors, tags and controls.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
        || (c.is_control() && !c.is_whitespace())
}

/// Whether a text has nothing but the printable characters of ASCII. They are in every normal
/// form already, and the only white space among them is the space: most texts are of these, and
/// need none of the tables.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Runs of white space as one space each, none at the ends.
fn collapse(text: &str) -> String {
    if is_plain(text) && !text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  ") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// R0: what everything typed goes through: no invisible characters, composed letters (NFC),
/// single spaces.
pub(super) fn hygiene(text: &str) -> String {
    if is_plain(text) {
        return collapse(text);
    }
    let visible: String = text.chars().filter(|&c| !is_invisible(c)).nfc().collect();
    collapse(&visible)
}

/// The plain character of a superscript digit, sign or index letter.
fn superscript(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from_digit(u32::from(c) - 0x2070, 10)?,
        '⁺' => '+',
        '⁻' => '-',
        'ⁿ' => 'n',
        'ⁱ' => 'i',
        _ => return None,
    })
}

fn is_vulgar_fraction(c: char) -> bool {
    matches!(c, '¼'..='¾' | '⅐'..='⅞' | '↉')
}

/// What compatibility normalisation would garble is written out first: `10²` becomes `10^2`
/// (and not `102`), `1½` becomes `1 1/2` (and not `11/2`). A superscript that opens a word is no
/// power (`¹⁴C`), so it gets no `^`.
pub(super) fn write_out(text: &str) -> String {
    if is_plain(text) {
        return text.replace('`', "'");
    }
    let mut out = String::with_capacity(text.len());
    let mut raised = false;
    let mut previous = ' ';
    for c in text.chars() {
        if let Some(plain) = superscript(c) {
            if !raised && !previous.is_whitespace() {
                out.push('^');
            }
            raised = true;
            out.push(plain);
        } else {
            raised = false;
            if is_vulgar_fraction(c) && previous.is_ascii_digit() {
                out.push(' ');
            }
            match c {
                // Their compatibility forms begin with a space.
                '´' | '`' => out.push('\''),
                _ => out.push(c),
            }
        }
        previous = c;
    }
    out.nfkc().map(unify).collect()
}

/// One form of quotes, dashes, and the signs that keyboards lack.
fn unify(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | 'ʻ' | 'ʼ' | 'ʹ' | '′' | '´' | '`' => {
            '\''
        }
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '「' | '」' | '『' | '』' => '"',
        '‐'..='―' | '−' | '⁃' | '﹘' => '-',
        '⁄' | '∕' => '/',
        '×' | '✕' => 'x',
        '。' => '.',
        '、' | '،' => ',',
        '؛' => ';',
        '؟' => '?',
        _ => c,
    }
}

/// R2: compatibility forms, case, quotes and dashes. Turkic languages have their own two i.
fn fold_case(text: &str, rules: &TextRules) -> String {
    let turkic = language::is(&rules.language, &["tr", "az"]);
    let written = write_out(text);
    if !turkic && is_plain(&written) {
        return collapse(&written.to_ascii_lowercase());
    }
    let plain: String = written
        .chars()
        .map(|c| match c {
            'I' if turkic => 'ı',
            'İ' if turkic => 'i',
            _ => c,
        })
        .collect();
    let folded: String = plain.chars().default_case_fold().nfkc().collect();
    collapse(&folded)
}

/// R4: the text without one leading article, if anything is left then.
fn without_article<'a>(text: &'a str, rules: &TextRules) -> &'a str {
    if let Some(rest) = language::elided_articles(&rules.language)
        .iter()
        .find_map(|article| text.strip_prefix(article))
        && rest.chars().any(char::is_alphanumeric)
    {
        return rest;
    }
    match text.split_once(' ') {
        Some((first, rest))
            if !rest.is_empty()
                && (first == "to" || language::articles(&rules.language).contains(&first)) =>
        {
            rest
        }
        _ => text,
    }
}

/// German ways round the letters a keyboard may lack; `ß` is `ss` for every language since case
/// folding says so.
fn transliterate(text: String, rules: &TextRules) -> String {
    if !language::is(&rules.language, &["de"]) {
        return text;
    }
    text.replace('ä', "ae")
        .replace('ö', "oe")
        .replace('ü', "ue")
}

/// A text on its way through the rules; each step is kept so that it can be shown.
pub(super) struct Folded {
    /// After R2.
    pub case: String,
    /// After R3.
    pub punctuation: String,
    /// After R4.
    pub article: String,
    /// What is compared.
    pub text: String,
    /// The same without accents.
    pub bare: String,
}

impl Folded {
    /// Folds a text that has been through [`hygiene`].
    pub fn of(clean: &str, rules: &TextRules) -> Self {
        let case = fold_case(clean, rules);
        let kept = collapse(&drop_punctuation(&case));
        let punctuation = unquoted(&kept);
        if punctuation.is_empty() {
            return Self {
                punctuation: case.clone(),
                article: case.clone(),
                text: case.clone(),
                bare: case.clone(),
                case,
            };
        }
        let article = article(&kept, &punctuation, rules);
        Self {
            bare: strip_accents(&article),
            text: transliterate(article.clone(), rules),
            case,
            punctuation,
            article,
        }
    }
}

/// A text as it is compared: R0 to R4, and German ä as ae.
///
/// Two texts that fold to the same are the same answer; an index of other cards' answers for the
/// sibling guard is built of folded texts.
pub fn fold(text: &str, rules: &TextRules) -> String {
    let case = fold_case(&hygiene(text), rules);
    let kept = collapse(&drop_punctuation(&case));
    let punctuation = unquoted(&kept);
    if punctuation.is_empty() {
        return case;
    }
    transliterate(article(&kept, &punctuation, rules), rules)
}

/// R3: what is left of a text without its apostrophes.
fn unquoted(text: &str) -> String {
    if text.contains('\'') {
        collapse(&text.replace('\'', ""))
    } else {
        collapse(text)
    }
}

/// R4, of a text with its apostrophes and without them.
fn article(kept: &str, punctuation: &str, rules: &TextRules) -> String {
    if rules.articles {
        unquoted(without_article(kept, rules))
    } else {
        punctuation.to_owned()
    }
}

fn is_latin_or_greek(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, 'À'..='ɏ' | 'Ͱ'..='Ͽ' | 'Ḁ'..='ỿ' | 'ἀ'..='῿' | 'Ⱡ'..='Ɀ' | '꜠'..='ꟿ')
            && c.is_alphabetic()
}

/// R7: without the accents on Latin and Greek letters. Marks of other scripts are letters of
/// their own (か and が), so they stay.
pub(super) fn strip_accents(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut strips = false;
    for c in text.nfd() {
        if is_combining_mark(c) {
            if !strips {
                out.push(c);
            }
            continue;
        }
        strips = is_latin_or_greek(c);
        match c {
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ħ' => out.push('h'),
            'ŧ' => out.push('t'),
            'ı' => out.push('i'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            _ => out.push(c),
        }
    }
    out.nfc().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str, language: &str) -> String {
        let rules = TextRules {
            language: language.to_owned(),
            ..TextRules::default()
        };
        fold(text, &rules)
    }

    #[test]
    fn hygiene_takes_the_invisible_and_keeps_the_letters() {
        assert_eq!(
            hygiene("  a\u{200b}b\u{ad}c\u{202e}  d\u{feff}\n\te "),
            "abc d e"
        );
        assert_eq!(hygiene("e\u{301}"), "é");
        assert_eq!(hygiene("\u{200d}\u{2060} \u{7}"), "");
    }

    #[test]
    fn powers_and_fractions_survive_compatibility_forms() {
        assert_eq!(folded("10²", "en"), "10^2");
        assert_eq!(folded("10⁻³", "en"), "10^-3");
        assert_eq!(folded("1½", "en"), "1 1/2");
        assert_eq!(folded("H₂O", "en"), "h2o");
        assert_eq!(folded("¹⁴C", "en"), "14c");
        assert_eq!(folded("ﬁ", "en"), "fi");
    }

    #[test]
    fn case_folds_fully() {
        assert_eq!(folded("STRASSE", "en"), folded("Straße", "en"));
        assert_eq!(folded("ΟΔΟΣ", "en"), folded("οδος", "en"));
        assert_eq!(folded("İstanbul", "tr"), "istanbul");
        assert_eq!(folded("ISI", "tr"), "ısı");
    }

    #[test]
    fn punctuation_goes_where_it_means_nothing() {
        assert_eq!(folded("U.S.A.", "en"), "usa");
        assert_eq!(folded("well-known", "en"), "well known");
        assert_eq!(folded("war — peace", "en"), "war peace");
        assert_eq!(folded("and/or", "en"), "and or");
        assert_eq!(folded("Paris,France", "en"), "paris france");
        assert_eq!(folded("don’t", "en"), "dont");
        assert_eq!(folded("«oui»", "fr"), "oui");
        assert_eq!(folded("COVID-19", "en"), "covid 19");
    }

    #[test]
    fn punctuation_stays_where_it_means_something() {
        assert_eq!(folded("x != y", "en"), "x != y");
        assert_eq!(folded("C++", "en"), "c++");
        assert_eq!(folded("C#", "en"), "c#");
        assert_eq!(folded("3.14", "en"), "3.14");
        assert_eq!(folded("3,14", "en"), "3,14");
        assert_eq!(folded("x-1", "en"), "x-1");
        assert_eq!(folded("-5", "en"), "-5");
        assert_eq!(folded("50%", "en"), "50%");
        assert_eq!(folded("24/7", "en"), "24/7");
    }

    #[test]
    fn nothing_is_folded_to_nothing() {
        assert_eq!(folded(".", "en"), ".");
        assert_eq!(folded("?!", "en"), "?!");
        assert_eq!(folded("'", "en"), "'");
        assert_eq!(folded("the", "en"), "the");
        assert_eq!(folded("A", "en"), "a");
        assert_eq!(folded("l'", "fr"), "l");
    }

    #[test]
    fn one_leading_article_goes() {
        assert_eq!(folded("The Hague", "en"), "hague");
        assert_eq!(folded("to run", "en"), "run");
        assert_eq!(folded("der Tisch", "de"), "tisch");
        assert_eq!(folded("der Tisch", "en"), "der tisch");
        assert_eq!(folded("l’eau", "fr"), "eau");
        assert_eq!(folded("un'amica", "it"), "amica");
        assert_eq!(folded("the a team", "en"), "a team");
        assert_eq!(folded("“The Hobbit”", "en"), "hobbit");
    }

    #[test]
    fn accents_leave_latin_and_greek_only() {
        assert_eq!(strip_accents("crème brûlée"), "creme brulee");
        assert_eq!(strip_accents("łódź"), "lodz");
        assert_eq!(strip_accents("ἄνθρωπος"), "ανθρωπος");
        assert_eq!(strip_accents("が"), "が");
        assert_eq!(strip_accents("й"), "й");
        assert_eq!(strip_accents("שָׁלוֹם"), "שָׁלוֹם".nfc().collect::<String>());
        assert_eq!(strip_accents("हिन्दी"), "हिन्दी");
    }

    #[test]
    fn german_umlauts_may_be_written_out() {
        assert_eq!(folded("Müller", "de"), folded("Mueller", "de"));
        assert_ne!(folded("Müller", "en"), folded("Mueller", "en"));
    }

    proptest! {
        /// A letter that needs the tables stands beside the text, so that the long way is taken.
        #[test]
        fn plain_texts_fold_as_they_do_beside_other_letters(text in "[ -~]{0,12}") {
            let rules = TextRules::default();
            let clean = hygiene(&text);
            if !clean.is_empty() {
                prop_assert_eq!(hygiene(&format!("{text} é")), format!("{clean} é"));
                prop_assert_eq!(
                    fold_case(&format!("{clean} é"), &rules),
                    format!("{} é", fold_case(&clean, &rules))
                );
            }
            prop_assert_eq!(write_out(&format!("{text}é")), format!("{}é", write_out(&text)));
            prop_assert_eq!(
                strip_accents(&format!("{text} é")),
                format!("{} e", strip_accents(&text))
            );
        }

        #[test]
        fn folding_is_the_last_of_its_steps(text in "[a-zA-Z0-9 '.,;?éäßʼ-]{0,14}", language in "en|fr|de|tr") {
            let rules = TextRules { language, ..TextRules::default() };
            prop_assert_eq!(fold(&text, &rules), Folded::of(&hygiene(&text), &rules).text);
        }
    }
}
