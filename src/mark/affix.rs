//! Words that lie a slip apart and mean different things: affixes that turn a meaning, and pairs
//! that are mixed up. A slip that leads from one to the other is no slip.

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

/// Words that are mixed up with each other, in groups.
const CONFUSABLE: &[&[&str]] = &[
    &["abjure", "adjure"],
    &["accept", "except"],
    &["access", "excess"],
    &["adapt", "adopt"],
    &["adaptation", "adoption"],
    &["adverse", "averse"],
    &["advice", "advise"],
    &["affect", "effect"],
    &["affection", "infection"],
    &["afferent", "efferent"],
    &["alimentary", "elementary"],
    &["allude", "elude"],
    &["allusion", "illusion", "delusion"],
    &["altar", "alter"],
    &["altitude", "attitude", "aptitude", "latitude"],
    &["amend", "emend"],
    &["angel", "angle"],
    &["appraise", "apprise"],
    &["ares", "aries"],
    &["artist", "artiste"],
    &["assure", "ensure", "insure"],
    &["atheist", "theist", "deist"],
    &["aural", "oral"],
    &["austria", "australia"],
    &["austrian", "australian"],
    &["bazaar", "bizarre"],
    &["bare", "bear"],
    &["benzene", "benzine"],
    &["berth", "birth"],
    &["brake", "break"],
    &["breath", "breathe", "breadth"],
    &["callus", "callous"],
    &["calvary", "cavalry"],
    &["canon", "cannon"],
    &["canvas", "canvass"],
    &["capital", "capitol"],
    &["carat", "caret", "carrot", "karat"],
    &["carpal", "carpel", "tarsal"],
    &["casual", "causal"],
    &["censor", "sensor", "censer", "censure"],
    &["cereal", "serial"],
    &["charon", "chiron"],
    &["chord", "cord"],
    &["chromatid", "chromatin"],
    &["cite", "site"],
    &["climatic", "climactic"],
    &["coarse", "course"],
    &["collision", "collusion"],
    &["colon", "colony", "colonel"],
    &["complement", "compliment"],
    &["complementary", "complimentary"],
    &["confidant", "confident"],
    &["conscience", "conscious"],
    &["contagious", "contiguous"],
    &["contact", "contract"],
    &["continual", "continuous"],
    &["convection", "convention", "conviction", "conduction"],
    &["corps", "corpse"],
    &["cortisol", "cortisone"],
    &["council", "counsel", "consul"],
    &["councillor", "counsellor"],
    &["country", "county"],
    &["creatine", "creatinine"],
    &["credible", "creditable"],
    &["currant", "current"],
    &["cygnet", "signet"],
    &["cystine", "cysteine", "cytosine"],
    &["dairy", "diary"],
    &["decent", "descent", "dissent"],
    &["definite", "definitive"],
    &["deprecate", "depreciate"],
    &["desert", "dessert"],
    &["device", "devise"],
    &["diffraction", "refraction", "reflection"],
    &["disburse", "disperse"],
    &["discreet", "discrete"],
    &["dominica", "dominican"],
    &["draft", "draught"],
    &["dual", "duel"],
    &["dysphagia", "dysphasia", "dysphonia"],
    &["eclipse", "ellipse", "ellipsis"],
    &["ecology", "etiology"],
    &["eight", "eighth", "eighty"],
    &["elicit", "illicit"],
    &["emigrant", "immigrant"],
    &["eminent", "imminent", "immanent"],
    &["envelop", "envelope"],
    &["epigram", "epigraph", "epitaph", "epithet"],
    &["ester", "ether"],
    &["ethic", "ethnic"],
    &["ethology", "ethnology"],
    &["entomology", "etymology"],
    &["evolution", "revolution", "resolution"],
    &["exercise", "exorcise"],
    &["expand", "expend"],
    &["extant", "extent"],
    &["facial", "fascial", "faecal"],
    &["farther", "further"],
    &["fission", "fusion"],
    &["flaunt", "flout"],
    &["foreword", "forward"],
    &["form", "from"],
    &["formally", "formerly"],
    &["fort", "forte", "forth", "forty", "fourth"],
    &["four", "fourth", "forty"],
    &["gambia", "zambia"],
    &["genius", "genus"],
    &["gallium", "thallium"],
    &["glucagon", "glycogen"],
    &["glutamate", "glutamine"],
    &["gorilla", "guerrilla"],
    &["guiana", "guyana", "guinea", "ghana"],
    &["heroin", "heroine"],
    &["hoard", "horde"],
    &["human", "humane"],
    &["humeral", "humoral"],
    &["humerus", "humorous"],
    &["hungary", "hungry"],
    &["hyperbola", "hyperbole"],
    &["iceland", "ireland"],
    &["idle", "idol"],
    &["ileum", "ilium"],
    &["ilial", "ileal", "iliac"],
    &["incidence", "incidents"],
    &["infect", "infest"],
    &["ingenious", "ingenuous"],
    &["interment", "internment"],
    &["iran", "iraq"],
    &["irrigation", "irritation"],
    &["isotone", "isotope"],
    &["later", "latter"],
    &["larva", "lava", "larvae"],
    &["laos", "lagos"],
    &["lessen", "lesson"],
    &["liable", "libel"],
    &["lightening", "lightning"],
    &["loath", "loathe"],
    &["loose", "lose"],
    &["mali", "malta", "bali"],
    &["malleolus", "malleus"],
    &["manet", "monet"],
    &["mantel", "mantle"],
    &["marital", "martial"],
    &["mars", "marx"],
    &["marten", "martin"],
    &["mauritania", "mauritius"],
    &["medal", "metal", "petal"],
    &["median", "medium", "mediant"],
    &["meddle", "mettle"],
    &["meiosis", "mitosis", "miosis"],
    &["meiotic", "mitotic"],
    &["meteor", "meteorite"],
    &["meteorology", "metrology"],
    &["militate", "mitigate"],
    &["missal", "missile"],
    &["monaco", "morocco"],
    &["monetary", "monitory"],
    &["moral", "morale", "mortal"],
    &["morality", "mortality", "morbidity"],
    &["mucous", "mucus"],
    &["naval", "navel"],
    &["neurology", "nephrology", "urology"],
    &["niger", "nigeria"],
    &["nigerian", "nigerien"],
    &["nine", "ninth", "ninety"],
    &["ontology", "oncology"],
    &["ordinance", "ordnance"],
    &["palate", "palette", "pallet"],
    &["palpation", "palpitation"],
    &["parable", "parabola"],
    &["parity", "purity"],
    &["passed", "past"],
    &["patience", "patients"],
    &["peace", "piece"],
    &["pedal", "peddle"],
    &["perineal", "peroneal", "peritoneal"],
    &["perineum", "peritoneum"],
    &["persecute", "prosecute"],
    &["personal", "personnel"],
    &["perspective", "prospective"],
    &["phase", "phrase"],
    &["plaintiff", "plaintive"],
    &["plane", "plain"],
    &["planet", "plant"],
    &["plato", "pluto"],
    &["pole", "poll"],
    &["populace", "populous"],
    &["pour", "poor"],
    &["precede", "proceed"],
    &["precedent", "president"],
    &["preposition", "proposition"],
    &["prescribe", "proscribe"],
    &["principal", "principle"],
    &["profit", "prophet"],
    &["prostate", "prostrate"],
    &["protein", "protean"],
    &["psychology", "physiology", "phycology"],
    &["quiet", "quite"],
    &["radical", "radicle"],
    &["radian", "radium", "radius", "radon"],
    &["rain", "reign", "rein"],
    &["rational", "rationale"],
    &["ravage", "ravish"],
    &["reality", "realty"],
    &["region", "religion"],
    &["respectfully", "respectively"],
    &["salvage", "savage"],
    &["sceptic", "septic"],
    &["secret", "secrete"],
    &["sensual", "sensuous"],
    &["silica", "silicon", "silicone"],
    &["slovakia", "slovenia"],
    &["slovakian", "slovenian"],
    &["socrates", "isocrates"],
    &["stalactite", "stalagmite"],
    &["stationary", "stationery"],
    &["statue", "statute", "stature", "status"],
    &["straight", "strait"],
    &["suit", "suite"],
    &["terbium", "erbium", "ytterbium"],
    &["than", "then"],
    &["thiamine", "thymine", "tyramine"],
    &["thorium", "thulium"],
    &["titan", "triton"],
    &["tortuous", "torturous"],
    &["trail", "trial"],
    &["tropic", "topic"],
    &["tuesday", "thursday"],
    &["united", "untied"],
    &["ureter", "urethra", "uterus"],
    &["ureteral", "urethral"],
    &["vacation", "vocation"],
    &["vain", "vein", "vane"],
    &["venal", "venial"],
    &["venous", "venus", "venom"],
    &["veracious", "voracious"],
    &["verses", "versus"],
    &["vesical", "vesicle"],
    &["villus", "villous"],
    &["viscous", "viscus"],
    &["waive", "wave"],
    &["wander", "wonder"],
    &["weather", "whether"],
];

/// Endings under which a confusable pair stays confusable (`affected` and `effected`).
const INFLECTIONS: &[&str] = &["", "s", "es", "ed", "d", "ing", "ly", "al", "ally"];

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

fn are_confusable(one: &str, other: &str) -> bool {
    INFLECTIONS.iter().any(
        |ending| match (one.strip_suffix(ending), other.strip_suffix(ending)) {
            (Some(one), Some(other)) => CONFUSABLE
                .iter()
                .any(|group| group.contains(&one) && group.contains(&other)),
            _ => false,
        },
    )
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
