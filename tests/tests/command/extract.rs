//! `dehusk extract` and `dehusk explain`.

use std::fs;

use dehusk::Record;
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
    let written = stdout(dehusk().args(args).write_stdin(PAGE));
    let places: Vec<_> =
        Record::FIELDS.iter().map(|field| written.find(&format!("\"{field}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "fields come in the order of the record: {written}");
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

#[test]
fn a_document_comes_in_any_form() {
    let page = PAGE.replace("with nothing but the tide", "with <b>nothing</b> but <a href=tide>the tide</a>");
    let form = |args: &[&str]| {
        let mut all = vec!["extract", "-", "--url", "https://coast.example/mill"];
        all.extend(args);
        stdout(dehusk().args(all).write_stdin(page.as_str()))
    };
    let markdown = form(&["--format", "markdown"]);
    assert!(markdown.starts_with("# The tide mill\n\nThe mill at the mouth"), "{markdown}");
    assert!(
        markdown.contains("with **nothing** but [the tide](https://coast.example/tide) for"),
        "{markdown}"
    );
    let bare = form(&["--format", "markdown", "--links", "drop", "--no-title"]);
    assert!(bare.starts_with("The mill") && bare.contains("**nothing** but the tide for"), "{bare}");
    let html = form(&["--format", "html"]);
    assert!(html.contains("<strong>nothing</strong>") && html.contains("<h1>The tide mill</h1>"), "{html}");
    assert!(form(&["--format", "tei"]).contains("<p>The mill at the mouth"));
    let record: Value = serde_json::from_str(&form(&["--format", "json", "--structure"])).unwrap();
    assert_eq!(record["text"], BODY);
    assert_eq!(record["content"].as_array().unwrap().len(), 2);
}

#[test]
fn selectors_overrule_the_judgement() {
    let args = ["extract", "-", "--no-title", "--drop", "main p:last-child", "--keep", "footer"];
    let text = stdout(dehusk().args(args).write_stdin(PAGE));
    assert!(text.contains("six hundred years") && !text.contains("gate in the dam"), "{text}");
    assert!(text.contains("© The Coast"), "{text}");
    let wrong = dehusk().args(["extract", "-", "--drop", "p:"]).write_stdin(PAGE).assert().code(2);
    let message = String::from_utf8_lossy(&wrong.get_output().stderr).into_owned();
    assert!(message.contains("is not a selector"), "{message}");
}

#[test]
fn rules_for_sites_are_proven_before_they_are_used() {
    let folder = tempfile::tempdir().unwrap();
    let rules = "[[site]]\nhosts = ['coast.example']\ndrop = ['main p:last-child']\n[[site.case]]\n\
        html = '<main><p>The tide turns every six hours and twelve minutes.<p>Boots</main>'\n\
        has = ['twelve']\nlacks = ['Boots']\n";
    fs::write(folder.path().join("coast.toml"), rules).unwrap();
    let run = |url: &str| {
        let mut command = dehusk();
        command.args(["extract", "-", "--no-title", "--url", url, "--rules"]).arg(folder.path());
        command.write_stdin(PAGE);
        command
    };
    assert!(!stdout(&mut run("https://www.coast.example/mill")).contains("gate in the dam"));
    assert!(stdout(&mut run("https://other.example/mill")).contains("gate in the dam"));
    fs::write(folder.path().join("coast.toml"), rules.replace("lacks = ['Boots']", "has = ['Boots']"))
        .unwrap();
    let failed = run("https://coast.example/").assert().code(1);
    let message = String::from_utf8_lossy(&failed.get_output().stderr).into_owned();
    assert!(message.contains("coast.toml"), "{message}");
}

#[test]
fn labels_beside_content_can_be_kept() {
    let page = PAGE.replace("</h1>", "</h1><p class=byline>By Ida Kell</p>");
    let text = |whether: &str| {
        stdout(dehusk().args(["extract", "-", "--no-title", "--bylines", whether]).write_stdin(page.as_str()))
    };
    assert!(!text("drop").contains("Ida Kell"));
    assert!(text("keep").contains("Ida Kell"), "{}", text("keep"));
}
