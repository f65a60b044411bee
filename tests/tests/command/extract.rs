//! `dehusk extract` and `dehusk explain`.

use std::fs;

use serde_json::Value;

use super::binary::dehusk;

pub(crate) const PAGE: &str = "<!doctype html><html lang=en><head><meta charset=utf-8>\
    <title>The tide mill | The Coast</title></head><body>\
    <nav><a href=/>Home</a> <a href=/news>News</a> <a href=/about>About</a></nav>\
    <main><h1>The tide mill</h1>\
    <p>The mill at the mouth of the river ground corn with nothing but the tide for six hundred years.</p>\
    <p>Its pond filled through a gate in the dam, and the gate shut by itself when the water turned.</p></main>\
    <footer>© The Coast. All rights reserved.</footer></body></html>";

const BODY: &str = "The mill at the mouth of the river ground corn with nothing but the tide for six hundred years.\n\n\
    Its pond filled through a gate in the dam, and the gate shut by itself when the water turned.";

fn stdout(command: &mut assert_cmd::Command) -> String {
    let output = command.assert().success().get_output().clone();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn text_has_the_title_first_unless_told() {
    let with = stdout(dehusk().args(["extract", "-"]).write_stdin(PAGE));
    let without = stdout(dehusk().args(["extract", "--no-title"]).write_stdin(PAGE));
    assert_eq!(with.trim_end(), format!("The tide mill\n\n{BODY}"));
    assert_eq!(without.trim_end(), BODY);
}

#[test]
fn files_and_standard_input_are_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    fs::write(&file, PAGE).unwrap();
    let from_file = stdout(dehusk().arg("extract").arg(&file));
    assert_eq!(from_file, stdout(dehusk().args(["extract", "-"]).write_stdin(PAGE)));
}

#[test]
fn json_is_one_record_of_schema_1() {
    let args = ["extract", "-", "--format", "json", "--url", "https://example.org/mill"];
    let record: Value = serde_json::from_str(&stdout(dehusk().args(args).write_stdin(PAGE))).unwrap();
    assert_eq!(record["schema"], 1);
    assert_eq!(record["title"], "The tide mill");
    assert_eq!(record["text"], BODY);
    assert_eq!(record["url"], "https://example.org/mill");
    assert_eq!(record["input_kind"], "page");
    let quality = record["quality"].as_f64().unwrap();
    assert!((0.0..=1.0).contains(&quality), "{quality}");
}

#[test]
fn the_kind_can_be_set() {
    let text = "Two words that stand for markup here: <p> and </p>. The rest is a sentence like any other.";
    let args = ["extract", "-", "--input", "text", "--format", "json"];
    let record: Value = serde_json::from_str(&stdout(dehusk().args(args).write_stdin(text))).unwrap();
    assert_eq!((record["text"].as_str(), record["input_kind"].as_str()), (Some(text), Some("text")));
}

#[test]
fn explain_shows_every_block_kept_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    fs::write(&file, PAGE).unwrap();
    let table = stdout(dehusk().arg("explain").arg(&file));
    let record = stdout(dehusk().args(["extract", "--format", "json"]).arg(&file));
    let record: Value = serde_json::from_str(&record).unwrap();
    let quality = format!("quality {:.3}", record["quality"].as_f64().unwrap());
    assert_eq!(table.lines().next(), Some(&*quality));
    for part in ["content", "The mill at the mouth", "All rights reserved"] {
        assert!(table.contains(part), "{part} is not in\n{table}");
    }
}

#[test]
fn explain_says_what_made_the_score_of_a_text() {
    let text = "The mill at the mouth of the river was sold again on Monday.

Home

About us

Contact
";
    let block = |number: &str| {
        stdout(dehusk().args(["explain", "--input", "text", "--block", number]).write_stdin(text))
    };
    assert!(block("0").lines().count() > 5, "{}", block("0"));
}

#[test]
fn what_cannot_be_read_is_named() {
    let assert = dehusk().args(["extract", "no/such/page.html"]).assert().code(1).stdout("");
    let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(stderr.contains("no/such/page.html"), "{stderr}");
}

#[test]
fn wrong_usage_ends_with_2() {
    dehusk().args(["extract", "--no-such-option"]).assert().code(2).stdout("");
    dehusk().args(["extract", "-", "--format", "pdf"]).assert().code(2).stdout("");
    dehusk().arg("run").assert().code(2).stdout("");
}

#[test]
fn an_empty_document_gives_an_empty_text_and_says_so() {
    let output = dehusk().args(["extract", "-"]).write_stdin("").assert().success().get_output().clone();
    assert_eq!(output.stdout, b"");
    assert!(String::from_utf8_lossy(&output.stderr).contains("no-content"));

    let args = ["extract", "-", "--format", "json"];
    let output = dehusk().args(args).write_stdin("").assert().success().get_output().clone();
    let record: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&record["text"], &record["notes"]), (&"".into(), &serde_json::json!(["no-content"])));
    assert!(record["quality"].is_number(), "{record}");
}

#[test]
fn explain_shows_what_made_a_score() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    fs::write(&file, PAGE).unwrap();
    let lines = stdout(dehusk().args(["explain", "--block", "0"]).arg(&file));
    let sizes: Vec<f32> = lines
        .lines()
        .skip(1)
        .map(|line| line.split_whitespace().next().unwrap().parse::<f32>().unwrap().abs())
        .collect();
    assert!(sizes.len() > 5 && sizes.is_sorted_by(|a, b| a >= b), "{lines}");

    let error = dehusk().args(["explain", "--block", "9999"]).arg(&file).assert().failure();
    let error = String::from_utf8_lossy(&error.get_output().stderr).into_owned();
    assert!(error.contains("there is no block 9999"), "{error}");
}
