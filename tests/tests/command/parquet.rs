//! `dehusk run` from Parquet to Parquet, and to WET.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::Field;
use parquet::schema::parser::parse_message_type;
use serde_json::{Map, Value, json};

use super::extract::PAGE;
use super::workplace::{SCRAPE, Workplace};

/// Objects with the keys `id`, `html` and `by`, or null, as a Parquet file.
fn write_parquet(path: &Path, rows: &[Value]) {
    let schema =
        "message m { optional binary id (UTF8); optional binary html (UTF8); optional binary by (UTF8); }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let properties =
        WriterProperties::builder().set_data_page_size_limit(4096).set_write_batch_size(2).build();
    let mut writer =
        SerializedFileWriter::new(File::create(path).unwrap(), schema, Arc::new(properties)).unwrap();
    for rows in rows.chunks(7) {
        let mut group = writer.next_row_group().unwrap();
        for name in ["id", "html", "by"] {
            let mut column = group.next_column().unwrap().unwrap();
            let values: Vec<_> =
                rows.iter().filter_map(|row| row[name].as_str()).map(ByteArray::from).collect();
            let levels: Vec<_> = rows.iter().map(|row| i16::from(row[name].is_string())).collect();
            column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None).unwrap();
            column.close().unwrap();
        }
        group.close().unwrap();
    }
    writer.close().unwrap();
}

fn json_of(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(value) => json!(value),
        Field::Long(value) => json!(value),
        Field::Double(value) => json!(value),
        Field::Str(value) => json!(value),
        Field::ListInternal(list) => list.elements().iter().map(json_of).collect(),
        other => panic!("no column has {other:?}"),
    }
}

fn read_parquet(path: &Path) -> Vec<Value> {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let object = |row: parquet::record::Row| {
        let fields = row.get_column_iter().map(|(name, field)| (name.clone(), json_of(field)));
        Value::Object(fields.collect::<Map<_, _>>())
    };
    reader.get_row_iter(None).unwrap().map(|row| object(row.unwrap())).collect()
}

fn rows() -> Vec<Value> {
    let row = |n: usize| match n % 5 {
        0 => json!({"id": null, "html": PAGE, "by": "Ren\u{e9}e \"R\""}),
        1 => json!({"id": format!("n{n}"), "html": SCRAPE, "by": null}),
        2 => json!({"id": format!("n{n}"), "html": "", "by": "\u{0}"}),
        3 => json!({"id": format!("n{n}"), "html": null, "by": "x"}),
        _ => json!({"id": format!("n{n}"), "html": "<p>Les marées de Málaga, 潮の満ち引き.", "by": "x"}),
    };
    (0..40).map(row).collect()
}

#[test]
fn all_files_of_a_run_are_the_same_in_parquet_as_in_json() {
    let place = Workplace::new();
    place.write_lines("in.jsonl", &rows());
    for (ending, jobs) in [("jsonl", "1"), ("parquet", "3")] {
        let name = |stem: &str| format!("{stem}.{ending}");
        let ended = place.run(&[
            "in.jsonl",
            "-o",
            &name("out"),
            "--blocks",
            &name("blocks"),
            "--blocks-text",
            "--drops",
            &name("drops"),
            "--jobs",
            jobs,
        ]);
        assert_eq!(ended.code, 3, "{}", ended.stderr);
    }
    for stem in ["out", "blocks", "drops"] {
        let json = place.rows(&format!("{stem}.jsonl"));
        assert!(!json.is_empty());
        assert_eq!(read_parquet(&place.path(&format!("{stem}.parquet"))), json, "{stem}");
    }
}

#[test]
fn any_number_of_jobs_writes_the_same_parquet() {
    let place = Workplace::new();
    place.write_lines("in.jsonl", &rows());
    let run = |jobs: &str| {
        place.run(&["in.jsonl", "-o", "out.parquet", "--jobs", jobs]);
        std::fs::read(place.path("out.parquet")).unwrap()
    };
    assert_eq!(run("1"), run("4"));
}

#[test]
fn rows_of_parquet_come_out_as_lines_of_jsonl_do() {
    let place = Workplace::new();
    place.write_lines("in.jsonl", &rows());
    write_parquet(&place.path("in.parquet"), &rows());
    for input in ["in.jsonl", "in.parquet"] {
        let out = input.replace("in.", "of-") + ".jsonl";
        let ended = place.run(&[input, "--keep-fields", "-o", &out]);
        assert_eq!(ended.code, 3, "{}", ended.stderr);
        assert!(ended.stderr.contains("no field `html`"), "{}", ended.stderr);
    }
    let (of_lines, mut of_rows) = (place.rows("of-jsonl.jsonl"), place.rows("of-parquet.jsonl"));
    // Ids that are made up have the input's name in them; a row has all columns.
    for row in &mut of_rows {
        let id = row["id"].as_str().unwrap().replace("in.parquet:", "in.jsonl:");
        row["id"] = json!(id);
    }
    assert_eq!(of_lines, of_rows);
}

#[test]
fn fields_that_are_kept_are_an_object_in_a_column() {
    let place = Workplace::new();
    place.write_lines(
        "in.jsonl",
        &[json!({"html": PAGE, "title": "T", "n": [1, {"a": null}]}), json!({"html": PAGE})],
    );
    place.run_well(&["in.jsonl", "--keep-fields", "-o", "out.parquet"]);
    let records = read_parquet(&place.path("out.parquet"));
    let fields: Value = serde_json::from_str(records[0]["input_fields"].as_str().unwrap()).unwrap();
    assert_eq!(fields, json!({"input_title": "T", "n": [1, {"a": null}]}));
    assert_eq!(records[1]["input_fields"], Value::Null);
}

#[test]
fn a_column_that_is_missing_and_a_file_that_was_cut_fail_as_inputs() {
    let place = Workplace::new();
    write_parquet(&place.path("in.parquet"), &rows());
    let ended = place.run(&["in.parquet", "--html-field", "page", "-o", "out.jsonl"]);
    assert_eq!(ended.code, 3);
    assert!(ended.stderr.contains("no column `page`; there are `id`, `html`, `by`"), "{}", ended.stderr);
    let bytes = std::fs::read(place.path("in.parquet")).unwrap();
    place.write("cut.parquet", &bytes[..bytes.len() / 2]);
    let ended = place.run(&["cut.parquet", "-o", "out.jsonl"]);
    assert_eq!(ended.code, 3);
    assert!(
        ended.stderr.contains("cut.parquet: broken Parquet file: the file has no footer"),
        "{}",
        ended.stderr
    );
}

#[test]
fn texts_are_written_as_wet() {
    let place = Workplace::new();
    place.write_lines("in.jsonl", &[json!({"id": "urn:x:1", "url": "https://a.example/", "html": PAGE})]);
    place.run_well(&["in.jsonl", "-o", "out.warc.wet"]);
    let wet = std::fs::read_to_string(place.path("out.warc.wet")).unwrap();
    let records: Vec<_> = wet.split("WARC/1.0\r\n").skip(1).collect();
    assert_eq!(records.len(), 2);
    assert!(records[0].starts_with("WARC-Type: warcinfo\r\n"), "{wet}");
    assert!(
        records[1].starts_with("WARC-Type: conversion\r\nWARC-Target-URI: https://a.example/\r\n"),
        "{wet}"
    );
    assert!(records[1].contains("WARC-Refers-To: <urn:x:1>\r\n"), "{wet}");
    // A reader of dumps finds no page in it, and nothing broken.
    place.run_well(&["out.warc.wet", "-o", "again.jsonl"]);
    assert!(place.rows("again.jsonl").is_empty());
}
