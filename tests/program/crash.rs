//! The program is killed at random moments; every answer whose mark was shown is there, once.
//! `RETAIN_KILLS=2000 cargo test --test program crash` for a longer run.

use std::io::{BufRead, BufReader, Write};
use std::time::Duration;

use crate::house::{ELEVEN, House};

const ANSWER: &str = r#"{"type":"skip","took_ms":1000}"#;

#[test]
fn a_kill_at_any_moment_loses_no_marked_answer_and_doubles_none() {
    let kills: u64 = std::env::var("RETAIN_KILLS").map_or(200, |many| many.parse().unwrap());
    let mut house = House::with_cards(ELEVEN);
    let mut marked = 0;
    let mut chance = 7_u64;
    for kill in 0..kills {
        // Every kill on a day of its own, so that the backup is in the making, too.
        let day = jiff::civil::date(2026, 11, 1)
            .checked_add(jiff::Span::new().days(i64::try_from(kill).unwrap()))
            .unwrap();
        house.at(&format!("{day}T07:00:00Z")).seeded(kill);
        let mut child = house.start(&["study", "--json", "deck.toml"]);
        let out = BufReader::new(child.stdout.take().unwrap());
        let mut stdin = child.stdin.take().unwrap();
        let _ = stdin.write_all(format!("{ANSWER}\n").repeat(500).as_bytes());
        let reader = std::thread::spawn(move || {
            let lines = out.lines().map_while(Result::ok);
            lines
                .filter(|line| line.starts_with(r#"{"type":"mark""#))
                .count()
        });
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_micros((chance >> 33) % 60_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let shown = i64::try_from(reader.join().unwrap()).unwrap();
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
    house.run(&["doctor", "--backups"], "").fine();
    house.run(&["doctor", "--rebuild"], "").fine();
}
