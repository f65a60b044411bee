//! `dehusk run` on sound input.

use std::fs;
use std::io::Read;
use std::path::Path;

use dehusk_tests::corpus_dir;
use dehusk_tests::pages::{self, Page};
use dehusk_tests::sample;
use flate2::read::MultiGzDecoder;
use serde_json::Value;

use super::binary::dehusk;
use super::extract::PAGE;

/// The counts of a run's summary.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) read: u64,
    pub(crate) kept: u64,
    pub(crate) dropped: u64,
    pub(crate) failed: u64,
}

impl Counts {
    /// The counts of the table that `stderr` ends with, whatever else it says.
    pub(crate) fn of(stderr: &[u8]) -> Self {
        let stderr = String::from_utf8_lossy(stderr);
        let count = |label: &str| {
            let mut rows = stderr.lines().rev().map(str::split_whitespace);
            let row = rows.find_map(|mut row| (row.next() == Some(label)).then_some(row));
            let number = row.and_then(|mut row| row.next()?.replace(',', "").parse().ok());
            number.unwrap_or_else(|| panic!("no count of what was {label} in\n{stderr}"))
        };
        let counts = Self {
            read: count("read"),
            kept: count("kept"),
            dropped: count("dropped"),
            failed: count("failed"),
        };
        assert_eq!(counts.read, counts.kept + counts.dropped + counts.failed, "{stderr}");
        counts
    }
}

/// The records of a JSONL file, unpacked if its name says so.
pub(crate) fn records(path: &Path) -> Vec<Value> {
    let bytes = fs::read(path).unwrap();
    let mut text = String::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        MultiGzDecoder::new(&*bytes).read_to_string(&mut text).unwrap();
    } else {
        text = String::from_utf8(bytes).unwrap();
    }
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn sample_pages() -> Vec<Page> {
    pages::of_warc(&sample::path(&corpus_dir())).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn the_sample_dump_adds_up() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.jsonl");
    let assert = dehusk().arg("run").arg(sample::path(&corpus_dir())).arg("-o").arg(&out).assert();
    let output = assert.success().stdout("").get_output().clone();
    let pages = sample_pages();
    let all = pages.len() as u64;
    assert_eq!(Counts::of(&output.stderr), Counts { read: all, kept: all, dropped: 0, failed: 0 });
    let ids: Vec<_> = records(&out).iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, pages.iter().map(|page| page.id.clone()).collect::<Vec<_>>());
}

#[test]
fn any_number_of_jobs_writes_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = |jobs: &str| {
        let out = folder.path().join(format!("{jobs}.jsonl.gz"));
        let sample = sample::path(&corpus_dir());
        dehusk().arg("run").arg(sample).arg("-o").arg(&out).args(["--jobs", jobs]).assert().success();
        fs::read(out).unwrap()
    };
    assert_eq!(bytes("1"), bytes("4"));
}

#[test]
fn a_folder_takes_one_text_a_record() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("texts");
    fs::create_dir(&out).unwrap();
    dehusk().arg("run").arg(sample::path(&corpus_dir())).arg("-o").arg(&out).assert().success().stdout("");
    assert_eq!(files_below(&out), sample_pages().len() + 2, "and the manifest and the list of them");
}

fn files_below(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files_below(&path) } else { 1 }).sum()
}

#[test]
fn fields_of_json_lines_can_be_named() {
    let folder = tempfile::tempdir().unwrap();
    let (dump, out) = (folder.path().join("dump.jsonl"), folder.path().join("out.jsonl"));
    let line = serde_json::json!({"key": "a/1", "link": "https://example.org/1", "body": PAGE, "other": [1]});
    fs::write(&dump, format!("{line}\n")).unwrap();
    let names = ["--html-field", "body", "--url-field", "link", "--id-field", "key"];
    dehusk().arg("run").arg(&dump).arg("-o").arg(&out).args(names).assert().success();
    let records = records(&out);
    assert_eq!(records.len(), 1);
    assert_eq!((&records[0]["id"], &records[0]["url"]), (&"a/1".into(), &"https://example.org/1".into()));
    assert_eq!(records[0]["title"], "The tide mill");
}

