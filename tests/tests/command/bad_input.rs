//! What bad input costs: itself, a message that names it, and an exit code.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;

use super::binary::dehusk;
use super::extract::PAGE;
use super::run::{Counts, records};

/// A folder to work in, with a sound dump of one record beside the bad one.
struct Workplace {
    folder: TempDir,
}

/// What a run left behind.
struct Ended {
    code: i32,
    stderr: Vec<u8>,
    out: PathBuf,
}

impl Ended {
    fn says(&self, part: &str) -> &Self {
        let stderr = String::from_utf8_lossy(&self.stderr);
        assert!(stderr.contains(part), "{part:?} is not in\n{stderr}");
        self
    }

    fn counts(&self) -> Counts {
        Counts::of(&self.stderr)
    }
}

impl Workplace {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let line = serde_json::json!({"id": "good", "html": PAGE});
        fs::write(folder.path().join("good.jsonl"), format!("{line}\n")).unwrap();
        Self { folder }
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Runs over `bad` and then over the sound dump, into one file.
    fn run(&self, bad: impl AsRef<Path>) -> Ended {
        let (good, out) = (self.folder.path().join("good.jsonl"), self.folder.path().join("out.jsonl"));
        let mut command = dehusk();
        let output = command.arg("run").arg(bad.as_ref()).arg(&good).arg("-o").arg(&out).output().unwrap();
        assert!(output.stdout.is_empty(), "standard output carries data only");
        let code = output.status.code().expect("it ends by itself");
        Ended { code, stderr: output.stderr, out }
    }
}

/// The sound dump came out whatever stood before it.
fn assert_rest_is_done(ended: &Ended, kept: u64) {
    assert_eq!(ended.counts().kept, kept);
    let records = records(&ended.out);
    assert_eq!(records.len() as u64, kept);
    assert_eq!(records.last().unwrap()["title"], "The tide mill");
}

#[test]
fn a_path_that_does_not_exist() {
    let place = Workplace::new();
    let ended = place.run("no/such/dump.warc.gz");
    assert_eq!(ended.says("no/such/dump.warc.gz").code, 3);
    assert_rest_is_done(&ended, 1);
}

#[test]
fn an_empty_file() {
    let place = Workplace::new();
    let ended = place.run(place.write("empty.html", ""));
    assert_eq!(ended.says("empty.html").code, 3);
    assert_rest_is_done(&ended, 1);
}

#[test]
fn a_binary_file() {
    let place = Workplace::new();
    let ended = place.run(place.write("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01"));
    assert_eq!(ended.says("picture.png").code, 3);
    assert_rest_is_done(&ended, 1);
}

#[test]
fn a_line_that_is_no_json() {
    let place = Workplace::new();
    let line = serde_json::json!({"html": PAGE});
    let ended = place.run(place.write("bad.jsonl", format!("{line}\n{{\"html\": oops\n{line}\n")));
    assert_eq!(ended.says("bad.jsonl:2").code, 3);
    assert_eq!(ended.counts(), Counts { read: 4, kept: 3, dropped: 0, failed: 1 });
    assert_rest_is_done(&ended, 3);
}

#[test]
fn a_line_without_the_field() {
    let place = Workplace::new();
    let ended = place.run(place.write("bad.jsonl", "{\"id\": \"1\", \"body\": \"<p>x\"}\n"));
    assert_eq!(ended.says("bad.jsonl:1").says("html").code, 3);
    assert_eq!(ended.counts().failed, 1);
    assert_rest_is_done(&ended, 1);
}

#[test]
fn a_line_that_is_too_long() {
    let place = Workplace::new();
    let line = serde_json::json!({"html": PAGE}).to_string() + "\n";
    let long = ["{\"html\": \"", &"tide ".repeat((64 << 20) / 5), "\"}\n"].concat();
    let ended = place.run(place.write("bad.jsonl", [&line, &long, &line].map(String::as_str).concat()));
    assert_eq!(ended.says("bad.jsonl:2 ").says("too-large").code, 3);
    assert_eq!(ended.counts(), Counts { read: 4, kept: 3, dropped: 0, failed: 1 });
    assert_rest_is_done(&ended, 3);
}

#[test]
fn a_line_that_is_not_utf_8() {
    let place = Workplace::new();
    let broken = [b"{\"id\": \"caf\xe9\", \"html\": \"", PAGE.as_bytes(), b"\"}\n"].concat();
    let ended = place.run(place.write("bad.jsonl", broken));
    assert_eq!(ended.says("bad.jsonl:1 (byte 0): not UTF-8 at byte 11 of the line").code, 3);
    assert_eq!(ended.says("invalid-utf8").counts().failed, 1);
    assert_rest_is_done(&ended, 1);
}

#[test]
fn a_gzip_file_that_ends_early() {
    let place = Workplace::new();
    // What does not compress: the cut then falls behind many whole lines.
    let noise = |n: u64| (0..60).map(move |i| (n * 61 + i).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let line = |n: u64| {
        let words: Vec<_> = noise(n).map(|word| word.to_string()).collect();
        let page = PAGE.replace("</main>", &format!("<p>{}</p>", words.join(" ")));
        serde_json::json!({"html": page}).to_string() + "\n"
    };
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all((0..200).map(line).collect::<String>().as_bytes()).unwrap();
    let whole = gzip.finish().unwrap();
    let ended = place.run(place.write("cut.jsonl.gz", &whole[..whole.len() / 2]));
    assert_eq!(ended.says("cut.jsonl.gz").code, 3);
    let counts = ended.counts();
    assert!(counts.kept > 20 && counts.failed == 1, "{counts:?}: what stands before the cut is done");
    assert_rest_is_done(&ended, counts.kept);
}

#[test]
fn an_output_that_cannot_be_written() {
    let place = Workplace::new();
    let out = place.folder.path().join("no/such/folder.file/out.jsonl");
    place.write("no", "a file where a folder should be");
    let good = place.folder.path().join("good.jsonl");
    let output = dehusk().arg("run").arg(good).arg("-o").arg(&out).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("folder.file"));
}

#[test]
fn nothing_is_left_half_written() {
    let place = Workplace::new();
    let ended = place.run("no/such/dump.warc.gz");
    assert!(ended.out.exists());
    let names = fs::read_dir(place.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["good.jsonl", "out.jsonl", "out.jsonl.dehusk.json"]);
}
