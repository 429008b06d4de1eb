//! `retain draft`: what a text becomes, and what bad texts and names get.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;
use retain::diagnostic::Severity;
use retain::draft::{Options, draft};
use retain::source::Text;

use crate::house::{House, Ran};

/// The texts that drafts are tried on: every text of the tests' data.
fn texts() -> Vec<PathBuf> {
    let mut texts = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|end| end == "md" || end == "txt")
            {
                texts.push(path);
            }
        }
    }
    texts.sort();
    texts
}

fn text(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/draft");
    fs::read(folder.join(name)).unwrap()
}

/// A house with this text, drafted into `deck.toml`.
fn drafted(name: &str, content: impl AsRef<[u8]>) -> (House, Ran) {
    let house = House::new();
    house.write(name, content);
    let ran = house.run(&["draft", name, "-o", "deck.toml"], "");
    (house, ran)
}

/// What is written above a card that was taken although another one gives it away.
const TOLD: &str = "# Another card says what this one asks, or the other way round";

#[test]
fn a_draft_of_any_text_passes_check_and_says_of_which_cards_it_knows_that_they_collide() {
    let mut drafts = 0;
    for path in texts() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let (house, ran) = drafted(name, fs::read(&path).unwrap());
        if ran.code == 1 {
            continue;
        }
        ran.fine_code();
        drafts += 1;
        let deck = fs::read_to_string(house.path("deck.toml")).unwrap();
        let mut check = vec!["check", "--deny", "warnings", "deck.toml"];
        if deck.contains(TOLD) {
            check.extend(["--allow", "cross-cue"]);
        }
        let checked = house.run(&check, "");
        assert_eq!(checked.code, 0, "{}: {}", path.display(), checked.out);
        assert_eq!(
            deck.matches("[[card]]").count(),
            deck.matches("\ndraft = true\n").count(),
            "{name}"
        );
        assert_eq!(
            deck.matches("[[card]]").count(),
            deck.matches("\n# Check: ").count(),
            "{name}"
        );
    }
    assert!(drafts >= 2);
}

#[test]
fn no_seed_makes_a_flawed_draft_or_one_of_fewer_cards_than_the_text_bears() {
    let texts = texts();
    std::thread::scope(|scope| {
        for path in &texts {
            scope.spawn(|| no_flaw_of_any_seed(path));
        }
    });
}

fn no_flaw_of_any_seed(path: &Path) {
    let text = Text::read(&fs::read_to_string(path).unwrap(), None);
    let draft = |cards, seed| {
        let options = Options {
            cards,
            seed,
            name: "text.txt".to_owned(),
            file: None,
        };
        draft(&text, &options, || ())
    };
    let shown = path.display();
    let all = draft(None, 0).cards;
    for seed in 1..=4 {
        // Up to two thirds of what the text bears can be asked for with any seed.
        let wanted = (all * 2 / 3).min(5 * seed as usize);
        let (some, whole) = (draft(Some(wanted.max(1)), seed), draft(None, seed));
        assert!(some.cards >= wanted, "{shown}, seed {seed}: {}", some.cards);
        // Five in six of the statements that are found have a card, where so many can be asked.
        let asked = whole.cards >= whole.statements * 5 / 6;
        assert!(
            asked || whole.cards >= all,
            "{shown}, seed {seed}: {} of {}",
            whole.cards,
            whole.statements
        );
        for deck in [some.deck, whole.deck] {
            let told = deck.matches(TOLD).count();
            let (_, found) = retain::lint::check(deck.as_bytes(), "deck", &BTreeMap::new());
            let grave = found
                .iter()
                .filter(|finding| finding.severity != Severity::Info)
                .filter(|finding| told == 0 || finding.code != "cross-cue");
            let grave: Vec<_> = grave.collect();
            assert!(grave.is_empty(), "{shown}, seed {seed}: {grave:?}");
        }
    }
}

#[test]
fn four_dated_events_are_put_in_order_and_what_somebody_says_is_no_gap() {
    let text = "The canal\n\nJames Brindley built the canal from Worsley to Manchester in 1761. The \
                Duke of Bridgewater opened the basin at Castlefield on 3 March 1765, and boats came \
                from all sides. The railway company bought the canal and its wharves in 1872. Two \
                historians say that Thomas Telford designed the bridge. The last boat with coal \
                left the wharf at Worsley in 1952.\n";
    for seed in ["0", "1", "2", "3"] {
        let house = House::new();
        house.write("canal.txt", text);
        let deck = house
            .run(&["draft", "canal.txt", "--seed", seed], "")
            .fine_code()
            .out;
        let order = deck.lines().find(|line| line.starts_with("order = "));
        let items = order.map(|line| line.matches("\", \"").count() + 1);
        assert_eq!(items, Some(4), "{deck}");
        assert!(!deck.contains("{{Thomas"), "{deck}");
    }
}

