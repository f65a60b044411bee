//! `dehusk report`: a run as a page, and two.

use std::fs;

use super::binary::dehusk;
use super::workplace::{SCRAPE, Workplace, line};

/// A folder with two runs in folders of their own, of which the second drops
/// what is not good.
fn two_runs() -> Workplace {
    let place = Workplace::new();
    place.write_lines("in.jsonl", &[line("one", SCRAPE), line("two", "<img src=x onerror=alert(1)>")]);
    for (folder, quality) in [("old", "0"), ("new", "0.9")] {
        fs::create_dir(place.path(folder)).unwrap();
        let [out, blocks, report] =
            ["clean.jsonl.gz", "blocks.jsonl.zst", "report.json"].map(|name| format!("{folder}/{name}"));
        let args = ["in.jsonl", "-o", &out, "--blocks", &blocks, "--report", &report, "--report-time"];
        place.run_well(&[&args[..], &["--min-quality", quality, "--quiet"]].concat());
    }
    place
}

fn report(place: &Workplace, args: &[&str]) -> String {
    let output = dehusk().current_dir(place.path("")).arg("report").args(args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_run_in_its_folder_is_told_whole() {
    let place = two_runs();
    let page = report(&place, &["old"]);
    for part in [
        "Pages by outcome",
        "Blocks by label",
        "Quality",
        "Languages",
        "Page types",
        "example.org",
        "Labels with their reasons",
        "Pages that lost most",
        "Content-Security-Policy",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    assert_eq!(page.matches("<script").count(), 1);
    assert!(!page.contains("<img") && !page.contains("NaN"), "{page}");
    // The same by the names of the files, and in a file.
    let named = ["old/report.json", "--blocks", "old/blocks.jsonl.zst", "--records", "old/clean.jsonl.gz"];
    assert_eq!(
        report(&place, &named),
        page.replace("run: old<", "run: old/report.json<").replace("<title>old ", "<title>old/report.json ")
    );
    assert_eq!(report(&place, &["old", "-o", "page.html"]), "");
    assert_eq!(place.bytes("page.html"), page.as_bytes());
}

#[test]
fn what_the_files_do_not_say_is_not_known() {
    let place = two_runs();
    let page = report(&place, &["old/report.json"]);
    for option in ["--blocks FILE", "--records FILE"] {
        assert!(page.contains(option), "{option} is not in\n{page}");
    }
    assert!(page.contains("Not known. "), "{page}");
}

#[test]
fn two_runs_are_held_against_each_other() {
    let place = two_runs();
    let page = report(&place, &["old", "new"]);
    for part in ["old → new", "In numbers", "Records of both runs", "low-quality", "the same text"] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let place = two_runs();
    place.write("bad.jsonl", "{\"id\": \"a\"}\n");
    let refused = |args: &[&str], code: i32, part: &str| {
        let output = dehusk().current_dir(place.path("")).arg("report").args(args).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(code), 0), "{error}");
        assert!(error.contains(part), "{part:?} is not in {error}");
    };
    refused(&["gone.json"], 1, "gone.json");
    refused(&["in.jsonl"], 1, "in.jsonl");
    refused(&["."], 1, "a folder without report.json");
    refused(&["old", "--blocks", "bad.jsonl"], 1, "bad.jsonl, line 1: missing field");
    refused(&["old", "--blocks", "a", "--blocks", "b"], 1, "--blocks is given 2 times");
    refused(&["old", "-o", "old/report.json"], 1, "needs another name");
    refused(&[], 2, "RUN");
}