#[test]
fn records_keep_the_order_of_the_input() {
    let folder = tempfile::tempdir().unwrap();
    let (dump, out) = (folder.path().join("dump.jsonl"), folder.path().join("out.jsonl"));
    // Long and short pages in turn, so that later ones are ready first.
    let page = |n: usize| PAGE.replace("</main>", &"<p>More words about the mill.</p>".repeat((n % 7) * 200));
    let line = |n: usize| serde_json::json!({"id": n.to_string(), "html": page(n)}).to_string() + "\n";
    fs::write(&dump, (0..200).map(line).collect::<String>()).unwrap();
    dehusk().arg("run").arg(&dump).arg("-o").arg(&out).args(["--id-field", "id"]).assert().success();
    let ids: Vec<_> = records(&out).iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, (0..200).map(|n| n.to_string()).collect::<Vec<_>>());
}

#[test]
fn records_below_the_least_quality_are_dropped_and_nothing_fails() {
    let folder = tempfile::tempdir().unwrap();
    let run = |name: &str, args: &[&str]| {
        let out = folder.path().join(name);
        let sample = sample::path(&corpus_dir());
        let assert = dehusk().arg("run").arg(sample).arg("-o").arg(&out).args(args).assert().success();
        let output = assert.stdout("").get_output().clone();
        (records(&out), Counts::of(&output.stderr), String::from_utf8(output.stderr).unwrap())
    };
    let quality = |record: &Value| record["quality"].as_f64().unwrap();
    let (all, counts, summary) = run("all.jsonl", &[]);
    assert_eq!((counts.dropped, summary.contains("low-quality")), (0, false), "{summary}");

    let mut qualities: Vec<_> = all.iter().map(quality).collect();
    qualities.sort_by(f64::total_cmp);
    let (least, middle, most) =
        (qualities[0], qualities[qualities.len() / 2], qualities[qualities.len() - 1]);
    assert!(0.0 <= least && least < middle && most <= 1.0, "{qualities:?}");
    // As a user would do it who filters the output himself.
    let good: Vec<_> = all.iter().filter(|record| quality(record) >= middle).cloned().collect();
    let (kept, counts, summary) = run("good.jsonl", &["--min-quality", &middle.to_string()]);
    assert_eq!(kept, good);
    let (read, kept) = (all.len() as u64, good.len() as u64);
    assert_eq!(counts, Counts { read, kept, dropped: read - kept, failed: 0 });
    let row = summary
        .lines()
        .map(str::split_whitespace)
        .find_map(|mut row| row.find(|&word| word == "low-quality").and(row.next()));
    assert_eq!(row, Some(&*(read - kept).to_string()), "{summary}");
    assert_eq!(run("same.jsonl", &["--min-quality", &least.to_string()]).0, all);
}

#[test]
fn a_quality_that_is_none_is_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.jsonl");
    for wrong in ["1.5", "-0.1", "NaN", "half", ""] {
        let sample = sample::path(&corpus_dir());
        let args = ["--min-quality", wrong];
        let assert =
            dehusk().arg("run").arg(sample).arg("-o").arg(&out).args(args).assert().code(2).stdout("");
        let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(stderr.contains("--min-quality"), "{stderr}");
        assert!(!out.exists(), "{wrong}");
    }
}

#[test]
fn records_can_go_through_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.jsonl");
    let sample = fs::read(sample::path(&corpus_dir())).unwrap();
    dehusk().args(["run", "-", "-o"]).arg(&out).write_stdin(sample.clone()).assert().success().stdout("");
    let report = folder.path().join("report.json");
    let mut piped = dehusk();
    piped.current_dir(folder.path()).args(["run", "-", "-o", "-", "--report"]).arg(&report);
    let output = piped.write_stdin(sample).assert().success().get_output().clone();
    assert_eq!(output.stdout, fs::read(out).unwrap());
    assert!(String::from_utf8_lossy(&output.stderr).contains("to standard output in "));
    let report: Value = serde_json::from_slice(&fs::read(report).unwrap()).unwrap();
    assert_eq!(report["bytes_out"], output.stdout.len());
    assert!(!folder.path().join("-").exists());
}

#[test]
fn only_the_records_can_go_to_standard_output() {
    for flag in ["--drops", "--blocks", "--report"] {
        let assert = dehusk().args(["run", "-", "-o", "-", flag, "-"]).write_stdin("x").assert().code(2);
        let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(stderr.contains("only OUT can be standard output"), "{stderr}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;

    let folder = tempfile::tempdir().unwrap();
    let dump = folder.path().join("dump.jsonl");
    let line = serde_json::json!({"text": "The tide turns every six hours and twelve minutes. ".repeat(200)});
    fs::write(&dump, format!("{line}\n").repeat(500)).unwrap();
    let mut command = std::process::Command::new(dehusk().get_program());
    command.arg("run").arg(&dump).args(["-o", "-"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert!(ended.status.success() && first.starts_with("{\"schema\":1,"));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}
