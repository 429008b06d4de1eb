//! A bare review log as CSV: `card,time_ms,rating,took_ms` and any other columns.

use csv::{ByteRecord, ReaderBuilder, Trim};

use super::{Answer, Format, Imported, NotThis, RowFault};
use crate::nearest::nearest;
use crate::review::Rating;

/// The row of the table of formats.
pub const FORMAT: Format = Format {
    name: "review log",
    ending: "csv",
    read,
};

/// The columns that every log has.
const NEEDED: [&str; 3] = ["card", "time_ms", "rating"];
/// The column that a log may lack.
const TOOK: &str = "took_ms";
/// A card's name is no longer than this, in bytes.
const LONGEST_NAME: usize = 500;
/// Times below this, in milliseconds since 1970, are of the year 1973 or earlier: most likely
/// they are in seconds.
const EARLIEST: i64 = 100_000_000_000;
/// The end of the year 2199.
const LATEST: i64 = 7_258_118_400_000;

struct Columns {
    needed: [usize; 3],
    took: Option<usize>,
    others: Vec<(usize, String)>,
}

fn read(bytes: &[u8]) -> Result<Imported, NotThis> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err(NotThis(
            "it is not a text; a CSV file with the columns card, time_ms, rating and took_ms would do"
                .to_owned(),
        ));
    }
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .trim(Trim::All)
        .from_reader(bytes);
    let header = reader
        .byte_headers()
        .map_err(|error| NotThis(format!("it is not CSV: {error}")))?
        .clone();
    let columns = columns(&header)?;
    let mut imported = Imported::default();
    let mut record = ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {
                let line = record.position().map_or(0, |start| line(start, bytes));
                match answer(&record, &columns, header.len(), line) {
                    Ok(answer) => imported.answers.push(answer),
                    Err(message) => imported.faults.push(RowFault { line, message }),
                }
            }
            Err(error) => return Err(NotThis(format!("it is not CSV: {error}"))),
        }
    }
    Ok(imported)
}

/// The line on which a record starts; the reader's own place is before the breaks that end the
/// record above it.
fn line(start: &csv::Position, bytes: &[u8]) -> u64 {
    let from = usize::try_from(start.byte()).unwrap_or(usize::MAX);
    let breaks = bytes.get(from..).unwrap_or_default().iter();
    let skipped = breaks.take_while(|byte| matches!(byte, b'\n' | b'\r'));
    start.line() + skipped.filter(|byte| **byte == b'\n').count() as u64
}

fn columns(header: &ByteRecord) -> Result<Columns, NotThis> {
    let names: Vec<String> = header
        .iter()
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .collect();
    let place = |wanted: &str| names.iter().position(|name| name == wanted);
    let missing: Vec<&str> = NEEDED
        .into_iter()
        .filter(|name| place(name).is_none())
        .collect();
    if !missing.is_empty() {
        let near = missing.iter().find_map(|name| {
            nearest(name, names.iter().map(String::as_str)).map(|near| (near.to_owned(), *name))
        });
        let hint = near.map_or(String::new(), |(near, name)| {
            format!("; is `{near}` the column `{name}`?")
        });
        return Err(NotThis(format!(
            "its first line names no column {}; `card,time_ms,rating,took_ms` would do{hint}",
            missing
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(" and no column ")
        )));
    }
    let needed = NEEDED.map(|name| place(name).unwrap_or_default());
    let took = place(TOOK);
    let others = names
        .iter()
        .enumerate()
        .filter(|(at, _)| !needed.contains(at) && took != Some(*at))
        .map(|(at, name)| (at, name.clone()))
        .collect();
    Ok(Columns {
        needed,
        took,
        others,
    })
}

