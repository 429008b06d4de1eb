//! `retain report`: the page as a file, and as a browser shows it.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use crate::browser::{browse, browser, printed};
use crate::house::{House, run};

const DECK: &str = r#"
[deck]
title = "<script>document.title = 'run'</script> & \"Rivers\""

[[card]]
id = "danube"
question = "Into which sea does the <img src=x onerror=alert(1)> Danube flow?"
answer = "the Black Sea"
tags = ["</svg><script>1</script>"]

[[card]]
id = "rhine"
question = "Into which sea does the Rhine flow?"
answer = "the North Sea"
tags = ["seas"]
"#;

/// A fortnight of answers.
fn learned() -> House {
    let mut house = House::new();
    house.write("rivers.toml", DECK);
    for day in 9..=22 {
        house.at(&format!("2026-11-{day:02}T07:00:00Z"));
        let sea = if day % 4 == 0 {
            "the North Sea"
        } else {
            "the Black Sea"
        };
        house.plain(&["rivers.toml", "--ahead=9"], &[sea, "", sea, "", sea]);
    }
    house.at("2026-11-23T07:00:00Z");
    house
}

#[test]
fn a_browser_shows_the_page_without_a_complaint() {
    let Some(browser) = browser() else { return };
    let house = learned();
    let ran = house
        .run(&["report", "rivers.toml", "-o", "out.html"], "")
        .fine();
    assert_eq!(ran.out, "out.html\n");
    let (dom, said) = browse(&browser, &house, "out.html", &["--dump-dom"]);
    let complaints: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("CONSOLE"))
        .collect();
    assert_eq!(complaints, [""; 0]);
    assert!(
        dom.contains("<title>Figures of me, 23 November 2026</title>"),
        "{dom}"
    );
    let count = |what: &str| dom.matches(what).count();
    assert_eq!((count("<script"), count("<img")), (0, 0));
    // Retention, answers, calendar, forecast, calibration, decks, tags.
    assert_eq!((count("<svg "), count("</svg>")), (7, 7));
    assert_eq!((count("role=\"img\""), count("<desc ")), (7, 7));
    assert_eq!(count("<details"), 7);
    for labelled in dom.split("aria-labelledby=\"").skip(1) {
        let (ids, _) = labelled.split_once('"').unwrap();
        for id in ids.split(' ') {
            assert_eq!(count(&format!("id=\"{id}\"")), 1, "{id}");
        }
    }
    let pdf = std::fs::read(printed(&browser, &house, "out.html")).unwrap();
    assert!(pdf.starts_with(b"%PDF"));
}

#[test]
fn the_page_needs_nothing_and_says_what_stats_says() {
    let house = learned();
    house
        .run(&["report", "rivers.toml", "-o", "out.html"], "")
        .fine();
    let page = std::fs::read_to_string(house.path("out.html")).unwrap();
    for reaching in [
        "http:", "https:", "//", "url(", "@import", "<script", "src=",
    ] {
        let own = page
            .replace("http://www.w3.org/2000/svg", "")
            .replace("src=x", "");
        assert!(!own.contains(reaching), "{reaching}");
    }
    let stats = house
        .run(&["stats", "rivers.toml", "--json"], "")
        .fine()
        .out;
    let stats: serde_json::Value = serde_json::from_str(&stats).unwrap();
    let kept = &stats["totals"]["retention"];
    let percent = (kept["share"].as_f64().unwrap() * 100.0).round();
    let told = format!("{percent}\u{a0}% of {} (", kept["of"]);
    assert!(page.contains(&told), "{told}");
    assert!(page.contains("rivers/danube"), "the hardest card");
}

#[test]
fn what_cannot_be_written_is_said_and_nothing_is_lost() {
    let house = learned();
    for (output, said) in [
        ("none/out.html", "`none/out.html` cannot be written"),
        ("data", "`data` is a folder"),
        (
            "rivers.toml",
            "`rivers.toml` is there, and does not end in `.html`",
        ),
    ] {
        let ran = house.run(&["report", "-o", output], "");
        assert_eq!(ran.code, 2, "{output}");
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    let deck = std::fs::read_to_string(house.path("rivers.toml")).unwrap();
    assert_eq!(deck, DECK);
}

#[test]
fn a_page_is_opened_by_what_opens_pages_here_and_where_nothing_does_that_is_said() {
    let house = House::new();
    let opener = house.write("bin/xdg-open", "#!/bin/sh\necho \"$1\" > opened\n");
    // Reading it waits until the opener has written.
    let fifo = Command::new("mkfifo").arg(house.path("opened")).status();
    assert!(fifo.unwrap().success());
    std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).unwrap();
    let report = |path: &str| {
        let mut command = house.command(&["report", "--open"]);
        command.env("PATH", path);
        run(command, b"")
    };
    let bin = format!("{}:/usr/bin:/bin", house.path("bin").display());
    assert_eq!(report(&bin).code, 0);
    let opened = std::fs::read_to_string(house.path("opened")).unwrap();
    assert!(opened.ends_with("report.html\n"), "{opened}");
    let none = report("/nowhere");
    assert_eq!(none.code, 2, "{}", none.whole());
    assert!(
        none.err
            .contains("the page is written, but nothing here opens `report.html`"),
        "{}",
        none.err
    );
}
