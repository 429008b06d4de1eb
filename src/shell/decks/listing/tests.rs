//! That the cache changes nothing but time.
#![expect(
    clippy::disallowed_methods,
    reason = "the tests make the files that are looked at"
)]

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use proptest::collection::vec;
use tempfile::TempDir;

use super::*;
use crate::shell::args::Cli;

struct House {
    temp: TempDir,
    config: Config,
}

impl House {
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let data = temp.path().to_str().unwrap();
        let settings = temp.path().join("config.toml");
        fs::write(&settings, "built_in = false\n").unwrap();
        let settings = settings.to_str().unwrap();
        let arguments = ["retain", "--data-dir", data, "--config", settings];
        let config = Config::read(&Cli::parse_from(arguments).global).unwrap();
        fs::create_dir(temp.path().join("decks")).unwrap();
        Self { temp, config }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.temp.path().join("decks").join(name)
    }

    fn cache(&self) -> PathBuf {
        self.temp.path().join("cache/decks")
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn listed(&self) -> Shown {
        shown(Lister::remembering(&self.config).find(&[]))
    }

    fn read(&self) -> Shown {
        shown(Lister::reading(&self.config).find(&[]))
    }

    /// Which decks had to be read.
    fn reads(&self) -> Vec<String> {
        let found = Lister::remembering(&self.config).find(&[]).unwrap();
        let decks = found.decks.into_iter();
        decks
            .filter(|listed| listed.deck.is_some())
            .map(|listed| listed.brief.id.clone())
            .collect()
    }

    /// As if some time had passed.
    fn later(&self) {
        let mut cache = Cache::open(&self.config);
        cache.settle();
        cache.save();
    }
}

type Shown = Result<(Vec<(Origin, String, Brief)>, Vec<String>), String>;

fn shown(found: Result<Found<Listed>>) -> Shown {
    let found = found.map_err(|error| format!("{error:#}"))?;
    let decks = found.decks.into_iter();
    let decks = decks.map(|listed| (listed.origin, listed.place, (*listed.brief).clone()));
    Ok((decks.collect(), found.notes))
}

fn text(cards: u8) -> String {
    let card = |n| {
        format!(
            "[[card]]\nid = \"c{n}\"\nquestion = \"Question {n} of {cards}?\"\nanswer = \"A{n}\"\ntags = [\"t{}\"]\n",
            n % 3
        )
    };
    (0..cards).map(card).collect()
}

#[test]
fn a_file_is_read_once_and_again_only_when_it_has_changed() {
    let house = House::new();
    house.write("a.toml", &text(3));
    house.write("b.toml", &text(2));
    assert_eq!(house.reads()[..2], ["a", "b"]);
    // They have just been written, so their bytes are looked at, and found to be the same.
    assert_eq!(house.reads(), [""; 0]);
    house.later();
    house.write("b.toml", &text(4));
    assert_eq!(house.reads(), ["b"]);
    assert_eq!(house.listed(), house.read());
}

#[test]
fn a_cache_that_is_damaged_cut_foreign_or_gone_is_as_none() {
    let house = House::new();
    house.write("a.toml", &text(3));
    house.write("no-deck.toml", "[deck");
    let fresh = house.listed();
    assert_eq!(fresh, house.read());
    house.later();
    let sound = fs::read(house.cache()).unwrap();
    let damaged = |bytes: &[u8]| {
        fs::write(house.cache(), bytes).unwrap();
        assert_eq!(house.listed(), fresh);
    };
    damaged(b"");
    damaged(b"something else altogether, of another program");
    damaged(&sound[..sound.len() / 2]);
    for at in (0..sound.len()).step_by(sound.len() / 40) {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x40;
        damaged(&bytes);
    }
    fs::remove_dir_all(house.temp.path().join("cache")).unwrap();
    assert_eq!(house.listed(), fresh);
}

#[test]
fn it_is_its_owners_alone_and_without_a_data_folder_there_is_none() {
    use std::os::unix::fs::PermissionsExt;
    let house = House::new();
    house.write("a.toml", &text(1));
    house.listed().unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&house.cache()), 0o600);
    assert_eq!(mode(house.cache().parent().unwrap()), 0o700);
    let data = house.temp.path().join("none");
    let mut elsewhere = House::new();
    elsewhere.config.data_dir.0 = data.clone();
    elsewhere.listed().unwrap();
    assert!(!data.exists());
}

/// One thing that happens to a folder of decks.
fn happens(house: &House, (what, file, cards): (u8, u8, u8)) {
    let path = house.path(&format!("{file}.toml"));
    let other = house.path(&format!("{}.toml", (file + 1) % 4));
    let _ = match what {
        0 => fs::write(&path, text(cards)),
        // In place, of the same length.
        1 => fs::read_to_string(&path).and_then(|old| fs::write(&path, old.replace('Q', "W"))),
        2 => fs::rename(&path, &other),
        3 => fs::remove_file(&path),
        4 => fs::write(&path, "[[card]]\nquestion = \"?\"\n"),
        5 => fs::write(&path, "[deck]\nid = \"1\"\n").and_then(|()| fs::write(&other, text(2))),
        6 => std::os::unix::fs::symlink(&path, &other),
        // With the times of before.
        7 => fs::metadata(&path).and_then(|found| {
            fs::write(&path, text(cards))?;
            fs::File::open(&path)?.set_modified(found.modified()?)
        }),
        _ => fs::remove_dir_all(house.temp.path().join("cache")),
    };
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]

    #[test]
    fn whatever_happens_to_the_files_the_cache_changes_nothing(
        events in vec((0u8..9, 0u8..4, 0u8..5), 1..12),
    ) {
        let house = House::new();
        for event in events {
            happens(&house, event);
            proptest::prop_assert_eq!(house.listed(), house.read());
        }
    }
}
