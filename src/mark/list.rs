//! Marking a typed list of items.

mod cut;

use super::fold::hygiene;
use super::language;
use super::order::{longest_rising, share};
use super::rules::TextRules;
use super::text::{self, Guard, TextKey, fold};
use super::{Mark, Reason, Verdict};
use cut::{bare, cut};

/// The items a card asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListKey {
    /// The items; each with its other names.
    pub items: Vec<TextKey>,
    /// How many of them are enough; all if it is `None`.
    pub need: Option<usize>,
    /// Whether they have to come in the order of `items`.
    pub ordered: bool,
}

/// How one typed item stands to one item of the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    No,
    Almost,
    Right,
}

/// The items of a list with their folded forms, so that what names one item is not taken for a
/// slip in another.
pub(super) struct Items<'a> {
    keys: &'a [TextKey],
    folded: Vec<Vec<String>>,
    rules: &'a TextRules,
}

impl<'a> Items<'a> {
    pub fn of(keys: &'a [TextKey], rules: &'a TextRules) -> Self {
        let folded = keys.iter().map(|key| key.folded(rules)).collect();
        Self {
            keys,
            folded,
            rules,
        }
    }

    /// Marks a text as one of the items, the others being its siblings.
    pub fn mark(&self, place: usize, guard: Guard, given: &str) -> Mark {
        let siblings = |folded: &str| {
            self.folded
                .iter()
                .enumerate()
                .find(|(other, forms)| *other != place && forms.iter().any(|form| form == folded))
                .map(|(other, _)| self.keys[other].answer().to_owned())
                .or_else(|| guard(folded))
        };
        text::mark(&self.keys[place], self.rules, &siblings, given)
    }

    fn fit(&self, place: usize, guard: Guard, given: &str) -> Fit {
        match self.mark(place, guard, given).verdict {
            Verdict::Correct => Fit::Right,
            Verdict::Almost => Fit::Almost,
            Verdict::Partial | Verdict::Wrong => Fit::No,
        }
    }
}

/// The typed items: the parts between separators, but for those an item of the key itself has
/// ("search and rescue").
fn typed_items(given: &str, items: &Items, guard: Guard) -> Vec<String> {
    let language = &items.rules.language;
    let parts = cut(given, language);
    let conjunctions = language::conjunctions(language);
    let mut lengths: Vec<(usize, usize)> = Vec::new();
    for (place, key) in items.keys.iter().enumerate() {
        for answer in key.answers() {
            let length = cut(answer, language).len();
            if length > 1 && !lengths.contains(&(length, place)) {
                lengths.push((length, place));
            }
        }
    }
    lengths.sort_unstable_by(|one, other| other.cmp(one));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        let whole = lengths.iter().find_map(|&(length, place)| {
            let last = parts.get(at + length - 1)?;
            let text = bare(&given[part.start..last.end]);
            (items.fit(place, guard, text) != Fit::No).then(|| (length, text.to_owned()))
        });
        let (length, text) =
            whole.unwrap_or_else(|| (1, bare(&given[part.start..part.end]).to_owned()));
        // An "and" that nothing follows; but `en` may be an item.
        let is_left_over = conjunctions.contains(&text.to_lowercase().as_str())
            && (0..items.keys.len()).all(|place| items.fit(place, guard, &text) == Fit::No);
        if !is_left_over {
            found.push(text);
        }
        at += length;
    }
    found
}

/// A maximum matching of typed items to items of the key over the pairs that fit at least so
/// well: for each item of the key the typed one.
fn matching(fits: &[Vec<Fit>], least: Fit, start: Vec<Option<usize>>) -> Vec<Option<usize>> {
    fn augment(
        typed: usize,
        fits: &[Vec<Fit>],
        least: Fit,
        taken: &mut [Option<usize>],
        seen: &mut [bool],
    ) -> bool {
        for item in 0..taken.len() {
            if fits[typed][item] < least || std::mem::replace(&mut seen[item], true) {
                continue;
            }
            let is_free = match taken[item] {
                None => true,
                Some(other) => augment(other, fits, least, taken, seen),
            };
            if is_free {
                taken[item] = Some(typed);
                return true;
            }
        }
        false
    }
    let mut taken = start;
    for typed in 0..fits.len() {
        if !taken.contains(&Some(typed)) {
            let mut seen = vec![false; taken.len()];
            augment(typed, fits, least, &mut taken, &mut seen);
        }
    }
    taken
}

