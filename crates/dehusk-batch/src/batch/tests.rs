use std::fs;
use std::path::Path;

use super::*;
use crate::{DropReason, FailReason, Report};

struct Finished {
    report: Report,
    /// What was told of inputs and records that failed.
    told: Vec<String>,
}

fn run(inputs: &[PathBuf], output: &Path, jobs: usize) -> Finished {
    let mut told = Vec::new();
    let report = Batch::new(Extractor::default(), inputs, Output::from_path(output))
        .with_jobs(NonZeroUsize::new(jobs).unwrap())
        .run(&mut |event| match event {
            Event::InputFailed(error) => told.push(error.to_string()),
            Event::RecordFailed(place, error) => told.push(format!("{place}: {error}")),
            _ => {}
        })
        .unwrap();
    assert!(report.adds_up());
    Finished { report, told }
}

fn page(number: usize) -> String {
    let sentence = format!(
        "The harbour of page {number} lies behind two long walls, and boats wait there for the tide. "
    );
    format!(
        "<html><head><title>Page {number}</title></head><body><nav><a href=/>Home</a></nav>\
         <main><h1>Page {number}</h1><p>{}</p><p>{}</p></main></body></html>",
        sentence.repeat(3),
        sentence.repeat(2)
    )
}

fn response(number: usize) -> String {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page(number));
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:{number}>\r\nWARC-Target-URI: http://example.org/{number}\r\n\
         Content-Type: application/http\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

/// Inputs of every kind, sound and broken.
pub(super) fn mixed_inputs(root: &Path) -> Vec<PathBuf> {
    let path = |name: &str| root.join(name);
    fs::create_dir(path("folder")).unwrap();
    fs::write(path("folder/b.html"), page(1)).unwrap();
    fs::write(path("folder/a.txt"), "A line of text that stands alone.").unwrap();
    fs::write(path("folder/c.png"), b"\x89PNG\r\n").unwrap();
    let line = |number: usize| serde_json::json!({"id": number, "html": page(number)}).to_string();
    let lines: Vec<_> = (0..200).map(line).collect();
    fs::write(path("pages.jsonl"), [&lines.join("\n"), "no json", r#"{"id": "x"}"#].join("\n")).unwrap();
    let records: String = (0..100).map(response).collect();
    fs::write(path("dump.warc"), &records[..records.len() - 100]).unwrap();
    let names = ["folder", "missing.html", "pages.jsonl", "dump.warc"];
    names.map(path).to_vec()
}

#[test]
fn every_record_is_accounted_for() {
    let root = tempfile::tempdir().unwrap();
    let inputs = mixed_inputs(root.path());
    let output = root.path().join("out.jsonl");
    let Finished { report, told } = run(&inputs, &output, 2);
    assert_eq!(
        (report.counts.read, report.counts.kept, report.counts.files_failed),
        (2 + 1 + 202 + 100, 2 + 200 + 99, 1)
    );
    assert_eq!(report.counts.dropped[&DropReason::NotText], 1);
    assert_eq!(report.counts.failed[&FailReason::InvalidJson], 1);
    assert_eq!(report.counts.failed[&FailReason::MissingField], 1);
    assert_eq!(report.counts.failed[&FailReason::TruncatedInput], 1);
    assert_eq!(told.len(), 4);
    assert!(told[0].contains("missing.html: "), "{}", told[0]);
    assert!(
        told[1].contains("pages.jsonl:201 (byte ") && told[1].contains("not a JSON object"),
        "{}",
        told[1]
    );
    assert!(
        told[2].contains("pages.jsonl:202 (byte ") && told[2].ends_with("no field `html` or `text`"),
        "{}",
        told[2]
    );
    assert!(told[3].contains("dump.warc (byte ") && told[3].contains("the input ends inside"), "{}", told[3]);

    let written = fs::read_to_string(&output).unwrap();
    assert_eq!(written.len() as u64, report.bytes_out);
    let ids: Vec<_> = written
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned()
        })
        .collect();
    let expected = ["a.txt".to_owned(), "b.html".to_owned()]
        .into_iter()
        .chain((0..200).map(|number| number.to_string()))
        .chain((0..99).map(|number| format!("urn:{number}")));
    assert!(ids.into_iter().eq(expected));
}

