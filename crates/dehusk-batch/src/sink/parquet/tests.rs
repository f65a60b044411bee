//! Parts and their join, read back by the crate's own reader.

use std::fs;
use std::path::Path;

use parquet::file::reader::{FileReader, SerializedFileReader};

use super::*;
use crate::sink::table::{Cell, Column, Presence, Row, Table, Values};

fn table() -> Table {
    let column = |name, values, presence| Column { name, values, presence };
    Table {
        name: "records",
        columns: vec![
            column("id", Values::Text, Presence::Required),
            column("n", Values::Int, Presence::Optional),
            column("tags", Values::TextList, Presence::Required),
            column("span", Values::IntList, Presence::Optional),
            column("text", Values::Prose, Presence::Required),
        ],
    }
}

fn row(number: i64, text: &str) -> Row {
    let tags = (0..number % 3).map(|tag| format!("t{tag}")).collect();
    Row {
        cells: vec![
            Cell::Text(number.to_string()),
            if number % 2 == 0 { Cell::Int(number) } else { Cell::Null },
            Cell::Texts(tags),
            if number % 4 == 0 { Cell::Null } else { Cell::Ints(vec![number, number + 1]) },
            Cell::Text(text.to_owned()),
        ],
    }
}

fn written(rows: impl IntoIterator<Item = Row>) -> Vec<u8> {
    let mut part = ParquetPart::create(Vec::new(), &table()).unwrap();
    for row in rows {
        part.write(row).unwrap();
    }
    part.finish().unwrap()
}

fn read(path: &Path) -> (usize, Vec<String>) {
    let reader = SerializedFileReader::new(fs::File::open(path).unwrap()).unwrap();
    let rows = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
    (reader.num_row_groups(), rows)
}

#[test]
fn rows_come_back_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    fs::write(&path, written((0..5).map(|n| row(n, "\u{fffd} \u{0} é")))).unwrap();
    let (groups, rows) = read(&path);
    assert_eq!((groups, rows.len()), (1, 5));
    assert_eq!(rows[0], "{id: \"0\", n: 0, tags: [], span: null, text: \"\u{fffd} \u{0} é\"}");
    assert_eq!(
        rows[2],
        "{id: \"2\", n: 2, tags: [\"t0\", \"t1\"], span: [2, 3], text: \"\u{fffd} \u{0} é\"}"
    );
    assert_eq!(rows[3], "{id: \"3\", n: null, tags: [], span: [3, 4], text: \"\u{fffd} \u{0} é\"}");
}

#[test]
fn groups_are_bounded_and_the_bytes_are_the_same() {
    let long = "x".repeat(1 << 20);
    let rows = || (0..80).map(|n| row(n, &long));
    let bytes = written(rows());
    assert_eq!(bytes, written(rows()));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    fs::write(&path, bytes).unwrap();
    let (groups, rows) = read(&path);
    assert_eq!((groups, rows.len()), (5, 80));
}

#[test]
fn parts_are_joined_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let parts: Vec<_> = [0..3_i64, 3..3, 3..7]
        .into_iter()
        .map(|range| {
            let path = folder.path().join(format!("{}-{}", range.start, range.end));
            fs::write(&path, written(range.map(|n| row(n, "text")))).unwrap();
            path
        })
        .collect();
    let mut joined = Vec::new();
    join(&parts, &mut joined).unwrap();
    let mut again = Vec::new();
    join(&parts, &mut again).unwrap();
    assert_eq!(joined, again);
    let path = folder.path().join("joined");
    fs::write(&path, joined).unwrap();
    let whole = folder.path().join("whole");
    fs::write(&whole, written((0..7).map(|n| row(n, "text")))).unwrap();
    assert_eq!(read(&path).0, 2);
    assert_eq!(read(&path).1, read(&whole).1);
}

#[test]
fn no_parts_and_no_parquet_are_errors() {
    assert_eq!(join(&[], &mut Vec::new()).unwrap_err().kind(), io::ErrorKind::InvalidInput);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    fs::write(&path, "no Parquet").unwrap();
    assert!(join(&[path], &mut Vec::new()).is_err());
}

#[test]
fn a_full_disk_is_told_as_such() {
    struct Full;
    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::StorageFull.into())
        }
    }
    let failed = ParquetPart::create(Full, &table()).and_then(|mut part| {
        part.write(row(1, "text"))?;
        part.finish()
    });
    assert_eq!(failed.err().unwrap().kind(), io::ErrorKind::StorageFull);
}
