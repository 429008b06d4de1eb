//! Sittings are killed after any number of bytes that they said; every answer whose mark was shown is there, once.
//! `RETAIN_KILLS=2000 cargo test --test program crash` for a longer run.

use std::io::{Read, Write};

use crate::house::{ELEVEN, House};
use crate::talk::SKIP;

/// More bytes than most sittings say.
const MOST: u64 = 12_000;

#[test]
fn a_kill_at_any_moment_loses_no_marked_answer_and_doubles_none() {
    let kills: u64 = std::env::var("RETAIN_KILLS").map_or(200, |many| many.parse().unwrap());
    let mut house = House::with_cards(ELEVEN);
    let mut marked = 0;
    let mut before_the_end = 0;
    let mut chance = 7_u64;
    for kill in 0..kills {
        // Every kill on a day of its own, so that the backup is in the making, too.
        let day = jiff::civil::date(2026, 11, 1)
            .checked_add(jiff::Span::new().days(i64::try_from(kill).unwrap()))
            .unwrap();
        house.at(&format!("{day}T07:00:00Z")).seeded(kill);
        let mut child = house.start(&["study", "--json", "deck.toml"]);
        let mut out = child.stdout.take().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let answers = std::thread::spawn(move || {
            let _ = stdin.write_all(format!("{SKIP}\n").repeat(500).as_bytes());
        });
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let mut said = Vec::new();
        let most = (chance >> 33) % MOST;
        out.by_ref().take(most).read_to_end(&mut said).unwrap();
        before_the_end += u64::from(said.len() as u64 == most);
        child.kill().unwrap();
        child.wait().unwrap();
        out.read_to_end(&mut said).unwrap();
        answers.join().unwrap();
        let lines = said.split(|byte| *byte == b'\n');
        let marks = lines.filter(|line| line.starts_with(br#"{"type":"mark""#));
        let shown = i64::try_from(marks.count()).unwrap();
        if !house.store().exists() {
            assert_eq!(shown, 0);
            continue;
        }
        let saved = house.saved();
        // One more may be on the disk whose mark was cut off.
        let new = saved - marked;
        assert!(
            new == shown || new == shown + 1,
            "kill {kill}: {new} for {shown}"
        );
        marked = saved;
    }
    assert!(marked > 0, "no answer was ever reached");
    assert!(before_the_end > kills / 4, "{before_the_end} of {kills}");
    house.run(&["doctor", "--backups"], "").fine();
    house.run(&["doctor", "--rebuild"], "").fine();
}
