//! What `dehusk run` writes beside its output: drops, blocks, report.

use std::fs;

use serde_json::{Value, json};

use super::extract::PAGE;
use super::workplace::{SCRAPE, Workplace, line};

const ALL: [&str; 6] = ["--drops", "drops.jsonl", "--blocks", "blocks.jsonl", "--report", "report.json"];

/// Sound lines, and every way in which a line or an input can be unsound.
fn mixed() -> Workplace {
    let place = Workplace::new();
    let page = json!({"id": "page", "html": PAGE, "url": "https://example.org/mill"});
    let lines = [line("one", SCRAPE), page, line("empty", ""), line("two", SCRAPE)];
    let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
    let broken = ["no json", r#"{"id": "three", "url": "u"}"#, r#"{"text": 5}"#];
    place.write("in.jsonl", lines.join("\n") + "\n\n" + &broken.join("\n") + "\n");
    fs::create_dir(place.path("folder")).unwrap();
    place.write("folder/a.html", PAGE);
    place.write("folder/b.png", b"\x89PNG\r\n");
    place.write("empty.html", "");
    place
}

fn text<'v>(row: &'v Value, field: &str) -> &'v str {
    row[field].as_str().unwrap_or_else(|| panic!("no {field} in {row}"))
}

#[test]
fn each_record_that_is_not_in_the_output_has_a_row_that_says_why() {
    let place = mixed();
    let args =
        ["in.jsonl", "missing.warc", "folder", "empty.html", "-o", "out.jsonl", "--drops", "drops.jsonl"];
    assert_eq!(place.run(&args).code, 3);
    let rows = place.rows("drops.jsonl");
    let brief: Vec<_> = rows
        .iter()
        .map(|row| (text(row, "outcome"), text(row, "reason"), text(row, "input"), row["line"].as_u64()))
        .collect();
    assert_eq!(
        brief,
        [
            ("failed", "invalid-json", "in.jsonl", Some(6)),
            ("failed", "missing-field", "in.jsonl", Some(7)),
            ("failed", "wrong-type", "in.jsonl", Some(8)),
            ("input-failed", "unreadable", "missing.warc", None),
            ("dropped", "not-text", "folder/b.png", None),
            ("input-failed", "empty", "empty.html", None),
        ]
    );
    assert_eq!((&rows[1]["id"], &rows[1]["url"]), (&"three".into(), &"u".into()));
    assert_eq!((&rows[0]["id"], &rows[4]["id"]), (&Value::Null, &"b.png".into()));
    assert_eq!(text(&rows[1], "message"), "no field `html` or `text`");
    let input = String::from_utf8(place.bytes("in.jsonl")).unwrap();
    let at = rows[1]["offset"].as_u64().unwrap() as usize;
    assert!(input[at..].starts_with(r#"{"id": "three""#));
}

#[test]
fn a_record_of_low_quality_is_dropped_with_both_numbers() {
    let place = Workplace::new();
    place.write_lines("in.jsonl", &[line("one", SCRAPE)]);
    let args = [
        "in.jsonl",
        "-o",
        "out.jsonl",
        "--min-quality",
        "1",
        "--drops",
        "drops.jsonl",
        "--blocks",
        "blocks.jsonl",
    ];
    place.run_well(&args);
    let rows = place.rows("drops.jsonl");
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (text(&rows[0], "id"), text(&rows[0], "outcome"), text(&rows[0], "reason")),
        ("one", "dropped", "low-quality")
    );
    assert!(text(&rows[0], "message").ends_with(" is below 1"), "{}", rows[0]);
    assert_eq!(text(&rows[0], "url"), "https://example.org/one");
    // Blocks are those of the output.
    assert_eq!(place.bytes("blocks.jsonl"), b"");
}

#[test]
fn every_block_has_a_row_and_the_kept_ones_are_the_text() {
    let place = mixed();
    let args = ["in.jsonl", "folder", "-o", "out.jsonl", "--blocks", "blocks.jsonl", "--blocks-text"];
    place.run(&args);
    let rows = place.rows("blocks.jsonl");
    let mut rest = &rows[..];
    for record in place.rows("out.jsonl") {
        let count = rest.iter().take_while(|row| row["id"] == record["id"]).count();
        let (own, others) = rest.split_at(count);
        rest = others;
        let body = text(&record, "text");
        let mut between = body.to_owned();
        for (number, row) in own.iter().enumerate().rev() {
            assert_eq!(row["block"], number);
            assert_eq!(row["bytes"], text(row, "text").len());
            assert_eq!(row["kept"], row["label"] == "content");
            assert_eq!(row["kept"], row["span"].is_array());
            if let Some(span) = row["span"].as_array() {
                let span = span[0].as_u64().unwrap() as usize..span[1].as_u64().unwrap() as usize;
                assert_eq!(&body[span.clone()], text(row, "text"));
                between.replace_range(span, "");
            }
        }
        assert!(between.trim().is_empty(), "{between:?} is of no block");
    }
    assert!(rest.is_empty(), "rows of no record: {rest:?}");
}

#[test]
fn reasons_are_typed() {
    let place = Workplace::new();
    place.write_lines("in.jsonl", &[line("one", SCRAPE)]);
    place.run_well(&["in.jsonl", "-o", "out.jsonl", "--blocks", "blocks.jsonl", "--blocks-text"]);
    let rows = place.rows("blocks.jsonl");
    let of = |start: &str| rows.iter().find(|row| text(row, "text").starts_with(start)).unwrap();
    let follow = of("Follow us");
    assert_eq!(
        (text(follow, "label"), text(follow, "reason"), text(follow, "cue")),
        ("promotion", "cue", "follow")
    );
    let announced = of("Harbour dues");
    assert_eq!(
        (text(announced, "reason"), &announced["refers_to"]),
        ("announced", &of("Recent Posts")["block"])
    );
    assert_eq!((&announced["cue"], &announced["span"]), (&Value::Null, &Value::Null));
    let score = of("The ferry to")["score"].as_f64().unwrap();
    assert!((0.0..=1.0).contains(&score), "{score}");
    // Without being asked for, the text is not there.
    place.run_well(&["in.jsonl", "-o", "out.jsonl", "--blocks", "blocks.jsonl"]);
    let lean = place.rows("blocks.jsonl");
    assert_eq!(lean.len(), rows.len());
    assert!(lean.iter().all(|row| row.get("text").is_none() && row["bytes"].is_u64()));
}

#[test]
fn any_number_of_jobs_writes_the_same_files() {
    let place = mixed();
    let run = |jobs: &str, folder: &str| {
        fs::create_dir(place.path(folder)).unwrap();
        let names = ["out.jsonl", "drops.jsonl.gz", "blocks.jsonl.zst", "report.json"]
            .map(|name| format!("{folder}/{name}"));
        let [out, drops, blocks, report] = names.each_ref().map(String::as_str);
        let args = [
            "in.jsonl", "folder", "-o", out, "--drops", drops, "--blocks", blocks, "--report", report, "-j",
            jobs,
        ];
        assert_eq!(place.run(&args).code, 3);
        names.each_ref().map(|name| place.bytes(name))
    };
    let one = run("1", "one");
    assert!(one == run("8", "eight") && one == run("1", "again"));
    assert_eq!(one[1][..2], [0x1f, 0x8b]);
    assert_eq!(one[2][..4], [0x28, 0xb5, 0x2f, 0xfd]);
}

#[test]
fn the_report_adds_up_with_what_lies_beside_it() {
    let place = mixed();
    let args = ["in.jsonl", "missing.warc", "folder", "-o", "out.jsonl"];
    let stderr = place.run(&[&args[..], &ALL].concat()).stderr;
    let report = place.json("report.json");
    let records = &report["records"];
    assert_eq!(
        (&report["report"], records["read"].as_u64(), records["kept"].as_u64()),
        (&1.into(), Some(9), Some(5))
    );
    assert_eq!(records["failed_by_reason"], json!({"invalid-json": 1, "missing-field": 1, "wrong-type": 1}));
    assert_eq!(records["dropped_by_reason"], json!({"not-text": 1}));
    let inputs = report["inputs"].as_array().unwrap();
    let names: Vec<_> = inputs.iter().map(|input| text(input, "input")).collect();
    assert_eq!(names, ["in.jsonl", "missing.warc", "folder"]);
    assert_eq!(inputs[0]["bytes"], place.bytes("in.jsonl").len());
    assert_eq!((&inputs[1]["files_failed"], &inputs[2]["files"]), (&1.into(), &2.into()));
    assert_eq!(report["bytes_out"], place.bytes("out.jsonl").len());
    assert_eq!(report["blocks"]["all"]["blocks"], place.rows("blocks.jsonl").len());
    assert!(report["blocks"]["removed_by_label"]["related"]["bytes"].as_u64() > Some(0), "{report}");
    assert!(report["blocks"]["removed_by_reason"]["cue"]["share_of_bytes"].as_f64() > Some(0.0), "{report}");
    assert_eq!(report["input_kinds"], json!({"page": 2, "text": 3}));
    assert_eq!(report["notes"], json!({"no-content": 1}));
    for part in ["taken away", "by reason", "related", "input kinds", "missing.warc: 0 of 0 kept"] {
        assert!(stderr.contains(part), "{part:?} is not in\n{stderr}");
    }
}

#[test]
fn a_clock_is_in_the_report_only_on_request() {
    let place = Workplace::new();
    place.write_lines("in.jsonl", &[line("one", SCRAPE)]);
    place.run_well(&["in.jsonl", "-o", "out.jsonl", "--report", "report.json"]);
    let without = place.json("report.json");
    place.run_well(&["in.jsonl", "-o", "out.jsonl", "--report", "report.json", "--report-time"]);
    let mut with = place.json("report.json");
    assert!(with["time"]["seconds"].as_f64().is_some());
    with.as_object_mut().unwrap().remove("time");
    assert_eq!(with, without);
}

#[test]
fn one_file_for_two_purposes_is_wrong_usage() {
    let place = Workplace::new();
    place.write_lines("in.jsonl", &[line("one", SCRAPE)]);
    let run = |args: &[&str]| place.run(&[&["in.jsonl", "-o", "out.jsonl"], args].concat());
    run(&["--drops", "x.jsonl", "--blocks", "x.jsonl"])
        .is_usage("the drops and the blocks are the same file");
    run(&["--report", "./out.jsonl"]).is_usage("the output and the report are the same file");
    run(&["--drops", "in.jsonl"]).is_usage("an input and the drops are the same file");
    run(&["--blocks-text"]).is_usage("--blocks <FILE>");
    run(&["--report-time"]).is_usage("--report <FILE>");
    assert_eq!(place.names(), ["in.jsonl"]);
}

#[test]
fn a_file_that_cannot_be_written_ends_the_run_before_it_begins() {
    for flag in ["--drops", "--blocks", "--report"] {
        let place = Workplace::new();
        place.write_lines("in.jsonl", &[line("one", SCRAPE)]);
        let ended = place.run(&["in.jsonl", "-o", "out.jsonl", flag, "in.jsonl/folder/x.jsonl"]);
        assert_eq!(ended.code, 1);
        assert!(ended.stderr.contains("cannot create folder in.jsonl/folder: "), "{}", ended.stderr);
        assert!(!place.path("out.jsonl").exists());
        let place = Workplace::new();
        place.write_lines("in.jsonl", &[line("one", SCRAPE)]);
        fs::create_dir(place.path("taken")).unwrap();
        assert_eq!(place.run(&["in.jsonl", "-o", "out.jsonl", flag, "taken"]).code, 1);
        assert_eq!(place.names(), ["in.jsonl", "taken"]);
    }
}

#[test]
fn nothing_has_its_name_where_the_output_cannot_be_written() {
    let place = Workplace::new();
    place.write_lines("in.jsonl", &[line("one", SCRAPE)]);
    let args = ["in.jsonl", "-o", "in.jsonl/such/out.jsonl"];
    assert_eq!(place.run(&[&args[..], &ALL].concat()).code, 1);
    assert_eq!(place.names(), ["in.jsonl"]);
}

#[test]
fn files_may_stand_in_the_folder_that_is_the_output() {
    let place = Workplace::new();
    place.write_lines("in.jsonl", &[line("one", SCRAPE)]);
    place.run_well(&[
        "in.jsonl",
        "-o",
        "texts",
        "--drops",
        "texts/drops.jsonl",
        "--blocks",
        "texts/blocks.jsonl",
    ]);
    let texts = String::from_utf8(place.bytes("texts/one.txt")).unwrap();
    assert!(texts.contains("The ferry to the island"), "{texts}");
    assert!(!place.rows("texts/blocks.jsonl").is_empty() && place.bytes("texts/drops.jsonl").is_empty());
}

#[test]
fn what_a_run_wrote_is_no_input_of_the_next() {
    let place = mixed();
    let run = || {
        let names =
            ["out.jsonl", "drops.jsonl", "blocks.jsonl", "report.json"].map(|name| format!("folder/{name}"));
        let [out, drops, blocks, report] = names.each_ref().map(String::as_str);
        place.run(&["folder", "-o", out, "--drops", drops, "--blocks", blocks, "--report", report]);
        place.json("folder/report.json")["records"].clone()
    };
    let first = run();
    assert_eq!((&first["read"], &first["kept"]), (&2.into(), &1.into()));
    assert_eq!(run(), first);
}

#[test]
fn a_limit_reads_the_first_records_and_still_adds_up() {
    let place = mixed();
    let args = ["in.jsonl", "folder", "-o", "out.jsonl", "--report", "report.json", "--limit"];
    for (limit, inputs) in [("0", 0), ("2", 1), ("7", 1), ("8", 2), ("100", 2)] {
        place.run(&[&args[..], &[limit]].concat());
        let report = place.json("report.json");
        let read = report["records"]["read"].as_u64().unwrap();
        assert_eq!(read, limit.parse::<u64>().unwrap().min(9));
        let bytes: u64 =
            report["inputs"].as_array().unwrap().iter().map(|input| input["bytes"].as_u64().unwrap()).sum();
        assert_eq!(
            (report["inputs"].as_array().unwrap().len(), report["bytes_in"].as_u64()),
            (inputs, Some(bytes))
        );
    }
}
