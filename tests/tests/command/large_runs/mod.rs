//! `dehusk run` over much: killed, interrupted, gone on with, divided, and where the
//! output is hard to write.

mod left;
mod places;
mod resumed;
mod shards;
mod signals;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use dehusk_tests::pages::{Body, Page};
use dehusk_tests::sample;
use serde_json::json;

use super::binary::dehusk_process;
use super::extract::PAGE;
use super::workplace::Workplace;

/// What the dump is read from.
const INPUTS: [&str; 3] = ["pages.jsonl", "crawl", "crawl.warc.gz"];

fn page(number: usize) -> String {
    PAGE.replace("six hundred", &format!("{number} hundred"))
}

/// A dump of some hundred pages in files of several kinds; some lines fail, and a
/// picture is dropped, so that a run over it ends with 3.
fn dump() -> Workplace {
    let place = Workplace::new();
    let lines: Vec<_> = (0..200)
        .map(|number| match number % 9 {
            4 => json!({"id": format!("line {number}"), "html": number}),
            7 => json!({"id": format!("line {number}")}),
            _ => json!({"id": format!("line {number}"), "html": page(number)}),
        })
        .collect();
    place.write_lines("pages.jsonl", &lines);
    fs::create_dir_all(place.path("crawl/deep")).unwrap();
    for number in 0..40 {
        let folder = if number % 2 == 0 { "crawl" } else { "crawl/deep" };
        place.write(&format!("{folder}/{number:02}.html"), page(1_000 + number));
    }
    place.write("crawl/picture.html", b"\x89PNG\r\n\x1a\n\0\0");
    let pages: Vec<_> = (2_000..2_060)
        .map(|number| Page {
            id: format!("urn:test:{}", number % 50),
            url: Some(format!("https://example.org/{number}")),
            charset: None,
            body: Body::Markup(page(number).into_bytes()),
        })
        .collect();
    sample::write(&pages, &mut File::create(place.path("crawl.warc.gz")).unwrap()).unwrap();
    place
}

/// Arguments of a run over the dump into a folder, in small parts, with all that is
/// written beside.
fn into(folder: &str, output: &str) -> Vec<String> {
    in_parts(folder, output, "16KiB")
}

fn in_parts(folder: &str, output: &str, size: &str) -> Vec<String> {
    let file = |name: &str| format!("{folder}/{name}");
    let mut args: Vec<_> = ["run"].iter().chain(&INPUTS).map(ToString::to_string).collect();
    args.extend(["--part-size", size, "--blocks-text", "-q"].map(str::to_owned));
    for (option, name) in [
        ("-o", output),
        ("--drops", "drops.jsonl.gz"),
        ("--blocks", "blocks.jsonl.zst"),
        ("--report", "report.json"),
    ] {
        args.extend([option.to_owned(), file(name)]);
    }
    args
}

/// Starts the command in the workplace.
fn start(place: &Workplace, args: &[String], more: &[&str]) -> Child {
    let mut command = dehusk_process();
    command.current_dir(place.folder()).args(args).args(more);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Runs the command to its end: its exit code and what it said.
fn end(place: &Workplace, args: &[String], more: &[&str]) -> (Option<i32>, String) {
    let output = start(place, args, more).wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// Waits until there is such a file; false where the command ended before.
fn wait_for(child: &mut Child, file: &Path) -> bool {
    loop {
        if file.exists() {
            return true;
        }
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// All files under a folder and their bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                all.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    all
}

/// The files are the same, and none is left that is not to stay.
fn assert_same(got: &Path, expected: &Path, what: &str) {
    let (got_files, expected_files) = (files(got), files(expected));
    assert_eq!(got_files.keys().collect::<Vec<_>>(), expected_files.keys().collect::<Vec<_>>(), "{what}");
    for (name, bytes) in got_files {
        // A manifest in a folder names what stands beside the folder in full.
        let bytes = if name.ends_with(".dehusk.json") {
            let text = String::from_utf8(bytes).unwrap();
            text.replace(got.to_str().unwrap(), expected.to_str().unwrap()).into_bytes()
        } else {
            bytes
        };
        assert!(bytes == expected_files[&name], "{what}: {name} is another one");
    }
}