fn answer(
    record: &ByteRecord,
    columns: &Columns,
    wanted: usize,
    line: u64,
) -> Result<Answer, String> {
    if record.len() != wanted {
        return Err(format!(
            "{} values where the first line names {wanted} columns",
            record.len()
        ));
    }
    let text = |at: usize| {
        std::str::from_utf8(record.get(at).unwrap_or_default())
            .map_err(|_| "a value is not UTF-8".to_owned())
    };
    let [card, at, rating] = columns.needed;
    let card = text(card)?;
    if card.is_empty() || card.len() > LONGEST_NAME || card.contains(char::is_control) {
        return Err(
            "the card's name is empty, longer than 500 bytes, or has control characters".to_owned(),
        );
    }
    let found = text(at)?;
    let at: i64 = found
        .parse()
        .map_err(|_| format!("time_ms is `{found}`; whole milliseconds since 1970 would do"))?;
    if !(EARLIEST..LATEST).contains(&at) {
        let seconds = (EARLIEST..LATEST).contains(&at.saturating_mul(1000));
        let hint = if seconds { "; is it in seconds?" } else { "" };
        return Err(format!(
            "time_ms is `{found}`; milliseconds since 1970, of the years 1974 to 2199, would do{hint}"
        ));
    }
    let found = text(rating)?;
    let rating = found
        .parse()
        .ok()
        .and_then(Rating::from_number)
        .ok_or_else(|| {
            format!("rating is `{found}`; 1 (again), 2 (hard), 3 (good) or 4 (easy) would do")
        })?;
    let took_ms = match columns.took.map(text).transpose()? {
        None | Some("") => 0,
        Some(found) => found.parse::<u64>().map_or_else(
            |_| Err(format!("took_ms is `{found}`; whole milliseconds would do")),
            |took| Ok(u32::try_from(took).unwrap_or(u32::MAX)),
        )?,
    };
    let others = columns
        .others
        .iter()
        .map(|(at, name)| Ok((name.clone(), text(*at)?.to_owned())))
        .collect::<Result<_, String>>()?;
    Ok(Answer {
        line,
        card: card.to_owned(),
        at,
        rating,
        took_ms,
        others,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> (usize, Vec<String>) {
        let imported = read(text.as_bytes()).unwrap();
        let faults = imported
            .faults
            .iter()
            .map(|fault| format!("{}: {}", fault.line, fault.message))
            .collect();
        (imported.answers.len(), faults)
    }

    #[test]
    fn columns_come_in_any_order_and_the_others_are_kept() {
        let text = "\u{feff}deck,rating,card,time_ms,took_ms\r\nanatomy,3,c1,1700000000000,900\r\n";
        let imported = read(text.as_bytes()).unwrap();
        assert_eq!(
            imported.answers,
            [Answer {
                line: 2,
                card: "c1".into(),
                at: 1_700_000_000_000,
                rating: Rating::Good,
                took_ms: 900,
                others: vec![("deck".into(), "anatomy".into())],
            }]
        );
        assert_eq!(imported.faults, []);
    }

    #[test]
    fn a_bad_row_is_told_with_its_line_and_the_others_are_read() {
        let (answers, faults) = said(
            "card,time_ms,rating,took_ms\n\
             a,1700000000000,3,900\n\
             a,1700000000,3,900\n\
             a,1700000000000,0,900\n\
             a,1700000000000,9,900\n\
             a,yesterday,3,900\n\
             \"a,b\n\",1700000000000,3,900\n\
             ,1700000000000,3,900\n\
             a,1700000000000,3\n\
             a,1700000000000,3,-5\n\
             a,1700000000000,4,\n",
        );
        assert_eq!(answers, 3, "a name may hold a comma");
        assert_eq!(
            faults,
            [
                "3: time_ms is `1700000000`; milliseconds since 1970, of the years 1974 to 2199, would do; is it in seconds?",
                "4: rating is `0`; 1 (again), 2 (hard), 3 (good) or 4 (easy) would do",
                "5: rating is `9`; 1 (again), 2 (hard), 3 (good) or 4 (easy) would do",
                "6: time_ms is `yesterday`; whole milliseconds since 1970 would do",
                "9: the card's name is empty, longer than 500 bytes, or has control characters",
                "10: 3 values where the first line names 4 columns",
                "11: took_ms is `-5`; whole milliseconds would do",
            ]
        );
    }

    #[test]
    fn a_file_without_the_columns_is_refused_as_a_whole() {
        let refusal = |text: &str| read(text.as_bytes()).err().unwrap().0;
        assert_eq!(
            refusal("card,times_ms,rating\n"),
            "its first line names no column `time_ms`; `card,time_ms,rating,took_ms` would do; \
             is `times_ms` the column `time_ms`?"
        );
        assert!(refusal("").starts_with("its first line names no column `card` and no column"));
        assert!(refusal("\0\u{1}").starts_with("it is not a text"));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let mut text = b"card,time_ms,rating,took_ms\n".to_vec();
            text.extend(bytes);
            let _ = read(&text);
        }
    }
}
