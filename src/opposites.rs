//! Words that turn a sentence round: with its opposite in a word's place, a true statement is false
//! and a question is another one.

/// Pairs that make a true statement false for certain; each way round.
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

/// More pairs that stand against each other, but not for certain where they are put in; each way
/// round.
const LOOSE: &[(&str, &str)] = &[
    ("open", "close"),
    ("opens", "closes"),
    ("win", "lose"),
    ("wins", "loses"),
    ("rise", "fall"),
    ("begin", "end"),
    ("begins", "ends"),
    ("began", "ended"),
    ("start", "end"),
    ("starts", "ends"),
    ("started", "ended"),
    ("starts", "stops"),
    ("first", "last"),
    ("left", "right"),
    ("take", "give"),
    ("takes", "gives"),
    ("took", "gave"),
    ("gain", "lose"),
    ("gains", "loses"),
    ("buy", "sell"),
    ("buys", "sells"),
    ("bought", "sold"),
    ("enter", "leave"),
    ("enters", "leaves"),
    ("entered", "left"),
    ("joined", "left"),
    ("arrive", "leave"),
    ("push", "pull"),
    ("allow", "forbid"),
    ("allows", "forbids"),
    ("accept", "reject"),
    ("accepts", "rejects"),
    ("support", "oppose"),
    ("supports", "opposes"),
    ("raise", "lower"),
    ("raises", "lowers"),
    ("least", "most"),
    ("best", "worst"),
    ("better", "worse"),
    ("fewer", "more"),
    ("fewest", "most"),
    ("large", "small"),
    ("big", "small"),
    ("long", "short"),
    ("high", "low"),
    ("old", "young"),
    ("old", "new"),
    ("early", "late"),
    ("earlier", "later"),
    ("fast", "slow"),
    ("rich", "poor"),
    ("strong", "weak"),
    ("deep", "shallow"),
    ("heavy", "light"),
    ("lighter", "heavier"),
    ("under", "over"),
    ("over", "below"),
    ("father", "mother"),
    ("son", "daughter"),
    ("brother", "sister"),
    ("husband", "wife"),
    ("king", "queen"),
    ("male", "female"),
    ("summer", "winter"),
    ("day", "night"),
    ("cause", "effect"),
    ("singular", "plural"),
    ("acid", "base"),
    ("true", "false"),
];

fn stand(pairs: &'static [(&str, &str)], word: &str) -> impl Iterator<Item = &'static str> {
    pairs.iter().filter_map(move |(one, other)| {
        if *one == word {
            Some(*other)
        } else {
            (*other == word).then_some(*one)
        }
    })
}

/// The opposite of a word, if it has one that makes a true statement false for certain.
pub fn opposite(word: &str) -> Option<&'static str> {
    stand(PAIRS, word).next()
}

/// Whether two words, in lower case, stand against each other.
pub fn are_opposed(one: &str, other: &str) -> bool {
    stand(PAIRS, one)
        .chain(stand(LOOSE, one))
        .any(|opposite| opposite == other)
}
