//! CSV for spreadsheets: RFC 4180, and no cell that a spreadsheet would run.

use std::borrow::Cow;

use csv::{QuoteStyle, Terminator, WriterBuilder};

/// The signs with which a formula begins in the usual spreadsheets; see "CSV Injection", OWASP,
/// <https://owasp.org/www-community/attacks/CSV_Injection>.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A text that stays a text in a spreadsheet: what would be a formula gets a `'` in front. Numbers
/// are left as they are.
pub fn cell(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA) && text.parse::<f64>().is_err() {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A table with a header; every row has as many cells.
pub fn table<R: AsRef<[String]>>(header: &[String], rows: impl IntoIterator<Item = R>) -> String {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .flexible(true)
        .from_writer(Vec::new());
    let mut write = |cells: &[String]| {
        let cells = cells.iter().map(|text| cell(text).into_owned());
        // Nothing can go wrong with bytes in memory.
        let _ = writer.write_record(cells);
    };
    write(header);
    for row in rows {
        write(row.as_ref());
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_stays_a_text() {
        assert_eq!(cell("=cmd()"), "'=cmd()");
        assert_eq!(cell("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(cell("\t=1"), "'\t=1");
        assert_eq!(cell("-2+3"), "'-2+3");
        assert_eq!(cell("-2.5"), "-2.5");
        assert_eq!(cell("a=b"), "a=b");
    }

    #[test]
    fn commas_quotes_and_line_breaks_are_quoted() {
        let row = ["a,b", "say \"no\"", "one\ntwo", ""].map(str::to_owned);
        let header = ["p", "q", "r", "s"].map(str::to_owned);
        assert_eq!(
            table(&header, [row]),
            "p,q,r,s\r\n\"a,b\",\"say \"\"no\"\"\",\"one\ntwo\",\r\n"
        );
    }
}
