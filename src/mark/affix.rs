//! Words that lie a slip apart and mean different things: affixes that turn a meaning, and pairs
//! that are mixed up. A slip that leads from one to the other is no slip.

mod confusable;

use confusable::are_confusable;

/// Prefixes that must not be taken for one another; the empty one stands for none at all.
const PREFIXES: &[&[&str]] = &[
    &["hyper", "hypo"],
    &["inter", "intra", "intro", "infra", "extra"],
    &["macro", "micro"],
    &["anti", "ante"],
    &["pre", "post", "pro"],
    &["sub", "super", "supra"],
    &["endo", "exo", "ecto", "meso"],
    &["ortho", "meta", "para"],
    &["homo", "hetero"],
    &["auto", "allo"],
    &["ab", "ad"],
    &["af", "ef"],
    &["eu", "dys"],
    &["over", "under"],
    &[
        "mono", "di", "bi", "tri", "tetra", "penta", "hexa", "hepta", "octa", "",
    ],
    &["uni", "bi", "tri", "multi"],
    &[
        "nano", "micro", "milli", "centi", "kilo", "mega", "giga", "tera", "pico",
    ],
    &["mega", "giga"],
    &["meth", "eth", "prop", "but"],
    &[
        "un", "in", "im", "il", "ir", "dis", "mis", "non", "a", "an", "anti", "",
    ],
    &["in", "ex"],
    &["im", "ex"],
    &["immi", "emi"],
    &["in", "de", "re", "e", ""],
    &["en", "de"],
    &["de", "di"],
    &["co", ""],
    &["per", "hypo"],
    &["iso", "neo"],
    &["pro", "ana", "telo"],
    &["leuco", "leuko", "eryth"],
    &["peri", "para"],
];

/// Endings that must not be taken for one another.
const SUFFIXES: &[&[&str]] = &[
    &["ate", "ite", "ide", "ine"],
    &["ates", "ites", "ides", "ines"],
    &["ane", "ene", "yne", "ine"],
    &["anes", "enes", "ynes", "ines"],
    &["ol", "al", "one", "yl"],
    &["ose", "ase"],
    &["ic", "ous"],
    &["osis", "itis", "iasis", "oma"],
    &["emia", "aemia", "uria"],
    &["ectomy", "ostomy", "otomy"],
    &["gram", "graph", "graphy"],
    &["blast", "clast", "cyte"],
    &["blasts", "clasts", "cytes"],
    &["philic", "phobic"],
    &["phile", "phobe"],
    &["phil", "phob"],
    &["philia", "phobia"],
    &["phagia", "phasia", "phonia", "praxia"],
    &["tropic", "trophic"],
    &["er", "ee"],
    &["or", "ee"],
    &["ers", "ees"],
    &["ors", "ees"],
    &["ist", "ism"],
    &["teen", "ty", "th", "tieth"],
    &["less", "ful"],
];

/// Whether one word is the other with another prefix or ending of its group.
fn swaps_affix(one: &str, other: &str) -> bool {
    PREFIXES.iter().any(|group| {
        group.iter().any(|a| {
            !a.is_empty()
                && one.strip_prefix(a).is_some_and(|rest| {
                    group.iter().any(|b| {
                        a != b
                            && !rest.is_empty()
                            && other.strip_prefix(b).is_some_and(|other| {
                                if b.is_empty() {
                                    other == rest
                                } else {
                                    alike(rest, other)
                                }
                            })
                    })
                })
        })
    }) || SUFFIXES.iter().any(|group| {
        group.iter().any(|a| {
            one.strip_suffix(a).is_some_and(|rest| {
                group.iter().any(|b| {
                    a != b
                        && other
                            .strip_suffix(b)
                            .is_some_and(|other| alike(rest, other))
                })
            })
        })
    })
}

/// Whether two stems are the same but for at most one slip.
fn alike(one: &str, other: &str) -> bool {
    one == other || strsim::osa_distance(one, other) <= 1
}

/// Whether two different folded words that look alike are known to mean different things.
pub(super) fn differ_in_meaning(one: &str, other: &str) -> bool {
    swaps_affix(one, other) || swaps_affix(other, one) || are_confusable(one, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn affixes_turn_the_meaning() {
        for (one, other) in [
            ("hypertension", "hypotension"),
            ("sulfate", "sulfite"),
            ("chloride", "chlorine"),
            ("intracellular", "intercellular"),
            ("symmetric", "asymmetric"),
            ("ability", "inability"),
            ("unorganised", "disorganised"),
            ("butane", "butene"),
            ("lactose", "lactase"),
            ("macroscopic", "microscopic"),
            ("antenatal", "antinatal"),
            ("hydrophilic", "hydrophobic"),
            ("osteoblast", "osteoclast"),
            ("tracheotomy", "tracheostomy"),
            ("disulfide", "trisulfide"),
            ("bicarbonate", "carbonate"),
            ("abduction", "adduction"),
            ("employer", "employee"),
        ] {
            assert!(differ_in_meaning(one, other), "{one} and {other}");
            assert!(differ_in_meaning(other, one), "{other} and {one}");
        }
    }

    #[test]
    fn confusable_words_are_known_in_their_forms() {
        for (one, other) in [
            ("affect", "effect"),
            ("affected", "effected"),
            ("principal", "principle"),
            ("iran", "iraq"),
            ("stalactites", "stalagmites"),
        ] {
            assert!(differ_in_meaning(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn slips_do_not_turn_the_meaning() {
        for (one, other) in [
            ("receive", "recieve"),
            ("house", "houuse"),
            ("government", "goverment"),
            ("indepndence", "independence"),
            ("responsible", "responsable"),
        ] {
            assert!(!differ_in_meaning(one, other), "{one} and {other}");
        }
    }
}
