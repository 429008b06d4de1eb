//! What becomes of a store that is damaged: told, kept, and got back as far as it can be.

use std::fs;

use crate::house::{ELEVEN, House, Ran};

/// A house with a backup of 3 answers and 3 answers since.
fn house() -> House {
    let mut house = House::with_cards(ELEVEN);
    house
        .plain(&["deck.toml"], &[":skip", ":skip", ":skip"])
        .fine_code();
    house.at("2026-11-24T07:00:00Z");
    house
        .plain(&["deck.toml"], &[":skip", ":skip", ":skip"])
        .fine_code();
    assert_eq!(house.saved(), 6);
    house
}

fn doctor(house: &House, more: &[&str]) -> Ran {
    house.run(&[&["doctor"], more].concat(), "")
}

#[test]
fn a_backup_is_made_before_the_first_answer_of_a_day_and_put_back_undoably() {
    let house = house();
    let listed = doctor(&house, &["--backups"]).fine();
    assert_eq!(listed.out, "data/backups/retain-2026-11-24.db  3 answers\n");
    let back = doctor(&house, &["--restore"]).fine();
    assert_eq!(
        back.out,
        "`data/backups/retain-2026-11-24.db` is put back: 3 answers\n\
         the store before it is kept as `data/set-aside/2026-11-24T07-00-00/retain.db`; if it was \
         sound, `retain doctor --restore data/set-aside/2026-11-24T07-00-00/retain.db` takes this \
         back\n"
    );
    assert_eq!(house.saved(), 3);
    let aside = "data/set-aside/2026-11-24T07-00-00/retain.db";
    doctor(&house, &["--restore", aside]).fine();
    assert_eq!(house.saved(), 6);
    doctor(&house, &["--set-aside"]).fine();
    assert!(!house.store().exists());
    let aside = "data/set-aside/2026-11-24T07-00-00-3/retain.db";
    doctor(&house, &["--restore", aside]).fine();
    assert_eq!(house.saved(), 6);
    doctor(&house, &[]).fine();
}

#[test]
fn damage_is_told_with_what_can_be_got_back_and_nothing_is_overwritten() {
    let sound = fs::read(house().store()).unwrap();
    let middle = {
        let mut bytes = sound.clone();
        let half = bytes.len() / 2 / 4096 * 4096;
        bytes[half..half + 4096].fill(0xa5);
        bytes
    };
    let mut header = sound.clone();
    header[..100].fill(0);
    for (name, bytes, all) in [
        ("header", header, true),
        ("middle", middle, false),
        ("tail", sound[..sound.len() / 2].to_vec(), false),
        ("content", vec![0x5a; sound.len()], false),
        ("emptied", Vec::new(), false),
    ] {
        let house = house();
        house.write("data/retain.db", &bytes);
        let told = doctor(&house, &[]);
        assert_eq!(
            (told.code, told.err.as_str()),
            (1, ""),
            "{name} {}",
            told.out
        );
        assert!(
            told.out.contains(
                "the newest sound backup is of 2026-11-24: 3 answers\n`retain doctor --salvage` makes"
            ),
            "{name}: {}",
            told.out
        );
        assert!(fs::read(house.store()).unwrap() == bytes, "{name}");
        let ran = house.plain(&["deck.toml"], &[":skip"]);
        assert!(ran.code == 2 || name == "middle", "{name} {}", ran.err);
        let before = fs::read(house.store()).unwrap();
        doctor(&house, &["--salvage"]).fine();
        let kept = house.saved();
        assert!(if all { kept == 6 } else { kept >= 3 }, "{name}: {kept}");
        let aside = house.path("data/set-aside/2026-11-24T07-00-00/retain.db");
        assert!(fs::read(aside).unwrap() == before, "{name}");
        doctor(&house, &[]).fine();
        house.plain(&["deck.toml"], &[":skip"]).fine_code();
    }
}

#[test]
fn a_store_that_is_gone_while_its_latest_answers_are_there_is_not_begun_anew() {
    let house = house();
    fs::remove_file(house.store()).unwrap();
    house.write("data/retain.db-wal", "the latest answers");
    let told = doctor(&house, &[]);
    assert_eq!(told.code, 1, "{}", told.out);
    assert_eq!(house.plain(&["deck.toml"], &[":skip"]).code, 2);
    doctor(&house, &["--salvage"]).fine();
    assert_eq!(house.saved(), 3);
}

#[test]
fn what_is_no_sound_store_is_not_put_in_place() {
    let house = house();
    house.write("other.db", "a shopping list".repeat(100));
    for file in ["other.db", "nowhere.db"] {
        let ran = doctor(&house, &["--restore", file]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{file}");
        assert!(ran.err.contains(file), "{}", ran.err);
        assert_eq!(house.saved(), 6);
    }
    assert!(!house.path("data/set-aside").exists());
}

#[test]
fn the_log_is_exported_as_text() {
    let house = house();
    let lines = doctor(&house, &["--export"]).fine().objects();
    let reviews = lines.iter().filter(|line| line["table"] == "reviews");
    assert_eq!(reviews.count(), 6);
    assert_eq!(lines[0]["verdict"], "wrong");
}
