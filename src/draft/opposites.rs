//! Words whose opposite makes a true statement false for certain, more surely than another name
//! does.

/// Pairs of opposites; each way round.
const PAIRS: &[(&str, &str)] = &[
    ("reduced", "increased"),
    ("increased", "decreased"),
    ("rose", "fell"),
    ("won", "lost"),
    ("supported", "opposed"),
    ("refused", "agreed"),
    ("accepted", "rejected"),
    ("strengthened", "weakened"),
    ("allowed", "forbade"),
    ("opened", "closed"),
    ("doubled", "halved"),
    ("expanded", "shrank"),
    ("gained", "lost"),
    ("raised", "lowered"),
    ("largest", "smallest"),
    ("biggest", "smallest"),
    ("longest", "shortest"),
    ("highest", "lowest"),
    ("oldest", "youngest"),
    ("deepest", "shallowest"),
    ("fastest", "slowest"),
    ("earliest", "latest"),
    ("richest", "poorest"),
    ("strongest", "weakest"),
    ("wettest", "driest"),
    ("hottest", "coldest"),
    ("larger", "smaller"),
    ("longer", "shorter"),
    ("higher", "lower"),
    ("older", "younger"),
    ("faster", "slower"),
    ("stronger", "weaker"),
    ("warmer", "colder"),
    ("more", "less"),
    ("northern", "southern"),
    ("eastern", "western"),
    ("north", "south"),
    ("east", "west"),
    ("above", "below"),
    ("inside", "outside"),
    ("before", "after"),
    ("majority", "minority"),
    ("maximum", "minimum"),
    ("rural", "urban"),
    ("import", "export"),
    ("imports", "exports"),
    ("victory", "defeat"),
    ("success", "failure"),
    ("successful", "unsuccessful"),
    ("legal", "illegal"),
    ("possible", "impossible"),
    ("public", "private"),
    ("positive", "negative"),
    ("increase", "decrease"),
    ("increases", "decreases"),
    ("absorb", "release"),
    ("absorbs", "releases"),
    ("rises", "falls"),
    ("hot", "cold"),
    ("warm", "cold"),
    ("wet", "dry"),
    ("sour", "sweet"),
    ("easily", "hardly"),
    ("inner", "outer"),
    ("upper", "lower"),
];

/// The opposite of a word, if it has one that is certain.
pub(super) fn opposite(word: &str) -> Option<&'static str> {
    PAIRS.iter().find_map(|(one, other)| {
        if *one == word {
            Some(*other)
        } else {
            (*other == word).then_some(*one)
        }
    })
}
