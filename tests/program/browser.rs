//! A page as a browser shows and prints it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::house::House;

/// The browser, where there is one. `RETAIN_TEST_BROWSER=required` makes its absence a failure.
pub fn browser() -> Option<PathBuf> {
    installed(&["chromium", "chromium-browser", "google-chrome"])
}

/// The first of these programs that is installed.
fn installed(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|file| file.is_file());
    let required = std::env::var_os("RETAIN_TEST_BROWSER").is_some();
    assert!(found.is_some() || !required, "no {} is installed", names[0]);
    if found.is_none() {
        eprintln!("skipped: no {} is installed", names[0]);
    }
    found
}

/// The page as the browser has it once it is loaded, and what it says of it.
pub fn browse(browser: &Path, house: &House, page: &str, more: &[&str]) -> (String, String) {
    let ran = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--enable-logging=stderr",
        ])
        .arg(format!(
            "--user-data-dir={}",
            house.path("browser").display()
        ))
        .args(more)
        .arg(format!("file://{}", house.path(page).display()))
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&ran.stdout), text(&ran.stderr))
}

/// The page as it is printed: a PDF.
pub fn printed(browser: &Path, house: &House, page: &str) -> PathBuf {
    let pdf = house.path(page).with_extension("pdf");
    let print = format!("--print-to-pdf={}", pdf.display());
    let (.., said) = browse(browser, house, page, &[&print]);
    assert!(pdf.is_file(), "{said}");
    pdf
}

/// What stands on each sheet of a PDF, where there is a program that reads it.
pub fn sheets(pdf: &Path) -> Option<Vec<String>> {
    let reader = installed(&["pdftotext"])?;
    let ran = Command::new(reader)
        .args(["-layout"])
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8(ran.stdout).unwrap();
    let sheets = text.strip_suffix('\u{c}').unwrap_or(&text).split('\u{c}');
    Some(sheets.map(str::to_owned).collect())
}