impl PartialOrd for Fit {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        (*self as u8).partial_cmp(&(*other as u8))
    }
}

/// Marks a typed list: `max(0, hits − extras) / n`; where order counts, the longest common
/// subsequence divided by `n`. `n` is the number of items, or of those that are enough.
pub fn mark(key: &ListKey, rules: &TextRules, guard: Guard, given: &str) -> Mark {
    if hygiene(given).is_empty() {
        return Mark::omitted().trace("R0", "nothing is left");
    }
    let items = Items::of(&key.items, rules);
    let n = key.need.unwrap_or(key.items.len()).min(key.items.len());
    let mut typed: Vec<String> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for text in typed_items(given, &items, guard) {
        let folded = fold(&text, rules);
        if !seen.contains(&folded) {
            seen.push(folded);
            typed.push(text);
        }
    }
    let quoted = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| format!("`{text}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let all_typed: Vec<&str> = typed.iter().map(String::as_str).collect();
    let fits: Vec<Vec<Fit>> = typed
        .iter()
        .map(|text| {
            (0..key.items.len())
                .map(|place| items.fit(place, guard, text))
                .collect()
        })
        .collect();
    let right = matching(&fits, Fit::Right, vec![None; key.items.len()]);
    let taken = matching(&fits, Fit::Almost, right);
    let found = taken.iter().flatten().count();
    // What names an item that is taken already is said twice, not said wrong.
    let extras: Vec<&str> = typed
        .iter()
        .zip(&fits)
        .filter(|(_, fits)| fits.iter().all(|&fit| fit == Fit::No))
        .map(|(text, _)| text.as_str())
        .collect();
    let missing: Vec<&str> = key
        .items
        .iter()
        .zip(&taken)
        .filter(|(_, typed)| typed.is_none())
        .map(|(item, _)| item.answer())
        .collect();
    let almost: Vec<String> = taken
        .iter()
        .enumerate()
        .filter_map(|(place, typed_at)| {
            let typed_at = (*typed_at)?;
            (fits[typed_at][place] == Fit::Almost)
                .then(|| format!("`{}` → `{}`", typed[typed_at], key.items[place].answer()))
        })
        .collect();
    let (score, reason, said) = if key.ordered {
        let mut places: Vec<(usize, usize)> = taken
            .iter()
            .enumerate()
            .filter_map(|(place, typed)| Some(((*typed)?, place)))
            .collect();
        places.sort_unstable();
        let order: Vec<usize> = places.into_iter().map(|(_, place)| place).collect();
        let kept = longest_rising(&order).min(n);
        (
            share(kept, n),
            Reason::Order,
            format!("{kept} of {n} in the right order"),
        )
    } else {
        let hits = found.min(n);
        let said = format!("{hits} of {n} found, {} too many", extras.len());
        (
            share(hits.saturating_sub(extras.len()), n),
            Reason::List,
            said,
        )
    };
    let mut mark = Mark::scored(score, reason);
    if mark.verdict == Verdict::Correct && !almost.is_empty() {
        mark.verdict = Verdict::Almost;
    }
    let mut notes = almost;
    if found < n && !missing.is_empty() {
        notes.push(format!("missing: {}", quoted(&missing)));
    }
    if !extras.is_empty() {
        notes.push(format!("not in the list: {}", quoted(&extras)));
    }
    if key.ordered && mark.verdict == Verdict::Partial && found >= n {
        notes.push("the order differs".to_owned());
    }
    if !notes.is_empty() {
        mark.note = Some(notes.join("; "));
    }
    mark.trace("list", format!("split into {}", quoted(&all_typed)))
        .trace("list", said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(items: &[&str]) -> ListKey {
        ListKey {
            items: items.iter().map(|&item| TextKey::one(item)).collect(),
            need: None,
            ordered: false,
        }
    }

    fn marked(key: &ListKey, given: &str) -> Mark {
        mark(key, &TextRules::default(), &text::no_guard, given)
    }

    #[test]
    fn items_come_in_any_order_between_any_separators() {
        let key = key(&["red", "green", "blue"]);
        for given in [
            "blue, red and green",
            "blue; red; green",
            "Red,Green,Blue",
            "red, green, and blue",
            "red & green & blue",
            "1. red\n2. green\n3. blue",
            "- red\n- green\n- blue",
            "red, red, green, blue",
            "red, green, blue, and",
        ] {
            assert_eq!(marked(&key, given).verdict, Verdict::Correct, "{given}");
        }
    }

    #[test]
    fn extras_cancel_hits() {
        let key = key(&["red", "green", "blue"]);
        for (given, hits) in [
            ("red, green, blue, black", 2),
            ("red, green", 2),
            ("red, black", 0),
            ("black, white, red", 0),
            ("red, green, black", 1),
        ] {
            assert_eq!(marked(&key, given).score, share(hits, 3), "{given}");
        }
        assert_eq!(marked(&key, " , ; and").score, 0.0);
        assert_eq!(marked(&key, " ").reason, Reason::Omitted);
    }

    #[test]
    fn items_may_hold_separators() {
        let key = key(&["search and rescue", "bread, butter and jam", "police"]);
        for given in [
            "police, search and rescue, bread, butter and jam",
            "bread, butter and jam and serach and rescue and police",
        ] {
            let mark = marked(&key, given);
            assert_eq!(mark.score, 1.0, "{given}: {:?}", mark.note);
        }
    }

    #[test]
    fn other_names_are_one_item() {
        let key = ListKey {
            items: vec![
                TextKey::of(vec!["energy".into(), "fuel".into()], vec![]),
                TextKey::one("food"),
            ],
            need: None,
            ordered: false,
        };
        assert_eq!(marked(&key, "fuel, food").verdict, Verdict::Correct);
        assert_eq!(marked(&key, "fuel, energy, food").verdict, Verdict::Correct);
        assert_eq!(marked(&key, "fuel, energy").score, 0.5);
    }

    #[test]
    fn matching_is_the_best_there_is() {
        // "fuel" can be either; only giving it to the second item finds both.
        let key = ListKey {
            items: vec![
                TextKey::of(vec!["energy".into(), "fuel".into()], vec![]),
                TextKey::of(vec!["fuel".into()], vec![]),
            ],
            need: None,
            ordered: false,
        };
        assert_eq!(marked(&key, "fuel, energy").verdict, Verdict::Correct);
        assert_eq!(marked(&key, "energy, fuel").verdict, Verdict::Correct);
    }

    #[test]
    fn one_slip_makes_the_whole_almost_right() {
        let mark = marked(&key(&["hydrogen", "helium"]), "helium, hydrogne");
        assert_eq!((mark.verdict, mark.score), (Verdict::Almost, 1.0));
        assert_eq!(mark.note.as_deref(), Some("`hydrogne` → `hydrogen`"));
    }

    #[test]
    fn an_item_is_no_slip_for_another() {
        let mark = marked(&key(&["carbon", "carton"]), "carton");
        assert_eq!(mark.score, 0.5);
    }

    #[test]
    fn enough_is_enough() {
        let key = ListKey {
            need: Some(2),
            ..key(&["red", "green", "blue"])
        };
        assert_eq!(marked(&key, "red, blue").verdict, Verdict::Correct);
        assert_eq!(marked(&key, "red, blue, green").verdict, Verdict::Correct);
        assert_eq!(marked(&key, "red, blue, black").score, 0.5);
        assert_eq!(marked(&key, "red").score, 0.5);
    }

    #[test]
    fn order_counts_where_it_is_asked_for() {
        let key = ListKey {
            ordered: true,
            ..key(&["hydrogen", "helium", "lithium", "beryllium"])
        };
        assert_eq!(
            marked(&key, "hydrogen, helium, lithium, beryllium").verdict,
            Verdict::Correct
        );
        let mark = marked(&key, "helium, hydrogen, lithium, beryllium");
        assert_eq!((mark.score, mark.reason), (0.75, Reason::Order));
        assert_eq!(marked(&key, "beryllium").score, 0.25);
    }

    #[test]
    fn the_word_for_and_may_be_part_of_an_item() {
        let rules = TextRules {
            language: "es".into(),
            ..TextRules::default()
        };
        let key = key(&["vitamina a", "vitamina e", "y"]);
        for given in ["vitamina a, y, vitamina e", "vitamina a y vitamina e, y"] {
            let mark = mark(&key, &rules, &text::no_guard, given);
            assert_eq!(mark.verdict, Verdict::Correct, "{given}: {:?}", mark.note);
        }
    }

    #[test]
    fn the_word_for_and_is_the_languages() {
        let rules = TextRules {
            language: "de".into(),
            ..TextRules::default()
        };
        let key = key(&["rot", "grün"]);
        assert_eq!(
            mark(&key, &rules, &text::no_guard, "grün und rot").verdict,
            Verdict::Correct
        );
    }
}
