//! What is known of places beyond the text: which are no actors, and which capital stands for
//! which state, so that one is no wrong answer for the other.

/// Words that make a place a stretch of land or water.
const LAND: &[&str] = &[
    "peninsula",
    "sea",
    "ocean",
    "river",
    "lake",
    "bay",
    "gulf",
    "strait",
    "mountain",
    "mountains",
    "mount",
    "island",
    "islands",
    "valley",
    "desert",
    "coast",
    "canal",
    "asia",
    "europe",
    "africa",
    "america",
    "antarctica",
    "oceania",
    "alps",
    "andes",
    "himalayas",
    "atlantic",
    "pacific",
    "delta",
    "plateau",
    "basin",
    "hills",
    "forest",
];

/// A state and the city that its government is spoken of as.
const CAPITALS: &[(&str, &str)] = &[
    ("china", "beijing"),
    ("north korea", "pyongyang"),
    ("south korea", "seoul"),
    ("japan", "tokyo"),
    ("russia", "moscow"),
    ("soviet union", "moscow"),
    ("united states", "washington"),
    ("us", "washington"),
    ("america", "washington"),
    ("united kingdom", "london"),
    ("britain", "london"),
    ("england", "london"),
    ("great britain", "london"),
    ("france", "paris"),
    ("germany", "berlin"),
    ("italy", "rome"),
    ("spain", "madrid"),
    ("portugal", "lisbon"),
    ("austria", "vienna"),
    ("turkey", "ankara"),
    ("iran", "tehran"),
    ("iraq", "baghdad"),
    ("egypt", "cairo"),
    ("israel", "jerusalem"),
    ("india", "delhi"),
    ("india", "new delhi"),
    ("pakistan", "islamabad"),
    ("greece", "athens"),
    ("belgium", "brussels"),
    ("european union", "brussels"),
    ("ukraine", "kyiv"),
    ("poland", "warsaw"),
    ("taiwan", "taipei"),
    ("canada", "ottawa"),
    ("australia", "canberra"),
];

/// States and countries whose capital is not spoken of as they are.
const COUNTRIES: &[&str] = &[
    "scotland",
    "wales",
    "ireland",
    "denmark",
    "sweden",
    "norway",
    "finland",
    "iceland",
    "netherlands",
    "holland",
    "switzerland",
    "hungary",
    "romania",
    "bulgaria",
    "serbia",
    "croatia",
    "mexico",
    "brazil",
    "argentina",
    "chile",
    "peru",
    "cuba",
    "vietnam",
    "thailand",
    "indonesia",
    "malaysia",
    "singapore",
    "philippines",
    "korea",
    "mongolia",
    "nepal",
    "afghanistan",
    "syria",
    "saudi arabia",
    "south africa",
    "nigeria",
    "kenya",
    "ethiopia",
    "algeria",
    "morocco",
    "libya",
    "new zealand",
    "estonia",
    "latvia",
    "lithuania",
    "prussia",
    "hong kong",
    "sri lanka",
];

/// Whether a place is a stretch of land or water.
pub(super) fn is_land(folded: &str) -> bool {
    folded.split(' ').any(|word| LAND.contains(&word))
}

/// Whether a place is a state, so that towns and counties may lie in it; folded.
pub(super) fn is_state(folded: &str) -> bool {
    let name = folded.trim();
    CAPITALS.iter().any(|(state, _)| *state == name) || COUNTRIES.contains(&name)
}

/// The states that a capital may stand for, and it for them; folded.
pub(super) fn states_of(city: &str) -> impl Iterator<Item = &'static str> {
    CAPITALS
        .iter()
        .filter(move |(_, capital)| *capital == city.trim())
        .map(|(state, _)| *state)
}

/// Whether one of two places may stand for the other; both folded.
pub(super) fn may_mean(one: &str, other: &str) -> bool {
    let pair = (one.trim(), other.trim());
    CAPITALS
        .iter()
        .any(|(state, city)| pair == (*state, *city) || pair == (*city, *state))
}