#[test]
fn a_draft_of_a_history() {
    let (house, ran) = drafted("lighthouse.md", text("lighthouse.md"));
    let deck = fs::read_to_string(house.path("deck.toml")).unwrap();
    assert_snapshot!("draft_of_a_history", deck + "--- said\n" + &ran.whole());
}

#[test]
fn the_same_seed_makes_the_same_draft_and_fewer_cards_come_from_all_paragraphs() {
    let house = House::new();
    house.write("lighthouse.md", text("lighthouse.md"));
    let draft = |more: &[&str]| {
        let mut arguments = vec!["draft", "lighthouse.md"];
        arguments.extend(more);
        house.run(&arguments, "").fine_code().out
    };
    assert_eq!(draft(&[]), draft(&[]));
    let few = draft(&["--cards", "6"]);
    assert_eq!(few.matches("[[card]]").count(), 6);
    let paragraphs: HashSet<&str> = few
        .lines()
        .filter(|line| line.starts_with("source = "))
        .collect();
    assert!(paragraphs.len() >= 4, "{few}");
}

#[test]
fn true_and_false_are_balanced() {
    for name in ["lighthouse.md", "kelp.txt"] {
        let (house, _) = drafted(name, text(name));
        let deck = fs::read_to_string(house.path("deck.toml")).unwrap();
        let count = |answer: &str| deck.matches(&format!("\nanswer = {answer}\n")).count();
        assert!(count("true").abs_diff(count("false")) <= 1, "{name}");
    }
}

#[test]
fn drafts_are_not_asked_until_somebody_has_looked_at_them() {
    let (house, _) = drafted("kelp.txt", text("kelp.txt"));
    let out = house.plain(&["deck.toml"], &[]).fine().out;
    assert!(
        out.contains("cards are drafts: look at them, then take out their lines"),
        "{out}"
    );
    let deck = fs::read_to_string(house.path("deck.toml")).unwrap();
    house.write("deck.toml", deck.replacen("draft = true\n", "", 1));
    let out = house.plain(&["deck.toml"], &[":quit"]).fine_code().out;
    assert!(out.contains("1 new"), "{out}");
}

#[test]
fn another_language_gets_gaps_and_no_english() {
    let german = "Der Rhein\n\nDer Rhein ist ein Fluss und entspringt in der Schweiz. Im Jahr 1817 \
                  begann Johann Gottfried Tulla mit der Begradigung des Oberrheins. Der Fluss ist \
                  heute 1233 Kilometer lang und fließt bei Rotterdam in die Nordsee.\n";
    let (house, ran) = drafted("rhein.txt", german);
    ran.fine_code();
    let deck = fs::read_to_string(house.path("deck.toml")).unwrap();
    assert!(
        deck.contains("language = \"de\"") && deck.contains("cloze = "),
        "{deck}"
    );
    assert!(!deck.contains("question = "), "{deck}");
}

#[test]
fn bad_texts_and_names() {
    let mut said = String::new();
    let mut tell = |what: &str, ran: &Ran| {
        said.push_str(&format!("--- {what}\n{}", ran.whole()));
    };
    let house = House::with_cards("[[card]]\nquestion = \"One?\"\nanswer = \"one\"\n");
    house.write("empty.txt", "");
    house.write(
        "dull.txt",
        "This text says nothing much. It goes on and on for a while.\n",
    );
    house.write("latin.txt", b"The caf\xe9 opened in Paris in 1894.\n");
    house.write("large.txt", "a ".repeat(5 << 20));
    house.write("kelp.txt", text("kelp.txt"));
    house.write(
        "escape.txt",
        "Ada \u{1b}[31mLovelace wrote the notes on the engine in 1843.\n",
    );
    for file in [
        "none.txt",
        "empty.txt",
        "dull.txt",
        "latin.txt",
        "large.txt",
        "deck.toml",
        "data",
    ] {
        tell(file, &house.run(&["draft", file], ""));
    }
    tell(
        "taken",
        &house.run(&["draft", "kelp.txt", "-o", "deck.toml"], ""),
    );
    tell(
        "no folder",
        &house.run(&["draft", "kelp.txt", "-o", "none/deck.toml"], ""),
    );
    for cards in ["0", "-1", "many"] {
        tell(
            cards,
            &house.run(&["draft", "kelp.txt", "--cards", cards], ""),
        );
    }
    let many = house.run(
        &["draft", "kelp.txt", "--cards", "100000", "-o", "many.toml"],
        "",
    );
    tell("100000", &many);
    assert!(
        !house
            .run(&["draft", "escape.txt"], "")
            .out
            .contains('\u{1b}')
    );
    assert_snapshot!("bad_texts", said);
}