#[test]
fn the_output_is_the_same_for_any_number_of_jobs() {
    let root = tempfile::tempdir().unwrap();
    let inputs = mixed_inputs(root.path());
    let output = |jobs| {
        let path = root.path().join(format!("out-{jobs}.jsonl.zst"));
        let finished = run(&inputs, &path, jobs);
        (fs::read(path).unwrap(), finished.report, finished.told)
    };
    let one = output(1);
    assert!(one == output(2) && one == output(8));
}

#[test]
fn a_folder_gets_one_file_a_document() {
    let root = tempfile::tempdir().unwrap();
    let inputs = mixed_inputs(root.path());
    let output = root.path().join("folder/out");
    let report = run(&inputs, &output, 2).report;
    // And the manifest and the list of them.
    assert_eq!(fs::read_dir(&output).unwrap().count() as u64, report.counts.kept + 2);
    let text = fs::read_to_string(output.join("b.txt")).unwrap();
    assert!(text.starts_with("Page 1\n\nThe harbour of page 1 "), "{text}");
    // What was written into the folder that was read is no input.
    assert_eq!(run(&inputs, &output, 2).report.counts.kept, report.counts.kept);
}

#[test]
fn a_page_without_content_is_a_record_all_the_same() {
    let root = tempfile::tempdir().unwrap();
    let input = root.path().join("x.jsonl");
    fs::write(&input, "{\"html\": \"\"}\n").unwrap();
    let output = root.path().join("out.jsonl");
    let report = run(&[input], &output, 1).report;
    assert_eq!((report.counts.kept, report.counts.kept_empty), (1, 1));
    let record: serde_json::Value = serde_json::from_str(&fs::read_to_string(output).unwrap()).unwrap();
    assert_eq!((record["id"].as_str(), record["text"].as_str()), (Some("x.jsonl:1"), Some("")));
    assert_eq!(record["notes"], serde_json::json!(["no-content"]));
}

/// The qualities of the records in an output.
fn qualities(output: &Path) -> Vec<f64> {
    let quality =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["quality"].as_f64().unwrap();
    fs::read_to_string(output).unwrap().lines().map(quality).collect()
}

#[test]
fn a_document_below_the_least_quality_is_dropped_and_counted() {
    let root = tempfile::tempdir().unwrap();
    let input = root.path().join("x.jsonl");
    // A page, a page without content, a text, and a line that fails.
    let pages = [page(1), String::new(), "<p>Log in".to_owned(), "Some words that stand alone.".to_owned()];
    let lines = pages.map(|page| serde_json::json!({"html": page}).to_string());
    fs::write(&input, format!("{}\nno json\n", lines.join("\n"))).unwrap();
    let output = root.path().join("out.jsonl");
    let run = |least: f32| {
        let batch = Batch::new(Extractor::default(), [&input], Output::from_path(&output));
        batch.with_min_quality(least).run(&mut |_| {}).unwrap()
    };

    let report = run(0.0);
    assert_eq!((report.counts.read, report.counts.kept, report.counts.dropped_total()), (5, 4, 0));
    let all = qualities(&output);
    assert!(all.iter().all(|quality| (0.0..=1.0).contains(quality)), "{all:?}");

    // A threshold that a record just meets keeps it.
    for &least in &all {
        let report = run(least as f32);
        let expected: Vec<f64> = all.iter().copied().filter(|&quality| quality >= least).collect();
        assert_eq!(qualities(&output), expected);
        let low = report.counts.dropped.get(&DropReason::LowQuality).copied().unwrap_or_default();
        assert_eq!(
            (report.counts.read, report.counts.kept, low),
            (5, expected.len() as u64, 4 - expected.len() as u64)
        );
        assert!(report.adds_up());
    }

    let report = run(1.001);
    assert_eq!(
        (report.counts.kept, report.counts.kept_empty, report.counts.dropped[&DropReason::LowQuality]),
        (0, 0, 4)
    );
    assert_eq!(report.counts.failed_total(), 1);
}

#[test]
fn a_record_that_has_no_time_fails_and_is_counted() {
    let root = tempfile::tempdir().unwrap();
    let inputs = mixed_inputs(root.path());
    let report = Batch::new(Extractor::default(), &inputs, Output::from_path(root.path().join("out.jsonl")))
        .with_time_limit(Duration::ZERO)
        .run(&mut |_| {})
        .unwrap();
    assert!(report.adds_up());
    assert_eq!((report.counts.kept, report.counts.failed[&FailReason::TimedOut]), (0, 301));
}
